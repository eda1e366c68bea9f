"""A date as exact as it is known, and how it reads."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

from publications.bibtex import strings
from publications.words import ENGLISH, Words

MONTHS: Final = tuple(strings.MONTHS.values())
SEASONS: Final = tuple(ENGLISH.section("season").values())
#: The number of spring where seasons count as months (ISO 8601-2, 4.8); winter is 24.
FIRST_SEASON: Final = 21
# The month by which a season is sorted: its first one in the north; 0 without a season.
_SEASON_MONTHS: Final = (0, 3, 6, 9, 12)


@dataclass(frozen=True, slots=True)
class Date:
    """A date as exact as it is known; of a range `year`, `month`, `day` are its beginning.

    `season` is 1 (spring) to 4 (winter), with no month. `bound` is "since" where there is no end
    yet, and "until" where only the end is known, which is then in `year`.

    >>> Date(2019, 5, 3, end=Date(2019, 5, 5)).text
    '3–5 May 2019'
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
    def has_month(self) -> bool:
        """Whether the month, or the season, is known."""
        return self.order[1] > 0

    @property
    def within_year(self) -> bool:
        """Whether it certainly begins and ends in its year."""
        last_year = (self.end or self).year
        return last_year == self.year and not any((self.bound, self.circa, self.uncertain))

    @property
    def iso(self) -> str:
        """ISO 8601: `2021`, `2021-01`, `2021-01-05`; of a range its beginning.

        A year has four digits at least, after the sign of one before the year 0.

        >>> Date(987).iso, Date(-44, 3, 15).iso
        ('0987', '-0044-03-15')
        """
        year = f"{self.year:04d}"
        if self.year < 0:
            year = f"-{-self.year:04d}"
        shorter = filter(None, (self.month, self.day))
        return "-".join([year, *map("{:02d}".format, shorter)])

    @property
    def text(self) -> str:
        """English: `5 January 2021`, `January–February 2021`, `c. 2019`, `since 2019`."""
        return self.in_words(ENGLISH)

    def in_words(self, words: Words) -> str:
        """The date as it reads in a language."""
        text = self._said(words)
        if self.end:
            text = self._until(self.end, words)
        if self.circa:
            text = words("date.circa", date=text)
        if self.uncertain:
            text = words("date.uncertain", date=text)
        if self.bound:
            text = words(f"date.{self.bound}", date=text)
        return text

    @property
    def order(self) -> tuple[int, int, int]:
        """For sorting, oldest first; what is not known comes before what is, and is 0.

        >>> Date(2021, season=2).order
        (2021, 6, 0)
        """
        return self.year, self.month or _SEASON_MONTHS[self.season], self.day or 0

    def _said(self, words: Words, *, month: bool = True, year: bool = True) -> str:
        """Day, month and year, without what the other end of a range says.

        The pattern in the catalogue is named by the parts: `date.day_month_year`, `date.year`.
        """
        parts: dict[str, str] = {}
        if self.day:
            parts["day"] = str(self.day)
        if month and self.has_month:
            parts["month"] = self._month_or_season(words)
        if year:
            parts["year"] = self._year(words)
        if not parts:
            return ""
        return words(f"date.{'_'.join(parts)}", **parts)

    def _month_or_season(self, words: Words) -> str:
        """The name of the month, or else of the season."""
        if self.month:
            return words(f"month.{self.month}")
        return words(f"season.{self.season}")

    def _year(self, words: Words) -> str:
        """The year; astronomers' 0 is 1 BC."""
        if self.year > 0:
            return str(self.year)
        return words("date.before_christ", year=1 - self.year)

    def _until(self, end: Date, words: Words) -> str:
        """A range, each part said once: `3–5 May 2019`, `30 May – 2 June 2019`.

        Which end is shortened is a matter of the language (`grammar.shortened`).
        """
        first, last = self._said(words), end._said(words)
        year = self.year != end.year
        month = year or (self.month, self.season) != (end.month, end.season)
        if words("grammar.shortened") == "last":
            last = end._said(words, month=month, year=year) or last
        else:
            first = self._said(words, month=month, year=year) or first
        if " " in first:
            return words("date.range_of_words", first=first, last=last)
        return words("date.range", first=first, last=last)


class Reading(NamedTuple):
    """The date that a text says, if it says one, and whether that is all that it says."""

    date: Date | None
    complete: bool


def in_calendar(year: int, month: int, day: int) -> tuple[Date, bool]:
    """The date, and whether the calendar has all of it.

    Months 21 to 24 are seasons (ISO 8601-2, 4.8), and 0 is a month or day that is not said. What
    the calendar lacks is left out: 31 February is February, month 13 is the year.

    >>> date, complete = in_calendar(2021, 2, 31)
    >>> date.text, complete
    ('February 2021', False)
    """
    if is_season(month):
        return Date(year, season=month - FIRST_SEASON + 1), not day
    if not 1 <= month <= 12:
        return Date(year), not month
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return Date(year, month), not day
    return Date(year, month, day), True


def is_season(month: int) -> bool:
    """Whether the number of a month is that of a season: 21 to 24 (ISO 8601-2, 4.8)."""
    return FIRST_SEASON <= month < FIRST_SEASON + len(SEASONS)


def between(start: Date, end: Date) -> tuple[Date, bool]:
    """The range between two dates; the beginning and False if it ends before it begins.

    Of two dates of which one is within the other (2019-05 and 2019) the range is the beginning.

    >>> date, in_order = between(Date(2019, 5), Date(2020))
    >>> date.text, in_order
    ('May 2019 – 2020', True)
    """
    circa = start.circa or end.circa
    uncertain = start.uncertain or end.uncertain
    start = replace(start, end=None, circa=circa, uncertain=uncertain)
    end = replace(end.end or end, circa=False, uncertain=False)
    exact = min(_exactness(start), _exactness(end))
    if end.order[:exact] == start.order[:exact]:
        return start, True
    if end.order < start.order:
        return start, False
    return replace(start, end=end), True


def _exactness(date: Date) -> int:
    """How many of year, month and day are known."""
    return 3 - date.order.count(0)
