"""Whether a new entry is in a bibliography already, may be, or replaces its preprint there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from publications.add.identity import Match, Register, difference, is_preprint
from publications.bibtex import Entry


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a new entry is, beside the entries that are there.

    `known`: `entry` is the same publication, `reason` names what both share. `doubtful`: it has
    the same title, `reason` says what differs. `published`: `entry` is its preprint.
    `several`: `entry` is one of several preprints of it, `reason` their lines.
    """

    kind: Literal["new", "known", "doubtful", "published", "several"]
    entry: Entry | None = None
    reason: str = ""


def judge(new: Entry, register: Register, *, keep_both: bool = False) -> Verdict:
    """Compare a new entry with those registered; with `keep_both` only the same DOI counts."""
    doubt: Verdict | None = None
    preprints: list[Match] = []
    for match in register.matches(new):
        if match.same == "DOI":
            return Verdict("known", match.entry, match.same)
        if keep_both:
            continue
        reason = difference(new, match.entry) if match.same == "title" else ""
        if reason:
            doubt = doubt or Verdict("doubtful", match.entry, reason)
        elif is_preprint(match.entry) and not is_preprint(new):
            preprints.append(match)
        else:
            return Verdict("known", match.entry, match.same)
    if doubt:
        return doubt
    if len(preprints) > 1:
        lines = " and ".join(str(match.entry.line) for match in preprints)
        return Verdict("several", preprints[0].entry, lines)
    if preprints:
        return Verdict("published", preprints[0].entry)
    return Verdict("new")
