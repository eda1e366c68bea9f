"""Names of texts in a BibTeX file: the months, and those that `@string` defines."""

from __future__ import annotations

from collections.abc import Mapping

#: The twelve macros that every style defines, in the spelling of plain.bst.
MONTHS: Mapping[str, str] = {
    "jan": "January",
    "feb": "February",
    "mar": "March",
    "apr": "April",
    "may": "May",
    "jun": "June",
    "jul": "July",
    "aug": "August",
    "sep": "September",
    "oct": "October",
    "nov": "November",
    "dec": "December",
}

# A name that is doubled sixty times would fill any memory; so much, and more for each character
# that is written, does not. Short values can always be made of names.
_GROWTH = 6_000_000
_GROWTH_PER_CHARACTER = 4
_SHORT = 100


class Budget:
    """How much text may still be made of other text by names and by inheritance."""

    def __init__(self, length: int) -> None:
        """`length` is that of what is written."""
        self._left = _GROWTH + _GROWTH_PER_CHARACTER * length

    def allow(self, length: int) -> bool:
        """Whether a text of this length may be made; if so, it is made."""
        if length > self._left:
            return False
        self._left -= length
        return True


class Macros:
    """The names of one file, without regard to case, and how much text they may still make."""

    def __init__(self, length: int) -> None:
        """`length` is that of the file."""
        self._values = dict(MONTHS)
        self._budget = Budget(length)
        self._missed: set[str] = set()

    def define(self, name: str, value: str) -> None:
        """Define a name from here on; a later definition replaces it, as in BibTeX."""
        self._values[name.casefold()] = value

    def get(self, name: str) -> str | None:
        """The text of a name, or None where it is not defined so far."""
        return self._values.get(name.casefold())

    def first_miss(self, name: str) -> bool:
        """Whether this undefined name was not met before: one finding for each is enough."""
        before = len(self._missed)
        self._missed.add(name.casefold())
        return len(self._missed) > before

    def allow(self, length: int) -> bool:
        """Whether a value of this length may be made of names."""
        return length <= _SHORT or self._budget.allow(length)
