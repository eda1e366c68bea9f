"""HTML of titles and names in which no line ends where a reader would stumble.

Within a name initials and particles keep to what follows them (`J. van den Berg`), and everywhere
what `model.breaks` keeps together.
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from typing import Final

from markupsafe import Markup

from publications.model import languages
from publications.model.breaks import isolated, tied
from publications.model.person import Person, is_east_asian, is_elided
from publications.model.publication import Publication
from publications.model.shared import shared
from publications.tex import Tex

_INITIAL: Final = re.compile(r"[^\W\d_]\.?(?:[-\u2010]?[^\W\d_]\.)*", re.UNICODE)


def title(text: Tex, *, links: bool = False) -> Markup:
    """A title as HTML, without links if it is to be the text of one."""
    return isolated(text.rendered(tied, links=links), text.text)


@shared
def title_of(publication: Publication, page_language: str, *, links: bool = False) -> Markup:
    """A publication's title with its language, where that is not the page's."""
    html = title(publication.title, links=links)
    if languages.is_same(publication.language, page_language):
        return html
    return Markup('<span lang="{}">{}</span>').format(publication.language, html)


@lru_cache(maxsize=4096)  # people come again and again
def name(person: Person) -> Markup:
    """A name as HTML."""
    words = [*person.given.split(), *person.prefix.split(), *person.family.split()]
    if not words or is_east_asian("".join(words)):
        return tied(person.name)
    particles = range(len(person.given.split()), len(words) - len(person.family.split()))
    text = words[0]
    for position, (before, word) in enumerate(itertools.pairwise(words)):
        blank = _between(before, word, is_last=position == len(words) - 2)
        if position in particles:
            blank = _after_particle(before)
        text += blank + word
    if person.suffix:
        text += ",\u00a0" + person.suffix
    return isolated(tied(text), person.name)


def _after_particle(particle: str) -> str:
    r"""What is between a particle and the next word: nothing in `d'Alembert`.

    >>> _after_particle("van"), _after_particle("d'")
    ('\xa0', '')
    """
    if is_elided(particle):
        return ""
    return "\u00a0"


def _between(before: str, word: str, *, is_last: bool) -> str:
    r"""What is between two words: an initial keeps to the next, or to the one before at the end.

    >>> _between("J.", "Mai", is_last=True), _between("Guangcan", "M.", is_last=True)
    ('\xa0', '\xa0')
    >>> _between("Guangcan", "M.", is_last=False)
    ' '
    """
    initials = [before]
    if is_last:
        initials.append(word)
    if any(map(_INITIAL.fullmatch, initials)):
        return "\u00a0"
    return " "
