"""A build of the extension's own, for a builder that runs no plugin."""

from __future__ import annotations

import functools
import logging
from dataclasses import replace

from publications import disk
from publications.bibliography import Bibliography, load
from publications.markdown import listing
from publications.pages import documents, manifest, navigation
from publications.pages.build import Build
from publications.pages.render import Renderer
from publications.pages.targets import targets_of
from publications.settings import ListPage, Settings

log = logging.getLogger(__name__)


def build_of(settings: Settings, *, alone: bool = False) -> Build:
    """A build of the extension's own, for a builder that runs no plugin.  Raises OptionsError.

    Such a builder makes a Markdown processor for each page, so the build is shared by those of a
    process, as long as no file that it was made from has changed.  `alone` is whether nothing else
    tells the findings, which are logged then.
    """
    return _shared(settings, _state(settings), alone)


@functools.lru_cache(maxsize=1)
def _shared(settings: Settings, _state: tuple[object, ...], alone: bool) -> Build:
    """The build of settings and of a state of the files; the last one made is kept."""
    bibliography = load(settings.root, settings.options, settings.files_dir)
    if alone:
        for finding in bibliography.faults:
            log.warning(str(finding))
    site = replace(settings.site, list_page=_list_page(settings, bibliography))
    targets = targets_of(bibliography, settings, site)
    return Build(
        bibliography,
        Renderer(site, settings.templates),
        cites=settings.options.citations != "off",
        warn=log.warning,
        missing=navigation.missing(targets),
        accessibility=targets.accessibility,
    )


def _list_page(settings: Settings, bibliography: Bibliography) -> ListPage | None:
    """The page of all publications, of which `generate` tells where it has run."""
    try:
        return manifest.list_page(settings.docs_dir)
    except LookupError:
        return listing.find(documents.read(settings.docs_dir), bibliography.publications)


def _state(settings: Settings) -> tuple[object, ...]:
    """The times and sizes of the files that a shared build is made from.

    Of the owner's pages the list that `generate` wrote tells, which it writes anew with them.
    """
    files = [settings.root / name for name in settings.options.files]
    files.append(settings.docs_dir / manifest.NAME)
    for folder in settings.templates:
        files += sorted(folder.glob("**/*"))
    return tuple(map(disk.version, files))
