"""The inside of `$…$` as plain text that can be read (`x² ∈ ℝ`), beside its MathML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, ClassVar, Final

from markupsafe import escape

from publications.tex.builder import Piece, unknown_in
from publications.tex.characters import REFERENCE, combine, resolve
from publications.tex.commands import ENVIRONMENT
from publications.tex.mathml import mathml
from publications.tex.scanner import Scanner
from publications.tex.symbols import (
    ACCENTS,
    ARGUMENTS,
    ENVIRONMENTS,
    MATHS_ACCENTS,
    MATHS_AROUND,
    MATHS_PLAIN,
    PAIRS,
    PLAIN,
    SWITCHES,
    SYMBOLS,
    TAGS,
    symbol,
)
from publications.tex.written import WRITTEN

# Longer arguments are not looked at again, so that nesting costs nothing.
_SHORT: Final = 40
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
_CLOSING_BRACKETS: Final = frozenset(")]")
_DOUBLE_STRUCK: Final = str.maketrans("CHNPQRZ", "ℂℍℕℙℚℝℤ")
# Code points of raised and lowered characters, the plain ones before those for phonetics.
_SHIFTED: Final = (
    *range(0xB2, 0xBA),
    *range(0x2070, 0x209D),
    *range(0x1D2C, 0x1D6B),
    *range(0x2B0, 0x2B9),
    *range(0x2C7C, 0x2C7D),
)


def _scripts(kind: str) -> Iterator[tuple[str, str]]:
    """Character and its superscript (`<super>`) or subscript (`<sub>`), by Unicode's own data."""
    for shifted in map(chr, _SHIFTED):
        decomposition = unicodedata.decomposition(shifted).split()
        if len(decomposition) == 2 and decomposition[0] == kind:
            yield chr(int(decomposition[1], 16)), shifted


def _script_table(kind: str) -> dict[str, str]:
    """The first superscript or subscript of each character."""
    table: dict[str, str] = {}
    for character, shifted in _scripts(kind):
        table.setdefault(character, shifted)
    table["-"] = table["−"]
    return table


_SCRIPTS: Final = {
    "_": _script_table("<sub>"),
    "^": _script_table("<super>") | {
        "∘": "°", "°": "°", "′": "′", "″": "″", "*": "*", "∗": "*", "†": "†", "‡": "‡",
    },
}  # fmt: skip


def script(marker: str, text: str) -> str:
    """A sub- (`_`) or superscript (`^`) in plain text: `x²`, `x^α`, `x^(a+b)`."""
    shifted = list(map(_SCRIPTS[marker].get, text))
    if None not in shifted:
        return "".join(filter(None, shifted))
    if len(text) == 1:
        return marker + text
    return f"{marker}({text})"


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
    pieces = _MathsScanner(source).scan()
    unknown = unknown_in(pieces)
    text = "".join(map(str, pieces)).strip()
    if not text:
        return Piece("", "")
    if text in _ORDINALS and source.startswith("^"):
        return Piece(f"<sup>{text}</sup>", text)
    html = mathml(source)
    if html is None:
        return Piece(str(escape(text)), text, unknown)
    return Piece(html, text)


_read_short = lru_cache(maxsize=4096)(_read)


