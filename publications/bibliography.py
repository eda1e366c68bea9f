"""All publications of the site, and all that is wrong with them.

`load` reads the files once, applies inheritance, asks the rules, and makes the publications.  An
entry with an error is left out and named; everything else is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from publications import bibtex, rules
from publications.bibtex import Entry
from publications.bibtex.crossref import inherit
from publications.diagnostics import Diagnostic
from publications.model import orcid, people
from publications.model.orcid import Known, PeopleFileError
from publications.model.publication import Publication
from publications.settings import Options, Owner


@dataclass(frozen=True, slots=True)
class Library:
    """The publications, newest first, and the findings, by place.

    `by_key` knows them by the keys that they had before as well.
    """

    publications: tuple[Publication, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    by_key: Mapping[str, Publication] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that keep an entry from being published."""
        return tuple(d for d in self.diagnostics if d.severity == "error")

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The findings that do not."""
        return tuple(d for d in self.diagnostics if d.severity == "warning")

    @property
    def notes(self) -> tuple[Diagnostic, ...]:
        """The findings that ask for nothing: `check` prints them, no build does."""
        return tuple(d for d in self.diagnostics if d.severity == "note")

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """The errors and warnings, which a preview shows until they are mended."""
        return tuple(d for d in self.diagnostics if d.severity != "note")

    def with_findings(self, found: Iterable[Diagnostic]) -> Library:
        """The same, and findings that others have made about it."""
        return replace(self, diagnostics=tuple(sorted((*self.diagnostics, *found))))


def load(root: Path, options: Options, docs_dir: Path | None = None) -> Library:
    """Read the files that the options name, relative to `root`.

    Nothing in the files raises; what is wrong is in `diagnostics`.  With `docs_dir` local files
    that entries name are looked for there.
    """
    entries: list[Entry] = []
    diagnostics: list[Diagnostic] = []
    for name in options.bib_file:
        try:
            found, wrong = bibtex.read_file(root / name, name)
        except OSError as error:
            found, wrong = [], [_unreadable_file(name, error)]
        entries += found
        diagnostics += wrong
    if len(options.bib_file) > 1:
        entries, repeated = bibtex.distinct(entries)
        diagnostics += repeated
    orcids: Mapping[str, str] = {}
    known: tuple[Known, ...] = ()
    if options.people:
        try:
            known = orcid.read_people(root / options.people)
            orcids = orcid.read_orcids(root / options.people)
        except PeopleFileError as error:
            diagnostics.append(_unreadable_people(options.people, error))
    diagnostics += rules.malformed_orcid_of_people(options.people, known)
    library = from_entries(entries, diagnostics, options.owner, orcids, docs_dir)
    return library.with_findings(rules.contacts_of_owner(options))


def from_entries(
    entries: Sequence[Entry],
    diagnostics: Sequence[Diagnostic],
    owner: Owner,
    orcids: Mapping[str, str] | None = None,
    docs_dir: Path | None = None,
) -> Library:
    """The library of entries as they were read, with the findings of the reading."""
    complete, parents, wrong = inherit(entries)
    found = [*diagnostics, *wrong]
    context = rules.Context(owner=owner, docs_dir=docs_dir)
    publications: list[Publication] = []
    for position, entry in enumerate(complete):
        if entry.key in parents and not _is_the_owners(entry, owner):
            continue
        publication, wrong = _publication(entry, context, orcids or {}, position)
        found += wrong
        if publication is not None:
            publications.append(publication)
    for rule in rules.LIBRARY_RULES:
        wrong = list(rule(publications, context))
        found += wrong
        bad = {(d.path, d.line, d.column) for d in wrong if d.severity == "error"}
        if bad:
            publications = [p for p in publications if bad.isdisjoint(_places(p.entry))]
    publications.sort(key=_newest_first)
    by_key = {key: p for p in publications for key in p.ids} | {p.key: p for p in publications}
    return Library(tuple(publications), _once(found), by_key)


def _is_the_owners(entry: Entry, owner: Owner) -> bool:
    """Whether the owner wrote or edited what other entries take fields from."""
    if entry.type == "xdata" or not owner.name:
        return False
    try:
        names = [people.parse_people(entry.get(role), owner=owner) for role in ("author", "editor")]
    except people.NameSyntaxError:
        return False
    return any(person.owner for found in names for person in found.persons)


def _publication(
    entry: Entry, context: rules.Context, orcids: Mapping[str, str], position: int
) -> tuple[Publication | None, list[Diagnostic]]:
    """The publication, or None if a finding is an error; the findings of this entry."""
    found = [d for rule in rules.ENTRY_RULES for d in rule(entry, context)]
    if any(d.severity == "error" for d in found):
        return None, found
    try:
        publication = Publication.from_entry(entry, context.owner, orcids, position)
    except people.NameSyntaxError as error:
        return None, [*found, rules.unreadable_name(entry, error)]
    found += [d for rule in rules.PUBLICATION_RULES for d in rule(publication, context)]
    return _without_dead_links(publication, context.docs_dir), found


def _without_dead_links(publication: Publication, docs_dir: Path | None) -> Publication:
    """No link to a file that is not there: a rule has named it, and no reader shall follow it."""
    links = publication.links
    if docs_dir is None or not any(link.local for link in links):
        return publication
    there = tuple(link for link in links if not link.local or rules.is_there(docs_dir, link.url))
    return publication if len(there) == len(links) else replace(publication, links=there)


def _places(entry: Entry) -> Iterator[tuple[str, int, int]]:
    """Where an error may stand that is this entry's: at it, or at one of its fields."""
    yield entry.path, entry.line, entry.column
    for given in entry.fields.values():
        yield entry.path, given.line, given.column


def _once(found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings by place; one about a field that several entries inherit comes once."""
    first: dict[tuple[str, int, int, str], Diagnostic] = {}
    for diagnostic in sorted(found):
        place = diagnostic.path, diagnostic.line, diagnostic.column
        first.setdefault((*place, diagnostic.code), diagnostic)
    return tuple(first.values())


def _unreadable_file(name: str, error: OSError) -> Diagnostic:
    """A preview must survive that refs.bib is renamed, so this is a finding and no exception."""
    message = f"the file cannot be read: {error.strerror or error}"
    hint = "bib_file in mkdocs.yml names it"
    return Diagnostic(name, 1, 1, "error", "missing-file", message, hint)


def _unreadable_people(name: str, error: PeopleFileError) -> Diagnostic:
    code = "syntax" if error.line else "missing-file"
    return Diagnostic(name, error.line or 1, 1, "error", code, error.fact)


def _newest_first(publication: Publication) -> tuple[int, int, int, int]:
    """What is forthcoming before all, what has no date behind all; file order among equals."""
    if publication.date is None:
        return -10_000 if publication.is_forthcoming else 10_000, 0, 0, publication.position
    year, month, day = publication.date.order
    return -year, -month, -day, publication.position
