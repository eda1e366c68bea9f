"""The figure of a publication: the picture or video that `preview` names, al-folio's field.

A bare file name is one in the folder where al-folio keeps such files; a name with a slash is
relative to `docs/`, or to that folder, as al-folio has it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from publications.bibtex import Entry
from publications.bibtex.fields import FIELD
from publications.model import links, pictures, verbatim
from publications.model.pictures import Picture, PictureError
from publications.tex.url import is_absolute

FOLDER = FIELD["preview"].folder


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture or video: its path below the docs folder, and what it shows in the owner's words.

    The format and the size in pixels are empty and 0 where the file was not read, or does not say.
    """

    path: str
    alt: str = ""
    format: str = ""
    width: int = 0
    height: int = 0

    @property
    def url(self) -> str:
        """The path as a part of an address."""
        return quote(self.path)

    @property
    def is_video(self) -> bool:
        """Whether it is a video and no picture."""
        return pictures.is_video(self.path)


def figure_of(entry: Entry) -> Figure | None:
    """The figure that an entry names; None for an address elsewhere, which no page asks.

    Whether its file is there is another question (`located`).
    """
    address = links.url_of(entry.get("preview"))
    if not address or is_absolute(address):
        return None
    name = verbatim.unescaped(entry.get("preview")).strip("<> ")
    path = posixpath.normpath(links.local_path(name, FOLDER))
    return Figure(path, entry.text("preview_alt").text)


def located(figure: Figure, docs_dir: Path) -> Figure | None:
    """The figure with the path of the file that there is below the docs folder, or None."""
    for path in _paths(figure.path):
        if links.exists_below(docs_dir, path):
            return replace(figure, path=path)
    return None


def read(figure: Figure, docs_dir: Path) -> Picture:
    """What the file of a figure holds.

    Raises:
        PictureError: pages cannot show it, or MkDocs leaves it out, since its name or that of a
            folder begins with a dot.
    """
    if re.search(r"(?:^|/)\.[^/]", figure.path):
        raise PictureError("is hidden, so that sites are built without it", "rename it")
    return pictures.read(docs_dir / figure.path)


def measured(figure: Figure | None, docs_dir: Path) -> Figure | None:
    """The figure with the format and size of its file; None where that cannot be shown."""
    if figure is None:
        return None
    there = located(figure, docs_dir)
    if there is None:
        return None
    try:
        picture = read(there, docs_dir)
    except PictureError:
        return None
    return replace(there, format=picture.format, width=picture.width, height=picture.height)


def _paths(path: str) -> Iterator[str]:
    """What a name may mean: as it is, or as an address; from the docs folder or al-folio's."""
    for name in dict.fromkeys((path, links.path_of(path))):
        yield posixpath.normpath(name)
        yield posixpath.normpath(posixpath.join(FOLDER, name))
