"""A build: what all pages share while a site is made, whatever builder makes it."""

from __future__ import annotations

import copy
import functools
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import NoReturn

from publications.bibliography import Library, load
from publications.model.contacts import contacts_of
from publications.model.publication import Publication
from publications.pages import versions
from publications.pages.render import Neighbours, Renderer
from publications.settings import Settings

log = logging.getLogger(__name__)


class BlockError(ValueError):
    """A block that cannot be rendered: names the page, the block and the way out."""


@dataclass(slots=True)
class Build:
    """The library and the renderer of a build, and where it is.

    `page` is the path of the page being converted, below the docs folder; `cites` is whether the
    Markdown extension turns `[@key]` into footnotes; `fail` is told what is wrong with a block and
    raises; `warn` is told what the page can be built without.  `facts` are what templates tell of
    all publications: the year of the newest, and the files there are.
    """

    library: Library
    renderer: Renderer
    page: str = ""
    cites: bool = True
    fail: Callable[[str], NoReturn] | None = None
    warn: Callable[[str], None] | None = None
    slugs: dict[str, int] = field(init=False)
    versions: dict[str, tuple[Publication, ...]] = field(init=False)
    facts: dict[str, object] = field(init=False)

    def __post_init__(self) -> None:
        self.slugs = {p.slug: i for i, p in enumerate(self.library.publications)}
        self.versions = versions.of(self.library)
        years = [p.year for p in self.library.publications if p.year]
        contacts = contacts_of(self.renderer.site.owner)
        self.facts = {
            "contacts": [asdict(contact) for contact in contacts],
            "year": max(years, default=""),
            "bib": "publications.bib",
            "feed": "feed.xml" if self.renderer.site.url else "",
        }

    def publication(self, slug: str) -> tuple[Publication, Neighbours]:
        """A publication and those beside it in the list.  Raises KeyError."""
        index = self.slugs[slug]
        listed = self.library.publications
        newer = listed[index - 1] if index else None
        older = listed[index + 1] if index + 1 < len(listed) else None
        return listed[index], Neighbours(newer, older, self.versions.get(slug, ()))

    def wrong(self, message: str) -> NoReturn:
        """Stop at what is wrong with the page.  Raises BlockError, or what `fail` raises."""
        if self.fail is not None:
            self.fail(self._placed(message))
        raise BlockError(self._placed(message))

    def doubtful(self, message: str) -> None:
        """Tell what is wrong with the page, and go on."""
        if self.warn is not None:
            self.warn(self._placed(message))

    def _placed(self, message: str) -> str:
        return f"{self.page}: {message}" if self.page else message


def standalone(settings: Settings, page: str = "") -> Build:
    """A build of the extension's own, for the page of a builder that runs no plugin.

    Such a builder makes a Markdown processor for each page, so the library is shared by those of
    a process, as long as no file that it was read from has changed.  Raises OptionsError.
    """
    build = copy.copy(_shared(settings, _state(settings)))
    build.page = page
    return build


@functools.lru_cache(maxsize=1)
def _shared(settings: Settings, _state: tuple[object, ...]) -> Build:
    library = load(settings.root, settings.options, settings.docs_dir)
    renderer = Renderer(settings.site, settings.templates)
    return Build(library, renderer, cites=settings.options.citations != "off", warn=log.warning)


def _state(settings: Settings) -> tuple[object, ...]:
    """What changes whenever a file does that a shared build was made from."""
    names = (*settings.options.bib_file, settings.options.people)
    files = [settings.root / name for name in names if name]
    if settings.templates is not None:
        files += sorted(settings.templates.glob("**/*"))
    return tuple(_changed(path) for path in files)


def _changed(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
