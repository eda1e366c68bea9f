"""The MkDocs plugin: hands the generated pages to MkDocs in memory, and shows findings.

It has no options; those stand under `markdown_extensions`, where every builder reads them.
"""

from __future__ import annotations

import gc
import logging
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal, NoReturn

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from publications.bibliography import Bibliography
from publications.builders import (
    mkdocs_files,
    mkdocs_html,
    mkdocs_i18n,
    mkdocs_search,
    mkdocs_serve,
    mkdocs_shell,
    mkdocs_stock,
)
from publications.builders.mkdocs_bibtex import connect
from publications.builders.mkdocs_errors import PageErrors, make_log_harmless
from publications.builders.mkdocs_files import PublicationPage
from publications.pages import addresses, documents, editions, generated, navigation, readable
from publications.pages.build import PDF_FILE, BlockError, Build, Conversion
from publications.pages.render import TemplateError
from publications.pdf import printing
from publications.project import load_project
from publications.project.prints import attachment
from publications.settings import Options, OptionsError

EXTENSION: Final = "publications"
# The option of the extension that takes the place of those in mkdocs.yml.
_CONVERSION: Final = "conversion"
# The format of zlib that is gzip's, with a header that is the same under each Python.
_GZIP: Final = 31
_ABORTED: Final = "Aborted because of the error above."
log = logging.getLogger("mkdocs.plugins.publications")


class NoOptions(Config):
    """Options of a plugin that has none."""


