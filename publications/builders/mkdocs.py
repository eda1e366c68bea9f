"""The MkDocs plugin: hands the generated pages to MkDocs in memory, and shows findings.

The only module that knows MkDocs.  It has no options; those stand under `markdown_extensions`,
where every builder reads them.
"""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Final, Literal, NoReturn

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import TemplateContext

from publications import bibliography
from publications.builders import mkdocs_bibtex, mkdocs_serve
from publications.markdown import citation_check
from publications.model.publication import Publication
from publications.pages import addresses, generated, manifest, search
from publications.pages.build import Build
from publications.pages.generated import GeneratedPage
from publications.pages.render import Renderer, TemplateError, relative
from publications.settings import Options, OptionsError, Site, nav_pages

EXTENSION: Final = "publications"
# Lists that are not for the search, as far as the theme's search does not see them.
_EXCLUDED: Final = re.compile(r"<ol\b[^>]*\bdata-search-exclude\b.*?</ol>", re.S)
_CUT: Final = "<!-- publications: not for the search -->"
log = logging.getLogger("mkdocs.plugins.publications")


class NoOptions(Config):
    """The plugin has none."""


class PublicationsPlugin(BasePlugin[NoOptions]):
    """`publications` under `plugins`, before `bibtex`."""

    def __init__(self) -> None:
        self._serving = False
        self._preview = mkdocs_serve.Preview()
        self._excluded: list[str] = []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview; with this hook MkDocs also keeps the plugin."""
        self._serving = command == "serve"

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read refs.bib; every error in it or in the options ends the build here.

        MkDocs has not touched the old site yet.  A preview goes on without the bad entries.
        """
        gc.unfreeze()
        if self._serving:
            self._preview.claim(config)
            gc.collect()
        config_file = Path(config.config_file_path or "mkdocs.yml")
        root = config_file.parent
        docs_dir = Path(config.docs_dir)
        given = dict(config.mdx_configs.get(EXTENSION) or {})
        given.pop("build", None)
        try:
            options = Options.from_mapping(given).with_extra(config.extra, config_file)
            found = bibliography.load(root, options, docs_dir)
        except OptionsError as error:
            _abort(f"{config_file.name}: {error}")
        # All this lives as long as the build: to look through it for what could be freed, again
        # and again, would be a tenth of it. What a preview's build before made may go now.
        gc.freeze()
        url = config.site_url.rstrip("/") + "/" if config.site_url else ""
        site = Site(url=url, name=config.site_name, owner=options.owner)
        found = found.with_findings(generated.occupied(found, docs_dir))
        if options.citations != "off":
            found = found.with_findings(citation_check.findings(found, docs_dir))
        found = addresses.guarded(found, site, root, docs_dir)
        self._show(found)
        if not url:
            log.info(generated.NO_ADDRESS)
        overrides = config.theme.custom_dir
        renderer = Renderer(site, Path(overrides) / EXTENSION if overrides else None)
        cites = options.citations != "off"
        self._build = Build(found, renderer, cites=cites, fail=_stop, warn=log.warning)
        self._build = mkdocs_bibtex.connect(config, self._build, options.citations)
        self._generated = [*generated.pages(found, site, options.edit_url)]
        names = (*options.bib_file, options.people, addresses.NAME)
        self._watched = [root / name for name in names if name]
        config.mdx_configs[EXTENSION] = {"build": self._build}
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Remember for the preview that it is not the configuration which stops this build."""
        self._preview.configured = True

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated pages and the downloads."""
        self._files = files
        for path in manifest.made(Path(config.docs_dir)):  # what `generate` wrote is made anew
            if file := files.get_file_from_path(path):
                files.remove(file)
        site = self._build.renderer.site
        for page in self._generated:
            if page.path in files.src_uris:  # the owner's; a finding says so
                continue
            file = File.generated(config, page.path, content=page.body)
            file.inclusion = InclusionLevel.NOT_IN_NAV  # pages in nav cost quadratic time
            PublicationPage(page, file, config)
            files.append(file)
        docs = nav_pages(config.nav, Path(config.docs_dir))
        for path, content in generated.downloads(self._build.library, site, docs):
            if path not in files.src_uris:  # the owner's own robots.txt goes before
                files.append(File.generated(config, path, content=content))
        config.extra["publications"] = self._build.facts
        return files

    @event_priority(50)
    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Tell blocks which page they are on."""
        self._build.page = page.file.src_uri
        if self._serving:
            mkdocs_serve.tolerate_faults(page)
        return markdown

    @event_priority(100)
    def _before_search(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Tell what a generated page is about; give a preview's pages the findings."""
        if isinstance(page, PublicationPage):
            page.describe()
            self._index(page, config)
        elif page.content and "data-search-exclude" in page.content:
            # The search would parse them for nothing, and long lists are most of the site's HTML.
            self._excluded = _EXCLUDED.findall(page.content)
            page.content = _EXCLUDED.sub(_CUT, page.content)
        if self._serving:
            self._preview.show_findings(page, self._build.library.faults)
        return context

    @event_priority(-100)
    def _after_search(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Render a generated page; put back what was kept from the search."""
        if isinstance(page, PublicationPage):
            try:
                page.fill(self._build, self._files)
            except TemplateError as error:
                if not self._serving:
                    raise
                mkdocs_serve.show_fault(page, error)
        elif self._excluded:
            cut = iter(self._excluded)
            page.content = re.sub(_CUT, lambda found: next(cut, found[0]), page.content or "")
            self._excluded = []
        return context

    on_page_context = CombinedEvent(_before_search, _after_search)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Let go of what was made for one page; that of thousands would fill the memory."""
        if isinstance(page, PublicationPage):
            page.content, page.meta = "", {}
        return output

    def on_build_error(self, *, error: Exception) -> None:
        """End without a traceback at a template that is wrong; MkDocs has said what it is."""
        if isinstance(error, TemplateError):
            raise Abort("Aborted because of the error above.")

    @event_priority(-100)  # other plugins may hand the builder to the server as it is
    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Watch refs.bib and the files beside it; let the preview outlive a build that fails."""
        self._preview.start(server, config, builder, lambda: self._watched)
        return server

    def _index(self, page: PublicationPage, config: MkDocsConfig) -> None:
        """Append the page to the theme's search index, which would parse its HTML."""
        index = getattr(config.plugins.get("material/search"), "search_index", None)
        if index is not None:
            title, text = search.entry(page.publication)
            section = SimpleNamespace(id="", title=[title], text=[text])
            index.create_entry_for_section(section, (), page.url, page)
            page.meta["search"] = {"exclude": True}

    def _show(self, found: bibliography.Library) -> None:
        """One line a finding.  Raises Abort at an error, except in a preview."""
        for diagnostic in found.faults:
            level = logging.ERROR if diagnostic.severity == "error" else logging.WARNING
            log.log(level, str(diagnostic), extra={mkdocs_serve.FINDING: True})
        if found.errors and not self._serving:
            raise Abort("Aborted because of the errors above. Nothing was built.")


class PublicationPage(Page):
    """A generated page, whose data are at hand and whose body is rendered, not parsed.

    What comes out is what the Markdown extension makes of the same page elsewhere.
    """

    def __init__(self, generated: GeneratedPage, file: File, config: MkDocsConfig) -> None:
        super().__init__(None, file, config)
        self._generated = generated

    @property
    def publication(self) -> Publication:
        """Whose page it is."""
        return self._generated.publication

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the front matter as it is."""
        self.markdown = self._generated.body
        self.meta = self._generated.head

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave out Markdown, which would find nothing to do; `fill` renders the body."""
        self.content = ""
        self.toc = TableOfContents([AnchorLink(self.meta["title"], self.publication.slug, 1)])
        self.present_anchor_ids = {self.publication.slug}

    def describe(self) -> None:
        """Add what templates ask for, now that the page is about to be written."""
        self.meta.update(self._generated.data)
        self.edit_url = self.meta["edit"] or None

    def fill(self, build: Build, files: Files) -> None:
        """Render the body."""

        def href(target: str) -> str:
            file = files.src_uris.get(target)
            return file.url_relative_to(self.file) if file else relative(target, self.file.url)

        publication, neighbours = build.publication(self.publication.slug)
        title = build.renderer.title(publication)
        body = build.renderer.page(publication, neighbours, href)
        self.content = f'<h1 id="{publication.slug}">{title}</h1>\n{body}'


def _abort(message: str) -> NoReturn:
    """Stop before anything is built; MkDocs prints the text of Abort itself to standard output."""
    log.error(message)
    raise Abort("Aborted because of the error above. Nothing was built.")


def _stop(message: str) -> NoReturn:
    raise BuildError(message)
