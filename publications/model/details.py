"""What an entry says of its publication, read when it is asked for.

Field names and their meaning are those of the BibTeX manual ("BibTeXing", 3.2) and the biblatex
manual (2.2); where both name one thing, biblatex's name is looked at first.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from publications import tex
from publications.bibtex import Entry
from publications.model import (
    dates,
    identifiers,
    kinds,
    languages,
    links,
    page_numbers,
    people,
    remarks,
    servers,
    titles,
    wording,
)
from publications.model.collaborations import collaborations_of
from publications.model.dates import Date
from publications.model.decoded import Decoded, Number, Plain
from publications.model.kinds import EntryType
from publications.model.page_numbers import Pages
from publications.model.people import People
from publications.tex import Tex
from publications.words import ENGLISH, Term, Words

_LANGUAGE_FIELDS: Final = ("langid", "language", "hyphenation")
# biblatex's `eid`, and what ACM, INSPIRE and publishers call it.
_ARTICLE_NUMBERS: Final = (
    "eid", "articleno", "article-number", "article_number", "articlenumber", "art_number",
    "elocation-id", "elocationid",
)  # fmt: skip
# Kinds whose number is the work's own.
_NUMBERED_THEMSELVES: Final = frozenset({"report", "patent"})
# Kinds of works that are no part of another.
_WHOLES: Final = frozenset({"book", "proceedings", "thesis", "report"})
_OF_INSTITUTIONS: Final = frozenset({"thesis", "report"})
# The last is that of patents in IEEE's styles.
_PLACES: Final = ("address", "location", "nationality")


class Details:
    """What an entry says. Texts are empty where it says nothing.

    Attributes without a type are read from the entry: `Plain` ones as plain Unicode, `Decoded`
    ones as text with its HTML.
    """

    entry: Entry
    container: Tex
    entry_type: EntryType
    term: Term

    journal_addition = Decoded("journaltitleaddon")
    organization = Plain("organization")
    institution = Plain("institution")
    school = Plain("school")
    summary = Decoded("summary")
    publishing_house = Plain("publisher")
    _number = Plain("number", "issue")
    _published_by = Plain("publisher", "institution", "school", "organization")
    _awarded_by = Plain("institution", "school", "publisher", "organization")
    abbr = Plain("abbr")
    #: The journal's name as citations abbreviate it; `abbr` is a badge of the site.
    short_container = Plain("shortjournal")
    _volume = Number("volume", "volume")
    volumes = Plain("volumes")
    part = Number("part", "part")
    chapter = Number("chapter", "chapter")
    version = Number("version_word", "version")
    _page_total = Plain("pagetotal", "numpages")
    _edition = Plain("edition")
    isbn = Plain("isbn")
    issn = Plain("issn")
    #: The key of the entry that this one is part of, as written.
    crossref = Plain("crossref")

    @cached_property
    def contributors(self) -> tuple[tuple[str, People], ...]:
        """Those beside authors and editors, each with the name of their field."""
        return people.contributors_of(self.entry)

    @cached_property
    def state(self) -> Term:
        """What `pubstate` says: `in press`."""
        state = self.entry.text("pubstate").text
        if state.casefold() in wording.STATES:
            return Term(f"state.{state.casefold()}")
        return Term(own=state)

    @cached_property
    def status(self) -> str:
        """The same in English."""
        return self.state.english

    @cached_property
    def series(self) -> Tex:
        """The series."""
        return self.series_in(ENGLISH)

    def series_in(self, words: Words) -> Tex:
        """The series, of which the catalogue has a word where it is a new or an old one."""
        series = self.entry.text("series")
        if series.text in wording.SERIES:
            return tex.plain(words(f"series.{series.text}"))
        return series

    @cached_property
    def second_container(self) -> Tex:
        """The journal that proceedings are an issue of, or the book of an article."""
        return titles.second_container(self.entry, self.container)

    @cached_property
    def how_published(self) -> Tex:
        """How it was published, in words; an address alone is a link."""
        value = self.entry.get("howpublished")
        if links.is_address(value):
            return tex.parse("")
        return tex.parse(links.linked(value))

    @cached_property
    def server(self) -> str:
        """The server that has the preprint, by its name."""
        return servers.server_name(self.entry)

    @cached_property
    def unlinked_eprint(self) -> str:
        """The id on a server whose addresses are unknown."""
        eprint = wording.meaningful(self.entry.text("eprint").text)
        if not eprint or servers.link_of(self.entry)[1]:
            return ""
        return eprint

    @cached_property
    def short_title(self) -> Tex:
        """The title in short."""
        return self.entry.text("shorttitle")

    @cached_property
    def translators(self) -> People:
        """Who translated it."""
        return people.readable(self.entry, "translator")

    @cached_property
    def book_authors(self) -> People:
        """Who wrote the book that it is a part of."""
        return people.readable(self.entry, "bookauthor")

    @cached_property
    def original_date(self) -> Date | None:
        """When the first version appeared."""
        return dates.parse_date(self.entry.get("origdate", "origyear"), "", "")

    @cached_property
    def event(self) -> Tex:
        """The conference, with what is added to its name."""
        return titles.parsed(self.entry, "eventtitle", "", "eventtitleaddon")

    @cached_property
    def event_date(self) -> Date | None:
        """When the conference took place."""
        return dates.parse_date(self.entry.get("eventdate"), "", "")

    @cached_property
    def publisher(self) -> str:
        """Who published it; of a thesis or report, the institution that it was written at."""
        if kinds.entry_type(self.entry.type).kind.name in _OF_INSTITUTIONS:
            return self._awarded_by
        return self._published_by

    @cached_property
    def publisher_place(self) -> str:
        """The place of the publisher, or the countries of a patent."""
        return self.publisher_place_in(ENGLISH)

    def publisher_place_in(self, words: Words) -> str:
        """The same in a language, as far as it has names of countries."""
        places = wording.meaningful(self.entry.text(*_PLACES).text)
        return kinds.places(places, words)

    @cached_property
    def event_place(self) -> str:
        """The place of the event, which is in `location` where `address` is the publisher's."""
        names = ["venue"]
        if self.entry.get("address"):
            names.append("location")
        return wording.meaningful(self.entry.text(*names).text)

    @cached_property
    def note(self) -> Tex:
        """The note and the addendum."""
        return remarks.note_of(self.entry)

    @cached_property
    def volume(self) -> str:
        """The volume; of a preprint that is its id or its section again: `abs/2401.00001`."""
        if self.entry_type.kind.name == "preprint":
            return ""
        return self._volume

    @cached_property
    def number(self) -> str:
        """The number of the issue, in the series, or of the work itself, without a label."""
        number = wording.number("number", self._number)
        kind = kinds.entry_type(self.entry.type).kind.name
        if kind not in _NUMBERED_THEMSELVES:
            return number
        label = f"{self.term.english} "
        return wording.number("report", number.removeprefix(label))

    @cached_property
    def issue(self) -> str:
        """The name of an issue that has a number as well: `Spring`."""
        issue = wording.number("number", self.entry.text("issue").text)
        if issue == self.number:
            return ""
        return issue

    @cached_property
    def issue_title(self) -> Tex:
        """The title of an issue, with its subtitle."""
        return titles.parsed(self.entry, "issuetitle", "issuesubtitle", "issuetitleaddon")

    @cached_property
    def pages(self) -> str:
        """The pages, with an en dash between the first and the last: `262–277`."""
        return self._pages.place

    @cached_property
    def words_for_pages(self) -> str:
        """What `pages` says in words: `To appear`, `12 pages`."""
        return self._pages.words

    @cached_property
    def page_total(self) -> str:
        """The number of pages, which many write into `pages` of what is no part of a whole."""
        return self._page_total or self._pages.total

    @cached_property
    def _pages(self) -> Pages:
        """What the entry has in `pages`."""
        kind = kinds.entry_type(self.entry.type).kind.name
        is_whole = kind in _WHOLES and not self.container
        return page_numbers.read(self.entry.text("pages").text, is_whole=is_whole)

    @cached_property
    def eid(self) -> str:
        """The number of an article that has no pages."""
        if self.pages:
            return ""
        return self.article_number

    @cached_property
    def edition(self) -> str:
        """The edition: a number, or words."""
        return wording.edition(self._edition)

    @cached_property
    def article_number(self) -> str:
        """The number of an article, which may have pages of its own beside, or be in `pages`."""
        number = page_numbers.of_article(self.entry.text(*_ARTICLE_NUMBERS).text)
        return number or self._pages.article

    @cached_property
    def pmid(self) -> str:
        """The number in PubMed."""
        return servers.number_on(self.entry, "pmid", "pubmed")

    @cached_property
    def pmcid(self) -> str:
        """The number in PubMed Central."""
        digits = servers.number_on(self.entry, "pmcid", "pmc")
        return digits and f"PMC{digits}"

    @cached_property
    def isbns(self) -> tuple[str, ...]:
        """The ISBNs of a field that may hold several, with words beside; else what is written."""
        return identifiers.isbns(self.isbn)

    @cached_property
    def issns(self) -> tuple[str, ...]:
        """The ISSNs, likewise."""
        return identifiers.issns(self.issn)

    @cached_property
    def language(self) -> str:
        """The language as BCP 47 has it, or empty."""
        tags = (languages.bcp47(self.entry.text(name).text) for name in _LANGUAGE_FIELDS)
        return next(filter(None, tags), "")

    @cached_property
    def keywords(self) -> tuple[str, ...]:
        """The keywords."""
        return wording.keywords(self.entry.text("keywords", "keyword").text)

    @cached_property
    def awards(self) -> tuple[str, ...]:
        """The award, by its name."""
        return tuple(filter(None, (remarks.award_name_of(self.entry),)))

    @cached_property
    def award_story(self) -> Tex:
        """What `award` says beside the award's name."""
        return remarks.award_story_of(self.entry)

    @cached_property
    def annotation(self) -> Tex:
        """The remark about the authors."""
        return remarks.annotation_of(self.entry)

    @cached_property
    def additional_info(self) -> Tex:
        """The remark after the venue."""
        return remarks.additional_info_of(self.entry)

    @cached_property
    def collaborations(self) -> tuple[str, ...]:
        """The collaborations that the authors write for, without that word: `ATLAS`."""
        return collaborations_of(self.entry)

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
