"""References in words: what a reader pastes into a paper, in three styles.

The rules are those of the styles of the Citation Style Language, with which the tests compare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from markupsafe import Markup, escape

from publications.exports import citation_apa, citation_ieee, citation_vancouver
from publications.exports.citation_parts import MARK, Work, work_of
from publications.model.publication import Publication

STYLES: Final[dict[str, Callable[[Work], str]]] = {
    "APA": citation_apa.reference,
    "IEEE": citation_ieee.reference,
    "Vancouver": citation_vancouver.reference,
}


class Reference(NamedTuple):
    """A publication as a style cites it, with marks around italics; `style` is one of `STYLES`."""

    style: str
    marked: str

    @property
    def text(self) -> str:
        """The reference as plain text."""
        return self.marked.replace(MARK, "")

    @property
    def html(self) -> Markup:
        """The reference as HTML.

        >>> Reference("APA", f"{MARK}Sand & ice{MARK}, 4.").html
        Markup('<em>Sand &amp; ice</em>, 4.')
        """
        pieces = str(escape(self.marked)).split(MARK)
        pieces[1::2] = [f"<em>{italic}</em>" for italic in pieces[1::2]]
        return Markup("".join(pieces))  # noqa: S704 - escaped above


def references(publication: Publication) -> Iterator[Reference]:
    """The reference of a publication in each style."""
    work = work_of(publication)
    for style, reference in STYLES.items():
        yield Reference(style, reference(work).strip())
