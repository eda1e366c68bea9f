"""The inside of `$…$` as plain text that can be read (`x² ∈ ℝ`), beside its MathML."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import ClassVar, Final

from markupsafe import escape

from publications.tex.characters import REFERENCE, combine, resolve
from publications.tex.mathml import mathml
from publications.tex.reader import LETTER, Piece, Pieces, Reader, text_of, unknown_in
from publications.tex.scripts import script
from publications.tex.symbols import (
    ACCENTS,
    ENVIRONMENTS,
    MATHS_ACCENTS,
    MATHS_AROUND,
    PAIRS,
    PLAIN,
    SWITCHES,
    SYMBOLS,
    TAGS,
    symbol,
)

# Longer strings are read without a cache, which would fill the memory.
_CACHED: Final = 200
_INDEX: Final = re.compile(r"\[ *(\w) *\]")
# Endings of ordinal numbers, which plain text does not set high: 21st, 4ème.
_ORDINALS: Final = frozenset(
    {"st", "nd", "rd", "th", "er", "re", "ère", "nde", "ème", "eme", "ième", "ieme", "ste", "de"}
)
#: Signs of maths that are written with blanks around them.
_OPERATORS: Final = ("=", "<", ">", "+", "-", "|", "*", "/")
_SIGN: Final = re.compile(r"\\([A-Za-z]+) *|[^\\{}$ ]")
_PREFIXES: Final = frozenset("∂∇√¬∞∀∃")
_CLOSING_BRACKETS: Final = frozenset(")]}")
_DOUBLE_STRUCK: Final = str.maketrans("CHNPQRZ", "ℂℍℕℙℚℝℤ")


def is_command(word: str) -> bool:
    """Whether TeX's maths or text has a command of this name."""
    named = any(word in table for table in (TAGS, PAIRS, PLAIN))
    return named or symbol(word) != "" or word.startswith(("math", "text"))


def read_maths(source: str) -> Piece:
    """The inside of `$…$`; its HTML is the text where latex2mathml does not understand it."""
    if len(source) < _CACHED:
        return _read_short(source)
    return _read(source)


def _read(source: str) -> Piece:
    """Text and MathML of the inside of `$…$`."""
    source = REFERENCE.sub(resolve, source).strip(" ")
    pieces = MathsReader(source).pieces()
    text = text_of(pieces).strip()
    if not text:
        return Piece("", "")
    if text in _ORDINALS and source.startswith("^"):
        return Piece(f"<sup>{text}</sup>", text)
    html = mathml(source)
    if html is None:
        return Piece(str(escape(text)), text, unknown_in(pieces))
    return Piece(html, text)


_read_short = lru_cache(maxsize=4096)(_read)


