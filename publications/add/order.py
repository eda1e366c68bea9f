"""Where a new entry belongs: by the order in which the entries of a file already are.

A file whose entries are newest first, or oldest first, stays so; in any other file new entries go
to the end. Comments directly above an entry stay with it, and so do headings that are a year.
"""

from __future__ import annotations

import operator
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile
from typing import Final, Literal

from publications.add.edit import Lines
from publications.bibtex import Entry
from publications.model import dates

Direction = Literal["newest first", "oldest first", "none"]
#: Year, month and day; a month or day that is not known is 0.
When = tuple[int, int, int]

_NOT_KNOWN: Final[When] = (0, 0, 0)
#: By how much a later date costs more: in a file with the oldest first it belongs further down.
_SIGNS: Final[dict[Direction, int]] = {"newest first": 1, "oldest first": -1}
#: The share of the pairs of entries that must be in order.
_MOST: Final = 0.9
_YEAR_HEADING: Final = re.compile(r"%?[\s%=#*_-]*(\d{4})[\s%=#*_-]*\Z")
#: Lines at the beginning of a file that are about the file, not about its first entry.
_ABOUT_THE_FILE: Final = re.compile(
    r"-\*-|---|%%|\b(?:encoding|vim?:|bib(?:liography|tex|desk)|publications|papers|references"
    r"|entries|file|list|newest|oldest|created|exported|generated)\b",
    re.IGNORECASE,
)
_BLOCK: Final = re.compile(r"[@{}]|\A\)")


def when(entry: Entry) -> When | None:
    """The date of an entry whose inheritance is applied, or None."""
    date = dates.date_of(entry)
    if date is None:
        return None
    return date.order


def year_of(entry: Entry) -> int:
    """The year of an entry whose inheritance is applied; 0 where that is not known."""
    year, *_ = when(entry) or _NOT_KNOWN
    return year


def direction(dated: Sequence[When | None]) -> Direction:
    """The order of entries with these dates: that of nine in ten pairs of different years.

    Years before an entry are counted, so that not each entry is compared with each.

    >>> direction([(2021, 0, 0), (2020, 5, 0), None, (2019, 0, 0)])
    'newest first'
    >>> direction([(2021, 0, 0), (2019, 0, 0), (2020, 0, 0)])
    'none'
    """
    pairs: Counter[Direction] = Counter()
    before: Counter[int] = Counter()
    for year, *_ in filter(None, dated):
        for other, count in before.items():
            if other > year:
                pairs["newest first"] += count
            elif other < year:
                pairs["oldest first"] += count
        before[year] += 1
    needed = _MOST * pairs.total()
    for order, count in pairs.most_common(1):
        if count >= needed:
            return order
    return "none"


def compared(one: When, other: When) -> int:
    """1 where a date is later than another, -1 where it is earlier, as far as both are known.

    2020 is neither earlier nor later than March 2020.

    >>> compared((2021, 0, 0), (2020, 3, 0)), compared((2020, 0, 0), (2020, 3, 0))
    (1, 0)
    """
    for part, other_part in takewhile(all, zip(one, other, strict=True)):
        if part > other_part:
            return 1
        if part < other_part:
            return -1
    return 0


@dataclass(frozen=True, slots=True)
class Order:
    """The order of a file with entries of these dates, which is that of their positions."""

    dated: tuple[When | None, ...]
    direction: Direction

    @classmethod
    def of(cls, dated: Sequence[When | None]) -> Order:
        """Detect the order."""
        return cls(tuple(dated), direction(dated))

    def index(self, date: When | None) -> int:
        """How many entries go before a new one: the choice that leaves fewest out of order.

        Among equals a new entry is the newest: the first where newest come first, else the last.

        >>> Order.of([(2019, 0, 0), (2021, 0, 0)]).index((2020, 0, 0))
        1
        >>> Order.of([(2019, 0, 0), (2021, 0, 0)]).index(None)
        2
        """
        end = len(self.dated)
        if date is None or self.direction == "none":
            return end
        costs = self._costs(date)
        least = min(costs)
        if self.direction == "newest first":
            return costs.index(least)
        return end - costs[::-1].index(least)

    def _costs(self, date: When) -> list[int]:
        """For each place of a new entry, how many others it would be out of order with.

        Relative to the place before the first entry; the last place is after all entries.
        """
        sign = _SIGNS[self.direction]
        steps = [sign * compared(date, other or _NOT_KNOWN) for other in self.dated]
        return list(accumulate(steps, initial=0))

    def rank(self, date: When | None) -> tuple[int, ...]:
        """A sorting key for the dates of new entries; those without a date are last.

        In a file without an order new entries stay as they come.

        >>> order = Order.of([(2021, 0, 0), (2019, 0, 0)])
        >>> sorted([(2018, 0, 0), None, (2020, 0, 0)], key=order.rank)
        [(2020, 0, 0), (2018, 0, 0), None]
        """
        if self.direction == "none":
            return ()
        if date is None:
            return (1,)
        if self.direction == "oldest first":
            return (0, *date)
        return (0, *map(operator.neg, date))


def line_before(lines: Lines, entry: Entry, year: int, first: int = 1) -> int | None:
    """The line before which an entry of this year is written, above `entry` and its comments.

    Not above line `first`, which follows the entry before. None where `entry` does not begin its
    line.
    """
    start = lines.start(entry.line)
    before = lines.text[start : start + entry.column - 1]
    if entry.line < first or before.strip():
        return None
    top = entry.line
    while top > first and _is_comment(lines.line(top - 1)):
        top -= 1
    above = map(lines.line, range(1, entry.line))
    if top == 1 and any(map(_ABOUT_THE_FILE.search, above)):
        return entry.line
    return _before_heading(lines, top, year, first)


def _before_heading(lines: Lines, top: int, year: int, first: int) -> int:
    """Line `top`, or that of the heading above it if that is another year.

    `% ---- 2020 ----` is a heading; blank lines may follow it.
    """
    above = top - 1
    while above > first and not lines.line(above):
        above -= 1
    if above < first:
        return top
    heading = _YEAR_HEADING.match(lines.line(above))
    if heading is None or int(heading[1]) == year:
        return top
    return above


def _is_comment(line: str) -> bool:
    """Whether a line is text between entries: not blank, no heading, and no part of a block.

    >>> _is_comment("% the first paper on sand"), _is_comment("% ---- 2020 ----")
    (True, False)
    """
    if not line or _YEAR_HEADING.match(line):
        return False
    return line.startswith("%") or not _BLOCK.search(line)
