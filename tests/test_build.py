"""`make build`: the new site takes the place of the old one whole, whatever happens meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from publications import disk
from tests.conftest import ROOT
from tests.waiting import holds
from tools import build

#: A builder that writes a page with its process's number, says so, and does what a file tells it.
BUILDER = """\
import os, pathlib, signal, sys, time
site = pathlib.Path(os.environ["PUBLICATIONS_SITE_DIR"])
(site / "page").mkdir(parents=True)
(site / "index.html").write_text(str(os.getppid()))
(site / "page/index.html").write_text(str(os.getppid()))
exec(pathlib.Path("then").read_text())
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "project"
    root.mkdir()
    (root / "mkdocs.yml").touch()
    (root / "builder.py").write_text(BUILDER)
    (root / "then").write_text("")

    def commands(*_: object, **__: object) -> Iterator[tuple[str, ...]]:
        yield ("builder",)

    monkeypatch.setattr(build, "commands", commands)
    monkeypatch.chdir(root)
    return root


def old_site(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("old")
    (folder / "gone.html").write_text("old")
    return folder


def files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir()}


def beside(project: Path) -> set[str]:
    """What is in the project beside what was there before."""
    return set(os.listdir(project)) - {"mkdocs.yml", "builder.py", "then", "site", "__pycache__"}


NEW = {"index.html", "page/index.html"}


def refuse(*_: object, **__: object) -> None:
    raise OSError


@pytest.mark.parametrize("exchanges", [True, False])
def test_the_new_site_takes_the_place_of_the_old(
    project: Path, monkeypatch: pytest.MonkeyPatch, exchanges: bool
) -> None:
    if not exchanges:
        monkeypatch.setattr("publications.disk.exchange", lambda *_: False)
    assert build.main(["mkdocs"]) == 0
    assert files(project / "site") == NEW
    (project / "site/gone.html").touch()
    (project / "site").chmod(0o750)
    assert build.main(["mkdocs"]) == 0
    assert files(project / "site") == NEW
    assert (project / "site").stat().st_mode & 0o777 == 0o750
    assert beside(project) == set()


@pytest.mark.parametrize("then", ["sys.exit(3)", "os.kill(os.getpid(), signal.SIGKILL)"])
def test_a_builder_that_fails_keeps_the_old_site(project: Path, then: str) -> None:
    old_site(project / "site")
    (project / "then").write_text(then)
    assert build.main(["mkdocs"]) == 1
    assert files(project / "site") == {"index.html", "gone.html"}
    assert beside(project) == set()


def test_a_link_stays_and_where_it_leads_is_replaced(project: Path, tmp_path: Path) -> None:
    old_site(tmp_path / "www/public")
    (project / "site").symlink_to(Path("..") / "www/public")
    assert build.main(["mkdocs"]) == 0
    assert os.readlink(project / "site") == "../www/public"
    assert files(tmp_path / "www/public") == NEW
    assert os.listdir(tmp_path / "www") == ["public"]
    assert beside(project) == set()


