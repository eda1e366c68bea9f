"""Works of a record of ORCID. Source: "ORCID API v3.0 Guide", reading works."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from publications.add.answers import AnswerError, json_object, month_name
from publications.model.orcid import bare_orcid
from publications.watch.work import (
    Work,
    arxiv_in,
    joined_names,
    objects_at,
    own_doi,
    text_at,
    work_of,
)

SOURCE: Final = "ORCID"
#: ORCID's types of works -> (type of entry, field of what the work is in).
_TYPES: Final = {
    "journal-article": ("article", "journal"),
    "magazine-article": ("article", "journal"),
    "newsletter-article": ("article", "journal"),
    "newspaper-article": ("article", "journal"),
    "review": ("article", "journal"),
    "conference-paper": ("inproceedings", "booktitle"),
    "conference-abstract": ("inproceedings", "booktitle"),
    "book": ("book", "series"),
    "edited-book": ("book", "series"),
    "book-chapter": ("incollection", "booktitle"),
    "dissertation": ("phdthesis", ""),
    "dissertation-thesis": ("phdthesis", ""),
    "report": ("techreport", "series"),
    "working-paper": ("techreport", "series"),
    "preprint": ("misc", ""),
}
#: Relationships of an identifier that names the work itself; an older answer may have none.
_OWN: Final = ("self", "")


def works_in(text: str) -> list[Work]:
    """The works that a record lists, without their authors. Raises AnswerError.

    Descriptions of one work, as its owner, Crossref and a library sent them, are in a group.
    """
    answer = json_object(text)
    if not isinstance(answer.get("group"), list):
        raise AnswerError("something that is no list of works")
    works = (_work_of_group(group) for group in objects_at(answer, "group"))
    return [work for work in works if work is not None]


def details_in(text: str) -> list[Work]:
    """Works that were asked for by their put-codes, with their authors. Raises AnswerError."""
    bulk = objects_at(json_object(text), "bulk")
    works = [item["work"] for item in bulk if isinstance(item.get("work"), Mapping)]
    return [_work(work, objects_at(work, "external-ids", "external-id")) for work in works]


def _work_of_group(group: Mapping[str, Any]) -> Work | None:
    """The work that a group of one or several descriptions is about, by the first of them."""
    summaries = objects_at(group, "work-summary")
    if not summaries:
        return None
    ids = objects_at(group, "external-ids", "external-id")
    for summary in summaries:
        ids += objects_at(summary, "external-ids", "external-id")
    return _work(summaries[0], ids)


def _work(summary: Mapping[str, Any], ids: Iterable[Mapping[str, Any]]) -> Work:
    """The work of one description, of the identifiers those that name the work itself.

    Others are of what it is part of, or a version of. Contributors without a name are left out of
    the authors, so that ORCIDs would not fit these and are left out too.
    """
    own = [each for each in ids if text_at(each, "external-id-relationship").lower() in _OWN]
    entry_type, container = _TYPES.get(text_at(summary, "type").lower(), ("misc", ""))
    month = text_at(summary, "publication-date", "month", "value")
    people = objects_at(summary, "contributors", "contributor")
    names = [text_at(person, "credit-name", "value") for person in people]
    dois = list(filter(own_doi, _values(own, "doi")))
    values = {
        "author": joined_names(names),
        "title": text_at(summary, "title", "title", "value"),
        "subtitle": text_at(summary, "title", "subtitle", "value"),
        "year": text_at(summary, "publication-date", "year", "value"),
        "month": month_name(_number(month)),
        "doi": next(iter(dois), ""),
        **_arxiv(own),
    }
    if container:
        values[container] = text_at(summary, "journal-title", "value")
    if entry_type == "book":
        values["isbn"] = next(iter(_values(own, "isbn")), "")
    code = text_at(summary, "put-code")
    orcids = tuple(bare_orcid(text_at(each, "contributor-orcid", "path")) for each in people)
    if not all(names):
        orcids = ()
    return work_of(
        SOURCE,
        entry_type,
        values,
        f"orcid:{code}",
        dois=dois,
        orcids=orcids,
        put_code=code,
        is_preprint=text_at(summary, "type").lower() == "preprint",
    )


def _number(text: str) -> int | None:
    """The number that a text is, ORCID's `05` for May; None for what is none."""
    if not text.isdecimal():
        return None
    return int(text)


def _values(ids: Iterable[Mapping[str, Any]], kind: str) -> list[str]:
    """The values of the identifiers of a kind.

    >>> _values([{"external-id-type": "DOI", "external-id-value": "10.5555/1"}], "doi")
    ['10.5555/1']
    """
    of_kind = [each for each in ids if text_at(each, "external-id-type").lower() == kind]
    return [text_at(each, "external-id-value") for each in of_kind]


def _arxiv(ids: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The fields of an arXiv id, of its own kind of identifier or in arXiv's DOI."""
    written = [*_values(ids, "arxiv"), *_values(ids, "doi")]
    for arxiv in filter(None, map(arxiv_in, written)):
        return {"eprint": arxiv, "archiveprefix": "arXiv"}
    return {}
