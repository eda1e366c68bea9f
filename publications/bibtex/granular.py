"""biblatex's granular `xdata` (its manual, 3.13.6): one value, or one item of a list, by reference.

`note = {xdata=words-note}` is the field `note` of the entry `words`, and in a list of names
`xdata=people-author-2` is the second author of `people`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from publications.bibtex.entries import Entry, Field, budget_for, undefined
from publications.bibtex.strings import Budget
from publications.diagnostics import Diagnostic

_REFERENCE: Final = re.compile(r"\{?xdata\s*=\s*([^\s{},]+)\}?")
_AND: Final = re.compile(r"(?<!\s)\s++and\s++")
_HINT: Final = "correct the key and the field, or add them"


def resolve(entries: Sequence[Entry]) -> tuple[list[Entry], list[Diagnostic]]:
    """The entries with such references resolved, and findings about those that lead nowhere.

    A value that is taken is not looked into for further references, as in biber.
    """
    by_key = {entry.key.casefold(): entry for entry in entries}
    budget = budget_for(entries)
    findings: list[Diagnostic] = []
    resolved: list[Entry] = []
    for entry in entries:
        fields: dict[str, Field] = {}
        for name, field in entry.fields.items():
            if "xdata" in field.value:
                value, missing = _resolved(field, by_key, budget)
                fields[name] = replace(field, value=value)
                findings += (undefined(entry, field, "value", each, _HINT) for each in missing)
        if fields:
            entry = replace(entry, fields={**entry.fields, **fields})
        resolved.append(entry)
    return resolved, findings


def _resolved(field: Field, by_key: Mapping[str, Entry], budget: Budget) -> tuple[str, list[str]]:
    """A value with references replaced, item by item of a list, and those that lead nowhere."""
    items = []
    missing = []
    for item in _AND.split(field.value):
        match = _REFERENCE.fullmatch(item.strip())
        if match is None:
            items.append(item)
            continue
        value = _value(match[1], by_key)
        if value and budget.allow(len(value)):
            items.append(value)
        else:
            missing.append(match[1])
    return " and ".join(items), missing


def _value(reference: str, by_key: Mapping[str, Entry]) -> str:
    """The value that `key-field` or `key-field-number` names; keys may have hyphens themselves.

    It is empty where there is none.
    """
    start, _, number = reference.rpartition("-")
    if number.isdecimal():
        key, _, name = start.rpartition("-")
        items = ["", *_AND.split(_field(by_key, key, name))]
        item = "".join(items[int(number[:4]) :][:1])
        if item:
            return item
    return _field(by_key, start, number)


def _field(by_key: Mapping[str, Entry], key: str, name: str) -> str:
    """The value of a field of an entry, or nothing."""
    entry = by_key.get(key.casefold())
    if entry is None:
        return ""
    return entry.get(name.lower())
