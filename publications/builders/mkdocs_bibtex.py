"""All that the plugin `bibtex` (mkdocs-bibtex) needs, to cite from this package's bibliography.

A site without mkdocs-bibtex cites through the Markdown extension, so that this module, and the two
lines of builders/mkdocs.py that name it, may be deleted.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from publications.markdown import citations, registry
from publications.pages.build import Conversion
from publications.settings import Options

_NAME: Final = "bibtex"
_OURS: Final = f"publications/{_NAME}"
_EMPTY: Final = Path(__file__).with_name("empty.bib")


def connect(config: MkDocsConfig, options: Options) -> Options:
    """Let mkdocs-bibtex cite from this package's bibliography, where it is among the plugins.

    The options returned are those for the Markdown extension, which cites only where mkdocs-bibtex
    does not.  It reads an empty file, because one bad entry of refs.bib would stop its parser.
    """
    bibtex = config.plugins.get(_NAME)
    if bibtex is None:
        return options
    bibtex.config.bib_file = str(_EMPTY)
    logging.getLogger("mkdocs.plugins.mkdocs-bibtex").addFilter(_worth_telling)
    cites = options.citations == "auto"
    if _OURS not in config.plugins:  # of a build before with the same configuration
        config.plugins[_OURS] = _Citations(bibtex, cites=cites)
    if cites:
        return replace(options, citations="off")
    return options


class NoOptions(Config):
    """Options of a plugin that has none."""


class _Citations(BasePlugin[NoOptions]):
    """Events around those of mkdocs-bibtex."""

    def __init__(self, bibtex: Any, *, cites: bool) -> None:
        self._bibtex = bibtex
        self._cites = cites

    @event_priority(50)
    def _before(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Show mkdocs-bibtex the citations of a page, and nothing else with an `@`.

        Its registry, which it made of the empty file, is replaced by one for the page.
        """
        conversion: Conversion = config.mdx_configs["publications"]["conversion"]
        footnote_format = self._bibtex.config.footnote_format
        self._bibtex.registry = registry.Registry(conversion, footnote_format)
        if self._cites:
            return citations.guard(markdown)
        return citations.hide(markdown)

    @event_priority(-50)
    def _after(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Bring back what was hidden from mkdocs-bibtex."""
        return citations.restore(markdown)

    on_page_markdown = CombinedEvent(_before, _after)


def _worth_telling(record: logging.LogRecord) -> bool:
    """Whether a message is about something else than the empty file."""
    return "bib files: " not in record.msg and "in bibfiles" not in record.msg
