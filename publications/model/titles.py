"""Titles: of a publication with its subtitle, and of the journal or book that it came out in."""

from __future__ import annotations

import re
from typing import Final

from publications import tex
from publications.bibtex import Entry
from publications.model.kinds import Kind, entry_type
from publications.tex import Tex, fold

_COMMAS: Final = re.compile(r"(?<![\\\s,])[,\s]+\Z")
# What styles write before the title of a book: `In: Proceedings …`.
_IN: Final = re.compile(r"\A(?:In:\s*|in\s+|In\s+(?=Proc))")
#: What names a server with preprints.
SERVER: Final = re.compile(r"arxiv|\bcorr\b|preprint", re.IGNORECASE)
# A stop that ends no abbreviation: `Systems. CISIS 2023.`
_STOP_AFTER_YEAR: Final = re.compile(r"(?<=\d\d)\.\Z")
_OWN: Final = ("title", "subtitle", "titleaddon")
_WHOLE: Final = ("maintitle", "mainsubtitle", "maintitleaddon")
#: What a publication of each kind may have come out in, the likeliest first.
_CONTAINERS: Final = {
    "conference": ("book", "work", "event", "journal"),
    "chapter": ("book", "work", "journal"),
    "book": ("book", "work", "journal"),
    "proceedings": ("book", "work", "journal"),
}
_OF_OTHERS: Final = ("journal", "book")
_WHOLE_BOOKS: Final = frozenset(("book", "proceedings"))


def title_of(entry: Entry) -> Tex:
    """Title, subtitle and addition; those of the whole where the part has no title.

    A volume of a work without a title of its own has that of the work (biblatex manual, 2.2.2).
    """
    if entry.get("title"):
        return parsed(entry, *_OWN)
    if entry.get("maintitle"):
        return parsed(entry, *_WHOLE)
    return tex.parse("")


def parsed(entry: Entry, title: str, subtitle: str, addition: str) -> Tex:
    """Title, subtitle and addition of the fields of these names: `On Sand: A Study. With Maps`."""
    whole = joined(entry.get(title), entry.get(subtitle))
    titles = filter(None, (whole, entry.get(addition)))
    return tex.parse(_COMMAS.sub("", ". ".join(titles)))


def container_of(entry: Entry, kind: Kind) -> Tex:
    """The journal or book that the entry came out in; empty where it names none.

    Which of several it is depends on the kind (`_CONTAINERS`): an article may have been read at a
    conference, a paper of a conference may be in a journal. A book is not in itself, though its
    `booktitle` may repeat its title.
    """
    titles = {
        "journal": joined(entry.get("journaltitle", "journal"), entry.get("journalsubtitle")),
        "book": _IN.sub("", joined(entry.get("booktitle"), entry.get("booksubtitle"))),
        "work": joined(entry.get("maintitle"), entry.get("mainsubtitle")),
        "event": entry.get("eventtitle"),
    }
    if titles["book"] and entry.get("booktitleaddon"):
        titles["book"] += f". {entry.get('booktitleaddon')}"
    candidates = [titles[name] for name in _CONTAINERS.get(kind.name, _OF_OTHERS)]
    if kind.name in _WHOLE_BOOKS:
        own = fold(title_of(entry).text)
        candidates = [each for each in candidates if fold(tex.parse(each).text) != own]
    container = next(filter(None, candidates), "")
    # al-folio's `@string`s of journals end in a comma, since its templates print none.
    return tex.parse(_STOP_AFTER_YEAR.sub("", container.rstrip(" ,")))


def second_container(entry: Entry, container: Tex) -> Tex:
    """The journal of a paper in proceedings, or the book of an article, if it names both.

    Neither is a server with a preprint of it, nor what says the container or the title again.
    """
    for title in (entry.text("journaltitle", "journal"), entry.text("booktitle")):
        if title.text in ("", container.text):
            continue
        first, folded = fold(container.text), fold(title.text)
        said = f"{first} {fold(title_of(entry).text)}"
        if folded not in said and first not in folded and not SERVER.search(title.text):
            return title
    return tex.parse("")


def venue_of(entry: Entry) -> Tex:
    """The journal or book that the entry came out in, as the name of its type tells."""
    return container_of(entry, entry_type(entry.type).kind)


def joined(title: str, subtitle: str) -> str:
    """Title and subtitle, with a colon between them unless the title ends in a mark.

    >>> joined("On Sand", "A Study"), joined("Why Sand?", "A Study"), joined("", "A Study")
    ('On Sand: A Study', 'Why Sand? A Study', 'A Study')
    """
    if title and subtitle and title[-1] not in ":.?!":
        title += ":"
    return f"{title} {subtitle}".strip()
