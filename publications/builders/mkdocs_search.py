"""What the theme's search index gets of generated pages under MkDocs, and of titles."""

from __future__ import annotations

from types import SimpleNamespace

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from publications.builders.mkdocs_files import PublicationPage
from publications.pages import search


def add_entry(page: PublicationPage, config: MkDocsConfig) -> None:
    """Append the page to the theme's search index, which would parse its HTML."""
    index = getattr(config.plugins.get("material/search"), "search_index", None)
    if index is None:
        return
    title, text = search.entry(page.publication)
    section = SimpleNamespace(id="", title=[title], text=[text])
    index.create_entry_for_section(section, (), page.url, page)
    page.meta["search"] = {"exclude": True}


def escape_titles(page: Page) -> None:
    """Escape the titles of a page of the owner's, which the theme's search shows as HTML."""
    if page.title is not None:
        page.title = search.escaped_once(str(page.title))
    search.escape_title(page.meta)
