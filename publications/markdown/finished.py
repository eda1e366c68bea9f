"""The element tree of a finished page, freed as soon as it is text.

The converter keeps the tree until Python looks for cycles; that of 5,000 papers takes 45 MB.
"""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

_LAST: Final = -1000
_FIRST: Final = 1000


def register(md: Markdown) -> None:
    """Free the trees of a converter."""
    last = _Last(md)
    md.treeprocessors.register(last, "publications_finished", _LAST)
    md.postprocessors.register(_Free(last), "publications_finished", _FIRST)


class _Last(Treeprocessor):
    """Remembers the tree when all others are done with it."""

    root: Element | None = None

    def run(self, root: Element) -> None:
        """Remember the root."""
        self.root = root


class _Free(Postprocessor):
    """Frees the tree, which is text by now; toc has headings processed before that."""

    def __init__(self, last: _Last) -> None:
        super().__init__()
        self._last = last

    def run(self, text: str) -> str:
        """Take the tree apart, since processors of blocks keep parts of it; the text stays."""
        if self._last.root is not None:
            for element in list(self._last.root.iter()):
                element.clear()
            self._last.root = None
        return text
