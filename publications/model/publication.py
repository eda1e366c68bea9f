"""A publication: what an entry of refs.bib says, ready to be shown and exported.

Field names and their meaning are those of the BibTeX manual ("BibTeXing", 3.2) and the biblatex
manual (2.2); where both name one thing, biblatex's name is looked at first.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from publications import tex
from publications.bibtex import Entry
from publications.model import dates, identifiers, kinds, links, people
from publications.model.dates import Date
from publications.model.kinds import EntryType, Kind
from publications.model.links import Link
from publications.model.people import People
from publications.settings import Owner
from publications.tex import Tex

RESERVED_SLUGS: Final = frozenset({"index", "readme"})
# With `.json` a file name of 200 bytes; file systems take 255, and archives less.
_LONGEST_SLUG: Final = 195
# What stands for a date that nobody knows; other words say that there is none yet.
_NO_DATE: Final = frozenset({"", "nd", "sd", "od", "nodate", "undated"})
_FALSE: Final = frozenset({"", "0", "false", "no"})
# Kinds whose entries may say in `type`, in words, what they are.
_BEARS_TYPE: Final = frozenset(
    ("thesis", "report", "patent", "software", "dataset", "unpublished", "media", "other")
)
_PAGE_RANGE: Final = re.compile(r"(?<=\d)\s*[-\u2010-\u2015]+\s*(?=\w)|\s*[\u2012-\u2015]\s*")
_KEYWORD_SEPARATOR: Final = re.compile(r"[,;]")


@dataclass(frozen=True, slots=True, eq=False)
class Publication:
    """One publication.  Text fields are plain Unicode and empty where the entry says nothing."""

    entry: Entry
    position: int
    slug: str
    entry_type: EntryType
    label: str
    title: Tex
    authors: People
    editors: People
    date: Date | None
    container: Tex
    series: Tex
    event: Tex
    publisher: str
    location: str
    abbr: str
    volume: str
    number: str
    pages: str
    edition: str
    doi: str
    arxiv: str
    arxiv_class: str
    isbn: str
    issn: str
    note: Tex
    abstract: Tex
    summary: Tex
    keywords: tuple[str, ...]
    awards: tuple[str, ...]
    links: tuple[Link, ...]
    selected: bool
    online: Date | None

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
        return self.authors if self.authors.persons else self.editors

    @property
    def ids(self) -> tuple[str, ...]:
        """The keys that the entry had before (biblatex manual, 2.2.3)."""
        return tuple(key for part in self.entry.get("ids").split(",") if (key := part.strip()))

    @property
    def old_slugs(self) -> tuple[str, ...]:
        """The slugs of those keys, each once, without its own."""
        return tuple(s for s in dict.fromkeys(map(slug_of, self.ids)) if s != self.slug)

    @property
    def year(self) -> int | None:
        """The year of publication, or None."""
        return self.date.year if self.date else None

    @property
    def when(self) -> str:
        """The date as a reader reads it, or what stands in its place: `in press`."""
        if self.date:
            return self.date.text
        return tex.parse(self.entry.get("pubstate", "year", "date")).text

    @property
    def is_forthcoming(self) -> bool:
        """Whether it has no date yet, and the entry says so: `in press`."""
        return self.date is None and re.sub(r"\W", "", self.when).lower() not in _NO_DATE

    @property
    def is_preprint(self) -> bool:
        """Whether a preprint server is its only home."""
        return self.kind.name == "preprint"

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

        def persons(name: str) -> People:
            return people.parse_people(
                entry.get(name),
                annotations=entry.get(f"{name}+an"),
                owner=owner,
                orcids=orcids or {},
            )

        def plain(*names: str) -> str:
            return tex.parse(entry.get(*names)).text

        doi = doi_of(entry)
        arxiv = arxiv_of(entry)
        container = _container(entry)
        entry_type = kinds.entry_type(entry.type, preprint=only_preprint(entry, arxiv))
        return cls(
            entry=entry,
            position=position,
            slug=slug_of(entry.key),
            entry_type=entry_type,
            label=_label(entry, entry_type),
            title=title_of(entry),
            authors=persons("author"),
            editors=persons("editor"),
            date=dates.parse_date(
                entry.get("date"), entry.get("year"), entry.get("month"), entry.get("day")
            ),
            container=tex.parse(container),
            series=tex.parse(entry.get("series")),
            event=tex.parse(entry.get("eventtitle")),
            publisher=plain("publisher", "institution", "school", "organization"),
            location=_location(plain("location", "address", "venue")),
            abbr=plain("abbr"),
            volume=plain("volume"),
            number=plain("number", "issue"),
            pages=_pages(plain("pages", "eid")),
            edition=plain("edition"),
            doi=doi,
            arxiv=arxiv,
            arxiv_class=plain("primaryclass", "eprintclass") if arxiv else "",
            isbn=plain("isbn"),
            issn=plain("issn"),
            note=tex.parse(entry.get("note", "addendum")),
            abstract=tex.parse(entry.get("abstract")),
            summary=tex.parse(entry.get("summary")),
            keywords=keywords_of(plain("keywords", "keyword")),
            awards=tuple(a for a in (plain("award_name") or _award(plain("award")),) if a),
            links=links.links_of(entry, doi, arxiv),
            selected=entry.get("selected").strip().lower() not in _FALSE,
            online=dates.parse_date(entry.get("origdate"), "", ""),
        )


def slug_of(key: str) -> str:
    """The last part of a publication's address: DESIGN.md, "Addresses"."""
    slug = re.sub(r"[^A-Za-z0-9_-]", "-", key)
    if key.isascii() and slug.lower() not in RESERVED_SLUGS and len(slug) <= _LONGEST_SLUG:
        return slug
    digits = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{slug[: _LONGEST_SLUG - 1 - len(digits)]}-{digits}"


