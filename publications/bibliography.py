"""All publications of the site, and all findings about them.

`load` reads the files once, applies inheritance, asks the rules, and makes the publications. An
entry with an error is left out and named; everything else is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

from publications import bibtex, disk, rules
from publications.bibtex import Entry, Field
from publications.bibtex.crossref import inherit
from publications.bibtex.fields import Use, used
from publications.diagnostics import Diagnostic, Severity
from publications.model import counts, figures, orcid, people, versions, wording
from publications.model.counts import Fault
from publications.model.links import Link
from publications.model.orcid import PeopleFileError
from publications.model.publication import Publication, keys_of
from publications.model.readings import Readings
from publications.settings import COUNTS, Options, Owner

# Fields in which any word may be a title or a name.
_ANY_WORDS: Final = frozenset(("title", "subtitle", "maintitle", "abbr", "author", "editor", "key"))
_NUMBERS: Final = frozenset(used(Use.BARE | Use.VERBATIM))
_LONGEST_EMPTY: Final = 30
# Further than any date: what is forthcoming comes before all, what has no date after all.
_FIRST = -10_000
_LAST = 10_000


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The publications, newest first, and the findings, by place.

    `by_key` has each publication by its key and by the keys that it had before.
    """

    publications: tuple[Publication, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    by_key: Mapping[str, Publication] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that keep an entry from being published."""
        return self._of("error")

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The findings about what is published all the same."""
        return self._of("warning")

    @property
    def notes(self) -> tuple[Diagnostic, ...]:
        """The findings that ask for nothing: `check` prints them, no build does."""
        return self._of("note")

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """The errors and warnings, which a preview shows until they are mended."""
        return self._of("error", "warning")

    def with_findings(self, findings: Iterable[Diagnostic]) -> Bibliography:
        """The same with more findings."""
        more = tuple(findings)
        if not more:
            return self
        return replace(self, diagnostics=tuple(sorted((*self.diagnostics, *more))))

    def _of(self, *severities: Severity) -> tuple[Diagnostic, ...]:
        """The findings of these severities, by place."""
        return tuple(each for each in self.diagnostics if each.severity in severities)


def load(
    root: Path,
    options: Options,
    docs_dir: Path | None = None,
    readings: Readings | None = None,
) -> Bibliography:
    """Read the files that the options name, relative to `root`.

    No content of the files raises; what is wrong is in `diagnostics`. With `docs_dir` local files
    that entries name are looked for there. `readings` are those of a preview.
    """
    entries, findings = _read_entries(root, options)
    orcids, findings_of_people = _read_people(root, options)
    findings += findings_of_people
    bibliography = from_entries(entries, findings, options.owner, orcids, docs_dir, readings)
    bibliography = bibliography.with_findings(rules.contacts_of_owner(options))
    if options.counts:
        bibliography = _with_counts(bibliography, root)
    return bibliography


def from_entries(
    entries: Sequence[Entry],
    diagnostics: Sequence[Diagnostic],
    owner: Owner,
    orcids: Mapping[str, str] | None = None,
    docs_dir: Path | None = None,
    readings: Readings | None = None,
) -> Bibliography:
    """The bibliography of entries as they were read, with the findings of the reading."""
    complete, parents, findings = inherit(entries)
    complete = list(map(_without_empty, complete))
    findings = [*diagnostics, *findings]
    keys = {key for entry in complete for key in (entry.key, *keys_of(entry.get("ids")))}
    context = rules.Context(owner=owner, docs_dir=docs_dir, keys=frozenset(keys))
    orcids = orcids or {}
    if readings is not None:
        _begin(readings, context, orcids)
    publications: list[Publication] = []
    for position, entry in enumerate(complete):
        if entry.key in parents and not _is_the_owners(entry, owner):
            continue
        publication, findings_of_entry = _read_again(entry, context, orcids, position, readings)
        findings += findings_of_entry
        if publication is not None:
            publications.append(publication)
    for rule in rules.BIBLIOGRAPHY_RULES:
        findings_of_rule = list(rule(publications, context))
        findings += findings_of_rule
        publications = _without_errors(publications, findings_of_rule)
    publications = versions.related(publications, _by_key(publications))
    for related_rule in (rules.retracted_selected, rules.unrelated_version):
        findings += related_rule(publications, context)
    publications.sort(key=_newest_first)
    return Bibliography(tuple(publications), _once(findings), _by_key(publications))


def _read_entries(root: Path, options: Options) -> tuple[list[Entry], list[Diagnostic]]:
    """The entries of all files, and the findings about their text."""
    entries: list[Entry] = []
    findings: list[Diagnostic] = []
    for name in options.bib_file:
        try:
            entries_of_file, findings_of_file = bibtex.read_file(root / name, name)
        except OSError as error:
            findings.append(_unreadable_file(name, error))
            continue
        entries += entries_of_file
        findings += findings_of_file
    if len(options.bib_file) > 1:
        entries, repeated = bibtex.distinct(entries)
        findings += repeated
    return entries, findings


def _read_people(root: Path, options: Options) -> tuple[dict[str, str], list[Diagnostic]]:
    """The ORCIDs by names that people.yml has for them, and the findings about it."""
    if not options.people:
        return {}, []
    path = root / options.people
    try:
        known = orcid.read_people(path)
        orcids = orcid.read_orcids(path)
    except PeopleFileError as error:
        return {}, [_unreadable_people(options.people, error)]
    return orcids, list(rules.malformed_orcid_of_people(options.people, known))


def _without_empty(entry: Entry) -> Entry:
    """The entry with blank fields where they only say that there is nothing: `n/a`, `--`, `??`."""
    blank = {
        name: replace(field, value="")
        for name, field in entry.fields.items()
        if name not in _ANY_WORDS and _is_empty(field)
    }
    if not blank:
        return entry
    return replace(entry, fields={**entry.fields, **blank})


def _is_empty(field: Field) -> bool:
    """Whether a field says nothing; `NA` does where a number is expected."""
    if len(field.value) > _LONGEST_EMPTY:
        return False
    is_number = field.value == "NA" and field.name in _NUMBERS
    return is_number or wording.says_nothing(field.value)


def _is_the_owners(entry: Entry, owner: Owner) -> bool:
    """Whether the owner wrote or edited what other entries take fields from."""
    if entry.type == "xdata" or not owner.name:
        return False
    try:
        authors = people.people_of(entry, "author", owner)
        editors = people.people_of(entry, "editor", owner)
    except people.NameSyntaxError:
        return False
    return authors.has_owner or editors.has_owner


def _begin(readings: Readings, context: rules.Context, orcids: Mapping[str, str]) -> None:
    """Begin a reading of a preview."""
    files = None
    if context.docs_dir is not None:
        files = disk.versions(context.docs_dir)
    conditions = (context.owner, orcids, context.docs_dir)
    readings.begin(*conditions, files=files, keys=context.keys or ())


def _read_again(
    entry: Entry,
    context: rules.Context,
    orcids: Mapping[str, str],
    position: int,
    readings: Readings | None,
) -> tuple[Publication | None, list[Diagnostic]]:
    """What `_read` gives, of the reading before where the entry says the same."""
    if readings is None:
        return _read(entry, context, orcids, position)
    publication = readings.take(entry, position)
    if publication is not None:
        return publication, []
    publication, findings = _read(entry, context, orcids, position)
    if publication is not None and not findings:
        readings.keep(publication)
    return publication, findings


def _read(
    entry: Entry, context: rules.Context, orcids: Mapping[str, str], position: int
) -> tuple[Publication | None, list[Diagnostic]]:
    """The publication, or None if a finding is an error; the findings of this entry."""
    findings: list[Diagnostic] = []
    for rule in rules.ENTRY_RULES:
        findings += rule(entry, context)
    if any(each.severity == "error" for each in findings):
        return None, findings
    try:
        publication = Publication.from_entry(entry, context.owner, orcids, position)
    except people.NameSyntaxError as error:
        return None, [*findings, rules.unreadable_name(entry, error)]
    for publication_rule in rules.PUBLICATION_RULES:
        findings += publication_rule(publication, context)
    if context.docs_dir is not None:
        publication = _with_its_files(publication, context.docs_dir)
    return publication, findings


def _with_its_files(publication: Publication, docs_dir: Path) -> Publication:
    """The publication with the size of its figure, and without what rules have named.

    That is links to files that are missing, and a figure that cannot be shown.
    """
    there = filter(partial(_is_there, docs_dir), publication.links)
    figure = figures.measured(publication.figure, docs_dir)
    return replace(publication, links=tuple(there), figure=figure)


def _is_there(docs_dir: Path, link: Link) -> bool:
    """Whether a link leads elsewhere, or to a file of the docs folder that is there."""
    return not link.local or rules.is_there(docs_dir, link.url)


def _without_errors(
    publications: list[Publication], findings: Iterable[Diagnostic]
) -> list[Publication]:
    """The publications of entries that no error is about."""
    bad = {(each.path, each.line, each.column) for each in findings if each.severity == "error"}
    if not bad:
        return publications
    return [each for each in publications if bad.isdisjoint(each.entry.places())]


def _by_key(publications: Iterable[Publication]) -> dict[str, Publication]:
    """The publications by today's keys, and by earlier ones where no other has them today."""
    by_key: dict[str, Publication] = {}
    for publication in publications:
        by_key.update(dict.fromkeys(publication.ids, publication))
    by_key.update((publication.key, publication) for publication in publications)
    return by_key


def _once(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings by place; one about a field that several entries inherit comes once."""
    first: dict[tuple[str, int, int, str], Diagnostic] = {}
    for each in sorted(findings):
        first.setdefault((each.path, each.line, each.column, each.code), each)
    return tuple(first.values())


def _with_counts(bibliography: Bibliography, root: Path) -> Bibliography:
    """Add to the bibliography how often each publication is cited, and the findings about that."""
    try:
        text = disk.read_text(root / COUNTS)
    except OSError as error:
        fact = f"the file cannot be read: {disk.reason(error)}"
        way_out = "write it by python -m publications watch --counts, or remove the option counts"
        return bibliography.with_findings([_of_counts(Fault(1, fact, way_out))])
    by_doi, faults = counts.read(text)
    publications = tuple(
        replace(each, cited=by_doi.get(each.doi.lower())) for each in bibliography.publications
    )
    bibliography = replace(bibliography, publications=publications, by_key=_by_key(publications))
    return bibliography.with_findings(map(_of_counts, faults))


def _of_counts(fault: Fault) -> Diagnostic:
    """The finding of a fault in counts.yml."""
    code = "unreadable-counts"
    return Diagnostic(COUNTS, fault.line, 1, "warning", code, fault.fact, fault.way_out)


def _unreadable_file(name: str, error: OSError) -> Diagnostic:
    """A finding and no exception, since a preview must survive that refs.bib is renamed."""
    message = f"the file cannot be read: {disk.reason(error)}"
    hint = "bib_file in mkdocs.yml names it"
    return Diagnostic(name, 1, 1, "error", "missing-file", message, hint)


def _unreadable_people(name: str, error: PeopleFileError) -> Diagnostic:
    """The finding that people.yml is not there, or is wrong in a line."""
    if not error.line:
        return Diagnostic(name, 1, 1, "error", "missing-file", error.fact)
    return Diagnostic(name, error.line, 1, "error", "syntax", error.fact)


def _newest_first(publication: Publication) -> tuple[int, int, int, int]:
    """A key to sort by; publications of one date stay in the order of the file."""
    date, position = publication.date, publication.position
    if publication.is_forthcoming:
        return _FIRST, 0, 0, position
    if date is None:
        return _LAST, 0, 0, position
    year, month, day = date.order
    return -year, -month, -day, position
