"""The labelled lines of a publication's own page: where it was published, and its identifiers."""

from __future__ import annotations

from typing import NamedTuple

from publications.model.publication import Publication


class Identifier(NamedTuple):
    """An identifier as a page shows it, where it leads (empty: nowhere), and what follows it."""

    label: str
    text: str
    url: str = ""
    note: str = ""


def of_venue(publication: Publication) -> str:
    """The label of the venue line; what is not published, or not yet, has a status only."""
    unpublished = publication.is_preprint or publication.kind.name == "unpublished"
    if unpublished or publication.date is None or publication.status:
        return "Status"
    return "Published"


def identifiers(publication: Publication) -> tuple[Identifier, ...]:
    """DOI, arXiv id with the date of its first version, ISBN and ISSN, as far as there are any."""
    links = {link.rel: link.url for link in publication.links}
    candidates = (
        Identifier("DOI", publication.doi, links.get("doi", "")),
        Identifier("arXiv", publication.arxiv, links.get("arxiv", ""), _arxiv_note(publication)),
        Identifier("ISBN", publication.isbn),
        Identifier("ISSN", publication.issn),
    )
    return tuple(identifier for identifier in candidates if identifier.text)


def _arxiv_note(publication: Publication) -> str:
    """` [cs.CV], first version 21 October 2025`, as far as it is known."""
    note = ""
    if publication.arxiv_class:
        note = f" [{publication.arxiv_class}]"
    if publication.online:
        note += f", first version {publication.online.text}"
    return note
