"""The key of a new entry: `surnameYEARword`, as in `mai2019reconstruction`."""

from __future__ import annotations

import re
import string
from collections.abc import Container, Iterator
from itertools import chain, count, filterfalse, islice
from typing import Final

from publications.bibtex import Entry
from publications.model import dates, titles
from publications.model.names import Person, fold_key, readable_persons
from publications.model.publication import Publication

_LONGEST: Final = 30
_ROLES: Final = ("author", "editor")
# A word of the title without letters of ASCII.
_NO_WORD: Final = re.compile(r"\d*")
_STOP_WORDS: Final = frozenset((
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from", "how",
    "in", "into", "is", "it", "its", "of", "on", "or", "over", "the", "to", "toward", "towards",
    "via", "what", "when", "where", "which", "who", "why", "will", "with", "without", "das", "der",
    "des", "die", "ein", "eine", "im", "la", "le", "les", "un", "une", "el", "los", "las",
))  # fmt: skip


def key_for(entry: Entry, taken: Container[str]) -> str:
    """First author's family name, year and first word of the title, in ASCII.

    A letter, then a number, is added where the key, in lower case, is in `taken`:
    `mai2019reconstructionb`, `mai2019reconstruction-27`.
    """
    key = _family(entry) + _year(entry) + _word(entry)
    return next(filterfalse(taken.__contains__, map(key.__add__, _endings())))


def better_key(publication: Publication, taken: Container[str]) -> str:
    """The key that a publication would get if it were new."""
    return key_for(publication.entry, taken)


def _endings() -> Iterator[str]:
    """What is added to a key: nothing, `b` to `z`, `-27` and so on."""
    yield ""
    yield from string.ascii_lowercase[1:]
    for number in count(27):
        yield f"-{number}"


def _year(entry: Entry) -> str:
    date = dates.parse_date(entry.get("date"), entry.get("year"), "")
    if date is None:
        return ""
    return str(date.year)


def _word(entry: Entry) -> str:
    """The first word of the title that is no number, and no article or the like if it can be."""
    words = map(_ascii, titles.title_of(entry).search.split())
    words_in_letters = list(filterfalse(_NO_WORD.fullmatch, words))
    telling = filterfalse(_STOP_WORDS.__contains__, words_in_letters)
    return next(chain(telling, words_in_letters), "")


def _family(entry: Entry) -> str:
    """The folded family name of the first author, or else of the first editor."""
    first_persons = (islice(readable_persons([entry.get(name)]), 1) for name in _ROLES)
    names = map(_folded_name, chain.from_iterable(first_persons))
    return next(filter(None, names), "anon")[:_LONGEST]


def _folded_name(person: Person) -> str:
    """The first part of a name that has letters of ASCII, such letters alone."""
    names = (person.family, person.prefix, person.given)
    return next(filter(None, map(_ascii, map(fold_key, names))), "")


def _ascii(word: str) -> str:
    return "".join(char for char in word if char.isascii() and char.isalnum())
