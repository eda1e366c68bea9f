"""Editions of a site in several languages: configurations that inherit from one another.

Each has pages of its own; those of publications are in the first edition only.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from publications.diagnostics import quote
from publications.settings.document import read_document
from publications.settings.plugins import is_offline, plugins_of
from publications.settings.site import Site
from publications.settings.values import OptionsError, language_of, text, web_address, with_slash

_OPTION: Final = "option 'editions'"


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition: the folder of its pages, and what its site is as far as others ask."""

    docs_dir: Path
    site: Site


def read_editions(root: Path, configs: Iterable[str]) -> tuple[Edition, ...]:
    """The editions that configuration files in a folder describe, in their order.

    Raises:
        OptionsError: one cannot be read, has no `site_url`, or has the pages of another.
    """
    editions: list[Edition] = []
    for name in configs:
        edition = _edition(root, name)
        if any(edition.docs_dir == other.docs_dir for other in editions):
            raise OptionsError(f"{_OPTION}: {quote(name)} has the docs_dir of another edition")
        editions.append(edition)
    return tuple(editions)


def edition_in(editions: Iterable[Edition], docs_dir: Path) -> Edition | None:
    """The edition whose pages are in a folder."""
    folder = _normal(docs_dir)
    return next((edition for edition in editions if edition.docs_dir == folder), None)


def docs_dir_of(root: Path, document: Mapping[Any, Any]) -> Path:
    """The folder of a site's pages; `root` is that of its configuration. Raises OptionsError."""
    return root / (text("docs_dir", document.get("docs_dir"), "a path") or "docs")


def has_directory_urls(document: Mapping[Any, Any]) -> bool:
    """Whether pages have folders of their own (MkDocs, `use_directory_urls`).

    Material's plugin `offline` sets that to false.
    """
    if document.get("use_directory_urls") is False:
        return False
    return not is_offline(plugins_of(document.get("plugins")))


def _edition(root: Path, name: str) -> Edition:
    """The edition of one configuration file.  Raises OptionsError."""
    if not (root / name).is_file():
        raise OptionsError(f"{_OPTION} names {quote(name)}, which does not exist")
    document = read_document(root / name)
    docs_dir = docs_dir_of(root, document)
    url = web_address("site_url", document.get("site_url"))
    if not url:
        raise OptionsError(f"{_OPTION}: {quote(name)} has no site_url, which links to it need")
    site = Site(
        with_slash(url),
        directory_urls=has_directory_urls(document),
        language=language_of(document.get("theme")),
    )
    return Edition(_normal(docs_dir), site)


def _normal(folder: Path) -> Path:
    """A path that is the same for each way to write it."""
    return Path(os.path.abspath(folder))
