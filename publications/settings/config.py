"""mkdocs.yml without MkDocs, for the command line and for other builders.

`!ENV` and `!!python/…` tags are understood as far as the site's own keys need them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import yaml

from publications.settings.options import Options
from publications.settings.plugins import is_offline, paths_of, plugins_of
from publications.settings.site import Site
from publications.settings.values import OptionsError, mapping, text, web_address

#: What PyYAML raises: its own errors, and for values like `!!timestamp x` or `!!bool x` others.
_UNREADABLE: Final = (
    yaml.YAMLError, ValueError, KeyError, AttributeError, TypeError, RecursionError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """The parts of mkdocs.yml that concern this package.

    `pages` are the files of the navigation, in its order; `excludes` is whether the builder leaves
    out some of the owner's files; `plugins` are named without the name of their theme, each with
    its options; `inherits` is whether another file says more.
    """

    root: Path
    docs_dir: Path
    templates: Path | None
    site_url: str
    site_name: str
    pages: tuple[Path, ...]
    options: Options
    directory_urls: bool = True
    excludes: bool = False
    plugins: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, hash=False)
    hooks: tuple[Path, ...] = ()
    inherits: bool = False

    @property
    def site(self) -> Site:
        """The site that these settings describe."""
        url = self.site_url.rstrip("/")
        if url:
            url += "/"
        return Site(url, self.site_name, self.options.owner, self.directory_urls)

    def with_docs_dir(self, docs_dir: Path) -> Settings:
        """The same settings for the pages in another folder."""
        pages = tuple(docs_dir / path.relative_to(self.docs_dir) for path in self.pages)
        return replace(self, docs_dir=docs_dir, pages=pages)


def read_settings(config: Path) -> Settings:
    """Read a mkdocs.yml. Raises OptionsError where it cannot be read or used."""
    document = _document(config)
    try:
        options = Options.from_mapping(_extension(document.get("markdown_extensions")))
        options = options.with_extra(document.get("extra"), config)
        return settings_of(document, config.resolve().parent, options)
    except OptionsError as error:
        raise OptionsError(f"{config}: {error}") from None


def nav_pages(nav: object, docs_dir: Path) -> list[Path]:
    """The Markdown files that `nav` names, in its order; without `nav`, those at the top.

    Raises OptionsError where `nav` contains itself.
    """
    if nav is None:
        return sorted(docs_dir.glob("*.md"), key=lambda path: (path.name != "index.md", path.name))
    try:
        paths = list(_nav_paths(nav, docs_dir))
    except RecursionError:
        raise OptionsError("option 'nav' contains itself (remove the alias)") from None
    return [path for path in paths if path.suffix == ".md" and path.is_file()]


def place_in(config: Path | None, key: str, value: str) -> tuple[int, int]:
    """Line and column of a key of `owner` in mkdocs.yml, or of the value in the list below it.

    They are 1 and 1 where the file or the key is not to be had.
    """
    if config is None:
        return 1, 1
    try:
        document = yaml.compose(config.read_bytes(), Loader=_Loader)
    except (OSError, *_UNREADABLE):
        return 1, 1
    for path in (("extra", "owner", key), ("markdown_extensions", "publications", "owner", key)):
        node = _descend(document, path, value)
        if node is not None:
            return node.start_mark.line + 1, node.start_mark.column + 1
    return 1, 1


def settings_of(document: Mapping[Any, Any], root: Path, options: Options) -> Settings:
    """The settings of a configuration whose options are read; `root` is the folder of its file.

    Raises OptionsError.
    """
    docs_dir = root / (text("docs_dir", document.get("docs_dir"), "a path") or "docs")
    plugins = plugins_of(document.get("plugins"))
    flat = document.get("use_directory_urls") is False or is_offline(plugins)
    return Settings(
        root=root,
        docs_dir=docs_dir,
        templates=_templates(root, document.get("theme")),
        site_url=web_address("site_url", document.get("site_url")),
        site_name=text("site_name", document.get("site_name")),
        pages=tuple(nav_pages(document.get("nav"), docs_dir)),
        options=options,
        directory_urls=not flat,
        excludes=bool(document.get("exclude_docs") or document.get("draft_docs")),
        plugins=plugins,
        hooks=tuple(root / hook for hook in paths_of(document.get("hooks"))),
        inherits="INHERIT" in document,
    )


def _document(config: Path) -> Mapping[Any, Any]:
    """The mapping that the file holds. Raises OptionsError."""
    try:
        document = yaml.load(config.read_bytes(), Loader=_Loader)  # noqa: S506  # a SafeLoader
    except FileNotFoundError:
        raise OptionsError(f"{config} does not exist (name another with --config)") from None
    except OSError as error:
        raise OptionsError(f"{config} cannot be read: {error.strerror or error}") from None
    except yaml.MarkedYAMLError as error:
        place = str(config)
        if error.problem_mark:
            place += f":{error.problem_mark.line + 1}:{error.problem_mark.column + 1}"
        raise OptionsError(f"{place}: not YAML: {error.problem}") from None
    except _UNREADABLE as error:
        fact = " ".join(str(error).split())
        raise OptionsError(f"{config}: not YAML: {fact}") from None
    if not isinstance(document, dict):
        raise OptionsError(f"{config} is not a mapping (see mkdocs.yml of this project)")
    return document


def _templates(root: Path, theme: object) -> Path | None:
    """The folder of the owner's templates for publications, if the theme has a `custom_dir`."""
    if not isinstance(theme, Mapping):
        return None
    custom = text("theme: custom_dir", theme.get("custom_dir"), "a path")
    if not custom:
        return None
    return root / custom / "publications"


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


