"""RIS of a publication, for reference managers.

Tags and types are those of the RIS format's specification (Reference Manager, 2011): `TY` first,
`ER` last, one tag a line, lines end in CR LF. Where a tag has several meanings, it is used as
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
# The tag of editors by type; elsewhere it is ED.
_EDITOR: Final = {
    "book": "A3",
    **dict.fromkeys(
        ("journalArticle", "bookSection", "conferencePaper", "encyclopediaArticle", "document"),
        "A2",
    ),
}
_SERIALS: Final = frozenset({"JOUR", "JFULL"})
# The tag of the publisher's place by kind; CY is that of the event for a paper.
_PLACE: Final = {"conference": "C1"}
# The tag of the number by type; of a book it is that in its series.
_NUMBER: Final = {"book": "M1"}


def write(publication: Publication) -> str:
    """One record, ending in a line break; blank tags are not written."""
    lines = [f"{tag}  - {text}" for tag, text in parts.written(_tags(publication))]
    return "\r\n".join([*lines, "ER  - ", ""])


def join(records: Sequence[bytes]) -> bytes:
    """All records, a blank line between them."""
    return b"\r\n".join(records)


def _tags(publication: Publication) -> Iterator[tuple[str, str]]:
    """All tags in order, blank ones among them."""
    yield "TY", publication.entry_type.ris
    yield "ID", publication.key
    for person in publication.authors.persons:
        yield "AU", parts.inverted(person)
    editor = _EDITOR.get(publication.entry_type.zotero, "ED")
    for person in publication.editors.persons:
        yield editor, parts.inverted(person)
    yield "TI", publication.title.text
    yield from _where(publication)
    yield from _dates(publication.date)
    yield from _numbers(publication)
    yield "PB", publication.publisher
    yield _PLACE.get(publication.kind.name, "CY"), publication.publisher_place
    if publication.entry_type.ris in _WITH_WORK:
        yield "M3", publication.label
    yield "DO", publication.doi
    if parts.preprint_arxiv(publication):
        yield "DB", "arXiv"
        yield "AN", f"arXiv:{publication.arxiv}"
    # The semicolon separates addresses within UR.
    yield "UR", parts.url(publication).replace(";", "%3B")
    yield "L1", parts.link(publication, "pdf", "").replace(";", "%3B")
    yield "LA", publication.language
    for keyword in publication.keywords:
        yield "KW", keyword
    yield "AB", publication.abstract.text
    yield "N1", parts.remarks(publication)


def _where(publication: Publication) -> Iterator[tuple[str, str]]:
    """The container and the series, of which the first is T2.

    A paper has its proceedings in C3 and its event in T2, by which Zotero tells them apart.
    """
    titles = [publication.container.text, publication.series.text]
    if publication.kind.name == "conference":
        yield "C3", publication.container.text
        titles[0] = publication.event.text or publication.container.text
    yield from zip(("T2", "T3"), filter(None, titles), strict=False)
    if publication.kind.name == "article":
        yield "J2", publication.short_container


def _dates(date: Date | None) -> Iterator[tuple[str, str]]:
    """`PY` is the year; `DA` is `YYYY/MM/DD/` with the slashes of what is not known.

    May 2021 is `2021/05//`; a year alone has no `DA`.
    """
    if date is None or date.year < 0:
        return
    year, *shorter = date.iso.split("-")
    yield "PY", year
    if shorter:
        yield "DA", "/".join([year, *shorter, "", ""][:4])


def _numbers(publication: Publication) -> Iterator[tuple[str, str]]:
    """Volume, pages, edition, number and serial number."""
    yield "VL", publication.volume
    first, last = parts.first_last(parts.locator(publication))
    yield "SP", first
    yield "EP", last
    if not first:
        yield "SP", publication.page_total
    yield "ET", publication.edition or publication.version
    yield "NV", publication.volumes
    if publication.number and publication.entry_type.ris in _NUMBERED:
        yield "SN", publication.number
        return
    yield _NUMBER.get(publication.entry_type.zotero, "IS"), publication.number
    serials = publication.isbns + publication.issns
    if publication.entry_type.ris in _SERIALS:
        serials = publication.issns + publication.isbns
    yield "SN", next(iter(serials), "")
