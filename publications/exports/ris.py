"""RIS of a publication, for reference managers.

Tags and types are those of the RIS format's specification (Reference Manager, 2011): `TY` first,
`ER` last, one tag a line, lines end in CR LF.  Where a tag has several meanings, it is used as
Zotero's importer takes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from publications.exports import parts
from publications.model.dates import Date
from publications.model.publication import Publication

# Types whose M3 says what kind of work it is; elsewhere Zotero takes M3 for a DOI.
_WITH_WORK: Final = frozenset({"THES", "RPRT", "PAT", "COMP", "STAND"})
# Types whose number is the work's own, which stands in SN.
_NUMBERED: Final = frozenset({"RPRT", "PAT", "STAND"})


def write(publication: Publication) -> str:
    """One record, ending in a line break."""
    lines = (f"{tag}  - {value}" for tag, value in _record(publication))
    return "\r\n".join((*lines, "ER  - ", ""))


def join(records: Sequence[str]) -> str:
    """All records, a blank line between them."""
    return "\r\n".join(records)


def _record(publication: Publication) -> Iterator[tuple[str, str]]:
    """The tags with their values; blank ones are not written."""
    for tag, value in _tags(publication):
        if value := parts.plain(value):
            yield tag, value


def _tags(publication: Publication) -> Iterator[tuple[str, str]]:
    reference = publication.entry_type.ris
    yield "TY", reference
    yield "ID", publication.key
    for person in publication.authors.persons:
        yield "AU", parts.inverted(person)
    for person in publication.editors.persons:
        yield "ED", parts.inverted(person)
    yield "TI", publication.title.text
    titles = [t.text for t in (publication.container, publication.series) if t]
    yield from zip(("T2", "T3"), titles, strict=False)
    if publication.container:
        yield "J2", publication.abbr
    yield from _dates(publication.date)
    yield from _numbers(publication, reference)
    yield "PB", publication.publisher
    yield "CY", publication.location
    if reference in _WITH_WORK:
        yield "M3", publication.label
    yield "DO", publication.doi
    if publication.is_preprint and publication.arxiv:
        yield "DB", "arXiv"
        yield "AN", f"arXiv:{publication.arxiv}"
    # The semicolon separates addresses within UR.
    yield "UR", parts.url(publication).replace(";", "%3B")
    yield "L1", parts.pdf(publication).replace(";", "%3B")
    yield "LA", parts.language(publication)
    for keyword in publication.keywords:
        yield "KW", keyword
    yield "AB", publication.abstract.text
    yield "N1", publication.note.text


def _dates(date: Date | None) -> Iterator[tuple[str, str]]:
    """`PY` is the year; `DA` is `YYYY/MM/DD/` with the slashes of what is not known."""
    if date is None or date.year < 0:
        return
    yield "PY", f"{date.year:04d}"
    if date.month:
        yield "DA", f"{date.year:04d}/{date.month:02d}/{f'{date.day:02d}' if date.day else ''}/"


def _numbers(publication: Publication, reference: str) -> Iterator[tuple[str, str]]:
    yield "VL", publication.volume
    first, last = parts.first_last(publication.pages)
    yield "SP", first
    yield "EP", last
    yield "ET", publication.edition or parts.field(publication, "version")
    if publication.number and reference in _NUMBERED:
        yield "SN", publication.number
        return
    yield "IS", publication.number
    serial = reference in ("JOUR", "JFULL")
    issns, isbns = parts.issns(publication), parts.isbns(publication)
    yield "SN", next(iter(issns + isbns if serial else isbns + issns), "")
