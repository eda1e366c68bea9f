"""Elements of a page that BeautifulSoup has read, typed: one element, one attribute."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag


def one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    """The first element of a selector, which there must be."""
    element = page.select_one(selector)
    assert element is not None, f"no {selector}"
    return element


def attribute(element: Tag, *names: str) -> str:
    """The first of these attributes that an element has, as text; otherwise the empty string."""
    for name in names:
        if name in element.attrs:
            return str(element[name])
    return ""
