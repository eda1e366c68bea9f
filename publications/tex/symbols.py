"""What TeX's commands mean, as `commands.toml` and `symbols.txt` have it, and latex2mathml's table.

Accents and text symbols follow "LaTeX2e font selection" (`fntguide`, its tables of text commands)
and the encodings of the LaTeX kernel; the names of maths are those of `unicode-math`.
"""

from __future__ import annotations

import tomllib
import unicodedata
from importlib import resources
from typing import Any, Final

from latex2mathml.symbols_parser import convert_symbol

_FOLDER: Final = resources.files("publications.tex")
_TABLES: Final[dict[str, Any]] = tomllib.loads(
    (_FOLDER / "commands.toml").read_text(encoding="utf-8")
)


def _table(name: str) -> dict[str, Any]:
    """A table of the file."""
    table: dict[str, Any] = _TABLES[name]
    return table


def _names(name: str) -> list[str]:
    """The names of a table that has only names."""
    names: str = _TABLES[name]["names"]
    return names.split()


def _pairs(text: str) -> dict[str, str]:
    """The table that a text of names and values by turns is."""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


# Command -> combining characters.
ACCENTS: Final[dict[str, str]] = _table("accents")
MATHS_ACCENTS: Final[dict[str, str]] = _table("maths_accents")
# What an accent over nothing leaves (`\~{}` is how older URLs write a tilde).
SPACING_ACCENTS: Final = {"^": "^", "~": "~"}
# Command with one argument -> HTML element.
TAGS: Final[dict[str, str]] = _table("tags")
# Command that holds to the end of its group -> HTML element.
SWITCHES: Final[dict[str, str]] = _table("switches")
# Command with one argument -> the text before and after it.
AROUND: Final[dict[str, tuple[str, str]]] = _table("around")
MATHS_AROUND: Final[dict[str, tuple[str, str]]] = _table("maths_around")
# Commands with two arguments in maths -> the text before, between and after them.
PAIRS: Final[dict[str, tuple[str, str, str]]] = _table("pairs")
# What a command or environment reads before what it shows (the file explains the letters).
ARGUMENTS: Final[dict[str, str]] = _table("arguments")
ENVIRONMENTS: Final[dict[str, str]] = _table("environments")
# Environments of maths -> whether they have rows of their own.
MATHS_ENVIRONMENTS: Final[dict[str, str]] = _table("maths_environments")
CITES: Final = _names("cites")
# Commands that show what follows as it is.
PLAIN: Final = frozenset(_names("plain"))
MATHS_PLAIN: Final = frozenset(_names("maths_plain"))
# siunitx's names.
PREFIXES: Final = _pairs(_TABLES["prefixes"]["names"])
UNITS: Final = _pairs(_TABLES["units"]["names"])
POWERS: Final = _pairs(_TABLES["powers"]["names"])

# Commands that only maths knows -> number of arguments; TeX users forget the dollars around them.
MATHS_ONLY: Final = (
    dict.fromkeys(MATHS_ACCENTS, 1) | dict.fromkeys(PAIRS, 2)
    | {"sqrt": 1, "mathbb": 1, "mathds": 1, "mathcal": 1, "mathfrak": 1, "mathscr": 1}
)  # fmt: skip

# Every command of ours that means characters.
SYMBOLS: Final[dict[str, str]] = (
    _pairs((_FOLDER / "symbols.txt").read_text(encoding="utf-8"))
    | {name: name for name in _names("own")}
    | dict.fromkeys(_names("blanks"), " ")
    | _table("signs")
    | _table("words")
    | _table("journals")
)


def symbol(word: str) -> str:
    """The characters that a command means, or nothing: ours, else those of maths."""
    if word in SYMBOLS:
        return SYMBOLS[word]
    code = convert_symbol("\\" + word)
    if code is None or word.startswith(("over", "under")):
        return ""
    character = chr(int(code, 16))
    if unicodedata.combining(character):
        return ""
    return character
