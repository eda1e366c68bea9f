"""The venue line: where and when a publication came out, per kind, long and short.

The order of the parts follows the IEEE reference guide, which the readers of this field know;
nothing is abbreviated that the entry spells out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from markupsafe import Markup

from publications.model import identifiers, people, titles
from publications.model.breaks import isolated, tied
from publications.model.lines import NOTHING, Line, joined, line_of, numbered
from publications.model.people import People
from publications.model.publication import Publication
from publications.model.shared import shared
from publications.model.venue_numbers import (
    NUMBERED,
    chapter_of,
    edition_of,
    numbers_of,
    pages_of,
    series_of,
    version_of,
    with_label,
)
from publications.tex import fold
from publications.words import ENGLISH, Words

_SHORT_NOTE: Final = re.compile(r"[\w-]{1,20}(?: [\w-]{1,20})?")
_SERIES_NUMBER: Final = re.compile(r"\d\w*|[IVX]+|[A-Z]")
_DIGITS: Final = re.compile(r"\d+")
# `CVPR 2020`, `CVPR'20`
_YEAR_AFTER: Final = re.compile(r"(?<=\w)(?:\s|\s?['’])(?:19|20)?\d\d\Z")
_HAVE_CONTAINER: Final = frozenset({"article", "conference", "chapter", "preprint"})
# What says nothing where no other name is known.
_VAGUE: Final = frozenset({"kind.preprint", "kind.other"})


@shared
def long_venue(publication: Publication, words: Words = ENGLISH) -> Line:
    """All of it: container, volume, number, pages, publisher, date, and note."""
    parts = [*_whole(publication, words), *_when(publication, words)]
    return _with_note(publication, parts, words)


def venue_under_year(publication: Publication, words: Words = ENGLISH) -> Line:
    """The long line under the heading of its year, without a date that is in that year.

    The kind of publication takes the place of a venue that there is none of.
    """
    kind = line_of(words.term(publication.term))
    parts = list(_whole(publication, words)) or [kind]
    when, *status = _when(publication, words)
    if publication.date is None or not publication.date.within_year:
        parts.append(when)
    return _with_note(publication, [*parts, *status], words)


def _when(publication: Publication, words: Words) -> list[Line]:
    """The date, and beside it what `pubstate` says."""
    when = line_of(publication.when_in(words))
    if publication.date is None:
        return [when]
    return [when, line_of(words.term(publication.state))]


def _with_note(publication: Publication, parts: Iterable[Line], words: Words) -> Line:
    """The parts, the people beside authors and editors, and the note."""
    contributors = [
        line_of(words(f"contributor.{role}", names=_with_type(publication, role, names, words)))
        for role, names in publication.contributors
    ]
    note = line_of(publication.note)
    distinct = {part.text.casefold(): part for part in parts}
    if note.text.casefold().rstrip(".") in distinct:
        note = NOTHING
    if publication.arxiv and identifiers.bare_arxiv(note.text) == publication.arxiv:
        note = NOTHING  # the id stands there already
    return joined(". ", [joined(", ", distinct.values()), *contributors, note])


def _with_type(publication: Publication, role: str, names: People, words: Words) -> str:
    """The people of a field, and what they did where the field beside it says that."""
    text = people.in_words(names, words)
    kind = publication.field(f"{role}type").text
    if kind:
        text += f" ({kind})"
    return text


@lru_cache(maxsize=1)
def labelled(publication: Publication, words: Words = ENGLISH) -> Line:
    """The kind of publication and the long line, unless the line begins with that kind."""
    line = long_venue(publication, words)
    kind = words.term(publication.term)
    if re.match(rf"{re.escape(kind)}(?!\w)", line.text):
        return line
    return joined(". ", [line_of(kind), line])


def short_venue(publication: Publication, words: Words = ENGLISH) -> Line:
    """`ICLR 2026 Poster / arXiv 2025`: short name, year, short note; year on arXiv."""
    name = _short_name(publication, words)
    year = line_of(_year_beside(name, str(publication.year or publication.when_in(words))))
    posted = identifiers.arxiv_year_month(publication.arxiv)
    on_arxiv = NOTHING
    if posted:
        on_arxiv = line_of(f"arXiv {posted[0]}")
    if publication.is_preprint:
        return on_arxiv or joined(" ", [name, year])
    note = NOTHING
    if _SHORT_NOTE.fullmatch(publication.note.text):
        note = line_of(publication.note.text)
    return joined(" / ", [joined(" ", [name, year, note]), on_arxiv])


def _year_beside(name: Line, year: str) -> str:
    """The year, unless the name says it: `Proc. ISCAS 2015, Lisbon`."""
    if year in _DIGITS.findall(name.text):
        return ""
    return year


def _short_name(publication: Publication, words: Words) -> Line:
    """The shortest name of where it came out, or else the kind of publication."""
    names = [line_of(publication.abbr)]
    if publication.kind.name in _HAVE_CONTAINER:
        names.append(line_of(publication.container))
    names += [line_of(publication.publisher), line_of(publication.event)]
    if publication.term.name not in _VAGUE:
        names.append(line_of(words.term(publication.term)))
    return next(filter(None, names), NOTHING)


def _whole(publication: Publication, words: Words) -> tuple[Line, ...]:
    """The parts before the date: those of its kind, and what the entry says beside them."""
    parts = _parts(publication, words)
    said = {part.text.casefold(): part for part in (*parts, *_further(publication, words))}
    return tuple(filter(None, said.values()))


def _further(publication: Publication, words: Words) -> Iterator[Line]:
    """What an entry of any kind may say; a preprint has no journal, and its volume is its id."""
    if not publication.is_preprint:
        yield _on_server(publication)
        yield _container(publication)
        yield line_of(publication.how_published)
    yield line_of(publication.journal_addition)
    yield line_of(publication.main_title)
    yield _editors(publication, words)
    event = publication.event
    if event and fold(event.text) not in fold(publication.container.text):
        yield line_of(event)
        yield line_of(publication.event_place)
    yield edition_of(publication, words)
    if publication.kind.name in NUMBERED:
        yield with_label("volume", publication.volume, words)
        yield with_label("part", publication.part, words)
    yield line_of(publication.issue_title)
    yield version_of(publication, words)
    yield chapter_of(publication, words)
    yield line_of(publication.second_container)
    yield from pages_of(publication, words)


def _parts(publication: Publication, words: Words) -> list[Line]:
    """The parts before the date that its kind has, in its kind's order."""
    # Beside an institution there may be a publisher.
    named = [publication.organization, publication.institution, publication.school]
    named += [publication.publisher, publication.publishing_house]
    places = [line_of(publication.event_place), line_of(publication.publisher_place_in(words))]
    published = [places[0], *map(line_of, dict.fromkeys(named)), places[1]]
    match publication.kind.name:
        case "preprint":
            return [_preprint(publication), _elsewhere(publication)]
        case "article":
            return _article(publication, published, words)
        case "conference" | "chapter" | "book" | "proceedings":
            return _in_book(publication, published, words)
        case "thesis" | "report" | "patent" | "software" | "dataset":
            kind = words.term(publication.term)
            number = line_of(f"{kind} {publication.number}".strip())
            how = line_of(publication.how_published)
            series = series_of(publication, words)
            return [number, version_of(publication, words), *series, how, *published]
        case _:
            how = line_of(publication.how_published)
            whole = [_container(publication), how, line_of(publication.event)]
            pages = pages_of(publication, words)
            return [*whole, *series_of(publication, words), *pages, *published]


