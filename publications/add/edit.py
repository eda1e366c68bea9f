"""Changes to a BibTeX file that leave every other byte as it was.

A change is made in the text, and the text read again: the entries before must all be there, and
the new one as it was meant.  Only then is the file replaced, in one step.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from publications import atomic, bibtex
from publications.bibtex import Entry, writer
from publications.bibtex.reader import is_utf16
from publications.diagnostics import quote

_LINE: Final = re.compile(r"\r\n|\r|\n")
_KEY: Final = re.compile(r"@[^\s\"#%'(),={}@]+\s*[{(]\s*([^\s,{}]+)")
_CONTEXT: Final = 3


class EditError(ValueError):
    """A file that cannot be changed safely; the message is one line that says why."""


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
        """Read the file, called `name` in messages.  Raises EditError."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise EditError(f"{name}: cannot be read: {error.strerror or error}") from None
        if is_utf16(data):
            raise EditError(f"{name}: is UTF-16 (save the file as UTF-8)")
        text = data.decode("utf-8", "surrogateescape")
        return cls(path, name, data, text.removeprefix("\ufeff"))

    def write(self, text: str) -> None:
        """Put `text` in the file's place, whole or not at all.  Raises EditError.

        Permissions stay, a symbolic link stays one, and what somebody else has written since is
        not overwritten.
        """
        target = Path(os.path.realpath(self.path))
        mark = "\ufeff" if self.data.startswith(b"\xef\xbb\xbf") else ""
        try:
            if target.read_bytes() != self.data:
                raise EditError(f"{self.name}: was changed meanwhile; nothing is written")
            if not os.access(target, os.W_OK):
                raise EditError(f"{self.name}: is write-protected")
            atomic.write(target, (mark + text).encode("utf-8", "surrogateescape"))
        except OSError as error:
            raise EditError(f"{self.name}: cannot be written: {error.strerror or error}") from None


def appended(text: str, entry: Entry) -> str:
    """The text with the entry at its end, a blank line before it.  Raises EditError.

    Lines end as the others do, the last one too: without a newline if there was none.
    """
    newline = _newline(text)
    written = writer.write(entry).replace("\n", newline)
    if not text:
        return written + newline
    ends = text[-1] in "\r\n"
    blank = re.search(r"(?:\n|\r(?!\n))[ \t]*(?:\r\n|\r|\n)\Z", text) or not text.strip()
    between = "" if blank and ends else newline if ends else newline * 2
    changed = text + between + written + (newline if ends else "")
    _check(changed, [*bibtex.read(text)[0], entry])
    return changed


def replaced(text: str, old: Entry, new: Entry) -> str:
    """The text with `new` where `old` stands, which was read from it.  Raises EditError."""
    start, end = _span(text, old)
    alone = bibtex.read(text[start:end])[0]
    if [(e.key, list(e.fields)) for e in alone] != [(old.key, list(old.fields))]:
        raise EditError(f"{quote(old.key)} on line {old.line} cannot be changed safely")
    written = writer.write(new).replace("\n", _newline(text[start:end] or text))
    changed = text[:start] + written + text[end:]
    place = (old.line, old.column)
    before = bibtex.read(text)[0]
    _check(changed, [new if (e.line, e.column) == place else e for e in before])
    return changed


def keys(text: str) -> set[str]:
    """All keys in lower case, those of entries that cannot be read too."""
    return {found[1].lower() for found in _KEY.finditer(text)}


def diff(old: str, new: str, name: str) -> Iterator[str]:
    """The lines of a unified diff; equal lines at both ends are not compared again."""
    a, b = (_LINE.split(text.removesuffix("\n").removesuffix("\r")) for text in (old, new))
    shorter = min(len(a), len(b))
    first = next((i for i in range(shorter) if a[i] != b[i]), shorter)
    last = next((i for i in range(shorter - first) if a[-1 - i] != b[-1 - i]), shorter - first)
    skipped = max(0, first - _CONTEXT)
    kept = max(0, last - _CONTEXT)
    lines = difflib.unified_diff(
        a[skipped : len(a) - kept], b[skipped : len(b) - kept], name, name, n=_CONTEXT, lineterm=""
    )
    for line in lines:
        yield (
            re.sub(r"(?<=[-+])\d+", lambda found: str(int(found[0]) + skipped), line)
            if line.startswith("@@")
            else line
        )


def _span(text: str, entry: Entry) -> tuple[int, int]:
    """Where the entry begins, and where it ends: at the brace that closes it."""
    starts = [0, *(found.end() for found in _LINE.finditer(text))]
    start = starts[entry.line - 1] + entry.column - 1
    depth = 0
    closing = ""
    for found in re.compile(r"[{}()]").finditer(text, start):
        if not closing:
            closing = "}" if found[0] == "{" else ")"
        elif found[0] == closing and not depth:
            return start, found.end()
        elif found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
    return start, len(text)


def _check(text: str, expected: list[Entry]) -> None:
    """Raise EditError if the text does not read as these entries, in this order."""
    if [_meaning(e) for e in bibtex.read(text)[0]] != [_meaning(e) for e in expected]:
        raise EditError(
            "the file cannot be changed safely: something is not closed before that place"
            " (python -m publications check says where)"
        )


def _meaning(entry: Entry) -> tuple[str, str, dict[str, str]]:
    """What must stay; the month aside, whose macro a file may define anew."""
    values = entry.values()
    values.pop("month", None)
    return entry.type, entry.key, values


def _newline(text: str) -> str:
    """How most lines of the text end."""
    both = text.count("\r\n")
    counts = {"\n": text.count("\n") - both, "\r\n": both, "\r": text.count("\r") - both}
    return max(counts, key=lambda ending: counts[ending])
