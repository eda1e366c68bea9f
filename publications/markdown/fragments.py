"""Rendered fragments as elements, which take their place in the tree of Python-Markdown."""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree

from publications.pages.render import TemplateError

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def fragment(html: str, name: str) -> ElementTree.Element:
    """A rendered fragment as an element.

    Python-Markdown's serialiser leaves `&name;` in text alone, so each `&` is written as `&amp;`
    beforehand; MathML and SVG lose their namespace.  Raises TemplateError where the fragment is
    not well-formed.
    """
    try:
        root = ElementTree.fromstring(_CONTROL.sub("", html))  # noqa: S314  # our own output
    except ElementTree.ParseError as error:
        raise TemplateError(f"template publications/{name}: not well-formed: {error}") from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        element.text = element.text.replace("&", "&amp;") if element.text else element.text
        element.tail = element.tail.replace("&", "&amp;") if element.tail else element.tail
        for key, value in element.items():
            if "&" in value:
                element.set(key, value.replace("&", "&amp;"))
    return root
