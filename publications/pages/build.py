"""A build: what all pages share while a site is made, and the page that is being converted."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Final, NoReturn
from xml.etree.ElementTree import Element

from publications.bibliography import Bibliography
from publications.model import versions
from publications.model.contacts import contacts_of, fediverse_handle
from publications.model.publication import Publication
from publications.model.versions import Related
from publications.pages.render import Neighbours, Renderer, TemplateError

#: The tag of an element whose text is HTML as the owner wrote it.
RAW: Final = "raw-html"
#: The name in a page's data under which templates find the path of its PDF.
PDF_FILE: Final = "pdf_file"
log = logging.getLogger(__name__)


class BlockError(ValueError):
    """A block that cannot be rendered: names the page, the block and the way out."""


@dataclass(frozen=True)
class Build:
    """The publications and the renderer of a build, whatever builder makes it.

    `cites` is whether the Markdown extension turns `[@key]` into footnotes; `warn` is told what a
    page can be built without; `previews` is whether a page with a fault is shown without what it
    is about, and not raised; `missing` is what `nav` names and the site does not have;
    `accessibility` is the path of the page that says how accessible the site is.
    """

    bibliography: Bibliography
    renderer: Renderer
    cites: bool = True
    warn: Callable[[str], None] | None = None
    previews: bool = False
    missing: frozenset[str] = frozenset()
    accessibility: str = ""

    @functools.cached_property
    def positions(self) -> Mapping[str, int]:
        """The places of all publications, newest first, by their slugs."""
        return {p.slug: i for i, p in enumerate(self.bibliography.publications)}

    @functools.cached_property
    def listed(self) -> tuple[Publication, ...]:
        """The publications that lists show, one for each work."""
        return tuple(versions.listed(self.bibliography.publications))

    @functools.cached_property
    def works(self) -> Mapping[str, tuple[Publication, ...]]:
        """The versions of each work that has several."""
        return versions.works_of(self.bibliography.publications)

    @functools.cached_property
    def related(self) -> Mapping[str, tuple[Related, ...]]:
        """What is related to each publication, by its slug."""
        return versions.of(self.bibliography.publications, self.bibliography.by_key)

    @functools.cached_property
    def _places(self) -> Mapping[str, int]:
        """The places in the list of the works that it shows, by their slugs."""
        return {publication.slug: place for place, publication in enumerate(self.listed)}

    @functools.cached_property
    def facts(self) -> Mapping[str, object]:
        """What templates tell of the site beside its pages.

        The contacts of the owner, the year of the newest publication, the files there are, what
        the header leaves out, the page that lists all, and the theme's words.
        """
        site = self.renderer.site
        top = site.first.url if site.first else ""
        years = [p.year for p in self.bibliography.publications if p.year]
        facts: dict[str, object] = {
            "contacts": [asdict(contact) for contact in contacts_of(site.owner)],
            "year": max(years, default=""),
            "bib": top + "publications.bib",
            "feed": top + "feed.xml" if site.url else "",
            "fediverse": fediverse_handle(site.owner),
            "site": site.url,
            "words": site.words.section("theme"),
            "missing": sorted(self.missing),
        }
        if self.accessibility:
            facts["accessibility"] = site.address(self.accessibility)
        if site.list_page is not None:
            url = site.address(site.list_page.path)
            facts["list"] = {"url": url, "title": site.list_page.title}
        return facts

    def publication(self, slug: str) -> tuple[Publication, Neighbours]:
        """A publication, and those beside its work in the list.  Raises KeyError."""
        publication = self.bibliography.publications[self.positions[slug]]
        place = self._places[publication.work]
        newer, older = None, None
        if place:
            newer = self.listed[place - 1]
        if place + 1 < len(self.listed):
            older = self.listed[place + 1]
        return publication, Neighbours(newer, older, self.related.get(slug, ()))


@dataclass(slots=True)
class Conversion:
    """The conversion of one page: the build, the path of the page below the docs folder, faults.

    `prints` is whether the page becomes a PDF, for which `tree` is what it is made of, empty of a
    page without text; `lists` is None, or takes the lists as HTML in UTF-8, which the builder puts
    into the page afterwards.
    """

    build: Build
    page: str = ""
    faults: list[str] = field(default_factory=list)
    prints: bool = False
    tree: Element = field(default_factory=functools.partial(Element, "div"))
    lists: list[bytes] | None = None

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
        """A message after the path of its page: `focus.md: …`; Markdown alone has no path."""
        if not self.page:
            return message
        return f"{self.page}: {message}"
