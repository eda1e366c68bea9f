"""What refs.bib must satisfy: one function a rule, and the tuples that name them all.

An error keeps the entry from being published safely; a warning does not.  DESIGN.md lists the
codes; there are no others.  A rule's name is its code.  The codes of the reader (`syntax`,
`not-utf-8`, `duplicate-key`, `duplicate-field`, `undefined-string`, `cyclic-crossref`) are
reported by bibtex.py and inherit.py, since only they still see them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from publications.bibtex import Entry
from publications.diagnostics import Diagnostic, quote
from publications.model.publication import Publication
from publications.rules.context import Context, error, warning
from publications.rules.entry import (
    is_there,
    missing_author,
    missing_date,
    missing_file,
    misspelt_field,
    misspelt_type,
    no_title,
    unreadable_date,
    unsafe_url,
)
from publications.rules.identifiers import (
    doi_as_url,
    duplicate_doi,
    malformed_arxiv,
    malformed_doi,
    malformed_isbn,
    malformed_issn,
    malformed_orcid,
    malformed_orcid_of_people,
    named,
)
from publications.rules.people import joined_names, missing_owner, unreadable_name

__all__ = [
    "ENTRY_RULES",
    "LIBRARY_RULES",
    "PUBLICATION_RULES",
    "Context",
    "is_there",
    "malformed_orcid_of_people",
    "unreadable_name",
]


def slug_collision(publications: Sequence[Publication], _context: Context) -> Iterator[Diagnostic]:
    """Two keys, of today or of `ids`, that would share an address, letter case aside."""
    first: dict[str, Publication] = {}
    for publication in publications:
        other = first.setdefault(publication.slug.casefold(), publication)
        if other is not publication:
            message = (
                f"key {quote(publication.key)} gets the address publications/{publication.slug}/,"
                f" which {named(other, publication)} has"
            )
            yield error(publication.entry, "", "slug-collision", message, "rename one of them")
    for publication in publications:
        for slug in publication.old_slugs:
            other = first.setdefault(slug.casefold(), publication)
            reason, hint = "", "leave the key as it was"
            if slug.casefold() == publication.slug.casefold():
                reason = "which is its own but for the letter case"
            elif other is not publication:
                reason = f"which {named(other, publication)} has"
                hint = "remove it from one of them"
            if reason:
                address = f"ids of {quote(publication.key)} name the address publications/{slug}/"
                message = f"{address}, {reason}"
                yield error(publication.entry, "ids", "slug-collision", message, hint)


def duplicate_title(publications: Sequence[Publication], _context: Context) -> Iterator[Diagnostic]:
    """Title, year and type together are there once.

    Editorials bear one title each year: what both entries name and name otherwise (`_DISTINCT`, the
    parent) makes them two publications.  The same DOI is named by its own rule.
    """
    first: dict[tuple[str, int | None, str], Publication] = {}
    for publication in publications:
        title = publication.title.search
        if not title:
            continue
        other = first.setdefault((title, publication.year, publication.label), publication)
        if other is not publication and not _differ(other, publication):
            message = f"title, year and type are those of {named(other, publication)} as well"
            hint = "one publication is one entry: remove one"
            yield warning(publication.entry, "title", "duplicate-title", message, hint)


_DISTINCT: Final = ("doi", "volume", "number", "pages", "eid", "edition", "isbn", "crossref")


def _differ(other: Publication, publication: Publication) -> bool:
    if other.doi and other.doi.lower() == publication.doi.lower():
        return True
    pairs = [(getattr(other, name), getattr(publication, name)) for name in _DISTINCT]
    return any(a and b and a.lower() != b.lower() for a, b in pairs)


EntryRule = Callable[[Entry, Context], Iterable[Diagnostic]]
PublicationRule = Callable[[Publication, Context], Iterable[Diagnostic]]
LibraryRule = Callable[[Sequence[Publication], Context], Iterable[Diagnostic]]

ENTRY_RULES: Final[tuple[EntryRule, ...]] = (
    no_title,
    missing_author,
    missing_date,
    unreadable_date,
    misspelt_type,
    misspelt_field,
    unsafe_url,
    malformed_doi,
    malformed_arxiv,
    malformed_isbn,
    malformed_issn,
    malformed_orcid,
    doi_as_url,
)
PUBLICATION_RULES: Final[tuple[PublicationRule, ...]] = (missing_file, missing_owner, joined_names)
LIBRARY_RULES: Final[tuple[LibraryRule, ...]] = (slug_collision, duplicate_doi, duplicate_title)
