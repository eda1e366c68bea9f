"""A text, looked at from front to back: where lines begin, where braces close.

Every look is counted in `Source.looked`, in characters, so that a test can hold the cost of reading
linear. The tables cover the whole text once; no question scans the same part for each entry before
it.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right

from publications.bibtex.grammar import HEAD

_SKIPPED = re.compile(r"(?:\s++|%[^\n]*+)*+")
_COMMENT = re.compile(r"[ \t]*+%")
_BRACE = re.compile(r"[{}]")
_CLOSES = {"}": _BRACE, ")": re.compile(r"[{})]")}
_BRACE_QUOTE = re.compile(r'[{}"]')
_STEPS = {"{": 1, "}": -1}
# A braced value, but for its last brace, whose groups hold no groups: nearly all, in one step.
_SHALLOW = re.compile(r"\{(?:[^{}]++|\{[^{}]*+\})*+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BEFORE_HEAD = " \t\ufeff"  # a byte order mark, where two files were joined


class Source:
    """One text with its lines ended by LF and without byte order mark."""

    def __init__(self, text: str) -> None:
        # CR LF and CR end lines too; neither line nor column of anything else changes.
        self.text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
        self.end = len(self.text)
        self.looked = 0
        # Where each line begins, and the end of the text.
        starts = [match.end() for match in re.finditer("\n", self.text)]
        self._lines = array("q", [0, *starts])
        self._heads = self._find_heads()
        self._not_utf8 = self._find_not_utf8()
        self._braces: tuple[array[int], array[int]] | None = None

    def place(self, position: int) -> tuple[int, int]:
        r"""Line and column, from 1.

        >>> Source("@misc{a,\r\n  year = 2019}").place(11)
        (2, 3)
        """
        line = bisect_right(self._lines, position)
        return line, position - self._lines[line - 1] + 1

    def line_start(self, position: int) -> int:
        r"""Where the line of `position` begins.

        >>> Source("one\ntwo").line_start(5)
        4
        """
        return self._lines[bisect_right(self._lines, position) - 1]

    def line_end(self, position: int) -> int:
        """Where the line of `position` ends."""
        line = bisect_right(self._lines, position)
        if line == len(self._lines):
            return self.end
        return self._lines[line] - 1

    def at(self, position: int) -> str:
        """The character there, '' at the end and after it."""
        return self.text[position : position + 1]

    def find(self, pattern: re.Pattern[str], start: int, end: int) -> re.Match[str] | None:
        """The first match between `start` and `end`."""
        match = pattern.search(self.text, start, end)
        if match:
            end = match.end()
        self.looked += end - start
        return match

    def match(self, pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
        """The match that begins at `start`."""
        match = pattern.match(self.text, start)
        end = start + 1
        if match:
            end = match.end()
        self.looked += end - start
        return match

    def skip(self, position: int) -> int:
        """Past white space and `%` comments, which btparse allows within entries."""
        match = _SKIPPED.match(self.text, position)
        end = position
        if match:
            end = match.end()
        self.looked += end - position
        return end

    def commented(self, position: int, after: int) -> bool:
        """Whether a `%` from `after` on comments out the line of `position`."""
        return self.match(_COMMENT, max(self.line_start(position), after)) is not None

    # -- tables -----------------------------------------------------------------------------------

    def _find_heads(self) -> array[int]:
        """Where each `@word{` at a line's start is, and the end of the text."""
        heads = array("q")
        done = 0
        for head in HEAD.finditer(self.text):
            start = self.text.rfind("\n", done, head.start()) + 1
            # Without a line end in between both heads are in one line, and this begins none.
            if (start or not done) and not self.text[start : head.start()].strip(_BEFORE_HEAD):
                heads.append(head.start())
            done = head.end()
        self.looked += self.end
        heads.append(self.end)
        return heads

    def next_head(self, position: int) -> int:
        """The next `@word{` at a line's start, or the end of the text."""
        return self._heads[bisect_left(self._heads, position)]

    def _find_not_utf8(self) -> array[int]:
        """Where bytes are that were not UTF-8, which decoding has made lone surrogates."""
        try:
            self.text.encode()
        except UnicodeEncodeError:
            return array("q", (match.start() for match in _SURROGATE.finditer(self.text)))
        return array("q")

    def not_utf8(self, start: int, end: int) -> int:
        """The first byte in this part that was not UTF-8 (a lone surrogate by now), or -1."""
        index = bisect_left(self._not_utf8, start)
        if index < len(self._not_utf8) and self._not_utf8[index] < end:
            return self._not_utf8[index]
        return -1

    def closing(self, opening: int) -> int:
        """The brace that closes the one at `opening`, or -1.

        Braces of the whole text are matched when this is first asked: only damaged files do.
        """
        if self._braces is None:
            self._braces = self._match_braces()
        opens, closes = self._braces
        return closes[bisect_left(opens, opening)]

    def _match_braces(self) -> tuple[array[int], array[int]]:
        """The place of each opening brace, and of the one that closes it, -1 where none does."""
        opens, closes, waiting = array("q"), array("q"), array("q")
        for brace in _BRACE.finditer(self.text):
            if brace[0] == "{":
                waiting.append(len(opens))
                opens.append(brace.start())
                closes.append(-1)
            elif waiting:
                closes[waiting.pop()] = brace.start()
        self.looked += self.end
        return opens, closes

    # -- where something ends; -1 if it does not ----------------------------------------------

    def block_end(self, close: str, position: int, limit: int) -> int:
        """Past the delimiter that closes a block whose inside is at `position`.

        A brace that closes nothing does not count in parentheses.

        >>> Source("@misc{a, title = {T}} text").block_end("}", 6, 26)
        21
        >>> Source("@misc(a, note = b}) text").block_end(")", 6, 23)
        19
        """
        pattern = _CLOSES[close]
        depth = 0
        while delimiter := self.find(pattern, position, limit):
            position = delimiter.end()
            if not depth and delimiter[0] == close:
                return position
            depth = max(0, depth + _STEPS.get(delimiter[0], 0))
        return -1

    def braced_end(self, start: int, around: int) -> int:
        """Past the braced value at `start`, in the block that the brace at `around` opens.

        The value may hold lines that begin with `@word{` if the block has its closing brace, which
        is not asked of a block in parentheses (`around` is -1).
        """
        limit = self.next_head(start)
        shallow = self.find(_SHALLOW, start, limit)
        if shallow and shallow.end() < limit and self.text[shallow.end()] == "}":
            return shallow.end() + 1
        end = self.block_end("}", start + 1, limit)
        if end < 0 and limit < self.end and (around < 0 or self.closing(around) >= 0):
            end = self.closing(start) + 1
        return end or -1

    def quoted_end(self, start: int, around: int) -> int:
        """Past the quoted value at `start`, in which braces balance and hide quotation marks.

        In parentheses nothing but the next `@word{` at a line's start tells that it is unclosed.
        """
        limit = self.next_head(start)
        depth = 0
        position = start + 1
        while delimiter := self.find(_BRACE_QUOTE, position, limit):
            position = delimiter.end()
            if not depth and delimiter[0] == '"':
                return position
            depth += _STEPS.get(delimiter[0], 0)
            if depth < 0:
                return -1
        if limit < self.end and around >= 0 and self.closing(around) >= 0:
            return self._quoted_over_heads(start)
        return -1

    def _quoted_over_heads(self, start: int) -> int:
        """`quoted_end` without limit: each group of braces is one step, or nests would be many."""
        position = start + 1
        while delimiter := self.find(_BRACE_QUOTE, position, self.end):
            if delimiter[0] == '"':
                return delimiter.end()
            if delimiter[0] == "}" or self.closing(delimiter.start()) < 0:
                return -1
            position = self.closing(delimiter.start()) + 1
        return -1
