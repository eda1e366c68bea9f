r"""Commands whose text is made of their arguments as written: siunitx, ions, chemistry, hyphens.

The output is plain text: `\SI{5e-3}{\metre\per\second}` is "5 × 10⁻³ m/s".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from publications.tex.scripts import script
from publications.tex.symbols import POWERS, PREFIXES, UNITS, symbol

#: Command -> number of its arguments.
WRITTEN: Final = {
    "SI": 2, "qty": 2, "SIrange": 3, "qtyrange": 3, "numrange": 2, "SIlist": 2, "qtylist": 2,
    "num": 1, "numlist": 1, "si": 1, "unit": 1, "ang": 1, "ion": 2, "ce": 1, "ch": 1, "chem": 1,
    "nth": 1, "babelhyphen": 1,
}  # fmt: skip
_EXPONENT: Final = re.compile(r"(?P<digit>\d?)(?:(?<! ) ++)?[eEdD] *+(?P<power>[+-]?\d+)")
_SIGN: Final = re.compile(r"\+-|\\pm *|(?<!\d)-| *x *|\\[A-Za-z]+ *|[{}~ ]+")
_SIGNS: Final = {"+-": " ± ", "\\pm": " ± ", "-": "−", "x": " × "}
_RAISED: Final = re.compile(r"\^\{?([+-]?\d{1,9})\}?")
_FACTOR: Final = re.compile(
    rf"""(?P<per>\\per\ *)? (?:\\(?P<before>square|cubic)(?![A-Za-z])\ *)?
    (?:\\(?P<prefix>{"|".join(PREFIXES)})(?![A-Za-z])\ *)? \\(?P<unit>[A-Za-z]+)\ *
    (?:\\(?P<after>squared|cubed)(?![A-Za-z])
      | (?:\\(?:tothe|raiseto)|\^)\ *\{{?(?P<power>[+-]?\d{{1,9}})\}}? )?""",
    re.VERBOSE,
)
_ANGLE_SIGNS: Final = "°′″"
_ARROWS: Final = {"<->": "↔", "<=>": "⇌"}
_ORDINALS: Final = {
    **dict.fromkeys(("11", "12", "13"), "th"), "1": "st", "2": "nd", "3": "rd",
}  # fmt: skip
_ROMAN: Final = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_CHEMICAL: Final = re.compile(
    r"(?:_\{?|(?<=[A-Za-z)\]]))(?P<low>\d+)\}?|\^\{?(?P<high>\d*[+-]?)\}?|(?P<arrow><?-+>|<=>)"
    r"|(?<=[A-Za-z0-9)\]])(?P<charge>[+-])(?![\w(\[])|[_{}$]"
)
_HYPHENS: Final = {"soft": "", "empty": ""}


def written(command: str, arguments: Sequence[str]) -> str:
    """The text of a command.

    Args:
        command: one of `WRITTEN`.
        arguments: as many as it has there.
    """
    first = arguments[0]
    if command == "babelhyphen":
        return _HYPHENS.get(first, "-")
    if command == "nth":
        return ordinal(first)
    if command == "ion":
        return f"{first} {_stage(arguments[1].strip())}"
    if command in ("ce", "ch", "chem"):
        return _CHEMICAL.sub(_chemical, first)
    if command == "ang":
        parts = zip(first.split(";"), _ANGLE_SIGNS, strict=False)
        return "".join(_number(part) + sign for part, sign in parts if part.strip())
    if command in ("si", "unit"):
        return _unit(first)
    return _quantity(command, arguments)


def ordinal(number: str) -> str:
    """`1st`, `2nd`, `11th`."""
    return number + _ORDINALS.get(number[-2:], _ORDINALS.get(number[-1:], "th"))


def _quantity(command: str, arguments: Sequence[str]) -> str:
    """Numbers, each with the unit if there is one."""
    unit = ""
    numbers = arguments
    if not command.startswith("num"):
        numbers, unit = arguments[:-1], _unit(arguments[-1])
    if command.endswith("list"):
        numbers = numbers[0].split(";")
    room = " "
    if unit in ("", *_ANGLE_SIGNS):
        room = ""
    amounts = [(_number(number) + room + unit).strip() for number in numbers]
    if command.endswith("range"):
        return " to ".join(amounts)
    return ", ".join(amounts)


def _number(number: str) -> str:
    """A number as a reader expects it: `1.5e3` is 1.5 × 10³."""
    exponent = _EXPONENT.search(number)
    power = ""
    if exponent is not None:
        power = "10" + script("^", _minus(exponent["power"]))
        number = number[: exponent.end("digit")]
        if exponent["digit"]:
            power = " × " + power
    return _SIGN.sub(lambda sign: _SIGNS.get(sign[0].strip(), ""), number) + power


def _unit(source: str) -> str:
    """A unit as siunitx names it, or as it is written."""
    if "\\" not in source:
        raised = _RAISED.sub(lambda power: script("^", _minus(power[1])), source)
        return _SIGN.sub("", raised).replace(".", " ")
    text = ""
    for factor in _FACTOR.finditer(source):
        before = " " if text else ""
        if factor["per"]:
            before = "/"
        text += before + _factor(factor)
    return text


def _factor(factor: re.Match[str]) -> str:
    """One unit with its prefix and power."""
    power = POWERS.get(factor["before"] or factor["after"], "")
    if factor["power"]:
        power = script("^", _minus(factor["power"]))
    name = factor["unit"]
    return PREFIXES.get(factor["prefix"], "") + (UNITS.get(name) or symbol(name) or name) + power


def _minus(number: str) -> str:
    """A whole number with the sign of maths."""
    return number.replace("-", "−").lstrip("+")


def _chemical(part: re.Match[str]) -> str:
    """Numbers of atoms low, charges high, and arrows, as mhchem has them."""
    if part["low"]:
        return script("_", part["low"])
    if part["high"] or part["charge"]:
        return script("^", part["high"] or part["charge"])
    if part["arrow"]:
        return _ARROWS.get(part["arrow"], "→")
    return ""


def _stage(written_stage: str) -> str:
    """The stage of an ion in Roman numerals."""
    if written_stage.isdecimal() and int(written_stage) < len(_ROMAN):
        return _ROMAN[int(written_stage)]
    return written_stage.lstrip("\\").removeprefix("rm").strip(" {}").upper()
