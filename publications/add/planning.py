"""What adding entries makes of a BibTeX file, decided before anything is written.

New entries go where the order of the file says. The published version of a preprint takes the
preprint's place and keeps its key. What the file has already is counted and named; what may be the
same, or cannot be published, is named and left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from publications import bibliography, bibtex
from publications.add import difference, edit
from publications.add.candidates import Candidate, told_of_fields
from publications.add.edit import BibFile, Change
from publications.add.identity import Register
from publications.add.merge import merged
from publications.add.placement import Amendments, Placed, place
from publications.add.verdict import judge
from publications.bibtex import Entry
from publications.diagnostics import printable, quote
from publications.model import titles
from publications.model.new_keys import key_for
from publications.settings import Options


@dataclass(frozen=True, slots=True)
class WaysOut:
    """How the owner asks for something else, as messages say it."""

    keep_both: str = "--keep-both adds this one beside it"
    replace: str = "--yes replaces it"
    other_file: str = "name that file with --bib {}"


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be done with candidates that are, or may be, in the file already.

    `replace`: preprints are replaced by their published versions. `keep_both`: entries of the same
    title or arXiv id are added.
    """

    replace: bool = True
    keep_both: bool = False
    ways_out: WaysOut = field(default_factory=WaysOut)


@dataclass(frozen=True, slots=True)
class Plan:
    """What adding makes of a file: its text, and lines that say what is done and what is not.

    `done`: added or replaced; `known`: in the file already; `problems`: what its owner must decide
    or mend. `new` and `published` are the entries that are added, and those in the place of
    preprints.
    """

    file: BibFile
    text: str
    changes: tuple[Change, ...] = ()
    done: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    new: tuple[Entry, ...] = ()
    published: tuple[Entry, ...] = ()

    @property
    def added(self) -> int:
        """How many entries are added."""
        return len(self.new)

    @property
    def replaced(self) -> int:
        """How many preprints are replaced."""
        return len(self.published)

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        return self._diff(self.changes)

    @property
    def diff_of_replaced(self) -> str:
        """The part of the change that replaces preprints, as a unified diff."""
        return self._diff([change for change in self.changes if change.end > change.start])

    def _diff(self, changes: Sequence[Change]) -> str:
        lines = difference.unified(self.file.text, changes, self.file.name)
        return "\n".join(map(printable, lines))

    def write(self) -> None:
        """Write the file. Raises EditError."""
        self.file.write(self.text)

    def undo(self) -> None:
        """Write the file as it was before; not if it was changed since. Raises EditError."""
        self.file.restore(self.text)


def plan(
    candidates: Iterable[Candidate],
    file: BibFile,
    others: Sequence[Entry] = (),
    options: Options | None = None,
    request: Request | None = None,
    amended: Amendments = MappingProxyType({}),
) -> Plan:
    """What adding the candidates makes of the file; `others` are the entries of other files.

    `amended` are fields that entries of the file get. Raises EditError if the file cannot be
    changed safely.
    """
    reading = bibtex.read(file.text, file.name)
    draft = _Draft.of(file, [*reading[0], *others], request or Request())
    for candidate in candidates:
        draft.take(candidate)
    while True:
        placed = place(
            file, reading, _entries(draft.new).values(), _entries(draft.replaced), amended
        )
        if not placed.changes:
            return draft.plan(placed, {})
        errors, warnings = _findings(placed, file.name, others, options or Options())
        if not errors:
            return draft.plan(placed, warnings)
        draft.refuse(errors)


def _entries(candidates: Mapping[str, Candidate]) -> dict[str, Entry]:
    """The entries of candidates, by the same keys."""
    return {key: candidate.entry for key, candidate in candidates.items()}


def _findings(
    placed: Placed, name: str, others: Sequence[Entry], options: Options
) -> tuple[dict[str, str], dict[str, list[str]]]:
    """What the rules say of the new entries, by key: an error of each, and all warnings."""
    keys = {(name, line): key for key, lines in placed.lines.items() for line in lines}
    entries = bibtex.distinct([*placed.entries, *others])[0]
    errors: dict[str, str] = {}
    warnings: dict[str, list[str]] = {}
    for finding in bibliography.from_entries(entries, [], options.owner).diagnostics:
        key = keys.get((finding.path, finding.line))
        if key is None:
            continue
        if finding.severity == "error":
            errors.setdefault(key, finding.text)
        elif finding.severity == "warning":
            warnings.setdefault(key, []).append(str(finding))
    return errors, warnings


@dataclass(frozen=True, slots=True)
class _Remark:
    """A line about an entry, which is in the file, in another one, or new."""

    entry: Entry
    text: str


