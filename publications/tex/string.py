"""A string of refs.bib as TeX writes it, in four renderings: HTML, plain text, TeX, search key.

It is parsed once; a rendering is made when it is asked for. Most strings have no TeX
in them and pass untouched; accents, braces, dashes and ties are done by compiled expressions; only
the rest is read as TeX (`text.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Final

from markupsafe import Markup, escape

from publications.tex import pasted
from publications.tex.characters import APOSTROPHE, FORBIDDEN, combine, is_tidy, with_few_marks
from publications.tex.reader import Piece, Pieces, text_of, unknown_in
from publications.tex.symbols import TABLES, command, symbol
from publications.tex.text import TextReader

_LETTER: Final = r"[A-Za-z]|\\[ij](?![A-Za-z])\ *"
_EASY_COMMAND: Final = re.compile(
    rf"""\\(?<![_^]\\)(?:
      (?P<accent>['`^"~=.]\ *|[uvHcdbrk](?:(?=[{{\\])|\ +))
      (?P<brace>\{{)?(?P<base>{_LETTER})(?(brace)\}})
    | (?P<letter>ss|aa|AA|ae|AE|oe|OE|o|O|l|L|i|j|dh|DH|dj|DJ|th|TH|ng|NG)(?![A-Za-z])\ *
    )""",
    re.VERBOSE,
)
_ANY_TEX: Final = ("\\", "{", "}", "$", "~", "`", "--", "''", "&", "<")
# Each alternative begins with one certain character, so that all others are passed quickly.
_HARD_TEX: Final = re.compile(
    r"\\(?![&%_#]) | \$ | `(?<!``)(?!`) | ``` | \?` | !` | _\{ | \^\{ | &\}?\{?\\?[\#A-Za-z]",
    re.VERBOSE,
)
_BLANKS: Final = re.compile(r"[ \t-\r\x85\u2028\u2029]+")
# Of longer strings a few are kept, since many would fill the memory.
_SHORT: Final = 200
_LINK: Final = re.compile(r"</?a\b[^>]*>")
_IN_TEX: Final = str.maketrans(
    {character: "\\" + character for character in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
# DBLP has titles whose TeX was escaped as if it were text: `{\textdollar}{\textbackslash}oplus…`.
_ESCAPED_KINDS: Final = frozenset(("alphabet", "macro", "pair", "plain", "symbol", "tag"))
_ESCAPED_COMMAND: Final = re.compile(r"(?:\{\\textbackslash\}|\$\\backslash\$)([A-Za-z]+)")
_ESCAPED: Final = re.compile("|".join(map(re.escape, TABLES["unescaped"])))
# Letters that no decomposition of Unicode's takes apart.
_UNDECOMPOSED: Final = str.maketrans(TABLES["undecomposed"])
_ACCENT_MARKS: Final = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_NO_WORD: Final = re.compile(r"[\W_]+", re.ASCII)


@dataclass(frozen=True)
class Tex:
    """What a TeX string means. Empty ones are false.

    It is parsed when a rendering is first asked for, unless its pieces are `known`.
    `str()` gives the plain text, so that a template that forgets `.html` shows escaped text.
    """

    source: str
    known: tuple[str | Piece, ...] = ()

    @cached_property
    def pieces(self) -> tuple[str | Piece, ...]:
        """What the source is made of."""
        return self.known or tuple(_pieces(self.source))

    @cached_property
    def html(self) -> Markup:
        """Inline HTML, well-formed XML without named entities of HTML; maths as MathML."""
        return self.rendered(escape)

    def rendered(self, text: Callable[[str], Markup], *, links: bool = True) -> Markup:
        """The same with its text, all but tags and maths, rendered by a function.

        Without `links` the tags `<a>` are left out, for text within a link.
        """
        parts: list[str] = []
        for is_markup, pieces in groupby(self.pieces, lambda piece: isinstance(piece, Piece)):
            if is_markup:
                parts += map(attrgetter("html"), pieces)
            else:
                parts.append(text(text_of(pieces)))
        html = _tidy("".join(parts))
        if not links:
            html = _LINK.sub("", html)
        return Markup(html)  # noqa: S704 - each part was escaped or made here

    @cached_property
    def text(self) -> str:
        """Plain Unicode text."""
        return _tidy(text_of(self.pieces))

    @property
    def search(self) -> str:
        """The folded text: what a reader would type on a plain keyboard."""
        return fold(self.text)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The names of commands that are unknown, without their backslash."""
        return unknown_in(self.pieces)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


def parse(source: str) -> Tex:
    """What a TeX string means; total: nothing is an error.

    Publishers' `&amp;`, `&nbsp;` and `&#…;` mean the character, once, and their HTML what it
    means in text. Control characters and bidirectional overrides are dropped.
    """
    if len(source) < _SHORT:
        return _parse_short(source)
    return _parse_long(source)


def _pieces(source: str) -> Pieces:
    """The pieces of a string, by the least work that it needs."""
    tidy = source
    if not is_tidy(source):
        tidy = _BLANKS.sub(" ", FORBIDDEN.sub("", source)).strip(" ")
    if not any(map(tidy.__contains__, _ANY_TEX)):
        return [APOSTROPHE.sub("’", tidy)]
    tidy = pasted.as_tex(tidy)
    easy = _EASY_COMMAND.sub(lambda match: _easy_character(*match.groups()), tidy)
    if not _HARD_TEX.search(easy):
        return [APOSTROPHE.sub("’", _without_braces(easy))]
    if set() < {command(word).kind for word in _ESCAPED_COMMAND.findall(tidy)} <= _ESCAPED_KINDS:
        tidy = _ESCAPED.sub(lambda match: TABLES["unescaped"][match[0]], tidy)
    return TextReader(tidy).pieces()


_parse_short = lru_cache(maxsize=8192)(Tex)
_parse_long = lru_cache(maxsize=64)(Tex)  # rules and model ask for a field one after the other


def plain(text: str) -> Tex:
    """Text that is no TeX, as a `Tex`: its source has TeX's special characters escaped."""
    text = FORBIDDEN.sub("", text)
    return Tex(text.translate(_IN_TEX), (text,))


@lru_cache(maxsize=2048)  # titles and keywords are compared again and again
def fold(text: str) -> str:
    """A text as it is searched for: no accents, no case, no punctuation, single blanks.

    Accents go by Unicode's compatibility decomposition (so `²` is `2`), case by its full case
    folding (so `ß` is `ss`). Marks of other scripts, where they are letters' parts, stay.
    """
    if text.isascii():
        return _NO_WORD.sub(" ", text.lower()).strip()
    text = unicodedata.normalize("NFKD", with_few_marks(text.casefold())).casefold()
    text = unicodedata.normalize("NFKC", _ACCENT_MARKS.sub("", text).translate(_UNDECOMPOSED))
    return " ".join("".join(map(_word_character, text)).split())


def _word_character(character: str) -> str:
    """What a folded text has for a character: itself, a blank or nothing."""
    category = unicodedata.category(character)
    if category[0] in "LMN":
        return character
    if category == "Cf":
        return ""
    return " "


def _tidy(text: str) -> str:
    """Single blanks, none at the ends (a command that vanished may have had one on either side)."""
    if "  " in text:
        text = re.sub(" {2,}", " ", text)
    return text.strip(" ")


@lru_cache(maxsize=1024)
def _easy_character(accent: str, _brace: str, base: str, letter: str) -> str:
    """The character that an accent over a letter, or a command for a letter, means."""
    if letter:
        return symbol(letter)
    return combine(base.strip("\\ "), command(accent.strip(" ")).row)


def _without_braces(text: str) -> str:
    """Dashes, quotes and ties resolved, braces and backslashes gone: where there is no more."""
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    return text.replace("~", "\u00a0").replace("{", "").replace("}", "").replace("\\", "")