class MathsReader(Reader):
    """Makes pieces of maths, which are all text."""

    ligatures: ClassVar = {"~": " ", "'": "′", "''": "″"}

    # -- tokens

    def _maths_text(self, token: re.Match[str]) -> Pieces:
        """Ordinary characters, and the sign between columns."""
        return [token[0].replace("&", " ")]

    def _skip(self, _token: re.Match[str]) -> Pieces:
        """A dollar within maths, which means nothing."""
        return []

    def _maths_sign(self, token: re.Match[str]) -> Pieces:
        """A command of one character; parentheses begin no maths, since this is maths."""
        if token["sign"] in "()[]":
            return []
        return self._sign(token)

    def _script(self, token: re.Match[str]) -> Pieces:
        """A sub- or superscript; a longer one is put in parentheses."""
        inside = text_of(self._argument()).strip()
        if inside in _ORDINALS or not inside:
            return [inside]
        return [script(token[0], inside)]

    # -- commands

    def _symbol(self, token: re.Match[str]) -> Pieces:
        """A symbol, with room around it where it needs some."""
        return [self._spaced(symbol(token["word"]), token)]

    def _maths_accent(self, token: re.Match[str]) -> Pieces:
        """An accent on a single letter; over more it would only be on the first."""
        letters = text_of(self._argument())
        if LETTER.fullmatch(letters.strip()):
            letters = combine(letters.strip(), MATHS_ACCENTS[token["word"]])
        return [letters]

    def _negation(self, token: re.Match[str]) -> Pieces:
        r"""A stroke through the sign that follows: `\not\in` is ∉."""
        sign = self.read(_SIGN)
        if sign is None:
            return []
        negated = combine(symbol(sign[1] or "") or sign[0], MATHS_ACCENTS["not"])
        return [self._spaced(negated, token)]

    def _pair(self, token: re.Match[str]) -> Pieces:
        """A command with two arguments, such as a fraction."""
        before, between, after = PAIRS[token["word"]]
        return [before, self._bracketed(), between, self._bracketed(), after]

    def _root(self, _token: re.Match[str]) -> Pieces:
        """A root, perhaps with an index."""
        index = self.read(_INDEX)
        if index is None:
            return ["√", self._bracketed()]
        return [script("^", index[1]), "√", self._bracketed()]

    def _double_struck(self, _token: re.Match[str]) -> Pieces:
        """Letters such as ℝ."""
        return [text_of(self._argument()).translate(_DOUBLE_STRUCK)]

    def _fence(self, _token: re.Match[str]) -> Pieces:
        r"""`\left.`: the dot is a parenthesis that is not shown."""
        if self.is_before("."):
            self.at += 1
        return []

    def _hidden(self, _token: re.Match[str]) -> Pieces:
        """A command whose first argument is not shown: an address, an environment's name."""
        self.read_group()
        return []

    def _around(self, token: re.Match[str]) -> Pieces:
        """A command that puts its argument in brackets."""
        before, after = MATHS_AROUND[token["word"]]
        return [before, *self._argument(), after]

    def _braket(self, _token: re.Match[str]) -> Pieces:
        r"""`\braket` of the packages `physics` (two arguments) and `braket` (one)."""
        pieces = ["⟨", *self._argument()]
        if self.is_before("{", " {"):
            pieces += ["|", *self._argument()]
        return [*pieces, "⟩"]

    def _begin(self, _token: re.Match[str]) -> Pieces:
        """The beginning of an environment within maths, with its arguments."""
        self.skip_arguments(ENVIRONMENTS.get(self.read_group() or "", ""))
        return []

    # -- what they are made of

    def _spaced(self, characters: str, token: re.Match[str]) -> str:
        """A word (`log`) or relation with room around it, any other symbol with none."""
        blank = self.source[self.at - 1] == " "
        is_word = len(characters) > 1 and characters.replace(" ", "").isalpha()
        if is_word or (blank and _is_relation(characters)):
            return self._room_before(token.start()) + characters + self._room_after(blank=blank)
        if blank and self.is_before(*_OPERATORS):
            characters += " "  # TeX takes the blank for the end of the command's name
        return characters

    def _room_before(self, start: int) -> str:
        """A blank after a letter, a number or a closing bracket."""
        before = self.source[max(start - 2, 0) : start].strip(" ")[-1:]
        if before.isalnum() or before in _CLOSING_BRACKETS:
            return " "
        return ""

    def _room_after(self, *, blank: bool) -> str:
        """A blank where the source has one, or before a letter, a number or a command."""
        after = self.source[self.at : self.at + 1]
        if blank or after in ("\\", "{") or after.isalnum():
            return " "
        return ""

    def _bracketed(self) -> str:
        """The argument, in parentheses where it is more than one name or number."""
        inside = text_of(self._argument()).strip()
        if len(inside) > 1 and not inside.isalnum():
            return f"({inside})"
        return inside

    tokens: ClassVar = {
        **Reader.tokens,
        "dollar": _skip,
        "text": _maths_text,
        "sign": _maths_sign,
        "script": _script,
    }
    # Accents of text are none here, unless maths has a command of that name.
    commands: ClassVar = {
        **dict.fromkeys((*ACCENTS, *TAGS, *SWITCHES, "ensuremath"), Reader._plain),
        **Reader.commands,
        "href": _hidden,
        "begin": _begin,
        "end": _hidden,
        **dict.fromkeys(SYMBOLS, _symbol),
        **dict.fromkeys(("left", "right", "middle"), _fence),
        **dict.fromkeys(("mathbb", "mathds"), _double_struck),
        "sqrt": _root,
        **dict.fromkeys(PAIRS, _pair),
        **dict.fromkeys(MATHS_ACCENTS, _maths_accent),
        **dict.fromkeys(MATHS_AROUND, _around),
        "not": _negation,
        "braket": _braket,
    }


def _is_relation(symbol: str) -> bool:
    """Whether Unicode calls it a symbol of maths, and it is none that goes with what follows."""
    return symbol not in _PREFIXES and unicodedata.category(symbol[:1] or " ") == "Sm"
