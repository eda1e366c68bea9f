"""The options of the site, and where they stand in mkdocs.yml.

They are the options of the Markdown extension, because every builder reads those:

    markdown_extensions:
      - publications:
          bib_file: refs.bib        # or a list of files; relative to mkdocs.yml
          owner: *owner             # name, orcid, aliases; what else is known: see _owner
          people: people.yml        # optional: who has which ORCID
          edit_url: https://…/edit/main/   # optional: where refs.bib is edited
          citations: auto           # or extension, off: see CITATIONS

The command line reads mkdocs.yml without MkDocs; `!ENV` and `!!python/…` tags are understood as
far as the site's own keys need them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

NAMES: Final = ("bib_file", "owner", "people", "edit_url", "citations")
# Who turns `[@key]` into footnotes: mkdocs-bibtex where it is among the plugins, else this package;
# always this package; nobody.
CITATIONS: Final = ("auto", "extension", "off")
# Ids of the owner's at other sites -> the addresses of the profiles there.
PROFILES: Final = {
    "scholar": "https://scholar.google.com/citations?user={}",
    "github": "https://github.com/{}",
    "linkedin": "https://www.linkedin.com/in/{}",
    "openreview": "https://openreview.net/profile?id={}",
    "dblp": "https://dblp.org/pid/{}",
}


class OptionsError(ValueError):
    """An option that cannot be used: names the option, what it holds and what it may hold."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose site it is: the name, an ORCID, other spellings of the name, and who that person is."""

    name: str = ""
    orcid: str = ""
    aliases: tuple[str, ...] = ()
    job_title: str = ""
    affiliation: str = ""
    alumni_of: tuple[str, ...] = ()
    knows_about: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """The site that publications are exported for.

    `url` ends with a slash; it is empty where `site_url` is not set, and then nothing absolute is
    written.
    """

    url: str = ""
    name: str = ""
    owner: Owner = field(default_factory=Owner)


