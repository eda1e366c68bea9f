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


def _pairs(text: str) -> dict[str, str]:
    """The table that a text of names and values by turns is."""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_TABLES: Final[dict[str, Any]] = tomllib.loads(
    (_FOLDER / "commands.toml").read_text(encoding="utf-8")
)
# Each is explained where it is.
ACCENTS: Final[dict[str, str]] = _TABLES["accents"]
MATHS_ACCENTS: Final[dict[str, str]] = _TABLES["maths_accents"]
SPACING_ACCENTS: Final[dict[str, str]] = _TABLES["spacing_accents"]
ACCENT_NUMBERS: Final[dict[str, str]] = _TABLES["accent_numbers"]
TAGS: Final[dict[str, str]] = _TABLES["tags"]
SWITCHES: Final[dict[str, str]] = _TABLES["switches"]
AROUND: Final[dict[str, tuple[str, str]]] = _TABLES["around"]
MATHS_AROUND: Final[dict[str, tuple[str, str]]] = _TABLES["maths_around"]
PAIRS: Final[dict[str, tuple[str, str, str]]] = _TABLES["pairs"]
ARGUMENTS: Final[dict[str, str]] = _TABLES["arguments"]
ENVIRONMENTS: Final[dict[str, str]] = _TABLES["environments"]
MATHS_ENVIRONMENTS: Final[dict[str, str]] = _TABLES["maths_environments"]
MATHS_ONLY: Final = (
    dict.fromkeys(MATHS_ACCENTS, 1) | dict.fromkeys(PAIRS, 2) | _TABLES["maths_only"]
)
CITES: Final = _TABLES["cites"]["names"].split()
PLAIN: Final = frozenset(_TABLES["plain"]["names"].split())
MATHS_PLAIN: Final = frozenset(_TABLES["maths_plain"]["names"].split())
PREFIXES: Final = _pairs(_TABLES["prefixes"]["names"])
UNITS: Final = _pairs(_TABLES["units"]["names"])
POWERS: Final = _pairs(_TABLES["powers"]["names"])
DINGBATS: Final = {
    int(first) + offset: character
    for first, characters in _TABLES["dingbats"].items()
    for offset, character in enumerate(characters)
}

# Every command of ours that means characters.
SYMBOLS: Final[dict[str, str]] = (
    _pairs((_FOLDER / "symbols.txt").read_text(encoding="utf-8"))
    | {name: name for name in _TABLES["own"]["names"].split()}
    | dict.fromkeys(_TABLES["blanks"]["names"].split(), " ")
    | _TABLES["signs"]
    | _TABLES["words"]
    | _TABLES["journals"]
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