def _extension(extensions: object) -> Mapping[Any, Any]:
    """The options below `publications` in a list or mapping of Markdown extensions."""
    if not isinstance(extensions, list):
        extensions = [extensions]
    for item in extensions:
        if isinstance(item, Mapping) and "publications" in item:
            return mapping("markdown_extensions: publications", item["publications"])
    return {}


def _descend(node: yaml.Node | None, path: tuple[str, ...], value: str) -> yaml.Node | None:
    """The node of the last key of the path, or the item of its list that has the value."""
    key_node = None
    for key in path:
        pair = _pair_of(node, key)
        if pair is None:
            return None
        key_node, node = pair
    if isinstance(node, yaml.SequenceNode):
        items: list[yaml.Node] = node.value
        for item in items:
            if item.value == value:
                return item
    return key_node


def _pair_of(node: yaml.Node | None, key: str) -> tuple[yaml.Node, yaml.Node] | None:
    """The key and its value in a mapping, or in the first mapping of a list that has the key."""
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == key:
                return key_node, value_node
    if isinstance(node, yaml.SequenceNode):
        mappings = [item for item in node.value if isinstance(item, yaml.MappingNode)]
        for item in mappings:
            pair = _pair_of(item, key)
            if pair is not None:
                return pair
    return None


class _Loader(yaml.SafeLoader):
    """SafeLoader, and no complaint about tags that only MkDocs can construct."""


def _env(loader: yaml.SafeLoader, node: yaml.Node) -> object:
    """`!ENV NAME` and `!ENV [NAME, …, default]`, as pyyaml_env_tag reads them."""
    if isinstance(node, yaml.ScalarNode):
        return os.environ.get(str(loader.construct_scalar(node)))
    if not isinstance(node, yaml.SequenceNode):
        return None
    names = loader.construct_sequence(node, deep=True)
    default = None
    if len(names) > 1:
        default = names.pop()
    for name in names:
        if str(name) in os.environ:
            return yaml.safe_load(os.environ[str(name)])
    return default


def _ignored(_loader: yaml.SafeLoader, _suffix: str, _node: yaml.Node) -> None:
    return None


_Loader.add_constructor("!ENV", _env)
_Loader.add_multi_constructor("!", _ignored)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _ignored)
