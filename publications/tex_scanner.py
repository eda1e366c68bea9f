"""One pass over a TeX string, from left to right, without recursion: the pieces it is made of.

Braces and arguments lie on a stack of frames, so depth costs nothing, and every character is looked
at a bounded number of times, so that the work grows with the string's length whatever is in it.
The rules are TeX's own (The TeXbook, chapters 7 and 8): a command takes a group or the one thing
that follows it, blanks after a command made of letters vanish, a group ends what began in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from latex2mathml.symbols_parser import convert_symbol
from markupsafe import escape

from publications.tex_math import DOUBLE_STRUCK, UNPRINTABLE, mathml, script
from publications.tex_symbols import (
    ACCENTS,
    AROUND,
    HIDDEN,
    MATH_ACCENTS,
    PAIRS,
    SPACING_ACCENTS,
    STARRED,
    SWITCHES,
    SYMBOLS,
    TAGS,
)


class Piece(NamedTuple):
    """Something whose HTML is not just its escaped text: a tag, an entity, maths."""

    html: str
    text: str


# The references that XML itself knows; publishers write them, with or without TeX's backslash.
REFERENCE: Final = re.compile(
    r"(?:\{\\&\}|\\?&)"
    r"(?:(?:\{\\[#]\}|\\?[#])(?:[xX](?P<hex>[0-9A-Fa-f]{1,6})|(?P<dec>[0-9]{1,7}))"
    r"|(?P<name>amp|lt|gt|quot|apos));"
)
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_TOKEN: Final = re.compile(
    rf"""
      (?P<reference>{REFERENCE.pattern})
    | \\(?P<word>[A-Za-z]+)
    | \\(?P<sign>.|\Z)
    | (?P<open>\{{)
    | (?P<close>\}})
    | (?P<dollar>\$\$?)
    | (?P<script>[_^])
    | (?P<quote>``|''|`|'|[?!]`)
    | (?P<dash>---?)
    | (?P<tie>~)
    | (?P<text>[^\\{{}}$&_^`'~?!-]+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_BLANKS: Final = re.compile(r" *")
_BRACE: Final = re.compile(r"\\.|[{}]", re.DOTALL)
_OPTION: Final = re.compile(r"\[[^\[\]{}]{0,200}\](?= *\{)")
_LENGTH: Final = re.compile(r" *\[[^\[\]{}]{0,40}\]")
_TO_DOLLAR: Final = {
    "$": re.compile(r"([^$\\]*(?:\\.[^$\\]*)*)\$", re.DOTALL),
    "$$": re.compile(r"((?:[^$\\]|\\.)*)\$\$", re.DOTALL),
}
_QUOTES: Final = {"``": "“", "''": "”", "?`": "¿", "!`": "¡"}
_PRIMES: Final = {"''": "″", "'": "′", "`": "‘", "``": "“", "?`": "?", "!`": "!"}
_SCRIPTED: Final = re.compile(r"[0-9+\-−=()]+")
_SHORT: Final = 40

_SAFE_SCHEMES: Final = frozenset({"http", "https", "mailto", "ftp"})
_DROPPED_BY_BROWSERS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028\u2029]")
_URL_ESCAPE: Final = re.compile(
    r"\\textasciitilde *(?:\{\})?|\\[~^](?:\{\})?|\$\\sim\$|\\([^A-Za-z])|\\[A-Za-z]+ *|[{}]|\\\Z"
)


def resolve(found: re.Match[str]) -> str:
    """The character that a reference (`&lt;`, `&#8211;`) stands for, if it can be printed."""
    if found["name"]:
        return _NAMED[found["name"]]
    code = int(found["hex"], 16) if found["hex"] else int(found["dec"])
    character = chr(code) if code <= 0x10FFFF else ""
    return " " if character.isspace() else UNPRINTABLE.sub("", character)


def combine(base: str, mark: str) -> str:
    """A letter with an accent, composed (NFC) where Unicode has the letter."""
    base = {"ı": "i", "ȷ": "j"}.get(base, base)
    if mark == "\u0307" and base in ("i", "j"):
        return base
    return unicodedata.normalize("NFC", base + mark)


def safe_url(address: str) -> str:
    """An address that may become a link (http, https, mailto, ftp or relative), or nothing.

    Browsers drop control characters before they look for the scheme; so does this.
    """
    address = _DROPPED_BY_BROWSERS.sub("", address).strip().replace(" ", "%20").replace("\\", "%5C")
    before, colon, _ = re.split(r"[/?#]", address, maxsplit=1)[0].partition(":")
    return "" if colon and before.lower() not in _SAFE_SCHEMES else address


def _address(raw: str) -> str:
    r"""What `\url` and `\href` mean by their first argument: TeX's escapes undone."""
    raw = REFERENCE.sub(resolve, raw)

    def plain(found: re.Match[str]) -> str:
        if found[1]:
            return "" if found[1] in "-/" else found[1]
        return (
            "^"
            if found[0].startswith("\\^")
            else "~"
            if found[0][1:]
            and found[0][0] in "\\$"
            and ("~" in found[0] or "tilde" in found[0] or "sim" in found[0])
            else ""
        )

    return _URL_ESCAPE.sub(plain, raw).strip()


@dataclass(slots=True)
class _Frame:
    """An open group, or (`done` is set) a command that waits for its argument."""

    start: int
    done: Callable[[int], None] | None = None
    tags: list[tuple[str, int]] = field(default_factory=list)


class Scanner:
    """Makes the pieces of one string; used once.  `maths`: the string is the inside of `$…$`."""

    def __init__(self, source: str, *, maths: bool = False) -> None:
        self.source = source
        self.maths = maths
        self.pieces: list[str | Piece] = []
        self._frames = [_Frame(0)]
        self._open_tags: set[str] = set()
        self._accents = 0
        self._in_quote = False
        self._last_apostrophe = source.rfind("'")
        self._unclosed: set[str] = set()
        self._closing: dict[int, int] | None = None

    def scan(self) -> list[str | Piece]:
        """The pieces of the whole string."""
        at = 0
        while at < len(self.source):
            if (token := _TOKEN.match(self.source, at)) is None:
                break  # never: its last part takes anything
            at = self._step(token)
        self._unwind()
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
            case "quote":
                self._character(self._quote(token[0], end))
            case "dash":
                self._character(token[0] if self.maths else "—" if len(token[0]) == 3 else "–")
            case "tie":
                self._character(" " if self.maths else "\u00a0")
            case _:
                self._character(resolve(token))
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

    # -- plain things

    def _text(self, text: str, start: int) -> int:
        """Ordinary characters: the run, or only the first one if a command waits for it."""
        if self._frames[-1].done is None:
            self._emit(text)
            return start + len(text)
        bare = text.lstrip(" ")
        if bare:
            self._character(bare[0])
        return start + len(text) - len(bare) + bool(bare)

    def _character(self, characters: str) -> None:
        if characters:
            self._emit(characters)
            self._settle()

    def _emit(self, text: str) -> None:
        if self._accents and len(text) > 1:  # the accent will want the first character alone
            self.pieces.append(text[0])
            text = text[1:]
        self.pieces.append(text)

    def _quote(self, mark: str, end: int) -> str:
        if self.maths:
            return _PRIMES[mark]
        if mark == "`" and end <= self._last_apostrophe:
            self._in_quote = True
            return "‘"
        if mark == "'" and self._in_quote and not self.source[end : end + 1].isalpha():
            self._in_quote = False
            return "’"
        return _QUOTES.get(mark, mark)

    # -- commands

    def _sign(self, sign: str, end: int) -> int:
        """A command of one character that is no letter."""
        if sign in ("(", "[") and not self.maths:
            return self._maths_to("\\)" if sign == "(" else "\\]", end)
        if sign in ACCENTS and not self.maths:
            self._accent(sign)
        elif sign == "\\":
            length = _LENGTH.match(self.source, end + self.source.startswith("*", end))
            self._character(" ")
            return length.end() if length else end + self.source.startswith("*", end)
        else:
            self._character(SYMBOLS.get(sign, ""))
        return end

    def _word(self, word: str, end: int) -> int:
        """A command made of letters; the blanks behind it vanish with it."""
        if word in STARRED and self.source.startswith("*", end):
            end += 1
        at = self._skip_blanks(end)
        if word in SYMBOLS:
            self._symbol(SYMBOLS[word], blank=at > end, at=at)
        elif word in ACCENTS:
            self._accent(word)
        elif word in TAGS:
            self._element(TAGS[word])
        elif word in SWITCHES:
            self._switch(SWITCHES[word])
        elif word in HIDDEN:
            return self._hide(HIDDEN[word], at)
        elif word in ("href", "url", "nolinkurl", "path", "ensuremath"):
            return self._verbatim(word, at)
        elif word in AROUND:
            self._around(*AROUND[word])
        else:
            return self._maths_word(word, end, at)
        return at

    def _maths_word(self, word: str, end: int, at: int) -> int:
        """A command that belongs into maths, or one that nobody knows: its name is lost."""
        if word in PAIRS:
            self._pair(*PAIRS[word])
        elif word in MATH_ACCENTS:
            self._accents += 1
            self._wait(lambda start: self._put_maths_accent(start, MATH_ACCENTS[word]))
        elif word == "sqrt":
            index = re.compile(r"\[ *(\w) *\]").match(self.source, at)
            self._emit((script("^", index[1]) if index else "") + "√")
            self._bracketed()
            return index.end() if index else at
        elif word in ("mathbb", "mathds"):
            self._wait(self._double_struck)
        elif word in ("left", "right", "middle"):
            return at + self.source.startswith(".", at)
        elif self.maths and (code := convert_symbol("\\" + word)):
            self._symbol(chr(int(code, 16)), blank=at > end, at=at)
        elif option := _OPTION.match(self.source, end):
            return option.end()
        return at

    def _symbol(self, symbol: str, *, blank: bool, at: int) -> None:
        """A command that stands for characters; in maths, words and relations keep room around."""
        if self.maths and self._frames[-1].done is None:
            before = str(self._tail())[-1:]
            is_word = len(symbol) > 1 and symbol.isalpha()
            roomy = is_word or (blank and unicodedata.category(symbol[:1] or " ") == "Sm")
            if roomy and (before.isalnum() or before in (")", "]")):
                self._emit(" ")
            follows = self.source[at : at + 1]
            if roomy and (blank or (is_word and (follows == "\\" or follows.isalnum()))):
                symbol += " "
        self._character(symbol)

    def _tail(self) -> str:
        last = self.pieces[-1] if self.pieces else ""
        return last if isinstance(last, str) else last.text

    def _hide(self, arguments: int, at: int) -> int:
        """Pass over arguments that are not shown."""
        for _ in range(arguments):
            at = self._skip_blanks(at)
            if (option := _OPTION.match(self.source, at)) is not None:
                at = self._skip_blanks(option.end())
            if self.source.startswith("{", at):
                at = self._closers().get(at, at - 1) + 1
        return at

    def _verbatim(self, word: str, at: int) -> int:
        """A command whose argument is not text: an address, or maths."""
        close = self._closers().get(at)
        if close is None:
            return at
        inside = self.source[at + 1 : close]
        if word == "ensuremath":
            self._put_maths(inside)
            return close + 1
        address = _address(inside)
        link = "" if word in ("nolinkurl", "path") else safe_url(address)
        tag = f'a href="{escape(link)}"' if link else ""
        self._element(tag)
        if word == "href" and self.source.startswith("{", self._skip_blanks(close + 1)):
            return close + 1
        self._character(address or " ")
        return close + 1

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

    def _put_maths_accent(self, start: int, mark: str) -> None:
        """Set an accent on a single letter; over more it would only stand on the first."""
        if len([piece for piece in self.pieces[start : start + 12] if piece]) == 1:
            self._put_accent(start, mark)
        else:
            self._accents -= 1

    def _put_accent(self, start: int, mark: str) -> bool:
        """Set an accent on the first letter since `start`; say whether there was anything."""
        self._accents -= 1
        argument = self.pieces[start : start + 12]
        for place, piece in enumerate(argument, start):
            if isinstance(piece, str) and piece and len(piece) < 6:
                self.pieces[place] = combine(piece, mark)
                return True
        return bool(argument)

    # -- fonts, quotes and links

    def _element(self, tag: str) -> None:
        """An HTML element around the argument; never within itself, so depth is bounded."""
        name = tag.partition(" ")[0]
        if not name or self.maths or name in self._open_tags:
            self._wait(lambda start: None)
            return
        self._begin_tag(tag, name)
        self._wait(lambda start: self._end_tag(name, start - 1))

    def _switch(self, tag: str) -> None:
        name = tag.partition(" ")[0]
        frame = self._frames[-1]
        if frame.done is None and not self.maths and name not in self._open_tags:
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
            self._raise_digits("_" if name == "sub" else "^", start + 1)
        self.pieces.append(Piece(f"</{name}>", ""))

    def _end_tags(self, frame: _Frame) -> None:
        for name, start in reversed(frame.tags):
            self._end_tag(name, start)

    def _raise_digits(self, marker: str, start: int) -> None:
        """In plain text, digits in a sub- or superscript become Unicode's own."""
        for place in range(start, len(self.pieces)):
            piece = self.pieces[place]
            if isinstance(piece, str) and _SCRIPTED.fullmatch(piece):
                self.pieces[place] = Piece(str(escape(piece)), script(marker, piece))

    def _around(self, before: str, after: str) -> None:
        self.pieces.append(before)
        self._wait(lambda start: self.pieces.append(after))

    # -- maths

    def _dollar(self, mark: str, end: int) -> int:
        if self.maths:
            return end
        found = None if mark in self._unclosed else _TO_DOLLAR[mark].match(self.source, end)
        if found is not None:
            self._put_maths(found[1])
            return found.end()
        self._unclosed.add(mark)
        self._character("$" if mark == "$" else "")
        return end

    def _maths_to(self, closer: str, end: int) -> int:
        close = -1 if closer in self._unclosed else self.source.find(closer, end)
        if close < 0:
            self._unclosed.add(closer)
            return end
        self._put_maths(self.source[end:close])
        return close + len(closer)

    def _put_maths(self, source: str) -> None:
        self.pieces.append(_maths(source) if len(source) < _SHORT else _read_maths(source))
        self._settle()

    def _script(self, marker: str, end: int) -> None:
        """`_` and `^`: in maths, or before a brace, where TeX would begin maths by itself."""
        if self.maths:
            self.pieces.append("")
            self._wait(lambda start: self._put_script(marker, start))
        elif self.source.startswith("{", end):
            self._element("sub" if marker == "_" else "sup")
        else:
            self._character(marker)

    def _put_script(self, marker: str, start: int) -> None:
        inside = self._short_text(start)
        if inside is None:
            self.pieces[start - 1] = marker + "("
            self.pieces.append(")")
        elif inside:
            self.pieces[start:] = [script(marker, inside)]

    def _short_text(self, start: int) -> str | None:
        """The text since `start`, or None if it is too long to be looked at again."""
        if len(self.pieces) - start > _SHORT:
            return None
        texts = [piece if isinstance(piece, str) else piece.text for piece in self.pieces[start:]]
        return "".join(texts).strip() if sum(map(len, texts)) <= _SHORT else None

    def _bracketed(self, then: Callable[[], None] = lambda: None) -> None:
        """The argument gets parentheses where it is more than one name or number."""

        def done(start: int) -> None:
            inside = self._short_text(start)
            if inside is None or (len(inside) > 1 and not inside.isalnum()):
                self.pieces[start - 1] = "("
                self.pieces.append(")")
            then()

        self.pieces.append("")
        self._wait(done)

    def _pair(self, before: str, between: str, after: str) -> None:
        def second() -> None:
            self.pieces.append(between)
            self._bracketed(lambda: self.pieces.append(after))

        self.pieces.append(before)
        self._bracketed(second)

    def _double_struck(self, start: int) -> None:
        inside = self._short_text(start)
        if inside:
            self.pieces[start:] = ["".join(DOUBLE_STRUCK.get(letter, letter) for letter in inside)]


def _read_maths(source: str) -> Piece:
    """The inside of `$…$`: MathML, and text that can be read aloud."""
    source = REFERENCE.sub(resolve, source).strip(" ")
    pieces = Scanner(source, maths=True).scan()
    text = "".join(piece if isinstance(piece, str) else piece.text for piece in pieces).strip()
    return Piece((mathml(source) or str(escape(text))) if text else "", text)


_maths = lru_cache(maxsize=4096)(_read_maths)
