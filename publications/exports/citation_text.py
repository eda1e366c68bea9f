"""References in words: what a reader pastes into a paper, in three styles.

The rules are those of the styles of the Citation Style Language, with which the tests compare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from publications.exports import citation_apa, citation_ieee, citation_vancouver
from publications.exports.citation_parts import MARK, Work, work_of
from publications.model.publication import Publication

STYLES: Final[dict[str, Callable[[Work], str]]] = {
    "APA": citation_apa.reference,
    "IEEE": citation_ieee.reference,
    "Vancouver": citation_vancouver.reference,
}


class Run(NamedTuple):
    """A piece of a reference, set in italics or not."""

    text: str
    italic: bool


class Reference(NamedTuple):
    """A publication as a style cites it; `style` is one of `STYLES`."""

    style: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The reference as plain text."""
        return "".join(run.text for run in self.runs)


def references(publication: Publication) -> Iterator[Reference]:
    """The reference of a publication in each style."""
    work = work_of(publication)
    for style, reference in STYLES.items():
        yield Reference(style, _runs(reference(work).strip()))


def _runs(marked: str) -> tuple[Run, ...]:
    """The pieces of a text between its marks, every second one in italics; none is empty.

    >>> _runs(f"{MARK}Sand{MARK}, 4.")
    (Run(text='Sand', italic=True), Run(text=', 4.', italic=False))
    """
    runs = []
    for number, text in enumerate(marked.split(MARK)):
        if text:
            runs.append(Run(text, italic=number % 2 == 1))
    return tuple(runs)
