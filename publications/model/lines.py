"""Lines of text, as HTML and as plain Unicode, and how they are joined."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from markupsafe import Markup, escape

from publications.model import wording
from publications.model.breaks import isolated, tied
from publications.tex import Tex
from publications.words import Words


class Line(NamedTuple):
    """A line of text, as HTML and as plain Unicode."""

    html: Markup
    text: str

    def __bool__(self) -> bool:
        return bool(self.text)


_NO_BREAK: Final = "\u00a0"
#: The empty line.
NOTHING: Final = Line(Markup(""), "")


def numbered(name: str, number: str, words: Words) -> Line:
    """`vol. 16`, which no line breaks in two; as text it has the blank that one looks for."""
    if not number:
        return NOTHING
    before, _, after = words(f"venue.{name}").partition("{number}")
    text = f"{before}{number}{after}"
    html = tied(f"{before.replace(' ', _NO_BREAK)}{number}{after.replace(' ', _NO_BREAK)}")
    if " " not in text and not text.isascii():  # `第16卷`, where a line may end before any letter
        html = Markup('<span class="site-unbroken">{}</span>').format(html)
    return Line(html, text)


def line_of(part: Tex | str) -> Line:
    """A text as a line, without commas at its end."""
    if not part:
        return NOTHING
    if isinstance(part, str):
        text = part.rstrip(" ,;")
        return Line(isolated(tied(text), text), text)
    if part.text.endswith((",", ";")):
        return line_of(part.text)
    return Line(isolated(part.rendered(tied), part.text), part.text)


def joined(separator: str, lines: Iterable[Line]) -> Line:
    """The lines that are not empty, with the separator between them, as `wording.joined` has it."""
    pieces: list[Markup] = []
    text = ""
    for line in lines:
        if line.text:
            between = wording.between(text, separator)
            pieces += (escape(between), line.html)
            text += between + line.text
    return Line(Markup("".join(pieces)), text)  # noqa: S704 - each piece is HTML
