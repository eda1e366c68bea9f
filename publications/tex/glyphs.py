r"""Characters that TeX asks for by number: `\symbol{65}`, `\char"41`, pifont's `\ding{172}`."""

from __future__ import annotations

import re
from typing import Final

_CODE: Final = r"""(?:(\d{1,7})|"\ *([0-9A-Fa-f]{1,6})|'\ *([0-7]{1,7})|`\ *\\?([^{}]))"""
#: A number as TeX writes it, with or without braces: decimal, hexadecimal, octal, or a character's.
NUMBER: Final = re.compile(rf"\{{\ *{_CODE}\ *\}}|{_CODE}\ ?", re.VERBOSE)
#: TeX's own `\accent` takes the number of the accent in Computer Modern -> the command for it.
ACCENT_NUMBERS: Final = {
    18: "`", 19: "'", 20: "v", 21: "u", 22: "=", 23: "r", 24: "c", 94: "^", 95: ".", 125: "H",
    126: "~", 127: '"',
}  # fmt: skip
# Zapf Dingbats: the first number of a run, its length, and the character of the first.
_RUNS: Final = (
    (33, 94, 0x2701), (161, 7, 0x2761), (172, 10, 0x2460), (182, 10, 0x2776), (192, 10, 0x2780),
    (202, 10, 0x278A), (212, 43, 0x2794),
)  # fmt: skip
# Those of the runs that Unicode has elsewhere.
_ELSEWHERE: Final = {
    37: "☎", 42: "☛", 43: "☞", 72: "★", 108: "●", 110: "■", 115: "▲", 116: "▼", 117: "◆", 119: "◗",
    168: "♣", 169: "♦", 170: "♥", 171: "♠", 213: "↔", 214: "↕",
}  # fmt: skip


def code(number: re.Match[str]) -> int:
    """The code that a match of `NUMBER` names."""
    decimal, hexadecimal, octal, character = map(max, number.groups("")[:4], number.groups("")[4:])
    if character:
        return ord(character)
    for numeral, base in ((decimal, 10), (hexadecimal, 16), (octal, 8)):
        if numeral:
            return int(numeral, base)
    return 0


def dingbat(number: int) -> str:
    """The character that pifont has at a number."""
    if number in _ELSEWHERE:
        return _ELSEWHERE[number]
    for first, length, character in _RUNS:
        if first <= number < first + length:
            return chr(character + number - first)
    return ""
