"""Whatever an owner may write is published: ordinary edits of a repository pass the gate.

The edits are made in a copy of this repository as it is now, with the content of the tests' site in
the place of the live one (tests/clones.py); then the commands run that publication waits for
(tests/gate.py). An edit finds its place by looking, or brings it along. What only adds something is
tried all at once; of what changes something, edits of different parts are tried together.

An edit is a file in tests/edits/pasted/, a row of FIELDS in tests/edited.py, or a function in
tests/edited_site.py.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import lxml.html
import pytest

from tests.clones import locked_clone
from tests.edited import ENTRIES, Edit
from tests.edited_site import ADDITIONS, EDITS, PROJECTS
from tests.gate import Gate, Outcome

pytestmark = pytest.mark.slow

#: What is not part of the site; the package is the one that is tested.
_NOT_THE_SITE = {"tests", "benchmarks", "publications", ".github"}
_FINDING = re.compile(r"(?m)^::(?:error|warning) .*?title=([a-z-]+)::")


@dataclass(frozen=True)
class Published:
    """What the gate made of a project: its outcome, its findings, what is said on the site.

    `words` is all of it, `entries` what the pages of publications show.
    """

    outcome: Outcome
    findings: Counter[str]
    words: str
    entries: str


@pytest.fixture(scope="module")
def clone(gate: Gate, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return locked_clone(tmp_path_factory.mktemp("edits") / "clone", gate)


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
    pages = {path: lxml.html.fromstring(path.read_bytes()) for path in outcome.site.rglob("*.html")}
    words = [*map(_words, pages.values()), *map(_rules, outcome.site.glob("stylesheets/*.css"))]
    publications = [page for path, page in pages.items() if path.match("publications/*/*.html")]
    return Published(outcome, findings, " ".join(words), " ".join(map(_shown, publications)))


def _words(element: lxml.html.HtmlElement) -> str:
    """The text of an element and the values of its attributes, with single blanks."""
    text = " ".join(element.text_content().split())
    return " ".join((text, *map(str, element.xpath(".//@*"))))


def _shown(page: lxml.html.HtmlElement) -> str:
    """What a page shows, without the BibTeX of its publication, which holds every word."""
    (main,) = page.xpath("//main")
    for element in main.xpath(".//pre | .//script"):
        element.drop_tree()
    return _words(main)


def _rules(path: Path) -> str:
    """A style sheet without its comments."""
    return re.sub(r"(?s)/\*.*?\*/", "", path.read_text("utf-8"))


def _missing(edit: Edit, published: Published) -> list[str]:
    words = published.entries if edit.of_entry else published.words
    return [expected for expected in edit.shown if expected not in words]


def test_there_are_enough() -> None:
    edits = (*ENTRIES, *ADDITIONS, *EDITS)
    assert len(edits) >= 100
    assert len({edit.name for edit in edits}) == len(edits)


def test_nothing_that_is_expected_was_there_before(before: Published) -> None:
    assert before.outcome.status == 0, before.outcome.output
    for edit in (*ENTRIES, *ADDITIONS, *EDITS):
        assert _missing(edit, before) == list(edit.shown), edit.name


def _made(edits: Sequence[Edit], clone: Path, gate: Gate, project: Path) -> Published:
    """What is published of a project with these edits, which shows the words of each."""
    _copy(clone, project)
    for edit in edits:
        edit.change(project)
    published = _published(gate.run(project))
    assert published.outcome.status == 0, published.outcome.output
    missing = {edit.name: _missing(edit, published) for edit in edits}
    assert not {name: words for name, words in missing.items() if words}
    return published


@pytest.mark.parametrize("edits", [ENTRIES, ADDITIONS], ids=["entries", "additions"])
def test_all_that_is_added_is_published(
    edits: Sequence[Edit], clone: Path, gate: Gate, before: Published, tmp_path: Path
) -> None:
    """One after the other in one project, as in the years of a site."""
    published = _made(edits, clone, gate, tmp_path / "project")
    new = published.findings - before.findings
    expected = Counter(finding for edit in edits for finding in edit.findings or ())
    assert new == expected, published.outcome.output


@pytest.mark.parametrize("edits", PROJECTS, ids=lambda edits: "+".join(edit.name for edit in edits))
def test_edits_are_published(
    edits: Sequence[Edit], clone: Path, gate: Gate, before: Published, tmp_path: Path
) -> None:
    published = _made(edits, clone, gate, tmp_path / "project")
    if not any(edit.findings is None for edit in edits):
        assert not published.findings - before.findings, published.outcome.output
