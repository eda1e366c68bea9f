"""JSON-LD of the pages, in schema.org's vocabulary.

What Google needs is said in its documentation of structured data ("Profile page", "Article",
"Breadcrumb").  The owner is one node with one `@id` on all pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Final

from publications.exports import jsonld_work, parts
from publications.exports.jsonld_nodes import Node, identifier, node, organization, owner_id
from publications.model.orcid import bare_orcid
from publications.model.publication import Publication
from publications.settings import Site

CONTEXT: Final = "https://schema.org"

# What could end a script element or begin a comment in it (HTML standard, 4.12.1.3), and what was
# no part of a JavaScript string before 2019.
_ESCAPES: Final = {c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def dumps(data: Node | Sequence[Node]) -> str:
    """JSON that may stand in a `<script>` element as it is."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _ESCAPES.items():  # twenty times faster than str.translate
        text = text.replace(character, escape)
    return text


def publication(publication: Publication, site: Site) -> Node:
    """The publication that a page is about."""
    return {"@context": CONTEXT, **jsonld_work.publication(publication, site)}


def person(site: Site, description: str = "") -> Node:
    """The page that presents the owner (Google: `ProfilePage` with `mainEntity` and its `name`)."""
    owner = site.owner
    bare = bare_orcid(owner.orcid)
    orcid = f"https://orcid.org/{bare}" if bare else ""
    links = dict.fromkeys((orcid, *owner.links))
    entity = node(
        "Person",
        {
            "@id": owner_id(site),
            "name": owner.name or site.name,
            "alternateName": [parts.plain(alias) for alias in owner.aliases],
            "description": description,
            "url": site.url,
            "jobTitle": owner.job_title,
            "worksFor": organization(owner.affiliation),
            "alumniOf": [organization(name) for name in owner.alumni_of],
            "knowsAbout": list(owner.knows_about),
            "identifier": identifier("ORCID", bare),
            "sameAs": [parts.quoted(link) for link in links if link],
        },
    )
    values = {"@context": CONTEXT, "url": site.url, "name": site.name, "mainEntity": entity}
    return node("ProfilePage", values)


def collection(publications: Sequence[Publication], site: Site, name: str = "Publications") -> Node:
    """The page that lists publications."""
    items = [
        node("ListItem", {"position": n, "name": p.title.text, "url": parts.page(p, site)})
        for n, p in enumerate(publications, 1)
    ]
    page = f"{site.url}{parts.FOLDER}/" if site.url else ""
    listed = node("ItemList", {"numberOfItems": len(items), "itemListElement": items})
    owner = node("Person", {"@id": owner_id(site), "name": site.owner.name})
    return node(
        "CollectionPage",
        {
            "@context": CONTEXT,
            "url": page,
            "name": name,
            "about": owner if site.owner.name else {},
            "mainEntity": listed,
        },
    )


def breadcrumbs(steps: Iterable[tuple[str, str]], site: Site) -> Node:
    """The way to a page: names and paths below the site (`publications/`), from the top down.

    Google asks for the position, the name and, but for the last one, the address of each.
    """
    items = [
        node("ListItem", {"position": n, "name": name, "item": site.url and site.url + path})
        for n, (name, path) in enumerate(steps, 1)
    ]
    return node("BreadcrumbList", {"@context": CONTEXT, "itemListElement": items})
