"""Whose publications a file has: its most frequent author, and how it spells a name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from publications.bibtex import Entry
from publications.model import people
from publications.model.owner import Likeness, likeness
from publications.model.person import Person, fold_key
from publications.settings import Owner

#: As many spellings of one name are told, the most frequent ones first.
_MOST_SPELLINGS: Final = 8
#: As many spellings of one family name may be the owner's, the most frequent ones. Each is compared
#: with all others, of which a long file has thousands.
_MOST_CANDIDATES: Final = 20
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
    ranks: list[_Rank] = []
    for spelt in sorted(families.values(), key=Counter.total, reverse=True):
        if ranks and spelt.total() < max(ranks).total:
            break  # nobody of a rarer family name is more frequent
        ranks.append(_best(spelt))
    if not ranks:
        return Guess("", False)
    best = max(ranks)
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
    ranks = []
    for person, own in spelt.most_common(_MOST_CANDIDATES):
        owner = Owner(name=person.sort_name)
        alike = (each for each in spelt if likeness(each, owner) > Likeness.NONE)
        total = sum(spelt[each] for each in {person, *alike})
        ranks.append(_Rank(total, own, len(person.name), person.name, person))
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
