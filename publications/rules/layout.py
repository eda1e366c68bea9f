"""A note about entries that are laid out unlike the rest of their file.

The layout is that of `bibtex.writer`: one field a line, in one order, the signs in one column.
It changes nothing that is published, so a file of another layout, such as an export of Zotero's,
is left in peace: only a file that mostly has this layout is asked to have it throughout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from publications.bibtex import Entry, read, writer
from publications.diagnostics import Diagnostic, quote

#: Where a long value goes on; which word it breaks at is a matter of taste.
_CONTINUED: Final = re.compile(r"\n {4,}")
_HINT: Final = "one field a line, signs in one column, as in the entries around it"


def uneven_layout(text: str, name: str) -> Iterator[Diagnostic]:
    """The note about a BibTeX file called `name`, at the first entry that is laid out otherwise.

    Nothing is said of a file of which more than half is laid out otherwise.
    """
    entries, _ = read(text, name)
    uneven = [entry for entry, source in _sources(text, entries) if not _is_even(entry, source)]
    if not 0 < 2 * len(uneven) <= len(entries):
        return
    first, *others = uneven
    message = f"{quote(first.key)} is laid out otherwise than most entries"
    if others:
        message += f", and {len(others)} more"
    yield Diagnostic(name, first.line, first.column, "note", "uneven-layout", message, _HINT)


def _sources(text: str, entries: Sequence[Entry]) -> Iterator[tuple[Entry, str]]:
    """Each entry with the text from its line to that of the next one."""
    lines = text.replace("\r\n", "\n").split("\n")
    starts = [entry.line - 1 for entry in entries]
    for entry, (start, end) in zip(entries, pairwise([*starts, len(lines)]), strict=True):
        yield entry, "\n".join(lines[start:end])


def _is_even(entry: Entry, source: str) -> bool:
    """Whether an entry is laid out as `writer.write` would, whatever word its lines break at.

    Text after the entry (a comment, the blank line) does not matter.
    """
    written = _CONTINUED.sub(" ", writer.write(entry))
    return _CONTINUED.sub(" ", source).startswith(written)
