"""A file is replaced whole or not at all, and keeps its mode."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from publications import atomic


@pytest.fixture
def umask() -> object:
    before = os.umask(0o027)
    yield before
    os.umask(before)


@pytest.mark.parametrize("sync", [True, False])
def test_the_mode_stays_and_nothing_is_left_beside(tmp_path: Path, sync: bool) -> None:
    path = tmp_path / "file"
    path.write_text("old")
    path.chmod(0o604)
    atomic.write(path, b"new", sync=sync)
    assert (path.read_bytes(), path.stat().st_mode & 0o7777) == (b"new", 0o604)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.usefixtures("umask")
def test_a_new_file_has_the_mode_of_other_new_files(tmp_path: Path) -> None:
    atomic.write(tmp_path / "file", b"new")
    assert (tmp_path / "file").stat().st_mode & 0o7777 == 0o640


def test_the_time_of_modification_is_the_one_asked_for(tmp_path: Path) -> None:
    atomic.write(tmp_path / "file", b"new", mtime=1_000_000_000)
    assert (tmp_path / "file").stat().st_mtime == 1_000_000_000


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    link = tmp_path / "link"
    link.symlink_to(Path("folder") / "file")
    atomic.write(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "folder" / "file").read_bytes() == b"new"


def test_a_long_name(tmp_path: Path) -> None:
    path = tmp_path / ("\U0001f4c4" * 63)
    atomic.write(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("step", ["os.fsync", "os.utime", "pathlib.Path.replace"])
def test_a_failure_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, failure: BaseException
) -> None:
    path = tmp_path / "file"
    path.write_text("old")

    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr(step, fail)
    with pytest.raises(type(failure)):
        atomic.write(path, b"new", mtime=1)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_content_is_on_the_disk_before_the_name_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def recorded_fsync(handle: int) -> None:
        steps.append("fsync")
        fsync(handle)

    def recorded_replace(path: Path, target: Path) -> Path:
        steps.append("replace")
        return replace(path, target)

    monkeypatch.setattr("os.fsync", recorded_fsync)
    monkeypatch.setattr("pathlib.Path.replace", recorded_replace)
    atomic.write(tmp_path / "file", b"new")
    assert steps == ["fsync", "replace", "fsync"]
    steps.clear()
    atomic.write(tmp_path / "file", b"newer", sync=False)
    assert steps == ["replace"]
