"""Reads TeX as text: elements of HTML, quotes, links, citations, environments, maths between."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import ClassVar, Final

from markupsafe import escape

from publications.tex.characters import address, character
from publications.tex.glyphs import NUMBER, code
from publications.tex.maths import read_maths
from publications.tex.reader import Piece, Pieces, Reader, text_of
from publications.tex.scripts import script
from publications.tex.symbols import (
    ACCENT_NUMBERS,
    ACCENTS,
    AROUND,
    CITES,
    DINGBATS,
    ENVIRONMENTS,
    MATHS_ENVIRONMENTS,
    MATHS_ONLY,
    SPACING_ACCENTS,
    SWITCHES,
    TAGS,
)
from publications.tex.url import is_absolute, safe_url

_SCRIPT_TAGS: Final = {"_": "sub", "^": "sup"}
_MARKERS: Final = {"sub": "_", "sup": "^"}
_ACCENT_AFTER_A: Final = re.compile("[`'=]")
_DIGITS: Final = re.compile(r"[0-9+\-−=()]+")
#: Two letters, between which an apostrophe is one.
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_DOLLARS: Final = re.compile(r"\\.|\$\$?", re.DOTALL)
_CLOSING_SIGN: Final = {"(": "\\)", "[": "\\]"}
_LINKING: Final = frozenset({"href", "url"})
_CASES: Final = {
    "MakeUppercase": str.upper, "MakeTextUppercase": str.upper, "uppercase": str.upper,
    "MakeLowercase": str.lower, "MakeTextLowercase": str.lower, "lowercase": str.lower,
}  # fmt: skip
_LONGEST_VERBATIM: Final = 500


def text_pieces(source: str) -> Pieces:
    """The pieces of a string, whose white space is blanks."""
    return _with_apostrophes(TextReader(source).pieces())


def _with_apostrophes(pieces: Pieces) -> Pieces:
    """The pieces with ’ for what stands between letters; minutes and feet keep their sign."""
    if "'" not in pieces:
        return pieces
    shown = [position for position, piece in enumerate(pieces) if str(piece)]
    for before, position, after in zip(shown, shown[1:], shown[2:], strict=False):
        between = str(pieces[before])[-1:] + str(pieces[after])[:1]
        if pieces[position] == "'" and _LETTERS.fullmatch(between):
            pieces[position] = "’"
    return pieces


class TextReader(Reader):
    """Makes pieces of a text."""

    ligatures: ClassVar = {
        "``": "“", "''": "”", "?`": "¿", "!`": "¡", "--": "–", "---": "—", "~": "\u00a0",
    }  # fmt: skip

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self._last_apostrophe = source.rfind("'")  # after it no quote ends
        self._in_quote = False
        self._open_tags: set[str] = set()
        self._unclosed: set[str] = set()  # what opens maths and is known to have no end

    # -- tokens

    def _quote(self, token: re.Match[str]) -> Pieces:
        """Quotes, dashes and ties; a single ' is a quote's end only where one was opened."""
        mark, end = token[0], token.end()
        if mark == "`" and end <= self._last_apostrophe:
            self._in_quote = True
            return ["‘"]
        if mark == "'" and self._in_quote and not self.source[end : end + 1].isalpha():
            self._in_quote = False
            return ["’"]
        return self._ligature(token)

    def _script(self, token: re.Match[str]) -> Pieces:
        """`_` and `^` before a brace, where TeX would begin maths by itself."""
        if self.is_before("{"):
            return self._element(_SCRIPT_TAGS[token[0]], self._argument)
        return [token[0]]

    def _dollar(self, token: re.Match[str]) -> Pieces:
        """Maths up to the next dollar; one that has no other is only a dollar."""
        mark = token[0]
        if mark not in self._unclosed:
            for dollar in _DOLLARS.finditer(self.source, self.at):
                if dollar[0].startswith(mark):
                    self.at = dollar.start() + len(mark)
                    return [read_maths(self.source[token.end() : dollar.start()])]
            self._unclosed.add(mark)
        return ["$" * (len(mark) % 2)]

    def _text_sign(self, token: re.Match[str]) -> Pieces:
        """A command of one character that is no letter."""
        sign = token["sign"]
        if sign in _CLOSING_SIGN:
            return self._maths_to(_CLOSING_SIGN[sign])
        if sign in ACCENTS:
            return self._accent(token)
        return self._sign(token)

    # -- commands

    def _tag(self, token: re.Match[str]) -> Pieces:
        r"""A command around its argument: `\emph`."""
        return self._element(TAGS[token["word"]], self._argument)

    def _switch(self, token: re.Match[str]) -> Pieces:
        r"""A command that holds to the end of its group: `\em`."""
        return self._element(SWITCHES[token["word"]], self._rest_of_group)

    def _around(self, token: re.Match[str]) -> Pieces:
        """A command that puts its argument in quotes or brackets."""
        before, after = AROUND[token["word"]]
        return [before, *self._argument(), after]

    def _case(self, token: re.Match[str]) -> Pieces:
        """A command that makes its argument upper or lower case."""
        pieces = self._argument()
        for position, piece in enumerate(pieces):
            if isinstance(piece, str):
                pieces[position] = _CASES[token["word"]](piece)
        return pieces

    def _accent(self, token: re.Match[str]) -> Pieces:
        r"""An accent for the next thing (`\'`, `\v`); over nothing it may be a character itself."""
        name = token["word"] or token["sign"]
        return self._accented(ACCENTS[name]) or [SPACING_ACCENTS.get(name, "")]

    def _accent_after_a(self, _token: re.Match[str]) -> Pieces:
        r"""An accent in LaTeX's other spelling, where `\'` has another meaning: `\a'e`."""
        accent = self.read(_ACCENT_AFTER_A)
        if accent is None:
            return []
        return self._accented(ACCENTS[accent[0]])

    def _numbered_accent(self, _token: re.Match[str]) -> Pieces:
        r"""TeX's own accent, by its number: `\accent19 e`."""
        number = self.read(NUMBER)
        if number is None:
            return []
        return self._accented(ACCENT_NUMBERS.get(str(code(number)), ""))

    def _numbered(self, token: re.Match[str]) -> Pieces:
        """A character that is asked for by its number."""
        number = self.read(NUMBER)
        if number is None:
            return []
        if token["word"] == "ding":
            return [DINGBATS.get(code(number), "")]
        return [character(code(number))]

    def _outside_maths(self, _token: re.Match[str]) -> Pieces:
        r"""`\ifmmode … \else …`: the text for maths is passed over."""
        self.read_until(r"\else", _LONGEST_VERBATIM)
        self.skip_blanks()
        return []

    def _verbatim(self, _token: re.Match[str]) -> Pieces:
        """Characters as they are, between two of the same that the author chose."""
        start = self.at
        self.skip_arguments("*o")
        self.at += 1
        verbatim = self.read_until(self.source[self.at - 1 : self.at], _LONGEST_VERBATIM)
        if not verbatim:
            self.at = start
        return [verbatim or ""]

    def _cite(self, token: re.Match[str]) -> Pieces:
        r"""A citation, with what stands before and after it; `\cites` has one after the other."""
        self.skip_arguments("*")
        cited: list[str] = []
        while not cited or token["word"].endswith("cites"):
            notes = [text_of(TextReader(option).pieces()) for option in self.read_options()]
            keys = self.read_groups(1)
            if not keys:
                break
            before = " ".join(filter(None, (*notes[:-1], *keys)))
            cited.append(", ".join(filter(None, (before, *notes[-1:]))))
        if cited:
            return [f"[{'; '.join(cited)}]"]
        return ["[", *self._argument(), "]"]

    def _begin(self, _token: re.Match[str]) -> Pieces:
        """The beginning of an environment: maths up to its end, else its arguments."""
        name = (self.read_group() or "").strip()
        if name.rstrip("*") in MATHS_ENVIRONMENTS:
            return self._maths_to(f"\\end{{{name}}}", name.rstrip("*"))
        self.skip_arguments(ENVIRONMENTS.get(name, ""))
        return [" "]

    def _end(self, _token: re.Match[str]) -> Pieces:
        """The end of an environment."""
        self.read_group()
        return [" "]

    def _link(self, token: re.Match[str]) -> Pieces:
        r"""`\url{address}` or `\href{address}{text}`; an address that is not safe is only text."""
        if self.is_before("|", "+", "!"):  # in place of braces
            return self._verbatim(token)
        self.skip_arguments("o")
        target = self.read_group()
        if target is None:
            return []
        target = address(target)
        labelled = token["word"] == "href" and self.is_before("{", " {")
        tag = _link_tag(token["word"], target, labelled=labelled)
        if labelled:
            return self._element(tag, self._argument)
        return self._element(tag, lambda: [target or " "])

    def _maths_argument(self, _token: re.Match[str]) -> Pieces:
        """A command whose argument is maths."""
        return list(map(read_maths, self.read_groups(1)))

    def _undollared(self, token: re.Match[str]) -> Pieces:
        """A command that only maths knows, with its groups, without dollars around it."""
        start = self.at
        self.skip_arguments("o")
        self.read_groups(MATHS_ONLY[token["word"]])
        if self.at == start:
            return []
        return [read_maths(token[0] + self.source[start : self.at])]

    # -- what they are made of

    def _element(self, tag: str, read: Callable[[], Pieces]) -> Pieces:
        """What is read, in an HTML element; never in one within itself."""
        name = tag.partition(" ")[0]
        if not name or name in self._open_tags:
            return read()
        self._open_tags.add(name)
        pieces = read()
        self._open_tags.discard(name)
        if not any(pieces):
            return []
        text = text_of(pieces)
        if name in _MARKERS and _DIGITS.fullmatch(text):
            pieces = [Piece(str(escape(text)), script(_MARKERS[name], text))]
        return [Piece(f"<{tag}>", ""), *pieces, Piece(f"</{name}>", "")]

    def _maths_to(self, closer: str, environment: str = "") -> Pieces:
        """Maths up to its closing sign, which may be missing."""
        inside = None
        if closer not in self._unclosed:
            inside = self.read_until(closer, len(self.source))
        if inside is None:
            self._unclosed.add(closer)
            return []
        if MATHS_ENVIRONMENTS.get(environment) == "rows":
            inside = f"\\begin{{{environment}*}}{inside}\\end{{{environment}*}}"
        return [read_maths(inside)]

    tokens: ClassVar = {
        **Reader.tokens,
        "dollar": _dollar,
        "script": _script,
        "sign": _text_sign,
        "ligature": _quote,
    }
    commands: ClassVar = {
        **Reader.commands,
        **dict.fromkeys(MATHS_ONLY, _undollared),
        "ensuremath": _maths_argument,
        **dict.fromkeys(("href", "url", "nolinkurl", "path"), _link),
        **dict.fromkeys(AROUND, _around),
        **dict.fromkeys(SWITCHES, _switch),
        **dict.fromkeys(TAGS, _tag),
        **dict.fromkeys(ACCENTS, _accent),
        **dict.fromkeys(CITES, _cite),
        **dict.fromkeys(_CASES, _case),
        **dict.fromkeys(("ding", "symbol", "char", "unichar"), _numbered),
        **dict.fromkeys(("verb", "lstinline"), _verbatim),
        "accent": _numbered_accent,
        "ifmmode": _outside_maths,
        "begin": _begin,
        "end": _end,
        "a": _accent_after_a,
    }


def _link_tag(command: str, target: str, *, labelled: bool) -> str:
    r"""The element of a link, or empty; `\url{example.org}` names a host as often as a file."""
    link = safe_url(target)
    if not link or command not in _LINKING:
        return ""
    if not labelled and not is_absolute(link):
        return ""
    return f'a href="{escape(link)}"'
