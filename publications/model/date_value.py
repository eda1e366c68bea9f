"""A date as exact as it is known, and how it reads."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

from publications.bibtex import strings

MONTHS: Final = tuple(strings.MONTHS.values())
SEASONS: Final = ("Spring", "Summer", "Autumn", "Winter")
#: The number of spring where seasons count as months (ISO 8601-2, 4.8); winter is 24.
FIRST_SEASON: Final = 21
# The month by which a season is sorted: its first one in the north.
_SEASON_MONTHS: Final = (3, 6, 9, 12)


@dataclass(frozen=True, slots=True)
class Date:
    """A date as exact as it is known; of a range `year`, `month`, `day` are its beginning.

    `season` is 1 (spring) to 4 (winter), with no month. `bound` is "since" where there is no end
    yet, and "until" where only the end is known, which is then in `year`.
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
        ends = self.end is None or self.end.year == self.year
        return ends and not (self.bound or self.circa or self.uncertain)

    @property
    def iso(self) -> str:
        """ISO 8601: `2021`, `2021-01`, `2021-01-05`; of a range its beginning."""
        year = f"{self.year:04d}"
        if self.year < 0:
            year = f"{self.year:05d}"
        shorter = [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join([year, *shorter])

    @property
    def text(self) -> str:
        """English: `5 January 2021`, `January–February 2021`, `c. 2019`, `since 2019`."""
        text = self._words()
        if self.end:
            text = self._until(self.end)
        if self.circa:
            text = f"c. {text}"
        if self.uncertain:
            text += "?"
        return f"{self.bound} {text}".lstrip()

    @property
    def order(self) -> tuple[int, int, int]:
        """For sorting, oldest first; what is not known comes before what is."""
        month = self.month or 0
        if self.season:
            month = _SEASON_MONTHS[self.season - 1]
        return self.year, month, self.day or 0

    def _words(self, *, month: bool = True, year: bool = True) -> str:
        """Day, month and year, without what the other end of a range says."""
        words = [str(self.day or "")]
        if month:
            words.append(self._month_or_season())
        if year:
            words.append(self._year())
        return " ".join(filter(None, words))

    def _month_or_season(self) -> str:
        """The name of the month or season, as far as it is known."""
        if self.month:
            return MONTHS[self.month - 1]
        if self.season:
            return SEASONS[self.season - 1]
        return ""

    def _year(self) -> str:
        """The year; astronomers' 0 is 1 BC."""
        if self.year > 0:
            return str(self.year)
        return f"{1 - self.year} BC"

    def _until(self, end: Date) -> str:
        """A range, each part said once: `3–5 May 2019`, `30 May – 2 June 2019`."""
        same_year = self.year == end.year
        same_month = same_year and (self.month, self.season) == (end.month, end.season)
        first = self._words(month=not same_month, year=not same_year) or self._words()
        dash = "–"
        if " " in first:
            dash = " – "
        return first + dash + end._words()


class Reading(NamedTuple):
    """The date that a text says, if it says one, and whether that is all that it says."""

    date: Date | None
    complete: bool


def in_calendar(year: int, month: int, day: int) -> tuple[Date, bool]:
    """The date, and whether the calendar has all of it; months 21 to 24 are seasons.

    What the calendar lacks is left out: 31 February is February, month 13 is the year.
    """
    if FIRST_SEASON <= month < FIRST_SEASON + len(SEASONS):
        return Date(year, season=month - FIRST_SEASON + 1), not day
    if not 1 <= month <= 12:
        return Date(year), not month
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return Date(year, month), not day
    return Date(year, month, day), True


def between(start: Date, end: Date) -> tuple[Date, bool]:
    """The range between two dates; the beginning and False if it ends before it begins."""
    circa = start.circa or end.circa
    uncertain = start.uncertain or end.uncertain
    start = replace(start, end=None, circa=circa, uncertain=uncertain)
    end = replace(end.end or end, circa=False, uncertain=False)
    exact = min(_exactness(start), _exactness(end))
    if end.order[:exact] == start.order[:exact]:
        return start, True  # the same, or one within the other: 2019-05 to 2019
    if end.order < start.order:
        return start, False
    return replace(start, end=end), True


def _exactness(date: Date) -> int:
    """How many of year, month and day are known."""
    return 3 - date.order.count(0)
