"""Positions in a TeX string: after blanks, after an option, after a group, after a length."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

from publications.tex import braces

_OPTION: Final = re.compile(r"\[((?:[^\[\]{}]|\{[^\[\]{}]{0,99}\}){0,200})\]")
_BLANKS: Final = re.compile(" *")
_TOKEN: Final = re.compile(r"\\[A-Za-z]+ *|\\.|[^\\{}]")
_STAR: Final = re.compile(r"\*?")
_NUMBER: Final = re.compile(r"=? *-?\d* ?")
_UNIT: Final = r"(?:true *+)?(?:pt|em|ex|mu|cm|mm|in|bp|pc|dd|cc|sp|fil{1,3})(?![A-Za-z])"
_ONE_LENGTH: Final = (
    rf"(?:[+-] *+)?(?:(?:\d++[.,]?\d*+|[.,]\d++) *+(?:{_UNIT}|\\[A-Za-z]++)|\\[A-Za-z]++) ?"
)
_LENGTH: Final = re.compile(rf"(?:=? *+{_ONE_LENGTH}(?:(?:plus|minus) *+{_ONE_LENGTH}){{0,2}})?")
_WIDTH: Final = re.compile(rf"(?:(?:to|spread) *+{_ONE_LENGTH})?")
_KINDS: Final = {"*": _STAR, "o": _OPTION, "d": _LENGTH, "n": _NUMBER, "h": _WIDTH}


class Groups:
    """The groups, options and blanks of one string.

    Each method takes a position and returns the one after what it passes over, or the same one
    where there is no such thing.
    """

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def closing(self) -> dict[int, int]:
        """The position of each opening brace that is closed, and of the brace that closes it."""
        return braces.pairs(self.source, braces.GROUP_BRACE)

    def after(self, signature: str, at: int) -> int:
        """Pass over arguments of these kinds (see `commands.toml`), and the blanks before them."""
        for kind in signature:
            at = self.after_blanks(at)
            if kind == "m":
                at = self._after_thing(at)
            else:
                at = self._after_match(_KINDS[kind], at)
        return at

    def options(self, at: int) -> tuple[list[str], int]:
        """What options in brackets hold, and the position after them."""
        options = []
        option = _OPTION.match(self.source, at)
        while option is not None:
            options.append(option[1])
            at = self.after_blanks(option.end())
            option = _OPTION.match(self.source, at)
        return options, at

    def texts(self, count: int, at: int) -> tuple[list[str], int]:
        """What the next groups hold, as many as there are up to a number, and the place after."""
        texts = []
        for _ in range(count):
            end = self.after_group(at)
            if end == at:
                break
            texts.append(self.source[self.after_blanks(at) + 1 : end - 1])
            at = end
        return texts, at

    def after_blanks(self, at: int) -> int:
        """Pass over blanks."""
        return self._after_match(_BLANKS, at)

    def after_option(self, at: int) -> int:
        """Pass over an option in brackets."""
        return self._after_match(_OPTION, at)

    def after_group(self, at: int) -> int:
        """Pass over a group, which may have blanks before it."""
        close = self.closing.get(self.after_blanks(at))
        if close is None:
            return at
        return close + 1

    def _after_thing(self, at: int) -> int:
        """Pass over a group, or the command or character that stands for one."""
        token = _TOKEN.match(self.source, at)
        if token is None:
            return self.after_group(at)
        return token.end()

    def _after_match(self, pattern: re.Pattern[str], at: int) -> int:
        """Pass over what a pattern matches."""
        match = pattern.match(self.source, at)
        if match is None:
            return at
        return match.end()
