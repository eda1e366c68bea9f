"""mkdocs.yml without MkDocs, for the command line and for other builders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from publications.settings.document import read_document
from publications.settings.editions import (
    Edition,
    docs_dir_of,
    edition_in,
    has_directory_urls,
    read_editions,
)
from publications.settings.options import Options
from publications.settings.own_words import words_of
from publications.settings.plugins import named, paths_of, plugins_of, with_options
from publications.settings.site import Site
from publications.settings.themes import theme_dirs
from publications.settings.values import (
    OptionsError,
    language_of,
    mapping,
    text,
    web_address,
    with_slash,
)
from publications.words import ENGLISH, Words

#: Extensions that MkDocs always has ("markdown_extensions").
_BUILT_IN: Final[dict[str, Mapping[str, Any]]] = {"toc": {}, "tables": {}, "fenced_code": {}}
#: Options of `toc` under which headings have other ids.
_SLUGS: Final = frozenset(("slugify", "separator"))


@dataclass(frozen=True, slots=True)
class Settings:
    """The parts of mkdocs.yml that concern this package.

    `theme_dirs` are the folders of the theme, but for those of Material; `pages` are the files of
    the navigation, in its order; `excludes` is whether the builder leaves out some of the owner's
    files; `plugins` are named without the name of their theme, each with
    its options; `toc_ids` is whether headings have the ids that Python-Markdown gives them;
    `language` is that of the pages, the option or the theme's, and `words` what they show in it;
    `editions` are those of the site in several languages, the one of these settings among them;
    `extensions` are those of Python-Markdown, each with its options.
    """

    root: Path
    docs_dir: Path
    theme_dirs: tuple[Path, ...]
    site_url: str
    site_name: str
    pages: tuple[Path, ...]
    options: Options
    directory_urls: bool = True
    excludes: bool = False
    plugins: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, hash=False)
    hooks: tuple[Path, ...] = ()
    toc_ids: bool = True
    site_description: str = ""
    language: str = "en"
    words: Words = ENGLISH
    editions: tuple[Edition, ...] = ()
    extensions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, hash=False)

    @property
    def templates(self) -> tuple[Path, ...]:
        """The folders of templates for publications, in the order in which they are looked for."""
        return tuple(folder / "publications" for folder in self.theme_dirs)

    @property
    def site(self) -> Site:
        """The site that these settings describe."""
        first = None
        if self.first is not None:
            first = self.first.site
        return Site(
            with_slash(self.site_url),
            self.site_name,
            self.options.owner,
            self.directory_urls,
            description=self.site_description,
            language=self.language,
            words=self.words,
            first=first,
        )

    @property
    def first(self) -> Edition | None:
        """The edition that has the pages of publications, where it is another one."""
        if edition_in(self.editions[1:], self.docs_dir) is None:
            return None
        return self.editions[0]

    @property
    def folders_of_others(self) -> tuple[str, ...]:
        """The folders of this site's addresses that have the pages of other editions (`/de/`)."""
        top = self.site.url
        urls = (edition.site.url for edition in self.editions)
        below = (url for url in urls if url != top and url.startswith(top))
        return tuple(f"/{url.removeprefix(top)}" for url in below)

    @property
    def files_dir(self) -> Path:
        """The folder below which the files are that refs.bib names."""
        if self.first is None:
            return self.docs_dir
        return self.first.docs_dir

    def with_docs_dir(self, docs_dir: Path) -> Settings:
        """The same settings for the pages in another folder."""
        pages = tuple(docs_dir / path.relative_to(self.docs_dir) for path in self.pages)
        return replace(self, docs_dir=docs_dir, pages=pages)


def read_settings(config: Path) -> Settings:
    """Read a mkdocs.yml, completed by the files that it inherits from.

    Raises:
        OptionsError: it cannot be read or used; the message begins with the path of the file.
    """
    document = read_document(config)
    try:
        options = Options.from_mapping(_extension(document, "publications"))
        options = options.with_extra(document.get("extra"), config)
        return settings_of(document, config.resolve().parent, options)
    except OptionsError as error:
        raise OptionsError(f"{config}: {error}") from None


def nav_pages(nav: object, docs_dir: Path) -> list[Path]:
    """The Markdown files that `nav` names, in its order; without `nav`, those at the top.

    Without `nav` the first page is index.md, and others follow by name.

    Raises:
        OptionsError: `nav` contains itself.
    """
    if nav is None:
        return sorted(docs_dir.glob("*.md"), key=lambda path: (path.name != "index.md", path.name))
    try:
        paths = list(_nav_paths(nav, docs_dir))
    except RecursionError:
        raise OptionsError("option 'nav' contains itself (remove the alias)") from None
    return [path for path in paths if path.suffix == ".md" and path.is_file()]


def settings_of(document: Mapping[Any, Any], root: Path, options: Options) -> Settings:
    """The settings of a configuration whose options are read; `root` is the folder of its file.

    Raises:
        OptionsError: a value is of another kind than MkDocs takes.
    """
    docs_dir = docs_dir_of(root, document)
    language = options.language or language_of(document.get("theme"))
    return Settings(
        root=root,
        docs_dir=docs_dir,
        theme_dirs=theme_dirs(root, document.get("theme")),
        site_url=web_address("site_url", document.get("site_url")),
        site_name=text("site_name", document.get("site_name")),
        site_description=text("site_description", document.get("site_description")),
        pages=tuple(nav_pages(document.get("nav"), docs_dir)),
        options=options,
        directory_urls=has_directory_urls(document),
        excludes=any(map(document.get, ("exclude_docs", "draft_docs"))),
        plugins=plugins_of(document.get("plugins")),
        hooks=tuple(root / hook for hook in paths_of(document.get("hooks"))),
        language=language,
        words=words_of(root, options, language),
        editions=read_editions(root, options.editions),
        toc_ids=_SLUGS.isdisjoint(_extension(document, "toc")),
        extensions=_BUILT_IN | dict(with_options(document.get("markdown_extensions"))),
    )


def _nav_paths(nav: object, docs_dir: Path) -> Iterator[Path]:
    """All that a `nav` leads to, sections and addresses among them."""
    if isinstance(nav, str):
        yield docs_dir / nav
        return
    items: Any = ()
    if isinstance(nav, Mapping):
        items = nav.values()
    elif isinstance(nav, list):
        items = nav
    for item in items:
        yield from _nav_paths(item, docs_dir)


def _extension(document: Mapping[Any, Any], name: str) -> Mapping[Any, Any]:
    """The options of a Markdown extension, which are checked, unlike those of all others.

    Raises OptionsError where they are no mapping.
    """
    for each, options in named(document.get("markdown_extensions")):
        if each == name and options is not None:
            return mapping(f"markdown_extensions: {name}", options)
    return {}
