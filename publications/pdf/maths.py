"""MathML as plain data, which the template sets as maths, and in words for those who listen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from xml.etree.ElementTree import Element

#: Elements whose children stand in a row.
_ROWS: Final = frozenset({
    "math", "mrow", "mstyle", "mpadded", "mtd", "menclose", "merror", "semantics",
})  # fmt: skip
#: Elements with text.
_TOKENS: Final = frozenset({"mi", "mn", "mo", "mtext"})
#: Elements that show nothing.
_SPACES: Final = frozenset({"mspace", "mphantom", "none"})
#: How many children each of the others has.
_CHILDREN: Final = {
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3,
    "munderover": 3,
}  # fmt: skip
_IN_WORDS: Final = {
    "mfrac": "{0}/{1}", "mroot": "root {1} of {0}", "msub": "{0}_{1}", "msup": "{0}^{1}",
    "munder": "{0}_{1}", "mover": "{0}^{1}", "msubsup": "{0}_{1}^{2}", "munderover": "{0}_{1}^{2}",
}  # fmt: skip


def data(element: Element) -> dict[str, Any] | None:
    """An element and those within as data; None where one of them is unknown.

    An element of `_CHILDREN` with more or fewer children than it has is unknown as well.

    >>> from xml.etree.ElementTree import fromstring
    >>> data(fromstring("<mrow><mi>x</mi><mspace/></mrow>"))
    {'kind': 'row', 'of': [{'kind': 'mi', 'text': 'x'}, {'kind': 'space'}]}
    >>> data(fromstring("<mfrac><mi>x</mi></mfrac>")) is None
    True
    """
    tag = element.tag
    children = list(element)
    if tag in _ROWS:
        return _with_children("row", children)
    if tag == "msqrt":
        return _around("msqrt", [_with_children("row", children)])
    if tag == "mtable":
        return _around("table", [_with_children("row", list(row)) for row in children])
    if tag in _TOKENS:
        return {"kind": tag, "text": element.text or ""}
    if tag in _SPACES:
        return {"kind": "space"}
    if _CHILDREN.get(tag) == len(children):
        return _with_children(tag, children)
    return None


def _with_children(kind: str, children: Iterable[Element]) -> dict[str, Any] | None:
    """Data of this kind of all children; None where one of them is unknown."""
    return _around(kind, list(map(data, children)))


def _around(kind: str, parts: list[dict[str, Any] | None]) -> dict[str, Any] | None:
    """Data of this kind around other data; None where one of them is None."""
    if None in parts:
        return None
    return {"kind": kind, "of": parts}


def in_words(element: Element) -> str:
    """The formula on one line, as a screen reader says it in place of the maths.

    >>> from xml.etree.ElementTree import fromstring
    >>> in_words(fromstring("<msup><mi>n</mi><mn>2</mn></msup>"))
    'n^2'
    """
    tag = element.tag
    if tag == "mspace":
        return " "
    parts = list(map(in_words, element))
    if _CHILDREN.get(tag) == len(parts):
        return _IN_WORDS[tag].format(*map(_grouped, parts))
    if tag == "msqrt":
        return f"√({''.join(parts)})"
    if tag in ("mtable", "mtr"):
        return f"({', '.join(parts)})"
    return (element.text or "").strip() + "".join(parts)


def _grouped(words: str) -> str:
    """A part of a fraction, root, index or exponent: in brackets, unless it is one word or sign.

    >>> _grouped("n+1"), _grouped("12")
    ('(n+1)', '12')
    """
    if len(words) < 2 or words.isalnum():
        return words
    return f"({words})"
