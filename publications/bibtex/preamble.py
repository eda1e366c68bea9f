r"""Commands that a file defines for itself in `@preamble`: `\newcommand{\jsand}{Journal of Sand}`.

Simple ones are expanded in the fields of all entries. What the package knows is left as it is, and
so is what only TeX itself could expand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from publications import tex
from publications.bibtex.entries import Entry, budget_for
from publications.bibtex.fields import Use, used
from publications.bibtex.strings import Budget
from publications.tex import braces

_DEFINITION: Final = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand|[eg]?def)\b *+(?:\* *+)?"
    r"(?:\{ *+\\(?P<braced>[A-Za-z]++) *+\}|\\(?P<bare>[A-Za-z]++)) *+"
    r"(?:\[(?P<count>[0-9])\] *+)?(?P<parameters>(?:#[1-9])*+) *+(?=\{)"
)
# A letter after a control symbol, as after a line break, begins no command.
_COMMAND: Final = re.compile(r"\\(?:([A-Za-z]+) *|.)", re.DOTALL)
_PARAMETER: Final = re.compile(r"#([1-9])")
_NOT_SIMPLE: Final = re.compile(r"\\(?:if|else|fi|expandafter|csname|let|def|newcommand)")
_VERBATIM: Final = frozenset(used(Use.VERBATIM))
_LONGEST: Final = 500
_LONGEST_VALUE: Final = 20_000
# Definitions may use others; so often they are expanded.
_PASSES: Final = 4


class Definition(NamedTuple):
    """What a command means, and how many arguments it has."""

    arguments: int
    body: str


def definitions(preamble: str) -> dict[str, Definition]:
    r"""The simple definitions in the text of a preamble, of commands that are unknown otherwise.

    >>> definitions(r"\newcommand{\jsand}{Journal of Sand} \def\by#1{by #1}")["jsand"]
    Definition(arguments=0, body='Journal of Sand')
    """
    table: dict[str, Definition] = {}
    for match in _DEFINITION.finditer(preamble):
        name = match["braced"] or match["bare"]
        body, _ = _group_at(preamble, match.end())
        if body is None or _NOT_SIMPLE.search(body):
            continue
        if tex.parse(f"\\{name}{{}}").unknown:
            count = int(match["count"] or len(match["parameters"]) // 2)
            table[name] = Definition(count, body)
    return table


def _group_at(text: str, start: int) -> tuple[str | None, int]:
    """The inside of the group that begins at a place, and the place after it.

    None, and the same place, where no group begins, or it is longer than a command's may be.
    """
    rest = text[start : start + _LONGEST]
    end = braces.closing(rest, braces.GROUP_BRACE)
    if not rest.startswith("{") or end < 0:
        return None, start
    return rest[1 : end - 1], start + end


def expanded(entries: Iterable[Entry], table: Mapping[str, Definition]) -> list[Entry]:
    """The entries with these commands replaced by what they mean."""
    entries = list(entries)
    budget = budget_for(entries)
    return [_expanded_entry(entry, table, budget) for entry in entries]


def _expanded_entry(entry: Entry, table: Mapping[str, Definition], budget: Budget) -> Entry:
    """The entry with the commands of its texts expanded; keys and addresses hold none."""
    fields = dict(entry.fields)
    for name, field in entry.fields.items():
        has_commands = "\\" in field.value and name not in _VERBATIM
        if has_commands and len(field.value) < _LONGEST_VALUE:
            fields[name] = replace(field, value=_expanded(field.value, table, budget))
    return replace(entry, fields=fields)


def _expanded(value: str, table: Mapping[str, Definition], budget: Budget) -> str:
    """A value, expanded as often as definitions use others and the budget allows.

    One that uses itself ends after `_PASSES`.
    """
    for _ in range(_PASSES):
        longer = _once(value, table)
        if longer == value or not budget.allow(len(longer)):
            break
        value = longer
    return value


def _once(value: str, table: Mapping[str, Definition]) -> str:
    r"""A value with each command of the table expanded once.

    >>> print(_once(r"by \who{Ann}", {"who": Definition(1, "Dr. #1")}))
    by {Dr. Ann}
    """
    parts: list[str] = []
    at = 0
    for command in _COMMAND.finditer(value):
        definition = table.get(command[1])
        if definition is None or command.start() < at:
            continue
        arguments, end = _arguments(value, command.end(), definition.arguments)
        parts.append(value[at : command.start()])
        parts.append("{" + _filled(definition.body, arguments) + "}")
        at = end
    return "".join([*parts, value[at:]])


def _arguments(value: str, at: int, count: int) -> tuple[list[str], int]:
    """The groups after a command, as many as it has arguments, and the place after them.

    >>> _arguments("{a}{b} c", 0, 2)
    (['a', 'b'], 6)
    """
    arguments: list[str] = []
    for _ in range(count):
        argument, at = _group_at(value, at)
        if argument is None:
            break
        arguments.append(argument)
    return arguments, at


def _filled(body: str, arguments: list[str]) -> str:
    """A body with its arguments in the places of `#1` and so on; missing ones are empty.

    >>> _filled("#1 by #2", ["Sand"])
    'Sand by '
    """
    numbered = dict(enumerate(arguments, start=1))
    return _PARAMETER.sub(lambda parameter: numbered.get(int(parameter[1]), ""), body)
