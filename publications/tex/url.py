"""Addresses: the one judgement of what may become a link, for refs.bib and mkdocs.yml alike."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category

from publications.tex.characters import FORBIDDEN

SAFE_SCHEMES: Final = frozenset({"http", "https", "mailto", "ftp"})
_NO_HOST: Final = re.compile(
    r"(?:https?|ftp):(?!/*(?:[^\s/?#\[]|\[[0-9a-f:.]+\]))|//+(?:[\s?#]|\Z)", re.IGNORECASE
)
_PATH: Final = re.compile(r"[/?#]")
# Unicode categories without a visible character: controls, format characters (zero-width and
# bidirectional ones), surrogates, line and paragraph separators.
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def safe_url(address: str) -> str:
    """Return the address as it may stand in a link, or an empty string.

    Links lead to http, https, mailto and ftp addresses, the first two and the last with a host, and
    to relative ones. Text before the first `/`, `?` or `#` that holds a colon has to be one of
    these schemes, although the URL standard calls some of the others relative (`1a:b`, `a_b:c`). A
    path from the top of the site is judged without its `/`, since a page at the top links to it by
    the rest. Invisible characters are removed before: browsers ignore some of them where they look
    for the scheme (URL standard, 4.4).
    """
    visible = address
    if not address.isprintable():
        characters = FORBIDDEN.sub("", address)
        visible = "".join(char for char in characters if category(char) not in _INVISIBLE)
    visible = visible.strip()
    scheme, colon = _scheme(visible.removeprefix("/"))
    if colon and scheme.lower() not in SAFE_SCHEMES:
        return ""
    if _NO_HOST.match(visible):
        return ""
    return visible.replace(" ", "%20").replace("\\", "%5C")


def is_absolute(address: str) -> bool:
    """Whether an address names its host, so that it is not a path on this site."""
    _, colon = _scheme(address)
    return bool(colon) or address.startswith("//")


def _scheme(address: str) -> tuple[str, str]:
    """The text before a colon in the first part of an address, and the colon if there is one."""
    start = _PATH.split(address, maxsplit=1)[0]
    scheme, colon, _ = start.partition(":")
    return scheme, colon
