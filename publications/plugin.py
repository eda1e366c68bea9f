"""The MkDocs plugin: hands the generated pages to MkDocs in memory, and shows findings.

The only module that knows MkDocs.  It has no options; those stand under `markdown_extensions`,
where every builder reads them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal, NoReturn

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from publications import citations, library, pages
from publications.markdown import Build
from publications.model import Site
from publications.options import Options, OptionsError
from publications.render import Renderer

EXTENSION: Final = "publications"
_EMPTY: Final = Path(__file__).with_name("empty.bib")
_UNLISTED: Final = InclusionLevel.NOT_IN_NAV
log = logging.getLogger("mkdocs.plugins.publications")


class NoOptions(Config):
    """The plugin has none."""


class PublicationsPlugin(BasePlugin[NoOptions]):
    """`publications` under `plugins`, before `bibtex`."""

    def __init__(self) -> None:
        self._serving = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview; with this hook MkDocs also keeps the plugin."""
        self._serving = command == "serve"

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read refs.bib; every error in it or in the options ends the build here.

        MkDocs has not touched the old site yet.  A preview goes on without the bad entries.
        """
        root = Path(config.config_file_path).parent if config.config_file_path else Path()
        given = dict(config.mdx_configs.get(EXTENSION) or {})
        given.pop("build", None)
        try:
            options = Options.from_mapping(given)
            found = library.load(root, options, Path(config.docs_dir))
        except OptionsError as error:
            raise Abort(f"mkdocs.yml: markdown_extensions: {EXTENSION}: {error}") from None
        self._show(found)
        site = Site(url=config.site_url or "", name=config.site_name, owner=options.owner)
        overrides = config.theme.custom_dir
        renderer = Renderer(site, Path(overrides) / EXTENSION if overrides else None)
        self._build = Build(found, renderer, fail=_stop, warn=log.warning)
        self._generated = [*pages.pages(found, site)]
        self._watched = {
            (root / name).parent for name in (*options.bib_file, options.people) if name
        }
        for page in self._generated:
            if (Path(config.docs_dir) / page.path).exists():
                raise Abort(
                    f"docs/{page.path} stands where the page of '{page.publication.key}' would"
                    " (rename the file or the key)"
                )
        config.mdx_configs[EXTENSION] = {"build": self._build}
        bibtex = config.plugins.get("bibtex")
        if bibtex is not None:  # it would read refs.bib with a parser that one bad entry stops
            bibtex.config.bib_file = str(_EMPTY)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated pages and the downloads; give mkdocs-bibtex its registry."""
        site = self._build.renderer.site
        for page in self._generated:
            files.append(File.generated(config, page.path, content=page.text, inclusion=_UNLISTED))
        for path, content in pages.downloads(self._build.library, site):
            files.append(File.generated(config, path, content=content))
        bibtex = config.plugins.get("bibtex")
        if bibtex is not None:
            bibtex.registry = citations.Registry(self._build, bibtex.config.footnote_format)
        return files

    @event_priority(50)
    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Tell blocks and citations which page they stand on."""
        self._build.page = page.file.src_uri
        return markdown

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give a preview's pages the findings, for the banner."""
        if self._serving and self._build.library.diagnostics:
            page.meta["diagnostics"] = [str(d) for d in self._build.library.diagnostics]
        return context

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Watch the folders of refs.bib: MkDocs hangs when a watched file is deleted."""
        for folder in self._watched:
            server.watch(str(folder), recursive=False)
        return server

    def _show(self, found: library.Library) -> None:
        """One line a finding.  Raises Abort at an error, except in a preview."""
        for diagnostic in found.diagnostics:
            level = logging.ERROR if diagnostic.severity == "error" else logging.WARNING
            log.log(level, str(diagnostic))
        if found.errors and not self._serving:
            count = len(found.errors)
            raise Abort(
                f"Aborted: {count} error{'s' if count > 1 else ''}, see above; nothing was built."
            )


def _stop(message: str) -> NoReturn:
    raise BuildError(message)
