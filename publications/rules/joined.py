"""How names of a list are joined where it is not by ` and `: signs, other words, commas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from itertools import dropwhile, filterfalse, pairwise
from typing import Final, NamedTuple

from publications.diagnostics import quote
from publications.model.name_forms import is_body
from publications.model.name_suffixes import is_generation
from publications.model.name_words import is_particle
from publications.model.names import Parts, bare_names, has_key, is_suffix, read_names, source_of
from publications.tex import braces

__all__ = ["BY_AND", "BY_COMMA", "BY_SIGN", "WAYS", "Slip", "are_whole", "parted", "slip_in"]

_AND: Final = r"(?:\A|\s)and(?=\s)"
# What is never between names: `&uuml;`, braces, and characters after a backslash.
_SKIPPED: Final = r"&(?!amp;)\#?\w+;|\\(?!and\b)[^&\\]|[{}]"
_HAN: Final = "(?-i:[\u4e00-\u9fff])"  # has no case, and each letter would be looked up
# Signs, `\and`, and an `and` to which a blank is missing.
_SEMICOLON: Final = (
    rf"[;；、，]|(?<={_HAN})・(?={_HAN})|\\?&(?:amp;)?(?!\s*(?:,|\Z|and\s))|\\\\"
    r"|\\and\b|(?-i:\sand(?=[A-Z]))|\.and(?=\s)"
)
# `and` in other languages, and misspelt; `En`, `Dan` and `A` are names, and `Y` is an initial.
_WORD: Final = (
    r"\s(?:und(?!\s(?:zum?|zur|von)\s)|et(?!\.?\s(?:al|coll))|with|plus|feat\.?|adn|nad|aand"
    r"|(?-i:og|och|en|y|e|i|a|és|ve|ja|dan|và|și|şi|и|і|та|και)|[-–—]{1,3}|[/+|·•])\s"
)
#: Ways to join names beside ` and `, from the surest to the least sure.
WAYS: Final = tuple(
    re.compile("|".join((_SKIPPED, f"(?P<between>{between})")), re.IGNORECASE)
    for between in (
        _AND,
        f"{_AND}|{_SEMICOLON}",
        f"{_AND}|{_SEMICOLON}|{_WORD}",
        f"{_AND}|{_SEMICOLON}|{_WORD}|,",
    )
)
BY_AND, BY_SIGN, _BY_WORD, BY_COMMA = WAYS
# What a list without any other sign or word than ` and ` and commas has none of.
_ANY_SIGN: Final = re.compile(
    rf"[;&；、，・]|\\(?:\\|and\b)|\sand[^\s]|\.and\s|{_WORD}", re.IGNORECASE
)
# A whole name in Korean or Chinese, where family names are shorter.
_EAST_ASIAN: Final = re.compile("[\uac00-\ud7af]{3,}|[\u4e00-\u9fff]{3,4}")
_INITIAL: Final = r"[^\W\d_](?:\.-?[^\W\d_])*\.?"
_NOT_INITIAL_LAST: Final = rf"(?!(?:.* )?{_INITIAL}\Z)."
# Marks of footnotes and places at the end of a name: `Roe$^1$`, `Roe (Oslo)`.
_MARKED: Final = r"(?:[\]$*†‡§¶0-9]|\)\}?)"
# What an affiliation has, and no name.
_PLACE: Final = (
    r"\b(?:Universi\w+|Institut\w*|College|Hospital|Laborator\w+|Dept|Department|Academy"
    r"|Cent(?:er|re))\b"
)
# Two people: `Lee A., Roe B.`, `Ann Lee, University of Oslo`, `Ann Lee$^1$, Bob Roe$^2$` and
# `A. Lee, B. Roe`.
_TWO_PEOPLE: Final = re.compile(
    rf"\A(?:(?:[^ ,]+ )+{_INITIAL}, |[^ ,]+ [^,]+, (?:[^ ]+ [^,]*)?{_PLACE}"
    rf"|[^ ,]+ [^,]*{_MARKED}, [^ ]+ .*{_MARKED}\Z"
    rf"|(?:{_INITIAL} [^,]+, [^ ]+ |[^ ,]+ [^,]+, {_INITIAL} ){_NOT_INITIAL_LAST})"
)
# Also two names of several words, which may be two family names and two given names.
_TWO_NAMES: Final = re.compile(rf"{_TWO_PEOPLE.pattern}|\A[^ ,]+ [^,]+, [^ ]+ {_NOT_INITIAL_LAST}")
# Names with a comma each, in one pair of braces.
_WITH_COMMA: Final = r"(?:(?!\sand\s)[^,{}]){1,200},(?:(?!\sand\s)[^,{}]){1,200}"
_IN_BRACES: Final = re.compile(
    rf"\{{({_WITH_COMMA}(?:\sand\s{_WITH_COMMA}){{1,200}})\}}(?=[\s}}]|\Z)"
)
# Names of several words, one a line, all with commas or none.
_WHOLE: Final = re.compile(r"(?:[^ ,\n]+ [^,\n]+\n)+|(?:[^,\n]+,[^\n]+\n)+")
_MAY_BE_CUT: Final = re.compile(" (?:of|for) ")
_ONE_WORD: Final = re.compile(r"(?!others\Z)[^\W\d_]+\Z")


class Slip(NamedTuple):
    """What is wrong with the names of a list, and the names that are meant."""

    fact: str
    names: list[str]


def slip_in(value: str) -> Slip | None:
    """The first slip in a list of names, from the surest to the least sure."""
    slips = (read(value) for read in _READERS)
    return next(filter(None, slips), None)


def _joined_by_signs(value: str) -> Slip | None:
    """The slip of a list whose names `;`, `&` or another sign or word joins.

    >>> _joined_by_signs("Ann Lee; Bob Roe"), _joined_by_signs("Ann Lee and Bob Roe")
    (Slip(fact='joins names by ;, & or another sign', names=['Ann Lee', 'Bob Roe']), None)
    """
    if not _ANY_SIGN.search(value):
        return None
    known = len(parted(value, BY_AND))
    names = parted(value, BY_SIGN)
    if len(names) > known:
        return Slip("joins names by ;, & or another sign", names)
    names = parted(value, _BY_WORD)
    if len(names) > known and are_whole(names):
        return Slip("joins names by another word or sign than and", names)
    return None


def _cut_in_two(value: str) -> Slip | None:
    """The slip of a list in which the ` and ` of a body's name parts it.

    >>> _cut_in_two("National Institute of Standards and Technology").names
    ['National Institute of Standards', 'Technology']
    """
    if not _MAY_BE_CUT.search(value):
        return None
    names = parted(value, BY_AND)
    ends = (first for first, second in pairwise(names) if _ONE_WORD.match(second))
    if any(is_body(name.split()) for name in ends):
        return Slip("may have the name of a body in two parts", names)
    return None


def _joined_in_braces(value: str) -> Slip | None:
    """The slip of a list whose names, each with a comma, are in braces together.

    >>> _joined_in_braces("{Lee, Ann and Roe, Bob}").names
    ['Lee, Ann', 'Roe, Bob']
    >>> _joined_in_braces("{Centers for Disease Control, Prevention and Care}")
    """
    match = _IN_BRACES.search(value)
    if match is None:
        return None
    return Slip("has several names in one pair of braces", parted(match[1], BY_AND))


def are_whole(names: Sequence[str]) -> bool:
    """Whether each name has more than one word, and all or none have a comma.

    So none is a family name alone, or the half of one: `Silva e Costa Pereira, Ana`.
    """
    return _WHOLE.fullmatch("\n".join([*names, ""])) is not None


def _joined_by_commas(value: str) -> Slip | None:
    """The slip of a list in which one name has several people.

    >>> _joined_by_commas("Lee A., Roe B.").names
    ['Lee A.', 'Roe B.']
    """
    if "," not in value:
        return None
    names = bare_names(value)
    without_comma = any(len(parts) == 1 and len(parts[0]) > 1 for parts in names)
    several = filter(partial(_is_several, without_comma=without_comma), names)
    source = source_of(next(several, ()))
    if not source:
        return None
    persons, _ = read_names(source)
    read_as = ", ".join(person.name for _, person in persons)
    read = f"{quote(source)} is read as {quote(read_as)}"
    fact = f"may have several people in one name: {read}"
    return Slip(fact, parted(value, BY_COMMA))


@lru_cache(maxsize=4096)  # the names of a list come again and again
def _is_several(parts: Parts, *, without_comma: bool) -> bool:
    """Whether a name with commas looks like several people.

    Three parts that are no suffix and no particles are three people, two whole names in Korean or
    Chinese are two; else `_TWO_PEOPLE` decides, or, with a degree between them, `_TWO_NAMES`. Parts
    of the extended form (`family=…`) are of one.

    Args:
        parts: the words between its commas.
        without_comma: whether other names of the list are written `First Last`.
    """
    names = list(filterfalse(_is_of_name, filter(None, parts)))
    if len(names) < 2 or any(map(has_key, names)):
        return False
    if len(names) > 2 or all(map(_EAST_ASIAN.fullmatch, map(" ".join, names))):
        return True
    first, second = names
    two = f"{_words(dropwhile(is_particle, first))}, {_words(second)}"
    has_degree_between = second in parts[2:] and not is_generation(parts[1])
    way = _TWO_PEOPLE
    if (without_comma or has_degree_between) and not is_particle(first[0]):
        way = _TWO_NAMES
    return way.search(two) is not None


def _words(words: Iterable[str]) -> str:
    """Words with one blank between them, and none within, where braces keep it.

    >>> _words(["{Lee (Oslo)}", "A."])
    '{Lee(Oslo)} A.'
    """
    return " ".join(word.replace(" ", "") for word in words)


def _is_of_name(words: Sequence[str]) -> bool:
    """Whether a part is a suffix or particles, which belong to the name before."""
    return is_suffix(words) or all(map(is_particle, words))


def parted(value: str, way: re.Pattern[str]) -> list[str]:
    """The parts of a list between the words and signs that join names, outside of braces.

    >>> parted("Ann Lee; {Barnes; Noble} and Bob Roe", BY_SIGN)
    ['Ann Lee', '{Barnes; Noble}', 'Bob Roe']
    """
    parts: list[str] = []
    start = 0
    for token, depth in braces.with_depths(way.finditer(value)):
        if token["between"] and depth == 0:
            parts.append(value[start : token.start()].strip())
            start = token.end()
    parts.append(value[start:].strip())
    return list(filter(None, parts))


_READERS: Final = (_joined_by_signs, _joined_in_braces, _joined_by_commas, _cut_in_two)
