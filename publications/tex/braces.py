"""Braces in TeX source: how deep a place in it is, and where a group ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

#: Every brace, as BibTeX counts them: also those after a backslash.
BRACE: Final = re.compile(r"[{}]")
#: The braces of groups, as TeX counts them; what is escaped is found as well, and counts as none.
GROUP_BRACE: Final = re.compile(r"\\.|[{}]", re.DOTALL)
_STEPS: Final = {"{": 1, "}": -1}


def with_depths(tokens: Iterable[re.Match[str]]) -> Iterator[tuple[re.Match[str], int]]:
    """Braces and other tokens of a source in order, each with the number of groups open after it.

    A brace that closes nothing does not count.
    """
    depth = 0
    for token in tokens:
        depth = max(0, depth + _STEPS.get(token[0], 0))
        yield token, depth


def closing(source: str, pattern: re.Pattern[str] = BRACE) -> int:
    """The place after the brace that closes the one at the start, or -1."""
    for brace, depth in with_depths(pattern.finditer(source)):
        if depth == 0:
            return brace.end()
    return -1


def pairs(source: str, pattern: re.Pattern[str] = BRACE) -> dict[int, int]:
    """The position of each opening brace that is closed, and of the brace that closes it."""
    closings: dict[int, int] = {}
    opened: list[int] = []
    for brace in pattern.finditer(source):
        if brace[0] == "{":
            opened.append(brace.start())
        elif brace[0] == "}" and opened:
            closings[opened.pop()] = brace.start()
    return closings


def without_outer(source: str) -> str:
    """The source without the braces around all of it, and without the blanks inside of these."""
    if not source.startswith("{"):
        return source
    closings = pairs(source)
    start, end = 0, len(source)
    while closings.get(start) == end - 1:
        start, end = start + 1, end - 1
        while start < end and source[start] == " ":
            start += 1
        while start < end and source[end - 1] == " ":
            end -= 1
    return source[start:end]


def are_balanced(source: str) -> bool:
    """Whether each brace has its counterpart."""
    return source.count("{") == source.count("}") == len(pairs(source))
