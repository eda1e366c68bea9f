"""What the citation styles share: a work by the variables of CSL, dates, joints.

A reference is made as text with marks around what is set in italics; the mark is a control
character, which no text of a publication keeps.  Where two punctuation marks would meet, one of
them goes, as citation processors do it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final, NamedTuple, TypedDict

from publications.exports import csl, page_ranges, parts
from publications.model import wording
from publications.model.dates import MONTHS, SEASONS, Date
from publications.model.people import People
from publications.model.publication import Publication

#: Before and after what is set in italics.
MARK: Final = "\x0e"

# Marks that are not written after another mark.
_LEFT_OUT: Final = {
    "!": ".:",
    "?": ".:",
    ":": ".:",
    ".": ".",
    ",": ",",
    ";": ".:;",
    "。": ".",
    "？": ".:",
    "！": ".:",
}
_NUMERIC: Final = re.compile(r"[A-Za-z]*\d+[A-Za-z]*(?:\s*[-\u2013,&/]\s*[A-Za-z]*\d+[A-Za-z]*)*")
_EAST_ASIAN: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ORDINAL: Final = re.compile(r"(\d+)(?:st|nd|rd|th)?")
_DIGITS_OF_A_YEAR: Final = 4
_STRAIGHT_QUOTES: Final = re.compile(r'"([^"]*)"')


class Work(NamedTuple):
    """A publication as citation styles see it; its texts are those of CSL-JSON (csl.py)."""

    type: str
    title: str
    authors: People
    editors: People
    translators: People
    book_authors: People
    collaborations: tuple[str, ...]
    date: Date | None
    original_date: Date | None
    status: str
    container: str
    short_container: str
    series: str
    series_number: str
    volume: str
    volumes: str
    issue: str
    number: str
    pages: str
    page_total: str
    chapter: str
    edition: str
    version: str
    event: str
    event_place: str
    event_date: Date | None
    publisher: str
    place: str
    genre: str
    arxiv: str
    doi: str
    pmid: str
    pmcid: str
    url: str
    english: bool

    @property
    def is_part(self) -> bool:
        """Whether it is in a journal or a book; a page of a site is cited as a whole."""
        return self.type != "webpage" and bool(self.container)


class _Numbers(TypedDict):
    """The variables that count: within a series, a journal or a book."""

    series_number: str
    volume: str
    volumes: str
    issue: str
    number: str
    pages: str
    page_total: str
    chapter: str


def _numbers(publication: Publication) -> _Numbers:
    """The numbers of a work; the one in `number` is what its type makes of it (csl.py)."""
    counted = {csl.number_variable(publication): publication.number}
    return {
        "series_number": counted.get("collection-number", ""),
        "volume": page_ranges.with_dashes(publication.volume),
        "volumes": publication.volumes,
        "issue": page_ranges.with_dashes(counted.get("issue", "")),
        "number": counted.get("number", ""),
        "pages": parts.locator(publication),
        "page_total": publication.page_total,
        "chapter": publication.chapter,
    }


def _status(publication: Publication) -> str:
    """The state of what is not published yet; without a date the words in its place."""
    if publication.date is None:
        return publication.when
    return publication.status


def work_of(publication: Publication) -> Work:
    """The work that a publication is."""
    container = csl.container(publication)
    event, event_place = csl.event(publication)
    return Work(
        type=csl.type_of(publication),
        title=curly(publication.title.text.strip()),
        authors=publication.authors,
        editors=publication.editors,
        translators=publication.translators,
        book_authors=publication.book_authors,
        collaborations=publication.collaborations,
        date=publication.date,
        original_date=publication.original_date,
        status=_status(publication),
        container=curly(container),
        short_container=curly(publication.short_container or container),
        series=curly(publication.series.text),
        **_numbers(publication),
        edition=csl.edition(publication),
        version=wording.without_label("version", publication.version),
        event=curly(event),
        event_place=event_place,
        event_date=publication.event_date,
        publisher=curly(publication.publisher),
        place=curly(publication.publisher_place),
        genre=curly(csl.genre(publication)),
        arxiv=parts.preprint_arxiv(publication),
        doi=publication.doi,
        pmid=publication.pmid,
        pmcid=publication.pmcid,
        url=parts.url(publication),
        english=publication.language[:2] in ("", "en"),
    )


def joined(delimiter: str, texts: Iterable[str]) -> str:
    """The texts that are not empty, with a delimiter between them.

    `joined(". ", ("Why?", "", "Sea"))` is `Why? Sea`, since no two marks meet.
    """
    whole = ""
    for text in texts:
        if not text:
            continue
        if whole:
            whole = followed(whole, delimiter)
        whole += text
    return whole


def followed(text: str, delimiter: str) -> str:
    """A text with a delimiter after it; its mark goes within quotes, or is left out after another.

    `Why?` and `. ` are `Why? `; `“So”` and `, ` are `“So,” `.
    """
    if not text:
        return text
    last = text[-1]
    if last.isalnum():
        return text + delimiter
    mark = delimiter[0]
    bare = text.rstrip(MARK)
    end = len(bare)
    if mark in ".," and bare.endswith("”"):
        end = len(bare[:-1].rstrip("’”"))
    if mark in _LEFT_OUT.get(bare[end - 1], ""):
        return text + delimiter[1:]
    if end == len(bare):
        return text + delimiter
    return text[:end] + mark + text[end:] + delimiter[1:]


def italic(text: str) -> str:
    """A text between the marks of italics, which East Asian scripts do not have."""
    if not text.isascii() and _EAST_ASIAN.search(text):
        return text
    return around(MARK, text, MARK)


def around(before: str, text: str, after: str = "") -> str:
    """A text between two others, or nothing where it is empty.

    With `(` and `)` the issue `3` is `(3)`.
    """
    if not text:
        return ""
    return before + text + after


def curly(text: str) -> str:
    """A text with curly quotes and apostrophes instead of straight ones: `“So” it’s`."""
    if '"' in text:
        text = _STRAIGHT_QUOTES.sub(r"“\1”", text)
    return text.replace("'", "’")


def capitalised(text: str) -> str:
    """A text that begins with a capital, unless its first word has one elsewhere.

    `in press` is `In press`; `eLife` stays.
    """
    word, _, _ = text.partition(" ")
    if word != word.lower():
        return text
    return text[:1].upper() + text[1:]


def is_numeric(text: str) -> bool:
    """Whether a text is a number for CSL: `7`, `2nd`, `S12`, `3–4`."""
    return _NUMERIC.fullmatch(text) is not None


def edition(text: str, after: str = "") -> str:
    """`2nd ed.`, or the edition in words with what comes after it: `Revised`."""
    match = _ORDINAL.fullmatch(text)
    if match is None:
        return around("", text, after.removeprefix(text[-1:]))
    number = match[1]
    if len(number) < _DIGITS_OF_A_YEAR:
        number = wording.ordinal(number)
    return f"{number} ed."


def years(date: Date | None, before_christ: str) -> str:
    """The year, or the first and the last of a range: `2015–2016`, `30 BC`."""
    if date is None:
        return ""
    first = _year(date, before_christ)
    if date.end is None or date.end.year == date.year:
        return first
    return f"{first}–{_year(date.end, before_christ)}"


def _year(date: Date, before_christ: str) -> str:
    """The year of a date; astronomers' 0 is 1 BC."""
    if date.year > 0:
        return str(date.year)
    return f"{1 - date.year}{before_christ}"


