"""The JSON-LD node of one publication, in schema.org's vocabulary."""

from __future__ import annotations

import re
from typing import Final

from publications.exports import parts
from publications.exports.jsonld_nodes import (
    Node,
    identifier,
    node,
    one_or_list,
    organization,
    person,
    persons,
)
from publications.model.publication import Publication
from publications.model.status import Notice
from publications.settings import Site
from publications.tex.characters import one_line

# Types whose `headline` search engines read.
_ARTICLES: Final = frozenset({"ScholarlyArticle", "Report"})
_IN_JOURNALS: Final = frozenset({"article", "preprint"})
_IN_BOOKS: Final = frozenset({"conference", "chapter"})


def publication(publication: Publication, site: Site) -> Node:
    """The publication that a page is about, with all its authors; without `@context`."""
    page = parts.page(publication, site)
    return node(
        publication.entry_type.schema_org,
        {
            **_title(publication, page),
            "author": persons(publication.authors, site),
            **_contributors(publication, site),
            **_date(publication),
            **_status(publication),
            "abstract": publication.abstract.text,
            "description": publication.summary.text,
            "genre": publication.label,
            "keywords": list(map(one_line, publication.keywords)),
            "award": list(map(one_line, publication.awards)),
            "inLanguage": publication.language,
            "url": page,
            "mainEntityOfPage": page,
            "identifier": _identifiers(publication),
            "sameAs": parts.addresses(publication, "doi", "arxiv"),
            "image": parts.picture(publication, site.url),
            "encoding": _pdf(publication, site),
            "subjectOf": _supplements(publication, site),
            **_of_type(publication),
            "version": publication.version,
            **_publisher(publication),
            "isPartOf": _part_of(publication),
        },
    )


def work_id(page: str) -> str:
    """The `@id` of the publication that the page at this address is about."""
    return f"{page}#publication"


def _title(publication: Publication, page: str) -> Node:
    """The id and the title, which some types call a headline too."""
    title = publication.title.text
    values: Node = {"@id": "", "name": title}
    if page:
        values["@id"] = work_id(page)
    if publication.entry_type.schema_org in _ARTICLES:
        values["headline"] = title
    return values


def _contributors(publication: Publication, site: Site) -> Node:
    """`editor` takes people only; a body that edits is a contributor, as is a collaboration."""
    values: dict[str, list[Node]] = {"editor": [], "contributor": []}
    for name in publication.collaborations:
        values["contributor"].append(node("Organization", {"name": f"{name} Collaboration"}))
    for each in publication.editors.persons:
        role = "editor"
        if each.corporate:
            role = "contributor"
        values[role].append(person(each, site))
    return values


def _date(publication: Publication) -> Node:
    """The date, or the words that take its place; years before Christ have no form here."""
    if publication.date is None:
        return {"creativeWorkStatus": publication.when}
    return {"datePublished": parts.iso(publication.date)}


def _status(publication: Publication) -> Node:
    """The notices about the work, as its `correction`; a retracted one is called so."""
    values: Node = {"correction": [_correction(notice) for notice in publication.notices]}
    if publication.retracted:
        values["creativeWorkStatus"] = "Retracted"
    return values


def _correction(notice: Notice) -> Node:
    """A notice."""
    date = ""
    if notice.date:
        date = notice.date.iso
    values = {"name": notice.label, "url": parts.quoted(notice.url), "datePublished": date}
    return node("CorrectionComment", values)


def _identifiers(publication: Publication) -> list[Node]:
    """The DOI and the arXiv id."""
    known = (identifier("DOI", publication.doi), identifier("arXiv", publication.arxiv))
    return list(filter(None, known))


def _pdf(publication: Publication, site: Site) -> Node:
    """The PDF."""
    address = parts.pdf(publication, site)
    if not address:
        return {}
    return node("MediaObject", {"contentUrl": address, "encodingFormat": "application/pdf"})


