"""Entries as BibTeX text: fields in one order, their signs in one column.

All programs that read the text find the same fields in it, whatever is in the values (`braceable`).
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
_ESCAPED: Final = re.compile(r"\\.")
_MATHS: Final = re.compile(r"((?<!\\)\$(?:[^$\\]|\\.)*+\$)")
_IN_WORDS: Final = {r"\{": r"{\textbraceleft}", r"\}": r"{\textbraceright}"}
_IN_MATHS: Final = {r"\{": r"\lbrace{}", r"\}": r"\rbrace{}"}


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

    >>> print(write(make("misc", "sand", {"year": "2019", "title": "On Sand"})))
    @misc{sand,
      title = {On Sand},
      year  = {2019},
    }
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
    r"""A value that may be written in braces, and is then read alike by all programs.

    BibTeX, biber and pybtex count every brace; bibtexparser and Zotero none after a backslash. A
    value whose braces do not balance either way has commands for the escaped ones, and loses those
    that have no counterpart. Backslashes at the end, which would escape the closing brace, go, and
    a new line (two of them) is kept away from a brace.

    >>> print(braceable("a } b"), braceable(r"50\% \{"), sep="|")
    a b|50\% {\textbraceleft}
    """
    text = " ".join(value.split())
    if "\\" not in text and braces.are_balanced(text):
        return text
    if not (braces.are_balanced(text) and braces.are_balanced(_ESCAPED.sub("", text))):
        text = " ".join(_without_odd_braces(_with_commands(text)).split())
    return _ESCAPED.sub(_apart, text.rstrip("\\ "))


def _apart(token: re.Match[str]) -> str:
    """A new line before a brace with a blank between them; other escaped characters as they are."""
    following = token.string[token.end() : token.end() + 1]
    if token[0] == r"\\" and following in {"{", "}"}:
        return token[0] + " "
    return token[0]


def _with_commands(text: str) -> str:
    """The text with commands in place of escaped braces: other ones in maths than in words."""
    parts = _MATHS.split(text)
    for number, part in enumerate(parts):
        commands = _IN_WORDS
        if number % 2:
            commands = _IN_MATHS
        parts[number] = _ESCAPED.sub(
            lambda token, names=commands: names.get(token[0], token[0]), part
        )
    return "".join(parts)


def _without_odd_braces(text: str) -> str:
    """The text without braces that have no counterpart."""
    opened: list[int] = []
    odd: set[int] = set()
    for brace in braces.BRACE.finditer(text):
        if brace[0] == "{":
            opened.append(brace.start())
        elif opened:
            opened.pop()
        else:
            odd.add(brace.start())
    odd.update(opened)
    return "".join(character for place, character in enumerate(text) if place not in odd)


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
