"""A work of Crossref as an entry. Source: "REST API" of Crossref on the fields of a work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from publications.add.answers import Answer, AnswerError, json_object, month_name
from publications.bibtex import Entry, writer

#: Crossref's types of works -> (type of entry, field of what the work is in).
_TYPES: Final = {
    "journal-article": ("article", "journal"),
    "proceedings-article": ("inproceedings", "booktitle"),
    "book-chapter": ("incollection", "booktitle"),
    "book-part": ("incollection", "booktitle"),
    "book-section": ("incollection", "booktitle"),
    "reference-entry": ("incollection", "booktitle"),
    "book": ("book", "series"),
    "monograph": ("book", "series"),
    "edited-book": ("book", "series"),
    "reference-book": ("book", "series"),
    "proceedings": ("proceedings", "series"),
    "dissertation": ("phdthesis", ""),
    "report": ("techreport", "series"),
    "posted-content": ("misc", ""),
}
_PUBLISHER: Final = {"dissertation": "school", "report": "institution"}
_DATES: Final = ("published-print", "published", "issued", "published-online", "posted")
_PUNCTUATION: Final = re.compile(r"[{},]")


def from_crossref(text: str) -> Answer:
    """The entry of a work of Crossref's REST API. Raises AnswerError."""
    work = json_object(text).get("message")
    if not isinstance(work, dict):
        raise AnswerError("something that is not a work")
    return Answer(entry_of(work))


def entry_of(work: Mapping[str, Any]) -> Entry:
    """The entry of a work, as JSON has it."""
    work_type = _text(work.get("type"))
    entry_type, container = _TYPES.get(work_type, ("misc", ""))
    year, month = _published(work)
    values = {
        "author": _people(work.get("author")),
        "title": _title(work),
        "editor": _people(work.get("editor")),
        **_containers(work, container),
        "volume": _text(work.get("volume")),
        "number": _text(work.get("issue")),
        "pages": _text(work.get("page")),
        "eid": _text(work.get("article-number")),
        _PUBLISHER.get(work_type, "publisher"): _text(work.get("publisher")),
        "month": month,
        "year": year,
        "doi": _text(work.get("DOI")),
        "isbn": _first(work.get("ISBN")),
        "issn": _first(work.get("ISSN")),
        "abstract": _text(work.get("abstract")),
    }
    if values["pages"]:
        values["eid"] = ""
    return writer.make(entry_type, "key", values)


def _title(work: Mapping[str, Any]) -> str:
    """The title with the subtitle, unless it has that already.

    >>> _title({"title": ["Sand"], "subtitle": ["A History"]})
    'Sand: A History'
    >>> _title({"title": ["Sand: A History"], "subtitle": ["A History"]})
    'Sand: A History'
    """
    title, subtitle = _first(work.get("title")), _first(work.get("subtitle"))
    if subtitle in title:
        return title
    return f"{title}: {subtitle}"


def _containers(work: Mapping[str, Any], field: str) -> dict[str, str]:
    """What the work is in, for the field of its type; a book in a series has the series first.

    >>> _containers({"container-title": ["Lecture Notes", "Sand 2020"]}, "booktitle")
    {'series': 'Lecture Notes', 'booktitle': 'Sand 2020'}
    """
    containers = _texts(work.get("container-title"))
    if not field or not containers:
        return {}
    if field == "booktitle" and len(containers) > 1:
        return {"series": containers[0], field: containers[-1]}
    return {field: containers[-1]}


def _text(value: object) -> str:
    """A text or a number as text; empty for any other value of JSON.

    >>> _text(12), _text(None)
    ('12', '')
    """
    if isinstance(value, str | int):
        return str(value)
    return ""


def _list(value: object) -> list[object]:
    """A list of JSON; an empty one for any other value."""
    if isinstance(value, list):
        return value
    return []


def _texts(value: object) -> list[str]:
    """The texts of a list, without the empty ones."""
    return list(filter(None, map(_text, _list(value))))


def _first(value: object) -> str:
    """The first text of a list; empty where there is none.

    >>> _first(["", "Sand"]), _first([])
    ('Sand', '')
    """
    return next(iter(_texts(value)), "")


def _people(value: object) -> str:
    """A name list of Crossref's `given`, `family` and `suffix`, or of `name` for a body.

    >>> _people([{"given": "Bo", "family": "Li"}, {"name": "NASA"}])
    'Li, Bo and {NASA}'
    """
    names = [person_of(person) for person in _list(value) if isinstance(person, dict)]
    return " and ".join(filter(None, names))


def person_of(person: Mapping[str, Any]) -> str:
    """One name, or a name in braces where it is in one part.

    >>> person_of({"given": "Bo", "family": "Li", "suffix": "Jr"})
    'Li, Jr, Bo'
    >>> person_of({"family": "Madonna"})
    '{Madonna}'
    """
    family, given, suffix, name = (
        _PUNCTUATION.sub("", _text(person.get(part))).strip()
        for part in ("family", "given", "suffix", "name")
    )
    if family and given:
        return ", ".join(filter(None, (family, suffix, given)))
    whole = family or name or given
    return whole and f"{{{whole}}}"


def _published(work: Mapping[str, Any]) -> tuple[str, str]:
    """Year and month: of the printed issue where there is one, else the earliest known.

    >>> _published({"issued": {"date-parts": [[2020, 3, 1]]}})
    ('2020', 'March')
    """
    for name in _DATES:
        match work.get(name):
            case {"date-parts": [[int() as year, *rest], *_]}:
                return str(year), month_name(next(iter(rest), None))
    return "", ""
