"""Titles: of a publication with its subtitle, and of the journal or book that it came out in."""

from __future__ import annotations

from typing import Final

from publications import tex
from publications.bibtex import Entry
from publications.model.kinds import Kind, entry_type
from publications.tex import Tex, fold

_OWN: Final = ("title", "subtitle", "titleaddon")
_WHOLE: Final = ("maintitle", "mainsubtitle", "maintitleaddon")


def title_of(entry: Entry) -> Tex:
    """Title and subtitle; those of the whole where the part has none (biblatex manual, 2.2.2)."""
    for title, subtitle, addition in (_OWN, _WHOLE):
        if entry.get(title):
            whole = joined(entry.get(title), entry.get(subtitle))
            parts = filter(None, (whole, entry.get(addition)))
            return tex.parse(". ".join(parts))
    return tex.parse("")


def parsed(entry: Entry, title: str, subtitle: str, addition: str) -> Tex:
    """Title, subtitle and addition of the fields of these names."""
    whole = joined(entry.get(title), entry.get(subtitle))
    return tex.parse(". ".join(filter(None, (whole, entry.get(addition)))))


def container_of(entry: Entry, kind: Kind) -> Tex:
    """The journal or book that the entry came out in; empty where it names none."""
    journal = joined(entry.get("journaltitle", "journal"), entry.get("journalsubtitle"))
    book = joined(entry.get("booktitle"), entry.get("booksubtitle"))
    if book and entry.get("booktitleaddon"):
        book = f"{book}. {entry.get('booktitleaddon')}"
    work = joined(entry.get("maintitle"), entry.get("mainsubtitle"))
    candidates: tuple[str, ...] = (journal, book)
    if kind.name == "conference":
        candidates = (book, work, entry.get("eventtitle"), journal)
    elif kind.name in ("chapter", "book", "proceedings"):
        candidates = (book, work, journal)
    if kind.name in ("book", "proceedings"):
        own = fold(title_of(entry).text)
        candidates = tuple(each for each in candidates if fold(tex.parse(each).text) != own)
    container = next(filter(None, candidates), "")
    # al-folio's `@string`s of journals end in a comma, since its templates print none.
    return tex.parse(container.rstrip(" ,"))


def venue_of(entry: Entry) -> Tex:
    """The journal or book that the entry came out in, as the name of its type tells."""
    return container_of(entry, entry_type(entry.type).kind)


def joined(title: str, subtitle: str) -> str:
    """Title and subtitle, with a colon between them unless the title ends in a mark."""
    if title and subtitle and title[-1] not in ":.?!":
        title += ":"
    return f"{title} {subtitle}".strip()
