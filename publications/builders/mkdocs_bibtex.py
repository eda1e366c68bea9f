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
from publications.pages.build import Build

_NAME: Final = "bibtex"
_EMPTY: Final = Path(__file__).with_name("empty.bib")


def connect(config: MkDocsConfig, build: Build, option: str) -> Build:
    """Let mkdocs-bibtex cite from the build, where it is among the plugins.

    `option` is the option `citations`.  The build returned cites itself only where mkdocs-bibtex
    does not.  It reads an empty file, because one bad entry of refs.bib would stop its parser.
    """
    bibtex = config.plugins.get(_NAME)
    if bibtex is None:
        return build
    cites = option == "auto"
    bibtex.config.bib_file = str(_EMPTY)
    logging.getLogger("mkdocs.plugins.mkdocs-bibtex").addFilter(_worth_telling)
    if cites:
        build = replace(build, cites=False)
    config.plugins[f"publications/{_NAME}"] = _Citations(bibtex, build, cites=cites)
    return build


class NoOptions(Config):
    """Options of a plugin that has none."""


class _Citations(BasePlugin[NoOptions]):
    """Events around those of mkdocs-bibtex."""

    def __init__(self, bibtex: Any, build: Build, *, cites: bool) -> None:
        self._bibtex = bibtex
        self._build = build
        self._cites = cites

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace the registry that mkdocs-bibtex made of the empty file."""
        footnote_format = self._bibtex.config.footnote_format
        self._bibtex.registry = registry.Registry(self._build, footnote_format)
        return files

    @event_priority(50)
    def _before(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Show mkdocs-bibtex the citations of a page, and nothing else with an `@`."""
        return citations.guard(markdown) if self._cites else citations.hide(markdown)

    @event_priority(-50)
    def _after(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Bring back what was hidden from mkdocs-bibtex."""
        return citations.restore(markdown)

    on_page_markdown = CombinedEvent(_before, _after)


def _worth_telling(record: logging.LogRecord) -> bool:
    """Whether a message is about something else than the empty file."""
    return "bib files: " not in record.msg and "in bibfiles" not in record.msg
