"""New entries in the text of a file, each where the order of the file says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from types import MappingProxyType
from typing import Final

from publications import bibtex
from publications.add import edit
from publications.add.edit import BibFile, Change, EditError, Lines
from publications.add.order import Order, When, line_before, when
from publications.bibtex import Entry
from publications.diagnostics import Diagnostic, printable

#: More fields of entries, by the keys of these.
Amendments = Mapping[str, Mapping[str, str]]
#: Entries and findings, as `bibtex.read` returns them.
Reading = tuple[list[Entry], list[Diagnostic]]

_BROKEN: Final = frozenset({"syntax", "stray-text"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A text with the changes made: its entries, read again, and the lines of the new ones.

    `lines` are the first and the last of each entry that is new or replaces another, by its key.
    """

    changes: tuple[Change, ...]
    text: str
    entries: Sequence[Entry]
    lines: Mapping[str, range]


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a new entry goes: before which of the entries there are, at which position."""

    index: int
    position: int
    entry: Entry


def place(
    file: BibFile,
    reading: Reading,
    new: Iterable[Entry],
    replaced: Mapping[str, Entry],
    amended: Amendments = MappingProxyType({}),
) -> Placed:
    """Write new entries into the text, and others in the place of those with these keys.

    `reading` is what the text reads as; `amended` are more fields of entries, by their keys. Raises
    EditError where it cannot be changed safely.
    """
    lines = Lines(file.text)
    entries, findings = reading
    spots = _spots(lines, entries, new)
    _check_neighbours(lines, entries, findings, spots)
    if not any((spots, replaced, amended)):
        return Placed((), file.text, entries, {})
    changes = _changes(lines, entries, replaced, amended)
    newline = edit.newline_of(file.text)
    for position, group in groupby(spots, key=lambda spot: spot.position):
        added = [spot.entry for spot in group]
        changes.append(edit.insertion(file.text, position, added, newline))
    text = edit.changed(file.text, changes)
    after = bibtex.read(text, file.name)[0]
    meant = [_meant(entry, replaced, amended) for entry in entries]
    edit.check(after, _expected(meant, spots))
    names = {spot.entry.key for spot in spots} | set(replaced)
    return Placed(tuple(changes), text, after, _lines_of(text, after, names))


def _changes(
    lines: Lines, entries: Iterable[Entry], replaced: Mapping[str, Entry], amended: Amendments
) -> list[Change]:
    """The changes of entries that are there. Raises EditError."""
    changes = []
    for entry in entries:
        if entry.key in replaced:
            changes.append(edit.replacement(lines, entry, replaced[entry.key]))
        elif entry.key in amended:
            changes.append(edit.amendment(lines, entry, amended[entry.key]))
    return changes


def _meant(entry: Entry, replaced: Mapping[str, Entry], amended: Amendments) -> Entry:
    """An entry that is there as it should be after the change."""
    if entry.key in replaced:
        return replaced[entry.key]
    if entry.key in amended:
        return edit.amended_entry(entry, amended[entry.key])
    return entry


def _spots(lines: Lines, entries: Sequence[Entry], new: Iterable[Entry]) -> list[_Spot]:
    """Where the new entries go, in the order of the file."""
    complete, parents, _ = bibtex.inherit(entries)
    dates = {
        (entry.line, entry.column): when(entry) for entry in complete if entry.key not in parents
    }
    order = Order.of([dates.get((entry.line, entry.column)) for entry in entries])

    @cache
    def spot_of(date: When | None) -> tuple[int, int]:
        return _spot(lines, entries, order.index(date), date)

    dated = sorted(((when(entry), entry) for entry in new), key=lambda pair: order.rank(pair[0]))
    spots = [_Spot(*spot_of(date), entry) for date, entry in dated]
    return sorted(spots, key=lambda spot: (spot.index, spot.position))


def _spot(lines: Lines, entries: Sequence[Entry], index: int, date: When | None) -> tuple[int, int]:
    """The first place at or after `index` where a line begins: before which entry, and where."""
    year, *_ = date or (0,)
    for number in range(index, len(entries)):
        first = 1
        if number:
            first = lines.last_line(entries[number - 1]) + 1
        line = line_before(lines, entries[number], year, first)
        if line is not None:
            return number, lines.start(line)
    return len(entries), len(lines.text)


def _check_neighbours(
    lines: Lines, entries: Sequence[Entry], findings: Iterable[Diagnostic], spots: Iterable[_Spot]
) -> None:
    """Raise EditError if something directly above a spot cannot be read.

    It may be an entry that is not closed, which would take the new one into itself.
    """
    errors = (finding for finding in findings if finding.severity == "error")
    broken = [finding for finding in errors if finding.code in _BROKEN]
    for spot in spots:
        above = _lines_above(lines, entries, spot)
        for finding in broken:
            if finding.line in above:
                where = f"{printable(finding.path)}:{finding.line}:{finding.column}"
                raise EditError(
                    f"{where}: {finding.text}; nothing is added below it before it is mended"
                )


def _lines_above(lines: Lines, entries: Sequence[Entry], spot: _Spot) -> range:
    """The lines from the entry before a spot up to the spot, with the last one of the file."""
    first = 1
    if spot.index:
        first = entries[spot.index - 1].line
    end = lines.number(spot.position)
    if spot.position == len(lines.text):
        end += 1
    return range(first, end)


def _expected(meant: Iterable[Entry], spots: Iterable[_Spot]) -> list[Entry]:
    """The entries that the changed text must have: those that are meant, and the new ones."""
    expected = list(meant)
    for number, spot in enumerate(spots):
        expected.insert(spot.index + number, spot.entry)
    return expected


def _lines_of(text: str, entries: Iterable[Entry], keys: set[str]) -> dict[str, range]:
    """The lines of the entries with these keys."""
    lines = Lines(text)
    return {
        entry.key: range(entry.line, lines.last_line(entry) + 1)
        for entry in entries
        if entry.key in keys
    }
