"""What a change to refs.bib does to the site: what it adds, alters and removes, as Markdown.

Made for the summary of a pull request's checks, where anybody may propose any text: whatever
Markdown or HTML could take for its own is written as a character reference, which is never markup
(CommonMark, 2.5).
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from publications.bibliography import Bibliography, load
from publications.model.links import Link
from publications.model.publication import Publication
from publications.output import counted, markdown, say
from publications.settings import Options, OptionsError, read_settings

#: In the order of the summary.
_WHAT: Final = ("added", "altered", "removed")
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
    gone = {publication.key: publication for publication in before.publications}
    for publication in after.publications:
        keys = filter(gone.__contains__, (publication.key, *publication.ids))
        key = next(keys, None)
        if key is None:
            yield Change("added", publication)
            continue
        fields = _differing(gone.pop(key), publication)
        if fields:
            yield Change("altered", publication, fields)
    for publication in gone.values():
        yield Change("removed", publication)


def summary(before: Bibliography, after: Bibliography) -> str:
    """The changes as a Markdown section with a table, ending in a newline."""
    listed = list(changes(before, after))
    counts = Counter(change.what for change in listed)
    same = len(after.publications) - counts["added"] - counts["altered"]
    said = ", ".join(f"{counts[what]} {what}" for what in _WHAT if counts[what])
    parts = ["## Publications", f"{said or 'No change'}; {same} as before."]
    rows = _rows(listed)
    if rows:
        parts.append("\n".join((_HEAD, *rows)))
    if len(listed) > len(rows):
        parts.append(f"And {len(listed) - len(rows)} more.")
    if after.errors:
        parts.append(f"{counted(len(after.errors), 'error')}: see the annotations.")
    return "\n\n".join(parts) + "\n"


def _differing(old: Publication, new: Publication) -> tuple[str, ...]:
    """What differs: `key`, `entry type`, and the names of fields that are added, changed or gone.

    Two values are the same if both are written the same; how the fields are ordered is no matter.
    """
    names = {name for name, _ in old.values.items() ^ new.values.items()}
    differing = sorted(names)
    if old.type != new.type:
        differing.insert(0, "entry type")
    if old.key != new.key:
        differing.insert(0, "key")
    return tuple(differing)


def _rows(listed: Sequence[Change]) -> list[str]:
    """The rows of the table, as many as a summary takes."""
    rows: list[str] = []
    size = 0
    for row in map(_row, listed[:_ROWS]):
        size += len(row.encode("utf-8")) + 1
        if size > _BYTES:
            break
        rows.append(row)
    return rows


def _row(change: Change) -> str:
    """One change as a row: what, title and key, year, type, links."""
    publication = change.publication
    title = f"{_text(publication.title.text)} ({_text(publication.key)})"
    year = publication.when
    if publication.year:
        year = str(publication.year)
    links = ", ".join(map(_link, publication.links))
    cells = (_what(change), title, _text(year), _text(publication.label), links)
    return f"| {' | '.join(cells)} |"


def _what(change: Change) -> str:
    """What was done, and the first of the fields that differ: `altered: title, year`."""
    if not change.fields:
        return change.what
    named = _text(", ".join(change.fields[:_NAMES]))
    if len(change.fields) > _NAMES:
        named += ", \u2026"
    return f"{change.what}: {named}"


def _link(link: Link) -> str:
    """A link, or its address as text where it would lead nowhere from a summary."""
    if link.local or len(link.url) > _LONGEST_URL:
        return f"{_text(link.label)} ({_text(link.url)})"
    return f"[{_text(link.label)}]({_address(link.url)})"


def _address(url: str) -> str:
    """An address that ends where it ends: without blanks, brackets, bars and references.

    >>> _address("https://example.org/on sand(1)")
    'https://example.org/on%20sand%281%29'
    """
    return quote(url.encode("utf-8", "replace"), safe=_URL).replace("&", "&amp;")


def _text(text: str) -> str:
    """A text as a cell of the table shows it, cut where it is long."""
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
