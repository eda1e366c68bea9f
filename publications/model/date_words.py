"""Dates in words, as the classic fields `year`, `month` and `day` hold them.

They are read as far as they say a date: `c. 2019`, `10~January`, `Jan/Feb`, `2019 (in press)`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, NamedTuple

from publications.model import edtf, month_names
from publications.model.date_value import (
    MONTHS,
    Date,
    Reading,
    between,
    in_calendar,
    is_season,
)

YEAR: Final = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_EARLY_YEAR: Final = re.compile(r"\s*[0-9]{3}\s*")
_YEARS: Final = re.compile(
    r"(?<![0-9])([0-9]{4})\s*([-\u2010-\u2015/]+)\s*([0-9]{4}|[0-9]{2})(?![-0-9])"
)
_MONTH_AFTER: Final = re.compile(r"-(?:0[1-9]|1[0-2])")
_CIRCA: Final = re.compile(r"\b(?:c|ca|circa|approx|around|about)\b\.?\s*\[?[0-9]", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+|[0-9]+")
# What is between numbers and months in several languages.
_FILLERS: Final = frozenset((
    "st", "nd", "rd", "th", "of", "the", "and", "to", "until", "on", "de", "del", "do", "di", "le",
    "du", "d", "au", "el", "al", "er", "et", "und", "bis", "den", "der", "y", "e", "a", "i", "til",
    "och", "og", "ja", "en", "tot", "г", "года", "年", "日", "년", "일",
))  # fmt: skip
# Months that are counted: `5月`, `tháng 5`.
_COUNTED: Final = re.compile(
    r"(?<![0-9])(0?[1-9]|1[0-2])\s*[月월]|\btháng\s*(0?[1-9]|1[0-2])\b", re.I
)
# `13.05.2021` and `05/2021`; which is the month of `05/13/2021` differs by country.
_REVERSED: Final = re.compile(r"(?:([0-9]{1,2})\.\s*)?([0-9]{1,2})[./-]\s*([0-9]{4})")
_UNDIVIDED: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_BEFORE_CHRIST: Final = re.compile(
    r"([0-9]{1,4})\s*(?:b\.?\s?c\.?(?:\s?e\.?)?|v\.\s?chr\.|av\.\s?j\.-c\.|a\.\s?c\.)",
    re.IGNORECASE,
)
# More numbers than these without a name are no months.
_MOST_MONTHS: Final = 2
_NONE: Final = Reading(None, complete=False)


class Words(NamedTuple):
    """The months (21 to 24 are seasons) and days of a text; `known` if no word is anything else."""

    months: list[int]
    days: list[int]
    known: bool


def read_year(text: str) -> Reading:
    """The date in a text with a year: `c. 2019`, `1998/99`, `5 May 2019`, `2019 (in press)`.

    >>> for text in ("c. 2019", "1998/99", "5 May 2019", "2019 (in press)", "May"):
    ...     date, complete = read_year(text)
    ...     print(date and date.text, complete)
    c. 2019 True
    1998–1999 True
    5 May 2019 True
    2019 True
    None False
    """
    for read in (_range_of_years, edtf.read, _in_figures, _before_christ, _year_among_words):
        date, complete = read(text)
        if date is not None:
            circa = date.circa or _CIRCA.search(text) is not None
            uncertain = date.uncertain or "?" in text
            return Reading(replace(date, circa=circa, uncertain=uncertain), complete)
    return _NONE


def read_month(text: str) -> Words:
    """Months and days of `Jan/Feb`, `10 January`, `28 Dec - 2 Jan`, `5`.

    Numbers with no name beside them are months.

    >>> read_month("28 Dec - 2 Jan")
    Words(months=[12, 1], days=[28, 2], known=True)
    >>> read_month("5").months
    [5]
    """
    words = _read_words(text)
    if words.months or not words.known or len(words.days) > _MOST_MONTHS:
        return words
    return Words(words.days, [], all(map(_is_month, words.days)))


def with_months(years: Date, months: list[int], days: list[int]) -> tuple[Date, bool]:
    """A year, or a range of years, with months and days; whether the calendar has all of it.

    >>> date, complete = with_months(Date(2019), [5], [3, 5])
    >>> date.text, complete
    ('3–5 May 2019', True)
    """
    if not months:
        return years, not days
    if years.end and len(months) == 1:
        return years, False
    first_day, last_day, fitting = _first_and_last(days, len(months))
    first, first_complete = in_calendar(years.year, months[0], first_day)
    last, last_complete = in_calendar((years.end or years).year, months[-1], last_day)
    # `December--January` of one year: the year of either is not known, so the end is left out.
    date, _ = between(first, last)
    return date, all((first_complete, last_complete, fitting))


def _first_and_last(days: list[int], months: int) -> tuple[int, int, bool]:
    """The first and the last day, 0 where there is none, and whether the days fit the months.

    Each month has its day, or the only month has a first and a last day.
    """
    if not days:
        return 0, 0, True
    if len(days) == months or (months, len(days)) == (1, 2):
        return days[0], days[-1], True
    return 0, 0, False


def _range_of_years(text: str) -> Reading:
    """The years of a range; but `2003-04` is April, as ISO 8601 has it.

    >>> _range_of_years("1998/99").date.text, _range_of_years("2003-04").date
    ('1998–1999', None)
    """
    match = _YEARS.search(text)
    if match is None:
        return _NONE
    first, dash, last = match.groups()
    end = int(first[: -len(last)] + last)
    if _MONTH_AFTER.fullmatch(dash + last) or end <= int(first):
        return _NONE
    return Reading(Date(int(first), end=Date(end)), complete=True)


def _in_figures(text: str) -> Reading:
    """A date in figures as Germans, publishers and databases write it.

    >>> for text in ("13.05.2021", "05/2021", "20210513", "05/13/2021"):
    ...     date, complete = _in_figures(text)
    ...     print(date and date.text, complete)
    13 May 2021 True
    May 2021 True
    13 May 2021 True
    None False
    """
    bare = text.strip()
    match = _REVERSED.fullmatch(bare)
    parts = match and match.group(3, 2, 1)
    undivided = _UNDIVIDED.fullmatch(bare)
    parts = parts or (undivided and undivided.groups())
    if not parts:
        return _NONE
    year, month, day = (int(part or 0) for part in parts)
    if not _is_month(month):
        return _NONE
    return Reading(*in_calendar(year, month, day))


def _before_christ(text: str) -> Reading:
    """A year before Christ, by the astronomers' count: `44 BC` is the year -43."""
    match = _BEFORE_CHRIST.fullmatch(text.strip())
    if match is None:
        return _NONE
    return Reading(Date(1 - int(match[1])), complete=True)


def _year_among_words(text: str) -> Reading:
    """A date with one year, whose other words are months and days; a year may have three digits."""
    match = YEAR.search(text) or _EARLY_YEAR.fullmatch(text)
    if match is None:
        return _NONE
    words = _read_words(f"{text[: match.start()]} {text[match.end() :]}")
    return Reading(*with_months(Date(int(match[0])), words.months, words.days))


def _read_words(text: str) -> Words:
    """Months by their names, and numbers as days.

    >>> _read_words("the 3rd of May")
    Words(months=[5], days=[3], known=True)
    """
    months: list[int] = []
    days: list[int] = []
    known = True
    for word in _WORD.findall(_COUNTED.sub(_by_name, text.lower())):
        month = month_names.number_of(word)
        if word[0].isdecimal():
            days.append(min(int(word[:4]), 9999))
        elif month:
            months.append(month)
        elif word not in _FILLERS:
            known = False
    return Words(months, days, known)


def _by_name(match: re.Match[str]) -> str:
    """The English name of a month that is counted."""
    return f" {MONTHS[int(match[1] or match[2]) - 1]} "


def _is_month(number: int) -> bool:
    """Whether a number is a month or a season."""
    return 1 <= number <= 12 or is_season(number)
