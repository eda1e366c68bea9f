"""What to propose to the owner: changes of refs.bib, and questions that only they can answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import filterfalse

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
        """Put a work where it belongs: with an entry, among the new ones, or to the questions.

        There are no facts about the entry of a work that is new itself: what another registrar has
        of that work is not told again.
        """
        if work.updates:
            self._note(work)
            return
        verdict = self.records.verdict(work)
        facts = self.facts.get(id(verdict.entry))
        match verdict.kind:
            case "new" | "published":
                self.records.add(work)
                if facts is None:
                    self.new.append(work)
                else:
                    facts.published.append(work)
            case "known" if verdict.entry is not None:
                self.records.learn(work, verdict.entry)
                if facts is not None:
                    facts.works.append(work)
            case _:
                if facts is not None:
                    self._doubt(work, facts.entry, verdict.reason)

    def _note(self, work: Work) -> None:
        """Put a notice beside the entries that it is about; it is no paper of its own.

        Of works that are not in refs.bib it is of no interest. It is recorded, so that a registrar
        that lists it as a work of the owner's does not make it a new paper.
        """
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
    """Whether the owner has answered with a line in publications.ignore.

    The line may name the proposed work, or the entry that it is about by its key or identifier. An
    ignored entry does not hide a notice: a retraction is told until its own DOI is ignored.
    """
    names = [proposal.identifier, *proposal.names]
    if proposal.entry is not None and proposal.kind != "notice":
        names += [proposal.entry.key, identifier_of(proposal.entry)]
    return any(map(ignored.has, names))


def _new_paper(work: Work, company: Company) -> Proposal:
    """A paper of the owner's to be added, with what tells that it is, and notices about it."""
    reason = company.reason_for(work) or "the owner's name"
    labels = (notice.label for notice in work.notices)
    text = "; ".join((where(work), reason, *labels))
    return of_work("new", work, text, candidate=candidate_of(work))


def _new(works: Sequence[Work], company: Company) -> Iterator[Proposal]:
    """New papers of the owner's; those of others, perhaps, as questions.

    Each paper that is the owner's may tell of another that it is: its coauthors and venue are then
    known. The rest is therefore looked at again until none of it is the owner's.
    """
    waiting = list(works)
    owned = waiting
    while owned:
        owned = list(filterfalse(company.doubt, waiting))
        waiting = list(filter(company.doubt, waiting))
        for work in owned:
            yield _new_paper(work, company)
        for work in owned:
            company.add(work.entry)
    for work in waiting:
        yield of_work("doubt", work, f"{company.doubt(work)} ({where(work)})")
