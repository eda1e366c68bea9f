"""Ranges of numbers and pages as citation styles write them."""

from __future__ import annotations

import re
from typing import Final

_RANGE: Final = re.compile(r"(?<!\d)(\d++)–(\d++)")
_RANGE_AFTER_LETTERS: Final = re.compile(r"(?<!\w)([^\W\d]*+)(\d++)–\1(\d++)")
_SEVERAL: Final = re.compile("[–,&]")
_HYPHENATED: Final = re.compile(r"(\d++) ?- ?(\d++)")


def with_dashes(number: str) -> str:
    """A number with a dash where it is a range: `15–16` of `15-16` and `15 - 16`."""
    match = _HYPHENATED.fullmatch(number)
    if match is None:
        return number
    return f"{match[1]}–{match[2]}"


def labelled(pages: str, one: str = "p.", more: str = "pp.") -> str:
    """`p. 17`, `pp. 3–5`, or nothing."""
    if not pages:
        return ""
    if _SEVERAL.search(pages):
        return f"{more} {pages}"
    return f"{one} {pages}"


def expanded(pages: str) -> str:
    """Ranges with all digits of the last page: `101–15` is `101–115`."""
    return _RANGE.sub(_with_all_digits, pages)


def shortened(pages: str) -> str:
    """Ranges without the digits that the last page shares with the first: `101–15`, `S12–9`.

    So the Vancouver style has them; APA has all digits (`expanded`).
    """
    return _RANGE_AFTER_LETTERS.sub(_with_fewest_digits, pages)


def _with_all_digits(pages: re.Match[str]) -> str:
    """A range with all digits of the last page."""
    first, last = pages[1], pages[2]
    missing = max(len(first) - len(last), 0)
    return f"{first}–{first[:missing]}{last}"


def _with_fewest_digits(pages: re.Match[str]) -> str:
    """A range without the digits that its pages share; one is left: `112–3`."""
    prefix, first, last = pages[1], pages[2], pages[3]
    if len(first) != len(last):
        return pages[0]
    shared = 0
    while shared < len(first) - 1 and first[shared] == last[shared]:
        shared += 1
    return f"{prefix}{first}–{last[shared:]}"
