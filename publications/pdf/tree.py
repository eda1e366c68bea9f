"""The element tree of a page as blocks: plain data for the template, and what has no equal there.

A block is a mapping with a `kind`: heading, paragraph, list, terms, group, quote, code, table,
rule, image. The classes of its element are in `style`, so that the template can set apart what they
set apart on the page. What only a screen shows (buttons, forms, scripts) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from publications.pages.build import RAW
from publications.pdf.runs import (
    INLINE,
    Node,
    Remark,
    Runs,
    Words,
    classes,
    is_left_out,
    mark,
    parts,
    words_of,
)

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_PARAGRAPHS: Final = frozenset(("p", "summary", "figcaption", "address", "legend", "label"))
_GROUPS: Final = frozenset(
    ("div", "section", "article", "header", "footer", "main", "aside", "nav", "figure", "details")
)
#: The link to the BibTeX of a publication, which is attached to the PDF.
_CITE: Final = "cite"
#: All names of a publication, where its list folds them.
_ALL_NAMES: Final = "details[@class='site-more']/p"
#: Code in a fence, which the highlighter has made HTML of.
_HIGHLIGHTED: Final = re.compile(r'\s*<(?:div class="[^"]*highlight|pre\b)')
#: How long the data of an item may be for it to be kept on one page, which holds three times that.
_LONG: Final = 6_000


class Reader:
    """Reads a tree.  `link` makes absolute addresses of those in it, `image` names of files.

    Both are empty where there is none.  `marks` are the blocks that stand for comments: `contacts`.
    """

    def __init__(
        self,
        link: Callable[[str], str],
        image: Callable[[str], str],
        marks: Mapping[str, Sequence[Node]],
    ) -> None:
        self._runs = Runs(link)
        self._image_of = image
        self._marks = marks
        self._level = 0
        self._after_heading = False
        self._readers: dict[str, Callable[[Element], Iterator[Node]]] = {
            **dict.fromkeys(_HEADINGS, self._heading),
            **dict.fromkeys(_PARAGRAPHS, self._paragraph_of),
            **dict.fromkeys(_GROUPS, self._group),
            **dict.fromkeys(("ul", "ol"), self._list),
            "dl": self._terms,
            "blockquote": self._quote,
            "pre": self._code,
            "table": self._table,
            "hr": self._rule,
            "img": self._image,
        }

    @property
    def remarks(self) -> Sequence[Remark]:
        """What has no equal in the PDF."""
        return self._runs.remarks

    def read(self, root: Element) -> list[Node]:
        """The blocks of a page."""
        hrefs = {link.get("href", "") for link in root.iter("a")}
        ids = {each.get("id", "") for tag in ("li", *_HEADINGS) for each in root.iter(tag)}
        self._runs.targets = frozenset(each for each in ids if each and f"#{each}" in hrefs)
        return [*self._blocks(root)]

    def _blocks(self, parent: Element) -> Iterator[Node]:
        """The blocks in an element; text between them is in paragraphs."""
        text: list[Element | str] = []
        for part in parts(parent):
            if isinstance(part, str) or part.tag in INLINE:
                text.append(part)
            elif not is_left_out(part):
                yield from self._paragraph(text)
                text = []
                yield from self._block(part)
        yield from self._paragraph(text)

    def _block(self, element: Element) -> Iterator[Node]:
        """The blocks that an element becomes; one that has no equal becomes those in it.

        A group is no block between a heading and the one that follows it.
        """
        tag = element.tag
        self._runs.note_lost(element)
        if tag not in self._readers:
            message = f"<{tag}> has no equal in the PDF: its text is there, without its form"
            self._runs.remark(message, words_of(element))
            yield from self._blocks(element)
            return
        yield from self._readers[tag](element)
        if tag not in _GROUPS:
            self._after_heading = tag in _HEADINGS

    def _heading(self, element: Element) -> Iterator[Node]:
        """A heading one level below the one before at most, as PDF/UA-1 asks (7.4.2)."""
        level = int(element.tag[1])
        if level > self._level + 1:
            message = f"a heading of level {level} after one of level {self._level}"
            if not self._level:
                message = f"the first heading is of level {level}"
            message += f": the PDF has it as one of level {self._level + 1}"
            self._runs.remark(message, words_of(element))
            level = self._level + 1
        self._level = level
        yield {
            "kind": "heading",
            "level": level,
            "follows": self._after_heading,
            "body": self._runs.of(element),
            **self._named(element),
        }

    def _paragraph_of(self, element: Element) -> Iterator[Node]:
        """The paragraph that an element is."""
        return self._paragraph(parts(element), classes(element))

    def _paragraph(
        self, pieces: Iterable[Element | str], style: Sequence[str] = ()
    ) -> Iterator[Node]:
        """A paragraph where there is text; images and what comments stand for are below it."""
        text: list[Element | str] = []
        below: list[Node] = []
        for piece in pieces:
            if isinstance(piece, str):
                text.append(piece)
            elif mark(piece) in self._marks:
                below += self._marks[mark(piece)]
            elif piece.tag == "img":
                below += self._image(piece)
            elif piece.tag == RAW and _HIGHLIGHTED.match(piece.text or ""):
                below.append({"kind": "code", "text": Words(piece.text or "").text.strip("\n")})
            else:
                text.append(piece)
        body = self._runs.of_parts(text)
        if body:
            yield {"kind": "paragraph", "style": list(style), "body": body}
        yield from below

    def _list(self, element: Element) -> Iterator[Node]:
        """A list, without the link to the BibTeX of a publication."""
        items = [
            _measured({"body": [*self._blocks(item)], **self._named(item)})
            for item in element
            if not is_left_out(item) and not _is_to_cite(item)
        ]
        if items:
            yield {
                "kind": "list",
                "style": classes(element),
                "ordered": element.tag == "ol",
                "start": int(element.get("start", "1")),
                "items": items,
            }

    def _terms(self, element: Element) -> Iterator[Node]:
        """Terms with their explanations, which HTML allows to be in a `div` together.

        Several terms may share several explanations; the next term begins another entry.
        """
        entries: list[Node] = []
        for child in _terms_and_texts(element):
            if child.tag == "dd" and entries:
                entries[-1]["texts"].append(list(self._blocks(child)))
                continue
            if not entries or entries[-1]["texts"]:
                entries.append({"terms": [], "texts": []})
            entries[-1]["terms"].append(self._runs.of(child))
        items = list(map(_measured, entries))
        yield {"kind": "terms", "style": classes(element), "items": items}

    def _group(self, element: Element) -> Iterator[Node]:
        """What a group holds; of the names that a list folds all."""
        names = element.find(_ALL_NAMES)
        if names is not None:
            yield from self._paragraph(parts(names), ["site-item__authors"])
            return
        body = [*self._blocks(element)]
        if body:
            yield {"kind": "group", "style": classes(element), "body": body}

    def _quote(self, element: Element) -> Iterator[Node]:
        """A quotation, which holds blocks."""
        yield {"kind": "quote", "body": list(self._blocks(element))}

    def _code(self, element: Element) -> Iterator[Node]:
        """Code, with its blanks and lines."""
        yield {"kind": "code", "text": "".join(element.itertext()).strip("\n")}

    def _rule(self, _element: Element) -> Iterator[Node]:
        """A rule across the page."""
        yield {"kind": "rule"}

    def _table(self, element: Element) -> Iterator[Node]:
        """A table, whose rows are filled up to the longest one, as Typst needs them."""
        rows = [list(map(self._runs.of, row)) for row in element.iter("tr")]
        columns = max(map(len, rows), default=0)
        for row in rows:
            row += [[] for _ in range(columns - len(row))]
        heads = len(element.findall("thead/tr"))
        yield {"kind": "table", "columns": columns, "heads": rows[:heads], "rows": rows[heads:]}

    def _image(self, element: Element) -> Iterator[Node]:
        """An image with its alt; without an alt nothing, and where it cannot be set, the alt."""
        source, alt = element.get("src", ""), element.get("alt", "")
        if not alt.strip():
            self._runs.remark("an image without alt is not in the PDF", source)
            return
        name = self._image_of(source)
        if not name:
            message = f"an image that cannot be set is not in the PDF, its alt is: {source}"
            self._runs.remark(message, source)
            body: Node = {"kind": "text", "text": alt}
            yield {"kind": "paragraph", "style": [], "body": [body]}
            return
        yield {"kind": "image", "source": name, "alt": alt}

    def _named(self, element: Element) -> Node:
        """The id of an element that a link of the page leads to."""
        anchor = element.get("id", "")
        if anchor not in self._runs.targets:
            return {}
        return {"id": anchor}


def _measured(item: Node) -> Node:
    """An item with whether it may be broken, because it might be longer than a page."""
    return {**item, "long": len(repr(item)) > _LONG}


def _terms_and_texts(element: Element) -> Iterator[Element]:
    """The terms and explanations of a list, without those of lists within them."""
    for child in element:
        if child.tag in ("dt", "dd"):
            yield child
        else:
            yield from _terms_and_texts(child)


def _is_to_cite(item: Element) -> bool:
    """Whether an item of a list of links is the one to the BibTeX."""
    link = item.find("a")
    return link is not None and link.get("data-rel") == _CITE
