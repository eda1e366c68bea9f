"""Attributes of a publication that are fields of its entry, read when they are asked for."""

from __future__ import annotations

from typing import Protocol

from publications.bibtex import Entry
from publications.model import wording
from publications.tex import Tex


class HasEntry(Protocol):
    """An object that is made of an entry."""

    @property
    def entry(self) -> Entry:
        """The entry."""


class Decoded:
    """An attribute of a publication: the first of these fields of its entry that is not blank."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def __get__(self, owner: HasEntry, _type: type) -> Tex:
        return owner.entry.text(*self._names)


class Plain:
    """The same as plain text."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def __get__(self, owner: HasEntry, _type: type) -> str:
        texts = (owner.entry.text(name).text for name in self._names)
        return next(filter(None, map(wording.meaningful, texts)), "")
