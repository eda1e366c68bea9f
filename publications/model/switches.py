"""Fields that are switches, such as `selected`: which words turn them on and off."""

from __future__ import annotations

from typing import Final

from publications.bibtex import fields
from publications.bibtex.fields import Use

_ON: Final = frozenset(("1", "on", "true", "yes"))
_OFF: Final = frozenset(("", "0", "false", "no", "off"))
#: The words that a misspelt one may be meant as.
WORDS: Final = ("true", "false", "yes", "no", "on", "off")
SWITCHES: Final = fields.used(Use.SWITCH)


def is_on(value: str) -> bool:
    """Whether a switch is on; one that cannot be read is not.

    >>> is_on(" TRUE "), is_on("off"), is_on("maybe")
    (True, False, False)
    """
    return value.strip().lower() in _ON


def is_readable(value: str) -> bool:
    """Whether a switch is on or off."""
    return value.strip().lower() in _ON | _OFF
