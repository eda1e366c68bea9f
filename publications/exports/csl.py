"""CSL-JSON of a publication: the data that citation processors read.

Names of types and variables are those of the CSL specification 1.0.2 (appendices III and IV); the
file satisfies its JSON schema (`csl-data.json`).  Zotero refuses a whole file that has an item of
the type `software`, and takes a `book` with a `version` for a program.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from publications.exports import parts
from publications.model import status
from publications.model.dates import Date
from publications.model.people import People, Person
from publications.model.publication import Publication

# Kinds, and types of CSL.
_WITH_GENRE: Final = frozenset({"thesis", "report", "patent", "software", "preprint", "speech"})
_AT_EVENTS: Final = frozenset({"conference", "proceedings", "speech"})
# Types whose `number` counts issues of the container; elsewhere it is the work's or the series'.
_WITH_ISSUE: Final = frozenset({"article-journal", "periodical"})
_IN_SERIES: Final = frozenset({"book", "chapter", "paper-conference", "entry-encyclopedia"})

# BibTeX's manual asks for the word of an edition's number, and citation processors for the number.
_ORDINALS: Final = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5",
    "sixth": "6", "seventh": "7", "eighth": "8", "ninth": "9", "tenth": "10",
}  # fmt: skip
_EDITION: Final = re.compile(r"(?:\s+(?:edition|edn\.?|ed\.?)|\.)\Z")
_NUMBER: Final = re.compile(r"[0-9]+(?:st|nd|rd|th)?")
_READ_AS: Final = {"software": "book"}
# What citation processors and Zotero read as a variable where a note begins with it.
_VARIABLE: Final = re.compile(r"[\w -]+:")

# In C, as it is not with an indent, and that is a tenth of what a publication's files cost.
_encode: Final = json.JSONEncoder(ensure_ascii=False).encode


def write(publication: Publication) -> str:
    """A list of one item, as the schema asks for; a line for each variable."""
    lines = [f'    "{name}": {_encode(value)}' for name, value in item(publication).items()]
    return "[\n  {\n" + ",\n".join(lines) + "\n  }\n]\n"


def join(lists: Sequence[bytes]) -> bytes:
    """A list of all items, of lists of one as `write` makes them.

    Each is cut out between `[` and its closing line by position, since parsing would cost more than
    all else here.
    """
    if not lists:
        return b"[]\n"
    return b"[" + b",".join(memoryview(text)[1:-3] for text in lists) + b"\n]\n"


def item(publication: Publication) -> dict[str, Any]:
    """The item, without what is not known."""
    values: dict[str, Any] = {
        **_clean({"id": publication.key}),
        "type": type_of(publication),
        **_clean({"title": publication.title.text}),
        "author": _names(publication.authors),
        "editor": _names(publication.editors),
        "translator": _names(publication.translators),
        "container-author": _names(publication.book_authors),
        "contributor": [
            _clean({"literal": f"{name} Collaboration"}) for name in publication.collaborations
        ],
        "issued": _date(publication.date),
        "original-date": _date(publication.original_date),
        "event-date": _date(publication.event_date),
        **_clean(_texts(publication)),
        **_clean(_numbers(publication)),
    }
    return {name: value for name, value in values.items() if value}


def type_of(publication: Publication) -> str:
    """The type of the item, by CSL's name: `paper-conference` for `@inproceedings`."""
    return _READ_AS.get(publication.entry_type.csl, publication.entry_type.csl)


def _texts(publication: Publication) -> dict[str, str]:
    """The variables that hold text."""
    texts = {"title-short": publication.short_title.text, "status": publication.status}
    if publication.date is None:
        texts["status"] = publication.when
    if publication.retracted:
        texts["status"] = "retracted"
        if texts["title-short"]:
            texts["title-short"] = status.marked(publication.short_title, publication.notices).text
    texts["container-title"] = container(publication)
    if texts["container-title"]:
        texts["container-title-short"] = publication.short_container
    texts["collection-title"] = publication.series.text
    texts["event-title"], texts["event-place"] = event(publication)
    texts["publisher"] = publication.publisher
    texts["publisher-place"] = publication.publisher_place
    texts["genre"] = genre(publication)
    if parts.preprint_arxiv(publication):
        texts["archive"] = "arXiv"
        texts["archive_location"] = f"arXiv:{publication.arxiv}"
    return texts | {
        "DOI": publication.doi,
        "PMID": publication.pmid,
        "PMCID": publication.pmcid,
        "ISBN": " ".join(publication.isbns),
        "ISSN": " ".join(publication.issns),
        "URL": parts.url(publication),
        "language": publication.language,
        "keyword": ", ".join(publication.keywords),
        "abstract": publication.abstract.text,
        "note": _note(publication),
    }


