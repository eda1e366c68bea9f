"""The watch over files of a preview, and the walk through folders that it makes."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest

from publications import disk
from publications.disk.watching import Watch


def write(path: str, text: str) -> Callable[[Path], object]:
    return lambda folder: (folder / path).write_text(text)


CHANGES = {
    "a file changes": write("docs/a.md", "longer"),
    "a file comes": write("docs/in/b.md", "b"),
    "a file goes": lambda folder: (folder / "docs/a.md").unlink(),
    "a file is named otherwise": lambda folder: (folder / "docs/a.md").rename(folder / "docs/c.md"),
    "a folder comes": lambda folder: (folder / "docs/new").mkdir(),
    "a folder goes": lambda folder: (folder / "docs/in").rmdir(),
    "what is watched goes": lambda folder: (folder / "docs").rename(folder / "aside"),
    "a watched file comes": write("refs.bib", ""),
    "a link to itself comes": lambda folder: (folder / "docs/l").symlink_to("l"),
    "a link to the folder comes": lambda folder: (folder / "docs/l").symlink_to("."),
    "the target of a link changes": write("elsewhere", "longer"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs/in").mkdir(parents=True)
    (tmp_path / "docs/a.md").write_text("a")
    (tmp_path / "elsewhere").write_text("a")
    (tmp_path / "linked.bib").symlink_to("elsewhere")
    return tmp_path


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_is_seen_and_the_next_as_well(folder: Path, change: str) -> None:
    changes: list[None] = []
    watch = Watch(lambda: changes.append(None))
    paths = [folder / name for name in ("docs", "refs.bib", "linked.bib")]
    assert watch.add(paths) == paths
    assert watch.add([*paths, folder / "elsewhere"]) == [folder / "elsewhere"]
    watch.look()
    CHANGES[change](folder)
    watch.look()
    assert len(changes) == 1
    watch.look()
    assert len(changes) == 1, "no change, no call"
    (folder / "refs.bib").write_text("another")
    watch.look()
    assert len(changes) == 2


def test_what_is_watched_from_now_on_has_not_changed(folder: Path) -> None:
    changes: list[None] = []
    watch = Watch(lambda: changes.append(None))
    watch.look()
    watch.add([folder / "docs"])
    watch.look()
    assert changes == []


def test_a_file_that_is_still_written_is_one_change(folder: Path) -> None:
    changes: list[str] = []
    pieces = iter(["", "half", "half and half"])
    file = folder / "refs.bib"
    watch = Watch(lambda: changes.append(file.read_text()))
    watch.add([file])
    watch.look()
    file.write_text("whole")
    with mock.patch("publications.disk.watching.time") as clock:
        clock.sleep.side_effect = lambda _: file.write_text(next(pieces, "half and half"))
        watch.look()
    assert changes == ["half and half"]


def test_a_file_that_is_written_without_end_is_a_change(folder: Path) -> None:
    changes: list[None] = []
    counted = itertools.count()
    file = folder / "refs.bib"
    watch = Watch(lambda: changes.append(None))
    watch.add([file])
    watch.look()
    file.write_text("begun")
    with mock.patch("publications.disk.watching.time") as clock:
        clock.sleep.side_effect = lambda _: file.write_text("x" * next(counted))
        watch.look()
    assert len(changes) == 1


@pytest.mark.parametrize("target", [".", "..", "in"])
def test_a_walk_through_links_ends(folder: Path, target: str) -> None:
    (folder / "docs/in/one").symlink_to(folder / "docs" / target)
    (folder / "docs/in/two").symlink_to(folder / "docs" / target)
    steps = list(disk.walk(folder / "docs"))
    assert len(steps) < 50
    assert any(step.endless for step in steps)
    assert not any(step.endless for step in steps if not step.path.is_symlink())
