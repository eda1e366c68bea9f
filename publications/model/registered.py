"""Identifiers of an entry, and whether a preprint server is its only home.

They may be in a field of their own, in an address, or in the words of other fields.
"""

from __future__ import annotations

import re
from typing import Final

from publications.bibtex import Entry
from publications.model import identifiers, links, servers

_PREPRINT_SERVER: Final = re.compile(
    r"(?:available (?:at|on) )?(arxiv|corr\b|biorxiv|medrxiv|chemrxiv|ssrn|preprints?\b)", re.I
)
_CORR_VOLUME: Final = re.compile(r"abs/([\d.]+|[a-z-]+/\d{7})")
_MAY_NAME_ARXIV: Final = (
    "url", "journal", "journaltitle", "howpublished", "note", "volume", "eid", "pages",
)  # fmt: skip


def doi_of(entry: Entry) -> str:
    """The bare DOI, of `doi` or of an address in `url`; empty where it is malformed.

    `https://doi.org/10.1/x` in `url` counts as well, unless `doi` says something else.
    """
    written = links.unescaped(entry.get("doi"))
    if not written:
        return identifiers.doi_in_url(links.url_of(entry.get("url")))
    doi = identifiers.doi_in_url(written) or identifiers.bare_doi(written)
    if not identifiers.is_doi(doi):
        return ""
    return doi


def arxiv_of(entry: Entry) -> str:
    """The arXiv id of an entry; empty where there is none, or it is malformed.

    It is looked for in al-folio's `arxiv` and biblatex's `eprint` (its manual, 3.15), then in the
    DOI, then where people and databases write it: dblp has it in `volume` (`abs/1703.00832`),
    Google Scholar in `journal` (`arXiv preprint arXiv:1703.00832`).
    """
    named = entry.get("arxiv", "arxivid") or _arxiv_eprint(entry)
    if named:
        return identifiers.valid_arxiv(identifiers.bare_arxiv(named))
    in_doi = identifiers.arxiv_in_doi(doi_of(entry))
    if in_doi:
        return in_doi
    for name in _MAY_NAME_ARXIV:
        in_text = identifiers.arxiv_in_text(entry.get(name))
        if in_text:
            return in_text
    volume = _CORR_VOLUME.fullmatch(entry.get("volume"))
    if volume is None:
        return ""
    return identifiers.valid_arxiv(volume[1])


def _arxiv_eprint(entry: Entry) -> str:
    """What `eprint` holds, if that is an arXiv id or said to be one."""
    eprint = identifiers.bare_arxiv(entry.get("eprint"))
    match entry.get("eprinttype", "archiveprefix").lower():
        case "arxiv":
            return eprint
        case "":
            return identifiers.valid_arxiv(eprint)
        case _:
            return ""


def only_preprint(entry: Entry, arxiv: str) -> bool:
    """Whether no journal or book has the entry: none is named, or a preprint server is named.

    `arxiv` is the arXiv id of the entry (`arxiv_of`). Without one, and without `eprint`, the
    publisher may be a preprint server.
    """
    home = entry.get("journaltitle", "journal", "booktitle").strip("{}")
    if home:
        return _PREPRINT_SERVER.match(home) is not None
    server = servers.server_of(entry)
    if server is not None:
        return server.preprints
    published = entry.get("publisher", "howpublished", "institution").strip("{}")
    return bool(arxiv or entry.get("eprint")) or _PREPRINT_SERVER.match(published) is not None
