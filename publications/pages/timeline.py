"""The record: one frame a year, with a burst of a wave for each publication at its month.

The drawing is made of the publications' dates alone, so that it is the same in every build.  A wave
is a row of half waves, each four units wide; a burst raises the half waves near its month.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from publications.model.publication import Publication
from publications.pages.selection import FORTHCOMING, UNDATED, year_heading
from publications.words import ENGLISH, Words

#: The newest years that have a frame each: in a column of text, and on a phone.
WIDE_YEARS: Final = 12
NARROW_YEARS: Final = 7
HEIGHT: Final = 80
_MIDDLE: Final = HEIGHT // 2
_HALF_WAVE: Final = 4
#: Heights of a quadratic curve's control point, of which the curve reaches half: without a
#: publication, of one, of a selected one or many that overlap.
_QUIET, _TALL, _TALLEST = 3, 34, 70
# The anchors of the headings of what has no year, in the order of the list.
_WITHOUT_YEAR: Final = (FORTHCOMING, UNDATED)
#: Part of a frame at either end where no month is, so that a burst ends within its frame.
_MARGIN: Final = 0.12


class Scale(NamedTuple):
    """Half waves that all frames have together, and how far a burst reaches, in half waves."""

    half_waves: int
    reach: float


WIDE: Final = Scale(192, 2.9)
NARROW: Final = Scale(70, 1.3)


@dataclass(frozen=True, slots=True)
class Wave:
    """A drawing: the width of its view box, and the data of its path."""

    width: int
    path: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A year: its name, the anchor of its heading in the list, its publications counted and drawn.

    `narrow` is the drawing for phones; None where the year is not among the newest.
    """

    name: str
    anchor: str
    count: int
    wide: Wave
    narrow: Wave | None


@dataclass(frozen=True, slots=True)
class Rest:
    """What has no frame: its name, the anchor of the first heading, and how many publications.

    `shown` is "wide" or "narrow" where it is only the rest in that drawing.
    """

    name: str
    anchor: str
    count: int
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The frames, oldest first, and what has none."""

    frames: tuple[Frame, ...]
    rest: tuple[Rest, ...]


class _Burst(NamedTuple):
    """Centre of a burst as a part of its frame, 0 to 1, and the height of its control point."""

    centre: float
    height: int


def draw(publications: Sequence[Publication], words: Words = ENGLISH) -> Timeline:
    """The record of publications that come newest first.

    A phone shows the last frames of the wide drawing only, each drawn anew for its width.
    """
    years: dict[int, list[Publication]] = {}
    for publication in publications:
        if publication.year is not None:
            years.setdefault(publication.year, []).append(publication)
    ordered = sorted(years)
    shown = ordered[-WIDE_YEARS:]
    narrow = shown[-NARROW_YEARS:]
    early = [_frame(years[year], len(shown), 0) for year in shown[:-NARROW_YEARS]]
    late = [_frame(years[year], len(shown), len(narrow)) for year in narrow]
    rest = [
        *_earlier(years, ordered[:-WIDE_YEARS], "wide", words),
        *_earlier(years, ordered[:-NARROW_YEARS], "narrow", words),
        *_without_year(publications, words),
    ]
    return Timeline((*early, *late), tuple(rest))


def _frame(publications: Sequence[Publication], frames: int, narrow_frames: int) -> Frame:
    """A year's frame, one of `frames` in the wide drawing and of `narrow_frames` on a phone.

    With no `narrow_frames` a phone does not show it.
    """
    name, anchor = year_heading(publications[0])
    bursts = _bursts(publications)
    narrow = None
    if narrow_frames:
        narrow = _wave(bursts, NARROW, narrow_frames)
    return Frame(name, anchor, len(publications), _wave(bursts, WIDE, frames), narrow)


def _earlier(
    years: Mapping[int, Sequence[Publication]],
    earlier: Sequence[int],
    shown: str,
    words: Words,
) -> Iterable[Rest]:
    """The years before those that have a frame; the link leads to the newest of them."""
    if earlier:
        _, anchor = year_heading(years[earlier[-1]][0])
        count = sum(len(years[year]) for year in earlier)
        yield Rest(words("record.earlier"), anchor, count, shown)


def _without_year(publications: Iterable[Publication], words: Words) -> Iterable[Rest]:
    """Publications that are forthcoming, and those of which no year is known."""
    counts = Counter(year_heading(p, words) for p in publications if p.year is None)
    for title, anchor in sorted(counts, key=lambda heading: _WITHOUT_YEAR.index(heading[1])):
        yield Rest(title, anchor, counts[title, anchor])


def _bursts(publications: Iterable[Publication]) -> list[_Burst]:
    """A burst for each publication of a year; those of one month stand side by side."""
    months: dict[float, list[Publication]] = {}
    for publication in publications:
        months.setdefault(_part_of_year(publication), []).append(publication)
    bursts = []
    for part, together in months.items():
        step = min(0.3, 0.8 / len(together))
        for index, publication in enumerate(together):
            offset = (index - (len(together) - 1) / 2) * step
            height = _TALL
            if publication.selected:
                height = _TALLEST
            bursts.append(_Burst(min(max(part + offset, 0), 1), height))
    return bursts


def _part_of_year(publication: Publication) -> float:
    """The middle of the publication's month, or of the year where none is known: 0 to 1."""
    month = publication.date.order[1] if publication.date else 0
    if not month:
        return 0.5
    return (month - 0.5) / 12


def _wave(bursts: Iterable[_Burst], scale: Scale, frames: int) -> Wave:
    """The wave through one of so many frames: an even number of half waves, so that it goes on."""
    count = max(2 * round(scale.half_waves / frames / 2), 4)
    room = min(2 * scale.reach, count / 2)  # for a whole burst, so that none is cut at an end
    centres = []
    for burst in bursts:
        centre = count * (_MARGIN + (1 - 2 * _MARGIN) * burst.centre)
        centres.append((min(max(centre, room), count - room), burst.height))
    curves = []
    for index in range(count):
        height = _height(index + 0.5, centres, scale.reach)
        sign = "-" if index % 2 == 0 else " "
        curves.append(f"{_HALF_WAVE // 2}{sign}{height} {_HALF_WAVE} 0")
    return Wave(count * _HALF_WAVE, f"M0 {_MIDDLE}q{' '.join(curves)}")


def _height(position: float, centres: Iterable[tuple[float, int]], reach: float) -> int:
    """The height of a half wave: the energies of the bursts that overlap there are added."""
    energy = 0.0
    for centre, tallest in centres:
        distance = (position - centre) / reach
        energy += (tallest * math.exp(-(distance**2))) ** 2
    return min(max(round(math.sqrt(energy)), _QUIET), _TALLEST)
