"""CSL-JSON of a publication: the data that citation processors read.

Names of types and variables are those of the CSL specification 1.0.2 (appendices III and IV); the
file satisfies its JSON schema (`csl-data.json`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from publications.exports import parts
from publications.model.dates import Date
from publications.model.people import People, Person
from publications.model.publication import Publication

_WITH_GENRE: Final = frozenset({"thesis", "report", "patent", "software", "preprint"})
# Types whose `number` counts issues of the container; elsewhere it is the work's or the series'.
_WITH_ISSUE: Final = frozenset({"article-journal", "review", "periodical"})
_IN_SERIES: Final = frozenset({"book", "chapter", "paper-conference", "entry-encyclopedia"})

# In C, as it is not with an indent, and that is a tenth of what a publication's files cost.
_encode: Final = json.JSONEncoder(ensure_ascii=False).encode


def write(publication: Publication) -> str:
    """A list of one item, as the schema asks for; a line for each variable."""
    lines = [f"    {_encode(name)}: {_encode(value)}" for name, value in item(publication).items()]
    return "[\n  {\n" + ",\n".join(lines) + "\n  }\n]\n"


def join(lists: Sequence[str]) -> str:
    """A list of all items, of lists of one as `write` makes them."""
    return "[" + ",".join(text[1:-3] for text in lists) + "\n]\n" if lists else "[]\n"


def item(publication: Publication) -> dict[str, Any]:
    """The item, without what is not known."""
    values: dict[str, Any] = {
        "id": parts.plain(publication.key),
        "type": publication.entry_type.csl,
        "title": parts.plain(publication.title.text),
        "author": _names(publication.authors),
        "editor": _names(publication.editors),
        "issued": _date(publication.date),
        "status": "" if publication.date else parts.plain(publication.when),
        **{name: parts.plain(text) for name, text in _texts(publication).items()},
        **_numbers(publication),
    }
    return {name: value for name, value in values.items() if value}


def _texts(publication: Publication) -> dict[str, str]:
    kind = publication.kind.name
    in_event = kind in ("conference", "proceedings")
    return {
        "container-title": publication.container.text,
        "container-title-short": publication.abbr if publication.container else "",
        "collection-title": publication.series.text,
        "event-title": publication.event.text if in_event else "",
        "publisher": publication.publisher,
        "publisher-place": publication.location,
        "genre": publication.label if kind in _WITH_GENRE else "",
        "archive": "arXiv" if publication.arxiv else "",
        "archive_location": f"arXiv:{publication.arxiv}" if publication.arxiv else "",
        "DOI": publication.doi,
        "ISBN": " ".join(parts.isbns(publication)),
        "ISSN": " ".join(parts.issns(publication)),
        "URL": parts.url(publication),
        "language": parts.language(publication),
        "keyword": ", ".join(publication.keywords),
        "abstract": publication.abstract.text,
        "note": publication.note.text,
    }


def _numbers(publication: Publication) -> dict[str, str]:
    kind = publication.entry_type.csl
    if kind in _WITH_ISSUE:
        number = "issue"
    else:
        number = "collection-number" if kind in _IN_SERIES and publication.series else "number"
    values = {
        "volume": publication.volume,
        number: publication.number,
        "page": publication.pages.replace("\u2013", "-"),
        "edition": publication.edition,
        "version": parts.field(publication, "version"),
        "number-of-pages": parts.field(publication, "pagetotal"),
        "number-of-volumes": parts.field(publication, "volumes"),
        "chapter-number": parts.field(publication, "chapter"),
    }
    return {name: parts.plain(value) for name, value in values.items()}


def _names(people: People) -> list[dict[str, str]]:
    """The names; `and others` becomes a name `others`, as pandoc writes it."""
    names = [_name(person) for person in people.persons]
    return [*names, {"literal": "others"}] if people.others else names


def _name(person: Person) -> dict[str, str]:
    if person.literal:
        return {"literal": parts.plain(person.name)}
    values = {
        "family": person.family,
        "given": person.given,
        "non-dropping-particle": person.prefix,
        "suffix": person.suffix,
    }
    return {name: clean for name, value in values.items() if (clean := parts.plain(value))}


def _date(date: Date | None) -> dict[str, Any]:
    """The date as exact as it is known; a range has two parts."""
    if date is None:
        return {}
    ends = [date, date.end] if date.end else [date]
    issued: dict[str, Any] = {"date-parts": [_date_parts(end) for end in ends]}
    if date.season:
        issued["season"] = date.season
    if date.circa or date.uncertain:
        issued["circa"] = True
    return issued


def _date_parts(date: Date) -> list[int]:
    return [part for part in (date.year, date.month, date.day if date.month else None) if part]
