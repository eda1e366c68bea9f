"""The command `add`: add publications by identifier, or pasted BibTeX, to a BibTeX file."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path

from publications import add, bibtex
from publications.add.edit import BibFile, EditError
from publications.add.fetch import Services
from publications.settings import Options, read_settings


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = (
        "Add publications by DOI, arXiv id, or address of one, of OpenReview or the ACL Anthology;"
        " without any, BibTeX is read from standard input. All are added, or none."
    )
    parser.add_argument("identifiers", nargs="*", metavar="ID")
    parser.add_argument("--bib", metavar="FILE", help="default: bib_file of mkdocs.yml")
    parser.add_argument("--dry-run", action="store_true", help="only show the change, as a diff")
    parser.add_argument("--yes", action="store_true", help="replace preprints without asking")
    parser.add_argument(
        "--keep-both", action="store_true", help="add it beside one of the same title or arXiv id"
    )


def run(arguments: argparse.Namespace) -> int:
    """Add publications; 1 and an unchanged file if one of them cannot be added."""
    root, chosen = Path(), Options()
    if not arguments.bib or arguments.config.exists():
        settings = read_settings(arguments.config)
        root, chosen = settings.root, settings.options
    try:
        path = Path(arguments.bib) if arguments.bib else root / chosen.bib_file[0]
        file = BibFile.read(path, arguments.bib or chosen.bib_file[0])
        plan = _plan(arguments, file, root, chosen)
        for problem in plan.problems:
            print(f"error: {problem}", file=sys.stderr)
        if plan.problems:
            return 1
        if arguments.dry_run or (plan.merges and not arguments.yes):
            print(plan.diff)
        if arguments.dry_run:
            return 0
        if plan.merges and not arguments.yes and not _confirmed("Replace the preprint?"):
            print("error: nothing is changed (--yes replaces without asking)", file=sys.stderr)
            return 1
        plan.write()
    except EditError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print("\n".join(plan.done))
    return 0


def _plan(arguments: argparse.Namespace, file: BibFile, root: Path, chosen: Options) -> add.Plan:
    """What is asked for, with the entries of the site's other files in mind."""
    if arguments.identifiers:
        mirror = os.environ.get("PUBLICATIONS_SERVICES", "")
        services = Services.below(mirror) if mirror else Services()
        candidates, problems = add.from_identifiers(arguments.identifiers, services)
    else:
        if sys.stdin.isatty():
            print("Paste BibTeX, then press Ctrl-D on a line of its own:", file=sys.stderr)
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
        candidates, problems = add.from_text(text)
    others = []
    for name in chosen.bib_file:
        if (root / name).is_file() and not (root / name).samefile(file.path):
            others += bibtex.read_file(root / name, name)[0]
    plan = add.plan(candidates, file, others, chosen, keep_both=arguments.keep_both)
    return replace(plan, problems=(*problems, *plan.problems))


def _confirmed(question: str) -> bool:
    """Whether somebody says yes; nobody there is a no."""
    try:
        return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        print()
        return False
