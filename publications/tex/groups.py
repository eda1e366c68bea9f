"""Positions in a TeX string: after blanks, after an option, after a group."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

from publications.tex.braces import GROUP_BRACE

_OPTION: Final = re.compile(r"\[[^\[\]{}]{0,200}\](?= *\{)")
_NO_BLANK: Final = re.compile(r"[^ ]|\Z")


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
        closing: dict[int, int] = {}
        opened: list[int] = []
        for brace in GROUP_BRACE.finditer(self.source):
            if brace[0] == "{":
                opened.append(brace.start())
            elif brace[0] == "}" and opened:
                closing[opened.pop()] = brace.start()
        return closing

    def after_blanks(self, at: int) -> int:
        """Pass over blanks."""
        following = _NO_BLANK.search(self.source, at)
        if following is None:
            return at
        return following.start()

    def after_option(self, at: int) -> int:
        """Pass over an option in brackets."""
        option = _OPTION.match(self.source, at)
        if option is None:
            return at
        return option.end()

    def after_group(self, at: int) -> int:
        """Pass over a group, which may have blanks before it."""
        close = self.closing.get(self.after_blanks(at))
        if close is None:
            return at
        return close + 1
