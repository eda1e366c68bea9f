"""What a change to refs.bib does to the site: what it adds, alters and removes, as Markdown.

Made for the summary of a pull request's checks, where anybody may propose any text: whatever
Markdown or HTML could take for its own is written as a character reference, which is never markup
(CommonMark, 2.5).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from publications.bibliography import Bibliography, load
from publications.model.publication import Publication
from publications.output import markdown, say
from publications.settings import Options, OptionsError, read_settings

_URL: Final = ":/?#[]@!$&'+,;=%~"
_HEAD: Final = "| | Title | Year | Type | Links |\n| --- | --- | --- | --- | --- |"
# A job summary of more than a megabyte is refused (GitHub, "Workflow commands").
_ROWS: Final = 200
_BYTES: Final = 900_000
# Beyond this length browsers and GitHub take no address.
_LONGEST_URL: Final = 2000
_LENGTH: Final = 200
_NAMES: Final = 8


@dataclass(frozen=True, slots=True)
class Change:
    """A publication that is `added`, `altered` or `removed`, and the fields that differ."""

    what: str
    publication: Publication
    fields: tuple[str, ...] = ()


def changes(before: Bibliography, after: Bibliography) -> Iterator[Change]:
    """All changes: those to what is listed after, newest first; then what is listed no more.

    An entry whose key has changed is the same one if `ids` says so.
    """
    was = {p.key: p for p in before.publications}
    gone = dict(was)
    for publication in after.publications:
        keys = (publication.key, *publication.ids)
        old = next((gone.pop(key) for key in keys if key in gone), None)
        if old is None:
            yield Change("added", publication)
        elif fields := _differing(old, publication):
            yield Change("altered", publication, fields)
    for publication in gone.values():
        yield Change("removed", publication)


def summary(before: Bibliography, after: Bibliography) -> str:
    """The changes as a Markdown section with a table, ending in a newline."""
    found = list(changes(before, after))
    counts = {what: sum(c.what == what for c in found) for what in ("added", "altered", "removed")}
    same = len(after.publications) - counts["added"] - counts["altered"]
    said = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    parts = ["## Publications", f"{said or 'No change'}; {same} as before."]
    rows = _rows(found)
    if rows:
        parts.append("\n".join((_HEAD, *rows)))
    if len(found) > len(rows):
        parts.append(f"And {len(found) - len(rows)} more.")
    if errors := len(after.errors):
        parts.append(f"{errors} error{'s' if errors > 1 else ''}: see the annotations.")
    return "\n\n".join(parts) + "\n"


def _differing(old: Publication, new: Publication) -> tuple[str, ...]:
    """What differs: `key`, `type` of the entry, names of fields."""
    values = old.values
    now = new.values
    if values == now and (old.key, old.type) == (new.key, new.type):
        return ()
    names = sorted(n for n in values.keys() | now.keys() if values.get(n) != now.get(n))
    key = ("key",) if old.key != new.key else ()
    return (*key, *(("entry type",) if old.type != new.type else ()), *names)


def _rows(found: Sequence[Change]) -> list[str]:
    """The rows of the table, as many as a summary takes."""
    rows: list[str] = []
    size = 0
    for change in found[:_ROWS]:
        row = _row(change)
        size += len(row.encode("utf-8")) + 1
        if size > _BYTES:
            break
        rows.append(row)
    return rows


def _row(change: Change) -> str:
    publication = change.publication
    what = change.what
    if change.fields:
        more = ", \u2026" if len(change.fields) > _NAMES else ""
        what += f": {_text(', '.join(change.fields[:_NAMES]))}{more}"
    title = f"{_text(publication.title.text)} ({_text(publication.key)})"
    links = ", ".join(
        f"{_text(link.label)} ({_text(link.url)})"
        if link.local or len(link.url) > _LONGEST_URL
        else f"[{_text(link.label)}]({_address(link.url)})"
        for link in publication.links
    )
    year = str(publication.year) if publication.year else publication.when
    cells = (what, title, _text(year), _text(publication.label), links)
    return f"| {' | '.join(cells)} |"


def _address(url: str) -> str:
    """An address that ends where it ends: without blanks, brackets, bars and references."""
    return quote(url.encode("utf-8", "replace"), safe=_URL).replace("&", "&amp;")


def _text(text: str) -> str:
    return markdown(text, _LENGTH)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("before", type=Path, help="a BibTeX file, or a folder with a mkdocs.yml")
    parser.add_argument("after", type=Path, nargs="?", default=Path(), help="default: here")


def run(given: argparse.Namespace) -> int:
    """Print what the publications of two files or sites differ in."""
    say(summary(_publications(given.before), _publications(given.after)), end="")
    return 0


def _publications(path: Path) -> Bibliography:
    """The bibliography of a BibTeX file, or of the site in a folder."""
    if path.is_dir():
        settings = read_settings(path / "mkdocs.yml")
        return load(settings.root, settings.options)
    if not path.exists():
        raise OptionsError(f"{path} does not exist")
    return load(Path(), Options(bib_file=(str(path),)))
