"""What to propose to the owner: changes of refs.bib, and questions that only they can answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from publications.bibtex import Entry
from publications.settings import Owner
from publications.watch.byline import Company
from publications.watch.facts import Facts
from publications.watch.ignored import Ignored
from publications.watch.proposal import Proposal, candidate_of, of_work, where
from publications.watch.recognise import Records
from publications.watch.work import Work, identifier_of


@dataclass(slots=True)
class _Sorted:
    """The works of registrars by what they are; `facts` by the ids of entries of refs.bib.

    Each work is taken once; `records` know which entry it is, also of those that were new before.
    """

    records: Records
    facts: dict[int, Facts]
    new: list[Work] = field(default_factory=list)
    doubts: dict[str, Proposal] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> _Sorted:
        """No works yet."""
        return cls(Records(entries), {id(entry): Facts(entry) for entry in entries})

    def take(self, work: Work) -> None:
        """Put a work where it belongs."""
        if work.updates:
            self._note(work)
            return
        verdict = self.records.verdict(work)
        # None for the entry of a work that is new itself: there is nothing to tell about it.
        facts = self.facts.get(id(verdict.entry))
        if verdict.kind in ("new", "published"):
            self.records.add(work)
            if facts is None:
                self.new.append(work)
            else:
                facts.published.append(work)
        elif verdict.kind == "known" and verdict.entry is not None:
            self.records.learn(work, verdict.entry)
            if facts is not None:
                facts.works.append(work)
        elif facts is not None:
            self._doubt(work, facts.entry, verdict.reason)

    def _note(self, work: Work) -> None:
        """Put a notice beside the entries that it is about; it is no paper of its own."""
        for doi, notice in work.updates.items():
            facts = self.facts.get(id(self.records.with_doi(doi)))
            if facts is not None:
                facts.updates.append(notice)
        self.records.add(work)

    def _doubt(self, work: Work, entry: Entry, reason: str) -> None:
        """Ask whether a work is an entry of its title, once for all registrars that have it."""
        text = f"has the title of {entry.key}, but {reason} ({work.source})"
        self.doubts.setdefault(work.identifier, of_work("doubt", work, text, entry))


def proposals(
    works: Sequence[Work], entries: Sequence[Entry], owner: Owner, ignored: Ignored
) -> list[Proposal]:
    """All proposals about entries whose inheritance is applied, without those that are ignored.

    New papers come first, then what there is to tell of each entry, in the order of refs.bib.
    """
    lots = _Sorted.of(entries)
    for work in works:
        lots.take(work)
    made = list(_new(lots.new, Company.of(owner, entries)))
    for facts in lots.facts.values():
        made += facts.proposals()
    made += lots.doubts.values()
    return [proposal for proposal in made if not _is_ignored(proposal, ignored)]


def _is_ignored(proposal: Proposal, ignored: Ignored) -> bool:
    """Whether the owner has answered; a notice is one about the paper, not the paper itself."""
    names = [proposal.identifier, *proposal.names]
    if proposal.entry is not None and proposal.kind != "notice":
        names += [proposal.entry.key, identifier_of(proposal.entry)]
    return any(map(ignored.has, names))


def _new(works: Sequence[Work], company: Company) -> Iterator[Proposal]:
    """New papers of the owner's; those of others, perhaps, as questions.

    Each paper that is the owner's may tell of another that it is.
    """
    waiting = list(works)
    owned = waiting
    while owned:
        owned = [work for work in waiting if not company.doubt(work)]
        waiting = [work for work in waiting if company.doubt(work)]
        for work in owned:
            reason = company.reason_for(work) or "the owner's name"
            labels = (notice.label for notice in work.notices)
            text = "; ".join((where(work), reason, *labels))
            yield of_work("new", work, text, candidate=candidate_of(work))
        for work in owned:
            company.add(work.entry)
    for work in waiting:
        yield of_work("doubt", work, f"{company.doubt(work)} ({where(work)})")
