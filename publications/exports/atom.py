"""The Atom feed of the newest publications (RFC 4287).

Written with the standard library's ElementTree, so that nothing that stands in refs.bib can break
out of its element.  The same publications give the same bytes: no date of a build is in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.etree import ElementTree

from publications.exports import parts
from publications.model import identifiers, venue
from publications.model.dates import Date
from publications.model.people import Person
from publications.model.publication import Publication
from publications.settings import Site

PATH: Final = "feed.xml"
NEWEST: Final = 50
_NAMESPACE: Final = "http://www.w3.org/2005/Atom"
_NEVER: Final = "1970-01-01T00:00:00Z"


def feed(publications: Sequence[Publication], site: Site) -> bytes:
    """The feed of publications that come newest first; empty bytes where the site has no address.

    What has neither a date nor an arXiv id has nothing to put in `updated`, and is left out.
    """
    if not site.url:
        return b""
    dated = [(stamp, p) for p in publications if (stamp := _updated(p))][:NEWEST]
    root = ElementTree.Element("feed", {"xmlns": _NAMESPACE})
    title = f"{site.name}: Publications" if site.name else "Publications"
    _add(root, "title", title)
    _add(root, "id", site.url + PATH)
    _add(root, "updated", max((stamp for stamp, _ in dated), default=_NEVER))
    link = {"rel": "self", "type": "application/atom+xml", "href": site.url + PATH}
    ElementTree.SubElement(root, "link", link)
    page = f"{site.url}{parts.FOLDER}/"
    ElementTree.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": page})
    author = ElementTree.SubElement(root, "author")
    _add(author, "name", site.owner.name or site.name or "Publications")
    _add(author, "uri", site.url)
    for stamp, publication in dated:
        _entry(root, publication, stamp, site)
    ElementTree.indent(root)
    xml: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return xml + b"\n"


def _entry(root: ElementTree.Element, publication: Publication, stamp: str, site: Site) -> None:
    entry = ElementTree.SubElement(root, "entry")
    page = parts.page(publication, site)
    _add(entry, "title", publication.title.text)
    _add(entry, "id", page)
    _add(entry, "published", stamp)
    _add(entry, "updated", stamp)
    for person in publication.people.persons:
        _person(entry, person, site)
    ElementTree.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": page})
    for link in publication.links:
        if link.rel == "doi":
            ElementTree.SubElement(entry, "link", {"rel": "related", "href": link.url})
    category = {"term": publication.kind.name, "label": parts.plain(publication.label)}
    ElementTree.SubElement(entry, "category", category)
    where = venue.long_venue(publication).text
    said = publication.summary.text or publication.abstract.text
    _add(entry, "summary", ". ".join(text for text in (where, said) if text))


def _person(entry: ElementTree.Element, person: Person, site: Site) -> None:
    author = ElementTree.SubElement(entry, "author")
    _add(author, "name", person.name)
    if person.owner:
        _add(author, "uri", site.url)
    elif person.orcid:
        _add(author, "uri", f"https://orcid.org/{person.orcid}")


def _updated(publication: Publication) -> str:
    """The first moment of the publication's date, or of the month of its arXiv id."""
    date = publication.date
    posted = identifiers.arxiv_year_month(publication.arxiv)
    if date is None and posted:
        date = Date(*posted)
    if date is None or not 1 <= date.year <= 9999:
        return ""
    _, month, day = date.order
    return f"{date.year:04d}-{month or 1:02d}-{day or 1:02d}T00:00:00Z"


def _add(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, tag).text = parts.plain(text)
