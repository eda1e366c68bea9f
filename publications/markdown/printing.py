"""The element tree of a page, handed over for its PDF as Python-Markdown has made it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from html import unescape
from typing import Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import NBSP_PLACEHOLDER
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER, HTML_PLACEHOLDER_RE

from publications.markdown.page import CurrentPage
from publications.pages.build import RAW

#: After toc (5), which gives headings their ids; before MkDocs rewrites links (0).
PRIORITY: Final = 3
_NUMBER: Final = re.compile(HTML_PLACEHOLDER.replace("%s", r"(\d+)"))
_REFERENCE: Final = re.compile(r"&(#[0-9]+|#[xX][0-9a-fA-F]+|[0-9a-zA-Z]+);")
_ESCAPED: Final = re.compile("\x02(\\d+)\x03")


class HandOver(Treeprocessor):
    """Gives the conversion of a page that becomes a PDF a copy of its tree."""

    def __init__(self, md: Markdown, page: CurrentPage) -> None:
        super().__init__(md)
        self._page = page

    def run(self, root: Element) -> None:
        """Copy the tree; raw HTML, which the converter has put aside, is in elements of its own."""
        conversion = self._page.conversion
        if not conversion.prints:
            return
        tree = deepcopy(root)
        for element in list(tree.iter()):
            self._resolve(element)
        for element in tree.iter():
            _decode(element)
        conversion.tree = tree

    def _resolve(self, parent: Element) -> None:
        """Put an element of raw HTML in the place of each placeholder.

        Placeholders are in the text before the first child and in the tails of the children, so
        that new children come between those that are there.
        """
        pieces: list[str | Element] = [*self._pieces(parent.text)]
        for child in parent:
            pieces += [child, *self._pieces(child.tail)]
            child.tail = None
        parent[:] = []
        parent.text = None
        for piece in pieces:
            _append(parent, piece)

    def _pieces(self, text: str | None) -> Iterator[str | Element]:
        """The text between placeholders, and elements in their places."""
        text = text or ""
        start = 0
        for match in HTML_PLACEHOLDER_RE.finditer(text):
            yield text[start : match.start()]
            yield from self._stashed(match[0])
            start = match.end()
        yield text[start:]

    def _stashed(self, placeholder: str) -> Iterator[Element]:
        """The element of a placeholder: what extensions put aside is one, or HTML as text.

        Nothing for a number under which nothing was put aside.
        """
        number = _NUMBER.fullmatch(placeholder)
        if number is None:
            return
        for stashed in self.md.htmlStash.rawHtmlBlocks[int(number[1]) :][:1]:
            if isinstance(stashed, Element):
                yield stashed
                continue
            raw = Element(RAW)
            raw.text = stashed
            yield raw


def _append(parent: Element, piece: str | Element) -> None:
    """Append an element, or text: to the text of the parent, or to the tail of its last child.

    So an ElementTree keeps `text <b>child</b> tail`.
    """
    if isinstance(piece, Element):
        parent.append(piece)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + piece
    else:
        parent.text = (parent.text or "") + piece


def _decode(element: Element) -> None:
    """Write text and attributes as a reader sees them: the converter has marks of its own."""
    if element.tag != RAW:
        element.text = _plain(element.text)
    element.tail = _plain(element.tail)
    element.attrib = {name: _plain(value) for name, value in element.items()}


def _plain(text: str | None) -> str:
    """A text without the converter's marks, and with characters for references.

    >>> _plain("Mai &amp; Yuen &#8211; 2019"), _plain(None)
    ('Mai & Yuen – 2019', '')
    """
    text = (text or "").replace(AMP_SUBSTITUTE, "&").replace(NBSP_PLACEHOLDER, "\u00a0")
    text = _ESCAPED.sub(lambda match: chr(int(match[1])), text)
    return _REFERENCE.sub(lambda match: unescape(match[0]), text)
