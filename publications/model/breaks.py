"""HTML of plain text in which no line ends where a reader would stumble.

A short word keeps to the hyphen before it (`COVID-19`), and a range to its dash (`262–277`).
"""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup, escape

_RIGHT_TO_LEFT: Final = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]"
)
# Scripts that have blanks between words; in the others a line may end nearly anywhere. Lengths are
# limited, so that what is tied fits into the narrowest column.
_LETTER: Final = r"[0-9A-Za-z\u00c0-\u1fff]"
_DASH: Final = re.compile(r"[-\u2010\u2013]")
_TIED: Final = re.compile(
    rf"""(?:{_LETTER}|['’.]){{1,16}}(?:[-\u2010]{_LETTER}{{1,4}}(?!{_LETTER}))+  # COVID-19
       | (?<!{_LETTER}){_LETTER}[-\u2010]{_LETTER}{{1,16}}                        # e-mail
       | {_LETTER}{{1,12}}\u2013(?=[A-Za-z]{{0,3}}\d){_LETTER}{{1,12}}            # 262–277
    """,
    re.VERBOSE,
)


def isolated(html: Markup, text: str) -> Markup:
    """HTML of a text in an element that keeps what stands around it out of its direction.

    Without right-to-left letters in the text there is no need for one.
    """
    if _RIGHT_TO_LEFT.search(text):
        return Markup("<bdi>{}</bdi>").format(html)
    return html


def tied(text: str) -> Markup:
    """A text as HTML."""
    if not _DASH.search(text):
        return escape(text)
    pieces: list[str] = []
    end = 0
    for match in _TIED.finditer(text):
        pieces.append(escape(text[end : match.start()]))
        pieces.append(f'<span class="site-tied">{escape(match[0])}</span>')
        end = match.end()
    pieces.append(escape(text[end:]))
    return Markup("".join(pieces))  # noqa: S704 - each part was escaped or made here
