"""The command `new`: write the repository of a new site, for somebody's BibTeX file or ORCID."""

from __future__ import annotations

import argparse
import errno
import os
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from publications import bibliography, bibtex, disk, output, starter
from publications.add.services import Services
from publications.bibtex import Entry
from publications.diagnostics import Diagnostic
from publications.model.names import NameSyntaxError, read_names
from publications.model.orcid import bare_orcid
from publications.output import complain, say
from publications.settings import Options, OptionsError, Owner
from publications.starter import Answers, Record, RecordError
from publications.watch.asking import Asker, agent_of

_Value = TypeVar("_Value")
_TOLD: Final = "write --name NAME, --orcid ID or --bib FILE"
_OF_RECORD: Final = "The name is that of the ORCID record {1}: {0} (change it in mkdocs.yml)."
_OF_AUTHOR: Final = "The name was guessed: {0}, the most frequent author (change it in mkdocs.yml)."
_OF_MANY: Final = (
    "The site is called {0}, the most frequent author; a guess, since most entries are of others"
    " (write the owner's name into mkdocs.yml)."
)
#: As many findings about the file are shown; `check` has all.
_MOST_FINDINGS: Final = 10


class _InputError(ValueError):
    """A file or folder that cannot be taken; the message is one line that says why."""


@dataclass(frozen=True, slots=True)
class _Bibliography:
    """The owner's BibTeX file: its bytes, and the entries in them, with inheritance applied."""

    data: bytes
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class _Told:
    """What the owner has said; empty or None where nothing."""

    folder: Path
    name: str = ""
    orcid: str = ""
    bibliography: _Bibliography | None = None

    @property
    def entries(self) -> Sequence[Entry]:
        """The entries of the file."""
        if self.bibliography is None:
            return ()
        return self.bibliography.entries


