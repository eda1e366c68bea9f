"""Everybody whom the owner wrote with, and when last: what conflict-of-interest forms ask for.

One person is one line: spellings of a name that differ in accents, case and hyphens are one, and so
are an ORCID's and a shorter form of only one of the names (`C. Okparaebo`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from publications.model.orcid import Known, keys_of_person
from publications.model.owner import Likeness, likeness
from publications.model.person import Person, fold_key, name_keys
from publications.model.publication import Publication
from publications.settings import Owner

# Further than any date: what is forthcoming is the latest.
_FORTHCOMING: Final = (10_000, 0, 0)
_UNKNOWN: Final = (0, 0, 0)
_Order = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Coauthor:
    """A person, the latest publication with the owner, and what people.yml says of them."""

    person: Person
    latest: Publication
    affiliation: str = ""

    @property
    def year(self) -> str:
        """The year of the latest publication, or the words in its place: `in press`."""
        if self.latest.date is None:
            return self.latest.when
        return str(_end(self.latest)[0])


def coauthors(
    publications: Iterable[Publication], known: Iterable[Known] = (), since: _Order = _UNKNOWN
) -> list[Coauthor]:
    """The coauthors of publications that the owner has a part in, by family name.

    Args:
        publications: those of the owner are told by `Person.owner`.
        known: the items of people.yml, for affiliations.
        since: year, month and day, 0 where that does not matter. It leaves out those whose latest
            publication is known to be older. One without a date, or with less of it than `since`
            asks for, may be younger, and counts.
    """
    latest: dict[str, Coauthor] = {}
    for publication in publications:
        if not publication.people.has_owner:
            continue
        for person in publication.people.persons:
            if not person.owner and not person.corporate:
                _add(latest, Coauthor(person, publication))
    affiliations = _affiliations(known)
    listed = [
        replace(each, affiliation=_affiliation(each.person, affiliations))
        for each in _merged(latest.values())
        if _may_be_since(each.latest, since)
    ]
    return sorted(listed, key=_by_name)


def is_incomplete(publication: Publication) -> bool:
    """Whether the owner wrote it with others who are not named."""
    return publication.people.others and publication.people.has_owner


def _add(latest: dict[str, Coauthor], coauthor: Coauthor) -> None:
    """Add a coauthor, or a later publication and a fuller name of one who is there."""
    person = coauthor.person
    key = person.orcid or next(iter(name_keys(person)), person.name)
    latest[key] = _one(latest.get(key, coauthor), coauthor)


def _one(first: Coauthor, second: Coauthor) -> Coauthor:
    """One person of two, with the fuller name and the later publication.

    The affiliation is not known yet.
    """
    person = max(first.person, second.person, key=lambda each: (len(each.given), each.name))
    orcid = first.person.orcid or second.person.orcid
    publication = max(first.latest, second.latest, key=_end)
    return Coauthor(replace(person, orcid=orcid), publication)


def _merged(several: Iterable[Coauthor]) -> list[Coauthor]:
    """The coauthors, with those of a shorter name added to the only one whom it may stand for.

    `C. Lee` is `Chen Lee`, unless there is a `Clara Lee` too. Only one family name is looked
    through at a time.
    """
    families: defaultdict[str, list[Coauthor]] = defaultdict(list)
    for each in several:
        families[fold_key(each.person.prefix + each.person.family)].append(each)
    return [each for family in families.values() for each in _merged_family(family)]


def _merged_family(family: Iterable[Coauthor]) -> list[Coauthor]:
    """The coauthors of one family name, the longest given names first.

    So each shorter name meets all longer ones.
    """
    merged: list[Coauthor] = []
    for each in sorted(family, key=_longest_first):
        fitting = [place for place, other in enumerate(merged) if _may_be(each, other)]
        if len(fitting) == 1:
            place = fitting[0]
            merged[place] = _one(merged[place], each)
        else:
            merged.append(each)
    return merged


def _longest_first(coauthor: Coauthor) -> tuple[int, str]:
    """A key to sort by: the length of the given names, then the name."""
    return -len(coauthor.person.given), coauthor.person.name


def _may_be(shorter: Coauthor, other: Coauthor) -> bool:
    """Whether a name may be a shorter form of another's, who has no other ORCID.

    The other's name is judged as an owner's is (`owner.likeness`).
    """
    orcids = {shorter.person.orcid, other.person.orcid} - {""}
    name = Owner(name=other.person.sort_name)
    return len(orcids) < 2 and likeness(shorter.person, name) > Likeness.NONE


def _affiliations(known: Iterable[Known]) -> dict[str, str]:
    """The affiliations of people.yml by each ORCID and each key of a name; the first one counts."""
    affiliations: dict[str, str] = {}
    for each in known:
        for key in keys_of_person(each):
            affiliations.setdefault(key, each.affiliation)
    return affiliations


def _affiliation(person: Person, affiliations: Mapping[str, str]) -> str:
    """The affiliation of a person, as far as it is known."""
    found = filter(None, map(affiliations.get, (person.orcid, *name_keys(person))))
    return next(found, "")


def _end(publication: Publication) -> _Order:
    """When a publication came out, of a range its end; what is forthcoming is the latest."""
    date = publication.date
    if publication.is_forthcoming:
        return _FORTHCOMING
    if date is None:
        return _UNKNOWN
    return (date.end or date).order


def _may_be_since(publication: Publication, since: _Order) -> bool:
    """Whether a publication may be as young as that, as far as its date is known."""
    if publication.date is None:
        return True
    known = tuple(filter(None, _end(publication)))
    return known >= since[: len(known)]


def _by_name(coauthor: Coauthor) -> tuple[str, ...]:
    """A key to sort by: the family name, the given names, and all that may differ beside."""
    person = coauthor.person
    family = fold_key(person.family)
    return family, fold_key(person.given), person.sort_name, person.orcid
