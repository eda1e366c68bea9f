"""Roles of people: biblatex's data annotations (biblatex manual, 3.7).

`author+an = {1=equal; 2=equal; 4=corresponding}` says who contributed equally and whom to write to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
_HEAD: Final = re.compile(r"(?P<position>[0-9]{1,6})?\s*(?::\s*[\w-]+\s*)?=")
_ANNOTATION: Final = re.compile(r'((?:[^;"]|"[^"]*"?)*)(?:;|\Z)')
_ANNOTATION_VALUE: Final = re.compile(r'((?:[^,"]|"[^"]*"?)*)(?:,|\Z)')


def parse_annotations(source: str) -> dict[int, tuple[str, ...]]:
    """The roles by position in the list, from 1.

    Annotations of the whole list and of a part of a name (`1:family=…`) are no roles.

    >>> parse_annotations('1=equal; 2=co-first,corresponding; 3="since 2020"')
    {1: ('equal',), 2: ('equal', 'corresponding'), 3: ('since 2020',)}
    """
    roles: dict[int, dict[str, None]] = {}
    for annotation in _ANNOTATION.findall(source):
        position, _, values = annotation.partition("=")
        if _POSITION.fullmatch(position):
            keys = filter(None, map(_role_key, _ANNOTATION_VALUE.findall(values)))
            roles.setdefault(int(position), {}).update(dict.fromkeys(keys))
    return {position: tuple(keys) for position, keys in roles.items() if keys}


def unread_annotations(source: str, number: int) -> Iterator[str]:
    """The annotations that are neither of one of so many names nor of the whole list.

    >>> list(unread_annotations("1=equal; 3=lead; corresponding; =all; 2:family=x", 2))
    ['3=lead', 'corresponding']
    """
    for annotation in filter(None, map(str.strip, _ANNOTATION.findall(source))):
        head = _HEAD.match(annotation)
        if head is None or not 1 <= int(head["position"] or 1) <= number:
            yield annotation


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
    """A symbol for each role that occurs, in the order of occurrence; numbers when they run out.

    >>> from publications.model.person import Person
    >>> person = Person("Ann", "", "Lee", "", roles=("lead", "equal"))
    >>> role_symbols(People((person,)))
    {'lead': '‡', 'equal': '*'}
    """
    symbols: dict[str, str] = {}
    free = chain(_SYMBOLS, map(str, count(1)))
    for role in chain.from_iterable(person.roles for person in people.persons):
        if role not in symbols:
            symbols[role] = _OWN_SYMBOLS.get(role) or next(free)
    return symbols


def legend(people: People, words: Words = ENGLISH) -> list[tuple[str, str]]:
    """What the symbols mean, to be read under the names: pairs of a symbol and its role in words.

    >>> from publications.model.person import Person
    >>> legend(People((Person("Ann", "", "Lee", "", roles=("equal",)),)))
    [('*', 'equal contribution')]
    """
    return [(symbol, role_label(role, words)) for role, symbol in role_symbols(people).items()]


def role_label(role: str, words: Words = ENGLISH) -> str:
    """A role in words; as it is written where it is none of the known.

    >>> role_label("corresponding"), role_label("since 2020")
    ('corresponding author', 'since 2020')
    """
    if role in ROLES:
        return words(f"role.{role}")
    return role
