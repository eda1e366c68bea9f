"""An entry of refs.bib beside what registrars have of the same publication."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from publications.add.identity import is_preprint, kind_of
from publications.add.order import year_of
from publications.bibtex import Entry
from publications.model import people, registered, titles
from publications.model.names import fold_key
from publications.watch.work import Work

#: Registrars whose descriptions are made with care, unlike what people and programs copy.
_CAREFUL: Final = ("Crossref", "dblp", "arXiv")
_PAGES: Final = ("pages", "eid", "articleno", "article-number", "article_number")
#: By the kind of publication: fields of which one may be missing -> those that say the same.
_MISSING: Final[Mapping[str, Mapping[tuple[str, ...], tuple[str, ...]]]] = {
    "article": {
        ("volume",): ("volume",),
        ("number",): ("number", "issue"),
        ("pages", "eid"): _PAGES,
        ("issn",): ("issn",),
    },
    "conference": {("pages",): _PAGES},
    "chapter": {("pages",): _PAGES},
}
_DASHES: Final = re.compile(r"(?<!\s)\s*+[-\u2010-\u2015][-\s\u2010-\u2015]*+")


def missing(entry: Entry, works: Sequence[Work]) -> tuple[dict[str, str], list[str]]:
    """Fields that the entry lacks, with their values, and the registrars that have them.

    Of fields that say the same, as `pages` and `eid`, the first that a registrar tells is taken.

    >>> from publications.bibtex import writer
    >>> from publications.watch.work import work_of
    >>> full = {"author": "Li, Ada", "volume": "3", "pages": "7--9", "doi": "10.5555/pots"}
    >>> crossref = work_of("Crossref", "article", full, "")
    >>> missing(writer.make("article", "pots2008", {"volume": "3"}), [crossref])
    ({'doi': '10.5555/pots', 'pages': '7--9'}, ['Crossref'])
    """
    kind = kind_of(entry)
    values: dict[str, str] = {}
    sources: dict[str, None] = {}
    for names in _lacking(entry, kind):
        for name, work in product(names, works):
            if _tells(work, name, kind):
                values[name] = work.entry.get(name)
                sources[work.source] = None
                break
    return values, list(sources)


def _lacking(entry: Entry, kind: str) -> Iterator[tuple[str, ...]]:
    """The fields, one of which an entry of this kind should have; it has none that says the same.

    A field that is there and blank is the owner's wish.
    """
    if entry.field("doi") is None and not registered.doi_of(entry):
        yield ("doi",)
    for names, same in _MISSING.get(kind, {}).items():
        if not any(map(entry.field, same)):
            yield names


def _tells(work: Work, name: str, kind: str) -> bool:
    """Whether a work tells a field: its DOI where it has authors to go by, others with care.

    Volume and pages are taken only of a work of the entry's own kind: those of a book are not those
    of an article that was reprinted in it.
    """
    if not work.entry.get(name):
        return False
    if name == "doi":
        return bool(work.entry.get("author", "editor"))
    return work.source in _CAREFUL and kind_of(work.entry) == kind


def differences(entry: Entry, works: Iterable[Work]) -> Iterator[str]:
    """Lines on what differs, both spellings side by side; the owner's is kept.

    The entry is compared with the fullest description that was made with care.
    """
    careful = [work for work in works if work.source in _CAREFUL]
    for work in careful[:1]:
        for name, (own, other) in _pairs(entry, work).items():
            if not _SAME[name](own, other):
                yield f"{name}: {own} in refs.bib, {other} at {work.source}"


def _pairs(entry: Entry, work: Work) -> dict[str, tuple[str, str]]:
    """What is compared, by its name: the owner's words, and the registrar's, where both have some.

    A preprint may be described in one version, and written down in another.
    """
    pairs = {
        "title": (titles.title_of(entry).text, titles.title_of(work.entry).text),
        "authors": (_names(entry), _names(work.entry)),
    }
    if not is_preprint(entry):
        pairs["year"] = _years(entry, work)
        pairs["pages"] = (_pages(entry), _pages(work.entry))
    return {name: pair for name, pair in pairs.items() if all(pair)}


def _names(entry: Entry) -> str:
    """The authors, in the form of BibTeX that is never ambiguous; `others` for the rest.

    >>> from publications.bibtex import writer
    >>> _names(writer.make("article", "pots", {"author": "Ada Li and J. de Wit and others"}))
    'Li, Ada; de Wit, J.; others'
    """
    authors = people.readable(entry, "author")
    names = [person.sort_name for person in authors.persons]
    if authors.others:
        names.append(_OTHERS)
    return _AND.join(names)


def _years(entry: Entry, work: Work) -> tuple[str, str]:
    """The years of both, the same if the entry has one of those in which the work came out.

    A paper has one year online and perhaps the next in print; empty where a year is not known.
    """
    own, other = year_of(entry), work.year
    if own in work.years:
        other = own
    return str(own or ""), str(other or "")


def _pages(entry: Entry) -> str:
    """The pages with one kind of dash, and no blanks about it.

    >>> from publications.bibtex import writer
    >>> _pages(writer.make("article", "pots", {"pages": "7 -- 9"}))
    '7–9'
    """
    return _DASHES.sub(_DASH, entry.text("pages").text)


def _same_title(title: str, other: str) -> bool:
    """Whether two titles are equal, or one lacks a subtitle; blanks do not count.

    >>> _same_title("Pots and Data Sets", "Pots and datasets: a survey")
    True
    >>> _same_title("Pots and Pans", "On Pots and Pans")
    False
    """
    shorter, longer = sorted((fold_key(title), fold_key(other)), key=len)
    return longer.startswith(shorter)


def _same_pages(pages: str, other: str) -> bool:
    """Whether pages are the same; the last may be shortened, or not be there.

    >>> [_same_pages("123–129", other) for other in ("123–9", "123", "123–130", "122–129")]
    [True, True, False, False]
    """
    first, _, last = pages.partition(_DASH)
    other_first, _, other_last = other.partition(_DASH)
    if first != other_first:
        return False
    shorter, longer = sorted((last, other_last), key=len)
    return longer.endswith(shorter)


def _same_people(names: str, others: str) -> bool:
    """Whether the family names are the same in their order, as far as both lists go.

    >>> _same_people("Li, Ada; Velde, Jan", "Li, A.; others")
    True
    >>> _same_people("Li, Ada; Velde, Jan", "Li, Ada")
    False
    """
    one, another = names.split(_AND), others.split(_AND)
    if _OTHERS in (one[-1], another[-1]):
        shorter = min(len(one), len(another)) - 1
        one, another = one[:shorter], another[:shorter]
    if len(one) != len(another):
        return False
    return all(map(_same_family, one, another))


def _same_family(name: str, other: str) -> bool:
    """Whether two family names are the same, or one is a part of the other.

    >>> _same_family("García", "Garcia Márquez, Gabriel")
    True

    A single letter is a part of too many:

    >>> _same_family("L", "Li")
    False
    """
    families = (fold_key(each.partition(",")[0]) for each in (name, other))
    shorter, longer = sorted(families, key=len)
    if len(shorter) < len("Li"):
        return shorter == longer
    return shorter in longer


_AND: Final = "; "
_OTHERS: Final = "others"
_DASH: Final = "\u2013"
_SAME: Final = {
    "title": _same_title,
    "authors": _same_people,
    "year": str.__eq__,
    "pages": _same_pages,
}
