r"""Commands that a file defines for itself in `@preamble`: `\newcommand{\jsand}{Journal of Sand}`.

Simple ones are expanded in the fields of all entries. What the package knows is left as it is, and
so is what only TeX itself could expand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from publications.bibtex.entries import Entry, budget_for
from publications.bibtex.fields import Use, used
from publications.bibtex.strings import Budget
from publications.tex.reader import Cursor, Macro, expand
from publications.tex.symbols import command

_DEFINITION: Final = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand|(?P<operator>DeclareMathOperator)"
    r"|[egx]?def)\b *+(?:\* *+)?"
    r"\{? *+\\(?P<name>[A-Za-z]++) *+\}? *+"
    r"(?:\[(?P<count>[0-9])\] *+)?(?:\[(?P<default>[^\[\]{}]{0,99})\] *+)?"
    r"(?P<parameters>(?:#[1-9])*+) *+(?=\{)"
)
_LET: Final = re.compile(r"\\let *+\\(?P<name>[A-Za-z]++) *+=? *+(?P<meaning>\\[A-Za-z]++)")
# A letter after a control symbol, as after a line break, begins no command.
_COMMAND: Final = re.compile(r"\\(?:([A-Za-z]+) *|.)", re.DOTALL)
_PARAMETER: Final = re.compile(r"#([1-9])")
_NOT_SIMPLE: Final = re.compile(
    r"\\(?:if|else|fi|expandafter|csname|let|def|newcommand) | .{500}", re.VERBOSE | re.DOTALL
)
_VERBATIM: Final = frozenset(used(Use.VERBATIM))
_LONGEST_VALUE: Final = 20_000
# Definitions may use others; so often they are expanded.
_PASSES: Final = 4


def definitions(preamble: str) -> dict[str, Macro]:
    r"""The simple definitions in the text of a preamble, of commands that are unknown otherwise.

    >>> definitions(r"\newcommand{\jsand}{Journal of Sand} \def\by#1{by #1} \let\x=\alpha")
    {'jsand': {'': '{Journal of Sand}'}, 'by': {'m': '{by #1}'}, 'x': {'': '\\alpha '}}
    """
    cursor = Cursor(preamble)
    table: dict[str, Macro] = {}
    for match in _DEFINITION.finditer(preamble):
        cursor.at = match.end()
        body = cursor.read_group()
        if body is not None and not _NOT_SIMPLE.search(body):
            table[match["name"]] = _macro(match, body)
    for let in _LET.finditer(preamble):
        table[let["name"]] = {"": let["meaning"] + " "}
    return dict(filter(_is_free, table.items()))


def _macro(definition: re.Match[str], body: str) -> Macro:
    """A body by the arguments that it takes, of which the first may have a default."""
    body = f"{{{body}}}"
    if definition["operator"]:
        body = rf"\operatorname{body}"
    count = int(definition["count"] or len(definition["parameters"]) // 2)
    arguments = "m" * count
    default = definition["default"]
    if default is None:
        return {arguments: body}
    others = [default, *map("#{}".format, range(1, 9))]
    without = _PARAMETER.sub(lambda parameter: others[int(parameter[1]) - 1], body)
    return {"[" + arguments[1:]: body, arguments[1:]: without}


def _is_free(definition: tuple[str, Macro]) -> bool:
    """Whether a file may say what a command means: no other meaning is known for certain."""
    name, _ = definition
    return command(name).kind in ("macro", "unknown")


def expanded(entries: Iterable[Entry], table: Mapping[str, Macro]) -> list[Entry]:
    """The entries with these commands replaced by what they mean."""
    entries = list(entries)
    budget = budget_for(entries)
    return [_expanded_entry(entry, table, budget) for entry in entries]


def _expanded_entry(entry: Entry, table: Mapping[str, Macro], budget: Budget) -> Entry:
    """The entry with the commands of its texts expanded; keys and addresses hold none."""
    fields = dict(entry.fields)
    for name, field in entry.fields.items():
        has_commands = "\\" in field.value and name not in _VERBATIM
        if has_commands and len(field.value) < _LONGEST_VALUE:
            fields[name] = replace(field, value=_expanded(field.value, table, budget))
    return replace(entry, fields=fields)


def _expanded(value: str, table: Mapping[str, Macro], budget: Budget) -> str:
    """A value, expanded as often as definitions use others and the budget allows.

    One that uses itself ends after `_PASSES`.
    """
    for _ in range(_PASSES):
        longer = expand(value, table, _COMMAND)
        if longer == value or not budget.allow(len(longer)):
            break
        value = longer
    return value
