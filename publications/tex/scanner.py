"""One pass over a TeX string, from left to right: what each token of it does.

Every character is looked at a bounded number of times, so that the work grows with the string's
length whatever is in it. The rules are TeX's own (The TeXbook, chapters 7 and 8): a command takes a
group or the one thing that follows it, blanks after a command made of letters vanish, a group ends
what began in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import ClassVar, Final

from markupsafe import escape

from publications.tex.builder import Builder, Piece
from publications.tex.characters import REFERENCE, address, resolve
from publications.tex.symbols import (
    ACCENTS,
    AROUND,
    HIDDEN,
    MATHS_ONLY,
    SPACING_ACCENTS,
    STARRED,
    SWITCHES,
    SYMBOLS,
    TAGS,
)
from publications.tex.url import safe_url

_TOKEN: Final = re.compile(
    rf"""
      (?P<reference>{REFERENCE.pattern})
    | \\(?P<word>[A-Za-z]+)
    | \\(?P<sign>.|\Z)
    | (?P<open>\{{)
    | (?P<close>\}})
    | (?P<dollar>\$\$?)
    | (?P<script>[_^])
    | (?P<ligature>``|''|`|'|[?!]`|---?|~)
    | (?P<text>[^\\{{}}$&_^`'~?!-]+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_BLANKS: Final = re.compile(r" *")
_BRACE: Final = re.compile(r"\\.|[{}]", re.DOTALL)
_DOLLARS: Final = re.compile(r"\\.|\$\$?", re.DOTALL)
_OPTION: Final = re.compile(r"\[[^\[\]{}]{0,200}\](?= *\{)")
_LENGTH: Final = re.compile(r"\*?(?: *\[[^\[\]{}]{0,40}\])?")
_ABSOLUTE: Final = re.compile(r"[A-Za-z]+:")


class Scanner(Builder):
    """Makes the pieces of one string; used once.

    Args:
        source: the string, with white space already made blanks.
        read_maths: makes a piece of the inside of `$…$`.
        script: makes plain text of digits that stand low (`_`) or high (`^`).
    """

    ligatures: ClassVar[Mapping[str, str]] = {
        "``": "“", "''": "”", "?`": "¿", "!`": "¡", "--": "–", "---": "—", "~": "\u00a0",
    }  # fmt: skip

    def __init__(
        self,
        source: str,
        read_maths: Callable[[str], Piece],
        script: Callable[[str, str], str],
    ) -> None:
        super().__init__(script)
        self.source = source
        self._read_maths = read_maths
        self._in_quote = False
        self._last_apostrophe = source.rfind("'")
        self._unclosed: set[str] = set()  # what opens maths and is known to have no end
        self._closing: dict[int, int] | None = None

    def scan(self) -> list[str | Piece]:
        """The pieces of the whole string."""
        at = 0
        while at < len(self.source) and (token := _TOKEN.match(self.source, at)):
            at = self._step(token)
        return self.finish()

    def _step(self, token: re.Match[str]) -> int:
        """Take one token; return where the next one begins."""
        end = token.end()
        match token.lastgroup:
            case "text":
                return self._text(token[0], token.start())
            case "word":
                return self._word(token["word"], end)
            case "sign":
                return self._sign(token["sign"], end)
            case "open":
                self._open()
            case "close":
                self._close()
            case "dollar":
                return self._dollar(token[0], end)
            case "script":
                self._script(token[0], end)
            case "ligature":
                self._put(self._ligature(token[0], end))
            case _:
                self._put(resolve(token))
        return end

    # -- characters

    def _text(self, text: str, start: int) -> int:
        """Ordinary characters: the run, or only the first one if a command waits for it."""
        if not self._waits():
            self._emit(text)
            return start + len(text)
        bare = text.lstrip(" ")
        self._put(bare[:1])
        return start + len(text) - len(bare) + bool(bare)

    def _ligature(self, mark: str, end: int) -> str:
        """Quotes, dashes and ties; a single ' is a quote's end only where one was opened."""
        if mark == "`" and end <= self._last_apostrophe:
            self._in_quote = True
            return "‘"
        if mark == "'" and self._in_quote and not self.source[end : end + 1].isalpha():
            self._in_quote = False
            return "’"
        return self.ligatures.get(mark, mark)

    # -- commands

    def _sign(self, sign: str, end: int) -> int:
        """A command of one character that is no letter."""
        if sign in ("(", "["):
            return self._maths_to("\\)" if sign == "(" else "\\]", end)
        if sign == "\\":  # a new line, perhaps with a distance
            self._put(" ")
            length = _LENGTH.match(self.source, end)
            return length.end() if length else end
        if sign in ACCENTS:
            self._accent(sign)
        else:
            self._put(SYMBOLS.get(sign, ""))
        return end

    def _word(self, word: str, end: int) -> int:
        """A command made of letters; the blanks behind it vanish with it, unknown ones too."""
        if word in STARRED and self.source.startswith("*", end):
            end += 1
        at = self._skip_blanks(end)
        if word == "a" and (accent := self.source[end : end + 1]) in ("'", "`", "="):
            self._accent(accent)  # LaTeX's spelling where \' has another meaning
            return end + 1
        if word in SYMBOLS:
            self._put(SYMBOLS[word])
        elif word in ACCENTS:
            self._accent(word)
        elif word in TAGS:
            self._element(TAGS[word])
        elif word in SWITCHES:
            self._switch(SWITCHES[word])
        elif word in AROUND:
            self._around(*AROUND[word])
        elif word in HIDDEN:
            return self._hide(HIDDEN[word], at)
        elif word in ("href", "url", "nolinkurl", "path"):
            return self._link(word, at)
        elif word == "ensuremath":
            return self._maths_argument(at)
        elif word in MATHS_ONLY:
            return self._undollared(word, end)
        elif option := _OPTION.match(self.source, end):
            return option.end()
        return at

    def _accent(self, command: str) -> None:
        def done(start: int) -> None:
            if not self._put_accent(start, ACCENTS[command]) and command in SPACING_ACCENTS:
                self.pieces.append(SPACING_ACCENTS[command])

        self._accents += 1
        self._wait(done)

    def _hide(self, arguments: int, at: int) -> int:
        """Pass over arguments that are not shown."""
        for _ in range(arguments):
            at = self._skip_blanks(at)
            if option := _OPTION.match(self.source, at):
                at = self._skip_blanks(option.end())
            at = self._closers().get(at, at - 1) + 1
        return at

    def _closers(self) -> dict[int, int]:
        """Where each group that has an end ends (found once, when first asked for)."""
        if self._closing is None:
            self._closing = {}
            opened: list[int] = []
            for brace in _BRACE.finditer(self.source):
                if brace[0] == "{":
                    opened.append(brace.start())
                elif brace[0] == "}" and opened:
                    self._closing[opened.pop()] = brace.start()
        return self._closing

    def _skip_blanks(self, at: int) -> int:
        blanks = _BLANKS.match(self.source, at)
        return blanks.end() if blanks else at

    def _link(self, command: str, at: int) -> int:
        r"""`\url{address}` or `\href{address}{text}`; an address that is not safe is only text."""
        close = self._closers().get(at)
        if close is None:
            return at
        target = address(self.source[at + 1 : close])
        labelled = command == "href" and self.source.startswith("{", self._skip_blanks(close + 1))
        link = safe_url(target) if command in ("href", "url") else ""
        if not labelled and not _ABSOLUTE.match(link):
            link = ""  # `\url{example.org}` names a host as often as a file: only text
        self._element(f'a href="{escape(link)}"' if link else "")
        if not labelled:
            self._put(target or " ")
        return close + 1

    # -- maths

    def _dollar(self, mark: str, end: int) -> int:
        """Maths up to the next dollar; one that has no other is only a dollar."""
        if mark not in self._unclosed:
            for found in _DOLLARS.finditer(self.source, end):
                if found[0].startswith(mark):
                    self._put_maths(self.source[end : found.start()])
                    return found.start() + len(mark)
            self._unclosed.add(mark)
        self._put("$" if mark == "$" else "")
        return end

    def _maths_to(self, closer: str, end: int) -> int:
        close = -1 if closer in self._unclosed else self.source.find(closer, end)
        if close < 0:
            self._unclosed.add(closer)
            return end
        self._put_maths(self.source[end:close])
        return close + len(closer)

    def _maths_argument(self, at: int) -> int:
        close = self._closers().get(at)
        if close is None:
            return at
        self._put_maths(self.source[at + 1 : close])
        return close + 1

    def _undollared(self, word: str, end: int) -> int:
        """A command that only maths knows, with its groups, where no dollars stand around it."""
        close = end
        if option := _OPTION.match(self.source, end):
            close = option.end()
        for _ in range(MATHS_ONLY[word]):
            close = self._closers().get(self._skip_blanks(close), close - 1) + 1
        if close == end:
            return self._skip_blanks(end)
        self._put_maths("\\" + word + self.source[end:close])
        return close

    def _put_maths(self, inside: str) -> None:
        self.pieces.append(self._read_maths(inside))
        self._settle()

    def _script(self, marker: str, end: int) -> None:
        """`_` and `^` before a brace, where TeX would begin maths by itself."""
        if self.source.startswith("{", end):
            self._element("sub" if marker == "_" else "sup")
        else:
            self._put(marker)
