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
from publications.bibtex.entries import Entry, Field
from publications.bibtex.fields import FIELD, Use
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
_LONGEST: Final = 500
_LONGEST_VALUE: Final = 20_000
# Definitions may use others; so often they are expanded.
_PASSES: Final = 4


class Definition(NamedTuple):
    """What a command means, and how many arguments it has."""

    arguments: int
    body: str


def definitions(preamble: str) -> dict[str, Definition]:
    """The simple definitions in the text of a preamble, of commands that are unknown otherwise."""
    table: dict[str, Definition] = {}
    for match in _DEFINITION.finditer(preamble):
        rest = preamble[match.end() : match.end() + _LONGEST]
        end = braces.closing(rest, braces.GROUP_BRACE)
        name = match["braced"] or match["bare"]
        body = rest[1 : end - 1]
        if end < 0 or _NOT_SIMPLE.search(body) or not tex.parse(f"\\{name}{{}}").unknown:
            continue
        count = int(match["count"] or len(match["parameters"]) // 2)
        table[name] = Definition(count, body)
    return table


def expanded(entries: Iterable[Entry], table: Mapping[str, Definition]) -> list[Entry]:
    """The entries with these commands replaced by what they mean."""
    entries = list(entries)
    budget = Budget(sum(len(f.value) for entry in entries for f in entry.fields.values()))
    return [_expanded_entry(entry, table, budget) for entry in entries]


def _expanded_entry(entry: Entry, table: Mapping[str, Definition], budget: Budget) -> Entry:
    fields: dict[str, Field] = {}
    for name, field in entry.fields.items():
        value = field.value
        row = FIELD.get(name)
        is_text = row is None or not row.use & Use.VERBATIM
        if "\\" in value and is_text and len(value) < _LONGEST_VALUE:
            value = _expanded(value, table, budget)
        fields[name] = replace(field, value=value)
    return replace(entry, fields=fields)


def _expanded(value: str, table: Mapping[str, Definition], budget: Budget) -> str:
    """A value, expanded as often as definitions use others and the budget allows."""
    for _ in range(_PASSES):
        longer = _once(value, table)
        if longer == value or not budget.allow(len(longer)):
            break
        value = longer
    return value


def _once(value: str, table: Mapping[str, Definition]) -> str:
    """A value with each command of the table expanded once."""
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
    """The groups after a command, as many as it has arguments, and the place after them."""
    arguments: list[str] = []
    for _ in range(count):
        rest = value[at : at + _LONGEST]
        end = braces.closing(rest, braces.GROUP_BRACE)
        if not rest.startswith("{") or end < 0:
            break
        arguments.append(rest[1 : end - 1])
        at += end
    return arguments, at


def _filled(body: str, arguments: list[str]) -> str:
    """A body with its arguments in the places of `#1` and so on; missing ones are empty."""
    given = dict(enumerate(arguments, start=1))
    return _PARAMETER.sub(lambda parameter: given.get(int(parameter[1]), ""), body)
