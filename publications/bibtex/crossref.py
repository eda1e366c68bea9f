"""`crossref` and `xdata`: fields that an entry takes from others.

Sources: "BibTeXing" on `crossref` (an entry takes what it lacks); the biblatex manual on
`crossref`, `xdata` and, in its appendix "Default Inheritance Setup", what a title becomes in the
child. Parents may come before or after their children and have parents themselves (biber); keys
are matched without regard to case (BibTeX).
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, repeat

from publications.bibtex import granular
from publications.bibtex.cycles import in_order
from publications.bibtex.entries import Entry, Field, budget_for, unbraced, undefined
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

_TWIN = {row.name: row.twin for row in FIELDS if row.twin}

_ARTICLES = frozenset({"article", "suppperiodical"})
_BOOKS = frozenset({"book", "mvbook"})
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

    Only parents are: every `@xdata`, and an entry that a `crossref` names if it is of a type that
    holds others (`CONTAINERS`) or has no title. A caller who knows better, because the owner wrote
    the book, may list it all the same. Entries on a cycle are an error and left out.

    Args:
        entries: as they were read, with distinct keys (`entries.distinct`).

    Returns:
        The entries in their order, parents among them; the keys (as written) of those that only
        serve as parents and are no publications of their own; and the findings.
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
    budget = budget_for(entries)
    for key in order:
        child = _Child(by_key[key], budget)
        # A parent on a cycle is not among them.
        for name in filter(complete.__contains__, parents[key]):
            diagnostics += child.take_from(complete[name], parents[key][name])
        complete[key] = child.complete()
    listed = [complete[key] for key in by_key if key in complete]
    return listed, _only_parents(listed, names), sorted(diagnostics)


def _names(by_key: Mapping[str, Entry]) -> dict[str, str]:
    """The folded key of each entry, by that and by the keys that it had before (`ids`).

    A key of today wins over one of earlier (biblatex manual, 2.2.3).
    """
    names: dict[str, str] = {}
    for key, entry in by_key.items():
        for name in entry.get("ids").split(",")[:_MOST_PARENTS]:
            names.setdefault(_bare(name).casefold(), key)
    names.pop("", None)
    return names | dict(zip(by_key, by_key, strict=True))


def _bare(key: str) -> str:
    """A key without blanks and braces around it, which Zotero and Web of Science write twice.

    >>> _bare(" {mai2019} ")
    'mai2019'
    """
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
        for field, _ in references[_MOST_PARENTS : _MOST_PARENTS + 1]:
            diagnostics.append(_too_many(entry, field))
        for field, name in references[:_MOST_PARENTS]:
            parent = names.get(name.casefold())
            if parent is None:
                hint = "correct the key, or add that entry"
                diagnostics.append(undefined(entry, field, "entry", name, hint))
            else:
                parents[key].setdefault(parent, field)
    return parents, diagnostics


def _references(entry: Entry) -> Iterator[tuple[Field, str]]:
    """Each key that the entry takes fields from. biber resolves `xdata` first."""
    data = entry.field("xdata")
    if data is not None:
        keys = map(_bare, data.value.split(","))
        yield from zip(repeat(data), filter(None, keys), strict=False)
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
    keys = [entry.key for entry in cycle]
    members = frozenset(map(str.casefold, keys))
    field = parents[next(filter(members.__contains__, parents))]
    names = _some(keys)
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
        self._left_out = list(islice(parent.fields, _MOST_FIELDS, None))
        # A field from another file has, in findings, the place where its parent is named.
        place = None
        if parent.path != self._entry.path:
            place = by
        if parent.type == "xdata":
            self._take_same(parent, _OWN, place)
        else:
            self._take_as_part(parent, place)
        if self._left_out:
            names = _some(self._left_out)
            message = f"{quote(self._entry.key)} does not take {names} from {quote(parent.key)}"
            hint = "that is too much by inheritance: write the fields themselves"
            yield Diagnostic(
                self._entry.path, by.line, by.column, "warning", "too-much", message, hint
            )

    def _take_as_part(self, parent: Entry, place: Field | None) -> None:
        """Take what a part takes from the whole that `crossref` names, titles under their names.

        Same names come first: BibTeX's databases give a parent the `booktitle` of its children.
        """
        prefix = _title_prefix(self._entry, self._fields, parent)
        kept = _OWN | _UNSHARED
        if prefix:
            kept = kept.union(_TITLES)
        self._take_same(parent, kept, place)
        if prefix and self._lacks(f"{prefix}title"):
            for name in _TITLES:
                self._take(f"{prefix}{name}", parent.field(name), place)
        is_in_book = self._entry.type in _PARTS_OF_BOOKS and parent.type in _BOOKS
        if is_in_book and self._lacks("bookauthor"):
            self._take("bookauthor", parent.field("author"), place)

    def _take_same(self, parent: Entry, kept: frozenset[str], place: Field | None) -> None:
        """Take fields under their own names, but those that the parent keeps."""
        if not _month_fits(self._fields, parent):
            kept = kept.union(["month"])
        for name, field in islice(parent.fields.items(), _MOST_FIELDS):
            if name not in kept and self._lacks(name):
                self._take(name, field, place)

    def _lacks(self, name: str) -> bool:
        """Whether the entry has neither this field nor its other name (`date` for `year`)."""
        return self._fields.keys().isdisjoint((name, _TWIN.get(name)))

    def _take(self, name: str, field: Field | None, place: Field | None) -> None:
        """Take a field under a name, with its own place or the one that is said."""
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
    takes_title = entry.type == "inbook" and "title" not in fields
    if entry.type in _PARTS and not takes_title:
        return "book"
    return ""


def _month_fits(fields: Mapping[str, Field], parent: Entry) -> bool:
    """Whether the parent's month is of the year that the child has: a month belongs to its year.

    A `date` has a month of its own, or none on purpose.
    """
    if "date" in fields:
        return False
    year = fields.get("year")
    return year is None or year.value == parent.get("year")


def _only_parents(entries: Sequence[Entry], names: Mapping[str, str]) -> frozenset[str]:
    """The keys of entries that only serve as parents."""
    named = {names.get(_bare(entry.get("crossref")).casefold(), "") for entry in entries}
    return frozenset(entry.key for entry in entries if _is_only_parent(entry, named))


def _is_only_parent(entry: Entry, named: Container[str]) -> bool:
    """Whether an entry is no publication; `named` are the keys that a `crossref` names."""
    if entry.type == "xdata":
        return True
    if not entry.get("title"):
        return entry.type == "set" or entry.key.casefold() in named
    return entry.type in CONTAINERS and entry.key.casefold() in named


def _some(names: Sequence[str]) -> str:
    """The first names of several, and how many more there are.

    >>> _some(["a", "b", "c", "d", "e"])
    "'a', 'b', 'c' and 2 more"
    """
    first = ", ".join(map(quote, names[:3]))
    if len(names) > 3:
        first += f" and {len(names) - 3} more"
    return first
