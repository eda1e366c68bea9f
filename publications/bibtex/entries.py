"""What a BibTeX file holds: entries and their fields, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from publications import tex
from publications.bibtex.fields import FIELD, Use
from publications.bibtex.strings import Budget
from publications.diagnostics import Diagnostic, quote
from publications.tex import Tex, braces


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in lower case, its value in TeX, the place of its name.

    In the value names of `@string` and `#` are resolved, the outer delimiters are gone, and runs of
    white space are one blank.
    """

    name: str
    value: str
    line: int
    column: int

    @property
    def text(self) -> Tex:
        """What the value means; it is found out when a rendering is asked for."""
        return tex.parse(self.value)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its type in lower case, its key as written, the place of its `@`."""

    type: str
    key: str
    fields: Mapping[str, Field]
    path: str
    line: int
    column: int

    def get(self, *names: str) -> str:
        """Value of the first of these fields that is present and not blank, else ''.

        >>> entry = Entry("misc", "k", {"year": Field("year", "2019", 1, 1)}, "refs.bib", 1, 1)
        >>> entry.get("date", "year"), entry.get("note")
        ('2019', '')
        """
        for name in names:
            field = self.fields.get(name)
            if field is not None and field.value:
                return field.value
        return ""

    def text(self, *names: str) -> Tex:
        """What `get` gives, decoded."""
        return tex.parse(self.get(*names))

    def values(self) -> dict[str, str]:
        """The values that are not blank, by the names of their fields."""
        return {name: field.value for name, field in self.fields.items() if field.value.strip()}

    def places(self) -> Iterator[tuple[str, int, int]]:
        """Path, line and column of the entry and of each of its fields."""
        yield self.path, self.line, self.column
        for field in self.fields.values():
            yield self.path, field.line, field.column

    def field(self, name: str) -> Field | None:
        """The field of this name, present even if blank."""
        return self.fields.get(name)


def budget_for(entries: Iterable[Entry]) -> Budget:
    """How much text may be made of these entries by references to others."""
    values = (field.value for entry in entries for field in entry.fields.values())
    return Budget(sum(map(len, values)))


def unbraced(entry: Entry) -> Entry:
    """The entry without the second braces that Web of Science and Zotero put around values.

    Only keys, identifiers, numbers and dates lose them: in titles and names they mean something.
    """
    fields = {}
    for name, field in entry.fields.items():
        value = field.value
        if _is_bare(name):
            value = braces.without_outer(value)
        if value != field.value:
            fields[name] = replace(field, value=value)
    if not fields:
        return entry
    return replace(entry, fields={**entry.fields, **fields})


@lru_cache(maxsize=1024)
def _is_bare(name: str) -> bool:
    """Whether braces mean nothing in this field."""
    return "+an" in name or (name in FIELD and bool(FIELD[name].use & (Use.VERBATIM | Use.BARE)))


def distinct(entries: Iterable[Entry]) -> tuple[list[Entry], list[Diagnostic]]:
    """The entries without those whose key came before, and an error for each of these.

    Two keys are the same if they differ only in case (BibTeX). Also for the entries of several
    files together.
    """
    first: dict[str, Entry] = {}
    diagnostics = []
    for entry in entries:
        other = first.setdefault(entry.key.casefold(), entry)
        if other is not entry:
            diagnostics.append(_duplicate(entry, other))
    return list(first.values()), diagnostics


def _duplicate(entry: Entry, other: Entry) -> Diagnostic:
    """The error for an entry whose key another one had before it."""
    where = f"on line {other.line}"
    if other.path != entry.path:
        where += f" of {other.path}"
    spelt = ""
    if other.key != entry.key:
        spelt = f" as {quote(other.key)}"
    return Diagnostic(
        entry.path,
        entry.line,
        entry.column,
        "error",
        "duplicate-key",
        f"key {quote(entry.key)} was defined{spelt} {where}",
        "rename one of them",
    )


def undefined(entry: Entry, field: Field, what: str, name: str, hint: str) -> Diagnostic:
    """A field that names an unknown entry or value, of which BibTeX and biber warn, too."""
    message = f"{field.name} of {quote(entry.key)} names an unknown {what}: {quote(name)}"
    code = "undefined-string"
    return Diagnostic(entry.path, field.line, field.column, "warning", code, message, hint)
