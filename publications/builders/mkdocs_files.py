"""The files that the plugin adds to those of MkDocs, and the addresses that MkDocs gives."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from publications import settings
from publications.builders import mkdocs_stock
from publications.markdown import anchors, fragments, listing
from publications.model.publication import Publication
from publications.pages import documents, generated, manifest, pdfs, redirects, stock
from publications.pages.build import Build
from publications.pages.generated import TEMPLATE, GeneratedPage
from publications.pages.render import HEADING_ID, relative
from publications.pdf import compiler, printing
from publications.project import Project
from publications.settings import Options, Settings, Site
from publications.settings.values import texts

_KEYS: Final = (
    "site_url", "site_name", "site_description", "docs_dir", "nav", "use_directory_urls",
    "exclude_docs", "draft_docs", "hooks",
)  # fmt: skip
_LISTS: Final = ("extra_css", "extra_templates")
log = logging.getLogger("mkdocs.plugins.publications")


class PublicationPage(Page):
    """A generated page, whose data are at hand and whose body is rendered, not parsed.

    What comes out is what the Markdown extension makes of the same page elsewhere.
    """

    def __init__(self, publication: Publication, file: File, config: MkDocsConfig) -> None:
        super().__init__(None, file, config)
        self.publication = publication
        #: Ids and titles of its sections, for the sidebar of a site that has one.
        self.sections: tuple[tuple[str, str], ...] = ()
        self._in_sidebar = mkdocs_stock.is_needed(config)

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the front matter as it is."""
        page = GeneratedPage(self.publication, Site(), has_template=not self._in_sidebar)
        self.markdown = page.body
        self.meta = {**page.head, "template": TEMPLATE}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave out Markdown, which would find nothing to do; `fill` renders the body."""
        self.content = ""
        self.toc = contents(self.meta["title"])
        self.present_anchor_ids = set(anchors.OF_PUBLICATION)

    def describe(self, site: Site, edit_url: str) -> None:
        """Add what templates ask for, once the page is about to be written."""
        if "metadata" in self.meta:
            return
        self.meta.update(GeneratedPage(self.publication, site, edit_url).data)
        self.edit_url = self.meta["edit"] or None

    def fill(self, build: Build, files: Files) -> None:
        """Render the body, once.  Raises TemplateError."""
        if self.content:
            return

        @functools.cache
        def href(target: str) -> str:
            file = files.src_uris.get(target)
            if file is None:
                return relative(target, self.file.url)
            return file.url_relative_to(self.file)

        publication, neighbours = build.publication(self.publication.slug)
        notices = build.renderer.notices(publication, href)
        title = build.renderer.title(publication)
        body = build.renderer.page(publication, neighbours, href)
        self.content = f'{notices}<h1 id="{HEADING_ID}">{title}</h1>\n{body}'
        if self._in_sidebar:
            self.sections = tuple(fragments.sections(body))
            self.toc = contents(self.meta["title"], self.sections)


class GeneratedFile(File):
    """A file that is no page, whose content is made when it is asked for: there are thousands."""

    generated_by = "publications"

    def __init__(self, path: str, write: Callable[[], bytes], config: MkDocsConfig) -> None:
        super().__init__(path, None, config.site_dir, config.use_directory_urls)
        self._write = write

    @property
    def content_bytes(self) -> bytes:
        """The content."""
        return self._write()

    @content_bytes.setter
    def content_bytes(self, value: bytes) -> None:
        self._write = lambda: value

    @property
    def content_string(self) -> str:
        """The content as text."""
        return self.content_bytes.decode("utf-8")

    @content_string.setter
    def content_string(self, value: str) -> None:
        self.content_bytes = value.encode("utf-8")

    def copy_file(self, dirty: bool = False) -> None:
        """Write the file."""
        utils.write_file(self.content_bytes, self.abs_dest_path)


def contents(title: str, sections: Iterable[tuple[str, str]] = ()) -> TableOfContents:
    """The table of contents of a generated page: its title, and the sections below it.

    >>> [each.url for each in contents("Sand", [("abstract", "Abstract")]).items[0].children]
    ['#abstract']
    """
    heading = AnchorLink(title, HEADING_ID, 1)
    heading.children = [AnchorLink(name, anchor, 2) for anchor, name in sections]
    return TableOfContents([heading])


def settings_of(config: MkDocsConfig, options: Options) -> Settings:
    """The settings of the site as MkDocs has read them; relative paths are as it has made them.

    Raises OptionsError, also for lists that MkDocs takes unseen and stops at later.
    """
    for name in _LISTS:
        texts(name, config[name], "paths")
    root = Path(config.config_file_path or "").parent
    values = {key: config[key] for key in _KEYS}
    values["markdown_extensions"] = config.mdx_configs
    values["theme"] = {
        "name": config.theme.name,
        "custom_dir": config.theme.custom_dir,
        "language": config.theme.get("language"),
    }
    values["plugins"] = _plugins(config)
    return settings.settings_of(values, root, options)


def _plugins(config: MkDocsConfig) -> dict[str, object]:
    """The settings of plugins by their names; hooks, which are modules among them, have none."""
    plugins: dict[str, object] = {}
    for name, plugin in config.plugins.items():
        if isinstance(plugin, BasePlugin):
            plugins[name] = plugin.config
    return plugins


def add_all(project: Project, files: Files, config: MkDocsConfig) -> None:
    """Put what is made of refs.bib in the place of what `generate` made of it before."""
    remove_generated(files, config)
    remove_unreadable(files)
    add_pages(project, files, config)
    add(generated.downloads(project.bibliography, project.site), files, config)
    add_pdfs(project, files, config)
    if mkdocs_stock.is_needed(config):
        add(stock.files(), files, config)


def remove_generated(files: Files, config: MkDocsConfig) -> None:
    """Remove what `generate` has written into the docs folder: it is made anew."""
    for path in manifest.made(Path(config.docs_dir)):
        if file := files.get_file_from_path(path):
            files.remove(file)


def remove_unreadable(files: Files) -> None:
    """Remove what is no file, such as a pipe, which MkDocs would wait for (a finding says so)."""
    for file in list(files):
        path = file.abs_src_path
        if path and not documents.is_readable(Path(path)):
            files.remove(file)


def add_pages(project: Project, files: Files, config: MkDocsConfig) -> None:
    """Add the pages of the publications, but where the owner has a page (a finding says so).

    Their source is the BibTeX file: plugins ask for the date of a page's source, or for its path.
    """
    taken = set(map(str.casefold, _sources(files)))
    for page in generated.pages(project.bibliography, project.site):
        publication = page.publication
        file = File.generated(config, page.path, content=page.body)
        file.abs_src_path = str(project.settings.root / publication.entry.path)
        if page.path in files.src_uris or file.dest_uri.casefold() in taken:
            continue
        file.inclusion = InclusionLevel.NOT_IN_NAV  # pages in nav cost quadratic time
        PublicationPage(publication, file, config)
        files.append(file)


def _sources(files: Files) -> dict[str, str]:
    """The files that MkDocs makes for the site, and what it makes each of."""
    return {file.dest_uri: file.src_uri for file in files if not file.inclusion.is_excluded()}


def generated_pages(files: Files) -> list[PublicationPage]:
    """The pages of the publications, in the order in which they are written."""
    pages = [file.page for file in files.documentation_pages()]
    return [page for page in pages if isinstance(page, PublicationPage)]


def with_pdfs_of(files: Files, project: Project) -> Project:
    """The project with only those PDFs beside pages that MkDocs does not leave out of the site."""

    def is_left_out(path: str) -> bool:
        file = files.src_uris.get(path)
        return file is None or file.inclusion.is_excluded()

    return replace(project, site=pdfs.without(project.site, is_left_out))


def add_pdfs(project: Project, files: Files, config: MkDocsConfig) -> None:
    """Add the PDFs beside the pages of their publications; the owner's own files go before."""
    for path, source in pdfs.copies(project.site, Path(config.docs_dir)):
        if path not in files.src_uris:
            files.append(File.generated(config, path, abs_src_path=str(source)))


