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

# What names may make out of little text. One that is doubled sixty times would fill any memory; so
# much, and more for each character of the file, does not, and short values can always be made.
_GROWTH = 20_000_000
_GROWTH_PER_CHARACTER = 16
_SHORT = 1_000


class Macros:
    """The names of one file, without regard to case, and how much text they may still make."""

    def __init__(self, length: int) -> None:
        """`length` is that of the file."""
        self._values = dict(MONTHS)
        self._growth = _GROWTH + _GROWTH_PER_CHARACTER * length
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
        if length <= _SHORT:
            return True
        if length > self._growth:
            return False
        self._growth -= length
        return True
