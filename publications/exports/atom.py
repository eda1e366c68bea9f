"""The Atom feed of the newest publications (RFC 4287).

Written with the standard library's ElementTree, so that no text of refs.bib can break out of its
element. The same publications give the same bytes: no date of a build is in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from publications.exports import parts
from publications.model import collaborations, identifiers, status, venue, wording
from publications.model.orcid import orcid_url
from publications.model.people import Person
from publications.model.publication import Publication
from publications.settings import Site
from publications.tex.characters import one_line

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
    dated = list(islice(filter(_published, publications), NEWEST))
    root = Element("feed", {"xmlns": _NAMESPACE})
    name = site.words("list.publications")
    _add(root, "title", ": ".join(filter(None, (site.name, name))))
    _add(root, "id", site.url + PATH)
    _add(root, "updated", max(map(_updated, dated), default=_NEVER))
    _link(root, "self", site.url + PATH, "application/atom+xml")
    page = site.url
    if site.list_page:
        page = site.url_of(site.list_page.path)
    _link(root, "alternate", page, "text/html")
    author = ElementTree.SubElement(root, "author")
    _add(author, "name", site.owner.name or site.name or name)
    _add(author, "uri", site.url)
    for publication in dated:
        _entry(root, publication, site)
    ElementTree.indent(root)
    xml: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return xml + b"\n"


def _entry(root: Element, publication: Publication, site: Site) -> None:
    """One publication."""
    words = site.words
    entry = ElementTree.SubElement(root, "entry")
    page = parts.page(publication, site)
    _add(entry, "title", publication.title.text)
    _add(entry, "id", page)
    _add(entry, "published", _published(publication))
    _add(entry, "updated", _updated(publication))
    for person in publication.people.persons:
        _person(entry, person, site)
    for name in publication.collaborations:
        contributor = ElementTree.SubElement(entry, "contributor")
        _add(contributor, "name", collaborations.in_words((name,), words))
    _link(entry, "alternate", page, "text/html")
    for address in parts.addresses(publication, "doi"):
        _link(entry, "related", address)
    category = {"term": publication.kind.name, "label": one_line(words.term(publication.term))}
    ElementTree.SubElement(entry, "category", category)
    said = publication.summary.text or publication.abstract.text
    notices = status.in_words(publication.notices, words)
    texts = (notices, venue.long_venue(publication, words).text, said)
    _add(entry, "summary", wording.joined(". ", texts))


def _person(entry: Element, person: Person, site: Site) -> None:
    """An author, with an address where one is known."""
    author = ElementTree.SubElement(entry, "author")
    _add(author, "name", person.name)
    if person.owner:
        _add(author, "uri", site.url)
    elif person.orcid:
        _add(author, "uri", orcid_url(person.orcid))


def _updated(publication: Publication) -> str:
    """When it was published, or when the last notice about it was."""
    notices = (_moment(notice.date.order) for notice in publication.notices if notice.date)
    return max([_published(publication), *notices])


def _published(publication: Publication) -> str:
    """The first moment of the publication's date, or of the month of its arXiv id."""
    posted = identifiers.arxiv_year_month(publication.arxiv)
    if publication.date is not None:
        return _moment(publication.date.order)
    if posted is not None:
        return _moment((*posted, 0))
    return ""


def _moment(date: tuple[int, int, int]) -> str:
    """The first moment of a date; empty for a year that RFC 3339 cannot write."""
    year, month, day = date
    if year not in range(1, 10_000):
        return ""
    return f"{year:04d}-{max(month, 1):02d}-{max(day, 1):02d}T00:00:00Z"


def _link(parent: Element, rel: str, href: str, media_type: str = "") -> None:
    """A link, with its media type where that is known."""
    attributes = {"rel": rel, "type": media_type, "href": href}
    present = {name: value for name, value in attributes.items() if value}
    ElementTree.SubElement(parent, "link", present)


def _add(parent: Element, tag: str, text: str) -> None:
    """An element with text only."""
    ElementTree.SubElement(parent, tag).text = one_line(text)