def _article(publication: Publication, published: list[Line], words: Words) -> list[Line]:
    """An article; what has no journal may have a newsletter or a publisher."""
    series = line_of(publication.series_in(words))
    if _SERIES_NUMBER.fullmatch(series.text):
        series = numbered("series", series.text, words)
    parts = [_container(publication), series, *numbers_of(publication, words)]
    parts += [
        line_of(publication.issue),
        line_of(publication.issue_title),
        *pages_of(publication, words),
    ]
    if not publication.container:
        parts[1:1] = [line_of(publication.how_published), *published]
    return parts


def _in_book(publication: Publication, published: list[Line], words: Words) -> list[Line]:
    """A book, or what is in one."""
    whole = [_container(publication), line_of(publication.main_title), _editors(publication, words)]
    whole.append(line_of(publication.second_container))
    whole += [edition_of(publication, words), *series_of(publication, words)]
    whole += [line_of(publication.issue_title), line_of(publication.how_published)]
    return [*whole, chapter_of(publication, words), *pages_of(publication, words), *published]


@lru_cache(maxsize=1)  # asked for by the kind, and by `_further`
def _container(publication: Publication) -> Line:
    """The container, and its short name in parentheses unless it bears that name already."""
    container = publication.container
    abbr = publication.abbr
    if abbr == publication.publisher and not container:
        return NOTHING  # it stands there as the publisher
    if not container:
        return line_of(abbr)
    name = isolated(container.rendered(tied), container.text)
    line = Line(Markup("<em>{}</em>").format(name), container.text)
    name_in_short = _YEAR_AFTER.sub("", abbr)
    if not abbr or re.search(rf"(?<!\w){re.escape(name_in_short)}(?!\w)", line.text):
        return line
    return joined(" ", [line, line_of(f"({abbr})")])


def _on_server(publication: Publication) -> Line:
    """The id on a server without addresses, unless it is the volume as well, as dblp has it."""
    eprint = publication.unlinked_eprint
    if not eprint or publication.arxiv or eprint in (publication.volume, publication.number):
        return NOTHING
    return line_of(_eprint(publication))


def _eprint(publication: Publication) -> str:
    """The id on a server without addresses, after the server's name.

    Without a server a number is said to be an id, and words are that name: `eprint = {CNN}`.
    """
    eprint = publication.unlinked_eprint
    if publication.server and eprint:
        return f"{publication.server}:{eprint}"
    if re.search(r"[0-9]", eprint):
        return f"eprint:{eprint}"
    return eprint


def _elsewhere(publication: Publication) -> Line:
    """How a preprint was published, unless that names the server again."""
    how = publication.how_published
    if titles.SERVER.search(how.text) or how.text == publication.server:
        return NOTHING
    return line_of(how)


def _preprint(publication: Publication) -> Line:
    """The arXiv id, or the server by name."""
    if not publication.arxiv:
        server = _eprint(publication) or publication.server or publication.publisher
        return _container(publication) or line_of(server)
    section = ""
    if publication.arxiv_class:
        section = f" [{publication.arxiv_class}]"
    return line_of(f"arXiv:{publication.arxiv}{section}")


def _editors(publication: Publication, words: Words) -> Line:
    """The editors of what has authors of its own; elsewhere they are shown as authors are."""
    editors = publication.editors
    if not publication.authors.persons or not editors.persons:
        return NOTHING
    names = people.in_words(editors, words)
    kind = publication.field("editortype").text
    if kind and kind != "editor":
        return line_of(f"{names} ({kind})")
    return line_of(words("people.editor", count=len(editors.persons), names=names))
