"""Roles of people: biblatex's data annotations (biblatex manual, 3.7).

`author+an = {1=equal; 2=equal; 4=corresponding}` says who contributed equally and whom to write to.
"""

from __future__ import annotations

import re
from itertools import chain, count
from typing import Final

from publications import tex
from publications.model.person import People, fold_key
from publications.words import ENGLISH, Words

# Symbols in the order of use for the roles that have none of their own.
_SYMBOLS: Final = ("‡", "§", "¶", "‖")
_OWN_SYMBOLS: Final = {"equal": "*", "corresponding": "†"}
ROLES: Final = frozenset(ENGLISH.section("role"))
_ROLE_SPELLINGS: Final = {
    "equalcontribution": "equal", "equalcontrib": "equal", "equally": "equal", "cofirst": "equal",
    "jointfirst": "equal", "sharedfirst": "equal",
    "correspondingauthor": "corresponding", "correspondence": "corresponding",
    "corr": "corresponding",
    "projectlead": "lead", "lastauthor": "senior", "seniorauthor": "senior",
    "equaladvising": "advising", "presenting": "presenter", "presentingauthor": "presenter",
}  # fmt: skip
# Marks by which many files set off the file's owner; the owner is known here, so they say nothing.
_OWN_MARKS: Final = frozenset(
    ("", "me", "myself", "self", "own", "owner", "highlight", "bold", "underline", "emph")
)
_POSITION: Final = re.compile(r"\s*[0-9]{1,6}\s*")
_ANNOTATION: Final = re.compile(r'((?:[^;"]|"[^"]*"?)*)(?:;|\Z)')
_ANNOTATION_VALUE: Final = re.compile(r'((?:[^,"]|"[^"]*"?)*)(?:,|\Z)')


def parse_annotations(source: str) -> dict[int, tuple[str, ...]]:
    """The roles by position in the list, from 1: `1=equal; 2=equal,corresponding; 3="since 2020"`.

    Annotations of the whole list and of a part of a name (`1:family=…`) are no roles.
    """
    roles: dict[int, dict[str, None]] = {}
    for annotation in _ANNOTATION.findall(source):
        position, _, values = annotation.partition("=")
        if _POSITION.fullmatch(position):
            keys = filter(None, map(_role_key, _ANNOTATION_VALUE.findall(values)))
            roles.setdefault(int(position), {}).update(dict.fromkeys(keys))
    return {position: tuple(keys) for position, keys in roles.items() if keys}


def _role_key(value: str) -> str:
    """One key for all spellings of a known role; of another its words; empty for a bare mark."""
    words = " ".join(tex.parse(value.strip().strip('"')).text.split())
    spelling = fold_key(words)
    if spelling in _OWN_MARKS:
        return ""
    role = _ROLE_SPELLINGS.get(spelling, spelling)
    if role in ROLES:
        return role
    return words


def role_symbols(people: People) -> dict[str, str]:
    """A symbol for each role that occurs, in the order of occurrence; numbers when they run out."""
    occurring = dict.fromkeys(role for person in people.persons for role in person.roles)
    if not occurring:
        return {}
    symbols = dict(_OWN_SYMBOLS)
    free = chain(_SYMBOLS, map(str, count(1)))
    for role in occurring:
        symbols[role] = symbols.get(role) or next(free)
    return {role: symbols[role] for role in occurring}


def legend(people: People, words: Words = ENGLISH) -> list[tuple[str, str]]:
    """What the symbols mean, to be read under the names: `("*", "equal contribution")`."""
    return [(symbol, role_label(role, words)) for role, symbol in role_symbols(people).items()]


def role_label(role: str, words: Words = ENGLISH) -> str:
    """A role in words: `corresponding author`; as it is written where it is none of the known."""
    if role in ROLES:
        return words(f"role.{role}")
    return role
