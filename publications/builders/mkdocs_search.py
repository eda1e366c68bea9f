"""What the theme's search index gets of generated pages and of long lists under MkDocs."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from publications.builders.mkdocs_files import PublicationPage
from publications.pages import search

# Lists that are not for the search, as far as the theme's search does not see them.
_EXCLUDED: Final = re.compile(r"<ol\b[^<>]*\bdata-search-exclude\b.*?</ol>", re.S)
_MARK: Final = "<!-- publications: not for the search -->"


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


class Cut:
    """The lists of a page while its search index is made.

    The search would parse them for nothing, and long lists are most of the site's HTML.
    """

    def __init__(self) -> None:
        self._lists: list[str] = []

    def take(self, page: Page) -> None:
        """Take the lists out of a page."""
        if page.content and "data-search-exclude" in page.content:
            self._lists = _EXCLUDED.findall(page.content)
            page.content = _EXCLUDED.sub(_MARK, page.content)

    def restore(self, page: Page) -> None:
        """Put them back."""
        if self._lists:
            lists = iter(self._lists)
            page.content = re.sub(_MARK, lambda mark: next(lists, mark[0]), page.content or "")
            self._lists = []
