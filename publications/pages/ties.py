"""HTML of texts in which no line ends where a reader would stumble.

Kept together: a short word and the hyphen before it (`COVID-19`), the ends of a range (`262–277`),
and within a name initials and particles with what follows them (`J. van den Berg`).
"""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup, escape

from publications.model.person import Person, is_east_asian
from publications.tex import Tex

# Scripts that have blanks between words; in the others a line may end nearly anywhere. Lengths are
# limited, so that what is tied fits into the narrowest column.
_LETTER: Final = r"[0-9A-Za-z\u00c0-\u1fff]"
_TIED: Final = re.compile(
    rf"""(?:{_LETTER}|['’.]){{1,16}}(?:[-\u2010]{_LETTER}{{1,4}}(?!{_LETTER}))+  # COVID-19
       | (?<!{_LETTER}){_LETTER}[-\u2010]{_LETTER}{{1,16}}                        # e-mail
       | {_LETTER}{{1,12}}\u2013(?=[A-Za-z]{{0,3}}\d){_LETTER}{{1,12}}            # 262–277
    """,
    re.VERBOSE,
)
_INITIAL: Final = re.compile(r"[^\W\d_]\.?(?:[-\u2010]?[^\W\d_]\.)*", re.UNICODE)


def tied(text: str) -> Markup:
    """A text as HTML."""
    pieces: list[str] = []
    end = 0
    for match in _TIED.finditer(text):
        pieces.append(escape(text[end : match.start()]))
        pieces.append(f'<span class="site-tied">{escape(match[0])}</span>')
        end = match.end()
    pieces.append(escape(text[end:]))
    return Markup("".join(pieces))  # noqa: S704 - each part was escaped or made here


def title(text: Tex) -> Markup:
    """A title as HTML without links, to be the text of one."""
    return text.rendered(tied, links=False)


def name(person: Person) -> Markup:
    """A name as HTML."""
    words = [*person.given.split(), *person.prefix.split(), *person.family.split()]
    if not words or is_east_asian("".join(words)):
        return tied(person.name)
    particles = range(len(person.given.split()), len(words) - len(person.family.split()))
    html = tied(words[0])
    for position, word in enumerate(words[1:]):
        blank = " "
        if position in particles or _keeps_to(words[position], word, len(words) - position - 2):
            blank = "\u00a0"
        html += blank + tied(word)
    if person.suffix:
        html += ",\u00a0" + tied(person.suffix)
    return html


def _keeps_to(before: str, word: str, left: int) -> bool:
    """Whether one of two words is an initial: the first, or the second where it ends the name."""
    if _INITIAL.fullmatch(before):
        return True
    return not left and _INITIAL.fullmatch(word) is not None