def title_of(entry: Entry) -> Tex:
    """Title and subtitle; the title of the whole where the part has none (biblatex, 2.2.2)."""
    whole = ("title", "subtitle", "titleaddon"), ("maintitle", "mainsubtitle", "maintitleaddon")
    for title, subtitle, addon in whole:
        if entry.get(title):
            return tex.parse(
                _addon(_titled(entry.get(title), entry.get(subtitle)), entry.get(addon))
            )
    return tex.parse("")


def keywords_of(value: str) -> tuple[str, ...]:
    """The keywords of a list separated by commas or semicolons."""
    return tuple(k for word in _KEYWORD_SEPARATOR.split(value) if (k := word.strip()))


def _titled(title: str, subtitle: str) -> str:
    if not title or not subtitle:
        return title or subtitle
    return title + (" " if title[-1] in ":.?!" else ": ") + subtitle


def _addon(title: str, addon: str) -> str:
    return f"{title}. {addon}" if title and addon else title


def _container(entry: Entry) -> str:
    """The journal or book that the publication stands in."""
    journal = _titled(entry.get("journaltitle", "journal"), entry.get("journalsubtitle"))
    book = _titled(entry.get("booktitle"), entry.get("booksubtitle"))
    main = _titled(entry.get("maintitle"), entry.get("mainsubtitle"))
    if entry.type in ("inproceedings", "conference"):
        container = book or main or entry.get("eventtitle") or journal
    elif entry.type in ("inbook", "incollection", "inreference", "bookinbook", "suppbook"):
        container = book or main
    else:
        container = journal or book
    # al-folio prints what follows right behind it, so its `@string`s of journals end in a comma.
    return container.rstrip(" ,")


def doi_of(entry: Entry) -> str:
    """The bare DOI, of `doi` or of an address in `url`; empty where it is malformed."""
    written = links.unescaped(entry.get("doi"))
    if not written:
        return identifiers.doi_in_url(links.unescaped(entry.get("url")))
    doi = identifiers.doi_in_url(written) or identifiers.bare_doi(written)
    return doi if identifiers.is_doi(doi) else ""


def arxiv_of(entry: Entry) -> str:
    """The arXiv id: al-folio's `arxiv`, biblatex's `eprint`, or what DOI, url or journal bear."""
    named = entry.get("arxiv")
    server = entry.get("eprinttype", "archiveprefix").lower()
    if not named and server in ("arxiv", ""):
        eprint = identifiers.bare_arxiv(entry.get("eprint"))
        named = eprint if server or identifiers.is_arxiv(eprint) else ""
    if named:
        bare = identifiers.bare_arxiv(named)
        return bare if identifiers.is_arxiv(bare) else ""
    if found := identifiers.arxiv_in_doi(doi_of(entry)):
        return found
    for name in ("url", "journal", "journaltitle", "howpublished", "note", "volume"):
        if found := identifiers.arxiv_in_text(entry.get(name)):
            return found
    corr = re.fullmatch(r"abs/([\d.]+|[a-z-]+/\d{7})", entry.get("volume"))
    return corr[1] if corr and identifiers.is_arxiv(corr[1]) else ""


def only_preprint(entry: Entry, arxiv: str) -> bool:
    """Whether no journal or book has the entry: none is named, or a preprint server is named."""
    home = (entry.get("journaltitle", "journal", "booktitle") or "").strip("{}").lower()
    if not home:
        return bool(arxiv or entry.get("eprint"))
    return bool(re.match(r"(arxiv|corr\b|biorxiv|medrxiv|chemrxiv|ssrn|preprints?\b)", home))


def _label(entry: Entry, entry_type: EntryType) -> str:
    """What kind of publication it is, in words: the entry's own `type` where it has one."""
    named = entry.get("type") or kinds.default_type_string(entry.type)
    if entry_type.kind.name in _BEARS_TYPE and named:
        return kinds.TYPE_STRINGS.get(named.lower(), tex.parse(named).text)
    return entry_type.label


def _location(location: str) -> str:
    return kinds.COUNTRIES.get(location, location)


def _pages(pages: str) -> str:
    """Pages with an en dash between the first and the last: `262-277` and `262--277` alike.

    The hyphen of `A-12` stays.
    """
    return _PAGE_RANGE.sub("\u2013", pages)


def _award(award: str) -> str:
    """The award where no name is given: al-folio keeps a long text in `award`."""
    return award if len(award) <= 60 else "Award"
