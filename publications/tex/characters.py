"""Single characters of a TeX string: what may be shown; and addresses as TeX writes them."""

from __future__ import annotations

import re
import sys
import unicodedata
from html.entities import html5
from itertools import groupby, islice
from typing import Final

from publications.tex.symbols import TABLES

# The last two characters of each plane (The Unicode Standard, 23.7).
_NONCHARACTERS: Final = "".join(
    chr(last - 1) + chr(last) for last in range(0xFFFF, 0x110000, 0x10000)
)
#: Characters that no text keeps: what XML 1.0 (2.2) or terminals cannot bear, what is invisible,
#: and the controls by which a text can be made to look like another: embeddings, overrides and
#: isolates (Unicode Standard Annex 9, 2).
FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    f"\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]"
)
# The references of XML and HTML; publishers write them, with or without TeX's backslash,
# and Crossref has written their semicolon as a command.
REFERENCE: Final = re.compile(
    r"(?:\{\\&\}|\\?&)"
    r"(?:(?:\{\\[#]\}|\\?[#])(?:[xX](?P<hex>[0-9A-Fa-f]{1,6})|(?P<dec>[0-9]{1,7}))"
    r"|(?P<name>[A-Za-z][A-Za-z0-9]{1,30}))(?:;|\$\\mathsemicolon\$)"
)
# Codes that HTML reads as Windows does.
_WINDOWS: Final = range(0x80, 0xA0)
# White space but what breaks no line.
_BLANK: Final = re.compile(r"[^\S\u00a0]")
# As many as the Stream-Safe Text Format allows (Unicode Standard Annex 15, 13).
_MOST_MARKS: Final = 30
_MAY_BE_FLOODED: Final = re.compile(f"[^\x00-\u02ff]{{{_MOST_MARKS + 1}}}")
#: What stands between letters.
APOSTROPHE: Final = re.compile(r"'(?<=[^\W\d_]')(?=[^\W\d_])")
#: A character with the accents that it has.
LETTER: Final = re.compile("\\S[\u0300-\u036f\u20d0-\u20ff]*")
_DOTLESS: Final = {"ı": "i", "ȷ": "j"}
_DOTTED: Final = frozenset({"i\u0307", "j\u0307"})

_SCRIPTS: Final = {marker: str.maketrans(*rows) for marker, rows in TABLES["scripts"].items()}
_TILDE: Final = re.compile(
    r"\{?(?:\\textasciitilde|\\~|\$\\sim *\$|\\ensuremath\{\\sim\}) *(?:\{ *\})?\}?"
)
_ESCAPED: Final = re.compile(r"\\([^A-Za-z-])|\\(?:-|[A-Za-z]+ *|\Z)|[{}]")


def resolve(reference: re.Match[str]) -> str:
    """The character that a reference (`&lt;`, `&#8211;`) names, if it can be printed."""
    name = reference["name"]
    if name:
        named = html5.get(f"{name};", f"&{name};")
        return FORBIDDEN.sub("", _BLANK.sub(" ", named))
    code = int(reference["dec"] or str(int(reference["hex"], 16)))
    if code in _WINDOWS:
        return bytes([code]).decode("cp1252", "ignore")
    return character(code)


def character(code: int) -> str:
    """The character of a code, if it can be printed."""
    if code > sys.maxunicode:
        return ""
    return FORBIDDEN.sub("", _BLANK.sub(" ", chr(code)))


def is_tidy(text: str) -> bool:
    """Whether a text is so that nothing has to be done, as most are: one line of single blanks."""
    # What is printable has no other white space than blanks.
    return text.isprintable() and "  " not in text and text.strip(" ") == text


def one_line(text: str) -> str:
    """A text without forbidden characters, its white space made single blanks."""
    if is_tidy(text):
        return text
    return " ".join(FORBIDDEN.sub("", text).split())


def combine(base: str, mark: str) -> str:
    """A letter with an accent, composed (NFC) where Unicode has the letter."""
    base = _DOTLESS.get(base, base)
    if base + mark in _DOTTED:
        return base
    return unicodedata.normalize("NFC", base + mark)


def with_few_marks(text: str) -> str:
    """A text without marks that are further from their letter than any writing has them.

    Unicode's normal forms sort the marks of a letter, in a time quadratic in their number.
    """
    if _MAY_BE_FLOODED.search(text) is None:
        return text
    kept: list[str] = []
    for are_marks, run in groupby(text, key=lambda character: unicodedata.combining(character) > 0):
        longest = _MOST_MARKS if are_marks else None
        kept += islice(run, longest)
    return "".join(kept)


def script(marker: str, text: str) -> str:
    """A subscript (`_`) or superscript (`^`) in plain text: `x²`, `x^α`, `x^(a+b)`."""
    table = _SCRIPTS[marker]
    if table.keys() >= set(map(ord, text)):
        return text.translate(table)
    if len(text) == 1:
        return marker + text
    return f"{marker}({text})"


def address(argument: str) -> str:
    r"""What `\url` and `\href` mean by their first argument: TeX's escapes undone."""
    resolved = _TILDE.sub("~", REFERENCE.sub(resolve, argument))
    return _ESCAPED.sub(r"\1", resolved).strip()
