"""The words that pages show: those of a catalogue, of which a file of the owner's replaces some."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Collection
from pathlib import Path

from publications import disk, words
from publications.diagnostics import did_you_mean, quote
from publications.settings.options import Options
from publications.settings.values import OptionsError
from publications.words import ENGLISH, Words


def words_of(root: Path, options: Options, language: str) -> Words:
    """The words that pages show; `root` is the folder of mkdocs.yml.

    Raises:
        OptionsError: the owner's file of words cannot be read or used.
    """
    if not options.words:
        return words.of(language)
    try:
        text = disk.read_text(root / options.words)
    except OSError as error:
        fact = f"{quote(options.words)} cannot be read: {disk.reason(error)}"
        raise OptionsError(f"option 'words': {fact} (its path begins at mkdocs.yml)") from None
    try:
        return replaced(words.of(language), language, text)
    except OptionsError as error:
        raise OptionsError(f"{options.words}: {error}") from None


def replaced(catalogue: Words, tag: str, text: str) -> Words:
    """The words of a catalogue, of which a file of the owner's replaces some.

    All forms of a word are replaced together.

    >>> replaced(ENGLISH, "en", "list.count = '{count} works'")("list.count", count=1)
    '1 works'

    Raises:
        OptionsError: it is not TOML, names a word or a part that there is not, leaves a text empty
            or a word without the form `other`.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise OptionsError(f"not TOML: {error}") from None
    own = dict(words.flat(document))
    allowed = _parts_of_words()
    for name, value in own.items():
        _check_name(name, allowed)
        _check_text(name, value, allowed[words.without_form(name)])
    changed = set(map(words.without_form, own))
    for name in changed:
        if own.keys().isdisjoint((name, f"{name}.other")):
            raise OptionsError(f"{quote(name)} has no form 'other' (add it)")
    kept = {
        name: value
        for name, value in catalogue.texts.items()
        if words.without_form(name) not in changed
    }
    return Words(tag, kept | own)


def _parts_of_words() -> dict[str, frozenset[str]]:
    """The parts that each word may have: those of all its forms in English."""
    allowed: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for name, text in ENGLISH.texts.items():
        allowed[words.without_form(name)] |= words.parts_of(text)
    return dict(allowed)


def _check_name(name: str, allowed: Collection[str]) -> None:
    """Raise OptionsError for a name that no word has."""
    word = words.without_form(name)
    if word in allowed:
        return
    question = did_you_mean(word, allowed) or "see en.toml of the package"
    raise OptionsError(f"no word has the name {quote(word)} ({question})")


def _check_text(name: str, text: object, allowed: Collection[str]) -> None:
    """Raise OptionsError for what is no text, an empty one, or one with a part its word has not."""
    if not isinstance(text, str):
        raise OptionsError(f"{quote(name)} is {text!r} (put it in quotation marks)")
    if not text.strip():
        raise OptionsError(f"{quote(name)} is empty (write it, or remove it)")
    try:
        unknown = words.parts_of(text) - set(allowed)
    except ValueError as error:
        raise OptionsError(f"{quote(name)}: {error}") from None
    if unknown:
        parts = ", ".join(map("{{{}}}".format, sorted(allowed))) or "none"
        raise OptionsError(f"{quote(name)} has the part {{{min(unknown)}}} (allowed: {parts})")