def container(publication: Publication) -> str:
    """What it came out in; of a preprint the archive says it: `arXiv preprint arXiv:1703.00832`."""
    if parts.preprint_arxiv(publication):
        return ""
    return publication.container.text or publication.main_title.text


def genre(publication: Publication) -> str:
    """What kind of work it is, in words, where its type does not say all: `Master's thesis`."""
    if _WITH_GENRE.isdisjoint((publication.kind.name, publication.entry_type.csl)):
        return ""
    return publication.label


def event(publication: Publication) -> tuple[str, str]:
    """The event that it was presented at, and the event's place: `("Sea Days", "Oslo")`."""
    if _AT_EVENTS.isdisjoint((publication.kind.name, publication.entry_type.csl)):
        return "", ""
    return publication.event.text, publication.event_place


def _note(publication: Publication) -> str:
    """The note, in brackets where it begins as a variable would: `PMID: 1`."""
    note = parts.remarks(publication)
    if _VARIABLE.match(note):
        return f"[{note}]"
    return note


def _numbers(publication: Publication) -> dict[str, str]:
    """The variables that hold numbers."""
    return {
        "volume": publication.volume,
        number_variable(publication): publication.number,
        "page": parts.locator(publication).replace("\N{EN DASH}", "-"),
        "edition": edition(publication),
        "version": publication.version,
        "number-of-pages": publication.page_total,
        "number-of-volumes": publication.volumes,
        "chapter-number": publication.chapter,
    }


def edition(publication: Publication) -> str:
    """The number of the edition: `Second` is 2; or what is written."""
    written = publication.edition
    name = _EDITION.sub("", written.lower())
    if _NUMBER.fullmatch(name):
        return name
    return _ORDINALS.get(name, written)


def number_variable(publication: Publication) -> str:
    """The variable that `number` is: CSL has another for the number of an issue or in a series.

    `issue` of an article, `collection-number` of a book in a series, else `number`.
    """
    csl_type = publication.entry_type.csl
    if csl_type in _WITH_ISSUE:
        return "issue"
    if csl_type in _IN_SERIES and publication.series:
        return "collection-number"
    return "number"


def _clean(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts that are not empty, on one line each."""
    return dict(parts.written(texts.items()))


def _names(people: People) -> list[dict[str, str]]:
    """The names; `and others` becomes a name `others`, as pandoc writes it."""
    names = list(map(_name, people.persons))
    if people.others:
        names.append({"literal": "others"})
    return names


def _name(person: Person) -> dict[str, str]:
    """A name by its parts, or whole where it was not split."""
    if person.literal:
        return _clean({"literal": person.name})
    name = {
        "family": person.family,
        "given": person.given,
        "non-dropping-particle": person.prefix,
        "suffix": person.suffix,
    }
    return _clean(name)


def _date(date: Date | None) -> dict[str, Any]:
    """The date as exact as it is known; a range as exact as both of its ends."""
    if date is None:
        return {}
    ends = list(map(_date_parts, filter(None, (date, date.end))))
    exact = min(map(len, ends))  # citeproc-js stops at ends that are not equally exact
    issued: dict[str, Any] = {"date-parts": [end[:exact] for end in ends]}
    if date.season:
        issued["season"] = date.season
    if date.circa or date.uncertain:
        issued["circa"] = True
    return issued


def _date_parts(date: Date) -> list[int]:
    """Year, month and day, as far as they are known: `[2021, 5]`."""
    year = date.year
    if year <= 0:
        year -= 1  # astronomers' 0 is 1 BC, which is -1 here
    return [year, *filter(None, (date.month, date.day))]
