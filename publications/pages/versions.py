"""Which publications are versions of one work: a preprint, the conference's paper, the journal's.

They are those that name each other in biblatex's field `related` (biblatex manual, 3.5), and those
of different kinds that share title and people: an editorial of each year is of one kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import permutations
from typing import Final

from publications.bibliography import Library
from publications.model.names import fold_key
from publications.model.publication import Publication

# More than these have a title that names no work (`Introduction`), and pairs are many.
_MOST: Final = 6


def of(library: Library) -> dict[str, tuple[Publication, ...]]:
    """The other versions of each publication that has some, by its slug; newest first."""
    place = {p.slug: number for number, p in enumerate(library.publications)}
    found: defaultdict[str, set[int]] = defaultdict(set)
    for one, other in (*_named(library), *_of_one_title(library)):
        found[one.slug].add(place[other.slug])
        found[other.slug].add(place[one.slug])
    listed = library.publications
    return {slug: tuple(listed[i] for i in sorted(others)) for slug, others in found.items()}


def _named(library: Library) -> Iterator[tuple[Publication, Publication]]:
    for publication in library.publications:
        for key in publication.related:
            other = library.by_key.get(key)
            if other is not None and other is not publication:
                yield publication, other


def _of_one_title(library: Library) -> Iterator[tuple[Publication, Publication]]:
    titled: defaultdict[str, list[Publication]] = defaultdict(list)
    for publication in library.publications:
        titled[publication.own_title.search].append(publication)
    for title, several in titled.items():
        if title and 1 < len(several) <= _MOST:
            for one, other in permutations(several, 2):
                if one.kind != other.kind and not _families(one).isdisjoint(_families(other)):
                    yield one, other


def _families(publication: Publication) -> set[str]:
    return {fold_key(person.family) for person in publication.people.persons}
