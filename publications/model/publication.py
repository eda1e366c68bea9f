"""A publication: what an entry of refs.bib says, ready to be shown and exported.

Field names and their meaning are those of the BibTeX manual ("BibTeXing", 3.2) and the biblatex
manual (2.2); where both name one thing, biblatex's name is looked at first.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Final

from publications import tex
from publications.bibtex import Entry
from publications.model import (
    dates,
    kinds,
    links,
    people,
    status,
    titles,
    wording,
)
from publications.model.counts import Count
from publications.model.dates import Date
from publications.model.details import Details
from publications.model.figures import Figure, figure_of
from publications.model.kinds import EntryType, Kind
from publications.model.links import Link
from publications.model.people import People
from publications.model.registered import arxiv_of, doi_of, only_preprint
from publications.model.status import Notice
from publications.model.switches import is_on
from publications.model.titles import container_of, title_of
from publications.settings import Owner
from publications.tex import Tex
from publications.words import ENGLISH, Term, Words

RESERVED_SLUGS: Final = frozenset({"index", "readme"})
# With `.json` a file name of 200 bytes; file systems take 255, and archives less.
_LONGEST_SLUG: Final = 195
# What is written in place of an unknown date; other words say that there is none yet.
_NO_DATE: Final = frozenset({"", "nd", "sd", "od", "nodate", "undated"})
# Kinds whose entries may say in `type`, in words, what they are.
_BEARS_TYPE: Final = frozenset(
    ("thesis", "report", "patent", "software", "dataset", "unpublished", "media", "other")
)
#: So many keys of earlier names and of other versions are read, more than any real entry has: each
#: is an address or a link, in many places.
MOST_KEYS: Final = 50
_FIRST_ONLINE: Final = 1991
_NOT_IN_SLUG: Final = re.compile(r"[^A-Za-z0-9_-]")


@dataclass(frozen=True, eq=False)
class Publication(Details):
    """One publication. Texts are empty where the entry says nothing."""

    entry: Entry
    position: int
    slug: str
    entry_type: EntryType
    term: Term
    own_title: Tex
    authors: People
    editors: People
    date: Date | None
    online: Date | None
    container: Tex
    doi: str
    arxiv: str
    abstract: Tex
    links: tuple[Link, ...]
    figure: Figure | None = None
    notices: tuple[Notice, ...] = ()
    #: How often it is cited, where the owner wants that to be shown.
    cited: Count | None = None
    #: Whether its work is among the selected ones, where no retracted one is.
    selected: bool = False
    #: The slug of the version of the same work that lists show: its own where it has no others.
    work: str = ""
    #: Whether it is a notice about another publication, which lists do not show.
    is_notice: bool = False

    @cached_property
    def shared(self) -> dict[object, Any]:
        """What was made of it for several pages and files (shared.py)."""
        return {}

    @cached_property
    def label(self) -> str:
        """What kind of publication it is, in English."""
        return self.term.english

    @cached_property
    def title(self) -> Tex:
        """The title as it is shown: that of a retracted work says so first."""
        return status.marked(self.own_title, self.notices)

    @property
    def key(self) -> str:
        """The key of the entry, as written."""
        return self.entry.key

    @property
    def content(self) -> tuple[object, ...]:
        """All that it says, wherever the entry is in the file.

        Whatever is made of publications of equal content is equal, but for places.
        """
        entry = self.entry
        names = (field.name for field in fields(self) if field.name not in ("entry", "position"))
        values = (entry.type, entry.key, *((name, entry.get(name)) for name in entry.fields))
        return (*values, *(getattr(self, name) for name in names))

    def place(self, field: str = "") -> tuple[str, int, int]:
        """File, line and column of a field, or of the entry where the field is missing."""
        place = self.entry.fields.get(field) or self.entry
        return self.entry.path, place.line, place.column

    @property
    def type(self) -> str:
        """The type of the entry, in lower case, as written."""
        return self.entry.type

    @cached_property
    def kind(self) -> Kind:
        """The kind of publication."""
        return self.entry_type.kind

    @property
    def people(self) -> People:
        """The authors, or the editors of what has no author."""
        if self.authors.persons:
            return self.authors
        return self.editors

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The keys that the entry had before (biblatex manual, 2.2.3)."""
        return keys_of(self.entry.get("ids"))[:MOST_KEYS]

    @cached_property
    def old_slugs(self) -> tuple[str, ...]:
        """The slugs of those keys, each once, without its own."""
        slugs = dict.fromkeys(map(slug_of, self.ids))
        slugs.pop(self.slug, None)
        return tuple(slugs)

    @cached_property
    def related(self) -> tuple[str, ...]:
        """The keys of related publications (biblatex manual, 3.5)."""
        return keys_of(self.entry.get("related"))[:MOST_KEYS]

    @property
    def related_type(self) -> str:
        """What they are to it, by biblatex's name: `translationof`."""
        return self.entry.get("relatedtype")

    @property
    def related_words(self) -> str:
        """The same in the owner's words."""
        return self.entry.text("relatedstring").text

    @property
    def retracted(self) -> bool:
        """Whether the work was retracted."""
        return status.is_retracted(self.notices)

    @property
    def year(self) -> int | None:
        """The year of publication, or None."""
        if self.date is None:
            return None
        return self.date.year

    @cached_property
    def when(self) -> str:
        """The date as a reader reads it, or the words that take its place: `in press`."""
        return self.when_in(ENGLISH)

    def when_in(self, words: Words) -> str:
        """The same in a language."""
        if self.date:
            return self.date.in_words(words)
        return words.term(self.state) or self.entry.text("year", "date").text

    @cached_property
    def main_title(self) -> Tex:
        """The title of the work of several volumes that this is, or is in, one of."""
        main = titles.parsed(self.entry, "maintitle", "mainsubtitle", "maintitleaddon")
        if main.text in (self.own_title.text, self.container.text):
            return tex.parse("")
        return main

    @property
    def is_forthcoming(self) -> bool:
        """Whether it has no date yet, and the entry says so: `in press`."""
        return self.date is None and re.sub(r"\W", "", self.when).lower() not in _NO_DATE

    @property
    def is_preprint(self) -> bool:
        """Whether a preprint server is its only home."""
        return self.kind.name == "preprint"

    @cached_property
    def arxiv_class(self) -> str:
        """The section of arXiv: `cs.CV`."""
        if not self.arxiv:
            return ""
        return self.entry.text("primaryclass", "eprintclass").text

    def form_in(self, words: Words) -> str:
        """What `type` says beside the type of the entry: `Postdeadline paper`."""
        form = self.entry.text("type").text
        if self.kind.name in _BEARS_TYPE or wording.is_usual(form):
            return ""
        return words.term(kinds.named(form))

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
        notices = status.notices_of(entry)
        arxiv = arxiv_of(entry)
        entry_type = kinds.entry_type(entry.type, preprint=only_preprint(entry, arxiv))
        return cls(
            entry=entry,
            position=position,
            slug=slug_of(entry.key),
            entry_type=entry_type,
            term=_term(entry, entry_type),
            own_title=title_of(entry),
            authors=people.people_of(entry, "author", owner, orcids),
            editors=people.people_of(entry, "editor", owner, orcids),
            date=dates.date_of(entry),
            online=_online(entry),
            container=container_of(entry, entry_type.kind),
            doi=doi,
            arxiv=arxiv,
            abstract=entry.text("abstract"),
            links=links.links_of(entry, doi, arxiv),
            notices=notices,
            selected=is_on(entry.get("selected")) and not status.is_retracted(notices),
            work=slug_of(entry.key),
            figure=figure_of(entry),
        )


