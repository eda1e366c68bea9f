"""MathML as plain data, which the template sets as maths, and in words for those who listen."""

from __future__ import annotations

from typing import Any, Final
from xml.etree.ElementTree import Element

#: Elements whose children stand in a row.
_ROWS: Final = frozenset({
    "math", "mrow", "mstyle", "mpadded", "mtd", "menclose", "merror", "semantics",
})  # fmt: skip
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
    """An element and those within as data; None where one of them is unknown."""
    if element.tag in _ROWS:
        return _with_children("row", list(element))
    if element.tag == "msqrt":
        row = _with_children("row", list(element))
        return {"kind": "msqrt", "of": [row]} if row else None
    if element.tag in ("mi", "mn", "mo", "mtext"):
        return {"kind": element.tag, "text": element.text or ""}
    if element.tag in ("mspace", "mphantom", "none"):
        return {"kind": "space"}
    if element.tag in _CHILDREN and len(element) == _CHILDREN[element.tag]:
        return _with_children(element.tag, list(element))
    if element.tag == "mtable":
        return _table(element)
    return None


def in_words(element: Element) -> str:
    """The formula on one line: `O(n^2)`."""
    if element.tag == "mspace":
        return " "
    parts = [in_words(child) for child in element]
    if element.tag in _IN_WORDS and len(parts) == _CHILDREN[element.tag]:
        return _IN_WORDS[element.tag].format(*map(_grouped, parts))
    if element.tag == "msqrt":
        return f"√({''.join(parts)})"
    if element.tag in ("mtable", "mtr"):
        return f"({', '.join(parts)})"
    return (element.text or "").strip() + "".join(parts)


def _grouped(words: str) -> str:
    return words if len(words) < 2 or words.isalnum() else f"({words})"


def _with_children(kind: str, children: list[Element]) -> dict[str, Any] | None:
    parts = [data(child) for child in children]
    if None in parts:
        return None
    return {"kind": kind, "of": parts}


def _table(element: Element) -> dict[str, Any] | None:
    rows = [_with_children("row", list(row)) for row in element]
    if None in rows:
        return None
    return {"kind": "table", "of": rows}
