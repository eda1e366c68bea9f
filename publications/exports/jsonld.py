"""JSON-LD of the pages, in schema.org's vocabulary.

What Google needs is said in its documentation of structured data ("Profile page", "Article",
"Breadcrumb"). The owner is one node with one `@id` on all pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from publications.exports import jsonld_work, parts
from publications.exports.jsonld_nodes import (
    Node,
    identifier,
    node,
    organization,
    owner_id,
)
from publications.model.contacts import pages_about
from publications.model.orcid import bare_orcid, orcid_url
from publications.model.publication import Publication
from publications.settings import Site
from publications.tex.characters import one_line

CONTEXT: Final = "https://schema.org"

_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# What could end a script element or begin a comment in it (HTML standard, 4.12.1.3), and what was
# no part of a JavaScript string before 2019.
_ESCAPES: Final = {c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def dumps(data: Node | Sequence[Node]) -> str:
    """JSON that may stand in a `<script>` element as it is."""
    text = _encode(data)
    for character, escape in _ESCAPES.items():  # twenty times faster than str.translate
        text = text.replace(character, escape)
    return text


def publication(publication: Publication, site: Site) -> Node:
    """The publication that a page is about."""
    return {"@context": CONTEXT, **jsonld_work.publication(publication, site)}


def website(site: Site) -> Node:
    """The site (Google: its name in results is that of this node on the first page)."""
    values: Node = {
        "@id": f"{site.url}#website" if site.url else "",
        "url": site.url,
        "name": site.name,
        "description": site.description,
    }
    if owner_id(site):
        values["publisher"] = node("Person", {"@id": owner_id(site), "name": site.owner.name})
    return _document("WebSite", values)


def person(site: Site) -> Node:
    """The page that presents the owner (Google: `ProfilePage` with `mainEntity` and its `name`)."""
    owner = site.owner
    orcid = bare_orcid(owner.orcid)
    links = dict.fromkeys(filter(None, (orcid_url(orcid), *pages_about(owner))))
    entity = node(
        "Person",
        {
            "@id": owner_id(site),
            "name": owner.name or site.name,
            "alternateName": list(map(one_line, owner.aliases)),
            "description": site.description,
            "url": site.url,
            "jobTitle": owner.job_title,
            "worksFor": organization(owner.affiliation),
            "alumniOf": list(map(organization, owner.alumni_of)),
            "knowsAbout": list(owner.knows_about),
            "identifier": identifier("ORCID", orcid),
            "sameAs": list(map(parts.quoted, links)),
        },
    )
    return _document("ProfilePage", {"url": site.url, "name": site.name, "mainEntity": entity})


def collection(publications: Sequence[Publication], site: Site) -> Node:
    """The page that lists all publications."""
    items: list[Node] = []
    for position, each in enumerate(publications, start=1):
        address = parts.page(each, site)
        values: Node = {"name": each.title.text, "url": address}
        if address:
            work = {"@id": jsonld_work.work_id(address), "name": each.title.text}
            values["item"] = node(each.entry_type.schema_org, work)
        items.append(_list_item(position, values))
    page: Node = {"url": "", "name": "Publications"}
    if site.list_page is not None:
        page = {"url": site.url_of(site.list_page.path), "name": site.list_page.title}
    if site.owner.name:
        page["about"] = node("Person", {"@id": owner_id(site), "name": site.owner.name})
    listed = {"numberOfItems": len(items), "itemListElement": items}
    page["mainEntity"] = node("ItemList", listed)
    return _document("CollectionPage", page)


def trail(site: Site, publication: Publication | None = None) -> list[Node]:
    """Breadcrumbs of the list of all publications, or of a publication's page.

    Nothing where the site has no address, and for a page that is the first one.
    """
    page = site.list_page
    steps = [(site.owner.name or site.name, "")]
    if page is not None and site.file(page.path) != "index.html":
        steps.append((page.title, site.address(page.path)))
    if publication is not None:
        steps.append((publication.title.text, site.address(parts.page_path(publication.slug))))
    if not site.url or len(steps) == 1:
        return []
    return [breadcrumbs(steps, site)]


def breadcrumbs(steps: Iterable[tuple[str, str]], site: Site) -> Node:
    """The way to a page: names and paths below the site (`publications/`), from the top down.

    Google asks for the position, the name and, but for the last one, the address of each.
    """
    items: list[Node] = []
    for position, (name, path) in enumerate(steps, start=1):
        values = {"name": name, "item": ""}
        if site.url:
            values["item"] = site.url + path
        items.append(_list_item(position, values))
    return _document("BreadcrumbList", {"itemListElement": items})


def _list_item(position: int, values: Mapping[str, Any]) -> Node:
    """An item of a list, with its position from 1."""
    return node("ListItem", {"position": position, **values})


def _document(kind: str, values: Mapping[str, Any]) -> Node:
    """A node that is not part of another."""
    return {"@context": CONTEXT, **node(kind, values)}
