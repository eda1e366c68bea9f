"""Whose publications a file has: its most frequent author, and how it spells a name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
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


def most_frequent(entries: Iterable[Entry]) -> str:
    """The name of the author of most entries, as it is written most fully; empty without authors.

    Spellings that may be one person's (`J. Carberry`) count together.
    """
    families: defaultdict[str, Counter[Person]] = defaultdict(Counter)
    for entry in entries:
        for person in people.readable(entry, "author").persons:
            if not person.corporate:
                families[fold_key(person.prefix + person.family)][_bare(person)] += 1
    best = max(map(_best, families.values()), key=_rank, default=None)
    if best is None:
        return ""
    return best[1].name


def _bare(person: Person) -> Person:
    """The name alone, so that spellings of it are counted and nothing else."""
    return Person(person.given, person.prefix, person.family, person.suffix, person.literal)


def _best(spelt: Counter[Person]) -> tuple[int, Person]:
    """The person of a family name whom most spellings may mean, and how often these are there."""
    totals = Counter(spelt)
    for first, second in combinations(spelt, 2):
        for name, other in ((first, second), (second, first)):
            if likeness(other, Owner(name=name.sort_name)) > Likeness.NONE:
                totals[name] += spelt[other]
    return max(((total, name) for name, total in totals.items()), key=_rank)


def _rank(best: tuple[int, Person]) -> tuple[int, int, str]:
    """What to prefer: the more frequent one, then the fuller name."""
    total, person = best
    return total, len(person.name), person.name


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
