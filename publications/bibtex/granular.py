"""biblatex's granular `xdata` (its manual, 3.13.6): one value, or one item of a list, by reference.

`note = {xdata=words-note}` is the field `note` of the entry `words`, and in a list of names
`xdata=people-author-2` is the second author of `people`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from publications.bibtex.entries import Entry, Field, undefined
from publications.bibtex.strings import Budget
from publications.diagnostics import Diagnostic

_REFERENCE: Final = re.compile(r"\{?xdata\s*=\s*([^\s{},]+)\}?")
_AND: Final = re.compile(r"(?<!\s)\s++and\s++")


def resolve(entries: Sequence[Entry]) -> tuple[list[Entry], list[Diagnostic]]:
    """The entries with such references resolved, and findings about those that lead nowhere."""
    by_key = {entry.key.casefold(): entry for entry in entries}
    budget = Budget(sum(len(f.value) for entry in entries for f in entry.fields.values()))
    findings: list[Diagnostic] = []
    resolved: list[Entry] = []
    for entry in entries:
        fields = dict(entry.fields)
        for name, field in entry.fields.items():
            if "xdata" in field.value:
                value, missing = _resolved(field, by_key, budget)
                fields[name] = replace(field, value=value)
                findings += [
                    undefined(
                        entry,
                        field,
                        "value",
                        reference,
                        "correct the key and the field, or add them",
                    )
                    for reference in missing
                ]
        if fields != entry.fields:
            entry = replace(entry, fields=fields)
        resolved.append(entry)
    return resolved, findings


def _resolved(field: Field, by_key: Mapping[str, Entry], budget: Budget) -> tuple[str, list[str]]:
    """A value with references replaced, item by item of a list, and those that lead nowhere."""
    items = []
    missing = []
    for item in _AND.split(field.value):
        match = _REFERENCE.fullmatch(item.strip())
        value = None
        if match is not None:
            value = _value(match[1], by_key)
        if match is not None and (value is None or not budget.allow(len(value))):
            missing.append(match[1])
            continue
        items.append(item if value is None else value)
    return " and ".join(items), missing


def _value(reference: str, by_key: Mapping[str, Entry]) -> str | None:
    """The value that `key-field` or `key-field-number` names; keys may have hyphens themselves."""
    start, _, number = reference.rpartition("-")
    if number.isdecimal():
        key, _, name = start.rpartition("-")
        items = _AND.split(_field(by_key, key, name))
        position = int(number[:4]) - 1
        if 0 <= position < len(items) and items[position]:
            return items[position]
    return _field(by_key, start, number) or None


def _field(by_key: Mapping[str, Entry], key: str, name: str) -> str:
    """The value of a field of an entry, or nothing."""
    entry = by_key.get(key.casefold())
    if entry is None:
        return ""
    return entry.get(name.lower())
