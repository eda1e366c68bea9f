"""Which lines of a Markdown page are prose, and not a block of code or raw HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_FENCE: Final = re.compile(r"[ \t>]*(?P<fence>`{3,}|~{3,})(?P<info>.*)")
_HTML: Final = re.compile(r" {0,3}<(?P<tag>!--|pre\b|script\b|style\b|textarea\b)")
_INDENTED: Final = re.compile(r"(?: {4}|\t)[ \t]*\S")
_CONTAINER: Final = re.compile(r"[*+:-]\s|\d+[.)]\s|\[\^[^\]]+\]:|!!!|\?\?\?|===|///|<")


def pieces(markdown: str) -> Iterator[tuple[str, bool]]:
    """The Markdown in pieces, each with whether it is prose, and no block of code or raw HTML.

    Together they are the whole text, so that a place in a piece can be told in the page.
    """
    lines = _Lines()
    piece: list[str] = []
    piece_is_prose = True
    for line in markdown.splitlines(keepends=True):
        prose = lines.is_prose(line)
        if prose != piece_is_prose and line.strip():
            yield "".join(piece), piece_is_prose
            piece, piece_is_prose = [], prose
        piece.append(line)
    yield "".join(piece), piece_is_prose


def lines(markdown: str) -> list[str]:
    r"""The lines of a page, empty where they are not prose, so that their numbers stay.

    >>> lines("See [@mai2019].\n\n~~~\n[@key]\n~~~\n")
    ['See [@mai2019].', '', '', '', '', '']
    """
    masked = ""
    for text, is_prose in pieces(markdown):
        if not is_prose:
            text = "\n" * text.count("\n")
        masked += text
    return masked.split("\n")


class _Lines:
    """The lines of a page, read from top to bottom: which are prose.

    Indented lines are code after an empty line, unless the text before them begins something that
    they may belong to, such as a list.
    """

    def __init__(self) -> None:
        self._fence = ""
        self._html_end = ""
        self._above = ""
        self._in_paragraph = False

    def is_prose(self, line: str) -> bool:
        """Whether the next line is prose."""
        prose = self._judge(line)
        self._in_paragraph = prose and bool(line.strip())
        return prose

    def _judge(self, line: str) -> bool:
        """Whether a line is prose, for what was opened above it; remember what it opens itself."""
        if self._fence:
            self._close_fence(line)
            return False
        if self._html_end:
            if self._html_end in line:
                self._html_end = ""
            return False
        fence = _FENCE.match(line)
        if fence and "`" not in fence["info"]:
            self._fence = fence["fence"]
            return False
        html = _HTML.match(line)
        if html:
            return self._open_html(html)
        if _INDENTED.match(line):
            return self._in_paragraph or _CONTAINER.match(self._above) is not None
        if line.strip():
            self._above = line.strip()
        return True

    def _close_fence(self, line: str) -> None:
        """End the block of code where the line is a fence as long as the one that opened it.

        One with a word after it (`~~~ python`) ends none, as CommonMark has it ("Fenced code
        blocks").
        """
        fence = _FENCE.match(line)
        if fence is None or fence["info"].strip():
            return
        if fence["fence"].startswith(self._fence):
            self._fence = ""

    def _open_html(self, html: re.Match[str]) -> bool:
        """Read the first line of a comment, or of an element that shows no prose."""
        end = f"</{html['tag']}>"
        if html["tag"] == "!--":
            end = "-->"
        if end in html.string[html.end() :]:
            return end == "-->"  # what follows the comment may cite
        self._html_end = end
        return False
