"""The JSON-LD node of one publication, in schema.org's vocabulary."""

from __future__ import annotations

from typing import Final

from publications.exports import parts
from publications.exports.jsonld_nodes import Node, identifier, node, organization, person, persons
from publications.model.people import People
from publications.model.publication import Publication
from publications.settings import Site

# Where the vocabulary defines `headline` for readers of search results and `pagination`.
_ARTICLES: Final = frozenset({"ScholarlyArticle", "Report"})
_PAGINATED: Final = frozenset({"ScholarlyArticle", "Report", "Chapter"})


def publication(publication: Publication, site: Site) -> Node:
    """The publication that a page is about, with all its authors; without `@context`."""
    page = parts.page(publication, site)
    kind = publication.entry_type.schema_org
    title = parts.plain(publication.title.text)
    date = publication.date
    return node(
        kind,
        {
            "@id": f"{page}#publication" if page else "",
            "name": title,
            "headline": title if kind in _ARTICLES else "",
            "author": persons(publication.authors, site),
            **_editors(publication.editors, site),
            "datePublished": date.iso if date and date.year > 0 else "",
            "creativeWorkStatus": "" if date else publication.when,
            "abstract": publication.abstract.text,
            "description": publication.summary.text,
            "genre": publication.label,
            "keywords": [parts.plain(keyword) for keyword in publication.keywords],
            "award": [parts.plain(award) for award in publication.awards],
            "inLanguage": parts.language(publication),
            "url": page,
            "mainEntityOfPage": page,
            "identifier": _identifiers(publication),
            "sameAs": [link.url for link in publication.links if link.rel in ("doi", "arxiv")],
            "encoding": _pdf(publication, site),
            "subjectOf": _supplements(publication, site),
            **_of_type(publication, kind),
            **_publisher(publication, kind),
            "isPartOf": _part_of(publication, kind),
        },
    )


def _editors(people: People, site: Site) -> Node:
    """`editor` takes people only; a body that edits is a contributor."""
    editors = [each for each in people.persons if not each.corporate]
    bodies = [each for each in people.persons if each.corporate]
    return {
        "editor": [person(each, site) for each in editors],
        "contributor": [person(each, site) for each in bodies],
    }


def _identifiers(publication: Publication) -> list[Node]:
    known = (("DOI", publication.doi), ("arXiv", publication.arxiv))
    return [identifier(name, value) for name, value in known if value]


def _pdf(publication: Publication, site: Site) -> Node:
    address = parts.pdf(publication, site.url)
    values = {"contentUrl": address, "encodingFormat": "application/pdf"}
    return node("MediaObject", values) if address else {}


def _supplements(publication: Publication, site: Site) -> list[Node]:
    """The code and the data, unless one of them is the publication itself."""
    title = publication.title.text
    found: list[Node] = []
    for rel, kind, word in (("code", "SoftwareSourceCode", "Code"), ("data", "Dataset", "Data")):
        address = parts.link(publication, rel, site.url)
        if not address or publication.entry_type.schema_org == kind:
            continue
        values = {"name": f"{word} of \u201c{title}\u201d", "url": address}
        if kind == "Dataset":
            # Google's "Dataset" wants a description of 50 characters or more.
            values["description"] = f"The data that belong to the publication \u201c{title}\u201d."
        else:
            values["codeRepository"] = address
        found.append(node(kind, values))
    return found


def _of_type(publication: Publication, kind: str) -> Node:
    """The properties that only some types have."""
    values: Node = {}
    if kind in _PAGINATED:
        values["pagination"] = publication.pages
    if kind == "Report":
        values["reportNumber"] = publication.number
    elif kind == "Thesis":
        values["inSupportOf"] = publication.label.removesuffix(" thesis")
    elif kind == "Book":
        values |= {"isbn": parts.isbns(publication), "bookEdition": publication.edition}
        values["position"] = publication.volume
        total = parts.field(publication, "pagetotal")
        values["numberOfPages"] = int(total) if total.isascii() and total.isdigit() else 0
    elif kind == "Periodical":
        values["issn"] = parts.issns(publication)
    elif kind == "SoftwareSourceCode":
        values["codeRepository"] = parts.link(publication, "code", "")
    if version := parts.field(publication, "version"):
        values["version"] = version
    return values


def _publisher(publication: Publication, kind: str) -> Node:
    """The publisher; of a part it is the whole's, of a thesis the university where it was made."""
    if publication.kind.name in ("conference", "chapter") and publication.container:
        return {}
    name = "sourceOrganization" if kind == "Thesis" else "publisher"
    return {name: organization(publication.publisher)}


def _part_of(publication: Publication, kind: str) -> Node:
    """The issue, volume and journal; or the book and its series."""
    if publication.kind.name in ("article", "preprint"):
        return _in_journal(publication)
    series = publication.series.text
    in_series = node("BookSeries", {"name": series}) if series and kind != "Periodical" else {}
    if publication.kind.name not in ("conference", "chapter") or not publication.container:
        return in_series if kind == "Book" else {}
    return node(
        "Book",
        {
            "name": publication.container.text,
            "alternateName": publication.abbr,
            "isbn": parts.isbns(publication),
            "bookEdition": publication.edition,
            "position": publication.volume,
            "publisher": organization(publication.publisher),
            "isPartOf": in_series,
        },
    )


def _in_journal(publication: Publication) -> Node:
    if not publication.container:
        return {}
    values = {
        "name": publication.container.text,
        "alternateName": publication.abbr,
        "issn": parts.issns(publication),
        "publisher": organization(publication.publisher),
    }
    whole = node("Periodical", values)
    if publication.volume:
        values = {"volumeNumber": publication.volume, "isPartOf": whole}
        whole = node("PublicationVolume", values)
    if publication.number:
        whole = node("PublicationIssue", {"issueNumber": publication.number, "isPartOf": whole})
    return whole