@dataclass(frozen=True, slots=True)
class _Name:
    """The owner's name, the other names of their record, and how it was guessed, as a sentence.

    `is_owners` is not set for the most frequent author of a file that is not one person's.
    """

    name: str
    others: tuple[str, ...] = ()
    guess: str = ""
    is_owners: bool = True


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = (
        "Write a new site into a folder: pages, settings, and the publications of a BibTeX file,"
        " which is taken as it is, or of an ORCID record. In a terminal, what is missing is asked."
    )
    parser.add_argument("folder", nargs="?", metavar="DIR", help="a new folder, or an empty one")
    parser.add_argument("--bib", metavar="FILE", help="the BibTeX file that becomes refs.bib")
    parser.add_argument(
        "--orcid", metavar="ID", help="your ORCID; its works where no FILE is named"
    )
    parser.add_argument(
        "--name", help="your name; default: that of the ORCID record, or the most frequent author"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the site; 1 if a folder, a file or a service does not allow it."""
    try:
        told = _told(arguments)
        asker = Asker(Services.of(os.environ), agent_of("", ""))
        name = _name(told, asker)
        owner = _owner(told, name)
        record = _record(told, name, asker)
        answers = Answers(name.name, owner, _bibliography(told, record))
        files = starter.site_files(answers)
        disk.create(told.folder, files)
    except (_InputError, RecordError) as error:
        complain(f"error: {error}")
        return 1
    except EOFError:
        complain("\nerror: no answer; nothing is written")
        return 1
    for line in _report(told.folder, owner, name, record, len(files)):
        say(line)
    output.flush()
    return 0


# ------------------------------------------------------------------ what the owner says


def _told(arguments: argparse.Namespace) -> _Told:
    """What the command line says; in a terminal, what is missing is asked.

    Raises OptionsError, _InputError, and EOFError where there is no answer.
    """
    told = _Told(_answered(arguments.folder, "Folder of the new site", _folder))
    if arguments.name is not None:
        told = replace(told, name=_person(arguments.name))
    if arguments.orcid is not None:
        told = replace(told, orcid=_orcid(arguments.orcid))
    if arguments.bib is not None:
        told = replace(told, bibliography=_file(arguments.bib))
    if told.name or told.orcid or told.bibliography:
        return told
    if not sys.stdin.isatty():
        raise OptionsError(f"nothing is said of whose site it is ({_TOLD})")
    return replace(
        told,
        bibliography=_asked("Your BibTeX file (Enter for none)", _file, None),
        orcid=_asked("Your ORCID (Enter for none)", _orcid, ""),
    )


def _answered(word: str | None, question: str, read: Callable[[str], _Value]) -> _Value:
    """What `read` makes of a word of the command line, or else of an answer.

    Raises OptionsError where there is neither, and EOFError.
    """
    if word is not None:
        return read(word)
    if not sys.stdin.isatty():
        raise OptionsError(f"missing: {question[0].lower()}{question[1:]}")
    answer = None
    while answer is None:
        answer = _asked(question, read, None)
    return answer


def _asked(question: str, read: Callable[[str], _Value], nothing: _Value) -> _Value:
    """What `read` makes of an answer, asked for again where that fails; `nothing` of an empty one.

    Raises EOFError.
    """
    while True:
        answer = input(f"{question}: ").strip()
        if not answer:
            return nothing
        try:
            return read(answer)
        except (_InputError, OptionsError) as error:
            complain(f"error: {error}")


def _folder(word: str) -> Path:
    """A folder that is new or empty. Raises OptionsError, _InputError."""
    if not word:
        raise OptionsError("the folder of the new site has no name")
    try:
        path = Path(word).expanduser()
        disk.require_empty(path)
    except OSError as error:
        if error.errno == errno.ENOTEMPTY:
            raise _InputError(f"{word} is not empty (name a new folder)") from None
        raise _InputError(f"{error.filename}: {error.strerror}") from None
    except RuntimeError as error:  # no home folder
        raise _InputError(f"{word}: {error}") from None
    return path


def _file(word: str) -> _Bibliography:
    """A BibTeX file. Raises _InputError."""
    try:
        data = disk.read(Path(word).expanduser())
    except OSError as error:
        raise _InputError(f"{word}: cannot be read: {error.strerror or error}") from None
    except RuntimeError as error:  # no home folder
        raise _InputError(f"{word}: cannot be read: {error}") from None
    entries, _ = bibtex.read_data(data, word)
    complete, parents, _ = bibtex.inherit(entries)
    return _Bibliography(data, [entry for entry in complete if entry.key not in parents])


def _orcid(word: str) -> str:
    """An ORCID. Raises OptionsError."""
    number = bare_orcid(word)
    if not number:
        raise OptionsError(
            f"'{word}' is no ORCID, or a digit of it is wrong (an ORCID: 0000-0002-1825-0097)"
        )
    return number


def _person(word: str) -> str:
    """The name of one person, given name first. Raises OptionsError."""
    try:
        persons, others = read_names(" ".join(word.split()))
    except NameSyntaxError as error:
        raise OptionsError(str(error)) from None
    if len(persons) != 1 or others or not persons[0][1].name.isprintable():
        raise OptionsError(f"'{word}' is not the name of one person (write --name 'Given Family')")
    return persons[0][1].name


# ------------------------------------------------------------------ what follows from it


def _name(told: _Told, asker: Asker) -> _Name:
    """The owner's name: as it is told, as ORCID has it, or that of the most frequent author.

    Raises OptionsError, RecordError, and EOFError where there is no answer.
    """
    if told.name:
        return _Name(told.name)
    if told.orcid:
        try:
            name, *others = starter.names_of(told.orcid, asker) or ("",)
        except RecordError as error:
            if told.bibliography is None:
                raise
            complain(f"{error}")
        else:
            if name:
                return _Name(name, tuple(others), _OF_RECORD.format(name, told.orcid))
    guess = starter.most_frequent(told.entries)
    if guess.name and guess.is_of_most:
        return _Name(guess.name, guess=_OF_AUTHOR.format(guess.name))
    if guess.name:
        return _Name(guess.name, guess=_OF_MANY.format(guess.name), is_owners=False)
    if not sys.stdin.isatty():
        raise OptionsError("nothing says the owner's name (write --name NAME)")
    return _Name(_answered(None, "Your name", _person))


def _owner(told: _Told, name: _Name) -> Owner:
    """The owner, with the spellings of the file among the aliases."""
    if not name.is_owners:
        return Owner(orcid=told.orcid)
    owner = Owner(name=name.name, orcid=told.orcid, aliases=name.others)
    spellings = starter.spellings(told.entries, owner)
    return replace(owner, aliases=tuple(dict.fromkeys((*name.others, *spellings))))


def _record(told: _Told, name: _Name, asker: Asker) -> Record | None:
    """The works of the ORCID record, where no file is named. Raises RecordError."""
    if not told.orcid or told.bibliography is not None:
        return None
    owner = Owner(name=name.name, orcid=told.orcid, aliases=name.others)
    return starter.record_of(owner, asker, date.today().isocalendar().week)


def _bibliography(told: _Told, record: Record | None) -> bytes | None:
    """The bytes of refs.bib; None where there is no publication to begin with."""
    if told.bibliography is not None:
        return told.bibliography.data
    if record is None or not record.works:
        return None
    return record.bibtex.encode()


# ------------------------------------------------------------------ what is said


def _report(
    folder: Path, owner: Owner, name: _Name, record: Record | None, files: int
) -> Iterator[str]:
    """Lines on what was written, what is doubtful, and what to do next."""
    library = bibliography.load(folder, Options(owner=owner), folder / "docs")
    yield f"{folder} is written: {files} files, {len(library.publications)} publications"
    if name.guess:
        yield name.guess
    if record is not None:
        yield from record.failures
        yield from _listed("Not in refs.bib, since these may not be yours", record.doubts)
    yield from _listed("Errors in refs.bib, which stop a build", _first(library.errors))
    yield from _listed("Warnings of refs.bib", _first(library.warnings))
    yield "Next:"
    yield f"  cd {shlex.quote(str(folder))}"
    yield "  python3 -m venv .venv && . .venv/bin/activate && pip install -r requirements.txt"
    yield "  mkdocs serve"
    yield "README.md there says how to change and publish the site."


def _first(findings: Sequence[Diagnostic]) -> list[str]:
    """Lines on findings, a few of many."""
    lines = [str(finding) for finding in findings[:_MOST_FINDINGS]]
    if len(findings) > len(lines):
        lines.append(f"and {len(findings) - len(lines)} more: python -m publications check")
    return lines


def _listed(heading: str, lines: Sequence[str]) -> Iterator[str]:
    """Lines below a heading; nothing where there are none."""
    if lines:
        yield f"{heading}:"
        yield from (f"  {line}" for line in lines)
