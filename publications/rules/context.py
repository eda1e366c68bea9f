"""What rules know beside the entry, and how they name a place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from publications.bibtex import Entry
from publications.diagnostics import Diagnostic
from publications.settings import Owner


@dataclass(frozen=True, slots=True)
class Context:
    """Whose site it is, and where its files are; without `docs_dir` no file is looked for."""

    owner: Owner
    docs_dir: Path | None = None


def error(entry: Entry, name: str, code: str, message: str, hint: str = "") -> Diagnostic:
    """What keeps the entry from being published, at a field or, where it is absent, the entry."""
    place = entry.fields.get(name) or entry
    return Diagnostic(entry.path, place.line, place.column, "error", code, message, hint)


def warning(entry: Entry, name: str, code: str, message: str, hint: str = "") -> Diagnostic:
    """The same for what does not."""
    place = entry.fields.get(name) or entry
    return Diagnostic(entry.path, place.line, place.column, "warning", code, message, hint)
