"""Months in the languages that bibliographies are written in, as Unicode's CLDR spells them."""

from __future__ import annotations

import pytest
from babel import Locale

from publications.model import date_words

LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "ca", "ro", "nl", "nb", "da", "sv", "fi", "pl", "cs", "hu",
    "tr", "id", "ru", "uk", "el",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", ["wide", "abbreviated"])
@pytest.mark.parametrize("use", ["stand-alone", "format"])
def test_each_month_of_the_language_is_read(language: str, width: str, use: str) -> None:
    for number, name in Locale(language).months[use][width].items():
        words = date_words.read_month(name)
        assert (words.months, words.days, words.known) == ([number], [], True), name
