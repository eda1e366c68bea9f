"""Preview with `mkdocs serve`: findings and faults on the page, and a watch on refs.bib."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.polling import PollingObserver

from publications import diagnostics
from publications.diagnostics import Diagnostic
from publications.pages.render import TemplateError

# Seconds between looks at the few files beside refs.bib; MkDocs looks at docs/ every half one.
_LOOK: Final = 0.1
log = logging.getLogger("mkdocs.plugins.publications")


def tolerate_faults(page: Page) -> None:
    """Let the preview go on when a page of the owner's has a fault."""
    if type(page) is Page:
        page.__class__ = _PreviewedPage


def show_findings(page: Page, findings: Iterable[Diagnostic]) -> None:
    """Add the findings of refs.bib to the banner of a page."""
    shown = diagnostics.as_banner(findings)
    if shown:
        page.meta["diagnostics"] = [*page.meta.get("diagnostics", ()), *shown]


def show_fault(page: Page, error: Exception) -> None:
    """Show in the banner of a page why the page is empty."""
    name = page.file.src_uri
    message = str(error) if isinstance(error, BuildError) else f"{name}: {error}"
    log.error(message)
    page.content = ""
    fault = {"severity": "error", "text": message}
    page.meta["diagnostics"] = [fault, *page.meta.get("diagnostics", ())]


def watch(server: LiveReloadServer, paths: Iterable[Path]) -> None:
    """Watch files by their folders: MkDocs hangs when a watched file is deleted.

    Where a path is a symbolic link, as to a file that Zotero keeps, that file is watched as well.
    """
    observer = PollingObserver(timeout=_LOOK)
    files = {file for path in paths for file in (path, path.resolve())}
    for file in files:
        if file.parent.is_dir():
            observer.schedule(_Handler(server, file), str(file.parent), recursive=False)
    observer.start()


class _PreviewedPage(Page):
    """A page of the owner's in a preview, which goes on when the page has a fault.

    MkDocs would answer no request until it is mended.
    """

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Convert the Markdown; what is wrong with a block or a template is shown instead."""
        try:
            super().render(config, files)
        except (BuildError, TemplateError) as error:
            self.toc = TableOfContents([])
            show_fault(self, error)


class _Handler(FileSystemEventHandler):
    """Asks for a rebuild when one file of a folder comes, changes or goes.

    `server.watch` would ask at each change in the folder, such as that of a log file.
    """

    def __init__(self, server: LiveReloadServer, path: Path) -> None:
        self._server = server
        self._path = os.path.abspath(path)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Do what the handler does that `server.watch` makes; it has no other way in."""
        if self._path in (event.src_path, event.dest_path):
            with self._server._rebuild_cond:
                self._server._want_rebuild = True
                self._server._rebuild_cond.notify_all()
