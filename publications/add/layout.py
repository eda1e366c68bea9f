"""The text of an entry as refs.bib has it: fields in one order, their signs in one column.

Lines longer than `WIDTH` go on below the first word of the value.  Reading the text again gives
the entry again: a value that would break its braces loses them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from publications.bibtex import Entry, Field
from publications.bibtex.strings import MONTHS

WIDTH: Final = 95

# From who and what over where and when to what only the site reads; others stand before `url`.
_BEFORE: Final = (
    "author", "author+an", "title", "subtitle", "titleaddon", "editor", "journal", "journaltitle",
    "booktitle", "booksubtitle", "maintitle", "eventtitle", "series", "abbr", "edition", "volume",
    "number", "chapter", "pages", "eid", "school", "institution", "organization", "publisher",
    "address", "location", "type", "howpublished", "note", "date", "month", "year", "pubstate",
    "doi", "eprint", "eprinttype", "eprintclass", "archiveprefix", "primaryclass", "isbn", "issn",
)  # fmt: skip
_AFTER: Final = (
    "url", "pdf", "html", "code", "data", "model", "website", "blog", "supp", "slides", "poster",
    "video", "preview", "award", "award_name", "keywords", "abstract", "summary", "selected",
)  # fmt: skip
_PLACE: Final = {name: place for place, name in enumerate(_BEFORE)} | {
    name: 1000 + place for place, name in enumerate(_AFTER)
}
_NAMES: Final = frozenset({"author", "editor"})
_MACRO: Final = {name: macro for macro, name in MONTHS.items()}
# What a line of a value must not begin with: `%` is a comment and `@` an entry to many readers.
_NOT_AT_START: Final = re.compile(r"[%@]")


def make(kind: str, key: str, values: Mapping[str, str], path: str = "") -> Entry:
    """An entry that stands in no file yet; blank values are left out."""
    paired = ((name, _braces_paired(value)) for name, value in values.items())
    fields = {name: Field(name, value, 1, 1) for name, value in paired if value}
    return Entry(kind, key, fields, path, 1, 1)


def values_of(entry: Entry) -> dict[str, str]:
    """The fields that are not blank, by name."""
    return {name: field.value for name, field in entry.fields.items() if field.value.strip()}


def write(entry: Entry) -> str:
    """The entry as text, lines ending in LF, without one after the last."""
    values = values_of(entry)
    names = sorted(values, key=lambda name: _PLACE.get(name, 500))
    width = max(map(len, names), default=0)
    lines = [f"@{entry.type}{{{entry.key},"]
    for name in names:
        start = f"  {name:<{width}} = "
        macro = _MACRO.get(values[name]) if name == "month" else None
        value = values[name] + "},"
        # Lists of names are broken between people.
        words = re.split(r"(?<=\sand) ", value) if name in _NAMES else value.split(" ")
        lines += [f"{start}{macro},"] if macro else _wrapped(start + "{", words)
    return "\n".join([*lines, "}"])


def _wrapped(start: str, words: Iterable[str]) -> Iterator[str]:
    """`start` and the words in lines of at most WIDTH, the later ones indented by `start`."""
    line, empty = start, True
    for word in words:
        fits = len(line) + 1 + len(word) <= WIDTH
        if empty or fits or _NOT_AT_START.match(word):
            line += word if empty else f" {word}"
        else:
            yield line
            line = " " * len(start) + word
        empty = False
    yield line


def _braces_paired(value: str) -> str:
    """A value that can stand in braces: BibTeX counts each of them, escaped or not."""
    depth = 0
    for brace in re.finditer(r"[{}]", value):
        depth += 1 if brace[0] == "{" else -1
        if depth < 0:
            break
    value = re.sub(r"[{}]", "", value) if depth else value
    return " ".join(value.split())
