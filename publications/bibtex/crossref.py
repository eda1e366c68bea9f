"""`crossref` and `xdata`: fields that an entry takes from others.

Sources: "BibTeXing" on `crossref` (an entry takes what it lacks); the biblatex manual on
`crossref`, `xdata` and, in its appendix "Default Inheritance Setup", what a title becomes in the
child. Parents may come before or after their children and have parents themselves (biber); keys
are matched without regard to case (BibTeX).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from publications.bibtex import granular
from publications.bibtex.cycles import in_order
from publications.bibtex.entries import Entry, Field, unbraced, undefined
from publications.bibtex.fields import FIELDS, Use, used
from publications.bibtex.strings import Budget
from publications.diagnostics import Diagnostic, quote

# Types that hold other entries. One of these is only a parent once an entry refers to it.
CONTAINERS = frozenset({
    "book", "collection", "mvbook", "mvcollection", "mvproceedings", "mvreference", "periodical",
    "proceedings", "reference",
})  # fmt: skip

_TITLES = ("title", "subtitle", "titleaddon")

_OWN = frozenset(used(Use.OWN))
_UNSHARED = frozenset(used(Use.UNSHARED))
#: What a parent keeps; with its titles, where those get another name in the child.
_KEPT = {False: _OWN | _UNSHARED, True: _OWN | _UNSHARED | frozenset(_TITLES)}
_TWIN = {row.name: row.twin for row in FIELDS if row.twin}

_ARTICLES = frozenset({"article", "suppperiodical"})
# The types whose title in a container is not the container's.
_PARTS_OF_BOOKS = frozenset({"bookinbook", "inbook", "suppbook"})
_PARTS = _PARTS_OF_BOOKS | {
    "conference",
    "incollection",
    "inproceedings",
    "inreference",
    "suppcollection",
}

# No more fields than this are taken from one parent, and no more parents are named, than any real
# entry has. A thousand children of a parent with a thousand fields would be a million otherwise.
_MOST_FIELDS = 100
_MOST_PARENTS = 50


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
    entries, diagnostics = granular.resolve(list(map(unbraced, entries)))
    by_key = {entry.key.casefold(): entry for entry in entries}
    names = _names(by_key)
    parents, undefined = _parents(by_key, names)
    diagnostics += undefined
    order, cycles = in_order({key: fields.keys() for key, fields in parents.items()})
    position = {key: place for place, key in enumerate(by_key)}
    for group in cycles:
        cycle = sorted(group, key=position.__getitem__)
        diagnostics.append(_cycle([by_key[key] for key in cycle], parents[cycle[0]]))
    complete: dict[str, Entry] = {}
    budget = Budget(sum(len(field.value) for entry in entries for field in entry.fields.values()))
    for key in order:
        child = _Child(by_key[key], budget)
        for name, field in parents[key].items():
            if name in complete:
                diagnostics += child.take_from(complete[name], field)
        complete[key] = child.complete()
    listed = [complete[key] for key in by_key if key in complete]
    return listed, _only_parents(listed, names), sorted(diagnostics)


def _names(by_key: Mapping[str, Entry]) -> dict[str, str]:
    """The folded key of each entry, by that and by the keys that it had before (`ids`)."""
    names: dict[str, str] = {}
    for key, entry in by_key.items():
        for name in entry.get("ids").split(",")[:_MOST_PARENTS]:
            names.setdefault(_bare(name).casefold(), key)
    names.pop("", None)
    return names | dict(zip(by_key, by_key, strict=True))


def _bare(key: str) -> str:
    """A key without blanks and braces around it, which Zotero and Web of Science write twice."""
    return key.strip("{} ")


def _parents(
    by_key: Mapping[str, Entry], names: Mapping[str, str]
) -> tuple[dict[str, dict[str, Field]], list[Diagnostic]]:
    """The keys of each entry's parents, with the fields that name them; and the undefined ones."""
    parents: dict[str, dict[str, Field]] = {}
    diagnostics: list[Diagnostic] = []
    for key, entry in by_key.items():
        parents[key] = {}
        references = list(_references(entry))
        if len(references) > _MOST_PARENTS:
            diagnostics.append(_too_many(entry, references[_MOST_PARENTS][0]))
        for field, name in references[:_MOST_PARENTS]:
            parent = names.get(name.casefold())
            if parent is not None:
                parents[key].setdefault(parent, field)
            else:
                hint = "correct the key, or add that entry"
                diagnostics.append(undefined(entry, field, "entry", name, hint))
    return parents, diagnostics


def _references(entry: Entry) -> Iterator[tuple[Field, str]]:
    """Each key that the entry takes fields from. biber resolves `xdata` first."""
    data = entry.field("xdata")
    if data is not None:
        yield from ((data, _bare(key)) for key in data.value.split(",") if _bare(key))
    crossref = entry.field("crossref")
    if crossref is not None and _bare(crossref.value):
        yield crossref, _bare(crossref.value)


def _too_many(entry: Entry, field: Field) -> Diagnostic:
    """More parents than are taken from."""
    message = f"{quote(entry.key)} names more than {_MOST_PARENTS} entries to take fields from"
    hint = f"only the first {_MOST_PARENTS} are read"
    return Diagnostic(entry.path, field.line, field.column, "warning", "too-much", message, hint)


