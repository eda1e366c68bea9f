"""One thing to propose to the owner: a change of refs.bib, or a question only they can answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from publications.add.candidates import Candidate
from publications.bibtex import Entry, writer
from publications.model import titles
from publications.watch.work import Notice, Work

#: In the order of the report.
Kind = Literal["notice", "new", "published", "missing", "differs", "doubt", "closed"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing to tell the owner: about which publication, and what.

    `entry` is that of refs.bib, or None. `values` are fields for it; `candidate` is an entry to be
    added or to take its place. A proposal with neither is a question. `names` are more identifiers.
    """

    kind: Kind
    identifier: str
    title: str
    text: str
    entry: Entry | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    candidate: Candidate | None = None
    names: tuple[str, ...] = ()


def of_work(
    kind: Kind,
    work: Work,
    text: str,
    entry: Entry | None = None,
    candidate: Candidate | None = None,
) -> Proposal:
    """A proposal about the work of a registrar."""
    return Proposal(
        kind, work.identifier, work.title, text, entry, candidate=candidate, names=work.names
    )


def candidate_of(work: Work, replaces: str = "") -> Candidate:
    """The entry to be written of a work, with the notices about it.

    A retraction that the registrar knows without its notice is marked in the title, as publishers
    do. `replaces` is the key of the preprint whose place it takes.
    """
    entry = work.entry
    values = entry.values() | fields_of(work.notices)
    if work.is_retracted and "retraction" not in values:
        values["title"] = f"RETRACTED: {entry.get('title')}"
    noted = writer.make(entry.type, entry.key, values)
    return replace(work.candidate, entry=noted, replaces=replaces)


def fields_of(notices: Iterable[Notice]) -> dict[str, str]:
    """The fields of notices; those of one field are written together, the newest first.

    Those of one day keep their order, so that each run writes the same.
    """
    newest_first = sorted(dict.fromkeys(notices), key=lambda notice: notice.date, reverse=True)
    values: dict[str, list[str]] = {}
    for notice in newest_first:
        values.setdefault(notice.field, []).append(notice.value)
    return {name: "; ".join(filter(None, listed)) for name, listed in values.items()}


def where(work: Work) -> str:
    """Who knows the work, and where it came out: `Crossref, Journal of Pots, 2008`."""
    venue = titles.venue_of(work.entry).text
    return ", ".join(filter(None, (work.source, venue, work.entry.get("year"))))
