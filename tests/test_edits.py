"""Whatever an owner may write is published: ordinary edits of the real repository pass the gate.

Each edit is made in a copy of this repository as it is now; then the commands run that publication
waits for (tests/gate.py). These are the only tests that look at the live content, and they hold for
any content: an edit finds its place by looking, or brings it along.

An edit is a file in tests/edits/pasted/, a row of FIELDS in tests/edited.py, or a function in
tests/edited_site.py.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import lxml.html
import pytest

from tests import edited, edited_site
from tests.conftest import copy_repository
from tests.edited import Edit
from tests.gate import Gate, Outcome

pytestmark = pytest.mark.slow

pytestmark = pytest.mark.slow

EDITS = (*edited.ENTRIES, *edited_site.EDITS)
#: What is not part of the site; the package is the one that is tested.
_NOT_THE_SITE = {"tests", "benchmarks", "publications", ".github"}
_FINDING = re.compile(r"(?m)^::(?:error|warning) .*?title=([a-z-]+)::")


@dataclass(frozen=True)
class Published:
    """What the gate made of a project: its outcome, its findings, what its pages say."""

    outcome: Outcome
    findings: Counter[str]
    words: str


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_repository(tmp_path_factory.mktemp("edits") / "clone")


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate()


@pytest.fixture(scope="module")
def before(clone: Path, gate: Gate, tmp_path_factory: pytest.TempPathFactory) -> Published:
    project = _copy(clone, tmp_path_factory.mktemp("before") / "project")
    return _published(gate.run(project))


def _copy(clone: Path, target: Path) -> Path:
    def left_out(folder: str, names: list[str]) -> set[str]:
        return _NOT_THE_SITE if Path(folder) == clone else set()

    shutil.copytree(clone, target, ignore=left_out)
    return target


def _published(outcome: Outcome) -> Published:
    findings = Counter(_FINDING.findall(outcome.output))
    return Published(outcome, findings, " ".join(_words(outcome.site)))


def _words(site: Path) -> Iterator[str]:
    """The text of all pages, the values of their attributes, and the style sheets."""
    for path in sorted(site.rglob("*.html")):
        page = lxml.html.parse(str(path), lxml.html.HTMLParser(encoding="utf-8")).getroot()
        for element in page.xpath("//pre"):  # BibTeX, which says everything
            element.drop_tree()
        yield " ".join(page.text_content().split())
        yield from map(str, page.xpath("//@*"))
    for path in site.glob("stylesheets/*.css"):
        yield re.sub(r"(?s)/\*.*?\*/", "", path.read_text("utf-8"))


def _missing(edit: Edit, words: str) -> list[str]:
    return [expected for expected in edit.shown if expected not in words]


def test_there_are_enough() -> None:
    assert len(EDITS) >= 100
    assert len({edit.name for edit in EDITS}) == len(EDITS)


def test_nothing_that_is_expected_was_there_before(before: Published) -> None:
    assert before.outcome.status == 0, before.outcome.output
    for edit in EDITS:
        assert _missing(edit, before.words) == list(edit.shown), edit.name


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_an_edit_is_published(
    edit: Edit, clone: Path, gate: Gate, before: Published, tmp_path: Path
) -> None:
    project = _copy(clone, tmp_path / "project")
    edit.change(project)
    published = _published(gate.run(project))
    assert published.outcome.status == 0, published.outcome.output
    assert not _missing(edit, published.words)
    if edit.findings is not None:
        new = published.findings - before.findings
        assert sorted(new.elements()) == sorted(edit.findings)
