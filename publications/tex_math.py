"""Maths as MathML, and the sub- and superscripts that Unicode has."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final
from xml.etree.ElementTree import Element, tostring

from latex2mathml import exceptions
from latex2mathml.converter import Converter

# What XML 1.0 cannot hold or what would turn the reading direction of its surroundings.
UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)

# latex2mathml is recursive, and its own macros could grow without bound.
_LONGEST: Final = 1500
_DEEPEST: Final = 24
_DEFINES: Final = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|[egx]?def|let|(?:re)?newenvironment|DeclareMathOperator)"
)
# The elements and the attributes of MathML Core (W3C) that latex2mathml makes and that cannot act.
_ELEMENTS: Final = frozenset(
    {
        "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mstyle",
        "mpadded", "mphantom", "menclose", "msub", "msup", "msubsup", "munder", "mover",
        "munderover", "mmultiscripts", "mprescripts", "none", "mtable", "mtr", "mtd", "merror",
    }
)  # fmt: skip
_ATTRIBUTES: Final = frozenset(
    {
        "mathvariant", "stretchy", "fence", "form", "separator", "lspace", "rspace", "accent",
        "accentunder", "linethickness", "columnalign", "columnlines", "rowlines", "displaystyle",
        "scriptlevel", "minsize", "maxsize", "movablelimits", "largeop", "symmetric", "notation",
        "width",
    }
)  # fmt: skip
_HARMLESS_VALUE: Final = re.compile(r"[a-z -]{1,80}|[+-]?\d?(?:\.\d{1,4})?(?:em|ex|%)?")
_REFERENCE: Final = re.compile(r"&#x([0-9A-Fa-f]{1,6});")
# latex2mathml names 13 ways to fail, and runs into these on TeX that it does not foresee.
_FAILURES: Final[tuple[type[Exception], ...]] = (
    ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, StopIteration,
    TypeError, ValueError,
    *(e for e in vars(exceptions).values() if isinstance(e, type) and issubclass(e, Exception)),
)  # fmt: skip


class _UnfitError(ValueError):
    """What latex2mathml made is not fit to be shown."""


@lru_cache(maxsize=4096)
def mathml(source: str) -> str | None:
    """The maths as `<math>` without `xmlns`, or None where latex2mathml does not understand it.

    Only elements and attributes that cannot act are let through; every text is escaped once.
    """
    if len(source) > _LONGEST or _depth(source) > _DEEPEST or _DEFINES.search(source):
        return None
    try:
        root = Converter().convert_to_element(source)
        _cleanse(root)
        return tostring(root, encoding="unicode", short_empty_elements=False)
    except _FAILURES:
        return None


def _depth(source: str) -> int:
    """How many braces are open at once at most."""
    depth = deepest = 0
    for character in source:
        depth += (character == "{") - (character == "}")
        deepest = max(deepest, depth)
    return deepest


def _cleanse(root: Element) -> None:
    """Resolve latex2mathml's written character references; refuse what is not plain MathML.

    Raises:
        _UnfitError: an element that is not presentation MathML, or TeX left over in the text.
    """
    level = [root]
    for _ in range(2 * _DEEPEST):
        for element in level:
            if element.tag not in _ELEMENTS:
                raise _UnfitError(element.tag)
            element.attrib = {
                name: value
                for name, value in element.attrib.items()
                if name in _ATTRIBUTES and _HARMLESS_VALUE.fullmatch(value)
            }
            element.text = _characters(element.text or "")
            element.tail = None
        level = [child for element in level for child in element]
        if not level:
            return
    raise _UnfitError("too deep")


def _characters(text: str) -> str:
    if "\\" in text or "{" in text or "}" in text:
        raise _UnfitError(text)
    if text == "&#x0007E;":  # latex2mathml's \sim
        return "∼"
    return UNPRINTABLE.sub("", _REFERENCE.sub(lambda found: chr(int(found[1], 16)), text))


def _scripts(kind: str) -> dict[str, str]:
    """Character -> its superscript (`<super>`) or subscript (`<sub>`), by Unicode's own data."""
    table: dict[str, str] = {}
    for block in (
        (0xB2, 0xBA),
        (0x2070, 0x209D),
        (0x1D2C, 0x1D6B),
        (0x2B0, 0x2B9),
        (0x2C7C, 0x2C7D),
    ):
        for code in range(*block):
            how, _, base = unicodedata.decomposition(chr(code)).partition(" ")
            if how == kind and " " not in base:
                table.setdefault(chr(int(base, 16)), chr(code))
    table["-"] = table["−"]
    return table


SUBSCRIPTS: Final = _scripts("<sub>")
SUPERSCRIPTS: Final = _scripts("<super>") | {
    "∘": "°", "°": "°", "′": "′", "″": "″", "*": "*", "∗": "*", "†": "†", "‡": "‡",
}  # fmt: skip
DOUBLE_STRUCK: Final = dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True))


def script(marker: str, text: str) -> str:
    """A sub- (`_`) or superscript (`^`) of maths in plain text: `x²`, `x^α`, `x^(a+b)`."""
    table = SUPERSCRIPTS if marker == "^" else SUBSCRIPTS
    if all(character in table for character in text):
        return "".join(table[character] for character in text)
    return marker + (text if len(text) == 1 else f"({text})")
