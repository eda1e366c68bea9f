"""A place in a TeX string that moves on: over blanks, options, groups, lengths."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

from publications.tex import braces

_BLANKS: Final = re.compile(" *")
_OPTION: Final = re.compile(r"\[((?:[^\[\]{}]|\{[^\[\]{}]{0,99}\}){0,200})\]")
_UNIT: Final = r"(?:true *+)?(?:pt|em|ex|mu|cm|mm|in|bp|pc|dd|cc|sp|fil{1,3})(?![A-Za-z])"
_LENGTH: Final = (
    rf"(?:[+-] *+)?(?:(?:\d++[.,]?\d*+|[.,]\d++) *+(?:{_UNIT}|\\[A-Za-z]++)|\\[A-Za-z]++) ?"
)
# Kind of argument (see `commands.toml`) -> how it is written.
_KINDS: Final = {
    "*": re.compile(r"\*?"),
    "o": _OPTION,
    "m": re.compile(r"\\[A-Za-z]+ *|\\.|[^\\{}]"),
    "d": re.compile(rf"(?:=? *+{_LENGTH}(?:(?:plus|minus) *+{_LENGTH}){{0,2}})?"),
    "n": re.compile(r"=? *-?\d* ?"),
    "h": re.compile(rf"(?:(?:to|spread) *+{_LENGTH})?"),
}


class Cursor:
    """A string and a place in it; each method moves on over what it reads, if it is there."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0

    @cached_property
    def _closing(self) -> dict[int, int]:
        """The position of each opening brace that is closed, and of the brace that closes it."""
        return braces.pairs(self.source, braces.GROUP_BRACE)

    def is_before(self, *starts: str) -> bool:
        """Whether one of these texts is next."""
        return self.source.startswith(starts, self.at)

    def read(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What a pattern matches here."""
        match = pattern.match(self.source, self.at)
        if match is not None:
            self.at = match.end()
        return match

    def skip_blanks(self) -> None:
        """Pass over blanks."""
        self.read(_BLANKS)

    def skip_arguments(self, kinds: str) -> None:
        """Pass over arguments of these kinds, and the blanks before them."""
        for kind in kinds:
            self.skip_blanks()
            if self.read(_KINDS[kind]) is None and kind == "m":
                self.read_group()

    def read_options(self) -> list[str]:
        """What options in brackets hold."""
        options = []
        while option := self.read(_OPTION):
            options.append(option[1])
            self.skip_blanks()
        return options

    def read_group(self) -> str | None:
        """What a group holds, as it is written; there may be blanks before it."""
        start = self.at
        self.skip_blanks()
        close = self._closing.get(self.at)
        if close is None:
            self.at = start
            return None
        inside = self.source[self.at + 1 : close]
        self.at = close + 1
        return inside

    def read_groups(self, most: int) -> list[str]:
        """What the next groups hold, as many as there are up to a number."""
        groups: list[str] = []
        while len(groups) < most and (inside := self.read_group()) is not None:
            groups.append(inside)
        return groups

    def read_until(self, end: str, longest: int) -> str | None:
        """What is before a text, which is passed over too."""
        close = self.source.find(end, self.at, self.at + longest)
        if close < 0:
            return None
        inside = self.source[self.at : close]
        self.at = close + len(end)
        return inside
