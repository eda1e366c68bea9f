"""Publications of a person in dblp. Source: dblp's "How can I fetch dblp data", `/pid/….xml`."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from itertools import chain
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
_TYPE_NAMES: Final = {"data": "misc"}
#: Fields that mean in dblp what they mean in BibTeX.
_FIELDS: Final = (
    "journal", "booktitle", "volume", "number", "pages", "year", "month", "publisher", "series",
    "isbn", "school",
)  # fmt: skip
#: The number that tells people of one name: `Wei Wang 0001`.
_NUMBER: Final = re.compile(r" \d{4}\Z")


def works_in(text: str) -> list[Work]:
    """The publications of a person's record. Raises AnswerError.

    A record has no document type; a page of HTML with an error has one, and entities could be made
    to grow without end.
    """
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise AnswerError("HTML instead of XML")
    try:
        person = ET.fromstring(text)  # noqa: S314 - no DTD, so no entities that could grow
    except (ET.ParseError, ValueError):
        raise AnswerError("something that is not XML") from None
    if person.tag != "dblpperson":
        raise AnswerError("something that is no person's record")
    records = chain.from_iterable(person.iterfind("r"))
    return list(map(_work, filter(_is_publication, records)))


def _is_publication(record: ET.Element) -> bool:
    """Whether a record is of a publication: not of a home page, and not withdrawn.

    `publtype` may have several words ("informal withdrawn").
    """
    if record.tag not in _TYPES:
        return False
    return "withdrawn" not in record.get("publtype", "")


def _work(record: ET.Element) -> Work:
    """The work of a record.

    dblp ends each title with a full stop, has the DOI among its links, `ee`, and marks those that
    are open to all, `oa`: the first of these is a free copy. An author's ORCID is an attribute.
    """
    values = {name: _text(record.find(name)) for name in _FIELDS}
    values["title"] = _text(record.find("title")).removesuffix(".")
    for role in ("author", "editor"):
        values[role] = _people(record.findall(role))
    links = record.findall("ee")
    dois = filter(None, map(identifiers.doi_in_url, map(_text, links)))
    values["doi"] = next(dois, "")
    free = (_text(link) for link in links if link.get("type") == "oa")
    return work_of(
        SOURCE,
        _TYPE_NAMES.get(record.tag, record.tag),
        values,
        f"dblp:{record.get('key', '')}",
        orcids=tuple(bare_orcid(author.get("orcid", "")) for author in record.findall("author")),
        free=next(filter(None, free), ""),
    )


def _people(elements: Iterable[ET.Element]) -> str:
    """A list of BibTeX of the names, without the numbers that tell people of one name apart.

    >>> _people([ET.fromstring("<author>Wei Wang 0001</author>")])
    'Wei Wang'
    """
    return joined_names(_NUMBER.sub("", _text(element)) for element in elements)


def _text(element: ET.Element | None) -> str:
    """The text of an element, with that of the markup in it; empty where there is none.

    >>> _text(ET.fromstring("<title>Pots of H<sub>2</sub>O.</title>"))
    'Pots of H2O.'
    """
    if element is None:
        return ""
    return " ".join("".join(element.itertext()).split())
