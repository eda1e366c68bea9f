"""Rendered fragments as elements, which take their place in the tree of Python-Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree

from publications.pages.render import TemplateError

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

# Python keeps a text with one of these at four bytes a character, and a page has tens of copies.
_BEYOND: Final = re.compile("[\U00010000-\U0010ffff]")


def fragment(html: str, name: str) -> ElementTree.Element:
    """A rendered fragment as an element.

    Python-Markdown's serialiser leaves `&name;` in text alone, so each `&` is written as `&amp;`
    beforehand; characters beyond the basic plane are written as references; MathML and SVG lose
    their namespace.  Raises TemplateError where the fragment is
    not well-formed.
    """
    try:
        root = ElementTree.fromstring(_CONTROL.sub("", html))  # noqa: S314  # our own output
    except ElementTree.ParseError as error:
        raise TemplateError(f"template publications/{name}: not well-formed: {error}") from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        if element.text:
            element.text = _written(element.text)
        if element.tail:
            element.tail = _written(element.tail)
        for key, value in element.items():
            element.set(key, _written(value))
    return root


def sections(html: str) -> Iterator[tuple[str, str]]:
    """The ids and the titles of the sections of a publication's page.

    >>> list(sections('<div><h2 id="abstract">Abstract</h2></div>'))
    [('abstract', 'Abstract')]
    """
    for heading in fragment(html, "page.html").iter("h2"):
        yield heading.get("id", ""), heading.text or ""


def _written(text: str) -> str:
    """Text as the serialiser takes it."""
    text = text.replace("&", "&amp;")
    if text.isascii():
        return text
    return _BEYOND.sub(lambda match: f"&#{ord(match[0])};", text)
