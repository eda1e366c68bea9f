"""An entry of refs.bib beside what registrars have of the same publication."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from publications.add.identity import is_preprint
from publications.add.order import when
from publications.bibtex import Entry
from publications.model import people, registered, titles
from publications.model.kinds import entry_type
from publications.model.names import fold_key
from publications.watch.work import Work

#: Registrars whose descriptions are made with care, unlike what people and programs copy.
_CAREFUL: Final = ("Crossref", "dblp", "arXiv")
#: Fields that may be missing, by the kind of publication -> those that say the same.
_OF_ARTICLE: Final = {
    "volume": ("volume",),
    "number": ("number", "issue"),
    "pages": ("pages", "eid", "articleno", "article-number", "article_number"),
    "eid": ("pages", "eid", "articleno", "article-number", "article_number"),
    "issn": ("issn",),
}
_OF_PART: Final = {"pages": ("pages", "eid", "articleno")}
_MISSING: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "article": _OF_ARTICLE,
    "conference": _OF_PART,
    "chapter": _OF_PART,
}
_DASHES: Final = re.compile(r"[\s-]*[-\u2010-\u2015]+\s*")


def missing(entry: Entry, works: Sequence[Work]) -> tuple[dict[str, str], list[str]]:
    """Fields that the entry lacks, with their values, and the registrars that have them."""
    careful = [work for work in works if work.source in _CAREFUL]
    values: dict[str, str] = {}
    sources: list[str] = []
    if not registered.doi_of(entry) and entry.field("doi") is None:
        for work in filter(_names_authors, works):
            doi = work.entry.get("doi")
            if doi and not values:
                values["doi"] = doi
                sources.append(work.source)
    kind = entry_type(entry.type).kind.name
    for work in careful:
        if is_preprint(entry) or entry_type(work.entry.type).kind.name != kind:
            continue
        for name, equivalents in _MISSING.get(kind, {}).items():
            there = any(entry.field(each) or values.get(each) for each in equivalents)
            if work.entry.get(name) and not there:
                values[name] = work.entry.get(name)
                sources.append(work.source)
    return values, list(dict.fromkeys(sources))


def _names_authors(work: Work) -> bool:
    return bool(work.entry.get("author", "editor"))


def differences(entry: Entry, works: Iterable[Work]) -> Iterator[str]:
    """Lines on what differs, both spellings side by side; the owner's is kept."""
    for work in works:
        if work.source in _CAREFUL:
            for name, own, other in _differing(entry, work):
                yield f"{name}: {own} in refs.bib, {other} at {work.source}"
            return


def _differing(entry: Entry, work: Work) -> Iterator[tuple[str, str, str]]:
    """The names of fields that differ, with both values."""
    title, other_title = titles.title_of(entry), titles.title_of(work.entry)
    if not _begins_alike(title.search, other_title.search):
        yield "title", title.text, other_title.text
    if not is_preprint(entry):
        yield from _differing_year(entry, work)
        yield from _differing_pages(entry, work)
    names, other_names = _names(entry), _names(work.entry)
    if names and other_names and not _same_people(entry, work.entry):
        yield "authors", "; ".join(names), "; ".join(other_names)


def _begins_alike(title: str, other: str) -> bool:
    """Whether two folded titles are equal, or one lacks a subtitle; blanks do not count."""
    title, other = title.replace(" ", ""), other.replace(" ", "")
    return not other or title.startswith(other) or other.startswith(title)


def _differing_year(entry: Entry, work: Work) -> Iterator[tuple[str, str, str]]:
    date, other = when(entry), when(work.entry)
    if date and other and date[0] not in (work.years or {other[0]}):
        yield "year", str(date[0]), str(other[0])


def _differing_pages(entry: Entry, work: Work) -> Iterator[tuple[str, str, str]]:
    pages, other = _pages(entry), _pages(work.entry)
    if pages and other and not _same_pages(pages, other):
        yield "pages", pages, other


def _pages(entry: Entry) -> str:
    return _DASHES.sub("\u2013", entry.text("pages").text)


def _same_pages(pages: str, other: str) -> bool:
    """Whether pages are the same; the last may be shortened, `123–9`, or not be there."""
    (first, _, last), (other_first, _, other_last) = (
        pages.partition("\u2013"),
        other.partition("\u2013"),
    )
    if first != other_first:
        return False
    return not last or not other_last or last.endswith(other_last) or other_last.endswith(last)


def _names(entry: Entry) -> list[str]:
    return [person.name for person in people.readable(entry, "author").persons]


def _same_people(entry: Entry, other: Entry) -> bool:
    """Whether the family names are the same in their order, as far as both lists go."""
    own, theirs = people.readable(entry, "author"), people.readable(other, "author")
    if len(own.persons) != len(theirs.persons) and not (own.others or theirs.others):
        return False
    pairs = zip(own.persons, theirs.persons, strict=False)
    return all(_same_family(one.surname, another.surname) for one, another in pairs)


def _same_family(name: str, other: str) -> bool:
    """Whether two family names are the same, or one has a part of the other."""
    one, another = fold_key(name), fold_key(other)
    return one.endswith(another) or another.endswith(one)
