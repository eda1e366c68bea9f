"""What follows a name and is none: generations (`Jr.`, `III`) and degrees (`PhD`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from publications.model.name_words import text_of

#: A name between commas, each part in words.
Parts = tuple[tuple[str, ...], ...]

_ONE_GENERATION: Final = r"(?:jr|sr|jnr|snr|jun|sen|junior|senior|i{2,3}|iv|esq|2nd|3rd|4th)\.?"
_GENERATION: Final = re.compile(_ONE_GENERATION, re.IGNORECASE)
#: A generation where it may stand without a comma: `Junior` is a family name too.
SHORT_GENERATION: Final = re.compile(
    r"(?:[jJ][rR]|[sS][rR]|[jJ]nr|[sS]nr|[eE]sq)\.?|I{2,3}|IV|2nd|3rd|4th"
)
_ONE_DEGREE: Final = (
    r"(?:ph\.?\s?d\.?|d\.?phil\.?|(?:m|b|d)\.?\s?sc\.?|m\.?d\.?|m\.?p\.?h\.?|m\.?b\.?a\.?|d\.?v\.?m\.?"
    r"|pharm\.?d\.?|ll\.?\s?[mbd]\.?|m\.?\s?eng\.?|j\.d\.|r\.n\.|frs|facs|mbbs|dr\.?|prof\.?"
    r"|(?:ed|psy|sc|d\.d|d\.m)\.\s?[ds]\.|(?:b|m)\.?sc\.? \(hons\)|dr\. ?rer\. ?nat\."
    r"|(?-i:(?:Ed|Psy|Sc|DM)D|DDS|(?:Dr|C)Sc\.?|FRC[PS]|MRC[PS]|FRSC|FACP|FIEEE|FAAN|FBA|CPA|BSN|OFM|OSB))"
)
# Several may follow another, and a generation come before them: `Jr. MD`.
_DEGREE: Final = re.compile(
    rf"(?:{_ONE_GENERATION} )?{_ONE_DEGREE}(?: {_ONE_DEGREE})*", re.IGNORECASE
)
#: A degree where it may stand without a comma, as no initials do.
SURE_DEGREE: Final = re.compile(
    r"Ph\.?\s?D\.?|M\.D\.|[MBD]\.Sc\.|D\.Phil\.|D\.D\.S\.|(?:Ed|Psy|Sc)\.D\.|Dr?Sc\.|CSc\.?"
)
# What may be a degree, but initials or a given name in short as well.
_INITIALS: Final = re.compile(r"[A-Z]\.\s?[A-Z]\.|Md\.?")


def is_suffix(words: Sequence[str]) -> bool:
    """Whether a part of a name is a generation or a degree.

    >>> [is_suffix(part.split()) for part in ("Jr.", "Ph. D.", "Martin")]
    [True, True, False]
    """
    return is_generation(words) or _is_degree(words)


def is_generation(words: Sequence[str]) -> bool:
    """Whether a part of a name is one such as `Jr.` or `III`."""
    return _GENERATION.fullmatch(" ".join(words)) is not None


def _is_degree(words: Sequence[str]) -> bool:
    """Whether a part of a name is one such as `PhD` or `M.D.`, or several: `Jr. MD`."""
    return _DEGREE.fullmatch(" ".join(words)) is not None


def without_degrees(parts: Parts) -> tuple[Parts, tuple[str, ...]]:
    """A name without the degrees after its commas, and these as text.

    What may be given names is left where there would be none otherwise: `Smith, MD`.

    >>> without_degrees((("John", "Smith"), ("PhD",)))
    ((('John', 'Smith'),), ('PhD',))
    >>> without_degrees((("van", "der", "Berg"), ("M.D.",)))
    ((('van', 'der', 'Berg'), ('M.D.',)), ())
    """
    end = len(parts)
    while end > 1 and _is_degree(parts[end - 1]):
        end -= 1
    if end == 1 < len(parts) and _may_be_given(parts):
        return parts, ()
    return parts[:end], tuple(map(text_of, parts[end:]))


def _may_be_given(parts: Parts) -> bool:
    """Whether what may be a degree may as well be given names, since there are no others."""
    return len(parts[0]) == 1 or _INITIALS.fullmatch(" ".join(parts[1])) is not None


def without_last(
    words: tuple[str, ...], pattern: re.Pattern[str], *, least: int = 1
) -> tuple[tuple[str, ...], str]:
    """Words without the last one if it fits the pattern and `least` others remain; and this one.

    >>> without_last(("Henry", "Ford", "III"), SHORT_GENERATION, least=2)
    (('Henry', 'Ford'), 'III')
    """
    if len(words) > least and pattern.fullmatch(words[-1]):
        return words[:-1], words[-1]
    return words, ""


def joined(generation: str, degrees: Iterable[str]) -> str:
    """What follows a name, joined by commas: `Jr., PhD`."""
    return ", ".join(filter(None, (generation, *degrees)))
