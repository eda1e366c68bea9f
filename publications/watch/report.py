"""The report of a run: as text, as Markdown that is nothing but text, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from publications import output
from publications.add.planning import Plan
from publications.bibtex import Entry
from publications.diagnostics import printable
from publications.model import titles
from publications.watch.proposal import Kind, Proposal
from publications.watch.work import identifier_of

_HEADINGS: Final[Mapping[Kind, str]] = {
    "notice": "Retractions, corrections and expressions of concern",
    "new": "New publications",
    "published": "Published versions of preprints",
    "missing": "Missing fields",
    "differs": "Other spellings at a registrar (yours are kept)",
    "doubt": "Perhaps not yours, or there already",
    "closed": "Without a free copy",
}
_LONGEST: Final = 500
#: How many of one kind are listed for people.
_LISTED: Final = 100
_WAY_OUT: Final = (
    "Not to be asked about one of these again, add a line to publications.ignore: its identifier,"
    " the date, and the reason."
)


@dataclass(frozen=True, slots=True)
class Report:
    """What a run has found: proposals, the change that it makes of refs.bib, and failures.

    `failures` has a line for each registrar that failed and for each error in files; `notes` lines
    that ask for nothing; `written` is what the function of that name gives.
    """

    plan: Plan
    proposals: tuple[Proposal, ...] = ()
    failures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    written: Mapping[str, str] = field(default_factory=dict)

    def write(self, form: str) -> str:
        """The report in a form of FORMATS, ending in a newline."""
        return output.harmless(FORMATS[form](self))

    @property
    def summary(self) -> str:
        """How many changes and questions there are, as `1 change of refs.bib, 2 questions`."""
        changes = sum(map(self.is_change, self.proposals))
        questions = len(self.proposals) - changes
        if not self.proposals:
            return "Nothing new."
        asked = output.counted(questions, "question")
        return f"{output.counted(changes, 'change')} of {self.plan.file.name}, {asked}."

    def of(self, kind: Kind) -> list[Proposal]:
        """The proposals of one kind."""
        return [proposal for proposal in self.proposals if proposal.kind == kind]

    def is_change(self, proposal: Proposal) -> bool:
        """Whether a proposal changes the file: an entry that cannot be published does not."""
        return bool(proposal.values) or bool(proposal.candidate and self.key(proposal))

    def key(self, proposal: Proposal) -> str:
        """The key of the entry that a proposal is about, also of one that it adds.

        A key is given to a new entry when the change is planned, so that it is looked up by what
        tells the entry; it is empty for one that the plan leaves out.
        """
        if proposal.candidate is not None:
            names = _names(proposal.candidate.entry)
            return next(filter(None, map(self.written.get, names)), "")
        if proposal.entry is not None:
            return proposal.entry.key
        return ""


def written(plan: Plan) -> dict[str, str]:
    """The keys of the entries that a plan writes, by all that may tell which these are."""
    keys: dict[str, str] = {}
    for entry in (*plan.new, *plan.published):
        keys |= dict.fromkeys(_names(entry), entry.key)
    return keys


def _names(entry: Entry) -> list[str]:
    """The identifier and the folded title of an entry."""
    return list(filter(None, (identifier_of(entry), titles.title_of(entry).search)))


def _item(report: Report, proposal: Proposal) -> str:
    """What a proposal says: where, which publication, and what.

    `refs.bib:3: pots2008 Pots and Pans: lacks doi 10.5555/pots (Crossref) [10.5555/pots]`; the
    identifier is left out where it is said already.
    """
    key = report.key(proposal)
    where = key
    if proposal.entry is not None:
        where = f"{proposal.entry.path}:{proposal.entry.line}: {key}"
    title = proposal.title
    if title:
        title += ":"
    identifier = ""
    if proposal.identifier != key and proposal.identifier not in proposal.text:
        identifier = f"[{proposal.identifier}]"
    words = " ".join((where, title, proposal.text, identifier)).split()
    return printable(" ".join(words))


def _sections(report: Report) -> Iterator[tuple[str, list[str]]]:
    """Headings, each with the lines below it; none without a line.

    Of a kind with very many lines the first are listed and the rest counted; JSON has them all.
    """
    for kind, heading in _HEADINGS.items():
        lines = [_item(report, proposal) for proposal in report.of(kind)]
        if len(lines) > _LISTED:
            lines = [*lines[:_LISTED], f"and {len(lines) - _LISTED} more"]
        if lines:
            yield heading, lines
    if report.plan.problems:
        yield "Left out", list(report.plan.problems)
    if report.failures:
        yield "Not asked, or in error", list(report.failures)
    if report.notes:
        yield "Notes", list(report.notes)


def _text(report: Report) -> str:
    """The report for a terminal: a line for each proposal, below a heading for each kind."""
    sections = []
    for heading, lines in _sections(report):
        sections.append("\n".join((heading, *(f"  {line[:_LONGEST]}" for line in lines))))
    return _whole(report, [report.summary, *sections])


def _markdown(report: Report) -> str:
    """The report for a pull request or an issue.

    Text of registrars is escaped (`output.markdown`): a title there is no link and no HTML.
    """
    sections = []
    for heading, lines in _sections(report):
        items = "\n".join(f"- {output.markdown(line, _LONGEST)}" for line in lines)
        sections += [f"### {heading}", items]
    return _whole(report, ["## Publications and their registrars", report.summary, *sections])


def _whole(report: Report, parts: Sequence[str]) -> str:
    """The parts of a report, and how not to be asked again where anything is asked."""
    if report.proposals:
        parts = [*parts, _WAY_OUT]
    return "\n\n".join(parts) + "\n"


def _json(report: Report) -> str:
    """The report for programs, with the change of the file as a unified diff."""
    value = {
        "changes": bool(report.plan.changes),
        "proposals": [_object(report, proposal) for proposal in report.proposals],
        "left_out": list(report.plan.problems),
        "failures": list(report.failures),
        "notes": list(report.notes),
        "diff": report.plan.diff,
    }
    return json.dumps(value, indent=2) + "\n"


def _object(report: Report, proposal: Proposal) -> dict[str, object]:
    """One proposal; `line` is that of its entry in refs.bib, null where there is none."""
    line = None
    if proposal.entry is not None:
        line = proposal.entry.line
    return {
        "kind": proposal.kind,
        "key": report.key(proposal),
        "line": line,
        "identifier": proposal.identifier,
        "title": proposal.title,
        "text": proposal.text,
        "change": report.is_change(proposal),
    }


FORMATS: Final[Mapping[str, Callable[[Report], str]]] = {
    "text": _text,
    "markdown": _markdown,
    "json": _json,
}
