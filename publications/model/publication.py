"""A publication: what an entry of refs.bib says, ready to be shown and exported.

Field names and their meaning are those of the BibTeX manual ("BibTeXing", 3.2) and the biblatex
manual (2.2); where both name one thing, biblatex's name is looked at first.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from publications.bibtex import Entry
from publications.model import dates, identifiers, kinds, languages, links, people, remarks
from publications.model.collaborations import collaborations_of
from publications.model.dates import Date
from publications.model.kinds import EntryType, Kind
from publications.model.links import Link
from publications.model.people import People
from publications.model.registered import arxiv_of, doi_of, only_preprint
from publications.model.switches import is_on
from publications.model.titles import container_of, title_of
from publications.settings import Owner
from publications.tex import Tex

RESERVED_SLUGS: Final = frozenset({"index", "readme"})
# With `.json` a file name of 200 bytes; file systems take 255, and archives less.
_LONGEST_SLUG: Final = 195
# What is written in place of an unknown date; other words say that there is none yet.
_NO_DATE: Final = frozenset({"", "nd", "sd", "od", "nodate", "undated"})
# Kinds whose entries may say in `type`, in words, what they are.
_BEARS_TYPE: Final = frozenset(
    ("thesis", "report", "patent", "software", "dataset", "unpublished", "media", "other")
)
_LANGUAGE_FIELDS: Final = ("langid", "language", "hyphenation")
#: So many keys of earlier names and of other versions are read, more than any real entry has: each
#: is an address or a link, in many places.
MOST_KEYS: Final = 50
_PAGE_RANGE: Final = re.compile(
    r"(?<=\d)\s*+[-\u2010-\u2015]++\s*+(?=\w)|(?:(?<!\s)\s++)?[\u2012-\u2015]\s*+"
)
_KEYWORD_SEPARATOR: Final = re.compile(r"[,;]")
_NOT_IN_SLUG: Final = re.compile(r"[^A-Za-z0-9_-]")


class _Decoded:
    """An attribute of a publication: the first of these fields of its entry that is not blank."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def __get__(self, publication: Publication, _owner: type[Publication]) -> Tex:
        return publication.entry.text(*self._names)


