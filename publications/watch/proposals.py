"""What to propose to the owner: changes of refs.bib, and questions that only they can answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from publications.add.candidates import Candidate
from publications.add.identity import is_preprint
from publications.bibtex import Entry
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
    added or to take its place. A proposal with neither is a question.
    """

    kind: Kind
    identifier: str
    title: str
    text: str
    entry: Entry | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    candidate: Candidate | None = None

    @property
    def is_change(self) -> bool:
        """Whether it changes refs.bib."""
        return bool(self.values or self.candidate)


@dataclass(slots=True)
class _Sorted:
    """The works of registrars by what they are; `matches` by the places of entries of refs.bib."""

    matches: dict[int, list[Work]] = field(default_factory=dict)
    published: list[tuple[Work, Entry]] = field(default_factory=list)
    new: list[Work] = field(default_factory=list)
    doubts: dict[str, Proposal] = field(default_factory=dict)
    notices: dict[int, list[Notice]] = field(default_factory=dict)


def proposals(
    works: Sequence[Work], entries: Sequence[Entry], owner: Owner, ignored: Ignored
) -> list[Proposal]:
    """All proposals about entries whose inheritance is applied, without those that are ignored."""
    records = Records(entries)
    places = {id(entry): place for place, entry in enumerate(entries)}
    lots = _Sorted()
    for work in works:
        _sort(work, records, places, lots)
    made = [*_published(lots), *_new(lots, Company.of(owner, entries))]
    for place, entry in enumerate(entries):
        made += _about(entry, lots.matches.get(place, ()), lots.notices.get(place, ()))
    made += lots.doubts.values()
    return [proposal for proposal in made if not _is_ignored(proposal, ignored)]


def _is_ignored(proposal: Proposal, ignored: Ignored) -> bool:
    """Whether the owner has answered; a notice is one about the paper, not the paper itself."""
    names = [proposal.identifier]
    if proposal.entry is not None and proposal.kind != "notice":
        names += [proposal.entry.key, identifier_of(proposal.entry)]
    return any(map(ignored.has, names))


def _sort(work: Work, records: Records, places: Mapping[int, int], lots: _Sorted) -> None:
    """Put a work where it belongs."""
    if work.updates:
        for doi, notice in work.updates.items():
            entry = records.with_doi(doi)
            if id(entry) in places:
                lots.notices.setdefault(places[id(entry)], []).append(notice)
        records.add(work)
        return
    verdict = records.verdict(work)
    place = places.get(id(verdict.entry))
    if verdict.kind == "known" and place is not None:
        lots.matches.setdefault(place, []).append(work)
    elif verdict.kind == "published" and place is not None and verdict.entry is not None:
        lots.published.append((work, verdict.entry))
        records.add(work)
    elif verdict.kind in ("new", "published"):
        lots.new.append(work)
        records.add(work)
    elif verdict.kind == "doubtful" and place is not None and verdict.entry is not None:
        text = f"has the title of {verdict.entry.key}, but {verdict.reason} ({work.source})"
        lots.doubts.setdefault(work.identifier, _proposal("doubt", work, text, verdict.entry))


def _proposal(
    kind: Kind,
    work: Work,
    text: str,
    entry: Entry | None = None,
    candidate: Candidate | None = None,
) -> Proposal:
    title = titles.title_of(work.entry).text
    return Proposal(kind, work.identifier, title, text, entry, candidate=candidate)


def _published(lots: _Sorted) -> Iterator[Proposal]:
    """The published versions of preprints."""
    for work, entry in lots.published:
        candidate = replace(work.candidate, replaces=entry.key)
        text = f"is the published version of {entry.key} ({_where(work)})"
        yield _proposal("published", work, text, entry, candidate)


def _new(lots: _Sorted, company: Company) -> Iterator[Proposal]:
    """New papers of the owner's; those of others, perhaps, as questions.

    Each paper that is the owner's may tell of another that it is.
    """
    waiting = lots.new
    while waiting:
        doubtful = []
        for work in waiting:
            if company.doubt(work):
                doubtful.append(work)
                continue
            reason = company.reason_for(work) or "the owner's name"
            yield _proposal("new", work, f"{_where(work)}; {reason}", candidate=work.candidate)
            company.add(work.entry)
        if len(doubtful) == len(waiting):
            break
        waiting = doubtful
    for work in waiting:
        yield _proposal("doubt", work, f"{company.doubt(work)} ({_where(work)})")


def _where(work: Work) -> str:
    """Who knows the work, and where it came out."""
    venue = titles.container_of(work.entry, entry_type(work.entry.type).kind).text
    return ", ".join(filter(None, (work.source, venue, work.entry.get("year"))))


def _about(entry: Entry, works: Sequence[Work], notices: Iterable[Notice]) -> Iterator[Proposal]:
    """What registrars know of one entry of refs.bib."""
    title = titles.title_of(entry).text
    identifier = identifier_of(entry) or entry.key
    alike = [work for work in works if is_preprint(work.entry) == is_preprint(entry)]
    for work in works:
        notices = [*notices, *work.notices]
    yield from _notices(entry, title, notices)
    for work in works:
        if work.journal and not work.published and is_preprint(entry):
            text = f"arXiv says that it came out in {work.journal}"
            yield Proposal("published", identifier, title, text, entry)
        if work.is_retracted and not notices and not entry.get("retraction"):
            yield Proposal("notice", identifier, title, "OpenAlex calls it retracted", entry)
    values, sources = comparison.missing(entry, alike)
    if values:
        named = ", ".join(f"{name} {value}" for name, value in values.items())
        text = f"lacks {named} ({', '.join(sources)})"
        yield Proposal("missing", identifier, title, text, entry, values)
    for text in comparison.differences(entry, alike):
        yield Proposal("differs", identifier, title, text, entry)
    if _is_closed(entry, works):
        free = next(filter(None, (work.free for work in works)), "")
        text = "links no free copy"
        if free:
            text += f"; there is one at {free}"
        yield Proposal("closed", identifier, title, text, entry)


def _notices(entry: Entry, title: str, notices: Iterable[Notice]) -> Iterator[Proposal]:
    """Notices that the entry does not have; those of one field are written together."""
    by_field: dict[str, list[Notice]] = {}
    for notice in sorted(set(notices), key=lambda notice: notice.date, reverse=True):
        there = entry.get(notice.field).lower()
        if notice.value and (notice.doi or notice.date) not in there:
            by_field.setdefault(notice.field, []).append(notice)
    for field_name, lacking in by_field.items():
        text = ", ".join(f"{notice.label} {notice.value}" for notice in lacking)
        values = {}
        if entry.field(field_name) is None:
            values = {field_name: "; ".join(notice.value for notice in lacking)}
        identifier = lacking[0].doi or lacking[0].value
        yield Proposal("notice", identifier, title, text, entry, values)


def _is_closed(entry: Entry, works: Iterable[Work]) -> bool:
    """Whether a paper has a DOI and no link to a copy that anybody can read."""
    doi, arxiv = registered.doi_of(entry), registered.arxiv_of(entry)
    if not doi or is_preprint(entry) or entry_type(entry.type).kind.name not in _PAPERS:
        return False
    there = links.links_of(entry, doi, arxiv)
    if any(link.rel in _FREE or link.url.lower().endswith(".pdf") for link in there):
        return False
    at_publisher = f"https://doi.org/{doi}".lower()
    return all(work.free.lower() != at_publisher for work in works)
