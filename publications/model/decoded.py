"""Attributes of a publication that are fields of its entry, read when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Protocol

from publications import tex
from publications.bibtex import Entry
from publications.model import wording
from publications.tex import Tex


class HasEntry(Protocol):
    """An object that is made of an entry."""

    @property
    def entry(self) -> Entry:
        """The entry."""


class Decoded(cached_property[Tex]):
    """An attribute of a publication: the first of these fields of its entry that is not blank."""

    def __init__(self, *names: str) -> None:
        def read(owner: HasEntry) -> Tex:
            return owner.entry.text(*names)

        super().__init__(read)


class Plain(cached_property[str]):
    """The same as plain text."""

    def __init__(self, *names: str) -> None:
        super().__init__(lambda owner: _first(owner, names))


class Number(cached_property[str]):
    """The same as a number without the label that it may begin with: `Vol. 12` is 12."""

    def __init__(self, label: str, *names: str) -> None:
        super().__init__(lambda owner: wording.number(label, _first(owner, names)))


def _first(owner: HasEntry, names: Iterable[str]) -> str:
    """The first of the fields that says something, as plain text."""
    values = filter(None, map(owner.entry.get, names))
    texts = (wording.meaningful(tex.parse(value).text) for value in values)
    return next(filter(None, texts), "")
