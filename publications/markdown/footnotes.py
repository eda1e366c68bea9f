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
from publications.markdown.citations import REFERENCE_MARK, Block, Registry
from publications.markdown.page import CurrentPage

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
        places = [place for place in _texts(root) if "@" in place[0]]
        if not places or not self._page.build.cites:
            return
        notes = self._footnotes()
        written = notes.footnotes if notes is not None else {}
        places += [
            (text, functools.partial(notes.setFootnote, label))
            for label, text in written.items()
            if "@" in text
        ]
        found = [(text, put, list(citations.find(text))) for text, put in places]
        blocks = [block for _, _, blocks in found for block in blocks]
        if blocks and notes is None:
            self._page.build.wrong(
                f"'{blocks[0]}' cites, which needs 'footnotes' under markdown_extensions"
            )
        registry = Registry(self._page.build)
        registry.validate_citation_blocks(blocks)
        for text, put, here in found:
            if here:
                put(_replaced(text, here, registry))
        for citation in (c for block in blocks for c in block.citations):
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
    stack: list[tuple[Element, bool]] = [(root, False)]
    while stack:
        element, left = stack.pop()
        name = "tail" if left else "text"
        text = getattr(element, name)
        verbatim = not left and element.tag in _VERBATIM
        if text and not verbatim and not isinstance(text, AtomicString):
            yield text, functools.partial(setattr, element, name)
        if not left:
            stack.append((element, True))
            stack += [] if verbatim else [(child, False) for child in reversed(element)]


class _Reference(InlineProcessor):
    """Turns the mark that a citation leaves in a footnote into a hole."""

    def __init__(self, md: Markdown, page: CurrentPage) -> None:
        super().__init__(REFERENCE_MARK.format(slug=r"([\w-]+)"), md)
        self._page = page

    def handleMatch(  # type: ignore[override]  # the base class is that of an older interface
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """The hole, or nothing where no such publication is."""
        if m[1] not in self._page.build.slugs:
            return None, None, None
        publication, _ = self._page.build.publication(m[1])
        html = self._page.build.renderer.reference(publication, self._page.href)
        hole = self._page.hole(Element("p"), "span", html, "reference.html")
        return hole, m.start(0), m.end(0)
