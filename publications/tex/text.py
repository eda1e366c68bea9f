"""Reads TeX as text: elements of HTML, quotes, links, citations, environments, maths between."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partialmethod
from typing import Any, ClassVar, Final

from markupsafe import escape

from publications.tex.characters import APOSTROPHE, LETTER, address, character, combine, script
from publications.tex.maths import read_maths
from publications.tex.reader import Piece, Pieces, Reader, text_of
from publications.tex.symbols import TABLES, pairs
from publications.tex.url import is_absolute, safe_url

_SCRIPTS: Final = {"_": "sub", "^": "sup", "sub": "_", "sup": "^"}
_DIGITS: Final = re.compile(r"[0-9+\-−=()∘]+")
_QUOTE_END: Final = re.compile(r"'(?![^\W\d_]|')")
_DINGBATS: Final = pairs(TABLES["dingbats"]["names"])
_MISPLACED: Final = re.compile(r"(?<=\{\\.)\{\}(?=\\?[A-Za-z])")  # `{\'{}n}` of a converter
_NOTHING: Final = re.compile(r"\{ ?\}|\\ |(?=\})|\Z")
_VERBATIM: Final = re.compile(r"([^ {])(.{1,500}?)\1")


class TextReader(Reader):
    """Makes pieces of a text."""

    ligatures: ClassVar = {
        "``": "“", "''": "”", "?`": "¿", "!`": "¡", "--": "–", "---": "—", "~": "\u00a0",
    }  # fmt: skip

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self._last_apostrophe = source.rfind("'")  # after it no quote ends
        self._in_quote = False
        self._open_tags = {""}  # no tag makes no element
        self._unclosed: set[str] = set()  # what opens maths and is known to have no end

    def pieces(self) -> Pieces:
        """The pieces of the whole string, with ’ for what stands between letters."""
        pieces = super().pieces()
        text = text_of(pieces)
        start = 0
        for position, piece in enumerate(pieces):
            if piece == "'" and APOSTROPHE.match(text, start):
                pieces[position] = "’"
            start += len(str(piece))
        return pieces

    def token_ligature(self, token: re.Match[str]) -> Pieces:
        """Quotes, dashes and ties; a single ' is a quote's end only where one was opened."""
        if token[0] == "`" and token.start() < self._last_apostrophe:
            self._in_quote = True
            return ["‘"]
        if self._in_quote and _QUOTE_END.match(self.source, token.start()):
            self._in_quote = False
            return ["’"]
        if "code" in self._open_tags and token[0].startswith("-"):
            return [token[0]]
        return super().token_ligature(token)

    def token_script(self, token: re.Match[str]) -> Pieces:
        """`_` and `^` before a brace or command, where TeX would begin maths by itself."""
        if self.is_before("{", "\\"):
            return self._element(_SCRIPTS[token["script"]], self._argument)
        return [token["script"]]

    def token_dollar(self, token: re.Match[str]) -> Pieces:
        """Maths up to the next dollar; one that has no other is only a dollar."""
        return self.command_delimiter(token, token["dollar"]) or ["$" * (len(token["dollar"]) % 2)]

    def command_tag(self, _token: re.Match[str], tag: str) -> Pieces:
        r"""A command around its argument: `\emph`."""
        return self._element(tag, self._argument)

    def command_switch(self, _token: re.Match[str], tag: str) -> Pieces:
        r"""A command that holds to the end of its group: `\em`."""
        return self._element(tag, self._rest_of_group)

    def command_case(self, _token: re.Match[str], case: str) -> Pieces:
        """A command that changes the case of its argument."""
        pieces = self._argument()
        for position, piece in enumerate(pieces):
            if isinstance(piece, str):
                pieces[position] = getattr(piece, case)()
        return pieces

    def command_accent(self, _token: re.Match[str], mark: str) -> Pieces:
        """An accent on the first letter of the argument."""
        self.read(_MISPLACED)
        if self.read(_NOTHING):
            return [TABLES["spacing"].get(mark, "")]
        pieces = self._argument()
        for position, piece in enumerate(pieces):
            if isinstance(piece, str) and piece.strip():
                pieces[position] = LETTER.sub(lambda letter: combine(letter[0], mark), piece, 1)
                return pieces
        return pieces

    def command_numbered(self, token: re.Match[str], numbers: str) -> Pieces:
        """A character or accent that is asked for by its number."""
        number = self.read_number()
        if number is None:
            return []
        if numbers == "accent":
            return self.command_accent(token, TABLES["accent_numbers"].get(str(number), ""))
        if numbers == "dingbat":
            return [_DINGBATS.get(str(number), "")]
        return [character(number)]

    def command_verbatim(self, _token: re.Match[str], _row: str) -> Pieces:
        """Characters as they are, between two of the same that the author chose."""
        verbatim = self.read(_VERBATIM)
        if verbatim is None:
            return []
        return [verbatim[2]]

    def command_cite(self, token: re.Match[str], _row: str) -> Pieces:
        r"""A citation, with what stands before and after it; `\cites` has one after the other."""
        self.skip_arguments("*")
        cited: list[str] = []
        while not cited or token["command"].endswith("cites"):
            notes = [text_of(TextReader(option).pieces()) for option in self.read_options()]
            keys = list(map(address, self.read_groups(1)))
            if not keys:
                break
            before = " ".join(filter(None, (*notes[:-1], *keys)))
            cited.append(", ".join(filter(None, (before, *notes[-1:]))))
        if cited:
            return [f"[{'; '.join(cited)}]"]
        return ["[", *self._argument(), "]"]

    def command_link(self, token: re.Match[str], shown: str) -> Pieces:
        r"""`\url{address}` or `\href{address}{text}`; an address that is not safe is only text."""
        if self.is_before("|", "+", "!"):  # in place of braces
            return self.command_verbatim(token, shown)
        self.skip_arguments("o")
        target = self.read_group()
        if target is None:
            return []
        target = address(target)
        link = safe_url(target)
        tag = ""
        if link:
            tag = f'a href="{escape(link)}"'
        if shown == "label" and self.is_before("{", " {"):
            return self._element(tag, self._argument)
        # `\url{example.org}` names a host as often as a file.
        if shown == "text" or not is_absolute(link):
            return [target]
        return self._element(tag, lambda: [target])

    def command_pair(self, token: re.Match[str], _row: Any, arguments: str = "omm") -> Pieces:
        """A command with two arguments that only maths knows, without dollars around it."""
        start = self.at
        self.skip_arguments(arguments)
        if self.at == start:
            return []
        return [read_maths(self.source[token.start("command") - 1 : self.at])]

    command_stacked = command_pair
    # The same with one argument.
    command_maths_accent = partialmethod(command_pair, arguments="oom")
    command_alphabet = command_root = command_operator = command_maths_accent

    def command_macro(self, token: re.Match[str], row: dict[str, str]) -> Pieces:
        """A macro that only maths knows, without dollars around it."""
        meaning = self.read_macro(row, token[0])
        if meaning == token[0]:
            return self.command_unknown(token, "")
        return [read_maths(meaning)]

    def _element(self, tag: str, read: Callable[[], Pieces]) -> Pieces:
        """What is read, in an HTML element; never in one within itself."""
        name = tag.partition(" ")[0]
        if name in self._open_tags:
            return read()
        self._open_tags.add(name)
        pieces = read()
        self._open_tags.discard(name)
        if not any(pieces):
            return []
        text = text_of(pieces)
        if name in _SCRIPTS and _DIGITS.fullmatch(text):
            pieces = [Piece(str(escape(text)), script(_SCRIPTS[name], text))]
        return [Piece(f"<{tag}>", ""), *pieces, Piece(f"</{name}>", "")]

    def command_delimiter(self, _token: re.Match[str], closer: str, form: str = "%s") -> Pieces:
        r"""Maths up to its closing sign, if there is one: `\(x\)`."""
        inside = None
        if closer not in self._unclosed:
            inside = self.read(re.compile(rf"((?>\\.|.)*?){re.escape(closer)}", re.DOTALL))
        if inside is None:
            self._unclosed.add(closer)
            return []
        return [read_maths(form % inside[1])]
