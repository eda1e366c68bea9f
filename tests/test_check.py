"""The command `check`: what it prints in each format, and its exit status."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from publications.__main__ import main

TEXT = """@article{good, title = {Good}, author = {A One}, journal = {J}, year = 2020}
@article{doubtful, title = {Doubtful}, author = {A One}, journal = {J}}
@article{bad,
  title = {Bad, 100% sure},
  url = {javascript:alert(1)}, author = {A One}, year = 2020}
"""
Out = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: S\nmarkdown_extensions: [publications]\n")
    (tmp_path / "docs").mkdir()
    (tmp_path / "refs.bib").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_text(project: Path, capsys: Out) -> None:
    assert main(["check"]) == 1
    said, beside = capsys.readouterr()
    places = [re.match(r"(refs\.bib:\d+:\d+: \w+: [\w-]+): ", line) for line in said.splitlines()]
    assert [found and found[1] for found in places] == [
        "refs.bib:2:1: note: not-for-scholar",
        "refs.bib:2:1: warning: missing-date",
        "refs.bib:5:3: error: unsafe-url",
    ]
    assert beside == "2 publications, 1 error, 1 warning, 1 note\n"


def test_github(project: Path, capsys: Out) -> None:
    """Workflow commands, which annotate the lines of a pull request (GitHub Docs)."""
    assert main(["check", "--format", "github"]) == 1
    said, beside = capsys.readouterr()
    note, first, second = said.splitlines()
    assert note.startswith("::notice file=refs.bib,line=2,col=1,title=not-for-scholar::")
    assert first.startswith("::warning file=refs.bib,line=2,col=1,title=missing-date::")
    assert second.startswith("::error file=refs.bib,line=5,col=3,title=unsafe-url::")
    assert beside == ""


def test_json(project: Path, capsys: Out) -> None:
    assert main(["check", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [(each["path"], each["line"], each["column"], each["code"]) for each in found] == [
        ("refs.bib", 2, 1, "not-for-scholar"),
        ("refs.bib", 2, 1, "missing-date"),
        ("refs.bib", 5, 3, "unsafe-url"),
    ]
    assert {"severity", "message", "hint"} <= found[0].keys()


@pytest.mark.parametrize(
    ("text", "arguments", "status"),
    [
        ("", [], 0),
        (TEXT, [], 1),
        (TEXT.partition("@article{bad")[0], [], 0),
        (TEXT.partition("@article{bad")[0], ["--strict"], 1),
        (TEXT.partition("\n")[0], ["--strict"], 0),
    ],
)
@pytest.mark.parametrize("written", ["text", "github", "json"])
def test_status(project: Path, text: str, arguments: list[str], status: int, written: str) -> None:
    (project / "refs.bib").write_text(text)
    assert main(["check", "--format", written, *arguments]) == status


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("text", "publications.lock:1:1: note: unlocked-address: "),
        ("github", "::notice file=publications.lock,line=1,col=1,title=unlocked-address::"),
        ("json", '"severity": "note"'),
    ],
)
def test_a_note_is_printed_and_fails_nothing(
    project: Path, capsys: Out, written: str, expected: str
) -> None:
    (project / "refs.bib").write_text(TEXT.partition("\n")[0])
    (project / "publications.lock").write_text("")
    assert main(["check", "--strict", "--format", written]) == 0
    said, beside = capsys.readouterr()
    assert expected in said
    assert beside == ("1 publication, 0 errors, 0 warnings, 1 note\n" if written == "text" else "")


@pytest.mark.slow
@pytest.mark.parametrize("written", ["text", "github", "json"])
def test_any_file_of_the_world(project: Path, capsys: Out, written: str) -> None:
    paths = [str(path) for path in sorted(Path(__file__).parent.rglob("*.bib"))]
    assert main(["check", "--format", written, *paths]) == 1
    said = capsys.readouterr().out
    assert "syntax.bib" in said
    assert "unclosed.bib" in said


def test_a_file_that_is_not_there(project: Path, capsys: Out) -> None:
    assert main(["check", "gone.bib"]) == 1
    assert capsys.readouterr().out.startswith("gone.bib:1:1: error: missing-file: ")


@pytest.mark.slow
def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    bib = tmp_path / "many.bib"
    bib.write_text("@misc{a}\n" * 20_000)
    command = f'"{sys.executable}" -m publications check "{bib}" | head -n 1'
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
