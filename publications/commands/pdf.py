"""The command `pdf`: the PDF files of the pages that ask for one, and nothing else of the site."""

from __future__ import annotations

import argparse
from pathlib import Path

from publications import diagnostics, disk
from publications.output import complain, say
from publications.pdf import compiler, printing
from publications.project import load_project, prints
from publications.settings import OptionsError, read_settings


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = "Write the PDF of each page with `pdf: true` in its front matter."
    parser.add_argument(
        "--output", type=Path, default=Path(), metavar="DIR", help="where (default: here)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the files and name them; 1 where one could not be made."""
    project = load_project(read_settings(arguments.config))
    if not printing.wanted(project.documents):
        raise OptionsError("no page has `pdf: true` in its front matter")
    if not compiler.is_there():
        complain(f"error: {printing.without_typst(project.documents)}")
        return 1
    made_all = True
    for each in prints.printed(project):
        if each.findings:
            complain(diagnostics.as_text(each.findings))
        made_all = made_all and bool(each.content)
        if each.content:
            path = arguments.output / each.path
            path.parent.mkdir(parents=True, exist_ok=True)
            disk.write(path, each.content)
            say(f"{path}, {len(each.content) / 1000:.0f} kB")
    return 0 if made_all else 1
