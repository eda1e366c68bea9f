"""Rules about what an entry says and what it lacks: title, people, date, links, names of fields.

What each type needs is in the table of entry types (kinds.py); where BibTeX and biblatex differ,
what either does without is not asked for.
"""

from __future__ import annotations

import os.path
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from publications.bibtex import Entry, fields
from publications.bibtex.spelling import Dictionary
from publications.diagnostics import Diagnostic, printable, quote
from publications.model import dates, identifiers, kinds, links
from publications.model.kinds import Need
from publications.model.publication import Publication
from publications.model.titles import title_of
from publications.rules.context import Context, error, warning
from publications.tex.url import is_absolute, safe_url

# BibTeX's `key` and biblatex's `label` stand for people that there are none of.
_ANYBODY: Final = ("editor", "organization", "institution", "translator", "key", "label")
_TYPES: Final = frozenset((*(each.name for each in kinds.TYPES), *kinds.ALIASES))
_DICTIONARY: Final = Dictionary(_TYPES)
_LINKS: Final = ("url", *(field.name for field in fields.LINKS), "preview")


def no_title(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """Nothing can be listed without a title."""
    if not title_of(entry).text.strip():
        yield error(
            entry, "title", "no-title", f"entry {quote(entry.key)} has no title",
            "add title = {…}",
        )  # fmt: skip


def missing_author(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """Somebody wrote it, or edited it where that is enough."""
    needs = kinds.entry_type(entry.type).needs
    if entry.get("author"):
        return
    if Need.AUTHOR in needs and not entry.get("key", "label"):
        message = f"@{entry.type} {quote(entry.key)} has no author"
        yield warning(entry, "author", "missing-author", message, "add author = {Last, First}")
    if Need.PEOPLE in needs and not entry.get(*_ANYBODY):
        message = f"@{entry.type} {quote(entry.key)} has neither author nor editor"
        yield warning(entry, "author", "missing-author", message, "add author = {Last, First}")


def missing_date(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """A date, or a word for one that is not known yet: `pubstate = {inpress}`."""
    entry_type = kinds.entry_type(entry.type)
    if Need.DATE not in entry_type.needs or entry.get("date", "year", "pubstate"):
        return
    if entry_type.name == "online" and entry.get("urldate", "eventdate"):
        return
    hint = "add year = {…}, or pubstate = {inpress}"
    arxiv = identifiers.bare_arxiv(entry.get("arxiv", "eprint"))
    if posted := identifiers.arxiv_year_month(arxiv):
        hint = f"add date = {{{posted[0]}-{posted[1]:02d}}} if that on arXiv is meant"
    message = f"@{entry.type} {quote(entry.key)} has no date"
    name = "year" if "year" in entry.fields else "date"
    yield warning(entry, name, "missing-date", message, hint)


def unreadable_date(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """What stands for a date is one; `in press` and the like are no fault."""
    values = {name: entry.get(name) for name in ("date", "year", "month", "day")}
    found = dates.unreadable(*values.values())
    if found:
        name = next((n for n, value in values.items() if value.strip() == found.strip()), "")
        hint = {
            "date": "write 2021, 2021-05 or 2021-05-13; a range has a / between",
            "month": "write may, or 5",
            "day": "write a day that the month has",
        }.get(name, "write a year of four digits")
        message = f"{name or 'date'} of {quote(entry.key)} is {quote(found)}, which is no date"
        yield warning(entry, name, "unreadable-date", message, hint)


def misspelt_type(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """An unknown entry type, one edit away from a known one; other unknown types are no fault."""
    if entry.type in _TYPES:
        return
    meant = _DICTIONARY.meant(entry.type)
    if meant:
        message = f"unknown entry type @{printable(entry.type)} of {quote(entry.key)}"
        yield warning(entry, "", "misspelt-type", message, f"did you mean '@{meant}'?")


def misspelt_field(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """A name that no program reads, one edit away from a name that is read."""
    for name in entry.fields:
        known = fields.meant(name)
        if known:
            message = f"field {quote(name)} of {quote(entry.key)} is not known"
            yield warning(entry, name, "misspelt-field", message, f"did you mean '{known}'?")


def unsafe_url(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """Only http, https, mailto, ftp and relative addresses become links."""
    for name in _LINKS:
        if name not in entry.fields:
            continue
        address = links.url_of(entry.get(name))
        if address and not safe_url(address):
            yield error(
                entry, name, "unsafe-url", f"{name} of {quote(entry.key)} is {quote(address)}",
                "use an http, https, mailto or ftp address, or a path below docs/",
            )  # fmt: skip


def missing_file(publication: Publication, context: Context) -> Iterator[Diagnostic]:
    """Files of the site that links name are there."""
    if context.docs_dir is None:
        return
    for name, address in _local_files(publication):
        if is_there(context.docs_dir, address):
            continue
        shown = posixpath.join(context.docs_dir.name, _path(address))
        message = f"{name} of {quote(publication.key)} names {quote(shown)}, which is not there"
        hint = f"put the file into {posixpath.dirname(shown)}/"
        if not fields.FIELD[name].folder:
            hint += ", or begin an address with https://"
        yield warning(publication.entry, name, "missing-file", message, hint)


def is_there(docs_dir: Path, address: str) -> bool:
    """Whether a file, a folder or the Markdown of a page is there; nothing outside of docs/ is."""
    path = _path(address)
    if path.split("/")[0] == "..":
        return False
    page = path.removesuffix(".html") + ".md"
    # os.path.exists takes names that the file system does not: too long, with a null byte
    return any(os.path.exists(os.path.join(docs_dir, name)) for name in (path, page))


def _local_files(publication: Publication) -> Iterator[tuple[str, str]]:
    """Field and address of each file of the site that links or the preview name."""
    for link in publication.links:
        if link.local:
            yield link.rel, link.url
    preview = publication.preview
    if preview and not is_absolute(preview):
        yield "preview", links.local_path(preview, fields.FIELD["preview"].folder)


def _path(address: str) -> str:
    """The path below docs/, without what stands behind `?` or `#`."""
    return posixpath.normpath(unquote(re.split("[?#]", address, maxsplit=1)[0]))
