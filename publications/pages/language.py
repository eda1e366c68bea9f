"""A finding where the words of pages are not to be had in the language of the site."""

from __future__ import annotations

from collections.abc import Iterator

from publications import words
from publications.diagnostics import Diagnostic, quote
from publications.settings import Settings, language_place


def unknown(settings: Settings) -> Iterator[Diagnostic]:
    """A warning for a language without a catalogue, unless a file of the owner's is one."""
    if words.is_known(settings.language) or settings.options.words:
        return
    place = language_place(settings.options.config)
    message = f"no words are known in the language {quote(settings.language)}: pages have English"
    hint = f"known: {', '.join(words.LANGUAGES)}; another one: option 'words'"
    yield Diagnostic(*place, "warning", "unknown-language", message, hint)