def add(contents: Iterable[generated.Made], files: Files, config: MkDocsConfig) -> None:
    """Add files that are no pages; the owner's own, such as a robots.txt, go before."""
    for path, write in contents:
        if path not in files.src_uris:
            files.append(GeneratedFile(path, write, config))


def add_prints(project: Project, files: Files, config: MkDocsConfig) -> dict[str, File]:
    """Add the PDF files of pages, which are empty yet, by the paths of the pages.

    The owner's own go before, and nothing is added where there is no Typst.
    """
    prints: dict[str, File] = {}
    pages = printing.wanted(project.documents)
    if not pages or not compiler.is_there():
        return prints
    for page in pages:
        path = printing.path_of(page)
        if page.path in files.src_uris and path not in files.src_uris:
            prints[page.path] = File.generated(config, path, content=b"")
            files.append(prints[page.path])
    return prints


def with_addresses(project: Project, files: Files) -> Project:
    """The project with MkDocs' addresses of its pages, and without those that it leaves out."""
    pages = files.documentation_pages()
    addresses = {file.src_uri: file.url.removeprefix("./") for file in pages}
    documents = tuple(page for page in project.documents if page.path in addresses)
    list_page = listing.find(documents, project.bibliography.publications)
    site = replace(project.site, addresses=addresses, list_page=list_page)
    moved = tuple(redirect for redirect in project.redirects if redirect.target in addresses)
    return replace(project, site=site, documents=documents, redirects=moved)


def add_redirects(project: Project, files: Files, config: MkDocsConfig) -> None:
    """Add the pages that lead on from old addresses; none in the place of another page."""
    taken = _sources(files)
    for redirect in project.redirects:
        if redirect.file in taken:
            log.warning(
                f"{redirect.target}: nothing leads on from {redirect.file}, which is made of"
                f" {taken[redirect.file]} (name an address in redirect_from that is free)"
            )
            continue
        content = redirects.page(redirect, project.site)
        files.append(File.generated(config, redirect.file, content=content))
        taken[redirect.file] = redirect.target
