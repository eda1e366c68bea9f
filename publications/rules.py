"""What refs.bib must satisfy: one function a rule, and the tuples that name them all.

An error keeps the entry from being published safely; a warning does not.  DESIGN.md lists the
codes; there are no others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from publications import links
from publications.bibtex import Entry
from publications.diagnostics import Diagnostic, Severity
from publications.model import Publication, title_of
from publications.people import NameSyntaxError, Owner


@dataclass(frozen=True, slots=True)
class Context:
    """What rules may know beside the entry."""

    owner: Owner
    docs_dir: Path | None = None


def no_title(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """Nothing can be listed without a title."""
    if not title_of(entry).text.strip():
        yield _at(entry, "", "error", "no-title", f"entry '{entry.key}' has no title")


def unsafe_url(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """Only http, https, mailto, ftp and relative addresses become links."""
    for name in ("url", *links.LINK_FIELDS, "preview"):
        address = links.url_of(entry.get(name))
        if not links.is_safe(address):
            shown = address if len(address) <= 60 else address[:57] + "..."
            yield _at(
                entry, name, "error", "unsafe-url", f"{name} of '{entry.key}' is '{shown}'",
                "use an http, https, mailto or ftp address, or a path below docs/",
            )  # fmt: skip


def unreadable_name(entry: Entry, error: NameSyntaxError) -> Diagnostic:
    """An author or editor that is not a name."""
    name = "author" if entry.get("author") else "editor"
    return _at(entry, name, "error", "unreadable-name", f"{error}")


def slug_collision(publications: Sequence[Publication], _context: Context) -> Iterator[Diagnostic]:
    """Two keys that would share an address, letter case aside."""
    first: dict[str, Publication] = {}
    for publication in publications:
        other = first.setdefault(publication.slug.casefold(), publication)
        if other is not publication:
            yield _at(
                publication.entry, "", "error", "slug-collision",
                f"keys '{other.key}' (line {other.entry.line}) and '{publication.key}' both get the"
                f" address publications/{publication.slug}/",
                "rename one of them",
            )  # fmt: skip


def _at(
    entry: Entry, name: str, severity: Severity, code: str, message: str, hint: str = ""
) -> Diagnostic:
    """A finding at a field of an entry, or at the entry where the field is absent."""
    place = entry.fields.get(name) or entry
    return Diagnostic(entry.path, place.line, place.column, severity, code, message, hint)


EntryRule = Callable[[Entry, Context], Iterable[Diagnostic]]
PublicationRule = Callable[[Publication, Context], Iterable[Diagnostic]]
LibraryRule = Callable[[Sequence[Publication], Context], Iterable[Diagnostic]]

ENTRY_RULES: Final[tuple[EntryRule, ...]] = (no_title, unsafe_url)
PUBLICATION_RULES: Final[tuple[PublicationRule, ...]] = ()
LIBRARY_RULES: Final[tuple[LibraryRule, ...]] = (slug_collision,)