class _MathsScanner(Scanner):
    """The same scanner by the rules of maths; its pieces are all text."""

    ligatures: ClassVar = {"~": " ", "'": "′", "''": "″"}

    def __init__(self, source: str) -> None:
        super().__init__(source, read_maths=lambda inside: Piece("", inside), script=script)

    # -- tokens

    def _maths_text(self, token: re.Match[str]) -> int:
        """Ordinary characters, and the sign between columns."""
        if token[0] != "&":
            return self._text(token)
        self._emit(" ")
        return token.end()

    def _skip_dollar(self, token: re.Match[str]) -> int:
        """A dollar within maths, which means nothing."""
        return token.end()

    def _maths_sign(self, token: re.Match[str]) -> int:
        """A command of one character; parentheses begin no maths, since this is maths."""
        sign = token["sign"]
        if sign == "\\":
            return self._new_line(token.end())
        if sign not in "()[]":
            self._put(SYMBOLS.get(sign, ""))
        return token.end()

    def _maths_script(self, token: re.Match[str]) -> int:
        """A sub- or superscript; a longer one is put in parentheses."""

        def done(start: int) -> None:
            inside = self._short_text(start)
            if inside is None:
                self.pieces[start - 1] = token[0] + "("
                self.pieces.append(")")
            elif inside in _ORDINALS:
                self.pieces[start:] = [inside]
            elif inside:
                self.pieces[start:] = [script(token[0], inside)]

        self.pieces.append("")
        self._wait(done)
        return token.end()

    # -- commands

    def _symbol_command(self, word: str, at: int) -> int:
        """A symbol, with room around it where it needs some."""
        self._put_symbol(symbol(word), at)
        return at

    def _maths_accent(self, word: str, at: int) -> int:
        """An accent on a single letter; over more it would only be on the first."""

        def done(start: int) -> None:
            letters = list(filter(None, self.pieces[start : start + 12]))
            if len(letters) == 1:
                self._put_accent(start, MATHS_ACCENTS[word])
            else:
                self._accents -= 1

        self._accents += 1
        self._wait(done)
        return at

    def _negation(self, _word: str, at: int) -> int:
        r"""A stroke through the sign that follows: `\not\in` is ∉."""
        sign = _SIGN.match(self.source, at)
        if sign is None:
            return at
        self._put_symbol(
            combine(symbol(sign[1] or "") or sign[0], MATHS_ACCENTS["not"]), sign.end()
        )
        return sign.end()

    def _pair(self, word: str, at: int) -> int:
        """A command with two arguments, such as a fraction."""
        before, between, after = PAIRS[word]

        def second() -> None:
            """The second argument."""
            self.pieces.append(between)
            self._bracketed(lambda: self.pieces.append(after))

        self.pieces.append(before)
        self._bracketed(second)
        return at

    def _root(self, _word: str, at: int) -> int:
        """A root, perhaps with an index."""
        index = _INDEX.match(self.source, at)
        sign = "√"
        if index is not None:
            sign = script("^", index[1]) + sign
            at = index.end()
        self.pieces.append(sign)
        self._bracketed(lambda: None)
        return at

    def _double_struck(self, _word: str, at: int) -> int:
        """Letters such as ℝ."""

        def done(start: int) -> None:
            inside = self._short_text(start)
            if inside:
                self.pieces[start:] = [inside.translate(_DOUBLE_STRUCK)]

        self._wait(done)
        return at

    def _fence(self, _word: str, at: int) -> int:
        r"""`\left.`: the dot is a parenthesis that is not shown."""
        if self.source.startswith(".", at):
            return at + 1
        return at

    def _hidden_address(self, _word: str, at: int) -> int:
        """The address of a link, which is not shown."""
        return self._groups.after_group(at)

    def _braket(self, _word: str, at: int) -> int:
        r"""`\braket` of the packages `physics` (two arguments) and `braket` (one)."""
        following = self._groups.after_group(at)
        if not self.source.startswith("{", following):
            self._around("⟨", "⟩")
            return at
        self.pieces.append("⟨")
        self._wait(lambda start: self._around("|", "⟩"))
        return at

    def _begin(self, _word: str, at: int) -> int:
        """The beginning of an environment within maths, with its arguments."""
        name = ENVIRONMENT.match(self.source, at)
        if name is None:
            return self._groups.after_group(at)
        return self._groups.after(ENVIRONMENTS.get(name[1], ""), name.end())

    # -- what they are made of

    def _put_symbol(self, characters: str, at: int) -> None:
        """A word (`log`) or relation gets room around it, any other symbol none."""
        blank = self.source[at - 1] == " "
        is_word = len(characters) > 1 and characters.replace(" ", "").isalpha()
        if is_word or (blank and _is_relation(characters)):
            characters = self._room_before() + characters + self._room_after(at, blank=blank)
        elif blank and self.source.startswith(_OPERATORS, at):
            characters += " "  # TeX takes the blank for the end of the command's name
        self._put(characters)

    def _room_before(self) -> str:
        """A blank after a letter, a number or a closing bracket."""
        before = "".join(map(str, self.pieces[-1:]))[-1:]
        if before.isalnum() or before in _CLOSING_BRACKETS:
            return " "
        return ""

    def _room_after(self, at: int, *, blank: bool) -> str:
        """A blank where the source has one, or before a letter, a number or a command."""
        after = self.source[at : at + 1]
        if blank or after in ("\\", "{") or after.isalnum():
            return " "
        return ""

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

    def _short_text(self, start: int) -> str | None:
        """The text since `start`, or None if it is too long to be looked at again."""
        pieces = self.pieces[start : start + _SHORT + 1]
        text = "".join(map(str, pieces))
        if len(pieces) > _SHORT or len(text) > _SHORT:
            return None
        return text.strip()

    tokens: ClassVar = {
        **Scanner.tokens,
        "dollar": _skip_dollar,
        "text": _maths_text,
        "sign": _maths_sign,
        "script": _maths_script,
    }
    # Accents of text are none here, unless maths has a command of that name.
    commands: ClassVar[Mapping[str, Callable[[Any, str, int], int]]] = {
        **dict.fromkeys(
            (*ACCENTS, *ARGUMENTS, *PLAIN, *MATHS_PLAIN, *TAGS, *SWITCHES, "ensuremath"),
            Scanner._plain_command,
        ),
        "href": _hidden_address,
        "begin": _begin,
        "end": _hidden_address,
        **dict.fromkeys(SYMBOLS, _symbol_command),
        **dict.fromkeys(("left", "right", "middle"), _fence),
        **dict.fromkeys(("mathbb", "mathds"), _double_struck),
        "sqrt": _root,
        **dict.fromkeys(PAIRS, _pair),
        **dict.fromkeys(MATHS_ACCENTS, _maths_accent),
        **dict.fromkeys(MATHS_AROUND, Scanner._around_command),
        "not": _negation,
        "braket": _braket,
        **dict.fromkeys(WRITTEN, Scanner._written),
    }


def _is_relation(symbol: str) -> bool:
    """Whether Unicode calls it a symbol of maths, and it is none that goes with what follows."""
    return symbol not in _PREFIXES and unicodedata.category(symbol[:1] or " ") == "Sm"
