"""The job of the workflow `watch` that writes: real git, a bare repository, and a fake `gh`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest

from publications.commands import propose
from tests.command_line import run_command
from tests.recorded import Registrars, serving
from tests.test_watch import MKDOCS, WORLDS

pytestmark = pytest.mark.slow

_BIB = "@misc{a,\n  title = {A},\n}\n"
_NEW = _BIB + "\n@misc{b,\n  title = {B},\n}\n"
_REPORT = "# News\n\nOne paper.\n"
_GH = """#!{python} -SE
import json, pathlib, sys
folder = pathlib.Path({folder!r})
words = sys.argv[1:]
body = ""
if "--body-file" in words:
    body = pathlib.Path(words[words.index("--body-file") + 1]).read_text()
with (folder / "calls").open("a") as calls:
    calls.write(json.dumps([words, body]) + "\\n")
if words[:2] == ["pr", "create"] and (folder / "refuse").exists():
    sys.exit("GitHub Actions is not permitted to create or approve pull requests")
answer = folder / f"{{words[0]}}-{{words[1]}}.json"
print(answer.read_text() if answer.exists() else "[]" if words[1] == "list" else "")
"""


def git(folder: Path, *words: str) -> str:
    identity = ("-c", "user.name=Owner", "-c", "user.email=owner@example.org")
    done = subprocess.run(
        ["git", *identity, *words], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@dataclass(frozen=True)
class World:
    """A bare repository, a checkout of it, what the other job handed over, and a fake `gh`."""

    folder: Path

    @property
    def checkout(self) -> Path:
        return self.folder / "checkout"

    @property
    def handed(self) -> Path:
        return self.folder / "handed"

    def hand(self, patch: str, report: str = _REPORT) -> None:
        self.handed.mkdir(exist_ok=True)
        (self.handed / "refs.patch").write_text(patch, encoding="utf-8")
        (self.handed / "report.md").write_text(report, encoding="utf-8")

    def patch(self) -> str:
        """The change of the checkout as a patch; the checkout is as before."""
        git(self.checkout, "add", "--all")
        text = git(self.checkout, "diff", "--cached", "--binary", "HEAD") + "\n"
        git(self.checkout, "reset", "--quiet", "--hard", "HEAD")
        return text

    def answer(self, name: str, value: object) -> None:
        (self.folder / f"{name}.json").write_text(json.dumps(value))

    def run(self, step: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a step."""
        path = f"{self.folder / 'bin'}:{os.environ['PATH']}"
        words = ["propose", step, str(self.handed)]
        return run_command(words, folder=self.checkout, PATH=path, **environment)

    def propose(self) -> str:
        """Both steps; what the second one says."""
        done = self.run("apply")
        assert done.returncode == 0, done.stderr
        done = self.run("open")
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def calls(self) -> list[tuple[list[str], str]]:
        """The calls of `gh`, each with the text that it was given."""
        path = self.folder / "calls"
        if not path.exists():
            return []
        return [(words, body) for words, body in map(json.loads, path.read_text().splitlines())]

    def written(self) -> list[list[str]]:
        """The first words of the calls that change something."""
        return [words[:2] for words, _ in self.calls() if words[1] != "list"]

    def on_branch(self) -> str:
        return git(self.folder / "origin.git", "show", f"{propose.BRANCH}:refs.bib") + "\n"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A world that each test gets a copy of."""
    folder = tmp_path_factory.mktemp("world")
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git")
    git(folder, "init", "--quiet", "--initial-branch=main", "checkout")
    made = World(folder)
    (made.checkout / "refs.bib").write_text(_BIB)
    (made.checkout / "Makefile").write_text("check:\n\ttrue\n")
    git(made.checkout, "remote", "add", "origin", "../origin.git")
    git(made.checkout, "add", "--all")
    git(made.checkout, "commit", "--quiet", "-m", "Begin")
    git(made.checkout, "push", "--quiet", "--set-upstream", "origin", "main")
    (made.checkout / "refs.bib").write_text(_NEW)
    made.hand(made.patch())
    return folder


@pytest.fixture
def world(begun: Path, tmp_path: Path) -> World:
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    gh = tmp_path / "bin" / "gh"
    gh.parent.mkdir()
    gh.write_text(_GH.format(python=sys.executable, folder=str(tmp_path)))
    gh.chmod(0o755)
    return World(tmp_path)


def test_a_pull_request_is_opened(world: World) -> None:
    assert world.propose() == "a pull request is open"
    assert world.on_branch() == _NEW
    assert world.written() == [["pr", "create"]]
    (words, body) = world.calls()[-1]
    assert body == _REPORT
    assert words[words.index("--head") + 1] == propose.BRANCH
    assert not any("One paper" in word for word in words)
    author = git(world.folder / "origin.git", "log", "-1", "--format=%ae %s", propose.BRANCH)
    assert author == f"{propose.EMAIL} {propose.TITLE}"
    assert git(world.folder / "origin.git", "show", "main:refs.bib") + "\n" == _BIB


_OURS = {"title": propose.TITLE, "author": {"login": "app/github-actions"}}
_PULL = {"number": 7, "isCrossRepository": False, **_OURS}


def test_an_open_one_is_brought_up_to_date(world: World) -> None:
    world.propose()
    git(world.checkout, "checkout", "--quiet", "--detach", "origin/main")
    world.answer("pr-list", [_PULL])
    newer = _NEW + "\n@misc{c,\n  title = {C},\n}\n"
    (world.checkout / "refs.bib").write_text(newer)
    world.hand(world.patch(), "Two papers.\n")
    assert world.propose() == "pull request 7 is up to date"
    assert world.on_branch() == newer
    (words, body) = world.calls()[-1]
    assert (words[:3], body) == (["pr", "edit", "7"], "Two papers.\n")


def test_the_same_change_makes_no_new_commit(world: World) -> None:
    world.propose()
    before = git(world.folder / "origin.git", "rev-parse", propose.BRANCH)
    git(world.checkout, "checkout", "--quiet", "--detach", "origin/main")
    world.answer("pr-list", [_PULL])
    world.propose()
    assert git(world.folder / "origin.git", "rev-parse", propose.BRANCH) == before


def test_commits_of_other_people_are_left_alone(world: World) -> None:
    world.propose()
    git(world.checkout, "checkout", "--quiet", "-B", "mine", f"origin/{propose.BRANCH}")
    git(world.checkout, "commit", "--quiet", "--allow-empty", "-m", "By hand")
    git(world.checkout, "push", "--quiet", "origin", f"HEAD:{propose.BRANCH}")
    before = git(world.folder / "origin.git", "rev-parse", propose.BRANCH)
    git(world.checkout, "checkout", "--quiet", "--detach", "origin/main")
    assert "other people" in world.propose()
    assert git(world.folder / "origin.git", "rev-parse", propose.BRANCH) == before
    assert world.written() == [["pr", "create"]]


@pytest.mark.parametrize(
    "pull",
    [
        _PULL | {"isCrossRepository": True},
        _PULL | {"author": {"login": "somebody"}},
    ],
)
def test_no_other_pull_request_is_taken_for_it(world: World, pull: dict[str, object]) -> None:
    world.answer("pr-list", [pull])
    assert world.propose() == "a pull request is open"


def test_where_it_may_not_be_opened_there_is_an_issue_with_the_change(world: World) -> None:
    (world.folder / "refuse").touch()
    assert "an issue is open" in world.propose()
    (words, body) = world.calls()[-1]
    assert words[:2] == ["issue", "create"]
    assert body.startswith(_REPORT)
    assert "```diff\n" in body
    assert "+@misc{b," in body


@pytest.mark.parametrize(
    ("issue", "call"),
    [
        ({"number": 9, **_OURS}, ["issue", "edit"]),
        ({"number": 9, **_OURS, "author": {"login": "somebody"}}, ["issue", "create"]),
        ({"number": 9, **_OURS, "title": "Another"}, ["issue", "create"]),
    ],
)
def test_there_is_one_issue(world: World, issue: dict[str, object], call: list[str]) -> None:
    (world.folder / "refuse").touch()
    world.answer("issue-list", [issue])
    world.propose()
    assert world.written()[-1] == call


def test_a_change_in_another_encoding_is_shown_as_far_as_it_can_be(world: World) -> None:
    (world.folder / "refuse").touch()
    (world.checkout / "refs.bib").write_text(_NEW)
    patch = world.patch().encode().replace(b"{B}", b"{B\xe9}")
    world.hand("")
    (world.handed / "refs.patch").write_bytes(patch)
    assert "an issue is open" in world.propose()
    assert "{B\ufffd}" in world.calls()[-1][1]


def test_nothing_in_the_change_ends_its_block(world: World) -> None:
    (world.folder / "refuse").touch()
    (world.checkout / "refs.bib").write_text(_NEW.replace("{B}", "{`````\n```\n@owner}"))
    world.hand(world.patch())
    world.propose()
    (_, body) = world.calls()[-1]
    assert body.count("\n``````diff\n") == 1
    assert body.endswith("\n``````\n")


def test_a_long_report_is_cut(world: World) -> None:
    world.hand((world.handed / "refs.patch").read_text(), "A line.\n" * 20_000)
    world.propose()
    (_, body) = world.calls()[-1]
    assert len(body) < 65_536
    assert body.endswith("A line.\n\nThe rest is left out: it is too long.\n")


def _other_file(checkout: Path) -> None:
    (checkout / "Makefile").write_text("check:\n\tcurl evil.example\n")


def _new_file(checkout: Path) -> None:
    (checkout / "refs2.bib").write_text(_NEW)


def _removed(checkout: Path) -> None:
    (checkout / "refs.bib").unlink()


def _renamed(checkout: Path) -> None:
    (checkout / "refs.bib").rename(checkout / "other.bib")


def _link(checkout: Path) -> None:
    (checkout / "refs.bib").unlink()
    (checkout / "refs.bib").symlink_to("/etc/passwd")


def _executable(checkout: Path) -> None:
    (checkout / "refs.bib").write_text(_NEW)
    (checkout / "refs.bib").chmod(0o755)


def _folder(checkout: Path) -> None:
    (checkout / "refs.bib").unlink()
    (checkout / "refs.bib").mkdir()
    (checkout / "refs.bib" / "x").write_text("x")


def _submodule(checkout: Path) -> None:
    git(checkout, "clone", "--quiet", ".", "module")


def _both(checkout: Path) -> None:
    (checkout / "refs.bib").write_text(_NEW)
    (checkout / ".github").mkdir()
    (checkout / ".github" / "x.yml").write_text("on: push\n")


def _after(checkout: Path) -> None:
    (checkout / "refs.bib").write_text(_NEW)
    (checkout / "tools.py").write_text("import os\n")


@pytest.mark.parametrize(
    "change",
    [
        _other_file, _new_file, _removed, _renamed, _link, _executable, _folder, _submodule, _both,
        _after,
    ],
)  # fmt: skip
def test_a_patch_of_more_is_refused(world: World, change: object) -> None:
    assert callable(change)
    change(world.checkout)
    world.hand(world.patch())
    _refused(world)


_HEAD = (
    "diff --git a/{0} b/{0}\nnew file mode 100644\n--- /dev/null\n+++ b/{0}\n@@ -0,0 +1 @@\n+x\n"
)


@pytest.mark.parametrize(
    "patch",
    [
        "",
        "\n",
        "no patch\n",
        _HEAD.format("../outside"),
        _HEAD.format(".git/hooks/pre-commit"),
        _HEAD.format("/tmp/outside"),  # noqa: S108 - it is refused
        "--- a/refs.bib\n+++ b/refs.bib\n@@ -1 +1 @@\n-@misc{z,\n+@misc{y,\n",
        "diff --git a/refs.bib b/refs.bib\nold mode 100644\nnew mode 100755\n",
    ],
)
def test_what_does_not_apply_is_refused(world: World, patch: str) -> None:
    world.hand(patch)
    _refused(world)
    assert not (world.folder / "outside").exists()


def _refused(world: World) -> None:
    """Nothing is applied, nothing of the patch is printed, and nothing can be proposed."""
    done = world.run("apply")
    assert done.returncode == 1
    assert done.stderr.startswith("error: ")
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""
    assert git(world.checkout, "status", "--porcelain", "--untracked-files=no") == ""
    assert world.run("open").returncode == 1
    assert world.calls() == []


def test_a_patch_that_is_a_link_is_refused(world: World) -> None:
    real = world.folder / "real.patch"
    (world.handed / "refs.patch").rename(real)
    (world.handed / "refs.patch").symlink_to(real)
    _refused(world)


def test_without_a_report_nothing_is_proposed(world: World) -> None:
    (world.handed / "report.md").unlink()
    assert world.run("apply").returncode == 0
    done = world.run("open")
    assert (done.returncode, done.stderr) == (1, "error: there is no report\n")


# ------------------------------------------------------------------ the job that asks


@pytest.mark.parametrize(
    ("answers", "changed"),
    [("one-new", True), ("too-many-requests", True), ("nothing-new", False)],
)
def test_what_is_asked_becomes_a_patch_and_a_report(
    world: World, answers: str, changed: bool
) -> None:
    """Also where some registrar cannot be asked, which the report says."""
    done = _ask(world, answers)
    assert (done.returncode, done.stdout) == (0, f"changed={str(changed).lower()}\n")
    git(world.checkout, "reset", "--quiet", "--hard")
    if changed:
        assert world.propose() == "a pull request is open"
        assert world.on_branch() == (WORLDS / answers / "expected.bib").read_text("utf-8")
        assert world.calls()[-1][1] == (WORLDS / answers / "expected.md").read_text("utf-8")


def test_a_failure_is_none_of_the_news(world: World) -> None:
    (world.checkout / "mkdocs.yml").write_text("site_name: [\n", encoding="utf-8")
    assert world.run("ask").returncode == 2
    (world.checkout / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    (world.checkout / "refs.bib").unlink()
    done = world.run("ask")
    assert (done.returncode, done.stdout) == (1, "")


def _ask(world: World, answers: str) -> subprocess.CompletedProcess[str]:
    """Run the step that asks, with the registrars of a recorded world."""
    (world.checkout / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    shutil.copy(WORLDS / answers / "refs.bib", world.checkout)
    git(world.checkout, "add", "--all")
    git(world.checkout, "commit", "--quiet", "-m", "Begin")
    with (
        serving(Registrars(WORLDS / answers)) as address,
        mock.patch("publications.watch.asking.time"),
    ):
        return world.run("ask", PUBLICATIONS_SERVICES=address)
