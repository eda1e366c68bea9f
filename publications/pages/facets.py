"""What the filter of a list finds by, and offers: types, and in a long list keywords or venues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from publications import tex
from publications.model.publication import Publication
from publications.model.venue import long_venue
from publications.words import ENGLISH, Words

#: From how many publications on a list can be narrowed to a keyword or a venue.
LONG_LIST: Final = 40
#: What separates the values of an item; folded text has none.
SEPARATOR: Final = "|"


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that the list can be narrowed to, and how many publications have it."""

    value: str
    label: str
    count: int


class Topics(NamedTuple):
    """Keywords or venues: their name in the address, and those that several publications share."""

    name: str
    facets: tuple[Facet, ...]

    def of(self, publication: Publication) -> str:
        """The values of a publication, joined."""
        return SEPARATOR.join(map(tex.fold, _READERS[self.name](publication)))


def types(publications: Iterable[Publication], words: Words = ENGLISH) -> list[Facet]:
    """The types, in the order in which they come."""
    counts = Counter(publication.kind.name for publication in publications)
    return [Facet(name, words(f"kinds.{name}"), count) for name, count in counts.items()]


def topics(publications: Sequence[Publication]) -> Topics | None:
    """The keywords of a long list where most publications have one, or else the venues.

    None where there is nothing to choose from.
    """
    if len(publications) < LONG_LIST:
        return None
    name = "venue"
    if 2 * sum(bool(publication.keywords) for publication in publications) >= len(publications):
        name = "keyword"
    facets = _shared(publications, _READERS[name])
    if len(facets) < 2:
        return None
    return Topics(name, facets)


def key(publication: Publication, words: Words = ENGLISH, *, short: bool) -> str:
    """What the filter finds a publication by beside what its item shows, folded.

    The script folds the title, people and venue that are shown; a `short` item shows fewer, and
    an item under its year may not show its date.
    """
    texts = [publication.abbr, *publication.keywords, publication.when_in(words)]
    if short:
        texts += [person.name for person in publication.people.persons]
        texts.append(long_venue(publication, words).text)
    return tex.fold(" ".join(texts))


def _venue(publication: Publication) -> tuple[str, ...]:
    """Where it came out, by the name that is the same each year."""
    name = publication.abbr or publication.container.text
    return tuple(filter(None, (name,)))


def _keywords(publication: Publication) -> tuple[str, ...]:
    """What it is about, in the owner's words."""
    return publication.keywords


_READERS: Final[dict[str, Callable[[Publication], tuple[str, ...]]]] = {
    "keyword": _keywords,
    "venue": _venue,
}


def _shared(
    publications: Iterable[Publication], read: Callable[[Publication], tuple[str, ...]]
) -> tuple[Facet, ...]:
    """The values that several publications have, the most frequent first.

    Values that differ in case or accents only are one, by the first label that comes.
    """
    labels: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for publication in publications:
        values = {tex.fold(label): label for label in reversed(read(publication))}
        for value, label in values.items():
            labels.setdefault(value, label)
        counts.update(list(values))
    del counts[""]  # of labels that fold to nothing
    facets = [Facet(value, labels[value], n) for value, n in counts.items() if n > 1]
    return tuple(sorted(facets, key=lambda facet: (-facet.count, facet.value)))