class _Plain:
    """The same as plain text."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def __get__(self, publication: Publication, _owner: type[Publication]) -> str:
        return publication.entry.text(*self._names).text


@dataclass(frozen=True, slots=True, eq=False)
class Publication:
    """One publication. Texts are empty where the entry says nothing.

    Attributes without a type are read from the entry when they are asked for: `_Plain` ones as
    plain Unicode, `_Decoded` ones as text with its HTML.
    """

    entry: Entry
    position: int
    slug: str
    entry_type: EntryType
    label: str
    title: Tex
    authors: People
    editors: People
    date: Date | None
    online: Date | None
    container: Tex
    doi: str
    arxiv: str
    abstract: Tex
    links: tuple[Link, ...]

    series = _Decoded("series")
    event = _Decoded("eventtitle")
    how_published = _Decoded("howpublished")
    note = _Decoded("note", "addendum")
    summary = _Decoded("summary")
    publisher = _Plain("publisher", "institution", "school", "organization")
    abbr = _Plain("abbr")
    #: The journal's name as citations abbreviate it; `abbr` is a badge of the site.
    short_container = _Plain("shortjournal")
    volume = _Plain("volume")
    volumes = _Plain("volumes")
    number = _Plain("number", "issue")
    chapter = _Plain("chapter")
    page_total = _Plain("pagetotal")
    edition = _Plain("edition")
    isbn = _Plain("isbn")
    issn = _Plain("issn")
    #: The key of the entry that this one is part of, as written.
    crossref = _Plain("crossref")

    @property
    def key(self) -> str:
        """The key of the entry, as written."""
        return self.entry.key

    @property
    def type(self) -> str:
        """The type of the entry, in lower case, as written."""
        return self.entry.type

    @property
    def kind(self) -> Kind:
        """The kind of publication."""
        return self.entry_type.kind

    @property
    def people(self) -> People:
        """The authors, or the editors of what has no author."""
        if self.authors.persons:
            return self.authors
        return self.editors

    @property
    def ids(self) -> tuple[str, ...]:
        """The keys that the entry had before (biblatex manual, 2.2.3)."""
        return keys_of(self.entry.get("ids"))[:MOST_KEYS]

    @property
    def old_slugs(self) -> tuple[str, ...]:
        """The slugs of those keys, each once, without its own."""
        slugs = dict.fromkeys(map(slug_of, self.ids))
        slugs.pop(self.slug, None)
        return tuple(slugs)

    @property
    def related(self) -> tuple[str, ...]:
        """The keys of other versions (biblatex manual, 3.5)."""
        return keys_of(self.entry.get("related"))[:MOST_KEYS]

    @property
    def year(self) -> int | None:
        """The year of publication, or None."""
        if self.date is None:
            return None
        return self.date.year

    @property
    def when(self) -> str:
        """The date as a reader reads it, or the words that take its place: `in press`."""
        if self.date:
            return self.date.text
        return self.entry.text("pubstate", "year", "date").text

    @property
    def is_forthcoming(self) -> bool:
        """Whether it has no date yet, and the entry says so: `in press`."""
        return self.date is None and re.sub(r"\W", "", self.when).lower() not in _NO_DATE

    @property
    def is_preprint(self) -> bool:
        """Whether a preprint server is its only home."""
        return self.kind.name == "preprint"

    @property
    def pages(self) -> str:
        """The pages, with an en dash between the first and the last: `262–277`."""
        return _with_en_dashes(self.entry.text("pages").text)

    @property
    def eid(self) -> str:
        """The number of an article that has no pages."""
        if self.entry.get("pages"):
            return ""
        return _with_en_dashes(self.entry.text("eid").text)

    @property
    def version(self) -> str:
        """The version, as written."""
        return self.entry.text("version").text

    @property
    def publisher_place(self) -> str:
        """The place of the publisher, or the country of a patent."""
        place = self.entry.text("address", "location").text
        return kinds.COUNTRIES.get(place, place)

    @property
    def event_place(self) -> str:
        """The place of the event, which is in `location` where `address` is the publisher's."""
        if not self.entry.get("address"):
            return self.entry.text("venue").text
        return self.entry.text("venue", "location").text

    @property
    def arxiv_class(self) -> str:
        """The section of arXiv: `cs.CV`."""
        if not self.arxiv:
            return ""
        return self.entry.text("primaryclass", "eprintclass").text

    @property
    def isbns(self) -> tuple[str, ...]:
        """The ISBNs of a field that may hold several, with words beside; else what is written."""
        return identifiers.isbns(self.isbn)

    @property
    def issns(self) -> tuple[str, ...]:
        """The ISSNs, likewise."""
        return identifiers.issns(self.issn)

    @property
    def language(self) -> str:
        """The language as BCP 47 has it, or empty."""
        tags = (languages.bcp47(self.entry.text(name).text) for name in _LANGUAGE_FIELDS)
        return next(filter(None, tags), "")

    @property
    def keywords(self) -> tuple[str, ...]:
        """The keywords."""
        return keywords_of(self.entry.text("keywords", "keyword").text)

    @property
    def awards(self) -> tuple[str, ...]:
        """The award, by its name."""
        return tuple(filter(None, (remarks.award_name_of(self.entry),)))

    @property
    def award_story(self) -> Tex:
        """What `award` says beside the award's name."""
        return remarks.award_story_of(self.entry)

    @property
    def annotation(self) -> Tex:
        """The remark about the authors."""
        return remarks.annotation_of(self.entry)

    @property
    def additional_info(self) -> Tex:
        """The remark after the venue."""
        return remarks.additional_info_of(self.entry)

    @property
    def collaborations(self) -> tuple[str, ...]:
        """The collaborations that the authors write for, without that word: `ATLAS`."""
        return collaborations_of(self.entry)

    @property
    def selected(self) -> bool:
        """Whether the owner shows it among the selected works."""
        return is_on(self.entry.get("selected"))

    @property
    def preview(self) -> str:
        """The address of a picture."""
        return links.url_of(self.entry.get("preview"))

    @property
    def values(self) -> dict[str, str]:
        """The fields of the entry that are not blank, as TeX, by name."""
        return self.entry.values()

    def field(self, *names: str) -> Tex:
        """The first of these fields of the entry that is not blank."""
        return self.entry.text(*names)

    def texts(self) -> Iterator[str]:
        """All fields of the entry as plain text."""
        for field in self.entry.fields.values():
            yield field.text.text

    @classmethod
    def from_entry(
        cls,
        entry: Entry,
        owner: Owner | None = None,
        orcids: Mapping[str, str] | None = None,
        position: int = 0,
    ) -> Publication:
        """Read an entry whose inheritance is applied; `position` is its place in the file.

        Raises people.NameSyntaxError where an author or editor is not a name.
        """
        doi = doi_of(entry)
        arxiv = arxiv_of(entry)
        entry_type = kinds.entry_type(entry.type, preprint=only_preprint(entry, arxiv))
        return cls(
            entry=entry,
            position=position,
            slug=slug_of(entry.key),
            entry_type=entry_type,
            label=_label(entry, entry_type),
            title=title_of(entry),
            authors=people.people_of(entry, "author", owner, orcids),
            editors=people.people_of(entry, "editor", owner, orcids),
            date=dates.date_of(entry),
            online=dates.parse_date(entry.get("origdate"), "", ""),
            container=container_of(entry, entry_type.kind),
            doi=doi,
            arxiv=arxiv,
            abstract=entry.text("abstract"),
            links=links.links_of(entry, doi, arxiv),
        )


def slug_of(key: str) -> str:
    """The last part of a publication's address.

    Characters outside `[A-Za-z0-9_-]` become `-`. Where a character beyond ASCII was replaced, the
    slug is reserved or too long, digits of the key's SHA-256 are appended.
    """
    slug = _NOT_IN_SLUG.sub("-", key)
    if key.isascii() and slug.lower() not in RESERVED_SLUGS and len(slug) <= _LONGEST_SLUG:
        return slug
    digits = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{slug[: _LONGEST_SLUG - 1 - len(digits)]}-{digits}"


def keywords_of(value: str) -> tuple[str, ...]:
    """The keywords of a list separated by commas or semicolons."""
    return tuple(filter(None, map(str.strip, _KEYWORD_SEPARATOR.split(value))))


def keys_of(value: str) -> tuple[str, ...]:
    """Keys separated by commas."""
    return tuple(filter(None, map(str.strip, value.split(","))))


def _label(entry: Entry, entry_type: EntryType) -> str:
    """What kind of publication it is, in words: the entry's own `type` where it has one."""
    if entry_type.kind.name not in _BEARS_TYPE:
        return entry_type.label
    named = entry.get("type") or kinds.default_type_string(entry.type)
    if not named:
        return entry_type.label
    return kinds.TYPE_STRINGS.get(named.lower()) or entry.text("type").text


def _with_en_dashes(pages: str) -> str:
    """Pages with an en dash in ranges: `262-277` and `262--277` alike; `A-12` keeps its hyphen."""
    return _PAGE_RANGE.sub("\u2013", pages)
