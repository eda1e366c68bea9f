"""The command `lock-urls`: write every address of the site into publications.lock."""

from __future__ import annotations

import argparse
import sys

from publications import bibliography, diagnostics
from publications.pages import addresses
from publications.settings import read_settings


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments: none."""


def run(arguments: argparse.Namespace) -> int:
    """Add new addresses to the lock; 1 for findings, and no change for those of refs.bib."""
    settings = read_settings(arguments.config)
    place = settings.site, settings.root, settings.docs_dir
    found = bibliography.load(settings.root, settings.options, settings.docs_dir)
    if not found.errors:
        known, new = addresses.write(found, *place)
        print(f"{addresses.NAME}: {known} address{'' if known == 1 else 'es'}, {new} new")
        found = addresses.guarded(found, *place)
    if found.errors:
        print(diagnostics.as_text(found.errors), file=sys.stderr)
    return 1 if found.errors else 0
