"""Kinds and types of publications: what a BibTeX or biblatex entry type is to readers and formats.

The types are those of the BibTeX manual ("BibTeXing", 3.1) and of the biblatex manual (2.1), with
biblatex's aliases (2.1.2). A type that neither knows is a "Publication". Types of the formats are
those of the CSL specification 1.0.2 (appendix III), of the RIS specification (Reference Manager,
2011), of schema.org and of Zotero (its schema, "itemTypes").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Flag, auto
from functools import lru_cache
from typing import Final

from publications.words import ENGLISH, Term, Words


class Need(Flag):
    """What an entry of a type has to have ("BibTeXing", 3.1; for its own types, biblatex, 2.1)."""

    NOTHING = 0
    AUTHOR = auto()
    #: An author or an editor.
    PEOPLE = auto()
    DATE = auto()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of publication: its name in addresses, filters and the catalogue of words.

    `csl`, `ris`, `schema_org`, `zotero` and `bibtex` are what the formats call it.
    """

    name: str
    csl: str
    ris: str
    schema_org: str
    zotero: str
    bibtex: str


@dataclass(frozen=True, slots=True)
class EntryType:
    """An entry type: its name in biblatex, and what it is in words and in the formats.

    `word` is its name in the catalogue of words (`kind.…`). That and the types of the formats are
    those of the kind unless they say more.
    """

    name: str
    kind: Kind
    needs: Need
    word: str
    csl: str
    ris: str
    schema_org: str
    zotero: str
    bibtex: str

    @property
    def term(self) -> Term:
        """What a work of this type is called."""
        return Term(f"kind.{self.word}")

    @property
    def label(self) -> str:
        """The same in English."""
        return self.term.english


_ARTICLE: Final = "ScholarlyArticle"
_WORK: Final = "CreativeWork"

#: In the order of groups by type on a page.
KINDS: Final = (
    Kind("article", "article-journal", "JOUR", _ARTICLE, "journalArticle", "article"),
    Kind("conference", "paper-conference", "CPAPER", _ARTICLE, "conferencePaper", "inproceedings"),
    Kind("preprint", "article", "UNPB", _ARTICLE, "preprint", "misc"),
    Kind("book", "book", "BOOK", "Book", "book", "book"),
    Kind("chapter", "chapter", "CHAP", "Chapter", "bookSection", "incollection"),
    Kind("proceedings", "book", "BOOK", "Book", "book", "proceedings"),
    Kind("thesis", "thesis", "THES", "Thesis", "thesis", "phdthesis"),
    Kind("report", "report", "RPRT", "Report", "report", "techreport"),
    Kind("software", "software", "COMP", "SoftwareSourceCode", "computerProgram", "misc"),
    Kind("dataset", "dataset", "DATA", "Dataset", "dataset", "misc"),
    Kind("patent", "patent", "PAT", _WORK, "patent", "misc"),
    Kind("online", "webpage", "ELEC", "WebPage", "webpage", "misc"),
    Kind("media", "motion_picture", "MULTI", _WORK, "videoRecording", "misc"),
    Kind("unpublished", "manuscript", "MANSCPT", _ARTICLE, "manuscript", "unpublished"),
    Kind("other", "document", "GEN", _WORK, "document", "misc"),
)
KIND: Final = {kind.name: kind for kind in KINDS}


def _type(name: str, kind: str, needs: Need = Need.NOTHING, **exactly: str) -> EntryType:
    """A row of the table; what is not said `exactly` is as its kind has it."""
    general = KIND[kind]
    named = {"word": general.name, "csl": general.csl, "ris": general.ris}
    named |= {"schema_org": general.schema_org, "zotero": general.zotero}
    named |= {"bibtex": general.bibtex, **exactly}
    return EntryType(name, general, needs, **named)


_AUTHOR_DATE: Final = Need.AUTHOR | Need.DATE
_PEOPLE_DATE: Final = Need.PEOPLE | Need.DATE

