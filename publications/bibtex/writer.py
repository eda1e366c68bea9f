"""Entries as BibTeX text: fields in one order, their signs in one column.

Reading the text again gives the entry again: a value that would end its braces early loses them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from publications.bibtex.entries import Entry, Field
from publications.bibtex.fields import in_order
from publications.bibtex.strings import MONTHS
from publications.tex import braces

#: The longest line of an entry in refs.bib.
LINE_WIDTH: Final = 95

_NAME_LISTS: Final = frozenset({"author", "editor"})
_MACROS: Final = {name: macro for macro, name in MONTHS.items()}
# `%` begins a comment and `@` an entry in many readers, so no line of a value begins with one.
_NOT_AT_START: Final = re.compile(r"[%@]")


def make(entry_type: str, key: str, values: Mapping[str, str], path: str = "") -> Entry:
    """An entry to be written, with no place in a file; blank values are left out."""
    fields: dict[str, Field] = {}
    for name, value in values.items():
        writable = braceable(value)
        if writable:
            fields[name] = Field(name, writable, 1, 1)
    return Entry(entry_type, key, fields, path, 1, 1)


def write(entry: Entry) -> str:
    """The text of an entry as it is in refs.bib, without a newline at its end.

    Lines longer than LINE_WIDTH are continued below the first word of the value.
    """
    values = entry.values()
    ordered = {name: values[name] for name in in_order(values)}
    return layout(entry.type, entry.key, ordered, LINE_WIDTH)


def layout(entry_type: str, key: str, values: Mapping[str, str], line_width: int = 0) -> str:
    """The text of these fields in their order; without `line_width` each is one line.

    Values are `braceable`. A month that is spelt out is written as its macro.
    """
    column = max(map(len, values), default=0)
    lines = [f"@{entry_type}{{{key},"]
    for name, value in values.items():
        start = f"  {name:<{column}} = "
        if name == "month" and value in _MACROS:
            lines.append(f"{start}{_MACROS[value]},")
        elif line_width:
            lines += _wrapped(start + "{", _words(name, value + "},"), line_width)
        else:
            lines.append(f"{start}{{{value}}},")
    return "\n".join([*lines, "}"])


def braceable(value: str) -> str:
    """A value that may be written in braces: BibTeX counts each brace, escaped or not.

    A backslash at the end is dropped as well: some readers take the closing brace with it.
    """
    text = " ".join(value.split())
    if not braces.are_balanced(text):
        text = " ".join(braces.BRACE.sub("", text).split())
    backslashes = len(text) - len(text.rstrip("\\"))
    if backslashes % 2:
        text = text[:-1].rstrip()
    return text


def _words(name: str, value: str) -> list[str]:
    """The pieces between which a line may end; name lists are broken between people."""
    if name in _NAME_LISTS:
        return re.split(r"(?<=\sand) ", value)
    return value.split(" ")


def _wrapped(start: str, words: Iterable[str], line_width: int) -> Iterator[str]:
    """`start` and the words, in lines of at most this width; later lines are indented."""
    indent = " " * len(start)
    line = start
    separator = ""
    for word in words:
        too_long = len(line) + len(separator) + len(word) > line_width
        if separator and too_long and not _NOT_AT_START.match(word):
            yield line
            line = indent + word
        else:
            line += separator + word
        separator = " "
    yield line
