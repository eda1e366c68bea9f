"""Commands of TeX made of letters: what each does with what follows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from markupsafe import escape

from publications.tex.builder import Builder, Piece
from publications.tex.characters import address, character
from publications.tex.glyphs import ACCENT_NUMBERS, NUMBER, code, dingbat
from publications.tex.groups import Groups
from publications.tex.symbols import (
    ACCENTS,
    ARGUMENTS,
    AROUND,
    CITES,
    ENVIRONMENTS,
    MATHS_AROUND,
    MATHS_ENVIRONMENTS,
    MATHS_ONLY,
    MATHS_PLAIN,
    PLAIN,
    SPACING_ACCENTS,
    SWITCHES,
    SYMBOLS,
    TAGS,
    symbol,
)
from publications.tex.url import is_absolute, safe_url
from publications.tex.written import WRITTEN, written

# LaTeX's spelling `\a'` of `\'`, for places where that has another meaning.
_ACCENTS_AFTER_A: Final = frozenset("'`=")
_LINKING: Final = frozenset({"href", "url"})
_CASES: Final = {
    "MakeUppercase": str.upper, "MakeTextUppercase": str.upper, "uppercase": str.upper,
    "MakeLowercase": str.lower, "MakeTextLowercase": str.lower, "lowercase": str.lower,
}  # fmt: skip
#: The name of an environment, in its braces.
ENVIRONMENT: Final = re.compile(r"\{ *([A-Za-z]{1,40}\*?) *\}")
_SURROUNDINGS: Final = AROUND | MATHS_AROUND
_LONGEST_VERBATIM: Final = 500
# What may stand around an address in place of braces.
_DELIMITERS: Final = ("|", "+", "!")
# What ends a sentence or a word, so that a blank belongs before the next word.
_BEFORE_BLANK: Final = frozenset(",;:.!?)]")
_AFTER_NAME: Final = frozenset(":;,.!?)]}'")


class Commands(Builder):
    """Does what commands say.

    Args:
        source: the string, with white space already made blanks.
        read_maths: makes a piece of the inside of `$…$`.
        script: makes plain text of digits set low (`_`) or high (`^`).
    """

    def __init__(
        self,
        source: str,
        read_maths: Callable[[str], Piece],
        script: Callable[[str, str], str],
    ) -> None:
        super().__init__(script)
        self.source = source
        self._read_maths = read_maths
        self._unclosed: set[str] = set()  # what opens maths and is known to have no end
        self._groups = Groups(source)

    def scan(self) -> list[str | Piece]:
        """The pieces of the whole string."""
        raise NotImplementedError

    # -- commands: each returns the position after what it has read

    def _symbol_command(self, word: str, at: int) -> int:
        """A command that means characters."""
        self._put(symbol(word))
        return at

    def _accent_command(self, word: str, at: int) -> int:
        r"""An accent with a name: `\v`."""
        self._accent(word)
        return at

    def _accent_after_a(self, word: str, at: int) -> int:
        r"""An accent in LaTeX's other spelling: `\a'e`."""
        accent = self.source[at : at + 1]
        if accent not in _ACCENTS_AFTER_A:
            return at
        self._accent(accent)
        return at + 1

    def _numbered_accent(self, _word: str, at: int) -> int:
        r"""TeX's own accent, by its number: `\accent19 e`."""
        number = NUMBER.match(self.source, at)
        if number is None or code(number) not in ACCENT_NUMBERS:
            return at
        self._accent(ACCENT_NUMBERS[code(number)])
        return number.end()

    def _outside_maths(self, _word: str, at: int) -> int:
        r"""`\ifmmode … \else …`: the text for maths is passed over."""
        end = self.source.find(r"\else", at, at + _LONGEST_VERBATIM)
        if end < 0:
            return at
        return self._groups.after_blanks(end + len(r"\else"))

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
        self._around(*_SURROUNDINGS[word])
        return at

    def _plain_command(self, _word: str, at: int) -> int:
        """A command that changes nothing here."""
        return at

    def _unknown(self, token: re.Match[str], at: int) -> int:
        r"""An unknown command: its arguments are shown, its option is not; it joins no words.

        Where nothing can be its argument (`\\foo: a tool`), it is a name, and shown as one.
        """
        self.pieces.append(Piece("", "", (token["word"],)))
        before = self.source[max(token.start() - 1, 0) : token.start()]
        after = self.source[at : at + 1]
        is_name = after == "" or after in _AFTER_NAME
        blank = before.isalnum() or before in _BEFORE_BLANK
        if blank and (is_name or after.isalnum()):
            self._emit(" ")
        if is_name:
            self._emit(token["word"])
        option = self._groups.after_option(at)
        if self.source.startswith("{", self._groups.after_blanks(option)):
            return option
        return at

    def _case_command(self, word: str, at: int) -> int:
        """A command that makes its argument upper or lower case."""
        self._change_case(_CASES[word])
        return at

    def _numbered(self, word: str, at: int) -> int:
        """A character that is asked for by its number."""
        number = NUMBER.match(self.source, at)
        if number is None:
            return at
        read = dingbat if word == "ding" else character
        self._put(read(code(number)))
        return number.end()

    def _written(self, word: str, at: int) -> int:
        """A command whose text is made of its arguments as they are written."""
        at = self._groups.after("*o", at)
        arguments, end = self._groups.texts(WRITTEN[word], at)
        if len(arguments) < WRITTEN[word]:
            return at
        self._put(written(word, arguments, self._script_text))
        return end

    def _verbatim(self, _word: str, at: int) -> int:
        """Characters as they are, between two of the same that the author chose."""
        start = self._groups.after("*o", at) + 1
        close = self.source.find(self.source[start - 1 : start], start, start + _LONGEST_VERBATIM)
        if close < start:
            return at
        self._put(self.source[start:close])
        return close + 1

    def _cite(self, word: str, at: int) -> int:
        r"""A citation, with what stands before and after it; `\cites` has one after the other."""
        at = self._groups.after("*", at)
        cited: list[str] = []
        while not cited or word.endswith("cites"):
            options, at = self._groups.options(at)
            keys, at = self._groups.texts(1, at)
            if not keys:
                break
            notes = list(map(self._option_text, options))
            before = " ".join(filter(None, (*notes[:-1], *keys)))
            cited.append(", ".join(filter(None, (before, *notes[-1:]))))
        if cited:
            self._put(f"[{'; '.join(cited)}]")
        else:
            self._around("[", "]")
        return at

    def _begin(self, _word: str, at: int) -> int:
        """The beginning of an environment: maths up to its end, else its arguments."""
        name = ENVIRONMENT.match(self.source, at)
        if name is None:
            return self._groups.after_group(at)
        if name[1].rstrip("*") in MATHS_ENVIRONMENTS:
            return self._maths_to(f"\\end{{{name[1]}}}", name.end(), name[1].rstrip("*"))
        self._emit(" ")
        return self._groups.after(ENVIRONMENTS.get(name[1], ""), name.end())

    def _end(self, _word: str, at: int) -> int:
        """The end of an environment."""
        self._emit(" ")
        return self._groups.after_group(at)

    def _link(self, command: str, at: int) -> int:
        r"""`\url{address}` or `\href{address}{text}`; an address that is not safe is only text."""
        if self.source.startswith(_DELIMITERS, at):
            return self._verbatim(command, at)
        at = self._groups.after_option(at)
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

    # -- what they are made of

    def _accent(self, command: str) -> None:
        """An accent for the next thing; over nothing it may be a character itself."""

        def done(start: int) -> None:
            if not self._put_accent(start, ACCENTS[command]) and command in SPACING_ACCENTS:
                self.pieces.append(SPACING_ACCENTS[command])

        self._accents += 1
        self._wait(done)

    def _option_text(self, option: str) -> str:
        """The text of an option, which holds no other."""
        return "".join(map(str, type(self)(option, self._read_maths, self._script_text).scan()))

    def _maths_to(self, closer: str, end: int, environment: str = "") -> int:
        """Maths up to its closing sign, which may be missing."""
        close = -1
        if closer not in self._unclosed:
            close = self.source.find(closer, end)
        if close < 0:
            self._unclosed.add(closer)
            return end
        inside = self.source[end:close]
        if MATHS_ENVIRONMENTS.get(environment) == "rows":
            inside = f"\\begin{{{environment}*}}{inside}\\end{{{environment}*}}"
        self._put_maths(inside)
        return close + len(closer)

    def _put_maths(self, inside: str) -> None:
        """Add maths as one piece."""
        self.pieces.append(self._read_maths(inside))
        self._settle()

    #: What reads the arguments of each command made of letters.
    commands: ClassVar[Mapping[str, Callable[[Any, str, int], int]]] = {
        **dict.fromkeys((*ARGUMENTS, *PLAIN, *MATHS_PLAIN), _plain_command),
        **dict.fromkeys(MATHS_ONLY, _undollared),
        "ensuremath": _maths_argument,
        **dict.fromkeys(("href", "url", "nolinkurl", "path"), _link),
        **dict.fromkeys(AROUND, _around_command),
        **dict.fromkeys(SWITCHES, _switch_command),
        **dict.fromkeys(TAGS, _tag_command),
        **dict.fromkeys(ACCENTS, _accent_command),
        **dict.fromkeys(SYMBOLS, _symbol_command),
        **dict.fromkeys(CITES, _cite),
        **dict.fromkeys(_CASES, _case_command),
        **dict.fromkeys(WRITTEN, _written),
        **dict.fromkeys(("ding", "symbol", "char", "unichar"), _numbered),
        **dict.fromkeys(("verb", "lstinline"), _verbatim),
        "accent": _numbered_accent,
        "ifmmode": _outside_maths,
        "begin": _begin,
        "end": _end,
        "a": _accent_after_a,
    }
