"""Publications of a person in dblp. Source: dblp's "How can I fetch dblp data", `/pid/….xml`."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Final

from publications.add.answers import AnswerError
from publications.model import identifiers
from publications.model.orcid import bare_orcid
from publications.watch.work import Work, joined_names, work_of

SOURCE: Final = "dblp"
_TYPES: Final = frozenset((
    "article", "inproceedings", "proceedings", "book", "incollection", "phdthesis",
    "mastersthesis", "data",
))  # fmt: skip
#: Fields that mean in dblp what they mean in BibTeX.
_FIELDS: Final = (
    "journal", "booktitle", "volume", "number", "pages", "year", "month", "publisher", "series",
    "isbn", "school",
)  # fmt: skip
#: The number that tells people of one name: `Wei Wang 0001`.
_NUMBER: Final = re.compile(r" \d{4}\Z")


def works_in(text: str) -> list[Work]:
    """The publications of a person's record. Raises AnswerError."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise AnswerError("HTML instead of XML")
    try:
        person = ET.fromstring(text)  # noqa: S314 - no DTD, so no entities that could grow
    except (ET.ParseError, UnicodeError, ValueError):
        raise AnswerError("something that is not XML") from None
    if person.tag != "dblpperson":
        raise AnswerError("something that is no person's record")
    records = (record for item in person.iterfind("r") for record in item)
    return [_work(record) for record in records if _is_publication(record)]


def _is_publication(record: ET.Element) -> bool:
    return record.tag in _TYPES and "withdrawn" not in record.get("publtype", "")


def _work(record: ET.Element) -> Work:
    entry_type = record.tag
    if entry_type == "data":
        entry_type = "misc"
    values = {name: _text(record, name) for name in _FIELDS}
    values["title"] = _text(record, "title").removesuffix(".")
    for role in ("author", "editor"):
        names = ("".join(person.itertext()) for person in record.iterfind(role))
        values[role] = joined_names(_NUMBER.sub("", name.strip()) for name in names)
    free = ""
    for element in record.iterfind("ee"):
        address = "".join(element.itertext()).strip()
        doi = identifiers.doi_in_url(address)
        if doi:
            values.setdefault("doi", doi)
        if element.get("type") == "oa":
            free = free or address
    authors = record.findall("author")
    key = record.get("key", "")
    return work_of(
        SOURCE,
        entry_type,
        values,
        f"dblp:{key}",
        orcids=tuple(bare_orcid(author.get("orcid", "")) for author in authors),
        free=free,
    )


def _text(record: ET.Element, name: str) -> str:
    """The text of the first child of this name, with that of the markup in it."""
    element = record.find(name)
    if element is None:
        return ""
    return " ".join("".join(element.itertext()).split())
