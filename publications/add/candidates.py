"""Adding publications to refs.bib: identifier or BibTeX -> a clean entry at the end of the file.

What is there already is refused with its line; the published version of a preprint that is there
takes the preprint's place and keeps its key.  All entries of one call are added, or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from publications import bibliography, bibtex, tex
from publications.add import answers, edit, fetch
from publications.add.clean import clean, identified, key_for, mend_people
from publications.add.edit import BibFile, EditError
from publications.add.fetch import FetchError, Services
from publications.bibtex import Entry, writer
from publications.bibtex.crossref import inherit
from publications.diagnostics import printable, quote
from publications.model import identifiers, publication
from publications.settings import Options

# Fields that say where and when the preprint was; the published version has its own or none.
_OF_PREPRINT: Final = frozenset((
    "journal", "journaltitle", "booktitle", "volume", "number", "pages", "eid", "publisher",
    "howpublished", "institution", "year", "month", "day", "date", "pubstate", "doi", "type",
    "version",
))  # fmt: skip
_PENDING: Final = re.compile(
    r".*\b(?:arxiv|preprint|under review|submitted|in press|to appear|accepted|forthcoming)\b.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clean entry that may be added, and a line for whoever asked, or none."""

    entry: Entry
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What adding would make of the file: its text, what is done, why it cannot be done."""

    file: BibFile
    text: str
    done: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    merges: int = 0

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        return "\n".join(map(printable, edit.diff(self.file.text, self.text, self.file.name)))

    def write(self) -> None:
        """Write the file.  Raises EditError."""
        self.file.write(self.text)


def from_identifiers(words: Iterable[str], services: Services) -> tuple[list[Candidate], list[str]]:
    """The entries that services have for identifiers, and a line for each that has none."""
    candidates: list[Candidate] = []
    problems: list[str] = []
    for word in words:
        try:
            answer = fetch.fetch(fetch.recognise(word), services)
        except FetchError as error:
            problems.append(str(error))
        else:
            candidates.append(Candidate(clean(answer.entry), answer.note))
    return candidates, problems


def from_text(text: str) -> tuple[list[Candidate], list[str]]:
    """The entries of BibTeX that somebody pasted, and a line for each thing wrong in it.

    An entry takes what it has from a `crossref` that was pasted with it (dblp's export is so).
    """
    entries, problems = answers.entries_of(text)
    if not entries and not problems:
        return [], ["standard input: no BibTeX entry"]
    complete, parents, _ = inherit(entries)
    pasted = {entry.key.lower() for entry in entries}
    candidates = []
    for entry in complete:
        if entry.key in parents:
            continue
        values = entry.values()
        if values.get("crossref", "").lower() in pasted:
            del values["crossref"]
        whole = writer.make(entry.type, entry.key, values)
        candidates.append(Candidate(clean(whole, pasted=True)))
    return candidates, list(problems)


def plan(
    candidates: Sequence[Candidate],
    file: BibFile,
    others: Sequence[Entry] = (),
    options: Options | None = None,
    *,
    keep_both: bool = False,
) -> Plan:
    """What adding the candidates would make of the file; `others` are the entries of other files.

    Total: what stands in the way is in `problems`.
    """
    made = Plan(file, file.text)
    for candidate in candidates:
        try:
            made = _with(made, candidate, others, options or Options(), keep_both)
        except EditError as error:
            made = replace(made, problems=(*made.problems, printable(str(error))))
    return made


def _with(
    made: Plan, candidate: Candidate, others: Sequence[Entry], options: Options, keep_both: bool
) -> Plan:
    """The plan with one more candidate.  Raises EditError."""
    new = candidate.entry
    here, _ = bibtex.read(made.text, made.file.name)
    preprint = _already_there(new, [*here, *others], keep_both)
    if preprint is None:
        taken = edit.keys(made.text) | {entry.key.lower() for entry in others}
        new = replace(new, key=key_for(new, taken))
        text = edit.appended(made.text, new)
    elif preprint.path != made.file.name:
        raise EditError(
            f"{preprint.path}:{preprint.line}: {quote(preprint.key)} is its preprint"
            f" (name that file with --bib {preprint.path})"
        )
    else:
        old = next(entry for entry in here if entry.key == preprint.key)
        new = merged(old, new)
        text = edit.replaced(made.text, old, new)
    done = _findings(text, new.key, made.file.name, options)
    verb = "added" if preprint is None else "replaced the preprint"
    placed = next(e for e in bibtex.read(text, made.file.name)[0] if e.key == new.key)
    title = publication.title_of(new).text
    line = f"{made.file.name}:{placed.line}: {verb} {new.key}: {title}"
    return replace(
        made,
        text=text,
        done=(*made.done, *map(printable, filter(None, (line, *done, candidate.note)))),
        merges=made.merges + (preprint is not None),
    )


def _findings(text: str, key: str, name: str, options: Options) -> list[str]:
    """The warnings about the entry of this key.  Raises EditError for an error."""
    complete, _, _ = inherit(bibtex.read(text, name)[0])
    entry = next(entry for entry in complete if entry.key == key)
    found = bibliography.from_entries([entry], [], options.owner)
    for wrong in found.errors:
        raise EditError(f"{quote(key)} cannot be published: {wrong.text}")
    return [str(warning) for warning in found.warnings]


def _already_there(new: Entry, entries: Sequence[Entry], keep_both: bool) -> Entry | None:
    """The preprint that `new` is the published version of, or None.

    Raises EditError where another entry is the same publication.
    """
    complete, parents, _ = inherit(entries)
    wanted = _identity(new)
    same: list[tuple[str, Entry]] = []
    for entry in complete:
        if entry.key in parents:
            continue
        identity = _identity(entry)
        for name, value in wanted.items():
            if value and identity[name] == value:
                same.append((name, entry))
                break
    for name, entry in same:
        if name == "DOI":
            raise _refused(entry, name)
    if keep_both:
        return None
    for name, entry in same:
        if _is_preprint(new) or not _is_preprint(entry):
            raise _refused(entry, name, "--keep-both adds it beside that one")
    if len(same) > 1:
        lines = " and ".join(str(entry.line) for _, entry in same)
        raise EditError(f"{same[0][1].path}: lines {lines} are both its preprints (remove one)")
    return same[0][1] if same else None


def _refused(entry: Entry, name: str, hint: str = "") -> EditError:
    way_out = f" ({hint})" if hint else ""
    place = f"{entry.path}:{entry.line}:{entry.column}"
    return EditError(f"{place}: {quote(entry.key)} is there with the same {name}{way_out}")


def _identity(entry: Entry) -> Mapping[str, str]:
    """What tells that two entries are one publication, the surest first."""
    doi = publication.doi_of(entry)
    return {
        "DOI": "" if identifiers.arxiv_in_doi(doi) else doi.lower(),
        "arXiv id": identifiers.unversioned(publication.arxiv_of(entry)),
        "title": publication.title_of(entry).search,
    }


def _is_preprint(entry: Entry) -> bool:
    return publication.only_preprint(entry, publication.arxiv_of(entry))


def merged(preprint: Entry, published: Entry) -> Entry:
    """The published version under the preprint's key, with what its owner has written there.

    Where and when it came out is the published version's; its arXiv id, and every field that says
    nothing of that, stay; so do title and authors, unless the published ones are others.
    """
    old = identified(preprint).values()
    new = published.values()
    values = {
        name: value
        for name, value in old.items()
        if name not in _OF_PREPRINT and not (name == "note" and _PENDING.fullmatch(value))
    }
    for name, value in new.items():
        if name in values and (name not in ("title", "author") or _same(name, value, values[name])):
            continue
        values[name] = value
    return writer.make(published.type, preprint.key, values)


def _same(name: str, value: str, other: str) -> bool:
    """Whether two titles, or two lists of authors, are one but for their spelling."""
    if name == "author":
        value, other = mend_people(value), mend_people(other)
    return tex.parse(value).search == tex.parse(other).search
