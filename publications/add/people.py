"""Lists of names as refs.bib has them: `Family, Given`, not in capitals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from publications.model.names import NameSyntaxError, Person, as_bibtex, read_names

# Parts of family names in small letters: in a name in capitals nothing else tells them.
_PARTICLES: Final = frozenset((
    "af", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "la", "le", "ten", "ter",
    "van", "vom", "von", "zu", "zur",
))  # fmt: skip
#: Words in capitals of these lengths are names and not initials; a family name may be `LI`.
_FAMILY_NAME: Final = re.compile(r"[^\W\d_]{2,}")
_GIVEN_NAME: Final = re.compile(r"[^\W\d_]{3,}")


def mend_people(value: str) -> str:
    """Names as `Family, Given`, not in capitals; the list as it was if that would change it.

    >>> mend_people("VAN MAI, GUANGCAN AND LEI WANG")
    'van Mai, Guangcan and Wang, Lei'
    >>> mend_people("Bo Li and others")
    'Li, Bo and others'
    """
    try:
        persons, others = _read(value)
        persons = _mended(persons)
        written = [as_bibtex(person) for person in persons]
        if others:
            written.append("others")
        mended = " and ".join(written)
        again, _ = _read(mended)
    except NameSyntaxError:
        return value
    if list(map(_identity, again)) == list(map(_identity, persons)):
        return mended
    return value


def _read(value: str) -> tuple[list[Person], bool]:
    """The persons of a list, and whether it ends in `others`. Raises NameSyntaxError."""
    people, others = read_names(value)
    return [person for _, person in people], others


def _identity(person: Person) -> tuple[str, bool]:
    """What must not change when a name is written anew: its parts, and whether it is a body's."""
    return person.sort_name, bool(person.literal)


def _mended(persons: Sequence[Person]) -> list[Person]:
    """The persons, with names in small letters where all family names are in capitals.

    Bodies and people of one name tell nothing: `NASA`, `Madonna`.
    """
    named = [person.family for person in persons if person.given and not person.literal]
    if named and all(map(_is_in_capitals, named)):
        return list(map(_lowered, persons))
    return list(persons)


def _is_in_capitals(family: str) -> bool:
    """Whether a family name is in capitals; one letter tells nothing.

    >>> _is_in_capitals("LI"), _is_in_capitals("Li"), _is_in_capitals("E")
    (True, False, False)
    """
    return len(family) > 1 and family.isupper()


def _lowered(person: Person) -> Person:
    """`VAN MAI, GUANGCAN` -> `van Mai, Guangcan`; initials and `Jr` stay, and so do bodies."""
    if person.literal:
        return person
    particles, family = _divided(person.family)
    return replace(
        person,
        prefix=f"{person.prefix} {particles}".strip().lower(),
        family=_FAMILY_NAME.sub(_capitalised, family),
        given=_GIVEN_NAME.sub(_capitalised, person.given),
    )


def _divided(family: str) -> tuple[str, str]:
    """The particles that a family name begins with, and the rest; no particles without a rest.

    >>> _divided("VAN DER BERG"), _divided("LE")
    (('VAN DER', 'BERG'), ('', 'LE'))
    """
    words = family.split()
    particles = list(takewhile(lambda word: word.lower() in _PARTICLES, words[:-1]))
    return " ".join(particles), " ".join(words[len(particles) :])


def _capitalised(match: re.Match[str]) -> str:
    """A word in capitals with one capital; any other as it is."""
    if match[0].isupper():
        return match[0].capitalize()
    return match[0]
