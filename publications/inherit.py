"""`crossref` and `xdata`: fields that an entry takes from others.

Sources: "BibTeXing" on `crossref` (an entry takes what it lacks); the biblatex manual on
`crossref`, `xdata` and, in its
appendix "Default Inheritance Setup", on what a title becomes in the child.
Parents may stand before or after their children and have parents themselves (biber); keys are
matched without regard to case (BibTeX).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from publications.diagnostics import Diagnostic, quote
from publications.entries import Entry, Field

# Types that hold other entries. One of these is only a parent once an entry refers to it.
CONTAINERS = frozenset(
    {
        "book",
        "collection",
        "mvbook",
        "mvcollection",
        "mvproceedings",
        "mvreference",
        "periodical",
        "proceedings",
        "reference",
    }
)

# biblatex's own exceptions (appendix B, `\noinherit`), and `key`, BibTeX's for a missing author.
_OWN = frozenset(
    {
        "crossref",
        "entryset",
        "entrysubtype",
        "execute",
        "ids",
        "key",
        "label",
        "options",
        "presort",
        "related",
        "relatedoptions",
        "relatedstring",
        "relatedtype",
        "shorthand",
        "shorthandintro",
        "sortkey",
        "xdata",
        "xref",
    }
)

# What describes or identifies the parent itself. biblatex lets a child take these, BibTeX too where
# a style knows them; a paper under the DOI, the link or the abstract of its proceedings is wrong.
_PARENTS = frozenset(
    {
        "abstract",
        "addendum",
        "additional_info",
        "altmetric",
        "annotation",
        "annote",
        "arxiv",
        "archiveprefix",
        "author+an",
        "award",
        "award_name",
        "bibsource",
        "bibtex_show",
        "biburl",
        "blog",
        "code",
        "data",
        "dimensions",
        "doi",
        "editor+an",
        "eprint",
        "eprintclass",
        "eprinttype",
        "file",
        "google_scholar_id",
        "html",
        "indexsorttitle",
        "indextitle",
        "keywords",
        "model",
        "pages",
        "pagetotal",
        "pdf",
        "poster",
        "preview",
        "primaryclass",
        "selected",
        "shorttitle",
        "slides",
        "sorttitle",
        "summary",
        "supp",
        "timestamp",
        "url",
        "urldate",
        "video",
        "website",
    }
)

_TITLES = ("title", "subtitle", "titleaddon")

# Names of one thing: who has one of them lacks none.
_ALIASES = (
    ("journaltitle", "journal"),
    ("location", "address"),
    ("institution", "school"),
    ("date", "year"),
    ("eprinttype", "archiveprefix"),
    ("eprintclass", "primaryclass"),
    ("annotation", "annote"),
    ("file", "pdf"),
)
_ALIAS = {name: other for pair in _ALIASES for name, other in (pair, pair[::-1])}

# An entry takes no more fields than biblatex knows: a thousand children of a parent with a thousand
# fields of its own invention are a million otherwise.
_MOST = 200


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
    parents = {key: list(_parents(entry, by_key)) for key, entry in by_key.items()}
    diagnostics = list(_undefined(entries, by_key))
    done: dict[str, Entry] = {}
    cyclic: set[str] = set()
    for group in _groups(parents):
        if len(group) > 1 or group[0] in parents[group[0]]:
            cyclic.update(group)
            diagnostics.append(_cycle(group, by_key, entries))
            continue
        entry = by_key[group[0]]
        for key in parents[group[0]]:
            if key not in cyclic:
                entry = _take(entry, done[key])
        done[group[0]] = entry
    listed = [done[key] for key in by_key if key in done]
    return listed, _only_parents(listed), sorted(diagnostics)


def _references(entry: Entry) -> Iterator[tuple[Field, str]]:
    """Each key that the entry takes fields from. biber resolves `xdata` first."""
    for name in ("xdata", "crossref"):
        field = entry.field(name)
        if field is None:
            continue
        keys = field.value.split(",") if name == "xdata" else [field.value]
        for key in dict.fromkeys(key.strip() for key in keys):
            if key:
                yield field, key


def _parents(entry: Entry, by_key: Mapping[str, Entry]) -> Iterator[str]:
    for _, key in _references(entry):
        if key.casefold() in by_key:
            yield key.casefold()


def _undefined(entries: Sequence[Entry], by_key: Mapping[str, Entry]) -> Iterator[Diagnostic]:
    """A parent that is not there, which BibTeX and biber warn of.

    It has no code of its own; like an undefined `@string` it is a name that stands for nothing.
    """
    for entry in entries:
        for field, key in _references(entry):
            if key.casefold() not in by_key:
                yield Diagnostic(
                    entry.path,
                    field.line,
                    field.column,
                    "warning",
                    "undefined-string",
                    f"{field.name} of {quote(entry.key)} names {quote(key)}, which is not defined",
                    "correct the key, or add that entry",
                )


def _groups(parents: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Groups of entries that refer to each other, each after the groups that it refers to.

    Tarjan's strongly connected components, without recursion.
    """
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for root in parents:
        if root in index:
            continue
        work = [(root, iter(parents[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            key, rest = work[-1]
            for parent in rest:
                if parent not in index:
                    index[parent] = low[parent] = len(index)
                    stack.append(parent)
                    on_stack.add(parent)
                    work.append((parent, iter(parents[parent])))
                    break
                if parent in on_stack:
                    low[key] = min(low[key], index[parent])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[key])
                if low[key] == index[key]:
                    group: list[str] = []
                    while not group or group[-1] != key:
                        group.append(stack.pop())
                        on_stack.discard(group[-1])
                    yield group


def _cycle(
    group: Sequence[str], by_key: Mapping[str, Entry], entries: Sequence[Entry]
) -> Diagnostic:
    members = set(group)
    cycle = [entry for entry in entries if entry.key.casefold() in members]
    first = cycle[0]
    field = next(field for field, key in _references(first) if key.casefold() in members)
    names = ", ".join(quote(entry.key) for entry in cycle[:3])
    if len(cycle) > 3:
        names += f" and {len(cycle) - 3} more"
    message = f"{names} refer to each other through {field.name}, and are left out"
    if len(cycle) == 1:
        message = f"{names} refers to itself through {field.name}, and is left out"
    return Diagnostic(
        first.path,
        field.line,
        field.column,
        "error",
        "cyclic-crossref",
        message,
        "remove one of the references",
    )


def _take(entry: Entry, parent: Entry) -> Entry:
    """The entry with the fields of `parent` that it lacks."""
    offered: Iterator[tuple[str, Field]]
    if parent.type == "xdata":
        offered = ((name, field) for name, field in parent.fields.items() if name not in _OWN)
    else:
        offered = _offered(entry, parent)
    own = entry.fields
    taken: dict[str, Field] = {}
    for name, field in offered:
        if name in own or name in taken:
            continue
        alias = _ALIAS.get(name)
        if alias in own or (name == "month" and not _month_fits(entry, parent)):
            continue
        taken[name] = _placed(field, name, entry, parent)
        if len(taken) == _MOST:
            break
    return replace(entry, fields={**own, **taken}) if taken else entry


def _offered(entry: Entry, parent: Entry) -> Iterator[tuple[str, Field]]:
    """What a `crossref` hands down: fields under their own names, then titles under the child's."""
    prefix = _title_prefix(entry, parent)
    for name, field in parent.fields.items():
        if name in _OWN or name in _PARENTS or (prefix and name in _TITLES):
            continue
        yield name, field
    if prefix:
        for name in _TITLES:
            if name in parent.fields:
                yield prefix + name, parent.fields[name]
    books = entry.type in _PARTS_OF_BOOKS and parent.type in {"book", "mvbook"}
    if books and "author" in parent.fields:
        yield "bookauthor", parent.fields["author"]


_PARTS_OF_BOOKS = frozenset({"inbook", "bookinbook", "suppbook"})
_PARTS = _PARTS_OF_BOOKS | {
    "conference",
    "incollection",
    "inproceedings",
    "inreference",
    "suppcollection",
}


def _title_prefix(entry: Entry, parent: Entry) -> str:
    """What the parent's title is to the child: biblatex's table, for more pairs than it has.

    BibTeX's `@inbook` bears the title of its book (the part is told by `chapter` and `pages`), so
    one without a title takes it as it is.
    """
    if parent.type.startswith("mv"):
        return "main"
    if entry.type in {"article", "suppperiodical"}:
        return "journal" if parent.type == "periodical" else ""
    if entry.type == "inbook" and not entry.get("title"):
        return ""
    return "book" if entry.type in _PARTS else ""


def _month_fits(entry: Entry, parent: Entry) -> bool:
    """A month belongs to a year: not to a date, nor to another year than the parent's."""
    if "date" in entry.fields:
        return False
    return "year" not in entry.fields or entry.get("year") == parent.get("year")


def _placed(field: Field, name: str, entry: Entry, parent: Entry) -> Field:
    """The field under its new name; from another file its place is where the parent is named."""
    if entry.path == parent.path:
        return field if field.name == name else replace(field, name=name)
    by = next(by for by, key in _references(entry) if key.casefold() == parent.key.casefold())
    return Field(name, field.value, by.line, by.column)


def _only_parents(entries: Sequence[Entry]) -> frozenset[str]:
    named = {
        field.value.strip().casefold() for entry in entries if (field := entry.field("crossref"))
    }
    return frozenset(
        entry.key
        for entry in entries
        if entry.type == "xdata"
        or (entry.key.casefold() in named and (entry.type in CONTAINERS or not entry.get("title")))
    )
