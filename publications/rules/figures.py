"""Rules about the pictures and videos that entries name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from publications.diagnostics import Diagnostic, quote
from publications.model import figures, links, pictures
from publications.model.figures import Figure
from publications.model.pictures import Picture, PictureError
from publications.model.publication import Publication
from publications.rules.context import Context, warning
from publications.tex.url import is_absolute

#: A list may show hundreds of pictures, of which a phone has to load and unpack each.
LARGE_PICTURE: Final = 500_000
LARGE_VIDEO: Final = 5_000_000
MOST_PIXELS: Final = 16_000_000


def unusable_picture(publication: Publication, context: Context) -> Iterator[Diagnostic]:
    """The preview is a picture or video that browsers show, and a file of this site.

    What is wrong with a file, and the way out, say model/pictures.py and model/figures.py.
    """
    entry = publication.entry
    address = links.url_of(entry.get("preview"))
    if is_absolute(address):
        message = f"preview of {quote(publication.key)} is on another host: {quote(address)}"
        hint = f"no page asks another host: put the file into docs/{figures.FOLDER}"
        yield warning(entry, "preview", "unusable-picture", message, hint)
        return
    located = _located(publication, context.docs_dir)
    if located is None:
        return
    figure, docs_dir = located
    try:
        figures.read(figure, docs_dir)
    except PictureError as error:
        message = f"preview of {quote(publication.key)}, {quote(figure.path)}, {error.fact}"
        yield warning(entry, "preview", "unusable-picture", message, error.hint)


def large_picture(publication: Publication, context: Context) -> Iterator[Diagnostic]:
    """The preview is no larger than readers should have to load.

    The limits are in bytes, and for pictures in pixels as well, which take memory when unpacked.
    """
    located = _located(publication, context.docs_dir)
    if located is None:
        return
    figure, docs_dir = located
    try:
        picture = figures.read(figure, docs_dir)
    except PictureError:
        return
    fact, hint = _too_large(picture, figure)
    if fact:
        message = f"preview of {quote(publication.key)}, {quote(figure.path)}, has {fact}"
        yield warning(publication.entry, "preview", "large-picture", message, hint)


def _located(publication: Publication, docs_dir: Path | None) -> tuple[Figure, Path] | None:
    """The figure and the folder that its file is below, if it is there.

    A missing file is found by `missing_file`.
    """
    if docs_dir is None or publication.figure is None:
        return None
    figure = figures.located(publication.figure, docs_dir)
    if figure is None:
        return None
    return figure, docs_dir


def _too_large(picture: Picture, figure: Figure) -> tuple[str, str]:
    """What is too much of a picture or video, and the way out; empty where nothing is."""
    limit = LARGE_PICTURE
    if figure.is_video:
        limit = LARGE_VIDEO
    if picture.bytes > limit:
        return _megabytes(picture.bytes), f"save it with less than {_megabytes(limit)}"
    has_pixels = picture.format != pictures.SVG.name
    if has_pixels and picture.width * picture.height > MOST_PIXELS:
        return f"{picture.width} x {picture.height} pixels", "save it 1600 pixels wide"
    return "", ""


def _megabytes(number: int) -> str:
    """A number of bytes in words, of which the tenth of a megabyte is told."""
    return f"{number / 1_000_000:.1f} MB"