@pytest.mark.parametrize("links", [True, False])
def test_hidden_files_stay_and_no_others(
    project: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:
        monkeypatch.setattr("os.link", refuse)
    site = old_site(project / "site")
    for name in (".git/HEAD", ".git/objects/ab/x", ".nojekyll", ".well-known/mine", "a/.htaccess"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text("mine")
    (site / ".git/empty").mkdir()
    (site / ".linked").symlink_to(".nojekyll")
    (project / "then").write_text(
        '(site / ".well-known").mkdir(); (site / ".well-known/new").touch();'
        '(site / ".nojekyll").write_text("new")'
    )
    assert build.main(["mkdocs"]) == 0
    assert files(site) == NEW | {
        ".git/HEAD", ".git/objects/ab/x", ".nojekyll", ".well-known/mine", ".well-known/new",
        "a/.htaccess", ".linked",
    }  # fmt: skip
    assert (site / ".nojekyll").read_text() == "new"
    assert (site / ".git/HEAD").read_text() == "mine"
    assert (site / ".git/empty").is_dir()
    assert (site / ".linked").is_symlink()


@pytest.mark.parametrize(
    ("name", "said"),
    [("site", "/project/site is not a folder\n"), ("mkdocs.yml", "mkdocs.yml is no file")],
)
def test_a_pipe_is_refused_in_one_line(
    project: Path, capsys: pytest.CaptureFixture[str], name: str, said: str
) -> None:
    (project / name).unlink(missing_ok=True)
    os.mkfifo(project / name)
    assert build.main(["mkdocs"]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert said in output.err
    assert output.err.count("\n") == 1


#: A process that builds as `make` does, with the builder of these tests.
MAIN = """\
import sys
from tools import build
build.commands = lambda *_, **__: [("builder",)]
sys.exit(build.main(["mkdocs"]))
"""


#: Waits for the end of the build that runs it.
WAITING = """\
build = os.getppid()
pathlib.Path("ready").touch()
while os.getppid() == build:
    time.sleep(0.01)
"""


def started(project: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", MAIN],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def line_of(build: subprocess.Popen[str]) -> str:
    """The next line that a build says."""
    assert build.stdout is not None
    return build.stdout.readline()


@pytest.mark.slow
def test_builds_at_one_time_come_one_after_the_other(project: Path) -> None:
    """Each says that it waits; if they ran at once, the log would be mixed."""
    log = "print('x', file=open('log', 'a')); time.sleep(0.1); print('y', file=open('log', 'a'))"
    (project / "then").write_text(log)
    with disk.locked(project, 0):
        builds = [started(project) for _ in range(3)]
        said = [line_of(each) for each in builds]
    assert said == ["Another build of this site is running; waiting for it\n"] * 3
    for each in builds:
        each.communicate()
    assert [each.returncode for each in builds] == [0, 0, 0]
    assert (project / "log").read_text() == "x\ny\n" * 3
    assert files(project / "site") == NEW
    assert len({(project / "site" / name).read_text() for name in NEW}) == 1
    assert beside(project) == {"log"}


def test_a_build_that_waits_too_long_is_refused_in_one_line(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build, "_PATIENCE", 0)
    old_site(project / "site")
    with disk.locked(project, 0):
        assert build.main(["mkdocs"]) == 1
    assert capsys.readouterr().err == "error: .: is in use by another command\n"
    assert files(project / "site") == {"index.html", "gone.html"}


def test_a_kill_leaves_the_old_site_and_the_next_build_what_was_left(project: Path) -> None:
    old_site(project / "site")
    (project / "then").write_text(WAITING)
    killed = started(project)
    assert holds((project / "ready").exists)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert files(project / "site") == {"index.html", "gone.html"}
    (left,) = beside(project) - {"ready"}
    ignored = subprocess.run(
        ["git", "check-ignore", "--quiet", "--no-index", f"{left}/"], cwd=ROOT, check=False
    )
    assert ignored.returncode == 0
    (project / "then").write_text("")
    assert build.main(["mkdocs"]) == 0
    assert beside(project) == {"ready"}


#: Ends the process at the step in which the sites change places.
KILLED = """\
import os, signal
from publications import disk
exchange = disk.exchange
def killed(*paths):
    {} and exchange(*paths)
    os.kill(os.getpid(), signal.SIGKILL)
disk.exchange = killed
"""


@pytest.mark.slow
@pytest.mark.parametrize("exchanged", [False, True])
def test_a_kill_at_the_last_step_leaves_one_of_the_sites_whole(
    project: Path, exchanged: bool
) -> None:
    old = files(old_site(project / "site"))
    done = subprocess.run(
        [sys.executable, "-c", KILLED.format(exchanged) + MAIN],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert files(project / "site") == (NEW if exchanged else old)
    assert len(beside(project)) == 1
    assert build.main(["mkdocs"]) == 0
    assert files(project / "site") == NEW
    assert beside(project) == set()


def test_an_old_site_that_was_moved_aside_comes_back(project: Path) -> None:
    """A system that cannot exchange folders, and a kill between the two steps."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    old_site(project / f".site.old.{process.pid}.0123abcd.new")
    (project / "then").write_text("sys.exit(1)")
    assert build.main(["mkdocs"]) == 1
    assert files(project / "site") == {"index.html", "gone.html"}
    assert beside(project) == set()


def test_modules_that_are_run() -> None:
    assert [*build.commands("zensical", "there", strict=True)] == [
        ("publications", "generate", "docs", "--strict"),
        ("zensical", "build", "--clean", "--strict"),
        ("publications", "verify", "there"),
    ]
