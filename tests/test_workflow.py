"""The workflows: what a pull request may do, what publishes, and when the tests run.

zizmor looks for what is unsafe (rights, pins, injections, credentials), GitHub's schema for what
is malformed.  The rest is what neither knows: that no test holds back a paper, and that what
touches code is tested.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.rows import every_row

FOLDER = ROOT / ".github/workflows"
FILES = sorted(FOLDER.glob("*.yml"))


def jobs(name: str) -> dict[str, Any]:
    """The jobs of a workflow."""
    read: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text("utf-8"))["jobs"]
    return read


JOBS = [(path.name, name) for path in FILES for name in jobs(path.name)]


def zizmor(repository: Path) -> subprocess.CompletedProcess[str]:
    """Run zizmor over the workflows of a repository."""
    (program,) = [
        file.locate()
        for file in distribution("zizmor").files or ()
        if file.stem == "zizmor" and file.parent.name in ("bin", "Scripts")
    ]
    return subprocess.run(
        [str(program), "--offline", "--persona", "auditor", "--no-progress", ".github"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )


def test_zizmor_finds_nothing() -> None:
    done = zizmor(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", FILES),
        ("vendor.dependabot", [ROOT / ".github/dependabot.yml"]),
    ],
)
def test_files_are_as_github_reads_them(schema: str, files: list[Path]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@every_row("file, name", JOBS)
def test_a_job_with_rights_runs_nothing_from_the_repository(file: str, name: str) -> None:
    """And it runs for what was pushed to main only."""
    job = jobs(file)[name]
    others = [("watch.yml", "propose"), ("release.yml", "publish")]
    if job["permissions"] in ({}, {"contents": "read"}) or (file, name) in others:
        return
    assert job["if"] == "github.event_name == 'push' && github.ref == 'refs/heads/main'"
    assert not [step for step in job["steps"] if "run" in step]
    assert not [step for step in job["steps"] if "checkout" in step["uses"]]


def test_what_writes_into_the_repository_is_off_and_runs_what_is_on_main() -> None:
    """No push and no pull request starts it, and of the other job it takes files only."""
    workflow = yaml.safe_load((FOLDER / "watch.yml").read_text("utf-8"))
    assert set(workflow[True]) == {"schedule", "workflow_dispatch"}  # YAML 1.1 reads `on` so
    ask, propose = workflow["jobs"]["ask"], workflow["jobs"]["propose"]
    assert ask["if"] == "vars.WATCH == 'true' && github.ref == 'refs/heads/main'"
    assert ask["permissions"] == {"contents": "read"}
    assert (propose["needs"], propose["if"]) == ("ask", "needs.ask.outputs.changed == 'true'")
    tokens = [step["run"] for step in propose["steps"] if "GH_TOKEN" in step.get("env", {})]
    assert [run.split()[:3] for run in tokens] == [
        ["gh", "run", "download"],
        [".venv/bin/python", "-m", "publications"],
    ]
    assert not any("artifact" in step.get("uses", "") for step in propose["steps"])


def test_a_release_is_off_and_its_job_with_rights_has_the_wheel_only() -> None:
    workflow = yaml.safe_load((FOLDER / "release.yml").read_text("utf-8"))
    assert workflow[True] == {"push": {"tags": ["v*"]}}
    build, publish = workflow["jobs"]["build"], workflow["jobs"]["publish"]
    assert (build["if"], build["permissions"]) == ("vars.RELEASE == 'true'", {"contents": "read"})
    assert (publish["needs"], publish.get("if")) == ("build", None)
    assert not [step for step in publish["steps"] if "checkout" in step.get("uses", "")]
    uv = re.search(r"(?m)^UV := (\S+)$", (ROOT / "Makefile").read_text("utf-8"))
    assert uv
    assert f"{uv[1]} --hash=sha256:" in publish["steps"][-2]["run"]


# ------------------------------------------------------------------ what publishes


def needed(file: str, name: str) -> set[str]:
    """A job and all that it waits for."""
    needs = jobs(file)[name].get("needs", [])
    direct = [needs] if isinstance(needs, str) else needs
    return {name}.union(*(needed(file, each) for each in direct))


def test_publishing_waits_for_check_and_build_only() -> None:
    runs = [
        step["run"].split(" >> ")[0]
        for name in needed("site.yml", "deploy")
        for step in jobs("site.yml")[name]["steps"]
        if "run" in step
    ]
    assert runs == ["make check FORMAT=github", "make changes BASE=HEAD^1", "make build"]


def test_a_finding_of_check_stops_the_build() -> None:
    """Only the summary of a pull request comes also where the check has found errors."""
    steps = jobs("site.yml")["build"]["steps"]
    assert not [step for step in steps if "continue-on-error" in step]
    conditions = {step["run"].split()[1]: step.get("if", "") for step in steps if "run" in step}
    assert conditions["check"] == conditions["build"] == ""
    assert "!cancelled()" in conditions["changes"]


# ------------------------------------------------------------------ when the tests run


def test_the_tests_run_on_the_oldest_python_that_is_promised() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pythons = jobs("tests.yml")["test"]["strategy"]["matrix"]["python"]
    assert f">={pythons[0]}" == project["requires-python"]


def script(name: str) -> str:
    """The one script of a job of tests.yml."""
    (run,) = [step["run"] for step in jobs("tests.yml")[name]["steps"] if "run" in step]
    return str(run)


def shell(text: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a step as GitHub does (GitHub Docs, "Workflow syntax", `shell`)."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a") as file:
            file.write("changed\n")
    git(folder, "add", "--all")
    git(folder, "commit", "--message", "Change", "--allow-empty")


@pytest.mark.slow
@every_row(
    "names, code",
    [
        (["refs.bib"], "false"),
        (["docs/index.md", "docs/talks/2026.md", "people.yml"], "false"),
        (["docs/assets/pdf/paper.pdf", "docs/assets/card.png"], "false"),
        (["publications.lock", "publications.ignore", "counts.yml"], "false"),
        (["refs.bib", "mkdocs.yml"], "true"),
        (["docs/stylesheets/tokens.css"], "true"),
        (["overrides/main.html"], "true"),
        (["publications/pages/build.py"], "true"),
        (["publications/theme/main.html"], "true"),
        (["tests/site/refs.bib"], "true"),
        (["tests/site/docs/index.md"], "true"),
        ([".github/workflows/site.yml"], "true"),
        (["README.md"], "true"),
    ],
)
def test_what_touches_code_is_tested(tmp_path: Path, names: list[str], code: str) -> None:
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "README.md")
    base = subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=tmp_path, text=True).strip()
    for name in names:
        commit(tmp_path, name)
    told = tmp_path / ".git/told"
    done = shell(script("changed"), tmp_path, BASE=base, GITHUB_OUTPUT=str(told))
    assert done.returncode == 0, done.stderr
    assert told.read_text() == f"code={code}\n"


def test_without_a_base_the_tests_run(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "refs.bib")
    told = tmp_path / ".git/told"
    done = shell(script("changed"), tmp_path, BASE="0" * 40, GITHUB_OUTPUT=str(told))
    assert (done.returncode, told.read_text()) == (0, "code=true\n")


@every_row(
    "changed, tested, passes",
    [
        ("success", "success", True),
        ("success", "skipped", True),
        ("success", "failure", False),
        ("success", "cancelled", False),
        ("failure", "skipped", False),
    ],
)
def test_the_check_to_require(tmp_path: Path, changed: str, tested: str, passes: bool) -> None:
    done = shell(script("tests"), tmp_path, CHANGED=changed, TESTED=tested)
    assert (done.returncode == 0) is passes
