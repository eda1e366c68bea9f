"""Lists of publications, which a builder keeps from the search and puts back into the page.

The pages of the publications are what a search finds; it would parse the long lists all the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from publications.markdown.page import CurrentPage

#: After all that rewrite text or links.
PRIORITY: Final = -900
_NUMBER: Final = "data-publications-list"


class SetAside(Treeprocessor):
    """Puts an empty element in the place of each list, where the builder asks for that."""

    def __init__(self, md: Markdown, page: CurrentPage) -> None:
        super().__init__(md)
        self._page = page

    def run(self, root: Element) -> None:
        """Give the lists to the conversion as HTML."""
        conversion = self._page.conversion
        if conversion.lists is None or conversion.faults:
            return
        for element in self._page.lists:
            tail, element.tail = element.tail, None
            html = self.md.serializer(element).encode("utf-8")  # half the memory
            element.clear()
            element.tag, element.tail = "div", tail
            element.set(_NUMBER, str(len(conversion.lists)))
            conversion.lists.append(html)


def put_back(content: str, lists: Iterable[bytes]) -> str:
    """The page with its lists in the places of those elements."""
    pieces: list[str] = []
    for number, html in enumerate(lists):
        before, _, content = content.partition(f'<div {_NUMBER}="{number}"></div>')
        pieces += (before, html.decode("utf-8"))
    return "".join([*pieces, content])
