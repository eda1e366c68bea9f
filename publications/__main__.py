"""The command line: `python -m publications`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from publications import diagnostics, library, options
from publications.options import Options, OptionsError

_FORMATS = {
    "text": diagnostics.as_text,
    "github": diagnostics.as_github,
    "json": diagnostics.as_json,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status: 0, 1 for findings that stop a build, 2 for wrong usage."""
    parser = argparse.ArgumentParser(
        prog="python -m publications", description="Publications from BibTeX."
    )
    parser.add_argument("--config", type=Path, default=Path("mkdocs.yml"), metavar="FILE")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="name what is wrong in BibTeX files")
    check.add_argument("files", nargs="*", metavar="FILE", help="default: bib_file of mkdocs.yml")
    check.add_argument("--strict", action="store_true", help="exit status 1 on warnings as well")
    check.add_argument("--format", choices=sorted(_FORMATS), default="text")
    check.set_defaults(run=_check)
    given = parser.parse_args(arguments)
    try:
        return int(given.run(given))
    except OptionsError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def _check(given: argparse.Namespace) -> int:
    """Print all findings of the files, or of what mkdocs.yml names."""
    docs_dir = None
    if given.files and not given.config.exists():
        root, chosen = Path(), Options()
    else:
        settings = options.find(given.config)
        root, chosen, docs_dir = settings.root, settings.options, settings.docs_dir
    if given.files:
        root, chosen = Path(), replace(chosen, bib_file=tuple(given.files))
    found = library.load(root, chosen, docs_dir)
    printed = _FORMATS[given.format](found.diagnostics)
    if printed:
        print(printed)
    if given.format == "text":
        listed = len(found.publications)
        print(
            f"{listed} publication{'' if listed == 1 else 's'}, {len(found.errors)} errors,"
            f" {len(found.warnings)} warnings",
            file=sys.stderr,
        )
    return 1 if found.errors or (given.strict and found.warnings) else 0


if __name__ == "__main__":
    sys.exit(main())
