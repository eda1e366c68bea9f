"""The venue line: where and when a publication came out, per kind, long and short.

The order of the parts follows the IEEE reference guide, which the readers of this field know;
nothing is abbreviated that the entry spells out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from markupsafe import Markup, escape

from publications.model import identifiers, wording
from publications.model.breaks import isolated, tied
from publications.model.publication import Publication
from publications.tex import Tex

_SHORT_NOTE: Final = re.compile(r"[\w-]{1,20}(?: [\w-]{1,20})?")
# Kinds whose number is the work's own.
_NUMBERED: Final = frozenset({"thesis", "report", "patent", "software", "dataset"})
_SEVERAL_PAGES: Final = re.compile("[\u2013,;+&]")
_HAVE_CONTAINER: Final = frozenset({"article", "conference", "chapter", "preprint"})
# Labels that say nothing where no other name is known.
_VAGUE_LABELS: Final = frozenset({"Preprint", "Publication"})


class Line(NamedTuple):
    """A line of text, as HTML and as plain Unicode."""

    html: Markup
    text: str

    def __bool__(self) -> bool:
        return bool(self.text)


_NOTHING: Final = Line(Markup(""), "")


@lru_cache(maxsize=1)  # a page asks for it several times, one page after the other
def long_venue(publication: Publication) -> Line:
    """All of it: container, volume, number, pages, publisher, date, and note."""
    return _with_note(publication, [*_parts(publication), *_when(publication)])


def venue_under_year(publication: Publication) -> Line:
    """The long line under the heading of its year, without a date that is in that year.

    The kind of publication takes the place of a venue that there is none of.
    """
    parts = list(filter(None, _parts(publication))) or [_line(publication.label)]
    when, *status = _when(publication)
    if publication.date is None or not publication.date.within_year:
        parts.append(when)
    return _with_note(publication, [*parts, *status])


def _when(publication: Publication) -> list[Line]:
    """The date, and beside it what `pubstate` says."""
    if publication.date is None:
        return [_line(publication.when)]
    return [_line(publication.when), _line(publication.status)]


def _with_note(publication: Publication, parts: Iterable[Line]) -> Line:
    """The parts, the people beside authors and editors, and the note."""
    people = [_contributors(*each) for each in publication.contributors]
    return joined(". ", [joined(", ", parts), *people, _line(publication.note)])


def _contributors(role: str, names: str) -> Line:
    """Who translated it, holds the patent and so on."""
    return _line(f"{role} {names}")


@lru_cache(maxsize=1)
def labelled(publication: Publication) -> Line:
    """The kind of publication and the long line, unless the line begins with that kind."""
    line = long_venue(publication)
    if re.match(rf"{re.escape(publication.label)}(?!\w)", line.text):
        return line
    return joined(". ", [_line(publication.label), line])


def short_venue(publication: Publication) -> Line:
    """`ICLR 2026 Poster / arXiv 2025`: short name, year, short note; year on arXiv."""
    name = _short_name(publication)
    year = _line(str(publication.year or publication.when))
    posted = identifiers.arxiv_year_month(publication.arxiv)
    on_arxiv = _NOTHING
    if posted:
        on_arxiv = _line(f"arXiv {posted[0]}")
    if publication.is_preprint:
        return on_arxiv or joined(" ", [name, year])
    note = _NOTHING
    if _SHORT_NOTE.fullmatch(publication.note.text):
        note = _line(publication.note.text)
    return joined(" / ", [joined(" ", [name, year, note]), on_arxiv])


def _short_name(publication: Publication) -> Line:
    """The shortest name of where it came out, or else the kind of publication."""
    names = [_line(publication.abbr)]
    if publication.kind.name in _HAVE_CONTAINER:
        names.append(_line(publication.container))
    names += [_line(publication.publisher), _line(publication.event)]
    if publication.label not in _VAGUE_LABELS:
        names.append(_line(publication.label))
    return next(filter(None, names), _NOTHING)


def _parts(publication: Publication) -> list[Line]:
    """The parts before the date."""
    # Beside the institution of a thesis there may be a publisher.
    named = [publication.organization, publication.publisher, publication.publishing_house]
    if publication.organization == publication.publisher:
        del named[0]
    places = [_line(publication.event_place), _line(publication.publisher_place)]
    published = [places[0], *map(_line, dict.fromkeys(named)), places[1]]
    match publication.kind.name:
        case "preprint":
            return [_preprint(publication), _elsewhere(publication)]
        case "article":
            return _article(publication, published)
        case "conference" | "chapter" | "book" | "proceedings":
            return _in_book(publication, published)
        case "thesis" | "report" | "patent" | "software" | "dataset":
            number = _line(f"{publication.label} {_own_number(publication)}".strip())
            how = _line(publication.how_published)
            return [number, _version(publication), *_series(publication), how, *published]
        case _:
            how = _line(publication.how_published)
            whole = [_container(publication), how, _line(publication.event)]
            return [*whole, *_series(publication), *_pages(publication), *published]


def _article(publication: Publication, published: list[Line]) -> list[Line]:
    """An article; what has no journal may have a newsletter or a publisher."""
    series = _line(publication.series)
    if wording.is_number(series.text):
        series = _tied("ser.", series.text)
    parts = [_container(publication), series, *_numbers(publication)]
    parts += [_line(publication.issue), _line(publication.issue_title), *_pages(publication)]
    if not publication.container:
        parts[1:1] = [_line(publication.how_published), *published]
    return parts


def _in_book(publication: Publication, published: list[Line]) -> list[Line]:
    """A book, or what is in one."""
    chapter = _labelled("ch.", publication.chapter)
    whole = [_container(publication), _line(publication.main_title), _editors(publication)]
    whole += [_edition(publication), *_series(publication), _line(publication.issue_title)]
    return [*whole, _line(publication.how_published), chapter, *_pages(publication), *published]


def _container(publication: Publication) -> Line:
    """The container, and its short name in parentheses unless it bears that name already."""
    container = publication.container
    abbr = publication.abbr
    if abbr == publication.publisher and not container:
        return _NOTHING  # it stands there as the publisher
    if not container:
        return _line(abbr)
    name = isolated(container.rendered(tied), container.text)
    line = Line(Markup("<em>{}</em>").format(name), container.text)
    if not abbr or re.search(rf"(?<!\w){re.escape(abbr)}(?!\w)", line.text):
        return line
    return joined(" ", [line, _line(f"({abbr})")])


def _elsewhere(publication: Publication) -> Line:
    """How a preprint was published, unless that names the server again."""
    how = publication.how_published
    if re.search(r"arxiv|\bcorr\b|preprint", how.text, re.I) or how.text == publication.server:
        return _NOTHING
    return _line(how)


def _preprint(publication: Publication) -> Line:
    """The arXiv id, or the server by name."""
    if not publication.arxiv:
        server = publication.server or publication.publisher
        if publication.unlinked_eprint:
            server += f":{publication.unlinked_eprint}"
        return _container(publication) or _line(server)
    section = ""
    if publication.arxiv_class:
        section = f" [{publication.arxiv_class}]"
    return _line(f"arXiv:{publication.arxiv}{section}")


def _numbers(publication: Publication) -> list[Line]:
    """Volume, part and number; words that take the place of two are there once."""
    number = _labelled("no.", publication.number)
    if number.text == publication.volume:
        number = _NOTHING
    return [_labelled("vol.", publication.volume), _labelled("pt.", publication.part), number]


def _own_number(publication: Publication) -> str:
    """The number of the work itself, without what its label says before it."""
    number = publication.number
    if publication.kind.name == "report":
        number = wording.without_label("report", number)
    return number


def _labelled(label: str, value: str) -> Line:
    """A number with its label; an issue may have a name instead: `Spring`."""
    number = wording.without_label(label, value)
    if wording.is_number(number):
        return _tied(label, number)
    return _line(value)


def _edition(publication: Publication) -> Line:
    """`2nd edition`; biblatex asks for the number, BibTeX for the word `Second`."""
    edition = publication.edition
    if re.fullmatch(r"[0-9]{1,3}", edition):
        edition = wording.ordinal(edition.lstrip("0"))
    if edition and not wording.names_edition(edition):
        edition += " edition"
    return _line(edition)


def _version(publication: Publication) -> Line:
    """The version of software or data."""
    version = wording.without_label("version", publication.version)
    if not version or version.lower().startswith("version"):
        return _line(version)
    return _line(f"version {version}")


def _pages(publication: Publication) -> list[Line]:
    """The pages, or the number of an article that has none, or the words in their place."""
    pages = publication.pages
    label = "p."
    if _SEVERAL_PAGES.search(pages):
        label = "pp."
    number = publication.article_number
    if number == pages:
        number = ""
    return [
        _labelled("art.", number),
        _tied(label, pages),
        _line(publication.words_for_pages),
    ]


def _series(publication: Publication) -> list[Line]:
    """The series and the number in it; a volume of a work of several counts without a series."""
    if publication.kind.name in _NUMBERED:
        return [_line(publication.series)]
    volume, part, number = _numbers(publication)
    series = _line(publication.series)
    if not volume and series:
        number = _line(publication.number)
    if volume and re.search(rf"(?<!\w){re.escape(publication.volume)}\Z", series.text):
        return [series, part, number]  # the series says which volume
    first = joined(" ", [series, volume or number])
    if not volume:
        return [first, part]
    return [first, part, number]


def _editors(publication: Publication) -> Line:
    """The editors of what has authors of its own; elsewhere they are shown as authors are."""
    editors = publication.editors
    if not publication.authors.persons or not editors.persons:
        return _NOTHING
    listed = ", ".join(person.name for person in editors.persons)
    if editors.others:
        listed += " et al."
    if len(editors.persons) == 1:
        return _line(f"{listed} (ed.)")
    return _line(f"{listed} (eds.)")


def _tied(word: str, number: str) -> Line:
    """`vol. 16`, which no line breaks in two; as text it has the blank that one looks for."""
    if not number:
        return _NOTHING
    return Line(tied(f"{word}\u00a0{number}"), f"{word} {number}")


def _line(part: Tex | str) -> Line:
    """A text as a line, without commas at its end."""
    if not part:
        return _NOTHING
    if isinstance(part, str):
        text = part.rstrip(" ,;")
        return Line(isolated(tied(text), text), text)
    if part.text.endswith((",", ";")):
        return _line(part.text)
    return Line(isolated(part.rendered(tied), part.text), part.text)


def joined(separator: str, lines: Iterable[Line]) -> Line:
    """The lines that are not empty, with the separator between them, as `wording.joined` has it."""
    html, text = _NOTHING
    for line in filter(None, lines):
        between = wording.between(text, separator)
        html += escape(between) + line.html
        text += between + line.text
    return Line(html, text)
