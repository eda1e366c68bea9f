"""The labelled lines of a publication's own page: where it was published, and its identifiers."""

from __future__ import annotations

from typing import NamedTuple

from publications.model.publication import Publication
from publications.words import ENGLISH, Words


class Identifier(NamedTuple):
    """An identifier as a page shows it, where it leads (empty: nowhere), and what follows it."""

    label: str
    text: str
    url: str = ""
    note: str = ""


def of_venue(publication: Publication, words: Words = ENGLISH) -> str:
    """The label of the venue line; what is not published, or not yet, has a status only."""
    unpublished = publication.is_preprint or publication.kind.name == "unpublished"
    if unpublished or publication.date is None or publication.status:
        return words("page.status")
    return words("page.published")


def identifiers(publication: Publication, words: Words = ENGLISH) -> tuple[Identifier, ...]:
    """DOI, arXiv id with the date of its first version, ISBN and ISSN, as far as there are any."""
    links = {link.rel: link.url for link in publication.links}
    note = _arxiv_note(publication, words)
    candidates = (
        Identifier("DOI", publication.doi, links.get("doi", "")),
        Identifier("arXiv", publication.arxiv, links.get("arxiv", ""), note),
        Identifier("ISBN", publication.isbn),
        Identifier("ISSN", publication.issn),
    )
    return tuple(identifier for identifier in candidates if identifier.text)


def _arxiv_note(publication: Publication, words: Words) -> str:
    """` [cs.CV], first version 21 October 2025`, as far as it is known."""
    note = ""
    if publication.arxiv_class:
        note = f" [{publication.arxiv_class}]"
    if publication.online:
        note += f", {words('page.first_version', date=publication.online.in_words(words))}"
    return note
