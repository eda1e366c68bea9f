"""What pages and the navigation may lead to: the files of the docs folder and of the built site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from publications.bibliography import Bibliography
from publications.diagnostics import closest
from publications.exports import parts
from publications.pages import addresses, documents, generated, makers
from publications.settings import Place, Settings, Site, nav_places

#: The page that the footer leads to, where there is one.
ACCESSIBILITY: Final = "accessibility.md"
_BUILDERS: Final = ("404.html", "sitemap.xml")


@dataclass(frozen=True)
class Targets:
    """The targets that a site has for certain, and those that only its builder can tell.

    `sources` are files below the docs folder, those of publications among them; `files` are those
    of the built site.
    """

    settings: Settings
    sources: frozenset[str]
    files: frozenset[str]

    def has_source(self, path: str) -> bool:
        """Whether there is, or may be, a file at a path below the docs folder."""
        if path in self.sources:
            return True
        address = addresses.of_file(self.settings.site.built(path))
        return makers.may_make(address, self.settings)

    def has_address(self, address: str) -> bool:
        """Whether there is, or may be, something at an address below the site: `focus/`."""
        file = addresses.file_of(f"/{address}")
        if not self.files.isdisjoint((file, posixpath.join(file, "index.html"))):
            return True
        if makers.may_make(f"/{address}", self.settings):
            return True
        return any((folder / file).is_file() for folder in self.settings.theme_dirs)

    @cached_property
    def in_nav(self) -> tuple[tuple[str, Place], ...]:
        """What `nav` in mkdocs.yml leads to, each with its place."""
        return tuple(nav_places(self.settings.options.config))

    @property
    def accessibility(self) -> str:
        """The owner's page that says how accessible the site is, or the empty string."""
        if ACCESSIBILITY in self.sources:
            return ACCESSIBILITY
        return ""

    def closest(self, path: str) -> str:
        """The file below the docs folder that a wrong path may mean, or the empty string.

        It has the same name in another folder or in other letters, or else a similar path.
        """
        path = re.split("[?#]", path, maxsplit=1)[0]
        name = posixpath.basename(path).casefold()
        for source in sorted(self.sources):
            if posixpath.basename(source).casefold() == name:
                return source
        suffix = posixpath.splitext(path)[1] or ".md"
        return closest(path, [source for source in self.sources if source.endswith(suffix)])


def targets_of(
    bibliography: Bibliography, settings: Settings, site: Site, redirects: Iterable[str] = ()
) -> Targets:
    """The targets of a site; `redirects` are the files that lead on from old addresses."""
    pages = {parts.page_path(publication.slug) for publication in bibliography.publications}
    made = generated.made(bibliography, site)
    owners = documents.owners(settings.docs_dir)
    downloads = {file for file in made if not file.endswith(".html")}
    return Targets(
        settings,
        sources=frozenset(owners | pages | downloads),
        files=frozenset((*map(site.built, owners), *made, *redirects, *_BUILDERS)),
    )
