"""Which entry of refs.bib a registrar's work is, or that it is none of them, and why.

Looked at in this order: DOI, arXiv id, what registrars say are its other versions, ISBN, the folded
title with year and people; at last year and people with a title that is nearly the same.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
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

#: What tells two papers of one title in one journal and year apart.
_PLACE: Final = ("volume", "number", "pages")
_DASHES: Final = re.compile(r"[\s\u2010-\u2015-]+")
#: How alike two titles of the same people and year are at least; shorter ones must be equal.
_ALIKE: Final = 0.9
_SHORTEST: Final = 12
_NUMBER: Final = re.compile(r"\d+|[ivx]+|[b-d]")


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
        self._by_alias: dict[str, Entry] = {}
        self._by_people: dict[tuple[frozenset[str], int], list[Entry]] = {}
        for entry in entries:
            self._add(entry)

    def add(self, work: Work) -> None:
        """Take a work that is new, so that it is not new again when another registrar has it."""
        self._add(work.entry)
        self.learn(work, work.entry)

    def learn(self, work: Work, entry: Entry) -> None:
        """Take the identifiers of a work for those of an entry, which has perhaps others."""
        for name in work.names:
            self._by_alias.setdefault(name, entry)

    def _add(self, entry: Entry) -> None:
        self._register.add(entry)
        key = _people_and_year(entry)
        if key is not None:
            self._by_people.setdefault(key, []).append(entry)

    def with_doi(self, doi: str) -> Entry | None:
        """The entry with a DOI, or None."""
        if not doi:
            return None
        for match in self._register.matches(_probe(doi=doi)):
            return match.entry
        return self._by_alias.get(doi)

    def verdict(self, work: Work) -> Verdict:
        """Compare a work with the entries."""
        return self._by_identifier(work) or self._by_version(work) or self._by_title(work)

    def _by_identifier(self, work: Work) -> Verdict | None:
        """The entry with one of the work's DOIs, or with its arXiv id in another's words."""
        for doi in work.dois:
            entry = self.with_doi(doi)
            if entry is not None:
                return Verdict("known", entry, "DOI")
        entry = self._by_alias.get(work.arxiv)
        if entry is None:
            return None
        return _published_or_known(work, entry, "arXiv id")

    def _by_version(self, work: Work) -> Verdict | None:
        """The entry that registrars relate to the work: its published version, its preprint."""
        entry = self.with_doi(work.published)
        if entry is not None:
            return Verdict("known", entry, "its published version")
        for preprint in work.preprints:
            for match in self._register.matches(_probe_of(preprint)):
                if _has_home(work) and not _names_home(match.entry):
                    return Verdict("published", match.entry, "its preprint")
                return Verdict("known", match.entry, "its preprint")
        return None

    def _by_title(self, work: Work) -> Verdict:
        """What `add` says of the work, which compares titles, people and years."""
        judged = verdict.judge(work.entry, self._register)
        if judged.entry is None:
            return self._nearly_the_same(work)
        if judged.kind in ("published", "known"):
            return _published_or_known(work, judged.entry, judged.reason or "title and people")
        if judged.kind == "several":
            return Verdict("doubtful", judged.entry, f"so have those on lines {judged.reason}")
        return _same_or_doubtful(work, judged.entry, judged.reason)

    def _nearly_the_same(self, work: Work) -> Verdict:
        """An entry of the same people, about the same year, with nearly the same title."""
        key = _people_and_year(work.entry)
        if key is None:
            return Verdict("new")
        words = _words(work.entry)
        persons, year = key
        doubt = Verdict("new")
        for near in (year, year - 1, year + 1):
            for entry in self._by_people.get((persons, near), ()):
                other = _words(entry)
                if not _alike(words, other) or difference(work.entry, entry):
                    continue
                if "".join(words) == "".join(other) or _numbers(words) == _numbers(other):
                    return _published_or_known(work, entry, "people, and nearly the same title")
                doubt = Verdict("doubtful", entry, "another number in it")
        return doubt


def _same_or_doubtful(work: Work, entry: Entry, difference_of_both: str) -> Verdict:
    """Whether two publications of one title are one all the same, in spite of a difference."""
    posted = work.is_preprint and not is_preprint(entry)
    if posted and difference_of_both not in ("other authors", "another arXiv id"):
        return Verdict("known", entry, "title and people; it is a preprint")
    if difference_of_both == "another DOI" and _is_alias(work.entry, entry):
        return Verdict("known", entry, "title, people, venue and year")
    return Verdict("doubtful", entry, difference_of_both)


def _published_or_known(work: Work, entry: Entry, reason: str) -> Verdict:
    """Whether a work takes the place of an entry that has no home but a preprint server."""
    if is_preprint(entry) and _has_home(work):
        return Verdict("published", entry, reason)
    return Verdict("known", entry, reason)


def _has_home(work: Work) -> bool:
    """Whether a work is in a journal or a book that is no preprint server."""
    return not work.is_preprint and bool(work.entry.get("journal", "booktitle"))


def _names_home(entry: Entry) -> bool:
    return bool(entry.get("journal", "journaltitle", "booktitle")) and not is_preprint(entry)


def _probe(**values: str) -> Entry:
    """An entry with nothing but an identifier."""
    return writer.make("misc", "", values)


def _probe_of(preprint: str) -> Entry:
    """An entry with the DOI or arXiv id of a preprint."""
    bare = identifiers.bare_arxiv(preprint)
    if identifiers.is_arxiv(bare):
        return _probe(eprint=bare, archiveprefix="arXiv")
    return _probe(doi=preprint)


def _words(entry: Entry) -> list[str]:
    """The folded words of a title, without the `and` that may be written `&`."""
    return [word for word in titles.title_of(entry).search.split() if word != "and"]


def _alike(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one title begins with the other, or they differ in a few letters."""
    title, other = "".join(words), "".join(others)
    if title == other:
        return True
    if min(len(title), len(other)) < _SHORTEST:
        return False
    if title.startswith(other) or other.startswith(title):
        return True
    if 2 * len({*words} & {*others}) < min(len(words), len(others)):
        return False
    return difflib.SequenceMatcher(None, title, other, autojunk=False).ratio() >= _ALIKE


def _numbers(words: Iterable[str]) -> list[str]:
    """The words that tell parts and volumes apart."""
    return list(filter(_NUMBER.fullmatch, words))


def _is_alias(one: Entry, other: Entry) -> bool:
    """Whether two entries of one title are the same paper, which has two DOIs.

    They are in the same venue, or on the same pages; nothing of what both say differs.
    """
    year, *place = _place(one)
    other_year, *other_place = _place(other)
    pairs = [pair for pair in zip(place, other_place, strict=True) if all(pair)]
    if not year or year != other_year or any(own != theirs for own, theirs in pairs):
        return False
    venue = _venue(one)
    return bool(pairs) or (venue != "" and venue == _venue(other))


def _place(entry: Entry) -> list[str]:
    """The year, and where in its venue an entry is."""
    date = when(entry)
    year = ""
    if date is not None:
        year = str(date[0])
    return [year, *(_DASHES.sub("-", entry.get(name)) for name in _PLACE)]


def _venue(entry: Entry) -> str:
    return titles.container_of(entry, entry_type(entry.type).kind).search


def _people_and_year(entry: Entry) -> tuple[frozenset[str], int] | None:
    """The folded family names and the year; None where an entry lacks either."""
    date = when(entry)
    persons = people.readable(entry, "author").persons or people.readable(entry, "editor").persons
    if date is None or not persons:
        return None
    return frozenset(fold_key(person.surname) for person in persons), date[0]
