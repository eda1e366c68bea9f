"""A build: what all pages share while a site is made, and the page that is being converted."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import NoReturn

from publications.bibliography import Library, load
from publications.model.contacts import contacts_of
from publications.model.publication import Publication
from publications.pages import documents, listing, manifest, versions
from publications.pages.render import Neighbours, Renderer, TemplateError
from publications.settings import ListPage, Settings

log = logging.getLogger(__name__)


class BlockError(ValueError):
    """A block that cannot be rendered: names the page, the block and the way out."""


@dataclass(frozen=True)
class Build:
    """The publications and the renderer of a build, whatever builder makes it.

    `cites` is whether the Markdown extension turns `[@key]` into footnotes; `warn` is told what a
    page can be built without; `previews` is whether a page with a fault is shown without what it
    is about, and not raised.
    """

    library: Library
    renderer: Renderer
    cites: bool = True
    warn: Callable[[str], None] | None = None
    previews: bool = False

    @functools.cached_property
    def positions(self) -> Mapping[str, int]:
        """The places of the publications in the list, by their slugs."""
        return {p.slug: i for i, p in enumerate(self.library.publications)}

    @functools.cached_property
    def versions(self) -> Mapping[str, tuple[Publication, ...]]:
        """The other versions of each publication that has some, by its slug."""
        return versions.of(self.library)

    @functools.cached_property
    def facts(self) -> Mapping[str, object]:
        """What templates tell of the site beside its pages.

        The contacts of the owner, the year of the newest publication, the files there are, and the
        page that lists all.
        """
        site = self.renderer.site
        years = [p.year for p in self.library.publications if p.year]
        facts: dict[str, object] = {
            "contacts": [asdict(contact) for contact in contacts_of(site.owner)],
            "year": max(years, default=""),
            "bib": "publications.bib",
            "feed": "feed.xml" if site.url else "",
        }
        if site.list_page is not None:
            url = site.address(site.list_page.path)
            facts["list"] = {"url": url, "title": site.list_page.title}
        return facts

    def publication(self, slug: str) -> tuple[Publication, Neighbours]:
        """A publication and those beside it in the list.  Raises KeyError."""
        index = self.positions[slug]
        listed = self.library.publications
        newer = listed[index - 1] if index else None
        older = listed[index + 1] if index + 1 < len(listed) else None
        return listed[index], Neighbours(newer, older, self.versions.get(slug, ()))


@dataclass(slots=True)
class Conversion:
    """The conversion of one page: the build, the path of the page below the docs folder, faults."""

    build: Build
    page: str = ""
    faults: list[str] = field(default_factory=list)

    def wrong(self, message: str) -> NoReturn:
        """Stop at what is wrong with the page.  Raises BlockError."""
        raise BlockError(self._placed(message))

    def doubtful(self, message: str) -> None:
        """Tell what is wrong with the page, and go on."""
        if self.build.warn is not None:
            self.build.warn(self._placed(message))

    @contextmanager
    def faults_kept(self) -> Iterator[None]:
        """Keep the fault of a block or a template in a preview, which goes on without the page.

        Raises BlockError and TemplateError elsewhere.
        """
        try:
            yield
        except (BlockError, TemplateError) as error:
            if not self.build.previews:
                raise
            message = str(error)
            self.faults.append(message if isinstance(error, BlockError) else self._placed(message))

    def _placed(self, message: str) -> str:
        return f"{self.page}: {message}" if self.page else message


def standalone(settings: Settings) -> Build:
    """A build of the extension's own, for a builder that runs no plugin.  Raises OptionsError.

    Such a builder makes a Markdown processor for each page, so the build is shared by those of a
    process, as long as no file that it was made from has changed.
    """
    return _shared(settings, _state(settings))


@functools.lru_cache(maxsize=1)
def _shared(settings: Settings, _state: tuple[object, ...]) -> Build:
    library = load(settings.root, settings.options, settings.docs_dir)
    site = replace(settings.site, list_page=_list_page(settings, library))
    cites = settings.options.citations != "off"
    return Build(library, Renderer(site, settings.templates), cites=cites, warn=log.warning)


def _list_page(settings: Settings, library: Library) -> ListPage | None:
    """The page of all publications, of which `generate` tells where it has run."""
    try:
        return manifest.list_page(settings.docs_dir)
    except LookupError:
        return listing.find(documents.read(settings.docs_dir), library.publications)


def _state(settings: Settings) -> tuple[object, ...]:
    """The times and sizes of the files that a shared build is made from.

    Of the owner's pages the list that `generate` wrote tells, which it writes anew with them.
    """
    names = (*settings.options.bib_file, settings.options.people)
    files = [settings.root / name for name in names if name]
    files.append(settings.docs_dir / manifest.NAME)
    if settings.templates is not None:
        files += sorted(settings.templates.glob("**/*"))
    return tuple(_changed(path) for path in files)


def _changed(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