def _cycle(cycle: Sequence[Entry], parents: Mapping[str, Field]) -> Diagnostic:
    """One finding for entries that refer to each other, at the first, whose parents are given."""
    first = cycle[0]
    members = {entry.key.casefold() for entry in cycle}
    field = next(field for key, field in parents.items() if key in members)
    names = ", ".join(quote(entry.key) for entry in cycle[:3])
    if len(cycle) > 3:
        names += f" and {len(cycle) - 3} more"
    what = "refer to each other"
    if len(cycle) == 1:
        what = "refers to itself"
    return Diagnostic(
        first.path,
        field.line,
        field.column,
        "error",
        "cyclic-crossref",
        f"{names} {what} by {field.name}",
        "remove one of these references",
    )


class _Child:
    """An entry while it takes fields from its parents."""

    def __init__(self, entry: Entry, budget: Budget) -> None:
        self._entry = entry
        self._fields = dict(entry.fields)
        self._budget = budget
        self._left_out: list[str] = []

    def complete(self) -> Entry:
        """The entry with all that it has taken."""
        if len(self._fields) == len(self._entry.fields):
            return self._entry
        return replace(self._entry, fields=self._fields)

    def take_from(self, parent: Entry, by: Field) -> Iterator[Diagnostic]:
        """Take what is missing and the parent, which the field `by` names, has.

        Yields a finding where that is too much.
        """
        self._left_out = [*islice(parent.fields, _MOST_FIELDS, None)]
        self._take_all(parent, by)
        if self._left_out:
            names = ", ".join(map(quote, self._left_out[:3]))
            if len(self._left_out) > 3:
                names += f" and {len(self._left_out) - 3} more"
            message = f"{quote(self._entry.key)} does not take {names} from {quote(parent.key)}"
            hint = "that is too much by inheritance: write the fields themselves"
            yield Diagnostic(
                self._entry.path, by.line, by.column, "warning", "too-much", message, hint
            )

    def _take_all(self, parent: Entry, by: Field) -> None:
        # A field from another file has, in findings, the place where its parent is named.
        place = None
        if parent.path != self._entry.path:
            place = by
        if parent.type == "xdata":
            self._take_same(parent, _OWN, place)
            return
        prefix = _title_prefix(self._entry, self._fields, parent)
        # Same names first: BibTeX's databases give a parent the `booktitle` of its children.
        self._take_same(parent, _KEPT[bool(prefix)], place)
        if prefix and self._lacks(f"{prefix}title"):
            for name in _TITLES:
                self._take(f"{prefix}{name}", parent.field(name), place)
        is_part = self._entry.type in _PARTS_OF_BOOKS and parent.type in {"book", "mvbook"}
        if is_part and self._lacks("bookauthor"):
            self._take("bookauthor", parent.field("author"), place)

    def _take_same(self, parent: Entry, kept: frozenset[str], place: Field | None) -> None:
        """Take fields under their own names, but those that the parent keeps."""
        fits = _month_fits(self._fields, parent)
        for name, field in islice(parent.fields.items(), _MOST_FIELDS):
            if name in kept or (name == "month" and not fits):
                continue
            if self._lacks(name):
                self._take(name, field, place)

    def _lacks(self, name: str) -> bool:
        return name not in self._fields and _TWIN.get(name) not in self._fields

    def _take(self, name: str, field: Field | None, place: Field | None) -> None:
        if field is None:
            return
        if self._budget.allow(len(field.value)):
            at = place or field
            self._fields[name] = replace(field, name=name, line=at.line, column=at.column)
        else:
            self._left_out.append(name)


def _title_prefix(entry: Entry, fields: Mapping[str, Field], parent: Entry) -> str:
    """What the parent's title is to the child: biblatex's table, for more pairs than it has.

    BibTeX's `@inbook` has the title of its book (the part is told by `chapter` and `pages`), so
    one without a title takes it as it is.
    """
    if parent.type.startswith("mv"):
        return "main"
    if entry.type in _ARTICLES and parent.type == "periodical":
        return "journal"
    if entry.type not in _PARTS or (entry.type == "inbook" and "title" not in fields):
        return ""
    return "book"


def _month_fits(fields: Mapping[str, Field], parent: Entry) -> bool:
    """A month belongs to a year: not to a date, nor to another year than the parent's."""
    if "date" in fields:
        return False
    return "year" not in fields or fields["year"].value == parent.get("year")


def _only_parents(entries: Sequence[Entry], names: Mapping[str, str]) -> frozenset[str]:
    """The keys of entries that only serve as parents."""
    named = {names.get(_bare(entry.get("crossref")).casefold(), "") for entry in entries}
    keys: set[str] = set()
    for entry in entries:
        is_container = entry.type in CONTAINERS or not entry.get("title")
        is_set = entry.type == "set" and not entry.get("title")
        if entry.type == "xdata" or is_set or (is_container and entry.key.casefold() in named):
            keys.add(entry.key)
    return frozenset(keys)
