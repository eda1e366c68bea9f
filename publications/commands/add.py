"""The command `add`: add publications by identifier, or pasted BibTeX, to a BibTeX file."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from publications import add, disk, output
from publications.add import clipboard, edit, terminal
from publications.add.candidates import Candidate
from publications.add.clipboard import ClipboardError
from publications.add.edit import BibFile, ChangedMeanwhileError, EditError
from publications.add.planning import Plan, Request, WaysOut
from publications.add.services import Services
from publications.bibtex import Entry
from publications.output import OutputError, complain, say
from publications.settings import Options, read_settings

_BY_MAKE: Final = WaysOut(
    keep_both="KEEP_BOTH=1 adds this one beside it",
    replace="YES=1 replaces it",
    other_file="name that file with BIB={}",
)
# Each time another program must have saved the file within the moment that a plan takes.
_ATTEMPTS: Final = 20


class _InputError(ValueError):
    """Text that cannot be read; the message is one line that says why."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = (
        "Add publications by DOI, arXiv id, or address of one, of OpenReview or the ACL Anthology;"
        " without any, or with -, BibTeX is read from standard input. What is there already is"
        " named, and so is what cannot be added."
    )
    parser.add_argument("identifiers", nargs="*", metavar="ID")
    parser.add_argument("--file", type=_name, metavar="FILE", help="read BibTeX from a file")
    parser.add_argument("--clipboard", action="store_true", help="read it from the clipboard")
    parser.add_argument(
        "--bib", type=_name, metavar="FILE", help="add to it; default: bib_file of mkdocs.yml"
    )
    parser.add_argument("--dry-run", action="store_true", help="only show the change, as a diff")
    parser.add_argument("--yes", action="store_true", help="replace preprints without asking")
    parser.add_argument(
        "--keep-both", action="store_true", help="add it beside one of the same title or arXiv id"
    )
    # Set by `make paper`: messages then name its variables in the place of options.
    parser.add_argument("--by-make", action="store_true", help=argparse.SUPPRESS)


def _name(text: str) -> str:
    """The name of a file, which is not empty."""
    if not text:
        raise argparse.ArgumentTypeError("no file is named")
    return text


def run(arguments: argparse.Namespace) -> int:
    """Add publications; 1 if its owner has to decide or mend something."""
    root, options = Path(), Options()
    if not arguments.bib or arguments.config.exists():
        settings = read_settings(arguments.config)
        root, options = settings.root, settings.options
    name = options.bib_file[0]
    path = root / name
    if arguments.bib:
        name, path = arguments.bib, Path(arguments.bib)
    disk.remove_leftovers(Path(os.path.realpath(path)).parent)
    try:
        file = BibFile.read(path, name)
        candidates, problems = _candidates(arguments)
        others = edit.entries_beside(file, root, options.bib_file)
        plan = _written_plan(arguments, candidates, file, others, options)
    except (EditError, ClipboardError, _InputError) as error:
        complain(f"error: {error}")
        return 1
    problems += plan.problems
    if len(_words(arguments)) == len(candidates) == 1:
        problems += plan.known  # asked for by hand, so that it is not what its owner expects
        plan = replace(plan, known=())
    try:
        _report(plan, problems, dry_run=arguments.dry_run)
        output.flush()
    except OutputError as error:
        if plan.changes and not arguments.dry_run:
            plan.undo()
        raise OutputError(f"{error} (nothing was added)") from error
    return int(bool(problems))


def _candidates(arguments: argparse.Namespace) -> tuple[list[Candidate], list[str]]:
    """The entries that are asked for, and a line for each thing that is none."""
    candidates: list[Candidate] = []
    problems: list[str] = []
    words = _words(arguments)
    if words:
        candidates, problems = add.from_identifiers(words, Services.of(os.environ))
    for name, data in _texts(arguments):
        more, wrong = add.from_paste(add.decoded(data), name, Services.of(os.environ))
        candidates += more
        problems += wrong
    return candidates, problems


