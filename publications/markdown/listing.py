"""The page that lists all publications, found by the blocks in the owner's pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from publications.exports.llms import Document
from publications.markdown import headers, prose
from publications.model import versions
from publications.model.publication import Publication
from publications.pages import documents
from publications.pages.selection import Selection
from publications.settings import ListPage


def find(pages: Sequence[Document], publications: Sequence[Publication]) -> ListPage | None:
    """The page of all publications, or None where there is none.

    It is the first in the order of `pages` with a block that selects everything; else the first
    whose blocks together show every publication.  The first page of the site is taken last: where
    it lists everything as another page does, the other one is there for the list.
    """
    blocks = {page.path: _selections(page) for page in pages}
    ordered = sorted(pages, key=lambda page: page.path in ("index.md", "README.md"))
    for page in ordered:
        everything = [selection for selection in blocks[page.path] if selection.everything]
        if everything:
            return _list_page(page, everything[:1])
    for page in ordered:
        if _shows_all(blocks[page.path], publications):
            return _list_page(page, blocks[page.path])
    return None


def _list_page(page: Document, selections: Iterable[Selection]) -> ListPage:
    """The page as that of all publications, which these blocks show."""
    by_year = all(selection.group == "year" for selection in selections)
    return ListPage(page.path, documents.title(page), by_year)


def _selections(page: Document) -> list[Selection]:
    """What the lists of a page select."""
    if "///" not in page.body:
        return []
    return list(headers.selections(prose.lines(page.body)))


def _shows_all(selections: Sequence[Selection], publications: Sequence[Publication]) -> bool:
    """Whether the blocks together show each work; without publications none shows all."""
    if not publications:
        return False
    shown = {
        publication.work
        for selection in selections
        for group in selection.apply(publications)
        for publication in group.publications
    }
    return len(shown) == len(versions.listed(publications))
