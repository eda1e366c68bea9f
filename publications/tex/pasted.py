"""HTML, JATS and MathML in entries that were pasted from publishers, as TeX."""

from __future__ import annotations

import re
from typing import Final

from publications.tex.symbols import TABLES

_NAMES: Final = "|".join(TABLES["elements"])
_SPACE: Final = r"(?:[a-z]{2,5}:)?"
# Brackets as references of HTML (Crossref has them) and as TeX (programs for bibliographies).
_LESS: Final = r"(?:(?:\{\\&\}|\\?&)lt;|\{\\textless\}|\\textless(?:\{\}| |(?![a-z]))|\$<\$)"
_MORE: Final = _LESS.replace("lt;", "gt;").replace("less", "greater").replace("<", ">")
_WRITTEN: Final = re.compile(rf"{_LESS}(/?{_SPACE}(?:{_NAMES})(?: [^&<>]{{0,200}}?)?){_MORE}", re.I)
# Text, and maths, where `<` may be a sign.
_INSIDE: Final = r"(?:[^<>$]++|\$(?:[^$<]|<(?![/A-Za-z]))*+\$|\$)*+"
_ELEMENT: Final = re.compile(
    rf"<{_SPACE}(?P<name>{_NAMES})(?: [^<>]{{0,200}})?>(?P<inside>{_INSIDE})</{_SPACE}(?P=name)>",
    re.IGNORECASE,
)
_EMPTY: Final = re.compile(rf"<(?:br|{_SPACE}[a-z-]{{1,30}}(?: [^<>]{{0,300}})?/)>", re.IGNORECASE)
_MATHML: Final = re.compile(r"</?mml:[a-z]{1,20}(?: [^<>]{0,300})?>", re.IGNORECASE)
# Elements within others are done from the inside out.
_DEEPEST: Final = 12


def as_tex(source: str) -> str:
    """A string whose elements that mean something in text are commands of TeX; others stay."""
    if not any(map(source.__contains__, ("<", "lt;", r"\textless"))):
        return source
    source = _WRITTEN.sub(r"<\1>", source)
    source = _EMPTY.sub(" ", source)
    for _ in range(_DEEPEST):
        source = _ELEMENT.sub(_command, source)
    return _MATHML.sub("", source)


def _command(element: re.Match[str]) -> str:
    """One element without others in it."""
    before, after = TABLES["elements"][element["name"].lower()]
    return f"{before}{element['inside']}{after}"
