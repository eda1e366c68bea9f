"""Clones of this repository with the content of the tests' site.

Workflow, Makefile, theme and configuration are the repository's own; entries and pages are those of
tests/site, so that a slip in the live ones turns no test of the code red.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

from publications import __main__ as publications_cli
from publications.settings import read_settings
from tests.conftest import SITE, copy_repository
from tests.gate import Gate

#: What mkdocs.yml says of the owner and of their pages.
_OF_THE_OWNER: Final = ("site_name", "site_description", "site_url", "extra", "nav")


def clone(target: Path) -> Path:
    """Make a clone with the content of the tests' site, and without a lock."""
    copy_repository(target)
    config = target / "mkdocs.yml"
    text = config.read_text("utf-8")
    for name in _OF_THE_OWNER:
        text = _block(name) + _pattern(name).sub("", text)
    config.write_text(text, "utf-8")
    options = read_settings(config).options
    for name in (*options.bib_file, options.people, "publications.lock"):
        if name:
            (target / name).unlink(missing_ok=True)
    for page in (target / "docs").rglob("*.md"):
        page.unlink()
    shutil.copytree(SITE / "docs", target / "docs", dirs_exist_ok=True)
    for name in options.bib_file:
        (target / name).write_text("", "utf-8")
    shutil.copy(SITE / "refs.bib", target / options.bib_file[0])
    if options.people:
        (target / options.people).write_text("[]\n", "utf-8")
    return target


def locked_clone(target: Path, gate: Gate) -> Path:
    """Make such a clone, with every address of its site in the lock."""
    clone(target)
    outcome = gate.run(target)
    assert outcome.status == 0, outcome.output
    arguments = ["--config", str(target / "mkdocs.yml"), "lock-urls", str(outcome.site)]
    assert publications_cli.main(arguments) == 0
    shutil.rmtree(outcome.site)
    return target


def _block(name: str) -> str:
    """A key of the tests' mkdocs.yml and what is below it."""
    match = _pattern(name).search((SITE / "mkdocs.yml").read_text("utf-8"))
    assert match, name
    return match[0]


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?m)^{name}:.*\n(?:[ -].*\n)*")
