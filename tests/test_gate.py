"""What is pushed is published by the workflow's own lines; what breaks refs.bib is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clones import clone
from tests.edited import paste, refs
from tests.taken_over import commit, git, prepare
from tools import workflow

pytestmark = pytest.mark.slow

NEW = """
@article{hallgren2024gate,
  author = {OWNER},
  title = {A Lantern at the Gate},
  journal = {Journal of Small Places},
  year = {2024},
}
"""


def snapshot(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    repository = clone(tmp_path / "repository")
    git(repository, "init", "--quiet")
    return repository


def test_a_commit_is_published_and_one_that_breaks_refs_bib_is_not(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSTALL", "no")
    pages = tmp_path / "pages"
    paste(repository, NEW)
    commit(repository)
    assert workflow.publish(repository, pages, prepare)
    published = snapshot(pages)
    page = published["publications/hallgren2024gate/index.html"].decode()
    assert "A Lantern at the Gate" in page
    assert 'href="https://owner.github.io/site/publications/hallgren2024gate/"' in page

    refs(repository).write_text(
        refs(repository).read_text("utf-8") + "\n@article{broken, title = {"
    )
    commit(repository)
    assert not workflow.publish(repository, pages, prepare)
    assert snapshot(pages) == published


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ("- run: make check", ["make check"]),
        ("- run: make check\n  if: github.event_name == 'pull_request'", []),
        ("- run: make check\n  if: github.event_name == 'push'", ["make check"]),
        ("- uses: actions/checkout@v1", []),
    ],
)
def test_lines_of_a_push_are_run(tmp_path: Path, steps: str, expected: list[str]) -> None:
    indented = steps.replace("\n", "\n      ")
    write(tmp_path, f"  build:\n    steps:\n      {indented}\n  deploy:\n    needs: build\n")
    assert [run.command for run in workflow.runs(tmp_path)] == expected


def test_lines_of_all_jobs_that_are_waited_for_are_run_once_in_their_order(tmp_path: Path) -> None:
    job = "  {0}:\n    needs: [{1}]\n    steps:\n      - run: make {0}\n"
    text = job.format("c", "a, b") + job.format("b", "a") + job.format("a", "")
    write(tmp_path, f"{text}{job.format('other', '')}  deploy:\n    needs: [a, c]\n")
    assert [run.command for run in workflow.runs(tmp_path)] == ["make a", "make b", "make c"]


def test_an_expression_that_is_not_known_is_an_error(tmp_path: Path) -> None:
    step = "      - run: make\n        env:\n          A: ${{ secrets.token }}\n"
    write(tmp_path, f"  build:\n    steps:\n{step}  deploy:\n    needs: build\n")
    with pytest.raises(KeyError, match=r"secrets\.token"):
        workflow.runs(tmp_path)


def write(repository: Path, jobs: str) -> None:
    path = repository / workflow.WORKFLOW
    path.parent.mkdir(parents=True)
    path.write_text(f"on: push\njobs:\n{jobs}", "utf-8")
