"""Collaborations that authors write for: the field `collaboration` of INSPIRE and REVTeX."""

from __future__ import annotations

import re
from typing import Final

from publications import tex
from publications.bibtex import Entry
from publications.words import ENGLISH, Words

_SEPARATOR: Final = re.compile(r"[,;]| and | & ")
_WORD: Final = re.compile(r"(?i)\bcollaborations?\Z")


def collaborations_of(entry: Entry) -> tuple[str, ...]:
    """The names without the word: `ATLAS` of `ATLAS Collaboration`; none that is an author."""
    collaborations = entry.text("collaboration").text
    if not collaborations:
        return ()
    authors = tex.fold(entry.text("author").text)
    names: list[str] = []
    for part in _SEPARATOR.split(collaborations):
        name = _WORD.sub("", part.strip().removeprefix("the ")).strip()
        if name and f"{tex.fold(name)} collaboration" not in authors:
            names.append(name)
    return tuple(names)


def in_words(names: tuple[str, ...], words: Words = ENGLISH) -> str:
    """The names with the word; empty without names.

    >>> in_words(("ATLAS",)), in_words(("ATLAS", "CMS"))
    ('ATLAS Collaboration', 'ATLAS and CMS Collaborations')
    """
    if not names:
        return ""
    *others, listed = names
    if others:
        listed = words("grammar.last", first=", ".join(others), last=listed)
    return words("people.collaboration", count=len(names), names=listed)
