"""Rules about all entries together, and the tuples of all rules.

A rule is one function, named as its code. The codes of the reader (`syntax`, `not-utf-8`,
`stray-text`, `duplicate-key`, `duplicate-field`, `undefined-string`, `cyclic-crossref`) are
reported in `bibtex/`, which alone sees their reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Final

from publications.bibtex import Entry
from publications.diagnostics import Diagnostic, quote
from publications.model.publication import Publication
from publications.rules.context import Context, error, warning
from publications.rules.entry import (
    foreign_note,
    is_there,
    missing_author,
    missing_date,
    missing_file,
    misspelt_field,
    misspelt_type,
    no_title,
    too_much,
    unknown_command,
    unreadable_date,
    unreadable_switch,
    unsafe_url,
)
from publications.rules.figures import large_picture, unusable_picture
from publications.rules.identifiers import (
    doi_as_url,
    duplicate_doi,
    malformed_arxiv,
    malformed_doi,
    malformed_id,
    malformed_isbn,
    malformed_issn,
    malformed_orcid,
    malformed_orcid_of_people,
    named,
)
from publications.rules.notices import (
    unreadable_notice,
    unsaid_retraction,
)
from publications.rules.people import (
    joined_names,
    missing_owner,
    reversed_name,
    unread_annotation,
    unreadable_name,
)
from publications.rules.relations import unknown_relation

__all__ = [
    "BIBLIOGRAPHY_RULES",
    "ENTRY_RULES",
    "PUBLICATION_RULES",
    "Context",
    "is_there",
    "malformed_orcid_of_people",
    "unreadable_name",
]


def slug_collision(publications: Sequence[Publication], _context: Context) -> Iterator[Diagnostic]:
    """No two keys, of today or of `ids`, share an address, letter case aside.

    File systems of Windows and macOS hold one file for both. Both kinds are errors: an address that
    leads elsewhere than before breaks links.
    """
    first: dict[str, Publication] = {}
    for publication in publications:
        other = first.setdefault(publication.slug.casefold(), publication)
        if other is not publication:
            address = f"publications/{publication.slug}/"
            message = f"key {quote(publication.key)} gets the address {address}"
            message += f", which {named(other, publication)} has"
            yield error(publication.entry, "", "slug-collision", message, "rename one of them")
    for publication in publications:
        for slug in publication.old_slugs:
            other = first.setdefault(slug.casefold(), publication)
            reason, hint = _collision(slug, publication, other)
            if reason:
                address = f"publications/{slug}/"
                message = f"ids of {quote(publication.key)} name the address {address}, {reason}"
                yield error(publication.entry, "ids", "slug-collision", message, hint)


def _collision(slug: str, publication: Publication, other: Publication) -> tuple[str, str]:
    """Why an old slug cannot be kept, and the way out; `other` is the first that has it."""
    if slug.casefold() == publication.slug.casefold():
        return "which is its own but for the letter case", "leave the key as it was"
    if other is not publication:
        return f"which {named(other, publication)} has", "remove it from one of them"
    return "", ""


def duplicate_title(publications: Sequence[Publication], _context: Context) -> Iterator[Diagnostic]:
    """No two entries share title, year and type.

    Editorials have one title each year: a difference in what both entries have (`_DISTINCT`) makes
    them two publications. The same DOI is found by its own rule.
    """
    first: dict[tuple[str, int | None, str], Publication] = {}
    for publication in filter(attrgetter("own_title.search"), publications):
        facts = (publication.own_title.search, publication.year, publication.label)
        other = first.setdefault(facts, publication)
        if other is not publication and not _differ(other, publication):
            message = f"title, year and type are also those of {named(other, publication)}"
            hint = "one publication is one entry: remove one"
            yield warning(publication.entry, "title", "duplicate-title", message, hint)


#: What tells two publications of one title apart, where both have it.
_DISTINCT: Final = ("volume", "number", "pages", "eid", "edition", "isbn", "crossref")


def _differ(other: Publication, publication: Publication) -> bool:
    """Whether two publications differ in what both have, or are found by their DOI.

    What only one of them says tells nothing: a `volume` may be missing in the other.
    """
    if other.doi and publication.doi:
        return True
    for name in _DISTINCT:
        values = {getattr(other, name).lower(), getattr(publication, name).lower()}
        if len(values - {""}) == 2:
            return True
    return False


EntryRule = Callable[[Entry, Context], Iterable[Diagnostic]]
PublicationRule = Callable[[Publication, Context], Iterable[Diagnostic]]
BibliographyRule = Callable[[Sequence[Publication], Context], Iterable[Diagnostic]]

ENTRY_RULES: Final[tuple[EntryRule, ...]] = (
    no_title,
    missing_author,
    missing_date,
    unreadable_date,
    unreadable_switch,
    misspelt_type,
    misspelt_field,
    too_much,
    unknown_command,
    foreign_note,
    unsafe_url,
    malformed_doi,
    malformed_arxiv,
    malformed_id,
    malformed_isbn,
    malformed_issn,
    malformed_orcid,
    doi_as_url,
    unreadable_notice,
    unknown_relation,
)
PUBLICATION_RULES: Final[tuple[PublicationRule, ...]] = (
    missing_file,
    unusable_picture,
    large_picture,
    missing_owner,
    joined_names,
    reversed_name,
    unread_annotation,
    unsaid_retraction,
)
BIBLIOGRAPHY_RULES: Final[tuple[BibliographyRule, ...]] = (
    slug_collision,
    duplicate_doi,
    duplicate_title,
)
