"""A stranger's site, made of this one by what README says under "Starting anew", and no more."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.conftest import ROOT

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
        'site_url: !ENV [SITE_URL, "https://user.github.io/site/"]\n',
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
REPLACED = ("refs.bib", "docs/*.md", "docs/assets/*.svg", "docs/assets/*.png")
REMOVED = ("publications.lock", "people.yml", "docs/assets/pdf", "tests/test_owner.py")
#: Not part of what is built.
WORDS = ("README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml")
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>\n'


def take_over(project: Path) -> Path:
    """Make the stranger's site of a copy of the repository, or of what the site is made of."""
    for name in REMOVED:
        path = project / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for pattern in REPLACED:
        for path in project.glob(pattern):
            if path.suffix in (".svg", ".png"):
                path.write_text(_SVG)  # whatever it is called: nobody looks at it here
            else:
                path.unlink()
    shutil.copytree(STRANGER, project, dirs_exist_ok=True)
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8")
    for name, (old, new) in SETTINGS.items():
        text, count = re.subn(old, new, text)
        assert count == 1, f"{name} stands once in mkdocs.yml"
    config.write_text(text, "utf-8")
    return project


def copy_repository(target: Path) -> Path:
    """Everything that a fork has, without what make and git leave there."""
    left_out = shutil.ignore_patterns(
        ".git", ".venv", ".*_cache", ".hypothesis", "*.egg-info", "__pycache__", "site", ".site.*"
    )
    shutil.copytree(ROOT, target, ignore=left_out)
    return target
