"""Changes to a BibTeX file that leave every other byte as it was.

Changes are made in the text, and the text is read again: the entries before must all be there, and
the new ones as they were meant. Only then is the file replaced, in one step.
"""

from __future__ import annotations

import codecs
import os
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from publications import bibtex, disk
from publications.bibtex import Entry, grammar, writer
from publications.bibtex.reader import is_utf16
from publications.diagnostics import quote
from publications.tex import braces

_LINE: Final = re.compile(r"\r\n|\r|\n")
_KEY: Final = re.compile(rf"{grammar.HEAD.pattern}\s*+(?P<key>[^\s,{{}}]+)")
_ENDS_WITH_BLANK_LINE: Final = re.compile(r"(?:\n|\r(?!\n))[ \t]*(?:\r\n|\r|\n)\Z")
#: Characters before a position that tell whether a blank line is there.
_LOOK_BACK: Final = 1_000
#: A field that begins its line.
_FIELD: Final = re.compile(r"(?P<indent>[ \t]*)(?P<name>[\w-]+)(?P<gap>[ \t]*)(?P<sign>=[ \t]*)")
_BRACKET: Final = re.compile(r"[{}()]")
_CLOSING: Final = {"{": "}", "(": ")"}


class EditError(ValueError):
    """A file that cannot be changed safely; the message is one line that says why."""


class ChangedMeanwhileError(EditError):
    """A file that another program has saved since it was read."""


@dataclass(frozen=True, slots=True)
class BibFile:
    """A BibTeX file as it was read: `text` is `data` decoded, without its byte order mark.

    Bytes that are not UTF-8 are lone surrogates in `text`, so that they can be written again.
    """

    path: Path
    name: str
    data: bytes
    text: str

    @classmethod
    def read(cls, path: Path, name: str) -> BibFile:
        """Read the file, called `name` in messages. Raises EditError."""
        try:
            data = disk.read(path)
        except OSError as error:
            raise EditError(f"{name}: cannot be read: {disk.reason(error)}") from None
        if is_utf16(data):
            raise EditError(f"{name}: is UTF-16 (save the file as UTF-8)")
        text = data.decode("utf-8", "surrogateescape")
        return cls(path, name, data, text.removeprefix("\ufeff"))

    def write(self, text: str) -> None:
        """Put `text` in the file's place, whole or not at all. Raises EditError.

        Permissions stay, a symbolic link stays one. Raises ChangedMeanwhileError if the file was
        saved since it was read.
        """
        self._replace(self.data, self._encoded(text))

    def restore(self, text: str) -> None:
        """Put what was read in the place of `text`. Raises as `write` does."""
        self._replace(self._encoded(text), self.data)

    def _encoded(self, text: str) -> bytes:
        """A text as the file has it: with a byte order mark if the file had one."""
        content = text.encode("utf-8", "surrogateescape")
        if self.data.startswith(codecs.BOM_UTF8):
            return codecs.BOM_UTF8 + content
        return content

    def _replace(self, expected: bytes, content: bytes) -> None:
        """Replace the file if it is as expected. Raises EditError."""
        try:
            if not os.access(self.path, os.W_OK):
                raise EditError(f"{self.name}: is write-protected")
            disk.replace(self.path, expected, content)
        except disk.ChangedError:
            raise ChangedMeanwhileError(f"{self.name}: was changed meanwhile") from None
        except OSError as error:
            raise EditError(f"{self.name}: cannot be written: {disk.reason(error)}") from None


def entries_beside(file: BibFile, root: Path, names: Iterable[str]) -> list[Entry]:
    """The entries of other files of the site, which are named relative to `root`."""
    entries: list[Entry] = []
    for name in names:
        path = root / name
        if path.is_file() and not path.samefile(file.path):
            entries += bibtex.read_file(path, name)[0]
    return entries


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """New text for the part of a file from `start` to `end`."""

    start: int
    end: int
    text: str


class Lines:
    """The lines of a text: where each begins."""

    def __init__(self, text: str) -> None:
        """Lines end with LF, CR or both; a byte order mark is before the first."""
        self.text = text
        first = len(text) - len(text.removeprefix("\ufeff"))
        self._starts = [first, *(match.end() for match in _LINE.finditer(text))]

    def start(self, number: int) -> int:
        """The position where line `number` begins, counted from 1."""
        return self._starts[number - 1]

    def line(self, number: int) -> str:
        """Line `number` without white space around it."""
        if number == len(self._starts):
            return self.text[self.start(number) :].strip()
        return self.text[self.start(number) : self.start(number + 1)].strip()

    def number(self, position: int) -> int:
        """The number of the line that a position is on."""
        return bisect_right(self._starts, position)

    def last_line(self, entry: Entry) -> int:
        """The number of the line on which an entry of the text ends."""
        return self.number(self.span(entry)[1] - 1)

    def span(self, entry: Entry) -> tuple[int, int]:
        """Where an entry of the text begins, and where it ends: after the bracket closing it."""
        start = self.start(entry.line) + entry.column - 1
        brackets = braces.with_depths(_BRACKET.finditer(self.text, start))
        opening, _ = next(brackets)
        closing = _CLOSING[opening[0]]
        for bracket, depth in brackets:
            if bracket[0] == closing and not depth:
                return start, bracket.end()
        return start, len(self.text)


