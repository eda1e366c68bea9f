"""Identifiers of an entry, and whether a preprint server is its only home.

They may be in a field of their own, in an address, or in the words of other fields.
"""

from __future__ import annotations

import re
from typing import Final

from publications.bibtex import Entry
from publications.model import identifiers, links, servers, verbatim

_PREPRINT_SERVER: Final = re.compile(
    r"(?:available (?:at|on) )?(arxiv|corr\b|biorxiv|medrxiv|chemrxiv|ssrn|preprints?\b)", re.I
)
# The journal or publisher of a preprint whose id is in a field beside it.
_ARXIV_HOME: Final = re.compile(r"corr\b|arxiv", re.I)
_BESIDE_HOME: Final = ("volume", "number", "pages", "eid")
_MAY_NAME_ARXIV: Final = (
    "url", "journal", "journaltitle", "howpublished", "note", "volume", "number", "eid", "pages",
    "doi",
)  # fmt: skip
# An id before April 2007 without its archive, as INSPIRE and ADS have them.
_WITHOUT_ARCHIVE: Final = re.compile(r"[0-9]{7}(?:v[0-9]+)?")
_FURTHER: Final = re.compile(r"[\s,;].*", re.DOTALL)


def doi_of(entry: Entry) -> str:
    """The bare DOI, of `doi` or of an address in `url`; empty where it is malformed.

    `https://doi.org/10.1/x` in `url` counts as well, unless `doi` says something else.
    """
    written = verbatim.unescaped(entry.get("doi"))
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
    _, named = named_arxiv(entry)
    if named:
        return identifiers.valid_arxiv(_FURTHER.sub("", named))
    in_doi = identifiers.arxiv_in_doi(doi_of(entry))
    if in_doi:
        return in_doi
    for name in _MAY_NAME_ARXIV:
        in_text = identifiers.arxiv_in_text(entry.get(name))
        if in_text:
            return in_text
    if not _ARXIV_HOME.match(entry.get("journaltitle", "journal", "publisher").strip("{}")):
        return ""
    beside = map(identifiers.bare_arxiv, map(entry.get, _BESIDE_HOME))
    return next(filter(identifiers.is_arxiv, beside), "")


def named_arxiv(entry: Entry) -> tuple[str, str]:
    """The field that has an arXiv id, or what is said to be one, and that bare id.

    >>> from publications.bibtex import writer
    >>> named_arxiv(writer.make("misc", "k", {"eprint": "0309136", "archiveprefix": "arXiv",
    ...                                       "primaryclass": "math.GT"}))
    ('eprint', 'math/0309136')
    """
    for name in filter(entry.get, ("arxiv", "arxivid")):
        named = identifiers.bare_arxiv(verbatim.unescaped(entry.get(name)))
        if named:
            return name, named
    eprint = identifiers.bare_arxiv(verbatim.unescaped(entry.get("eprint")))
    if not eprint:
        return "eprint", ""
    section = entry.text("primaryclass", "eprintclass").text
    if section and _WITHOUT_ARCHIVE.fullmatch(eprint):
        eprint = f"{section.partition('.')[0]}/{eprint}"
    server = entry.text("eprinttype", "archiveprefix").text
    if not servers.is_arxiv(server) and (server or not identifiers.is_arxiv(eprint)):
        return "eprint", ""
    return "eprint", eprint


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
