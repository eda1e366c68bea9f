"""Answers of services as entries: BibTeX, arXiv's Atom, OpenReview's notes.

Sources: arXiv's "API User's Manual"; OpenReview's reference of API 1 and 2 on notes. Texts of JSON
and Atom become TeX in `clean`, which escapes what is special to TeX as in BibTeX that forgets it.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from publications import bibtex
from publications.bibtex import Entry, writer
from publications.bibtex.reader import is_utf16
from publications.model import dates, identifiers

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_ARXIV: Final = "{http://arxiv.org/schemas/atom}"
_PAGE: Final = re.compile(r"\s*+(?:<!|<html|<\?xml)", re.IGNORECASE)
#: A key in a service's answer: Crossref has made some with blanks, `van der Berg_2019`, or none.
_KEY: Final = re.compile(r"^(\s*+@\w++\s*+\{)[^=,{}]*+,")
_POSTED: Final = re.compile(r"\s*(\d{4})-(\d\d)")


class AnswerError(ValueError):
    """An answer that is not what was asked for; the message is what it is instead."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry, and a line about it for its owner, or none."""

    entry: Entry
    note: str = ""


def decoded(data: bytes) -> str:
    r"""Text in UTF-8, in UTF-16 with a byte order mark, or else in Windows-1252 or Latin-1.

    Total: each byte is a character of Latin-1.

    >>> decoded("Café".encode()), decoded(b"Caf\xe9")
    ('Café', 'Café')
    """
    if is_utf16(data):
        return data.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def from_bibtex(text: str) -> Answer:
    """The first entry of a service's BibTeX, whatever its key. Raises AnswerError."""
    if _PAGE.match(text):
        raise AnswerError("HTML instead of BibTeX")
    for entry in bibtex.read(_KEY.sub(r"\1key,", text, count=1))[0]:
        if entry.fields:
            return Answer(entry)
    raise AnswerError("something that is not BibTeX")


def from_openreview(text: str) -> Answer:
    """The BibTeX of a note of OpenReview, with the note's abstract. Raises AnswerError."""
    content = _content(json_object(text))
    if content is None:
        raise AnswerError("no such paper")
    entry = from_bibtex(_openreview_text(content, "_bibtex")).entry
    values = entry.values()
    values.setdefault("abstract", _openreview_text(content, "abstract"))
    return Answer(writer.make(entry.type, entry.key, values))


def _content(answer: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The content of the first note, or None."""
    match answer.get("notes"):
        case [{"content": dict() as content}, *_]:
            return content
    return None


def _openreview_text(content: Mapping[str, Any], name: str) -> str:
    """A field of a note: a text in API 1, a mapping with `value` in API 2.

    >>> _openreview_text({"abstract": {"value": "On sand."}}, "abstract")
    'On sand.'
    """
    match content.get(name):
        case str() as text:
            return text
        case {"value": str() as text}:
            return text
    return ""


def from_arxiv(text: str) -> Answer:
    """The entry of an Atom feed of arXiv's API. Raises AnswerError."""
    for paper in arxiv_papers(text):
        note = ""
        if paper.doi:
            note = f"arXiv says that it was published as {paper.doi}: add that as well"
        return Answer(paper.entry, note)
    raise AnswerError("no such paper")


@dataclass(frozen=True, slots=True)
class ArxivPaper:
    """A paper on arXiv; `doi` and `journal` are of its published version, as its authors say."""

    entry: Entry
    doi: str = ""
    journal: str = ""


def arxiv_papers(text: str) -> Iterator[ArxivPaper]:
    """The papers of an Atom feed of arXiv's API. Raises AnswerError."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise AnswerError("HTML instead of Atom")
    try:
        feed = ET.fromstring(text)  # noqa: S314 - no DTD, so no entities that could grow
    except (ET.ParseError, UnicodeError):
        raise AnswerError("something that is not Atom") from None
    if feed.tag != f"{_ATOM}feed":
        raise AnswerError("something that is not Atom")
    for paper in feed.iterfind(f"{_ATOM}entry"):
        address = _child(paper, "id")
        posted = _POSTED.match(_child(paper, "published"))
        if "/errors" not in address and posted:
            entry = _arxiv_entry(paper, address, posted)
            doi = identifiers.bare_doi(_child(paper, "doi", _ARXIV))
            journal = " ".join(_child(paper, "journal_ref", _ARXIV).split())
            yield ArxivPaper(entry, doi, journal)


def _arxiv_entry(paper: ET.Element, address: str, posted: re.Match[str]) -> Entry:
    """The entry of a paper."""
    category = paper.find(f"{_ARXIV}primary_category")
    values = {
        "author": _authors(paper),
        "title": _child(paper, "title"),
        "year": posted[1],
        "month": month_name(int(posted[2])),
        "eprint": identifiers.unversioned(identifiers.bare_arxiv(address)),
        "archiveprefix": "arXiv",
        "primaryclass": "" if category is None else category.get("term", ""),
        "abstract": _child(paper, "summary"),
    }
    return writer.make("misc", "key", values)


def _authors(paper: ET.Element) -> str:
    """The authors of a paper as a list of names, in single blanks."""
    names = [
        " ".join(_child(author, "name").split()) for author in paper.iterfind(f"{_ATOM}author")
    ]
    return " and ".join(filter(None, names))


def _child(element: ET.Element, name: str, namespace: str = _ATOM) -> str:
    """The text of a child element; empty where there is none."""
    return element.findtext(f"{namespace}{name}") or ""


def json_object(text: str) -> dict[str, Any]:
    """The object that a text of JSON is; empty for another value. Raises AnswerError.

    >>> json_object('{"DOI": "10.1000/1"}'), json_object("[]")
    ({'DOI': '10.1000/1'}, {})
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise AnswerError("something that is not JSON") from None
    if isinstance(value, dict):
        return value
    return {}


def month_name(number: object) -> str:
    """The English name of a month; empty for what is no number of one.

    >>> month_name(3), month_name(13), month_name(None)
    ('March', '', '')
    """
    if isinstance(number, int) and 1 <= number <= len(dates.MONTHS):
        return dates.MONTHS[number - 1]
    return ""
