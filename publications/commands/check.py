"""The command `check`: print all findings of BibTeX files."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from publications import diagnostics, disk, output
from publications.bibliography import load
from publications.diagnostics import Diagnostic
from publications.output import complain, say
from publications.pages import addresses, scholar
from publications.pages.awkward import awkward_addresses
from publications.pages.descriptions import missing_descriptions
from publications.project import Project, load_project, prints
from publications.rules.layout import uneven_layout
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
        project = load_project(settings)
        found = project.bibliography.with_findings(_notes(project))
        found = found.with_findings(prints.findings(prints.printed(project)))
    else:
        docs_dir, chosen = None, Options()
        if arguments.config.exists():
            settings = read_settings(arguments.config)
            docs_dir, chosen = settings.docs_dir, settings.options
        chosen = replace(chosen, bib_file=tuple(arguments.files))
        found = load(Path(), chosen, docs_dir)
    printed = diagnostics.FORMATS[arguments.format](found.diagnostics)
    if printed:
        say(printed, commands=arguments.format == "github")
        output.flush()  # before what is said of it
    if arguments.format == "text":
        counted = {
            "publication": len(found.publications),
            "error": len(found.errors),
            "warning": len(found.warnings),
            "note": len(found.notes),
        }
        said = (f"{number} {word}{'' if number == 1 else 's'}" for word, number in counted.items())
        complain(", ".join(said))
    return 1 if found.errors or (arguments.strict and found.warnings) else 0


def _notes(project: Project) -> Iterator[Diagnostic]:
    """What should be known of the site's content and stops nothing."""
    settings = project.settings
    if not project.bibliography.errors:
        made = addresses.made(project.bibliography, project.site)
        yield from addresses.unlocked(settings.root, made)
    locked, _ = addresses.read(settings.root)
    yield from awkward_addresses(project.bibliography, locked.keys())
    yield from scholar.misses(project.bibliography, project.site, settings.docs_dir)
    yield from missing_descriptions(project.in_navigation, settings.docs_dir.name)
    for name in settings.options.bib_file:
        with contextlib.suppress(OSError):  # a finding says so
            text = disk.read_text(settings.root / name)
            yield from uneven_layout(text, name)
