"""Maths of refs.bib, in and out of TeX that holds more than maths."""

from __future__ import annotations

import re
from random import Random
from typing import Final
from xml.etree import ElementTree

from publications import tex
from tests.fuzzers import PIECES, Fuzzer, assert_harmless, assert_visible, limited, some

_TOKENS: Final = (
    *"{}{}{}()[]^_^_&$|.,'~ ab12+-=<>",
    *(
        f"\\{command} "
        for command in (
            "alpha", "frac", "sqrt", "sum", "int", "binom", "mathbb", "mathcal", "mathrm", "text",
            "mbox", "hat", "bar", "vec", "overline", "underbrace", "overset", "left", "right",
            "middle", "big", "log", "operatorname", "substack", "limits", "nolimits", "not",
            "begin{matrix}", "end{matrix}", "begin{array}{cc}", "end{array}", "begin{cases}",
            "end{cases}", "hline", "color{red}", "href{javascript:x}", "style{a}", "unicode{x3c}",
            "def", "newcommand", "hspace{9em}", "rule{1em}{1em}", "quad", "displaystyle", "limsup",
            "xrightarrow", "pmod", "dots", "prime", "mathop", "cfrac", "nicefrac", "ensuremath",
        )
    ),
    *("\\left(", "\\right)", "\\{", "\\}", "\\\\", "\\,", "\\'", "\\(", "\\)", "\\[", "\\]"),
)  # fmt: skip
_MATHS: Final = re.compile(r"m[a-z]+|none|p")
_SHAPES: Final = ("${}$", "a ${}$ b", "$${}$$", "\\({}\\)", "\\ensuremath{{{}}}", "{}", "${}")


def make(chance: Random) -> str:
    """A TeX string with maths in it."""
    pieces = _TOKENS
    if chance.random() < 0.2:
        pieces += PIECES
    return chance.choice(_SHAPES).format(some(chance, pieces, 24))


def check(source: str) -> None:
    """It is rendered as well-formed MathML that cannot act, and as text."""
    with limited():
        made = tex.parse(source)
        html = str(made.html)
        texts = (made.text, made.search)
    root = ElementTree.fromstring(f"<p>{html}</p>")  # noqa: S314 - made here
    for maths in root.iter("math"):
        assert all(_MATHS.fullmatch(str(element.tag)) for element in maths.iter()), html
    assert_harmless(f"<p>{html}</p>")
    for text in (html, *texts):
        assert_visible(text)


FUZZER: Final = Fuzzer(make, check, inputs=2_500)
