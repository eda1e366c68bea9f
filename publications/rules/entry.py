"""Rules about what an entry says and what it lacks: title, people, date, links, names of fields.

What each type needs is in the table of entry types (kinds.py); where BibTeX and biblatex differ,
what either does without is not asked for.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from publications.bibtex import Entry, fields
from publications.bibtex.fields import Use
from publications.bibtex.spelling import Dictionary
from publications.diagnostics import Diagnostic, did_you_mean, printable, quote
from publications.model import dates, figures, identifiers, kinds, links, wording
from publications.model.kinds import Need
from publications.model.publication import MOST_KEYS, Publication, keys_of
from publications.model.switches import SWITCHES, WORDS, is_readable
from publications.model.titles import title_of
from publications.rules.context import Context, error, warning
from publications.tex.url import safe_url

#: What a type may need: what an entry without it has, and the fields of which one is enough.
#: BibTeX's `key` and biblatex's `label` take the place of people where there are none.
_ENOUGH: Final = {
    Need.AUTHOR: ("no author", ("author", "key", "label")),
    Need.PEOPLE: (
        "neither author nor editor",
        ("author", "editor", "organization", "institution", "translator", "key", "label"),
    ),
}
_DATES: Final = ("date", "year", "pubstate")
_ENOUGH_DATES: Final = {"online": (*_DATES, "urldate", "eventdate")}
_DATE_HINTS: Final = {
    "date": "write 2021, 2021-05 or 2021-05-13; a range has a / between",
    "year": "write a year of four digits",
    "month": "write may, or 5",
    "day": "write a day that the month has",
}
_MONTHS: Final = tuple(map(str.lower, dates.MONTHS))
_TYPES: Final = frozenset((*(each.name for each in kinds.TYPES), *kinds.ALIASES))
_DICTIONARY: Final = Dictionary(_TYPES)
_LINKS: Final = frozenset(("url", *(field.name for field in fields.LINKS), "preview"))
_SHOWN: Final = frozenset(
    row.name
    for row in fields.FIELDS
    if row.use & (Use.EXPORTED | Use.SUGGESTED) and not row.use & (Use.OWN | Use.VERBATIM)
)
_OR_ID: Final = frozenset(fields.used(Use.SWITCH_OR_ID))
_SWITCHES: Final = _OR_ID.union(SWITCHES)
_URL_HINT: Final = "use an http, https, mailto or ftp address, or a path below docs/"


def no_title(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """Every entry has a title, to be listed with; that of a whole counts (`titles.title_of`).

    Without one there is neither a heading nor a line of a list: that is an error.
    """
    if not title_of(entry).text.strip():
        message = f"entry {quote(entry.key)} has no title"
        yield error(entry, "title", "no-title", message, "add title = {…}")


def missing_author(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """An entry has an author, or an editor where that is enough for its type.

    A value that says that there is nothing (`n/a`) is none.
    """
    needs = kinds.entry_type(entry.type).needs
    for need, (lack, names) in _ENOUGH.items():
        people = map(wording.meaningful, map(entry.get, names))
        if need in needs and not any(people):
            message = f"@{entry.type} {quote(entry.key)} has {lack}"
            hint = "add author = {Last, First}"
            yield warning(entry, "author", "missing-author", message, hint)


def missing_date(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """An entry has a date, or says that there is none yet: `pubstate = {inpress}`.

    For a web page the day on which it was read is enough. Where an arXiv id tells a month, that is
    offered.
    """
    entry_type = kinds.entry_type(entry.type)
    names = _ENOUGH_DATES.get(entry_type.name, _DATES)
    if Need.DATE not in entry_type.needs or entry.get(*names):
        return
    hint = "add year = {…}, or pubstate = {inpress}"
    posted = identifiers.arxiv_year_month(identifiers.bare_arxiv(entry.get("arxiv", "eprint")))
    if posted:
        hint = f"add date = {{{posted[0]}-{posted[1]:02d}}} if that on arXiv is meant"
    message = f"@{entry.type} {quote(entry.key)} has no date"
    yield warning(entry, "year", "missing-date", message, hint)


def unreadable_date(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """Dates can be read; `in press` and the like are no fault.

    The finding is at the field that holds the first unreadable value.
    """
    unreadable = dates.unreadable(*map(entry.get, _DATE_HINTS)).strip()
    if not unreadable:
        return
    names = [name for name in _DATE_HINTS if entry.get(name).strip() == unreadable]
    name = (*names, "year")[0]
    message = f"{name} of {quote(entry.key)} cannot be read as a date: {quote(unreadable)}"
    hint = _DATE_HINTS[name]
    if name == "month":
        hint = did_you_mean(unreadable.lower(), _MONTHS) or hint
    yield warning(entry, name, "unreadable-date", message, hint)


def misspelt_type(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """No entry type is one edit away from a known one; other unknown types are no fault.

    `@artcle` is published all the same, as a "Publication".
    """
    if entry.type in _TYPES:
        return
    meant = _DICTIONARY.meant(entry.type)
    if meant:
        message = f"unknown entry type @{printable(entry.type)} of {quote(entry.key)}"
        yield warning(entry, "", "misspelt-type", message, f"did you mean '@{meant}'?")


def too_much(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """No entry has so many former keys, or other versions, that they are not read any more.

    Each would be an address or a link on many pages (`MOST_KEYS`).
    """
    for name in ("ids", "related"):
        keys = keys_of(entry.get(name))
        if len(keys) > MOST_KEYS:
            message = f"{name} of {quote(entry.key)} names {len(keys)} keys"
            hint = f"only the first {MOST_KEYS} are read"
            yield warning(entry, name, "too-much", message, hint)


def misspelt_field(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """No name of a field is one edit away from a known one; other unknown fields are no fault.

    What programs and people write beside biblatex's names is right as it is (`fields.meant`).
    """
    for name in entry.fields:
        meant = fields.meant(name)
        if meant:
            message = f"unknown field {quote(name)} of {quote(entry.key)}"
            yield warning(entry, name, "misspelt-field", message, f"did you mean '{meant}'?")


def unreadable_switch(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """Switches are on or off; those that may hold an id have a digit where they do.

    `selected = {ture}` would leave the work out silently; `altmetric = {248277}` is al-folio's.
    """
    for name in entry.fields.keys() & _SWITCHES:
        value = entry.get(name)
        if is_readable(value) or (name in _OR_ID and re.search("[0-9]", value)):
            continue
        message = f"{name} of {quote(entry.key)} is neither true nor false: {quote(value)}"
        hint = did_you_mean(value.strip().lower(), WORDS) or "write true or false"
        yield warning(entry, name, "unreadable-switch", message, hint)


def unknown_command(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """Every command of TeX in what is shown means something.

    It is one that the package knows, or one that the file defines in `@preamble`.
    """
    for name in entry.fields.keys() & _SHOWN:
        field = entry.fields[name]
        if "\\" not in field.value:
            continue
        unknown = dict.fromkeys(field.text.unknown)
        if unknown:
            commands = ", ".join("\\" + command for command in unknown)
            message = f"unknown command {printable(commands)} in {name} of {quote(entry.key)}"
            hint = "write what it stands for, or define it by \\newcommand in @preamble"
            yield warning(entry, name, "unknown-command", message, hint)


def foreign_note(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """What Zotero and databases leave in notes is none of the author's remarks.

    It is not shown, so that a warning says so (`wording.is_programs`).
    """
    for name in ("note", "addendum"):
        value = entry.get(name)
        if wording.is_programs(value):
            message = f"{name} of {quote(entry.key)} is no remark and not shown: {quote(value)}"
            hint = "remove it, or put it into the field that it belongs to"
            yield warning(entry, name, "foreign-note", message, hint)


def unsafe_url(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """Only http, https, mailto, ftp and relative addresses become links.

    `javascript:alert(1)` would run in the page: that is an error, and its entry is left out.
    """
    for name in entry.fields.keys() & _LINKS:
        address = links.url_of(entry.get(name))
        if address and not safe_url(address):
            message = f"{name} of {quote(entry.key)} cannot be a link: {quote(address)}"
            yield error(entry, name, "unsafe-url", message, _URL_HINT)


def missing_file(publication: Publication, context: Context) -> Iterator[Diagnostic]:
    """Files of the site that links and `preview` name exist.

    A folder, and the Markdown of a page that a link names by its address, count as well.
    """
    docs_dir = context.docs_dir
    if docs_dir is None:
        return
    for name, path in _missing(publication, docs_dir):
        shown = posixpath.join(docs_dir.name, path)
        message = f"{name} of {quote(publication.key)} names a missing file: {quote(shown)}"
        hint = f"put the file into {posixpath.dirname(shown)}/, or remove the field"
        if not fields.FIELD[name].folder:
            hint += ", or begin an address with https://"
        yield warning(publication.entry, name, "missing-file", message, hint)


def is_there(docs_dir: Path, address: str) -> bool:
    """Whether a file, a folder or the Markdown of a page exists below the docs folder.

    A page may be named by the file that MkDocs makes of it: `talks.html` of `talks.md`.
    """
    path = links.path_of(address)
    page = path.removesuffix(".html") + ".md"
    return links.exists_below(docs_dir, path) or links.exists_below(docs_dir, page)


def _missing(publication: Publication, docs_dir: Path) -> Iterator[tuple[str, str]]:
    """Field and path of each file of the site that a link or the preview names in vain."""
    for link in publication.links:
        if link.local and not is_there(docs_dir, link.url):
            yield link.rel, link.path
    figure = publication.figure
    if figure is not None and figures.located(figure, docs_dir) is None:
        yield "preview", figure.path
