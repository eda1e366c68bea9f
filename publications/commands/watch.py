"""The command `watch`: what registrars know and refs.bib does not, as changes and as a report."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from publications import bibliography, disk, output
from publications.add import edit
from publications.add.edit import BibFile, ChangedMeanwhileError, EditError
from publications.add.services import Services
from publications.bibtex import Entry
from publications.output import OutputError, complain, say
from publications.settings import COUNTS, Options, OptionsError, Settings, read_settings
from publications.watch import counts
from publications.watch import run as watching
from publications.watch.asking import Asker, agent_of
from publications.watch.counts import CountsError
from publications.watch.gathering import Gathered, Who, gather
from publications.watch.ignored import NAME, Ignored
from publications.watch.report import FORMATS, Report

# Each time another program must have saved the file within the moment that a plan takes.
_ATTEMPTS = 20


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = (
        "Ask ORCID, dblp, arXiv and Crossref about the owner's publications, change the file where"
        " they know more, and report; what only the owner can decide is listed. With"
        " OPENALEX_API_KEY in the environment OpenAlex is asked, too."
    )
    parser.add_argument("--dry-run", action="store_true", help="only show the change, as a diff")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write the report to a file")
    parser.add_argument(
        "--counts", action="store_true", help=f"also write how often works are cited: {COUNTS}"
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="of the report")


def run(arguments: argparse.Namespace) -> int:
    """Watch; 1 if a registrar could not be asked, or a file has errors."""
    settings = read_settings(arguments.config)
    root, options = settings.root, settings.options
    name = options.bib_file[0]
    _refuse_own_files(arguments.report, settings)
    disk.remove_leftovers(Path(os.path.realpath(root / name)).parent)
    try:
        file = BibFile.read(root / name, name)
        ignored = _ignored(root)
        others = edit.entries_beside(file, root, options.bib_file)
        gathered = _gathered(settings, watching.entries_of(file, others))
        report = _written(arguments, gathered, file, others, options, ignored)
    except EditError as error:
        complain(f"error: {error}")
        return 1
    errors = bibliography.load(root, options).errors
    try:
        _tell(arguments, report)
    except (OSError, OutputError):
        if report.plan.changes and not arguments.dry_run:
            report.plan.undo()
        raise
    faults = list(map(str, errors))
    if arguments.counts and not arguments.dry_run:
        try:
            _write_counts(root, gathered, watching.entries_of(file, others))
        except CountsError as error:
            faults.append(f"error: {error}")
    for line in faults:
        complain(line)
    return int(bool(report.failures or faults))


def _refuse_own_files(report: Path | None, settings: Settings) -> None:
    """Raise OptionsError for a report that would be written over a file that is read here."""
    if report is None:
        return
    for name in (*settings.options.bib_file, NAME, COUNTS):
        if os.path.realpath(report) == os.path.realpath(settings.root / name):
            raise OptionsError(f"the report would be written over {name} (name another file)")


def _ignored(root: Path) -> Ignored:
    """What the owner does not want to be asked again. Raises EditError."""
    try:
        return Ignored.read(disk.read(root / NAME).decode("utf-8", "replace"))
    except FileNotFoundError:
        return Ignored()
    except OSError as error:
        raise EditError(f"{NAME}: cannot be read: {disk.reason(error)}") from None


def _gathered(settings: Settings, entries: Sequence[Entry]) -> Gathered:
    """What the registrars have."""
    who = Who.of(settings.options.owner, os.environ.get("OPENALEX_API_KEY", ""))
    asker = Asker(Services.of(os.environ), agent_of(settings.site.url, who.email))
    return gather(entries, who, asker, date.today().isocalendar().week)


def _write_counts(root: Path, gathered: Gathered, entries: Sequence[Entry]) -> None:
    """Write how often the works of refs.bib are cited. Raises CountsError."""
    path = root / COUNTS
    text = ""
    try:
        text = disk.read_text(path)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise CountsError(f"{COUNTS}: cannot be read: {disk.reason(error)}") from error
    try:
        new = counts.updated(text, entries, gathered.works, date.today())
    except CountsError as error:
        raise CountsError(f"{COUNTS}:{error}") from error
    if new != text:
        disk.write(path, new.encode("utf-8"))


def _written(
    arguments: argparse.Namespace,
    gathered: Gathered,
    file: BibFile,
    others: Sequence[Entry],
    options: Options,
    ignored: Ignored,
) -> Report:
    """The report, its plan carried out; made anew where the file was saved meanwhile."""
    for _ in range(_ATTEMPTS):
        report = watching.report(gathered, file, others, options, ignored)
        if arguments.dry_run or not report.plan.changes:
            return report
        try:
            report.plan.write()
        except ChangedMeanwhileError:
            file = BibFile.read(file.path, file.name)
        else:
            return report
    raise EditError(f"{file.name}: is being changed all the time; nothing is written")


def _tell(arguments: argparse.Namespace, report: Report) -> None:
    """Write the report, and after it, where nothing is written to the file, the change."""
    text = report.write(arguments.format)
    has_diff = arguments.format == "json"
    if arguments.report:
        disk.write(arguments.report, text.encode("utf-8", "replace"))
        has_diff = False
        for line in report.failures:
            complain(line)
    else:
        say(text, end="")
    if arguments.dry_run and report.plan.changes and not has_diff:
        say(report.plan.diff)
    output.flush()
