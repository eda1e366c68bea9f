"""A catalogue of words: a text for each name, with forms for numbers, and parts to be filled in.

Forms are CLDR's plural categories as far as the languages here have them: `one` for 1, and
`other`. Names of months and patterns of dates are in the catalogue as well: Babel has them, but
not those of ranges, seasons and uncertain dates in the order that pages show them, and a file of
the owner's can then make any language.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any, Final, NamedTuple

from markupsafe import Markup, escape

#: The languages that there is a catalogue of.
LANGUAGES: Final = ("en", "de", "zh")
#: Tags of Chinese in the other script, which is no variant of the catalogue's.
_TRADITIONAL: Final = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")
_FORMS: Final = ("one", "two", "few", "other")
#: Sections whose parts are forms.
_ORDINAL: Final = "ordinal"


class Term(NamedTuple):
    """A word of the catalogue by its name, or words of refs.bib as they are written there."""

    name: str = ""
    own: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.own)

    @property
    def english(self) -> str:
        """The term in English."""
        return ENGLISH.term(self)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a language: `words("list.count", count=9)` is `9 publications`.

    `texts` are by `section.name`, those of forms by `section.name.form`.
    """

    language: str
    texts: Mapping[str, str] = field(hash=False)

    def __call__(self, name: str, **parts: object) -> str:
        """The text of a name, with its parts; `count` chooses the form.

        >>> ENGLISH("list.count", count=1), ENGLISH("list.count", count=9)
        ('1 publication', '9 publications')

        Raises:
            KeyError: there is no such word, or a part of it is missing.
        """
        if not parts:
            return self.texts[name]
        return self._pattern(name, parts).format_map(parts)

    def html(self, name: str, **parts: object) -> Markup:
        """The same as HTML; parts that are no HTML are escaped.  Raises KeyError."""
        return escape(self._pattern(name, parts)).format(**parts)

    def term(self, term: Term) -> str:
        """A word by its name, or as it is written."""
        if term.name:
            return self.texts[term.name]
        return term.own

    def number(self, number: int) -> str:
        """A number in groups of three digits.

        >>> ENGLISH.number(12345)
        '12,345'
        """
        return f"{number:,}".replace(",", self.texts["grammar.thousands"])

    def ordinal(self, number: str) -> str:
        """A number of an order; the forms are CLDR's for English.

        A language that has no more forms than `other` has that for all.

        >>> [ENGLISH.ordinal(number) for number in ("1", "2", "13", "23")]
        ['1st', '2nd', '13th', '23rd']
        """
        form = {"1": "one", "2": "two", "3": "few"}.get(number[-1:], "other")
        if number[-2:] in ("11", "12", "13"):
            form = "other"
        pattern = self.texts.get(f"{_ORDINAL}.{form}") or self.texts[f"{_ORDINAL}.other"]
        return pattern.format(number=number)

    def section(self, name: str) -> dict[str, str]:
        """The words of a section by their names in it.

        >>> ENGLISH.section("season")["1"]
        'Spring'
        """
        start = f"{name}."
        return {
            key.removeprefix(start): text
            for key, text in self.texts.items()
            if key.startswith(start)
        }

    def _pattern(self, name: str, parts: Mapping[str, object]) -> str:
        """The text of a name, of a word with forms the one for the number `count`."""
        text = self.texts.get(name)
        if text is not None:
            return text
        form = "other"
        if parts.get("count") == 1 and f"{name}.one" in self.texts:
            form = "one"
        return self.texts[f"{name}.{form}"]


def language_of(tag: str) -> str:
    """The language of a tag that there is a catalogue of (`de` of `de-CH`), or nothing.

    RFC 4647, 3.4: subtags are left out from the end. Traditional Chinese is no variant of the
    catalogue's.

    >>> language_of("de_CH"), language_of("zh-Hans-CN"), language_of("zh-TW"), language_of("fr")
    ('de', 'zh', '', '')
    """
    tag = tag.replace("_", "-").lower()
    language = tag.partition("-")[0]
    if language not in LANGUAGES or tag.startswith(_TRADITIONAL):
        return ""
    return language


def is_known(tag: str) -> bool:
    """Whether there is a catalogue for the language of a tag."""
    return bool(language_of(tag))


@lru_cache
def of(tag: str) -> Words:
    """The words for the language of a tag; English where there is no catalogue for it."""
    language = language_of(tag) or "en"
    file = resources.files("publications.words").joinpath(f"{language}.toml")
    return Words(language, dict(flat(tomllib.loads(file.read_text(encoding="utf-8")))))


def parts_of(text: str) -> frozenset[str]:
    """The names of the parts of a text, without letter case.

    >>> sorted(parts_of("{Count} of {whole}"))
    ['count', 'whole']

    Raises:
        ValueError: a brace of a part is missing.
    """
    names = (name for _, name, _, _ in string.Formatter().parse(text))
    return frozenset(name.lower() for name in names if name is not None)


def without_form(name: str) -> str:
    """The name of a word without that of its form: `list.count` of `list.count.one`.

    The names of words have a dot, but for `ordinal`, whose section is the word.
    """
    word, _, form = name.rpartition(".")
    if form in _FORMS and (word == _ORDINAL or "." in word):
        return word
    return name


def flat(document: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """The values of a catalogue by their names, joined with those of the tables that they are in.

    >>> list(flat({"list": {"count": {"one": "{count} work"}}}))
    [('list.count.one', '{count} work')]
    """
    for name, value in document.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


#: What findings, commands and machine formats say, and pages where nothing else is asked for.
ENGLISH: Final = of("en")
