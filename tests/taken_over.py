"""A stranger's site, made of this one by what README says under "Starting anew", and no more.

As a program (`make test-stranger`) it makes one of each file in tests/strangers/, as if a stranger
had forked the repository and brought that bibliography, and runs the whole of `make test` there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import copy_repository

STRANGER = Path(__file__).with_name("stranger")
STRANGERS = Path(__file__).with_name("strangers")
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
#: What else is the owner's: replaced by the stranger's own, drawn by `make images`, or removed.
REPLACED = ("refs.bib", "docs/*.md", "docs/assets/favicon.svg")
DRAWN = "docs/assets/*.png"
REMOVED = (
    "publications.lock",
    "people.yml",
    "docs/assets/pdf",
    "docs/assets/img/publication_preview",
    "tests/test_owner.py",
)
#: Not on the site.
WORDS = ("README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml")
_ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>{}</title></svg>\n'


def take_over(project: Path, pages: Path = STRANGER, bibliography: Path | None = None) -> Path:
    """Make the stranger's site of a copy of the repository, or of what the site is made of.

    `pages` is a folder with `docs/`, and with `refs.bib` where no bibliography is named.
    """
    for name in REMOVED:
        path = project / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for pattern in REPLACED:
        for path in project.glob(pattern):
            path.unlink()
    for path in (project / "docs/assets/favicon.svg", *project.glob(DRAWN)):
        path.write_text(_ICON.format(pages.name))  # whatever it is called: it is not shown
    shutil.copytree(pages / "docs", project / "docs", dirs_exist_ok=True)
    shutil.copy(bibliography or pages / "refs.bib", project / "refs.bib")
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8")
    for name, (old, new) in SETTINGS.items():
        text, count = re.subn(old, new, text)
        assert count == 1, f"{name} stands once in mkdocs.yml"
    config.write_text(text, "utf-8")
    return project


def reword(project: Path) -> None:
    """Change what is not on the site but speaks of the owner before, as README proposes."""
    for name, (old, new) in {
        "README.md": (r"(?s)\A# .*?\n\n.*?\n\n", "# Ifeoma Okonkwo\n\nThe source of my site.\n\n"),
        "CHANGELOG.md": (r"(?s).*", "# Changes\n\n## Unreleased\n"),
        "LICENSE": (r"(?m)^Copyright .*\n", r"\g<0>Copyright (c) 2026 Ifeoma Okonkwo\n"),
        "pyproject.toml": (r"(?m)^authors = .*", 'authors = [{ name = "Ifeoma Okonkwo" }]'),
    }.items():
        path = project / name
        text, count = re.subn(old, new, path.read_text("utf-8"), count=1)
        assert count == 1, name
        path.write_text(text, "utf-8")


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


def make(project: Path, target: str) -> bool:
    """Run a target of the project's Makefile; whether it succeeds."""
    # The make that runs this program hands its variables on.
    inherited = {name: text for name, text in os.environ.items() if "MAKE" not in name}
    print(f"$ make {target}", flush=True)
    return not subprocess.run(["make", target], cwd=project, env=inherited, check=False).returncode


def main(names: Sequence[str]) -> int:
    """Let each stranger take the repository over and run `make test`; 1 if one of them fails."""
    for name in names or sorted(path.stem for path in STRANGERS.glob("*.bib")):
        print(f"A site of tests/strangers/{name}.bib", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            project = copy_repository(Path(folder).resolve() / "fork")
            git(project, "init", "--quiet")
            commit(project)
            take_over(project, STRANGERS, STRANGERS / f"{name}.bib")
            reword(project)
            commit(project)
            prepare(project)
            if not all(make(project, target) for target in ("images", "lock-urls", "test")):
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
