"""A stranger's site, made of a copy of this one: other owner, other pages, other bibliography."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

STRANGER = Path(__file__).with_name("stranger")
#: The parts of mkdocs.yml that are the owner's, and what a stranger puts in their place.
SETTINGS = {
    "site_name": (r"(?m)^site_name: .*\n", "site_name: Ifeoma Okonkwo\n"),
    "site_description": (
        r"(?m)^site_description:.*\n(?:  .*\n)*",
        "site_description: Ifeoma Okonkwo measures the sea from the shore.\n",
    ),
    "site_url": (
        r"(?m)^site_url: .*\n",
        'site_url: !ENV [PUBLICATIONS_SITE_URL, "https://user.github.io/site/"]\n',
    ),
    "owner": (
        r"(?m)^  owner: &owner\n(?:    .*\n)*",
        "  owner: &owner\n    name: Ifeoma Okonkwo\n    email: ifeoma@example.org\n",
    ),
    "nav": (
        r"(?m)^nav:\n(?:  .*\n)*",
        "nav:\n  - About: index.md\n  - Publications: publications.md\n",
    ),
}
#: What else is the owner's: replaced by the stranger's own, or removed.
REPLACED = ("refs.bib", "docs/*.md", "docs/assets/favicon.svg")
PICTURES = "docs/assets/*.png"
REMOVED = (
    "publications.lock",
    "people.yml",
    "docs/assets/pdf",
    "docs/assets/img/publication_preview",
    "tests/test_owner.py",
)
_ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>{}</title></svg>\n'


def take_over(project: Path) -> Path:
    """Make the stranger's site of a copy of what the site is made of."""
    for name in REMOVED:
        path = project / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for pattern in REPLACED:
        for path in project.glob(pattern):
            path.unlink()
    for path in (project / "docs/assets/favicon.svg", *project.glob(PICTURES)):
        path.write_text(_ICON.format(STRANGER.name))  # whatever it is called: it is not shown
    shutil.copytree(STRANGER / "docs", project / "docs", dirs_exist_ok=True)
    shutil.copy(STRANGER / "refs.bib", project / "refs.bib")
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8")
    for name, (old, new) in SETTINGS.items():
        text, count = re.subn(old, new, text)
        assert count == 1, f"{name} stands once in mkdocs.yml"
    config.write_text(text, "utf-8")
    return project


def git(repository: Path, *arguments: str) -> None:
    """Run git as somebody who has a name."""
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=repository, check=True, capture_output=True)


def commit(repository: Path) -> None:
    """Commit all changes."""
    git(repository, "add", "--all")
    git(repository, "commit", "--message", "Change")


def prepare(project: Path) -> None:
    """Give a project a `.venv` that make takes for its own, with what is installed here."""
    python = project / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    # PYTHONPATH: the package of the project, wherever a program is called.
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{project}" exec "{sys.executable}" "$@"\n', "utf-8")
    python.chmod(0o755)
    (project / ".venv/.python").touch()
    (project / ".venv/.site").write_text(f"{project}\n", "utf-8")
    (project / ".venv/.dev").touch()
