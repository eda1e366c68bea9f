"""HTML, JATS and MathML in entries that were pasted from publishers, as TeX."""

from __future__ import annotations

import re
from typing import Final

#: In place of a command: a wrapper within a line, which gets no blanks around it.
_IN_LINE: Final = "inline"
#: Element -> the command that means the same; nothing for a wrapper of lines.
_COMMANDS: Final = {
    "i": "textit", "italic": "textit", "em": "emph", "b": "textbf", "bold": "textbf",
    "strong": "textbf", "sub": "textsubscript", "inf": "textsubscript", "sup": "textsuperscript",
    "sc": "textsc", "scp": "textsc", "tt": "texttt", "code": "texttt", "u": "underline",
    "underline": "underline", "p": "", "title": "", "sec": "", "span": "", "abstract": "",
    "inline-formula": _IN_LINE, "disp-formula": "", "formula": _IN_LINE, "tex-math": _IN_LINE,
    "tex": _IN_LINE,
}  # fmt: skip
_NAMES: Final = "|".join(_COMMANDS)
# Text, and maths, where `<` may be a sign.
_INSIDE: Final = r"(?:[^<>$]++|\$(?:[^$<]|<(?![/A-Za-z]))*+\$|\$)*+"
_ELEMENT: Final = re.compile(
    rf"<(?:jats:)?(?P<name>{_NAMES})(?: [^<>]{{0,200}})?>(?P<inside>{_INSIDE})"
    r"</(?:jats:)?(?P=name)>",
    re.IGNORECASE,
)
_BREAK: Final = re.compile(r"<br ?/?>", re.IGNORECASE)
_MATHML: Final = re.compile(r"</?mml:[a-z]{1,20}(?: [^<>]{0,300})?>", re.IGNORECASE)
# Elements within others are done from the inside out.
_DEEPEST: Final = 4


def as_tex(source: str) -> str:
    """A string whose elements that mean something in text are commands of TeX; others stay."""
    if "<" not in source:
        return source
    source = _MATHML.sub("", _BREAK.sub(" ", source))
    for _ in range(_DEEPEST):
        changed = _ELEMENT.sub(_command, source)
        if changed == source:
            break
        source = changed
    return source


def _command(element: re.Match[str]) -> str:
    """One element without others in it."""
    command = _COMMANDS[element["name"].lower()]
    if command == _IN_LINE:
        return element["inside"]
    if not command:
        return f" {element['inside']} "
    return f"\\{command}{{{element['inside']}}}"