#: All entry types of the manuals but those that are no publications.
TYPES: Final = (
    _type("article", "article", _AUTHOR_DATE),
    _type("suppperiodical", "article", _AUTHOR_DATE),
    _type("review", "article", word="review"),
    _type("inproceedings", "conference", _AUTHOR_DATE),
    _type("book", "book", _PEOPLE_DATE),
    _type("mvbook", "book", _PEOPLE_DATE),
    _type("booklet", "book", word="booklet", csl="pamphlet", ris="PAMP"),
    _type("collection", "book", _PEOPLE_DATE, word="collection", ris="EDBOOK"),
    _type("mvcollection", "book", _PEOPLE_DATE, word="collection", ris="EDBOOK"),
    _type("reference", "book", Need.DATE, word="reference"),
    _type("mvreference", "book", Need.DATE, word="reference"),
    _type("manual", "book", word="manual"),
    _type("proceedings", "proceedings", Need.DATE),
    _type("mvproceedings", "proceedings", Need.DATE),
    _type(
        "periodical", "proceedings", Need.DATE, word="periodical",
        csl="periodical", ris="JFULL", schema_org="Periodical", zotero="document", bibtex="misc",
    ),
    _type("inbook", "chapter", _PEOPLE_DATE),
    _type("bookinbook", "chapter", _AUTHOR_DATE),
    _type("suppbook", "chapter", _AUTHOR_DATE),
    _type("incollection", "chapter", _AUTHOR_DATE),
    _type("suppcollection", "chapter", _AUTHOR_DATE),
    _type(
        "inreference", "chapter", Need.DATE, word="inreference",
        csl="entry-encyclopedia", ris="ENCYC", zotero="encyclopediaArticle",
    ),
    _type("thesis", "thesis", _AUTHOR_DATE),
    _type("report", "report", _AUTHOR_DATE),
    _type("standard", "report", word="standard", csl="standard", ris="STAND", zotero="standard"),
    _type("software", "software"),
    _type("dataset", "dataset", _PEOPLE_DATE),
    _type("patent", "patent", _AUTHOR_DATE),
    _type("online", "online", _PEOPLE_DATE),
    _type("audio", "media", word="audio", csl="song", ris="SOUND", zotero="audioRecording"),
    _type("video", "media", word="video", ris="VIDEO"),
    _type("movie", "media", word="movie", ris="MPCT", zotero="film"),
    _type("music", "media", word="music", csl="song", ris="SOUND", zotero="audioRecording"),
    _type("performance", "media", word="performance", csl="performance", zotero="document"),
    _type("unpublished", "unpublished", Need.AUTHOR),
    _type("misc", "other"),
    _type("artwork", "other", word="artwork", csl="graphic", ris="ART", zotero="artwork"),
    _type("image", "other", word="image", csl="graphic", ris="ART", zotero="artwork"),
    _type(
        "letter", "other", word="letter",
        csl="personal_communication", ris="PCOMM", zotero="letter",
    ),
    _type(
        "jurisdiction", "other", word="jurisdiction",
        csl="legal_case", ris="CASE", zotero="case",
    ),
    _type(
        "legislation", "other", word="legislation",
        csl="legislation", ris="STAT", zotero="statute",
    ),
    _type("legal", "other", word="legal", ris="LEGAL"),
    *(
        _type(name, "other", word=name, csl="speech", ris="SLIDE", zotero="presentation")
        for name in ("presentation", "poster", "lecture", "keynote", "tutorial")
    ),
    _type("commentary", "other", word="commentary"),
)  # fmt: skip
_TYPE: Final = {entry_type.name: entry_type for entry_type in TYPES}

