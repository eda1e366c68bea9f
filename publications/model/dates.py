"""Dates: biblatex's `date` (EDTF, ISO 8601-2) and the classic `year`, `month`, `day` -> `Date`.

`date` takes what biber takes (biblatex manual, 2.3.8): a day, month or year, ranges, open ranges,
seasons, `?` `~` `%`, unspecified digits, a time, which is not kept.  The classic fields hold prose
(`c. 2019`, `10~January`, `Jan/Feb`) and are read as far as they say a date.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from publications import tex
from publications.bibtex import Entry, strings

MONTHS: Final = tuple(strings.MONTHS.values())
SEASONS: Final = ("Spring", "Summer", "Autumn", "Winter")
# ISO 8601-2, 4.8: 21 to 24 are the seasons; each is sorted by its first month in the north.
_FIRST_SEASON: Final = 21
_SEASON_MONTHS: Final = (3, 6, 9, 12)

_EDTF: Final = re.compile(
    r"(?P<year>Y-?[0-9]{5,9}|[-+]?[0-9]{4}|(?=[0-9X]{4}(?![0-9X]))[0-9]+X+)"
    r"(?:-(?P<month>[0-9]{1,2}|XX)(?:-(?P<day>[0-9]{1,2}|XX))?)?"
    r"(?:[T ][0-9][0-9:.]+(?:Z|[-+][0-9:]+)?)?(?P<mark>[?~%]?)",
    re.IGNORECASE,
)
_OPEN: Final = frozenset(("", "..", "open", "unknown"))
_YEAR: Final = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_EARLY: Final = re.compile(r"\s*[0-9]{3}\s*")
_RANGE: Final = re.compile(
    r"(?<![0-9])([0-9]{4})\s*([-\u2010-\u2015/]+)\s*([0-9]{4}|[0-9]{2})(?![-0-9])"
)
_SLASHED: Final = re.compile(r"^([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})$")
_CIRCA: Final = re.compile(r"\b(?:c|ca|circa|approx|around|about)\b\.?\s*\[?[0-9]", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+|[0-9]+")
_FILLERS: Final = frozenset(("st", "nd", "rd", "th", "of", "the", "and", "to", "until", "on"))
# With no blanks, dots or braces; among them the keys of biblatex's `pubstate`.
_UNDATED: Final = frozenset((
    "inpress", "inprint", "toappear", "forthcoming", "accepted", "submitted", "underreview",
    "inreview", "underrevision", "inpreparation", "prepublished", "unpublished", "preprint",
    "workingpaper", "inprogress", "ongoing", "nd", "nodate", "undated", "sd", "od",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Date:
    """A date as exact as it is known; of a range `year`, `month`, `day` are its beginning.

    `season` is 1 (spring) to 4 (winter), with no month.  `bound` is "since" where there is no end
    yet, and "until" where only the end is known, which then stands in `year`.
    """

    year: int
    month: int | None = None
    day: int | None = None
    end: Date | None = None
    season: int = 0
    bound: Literal["", "since", "until"] = ""
    circa: bool = False
    uncertain: bool = False

    @property
    def iso(self) -> str:
        """ISO 8601: `2021`, `2021-01`, `2021-01-05`; of a range its beginning."""
        parts = [f"{'-' if self.year < 0 else ''}{abs(self.year):04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    @property
    def text(self) -> str:
        """English: `5 January 2021`, `January–February 2021`, `c. 2019`, `since 2019`."""
        text = self._until(self.end) if self.end else self._words()
        text = f"{'c. ' if self.circa else ''}{text}{'?' if self.uncertain else ''}"
        return f"{self.bound} {text}" if self.bound else text

    @property
    def order(self) -> tuple[int, int, int]:
        """For sorting, oldest first; what is not known comes before what is."""
        month = self.month or (_SEASON_MONTHS[self.season - 1] if self.season else 0)
        return self.year, month, self.day or 0

    def _words(self, *, month: bool = True, year: bool = True) -> str:
        """Day, month and year, without what the other end of a range says."""
        words = [str(self.day)] if self.day else []
        if month and self.month:
            words.append(MONTHS[self.month - 1])
        if month and self.season:
            words.append(SEASONS[self.season - 1])
        if year:
            words.append(str(self.year) if self.year > 0 else f"{1 - self.year} BC")
        return " ".join(words)

    def _until(self, end: Date) -> str:
        """A range, each part said once: `3–5 May 2019`, `30 May – 2 June 2019`."""
        same_year = self.year == end.year
        same_month = same_year and (self.month, self.season) == (end.month, end.season)
        first = self._words(month=not same_month, year=not same_year) or self._words()
        last = end._words()
        # The dash stands close between two words or numbers, apart where an end has more.
        return f"{first} – {last}" if " " in first else f"{first}–{last}"


def parse_date(date: str, year: str, month: str, day: str = "") -> Date | None:
    """The date of an entry's fields, `date` before the others; None where nothing is readable."""
    return _read(date, year, month, day)[0]


