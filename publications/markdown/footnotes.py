"""Citations in the tree that Python-Markdown makes of a page: `[@key]` becomes a footnote."""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from publications.markdown import citations, inline
from publications.markdown.page import CurrentPage
from publications.markdown.registry import REFERENCE_MARK, Registry

_MANY_BRACKETS: Final = 100
# What leads to a note and back from it.
_SIGNS: Final = frozenset(("footnote-ref", "footnote-backref"))
_VERBATIM: Final = frozenset(("pre", "code", "script", "style", "textarea", "a"))


def register(md: Markdown, page: CurrentPage) -> None:
    """Register what reads citations, and what fills their footnotes.

    Where mkdocs.yml names `footnotes` further down, that takes the place of the one added here.
    """
    if "footnote" not in md.parser.blockprocessors:
        md.registerExtensions(["footnotes"], {})
    # Before footnotes (50) are collected; their text, like all other, is parsed afterwards (20).
    md.treeprocessors.register(_Cite(md, page), "publications-citations", 55)
    # After all of a note is there: repeated notes (15), what is filled in (5.5).
    md.treeprocessors.register(_Unsearched(md), "publications-unsearched", 5)
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
        for element, name in _places(root):
            text = getattr(element, name)
            if text.count("[") > _MANY_BRACKETS:
                setattr(element, name, inline.with_escaped_brackets(text))

    def _cite(self, root: Element) -> None:
        """Replace the citations by marks, and add a footnote for each publication cited.

        The registry takes unknown keys out of the blocks, so that what they cite afterwards has an
        entry; a publication that is cited again keeps its footnote.
        """
        if not self._page.build.cites:
            return
        notes = self._footnotes()
        texts = list(filter(operator.attrgetter("blocks"), self._texts(root, notes)))
        blocks = list(chain.from_iterable(text.blocks for text in texts))
        if not blocks:
            return
        registry = Registry(self._page.conversion)
        registry.validate_citation_blocks(blocks)
        for text in texts:
            text.replace(registry)
        for citation in chain.from_iterable(block.citations for block in blocks):
            notes.setFootnote(registry.label(citation), registry.reference_text(citation))

    def _texts(self, root: Element, notes: Any) -> Iterator[_Text]:
        """The texts of the page and of its footnotes, in order."""
        for element, name in _places(root):
            yield _Text(getattr(element, name), functools.partial(setattr, element, name))
        for label, note in list(notes.footnotes.items()):
            yield _Text(note, functools.partial(notes.setFootnote, label))

    def _footnotes(self) -> Any:
        """The extension `footnotes`, which has no public way to itself but by its processor."""
        processor: Any = self.md.parser.blockprocessors["footnote"]
        return processor.footnotes


class _Unsearched(Treeprocessor):
    """Keeps numbers and arrows of notes, and references, out of the index of the search.

    A reference's publication is found on its own page.  Material's reader of pages takes an
    element for ended where one of the same name inside it ends; a note has no list in it.
    """

    def run(self, root: Element) -> None:
        """Mark them, as Material and Zensical know it."""
        for link in root.iter("a"):
            if link.get("class") in _SIGNS:
                link.set("data-search-exclude", "")
        for note in root.iter("li"):
            if note.find(".//span[@class='site-reference']") is not None:
                note.set("data-search-exclude", "")


class _Text:
    """A text of the page, its citations, and how it is changed."""

    def __init__(self, text: str, change: Callable[[str], None]) -> None:
        self._text = text
        self._change = change
        self.blocks = list(citations.find(text))

    def replace(self, registry: Registry) -> None:
        """Replace each block by what the registry makes of it: `[@key]` by `[^key]`."""
        parts: list[str] = []
        position = 0
        for block in self.blocks:
            parts.append(self._text[position : block.start])
            parts.append(registry.inline_text(block))
            position = block.end
        parts.append(self._text[position:])
        self._change("".join(parts))


def _places(root: Element) -> Iterator[tuple[Element, str]]:
    """The texts that Markdown will look into: element and attribute, in order.

    The attribute is `text`, or `tail` for what follows the element within its parent. Code and
    links have no citations in them, but there may be some after them.
    """
    stack = [(root, "text")]
    while stack:
        element, name = stack.pop()
        if name == "text":
            stack.append((element, "tail"))
            if element.tag in _VERBATIM:
                continue
            stack.extend((child, "text") for child in reversed(element))
        text = getattr(element, name)
        if text and not isinstance(text, AtomicString):
            yield element, name


class _Reference(InlineProcessor):
    """Turns the mark that a citation leaves in a footnote into a hole."""

    def __init__(self, md: Markdown, page: CurrentPage) -> None:
        super().__init__(REFERENCE_MARK.format(slug=r"([\w-]+)"), md)
        self._page = page

    def handleMatch(  # type: ignore[override]  # the base class is that of an older interface
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """The hole and the part of `data` that it replaces, or nothing for an unknown slug."""
        if m[1] not in self._page.build.positions:
            return None, None, None
        publication, _ = self._page.build.publication(m[1])
        html = self._page.build.renderer.reference(publication, self._page.href)
        hole = self._page.hole(Element("p"), "span", html, "reference.html")
        return hole, m.start(0), m.end(0)
