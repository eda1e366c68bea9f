"""Whose publications a file has: its most frequent author, and how it spells a name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from publications.bibtex import Entry
from publications.model import people
from publications.model.owner import Likeness, likeness
from publications.model.person import Person, fold_key
from publications.settings import Owner

#: As many spellings of one name are told, the most frequent ones first.
_MOST_SPELLINGS: Final = 8
_ROLES: Final = ("author", "editor")


@dataclass(frozen=True, slots=True)
class Guess:
    """The most frequent author of a file: the name, and whether most of its entries are theirs."""

    name: str
    is_of_most: bool


def most_frequent(entries: Sequence[Entry]) -> Guess:
    """The author of most entries; an empty name where there are no authors.

    Spellings that may be one person's (`J. Carberry`) count together.
    """
    families: defaultdict[str, Counter[Person]] = defaultdict(Counter)
    for entry in entries:
        for person in people.readable(entry, "author").persons:
            if not person.corporate:
                families[fold_key(person.prefix + person.family)][_bare(person)] += 1
    best = max(map(_best, families.values()), default=None)
    if best is None:
        return Guess("", False)
    return Guess(best.person.name, 2 * best.total > len(entries))


def _bare(person: Person) -> Person:
    """The name alone, so that spellings of it are counted and nothing else."""
    return Person(person.given, person.prefix, person.family, person.suffix, person.literal)


@dataclass(frozen=True, slots=True, order=True)
class _Rank:
    """How often a person may be meant; of spellings the usual one is best, then the longest."""

    total: int
    own: int
    length: int
    name: str
    person: Person = field(compare=False)


def _best(spelt: Counter[Person]) -> _Rank:
    """The best of the persons of one family name."""
    totals = Counter(spelt)
    for first, second in combinations(spelt, 2):
        for person, other in ((first, second), (second, first)):
            if likeness(other, Owner(name=person.sort_name)) > Likeness.NONE:
                totals[person] += spelt[other]
    ranks = []
    for person, total in totals.items():
        name, own = person.name, spelt[person]
        ranks.append(_Rank(total, own, len(name), name, person))
    return max(ranks)


def is_among(entries: Iterable[Entry], owner: Owner) -> bool:
    """Whether somebody in a file may be the owner."""
    persons = (person for listed in _lists(entries) for person in listed)
    return any(likeness(person, owner) > Likeness.NONE for person in persons)


def spellings(entries: Iterable[Entry], owner: Owner) -> tuple[str, ...]:
    """How the file spells the owner's name otherwise, the most frequent spellings first.

    Left out is a spelling that is beside a better one in a list, where it is somebody else's.
    """
    counts: Counter[str] = Counter()
    others: set[str] = set()
    for persons in _lists(entries):
        fits = [(likeness(person, owner), person.name) for person in persons]
        best = max(fits, default=(Likeness.NONE, ""))[0]
        for fit, name in fits:
            if fit is Likeness.NONE or fit is Likeness.SAME:
                continue
            if fit < best:
                others.add(name)
            else:
                counts[name] += 1
    usual = (name for name, _ in counts.most_common() if name not in others)
    return tuple(usual)[:_MOST_SPELLINGS]


def _lists(entries: Iterable[Entry]) -> Iterator[Sequence[Person]]:
    """All lists of people."""
    for entry in entries:
        for role in _ROLES:
            yield people.readable(entry, role).persons
