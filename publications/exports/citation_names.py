"""Names of people as citation styles write them: initials, orders, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from publications.exports.citation_parts import around, curly
from publications.model.people import People, Person

_AFTER_DOT: Final = re.compile(r"(?<=\.)(?!-)")


def name_of(person: Person, delimiter: str, elements: Iterable[str]) -> str:
    """A name of its elements, in the order of the style; those that are empty are left out.

    The name of a body and one in an East Asian script are written as they are.

    >>> name_of(Person("Jo", "", "Abel", ""), ", ", ("Abel", "J.", ""))
    'Abel, J.'
    >>> name_of(Person("小明", "", "王", ""), ", ", ("王", "小明"))
    '王小明'
    """
    is_unbroken = person.name == person.family + person.given
    if is_unbroken or person.literal or not person.given:
        return curly(person.name)
    return delimiter.join(filter(None, elements))


def given_first(person: Person) -> str:
    """A name as it is spoken, with initials.

    >>> given_first(Person("Jo Maria", "de", "la Cruz", "Jr"))
    'J. M. de la Cruz Jr'
    """
    given = initials(person.given, dotted=True)
    return name_of(person, " ", (given, family(person), person.suffix))


def family(person: Person) -> str:
    """The family name with what is before it.

    >>> family(Person("Jo", "de", "la Cruz", "")), family(Person("Jo", "d'", "Arc", ""))
    ('de la Cruz', 'd’Arc')
    """
    return curly(person.surname)


@lru_cache(maxsize=4096)  # people come again and again, and once in each style
def initials(given: str, *, dotted: bool) -> str:
    """The initials of given names, with full stops or without.

    Particles among them stay, and so do names in scripts without capitals.

    >>> initials("Jean-Paul Maria", dotted=True), initials("Jean-Paul Maria", dotted=False)
    ('J.-P. M.', 'JPM')
    >>> initials("Omar ibn", dotted=True)
    'O. ibn'
    """
    text = ""
    for name in _AFTER_DOT.sub(" ", given).split():
        if text and (dotted or not name[0].isupper()):
            text += " "
        text += _initial(name, dotted=dotted)
    return text


def _initial(name: str, *, dotted: bool) -> str:
    """A given name by its first letter, each part of `Jean-Paul` by its own.

    `Yu.` is an abbreviation; in `Min-ho`, which is one name, the small letter does not count.

    >>> _initial("Jean-Paul", dotted=True), _initial("Yu.", dotted=True)
    ('J.-P.', 'Yu.')
    >>> _initial("Min-ho", dotted=True)
    'M.'
    """
    if not name[0].isupper():
        return name
    letters = [part[0] for part in name.split("-") if part[:1].isupper()]
    if name.endswith(".") and "-" not in name:
        letters = [name[:-1]]
    if dotted:
        return "-".join(f"{letter}." for letter in letters)
    return "".join(letters)


def listed(names: Sequence[str], conjunction: str) -> str:
    """The names as a sentence lists them.

    >>> listed(["A", "B"], "and"), listed(["A", "B", "C"], "&")
    ('A and B', 'A, B, & C')
    """
    if len(names) < 3:
        return f" {conjunction} ".join(names)
    return f"{', '.join(names[:-1])}, {conjunction} {names[-1]}"


def labelled(names: str, people: People, one: str, more: str) -> str:
    """The names of people who are no authors, with what they are: `C. Abel and E. Dorn, Eds.`.

    `one` is the label of one person, `more` that of several; without names it is nothing.
    """
    return around("", names, f", {several(people, one, more)}")


def several(people: People, one: str, more: str) -> str:
    """The word for one person or for several; `and others` are several."""
    if len(people.persons) > 1 or people.others:
        return more
    return one
