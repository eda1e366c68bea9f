"""Which entry of refs.bib a registrar's work is, or that it is none of them, and why.

Looked at in this order: DOI, arXiv id, what registrars say are its other versions, ISBN, the folded
title with year and people; at last year and people with a title that is nearly the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from publications.add import verdict
from publications.add.identity import Register, difference, is_preprint, venue_kind
from publications.add.order import year_of
from publications.add.verdict import Verdict
from publications.bibtex import Entry
from publications.model import people
from publications.model.names import fold_key
from publications.watch.similar import Title, is_same_place
from publications.watch.work import Work, named

_People = frozenset[str]
#: Differences of a preprint that are not those of its published version: it is another paper.
_OF_OTHERS: Final = ("other authors", "another arXiv id")


class Records:
    """The entries of refs.bib, by all that tells which work they are.

    Asking about a work does not depend on how many there are.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take entries whose inheritance is applied."""
        self._register = Register(())
        self._by_alias: dict[str, Entry] = {}
        self._by_people: dict[tuple[_People, int], list[Entry]] = {}
        for entry in entries:
            self._add(entry)

    def add(self, work: Work) -> None:
        """Take a work that is new, so that it is not new again when another registrar has it."""
        self._add(work.entry)
        self.learn(work, work.entry)

    def learn(self, work: Work, entry: Entry) -> None:
        """Take the identifiers of a work for those of an entry, which has perhaps others.

        One that another entry has already is left to it: the first to name it decides.
        """
        for name in work.names:
            self._by_alias.setdefault(name, entry)

    def _add(self, entry: Entry) -> None:
        """Take an entry; one without people or without a year is not told by these."""
        self._register.add(entry)
        key = (_people_of(entry), year_of(entry))
        if all(key):
            self._by_people.setdefault(key, []).append(entry)

    def with_doi(self, doi: str) -> Entry | None:
        """The entry with a DOI, which is in lower case, or None."""
        return self._register.named(doi) or self._by_alias.get(doi)

    def verdict(self, work: Work) -> Verdict:
        """Compare a work with the entries. `known`, `published`, `doubtful` and `new` are told.

        A `published` work takes the place of an entry that has no home but a preprint server.
        """
        return self._by_identifier(work) or self._by_version(work) or self._by_title(work)

    def _by_identifier(self, work: Work) -> Verdict | None:
        """The entry with one of the work's DOIs, or with its arXiv id as a registrar gave it.

        The arXiv ids that entries have themselves are compared by `_by_title`, as `add` does: a
        paper that names its preprint is not that preprint.
        """
        for same in filter(None, map(self.with_doi, work.dois)):
            return Verdict("known", same, "DOI")
        entry = self._by_alias.get(work.arxiv)
        if entry is None:
            return None
        return _published_or_known(work, entry, "arXiv id")

    def _by_version(self, work: Work) -> Verdict | None:
        """The entry that registrars relate to the work: its published version, its preprint.

        Crossref has both relations ("REST API", `is-preprint-of`, `has-preprint`), arXiv the DOI.
        """
        entry = self.with_doi(work.published)
        if entry is not None:
            return Verdict("known", entry, "its published version")
        preprints = map(self._register.named, map(named, work.preprints))
        for preprint in filter(None, preprints):
            if _is_home_of(work, preprint):
                return Verdict("published", preprint, "its preprint")
            return _published_or_known(work, preprint, "its preprint")
        return None

    def _by_title(self, work: Work) -> Verdict:
        """What `add` says of the work, which compares titles, people and years.

        A work that may replace one of several preprints is a question; one that `add` has no
        entry for may be there with a title that is nearly the same.
        """
        judged = verdict.judge(work.entry, self._register)
        if judged.entry is None:
            return self._nearly_the_same(work)
        match judged.kind:
            case "several":
                reason = f"so have those on lines {judged.reason}"
                return Verdict("doubtful", judged.entry, reason)
            case "doubtful":
                return _same_or_doubtful(work, judged.entry, judged.reason)
        return _published_or_known(work, judged.entry, judged.reason)

    def _nearly_the_same(self, work: Work) -> Verdict:
        """An entry of the same people, about the same year, with nearly the same title.

        Two titles that differ in a number may be two parts: that is doubtful, unless another
        entry is surely the same.
        """
        title = Title.of(work.entry)
        doubt = Verdict("new")
        for entry in self._of_the_same_people(work.entry):
            other = Title.of(entry)
            if not title.is_like(other):
                continue
            if difference(work.entry, entry):
                continue
            if not title.is_another_part(other):
                return _published_or_known(work, entry, "people, and nearly the same title")
            doubt = Verdict("doubtful", entry, "another number in it")
        return doubt

    def _of_the_same_people(self, entry: Entry) -> Iterator[Entry]:
        """The entries of the same people: of the same year, of the one before, of the one after.

        A paper may be out online in December and in print in January.
        """
        persons, year = _people_of(entry), year_of(entry)
        for near in (year, year - 1, year + 1):
            yield from self._by_people.get((persons, near), ())


def _same_or_doubtful(work: Work, entry: Entry, difference_of_both: str) -> Verdict:
    """Whether two publications of one title are one all the same, in spite of a difference.

    A preprint of a published entry has another DOI, year and venue as a matter of course. A paper
    has two DOIs where a publisher registered it twice, as a move to another one may bring about.
    """
    if difference_of_both not in _OF_OTHERS and _is_preprint_of(work, entry):
        return Verdict("known", entry, "title and people; it is a preprint")
    if difference_of_both == "another DOI" and is_same_place(work.entry, entry):
        return Verdict("known", entry, "title, people, venue and year")
    return Verdict("doubtful", entry, difference_of_both)


def _is_preprint_of(work: Work, entry: Entry) -> bool:
    """Whether a work is a preprint and the entry of its title is none, but published."""
    return work.is_preprint and not is_preprint(entry)


def _published_or_known(work: Work, entry: Entry, reason: str) -> Verdict:
    """Whether a work takes the place of an entry that has no home but a preprint server."""
    if is_preprint(entry) and _has_home(work):
        return Verdict("published", entry, reason)
    return Verdict("known", entry, reason)


def _has_home(work: Work) -> bool:
    """Whether a work is in a journal or a book that is no preprint server."""
    if work.is_preprint:
        return False
    return venue_kind(work.entry) != ""


def _is_home_of(work: Work, preprint: Entry) -> bool:
    """Whether a work has the home that an entry, which a registrar calls its preprint, lacks.

    Such an entry need not have an arXiv id: a technical report, or a paper on another server.
    """
    return _has_home(work) and not venue_kind(preprint)


def _people_of(entry: Entry) -> _People:
    """The folded family names of the authors, or of the editors where there are none.

    Without their order, which registrars do not all keep:

    >>> from publications.bibtex import writer
    >>> entry = writer.make("article", "pots", {"author": "Zoë Müller and Li, Ada"})
    >>> sorted(_people_of(entry))
    ['li', 'muller']
    """
    authors = people.readable(entry, "author").persons
    persons = authors or people.readable(entry, "editor").persons
    return frozenset(fold_key(person.surname) for person in persons)
