"""Fields of an entry: the one table of what the package knows about each, and likely misspellings.

Sources: "BibTeXing", 3.2; the biblatex manual, 2.2; al-folio's documentation of its `papers.bib`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Flag, auto
from functools import lru_cache
from typing import Final, NamedTuple

from publications.bibtex.spelling import Dictionary
from publications.words import ENGLISH


class Use(Flag):
    """What is done with a field, apart from reading it."""

    NONE = 0
    #: It is written into exported BibTeX.
    EXPORTED = auto()
    #: A misspelt name may be meant as this one.
    SUGGESTED = auto()
    #: It is never inherited (biblatex manual, appendix B, `\noinherit`).
    OWN = auto()
    #: It describes the parent itself, so it is inherited from `@xdata` only. biblatex lets a child
    #: take these by `crossref`; a paper under the DOI or the abstract of its proceedings is wrong.
    UNSHARED = auto()
    #: It is on or off.
    SWITCH = auto()
    #: It is on or off, or has an id.
    SWITCH_OR_ID = auto()
    #: Its value holds keys or an address, not text.
    VERBATIM = auto()
    #: Its value is a number, a date or one word, in which braces mean nothing.
    BARE = auto()


class KnownField(NamedTuple):
    """A row of the table.

    `twin` is the other name of the same thing: an entry that has one of them lacks neither.
    `link` is whether pages link to the address in the field; a bare file name in it means a file in
    `folder`, below the docs folder.
    """

    name: str
    meaning: str
    use: Use = Use.NONE
    twin: str = ""
    link: bool = False
    folder: str = ""

    @property
    def label(self) -> str:
        """What the link is called in English; empty where there is none."""
        if not self.link:
            return ""
        return ENGLISH(f"link.{self.name}")


_PDF: Final = "assets/pdf/"
_X: Final = Use.EXPORTED
_S: Final = Use.SUGGESTED
_XS: Final = Use.EXPORTED | Use.SUGGESTED
_U: Final = Use.UNSHARED
_US: Final = Use.UNSHARED | Use.SUGGESTED
_LINK: Final = Use.UNSHARED | Use.SUGGESTED | Use.VERBATIM
_NOTICE: Final = Use.UNSHARED | Use.SUGGESTED | Use.VERBATIM
_OWN_KEYS: Final = Use.OWN | Use.VERBATIM
_Row: Final = KnownField

#: All fields, in the order in which they are written.
FIELDS: Final = (
    # People and title
    _Row("author", "who wrote it", _XS),
    _Row("author+an", "roles of authors: `1=equal; 4=corresponding`", _U),
    _Row("authortype", "what the authors did", _X),
    _Row("nameaddon", "an addition to the author's name", _X),
    _Row("shortauthor", "short name of a body that is the author", _X),
    _Row("title", "the title", _XS),
    _Row("subtitle", "the subtitle", _XS),
    _Row("titleaddon", "an addition to the title", _XS),
    _Row("editor", "who edited it", _XS),
    _Row("shorteditor", "short name of a body that is the editor", _X),
    _Row("editor+an", "roles of editors", _U),
    _Row("editortype", "what the editors did", _X),
    _Row("editora", "further editors", _X),
    _Row("editoratype", "what these did", _X),
    _Row("editorb", "further editors", _X),
    _Row("editorbtype", "what these did", _X),
    _Row("editorc", "further editors", _X),
    _Row("editorctype", "what these did", _X),
    _Row("bookauthor", "who wrote the book of a chapter", _X),
    _Row("translator", "who translated it", _XS),
    _Row("annotator", "who annotated it", _X),
    _Row("commentator", "who commented on it", _X),
    _Row("introduction", "who wrote the introduction", _X),
    _Row("foreword", "who wrote the foreword", _X),
    _Row("afterword", "who wrote the afterword", _X),
    _Row("collaboration", "the collaboration that the authors write for", _XS),
    _Row("holder", "who holds the patent", _XS, "assignee"),
    _Row("assignee", "who holds the patent", _S, "holder"),
    # Where it came out
    _Row("journal", "the journal", _XS, "journaltitle"),
    _Row("journaltitle", "the journal", _S, "journal"),
    _Row("journalsubtitle", "subtitle of the journal", _XS),
    _Row("journaltitleaddon", "an addition to the journal's title", _X),
    _Row("shortjournal", "the journal, abbreviated", _X),
    _Row("issuetitle", "title of an issue", _X),
    _Row("issuesubtitle", "subtitle of an issue", _X),
    _Row("issuetitleaddon", "an addition to the issue's title", _X),
    _Row("booktitle", "the book or the proceedings", _XS),
    _Row("booksubtitle", "subtitle of the book", _XS),
    _Row("booktitleaddon", "an addition to the book's title", _XS),
    _Row("maintitle", "a work of several volumes", _XS),
    _Row("mainsubtitle", "subtitle of that work", _XS),
    _Row("maintitleaddon", "an addition to its title", _XS),
    _Row("eventtitle", "the conference", _XS),
    _Row("eventtitleaddon", "an addition to the conference's name", _X),
    _Row("eventdate", "when the conference took place", _XS),
    _Row("venue", "where the conference took place", _X),
    _Row("series", "the series", _XS),
    _Row("shortseries", "the series, abbreviated", _X),
    _Row("abbr", "short name of the journal or conference", _S),
    _Row("volume", "the volume", _XS | Use.BARE),
    _Row("part", "the part of a volume", _XS),
    _Row("number", "the issue of a journal, or the number in a series", _XS | Use.BARE),
    _Row("issue", "the issue, where it has a name", _XS),
    _Row("volumes", "the number of volumes", _XS),
    _Row("edition", "the edition", _XS | Use.BARE),
    _Row("version", "the version of software or of a text", _XS),
    _Row("chapter", "the chapter", _XS),
    _Row("pages", "pages from and to", _XS | _U | Use.BARE),
    _Row("eid", "number of an article that has no pages", _XS | Use.BARE),
    _Row("pagetotal", "the number of pages", _XS | _U),
    _Row("bookpagination", "the unit of `pages`", _X),
    _Row("pagination", "the unit of cited places", _X),
    _Row("school", "the university of a thesis", _XS, "institution"),
    _Row("institution", "the institution of a report", _XS, "school"),
    _Row("organization", "the organisation", _XS),
    _Row("publisher", "the publisher", _XS),
    _Row("address", "the place of the publisher", _XS, "location"),
    _Row("location", "the place of the publisher", _S, "address"),
    _Row("type", "the kind of thesis, report or patent, in words", _XS | Use.BARE),
    _Row("howpublished", "how it was published, in words", _XS),
    _Row("note", "a remark that is shown", _XS),
    _Row("addendum", "a remark at the end", _XS | _U),
    # When
    _Row("date", "the date: `2021-05-13`", _XS | Use.BARE, "year"),
    _Row("day", "the day of the month", _S | Use.BARE),
    _Row("month", "the month", _S | Use.BARE),
    _Row("year", "the year", _S | Use.BARE, "date"),
    _Row("pubstate", "what takes the place of a date: `inpress`", _XS | Use.BARE),
    _Row("retraction", "DOI or address of the notice that retracts it, and its date", _NOTICE),
    _Row("concern", "the same of an expression of concern", _NOTICE),
    _Row("correction", "the same of a correction", _NOTICE),
    _Row("origdate", "when the first version appeared", _XS, "origyear"),
    _Row("origyear", "when the first version appeared", _S, "origdate"),
    _Row("origtitle", "the title of the original", _X),
    _Row("origpublisher", "who published the original", _X),
    _Row("origlocation", "the place of that publisher", _X),
    _Row("origlanguage", "the language of the original", _X),
    _Row("reprinttitle", "the title of a reprint", _X),
    _Row("library", "the library that has it, and its number there", _X),
    _Row("language", "the language", _XS | Use.BARE),
    _Row("langid", "the language, by babel's name", _XS | Use.BARE),
    # Identifiers
    _Row("doi", "the DOI", _XS | _U | Use.VERBATIM),
    _Row("eprint", "the id on a preprint server", _XS | _U | Use.VERBATIM),
    _Row("archiveprefix", "the preprint server", _XS | _U | Use.BARE, "eprinttype"),
    _Row("eprinttype", "the preprint server", _US | Use.BARE, "archiveprefix"),
    _Row("primaryclass", "the section of the preprint server", _XS | _U | Use.BARE, "eprintclass"),
    _Row("eprintclass", "the section of the preprint server", _US | Use.BARE, "primaryclass"),
    _Row("arxiv", "the arXiv id", _LINK),
    _Row("isbn", "the ISBN", _XS | Use.BARE),
    _Row("isrn", "the number of a report", _X),
    _Row("reportnumber", "the number of a report that came out elsewhere, as INSPIRE has it", _US),
    _Row("issn", "the ISSN", _XS | Use.BARE),
    # What the bibliography program reads
    _Row("crossref", "key of an entry that this one is part of", _OWN_KEYS | _S),
    _Row("xdata", "keys of entries that only give fields", _OWN_KEYS | _S),
    _Row("xref", "key of an entry without inheritance", _OWN_KEYS),
    _Row("ids", "keys that the entry had before", _OWN_KEYS),
    _Row("related", "keys of related entries", _OWN_KEYS | _S),
    _Row("relatedoptions", "options of related entries", Use.OWN),
    _Row("relatedstring", "words before related entries", Use.OWN),
    _Row("relatedtype", "the relation to related entries", Use.OWN),
    _Row("entryset", "keys of a set", _OWN_KEYS),
    _Row("entrysubtype", "the subtype", Use.OWN),
    _Row("execute", "TeX to execute", Use.OWN),
    _Row("key", "what to sort by without an author", Use.OWN),
    _Row("label", "what to cite by without an author", Use.OWN),
    _Row("options", "options of biblatex", _OWN_KEYS),
    _Row("presort", "what to sort by first", Use.OWN),
    _Row("sortkey", "what to sort by", Use.OWN),
    _Row("shorthand", "what to cite by", Use.OWN),
    _Row("shorthandintro", "words that introduce the shorthand", Use.OWN),
    _Row("shorttitle", "a short title", _US),
    _Row("sorttitle", "the title to sort by", _U),
    _Row("indextitle", "the title in an index", _U),
    _Row("indexsorttitle", "the title to sort by in an index", _U),
    # What other programs write
    _Row("annote", "a private remark", _U, "annotation"),
    _Row("file", "a private file", _U, "pdf"),
    _Row("timestamp", "when a program wrote the entry", _U),
    _Row("bibsource", "the database of the entry", _U),
    _Row("biburl", "the address of the entry", _U),
    # Addresses, and what only sites read
    _Row("url", "the address", _XS | _U | Use.VERBATIM),
    _Row("urldate", "when the address was read", _XS | _U),
    _Row("pdf", "the paper as PDF", _LINK, "file", link=True, folder=_PDF),
    _Row("html", "the paper as a web page", _LINK, link=True, folder="assets/html/"),
    _Row("code", "the code", _LINK, link=True),
    _Row("data", "the data", _LINK, link=True),
    _Row("model", "the model", _LINK, link=True),
    _Row("website", "the project's page", _LINK, link=True),
    _Row("blog", "a post about it", _LINK, link=True),
    _Row("supp", "the supplement", _LINK, link=True, folder=_PDF),
    _Row("slides", "the slides", _LINK, link=True, folder=_PDF),
    _Row("poster", "the poster", _LINK, link=True, folder=_PDF),
    _Row("video", "a video", _LINK, link=True),
    _Row("preview", "a picture, or a video", _LINK, folder="assets/img/publication_preview/"),
    _Row("preview_alt", "what the picture shows, for those who do not see it", _US),
    _Row("award", "an award, or its story", _US),
    _Row("award_name", "the name of the award", _US),
    _Row("keywords", "keywords, joined by commas", _US),
    _Row("abstract", "the abstract", _US),
    _Row("summary", "one sentence about it", _US),
    _Row("selected", "whether it is a selected work", _US | Use.SWITCH),
    _Row("annotation", "a remark about the authors, shown below them", _US, "annote"),
    _Row("additional_info", "a remark, with Markdown, shown below the venue", _US),
    _Row("bibtex_show", "al-folio's switch, accepted", _US | Use.SWITCH),
    _Row("google_scholar_id", "an id of Google Scholar, accepted", _US),
    _Row("altmetric", "al-folio's switch, accepted", _U | Use.SWITCH_OR_ID),
    _Row("dimensions", "al-folio's switch, accepted", _U | Use.SWITCH_OR_ID),
)
FIELD: Final = {row.name: row for row in FIELDS}
LINKS: Final = tuple(row for row in FIELDS if row.link)

#: Why a field is neither on a page nor in a download, though it is read or accepted.
_UNSHOWN: Final = {
    "it takes fields from another entry": ("crossref", "xdata"),
    "it adds no field": ("xref", "entryset"),
    "it leads on from old addresses": ("ids",),
    "it leads to related publications": ("related", "relatedtype", "relatedstring"),
    "it chooses what a list shows": ("selected",),
    "it steers biblatex's own layout": (
        "relatedoptions", "entrysubtype", "execute", "key", "label",
        "options", "presort", "sortkey", "shorthand", "shorthandintro", "sorttitle", "indextitle",
        "indexsorttitle",
    ),
    "it is private": ("annote", "file"),
    "it is about the program that wrote it": ("timestamp", "bibsource", "biburl"),
    "BibTeX is always shown": ("bibtex_show",),
    "no page asks another host": ("google_scholar_id", "altmetric", "dimensions"),
}  # fmt: skip
#: The fields that are shown nowhere, each with the reason.
UNSHOWN: Final = {name: reason for reason, names in _UNSHOWN.items() for name in names}

_PLACE: Final = {row.name: float(place) for place, row in enumerate(FIELDS)}
_PLACE_OF_OTHERS: Final = _PLACE["url"] - 0.5

# Names that are right as they are though one edit makes another of them: biblatex's, and those of
# programs and people.
_RIGHT: Final = frozenset((
    "ajournal", "coden", "core", "dates", "eisbn", "eissn", "fjournal", "isan", "ismn", "keyword",
    "mode", "pissn", "published", "review", "shorttitles", "sjournal", "types",
))  # fmt: skip
_NUMBERED: Final = re.compile(r"[0-9]\Z")


def used(use: Use) -> tuple[str, ...]:
    """The names of the fields that are used so, in the order of the table.

    >>> used(Use.SWITCH)
    ('selected', 'bibtex_show')
    """
    return tuple(row.name for row in FIELDS if row.use & use)


def in_order(names: Iterable[str]) -> list[str]:
    """Names of fields in the order of the table; unknown ones come before the addresses.

    >>> in_order(["url", "volume", "mrclass", "title"])
    ['title', 'volume', 'mrclass', 'url']
    """
    return sorted(names, key=lambda name: _PLACE.get(name, _PLACE_OF_OTHERS))


@lru_cache(maxsize=1024)
def meant(name: str) -> str:
    """The field that a name one edit away from it is meant as; empty for all other names.

    Annotations are judged by the field that they belong to (`author+an`), and a number at the end
    is on purpose (`url2`).

    >>> meant("autor"), meant("url2"), meant("mrclass")
    ('author', '', '')
    """
    name = name.partition("+")[0]
    if name in FIELD or name in _RIGHT or _NUMBERED.search(name):
        return ""
    return _DICTIONARY.meant(name)


_SUGGESTED: Final = used(Use.SUGGESTED)
_DICTIONARY: Final = Dictionary(_SUGGESTED)
