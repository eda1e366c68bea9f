"""Numbers of the venue line: volume, number, part, chapter, pages, edition, version."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from publications.model import wording
from publications.model.lines import NOTHING, Line, joined, line_of, numbered
from publications.model.publication import Publication
from publications.words import Words

#: Kinds whose number is the work's own.
NUMBERED: Final = frozenset({"thesis", "report", "patent", "software", "dataset"})
_SEVERAL_PAGES: Final = re.compile(r"[\u2013,;+&]|\d\s?ff?\b")


def numbers_of(publication: Publication, words: Words) -> list[Line]:
    """Volume, part and number; words that take the place of two are there once."""
    bare = publication.volume.removeprefix(f"{publication.series.text} ")
    volume = with_label("volume", bare, words)
    number = with_label("number", publication.number, words)
    if number.text == publication.volume or _says_number(publication):
        number = NOTHING
    return [volume, with_label("part", publication.part, words), number]


def series_of(publication: Publication, words: Words) -> list[Line]:
    """The series and the number in it; a volume of a work of several counts without a series."""
    series = line_of(publication.series_in(words))
    if publication.kind.name in NUMBERED:
        return [series]
    volume, part, number = numbers_of(publication, words)
    if series and not volume:
        volume, number = line_of(publication.number), NOTHING
    elif not volume:
        volume, number = number, NOTHING
    counted = publication.volume or publication.number
    if re.search(rf"(?<!\w){re.escape(counted)}\Z", series.text):
        volume = NOTHING  # the series says it
    return [joined(" ", [series, volume]), part, number]


@lru_cache(maxsize=1)
def pages_of(publication: Publication, words: Words) -> list[Line]:
    """The pages, or the number of an article that has none, or the words in their place."""
    pages = publication.pages
    label = "page"
    if _SEVERAL_PAGES.search(pages):
        label = "pages"
    number = publication.article_number
    if number == pages:
        number = ""
    return [
        with_label("article", number, words),
        numbered(label, pages, words),
        line_of(publication.words_for_pages),
    ]


def chapter_of(publication: Publication, words: Words) -> Line:
    """The chapter; or what part it is, which `type` may say ("BibTeXing", 3.2): `Section 1.2`."""
    form = publication.form_in(words)
    if form:
        return line_of(f"{form} {publication.chapter}".strip())
    return with_label("chapter", publication.chapter, words)


def edition_of(publication: Publication, words: Words) -> Line:
    """`2nd edition`; biblatex asks for the number, BibTeX for the word `Second`."""
    edition = publication.edition
    if re.fullmatch(r"[0-9]{1,3}\.?", edition):
        edition = words.ordinal(edition.lstrip("0").rstrip("."))
    if edition and not wording.names_edition(edition):
        edition = words("venue.edition", ordinal=edition)
    return line_of(edition)


def version_of(publication: Publication, words: Words) -> Line:
    """The version of software or data."""
    version = wording.without_label("version", publication.version)
    if publication.arxiv.endswith(f"v{version}"):
        return NOTHING  # the id says it
    if not wording.is_number(version):
        return line_of(version)
    return line_of(words("venue.version", number=version))


def with_label(name: str, value: str, words: Words) -> Line:
    """A number with its label; an issue may have a name instead: `Spring`."""
    number = wording.without_label(name, value)
    if wording.is_number(number):
        return numbered(name, number, words)
    return line_of(value)


def _says_number(publication: Publication) -> bool:
    """Whether how it was published ends in its number: `European patent 1700367`."""
    return f" {publication.how_published.text}".endswith(f" {publication.number}")
