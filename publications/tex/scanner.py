"""One pass over a TeX string, from left to right: what each token of it does.

Every character is looked at a bounded number of times, so that the work grows with the string's
length whatever is in it. The rules are TeX's own (The TeXbook, chapters 7 and 8): a command takes a
group or the one thing that follows it, blanks after a command made of letters vanish, a group ends
what began in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from markupsafe import escape

from publications.tex.builder import Builder, Piece
from publications.tex.characters import REFERENCE, address, resolve
from publications.tex.groups import Groups
from publications.tex.symbols import (
    ACCENTS,
    AROUND,
    HIDDEN,
    MATHS_ONLY,
    SPACING_ACCENTS,
    STARRED,
    SWITCHES,
    SYMBOLS,
    TAGS,
)
from publications.tex.url import is_absolute, safe_url

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
# LaTeX's spelling `\a'` of `\'`, for places where that has another meaning.
_ACCENTS_AFTER_A: Final = frozenset("'`=")
_CLOSING_SIGN: Final = {"(": "\\)", "[": "\\]"}
_LINKING: Final = frozenset({"href", "url"})
_SCRIPT_TAGS: Final = {"_": "sub", "^": "sup"}


class Scanner(Builder):
    """Makes the pieces of one string; used once.

    Args:
        source: the string, with white space already made blanks.
        read_maths: makes a piece of the inside of `$…$`.
        script: makes plain text of digits set low (`_`) or high (`^`).
    """

    ligatures: ClassVar[Mapping[str, str]] = {
        "``": "“", "''": "”", "?`": "¿", "!`": "¡", "--": "–", "---": "—", "~": "\u00a0",
    }  # fmt: skip

    def __init__(
        self,
        source: str,
        read_maths: Callable[[str], Piece],
        script: Callable[[str, str], str],
    ) -> None:
        super().__init__(script)
        self.source = source
        self._read_maths = read_maths
        self._in_quote = False
        self._last_apostrophe = source.rfind("'")
        self._unclosed: set[str] = set()  # what opens maths and is known to have no end
        self._groups = Groups(source)

    def scan(self) -> list[str | Piece]:
        """The pieces of the whole string."""
        at = 0
        while at < len(self.source):
            token = _TOKEN.match(self.source, at)
            if token is None:
                break
            at = self.tokens[str(token.lastgroup)](self, token)
        return self.finish()

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
        if mark == "`" and end <= self._last_apostrophe:
            self._in_quote = True
            self._put("‘")
        elif mark == "'" and self._in_quote and not self.source[end : end + 1].isalpha():
            self._in_quote = False
            self._put("’")
        else:
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
        at = self._groups.after_blanks(self._skip_star(word, token.end()))
        read = self.commands.get(word)
        if read is None:
            return self._unknown(word, at)
        return read(self, word, at)

    # -- commands: each returns the position after what it has read

    def _symbol_command(self, word: str, at: int) -> int:
        """A command that means characters."""
        self._put(SYMBOLS[word])
        return at

    def _accent_command(self, word: str, at: int) -> int:
        r"""An accent with a name: `\v`."""
        self._accent(word)
        return at

    def _accent_after_a(self, word: str, at: int) -> int:
        r"""An accent in LaTeX's other spelling: `\a'e`."""
        accent = self.source[at : at + 1]
        if accent not in _ACCENTS_AFTER_A:
            return self._unknown(word, at)
        self._accent(accent)
        return at + 1

    def _tag_command(self, word: str, at: int) -> int:
        r"""A command around its argument: `\emph`."""
        self._element(TAGS[word])
        return at

    def _switch_command(self, word: str, at: int) -> int:
        r"""A command that holds to the end of its group: `\em`."""
        self._switch(SWITCHES[word])
        return at

    def _around_command(self, word: str, at: int) -> int:
        """A command that puts its argument in quotes or brackets."""
        self._around(*AROUND[word])
        return at

    def _hidden_command(self, word: str, at: int) -> int:
        """A command whose arguments are not shown."""
        return self._hide(HIDDEN[word], at)

    def _unknown(self, _word: str, at: int) -> int:
        """An unknown command: its arguments are shown, its option is not."""
        return self._groups.after_option(at)

    def _link(self, command: str, at: int) -> int:
        r"""`\url{address}` or `\href{address}{text}`; an address that is not safe is only text."""
        close = self._groups.closing.get(at)
        if close is None:
            return at
        target = address(self.source[at + 1 : close])
        following = self._groups.after_blanks(close + 1)
        labelled = command == "href" and self.source.startswith("{", following)
        self._element(self._link_tag(command, target, labelled=labelled))
        if not labelled:
            self._put(target or " ")
        return close + 1

    def _link_tag(self, command: str, target: str, *, labelled: bool) -> str:
        r"""The element of a link, or empty; `\url{example.org}` names a host as often as a file."""
        link = safe_url(target)
        if not link or command not in _LINKING:
            return ""
        if not labelled and not is_absolute(link):
            return ""
        return f'a href="{escape(link)}"'

    def _maths_argument(self, _word: str, at: int) -> int:
        """A command whose argument is maths."""
        close = self._groups.closing.get(at)
        if close is None:
            return at
        self._put_maths(self.source[at + 1 : close])
        return close + 1

    def _undollared(self, word: str, at: int) -> int:
        """A command that only maths knows, with its groups, without dollars around it."""
        close = self._groups.after_option(at)
        for _ in range(MATHS_ONLY[word]):
            close = self._groups.after_group(close)
        if close > at:
            self._put_maths("\\" + word + self.source[at:close])
        return close

    # -- what tokens and commands are made of

    def _accent(self, command: str) -> None:
        """An accent for the next thing; over nothing it may be a character itself."""

        def done(start: int) -> None:
            if not self._put_accent(start, ACCENTS[command]) and command in SPACING_ACCENTS:
                self.pieces.append(SPACING_ACCENTS[command])

        self._accents += 1
        self._wait(done)

    def _hide(self, arguments: int, at: int) -> int:
        """Pass over arguments that are not shown."""
        for _ in range(arguments):
            at = self._groups.after_option(self._groups.after_blanks(at))
            at = self._groups.after_group(self._groups.after_blanks(at))
        return at

    def _new_line(self, end: int) -> int:
        r"""`\\`, perhaps with a distance."""
        self._put(" ")
        length = _LENGTH.match(self.source, end)
        assert length is not None  # noqa: S101  # it may be empty
        return length.end()

    def _maths_to(self, closer: str, end: int) -> int:
        """Maths up to its closing sign, which may be missing."""
        close = -1
        if closer not in self._unclosed:
            close = self.source.find(closer, end)
        if close < 0:
            self._unclosed.add(closer)
            return end
        self._put_maths(self.source[end:close])
        return close + len(closer)

    def _put_maths(self, inside: str) -> None:
        """Add maths as one piece."""
        self.pieces.append(self._read_maths(inside))
        self._settle()

    def _skip_star(self, word: str, at: int) -> int:
        """The position after a star that belongs to the command."""
        if word in STARRED and self.source.startswith("*", at):
            return at + 1
        return at

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
    #: What reads the arguments of each command made of letters.
    commands: ClassVar[Mapping[str, Callable[[Any, str, int], int]]] = {
        **dict.fromkeys(MATHS_ONLY, _undollared),
        "ensuremath": _maths_argument,
        **dict.fromkeys(("href", "url", "nolinkurl", "path"), _link),
        **dict.fromkeys(HIDDEN, _hidden_command),
        **dict.fromkeys(AROUND, _around_command),
        **dict.fromkeys(SWITCHES, _switch_command),
        **dict.fromkeys(TAGS, _tag_command),
        **dict.fromkeys(ACCENTS, _accent_command),
        **dict.fromkeys(SYMBOLS, _symbol_command),
        "a": _accent_after_a,
    }