def days(date: Date, month: Callable[[str], str], day: str) -> str:
    """Month and day, of a range both ends: `Mar.–Apr.`, `March 3–5`; empty where not known.

    `month` makes the word for a month of its name, and `day` is the format of the day.
    """
    if date.end is None:
        return _day(date, month, day)
    if not all((date.day, date.end.day)):
        day = ""
    first, last = _day(date, month, day), _day(date.end, month, day)
    if not all((first, last)):
        return ""
    if first == last:
        return first
    if day and date.month == date.end.month:
        last = day.format(date.end.day)
    return f"{first}–{last}"


def _day(date: Date, month: Callable[[str], str], day: str) -> str:
    """Month and day of a date, or its season: `March 3`, `Spring`."""
    if date.season:
        return SEASONS[date.season - 1]
    if not date.month:
        return ""
    words = [month(MONTHS[date.month - 1])]
    if day and date.day:
        words.append(day.format(date.day))
    return " ".join(words)


def full_date(date: Date, month: Callable[[str], str], day: str, before_christ: str) -> str:
    """`Feb. 03, 2022`, or less where less is known; of a range both ends.

    The year is said once where both ends have it: `March 3–5, 2022`.
    """
    if date.end and date.end.year != date.year:
        ends = (replace(date, end=None), date.end)
        return "–".join(full_date(end, month, day, before_christ) for end in ends)
    delimiter = " "
    if date.day:
        delimiter = ", "
    return joined(delimiter, (days(date, month, day), years(date, before_christ)))


def three_letters(month: str) -> str:
    """`Jan`."""
    return month[:3]
