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
from publications.model.owner import mark_owner
from publications.model.person import People
from publications.model.roles import legend, parse_annotations, role_label, role_symbols
from publications.settings import Owner

# Annotations that biblatex names (its manual, 3.7); others hold ORCIDs or the owner's own remarks.
_NAMED_ANNOTATIONS: Final = ("default", "role", "roles")

# Fields of people beside authors and editors, and what these did.
_CONTRIBUTORS: Final = {
    "bookauthor": "Book by",
    "translator": "Translated by",
    "annotator": "Annotated by",
    "commentator": "Commentary by",
    "introduction": "Introduction by",
    "foreword": "Foreword by",
    "afterword": "Afterword by",
    "editora": "With",
    "editorb": "With",
    "editorc": "With",
    "holder": "Held by",
}

__all__ = [
    "NameSyntaxError",
    "People",
    "Person",
    "contributors_of",
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
    owner: Owner | None = None,
    orcids: Mapping[str, str] | None = None,
) -> People:
    """Read a name list; `annotations` is the value of the `+an` field beside it.

    `orcids` is what `read_orcids` gives. Raises NameSyntaxError at the first unreadable name.
    """
    names, others = read_names(value)
    roles = parse_annotations(annotations)
    persons: list[Person] = []
    for position, person in names:
        if position in roles:
            person = replace(person, roles=roles[position])
        if orcids:
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
    own = entry.get(f"{role}+an")
    named = (entry.get(f"{role}+an:{name}") for name in _NAMED_ANNOTATIONS)
    annotations = ";".join(filter(None, (own, *named)))
    names = wording.meaningful(entry.get(role))
    return parse_people(names, annotations=annotations, owner=owner, orcids=orcids)


def readable(entry: Entry, role: str) -> People:
    """The people of a field, or one whole name as it is written where they cannot be read."""
    value = entry.get(role)
    if not value:
        return People()
    try:
        return parse_people(value)
    except NameSyntaxError:
        return People((Person("", "", tex.parse(value).text, "", literal=True),))


def contributors_of(entry: Entry) -> tuple[tuple[str, str], ...]:
    """What people beside authors and editors did, in words, and their names as they are shown."""
    contributors = []
    for role, words in _CONTRIBUTORS.items():
        value = entry.get(role)
        if value:
            contributors.append((words, _listed(readable(entry, role))))
    return tuple(contributors)


def _listed(people: People) -> str:
    """Names joined by commas."""
    names = ", ".join(person.name for person in people.persons)
    if people.others:
        names += " et al."
    return names


def _with_orcid(person: Person, orcids: Mapping[str, str]) -> Person:
    """The person with the ORCID that is known of that name."""
    known = filter(None, map(orcids.get, name_keys(person)))
    return replace(person, orcid=next(known, ""))
