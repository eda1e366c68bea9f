"""Nodes of JSON-LD: what they are made of, and those that stand on several pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from publications.model.orcid import bare_orcid, orcid_url
from publications.model.people import People, Person
from publications.settings import Site
from publications.tex.characters import one_line

Node = dict[str, Any]


def node(kind: str, values: Mapping[str, Any]) -> Node:
    """A node without what is not known; texts on one line.

    `node("Person", {"name": "Ada Abel", "url": ""})` is `{"@type": "Person", "name": "Ada Abel"}`.
    """
    node: Node = {"@type": kind}
    for name, value in values.items():
        if isinstance(value, str):
            value = value and one_line(value)
        if value:
            node[name] = value
    return node


def one_or_list(values: Sequence[str]) -> str | list[str]:
    """A single value by itself, several as a list."""
    if len(values) == 1:
        return values[0]
    return list(values)


def organization(name: str) -> Node:
    """A body; nothing where it has no name."""
    if not name:
        return {}
    return node("Organization", {"name": name})


def identifier(name: str, value: str) -> Node:
    """An identifier of that system, such as `DOI`; nothing where it is not known."""
    if not value:
        return {}
    return node("PropertyValue", {"propertyID": name, "value": value})


def owner_id(site: Site) -> str:
    """The `@id` of the owner: on the site, else the ORCID; empty where there is neither."""
    if site.url:
        return f"{site.url}#owner"
    return orcid_url(bare_orcid(site.owner.orcid))


def persons(people: People, site: Site) -> list[Node]:
    """All of a name list, in order."""
    return [person(each, site) for each in people.persons]


def person(person: Person, site: Site) -> Node:
    """A person, the owner by the `@id` that all pages share; a body where the name is one.

    The ORCID is the `@id` of all others, so that one person is one node on all pages.
    """
    if person.corporate:
        return organization(person.name)
    orcid = orcid_url(person.orcid)
    values = {"@id": orcid, "name": person.name, "givenName": person.given}
    if person.given:
        values["familyName"] = person.surname
    if person.owner:
        values |= {"@id": owner_id(site), "url": site.url}
    values["sameAs"] = orcid
    return node("Person", values)
