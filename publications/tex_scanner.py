"""One pass over a TeX string, from left to right, without recursion: the pieces it is made of.

Braces and arguments lie on a stack of frames, so depth costs nothing, and every character is looked
at a bounded number of times, so that the work grows with the string's length whatever is in it.
The rules are TeX's own (The TeXbook, chapters 7 and 8): a command takes a group or the one thing
that follows it, blanks after a command made of letters vanish, a group ends what began in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Final, NamedTuple

from markupsafe import escape

from publications.tex_characters import REFERENCE, address, combine, resolve, safe_url
from publications.tex_symbols import (
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


class Piece(NamedTuple):
    """Something whose HTML is not just its escaped text: a tag, digits set low or high, maths."""

    html: str
    text: str


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
_DIGITS: Final = re.compile(r"[0-9+\-−=()]+")


@dataclass(slots=True)
class _Frame:
    """An open group, or (`done` is set) a command that waits for its argument."""

    start: int
    done: Callable[[int], None] | None = None
    tags: list[tuple[str, int]] = field(default_factory=list)


class Scanner:
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
        self.source = source
        self.pieces: list[str | Piece] = []
        self._read_maths = read_maths
        self._script_text = script
        self._frames = [_Frame(0)]
        self._open_tags: set[str] = set()
        self._accents = 0  # accents that wait for their letter
        self._in_quote = False
        self._last_apostrophe = source.rfind("'")
        self._unclosed: set[str] = set()  # what opens maths and is known to have no end
        self._closing: dict[int, int] | None = None

    def scan(self) -> list[str | Piece]:
        """The pieces of the whole string."""
        at = 0
        while at < len(self.source) and (token := _TOKEN.match(self.source, at)):
            at = self._step(token)
        while len(self._frames) > 1:  # what is still open ends with the string
            self._close()
        self._end_tags(self._frames[0])
        return self.pieces

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
                self._frames.append(_Frame(len(self.pieces)))
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

    # -- frames

    def _wait(self, done: Callable[[int], None]) -> None:
        """From here on, the next thing is an argument; `done` gets the place where it began."""
        self._frames.append(_Frame(len(self.pieces), done))

    def _settle(self) -> None:
        """One thing is complete: so are the commands that waited for it."""
        while (done := self._frames[-1].done) is not None:
            frame = self._frames.pop()
            height = len(self._frames)
            done(frame.start)
            if len(self._frames) > height:  # it wants another argument
                return

    def _unwind(self) -> None:
        """The group ends: commands that still wait get nothing more."""
        while (done := self._frames[-1].done) is not None:
            done(self._frames.pop().start)

    def _close(self) -> None:
        self._unwind()
        if len(self._frames) > 1:
            self._end_tags(self._frames.pop())
            self._settle()

    # -- characters

    def _text(self, text: str, start: int) -> int:
        """Ordinary characters: the run, or only the first one if a command waits for it."""
        if self._frames[-1].done is None:
            self._emit(text)
            return start + len(text)
        bare = text.lstrip(" ")
        self._put(bare[:1])
        return start + len(text) - len(bare) + bool(bare)

    def _put(self, characters: str) -> None:
        """One thing that is shown, if it is anything."""
        if characters:
            self._emit(characters)
            self._settle()

    def _emit(self, text: str) -> None:
        if self._accents and len(text) > 1:  # the accent will want the first character alone
            self.pieces.append(text[0])
            text = text[1:]
        self.pieces.append(text)

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

    # -- accents

    def _accent(self, command: str) -> None:
        def done(start: int) -> None:
            if not self._put_accent(start, ACCENTS[command]) and command in SPACING_ACCENTS:
                self.pieces.append(SPACING_ACCENTS[command])

        self._accents += 1
        self._wait(done)

    def _put_accent(self, start: int, mark: str) -> bool:
        """Set an accent on the first letter since `start`; say whether there was anything."""
        self._accents -= 1
        argument = self.pieces[start : start + 12]
        for place, piece in enumerate(argument, start):
            if isinstance(piece, str) and piece.strip() and len(piece) < 6:
                self.pieces[place] = combine(piece, mark)
                return True
        return any(argument)

    # -- fonts, quotes and links

    def _element(self, tag: str) -> None:
        """An HTML element around the argument; never within itself, so depth is bounded."""
        name = tag.partition(" ")[0]
        if not name or name in self._open_tags:
            self._wait(lambda start: None)
            return
        self._begin_tag(tag, name)
        self._wait(lambda start: self._end_tag(name, start - 1))

    def _switch(self, tag: str) -> None:
        """An HTML element from here to the end of the group."""
        name = tag.partition(" ")[0]
        frame = self._frames[-1]
        if frame.done is None and name not in self._open_tags:
            frame.tags.append((name, len(self.pieces)))
            self._begin_tag(tag, name)

    def _begin_tag(self, tag: str, name: str) -> None:
        self._open_tags.add(name)
        self.pieces.append(Piece(f"<{tag}>", ""))

    def _end_tag(self, name: str, start: int) -> None:
        self._open_tags.discard(name)
        if len(self.pieces) == start + 1:
            self.pieces.pop()
            return
        if name in ("sub", "sup"):
            self._shift_digits("_" if name == "sub" else "^", start + 1)
        self.pieces.append(Piece(f"</{name}>", ""))

    def _end_tags(self, frame: _Frame) -> None:
        for name, start in reversed(frame.tags):
            self._end_tag(name, start)

    def _shift_digits(self, marker: str, start: int) -> None:
        """In plain text, digits that stand low or high become Unicode's own."""
        for place, piece in enumerate(self.pieces[start:], start):
            if isinstance(piece, str) and _DIGITS.fullmatch(piece):
                self.pieces[place] = Piece(str(escape(piece)), self._script_text(marker, piece))

    def _around(self, before: str, after: str) -> None:
        self.pieces.append(before)
        self._wait(lambda start: self.pieces.append(after))

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
