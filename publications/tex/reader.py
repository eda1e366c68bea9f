"""Reads TeX from left to right by the rules that text and maths share.

A command takes a group or the one thing that follows it (The TeXbook, chapters 7 and 8). Every
character is looked at a bounded number of times, so that the work grows with the string's length
whatever is in it; braces that lie deeper than any text needs are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial
from itertools import chain, islice
from string import ascii_letters
from typing import Any, ClassVar, Final, NamedTuple

from publications.tex import braces
from publications.tex.characters import REFERENCE, resolve
from publications.tex.symbols import TABLES, command
from publications.tex.written import written

_GRAMMAR: Final = rf"""
      (?P<reference>{REFERENCE.pattern})
    | \\(?:a(?=[`'=]))?(?P<command>[A-Za-z]+|.|\Z)
    | (?P<group>\{{)
    | (?P<dollar>\$\$?(?!\d[^$\\^_{{}}=<>+]{{0,80}}\ \$))
    | (?P<script>[_^])
    | (?P<ligature>``|''|`|'|[?!]`|---?|~|&)
    """
_FLAGS: Final = re.VERBOSE | re.DOTALL
_RUN: Final = r"[^\\{}$&_^`'~?!-]+"
_TOKEN: Final = re.compile(
    rf"{_GRAMMAR} | (?P<text>{_RUN}(?:(?:-(?!-)|[?!](?!`)){_RUN})*|[^}}])", _FLAGS
)
#: The same where a command waits for its argument: no blanks, and one character of a text.
_THING: Final = re.compile(rf"\ *(?:{_GRAMMAR} | (?P<text>[^}} ]))", _FLAGS)
# What ends a sentence or a word, so that a blank belongs before the next word.
_WORD_END: Final = re.compile(r"(?<=[\w,;:.!?)\]])")
# What is after a command that is a name and no switch of fonts: one of small letters, and others.
_AFTER_NAME: Final = {
    True: re.compile(r"\{ ?\}|(?=[:;,.!?)\]}'/-]|\\ |\Z)"),
    False: re.compile(r"\{ ?\}|(?![{\[])"),
}
_BLANKS: Final = re.compile(" *")
# In braces or not: decimal, hexadecimal, octal, or a character's.
_NUMBER: Final = re.compile(
    r"""(\{\ *)? (?: (?P<decimal>\d{1,7}) | "\ *(?P<hexadecimal>[0-9A-Fa-f]{1,6})
    | '\ *(?P<octal>[0-7]{1,7}) | `\ *\\?(?P<character>[^{}]) ) (?(1)\ *\}|\ ?)""",
    re.VERBOSE,
)
_NUMBERS: Final[Mapping[str | None, Callable[[str], int]]] = {
    "decimal": int, "hexadecimal": partial(int, base=16), "octal": partial(int, base=8),
    "character": ord,
}  # fmt: skip
_OPTION: Final = re.compile(r"\[((?:[^\[\]{}]|\{[^\[\]{}]{0,99}\}){0,200})\]")
_UNIT: Final = r"(?:true *+)?(?:pt|em|ex|mu|cm|mm|in|bp|pc|dd|cc|sp|fil{1,3})"
_LENGTH: Final = (
    rf"(?:[+-] *+)?(?:(?:\d++[.,]?\d*+|[.,]\d++) *+(?:{_UNIT}|\\[A-Za-z]++)|\\[A-Za-z]++) ?"
)
# Kind of argument (see `commands.toml`) -> how it is written, unless it is a group (`m` and `{`).
_KINDS: Final = {
    "*": re.compile(r"\*?"),
    "o": re.compile(rf"(?:{_OPTION.pattern})?"),
    "g": re.compile(rf"(?:{_OPTION.pattern}(?= ?\{{))?"),
    "[": _OPTION,
    "m": re.compile(r"\\[A-Za-z]+ *|\\.|[^\\{}]"),
    "{": re.compile("(?!)"),
    "d": re.compile(rf"(?:=? *+{_LENGTH}(?:(?:plus|minus) *+{_LENGTH}){{0,2}})?"),
    "n": re.compile(r"=? *-?\d* ?"),
    "b": re.compile(r"(?:\[ *[-+.\d\\][^\[\]{}]{0,40}\])?"),
    ".": re.compile(r"\.?"),
    "e": re.compile(r"(?:.{0,500}?\\else *)?"),
    "h": re.compile(rf"(?:(?:to|spread) *+{_LENGTH})?"),
}
_PARAMETER: Final = re.compile("#([1-9])")
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
Macro = Mapping[str, str]


def text_of(pieces: Iterable[str | Piece]) -> str:
    """The plain text of pieces."""
    return "".join(map(str, pieces))


def unknown_in(pieces: Iterable[str | Piece]) -> tuple[str, ...]:
    """The names of unknown commands among pieces."""
    return tuple(chain.from_iterable(getattr(piece, "unknown", ()) for piece in pieces))


class Cursor:
    """A string and a place in it; each method moves on over what it reads, if it is there."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0

    @cached_property
    def _closing(self) -> dict[int, int]:
        """The position of each opening brace that is closed, and of the brace that closes it."""
        return braces.pairs(self.source, braces.GROUP_BRACE)

    def is_before(self, *starts: str) -> bool:
        """Whether one of these texts is next."""
        return self.source.startswith(starts, self.at)

    def read(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What a pattern matches here."""
        match = pattern.match(self.source, self.at)
        if match is not None:
            self.at = match.end()
        return match

    def _read_argument(self, kind: str) -> str | None:
        """An argument of a kind as it is written, and the blanks before it."""
        self.read(_BLANKS)
        match = self.read(_KINDS[kind])
        if match is not None:
            return match[match.lastindex or 0]
        if kind == "[":
            return None
        return self.read_group()

    def skip_arguments(self, kinds: str) -> None:
        """Pass over arguments of these kinds."""
        for kind in kinds:
            self._read_argument(kind)

    def read_options(self) -> list[str]:
        """What options in brackets hold."""
        options = []
        while option := self.read(_OPTION):
            options.append(option[1])
            self.read(_BLANKS)
        return options

    def read_group(self) -> str | None:
        """What a group holds, as it is written; there may be blanks before it."""
        start = self.at
        self.read(_BLANKS)
        close = self._closing.get(self.at)
        if close is None:
            self.at = start
            return None
        inside = self.source[self.at + 1 : close]
        self.at = close + 1
        return inside

    def read_macro(self, macro: Macro, otherwise: str) -> str:
        """What a macro means, by the first form whose arguments follow, if there is one."""
        start = self.at
        for kinds, meaning in macro.items():
            arguments = list(map(self._read_argument, kinds))
            if None not in arguments:
                parts = _PARAMETER.split(meaning)
                parts[1::2] = (str(arguments[int(number) - 1]) for number in parts[1::2])
                return "".join(parts)
            self.at = start
        return otherwise

    def read_groups(self, most: int) -> list[str]:
        """What the next groups hold, as many as there are up to a number."""
        return list(islice(iter(self.read_group, None), most))

    def read_number(self) -> int | None:
        """A number as TeX writes it."""
        number = self.read(_NUMBER)
        if number is None:
            return None
        return _NUMBERS[number.lastgroup](number[str(number.lastgroup)])


def expand(source: str, macros: Mapping[str, Macro], commands: re.Pattern[str]) -> str:
    """A source with macros replaced by what they mean, but for those in arguments of others."""
    cursor = Cursor(source)
    parts = []
    for call in commands.finditer(source):
        macro = macros.get(call[1])
        if macro is not None and call.start() >= cursor.at:
            parts.append(source[cursor.at : call.start()])
            cursor.at = call.end()
            parts.append(cursor.read_macro(macro, call[0]))
    return "".join((*parts, source[cursor.at :]))


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
        pieces.append(Piece("", "", tuple(filter(None, self._unknown_words))))
        if not text_of(pieces).strip():
            pieces.append(" ".join(unknown_in(pieces)))
        return pieces

    def _rest_of_group(self) -> Pieces:
        """What comes before the brace that closes the group."""
        return self._read_tokens(_TOKEN)

    def _argument(self) -> Pieces:
        """What a command takes: a group, or the next thing that shows anything."""
        return self._read_tokens(_THING, once=True)

    def _read_tokens(self, pattern: re.Pattern[str], *, once: bool = False) -> Pieces:
        """The meaning of tokens, perhaps only up to one that shows anything."""
        pieces: Pieces = []
        if self._depth > _DEEPEST:
            return pieces
        self._depth += 1
        while token := self.read(pattern):
            thing = getattr(self, f"token_{token.lastgroup}")(token)
            pieces += thing
            if once and (token["group"] or text_of(thing)):
                break
        self._depth -= 1
        return pieces

    def token_text(self, token: re.Match[str]) -> Pieces:
        """Ordinary characters."""
        return [token["text"]]

    def token_reference(self, token: re.Match[str]) -> Pieces:
        """A reference of XML: `&amp;`."""
        return [resolve(token)]

    def token_group(self, _token: re.Match[str]) -> Pieces:
        """A group."""
        pieces = self._rest_of_group()
        if self.is_before("}"):
            self.at += 1
        return pieces

    def token_ligature(self, token: re.Match[str]) -> Pieces:
        """Quotes, dashes, ties and the sign between columns."""
        return [self.ligatures.get(token["ligature"], token["ligature"])]

    def token_command(self, token: re.Match[str]) -> Pieces:
        """A command; blanks after its name vanish if that is made of letters."""
        name = token["command"]
        if name.isalpha():
            self.read(_BLANKS)
        self.skip_arguments(TABLES["arguments"].get(name, ""))
        kind, row = command(name)
        meaning = getattr(self, f"command_{kind}", self.command_unknown)
        pieces: Pieces = meaning(token, row)
        return pieces

    def command_plain(self, _token: re.Match[str], _row: Any) -> Pieces:
        """A command that changes nothing here."""
        return []

    def command_symbol(self, _token: re.Match[str], characters: str) -> Pieces:
        """A command that means characters."""
        return [characters]

    def command_around(self, _token: re.Match[str], row: tuple[str, str]) -> Pieces:
        """A command that puts its argument in quotes or brackets."""
        before, after = row
        return [before, *self._argument(), after]

    def command_written(self, token: re.Match[str], count: int) -> Pieces:
        """A command whose text is made of its arguments as they are written."""
        self.skip_arguments("*o")
        start = self.at
        arguments = self.read_groups(count)
        if len(arguments) < count:
            self.at = start
            return []
        return [written(token["command"], arguments)]

    def command_delimiter(self, _token: re.Match[str], _closer: str, _form: str = "") -> Pieces:
        """What begins maths, which begins none within maths."""
        return []

    def command_begin(self, token: re.Match[str], _row: str) -> Pieces:
        """The beginning of an environment: maths up to its end, else its arguments."""
        name = (self.read_group() or "").strip()
        form = TABLES["maths_environments"].get(name.rstrip("*"))
        if form:
            return self.command_delimiter(token, f"\\end{{{name}}}", form)
        self.skip_arguments(TABLES["environments"].get(name, ""))
        return [" "]

    def command_unknown(self, token: re.Match[str], _row: str) -> Pieces:
        r"""An unknown command: its arguments are shown, its option is not; it joins no words.

        Where nothing can be its argument, it is a name, and shown: `\\foo: a`, `\\TikZ code`.
        """
        word = token["command"]
        self._unknown_words.append(word)
        if word[:1] not in ascii_letters:
            return [word]
        joins = _WORD_END.match(self.source, token.start("command") - 1)
        shown = word + self.source[token.end() : self.at]
        self.skip_arguments("g")
        pieces: Pieces = []
        if self.read(_AFTER_NAME[word.islower()]):
            pieces.append(shown)
        if joins and (pieces or self.source[self.at : self.at + 1].isalnum()):
            pieces.insert(0, " ")
        return pieces
