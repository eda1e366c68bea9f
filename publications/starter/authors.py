"""Whose publications a file has: its most frequent author, and how it spells a name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
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

    Spellings that may be one person's count together.

    >>> from publications import bibtex
    >>> text = "@misc{a, author={Jo Abel}} @misc{b, author={J. Abel}} @misc{c, author={Bo Li}}"
    >>> most_frequent(bibtex.read(text, "refs.bib")[0])
    Guess(name='Jo Abel', is_of_most=True)
    """
    families: defaultdict[str, Counter[Person]] = defaultdict(Counter)
    for person in _authors(entries):
        families[fold_key(person.prefix + person.family)][_bare(person)] += 1
    best = _NOT_THERE
    for spelt in sorted(families.values(), key=Counter.total, reverse=True):
        if spelt.total() < best.total:
            break  # no one of a rarer family name is more frequent
        best = max(best, _best(spelt))
    return Guess(best.name, 2 * best.total > len(entries))


def _authors(entries: Iterable[Entry]) -> Iterator[Person]:
    """The authors of all entries who are people."""
    for entry in entries:
        for person in people.readable(entry, "author").persons:
            if not person.corporate:
                yield person


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


#: The rank below all others: the one of most entries where there are no authors.
_NOT_THERE: Final = _Rank(0, 0, 0, "")


def _best(spelt: Counter[Person]) -> _Rank:
    """The best of the persons of one family name."""
    return max(_rank(person, spelt) for person, _ in spelt.most_common(_MOST_CANDIDATES))


def _rank(person: Person, spelt: Counter[Person]) -> _Rank:
    """How often a person is meant by one of the spellings of a family name."""
    owner = Owner(name=person.sort_name)
    alike = {each for each in spelt if likeness(each, owner) > Likeness.NONE}
    total = sum(map(spelt.__getitem__, alike | {person}))
    return _Rank(total, spelt[person], len(person.name), person.name)


def is_among(entries: Iterable[Entry], owner: Owner) -> bool:
    """Whether somebody in a file may be the owner.

    >>> from publications import bibtex
    >>> entries, _ = bibtex.read("@misc{a, author={J. Abel and Bo Li}}", "refs.bib")
    >>> is_among(entries, Owner(name="Jo Abel")), is_among(entries, Owner(name="Cara Dorn"))
    (True, False)
    """
    persons = chain.from_iterable(_lists(entries))
    return any(likeness(person, owner) > Likeness.NONE for person in persons)


def spellings(entries: Iterable[Entry], owner: Owner) -> tuple[str, ...]:
    """How the file spells the owner's name otherwise, the most frequent spellings first.

    Left out is a spelling that is beside a better one in a list, where it is somebody else's.

    >>> from publications import bibtex
    >>> text = "@misc{a, author={J. Abel}} @misc{b, author={Jo Abel and Jo B. Abel}}"
    >>> spellings(bibtex.read(text, "refs.bib")[0], Owner(name="Jo Abel"))
    ('J. Abel',)
    """
    counts: Counter[str] = Counter()
    others: set[str] = set()
    for persons in _lists(entries):
        fits = [(likeness(person, owner), person.name) for person in persons]
        best, _ = max(fits, default=(Likeness.NONE, ""))
        for fit, name in fits:
            if fit in (Likeness.NONE, Likeness.SAME):
                continue
            if fit < best:
                others.add(name)
            else:
                counts[name] += 1
    usual = [name for name, _ in counts.most_common() if name not in others]
    return tuple(usual[:_MOST_SPELLINGS])


def _lists(entries: Iterable[Entry]) -> Iterator[Sequence[Person]]:
    """All lists of people."""
    for entry in entries:
        for role in _ROLES:
            yield people.readable(entry, role).persons
