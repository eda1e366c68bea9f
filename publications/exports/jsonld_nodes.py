"""Nodes of JSON-LD: what they are made of, and those that stand on several pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from publications.exports import parts
from publications.model.orcid import bare_orcid
from publications.model.people import People, Person
from publications.settings import Site

Node = dict[str, Any]


def node(kind: str, values: Mapping[str, Any]) -> Node:
    """A node without what is not known; texts on one line."""
    node: Node = {"@type": kind}
    for name, value in values.items():
        clean = parts.plain(value) if isinstance(value, str) else value
        if isinstance(clean, (list, tuple)):
            clean = clean[0] if len(clean) == 1 and isinstance(clean, tuple) else list(clean)
        if clean:
            node[name] = clean
    return {"@context": node.pop("@context"), **node} if "@context" in node else node


def organization(name: str) -> Node:
    """A body; nothing where it has no name."""
    return node("Organization", {"name": name}) if name else {}


def identifier(name: str, value: str) -> Node:
    """An identifier of that system; nothing where it is not known."""
    return node("PropertyValue", {"propertyID": name, "value": value}) if value else {}


def owner_id(site: Site) -> str:
    """The `@id` of the owner: on the site, else the ORCID; empty where there is neither."""
    if site.url:
        return f"{site.url}#owner"
    orcid = bare_orcid(site.owner.orcid)
    return f"https://orcid.org/{orcid}" if orcid else ""


def persons(people: People, site: Site) -> list[Node]:
    """All of a name list, in order."""
    return [person(each, site) for each in people.persons]


def person(person: Person, site: Site) -> Node:
    """A person, the owner by the `@id` that all pages share; a body where the name is one."""
    if person.corporate:
        return organization(person.name)
    orcid = f"https://orcid.org/{person.orcid}" if person.orcid else ""
    return node(
        "Person",
        {
            "@id": owner_id(site) if person.owner else orcid,
            "name": person.name,
            "givenName": person.given,
            "familyName": f"{person.prefix} {person.family}" if person.given else "",
            "url": site.url if person.owner else "",
            "sameAs": orcid,
        },
    )