def _supplements(publication: Publication, site: Site) -> list[Node]:
    """The code and the data, unless one of them is the publication itself."""
    title = f"\u201c{publication.title.text}\u201d"
    supplements: list[Node] = []
    code = parts.link(publication, "code", site.url)
    if code and publication.entry_type.schema_org != "SoftwareSourceCode":
        values = {"name": f"Code of {title}", "url": code, "codeRepository": code}
        supplements.append(node("SoftwareSourceCode", values))
    data = parts.link(publication, "data", site.url)
    if data and publication.entry_type.schema_org != "Dataset":
        # Google's "Dataset" wants a description of 50 characters or more.
        description = f"The data that belong to the publication {title}."
        values = {"name": f"Data of {title}", "url": data, "description": description}
        supplements.append(node("Dataset", values))
    return supplements


def _of_type(publication: Publication) -> Node:
    """The properties that only some types have, by the names of schema.org's types."""
    pagination = parts.locator(publication)
    match publication.entry_type.schema_org:
        case "Report":
            return {"pagination": pagination, "reportNumber": publication.number}
        case "ScholarlyArticle" | "Chapter":
            return {"pagination": pagination}
        case "Thesis":
            return {"inSupportOf": publication.label.removesuffix(" thesis")}
        case "Book":
            return _book(publication) | {"numberOfPages": _page_total(publication)}
        case "Periodical":
            return {"issn": one_or_list(publication.issns)}
        case "SoftwareSourceCode":
            return {"codeRepository": parts.link(publication, "code", "")}
        case _:
            return {}


def _page_total(publication: Publication) -> int:
    """The number of pages, or 0 where it is not one number: `xii, 20`."""
    total = publication.page_total
    if not re.fullmatch("[0-9]+", total):
        return 0
    return int(total)


def _book(publication: Publication) -> Node:
    """The properties of a book, which may be the whole or the container."""
    return {
        "isbn": one_or_list(publication.isbns),
        "bookEdition": publication.edition,
        "position": publication.volume,
    }


def _publisher(publication: Publication) -> Node:
    """The publisher; of a part it is the whole's, of a thesis the university where it was made."""
    if _is_in_book(publication):
        return {}
    if publication.entry_type.schema_org == "Thesis":
        return {"sourceOrganization": organization(publication.publisher)}
    return {"publisher": organization(publication.publisher)}


def _is_in_book(publication: Publication) -> bool:
    """Whether it is a paper or a chapter, of which the book is known."""
    return publication.kind.name in _IN_BOOKS and bool(publication.container)


def _part_of(publication: Publication) -> Node:
    """The issue, volume and journal; or the book and its series.

    An issue is part of a volume, and that of a journal, as schema.org has it for `Periodical`.
    """
    if publication.kind.name in _IN_JOURNALS:
        return _in_journal(publication)
    if _is_in_book(publication):
        return _in_book(publication)
    if publication.entry_type.schema_org == "Book":
        return _series(publication)
    return {}


def _series(publication: Publication) -> Node:
    """The series of a book."""
    if not publication.series:
        return {}
    return node("BookSeries", {"name": publication.series.text})


def _in_book(publication: Publication) -> Node:
    """The book that a paper or chapter is in."""
    return node(
        "Book",
        {
            "name": publication.container.text,
            "alternateName": publication.abbr,
            **_book(publication),
            "publisher": organization(publication.publisher),
            "isPartOf": _series(publication),
        },
    )


def _in_journal(publication: Publication) -> Node:
    """The journal, or the issue or volume of it."""
    if not publication.container:
        return {}
    values = {
        "name": publication.container.text,
        "alternateName": publication.short_container,
        "issn": one_or_list(publication.issns),
        "publisher": organization(publication.publisher),
    }
    whole = node("Periodical", values)
    if publication.volume:
        values = {"volumeNumber": publication.volume, "isPartOf": whole}
        whole = node("PublicationVolume", values)
    if publication.number:
        whole = node("PublicationIssue", {"issueNumber": publication.number, "isPartOf": whole})
    return whole
