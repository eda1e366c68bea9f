"""One run: the registrars are asked, and what they know becomes a plan and a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from publications import add, bibtex
from publications.add import edit
from publications.add.edit import BibFile, EditError, Lines
from publications.bibtex import Entry
from publications.settings import Options, Owner
from publications.watch.gathering import Gathered, Who
from publications.watch.ignored import Ignored
from publications.watch.proposal import Proposal
from publications.watch.proposals import proposals
from publications.watch.report import Report, written


def entries_of(file: BibFile, others: Sequence[Entry]) -> list[Entry]:
    """The publications of all files, with inheritance applied.

    An entry that is there for others to inherit from, as that of a proceedings, is none of them.
    """
    entries = bibtex.distinct([*bibtex.read(file.text, file.name)[0], *others])[0]
    complete, parents, _ = bibtex.inherit(entries)
    return [entry for entry in complete if entry.key not in parents]


def report(
    gathered: Gathered, file: BibFile, others: Sequence[Entry], options: Options, ignored: Ignored
) -> Report:
    """What to make of the registrars' works. Raises EditError.

    `others` are the entries of files that are not written to: nothing in them is proposed as new.
    """
    proposed, amended = _amendments(
        proposals(gathered.works, entries_of(file, others), options.owner, ignored), file
    )
    candidates = [each.candidate for each in proposed if each.candidate is not None]
    plan = add.plan(candidates, file, others, options, amended=amended)
    notes = (*_notes(gathered, options.owner), *ignored.problems)
    return Report(plan, tuple(proposed), gathered.failures, notes, written(plan))


def _notes(gathered: Gathered, owner: Owner) -> Iterator[str]:
    """Lines that ask for nothing: what this run did not ask, and why."""
    yield from Who.of(owner).unasked(owner)
    if gathered.not_asked:
        yield f"{len(gathered.not_asked)} DOIs are asked for another time"
    if gathered.waiting:
        yield f"new works that wait for Crossref: {gathered.waiting}"


def _amendments(
    proposed: Iterable[Proposal], file: BibFile
) -> tuple[list[Proposal], dict[str, dict[str, str]]]:
    """The proposals, and the fields that entries of the file get, by the keys of these.

    Fields that cannot be written safely are left to the owner. Those of a preprint whose published
    version takes its place are not told: they would be written over in the same run.
    """
    proposed = list(proposed)
    lines, entries = Lines(""), {}
    if any(proposal.values for proposal in proposed):
        lines = Lines(file.text)
        entries = {entry.key: entry for entry in bibtex.read(file.text, file.name)[0]}
    replaced = {each.candidate.replaces for each in proposed if each.candidate is not None}
    amended: dict[str, dict[str, str]] = {}
    told: list[Proposal] = []
    for proposal in proposed:
        if proposal.entry is None or not proposal.values:
            told.append(proposal)
        elif proposal.entry.key in replaced:
            continue
        elif _is_writable(lines, entries, proposal.entry, file.name, proposal.values):
            amended.setdefault(proposal.entry.key, {}).update(proposal.values)
            told.append(proposal)
        else:
            told.append(replace(proposal, text=f"{proposal.text}: write it by hand", values={}))
    return told, amended


def _is_writable(
    lines: Lines, entries: Mapping[str, Entry], entry: Entry, name: str, values: Mapping[str, str]
) -> bool:
    """Whether an entry is in this file, and can have more fields safely."""
    if entry.path != name or entry.key not in entries:
        return False
    try:
        edit.amendment(lines, entries[entry.key], values)
    except EditError:
        return False
    return True
