"""The command `lock-urls`: write every address of the site into publications.lock."""

from __future__ import annotations

import argparse
from pathlib import Path

from publications import diagnostics, disk
from publications.builders.project import load_project
from publications.output import complain, say
from publications.pages import addresses, lockfile
from publications.pages.lockfile import LockError
from publications.settings import OptionsError, read_settings


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = (
        "Add the addresses of the site to publications.lock: those that are made of refs.bib, and"
        " with the folder of the built site those of all its pages."
    )
    parser.add_argument("site_dir", nargs="?", type=Path, metavar="DIR", help="the built site")


def run(arguments: argparse.Namespace) -> int:
    """Add new addresses to the lock; 1 for findings, and no change for those of refs.bib."""
    settings = read_settings(arguments.config)
    site_dir: Path | None = arguments.site_dir
    if site_dir is not None and not site_dir.is_dir():
        raise OptionsError(f"{site_dir} is not a folder")
    disk.remove_leftovers(settings.root)
    project = load_project(settings, guarded=False)
    library, site = project.library, project.site
    if not library.errors:
        new = addresses.made(library, site)
        if site_dir is not None:
            new = addresses.built(site_dir, library, site)
        try:
            known, added = lockfile.add(settings.root / addresses.NAME, new)
        except LockError as error:
            complain(str(error))
            return 1
        say(f"{addresses.NAME}: {known} address{'' if known == 1 else 'es'}, {added} new")
        library = load_project(settings).library
    if library.errors:
        complain(diagnostics.as_text(library.errors))
    return 1 if library.errors else 0
