"""What to propose to the owner: changes of refs.bib, and questions that only they can answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final, Literal

from publications.add.candidates import Candidate
from publications.add.identity import is_preprint
from publications.bibtex import Entry, writer
from publications.model import links, registered, titles
from publications.model.kinds import entry_type
from publications.settings import Owner
from publications.watch import comparison
from publications.watch.byline import Company
from publications.watch.ignored import Ignored
from publications.watch.recognise import Records
from publications.watch.work import Notice, Work, identifier_of

#: In the order of the report.
Kind = Literal["notice", "new", "published", "missing", "differs", "doubt", "closed"]

_PAPERS: Final = frozenset({"article", "conference", "chapter"})
_FREE: Final = frozenset({"arxiv", "eprint", "pdf"})


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


@dataclass(slots=True)
class _Facts:
    """What registrars have about one entry of refs.bib."""

    entry: Entry
    works: list[Work] = field(default_factory=list)
    updates: list[Notice] = field(default_factory=list)
    published: list[Work] = field(default_factory=list)

    @property
    def notices(self) -> list[Notice]:
        """The notices about it, of all works."""
        return [*self.updates, *chain.from_iterable(work.notices for work in self.works)]


@dataclass(slots=True)
class _Sorted:
    """The works of registrars by what they are; `facts` by the ids of entries of refs.bib."""

    facts: dict[int, _Facts]
    new: list[Work] = field(default_factory=list)
    doubts: dict[str, Proposal] = field(default_factory=dict)


def proposals(
    works: Sequence[Work], entries: Sequence[Entry], owner: Owner, ignored: Ignored
) -> list[Proposal]:
    """All proposals about entries whose inheritance is applied, without those that are ignored."""
    records = Records(entries)
    lots = _Sorted({id(entry): _Facts(entry) for entry in entries})
    for work in works:
        if work.updates:
            _note(work, records, lots)
        else:
            _sort(work, records, lots)
    made = list(_new(lots, Company.of(owner, entries)))
    for facts in lots.facts.values():
        made += _about(facts)
    made += lots.doubts.values()
    return [proposal for proposal in made if not _is_ignored(proposal, ignored)]


def _is_ignored(proposal: Proposal, ignored: Ignored) -> bool:
    """Whether the owner has answered; a notice is one about the paper, not the paper itself."""
    names = [proposal.identifier, *proposal.names]
    if proposal.entry is not None and proposal.kind != "notice":
        names += [proposal.entry.key, identifier_of(proposal.entry)]
    return any(map(ignored.has, names))


def _note(work: Work, records: Records, lots: _Sorted) -> None:
    """Put a notice beside what it is about; it is no paper."""
    for doi, notice in work.updates.items():
        facts = lots.facts.get(id(records.with_doi(doi)))
        if facts is not None:
            facts.updates.append(notice)
    records.add(work)


def _sort(work: Work, records: Records, lots: _Sorted) -> None:
    """Put a work where it belongs."""
    verdict = records.verdict(work)
    facts = lots.facts.get(id(verdict.entry))
    if verdict.kind in ("new", "published"):
        records.add(work)
    if verdict.kind == "known" and verdict.entry is not None:
        records.learn(work, verdict.entry)
    if facts is not None and verdict.kind == "known":
        facts.works.append(work)
    elif facts is not None and verdict.kind == "published":
        facts.published.append(work)
    elif facts is not None:
        text = f"has the title of {facts.entry.key}, but {verdict.reason} ({work.source})"
        doubt = _proposal("doubt", work, text, facts.entry)
        lots.doubts.setdefault(work.identifier, doubt)
    elif verdict.kind in ("new", "published"):
        lots.new.append(work)


def _proposal(
    kind: Kind,
    work: Work,
    text: str,
    entry: Entry | None = None,
    candidate: Candidate | None = None,
) -> Proposal:
    title = titles.title_of(work.entry).text
    return Proposal(
        kind, work.identifier, title, text, entry, candidate=candidate, names=work.names
    )


def _new(lots: _Sorted, company: Company) -> Iterator[Proposal]:
    """New papers of the owner's; those of others, perhaps, as questions.

    Each paper that is the owner's may tell of another that it is.
    """
    waiting = lots.new
    owned = waiting
    while owned:
        owned = [work for work in waiting if not company.doubt(work)]
        waiting = [work for work in waiting if company.doubt(work)]
        for work in owned:
            reason = company.reason_for(work) or "the owner's name"
            labels = (notice.label for notice in work.notices)
            text = "; ".join((_where(work), reason, *labels))
            yield _proposal("new", work, text, candidate=_candidate(work))
        for work in owned:
            company.add(work.entry)
    for work in waiting:
        yield _proposal("doubt", work, f"{company.doubt(work)} ({_where(work)})")


def _candidate(work: Work, replaces: str = "") -> Candidate:
    """The entry to be written, with the notices about the work."""
    entry = work.entry
    values = entry.values() | _fields(work.notices)
    if work.is_retracted and "retraction" not in values:
        values["title"] = f"RETRACTED: {entry.get('title')}"
    noted = writer.make(entry.type, entry.key, values)
    return replace(work.candidate, entry=noted, replaces=replaces)


def _fields(notices: Iterable[Notice]) -> dict[str, str]:
    """The fields of notices; those of one field are written together, the newest first.

    Those of one day keep their order, so that each run writes the same.
    """
    values: dict[str, str] = {}
    for notice in sorted(dict.fromkeys(notices), key=lambda notice: notice.date, reverse=True):
        there = values.get(notice.field, "")
        values[notice.field] = "; ".join(filter(None, (there, notice.value)))
    return values


def _where(work: Work) -> str:
    """Who knows the work, and where it came out."""
    venue = titles.venue_of(work.entry).text
    return ", ".join(filter(None, (work.source, venue, work.entry.get("year"))))


def _about(facts: _Facts) -> Iterator[Proposal]:
    """What registrars know of one entry of refs.bib."""
    entry = facts.entry
    title = titles.title_of(entry).text
    identifier = identifier_of(entry) or entry.key
    yield from _notices(facts, title)
    yield from _published(facts)
    if any(work.is_retracted for work in facts.works) and not _is_noted(facts):
        yield Proposal("notice", identifier, title, "is called retracted, without a notice", entry)
    alike = [work for work in facts.works if work.is_preprint == is_preprint(entry)]
    values, sources = comparison.missing(entry, alike)
    if values:
        named = ", ".join(f"{name} {value}" for name, value in values.items())
        text = f"lacks {named} ({', '.join(sources)})"
        yield Proposal("missing", identifier, title, text, entry, values)
    for text in comparison.differences(entry, alike):
        yield Proposal("differs", identifier, title, text, entry)
    if _is_closed(facts):
        free = next(filter(None, (work.free for work in facts.works)), "")
        text = "links no free copy"
        if free:
            text += f"; there is one at {free}"
        yield Proposal("closed", identifier, title, text, entry)


def _published(facts: _Facts) -> Iterator[Proposal]:
    """The published version of a preprint, or what arXiv says of it."""
    entry = facts.entry
    for work in facts.published[:1]:
        candidate = _candidate(work, replaces=entry.key)
        text = f"is the published version of {entry.key} ({_where(work)})"
        yield _proposal("published", work, text, entry, candidate)
    if facts.published or not is_preprint(entry):
        return
    for work in facts.works:
        home = work.published or work.journal_ref
        if home:
            text = f"{work.source} says that it came out as {home}"
            yield _proposal("published", work, text, entry)
            return


def _notices(facts: _Facts, title: str) -> Iterator[Proposal]:
    """Notices that the entry does not have."""
    entry = facts.entry
    lacking = [notice for notice in facts.notices if not _has(entry, notice)]
    for name, value in _fields(lacking).items():
        labels = {notice.label for notice in lacking if notice.field == name}
        values = {}
        if entry.field(name) is None:
            values = {name: value}
        identifier = next(each.doi or each.date for each in lacking if each.field == name)
        text = f"{' and '.join(sorted(labels))}: {value}"
        yield Proposal("notice", identifier, title, text, entry, values)


def _has(entry: Entry, notice: Notice) -> bool:
    """Whether an entry names a notice, or the notice says nothing.

    A DOI that another one begins with, as `10.1000/n` and `10.1000/n2`, is not named by that.
    """
    name = re.escape(notice.doi or notice.date)
    value = links.unescaped(entry.get(notice.field)).lower()
    return not name or re.search(rf"{name}(?![\w/-]|[.:]\w)", value) is not None


def _is_noted(facts: _Facts) -> bool:
    """Whether a retraction has a notice, in refs.bib or at a registrar."""
    fields = {notice.field for notice in facts.notices}
    return "retraction" in fields or bool(facts.entry.get("retraction"))


def _is_closed(facts: _Facts) -> bool:
    """Whether a paper has a DOI and no link to a copy that anybody can read."""
    entry = facts.entry
    doi, arxiv = registered.doi_of(entry), registered.arxiv_of(entry)
    if not doi or is_preprint(entry) or entry_type(entry.type).kind.name not in _PAPERS:
        return False
    at_publisher = f"https://doi.org/{doi}".lower()
    if any(work.free.lower() == at_publisher for work in facts.works):
        return False
    there = links.links_of(entry, doi, arxiv)
    return not any(link.rel in _FREE or link.url.lower().endswith(".pdf") for link in there)