@dataclass(slots=True)
class _Draft:
    """Decisions made so far: candidates by the keys that they get, remarks on the others.

    `before` are the entries of the file by key, `names` what messages call the new ones.
    """

    file: BibFile
    request: Request
    register: Register
    taken: set[str]
    before: Mapping[str, Entry]
    names: dict[str, str] = field(default_factory=dict)
    new: dict[str, Candidate] = field(default_factory=dict)
    replaced: dict[str, Candidate] = field(default_factory=dict)
    known: list[_Remark] = field(default_factory=list)
    doubtful: list[_Remark] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, file: BibFile, entries: Sequence[Entry], request: Request) -> _Draft:
        """No decisions yet; `entries` are those of all files."""
        taken = edit.keys(file.text)
        for entry in entries:
            former = entry.get("ids").split(",")
            taken |= {key.strip().lower() for key in (entry.key, *former)}
        before = {entry.key: entry for entry in entries if entry.path == file.name}
        return cls(file, request, Register(entries), taken, before)

    def take(self, candidate: Candidate) -> None:
        """Decide on one more candidate."""
        if candidate.replaces in self.before:
            self._replace(candidate, self.before[candidate.replaces])
            return
        verdict = judge(candidate.entry, self.register, keep_both=self.request.keep_both)
        if verdict.entry is None:
            self._add(candidate)
        elif verdict.kind == "published":
            self._replace(candidate, verdict.entry)
        elif verdict.kind == "known":
            text = f"is there already with the same {verdict.reason}"
            if verdict.reason != "DOI":
                text += f" ({self.request.ways_out.keep_both})"
            self.known.append(_Remark(verdict.entry, text))
        elif verdict.kind == "several":
            text = f"is one of several preprints of {_name(candidate)} (keep one of those on lines"
            self.doubtful.append(_Remark(verdict.entry, f"{text} {verdict.reason})"))
        else:
            text = f"has the same title and {verdict.reason} ({self.request.ways_out.keep_both})"
            self.doubtful.append(_Remark(verdict.entry, text))

    def _add(self, candidate: Candidate) -> None:
        """Take a new entry under a key of its own; later candidates are compared with it."""
        key = key_for(candidate.entry, self.taken)
        self.taken.add(key)
        entry = replace(candidate.entry, key=key, path=self.file.name)
        self.names[key] = _name(candidate)
        self.new[key] = replace(candidate, entry=entry)
        self.register.add(entry)

    def _replace(self, candidate: Candidate, preprint: Entry) -> None:
        """Put a published version in the place of its preprint, in the file or among the new."""
        ways_out = self.request.ways_out
        if preprint.path != self.file.name:
            way_out = ways_out.other_file.format(preprint.path)
            text = f"is a preprint of {_name(candidate)} ({way_out})"
            self.doubtful.append(_Remark(preprint, text))
        elif preprint.key in self.new:
            entry = replace(merged(preprint, candidate.entry), path=self.file.name)
            self.new[preprint.key] = replace(candidate, entry=entry)
            self._register_instead(preprint, entry)
        elif self.request.replace:
            entry = merged(self.before[preprint.key], candidate.entry)
            entry = replace(entry, path=self.file.name)
            self.names[preprint.key] = _name(candidate)
            self.replaced[preprint.key] = replace(candidate, entry=entry)
            self._register_instead(preprint, entry)
        else:
            text = f"is a preprint of {_name(candidate)} ({ways_out.replace})"
            self.doubtful.append(_Remark(preprint, text))

    def _register_instead(self, old: Entry, new: Entry) -> None:
        """Compare later candidates with an entry in the place of the one that it replaces."""
        self.register.remove(old)
        self.register.add(new)

    def refuse(self, errors: Mapping[str, str]) -> None:
        """Leave out what cannot be published, and what was said about others because of it."""
        left_out = set()
        for key, reason in errors.items():
            candidate = self.new.pop(key, None) or self.replaced.pop(key)
            left_out.add(id(candidate.entry))
            self.problems.append(f"{self.names[key]} cannot be published: {reason}")
        for remarks in (self.known, self.doubtful):
            remarks[:] = [remark for remark in remarks if id(remark.entry) not in left_out]

    def plan(self, placed: Placed, warnings: Mapping[str, Sequence[str]]) -> Plan:
        """The decisions, with the lines on which entries are now."""
        lines = {entry.key: entry.line for entry in placed.entries}
        candidates = self.new | self.replaced
        verbs = dict.fromkeys(self.new, "added")
        verbs |= dict.fromkeys(self.replaced, "replaced the preprint")
        done: list[str] = []
        for key in placed.lines:
            candidate = candidates[key]
            title = titles.title_of(candidate.entry).text
            done.append(f"{self.file.name}:{lines[key]}: {verbs[key]} {key}: {title}")
            done += [*warnings.get(key, ()), *candidate.notes]
        done += told_of_fields(candidates.values())
        doubtful = [self._line(remark, lines) for remark in self.doubtful]
        return Plan(
            self.file,
            placed.text,
            placed.changes,
            done=tuple(map(printable, done)),
            known=tuple(self._line(remark, lines) for remark in self.known),
            problems=(*map(printable, self.problems), *doubtful),
            new=tuple(_entries(self.new).values()),
            published=tuple(_entries(self.replaced).values()),
        )

    def _line(self, remark: _Remark, lines: Mapping[str, int]) -> str:
        """A remark with the place of its entry, which `lines` says for those of the file."""
        entry = remark.entry
        line = entry.line
        if entry.path == self.file.name:
            line = lines.get(entry.key, line)
        return printable(f"{entry.path}:{line}: {quote(entry.key)} {remark.text}")


def _name(candidate: Candidate) -> str:
    """What messages call a candidate: its title, or its key where it has none."""
    return quote(titles.title_of(candidate.entry).text or candidate.entry.key)