def _words(arguments: argparse.Namespace) -> list[str]:
    """The identifiers; `-` is none."""
    return [word for word in arguments.identifiers if word != "-"]


def _texts(arguments: argparse.Namespace) -> Iterator[tuple[str, bytes]]:
    """The texts to read, each with what it is called. Raises ClipboardError, _InputError."""
    if arguments.file:
        yield arguments.file, _file(arguments.file)
    if arguments.clipboard:
        yield "clipboard", clipboard.read()
    others = any((arguments.identifiers, arguments.file, arguments.clipboard))
    if not others or "-" in arguments.identifiers:
        yield "standard input", _standard_input()


def _standard_input() -> bytes:
    """What is piped, or typed up to Ctrl-D. Raises _InputError."""
    try:
        return terminal.read(_ask_for_bibtex)
    except OSError as error:  # a folder, or a stream that is only written to
        raise _InputError(f"standard input: cannot be read: {disk.reason(error)}") from None


def _ask_for_bibtex() -> None:
    """Say what to type, where standard input is a terminal."""
    complain("Paste BibTeX, then press Ctrl-D:")


def _file(name: str) -> bytes:
    """The content of a file, which may be below `~`. Raises _InputError."""
    try:
        return disk.read(Path(name).expanduser())
    except (OSError, RuntimeError) as error:  # RuntimeError: no home folder
        reason = getattr(error, "strerror", None) or error
        raise _InputError(f"{name}: cannot be read: {reason}") from None


def _written_plan(
    arguments: argparse.Namespace,
    candidates: Sequence[Candidate],
    file: BibFile,
    others: Sequence[Entry],
    options: Options,
) -> Plan:
    """The plan, carried out; made anew where the file was saved meanwhile. Raises EditError."""
    for _ in range(_ATTEMPTS):
        plan = _confirmed_plan(arguments, candidates, file, others, options)
        if arguments.dry_run or not plan.changes:
            return plan
        try:
            plan.write()
        except ChangedMeanwhileError:
            file = BibFile.read(file.path, file.name)
        else:
            return plan
    raise EditError(f"{file.name}: is being changed all the time; nothing is written")


def _confirmed_plan(
    arguments: argparse.Namespace,
    candidates: Sequence[Candidate],
    file: BibFile,
    others: Sequence[Entry],
    options: Options,
) -> Plan:
    """The plan, in which preprints are replaced only if the owner says so. Raises EditError."""
    request = Request(keep_both=arguments.keep_both)
    if arguments.by_make:
        request = replace(request, ways_out=_BY_MAKE)
    plan = add.plan(candidates, file, others, options, request)
    if arguments.dry_run:
        if plan.changes:
            say(plan.diff)
    elif plan.replaced and not arguments.yes and not _confirmed(plan):
        return add.plan(candidates, file, others, options, replace(request, replace=False))
    return plan


def _confirmed(plan: Plan) -> bool:
    """Whether the owner wants preprints replaced; no answer is a no."""
    say(plan.diff_of_replaced)
    question = "Replace the preprint?"
    if plan.replaced > 1:
        question = f"Replace {plan.replaced} preprints?"
    try:
        return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        say("")
        return False


def _report(plan: Plan, problems: Sequence[str], *, dry_run: bool) -> None:
    """Print what was done, what is there already, and what the owner must decide or mend."""
    if not dry_run:
        for line in plan.done:
            say(line)
    tell: Callable[[str], None] = say
    if dry_run:  # standard output has only the diff
        tell = complain
    for line in plan.known:
        tell(line)
    counts = [
        (plan.added, "added"),
        (plan.replaced, "replaced"),
        (len(plan.known), "there already"),
        (len(problems), "left out"),
    ]
    if sum(count for count, _ in counts) > 1:
        tell(", ".join(f"{count} {what}" for count, what in counts if count))
    for problem in problems:
        complain(f"error: {problem}")
