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
_PAGES: Final = ("pages", "eid", "articleno", "article-number", "article_number")
#: Fields that may be missing, by the kind of publication -> those that say the same.
_MISSING: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "article": {
        "volume": ("volume",),
        "number": ("number", "issue"),
        "pages": _PAGES,
        "eid": _PAGES,
        "issn": ("issn",),
    },
    "conference": {"pages": _PAGES},
    "chapter": {"pages": _PAGES},
}
_DASHES: Final = re.compile(r"(?<!\s)\s*+[-\u2010-\u2015][-\s\u2010-\u2015]*+")


def missing(entry: Entry, works: Sequence[Work]) -> tuple[dict[str, str], list[str]]:
    """Fields that the entry lacks, with their values, and the registrars that have them.

    A field that is there and blank is the owner's wish.
    """
    kind = entry_type(entry.type).kind.name
    equivalents = {"doi": ("doi",), **_MISSING.get(kind, {})}
    if registered.doi_of(entry):
        del equivalents["doi"]
    values: dict[str, str] = {}
    sources: list[str] = []
    for name, same in equivalents.items():
        if any(entry.field(each) or each in values for each in same):
            continue
        for work in works:
            if work.entry.get(name) and _may_say(work, name, kind):
                values[name] = work.entry.get(name)
                sources.append(work.source)
                break
    return values, list(dict.fromkeys(sources))


def _may_say(work: Work, name: str, kind: str) -> bool:
    """Whether a work tells a field: its DOI where it has authors to go by, others with care."""
    if name == "doi":
        return bool(work.entry.get("author", "editor"))
    return work.source in _CAREFUL and entry_type(work.entry.type).kind.name == kind


def differences(entry: Entry, works: Iterable[Work]) -> Iterator[str]:
    """Lines on what differs, both spellings side by side; the owner's is kept."""
    careful = (work for work in works if work.source in _CAREFUL)
    work = next(careful, None)
    if work is None:
        return
    for name, (own, other) in _pairs(entry, work).items():
        if own and other and not _SAME[name](own, other):
            yield f"{name}: {own} in refs.bib, {other} at {work.source}"


def _pairs(entry: Entry, work: Work) -> dict[str, tuple[str, str]]:
    """What is compared, by its name: the owner's words, and the registrar's."""
    pairs = {
        "title": (titles.title_of(entry).text, titles.title_of(work.entry).text),
        "authors": (_names(entry), _names(work.entry)),
    }
    if not is_preprint(entry):
        pairs["year"] = (_year(entry), _years(entry, work))
        pairs["pages"] = (_pages(entry), _pages(work.entry))
    return pairs


def _names(entry: Entry) -> str:
    """The authors, in the form of BibTeX that is never ambiguous."""
    authors = people.readable(entry, "author")
    names = [person.sort_name for person in authors.persons]
    if authors.others:
        names.append(_OTHERS)
    return _AND.join(names)


def _year(entry: Entry) -> str:
    date = when(entry)
    if date is None:
        return ""
    return str(date[0])


def _years(entry: Entry, work: Work) -> str:
    """The year of a work; that of the entry, if it is one of those in which the work came out."""
    if _year(entry) in map(str, work.years):
        return _year(entry)
    return _year(work.entry)


def _pages(entry: Entry) -> str:
    return _DASHES.sub(_DASH, entry.text("pages").text)


def _same_title(title: str, other: str) -> bool:
    """Whether two titles are equal, or one lacks a subtitle; blanks do not count."""
    one, another = fold_key(title), fold_key(other)
    return one.startswith(another) or another.startswith(one)


def _same_pages(pages: str, other: str) -> bool:
    """Whether pages are the same; the last may be shortened, `123–9`, or not be there."""
    first, _, last = pages.partition(_DASH)
    other_first, _, other_last = other.partition(_DASH)
    return first == other_first and (last.endswith(other_last) or other_last.endswith(last))


def _same_people(names: str, others: str) -> bool:
    """Whether the family names are the same in their order, as far as both lists go."""
    one, another = names.split(_AND), others.split(_AND)
    if _OTHERS in (one[-1], another[-1]):
        shorter = min(len(one), len(another)) - 1
        one, another = one[:shorter], another[:shorter]
    if len(one) != len(another):
        return False
    return all(map(_same_family, one, another))


def _same_family(name: str, other: str) -> bool:
    """Whether two family names are the same, or one is a part of the other: `García`."""
    one, another = (fold_key(each.partition(",")[0]) for each in (name, other))
    shorter, longer = sorted((one, another), key=len)
    return one == another or (len(shorter) > 1 and shorter in longer)


_AND: Final = "; "
_OTHERS: Final = "others"
_DASH: Final = "\u2013"
_SAME: Final = {
    "title": _same_title,
    "authors": _same_people,
    "year": str.__eq__,
    "pages": _same_pages,
}
