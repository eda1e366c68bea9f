"""The command `generate`: write pages and downloads for site builders that run no plugin."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from publications import diagnostics, disk, output
from publications.bibliography import Bibliography
from publications.builders import files
from publications.builders.files import GenerateError
from publications.model import pictures
from publications.output import complain, say
from publications.pages import addresses, documents, generated, manifest, pdfs
from publications.pdf import printing
from publications.project import load_project, prints
from publications.settings import OptionsError, Settings, read_settings

#: Seconds between looks at the files, with `--watch`.
_INTERVAL: Final = 0.3
#: How files end, below the docs folder, of which something is read.
_READ: Final = (".md", pdfs.SUFFIX, *pictures.SUFFIXES)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = (
        "Write the pages of publications and the downloads below a docs folder, for site builders"
        " that run no plugin, and remove those of before. Other files are not touched."
    )
    parser.add_argument("docs_dir", type=Path, metavar="DIR", help="the docs folder")
    parser.add_argument("--bib", metavar="FILE", help="default: bib_file of mkdocs.yml")
    parser.add_argument("--strict", action="store_true", help="exit status 1 on warnings as well")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--watch", action="store_true", help="again at each change, without end")
    how.add_argument("--remove", action="store_true", help="only remove what was written")


def run(arguments: argparse.Namespace) -> int:
    """Write pages and downloads; 1 and no change where there are errors, but when watching."""
    settings = read_settings(arguments.config)
    if arguments.bib:
        chosen = replace(settings.options, bib_file=(os.path.abspath(arguments.bib),))
        settings = replace(settings, options=chosen)
    if not arguments.docs_dir.is_dir():
        raise OptionsError(f"{arguments.docs_dir} is not a folder")
    try:
        if arguments.remove:
            say(str(files.remove(arguments.docs_dir)))
            return 0
        if arguments.watch:
            say(f"Watching files for changes: {_watched(arguments.config, settings)}")
            output.flush()
            for bibliography, done in watch(arguments.config, arguments.docs_dir):
                _tell(bibliography)
                say(done)
                output.flush()
        project = load_project(settings.with_docs_dir(arguments.docs_dir))
        made = tuple(prints.printed(project))
        bibliography = project.bibliography.with_findings(prints.findings(made))
        _tell(bibliography)
        if bibliography.errors or (arguments.strict and bibliography.warnings):
            return 1
        say(str(files.generate(project, arguments.docs_dir, made)))
        if line := printing.without_typst(project.documents):
            say(line)
        if not settings.site_url:
            say(generated.NO_ADDRESS)
    except GenerateError as error:
        complain(f"error: {error}")
        return 1
    return 0


def watch(config: Path, docs_dir: Path | None = None) -> Iterator[tuple[Bibliography, str]]:
    """Generate at once and whenever a file changes that is read; bad entries are left out.

    Yields what was read and what was done about it; without end.
    """
    before: tuple[object, ...] = ()
    while True:
        now = _state(config, docs_dir)
        if now != before:
            before = now
            bibliography = Bibliography()
            try:
                settings = read_settings(config)
                project = load_project(settings.with_docs_dir(docs_dir or settings.docs_dir))
                bibliography = project.bibliography
                made = tuple(prints.printed(project))
                bibliography = bibliography.with_findings(prints.findings(made))
                yield bibliography, str(files.generate(project, project.settings.docs_dir, made))
            except (OptionsError, GenerateError) as error:
                yield bibliography, f"error: {error}"
        time.sleep(_INTERVAL)


def _state(config: Path, docs_dir: Path | None) -> tuple[object, ...]:
    """Settings, and times of the files that are read."""
    try:
        settings = read_settings(config)
    except OptionsError as error:
        return (str(error),)
    names = (*settings.options.files, addresses.NAME)
    read = [settings.root / name for name in names]
    docs_dir = docs_dir or settings.docs_dir
    ours = manifest.read(docs_dir)
    paths = sorted(path for path in documents.paths(docs_dir) if path not in ours)
    read += [docs_dir / path for path in paths if path.lower().endswith(_READ)]
    return (settings, *((path, disk.version(path)) for path in read))


def _watched(config: Path, settings: Settings) -> str:
    """Names of the files beside the pages that are read."""
    names = (str(config), *settings.options.files, addresses.NAME)
    return ", ".join(f"'{name}'" for name in names)


def _tell(bibliography: Bibliography) -> None:
    """Print the errors and warnings, if there are any."""
    if bibliography.faults:
        complain(diagnostics.as_text(bibliography.faults))
