"""Dates in the form of biblatex's field `date`: EDTF (ISO 8601-2).

It holds what biber takes (biblatex manual, 2.3.8): a day, month or year, ranges, open ranges,
seasons, `?` `~` `%`, unspecified digits, a time, which is not kept.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from publications.model.date_value import Date, Reading, between, in_calendar

_POINT: Final = re.compile(
    r"(?P<year>Y-?[0-9]{5,9}|[-+]?[0-9]{4}|(?=[0-9X]{4}(?![0-9X]))[0-9]+X+)"
    r"(?:-(?P<month>[0-9]{1,2}|XX)(?:-(?P<day>[0-9]{1,2}|XX))?)?"
    r"(?:[T ][0-9][0-9:.]+(?:Z|[-+][0-9:]+)?)?(?P<mark>[?~%]?)",
    re.IGNORECASE,
)
# ISO 8601-2, 5: `%` is both.
_CIRCA: Final = frozenset("~%")
_UNCERTAIN: Final = frozenset("?%")
_OPEN: Final = frozenset(("", "..", "open", "unknown"))
_SLASHED: Final = re.compile(r"^([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})$")
_NONE: Final = Reading(None, complete=False)
# `~` is a mark here, so the value is no TeX: only braces and the backslash before `%` are TeX's.
_TEX: Final = re.compile(r"[{}\\]")


def read(value: str) -> Reading:
    """The date of a value, which is None where the value has another form.

    >>> for value in ("2021-05-13", "2019/", "201X", "1923~", "2021-13", "May 2019"):
    ...     date, complete = read(value)
    ...     print(date and date.text, complete)
    13 May 2021 True
    since 2019 True
    2010–2019 True
    c. 1923 True
    2021 False
    None False
    """
    plain = _SLASHED.sub(r"\1-\2-\3", _TEX.sub("", value).strip())
    if "/" not in plain:
        return _point(plain)
    first, _, last = plain.partition("/")
    return _range(first.strip(), last.strip())


def _range(first: str, last: str) -> Reading:
    """A range; one end may be open."""
    start, start_complete = _point(first)
    end, end_complete = _point(last)
    if start and end:
        date, in_order = between(start, end)
        return Reading(date, all((in_order, start_complete, end_complete)))
    if start and last.lower() in _OPEN:
        return Reading(replace(start, bound="since"), start_complete)
    if end and first.lower() in _OPEN:
        return Reading(replace(end, bound="until"), end_complete)
    return _NONE


def _point(text: str) -> Reading:
    """One end of a range, or the only date."""
    match = _POINT.fullmatch(text)
    if match is None:
        return _NONE
    year, mark = match["year"].upper(), match["mark"]
    date, complete = _unspecified(year), True
    if "X" not in year:
        month, day = _number(match["month"]), _number(match["day"])
        date, complete = in_calendar(int(year.lstrip("Y")), month, day)
    date = replace(date, circa=mark in _CIRCA, uncertain=mark in _UNCERTAIN)
    return Reading(date, complete)


def _unspecified(year: str) -> Date:
    """`201X` is from 2010 to 2019."""
    first, last = (int(year.lstrip("Y").replace("X", digit)) for digit in "09")
    return Date(first, end=Date(last))


def _number(digits: str | None) -> int:
    """A month or day; 0 where there is none, or it is unspecified (`XX`)."""
    return int((digits or "0").upper().replace("X", "0"))
