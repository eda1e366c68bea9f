"""Which entry of refs.bib a registrar's work is, or that it is none of them, and why.

Asked in this order: DOI, its preprint, arXiv id, ISBN, the folded title with year and people; at
last year and people with a title that is nearly the same.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from publications.add import verdict
from publications.add.identity import Register, difference, is_preprint
from publications.add.order import when
from publications.bibtex import Entry, writer
from publications.model import identifiers, people, titles
from publications.model.kinds import entry_type
from publications.model.names import fold_key
from publications.watch.work import Work

#: How alike two titles of the same people and year are at least; shorter ones must be equal.
_ALIKE: Final = 0.9
_SHORTEST: Final = 12
_NUMBER: Final = re.compile(r"\d+|[ivx]+|[a-z]")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a work is: `entry` is the same publication, or its preprint, or may be the same.

    `reason` is what both share, or what differs.
    """

    kind: Literal["known", "published", "doubtful", "new"]
    entry: Entry | None = None
    reason: str = ""


class Records:
    """The entries of refs.bib, by all that tells which work they are.

    Asking about a work does not depend on how many there are.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take entries whose inheritance is applied."""
        self._register = Register(())
        self._by_people: dict[tuple[int, frozenset[str]], list[Entry]] = {}
        for entry in entries:
            self._add(entry)

    def add(self, work: Work) -> None:
        """Take a work that is new, so that it is not new again when another registrar has it."""
        self._add(work.entry)
        for doi in work.dois[1:]:
            self._register.add(_probe(doi=doi))

    def _add(self, entry: Entry) -> None:
        self._register.add(entry)
        key = _people_and_year(entry)
        if key is not None:
            self._by_people.setdefault(key, []).append(entry)

    def with_doi(self, doi: str) -> Entry | None:
        """The entry with a DOI."""
        matches = self._register.matches(_probe(doi=doi))
        return next((match.entry for match in matches), None)

    def verdict(self, work: Work) -> Verdict:
        """Compare a work with the entries."""
        for doi in work.dois:
            entry = self.with_doi(doi)
            if entry is not None:
                return Verdict("known", entry, "DOI")
        for preprint in work.preprints:
            for match in self._register.matches(_probe_of(preprint)):
                return _published_or_known(work, match.entry, "preprint")
        judged = verdict.judge(work.entry, self._register)
        if judged.entry is None:
            return self._nearly_the_same(work)
        if judged.kind == "published":
            return Verdict("published", judged.entry, judged.reason)
        if judged.kind == "known":
            return Verdict("known", judged.entry, judged.reason)
        if judged.reason == "another DOI" and _same_venue(work.entry, judged.entry):
            return Verdict("known", judged.entry, "title, year, people and venue")
        return Verdict("doubtful", judged.entry, judged.reason)

    def _nearly_the_same(self, work: Work) -> Verdict:
        """An entry of the same people and year with nearly the same title."""
        key = _people_and_year(work.entry)
        title = titles.title_of(work.entry).search
        if key is None or len(title) < _SHORTEST:
            return Verdict("new")
        for entry in self._by_people.get(key, ()):
            other = titles.title_of(entry).search
            if _alike(title, other) and not difference(work.entry, entry):
                return Verdict("known", entry, "people and year, and nearly the same title")
        return Verdict("new")


def _published_or_known(work: Work, entry: Entry, reason: str) -> Verdict:
    if is_preprint(entry) and not is_preprint(work.entry):
        return Verdict("published", entry, reason)
    return Verdict("known", entry, reason)


def _probe(**values: str) -> Entry:
    """An entry with nothing but an identifier."""
    return writer.make("misc", "", values)


def _probe_of(preprint: str) -> Entry:
    """An entry with the DOI or arXiv id of a preprint."""
    bare = identifiers.bare_arxiv(preprint)
    if identifiers.is_arxiv(bare):
        return _probe(eprint=bare, archiveprefix="arXiv")
    return _probe(doi=preprint)


def _alike(title: str, other: str) -> bool:
    """Whether one title begins with the other, or they differ in a few letters.

    Not where they differ in a number, as parts and volumes do.
    """
    numbers = filter(_NUMBER.fullmatch, set(title.split()) ^ set(other.split()))
    if len(other) < _SHORTEST or any(numbers):
        return False
    if title.startswith(other) or other.startswith(title):
        return True
    matcher = difflib.SequenceMatcher(None, title, other, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _same_venue(one: Entry, other: Entry) -> bool:
    """Whether both name the same journal or book, so that another DOI is an alias."""
    venues = {_venue(entry) for entry in (one, other)}
    dates = [when(entry) for entry in (one, other)]
    return len(venues) == 1 and "" not in venues and None not in dates


def _venue(entry: Entry) -> str:
    return titles.container_of(entry, entry_type(entry.type).kind).search


def _people_and_year(entry: Entry) -> tuple[int, frozenset[str]] | None:
    """The year and the folded family names; None where an entry lacks either."""
    date = when(entry)
    persons = people.readable(entry, "author").persons or people.readable(entry, "editor").persons
    if date is None or not persons:
        return None
    return date[0], frozenset(fold_key(person.family) for person in persons)