#: biblatex manual, 2.1.2: other names of a type (and, for theses and reports, its `type`); the last
#: ones are no types of biblatex's, but what people write.
ALIASES: Final = {
    "conference": "inproceedings",
    "electronic": "online",
    "www": "online",
    "webpage": "online",
    "web_page": "online",
    "website": "online",
    "blog": "online",
    "blogpost": "online",
    "data": "dataset",
    "database": "dataset",
    "softwareversion": "software",
    "softwaremodule": "software",
    "codefragment": "software",
    "podcast": "audio",
    "film": "movie",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "techreport": "report",
    "bachelorsthesis": "thesis",
    "bathesis": "thesis",
    "bachelorthesis": "thesis",
    "mathesis": "thesis",
    "dissertation": "thesis",
    "journalarticle": "article",
    "newspaper": "article",
    "newspaperarticle": "article",
    "magazinearticle": "article",
    "conferencepaper": "inproceedings",
    "bookchapter": "incollection",
    "talk": "presentation",
    "speech": "presentation",
    "computer_program": "software",
    "code": "software",
}
# Kinds of entries that may have a preprint server as their only home.
_MAYBE_PREPRINT: Final = frozenset({"article", "online", "unpublished", "other"})
_TYPE_NAMES: Final = (
    "phdthesis", "mathesis", "bathesis", "candthesis", "techreport", "resreport", "software",
    "datacd", "audiocd", "patent", "patentde", "patenteu", "patentfr", "patentuk", "patentus",
    "patreq", "patreqde", "patreqeu", "patreqfr", "patrequk", "patrequs",
)  # fmt: skip
#: biblatex manual, 4.9.2.10: the bibliography strings that `type` may hold, beside free text, and
#: what each is called in the catalogue of words.
TYPE_WORDS: Final = {name: name for name in _TYPE_NAMES} | {
    "mastersthesis": "mathesis",
    "bachelorsthesis": "bathesis",
    "bachelorthesis": "bathesis",
    "dissertation": "phdthesis",
}
_WORDS: Final = ENGLISH.section("kind")
#: The same in English.
TYPE_STRINGS: Final = {name: ENGLISH(f"kind.{word}") for name, word in TYPE_WORDS.items()}
# The same, 4.9.2.9: the countries and offices of patents that `location` may hold.
_COUNTRY: Final = re.compile(r"\bcountry([a-z]{2})\b")


@lru_cache(maxsize=256)
def entry_type(name: str, *, preprint: bool = False) -> EntryType:
    """The type that an entry names; `preprint` where its only home is a preprint server.

    An alias is read as the type that it stands for, and an unknown name is a "Publication".

    >>> entry_type("phdthesis").name, entry_type("unheard").label
    ('thesis', 'Publication')
    >>> entry_type("article", preprint=True).kind.name
    'preprint'
    """
    name = ALIASES.get(name, name)
    known = _TYPE.get(name) or _type(name, "other")
    if preprint and known.kind.name in _MAYBE_PREPRINT:
        return _type(name, "preprint", known.needs)
    return known


def named(words: str) -> Term:
    """What `type` says in words, which may be one of biblatex's strings or of its entry types.

    >>> [named(words).english for words in ("mathesis", "dataset", "White paper")]
    ["Master's thesis", 'Dataset', 'White paper']
    """
    name = words.lower()
    word = TYPE_WORDS.get(name, name)
    if word in _WORDS:
        return Term(f"kind.{word}")
    return Term(own=words)


def places(written: str, words: Words = ENGLISH) -> str:
    """Places with the names of biblatex's countries; one without a name is its code.

    >>> places("countryde and countryes"), places("Berlin and Boston")
    ('Germany, ES', 'Berlin and Boston')
    """
    if not _COUNTRY.search(written):
        return written
    names = words.section("country")
    named = _COUNTRY.sub(lambda match: names.get(match[0], match[1].upper()), written)
    return named.replace(" and ", ", ")


def default_type_string(name: str) -> str:
    """The `type` that an aliased entry type implies (biblatex manual, 2.1.2).

    >>> default_type_string("phdthesis"), default_type_string("conference")
    ('phdthesis', '')
    """
    if ALIASES.get(name) in ("thesis", "report"):
        return name
    return ""
