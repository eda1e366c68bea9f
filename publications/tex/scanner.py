"""One pass over a TeX string, from left to right: what each token of it does.

Every character is looked at a bounded number of times, so that the work grows with the string's
length whatever is in it. The rules are TeX's own (The TeXbook, chapters 7 and 8): a command takes a
group or the one thing that follows it, blanks after a command made of letters vanish, a group ends
what began in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, ClassVar, Final

from publications.tex.builder import Piece, unknown_in, with_apostrophes
from publications.tex.characters import REFERENCE, resolve
from publications.tex.commands import Commands
from publications.tex.symbols import ACCENTS, ARGUMENTS, SYMBOLS, symbol

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
_DOLLARS: Final = re.compile(r"\\.|\$\$?", re.DOTALL)
_LENGTH: Final = re.compile(r"\*?(?: *\[[^\[\]{}]{0,40}\])?")
_CLOSING_SIGN: Final = {"(": "\\)", "[": "\\]"}
_SCRIPT_TAGS: Final = {"_": "sub", "^": "sup"}


class Scanner(Commands):
    """Makes the pieces of one string; used once."""

    ligatures: ClassVar[Mapping[str, str]] = {
        "``": "“", "''": "”", "?`": "¿", "!`": "¡", "--": "–", "---": "—", "~": "\u00a0",
    }  # fmt: skip

    _in_quote = False

    @cached_property
    def _last_apostrophe(self) -> int:
        """Where the last apostrophe is, after which no quote ends."""
        return self.source.rfind("'")

    def scan(self) -> list[str | Piece]:
        """The pieces of the whole string; unknown commands where there is nothing else."""
        at = 0
        while at < len(self.source):
            token = _TOKEN.match(self.source, at)
            if token is None:
                break
            at = self.tokens[str(token.lastgroup)](self, token)
        pieces = with_apostrophes(self.finish())
        if not any(str(piece).strip() for piece in pieces):
            pieces.append(" ".join(unknown_in(pieces)))
        return pieces

    # -- tokens: each takes one and returns the position of the next

    def _text(self, token: re.Match[str]) -> int:
        """Ordinary characters: the run, or only the first one if a command waits for it."""
        if not self._waits():
            self._emit(token[0])
            return token.end()
        bare = token[0].lstrip(" ")
        self._put(bare[:1])
        return token.end() - len(bare[1:])

    def _reference(self, token: re.Match[str]) -> int:
        """A reference of XML: `&amp;`."""
        self._put(resolve(token))
        return token.end()

    def _begin_group(self, token: re.Match[str]) -> int:
        """An opening brace."""
        self._open()
        return token.end()

    def _end_group(self, token: re.Match[str]) -> int:
        """A closing brace."""
        self._close()
        return token.end()

    def _ligature(self, token: re.Match[str]) -> int:
        """Quotes, dashes and ties; a single ' is a quote's end only where one was opened."""
        mark, end = token[0], token.end()
        letter_follows = self.source[end : end + 1].isalpha()
        if mark == "`" and end <= self._last_apostrophe:
            self._in_quote = True
            mark = "‘"
        elif mark == "'" and self._in_quote and not letter_follows:
            self._in_quote = False
            mark = "’"
        self._put(self.ligatures.get(mark, mark))
        return end

    def _script(self, token: re.Match[str]) -> int:
        """`_` and `^` before a brace, where TeX would begin maths by itself."""
        if self.source.startswith("{", token.end()):
            self._element(_SCRIPT_TAGS[token[0]])
        else:
            self._put(token[0])
        return token.end()

    def _dollar(self, token: re.Match[str]) -> int:
        """Maths up to the next dollar; one that has no other is only a dollar."""
        mark, end = token[0], token.end()
        if mark not in self._unclosed:
            for dollar in _DOLLARS.finditer(self.source, end):
                if dollar[0].startswith(mark):
                    self._put_maths(self.source[end : dollar.start()])
                    return dollar.start() + len(mark)
            self._unclosed.add(mark)
        if mark == "$":
            self._put("$")
        return end

    def _sign(self, token: re.Match[str]) -> int:
        """A command of one character that is no letter."""
        sign, end = token["sign"], token.end()
        if sign in _CLOSING_SIGN:
            return self._maths_to(_CLOSING_SIGN[sign], end)
        if sign == "\\":
            return self._new_line(end)
        if sign in ACCENTS:
            self._accent(sign)
        else:
            self._put(SYMBOLS.get(sign, ""))
        return end

    def _word(self, token: re.Match[str]) -> int:
        """A command made of letters; the blanks after it vanish, those of unknown ones too."""
        word = token["word"]
        at = self._groups.after_blanks(token.end())
        at = self._groups.after(ARGUMENTS.get(word, ""), at)
        read = self.commands.get(word)
        if read is not None:
            return read(self, word, at)
        if symbol(word):
            return self._symbol_command(word, at)
        return self._unknown(token, at)

    def _new_line(self, end: int) -> int:
        r"""`\\`, perhaps with a distance."""
        self._put(" ")
        distance = _LENGTH.match(self.source, end)
        if distance:
            end = distance.end()
        return end

    #: What reads each token, by its name in the grammar above.
    tokens: ClassVar[Mapping[str, Callable[[Any, re.Match[str]], int]]] = {
        "reference": _reference,
        "word": _word,
        "sign": _sign,
        "open": _begin_group,
        "close": _end_group,
        "dollar": _dollar,
        "script": _script,
        "ligature": _ligature,
        "text": _text,
    }
