"""What rules know besides the entry, and their findings with a place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from publications.bibtex import Entry
from publications.diagnostics import Diagnostic, Severity
from publications.settings import Owner


@dataclass(frozen=True, slots=True)
class Context:
    """Whose site it is, where its files are, and which keys entries have, today or before.

    Without `docs_dir` no file is looked for, and without `keys` no key.
    """

    owner: Owner
    docs_dir: Path | None = None
    keys: frozenset[str] | None = None


def finding(
    severity: Severity, entry: Entry, field: str, code: str, message: str, hint: str = ""
) -> Diagnostic:
    """A finding at a field of an entry, or at the entry where the field is missing."""
    place = entry.fields.get(field) or entry
    return Diagnostic(
        entry.path,
        place.line,
        place.column,
        severity,
        code,
        message,
        hint,
    )


#: A finding that keeps the entry from being published.
error = partial(finding, "error")
#: A finding with which the entry is published.
warning = partial(finding, "warning")
