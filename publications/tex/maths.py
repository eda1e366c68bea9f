"""The inside of `$…$` as plain text that can be read (`x² ∈ ℝ`), beside its MathML."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import ClassVar, Final

from markupsafe import escape

from publications.tex.characters import LETTER, REFERENCE, combine, resolve, script
from publications.tex.mathml import mathml
from publications.tex.reader import Piece, Pieces, Reader, expand, text_of, unknown_in
from publications.tex.symbols import TABLES

_ORDINALS: Final = frozenset(["", *TABLES["ordinals"]["names"].split()])
# Between a blank and a sign of maths that is written with blanks around it.
_BEFORE_OPERATOR: Final = re.compile(r"(?<= )(?=[-=<>+|*/])")
_WORD: Final = re.compile(r"(?:[^\W\d_] ?){2,}")
# Room is before words and relations after a letter, a number or a closing bracket; and after them
# where the source has a blank, or before a letter, a number or a command.
_ROOM_BEFORE: Final = re.compile(r"(?<=[^\W_])|(?<=[)\]}])|(?<=[^\W_] )|(?<=[)\]}] )")
_ROOM_AFTER: Final = re.compile(r"(?<= )|(?=[\\{]|[^\W_])")
_SIMPLE: Final = re.compile(r".?|∂?[^\W_]+")
_MACROS: Final = TABLES["commands"]["macro"]
_MACRO: Final = re.compile(rf"\\({'|'.join(_MACROS)})(?![A-Za-z])\*? *")
# What Unicode calls symbols of maths, but for those that go with what follows.
_RELATIONS: Final = frozenset(
    sign for sign in map(chr, range(0x2C00)) if unicodedata.category(sign) == "Sm"
) - set("∂∇√¬∞∀∃")


@lru_cache(maxsize=2048)
def read_maths(source: str) -> Piece:
    """The inside of `$…$`; its HTML is the text where latex2mathml does not understand it."""
    source = REFERENCE.sub(resolve, source).strip(" ")
    for _ in _MACRO.findall(source)[:4]:  # macros within others, from the outside in
        source = expand(source, _MACROS, _MACRO)
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


class MathsReader(Reader):
    """Makes pieces of maths, which are all text."""

    ligatures: ClassVar = {"~": " ", "&": " ", "'": "′", "''": "″"}

    def token_dollar(self, _token: re.Match[str]) -> Pieces:
        """A dollar within maths, which means nothing."""
        return []

    def token_script(self, token: re.Match[str]) -> Pieces:
        """A sub- or superscript; a longer one is put in parentheses."""
        inside = text_of(self._argument()).strip()
        if inside in _ORDINALS:
            return [inside]
        return [script(token["script"], inside)]

    command_tag = command_switch = command_macro = Reader.command_plain

    def command_symbol(self, token: re.Match[str], characters: str) -> Pieces:
        """A symbol, with room around it where it needs some."""
        return [self._spaced(characters, token)]

    def command_maths_accent(self, token: re.Match[str], mark: str) -> Pieces:
        r"""An accent or stroke on a single letter or sign: `\not\in` is ∉."""
        letters = text_of(self._argument()).strip()
        if LETTER.fullmatch(letters):
            letters = combine(letters, mark)  # over more it would only be on the first
        return [self._spaced(letters, token)]

    command_accent = command_maths_accent

    def command_operator(self, token: re.Match[str], _row: str) -> Pieces:
        r"""The name of a function: `\operatorname{rank} A` has a blank."""
        return [self._spaced(text_of(self._argument()).strip(), token)]

    def command_pair(self, _token: re.Match[str], row: tuple[str, str, str]) -> Pieces:
        """A command with two arguments, such as a fraction."""
        before, between, after = row
        return [before, self._bracketed(), between, self._bracketed(), after]

    def command_stacked(self, _token: re.Match[str], marker: str) -> Pieces:
        r"""Something over or under a sign: `\stackrel{d}{=}` is =ᵈ."""
        mark = text_of(self._argument()).strip()
        return [*self._argument(), script(marker, mark)]

    def command_root(self, _token: re.Match[str], _row: str) -> Pieces:
        """A root, perhaps with an index."""
        return [script("^", "".join(self.read_options())), "√", self._bracketed()]

    def command_alphabet(self, _token: re.Match[str], letters: str) -> Pieces:
        """Letters such as ℝ."""
        table = str.maketrans(letters[::2], letters[1::2])
        return [text_of(self._argument()).translate(table)]

    def command_link(self, _token: re.Match[str], shown: str) -> Pieces:
        """An address, which is not shown if it has a label."""
        if shown == "label":
            self.read_group()
        return []

    def _spaced(self, characters: str, token: re.Match[str]) -> str:
        """A word (`log`) or relation with room around it, any other symbol with none."""
        is_relation = self.source[self.at - 1] == " " and characters[:1] in _RELATIONS
        if is_relation or _WORD.fullmatch(characters):
            if _ROOM_BEFORE.match(self.source, token.start()):
                characters = " " + characters
            if _ROOM_AFTER.match(self.source, self.at):
                characters += " "
        elif _BEFORE_OPERATOR.match(self.source, self.at):
            characters += " "  # TeX takes the blank for the end of the command's name
        return characters

    def _bracketed(self) -> str:
        """The argument, in parentheses where it is more than one name or number."""
        inside = text_of(self._argument()).strip()
        if _SIMPLE.fullmatch(inside):
            return inside
        return f"({inside})"
