"""What services say of a publication, as entries: BibTeX, Crossref's JSON, arXiv's Atom.

Sources: Crossref's "REST API" on the fields of a work; arXiv's "API User's Manual"; OpenReview's
reference of API 1 and 2 on notes.  Texts of JSON and Atom become TeX here: what is special to TeX
is escaped by `clean`, as in BibTeX that forgets it.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from publications import bibtex
from publications.bibtex import Entry, writer
from publications.bibtex.strings import MONTHS
from publications.model import identifiers

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_ARXIV: Final = "{http://arxiv.org/schemas/atom}"
_MONTHS: Final = tuple(MONTHS.values())
# Crossref's "types" of works -> (BibTeX's type, the field that names what it stands in).
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


class AnswerError(ValueError):
    """An answer that is not what was asked for; the message is what it is instead."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry, and a line for whoever asked, or none."""

    entry: Entry
    note: str = ""


def from_bibtex(text: str) -> Answer:
    """The first entry of a service's BibTeX, whatever its key.  Raises AnswerError."""
    if re.match(r"\s*+(?:<!|<html|<\?xml)", text, re.IGNORECASE):
        raise AnswerError("HTML instead of BibTeX")
    # Crossref has made keys with blanks, `van der Berg_2019`, and none at all for no author.
    text = re.sub(r"^(\s*+@\w++\s*+\{)[^=,{}]*+,", r"\1key,", text, count=1)
    for entry in bibtex.read(text)[0]:
        if entry.fields:
            return Answer(entry)
    raise AnswerError("something that is not BibTeX")


def from_openreview(text: str) -> Answer:
    """The BibTeX that a note of OpenReview bears, with its abstract.  Raises AnswerError."""
    notes = _json(text).get("notes")
    note = notes[0] if isinstance(notes, list) and notes else None
    content = note.get("content") if isinstance(note, dict) else None
    if not isinstance(content, dict):
        raise AnswerError("no such paper")
    entry = from_bibtex(_openreview_text(content, "_bibtex")).entry
    values = entry.values()
    values.setdefault("abstract", _openreview_text(content, "abstract"))
    return Answer(writer.make(entry.type, entry.key, values))


def _openreview_text(content: Mapping[str, Any], name: str) -> str:
    """A field of a note: a text in API 1, a mapping with `value` in API 2."""
    value = content.get(name)
    value = value.get("value") if isinstance(value, dict) else value
    return value if isinstance(value, str) else ""


def from_arxiv(text: str) -> Answer:
    """The entry of an Atom feed of arXiv's API.  Raises AnswerError."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise AnswerError("HTML instead of Atom")
    try:
        feed = ET.fromstring(text)  # noqa: S314 - no DTD, so no entities that could grow
    except (ET.ParseError, UnicodeError):
        raise AnswerError("something that is not Atom") from None
    found = feed.find(f"{_ATOM}entry")
    if found is None or not found.findtext(f"{_ATOM}published"):
        raise AnswerError("no such paper")
    address = found.findtext(f"{_ATOM}id") or ""
    names = [a.findtext(f"{_ATOM}name") or "" for a in found.iterfind(f"{_ATOM}author")]
    category = found.find(f"{_ARXIV}primary_category")
    posted = re.match(r"(\d{4})-(\d\d)", (found.findtext(f"{_ATOM}published") or "").strip())
    if "/errors" in address or not posted:
        raise AnswerError("no such paper")
    values = {
        "author": " and ".join(filter(None, (" ".join(name.split()) for name in names))),
        "title": found.findtext(f"{_ATOM}title") or "",
        "year": posted[1],
        "month": _month(int(posted[2])),
        "eprint": identifiers.unversioned(identifiers.bare_arxiv(address)),
        "archiveprefix": "arXiv",
        "primaryclass": category.get("term", "") if category is not None else "",
        "abstract": found.findtext(f"{_ATOM}summary") or "",
    }
    doi = identifiers.bare_doi(found.findtext(f"{_ARXIV}doi") or "")
    note = f"arXiv says that it was published as {doi}: add that as well" if doi else ""
    return Answer(writer.make("misc", "key", values), note)


def from_crossref(text: str) -> Answer:
    """The entry of a work of Crossref's REST API.  Raises AnswerError."""
    work = _json(text).get("message")
    if not isinstance(work, dict):
        raise AnswerError("something that is not a work")
    kind = _text(work.get("type"))
    entry_type, container = _TYPES.get(kind, ("misc", ""))
    containers = _texts(work.get("container-title"))
    title, subtitle = (" ".join(_texts(work.get(name))[:1]) for name in ("title", "subtitle"))
    year, month = _published(work)
    values = {
        "author": _people(work.get("author")),
        "title": f"{title}: {subtitle}" if subtitle and subtitle not in title else title,
        "editor": _people(work.get("editor")),
        # A book in a series has both, the series first.
        "series": containers[0] if container == "booktitle" and len(containers) > 1 else "",
        **({container: containers[-1]} if container and containers else {}),
        "volume": _text(work.get("volume")),
        "number": _text(work.get("issue")),
        "pages": _text(work.get("page")),
        "eid": "" if work.get("page") else _text(work.get("article-number")),
        _PUBLISHER.get(kind, "publisher"): _text(work.get("publisher")),
        "month": month,
        "year": year,
        "doi": _text(work.get("DOI")),
        "isbn": " ".join(_texts(work.get("ISBN"))[:1]),
        "issn": " ".join(_texts(work.get("ISSN"))[:1]),
        "abstract": _text(work.get("abstract")),
    }
    return Answer(writer.make(entry_type, "key", values))


def _json(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise AnswerError("something that is not JSON") from None
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return str(value) if isinstance(value, str | int) else ""


def _texts(value: object) -> list[str]:
    return [text for item in value if (text := _text(item))] if isinstance(value, list) else []


def _people(value: object) -> str:
    """A name list of Crossref's `given`, `family` and `suffix`, or of `name` for a body."""
    people = [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
    return " and ".join(filter(None, map(_person, people)))


def _person(person: Mapping[str, Any]) -> str:
    family, given, suffix, name = (
        re.sub(r"[{},]", "", _text(person.get(part))).strip()
        for part in ("family", "given", "suffix", "name")
    )
    if not family:
        return f"{{{name or given}}}" if name or given else ""
    return ", ".join(filter(None, (family, suffix, given))) if given else f"{{{family}}}"


def _published(work: Mapping[str, Any]) -> tuple[str, str]:
    """Year and month: of the printed issue where there is one, else the earliest known."""
    for name in ("published-print", "published", "issued", "published-online", "posted"):
        date = work.get(name)
        parts = date.get("date-parts") if isinstance(date, dict) else None
        first = parts[0] if isinstance(parts, list) and parts else None
        if isinstance(first, list) and first and isinstance(first[0], int):
            return str(first[0]), _month(first[1] if len(first) > 1 else None)
    return "", ""


def _month(number: object) -> str:
    return _MONTHS[number - 1] if isinstance(number, int) and 1 <= number <= 12 else ""