@dataclass(frozen=True, slots=True)
class Options:
    """What mkdocs.yml says under `markdown_extensions: publications`; paths relative to it."""

    bib_file: tuple[str, ...] = ("refs.bib",)
    owner: Owner = field(default_factory=Owner)
    people: str = ""
    edit_url: str = ""
    citations: str = "auto"

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any] | None) -> Options:
        """Check the options as YAML gave them.  Raises OptionsError."""
        given = dict(mapping or {})
        for name in given:
            if name not in NAMES:
                raise OptionsError(f"unknown option '{name}' (allowed: {', '.join(NAMES)})")
        files = given.get("bib_file") or "refs.bib"
        files = [files] if isinstance(files, str) else files
        if not isinstance(files, list) or not all(isinstance(f, str) and f for f in files):
            raise OptionsError(
                f"option 'bib_file' is {files!r} (allowed: a path or a list of paths)"
            )
        for name in ("people", "edit_url"):
            if not isinstance(given.get(name) or "", str):
                raise OptionsError(f"option '{name}' is {given[name]!r} (allowed: a text)")
        citations = given.get("citations")
        citations = {None: "auto", False: "off"}.get(citations, citations)  # YAML: off is false
        if citations not in CITATIONS:
            raise OptionsError(
                f"option 'citations' is {citations!r} (allowed: {', '.join(CITATIONS)})"
            )
        return cls(
            bib_file=tuple(files),
            owner=_owner(given.get("owner")),
            people=given.get("people") or "",
            edit_url=given.get("edit_url") or "",
            citations=citations,
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """What mkdocs.yml says that concerns this package."""

    root: Path
    docs_dir: Path
    templates: Path | None
    site_url: str
    site_name: str
    pages: tuple[Path, ...]
    options: Options

    @property
    def site(self) -> Site:
        """The site that these settings describe."""
        url = self.site_url.rstrip("/") + "/" if self.site_url else ""
        return Site(url=url, name=self.site_name, owner=self.options.owner)


def read_settings(config: Path) -> Settings:
    """Read a mkdocs.yml.  Raises OptionsError where it cannot be read or used."""
    try:
        document = yaml.load(config.read_text(encoding="utf-8-sig"), Loader=_Loader)  # noqa: S506  # a SafeLoader
    except FileNotFoundError:
        raise OptionsError(f"{config} does not exist (name another with --config)") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise OptionsError(f"{config} cannot be read: {error}") from None
    if not isinstance(document, dict):
        raise OptionsError(f"{config} is not a mapping (see mkdocs.yml of this project)")
    root = config.resolve().parent
    theme = document.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    docs_dir = root / str(document.get("docs_dir") or "docs")
    return Settings(
        root=root,
        docs_dir=docs_dir,
        templates=root / custom / "publications" if isinstance(custom, str) else None,
        site_url=str(document.get("site_url") or ""),
        site_name=str(document.get("site_name") or ""),
        pages=tuple(nav_pages(document.get("nav"), docs_dir)),
        options=Options.from_mapping(_extension(document.get("markdown_extensions"))),
    )


def nav_pages(nav: object, docs_dir: Path) -> list[Path]:
    """The Markdown files that `nav` names, in its order; without `nav`, those at the top."""
    if nav is None:
        return sorted(docs_dir.glob("*.md"), key=lambda path: (path.name != "index.md", path.name))
    if isinstance(nav, str):
        path = docs_dir / nav
        return [path] if path.suffix == ".md" and path.is_file() else []
    items = nav.values() if isinstance(nav, Mapping) else nav if isinstance(nav, list) else ()
    return [path for item in items for path in nav_pages(item, docs_dir)]


def _extension(extensions: object) -> Mapping[str, Any] | None:
    """The options below `publications` in a list or mapping of Markdown extensions."""
    if isinstance(extensions, dict):
        extensions = [extensions]
    for extension in extensions if isinstance(extensions, list) else []:
        if isinstance(extension, dict) and "publications" in extension:
            found = extension["publications"]
            if found is not None and not isinstance(found, dict):
                raise OptionsError("the options of 'publications' are not a mapping")
            return found
    return None


def _owner(given: object) -> Owner:
    """The owner: a name, or a mapping.

    Of the mapping are read: name, orcid, aliases, job_title, affiliation, alumni_of, knows_about,
    links (addresses of profiles) and ids of `PROFILES`; other keys are for templates.
    """
    if given is None:
        return Owner()
    if isinstance(given, str):
        return Owner(name=given)
    if not isinstance(given, Mapping):
        raise OptionsError(
            f"option 'owner' is {given!r} (allowed: a name, or name, orcid, aliases)"
        )
    ids = ((address, given.get(site)) for site, address in PROFILES.items())
    profiles = tuple(address.format(known) for address, known in ids if known)
    return Owner(
        name=str(given.get("name") or ""),
        orcid=str(given.get("orcid") or ""),
        aliases=_texts(given, "aliases"),
        job_title=str(given.get("job_title") or ""),
        affiliation=str(given.get("affiliation") or ""),
        alumni_of=_texts(given, "alumni_of"),
        knows_about=_texts(given, "knows_about"),
        links=profiles + _texts(given, "links"),
    )


def _texts(given: Mapping[Any, Any], name: str) -> tuple[str, ...]:
    """The texts of a list, or of one that stands alone.  Raises OptionsError."""
    value = given.get(name) or []
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise OptionsError(f"option 'owner: {name}' is {value!r} (allowed: a list of texts)")
    return tuple(texts)


class _Loader(yaml.SafeLoader):
    """SafeLoader, and no complaint about tags that only MkDocs can construct."""


def _env(loader: yaml.SafeLoader, node: yaml.Node) -> object:
    """`!ENV NAME` and `!ENV [NAME, …, default]`, as pyyaml_env_tag reads them."""
    if isinstance(node, yaml.ScalarNode):
        return os.environ.get(str(loader.construct_scalar(node)))
    if not isinstance(node, yaml.SequenceNode):
        return None
    items = loader.construct_sequence(node, deep=True)
    for name in items[:-1] if len(items) > 1 else items:
        if str(name) in os.environ:
            return yaml.safe_load(os.environ[str(name)])
    return items[-1] if len(items) > 1 else None


def _ignored(_loader: yaml.SafeLoader, _suffix: str, _node: yaml.Node) -> None:
    return None


_Loader.add_constructor("!ENV", _env)
_Loader.add_multi_constructor("!", _ignored)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _ignored)
