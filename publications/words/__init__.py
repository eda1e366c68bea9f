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
    WordsError,
    is_known,
    of,
    with_file,
)

__all__ = [
    "ENGLISH",
    "LANGUAGES",
    "Term",
    "Words",
    "WordsError",
    "is_known",
    "of",
    "with_file",
]
