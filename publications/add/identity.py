"""What tells that two entries are one publication: DOI, arXiv id, ISBN, or the title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publications import bibtex
from publications.add import order
from publications.bibtex import Entry
from publications.model import identifiers, kinds, registered, titles
from publications.model.names import NameSyntaxError, fold_key, read_names


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that may be the same publication, and what is the same in both."""

    entry: Entry
    same: str


class Register:
    """Entries by what identifies them; asking for an entry does not depend on how many there are.

    Inheritance is applied; entries that are only parents of others are left out.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Register entries of one file or several, with their own keys and places."""
        self._by_identifier: dict[tuple[str, str], dict[int, Entry]] = {}
        complete, parents, _ = bibtex.inherit(bibtex.distinct(entries)[0])
        for entry in complete:
            if entry.key not in parents:
                self.add(entry)

    def add(self, entry: Entry) -> None:
        """Register one more entry."""
        for identifier in _identifiers(entry):
            self._by_identifier.setdefault(identifier, {})[id(entry)] = entry

    def remove(self, entry: Entry) -> None:
        """Forget an entry that another has replaced."""
        for identifier in _identifiers(entry):
            self._by_identifier[identifier].pop(id(entry), None)

    def matches(self, entry: Entry) -> list[Match]:
        """The entries with the same DOI, arXiv id, ISBN or title, the surest first, each once."""
        matches: dict[int, Match] = {}
        for name, value in _identifiers(entry):
            for number, other in self._by_identifier.get((name, value), {}).items():
                matches.setdefault(number, Match(other, name))
        return list(matches.values())


def _identifiers(entry: Entry) -> Iterator[tuple[str, str]]:
    """The identifiers that an entry has, by name, the surest first."""
    named = {
        "DOI": _doi(entry),
        "arXiv id": _arxiv(entry),
        "ISBN": _isbn(entry),
        "title": titles.title_of(entry).search,
    }
    for name, value in named.items():
        if value:
            yield name, value


def _doi(entry: Entry) -> str:
    """The DOI in lower case; not the one that arXiv makes of an arXiv id."""
    doi = registered.doi_of(entry)
    if identifiers.arxiv_in_doi(doi):
        return ""
    return doi.lower()


def _arxiv(entry: Entry) -> str:
    return identifiers.unversioned(registered.arxiv_of(entry))


def _isbn(entry: Entry) -> str:
    """The nine digits that both forms of a book's ISBN share; a part of a book has none."""
    if kinds.entry_type(entry.type).kind.name not in ("book", "proceedings"):
        return ""
    for isbn in identifiers.isbns(entry.get("isbn")):
        if identifiers.is_isbn(isbn):
            return "".join(filter(str.isalnum, isbn))[-10:-1]
    return ""


def is_preprint(entry: Entry) -> bool:
    """Whether a preprint server is the only home of an entry."""
    return registered.only_preprint(entry, registered.arxiv_of(entry))


def difference(one: Entry, other: Entry) -> str:
    """What two entries of one title do not share, so that they may be two publications, or ''.

    The published version of a preprint may have another DOI, year and venue.
    """
    if _differ(_arxiv(one), _arxiv(other)):
        return "another arXiv id"
    people, others = _families(one), _families(other)
    if people and others and people.isdisjoint(others):
        return "other authors"
    if is_preprint(one) != is_preprint(other):
        return ""
    if _differ(_doi(one), _doi(other)):
        return "another DOI"
    date, other_date = order.when(one), order.when(other)
    if date and other_date and abs(date[0] - other_date[0]) > 1:
        return "another year"
    if _differ(_venue(one), _venue(other)):
        return "another kind of venue"
    return ""


def _differ(one: str, other: str) -> bool:
    """Whether both say something, and not the same."""
    return "" not in (one, other) and one != other


def _venue(entry: Entry) -> str:
    """Whether an entry is in a journal or in a book; '' where it does not say."""
    if entry.get("booktitle"):
        return "book"
    if entry.get("journal", "journaltitle"):
        return "journal"
    return ""


def _families(entry: Entry) -> set[str]:
    """The folded family names of the authors, or of the editors where there are none."""
    try:
        people, _ = read_names(entry.get("author", "editor"))
    except NameSyntaxError:
        return set()
    return {fold_key(person.family) for _, person in people}