def date_of(entry: Entry) -> Date | None:
    """The date of an entry, or None."""
    return parse_date(entry.get("date"), entry.get("year"), entry.get("month"), entry.get("day"))


def unreadable(date: str, year: str, month: str, day: str = "") -> str:
    """The first of the values that is not, or not wholly, a date; empty if all were read.

    A word that stands for a date, such as `in press`, is no fault (`is_forthcoming`).
    """
    return _read(date, year, month, day)[1]


def is_forthcoming(year: str) -> bool:
    """Whether the value stands for a date that there is not: `in press`, `{to appear}`, `n.d.`."""
    return re.sub(r"[\W_]+", "", tex.parse(year).text).casefold() in _UNDATED


@lru_cache(maxsize=1024)
def _read(date: str, year: str, month: str, day: str) -> tuple[Date | None, str]:
    """The date, and the first value that could not be read."""
    unread = ""
    if date.strip():
        found, whole = _edtf(date)
        if found is None:
            found, whole = _prose(tex.parse(date).text)
        if not whole and not is_forthcoming(date):
            unread = date
        if found is not None:
            return found, unread
    found, fault = _classic(year, month, day)
    return found, unread or fault


def _edtf(value: str) -> tuple[Date | None, bool]:
    """A value in the form of `date`, None if it has another; whether the calendar has all of it."""
    # EDTF is no TeX: `~` is a mark.  Only braces and the backslash that guards a `%` are taken off.
    plain = _SLASHED.sub(r"\1-\2-\3", re.sub(r"[{}\\]", "", value).strip())
    first, slash, last = (part.strip() for part in plain.partition("/"))
    if not slash:
        return _point(first)
    start, start_whole = _point(first)
    end, end_whole = _point(last)
    if start and end:
        joined, whole = _joined(start, end)
        return joined, whole and start_whole and end_whole
    if start and last.lower() in _OPEN:
        return replace(start, bound="since"), start_whole
    if end and first.lower() in _OPEN:
        return replace(end, bound="until"), end_whole
    return None, False


def _point(text: str) -> tuple[Date | None, bool]:
    """One end of a range, or the only one."""
    match = _EDTF.fullmatch(text)
    if match is None:
        return None, False
    year, mark = match["year"].upper(), match["mark"]
    if "X" in year:
        first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
        date, whole = Date(first, end=Date(last)), True
    else:
        month, day = (int(part) if part and part.isdecimal() else 0 for part in match.group(2, 3))
        date, whole = _checked(int(year.lstrip("Y")), month, day)
    return replace(date, circa=mark in ("~", "%"), uncertain=mark in ("?", "%")), whole


def _joined(start: Date, end: Date) -> tuple[Date, bool]:
    """The range between two dates; the beginning and False if it ends before it begins."""
    flags = start.circa or end.circa, start.uncertain or end.uncertain
    end = replace(end.end or end, circa=False, uncertain=False)
    start = replace(start, end=None, circa=flags[0], uncertain=flags[1])
    exact = 1 + min(sum(map(bool, start.order[1:])), sum(map(bool, end.order[1:])))
    if end.order[:exact] == start.order[:exact]:
        return start, True  # the same, or one within the other: 2019-05 to 2019
    if end.order < start.order:
        return start, False
    return replace(start, end=end), True


