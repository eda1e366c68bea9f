"""Reads TeX from left to right by the rules that text and maths share.

The rules are TeX's own (The TeXbook, chapters 7 and 8): a command takes a group or the one thing
that follows it, blanks after a command made of letters vanish, a group ends what began in it.
Every character is looked at a bounded number of times, so that the work grows with the string's
length whatever is in it; braces that lie deeper than any text needs are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Final, NamedTuple

from publications.tex.characters import REFERENCE, combine, resolve
from publications.tex.cursor import Cursor
from publications.tex.symbols import ARGUMENTS, MATHS_PLAIN, PLAIN, SYMBOLS, symbol
from publications.tex.written import WRITTEN, written

_GRAMMAR: Final = rf"""
      (?P<reference>{REFERENCE.pattern})
    | \\(?P<word>[A-Za-z]+)
    | \\(?P<sign>.|\Z)
    | (?P<open>\{{)
    | (?P<dollar>\$\$?)
    | (?P<script>[_^])
    | (?P<ligature>``|''|`|'|[?!]`|---?|~)
    """
_TOKEN: Final = re.compile(_GRAMMAR + r"| (?P<text>[^\\{}$&_^`'~?!-]+|.)", re.VERBOSE | re.DOTALL)
#: The same where a command waits for its argument: one character of a text.
_THING: Final = re.compile(_GRAMMAR + "| (?P<text>.)", re.VERBOSE | re.DOTALL)
_NEW_LINE: Final = re.compile(r"\*?(?: *\[[^\[\]{}]{0,40}\])?")
#: A character with the accents that it has.
LETTER: Final = re.compile("\\S[\u0300-\u036f\u20d0-\u20ff]*")
# What ends a sentence or a word, so that a blank belongs before the next word.
_BEFORE_BLANK: Final = frozenset(",;:.!?)]")
_AFTER_NAME: Final = ("", *":;,.!?)]}'")
# How many groups and arguments lie within each other; Python's stack bears many times as many.
_DEEPEST: Final = 30


class Piece(NamedTuple):
    """Something whose HTML is not just its escaped text: a tag, digits set low or high, maths.

    `unknown` names commands that it may lack.
    """

    html: str
    text: str
    unknown: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text


Pieces = list[str | Piece]


def text_of(pieces: Iterable[str | Piece]) -> str:
    """The plain text of pieces."""
    return "".join(map(str, pieces))


def unknown_in(pieces: Iterable[str | Piece]) -> tuple[str, ...]:
    """The names of unknown commands among pieces."""
    return tuple(word for piece in pieces if isinstance(piece, Piece) for word in piece.unknown)


class Reader(Cursor):
    """Makes pieces of one string; used once."""

    ligatures: ClassVar[Mapping[str, str]] = {}

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self._depth = 0
        self._unknown_words: list[str] = []

    def pieces(self) -> Pieces:
        """The pieces of the whole string; unknown commands where there is nothing else."""
        pieces: Pieces = []
        while self.at < len(self.source):
            pieces += self._rest_of_group()
            self.at += 1  # a brace that closes nothing
        pieces.append(Piece("", "", tuple(self._unknown_words)))
        if not text_of(pieces).strip():
            pieces.append(" ".join(unknown_in(pieces)))
        return pieces

    def _rest_of_group(self) -> Pieces:
        """What comes before the brace that closes the group."""
        pieces: Pieces = []
        if self._depth > _DEEPEST:
            return pieces
        self._depth += 1
        while not self.is_before("}") and (token := self.read(_TOKEN)):
            pieces += self._meaning(token)
        self._depth -= 1
        return pieces

    def _argument(self) -> Pieces:
        """What a command takes: a group, or the next thing that shows anything."""
        pieces: Pieces = []
        if self._depth > _DEEPEST:
            return pieces
        self._depth += 1
        self.skip_blanks()
        while not self.is_before("}") and (token := self.read(_THING)):
            thing = self._meaning(token)
            pieces += thing
            if token["open"] or text_of(thing):
                break
            self.skip_blanks()
        self._depth -= 1
        return pieces

    def _meaning(self, token: re.Match[str]) -> Pieces:
        """The pieces that a token means, with what it takes."""
        return self.tokens[str(token.lastgroup)](self, token)

    # -- tokens

    def _text(self, token: re.Match[str]) -> Pieces:
        """Ordinary characters."""
        return [token[0]]

    def _reference(self, token: re.Match[str]) -> Pieces:
        """A reference of XML: `&amp;`."""
        return [resolve(token)]

    def _group(self, _token: re.Match[str]) -> Pieces:
        """A group."""
        pieces = self._rest_of_group()
        if self.is_before("}"):
            self.at += 1
        return pieces

    def _ligature(self, token: re.Match[str]) -> Pieces:
        """Quotes, dashes and ties."""
        return [self.ligatures.get(token[0], token[0])]

    def _sign(self, token: re.Match[str]) -> Pieces:
        """A command of one character that is no letter."""
        sign = token["sign"]
        if sign == "\\":
            self.read(_NEW_LINE)
        return [SYMBOLS.get(sign, "")]

    def _word(self, token: re.Match[str]) -> Pieces:
        """A command made of letters; the blanks after it vanish, those of unknown ones too."""
        word = token["word"]
        self.skip_blanks()
        self.skip_arguments(ARGUMENTS.get(word, ""))
        meaning = self.commands.get(word)
        if meaning is not None:
            return meaning(self, token)
        if symbol(word):
            return self._symbol(token)
        return self._unknown(token)

    # -- commands

    def _plain(self, _token: re.Match[str]) -> Pieces:
        """A command that changes nothing here."""
        return []

    def _symbol(self, token: re.Match[str]) -> Pieces:
        """A command that means characters."""
        return [symbol(token["word"])]

    def _unknown(self, token: re.Match[str]) -> Pieces:
        r"""An unknown command: its arguments are shown, its option is not; it joins no words.

        Where nothing can be its argument (`\\foo: a tool`), it is a name, and shown as one.
        """
        word = token["word"]
        self._unknown_words.append(word)
        before = self.source[max(token.start() - 1, 0) : token.start()]
        after = self.source[self.at : self.at + 1]
        pieces: Pieces = []
        is_name = after in _AFTER_NAME
        if (before.isalnum() or before in _BEFORE_BLANK) and (is_name or after.isalnum()):
            pieces.append(" ")
        if is_name:
            pieces.append(word)
        start = self.at
        self.skip_arguments("o")
        if not self.is_before("{", " {"):
            self.at = start
        return pieces

    def _written(self, token: re.Match[str]) -> Pieces:
        """A command whose text is made of its arguments as they are written."""
        word = token["word"]
        self.skip_arguments("*o")
        start = self.at
        arguments = self.read_groups(WRITTEN[word])
        if len(arguments) < WRITTEN[word]:
            self.at = start
            return []
        return [written(word, arguments)]

    def _accented(self, mark: str) -> Pieces:
        """The argument, with an accent on its first letter."""
        pieces = self._argument()
        for position, piece in enumerate(pieces):
            if isinstance(piece, str) and piece.strip():
                pieces[position] = LETTER.sub(lambda letter: combine(letter[0], mark), piece, 1)
                break
        return pieces

    tokens: ClassVar[Mapping[str, Callable[[Any, re.Match[str]], Pieces]]] = {
        "reference": _reference,
        "word": _word,
        "sign": _sign,
        "open": _group,
        "ligature": _ligature,
        "text": _text,
    }
    commands: ClassVar[Mapping[str, Callable[[Any, re.Match[str]], Pieces]]] = {
        **dict.fromkeys((*ARGUMENTS, *PLAIN, *MATHS_PLAIN), _plain),
        **dict.fromkeys(SYMBOLS, _symbol),
        **dict.fromkeys(WRITTEN, _written),
    }
