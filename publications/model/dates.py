"""Dates of an entry: biblatex's `date`, or the classic `year`, `month` and `day`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from publications import tex
from publications.bibtex import Entry
from publications.model import date_words, edtf
from publications.model.date_value import MONTHS, SEASONS, Date

__all__ = ["MONTHS", "SEASONS", "Date", "date_of", "is_forthcoming", "parse_date", "unreadable"]

# With no blanks, dots or braces; among them the keys of biblatex's `pubstate`.
_UNDATED: Final = frozenset((
    "inpress", "inprint", "toappear", "forthcoming", "accepted", "submitted", "underreview",
    "inreview", "underrevision", "inpreparation", "prepublished", "unpublished", "preprint",
    "workingpaper", "inprogress", "ongoing", "nd", "nodate", "undated", "sd", "od",
))  # fmt: skip
_NO_LETTER: Final = re.compile(r"[\W_]+")
_DAY: Final = re.compile(r"[0-9]{1,2}")


def date_of(entry: Entry) -> Date | None:
    """The date of an entry, or None."""
    return parse_date(entry.get("date"), entry.get("year"), entry.get("month"), entry.get("day"))


def parse_date(date: str, year: str, month: str, day: str = "") -> Date | None:
    """The date of an entry's fields, `date` before the others; None where nothing is readable.

    The values are TeX. Dates are those of EDTF (edtf.py) or words (date_words.py).

    >>> parse_date("", "2019", "5~May").text
    '5 May 2019'
    """
    return _read(date, year, month, day)[0]


def unreadable(date: str, year: str, month: str, day: str = "") -> str:
    """The first of the values that is not, or not wholly, a date; empty if all were read.

    A word in place of a date, such as `in press`, is no fault (`is_forthcoming`).

    >>> unreadable("", "2019", "Smarch")
    'Smarch'
    """
    return _read(date, year, month, day)[1]


def is_forthcoming(year: str) -> bool:
    """Whether the value says that there is no date: `in press`, `{to appear}`, `n.d.`.

    The keys of biblatex's `pubstate` are among the words (its manual, 4.9.2.11).

    >>> is_forthcoming("{in press}"), is_forthcoming("2019")
    (True, False)
    """
    return _NO_LETTER.sub("", tex.parse(year).text).casefold() in _UNDATED


@lru_cache(maxsize=1024)
def _read(date: str, year: str, month: str, day: str) -> tuple[Date | None, str]:
    """The date, and the first value that could not be read.

    Where `date` says none, the other fields are read in its place.
    """
    if not date.strip():
        return _classic(year, month, day)
    reading = edtf.read(date)
    if reading.date is None:
        reading = date_words.read_year(tex.parse(date).text)
    classic, unread = reading.date, ""
    if classic is None:
        classic, unread = _classic(year, month, day)
    if reading.complete or is_forthcoming(date):
        return classic, unread
    return classic, date


def _classic(year: str, month: str, day: str) -> tuple[Date | None, str]:
    """`year`, `month` and `day`: the date, and the first of them that could not be read."""
    if not year.strip() or is_forthcoming(year):
        return None, ""
    date, complete = date_words.read_year(_year_text(year))
    if date is None or not complete:
        return date, year
    if date.has_month or not month.strip():
        return date, ""
    return _with_month(date, month, day)


def _with_month(year: Date, month: str, day: str) -> tuple[Date, str]:
    """A year with what `month` and `day` say; days may be in either: `month = {10~May}`."""
    text = tex.parse(month).text.replace(str(year.year), " ")
    words = date_words.read_month(text)
    if not words.months or not words.known:
        return year, month
    days = words.days or list(map(int, _DAY.findall(day)))
    date, complete = date_words.with_months(year, words.months, days)
    unread = day.strip() or month
    if complete:
        unread = ""
    return date, unread


def _year_text(year: str) -> str:
    r"""The value of `year` as text, or the last year in it that a style's macro hides.

    BibTeX's own xampl.bib has `{\switchargs{--90}{1968}}`.
    """
    text = tex.parse(year).text
    hidden = date_words.YEAR.findall(year)
    if hidden and not date_words.YEAR.search(text):
        return str(hidden[-1])
    return text
