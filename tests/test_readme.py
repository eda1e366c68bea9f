"""README: short sections, and commands and files that there are."""

from __future__ import annotations

import re

from tests.conftest import ROOT
from tests.rows import every_row

README = (ROOT / "README.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"(?ms)^## (.+?)\n\n(.*?)(?=^##? |\Z)", README))
TARGETS = set(re.findall(r"(?m)^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8")))
#: Paths of the sites that people come from, and of what need not be there.
ELSEWHERE = {
    "_bibliography/papers.bib",
    "assets/pdf/",
    "assets/html/",
    "people.yml",
    "docs/assets/pdf",
}
ELSEWHERE |= {
    "assets/img/publication_preview/",
    "docs/assets/img/publication_preview",
    "docs/assets/img/publication_preview/",
    "docs/assets/pdf/",
    "site/",
    ".venv",
    "counts.yml",
    "docs/assets/",
    "docs/topics.md",  # an example
    "tests/test_owner.py",
}


def test_it_is_short() -> None:
    assert len(README.splitlines()) <= 150


def test_a_paper_is_added_in_three_lines() -> None:
    lines = SECTIONS["Add a paper"].strip().splitlines()
    assert [line[:3] for line in lines] == ["1. ", "2. ", "3. "]


@every_row("section", SECTIONS)
def test_a_section_fits_on_a_screen(section: str) -> None:
    assert len(SECTIONS[section].splitlines()) <= 35


@every_row("target", sorted(set(re.findall(r"`make ([a-z-]+)", README))))
def test_commands_are_there(target: str) -> None:
    assert target in TARGETS


def test_files_are_there() -> None:
    named = re.findall(r"`([\w./-]+(?:/|\.(?:md|yml|bib|toml|txt|lock|py)))`", README)
    missing = {path for path in named if path not in ELSEWHERE and not (ROOT / path).exists()}
    assert not missing
