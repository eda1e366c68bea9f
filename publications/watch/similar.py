"""Whether two entries that no identifier joins are one paper all the same.

Their titles are nearly the same, or they are in the same place of one venue.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from publications.add.order import year_of
from publications.bibtex import Entry
from publications.model import titles

#: How alike two titles of the same people and year are at least; shorter ones must be equal.
_ALIKE: Final = 0.9
_SHORTEST: Final = 12
#: Words that tell parts and volumes apart: `2`, `iv`, `b`.
_NUMBER: Final = re.compile(r"\d+|[ivx]+|[b-d]")
#: What tells two papers of one title in one journal and year apart.
_PLACE: Final = ("volume", "number", "pages")
_DASHES: Final = re.compile(r"[\s\u2010-\u2015-]+")


@dataclass(frozen=True, slots=True)
class Title:
    """The folded words of a title, without the `and` that may be written `&`."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, entry: Entry) -> Title:
        """The title of an entry."""
        words = titles.title_of(entry).search.split()
        return cls(tuple(word for word in words if word != "and"))

    @property
    def letters(self) -> str:
        """The title without blanks, which are a matter of spelling: `data set`, `dataset`."""
        return "".join(self.words)

    @property
    def numbers(self) -> list[str]:
        """The words that tell parts and volumes apart."""
        return list(filter(_NUMBER.fullmatch, self.words))

    def is_like(self, other: Title) -> bool:
        """Whether one title begins with the other, or they differ in a few letters.

        A short title is like none but itself.

        >>> Title(("glazed", "pottery")).is_like(Title(("glazed", "pottery", "a", "survey")))
        True
        >>> Title(("pottery",)).is_like(Title(("pottery", "a", "survey")))
        False
        """
        shorter, longer = sorted((self.letters, other.letters), key=len)
        if len(shorter) < _SHORTEST:
            return shorter == longer
        if longer.startswith(shorter):
            return True
        return self._differs_little_from(other)

    def _differs_little_from(self, other: Title) -> bool:
        """Whether two titles differ in a few letters only.

        Half of the words must be in both, which is soon seen; the letters are compared slowly.
        """
        fewer = min(len(self.words), len(other.words))
        if 2 * len({*self.words} & {*other.words}) < fewer:
            return False
        letters = difflib.SequenceMatcher(None, self.letters, other.letters, autojunk=False)
        return letters.ratio() >= _ALIKE

    def is_another_part(self, other: Title) -> bool:
        """Whether two titles that are alike differ in a number, as `Pots I` and `Pots II` do."""
        if self.letters == other.letters:
            return False
        return self.numbers != other.numbers


def is_same_place(one: Entry, other: Entry) -> bool:
    """Whether two entries of one title are one paper with two DOIs, by where it came out.

    They are of one year and in the same venue, or on the same pages; nothing that both say of
    their place differs.
    """
    year = year_of(one)
    if not year or year != year_of(other):
        return False
    place, other_place = dict(_place(one)), dict(_place(other))
    agreed = place.items() & other_place.items()
    if len(agreed) < len(place.keys() & other_place.keys()):
        return False
    venue = titles.venue_of(one).search
    same_venue = venue != "" and venue == titles.venue_of(other).search
    return bool(agreed) or same_venue


def _place(entry: Entry) -> Iterator[tuple[str, str]]:
    """Volume, number and pages, as far as the entry names them, with one kind of dash."""
    for name in _PLACE:
        if entry.get(name):
            yield name, _DASHES.sub("-", entry.get(name))
