"""Who of a name list is the owner of the site."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import IntEnum
from functools import lru_cache
from itertools import repeat
from typing import Final, NamedTuple

from publications.model.names import readable_persons
from publications.model.orcid import bare_orcid
from publications.model.person import Person, fold_key, is_east_asian, name_keys
from publications.settings import Owner

_BETWEEN_NAMES: Final = re.compile(r"[\s.]+")
_BETWEEN_PARTS: Final = re.compile(r"[\s.\-\u2010-\u2015]+")
# As many capitals may be initials: `GYM`.
_MOST_INITIALS: Final = 3


def mark_owner(persons: list[Person], owner: Owner) -> None:
    """Set `owner`, and the owner's ORCID, on one person at most, in place.

    An ORCID beside a name decides. A name or alias as it is written wins over a name with a middle
    name more or less, and that over initials. Where two people fit equally well and neither is
    exact, neither is marked.

    >>> persons = [Person("G.", "", "Mai", ""), Person("Gang", "", "Mai", "")]
    >>> mark_owner(persons, Owner(name="Guangcan Mai"))
    >>> [person.owner for person in persons]
    [True, False]
    """
    forms = _owner_forms(owner)
    orcid = bare_orcid(owner.orcid)
    likenesses = [_likeness_by_orcid(person, orcid, forms) for person in persons]
    best = max(likenesses, default=Likeness.NONE)
    is_sure = best is Likeness.SAME or likenesses.count(best) == 1
    if best is Likeness.NONE or not is_sure:
        return
    position = likenesses.index(best)
    person = persons[position]
    persons[position] = replace(person, owner=True, orcid=orcid or person.orcid)


def _likeness_by_orcid(person: Person, orcid: str, forms: _Forms) -> Likeness:
    """How well a person fits the owner, whose ORCID decides where both are known."""
    if not orcid or not person.orcid:
        return _likeness(person, forms)
    if person.orcid == orcid:
        return Likeness.SAME
    return Likeness.NONE


def likeness(person: Person, owner: Owner) -> Likeness:
    """How well a person's name fits an owner's.

    An unlike given name is another person (`Gang Mai` is not `Guangcan Mai`, nor is `Mai`), and so
    are initials with one that the owner's name has not (`G. Y. Mai`).

    >>> owner = Owner(name="Guangcan Mai")
    >>> for given in ("Guangcan", "Guangcan C.", "G.", "Gang", "G. Y."):
    ...     print(given, likeness(Person(given, "", "Mai", ""), owner).name)
    Guangcan SAME
    Guangcan C. BUT_FOR_MIDDLE_NAMES
    G. INITIALS
    Gang NONE
    G. Y. NONE
    """
    return _likeness(person, _owner_forms(owner))


class Likeness(IntEnum):
    """How well a name fits the owner's: the higher, the better."""

    NONE = 0
    INITIALS = 1
    BUT_FOR_MIDDLE_NAMES = 2
    SAME = 3


class _Forms(NamedTuple):
    """The forms of the owner's name: all keys, and persons that a shorter name may stand for.

    `partial` has a pair for each key of each such person.
    """

    keys: frozenset[str]
    partial: tuple[tuple[str, Person], ...]


@lru_cache(maxsize=16)
def _owner_forms(owner: Owner) -> _Forms:
    """The owner's name and aliases; an unreadable alias fits no name."""
    keys: set[str] = set()
    partial: list[tuple[str, Person]] = []
    for person in readable_persons((owner.name, *owner.aliases)):
        own_keys = name_keys(person)
        keys.update(own_keys, [fold_key(person.name)])
        if person.given and not is_east_asian(person.given):
            partial += zip(own_keys, repeat(person), strict=False)
    return _Forms(frozenset(keys - {""}), tuple(partial))


def _likeness(person: Person, forms: _Forms) -> Likeness:
    """How well a person fits the owner: a name in full, or else the given name of one family."""
    person = _out_of_braces(person)
    keys = name_keys(person)
    # In full as well, since braces and a capital `Van` split the same name otherwise.
    if not forms.keys.isdisjoint((*keys, fold_key(person.name))):
        return Likeness.SAME
    if not person.given or not keys:
        return Likeness.NONE
    family_and_suffix = _family_and_suffix(keys[0])
    best = Likeness.NONE
    for key, form in forms.partial:
        if _family_and_suffix(key) == family_and_suffix:
            best = max(best, _likeness_of_given(person.given, form.given))
    return best


def _out_of_braces(person: Person) -> Person:
    """The person of a name whose family and given name are in braces together.

    >>> _out_of_braces(Person("", "", "Lee, Ann", "", literal=True)).name
    'Ann Lee'
    """
    if not person.literal or "," not in person.family:
        return person
    persons = list(readable_persons((person.family,)))
    if len(persons) > 1:
        return person
    return next(iter(persons), person)


def _likeness_of_given(given: str, form: str) -> Likeness:
    """How well a given name fits that of a form with the same family name.

    >>> _likeness_of_given("G.-C.", "Guangcan C.").name, _likeness_of_given("Gang", "Guangcan").name
    ('INITIALS', 'NONE')
    """
    initials = _initials(given)
    if not initials and _differ_in_middle(_given_names(given), _given_names(form)):
        return Likeness.BUT_FOR_MIDDLE_NAMES
    if initials and any(full.startswith(initials) for full in _initials_of(form)):
        return Likeness.INITIALS
    return Likeness.NONE


def _family_and_suffix(key: str) -> tuple[str, str]:
    """The first and the last part of a key of names.

    >>> _family_and_suffix("king,martin,jr")
    ('king', 'jr')
    """
    family, _, rest = key.partition(",")
    return family, rest.rpartition(",")[2]


def _differ_in_middle(names: list[str], others: list[str]) -> bool:
    """Whether the names fit as far as both go, an initial for a name, and one is equal.

    >>> _differ_in_middle(["guangcan", "c"], ["guangcan"]), _differ_in_middle(["g"], ["guangcan"])
    (True, False)
    """
    pairs = list(zip(names, others, strict=False))
    any_in_full = any(min(map(len, pair)) > 1 for pair in pairs)
    return any_in_full and all(map(_fit, names, others))


def _fit(name: str, other: str) -> bool:
    """Whether two names are equal, or one is the other's initial."""
    return name in (other, other[:1]) or other == name[:1]


def _given_names(given: str) -> list[str]:
    """The folded given names, one by one."""
    return list(filter(None, map(fold_key, _BETWEEN_NAMES.split(given))))


def _initials(given: str) -> str:
    """The letters of initials, folded; empty where a name is written out.

    >>> _initials("G.-C."), _initials("GC"), _initials("G. Chen")
    ('gc', 'gc', '')
    """
    letters = ""
    for word in _BETWEEN_PARTS.split(given):
        key = fold_key(word)
        is_written_out = len(key) > _MOST_INITIALS or not word.isupper()
        if len(key) > 1 and is_written_out:
            return ""
        letters += key
    return letters


def _initials_of(given: str) -> tuple[str, str]:
    """The initials of names written out, once with each part of a hyphenated name, once without.

    >>> _initials_of("Jean-Luc Karl")
    ('jlk', 'jk')
    """
    parts = map(fold_key, _BETWEEN_PARTS.split(given))
    names = _given_names(given)
    return "".join(part[:1] for part in parts), "".join(name[:1] for name in names)
