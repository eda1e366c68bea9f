"""A file is read, locked, and replaced whole or not at all, whatever others do meanwhile."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from publications import disk
from tests.conftest import ROOT
from tests.rows import every_row


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
    disk.write(path, b"new", sync=sync)
    assert (path.read_bytes(), path.stat().st_mode & 0o7777) == (b"new", 0o604)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.usefixtures("umask")
def test_a_new_file_has_the_mode_of_other_new_files(tmp_path: Path) -> None:
    disk.write(tmp_path / "file", b"new")
    assert (tmp_path / "file").stat().st_mode & 0o7777 == 0o640


def test_the_time_of_modification_is_the_one_asked_for(tmp_path: Path) -> None:
    disk.write(tmp_path / "file", b"new", mtime=1_000_000_000)
    assert (tmp_path / "file").stat().st_mtime == 1_000_000_000


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    link = tmp_path / "link"
    link.symlink_to(Path("folder") / "file")
    disk.write(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "folder" / "file").read_bytes() == b"new"


def test_a_long_name(tmp_path: Path) -> None:
    path = tmp_path / ("\U0001f4c4" * 63)
    disk.write(path, b"new")
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
        disk.write(path, b"new", mtime=1)
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
    disk.write(tmp_path / "file", b"new")
    assert steps == ["fsync", "replace", "fsync"]
    steps.clear()
    disk.write(tmp_path / "file", b"newer", sync=False)
    assert steps == ["replace"]


# ------------------------------------------------------------------ what is no regular file


def irregular(folder: Path, kind: str) -> Path:
    """Something that is there and is no regular file."""
    path = folder / "file"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/null")
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(str(path))
    else:
        path.mkdir()
    return path


@pytest.mark.parametrize("kind", ["pipe", "device", "socket", "folder"])
def test_only_regular_files_are_read_and_replaced(tmp_path: Path, kind: str) -> None:
    path = irregular(tmp_path, kind)
    before = path.stat()
    with pytest.raises(OSError):
        disk.read(path)
    with pytest.raises(OSError):
        disk.write(path, b"new")
    with pytest.raises(OSError):
        disk.replace(path, b"", b"new")
    assert os.path.samestat(path.stat(), before)
    assert os.listdir(tmp_path) == ["file"]


# ------------------------------------------------------------------ other programs


def test_a_file_is_replaced_only_as_it_was_read(tmp_path: Path) -> None:
    path = tmp_path / "file"
    disk.replace(path, None, b"first")
    with pytest.raises(disk.ChangedError):
        disk.replace(path, None, b"second")
    disk.replace(path, b"first", b"third")
    with pytest.raises(disk.ChangedError):
        disk.replace(path, b"first", b"fourth")
    assert path.read_bytes() == b"third"
    path.unlink()
    with pytest.raises(disk.ChangedError):
        disk.replace(path, b"third", b"fifth")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("exchanges", [True, False])
def test_mode_and_link_stay_where_a_file_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchanges: bool
) -> None:
    if not exchanges:
        monkeypatch.setattr("publications.disk.writing.exchange", lambda *_: False)
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o604)
    (tmp_path / "link").symlink_to("file")
    disk.replace(tmp_path / "link", b"old", b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o7777) == (b"new", 0o604)
    assert sorted(os.listdir(tmp_path)) == ["file", "link"]
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("saves", [1, 2])
def test_what_is_saved_at_the_last_moment_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, saves: int
) -> None:
    """An editor saves right before the exchange, and again before the exchange back."""
    path = tmp_path / "file"
    path.write_bytes(b"old")
    texts = [b"saved", b"saved again"][:saves]

    def late(first: Path, second: Path) -> bool:
        if texts:
            (tmp_path / "editor's").write_bytes(texts.pop(0))
            (tmp_path / "editor's").replace(path)
        return disk.exchange(first, second)

    monkeypatch.setattr("publications.disk.writing.exchange", late)
    with pytest.raises(disk.ChangedError):
        disk.replace(path, b"old", b"new")
    assert path.read_bytes() == [b"saved", b"saved again"][saves - 1]
    assert os.listdir(tmp_path) == ["file"]


HOLDING = """\
import pathlib, sys, time
from publications import disk
with disk.locked(pathlib.Path(sys.argv[1]), 0):
    print("locked", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_lock_keeps_other_processes_out_until_its_own_ends(tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    path.touch() if kind == "file" else path.mkdir()
    command = [sys.executable, "-c", HOLDING, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        with pytest.raises(disk.LockedError), disk.locked(path, 0.05):
            pass
        other.kill()
        with disk.locked(path, 10):
            pass
    assert os.listdir(tmp_path) == [kind]


def test_a_lock_is_that_of_the_file_which_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is replaced between opening and locking is opened again."""
    path = tmp_path / "file"
    path.touch()
    flock = fcntl.flock
    replacements = [b"new", b"newer"]

    def late(handle: int, operation: int) -> None:
        if replacements:
            disk.write(path, replacements.pop(0))
        flock(handle, operation)

    monkeypatch.setattr("fcntl.flock", late)
    with disk.locked(path, 10):
        assert path.read_bytes() == b"newer"
        with pytest.raises(disk.LockedError), disk.locked(path, 0):
            pass


# ------------------------------------------------------------------ killed processes


def dead_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@every_row(
    "name, stays",
    [
        (".refs.bib.{dead}.0123abcd.new", False),
        (".refs.bib.{alive}.0123abcd.new", True),
        (".refs.bib.1.0123abcd.new", True),
        (".refs.bib.{dead}.0123ABCD.new", True),
        (".refs.bib.{dead}.new", True),
        (".refs.bib.0123abcd.new", True),
        ("refs.bib.{dead}.0123abcd.new", True),
        (".refs.bib.{dead}.0123abcd.new~", True),
        (".refs.bib.9999999999.0123abcd.new", True),
    ],
)
@every_row("kind", ["file", "folder"])
def test_only_what_dead_processes_left_is_removed(
    tmp_path: Path, name: str, stays: bool, kind: str
) -> None:
    path = tmp_path / name.format(dead=dead_process(), alive=os.getpid())
    path.touch() if kind == "file" else (path / "in").mkdir(parents=True)
    disk.remove_leftovers(tmp_path)
    assert path.exists() == stays


def test_what_a_zombie_left_is_removed(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        path = tmp_path / f".file.{process.pid}.0123abcd.new"
        path.touch()
        disk.remove_leftovers(tmp_path)
        assert not path.exists()


def test_names_beside_are_of_one_process_and_ignored_by_git(tmp_path: Path) -> None:
    names = {disk.temporary(tmp_path / "refs.bib").name for _ in range(9)}
    assert len(names) == 9
    assert all(name.startswith(f".refs.bib.{os.getpid()}.") for name in names)
    for name in (*names, "a/.x.1.0123abcd.new"):
        done = subprocess.run(["git", "check-ignore", "--quiet", "--no-index", name], cwd=ROOT)
        assert done.returncode == 0, name


#: Ends its own process without a word, at the first call of a function of the system.
KILLED_AT = """\
import os, pathlib, signal, sys
from publications import disk
path, owner, name = pathlib.Path(sys.argv[1]), *sys.argv[2].rsplit(".", 1)
before = sys.argv[3] == "before"
module = sys.modules[owner]
real = getattr(module, name)
def killed(*arguments):
    if not before:
        real(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(module, name, killed)
disk.replace(path, b"old", b"new")
"""


@pytest.mark.slow
@every_row(
    "step, when, left",
    [
        ("os.fsync", "before", b"old"),
        ("os.fsync", "after", b"old"),
        ("publications.disk.writing.exchange", "before", b"old"),
        ("publications.disk.writing.exchange", "after", b"new"),
        ("publications.disk.writing._sync_folder", "after", b"new"),
    ],
)
def test_a_kill_leaves_the_old_file_or_the_new_one(
    tmp_path: Path, step: str, when: str, left: bytes
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    done = subprocess.run([sys.executable, "-c", KILLED_AT, str(path), step, when])
    assert done.returncode == -signal.SIGKILL
    assert path.read_bytes() == left
    assert len(os.listdir(tmp_path)) == 2
    disk.remove_leftovers(tmp_path)
    assert os.listdir(tmp_path) == ["file"]


def test_a_file_that_cannot_be_written_is_named_as_it_was_meant(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        disk.write(tmp_path / "gone/refs.bib", b"x")
    assert caught.value.filename == str(tmp_path / "gone/refs.bib")
