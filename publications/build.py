"""A build: what all pages share while a site is made, whatever builder makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from publications.library import Library, load
from publications.model import Publication, Site
from publications.options import Options
from publications.render import Neighbours, Renderer


class BlockError(ValueError):
    """A block that cannot be rendered: names the page, the block and the way out."""


@dataclass(slots=True)
class Build:
    """The library and the renderer of a build, and where it is.

    `page` is the path of the page being converted, below the docs folder; `fail` is told what is
    wrong with a block and raises; `warn` is told what the page can be built without.
    """

    library: Library
    renderer: Renderer
    page: str = ""
    fail: Callable[[str], NoReturn] | None = None
    warn: Callable[[str], None] | None = None
    slugs: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.slugs = {p.slug: i for i, p in enumerate(self.library.publications)}

    def publication(self, slug: str) -> tuple[Publication, Neighbours]:
        """A publication and those beside it in the list.  Raises KeyError."""
        index = self.slugs[slug]
        listed = self.library.publications
        newer = listed[index - 1] if index else None
        older = listed[index + 1] if index + 1 < len(listed) else None
        return listed[index], Neighbours(newer, older)

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


def standalone(options: Options) -> Build:
    """A build of the extension's own, for a Markdown processor that runs no plugin."""
    return Build(load(Path(), options), Renderer(Site(owner=options.owner)))
