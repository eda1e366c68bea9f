"""The venue line: where and when a publication came out, per kind, long and short.

The order of the parts follows the IEEE reference guide, which the readers of this field know;
nothing is abbreviated that the entry spells out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from publications import tex
from publications.model import identifiers
from publications.model.publication import Publication
from publications.tex import Tex


class Line(NamedTuple):
    """A line of text, as HTML and as plain Unicode."""

    html: Markup
    text: str

    def __bool__(self) -> bool:
        return bool(self.text)


@lru_cache(maxsize=1)  # a page asks for it several times, one page after the other
def long_venue(publication: Publication) -> Line:
    """All of it: container, volume, number, pages, publisher, date, note."""
    parts = [part for part in _parts(publication) if part]
    if publication.kind.name != "preprint" and publication.note:
        return _joined(". ", [_joined(", ", parts), _line(publication.note)])
    return _joined(", ", parts)


def labelled(publication: Publication) -> Line:
    """The long line behind what kind of publication it is, unless it begins with just that."""
    line, label = long_venue(publication), publication.label
    if re.match(rf"{re.escape(label)}(?!\w)", line.text):
        return line
    return _joined(". ", [_line(label), line])


def short_venue(publication: Publication) -> Line:
    """`ICLR 2026 Poster / arXiv 2025`: short name, year, short note; year on arXiv."""
    name = _line(publication.abbr)
    if not name and publication.kind.name in ("article", "conference", "chapter", "preprint"):
        name = _line(publication.container)
    name = name or _line(publication.publisher) or _line(publication.event)
    if not name and publication.label not in ("Preprint", "Publication"):
        name = _line(publication.label)
    note = publication.note.text
    short = note if re.fullmatch(r"[\w-]{1,20}(?: [\w-]{1,20})?", note) else ""
    year = str(publication.year) if publication.year else publication.when
    parts = [] if publication.is_preprint else [_joined(" ", [name, _line(year), _line(short)])]
    posted = identifiers.arxiv_year_month(publication.arxiv)
    if posted:
        parts.append(_line(f"arXiv {posted[0]}"))
    elif publication.is_preprint:
        parts.append(_joined(" ", [name, _line(year)]))
    return _joined(" / ", parts)


def _parts(publication: Publication) -> list[Line]:
    kind = publication.kind.name
    if publication.is_preprint:
        parts = [_preprint(publication)]
    elif kind == "article":
        parts = [_named(publication), *_numbers(publication), _pages(publication)]
    elif kind in ("conference", "chapter"):
        chapter = tex.parse(publication.entry.get("chapter")).text
        parts = [_named(publication), _editors(publication), _series(publication)]
        parts += [_tied("ch.", chapter), _pages(publication)]
        parts += [_line(publication.publisher), _line(publication.location)]
    elif kind in ("book", "proceedings"):
        how = tex.parse(publication.entry.get("howpublished"))
        parts = [_editors(publication), _edition(publication), _series(publication), _line(how)]
        parts += [_line(publication.publisher), _line(publication.location)]
    elif kind in ("thesis", "report", "patent", "software", "dataset"):
        version = tex.parse(publication.entry.get("version")).text.removeprefix("v")
        parts = [_line(f"{publication.label} {publication.number}".strip())]
        parts += [_line(f"version {version}" if version else ""), _line(publication.publisher)]
        parts += [_line(publication.location)]
    else:
        how = tex.parse(publication.entry.get("howpublished"))
        parts = [_named(publication), _line(how), _line(publication.event)]
        parts += [_line(publication.publisher), _line(publication.location)]
    return [*parts, _line(publication.when)]


def _named(publication: Publication) -> Line:
    """The container, with its short name behind it where it does not bear that name already."""
    line = _line(publication.container)
    abbr = publication.abbr
    if not line:
        return _line(abbr)
    line = Line(Markup("<em>") + line.html + Markup("</em>"), line.text)
    if abbr and not re.search(rf"(?<!\w){re.escape(abbr)}(?!\w)", line.text):
        line = _joined(" ", [line, _line(f"({abbr})")])
    return line


def _preprint(publication: Publication) -> Line:
    if not publication.arxiv:
        return _named(publication) or _line(publication.publisher)
    section = f" [{publication.arxiv_class}]" if publication.arxiv_class else ""
    return _line(f"arXiv:{publication.arxiv}{section}")


def _numbers(publication: Publication) -> list[Line]:
    number = publication.number
    numbered = _tied("no.", number) if re.search(r"\d", number) else _line(number)  # `Spring`
    return [_tied("vol.", publication.volume), numbered]


def _edition(publication: Publication) -> Line:
    """`2nd edition`; biblatex asks for the number, BibTeX for the word `Second`."""
    edition = publication.edition
    if re.fullmatch(r"[0-9]{1,3}", edition):
        tens, ones = divmod(int(edition), 10)
        ending = {1: "st", 2: "nd", 3: "rd"}.get(ones, "th") if tens % 10 != 1 else "th"
        edition = f"{int(edition)}{ending}"
    if edition and not re.search(r"\bedition\b", edition, re.I):
        edition += " edition"
    return _line(edition)


def _pages(publication: Publication) -> Line:
    pages = publication.pages
    if publication.entry.get("pages") == "":  # an article number stands in `eid`
        return _tied("art.", pages)
    return _tied("pp." if re.search("[\u2013,;+&]", pages) else "p.", pages)


def _series(publication: Publication) -> Line:
    series = _line(publication.series)
    volume = _tied("vol.", publication.volume) or _line(publication.number)
    return _joined(" " if series else "", [series, volume])


def _editors(publication: Publication) -> Line:
    """The editors of what has authors of its own; elsewhere they stand in the authors' place."""
    if not publication.authors.persons or not publication.editors.persons:
        return _line("")
    names = [person.name for person in publication.editors.persons]
    listed = ", ".join(names) + (" et al." if publication.editors.others else "")
    return _line(f"{listed} (ed{'s' if len(names) > 1 else ''}.)")


def _tied(word: str, number: str) -> Line:
    """`vol. 16`, which no line breaks in two; as text it has the blank that one looks for."""
    return Line(escape(f"{word}\u00a0{number}"), f"{word} {number}") if number else _line("")


def _line(part: Tex | str) -> Line:
    if isinstance(part, str):
        return Line(escape(part), part)
    return Line(part.html, part.text)


def _joined(separator: str, lines: Iterable[Line]) -> Line:
    present = [line for line in lines if line]
    return Line(
        escape(separator).join(line.html for line in present),
        separator.join(line.text for line in present),
    )
