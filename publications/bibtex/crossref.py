"""`crossref` and `xdata`: fields that an entry takes from others.

Sources: "BibTeXing" on `crossref` (an entry takes what it lacks); the biblatex manual on
`crossref`, `xdata` and, in its appendix "Default Inheritance Setup", what a title becomes in the
child. Parents may stand before or after their children and have parents themselves (biber); keys
are matched without regard to case (BibTeX).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from publications.bibtex.entries import Entry, Field
from publications.bibtex.fields import FIELDS, Use, used
from publications.diagnostics import Diagnostic, quote

# Types that hold other entries. One of these is only a parent once an entry refers to it.
CONTAINERS = frozenset({
    "book", "collection", "mvbook", "mvcollection", "mvproceedings", "mvreference", "periodical",
    "proceedings", "reference",
})  # fmt: skip

_TITLES = ("title", "subtitle", "titleaddon")

_OWN = frozenset(used(Use.OWN))
_UNSHARED = frozenset(used(Use.UNSHARED))
_TWIN = {row.name: row.twin for row in FIELDS if row.twin}

# The types whose title in a container is not the container's.
_PARTS_OF_BOOKS = frozenset({"bookinbook", "inbook", "suppbook"})
_PARTS = _PARTS_OF_BOOKS | {
    "conference",
    "incollection",
    "inproceedings",
    "inreference",
    "suppcollection",
}

# No more fields than this are taken from one parent, which is more than any real entry has. A
# thousand children of a parent with a thousand fields would be a million otherwise.
_MOST = 100


def inherit(
    entries: Sequence[Entry],
) -> tuple[list[Entry], frozenset[str], list[Diagnostic]]:
    """Give each entry what it takes from others.

    Returns the entries in their order, parents among them; the keys (as written) of those that only
    serve as parents and are no publications of their own; and the findings. Only parents are: every
    `@xdata`, and an entry that a `crossref` names if it is of a type that holds others
    (`CONTAINERS`) or has no title. A caller who knows better, because the owner wrote the book, may
    list it all the same. Entries on a cycle are an error and left out. Keys of `entries` are
    distinct (`entries.distinct`).
    """
    by_key = {entry.key.casefold(): entry for entry in entries}
    diagnostics: list[Diagnostic] = []
    parents: dict[str, dict[str, Field]] = {}
    for key, entry in by_key.items():
        parents[key] = {}
        for field, name in _references(entry):
            if name.casefold() in by_key:
                parents[key].setdefault(name.casefold(), field)
            else:
                diagnostics.append(_undefined(entry, field, name))
    order = {key: position for position, key in enumerate(by_key)}
    done: dict[str, Entry] = {}
    for group in _groups(parents):
        if len(group) > 1 or group[0] in parents[group[0]]:
            cycle = sorted(group, key=order.__getitem__)
            diagnostics.append(_cycle([by_key[key] for key in cycle], parents[cycle[0]]))
            continue
        entry = by_key[group[0]]
        fields = dict(entry.fields)
        for key, field in parents[group[0]].items():
            if key in done:
                _take(entry, fields, done[key], field)
        done[group[0]] = replace(entry, fields=fields) if parents[group[0]] else entry
    listed = [done[key] for key in by_key if key in done]
    return listed, _only_parents(listed), sorted(diagnostics)


def _references(entry: Entry) -> Iterator[tuple[Field, str]]:
    """Each key that the entry takes fields from. biber resolves `xdata` first."""
    for name in ("xdata", "crossref"):
        field = entry.field(name)
        if field is None:
            continue
        for key in field.value.split(",") if name == "xdata" else [field.value]:
            if key.strip():
                yield field, key.strip()


def _undefined(entry: Entry, field: Field, key: str) -> Diagnostic:
    """A parent that is not there, which BibTeX and biber warn of.

    It has no code of its own: like an undefined `@string` it is a name that stands for nothing.
    """
    return Diagnostic(
        entry.path,
        field.line,
        field.column,
        "warning",
        "undefined-string",
        f"{field.name} of {quote(entry.key)} names {quote(key)}, which is no entry here",
        "correct the key, or add that entry",
    )


def _cycle(cycle: Sequence[Entry], parents: Mapping[str, Field]) -> Diagnostic:
    """One finding for entries that refer to each other, at the first, whose parents are given."""
    first = cycle[0]
    members = {entry.key.casefold() for entry in cycle}
    field = next(field for key, field in parents.items() if key in members)
    names = ", ".join(quote(entry.key) for entry in cycle[:3])
    if len(cycle) > 3:
        names += f" and {len(cycle) - 3} more"
    what = "refer to each other" if len(cycle) > 1 else "refers to itself"
    return Diagnostic(
        first.path,
        field.line,
        field.column,
        "error",
        "cyclic-crossref",
        f"{names} {what} by {field.name}",
        "remove one of these references",
    )


@dataclass(slots=True)
class _Search:
    """State of `_groups`: when a key was met, the earliest key it leads back to, what is open."""

    met: dict[str, int]
    low: dict[str, int]
    open: dict[str, None]

    def enter(self, key: str) -> None:
        self.met[key] = self.low[key] = len(self.met)
        self.open[key] = None

    def leave(self, key: str) -> list[str]:
        """The group that `key` was the first of, if it was the first of one."""
        group: list[str] = []
        if self.low[key] == self.met[key]:
            while key in self.open:
                group.append(self.open.popitem()[0])
        return group


def _groups(parents: Mapping[str, Mapping[str, Field]]) -> Iterator[list[str]]:
    """Groups of entries that refer to each other, each after the groups that it refers to.

    Tarjan's strongly connected components, without recursion.
    """
    search = _Search({}, {}, {})
    for root in parents:
        work: list[tuple[str, Iterator[str]]] = []
        step: str | None = None if root in search.met else root
        while work or step is not None:
            if step is not None:
                search.enter(step)
                work.append((step, iter(parents[step])))
            key, rest = work[-1]
            step = None
            for parent in rest:
                if parent not in search.met:
                    step = parent
                    break
                if parent in search.open:
                    search.low[key] = min(search.low[key], search.met[parent])
            if step is None:
                work.pop()
                if work:
                    before = work[-1][0]
                    search.low[before] = min(search.low[before], search.low[key])
                if group := search.leave(key):
                    yield group


def _take(entry: Entry, fields: dict[str, Field], parent: Entry, by: Field) -> None:
    """Add to `fields`, those of `entry` so far, what it lacks and `parent`, named `by`, has."""

    def lacks(name: str) -> bool:
        return name not in fields and _TWIN.get(name) not in fields

    def add(name: str, field: Field) -> None:
        # A field from another file stands, for findings, where its parent is named.
        at = field if entry.path == parent.path else by
        kept = at is field and field.name == name
        fields[name] = field if kept else Field(name, field.value, at.line, at.column)

    data = parent.type == "xdata"
    prefix = "" if data else _title_prefix(entry, fields, parent)
    month_fits = _month_fits(fields, parent)
    # Same names first: BibTeX's databases give a parent the `booktitle` of its children.
    for name, field in islice(parent.fields.items(), _MOST):
        if name in _OWN or (not data and name in _UNSHARED) or (prefix and name in _TITLES):
            continue
        if lacks(name) and (name != "month" or month_fits):
            add(name, field)
    if prefix and lacks(prefix + "title"):
        for name in _TITLES:
            if name in parent.fields:
                add(prefix + name, parent.fields[name])
    books = entry.type in _PARTS_OF_BOOKS and parent.type in {"book", "mvbook"}
    if books and "author" in parent.fields and lacks("bookauthor"):
        add("bookauthor", parent.fields["author"])


def _title_prefix(entry: Entry, fields: Mapping[str, Field], parent: Entry) -> str:
    """What the parent's title is to the child: biblatex's table, for more pairs than it has.

    BibTeX's `@inbook` bears the title of its book (the part is told by `chapter` and `pages`), so
    one without a title takes it as it is.
    """
    if parent.type.startswith("mv"):
        return "main"
    if entry.type in {"article", "suppperiodical"}:
        return "journal" if parent.type == "periodical" else ""
    if entry.type == "inbook" and "title" not in fields:
        return ""
    return "book" if entry.type in _PARTS else ""


def _month_fits(fields: Mapping[str, Field], parent: Entry) -> bool:
    """A month belongs to a year: not to a date, nor to another year than the parent's."""
    if "date" in fields:
        return False
    return "year" not in fields or fields["year"].value == parent.get("year")


def _only_parents(entries: Sequence[Entry]) -> frozenset[str]:
    fields = (entry.field("crossref") for entry in entries)
    named = {field.value.casefold() for field in fields if field}
    return frozenset(
        entry.key
        for entry in entries
        if entry.type == "xdata"
        or (entry.key.casefold() in named and (entry.type in CONTAINERS or not entry.get("title")))
    )