class PublicationsPlugin(BasePlugin[NoOptions]):
    """`publications` under `plugins`, before `bibtex`."""

    def __init__(self) -> None:
        self._serving = False
        self._preview = mkdocs_serve.Preview()
        self._page_errors = PageErrors()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview; a plugin with this event lives as long as it."""
        self._serving = command == "serve"
        self._preview = mkdocs_serve.Preview()
        if self._serving:
            self._preview.begin(dirty=dirty)
        # A build keeps nearly all that it makes: to look for garbage less often saves 4 % of its
        # time at 1,000 publications, and 7 % at 5,000.
        gc.set_threshold(10_000)
        make_log_harmless()

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read refs.bib; every error in it or in the options ends the build here.

        MkDocs has not touched the old site yet.  A preview goes on without the bad entries.
        """
        self._preview.requests.clear()
        self._page_errors.listen(config)
        if self._serving:
            self._preview.claim(config)
        config_file = Path(config.config_file_path or "mkdocs.yml")
        configured = config.mdx_configs.get(EXTENSION) or {}
        if _CONVERSION not in configured:  # else a plugin builds once more with the same values
            self._configured = configured
        try:
            options = Options.from_mapping(self._configured)
            self._options = options.with_extra(config.extra, config_file)
            settings = mkdocs_files.settings_of(config, self._options)
            self._project = load_project(settings, readings=self._preview.readings)
        except OptionsError as error:
            _abort(f"{config_file.name}: {error}")
        self._show(self._project.bibliography)
        if line := printing.without_typst(self._project.documents):
            log.info(line)
        if not self._project.site.url:
            log.info(generated.NO_ADDRESS)
        if line := mkdocs_search.wrong_plugin(config):
            log.warning(line)
        mkdocs_stock.add_assets(config)
        if EXTENSION not in config.markdown_extensions:
            config.markdown_extensions.append(EXTENSION)
        self._options = connect(config, self._options)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Remember for the preview that it is not the configuration which stops this build."""
        self._preview.configured = True

    def _in_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated files, so that the plugins that follow see them."""
        if not mkdocs_i18n.is_used(config):
            self._add_files(files, config)
        return files

    @event_priority(mkdocs_i18n.AFTER)
    def _after_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add them to a site that another plugin has put together anew for a language."""
        if mkdocs_i18n.is_used(config):
            self._add_files(files, config)
        return files

    on_files = CombinedEvent(_in_files, _after_files)

    def _add_files(self, files: Files, config: MkDocsConfig) -> None:
        """Add the generated pages and the downloads."""
        self._files = files
        self._project = mkdocs_files.with_pdfs_of(files, self._project)
        mkdocs_files.add_all(self._project, files, config)
        self._prints = mkdocs_files.add_prints(self._project, files, config)

    @event_priority(-100)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Make the build, now that all pages have their addresses; add what tells of addresses."""
        self._nav = nav
        project = mkdocs_files.with_addresses(self._project, files)
        self._build = Build(
            project.bibliography,
            self._preview.renderer(project.site, project.settings.templates),
            cites=self._options.citations != "off",
            warn=log.warning,
            previews=self._serving,
            missing=navigation.missing(project.targets),
            accessibility=project.targets.accessibility,
        )
        mkdocs_files.add_redirects(project, files, config)
        machines = generated.for_machines(project.bibliography, project.site, project.in_navigation)
        mkdocs_files.add(machines, files, config)
        facts = {**self._build.facts, "search": mkdocs_search.address(config)}
        config.extra["publications"] = facts
        self._entries = mkdocs_search.Entries(config, project.site)
        return nav

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Read what can be read of a page in a preview; a finding names the rest."""
        path = page.file.abs_src_path
        if not self._serving or path is None:
            return None
        return documents.markdown(Path(path))

    @event_priority(60)
    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Tell the Markdown extension which page it converts."""
        page.meta.pop("diagnostics", None)  # a name of ours
        editions.tell(page.meta, page.file.src_uri, self._project.settings)
        prints = page.file.src_uri in self._prints
        self._conversion = Conversion(self._build, page.file.src_uri, prints=prints)
        self._conversion.lists = self._entries.new_lists(page)
        config.mdx_configs[EXTENSION] = {_CONVERSION: self._conversion}
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Show in a preview why a page is empty; make the PDF of one that asks for it."""
        mkdocs_serve.show_faults(page, self._conversion.faults)
        self._conversion.lists = None  # another plugin may convert more Markdown with it
        page.meta.pop(PDF_FILE, None)  # a name of ours
        file = self._prints.get(page.file.src_uri)
        if file is not None:
            self._print(page, file, files)
        return html

    def _print(self, page: Page, file: File, files: Files) -> None:
        """Make the PDF of a page, and tell its template where it is; none of a faulty page."""
        conversion, settings = self._conversion, self._project.settings
        if conversion.faults:
            files.remove(file)
            return
        document = next(d for d in self._project.documents if d.path == page.file.src_uri)
        bibliography = attachment(self._project)
        printed = printing.print_page(
            document, conversion.tree, self._build, settings, bibliography
        )
        for finding in printed.findings:
            mkdocs_serve.log_finding(finding)
        if not printed.content:
            files.remove(file)
            return
        file.content_bytes = printed.content
        page.meta[PDF_FILE] = file.src_uri

    @event_priority(-100)  # templates may use what others add
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give a foreign theme its templates, and generated pages one that renders it once."""
        env.bytecode_cache = self._preview.compiled
        mkdocs_stock.add_templates(env, config)
        mkdocs_i18n.settle_pages(files, config)
        pages = mkdocs_files.generated_pages(files)
        if pages:
            mkdocs_shell.use(env, config, pages, self._complete)
        if self._preview.requests.may_wait(config, self):
            self._preview.requests.take(config, self._nav, files, env, self._page_errors.fault)
        return env

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Name the pages that a preview makes later, as in its sitemap."""
        self._preview.requests.complete(context)
        return context

    @event_priority(100)
    def _before_search(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Tell what a generated page is about; give a preview's pages the findings."""
        self._preview.requests.complete(context)
        if isinstance(page, PublicationPage):
            page.describe(self._build.renderer.site, self._options.edit_url)
            self._entries.exclude(page)
            if not page.file.inclusion.is_excluded():  # else it is made later
                self._entries.add(page)
        else:
            mkdocs_search.escape_titles(page)
        if self._serving:
            self._preview.show_findings(page)
        return context

    @event_priority(-100)
    def _after_search(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Render a generated page, which the search has in its own words; put lists into others."""
        if isinstance(page, PublicationPage):
            mkdocs_serve.show_faults(page, self._fill(page))
        else:
            self._entries.put_lists_back(page)
        return context

    on_page_context = CombinedEvent(_before_search, _after_search)

    def _complete(self, page: PublicationPage) -> None:
        """Give a page all that the theme's template prints of it."""
        page.describe(self._build.renderer.site, self._options.edit_url)
        self._fill(page)

    def _fill(self, page: PublicationPage) -> list[str]:
        """Render the body of a page; the faults that a preview shows in its place."""
        conversion = Conversion(self._build, page.file.src_uri)
        with conversion.faults_kept():
            page.fill(self._build, self._files)
        return conversion.faults

    @event_priority(-100)  # the last to be given the page
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Mend a page, and let go of what was made for it; that of thousands fills the memory."""
        list_page = self._build.renderer.site.list_page
        if list_page is not None and page.file.src_uri == list_page.path:
            page.content = ""
        if isinstance(page, PublicationPage):
            page.content, page.meta = "", {}
        if not mkdocs_stock.is_needed(config):
            output = mkdocs_html.mended(output)
        return output

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Mend 404.html, which MkDocs does not count as a page."""
        if not mkdocs_stock.is_needed(config):
            output_content = mkdocs_html.mended(output_content)
        return output_content

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Compress the sitemap anew: MkDocs' own copy holds the day of the build."""
        sitemap = Path(config.site_dir, "sitemap.xml")
        copy = sitemap.with_suffix(".xml.gz")
        if copy.is_file():
            copy.write_bytes(zlib.compress(sitemap.read_bytes(), level=9, wbits=_GZIP))
        if self._preview.requests.pages and mkdocs_search.OF_THEME in config.plugins:
            index = Path(config.site_dir, mkdocs_search.INDEX)
            self._preview.requests.add(index, mkdocs_search.INDEX, self._write_index)

    def _write_index(self) -> None:
        """Let the theme's search write about all pages of a preview."""
        for page in self._preview.requests.pages:
            self._entries.add(page)
        self._entries.write()

    def on_build_error(self, *, error: Exception) -> None:
        """End without a traceback at a block or a template that is wrong, in one line."""
        if isinstance(error, (BlockError, TemplateError)):  # MkDocs has named it
            raise Abort(_ABORTED)
        fault = self._page_errors.fault(error)
        if fault:
            if not self._page_errors.told:
                log.error(fault)
            raise Abort(_ABORTED)

    @event_priority(-100)  # other plugins may hand the builder to the server as it is
    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Watch refs.bib and the files beside it; let the preview outlive a build that fails."""
        self._preview.start(server, config, builder, self._watched)
        return server

    def _watched(self) -> list[Path]:
        """The files and folders that the site is made of, beside mkdocs.yml."""
        settings = self._project.settings
        options = settings.options
        paths = [settings.root / name for name in (*options.files, addresses.NAME)]
        paths += [folder for folder in settings.theme_dirs if folder.is_relative_to(settings.root)]
        return [*paths, settings.docs_dir]

    def _show(self, bibliography: Bibliography) -> None:
        """Log one line a finding.  Raises Abort at an error; a preview goes on where it can."""
        self._preview.take_findings(bibliography.faults)
        for finding in bibliography.faults:
            mkdocs_serve.log_finding(finding)
        endless = any(finding.code == readable.ENDLESS for finding in bibliography.errors)
        if endless or (bibliography.errors and not self._serving):
            raise Abort("Aborted because of the errors above. Nothing was built.")


def _abort(message: str) -> NoReturn:
    """Stop before anything is built; MkDocs prints the text of Abort itself to standard output."""
    log.error(message)
    raise Abort("Aborted because of the error above. Nothing was built.")
