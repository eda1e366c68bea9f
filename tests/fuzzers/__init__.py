"""What a fuzzer is, and what all of them need: pieces of text, judgements of what was made."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from random import Random
from typing import Final, NamedTuple

import html5lib

#: The processor time that one input, a few thousand characters, may take on a busy machine.
LONGEST: Final = 5.0
#: What has a meaning in one of the languages that a text of refs.bib comes through.
PIECES: Final = (
    *"{}()[]<>\"'`~@#%&$^_=|\\/*+-:;,.!? \n\t",
    "\\{", "\\}", "\\\\", "--", "---", "``", "''", "~~~", "```", "///", "/// publications\n",
    "{{", "}}", "{%", "%}", "[@a]", "![](x)", "[^1]", "<!--", "-->", "]]>", "</script>",
    "<script>hacked()</script>", "<img src=x onerror=hacked()>", '" onclick="hacked()',
    "javascript:hacked()", "https://example.org/", "10.1000/x", "2401.00001", "&amp;", "&#60;",
    "\\'{e}", "\\emph{", "\\href{javascript:hacked()}{x}", "\\url{", "$x^2$", "\\(", "\\unknown ",
    " and ", " and others", "et al.", "family=", "2020", "1--9", "1/2020", "..", "true", "none",
    "word", "é", "中", "e\u0301\u0301", "\u2003", "\u2028", "\u200b", "\u202e", "\u2066", "\ufffe",
    "\uffff", "\x00", "\x1b[31m", "\x85", "\U0001f600",
)  # fmt: skip
_URL_ATTRIBUTES: Final = ("action", "data", "formaction", "href", "src", "srcdoc", "xlink:href")
_ACTIVE: Final = frozenset(("base", "embed", "frame", "iframe", "object"))
_SCHEME: Final = re.compile(r"[\x00-\x20]*(?:java|vb)script:|[\x00-\x20]*data:", re.IGNORECASE)
#: What no output keeps: controls, what turns text around, what is no character.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    "\ufffe\uffff\U0001fffe\U0001ffff]"
)


class Fuzzer(NamedTuple):
    """Makes inputs of one kind and judges what comes of them.

    `make` gives the same text for the same random numbers. `check` raises where anything is wrong.
    `inputs` is how many inputs take about five seconds.
    """

    make: Callable[[Random], str]
    check: Callable[[str], None]
    inputs: int


def some(chance: Random, pieces: Sequence[str], most: int) -> str:
    """Up to `most` pieces; now and then one of them many times."""
    chosen = chance.choices(pieces, k=chance.randint(0, most))
    if chosen and chance.random() < 0.1:
        place = chance.randrange(len(chosen))
        chosen[place] *= chance.randint(2, 300)
    return "".join(chosen)


def damaged(chance: Random, text: str, most: int, pieces: Sequence[str] = PIECES) -> str:
    """The text with up to `most` parts left out, written twice, or replaced."""
    for _ in range(chance.randint(0, most)):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.choice((0, 1, 1, 2, 10)))
        new = chance.choice(("", text[start:end] * 2, chance.choice(pieces)))
        text = text[:start] + new + text[end:]
    return text


@contextmanager
def limited(seconds: float = LONGEST) -> Iterator[None]:
    """Fail where the block takes longer, in processor time."""
    start = time.process_time()
    yield
    taken = time.process_time() - start
    assert taken < seconds, f"took {taken:.1f} s"


def assert_visible(text: str) -> None:
    """Fail where a text holds what no output may."""
    match = _UNSEEN.search(text)
    assert match is None, f"{match[0]!a} in {text[:500]!a}"


def assert_harmless(html: str) -> None:
    """Fail where HTML, as a browser reads it, could act."""
    root = html5lib.parse(html, namespaceHTMLElements=False)
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in _ACTIVE, element.tag
        if element.tag == "script":
            assert element.get("type") == "application/ld+json", element.text
        for name, value in element.items():
            assert not str(name).startswith("on"), f"{name}={value}"
            if name in _URL_ATTRIBUTES:
                assert not _SCHEME.match(value), f"{name}={value}"
