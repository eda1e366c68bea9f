"""Words that pages show: one catalogue for each language.

`publications/words/<language>.toml` holds them; `theme.language` chooses. A file of the owner's
(option `words`) may replace some, or make another language of them. Findings, commands and machine
formats are in English.
"""

from publications.words.catalogue import (
    ENGLISH,
    LANGUAGES,
    Term,
    Words,
    flat,
    is_known,
    of,
    parts_of,
    without_form,
)

__all__ = [
    "ENGLISH",
    "LANGUAGES",
    "Term",
    "Words",
    "flat",
    "is_known",
    "of",
    "parts_of",
    "without_form",
]
