"""The inside of `$…$` as plain text that can be read (`x² ∈ ℝ`), beside its MathML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import ClassVar, Final

from latex2mathml.symbols_parser import convert_symbol
from markupsafe import escape

from publications.tex.builder import Piece
from publications.tex.characters import REFERENCE, resolve
from publications.tex.mathml import mathml
from publications.tex.scanner import Scanner
from publications.tex.symbols import ACCENTS, HIDDEN, MATHS_ACCENTS, PAIRS, STARRED, SYMBOLS, TAGS

# Longer arguments are not looked at again, so that nesting costs nothing.
_SHORT: Final = 40
_INDEX: Final = re.compile(r"\[ *(\w) *\]")
_PREFIXES: Final = frozenset("∂∇√¬∞∀∃")
_DOUBLE_STRUCK: Final = dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True))


def _scripts(kind: str) -> dict[str, str]:
    """Character -> its superscript (`<super>`) or subscript (`<sub>`), by Unicode's own data."""
    table: dict[str, str] = {}
    blocks = ((0xB2, 0xBA), (0x2070, 0x209D), (0x1D2C, 0x1D6B), (0x2B0, 0x2B9), (0x2C7C, 0x2C7D))
    for block in blocks:
        for code in range(*block):
            how, _, base = unicodedata.decomposition(chr(code)).partition(" ")
            if how == kind and " " not in base:
                table.setdefault(chr(int(base, 16)), chr(code))
    table["-"] = table["−"]
    return table


_SUBSCRIPTS: Final = _scripts("<sub>")
_SUPERSCRIPTS: Final = _scripts("<super>") | {
    "∘": "°", "°": "°", "′": "′", "″": "″", "*": "*", "∗": "*", "†": "†", "‡": "‡",
}  # fmt: skip


def script(marker: str, text: str) -> str:
    """A sub- (`_`) or superscript (`^`) in plain text: `x²`, `x^α`, `x^(a+b)`."""
    table = _SUPERSCRIPTS if marker == "^" else _SUBSCRIPTS
    if all(character in table for character in text):
        return "".join(table[character] for character in text)
    return marker + (text if len(text) == 1 else f"({text})")


def is_command(word: str) -> bool:
    """Whether TeX's maths or text has a command of this name."""
    return word in SYMBOLS or word in TAGS or word.startswith(("math", "text")) or word in PAIRS


def read_maths(source: str) -> Piece:
    """The inside of `$…$`; its HTML is the text where latex2mathml does not understand it."""
    return _read_short(source) if len(source) < 200 else _read(source)


def _read(source: str) -> Piece:
    source = REFERENCE.sub(resolve, source).strip(" ")
    pieces = _MathsScanner(source).scan()
    text = "".join(piece if isinstance(piece, str) else piece.text for piece in pieces).strip()
    return Piece((mathml(source) or str(escape(text))) if text else "", text)


_read_short = lru_cache(maxsize=4096)(_read)


class _MathsScanner(Scanner):
    """The same scanner by the rules of maths; its pieces are all text."""

    ligatures: ClassVar = {"~": " ", "'": "′", "''": "″"}

    def __init__(self, source: str) -> None:
        super().__init__(source, read_maths=lambda inside: Piece("", inside), script=script)

    def _dollar(self, mark: str, end: int) -> int:
        return end

    def _sign(self, sign: str, end: int) -> int:
        if sign == "\\":
            return super()._sign(sign, end)
        self._put("" if sign in "()[]" else SYMBOLS.get(sign, ""))
        return end

    def _word(self, word: str, end: int) -> int:
        if word in STARRED and self.source.startswith("*", end):
            end += 1
        at = self._skip_blanks(end)
        if word in MATHS_ACCENTS:
            self._maths_accent(MATHS_ACCENTS[word])
        elif word in PAIRS:
            self._pair(*PAIRS[word])
        elif word == "sqrt":
            return self._root(at)
        elif word in ("mathbb", "mathds"):
            self._wait(self._double_strike)
        elif word in ("left", "right", "middle"):
            return at + self.source.startswith(".", at)
        elif word in SYMBOLS:
            self._symbol(SYMBOLS[word], at, blank=at > end)
        elif word in HIDDEN or word == "href":
            return self._hide(HIDDEN.get(word, 1), at)
        elif (
            word not in ACCENTS
            and not word.startswith(("over", "under"))
            and (code := convert_symbol("\\" + word))
        ):
            self._symbol(chr(int(code, 16)), at, blank=at > end)
        return at

    def _symbol(self, symbol: str, at: int, *, blank: bool) -> None:
        """A word (`log`) or relation gets room around it, any other symbol none."""
        word = len(symbol) > 1 and symbol.isalpha()
        if word or (
            blank and unicodedata.category(symbol[:1] or " ") == "Sm" and symbol not in _PREFIXES
        ):
            before = self.pieces[-1][-1:] if self.pieces else ""
            after = self.source[at : at + 1]
            if isinstance(before, str) and (before.isalnum() or before in (")", "]")):
                symbol = " " + symbol
            if blank or after == "\\" or after.isalnum():
                symbol += " "
        self._put(symbol)

    def _script(self, marker: str, end: int) -> None:
        def done(start: int) -> None:
            inside = self._short_text(start)
            if inside is None:
                self.pieces[start - 1] = marker + "("
                self.pieces.append(")")
            elif inside:
                self.pieces[start:] = [script(marker, inside)]

        self.pieces.append("")
        self._wait(done)

    def _maths_accent(self, mark: str) -> None:
        """An accent on a single letter; over more it would only stand on the first."""

        def done(start: int) -> None:
            if len([piece for piece in self.pieces[start : start + 12] if piece]) == 1:
                self._put_accent(start, mark)
            else:
                self._accents -= 1

        self._accents += 1
        self._wait(done)

    def _root(self, at: int) -> int:
        index = _INDEX.match(self.source, at)
        self.pieces.append((script("^", index[1]) if index else "") + "√")
        self._bracketed(lambda: None)
        return index.end() if index else at

    def _pair(self, before: str, between: str, after: str) -> None:
        def second() -> None:
            self.pieces.append(between)
            self._bracketed(lambda: self.pieces.append(after))

        self.pieces.append(before)
        self._bracketed(second)

    def _bracketed(self, then: Callable[[], None]) -> None:
        """The argument gets parentheses where it is more than one name or number."""

        def done(start: int) -> None:
            inside = self._short_text(start)
            if inside is None or (len(inside) > 1 and not inside.isalnum()):
                self.pieces[start - 1] = "("
                self.pieces.append(")")
            then()

        self.pieces.append("")
        self._wait(done)

    def _double_strike(self, start: int) -> None:
        if inside := self._short_text(start):
            letters = "".join(_DOUBLE_STRUCK.get(letter, letter) for letter in inside)
            self.pieces[start:] = [letters]

    def _short_text(self, start: int) -> str | None:
        """The text since `start`, or None if it is too long to be looked at again."""
        if len(self.pieces) - start > _SHORT:
            return None
        texts = [piece for piece in self.pieces[start:] if isinstance(piece, str)]
        return "".join(texts).strip() if sum(map(len, texts)) <= _SHORT else None
