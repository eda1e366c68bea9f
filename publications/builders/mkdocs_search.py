"""What the theme's search index gets of generated pages under MkDocs, and of titles."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.pages import Page

from publications.builders import mkdocs_stock
from publications.builders.mkdocs_files import PublicationPage
from publications.markdown import lists
from publications.model import languages
from publications.pages import search
from publications.settings import Site

# The plugins that write an index: the theme's, and MkDocs' own.
OF_THEME: Final = "material/search"
_PLUGINS: Final = (OF_THEME, "search")
INDEX: Final = "search/search_index.json"


def address(config: MkDocsConfig) -> str:
    """The address of the index that the search reads, or nothing where none is written."""
    plugins = [config.plugins[name] for name in _PLUGINS if name in config.plugins]
    if any(getattr(plugin.config, "enabled", True) for plugin in plugins):
        return INDEX
    return ""


def wrong_plugin(config: MkDocsConfig) -> str:
    """What is wrong where the search is MkDocs' own; empty where it is Material's, or none.

    Under Material `search` means Material's, under a theme derived from it MkDocs'.
    """
    if not mkdocs_stock.is_needed(config) and "search" in config.plugins:
        return (
            "plugins: under the theme publications 'search' is MkDocs' own, whose index the search"
            f" of the pages is not made for (write {OF_THEME})"
        )
    return ""


class Entries:
    """Writes about generated pages in the theme's search index, which would parse their HTML.

    It keeps the lists in other pages from being parsed as well.
    """

    def __init__(self, config: MkDocsConfig, site: Site) -> None:
        self._site = site
        self._config = config
        self._plugin = config.plugins.get(OF_THEME)
        self._index = getattr(self._plugin, "search_index", None)
        self._abstracts = 0
        self._lists: dict[str, list[bytes]] = {}

    def add(self, page: PublicationPage) -> None:
        """Append a page, the newest first."""
        if self._index is None:
            return
        self._abstracts += len(page.publication.abstract.text)
        whole = self._abstracts <= search.MOST_OF_ABSTRACTS
        title, text = search.entry(page.publication, self._site.words, whole=whole)
        section = SimpleNamespace(id="", title=[title], text=[text])
        self._index.create_entry_for_section(section, (), page.url, page)
        entry = self._index.entries[-1]
        entry["byline"] = search.byline(page.publication, self._site.words)
        if not languages.is_same(page.publication.language, self._site.language):
            entry["lang"] = page.publication.language

    def exclude(self, page: PublicationPage) -> None:
        """Keep the search from parsing a page."""
        if self._index is not None:
            page.meta["search"] = {"exclude": True}

    def new_lists(self, page: Page) -> list[bytes] | None:
        """What takes the lists of a page, for the time until the search has read the page."""
        if self._index is None:
            return None
        return self._lists.setdefault(page.file.src_uri, [])

    def put_lists_back(self, page: Page) -> None:
        """Put the lists into the page."""
        if page.content is not None:
            page.content = lists.put_back(page.content, self._lists.pop(page.file.src_uri, ()))

    def write(self) -> None:
        """Let the search write its index anew."""
        if isinstance(self._plugin, BasePlugin):
            self._plugin.on_post_build(config=self._config)


def escape_titles(page: Page) -> None:
    """Escape the titles of a page of the owner's, which the theme's search shows as HTML."""
    if page.title is not None:
        page.title = search.escaped_once(str(page.title))
    search.escape_title(page.meta)
