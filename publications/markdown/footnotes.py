"""Citations in the tree that Python-Markdown makes of a page: `[@key]` becomes a footnote."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from publications.markdown import citations
from publications.markdown.citations import Block
from publications.markdown.page import CurrentPage
from publications.markdown.registry import REFERENCE_MARK, Registry

_VERBATIM: Final = frozenset(("pre", "code", "script", "style", "textarea", "a"))


def register(md: Markdown, page: CurrentPage) -> None:
    """Register what reads citations, and what fills their footnotes."""
    # Before footnotes (50) are collected; their text, like all other, is parsed afterwards (20).
    md.treeprocessors.register(_Cite(md, page), "publications-citations", 55)
    # Above backslash escapes (180) and emphasis, which would look into a slug.
    md.inlinePatterns.register(_Reference(md, page), "publications", 185)


class _Cite(Treeprocessor):
    """Turns citations into footnotes, as mkdocs-bibtex does with Markdown.

    Blocks of code are elements by now, so what is left to look through is prose.
    """

    def __init__(self, md: Markdown, page: CurrentPage) -> None:
        super().__init__(md)
        self._page = page

    def run(self, root: Element) -> None:
        """Change the texts of the tree, and add footnotes."""
        with self._page.conversion.faults_kept():
            self._cite(root)

    def _cite(self, root: Element) -> None:
        places = list(_texts(root))
        notes = self._footnotes()
        if notes is not None:
            for label, text in notes.footnotes.items():
                places.append((text, functools.partial(notes.setFootnote, label)))
        if not any("@" in text for text, _ in places) or not self._page.build.cites:
            return
        found = [(text, put, list(citations.find(text))) for text, put in places]
        blocks = [block for _, _, cited in found for block in cited]
        if blocks and notes is None:
            self._page.conversion.wrong(
                f"'{blocks[0]}' cites, which needs 'footnotes' under markdown_extensions"
            )
        registry = Registry(self._page.conversion)
        registry.validate_citation_blocks(blocks)
        for text, put, cited in found:
            if cited:
                put(_replaced(text, cited, registry))
        for block in blocks:
            for citation in block.citations:
                notes.setFootnote(registry.label(citation), registry.reference_text(citation))

    def _footnotes(self) -> Any:
        """The extension `footnotes`, or None."""
        if "footnote" not in self.md.parser.blockprocessors:
            return None
        processor: Any = self.md.parser.blockprocessors["footnote"]
        return processor.footnotes


def _replaced(text: str, blocks: list[Block], registry: Registry) -> str:
    parts, position = [], 0
    for block in blocks:
        parts += [text[position : block.start], registry.inline_text(block)]
        position = block.end
    return "".join((*parts, text[position:]))


def _texts(root: Element) -> Iterator[tuple[str, Callable[[str], None]]]:
    """The texts that Markdown will look into, in order, each with what changes it."""
    stack = [(root, "text")]
    while stack:
        element, name = stack.pop()
        text = getattr(element, name)
        shown = name == "tail" or element.tag not in _VERBATIM
        if shown and text and "@" in text and not isinstance(text, AtomicString):
            yield text, functools.partial(setattr, element, name)
        if name == "text":
            stack.append((element, "tail"))
            stack.extend((child, "text") for child in reversed(element) if shown)


class _Reference(InlineProcessor):
    """Turns the mark that a citation leaves in a footnote into a hole."""

    def __init__(self, md: Markdown, page: CurrentPage) -> None:
        super().__init__(REFERENCE_MARK.format(slug=r"([\w-]+)"), md)
        self._page = page

    def handleMatch(  # type: ignore[override]  # the base class is that of an older interface
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """The hole, or nothing where no such publication is."""
        if m[1] not in self._page.build.positions:
            return None, None, None
        publication, _ = self._page.build.publication(m[1])
        html = self._page.build.renderer.reference(publication, self._page.href)
        hole = self._page.hole(Element("p"), "span", html, "reference.html")
        return hole, m.start(0), m.end(0)