def insertion(text: str, position: int, entries: Iterable[Entry], newline: str) -> Change:
    """Entries at the beginning of a line or at the end, with blank lines between and around.

    Lines end with `newline`; the last one has none if there was none.
    """
    between = newline * 2
    written = between.join(writer.write(entry).replace("\n", newline) for entry in entries)
    before = text[max(0, position - _LOOK_BACK) : position]
    if position < len(text):
        after = between
    elif before and not before.endswith(("\n", "\r")):
        return Change(position, position, between + written)
    else:
        after = newline
    needs_blank = before.strip() and not _ENDS_WITH_BLANK_LINE.search(before)
    start = newline if needs_blank else ""
    return Change(position, position, start + written + after)


def replacement(lines: Lines, old: Entry, new: Entry) -> Change:
    """`new` where `old` is, which was read from the same text. Raises EditError."""
    start, end = lines.span(old)
    part = lines.text[start:end]
    alone = bibtex.read(part)[0]
    if list(map(_outline, alone)) != [_outline(old)]:
        raise _unsafe(old)
    return Change(start, end, writer.write(new).replace("\n", newline_of(part or lines.text)))


def amendment(lines: Lines, old: Entry, values: Mapping[str, str]) -> Change:
    """More fields at the end of an entry, laid out as its last one. Raises EditError.

    All that the entry has stays as it is.
    """
    start, end = lines.span(old)
    part = lines.text[start:end]
    content = part[:-1].rstrip()
    layout = _Layout.of(lines, old, newline_of(part if "\n" in part else lines.text))
    written = [layout.field(name, writer.braceable(value)) for name, value in values.items()]
    added = ",".join(written)
    if content.endswith(","):
        added = f"{added},"
    else:
        added = f",{added}"
    amended = content + added + part[len(content) :]
    before, after = bibtex.read(part)[0], bibtex.read(amended)[0]
    expected = [amended_entry(entry, values) for entry in before]
    if len(before) != 1 or list(map(_meaning, after)) != list(map(_meaning, expected)):
        raise _unsafe(old)
    position = start + len(content)
    return Change(position, position, added)


def _outline(entry: Entry) -> tuple[str, list[str]]:
    """The key and the names of the fields, by which a part of a file is known to be an entry."""
    return entry.key, list(entry.fields)


def _unsafe(entry: Entry) -> EditError:
    """The error for an entry that is not where it seems to be, or would be read otherwise."""
    return EditError(f"{quote(entry.key)} on line {entry.line} cannot be changed safely")


def amended_entry(entry: Entry, values: Mapping[str, str]) -> Entry:
    """The entry with more fields."""
    return writer.make(entry.type, entry.key, entry.values() | dict(values), entry.path)


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the last field of an entry is written: what is before its name, and around its `=`.

    `width` is that of the name with the blanks after it.
    """

    before: str
    width: int
    sign: str

    @classmethod
    def of(cls, lines: Lines, entry: Entry, newline: str) -> _Layout:
        """The layout of the last field; one that shares its line with others has a blank before."""
        start = max((lines.start(field.line) for field in entry.fields.values()), default=0)
        line = _FIELD.match(lines.text, start)
        if line is None:
            return cls(" ", 0, "= ")
        width = 0
        if line["gap"]:
            width = len(line["name"] + line["gap"])
        return cls(newline + line["indent"], width, line["sign"])

    def field(self, name: str, value: str) -> str:
        """A field in this layout."""
        if self.width or not self.before.strip(" "):
            name += " "
        return f"{self.before}{name:<{self.width}}{self.sign}{{{value}}}"


def changed(text: str, changes: Iterable[Change]) -> str:
    """The text with changes that do not overlap.

    >>> changed("sand and sea", [Change(9, 12, "salt"), Change(0, 4, "Sand")])
    'Sand and salt'
    """
    parts = []
    position = 0
    for change in sorted(changes):
        parts += [text[position : change.start], change.text]
        position = change.end
    return "".join([*parts, text[position:]])


def check(actual: Sequence[Entry], expected: Sequence[Entry]) -> None:
    """Raise EditError if entries were not read as they were meant, in this order."""
    if list(map(_meaning, actual)) != list(map(_meaning, expected)):
        raise EditError(
            "the file cannot be changed safely: something is not closed before that place"
            " (python -m publications check says where)"
        )


def keys(text: str) -> set[str]:
    """All keys in lower case, those of entries that cannot be read too.

    >>> sorted(keys("@book{Sand, title = {On Sand}} @misc{sea, title = {"))
    ['sand', 'sea']
    """
    return {match["key"].lower() for match in _KEY.finditer(text)}


def _meaning(entry: Entry) -> tuple[str, str, dict[str, str]]:
    """What must stay; the month aside, whose macro a file may define anew."""
    values = entry.values()
    values.pop("month", None)
    return entry.type, entry.key, values


def newline_of(text: str) -> str:
    r"""How most lines of the text end.

    >>> newline_of("a\r\nb\r\nc\n")
    '\r\n'
    """
    both = text.count("\r\n")
    counts = {"\n": text.count("\n") - both, "\r\n": both, "\r": text.count("\r") - both}
    return max(counts, key=lambda ending: counts[ending])
