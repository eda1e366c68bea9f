"""Names of fields: those that BibTeX, biblatex and this site read, and which one a slip means.

Sources: "BibTeXing", 3.2; the biblatex manual, 2.2; al-folio's documentation of its `papers.bib`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

# What an entry is described with: a name that nobody knows may be meant as one of these.
MEANT: Final = frozenset((
    "abstract", "addendum", "address", "annotation", "author", "booksubtitle", "booktitle",
    "booktitleaddon", "chapter", "crossref", "date", "doi", "edition", "editor", "eid", "eprint",
    "eprintclass", "eprinttype", "eventdate", "eventtitle", "howpublished", "institution", "isbn",
    "issn", "issue", "journal", "journalsubtitle", "journaltitle", "keywords", "langid", "language",
    "location", "mainsubtitle", "maintitle", "maintitleaddon", "month", "note", "number",
    "organization", "origdate", "pages", "pagetotal", "part", "primaryclass", "archiveprefix",
    "publisher", "pubstate", "related", "school", "series", "shorttitle", "subtitle", "title",
    "titleaddon", "translator", "type", "url", "urldate", "version", "volume", "volumes", "xdata",
    "year", "abbr", "additional_info", "arxiv", "award", "award_name", "blog", "code", "data",
    "html", "model", "pdf", "poster", "preview", "selected", "slides", "summary", "supp", "video",
    "website", "bibtex_show", "google_scholar_id",
))  # fmt: skip
# Names that are right as they are though one edit makes another of them: biblatex's, and those
# that programs and people keep beside.  What is further from all of MEANT needs no mention.
_RIGHT: Final = frozenset((
    "ajournal", "coden", "core", "dates", "editora", "editorb", "editorc", "eisbn", "eissn",
    "fjournal", "isan", "ismn", "isrn", "keyword", "mode", "pissn", "published", "review",
    "shorttitles", "sjournal", "sorttitle", "types",
))  # fmt: skip
_SHORTEST: Final = 4
_LONGEST: Final = max(map(len, MEANT))
_NUMBERED: Final = re.compile(r"[0-9]\Z")


@lru_cache(maxsize=1024)
def meant(name: str) -> str:
    """The field that a name one edit away from it is meant as; empty for all other names.

    An edit is a letter more, less, or other, or two letters exchanged.  Annotations are judged by
    the field that they belong to (`author+an`), and a number at the end is on purpose (`url2`).
    """
    name = name.partition("+")[0]
    if name in MEANT or name in _RIGHT or _NUMBERED.search(name) or len(name) > _LONGEST + 1:
        return ""
    near = {known for key in _shortened(name) for known in _BY_SHORTENED.get(key, ())}
    return min((known for known in near if _one_edit(name, known)), default="")


def _shortened(name: str) -> Iterator[str]:
    """The name, and the name without each of its letters: two names one edit apart share one."""
    yield name
    for position in range(len(name)):
        yield name[:position] + name[position + 1 :]


def _one_edit(name: str, known: str) -> bool:
    """Whether one edit makes `known` of `name`; in short names only letters are exchanged."""
    start = 0
    while start < min(len(name), len(known)) and name[start] == known[start]:
        start += 1
    left, right = name[start:], known[start:]
    if left[:2] == right[:2][::-1] and len(left) > 1 and left[2:] == right[2:]:
        return True
    if len(known) < _SHORTEST or len(name) < _SHORTEST - 1:
        return False
    return left[1:] == right[1:] or left[1:] == right or left == right[1:]


def _by_shortened() -> dict[str, set[str]]:
    table: dict[str, set[str]] = {}
    for known in MEANT:
        for key in _shortened(known):
            table.setdefault(key, set()).add(known)
    return table


_BY_SHORTENED: Final = _by_shortened()
