r"""Commands whose text is made of their arguments as written: siunitx, ions, chemistry, hyphens.

The output is plain text: `\SI{5e-3}{\metre\per\second}` is "5 × 10⁻³ m/s".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from publications.tex.characters import script
from publications.tex.symbols import TABLES, pairs, symbol

_PREFIXES, _UNITS, _POWERS, _ROMAN = (
    pairs(TABLES[table]["names"]) for table in ("prefixes", "units", "powers", "roman")
)
_EXPONENT: Final = re.compile(r"[eEdD]\+?(−?)0*(\d+)")
_SIGN: Final = re.compile(r"\+-|±|(?<!\d)-| *x *|(?<![\d.])\.(?=\d)|[{}~ ]+")
_SIGNS: Final = {"+-": " ± ", "±": " ± ", "-": "−", "x": "×", ".": "0."}
_FACTOR: Final = re.compile(
    rf"""(?P<per>\\per(?![A-Za-z])\ *|/\ *)? (?:\\(?P<before>square|cubic)(?![A-Za-z])\ *)?
    (?:\\(?P<prefix>{"|".join(_PREFIXES)})(?![A-Za-z])\ *)?
    (?:\\(?P<unit>[A-Za-z]+)|\\?(?P<literal>[%°]?[^\W_]+|[%°]))\ *
    (?:\\(?P<after>squared|cubed)(?![A-Za-z])
      | (?:\\(?:tothe|raiseto)|\^)\ *\{{?(?P<power>[+-]?\d{{1,9}})\}}? )?""",
    re.VERBOSE,
)
_NO_ROOM: Final = re.compile(r" (?=[°′″]?$)")
_ARROWS: Final = {"<->": "↔", "<-": "←", "<=>": "⇌", " * ": "·", " . ": "·"}
_ORDINALS: Final = {"11": "th", "12": "th", "13": "th", "1": "st", "2": "nd", "3": "rd"}
# A source with its commands as characters, or by their names.
_named: Final = partial(re.compile(r"\\([A-Za-z]+) *").sub, lambda name: symbol(name[1], name[1]))
_CHEMICAL: Final = re.compile(
    r"""(?P<arrow><?-+>|<-+|<{1,2}=>{1,2}|\ [*.]\ )
    | (?P<low>(?<=_\{)[^{}]+|(?<=_)(?:-?\d+|[^\W_])|(?<=[A-Za-z)\]}])\d+)
    | (?P<high>(?<=\^\{)[^{}]+|(?<=\^)(?:\d*[+-](?![^\W_])|[^\W_]+)|(?<=[\w)\]}])[+-](?![\w(\[]))
    | [_^{}$]""",
    re.VERBOSE,
)


def written(command: str, arguments: Sequence[str]) -> str:
    """The text of a command with its arguments, as many as its row says."""
    return _WRITERS.get(command, partial(_quantity, command))(*arguments)


def _ion(element: str, stage: str) -> str:
    """An ion as astronomers write it: `Fe II`."""
    stage = stage.strip().lstrip("\\").removeprefix("rm").strip(" {}").upper()
    return f"{element} {_ROMAN.get(stage, stage)}"


def _angle(angle: str) -> str:
    """Degrees, minutes and seconds, each of which may be empty."""
    parts = zip(angle.split(";"), "°′″", strict=False)
    return "".join(_number(part) + sign for part, sign in parts if part.strip())


def ordinal(number: str) -> str:
    """`1st`, `2nd`, `11th`."""
    return number + _ORDINALS.get(number[-2:], _ORDINALS.get(number[-1:], "th"))


def _quantity(command: str, *arguments: str) -> str:
    """Numbers, each with the unit if there is one."""
    unit = ""
    numbers: Sequence[str] = arguments
    if "num" not in command:
        numbers, unit = arguments[:-1], _unit(arguments[-1])
    if command.endswith("list"):
        numbers = numbers[0].split(";")
    amounts = [_NO_ROOM.sub("", f"{_number(number)} {unit}") for number in numbers]
    if command.endswith("range"):
        return " to ".join(amounts)
    return " and ".join([", ".join(amounts[:-1]), amounts[-1]]).removeprefix(" and ")


def _number(number: str) -> str:
    """A number as a reader expects it: `1.5e3` is 1.5 × 10³."""
    number = _SIGN.sub(lambda sign: _SIGNS.get(sign[0].strip(), ""), _named(number))
    number = _EXPONENT.sub(lambda power: "×10" + script("^", power[1] + power[2]), number)
    return number.removeprefix("×").replace("−×", "−").replace("×", " × ")


def _unit(source: str) -> str:
    """A unit as siunitx names it, or as it is written."""
    factors = " ".join(map(_factor, _FACTOR.finditer(source)))
    return factors.replace(" /", "/").replace("° ", "°")


def _factor(factor: re.Match[str]) -> str:
    """One unit with its prefix and power."""
    name = factor["unit"]
    unit = factor["literal"] or _UNITS.get(name, symbol(name, name))
    unit = _PREFIXES.get(factor["prefix"], "") + unit
    if factor["per"]:
        unit = "/" + unit
    if factor["power"]:
        return unit + script("^", factor["power"].replace("-", "−").lstrip("+"))
    return unit + _POWERS.get(factor["before"], _POWERS.get(factor["after"], ""))


def _formula(source: str) -> str:
    """A formula as mhchem has it: numbers of atoms low, charges high, and arrows."""
    return _CHEMICAL.sub(_chemical, _named(source))


def _chemical(part: re.Match[str]) -> str:
    """A part of a formula."""
    kind = part.lastgroup
    if kind is None:
        return ""
    if kind == "arrow":
        return _ARROWS.get(part[kind].replace("--", "-").replace("<<", "<").replace(">>", ">"), "→")
    return script({"low": "_", "high": "^"}[kind], part[kind])


# What makes the text of a command; numbers and quantities are made by `_quantity`.
_WRITERS: Final[Mapping[str, Callable[..., str]]] = {
    "babelhyphen": lambda kind: {"soft": "", "empty": ""}.get(kind, "-"),
    "nth": ordinal, "mkbibordinal": ordinal, "ion": _ion, "ang": _angle, "si": _unit, "unit": _unit,
    **dict.fromkeys(("ce", "cee", "ch", "chem", "chemformula"), _formula),
}  # fmt: skip
