"""Whether a new entry is in a bibliography already, may be, or replaces its preprint there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from publications.add.identity import Match, Register, difference, is_preprint
from publications.bibtex import Entry

#: Of several entries that a new one may be, the first in this order decides.
_ORDER: Final = ("known", "doubtful", "published")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a new entry is, beside the entries that are there.

    `known`: `entry` is the same publication, `reason` names what both share. `doubtful`: it has the
    same title, `reason` says what differs. `published`: `entry` is its preprint, `reason` names
    what both share. `several`: `entry` is one of several preprints of it, `reason` their lines.
    """

    kind: Literal["new", "known", "doubtful", "published", "several"]
    entry: Entry | None = None
    reason: str = ""


def judge(new: Entry, register: Register, *, keep_both: bool = False) -> Verdict:
    """Compare a new entry with those registered; with `keep_both` only the same DOI counts.

    A paper that is there already decides; then one of its title that may be another; then
    preprints, of which there must be one alone to be replaced.

    >>> from publications.bibtex import writer
    >>> paper = writer.make("article", "sand", {"title": "On Sand", "journal": "The Sea"})
    >>> judge(paper, Register([])).kind, judge(paper, Register([paper])).kind
    ('new', 'known')
    >>> preprint = writer.make("misc", "sand", {"title": "On Sand", "eprint": "2101.00001"})
    >>> judge(paper, Register([preprint])).kind
    'published'
    """
    matches = register.matches(new)
    if keep_both:
        matches = [match for match in matches if match.same == "DOI"]
    verdicts = [_compared(new, match) for match in matches]
    verdicts.sort(key=lambda verdict: _ORDER.index(verdict.kind))
    if not verdicts:
        return Verdict("new")
    first = verdicts[0]
    if first.kind == "published" and len(verdicts) > 1:
        lines = " and ".join(str(match.entry.line) for match in matches)
        return Verdict("several", first.entry, lines)
    return first


def _compared(new: Entry, match: Match) -> Verdict:
    """What a new entry is beside one that shares an identifier or the title with it.

    One DOI is one paper, be it that of a preprint.
    """
    if match.same == "DOI":
        return Verdict("known", match.entry, match.same)
    if match.same == "title":
        reason = difference(new, match.entry)
        if reason:
            return Verdict("doubtful", match.entry, reason)
    if is_preprint(match.entry) and not is_preprint(new):
        return Verdict("published", match.entry, match.same)
    return Verdict("known", match.entry, match.same)
