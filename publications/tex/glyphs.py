r"""Numbers of characters as TeX writes them: `\symbol{65}`, `\char"41`, `\char`\%`."""

from __future__ import annotations

import re
from typing import Final

_CODE: Final = r"""(?:(\d{1,7})|"\ *([0-9A-Fa-f]{1,6})|'\ *([0-7]{1,7})|`\ *\\?([^{}]))"""
#: A number, with or without braces: decimal, hexadecimal, octal, or a character's.
NUMBER: Final = re.compile(rf"\{{\ *{_CODE}\ *\}}|{_CODE}\ ?", re.VERBOSE)


def code(number: re.Match[str]) -> int:
    """The code that a match of `NUMBER` names."""
    decimal, hexadecimal, octal, character = map(max, number.groups("")[:4], number.groups("")[4:])
    if character:
        return ord(character)
    for numeral, base in ((decimal, 10), (hexadecimal, 16), (octal, 8)):
        if numeral:
            return int(numeral, base)
    return 0
