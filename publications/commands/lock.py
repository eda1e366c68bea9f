"""The command `lock-urls`: write every address of the site into publications.lock."""

from __future__ import annotations

import argparse
from pathlib import Path

from publications import diagnostics, disk
from publications.output import complain, say
from publications.pages import addresses, lockfile
from publications.pages.lockfile import LockError
from publications.project import Project, load_project
from publications.settings import OptionsError, read_settings


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = (
        "Add the addresses of the site to publications.lock: those that are made of refs.bib, and"
        " with the folder of the built site those of all its pages."
    )
    parser.add_argument("site_dir", nargs="?", type=Path, metavar="DIR", help="the built site")
    parser.add_argument("--mend", action="store_true", help="only resolve conflicts in the file")


def run(arguments: argparse.Namespace) -> int:
    """Add new addresses to the lock; 1 for findings, and no change for those of refs.bib."""
    settings = read_settings(arguments.config)
    site_dir: Path | None = arguments.site_dir
    if site_dir is not None and not site_dir.is_dir():
        raise OptionsError(f"{site_dir} is not a folder")
    if arguments.mend and not (settings.root / addresses.NAME).exists():
        return 0
    disk.remove_leftovers(settings.root)
    project = load_project(settings, guarded=False)
    bibliography = project.bibliography
    if not bibliography.errors:
        new: set[str] = set()
        if not arguments.mend:
            new = _addresses(project, site_dir)
        try:
            known, added = lockfile.add(settings.root / addresses.NAME, new)
        except LockError as error:
            complain(str(error))
            return 1
        if not arguments.mend:
            say(f"{addresses.NAME} keeps {_counted(known)}, {added} of them new")
        bibliography = load_project(settings).bibliography
    if bibliography.errors:
        complain(diagnostics.as_text(bibliography.errors))
        return 1
    return 0


def _counted(count: int) -> str:
    """How many addresses there are, in words.

    >>> _counted(1), _counted(2)
    ('1 address', '2 addresses')
    """
    if count == 1:
        return "1 address"
    return f"{count} addresses"


def _addresses(project: Project, site_dir: Path | None) -> set[str]:
    """The addresses of the built site, or those that are made of refs.bib."""
    if site_dir is None:
        return addresses.made(project.bibliography, project.site)
    return addresses.built(site_dir, project.bibliography, project.site)
