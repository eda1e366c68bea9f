"""The command `check`: print all findings of BibTeX files."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from publications import bibliography, diagnostics
from publications.builders import files
from publications.pages import addresses
from publications.settings import Options, read_settings


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="default: bib_file of mkdocs.yml")
    parser.add_argument("--strict", action="store_true", help="exit status 1 on warnings as well")
    parser.add_argument("--format", choices=sorted(diagnostics.FORMATS), default="text")


def run(arguments: argparse.Namespace) -> int:
    """Print all findings of the files, or of what mkdocs.yml names."""
    if not arguments.files:
        settings = read_settings(arguments.config)
        found = files.load(settings, settings.docs_dir)
        place = settings.site, settings.root, settings.docs_dir
        found = found.with_findings(addresses.unlocked(found, *place))
    else:
        docs_dir, chosen = None, Options()
        if arguments.config.exists():
            settings = read_settings(arguments.config)
            docs_dir, chosen = settings.docs_dir, settings.options
        chosen = replace(chosen, bib_file=tuple(arguments.files))
        found = bibliography.load(Path(), chosen, docs_dir)
    printed = diagnostics.FORMATS[arguments.format](found.diagnostics)
    if printed:
        print(printed)
    if arguments.format == "text":
        counted = {
            "publication": len(found.publications),
            "error": len(found.errors),
            "warning": len(found.warnings),
            "note": len(found.notes),
        }
        said = (f"{number} {word}{'' if number == 1 else 's'}" for word, number in counted.items())
        print(", ".join(said), file=sys.stderr)
    return 1 if found.errors or (arguments.strict and found.warnings) else 0