def _checked(year: int, month: int, day: int) -> tuple[Date, bool]:
    """The date without what the calendar lacks: 31 February is February, month 13 is the year.

    Months 21 to 24 are seasons.
    """
    if _FIRST_SEASON <= month < _FIRST_SEASON + len(SEASONS):
        return Date(year, season=month - _FIRST_SEASON + 1), not day
    if not 1 <= month <= 12:
        return Date(year), not month
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return Date(year, month), not day
    return Date(year, month, day), True


def _classic(year: str, month: str, day: str) -> tuple[Date | None, str]:
    """`year`, `month` and `day`: the date, and the first of them that could not be read."""
    if not year.strip() or is_forthcoming(year):
        return None, ""
    text = tex.parse(year).text
    # A style's macro may hide the year: `{\switchargs{--90}{1968}}` in BibTeX's own xampl.bib.
    if not _YEAR.search(text) and (hidden := _YEAR.findall(year)):
        text = hidden[-1]
    found, whole = _prose(text)
    if found is None or not whole:
        return found, year
    if found.month or found.season or not month.strip():
        return found, ""
    months, days, whole = _months(tex.parse(month).text)
    if not months or not whole:
        return found, month
    days = days or [int(number) for number in re.findall(r"[0-9]{1,2}", day)]
    date, whole = _dated(found, months, days)
    return date, "" if whole else day.strip() or month


def _prose(text: str) -> tuple[Date | None, bool]:
    """A date in words: `c. 2019`, `1998/99`, `5 May 2019`, `2019 (in press)`.

    The second value says whether its numbers are all accounted for.
    """
    found, whole = _years(text) or _edtf(text)
    if found is None:
        match = _YEAR.search(text) or _EARLY.fullmatch(text)
        if match is None:
            return None, False
        months, days, _ = _months(f"{text[: match.start()]} {text[match.end() :]}", bare=False)
        found, whole = _dated(Date(int(match[0])), months, days)
    circa = found.circa or _CIRCA.search(text) is not None
    return replace(found, circa=circa, uncertain=found.uncertain or "?" in text), whole


def _years(text: str) -> tuple[Date, bool] | None:
    """`1998--1999` and `1998/99`; but `2003-04` is April, as ISO 8601 has it."""
    match = _RANGE.search(text)
    if match is None:
        return None
    first, dash, last = match.groups()
    end = int(last) if len(last) == 4 else int(first[:2] + last)
    is_month = dash == "-" and len(last) == 2 and 1 <= int(last) <= 12
    return None if is_month or end <= int(first) else (Date(int(first), end=Date(end)), True)


def _months(text: str, *, bare: bool = True) -> tuple[list[int], list[int], bool]:
    """Months (21 to 24 are seasons) and days of `Jan/Feb`, `10 January`, `28 Dec - 2 Jan`, `5`.

    Numbers with no name beside them are months if `bare`, else days.  False: a word is neither.
    """
    months: list[int] = []
    numbers: list[int] = []
    whole = True
    for word in _WORD.findall(text.casefold()):
        if word[0].isdecimal():
            numbers.append(min(int(word[:4]), 9999))
        elif month := _named(word):
            months.append(month)
        elif word not in _FILLERS:
            whole = False
    if not months and bare and len(numbers) < 3 and whole:
        return numbers, [], all(1 <= number <= 12 or 21 <= number <= 24 for number in numbers)
    return months, numbers, whole


def _named(word: str) -> int:
    """The number of a month or season by its name, or by three letters or more of it."""
    if len(word) < 3:
        return 0
    if word in ("fall", "autumn"):
        return _FIRST_SEASON + 2
    names = (*enumerate(MONTHS, start=1), *enumerate(SEASONS, start=_FIRST_SEASON))
    return next((number for number, name in names if name.casefold().startswith(word)), 0)


def _dated(years: Date, months: list[int], days: list[int]) -> tuple[Date, bool]:
    """The date of a year or range of years with the months and days found beside it."""
    if not months or (years.end and len(months) == 1):
        return years, not days and not months
    one_each = len(days) in (len(months), 2 if len(months) == 1 else 0)
    first = _checked(years.year, months[0], days[0] if one_each and days else 0)
    last_year = years.end.year if years.end else years.year
    last = _checked(last_year, months[-1], days[-1] if one_each and days else 0)
    # `December--January` of one year: which of the two it is of nobody knows, so the end is left.
    date, _ = _joined(first[0], last[0])
    return date, first[1] and last[1] and (one_each or not days)
