"""People of an entry: who is in a name list, with their roles and ORCIDs, and who owns the site.

The names themselves are read by names.py, ORCIDs by orcid.py, roles by roles.py; owner.py finds the
owner.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from publications import tex
from publications.bibtex import Entry
from publications.model import wording
from publications.model.names import NameSyntaxError, Person, name_keys, read_names
from publications.model.orcid import bare_orcid, orcids_of_names
from publications.model.owner import mark_owner
from publications.model.person import People
from publications.model.roles import (
    ROLES,
    legend,
    parse_annotations,
    role_label,
    role_symbols,
)
from publications.settings import Owner
from publications.words import ENGLISH, Words

# Names of annotations (biblatex manual, 3.7) that hold roles; others hold ORCIDs, known roles, or
# the owner's own remarks.
_NAMED_ANNOTATIONS: Final = ("default", "role", "roles")

# Fields of people beside authors and editors.
_OTHER_NAMES: Final = {"holder": "assignee"}
_CONTRIBUTORS: Final = tuple(ENGLISH.section("contributor"))

__all__ = [
    "NameSyntaxError",
    "People",
    "Person",
    "contributors_of",
    "in_words",
    "legend",
    "parse_people",
    "people_of",
    "role_label",
    "role_symbols",
]


def parse_people(
    value: str,
    *,
    annotations: str = "",
    more_annotations: str = "",
    owner: Owner | None = None,
    orcids: Mapping[str, str] | None = None,
) -> People:
    """Read a name list; `annotations` is the value of the `+an` field beside it.

    Of `more_annotations` only ORCIDs and known roles count. `orcids` is what `read_orcids` gives.
    Raises NameSyntaxError at the first unreadable name.
    """
    names, others = read_names(value)
    roles = _roles(annotations, more_annotations)
    persons: list[Person] = []
    for position, person in names:
        if person.orcid:
            person = replace(person, orcid=bare_orcid(person.orcid))
        if position in roles:
            person = _annotated(person, roles[position])
        if orcids and not person.orcid:
            person = _with_orcid(person, orcids)
        persons.append(person)
    if owner is not None:
        mark_owner(persons, owner)
    # `others` alone are nobody.
    return People(tuple(persons), others and bool(persons))


def people_of(
    entry: Entry, role: str, owner: Owner | None = None, orcids: Mapping[str, str] | None = None
) -> People:
    """The people in the field `author` or `editor` of an entry.

    Raises NameSyntaxError at the first unreadable name.
    """
    if not entry.get(role):
        return People()
    start = f"{role}+an"
    # The sign before `an` was a hyphen in biber before 2.8.
    names = (start, f"{role}-an", *(f"{start}:{name}" for name in _NAMED_ANNOTATIONS))
    more = (name for name in entry.fields if name.startswith(f"{start}:") and name not in names)
    return parse_people(
        wording.meaningful(entry.get(role)),
        annotations=";".join(map(entry.get, names)),
        more_annotations=";".join(map(entry.get, more)),
        owner=owner,
        orcids={**(orcids or {}), **orcids_of_names(entry.get("orcid-numbers"))},
    )


def readable(entry: Entry, role: str) -> People:
    """The people of a field, or one whole name as it is written where they cannot be read.

    It is for people beside authors and editors, in whom a slip is no error.
    """
    value = entry.get(role, _OTHER_NAMES.get(role, role))
    if not value:
        return People()
    try:
        return parse_people(value)
    except NameSyntaxError:
        return People((Person("", "", tex.parse(value).text, "", literal=True),))


def contributors_of(entry: Entry) -> tuple[tuple[str, People], ...]:
    """The people beside authors and editors, each with the name of their field.

    The author of a book is not said again of its parts.
    """
    people = {role: readable(entry, role) for role in _CONTRIBUTORS}
    if entry.get("bookauthor") == entry.get("author"):
        del people["bookauthor"]
    return tuple((role, names) for role, names in people.items() if names.persons)


def in_words(people: People, words: Words) -> str:
    """Names joined by commas, and whether there are more.

    >>> in_words(parse_people("Lee, Ann and Roe, Bob and others"), ENGLISH)
    'Ann Lee, Bob Roe et al.'
    """
    names = ", ".join(person.name for person in people.persons)
    if people.others:
        return words("people.others", names=names)
    return names


def _roles(annotations: str, more_annotations: str) -> dict[int, tuple[str, ...]]:
    """The roles and ORCIDs by position in the list."""
    roles = parse_annotations(annotations)
    for position, words in parse_annotations(more_annotations).items():
        understood = (word for word in words if word in ROLES or bare_orcid(word))
        roles[position] = (*roles.get(position, ()), *understood)
    return roles


def _annotated(person: Person, words: tuple[str, ...]) -> Person:
    """The person with roles, and with the ORCID where that is among them."""
    orcid = next(filter(None, map(bare_orcid, words)), person.orcid)
    roles = dict.fromkeys(word for word in words if not bare_orcid(word))
    return replace(person, roles=tuple(roles), orcid=orcid)


def _with_orcid(person: Person, orcids: Mapping[str, str]) -> Person:
    """The person with the ORCID that is known of that name."""
    known = filter(None, map(orcids.get, name_keys(person)))
    return replace(person, orcid=next(known, ""))
