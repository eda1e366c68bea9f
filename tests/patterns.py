"""Strings on which a regular expression would take longer than its length, if any makes it so.

A repeat that can be entered at many places, or left at many, is tried with many of what it takes:
once after what must come before it, and as often as that comes before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from re import _parser  # type: ignore[attr-defined]  # the standard library's own parser
from typing import Any, Final

_MANY: Final = 50
_CATEGORIES: Final = {
    "CATEGORY_SPACE": " ",
    "CATEGORY_DIGIT": "1",
    "CATEGORY_WORD": "a",
    "CATEGORY_NOT_SPACE": "x",
}
#: What most repeats do not take, so that they must give back what they took.
_ENDS: Final = ("\n!", "\x00")
_REPEATS: Final = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def attacks(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    """Strings of about this length for a pattern."""
    seen: set[str] = set()
    for before, characters in _repeats(_parser.parse(pattern.pattern, pattern.flags), ""):
        for unit in (*characters, before + characters[0], before):
            for start in ("", before):
                if unit and start + unit not in seen:
                    seen.add(start + unit)
                    for end in _ENDS:
                        yield start + unit * (length // len(unit)) + end


def _repeats(tokens: Iterable[Any], before: str) -> Iterator[tuple[str, list[str]]]:
    """The repeats of a parsed pattern: what comes before each at least, and what it takes."""
    for token in tokens:
        kind, value = str(token[0]), token[1]
        if kind in _REPEATS and value[1] > _MANY:
            yield before, list(dict.fromkeys(_characters(value[2])))[:8] or ["x"]
        for inner in _inside(kind, value):
            yield from _repeats(inner, before)
        before += _sample([token])


def _inside(kind: str, value: Any) -> list[Any]:
    """The parts of a token that are patterns themselves."""
    if kind in _REPEATS:
        return [value[2]]
    if kind == "SUBPATTERN":
        return [value[3]]
    if kind == "BRANCH":
        return list(value[1])
    if kind in ("ASSERT", "ASSERT_NOT"):
        return [value[1]]
    if kind == "ATOMIC_GROUP":
        return [value]
    return []


def _characters(tokens: Iterable[Any]) -> Iterator[str]:
    """Characters that a part of a pattern takes."""
    for token in tokens:
        kind, value = str(token[0]), token[1]
        if kind == "LITERAL":
            yield chr(value)
        elif kind in ("ANY", "NOT_LITERAL"):
            yield from "x "
        elif kind == "IN":
            yield from _of_class(value)
        for inner in _inside(kind, value):
            yield from _characters(inner)


def _of_class(value: Iterable[Any]) -> Iterator[str]:
    """Characters of a class; of a negated one, what no class of ours leaves out."""
    kinds = [(str(kind), argument) for kind, argument in value]
    if kinds[0][0] == "NEGATE":
        left_out = {character for kind in kinds[1:] for character in _of_kind(*kind)}
        yield from (character for character in "x -*[{<`/1" if character not in left_out)
        return
    for kind, argument in kinds:
        yield from _of_kind(kind, argument)


def _of_kind(kind: str, argument: Any) -> str:
    if kind == "LITERAL":
        return chr(argument)
    if kind == "RANGE":
        return chr(argument[0])
    return _CATEGORIES.get(str(argument), "-")


def _sample(tokens: Iterable[Any]) -> str:
    """A short string that a part of a pattern takes."""
    sample = ""
    for token in tokens:
        kind, value = str(token[0]), token[1]
        if kind in _REPEATS:
            sample += _sample(value[2]) * min(value[0], 8)
        elif kind == "BRANCH":
            sample += _sample(value[1][0])
        elif kind in ("SUBPATTERN", "ATOMIC_GROUP"):
            sample += _sample(_inside(kind, value)[0])
        elif kind in ("LITERAL", "IN", "ANY", "NOT_LITERAL"):
            sample += next(_characters([token]), "")
    return sample
