"""The grammar of BibTeX's lists of names: one list -> the people in it.

People are joined by ` and `; `name_forms` reads each of them. Names are split while they are TeX,
since braces protect, and decoded then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import Final

from publications.model.name_forms import (
    NameSyntaxError,
    Parts,
    by_bibtex,
    has_key,
    is_option,
    is_suffix,
    read_name,
    source_of,
)
from publications.model.name_slips import Bare, without_slips
from publications.model.name_words import RAISED
from publications.model.person import Person, as_bibtex, fold_key, is_east_asian, name_keys

__all__ = [
    "NameSyntaxError",
    "Parts",
    "Person",
    "as_bibtex",
    "bare_names",
    "fold_key",
    "has_key",
    "is_bibtexs",
    "is_east_asian",
    "is_suffix",
    "name_keys",
    "read_names",
    "readable_persons",
    "source_of",
    "split_names",
]

# What a scan of names stops at. A quote after `=` opens a value of the extended form; a control
# word takes the blanks after it where a letter of its word follows: `Garc\'\i a`, `\v Skoda`.
_POINT: Final = re.compile(
    r"""(?P<separator>(?:\\?\s|~)+|,)
      | (?P<brace>[{}])
      | (?P<quote>(?<==)"|"(?=[A-Za-z-]{1,20}=))
      | \\[cvuHkrdbt]\s+(?=[^\W\d_])
      | \\[A-Za-z]+\s+(?!(?:and|AND|And)\s)(?=[a-z])
      | \\.?""",
    re.VERBOSE | re.DOTALL,
)
# What a list of plain words has none of; it is split at blanks and commas alone.
_SPECIAL: Final = re.compile(r'[{}"\\]')
_BLANKS: Final = re.compile(r"(?:\s|~)+")
_WORD: Final = re.compile(r"[ ,]|[^ ,]+")
_NO_BREAK: Final = re.compile("&(?:nbsp|#160|#xa0);", re.IGNORECASE)
_DEPTHS: Final = {"{": 1, "}": -1}
# A list in which each ` and ` is between two names: none is in braces or quotes, or after a control
# word that takes the blank.
_TEX: Final = r"\\(?:[^\w\s{}]|[A-Za-z]+(?![A-Za-z\s]))"
_BRACED: Final = rf"(?! and )[^{{}}\\]|{_TEX}"
_GROUP: Final = rf"\{{(?:{_BRACED}|\{{(?:{_BRACED})*+\}})*+\}}"
_PLAIN: Final = re.compile(rf'(?:[^{{}}\\"=]++|{_TEX}|{_GROUP})*+')


def read_names(value: str) -> tuple[list[tuple[int, Person]], bool]:
    """The people of a name list with their positions, from 1, and whether there are others.

    A list ends in `and others`, or in what people write for it (name_slips.py). Positions count
    names that decode to nothing (`{}`) too, since annotations do (biblatex manual, 3.7).

    >>> people, others = read_names("Knuth, Donald E. and {Acme Inc.} and others")
    >>> [(position, person.name) for position, person in people], others
    ([(1, 'Donald E. Knuth'), (2, 'Acme Inc.')], True)

    Raises:
        NameSyntaxError: at the first name that no form fits.
    """
    people: list[tuple[int, Person]] = []
    any_others = False
    for position, (parts, slips) in enumerate(_names(value), start=1):
        any_others |= slips.others
        if not parts:
            continue
        person = read_name(parts)
        if person is not None and slips.orcid:
            person = replace(person, orcid=slips.orcid)
        if person is not None:
            people.append((position, person))
    return people, any_others


def readable_persons(values: Iterable[str]) -> Iterator[Person]:
    """The people of several name lists, without the lists that cannot be read.

    >>> [person.family for person in readable_persons(("Ann Lee and Bob Roe", "A, B, C, D"))]
    ['Lee', 'Roe']
    """
    for value in values:
        with suppress(NameSyntaxError):
            people, _ = read_names(value)
            yield from (person for _, person in people)


def bare_names(value: str) -> list[Parts]:
    """The parts of the names of a list, without what is written around them.

    >>> bare_names("Ann Lee and Roe, Bob (Ed.)")
    [(('Ann', 'Lee'),), (('Roe',), ('Bob',))]
    """
    return [parts for parts, _ in _names(value)]


def is_bibtexs(value: str) -> bool:
    """Whether BibTeX itself reads the names of a list as they are read here.

    Exported BibTeX keeps such a list as it is written.

    >>> is_bibtexs("Ann von Roe and others"), is_bibtexs("Ann Roe, PhD")
    (True, False)
    """
    return not _NO_BREAK.search(value) and all(map(_are_bibtexs, _texts(value)))


def _names(value: str) -> Iterator[tuple[Parts, Bare]]:
    """The names of a list without its options: parts, and what is written around them."""
    for text in _texts(value):
        yield from _bare(text)


def _texts(value: str) -> list[str]:
    """A list cut at each ` and `, or whole where one of them may join nothing.

    >>> _texts("Ann Lee and Bob Roe"), _texts("{Barnes and Noble}")
    (['Ann Lee', 'Bob Roe'], ['{Barnes and Noble}'])
    """
    value = _NO_BREAK.sub(" ", value)
    if _PLAIN.fullmatch(value):
        return value.split(" and ")
    return [value]


@lru_cache(maxsize=4096)  # the names of a list come again and again
def _bare(text: str) -> tuple[tuple[Parts, Bare], ...]:
    """The names in a text, without options of the list."""
    return tuple(_bare_name(parts) for parts in split_names(text) if not is_option(parts))


def _bare_name(parts: list[list[str]]) -> tuple[Parts, Bare]:
    """The parts of a name without what is written around it, and what that says.

    >>> _bare_name([["Ann", "Lee", "et", "al."]])
    ((('Ann', 'Lee'),), Bare(name='Ann Lee', others=True, orcid=''))
    """
    source = source_of(parts)
    bare = without_slips(source)
    if bare.name != source:
        parts = next(split_names(bare.name), [])
    return tuple(map(tuple, parts)), bare


@lru_cache(maxsize=4096)
def _are_bibtexs(text: str) -> bool:
    """Whether BibTeX itself reads the names in a text as they are read here."""
    return all(map(_is_bibtexs, split_names(text)))


def _is_bibtexs(parts: list[list[str]]) -> bool:
    """Whether BibTeX itself reads one name as it is read here."""
    source = source_of(parts)
    if source.casefold() == "others":
        return True
    if without_slips(source).name != source or is_option(parts) or any(map(has_key, parts)):
        return False
    if any(map(RAISED.search, chain.from_iterable(parts))):
        return False
    name = tuple(map(tuple, parts))
    return by_bibtex(name) == read_name(name)


def split_names(value: str) -> Iterator[list[list[str]]]:
    """The names of a list, each as parts (between commas) of words.

    Names are joined by `and` outside braces, in any case (bibtex.web, 384). An empty name between
    two `and` is skipped, as BibTeX does.

    >>> list(split_names("van Rossum, Guido and {Barnes and Noble}"))
    [[['van', 'Rossum'], ['Guido']], [['{Barnes and Noble}']]]
    """
    return (parts for parts in _split(value) if parts != [[]])


def _split(value: str) -> Iterator[list[list[str]]]:
    """The same with the empty ones."""
    parts: list[list[str]] = [[]]
    before, word = " ", ""
    for piece in _pieces(value):
        if piece not in (" ", ","):
            word = piece
            continue
        # At the beginning of a name a comma makes it one: `And, Peter` is somebody.
        is_and = before == " " and word.lower() == "and"
        joins = is_and and (piece == " " or bool(parts[-1]))
        joins = joins or (before + word + piece == ",and " and bool(parts[0]))
        if joins:
            yield parts
            parts = [[]]
        elif word:
            parts[-1].append(word)
        if piece == "," and not joins:
            parts.append([])
        before, word = piece, ""
    yield parts


def _pieces(value: str) -> Iterator[str]:
    """Words, commas, and a blank for blanks and ties, in one pass.

    Braced text, and the quoted values of the extended form, are not looked into.

    >>> list(_pieces("Lee,  {A B}"))
    ['Lee', ',', ' ', '{A B}', ' ']
    """
    if not _SPECIAL.search(value):
        yield from _WORD.findall(_BLANKS.sub(" ", value))
        yield " "
        return
    start = 0
    for separator in _separators(value):
        if separator.start() > start:
            yield value[start : separator.start()]
        if separator[0] == ",":
            yield ","
        else:
            yield " "
        start = separator.end()
    if value[start:]:
        yield value[start:]
    yield " "


def _separators(value: str) -> Iterator[re.Match[str]]:
    """The blanks and commas outside braces and quotes."""
    position = depth = 0
    while (point := _POINT.search(value, position)) is not None:
        position = point.end()
        kind = point.lastgroup
        depth = max(0, depth + _DEPTHS.get(point[0], 0))
        if depth or kind is None:
            continue
        if kind == "quote":
            position = value.find('"', position) + 1 or len(value)
        elif kind == "separator":
            yield point