def slug_of(key: str) -> str:
    """The last part of a publication's address.

    Characters outside `[A-Za-z0-9_-]` become `-`. Where a character beyond ASCII was replaced, the
    slug is reserved or too long, digits of the key's SHA-256 are appended. Addresses stay for ever,
    so this rule does.

    >>> slug_of("mai:2019"), slug_of("index")
    ('mai-2019', 'index-1bc04b')
    """
    slug = _NOT_IN_SLUG.sub("-", key)
    if key.isascii() and slug.lower() not in RESERVED_SLUGS and len(slug) <= _LONGEST_SLUG:
        return slug
    digits = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{slug[: _LONGEST_SLUG - 1 - len(digits)]}-{digits}"


def keys_of(value: str) -> tuple[str, ...]:
    """Keys separated by commas, as in `ids`, `related` and `xdata` (biblatex manual, 2.2.3).

    >>> keys_of("mai2019, , roe2020")
    ('mai2019', 'roe2020')
    """
    return tuple(filter(None, map(str.strip, value.split(","))))


def _online(entry: Entry) -> Date | None:
    """When the first version was put online, which no work was before arXiv began."""
    date = dates.parse_date(entry.get("origdate", "origyear"), "", "")
    if date is None or date.year < _FIRST_ONLINE:
        return None
    return date


def _term(entry: Entry, entry_type: EntryType) -> Term:
    """What kind of publication it is: the entry's own `type` where it has one."""
    if entry_type.kind.name not in _BEARS_TYPE:
        return entry_type.term
    named = entry.get("type") or kinds.default_type_string(entry.type)
    if not named:
        return entry_type.term
    if entry.get("type"):
        named = entry.text("type").text
    return kinds.named(named)
