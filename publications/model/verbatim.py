"""Values of fields that hold an address or an id: TeX, HTML and Markdown around them taken off."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Final

from publications import tex
from publications.model import wording

_HREF: Final = re.compile(r"\\href\s*\{([^{}]*)\}.*", re.DOTALL)
# Links in Markdown, and in HTML: `doi:<a href="https://doi.org/10.1000/1">10.1000/1</a>`.
_PASTED: Final = re.compile(
    r"\[[^\[\]]*\]\((?P<markdown>\S+)\)"
    r"|[^<]*<a\s[^<>]{0,99}href=[\"']?(?P<html>[^\"'<>\s]++).*",
    re.DOTALL | re.IGNORECASE,
)
# What EndNote writes of records of Web of Science.
_NO_ADDRESS: Final = re.compile(r"<Go to [A-Z]+>(?:://\S*)?")
_MARKUP: Final = re.compile(r"[\\{}$]|&[#a-z]", re.IGNORECASE)
_CHARACTERS: Final = {
    "textasciitilde": "~", "sim": "~", "textunderscore": "_", "slash": "/", "textless": "<",
    "textgreater": ">", "lt": "<", "gt": ">", "textbackslash": "\\", "allowbreak": "",
    "linebreak": "", "string": "", "protect": "", "relax": "", "textasciicircum": "^",
    "textbar": "|", "textdollar": "$", "textendash": "-",
}  # fmt: skip
_TEX: Final = re.compile(
    r"\\(?:url|path|nolinkurl|doi|detokenize|texttt|ensuremath|mbox)\s*(?=\{)"
    rf"|\$?\\(?P<word>{'|'.join(_CHARACTERS)})(?![A-Za-z])[ \t]?\$?"
    r"|\\(?P<escaped>[_%&#~{}$])|\$\\?(?P<maths>[<>_~])\$"
    r"|(?P<accent>\\[\"'`=]\s?(?:\{\\?[A-Za-z]\}|\\?[A-Za-z])|\\[cvuHkr]\s?\{[A-Za-z]\})"
    r"|(?P<entity>&(?:amp|lt|gt|quot|\#[0-9]{1,6}|\#x[0-9a-f]{1,5});)|\\[-/]|[{}]",
    re.IGNORECASE,
)


def unescaped(value: str) -> str:
    r"""An address or identifier: `\url{…}`, `\href{…}{…}` unwrapped, escapes and braces gone.

    Empty where it only says that there is none.

    >>> unescaped(r"\href{https://example.org/a\_b}{here}"), unescaped("n/a")
    ('https://example.org/a_b', '')
    """
    if not value:
        return ""
    address = wording.meaningful(_NO_ADDRESS.sub("", value.strip()))
    match = _HREF.fullmatch(address) or _PASTED.fullmatch(address)
    if match:
        address = str(match[match.lastindex or 0])
    if not _MARKUP.search(address):
        return address
    return _TEX.sub(_resolved, address).strip()


def _resolved(match: re.Match[str]) -> str:
    """The character that a command of TeX or HTML stands for; nothing for a brace."""
    kind = match.lastgroup
    if kind is None:
        return ""
    return _RESOLVERS[kind](match[kind])


_RESOLVERS: Final[dict[str, Callable[[str], str]]] = {
    "word": lambda word: _CHARACTERS[word.lower()],
    "escaped": str,
    "maths": str,
    "accent": lambda accent: tex.parse(accent).text,
    "entity": html.unescape,
}
