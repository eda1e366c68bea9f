"""Works of Crossref. Sources: its "REST API", and "Retraction Watch data" on `updated-by`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from publications.add.answers import AnswerError, json_object
from publications.add.crossref_work import entry_of, person_of
from publications.model import status
from publications.model.orcid import bare_orcid
from publications.watch.work import (
    Notice,
    Work,
    arxiv_in,
    count_at,
    objects_at,
    own_doi,
    text_at,
    value_at,
    work_of,
)

SOURCE: Final = "Crossref"
#: What is asked of each work; the lists of references, for one, are ten times as long.
_SELECTED: Final = (
    "DOI,type,title,subtitle,author,editor,container-title,volume,issue,page,article-number,"
    "publisher,published,published-print,published-online,issued,posted,ISBN,ISSN,abstract,"
    "license,relation,update-to,updated-by,is-referenced-by-count"
)
_DATES: Final = ("published-print", "published-online", "published", "issued", "posted")
#: Crossref's types of updates -> the field of refs.bib; editions and versions are none of these.
_FIELDS: Final = {
    "retraction": "retraction",
    "withdrawal": "retraction",
    "removal": "retraction",
    "expression_of_concern": "concern",
    "partial_retraction": "correction",
    "correction": "correction",
    "corrigendum": "correction",
    "erratum": "correction",
    "addendum": "correction",
    "clarification": "correction",
}
#: How publishers mark the title of what they have retracted.
_RETRACTED: Final = re.compile(
    r"\A\s*+[\[(]?(?:retracted|withdrawn)(?: article| chapter| paper)?[\])]?\s*[:.\]]\s*", re.I
)
_SAME: Final = ("is-identical-to", "is-same-as")
_FREE: Final = "creativecommons.org"
#: The longest list of DOIs in one address.
_LONGEST: Final = 6_000
_IN_DOI: Final = "/:;()<>[]"


def by_orcid(orcid: str, email: str) -> str:
    """The path and query that ask for the works with an ORCID in the byline, 1000 at most.

    Those are as many as one answer may have ("REST API", rows).
    """
    return _query(f"orcid:{orcid}", email, 1000)


def by_dois(dois: Iterable[str], email: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """DOIs, as many as one request takes, each with the path and query that ask for them.

    >>> [chunk for chunk, path in by_dois(["10.5555/1", "10.5555/2"], "")]
    [('10.5555/1', '10.5555/2')]
    >>> len(list(by_dois(["10.5555/" + "x" * 4000] * 2, "")))
    2
    """
    chunk: list[str] = []
    size = 0
    for doi in dois:
        if chunk and size + len(doi) > _LONGEST:
            yield tuple(chunk), _of_dois(chunk, email)
            chunk, size = [], 0
        chunk.append(doi)
        size += len(quote(doi, safe=_IN_DOI)) + len(",doi:")
    if chunk:
        yield tuple(chunk), _of_dois(chunk, email)


def _of_dois(dois: Iterable[str], email: str) -> str:
    """The path and query for DOIs, one filter each: those of one name are joined by "or"."""
    filters = [f"doi:{quote(doi, safe=_IN_DOI)}" for doi in dois]
    return _query(",".join(filters), email, len(filters))


def _query(filters: str, email: str, rows: int) -> str:
    """The path and query for filters.

    Requests with an e-mail address go to the servers for those that name themselves ("REST API",
    polite pool).
    """
    address = f"/works?filter={filters}&rows={rows}&select={_SELECTED}"
    if email:
        address += f"&mailto={quote(email)}"
    return address


def works_in(text: str) -> list[Work]:
    """The works of an answer. Raises AnswerError."""
    answer = json_object(text)
    if not isinstance(value_at(answer, "message", "items"), list):
        raise AnswerError("something that is no list of works")
    return list(map(_work, objects_at(answer, "message", "items")))


def _work(item: Mapping[str, Any]) -> Work:
    """The work of an item. The mark of a retraction is taken out of its title.

    Of several preprints the first on arXiv is named in the entry, of several published versions
    the first with a DOI.
    """
    doi = text_at(item, "DOI")
    entry = entry_of(item)
    values = entry.values()
    written = values.get("title", "")
    values["title"] = _RETRACTED.sub("", written, count=1)
    preprints = _related(item, ("has-preprint",))
    published = _related(item, ("is-preprint-of",))
    arxiv = next(filter(None, map(arxiv_in, preprints)), "")
    if arxiv:
        values |= {"eprint": arxiv, "archiveprefix": "arXiv"}
    people = filter(person_of, objects_at(item, "author"))
    return work_of(
        SOURCE,
        entry.type,
        values,
        doi,
        dois=(doi, *_related(item, _SAME)),
        preprints=preprints,
        published=next(filter(None, map(own_doi, published)), ""),
        orcids=tuple(bare_orcid(text_at(person, "ORCID")) for person in people),
        years=frozenset(_years(item)),
        notices=tuple(notice for _, notice in _notices(item, "updated-by")),
        updates=_updates(item, doi),
        free=_free_copy(item),
        is_retracted=values["title"] != written,
        is_preprint=text_at(item, "type") == "posted-content",
        cited=count_at(item, "is-referenced-by-count"),
    )


def _free_copy(item: Mapping[str, Any]) -> str:
    """The address of the work itself where its licence is one of Creative Commons; else empty.

    >>> item = {"DOI": "10.5555/1"}
    >>> _free_copy(item | {"license": [{"URL": "https://creativecommons.org/licenses/by/4.0/"}]})
    'https://doi.org/10.5555/1'
    >>> _free_copy(item)
    ''
    """
    for licence in objects_at(item, "license"):
        if _FREE in text_at(licence, "URL"):
            return f"https://doi.org/{text_at(item, 'DOI')}"
    return ""


def _related(item: Mapping[str, Any], names: Iterable[str]) -> tuple[str, ...]:
    """The DOIs and arXiv ids of other works in these relations to it.

    >>> relation = {"has-preprint": [{"id-type": "arxiv", "id": "2101.00001"}]}
    >>> _related({"relation": relation}, ["has-preprint", "is-same-as"])
    ('2101.00001',)
    """
    related: list[str] = []
    for name in names:
        related += (text_at(other, "id") for other in objects_at(item, "relation", name))
    return tuple(related)


def _years(item: Mapping[str, Any]) -> Iterator[int]:
    """The years in which the work came out: online, in print, as a preprint."""
    for name in _DATES:
        match item.get(name):
            case {"date-parts": [[int() as year, *_], *_]}:
                yield year


def _notices(item: Mapping[str, Any], name: str) -> Iterator[tuple[str, Notice]]:
    """The updates below `name`, each once, with the DOI that it has there.

    Publishers and Retraction Watch tell many of them twice. Types are written in several ways,
    `expression-of-concern` and `Expression of concern`.
    """
    seen: set[tuple[str, str]] = set()
    for update in objects_at(item, name):
        kind = text_at(update, "type").lower().replace("-", "_").replace(" ", "_")
        doi = own_doi(text_at(update, "DOI"))
        field = _FIELDS.get(kind, "")
        if field and (field, doi) not in seen:
            seen.add((field, doi))
            yield doi, Notice(field, kind.replace("_", " "), doi, _day(update.get("updated")))


def _updates(item: Mapping[str, Any], doi: str) -> dict[str, Notice]:
    """What the work is a notice of: the DOIs of others, and the notice for each."""
    return {
        of: Notice(notice.field, notice.label, own_doi(doi), notice.date)
        for of, notice in _notices(item, "update-to")
    }


def _day(date: object) -> str:
    """A date in ISO's form, as far as it is known; empty for what is no date of the calendar.

    >>> _day({"date-parts": [[2024, 5]]})
    '2024-05'
    >>> _day({"date-parts": [[2024, 13, 1]]})
    ''
    """
    day = _written(date)
    if status.date_in(day) is None:
        return ""
    return day


def _written(date: object) -> str:
    """A date in ISO's form, as Crossref writes it."""
    match date:
        case {"date-parts": [[int() as year, *rest], *_]}:
            parts = [number for number in rest[:2] if isinstance(number, int)]
            return "-".join((f"{year:04}", *(f"{number:02}" for number in parts)))
        case {"date-time": str() as time}:
            return time[: len("2024-05-01")]
    return ""
