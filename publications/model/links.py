"""Links of a publication: where the paper, its code, its data and the rest are.

The fields bear al-folio's names, so that its `papers.bib` moves over unchanged; `data` and
`model` are this site's own. A file of the site is named relative to the folder where al-folio
keeps such files, or, if the name has a slash, relative to `docs/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from publications.bibtex import Entry
from publications.bibtex.fields import LINKS
from publications.model import identifiers
from publications.tex.url import is_absolute, safe_url

_URL: Final = re.compile(r"\\url\s*\{(.*)\}", re.DOTALL)
_BLANK: Final = re.compile(r"\s")
_MARKUP: Final = re.compile(r"[\\{}]")
_TEX: Final = re.compile(
    r"\$?\\(?P<word>textasciitilde|sim|textunderscore)(?![A-Za-z])\$?"
    r"|\\(?P<escaped>[_%&#~{}$])|[{}]"
)
_TEX_WORDS: Final = {"textasciitilde": "~", "sim": "~", "textunderscore": "_"}


@dataclass(frozen=True, slots=True)
class Link:
    """One link: what it is (`doi`, `arxiv`, or a field's name), its label, its address.

    `local`: the address is a path below the docs folder, not a URL.
    """

    rel: str
    label: str
    url: str
    local: bool = False


def unescaped(value: str) -> str:
    r"""An address or identifier: `\url{…}` unwrapped, TeX's escapes and braces gone."""
    address = value.strip()
    match = _URL.fullmatch(address)
    if match:
        address = match[1].strip()
    if not _MARKUP.search(address):
        return address
    return _TEX.sub(_resolved, address)


def url_of(value: str) -> str:
    """The address in a field, without blanks and without angle brackets around it."""
    return _BLANK.sub("%20", unescaped(value).strip("<>"))


def local_path(value: str, folder: str) -> str:
    """The path below the docs folder that a bare file name in such a field means."""
    if "/" in value:
        return value.lstrip("/")
    return folder + value


def links_of(entry: Entry, doi: str, arxiv: str) -> tuple[Link, ...]:
    """All links of an entry, the paper first; unsafe addresses are left out."""
    return tuple(_links(entry, doi, arxiv))


def _links(entry: Entry, doi: str, arxiv: str) -> Iterator[Link]:
    if doi:
        yield Link("doi", "Paper", "https://doi.org/" + _quoted(doi))
    url = safe_url(url_of(entry.get("url")))
    if url and not names(url, doi, arxiv):
        label = "Paper"
        if doi:
            label = "Web page"
        yield Link("url", label, url)
    if arxiv:
        yield Link("arxiv", "arXiv", "https://arxiv.org/abs/" + arxiv)
    for field in LINKS:
        address = safe_url(url_of(entry.get(field.name)))
        if not address:
            continue
        if is_absolute(address):
            yield Link(field.name, field.link, address)
        else:
            yield Link(field.name, field.link, local_path(address, field.folder), local=True)


def names(url: str, doi: str, arxiv: str) -> bool:
    """Whether an address only says again what the DOI or the arXiv id says."""
    if doi and identifiers.doi_in_url(url).lower() == doi.lower():
        return True
    named = identifiers.unversioned(identifiers.bare_arxiv(url))
    return bool(arxiv) and named == identifiers.unversioned(arxiv)


def _resolved(match: re.Match[str]) -> str:
    """The character that a command of TeX stands for in an address; nothing for a brace."""
    if match["word"]:
        return _TEX_WORDS[match["word"]]
    return match["escaped"] or ""


def _quoted(doi: str) -> str:
    """A DOI as part of an address (DOI Handbook, 2.5.2.4: these characters must be encoded)."""
    return re.sub(r"[\"#%<>?\[\]\\^`{|}\s]", lambda c: f"%{ord(c[0]):02X}", doi)
