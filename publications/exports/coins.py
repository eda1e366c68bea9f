"""COinS of a publication in a list: an OpenURL by which reference managers save all of a page.

Keys are those of the OpenURL 1.0 standard (ANSI/NISO Z39.88-2004) in its key/encoded-value formats.
Which format a type has, and how a name is written, is as Zotero's reader takes them (`openurl.js`
of its utilities): a body's name ends in a comma, so that it is not cut into two.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from publications.exports import parts
from publications.model.dates import Date
from publications.model.person import Person
from publications.model.publication import Publication
from publications.settings import Site
from publications.tex.characters import one_line

_FORMAT: Final = {
    "journalArticle": "journal",
    "book": "book",
    "bookSection": "book",
    "conferencePaper": "book",
    "report": "book",
    "thesis": "dissertation",
    "patent": "patent",
}
_GENRE: Final = {
    "journalArticle": "article",
    "book": "book",
    "bookSection": "bookitem",
    "conferencePaper": "proceeding",
    "report": "report",
}
# What a format calls the title of the work, and that of what it is in.
_TITLE: Final = {
    "journalArticle": "atitle",
    "bookSection": "atitle",
    "conferencePaper": "atitle",
    "book": "btitle",
    "report": "btitle",
}
_CONTAINER: Final = {
    "journalArticle": "jtitle",
    "bookSection": "btitle",
    "conferencePaper": "btitle",
}
_PUBLISHER: Final = {"thesis": "inst", "patent": "assignee"}


def write(publication: Publication, site: Site) -> str:
    """The context object: `key=value` joined by `&`, percent-encoded; blank ones are left out."""
    texts = ((name, one_line(value)) for name, value in _pairs(publication, site) if value)
    return "&".join(f"{name}={quote(text, safe='')}" for name, text in texts if text)


def _pairs(publication: Publication, site: Site) -> Iterator[tuple[str, str]]:
    """All keys in order, blank ones among them."""
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", f"info:ofi/fmt:kev:mtx:{_format(publication)}"
    if publication.doi:
        yield "rft_id", f"info:doi/{publication.doi}"
    yield "rft_id", parts.page(publication, site)
    for name, value in _fields(publication):
        yield f"rft.{name}", value


def _format(publication: Publication) -> str:
    """The format of the publication's type; Dublin Core names all other types."""
    return _FORMAT.get(publication.entry_type.zotero, "dc")


def _fields(publication: Publication) -> Iterator[tuple[str, str]]:
    """Keys of the referent, without their prefix."""
    zotero_type = publication.entry_type.zotero
    yield "genre", _GENRE.get(zotero_type, "")
    if _format(publication) == "dc":
        yield "type", zotero_type
    yield _TITLE.get(zotero_type, "title"), publication.title.text
    yield _CONTAINER.get(zotero_type, "source"), publication.container.text
    yield "stitle", publication.short_container
    author = "inventor" if zotero_type == "patent" else "au"
    for person in publication.people.persons:
        yield author, _name(person)
    yield "date", _date(publication.date)
    yield "volume", publication.volume
    yield from _number(publication)
    yield "pages", (publication.pages or publication.eid).replace("\N{EN DASH}", "-")
    yield "series", publication.series.text
    yield "edition", publication.edition
    yield "place", publication.publisher_place
    yield _PUBLISHER.get(zotero_type, "publisher"), publication.publisher
    if zotero_type == "thesis":
        yield "degree", publication.label
    yield "tpages", publication.page_total
    yield "isbn", next(iter(publication.isbns), "")
    yield "issn", next(iter(publication.issns), "")
    yield "language", publication.language


def _number(publication: Publication) -> Iterator[tuple[str, str]]:
    """The number, where it counts issues or patents."""
    if publication.entry_type.zotero == "journalArticle":
        yield "issue", publication.number
    elif publication.entry_type.zotero == "patent":
        yield "number", publication.number


def _name(person: Person) -> str:
    """`Family, Given`; of a body its whole name and a comma."""
    if person.literal or not person.given:
        return f"{parts.inverted(person)},"
    return parts.inverted(person)


def _date(date: Date | None) -> str:
    """ISO 8601, as far as it is known."""
    if date is None or date.year <= 0:
        return ""
    return date.iso
