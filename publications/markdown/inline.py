"""Brackets and tags in a paragraph of Markdown, past code spans, comments and what is escaped."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from publications.markdown import prose

_PARAGRAPH: Final = re.compile(r"\n[ \t]*\n")
_SPECIAL: Final = re.compile(
    r"(?P<escape>\\.)|(?P<code>`+)|(?P<comment><!--.*?(?:-->|\Z))|(?P<tag><[/a-zA-Z][^<>]*>)"
    r"|(?P<open>\[)|(?P<close>\])",
    re.S,
)


class Token(NamedTuple):
    """What has a meaning in a paragraph: its name in the pattern, where it begins and ends."""

    name: str | None
    start: int
    end: int


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    r"""The paragraphs of Markdown that has no blocks of code, each with where it begins.

    >>> list(paragraphs("Ice.\n\nSnow."))
    [(0, 'Ice.'), (6, 'Snow.')]
    """
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        yield start, text[start : gap.start()]
        start = gap.end()
    yield start, text[start:]


def in_page(markdown: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of the prose of a page, each with where it begins in the page."""
    position = 0
    for text, is_prose in prose.pieces(markdown):
        if is_prose:
            yield from ((position + start, paragraph) for start, paragraph in paragraphs(text))
        position += len(text)


def brackets(text: str) -> dict[int, int]:
    """Where each bracket of a paragraph begins -> where it ends; none that is in code or escaped.

    >>> brackets("a [b] and `[c]`"), brackets("a [b")
    ({2: 5}, {})
    """
    ends: dict[int, int] = {}
    opened: list[int] = []
    for token in _tokens(text):
        if token.name == "open":
            opened.append(token.start)
        elif token.name == "close" and opened:
            ends[opened.pop()] = token.end
    return ends


def with_escaped_brackets(text: str) -> str:
    r"""A paragraph with a backslash before each bracket that has no end.

    Python-Markdown looks for the end of each to the end of the paragraph.

    >>> print(with_escaped_brackets("[a] [b"))
    [a] \[b
    """
    ends = brackets(text)
    parts: list[str] = []
    position = 0
    for token in _tokens(text):
        if token.name == "open" and token.start not in ends:
            parts += [text[position : token.start], "\\"]
            position = token.start
    return "".join([*parts, text[position:]])


def tags(text: str) -> Iterator[tuple[int, str]]:
    """The HTML tags of a paragraph, each with where it begins.

    >>> list(tags("a <b>c</b> `<i>`"))
    [(2, '<b>'), (6, '</b>')]
    """
    for token in _tokens(text):
        if token.name == "tag":
            yield token.start, text[token.start : token.end]


def verbatim(text: str) -> Iterator[tuple[int, int]]:
    """Where code spans, comments and tags of a paragraph begin and end.

    >>> list(verbatim("a `b` <!-- c -->"))
    [(2, 5), (6, 16)]
    """
    for token in _tokens(text):
        if token.name in ("code", "comment", "tag"):
            yield token.start, token.end


def _tokens(text: str) -> Iterator[Token]:
    """What has a meaning in a paragraph; nothing of what is in code spans."""
    ticks: dict[int, list[int]] = {}
    for run in re.finditer("`+", text):
        ticks.setdefault(len(run[0]), []).append(run.start())
    position = 0
    while match := _SPECIAL.search(text, position):
        position = match.end()
        if match["code"]:
            # A run whose first tick is escaped is of another length than it looks.
            position = _end_of_code(ticks.get(len(match[0]), []), match)
        yield Token(match.lastgroup, match.start(), position)


def _end_of_code(runs: list[int], opening: re.Match[str]) -> int:
    """The end of a code span, of runs as long as its opening one, or of that run alone."""
    following = bisect.bisect_left(runs, opening.end())
    if following == len(runs):
        return opening.end()
    return runs[following] + len(opening[0])
