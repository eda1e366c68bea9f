"""Single characters of a TeX string: what may be shown; and addresses as TeX writes them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# What XML 1.0 cannot hold, what cannot be seen, what would turn the direction of the text around.
UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
# The references that XML itself knows; publishers write them, with or without TeX's backslash,
# and Crossref has written their semicolon as a command.
REFERENCE: Final = re.compile(
    r"(?:\{\\&\}|\\?&)"
    r"(?:(?:\{\\[#]\}|\\?[#])(?:[xX](?P<hex>[0-9A-Fa-f]{1,6})|(?P<dec>[0-9]{1,7}))"
    r"|(?P<name>amp|lt|gt|quot|apos))(?:;|\$\\mathsemicolon\$)"
)
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_DOTLESS: Final = {"ı": "i", "ȷ": "j"}

_TILDE: Final = re.compile(
    r"\{?(?:\\textasciitilde|\\~|\$\\sim *\$|\\ensuremath\{\\sim\}) *(?:\{ *\})?\}?"
)
_ESCAPED: Final = re.compile(r"\\([^A-Za-z-])|\\(?:-|[A-Za-z]+ *|\Z)|[{}]")


def resolve(found: re.Match[str]) -> str:
    """The character that a reference (`&lt;`, `&#8211;`) stands for, if it can be printed."""
    if found["name"]:
        return _NAMED[found["name"]]
    code = int(found["hex"], 16) if found["hex"] else int(found["dec"])
    character = chr(code) if code <= 0x10FFFF else ""
    return " " if character.isspace() else UNPRINTABLE.sub("", character)


def combine(base: str, mark: str) -> str:
    """A letter with an accent, composed (NFC) where Unicode has the letter."""
    base = _DOTLESS.get(base, base)
    if mark == "\u0307" and base in ("i", "j"):
        return base
    return unicodedata.normalize("NFC", base + mark)


def address(argument: str) -> str:
    r"""What `\url` and `\href` mean by their first argument: TeX's escapes undone."""
    resolved = _TILDE.sub("~", REFERENCE.sub(resolve, argument))
    return _ESCAPED.sub(lambda found: found[1] or "", resolved).strip()
