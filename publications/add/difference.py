"""The changes to a file as a unified diff, made from the changes and not by comparing the files."""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from publications.add.edit import Change, changed

_LINE: Final = re.compile(r"\r\n|\r|\n")
_HUNK: Final = re.compile(r"\A@@ -(\d+)(,\d+)? \+(\d+)(,\d+)? @@")
_CONTEXT: Final = 3


@dataclass(frozen=True, slots=True)
class _Region:
    """Lines of the old text, from `first` up to `last`, and the changes in them."""

    first: int
    last: int
    changes: tuple[Change, ...]

    def with_change(self, other: _Region) -> _Region:
        """This region with another that begins in it."""
        return _Region(self.first, max(self.last, other.last), (*self.changes, *other.changes))


def unified(text: str, changes: Sequence[Change], name: str) -> Iterator[str]:
    r"""The lines of a unified diff of a text and the text with the changes.

    >>> print("\n".join(unified("a\nb\n", [Change(2, 3, "c")], "refs.bib")))
    --- refs.bib
    +++ refs.bib
    @@ -1,2 +1,2 @@
     a
    -b
    +c
    """
    starts = [0, *(match.end() for match in _LINE.finditer(text))]
    if text.endswith(("\n", "\r")):
        starts.pop()
    ends = [*starts[1:], len(text)]
    added = 0
    hunks: list[str] = []
    for region in _regions(starts, sorted(changes)):
        start, end = starts[region.first], ends[region.last - 1]
        within = [Change(c.start - start, c.end - start, c.text) for c in region.changes]
        old = _lines(text[start:end])
        new = _lines(changed(text[start:end], within))
        hunks += _hunks(old, new, region.first, added)
        added += len(new) - len(old)
    if hunks:
        yield from (f"--- {name}", f"+++ {name}", *hunks)


def _regions(starts: Sequence[int], changes: Iterable[Change]) -> list[_Region]:
    """The changes with the lines around them; those that share lines, or touch, together.

    >>> changes = [Change(0, 1, "a"), Change(14, 15, "b")]
    >>> [(region.first, region.last) for region in _regions(range(0, 20, 2), changes)]
    [(0, 10)]
    """
    regions: list[_Region] = []
    for change in changes:
        first = max(0, bisect_right(starts, change.start) - 1 - _CONTEXT)
        last = min(len(starts), bisect_right(starts, change.end) + _CONTEXT)
        region = _Region(first, last, (change,))
        if regions and first <= regions[-1].last:
            region = regions.pop().with_change(region)
        regions.append(region)
    return regions


def _hunks(old: Sequence[str], new: Sequence[str], first: int, added: int) -> list[str]:
    """The hunks of a region that begins after `first` lines, with `added` more in the new text."""
    lines = difflib.unified_diff(old, new, n=_CONTEXT, lineterm="")
    return [_HUNK.sub(lambda match: _moved(match, first, added), line) for line in lines][2:]


def _moved(match: re.Match[str], first: int, added: int) -> str:
    """The head of a hunk, with the lines of the whole texts instead of those of a region."""
    old = int(match[1]) + first
    new = int(match[3]) + first + added
    return f"@@ -{old}{match[2] or ''} +{new}{match[4] or ''} @@"


def _lines(text: str) -> list[str]:
    r"""The lines of a text without what ends them.

    >>> _lines("a\r\n\nb\n")
    ['a', '', 'b']
    """
    lines = _LINE.split(text)
    if not lines[-1]:
        lines.pop()
    return lines
