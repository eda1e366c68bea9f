"""What TeX's commands mean, as `commands.toml` and `symbols.txt` have it, and latex2mathml's table.

Accents and text symbols follow "LaTeX2e font selection" (`fntguide`, its tables of text commands)
and the encodings of the LaTeX kernel; the names of maths are those of `unicode-math`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from importlib import resources
from typing import Any, Final, NamedTuple

from latex2mathml.symbols_parser import SYMBOLS

_FOLDER: Final = resources.files("publications.tex")
#: The tables of `commands.toml`, where each is explained.
TABLES: Final[dict[str, Any]] = tomllib.loads((_FOLDER / "commands.toml").read_text("utf-8"))


class Command(NamedTuple):
    """What a command is: its kind, and what its row says, such as its characters or its tag."""

    kind: str
    row: Any = ""


def pairs(text: str) -> dict[str, str]:
    """The table that a text of names and values by turns is."""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _rows(table: dict[str, Any]) -> dict[str, Any]:
    """The rows of a table, which may have only names."""
    if "names" in table:
        return dict.fromkeys(table["names"].split(), "")
    return table


# Accents that go over or under more than a letter are none of its symbols.
_OF_MATHS: Final = {
    name[1:]: chr(int(code, 16))
    for name, code in SYMBOLS.items()
    if re.fullmatch(r"\\(?!over|under)[A-Za-z]+", name)
}
_KINDS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("symbol", {n: c for n, c in _OF_MATHS.items() if not unicodedata.combining(c)}),
    ("plain", TABLES["arguments"]),
    ("symbol", pairs((_FOLDER / "symbols.txt").read_text(encoding="utf-8"))),
    ("symbol", dict.fromkeys(TABLES["blanks"]["names"].split(), " ")),
    ("symbol", TABLES["symbols"]),
    *TABLES["commands"].items(),
)
_COMMANDS: Final = {
    name: Command(kind, row) for kind, table in _KINDS for name, row in _rows(table).items()
}
_UNKNOWN: Final = Command("unknown")


def command(name: str) -> Command:
    """What a command of ours is, else one of maths; the kind of others is `unknown`."""
    return _COMMANDS.get(name, _UNKNOWN)


def symbol(name: str, otherwise: str = "") -> str:
    """The characters that a command means, if it means any."""
    kind, row = command(name)
    if kind == "symbol":
        return str(row)
    return otherwise
