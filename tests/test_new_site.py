"""A site as `new` writes it, through all builders: no edit needed, no file changed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from publications import disk
from publications.settings import Owner
from publications.starter.files import Answers, site_files
from tests import processes
from tests.axe import violations
from tests.windows import Windows
from tools import preview

pytestmark = pytest.mark.slow

BIB = """\
@article{pots,
  author  = {Carberry, Josiah and N{\\'u}{\\~n}ez, Ana and Øvergård, Kari},
  title   = {Pots of {$x^2$} Litres},
  journal = {Journal of Psychoceramics},
  year    = {2020},
  doi     = {10.5555/12345678},
}

@book{jars,
  author    = {Carberry, J.},
  title     = {Jars},
  publisher = {Kiln},
  year      = {2021},
}
"""
OWNER = Owner(name="Josiah Carberry", aliases=("J. Carberry",))
COMMANDS = {
    "mkdocs": [["mkdocs", "build", "--strict"]],
    "properdocs": [["properdocs", "build", "--strict", "-f", "mkdocs.yml"]],
    "zensical": [
        ["publications", "generate", "docs", "--strict"],
        ["zensical", "build", "--clean", "--strict"],
    ],
}


def written(folder: Path, bibliography: bytes | None) -> Path:
    """A new site in git, all of it committed."""
    disk.create(folder, site_files(Answers(OWNER.name, OWNER, bibliography)))
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "Begin")
    return folder


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


def run(folder: Path, *command: str) -> str:
    """What a program says, which has to succeed."""
    done = processes.run(command, folder, {})
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def build(folder: Path, builder: str) -> None:
    """Build without a warning, and look at the site; all that is written is ignored by git."""
    for command in (*COMMANDS[builder], ["publications", "verify", "site"]):
        assert "warning" not in run(folder, *command).lower()
    assert git(folder, "status", "--porcelain") == ""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site, built by MkDocs."""
    project = written(tmp_path_factory.mktemp("new") / "project", BIB.encode())
    build(project, "mkdocs")
    return project


def test_pages_downloads_and_pdf_are_there(built: Path) -> None:
    made = (
        "publications/pots/index.html",
        "publications.bib",
        "cv.pdf",
        "search/search_index.json",
    )
    assert all((built / "site" / path).is_file() for path in made)
    assert git(built, "status", "--porcelain", "--ignored") == "!! site/\n"
    said = run(built, "publications", "check")
    assert said.endswith("2 publications, 0 errors, 0 warnings, 0 notes\n")


@pytest.mark.builders
@pytest.mark.parametrize("builder", ["properdocs", "zensical"])
def test_other_builders_make_it_too(tmp_path: Path, built: Path, builder: str) -> None:
    project = written(tmp_path / "project", BIB.encode())
    build(project, builder)
    for path in ("publications/pots.bib", "publications.ris", "cv.pdf"):
        ours, theirs = project / "site" / path, built / "site" / path
        assert ours.read_bytes() == theirs.read_bytes()


def test_without_publications_it_builds_too(tmp_path: Path) -> None:
    project = written(tmp_path / "project", None)
    build(project, "mkdocs")
    page = (project / "site/publications/index.html").read_text("utf-8")
    assert "site-filter" not in page


def test_axe_finds_nothing(built: Path, windows: Windows) -> None:
    with preview.serve(built / "site") as address:
        for path in ("", "publications/", "cv/", "publications/pots/"):
            page = windows.visit(f"{address}/{path}")
            for width in (390, 1280):
                page.set_viewport_size({"width": width, "height": 900})
                assert not violations(page), f"{path} at {width}"
                assert page.evaluate("document.documentElement.scrollWidth") <= width, path
