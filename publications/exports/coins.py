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
from publications.model.person import Person
from publications.model.publication import Publication
from publications.settings import Site

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
_AUTHOR: Final = {"patent": "inventor"}
# Where the number counts issues or patents; elsewhere no format has a key for it.
_NUMBER: Final = {"journalArticle": "issue", "patent": "number"}


def write(publication: Publication, site: Site) -> str:
    """The context object: `key=value` joined by `&`, percent-encoded; blank ones are left out.

    `ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal&rft.atitle=Ice` …, for
    the `title` of an empty `<span class="Z3988">`.
    """
    pairs = parts.written(_pairs(publication, site))
    return "&".join(f"{name}={quote(text, safe='')}" for name, text in pairs)


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
    author = _AUTHOR.get(zotero_type, "au")
    for person in publication.people.persons:
        yield author, _name(person)
    yield "date", parts.iso(publication.date)
    yield "volume", publication.volume
    if zotero_type in _NUMBER:
        yield _NUMBER[zotero_type], publication.number
    yield "pages", parts.locator(publication).replace("\N{EN DASH}", "-")
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


def _name(person: Person) -> str:
    """`Family, Given`; of a body its whole name and a comma: `World Health Organization,`."""
    if person.literal or not person.given:
        return f"{parts.inverted(person)},"
    return parts.inverted(person)
