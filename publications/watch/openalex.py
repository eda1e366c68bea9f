"""Works of OpenAlex, which answers only with a key. Source: OpenAlex' reference of works."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from publications.add.answers import AnswerError, json_object
from publications.model.orcid import bare_orcid
from publications.watch.work import Work, count_at, joined_names, objects_at, text_at, work_of

SOURCE: Final = "OpenAlex"
_TYPES: Final = {"journal": ("article", "journal"), "conference": ("inproceedings", "booktitle")}
_SELECTED: Final = (
    "id,doi,title,publication_year,authorships,primary_location,biblio,best_oa_location,"
    "is_retracted,cited_by_count"
)


def by_orcid(orcid: str, key: str) -> str:
    """The path and query that ask for the works of an author."""
    filters = f"author.orcid:{orcid}"
    return f"/works?filter={filters}&per-page=200&select={_SELECTED}&api_key={quote(key)}"


def works_in(text: str) -> list[Work]:
    """The works of an answer. Raises AnswerError."""
    answer = json_object(text)
    if not isinstance(answer.get("results"), list):
        raise AnswerError("something that is no list of works")
    return [_work(item) for item in objects_at(answer, "results")]


def _work(item: Mapping[str, Any]) -> Work:
    """The work of an item; of a place that is neither a journal nor a conference its name alone.

    A free copy is the PDF of OpenAlex' best place for one, or else its page.
    """
    source_type = text_at(item, "primary_location", "source", "type")
    entry_type, container = _TYPES.get(source_type, ("misc", "howpublished"))
    people = objects_at(item, "authorships")
    first, last = (text_at(item, "biblio", name) for name in ("first_page", "last_page"))
    values = {
        "author": joined_names(text_at(person, "author", "display_name") for person in people),
        "title": text_at(item, "title"),
        container: text_at(item, "primary_location", "source", "display_name"),
        "volume": text_at(item, "biblio", "volume"),
        "number": text_at(item, "biblio", "issue"),
        "pages": "--".join(filter(None, (first, last))),
        "year": text_at(item, "publication_year"),
        "doi": text_at(item, "doi"),
    }
    copy = "best_oa_location"
    free = text_at(item, copy, "pdf_url") or text_at(item, copy, "landing_page_url")
    return work_of(
        SOURCE,
        entry_type,
        values,
        text_at(item, "id"),
        orcids=tuple(bare_orcid(text_at(person, "author", "orcid")) for person in people),
        free=free,
        is_retracted=item.get("is_retracted") is True,
        cited=count_at(item, "cited_by_count"),
    )
