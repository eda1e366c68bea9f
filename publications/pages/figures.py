"""The figure of a publication as pages show it, and as those see it who share a page's link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from publications.exports import parts
from publications.model.figures import Figure
from publications.model.publication import Publication
from publications.settings import Site
from publications.words import ENGLISH, Words

# What readers of Open Graph show; they know neither SVG nor AVIF.
_SHARED: Final = ("PNG", "JPEG", "GIF", "WebP")
# X's "Cards": the least size of the picture of each card.
_LARGE_CARD: Final = (300, 157)
_SMALL_CARD: Final = (144, 144)


class FigureView(NamedTuple):
    """A picture or a video: its address, what it shows in words, its size (0: not known)."""

    url: str
    alt: str
    width: int
    height: int
    video: bool


def beside(
    publication: Publication, href: Callable[[str], str], words: Words = ENGLISH
) -> FigureView | None:
    """The figure beside the title in a list, which says already what a picture shows."""
    figure = publication.figure
    if figure is None:
        return None
    alt = ""
    if figure.is_video:
        alt = words("page.video_beside", title=publication.title.text)
    return _view(figure, href, alt)


def on_page(
    publication: Publication, href: Callable[[str], str], words: Words = ENGLISH
) -> FigureView | None:
    """The figure on the publication's own page."""
    figure = publication.figure
    if figure is None:
        return None
    return _view(figure, href, described(publication, figure, words))


def described(publication: Publication, figure: Figure, words: Words) -> str:
    """What a figure shows: in the owner's words, or else whence it is."""
    what = "figure"
    if figure.is_video:
        what = "video"
    return figure.alt or words(f"page.{what}", title=publication.title.text)


def shared(publication: Publication, site: Site) -> dict[str, Any]:
    """What Open Graph and X tell of the figure; empty where they take no such picture.

    The card is X's `summary_large_image` for a picture that is wide enough, else `summary`.
    """
    figure = publication.figure
    address = parts.picture(publication, site.url)
    if figure is None or not address or figure.format not in _SHARED:
        return {}
    card = ""
    if figure.width >= _SMALL_CARD[0] and figure.height >= _SMALL_CARD[1]:
        card = "summary"
    if figure.width >= _LARGE_CARD[0] and _LARGE_CARD[1] <= figure.height < figure.width:
        card = "summary_large_image"
    if not card:
        return {}
    return {
        "url": address,
        "width": figure.width,
        "height": figure.height,
        "alt": described(publication, figure, site.words),
        "card": card,
    }


def _view(figure: Figure, href: Callable[[str], str], alt: str) -> FigureView:
    """A figure as templates print it."""
    return FigureView(href(figure.url), alt, figure.width, figure.height, figure.is_video)
