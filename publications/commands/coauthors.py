"""The command `coauthors`: everybody whom the owner wrote with, as a table."""

from __future__ import annotations

import argparse
import csv
import io
import re
from collections.abc import Iterable
from typing import Final

from publications import diagnostics
from publications.bibliography import load
from publications.model import coauthors, orcid
from publications.model.coauthors import Coauthor
from publications.model.orcid import Known, PeopleFileError
from publications.output import complain, say
from publications.settings import OptionsError, Settings, read_settings

HEAD: Final = ("name", "latest", "affiliation", "orcid")
_DIALECTS: Final = {"tsv": "excel-tab", "csv": "excel"}
_DAY: Final = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?")
# What spreadsheets take for the beginning of a formula (OWASP, "CSV Injection"), wide forms too.
_FORMULA: Final = re.compile("\\s*[=+\\-@|\uff1d\uff0b\uff0d\uff20]")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = (
        "Print name, year of the latest publication, affiliation and ORCID of everybody who wrote"
        " with the owner; the last two are those of people.yml."
    )
    parser.add_argument(
        "--since", type=_since, default=(0, 0, 0), metavar="YYYY-MM", help="only later ones"
    )
    parser.add_argument("--format", choices=sorted(_DIALECTS), default="tsv")


def run(arguments: argparse.Namespace) -> int:
    """Print the table; 1 where refs.bib or people.yml has errors, so that it may lack some."""
    settings = read_settings(arguments.config)
    if not settings.options.owner.name:
        raise OptionsError(
            "option 'owner' names nobody whose coauthors these are (set owner: name in mkdocs.yml)"
        )
    bibliography = load(settings.root, settings.options)
    listed = coauthors.coauthors(bibliography.publications, _known(settings), arguments.since)
    say(table(listed, arguments.format), end="")
    incomplete = [each.key for each in bibliography.publications if coauthors.is_incomplete(each)]
    if incomplete:
        complain(f"not all authors are named in: {', '.join(incomplete)}")
    if bibliography.errors:
        complain(diagnostics.as_text(bibliography.errors))
        return 1
    return 0


def table(listed: Iterable[Coauthor], form: str) -> str:
    """The table in one of the formats, with a line of headings."""
    output = io.StringIO()
    writer = csv.writer(output, _DIALECTS[form], lineterminator="\n")
    writer.writerow(HEAD)
    for each in listed:
        cells = (each.person.name, each.year, each.affiliation, each.person.orcid)
        writer.writerow(map(_cell, cells))
    return output.getvalue()


def _cell(text: str) -> str:
    """A text on one line, which no spreadsheet takes for a formula.

    >>> _cell("Sea  Institute"), _cell("=1+1")
    ('Sea Institute', "'=1+1")
    """
    line = " ".join(text.split())
    if _FORMULA.match(line):
        return f"'{line}"
    return line


def _known(settings: Settings) -> tuple[Known, ...]:
    """What people.yml says; a finding tells where it cannot be read."""
    if not settings.options.people:
        return ()
    try:
        return orcid.read_people(settings.root / settings.options.people)
    except PeopleFileError:
        return ()


def _since(value: str) -> tuple[int, int, int]:
    """Year, month and day, 0 for those that are not given.  Raises ArgumentTypeError.

    >>> _since("2022-11")
    (2022, 11, 0)
    """
    match = _DAY.fullmatch(value)
    if match is None:
        raise argparse.ArgumentTypeError(f"{value!r} is no year, month or day: 2022-11")
    year, month, day = (int(part or 0) for part in match.groups())
    return year, month, day
