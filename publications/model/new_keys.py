"""The key of a new entry: `surnameYEARword`, as in `mai2019reconstruction`."""

from __future__ import annotations

import string
from collections.abc import Container, Iterator
from itertools import count
from typing import Final

from publications.bibtex import Entry
from publications.model import dates, titles
from publications.model.names import NameSyntaxError, Person, fold_key, read_names
from publications.model.publication import Publication

_LONGEST: Final = 30
_STOP_WORDS: Final = frozenset((
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from", "how",
    "in", "into", "is", "it", "its", "of", "on", "or", "over", "the", "to", "toward", "towards",
    "via", "what", "when", "where", "which", "who", "why", "will", "with", "without", "das", "der",
    "des", "die", "ein", "eine", "im", "la", "le", "les", "un", "une", "el", "los", "las",
))  # fmt: skip


def key_for(entry: Entry, taken: Container[str]) -> str:
    """First author's family name, year and first word of the title, in ASCII.

    A letter, then a number, is added where the key, in lower case, is in `taken`.
    """
    key = _family(entry) + _year(entry) + _word(entry)
    return next(key + end for end in _endings() if key + end not in taken)


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
    """The first word of the title that is no article or the like, and no number."""
    words = map(_ascii, titles.title_of(entry).search.split())
    words_in_letters = [word for word in words if word and not word.isdigit()]
    for word in words_in_letters:
        if word not in _STOP_WORDS:
            return word
    return next(iter(words_in_letters), "")


def _family(entry: Entry) -> str:
    """The folded family name of the first author or editor that has letters of ASCII."""
    for field in ("author", "editor"):
        try:
            people, _ = read_names(entry.get(field))
        except NameSyntaxError:
            continue
        for _, person in people[:1]:
            if name := _folded_name(person):
                return name[:_LONGEST]
    return "anon"


def _folded_name(person: Person) -> str:
    """The first part of a name that has letters of ASCII."""
    names = (_ascii(fold_key(name)) for name in (person.family, person.prefix, person.given))
    return next(filter(None, names), "")


def _ascii(word: str) -> str:
    return "".join(char for char in word if char.isascii() and char.isalnum())
