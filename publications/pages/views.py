"""What templates print of a publication beside its fields: links, notices, other versions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from markupsafe import Markup

from publications.exports import parts
from publications.model import status, venue
from publications.model.lines import Line
from publications.model.publication import Publication
from publications.pages import ties
from publications.settings import Site
from publications.words import Words

#: How many characters of an award a list shows.
LONGEST_BADGE: Final = 60
#: Turns a path below the docs folder into what a page links to.
Href = Callable[[str], str]


class Action(NamedTuple):
    """A link below a publication: its label, and what a screen reader says behind it."""

    rel: str
    label: str
    url: str
    about: str


class NoticeView(NamedTuple):
    """A notice about a publication: its kind, what readers are told, its date and address."""

    kind: str
    label: str
    date: str
    url: str


class VersionView(NamedTuple):
    """Another version of a work in a list: what it is, its page, its venue and its links.

    It has a title where that is another one.
    """

    label: str
    title: Markup
    url: str
    venue: Line
    actions: tuple[Action, ...]


def links(publication: Publication, href: Href, words: Words) -> Iterator[Action]:
    """The links of a publication."""
    for link in publication.links:
        url = link.url
        if link.local:
            url = href(url)
        yield Action(link.rel, words.term(link.term), url, publication.title.text)


def notices(publication: Publication, href: Href, words: Words) -> Iterator[NoticeView]:
    """The notices about a publication, the gravest first."""
    for notice in publication.notices:
        date = ""
        if notice.date:
            date = notice.date.in_words(words)
        url = notice.url
        if notice.slug:
            url = href(parts.page_path(notice.slug))
        yield NoticeView(notice.kind, words(f"notice.{notice.kind}"), date, url)


def versions(
    shown: Publication, work: Iterable[Publication], href: Href, site: Site
) -> Iterator[VersionView]:
    """The versions of a work beside the one that a list of the site shows."""
    words = site.words
    for other in work:
        if other is shown:
            continue
        label, title = words.term(other.term), Markup()
        if other.own_title.search != shown.own_title.search:
            title = ties.title_of(other, site.language)
        elif other.retracted:
            label = f"{status.MARK}: {label}"
        url = href(parts.page_path(other.slug))
        line = venue.long_venue(other, words)
        yield VersionView(label, title, url, line, tuple(links(other, href, words)))


def badge(award: str) -> str:
    """An award as a badge in a list; its whole name is on the publication's page.

    >>> badge("Best Paper")
    'Best Paper'
    >>> badge("Best Student Paper Award of the Twelfth Conference on Biometrics")
    'Best Student Paper Award of the Twelfth Conference on…'
    """
    if len(award) <= LONGEST_BADGE:
        return award
    start = award[: LONGEST_BADGE - 1]
    whole_words = start.rpartition(" ")[0] or start  # one word may be as long
    return f"{whole_words.rstrip(' ,;:-')}…"


def venue_line(
    detail: str, *, under_year: bool, under_kind: bool
) -> Callable[[Publication, Words], Line]:
    """What makes the venue line of an item, which does not repeat the heading above it."""
    if detail == "summary":
        return venue.short_venue
    if detail == "full" and not under_kind:
        return venue.labelled
    if under_year:
        return venue.venue_under_year
    return venue.long_venue
