r"""HTML, JATS and forgotten escapes in what should be TeX: what publishers send.

Sources: the JATS tag library on the elements that Crossref's abstracts have; Crossref's BibTeX,
which has written `<` as `$\less$`; LaTeX on its ten special characters.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final

# Older answers of Crossref have characters as commands that nobody defines.
_COMMANDS: Final = {
    r"$\less$": "<",
    r"$\greater$": ">",
    r"$\mathsemicolon$": ";",
    r"{\textless}": "<",
    r"{\textgreater}": ">",
    r"\textless{}": "<",
    r"\textgreater{}": ">",
}
_COMMAND: Final = re.compile("|".join(map(re.escape, _COMMANDS)))
_REFERENCE: Final = re.compile(
    r"(?:\{\\&\}|\\?&)(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
)
_ESCAPED_HASH: Final = re.compile(r"&(\}?)\{?\\#\}?(?=[0-9xX]+;)")
# What stands for nothing that can be read: invisible, or a control character.
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_TAG: Final = re.compile(
    r"</?(?:(?:jats|mml|xhtml):[A-Za-z-]{1,30}|i|b|em|strong|sub|sup|inf|br|p|span|div|a|u|tt|sc"
    r"|scp|small|big|font|title|sec|list|list-item|bold|italic|abstract|h[1-6]|ul|ol|li|img|math"
    r"|m[a-z]{1,10})(?:\s[^<>=]{1,100}=[^<>]{0,400})?\s?/?>",
    re.IGNORECASE,
)
_INLINE: Final = {
    "i": "emph", "em": "emph", "italic": "emph", "sub": "textsubscript", "inf": "textsubscript",
    "sup": "textsuperscript",
}  # fmt: skip
_PAIR: Final = re.compile(
    r"<(?:jats:)?(i|em|italic|sub|inf|sup)>([^<>]{0,300})</(?:jats:)?\1>", re.IGNORECASE
)
_JATS_FORMULA: Final = re.compile(r"<mml:math\b[^>]*>[^$]{0,5000}?</mml:math>", re.IGNORECASE)
_HEADING: Final = re.compile(
    r"<(?:jats:)?title(?:\s[^<>]{0,100})?>([^<>]{0,200})</(?:jats:)?title>", re.IGNORECASE
)
_ABSTRACT: Final = re.compile(r"\s*abstract\s*[:.]?\s*", re.IGNORECASE)
_BREAK: Final = re.compile(
    r"<(?:br|/?(?:jats:)?p|/?(?:jats:)?sec|/div|/li)\b[^<>]{0,100}>", re.IGNORECASE
)
# What is maths, and what is escaped already, is not touched; the rest is one special character.
# As in Pandoc's Markdown the dollars of maths touch it, and no digit follows: `$5 to $10` is none.
_SPECIAL: Final = re.compile(
    r"\$\$[^$]{1,1000}\$\$|\$(?!\s)[^$]{0,1000}(?<=[^\s$])\$(?!\d)"
    r"|\$(?!\d)[^$]{0,1000}?[\\^_][^$]{0,1000}\$"
    r"|\\(?:url|href)\s*\{[^{}]{0,1000}\}|\\[A-Za-z]+\*?|\\.|[&%#_$]",
    re.DOTALL,
)


def mend(value: str) -> str:
    """The value as TeX, in single blanks.  Total; what is right already stays as it is."""
    value = unicodedata.normalize("NFC", _INVISIBLE.sub("", value))
    if "$\\" in value or "{\\" in value or "\\text" in value:
        value = _COMMAND.sub(lambda found: _COMMANDS[found[0]], value)
    for _ in range(2):  # &amp;lt; is common
        if "&" in value:
            value = _REFERENCE.sub(_character, _ESCAPED_HASH.sub(r"&\1#", value))
    if "<" in value:
        value = _without_tags(value)
    value = _SPECIAL.sub(_escaped, value) if re.search(r"[&%#_$]", value) else value
    return " ".join(value.split())


def _character(found: re.Match[str]) -> str:
    reference = f"&{found[1]};"
    text = html.unescape(reference)
    return found[0] if text == reference else _INVISIBLE.sub("", text)


def _without_tags(value: str) -> str:
    if "tex-math" in value:  # the same formula twice: in TeX, and in MathML
        value = _JATS_FORMULA.sub("", value)
    value = _HEADING.sub(_heading, value)
    for _ in range(3):  # within each other
        value = _PAIR.sub(lambda found: f"\\{_INLINE[found[1].lower()]}{{{found[2]}}}", value)
    return _TAG.sub("", _BREAK.sub(" ", value))


def _heading(found: re.Match[str]) -> str:
    return "" if _ABSTRACT.fullmatch(found[1]) else f" {found[1].rstrip(': ')}: "


def _escaped(found: re.Match[str]) -> str:
    return found[0] if len(found[0]) > 1 else "\\" + found[0]
