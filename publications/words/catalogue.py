"""A catalogue of words: a text for each name, with forms for numbers, and parts to be filled in.

Forms are CLDR's plural categories as far as the languages here have them: `one` for 1, and
`other`. Names of months and patterns of dates are in the catalogue as well: Babel has them, but
not those of ranges, seasons and uncertain dates in the order that pages show them, and a file of
the owner's can then make any language.
"""

from __future__ import annotations

import string
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any, Final, NamedTuple

from markupsafe import Markup, escape

from publications.diagnostics import closest, quote

#: The languages that there is a catalogue of.
LANGUAGES: Final = ("en", "de", "zh")
#: Tags of Chinese in the other script, which is no variant of the catalogue's.
_TRADITIONAL: Final = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")
_FORMS: Final = ("one", "two", "few", "other")
#: Sections whose parts are forms.
_ORDINAL: Final = "ordinal"


class WordsError(ValueError):
    """A file of words that cannot be used: names the word, the fact and the way out."""


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
        """The text of a name, with its parts; `count` chooses the form.  Raises KeyError."""
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
        """A number in groups of three digits."""
        return f"{number:,}".replace(",", self.texts["grammar.thousands"])

    def ordinal(self, number: str) -> str:
        """`2nd`; the forms are CLDR's for English, and `other` where a language has no more."""
        form = {"1": "one", "2": "two", "3": "few"}.get(number[-1:], "other")
        if number[-2:] in ("11", "12", "13"):
            form = "other"
        pattern = self.texts.get(f"{_ORDINAL}.{form}") or self.texts[f"{_ORDINAL}.other"]
        return pattern.format(number=number)

    def section(self, name: str) -> dict[str, str]:
        """The words of a section by their names in it."""
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
        if parts.get("count") == 1 and f"{name}.one" in self.texts:
            return self.texts[f"{name}.one"]
        return self.texts[f"{name}.other"]


def language_of(tag: str) -> str:
    """The language of a tag that there is a catalogue of (`de` of `de-CH`), or nothing.

    RFC 4647, 3.4: subtags are left out from the end.
    """
    tag = tag.replace("_", "-").lower()
    if tag.startswith(_TRADITIONAL):
        return ""
    language = tag.partition("-")[0]
    if language in LANGUAGES:
        return language
    return ""


def is_known(tag: str) -> bool:
    """Whether there is a catalogue for a language."""
    return bool(language_of(tag))


@lru_cache
def of(tag: str) -> Words:
    """The words for the language of a tag; English where there is no catalogue for it."""
    language = language_of(tag) or "en"
    file = resources.files("publications.words").joinpath(f"{language}.toml")
    return Words(language, dict(_flat(tomllib.loads(file.read_text(encoding="utf-8")))))


def with_file(tag: str, text: str) -> Words:
    """The words of a language, of which a file of the owner's replaces some.  Raises WordsError."""
    words = of(tag)
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WordsError(f"not TOML: {error}") from None
    own = dict(_flat(document))
    for name, value in own.items():
        _check(name, value)
    replaced = {_without_form(name) for name in own}
    kept = {
        name: value for name, value in words.texts.items() if _without_form(name) not in replaced
    }
    for name in replaced:
        if name not in own and f"{name}.other" not in own:
            raise WordsError(f"{quote(name)} has no form 'other' (add it)")
    return Words(tag, kept | own)


def parts_of(text: str) -> frozenset[str]:
    """The names of the parts of a text, without letter case.  Raises ValueError."""
    names = (name for _, name, _, _ in string.Formatter().parse(text))
    return frozenset(name.lower() for name in names if name is not None)


def _check(name: str, value: str) -> None:
    """Raise WordsError for a name that no word has, an empty text or a part that is not known."""
    word = _without_form(name)
    allowed: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for each, text in ENGLISH.texts.items():
        allowed[_without_form(each)] |= parts_of(text)
    if word not in allowed:
        hint = closest(word, allowed)
        question = f"did you mean {quote(hint)}?" if hint else "see en.toml of the package"
        raise WordsError(f"no word has the name {quote(word)} ({question})")
    if not value.strip():
        raise WordsError(f"{quote(name)} is empty (write it, or remove it)")
    try:
        unknown = parts_of(value) - allowed[word]
    except ValueError as error:
        raise WordsError(f"{quote(name)}: {error}") from None
    if unknown:
        parts = ", ".join(f"{{{part}}}" for part in sorted(allowed[word])) or "none"
        raise WordsError(f"{quote(name)} has the part {{{min(unknown)}}} (allowed: {parts})")


def _without_form(name: str) -> str:
    """The name of a word without that of its form."""
    word, _, form = name.rpartition(".")
    if form in _FORMS and (word == _ORDINAL or "." in word):
        return word
    return name


def _flat(document: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """The texts by their names, joined with those of the tables that they are in."""
    for name, value in document.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        elif isinstance(value, str):
            yield f"{before}{name}", value
        else:
            raise WordsError(f"{quote(before + name)} is {value!r} (put it in quotation marks)")


#: What findings, commands and machine formats say, and pages where nothing else is asked for.
ENGLISH: Final = of("en")
