"""The command `new`: write the repository of a new site, for somebody's BibTeX file or ORCID."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from publications import disk, output
from publications.add.services import Services
from publications.bibliography import load
from publications.diagnostics import Diagnostic
from publications.output import complain, say
from publications.settings import Options, OptionsError, Owner
from publications.starter import inputs
from publications.starter.files import Answers, site_files
from publications.starter.inputs import InputError, Told
from publications.starter.orcid import Record, RecordError, record_of
from publications.starter.owner import Name, name_of
from publications.watch.asking import Asker, agent_of

_Value = TypeVar("_Value")
#: As many findings about a file are shown, and all about a record; `check` has all.
_MOST_FINDINGS: Final = 10


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
        name = name_of(told, asker) or _asked_name(told)
        owner = name.owner(told)
        record = None
        if told.orcid and told.bibliography is None:
            record = record_of(owner, asker, date.today().isocalendar().week)
        files = site_files(Answers(name.name, owner, _bibliography(told, record)))
        disk.create(told.folder, files)
    except (InputError, RecordError) as error:
        complain(f"error: {error}")
        return 1
    except EOFError:
        complain("\nerror: no answer; nothing is written")
        return 1
    for line in _report(told, len(files), owner, name, record):
        say(line)
    output.flush()
    return 0


def _bibliography(told: Told, record: Record | None) -> bytes | None:
    """The bytes of refs.bib; None where there is no publication to begin with."""
    if told.bibliography is not None:
        return told.bibliography.data
    if record is None or not record.works:
        return None
    return record.bibtex.encode()


# ------------------------------------------------------------------ what is asked


def _told(arguments: argparse.Namespace) -> Told:
    """What the command line says; in a terminal, what is missing is asked.

    Raises OptionsError, InputError, and EOFError where there is no answer.
    """
    told = Told(_folder(arguments.folder))
    if arguments.name is not None:
        told = replace(told, name=inputs.read_name(arguments.name))
    if arguments.orcid is not None:
        told = replace(told, orcid=inputs.read_orcid(arguments.orcid))
    if arguments.bib is not None:
        told = replace(told, bibliography=inputs.read_bibliography(arguments.bib))
    if told.name or told.orcid or told.bibliography:
        return told
    _require_terminal("whose site is it? (write --name NAME, --orcid ID or --bib FILE)")
    file = _asked("Your BibTeX file (Enter for none)", inputs.read_bibliography)
    number = _asked("Your ORCID (Enter for none)", inputs.read_orcid)
    return replace(told, bibliography=file, orcid=number or "")


def _folder(word: str | None) -> Path:
    """The folder of the new site. Raises OptionsError, InputError, EOFError."""
    if word is not None:
        return inputs.read_folder(word)
    _require_terminal("the folder of the new site is not named")
    return _needed("Folder of the new site", inputs.read_folder)


def _asked_name(told: Told) -> Name:
    """The name as an answer. Raises OptionsError, EOFError."""
    message = "nothing says the owner's name (write --name NAME)"
    _require_terminal("; ".join((message, *_nothing_read(told))))
    return Name(_needed("Your name", inputs.read_name))


def _nothing_read(told: Told) -> Iterator[str]:
    """Why the BibTeX file that is named gives no publication."""
    if told.bibliography is not None and not told.entries:
        yield told.bibliography.fault or "the BibTeX file has no entry"


def _require_terminal(message: str) -> None:
    """Raise OptionsError where nobody can be asked."""
    if not sys.stdin.isatty():
        raise OptionsError(message)


def _needed(question: str, read: Callable[[str], _Value]) -> _Value:
    """What `read` makes of an answer, asked for until there is one. Raises EOFError."""
    value = None
    while value is None:
        value = _asked(question, read)
    return value


def _asked(question: str, read: Callable[[str], _Value]) -> _Value | None:
    """What `read` makes of an answer, asked for again where it refuses it; None of an empty one.

    Raises EOFError.
    """
    while True:
        answer = input(f"{question}: ").strip()
        if not answer:
            return None
        try:
            return read(answer)
        except (InputError, OptionsError) as error:
            complain(f"error: {error}")


# ------------------------------------------------------------------ what is said


def _report(
    told: Told, files: int, owner: Owner, name: Name, record: Record | None
) -> Iterator[str]:
    """Lines on what was written, what is doubtful, and what to do next."""
    folder = told.folder
    bibliography = load(folder, Options(owner=owner), folder / "docs")
    unit = "publication"
    if len(bibliography.publications) != 1:
        unit = "publications"
    yield f"{folder} is written: {files} files, {len(bibliography.publications)} {unit}"
    yield from (f"Nothing was read: {reason}." for reason in _nothing_read(told))
    yield from name.remarks
    most = _MOST_FINDINGS
    if record is not None:
        most = len(bibliography.diagnostics)
        yield from record.failures
        yield from _listed("Not in refs.bib, since these may not be yours", record.doubts)
    yield from _listed("Errors in refs.bib, which stop a build", _first(bibliography.errors, most))
    yield from _listed("Warnings of refs.bib", _first(bibliography.warnings, most))
    yield "Next:"
    if not folder.samefile(Path()):
        yield f"  cd {shlex.quote(str(folder))}"
    yield "  python3 -m venv .venv && . .venv/bin/activate && pip install -r requirements.txt"
    yield "  mkdocs serve"
    yield "README.md there says how to change and publish the site."


def _first(findings: Sequence[Diagnostic], most: int) -> list[str]:
    """Lines on findings, a few of many."""
    lines = [str(finding) for finding in findings[:most]]
    if len(findings) > len(lines):
        lines.append(f"and {len(findings) - len(lines)} more: python -m publications check")
    return lines


def _listed(heading: str, lines: Sequence[str]) -> Iterator[str]:
    """Lines below a heading; nothing where there are none."""
    if lines:
        yield f"{heading}:"
        yield from (f"  {line}" for line in lines)
