"""Maths as MathML, by latex2mathml; nothing that it makes is trusted."""

from __future__ import annotations

import re
from itertools import pairwise
from operator import itemgetter
from typing import Final
from xml.etree.ElementTree import Element, tostring

from latex2mathml import exceptions
from latex2mathml.converter import Converter

from publications.tex import braces
from publications.tex.characters import FORBIDDEN
from publications.tex.symbols import TABLES

# latex2mathml is recursive, and its own macros could grow without bound.
_LONGEST: Final = 1500
_DEEPEST: Final = 24
_ALIGNED: Final = re.compile(r"(?<=\{)(?:aligned|gathered)(?=\})")
_DEFINES: Final = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|[egx]?def|let|(?:re)?newenvironment|DeclareMathOperator)"
)
# The elements and attributes of MathML Core (W3C) that latex2mathml makes and that cannot act.
_ELEMENTS: Final = frozenset({
    "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mstyle",
    "mpadded", "mphantom", "menclose", "msub", "msup", "msubsup", "munder", "mover", "munderover",
    "mmultiscripts", "mprescripts", "none", "mtable", "mtr", "mtd", "merror",
})  # fmt: skip
_ATTRIBUTES: Final = frozenset({
    "mathvariant", "stretchy", "fence", "form", "separator", "lspace", "rspace", "accent", "width",
    "accentunder", "linethickness", "columnalign", "columnlines", "rowlines", "displaystyle",
    "scriptlevel", "minsize", "maxsize", "movablelimits", "largeop", "symmetric", "notation",
})  # fmt: skip
_ALPHABETS: Final = {name: str.maketrans(*rows) for name, rows in TABLES["alphabets"].items()}
# Elements whose children stand in a row.
_ROWS: Final = frozenset({"math", "mrow", "mstyle", "mpadded", "msqrt", "mtd"})
_MAY_BE_NAMES: Final = frozenset({"mi", "msub", "msup", "msubsup"})
_NAME: Final = re.compile(r"[^\W\d_]{2,}")
# Words, and lengths below 10em: a longer one would be laid over the page.
_HARMLESS_VALUE: Final = re.compile(r"[a-z -]{1,80}|[+-]?\d?(?:\.\d{1,4})?(?:em|ex|%)?")
_TEX: Final = re.compile(r"[\\{}$]|&(?!#)")
_REFERENCE: Final = re.compile(r"&#x([0-9A-Fa-f]{1,6});")
# latex2mathml names 13 ways to fail, and runs into these on TeX that it does not foresee.
_FAILURES: Final[tuple[type[Exception], ...]] = (
    ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, StopIteration,
    TypeError, ValueError,
    *(e for e in vars(exceptions).values() if isinstance(e, type) and issubclass(e, Exception)),
)  # fmt: skip


def mathml(source: str) -> str | None:
    """The maths as `<math>` without `xmlns`, or None where latex2mathml does not understand it.

    Only elements and attributes that cannot act are let through; every text is escaped once.
    """
    depths = map(itemgetter(1), braces.with_depths(braces.BRACE.finditer(source)))
    if len(source) > _LONGEST or max(depths, default=0) > _DEEPEST or _DEFINES.search(source):
        return None
    source = _ALIGNED.sub("split", source)
    try:
        root = Converter().convert_to_element(source)
        _cleanse(root)
        return tostring(root, encoding="unicode", short_empty_elements=False)
    except _FAILURES:
        return None


def _cleanse(element: Element, depth: int = 0) -> None:
    """Resolve latex2mathml's written character references; refuse what is not plain MathML.

    Raises:
        ValueError: an element that is not presentation MathML or too deep, or TeX left over.
    """
    if element.tag not in _ELEMENTS or depth > 2 * _DEEPEST:
        raise ValueError(element.tag)
    element.attrib = dict(filter(_is_harmless, element.attrib.items()))
    alphabet = _ALPHABETS.get(element.get("mathvariant", ""), {})
    element.text = _characters(element.text or "").translate(alphabet)
    element.tail = None
    if element.tag in _ROWS:
        _space_names(element)
    for child in element:
        _cleanse(child, depth + 1)


def _space_names(parent: Element) -> None:
    """Put a thin space after the names of functions (`log n`), which MathML sets as variables."""
    for position, (element, following) in reversed(list(enumerate(pairwise(parent)))):
        if _is_name(element) and following.tag not in ("mo", "mspace"):
            parent.insert(position + 1, Element("mspace", width="0.167em"))


def _is_name(element: Element) -> bool:
    """Whether an element is the name of a function, perhaps with something above or below."""
    base = (*element, element)[0]
    return element.tag in _MAY_BE_NAMES and _NAME.fullmatch(base.text or "") is not None


def _is_harmless(attribute: tuple[str, str]) -> bool:
    """Whether an attribute is of MathML Core and its value cannot act."""
    name, value = attribute
    return name in _ATTRIBUTES and _HARMLESS_VALUE.fullmatch(value) is not None


def _characters(text: str) -> str:
    """An element's text; TeX that latex2mathml passed on as it was is not fit."""
    if _TEX.search(text):
        raise ValueError(text)
    text = text.replace("&#x0007E;", "∼")  # its \sim
    return FORBIDDEN.sub("", _REFERENCE.sub(lambda match: chr(int(match[1], 16)), text))
