"""Values as people write them: `n/a` for nothing, labels before numbers, keys for words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from publications.tex.written import ordinal
from publications.words import ENGLISH

__all__ = [
    "between",
    "edition",
    "is_number",
    "is_programs",
    "is_usual",
    "joined",
    "keywords",
    "meaningful",
    "names_edition",
    "number",
    "ordinal",
    "says_nothing",
    "without_label",
]

#: biblatex manual, 4.9.2: the bibliography strings that `pubstate` and `series` may hold.
STATES: Final = frozenset(ENGLISH.section("state"))
SERIES: Final = frozenset(ENGLISH.section("series"))

_NOTHING: Final = re.compile(
    r"(?:n\.?/a\.?|n\.a\.|none|null|nan|undefined|unknown|tb[ad]|n\.? ?pag\.?|\[object object\]"
    r"|not (?:available|applicable)|to be (?:announced|determined)|[-\u2010-\u2015?\s.\u2026])"
    r"(?:[-\u2010-\u2015?\s.\u2026]|(?<=[-\u2010-\u2015])n/a)*",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"[^\W\d_]{0,4}[-./]?\d|[IVXLCDMivxlcdm]+\b|[^\W\d_]\b")
_STOP_AFTER: Final = re.compile(r"(?<=\d)[.:;]\Z")
# Brackets around a number, and what counts in East Asian scripts: `第12巻`.
_ENCLOSED: Final = re.compile(
    r"\A(?:[(\[]([^()\[\]]*)[)\]]|第?\s*(\d+)\s*[巻卷号號期册冊輯권호])\Z"
)
# How a value may begin with the label that stands before it already.
_LABELS: Final = {
    "volume": re.compile(
        r"(?:volumen?|vol|v|band|bd|tom[eo]?|jahrgang|jg|jaargang|roč(?:ník)?|évf(?:olyam)?|том"
        r"|[tт](?=\.))\b[.:]?\s*(?=\w)",
        re.IGNORECASE,
    ),
    "number": re.compile(
        r"(?:number|numero|nos?|nr|num|issue|iss|heft|fasc(?:icule|icolo)?|cahier|numéro|número|núm"
        r"|n[°º]|№|#|выпуск|вып|číslo|szám|[nč](?=\.))[.:]?\s*(?=\d)",
        re.IGNORECASE,
    ),
    "part": re.compile(r"(?:part|pt)\b\.?\s*(?=\w)", re.IGNORECASE),
    "chapter": re.compile(r"(?:chapter|chap|ch)\b\.?\s*(?=\w)", re.IGNORECASE),
    "article": re.compile(
        r"(?:article|art|paper)\b\.?\s*(?:(?:number|no|id)\b\.?\s*)?(?=\w)", re.I
    ),
    "pages": re.compile(
        r"(?:pages?|pp?|seiten?|ss?|págs?|páginas?|pagg?|str|стр|с)\b[.:]?\s*(?=\w)", re.IGNORECASE
    ),
    "report": re.compile(
        r"(?:technical |tech\.? )?(?:report|rep\.?)\s*+(?:(?:number|no)\b\.?\s*+)?(?=\w)",
        re.IGNORECASE,
    ),
    "version_word": re.compile(r"(?:version|ver)\b\.?\s*(?=\w)", re.IGNORECASE),
    "version": re.compile(r"(?:version|ver|v)\.?\s*(?=\d)", re.IGNORECASE),
}
_EDITION: Final = re.compile(
    r"\b(?:[eé]d(?:n|s)?\b|[eé]dition|edici|ediç|ediz|aufl|uitg|wyd|изд|painos|upplag|utg|udg|kiad"
    r"|bask|vyd|izd|έκδ|(?:re)?print|impression|tirage|nachdr|neudr|ristampa|druk)|[版판]",
    re.IGNORECASE,
)
# Ordinals that stand before the word for an edition, from the first; `/` is between forms of one.
_ORDINALS: Final = (
    "erste zweite dritte vierte fünfte sechste siebte/siebente achte neunte zehnte",
    "première deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième",
    "primera segunda tercera cuarta quinta sexta séptima octava novena décima",
    "prima seconda/seconde terza quarta quinta sesta settima ottava nona decima",
    "primeira segunda terceira quarta quinta sexta sétima oitava nona décima",
    "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende",
    "första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde",
)
_NUMBER_OF: Final = {
    form: str(number)
    for row in _ORDINALS
    for number, forms in enumerate(row.split(), start=1)
    for form in forms.split("/")
}
# What Zotero's "Extra" and databases leave in notes.
_PROGRAMS: Final = re.compile(
    r"(?:\{?\\?_eprint|(?:backup )?publisher|citation key|conference name|version number|section"
    r"|publication title|zscc|google-books-id|event-place|ads bibcode|read_?status|tex\.[\w-]+"
    r"|export date|publisher copyright|funding information|number|place|type|series|num pages"
    r"|page version id|original-date|journal abbreviation|container-title|library catalog"
    r"|archive(?: location)?|is[sb]n|pmc?id)"
    r"\}?\s*:|qc \d{8}"
    r"|\d{4}-\d{3}[\dx] (?:[A-Z][\w-]+, |\((?:print|electronic|linking)\))|(?:scopus )?"
    r"(?:times cited|cited[ -]by)\s*+:?\s*+\d|accepted: \d{4}-\d\d-\d\dT|\d+ cites:",
    re.IGNORECASE,
)
# What says of an article, a paper or a book no more than the type of its entry.
_USUAL: Final = re.compile(
    r"(?:(?:journal|research|original|regular|scientific|academic|conference|proceedings?|conf"
    r"|book(?:\s+section)?|articles?|papers?|chapters?|monograph|publication|contribution|edited"
    r"|serial|misc|collection|preprint|inproceedings|incollection|inbook|online|electronic|print"
    r"|text|web|page|peer|reviewed|webpage|website|generic|in|to|a|the|of|jour|cpaper|chap|gen|elec"
    r"|unpb|journalarticle|journalpaper|bookchapter|bookpart)\b\W*)*",
    re.IGNORECASE,
)
_MARKS: Final = (":", ";", ",")
_STOPS: Final = (".", "?", "!", ".”", "?”", "!”", "…", "。", "？", "！")
_DROPPED: Final = (".", ":")
_SHORT_ENOUGH: Final = 60


def meaningful(text: str) -> str:
    """A text without commas at its end; empty where it only says that there is nothing.

    >>> meaningful("Springer, "), meaningful("n/a"), meaningful("--")
    ('Springer', '', '')
    """
    text = text.rstrip(" ,;")
    if text and len(text) < _SHORT_ENOUGH and _NOTHING.fullmatch(text):
        return ""
    return text


def says_nothing(value: str) -> bool:
    """Whether a value, which may have braces around it, only says that there is nothing.

    >>> says_nothing("{n/a}"), says_nothing("")
    (True, False)
    """
    bare = value.strip("{} ")
    return bool(bare) and not meaningful(bare)


def without_label(name: str, value: str) -> str:
    """A value without the label that it begins with, if a number follows.

    >>> without_label("volume", "Vol. 12"), without_label("volume", "Volume of abstracts")
    ('12', 'Volume of abstracts')

    Args:
        name: what the value is, a name of `_LABELS`.
        value: the value as text.
    """
    label = _LABELS[name].match(value)
    if label and is_number(value[label.end() :]):
        return value[label.end() :]
    return value


def number(name: str, value: str) -> str:
    """A value without its label, and without brackets around, or a stop after, a number.

    >>> [number("volume", value) for value in ("Vol. 12", "(12)", "12.", "Part A")]
    ['12', '12', '12', 'Part A']
    """
    bare = without_label(name, _ENCLOSED.sub(r"\1\2", value))
    if not is_number(bare):
        return value
    return _STOP_AFTER.sub("", bare)


def edition(value: str) -> str:
    """An edition by its number where an ordinal in another language says no more.

    >>> edition("Zweite"), edition("Zweite Auflage"), edition("Second")
    ('2', 'Zweite Auflage', 'Second')
    """
    return _NUMBER_OF.get(value.casefold(), value)


def is_number(value: str) -> bool:
    """Whether a value begins with a number, of which `C71`, `XII` and `A` are some.

    >>> [is_number(value) for value in ("12", "C71", "XII", "A", "Spring")]
    [True, True, True, True, False]
    """
    return _NUMBER.match(value) is not None


def names_edition(value: str) -> bool:
    """Whether an edition says so itself.

    >>> names_edition("3. Auflage"), names_edition("Second")
    (True, False)
    """
    return _EDITION.search(value) is not None


def is_usual(form: str) -> bool:
    """Whether what `type` has in words says no more than the type of an entry.

    >>> is_usual("Journal Article"), is_usual("Keynote"), is_usual("")
    (True, False, True)
    """
    return _USUAL.fullmatch(form) is not None


def is_programs(note: str) -> bool:
    """Whether a program wrote a note, for itself: Zotero's "Extra", an export of Scopus.

    >>> is_programs("cited By 5"), is_programs("Cited by many")
    (True, False)
    """
    return _PROGRAMS.match(note) is not None


def between(before: str, separator: str) -> str:
    """The separator after a text: no stop or colon follows another stop, `?` or `!`.

    >>> between("Why?", ". "), between("On sand", ". "), between("", ". ")
    (' ', '. ', '')
    """
    if not before:
        return ""
    if before.endswith(_STOPS + _MARKS) and separator[:1] in _DROPPED:
        return separator[1:]
    return separator


def joined(separator: str, texts: Iterable[str]) -> str:
    """The texts that are not empty, with the separator between them.

    >>> joined(". ", ["Why?", "", "On sand"])
    'Why? On sand'
    """
    whole = ""
    for text in filter(None, texts):
        whole += between(whole, separator) + text
    return whole


def keywords(value: str) -> tuple[str, ...]:
    """The keywords of a list separated by commas or semicolons.

    >>> keywords("sand; water, , wind")
    ('sand', 'water', 'wind')
    """
    return tuple(filter(None, map(str.strip, re.split("[,;]", value))))
