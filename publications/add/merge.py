"""The published version of a preprint under the preprint's key."""

from __future__ import annotations

import re
from typing import Final

from publications import tex
from publications.add.clean import identified
from publications.add.people import mend_people
from publications.bibtex import Entry, writer

# Fields that say where and when the preprint was; the published version has its own or none.
_OF_PREPRINT: Final = frozenset((
    "journal", "journaltitle", "booktitle", "volume", "number", "pages", "eid", "publisher",
    "howpublished", "institution", "year", "month", "day", "date", "pubstate", "doi", "type",
    "version",
))  # fmt: skip
_PENDING: Final = re.compile(
    r".*\b(?:arxiv|preprint|under review|submitted|in press|to appear|accepted|forthcoming)\b.*",
    re.IGNORECASE,
)


def merged(preprint: Entry, published: Entry) -> Entry:
    """The published version under the preprint's key, with what its owner has written there.

    Where and when it came out is the published version's; its arXiv id, and every field that says
    nothing of that, stay; so do title and authors, unless the published ones are others.
    """
    values = identified(preprint).values()
    for name in _OF_PREPRINT & values.keys():
        del values[name]
    if _PENDING.fullmatch(values.get("note", "")):
        del values["note"]
    for name, value in published.values().items():
        if name not in values or _is_other(name, value, values[name]):
            values[name] = value
    return writer.make(published.type, preprint.key, values)


def _is_other(name: str, value: str, old: str) -> bool:
    """Whether a title or a list of authors differs from the old one by more than its spelling."""
    match name:
        case "author":
            value, old = mend_people(value), mend_people(old)
        case "title":
            pass
        case _:
            return False
    return tex.parse(value).search != tex.parse(old).search
