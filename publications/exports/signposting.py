"""Typed links of a publication's page, for `<link rel href type>` in its head.

The relations are those of the FAIR Signposting Profile (signposting.org), level 1.
"""

from __future__ import annotations

from collections.abc import Iterator

from publications.exports import parts
from publications.exports.formats import FORMATS
from publications.model.orcid import orcid_url
from publications.model.publication import Publication
from publications.settings import Site


def links(publication: Publication, site: Site) -> list[dict[str, str]]:
    """The links, each with `rel`, `href` and, where it is known, `type`."""
    return list(_links(publication, site))


def _links(publication: Publication, site: Site) -> Iterator[dict[str, str]]:
    """The links in the order of the profile."""
    for address in parts.addresses(publication, "doi"):
        yield {"rel": "cite-as", "href": address}
    for person in publication.people.persons:
        if person.orcid:
            yield {"rel": "author", "href": orcid_url(person.orcid)}
    base = site.url or _top(publication, site)
    for fmt in FORMATS:
        href = f"{base}{parts.FOLDER}/{publication.slug}.{fmt.suffix}"
        yield {"rel": "describedby", "href": href, "type": fmt.media_type}
    pdf = parts.pdf(publication, site, base)
    if pdf:
        yield {"rel": "item", "href": pdf, "type": "application/pdf"}
    yield {"rel": "type", "href": "https://schema.org/AboutPage"}
    yield {"rel": "type", "href": f"https://schema.org/{publication.entry_type.schema_org}"}


def _top(publication: Publication, site: Site) -> str:
    """The top of the site as seen from the page, such as `../../`."""
    return "../" * site.address(parts.page_path(publication.slug)).count("/")
