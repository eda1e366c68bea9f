"""Which publication a word names: DOI, arXiv id, or an address that holds one."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import SplitResult, parse_qs, urlsplit

from publications.diagnostics import quote
from publications.model import identifiers

_ADDRESS: Final = re.compile(r"https?://", re.IGNORECASE)
_OPENREVIEW_ID: Final = re.compile(r"[\w-]{1,100}")
_ACL_ID: Final = re.compile(r"(?:[A-Z]\d{2}-\d{4,5}|\d{4}\.[\w-]+\.\d+)")
_ACL_HOSTS: Final = frozenset({"aclanthology.org", "aclanthology.info", "aclweb.org"})


class IdentifierError(ValueError):
    """A word that names no publication; the message is one line."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """What a word on the command line names."""

    kind: Literal["doi", "arxiv", "openreview", "acl"]
    value: str


def recognise(word: str) -> Identifier:
    """A DOI, an arXiv id, or an address that holds one. Raises IdentifierError."""
    word = word.strip().strip("<>")
    arxiv = identifiers.bare_arxiv(word.partition("?")[0].partition("#")[0])
    if identifiers.is_arxiv(arxiv):
        return Identifier("arxiv", identifiers.unversioned(arxiv))
    address = _address(word)
    if address is not None:
        identifier = _of_host(address)
        if identifier is not None:
            return identifier
    doi = identifiers.bare_doi(word)
    if not identifiers.is_doi(doi):
        raise IdentifierError(
            f"{quote(word)} is no DOI, arXiv id, or address of one, of OpenReview or the"
            " ACL Anthology"
        )
    posted = identifiers.unversioned(identifiers.arxiv_in_doi(doi))
    if posted:
        return Identifier("arxiv", posted)
    return Identifier("doi", doi)


def _address(word: str) -> SplitResult | None:
    """The parts of an address; None of what is none."""
    if _ADDRESS.match(word):
        with suppress(ValueError):  # `https://[`
            address = urlsplit(word)
            if address.hostname:
                return address
    return None


def _of_host(address: SplitResult) -> Identifier | None:
    """The paper of an address of OpenReview or the ACL Anthology, or None."""
    host = (address.hostname or "").removeprefix("www.")
    if host == "openreview.net":
        paper = parse_qs(address.query).get("id", [""])[0]
        if _OPENREVIEW_ID.fullmatch(paper):
            return Identifier("openreview", paper)
    if host in _ACL_HOSTS:
        match = _ACL_ID.search(address.path)
        if match:
            return Identifier("acl", match[0])
    return None
