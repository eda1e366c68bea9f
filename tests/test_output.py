"""What commands print, in any encoding and to streams that are closed or full."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from publications import output
from tests.rows import every_row

ENTRY = """@article{lovasz2020,
  title = {Erd\u0151s \u2192 \u5f35\u4e09},
  author = {Lov\u00e1sz, L\u00e1szl\u00f3},
  journal = {Journal},
  year = {2020},
}
"""
BAD = "@article{bad, author = {\u0141ukasz Nowak}, journal = {J}, year = 2020}\n"
FULL = "No space left on device"

#: A text, and what is printed of it.
TEXTS = {
    "a\tb\nc \u00e9\u2192\u5f35": "a\tb\nc \u00e9\u2192\u5f35",
    "\x1b[31m\x00\u202e\ufffe\uffff\x85\r\ud800\u2028x": "\ufffd[31m" + "\ufffd" * 8 + "x",
    "a ##[error]b ##[[c ###[d # #[e": "a # #[error]b # #[[c ## #[d # #[e",
    "::error::x": ": :error::x",
    "a\n \t::stop-commands::x": "a\n \t: :stop-commands::x",
    "a ::error::b": "a ::error::b",
    "": "",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file to add to, one to add, and one with an error."""
    for name, text in {"refs.bib": "", "new.bib": ENTRY, "bad.bib": BAD}.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def run(folder: Path, command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command of the package by a shell, which closes and redirects streams."""
    line = f"exec {sys.executable} -m publications {command}"
    variables = {**os.environ, **environment}
    return subprocess.run(["sh", "-c", line], cwd=folder, env=variables, capture_output=True)


@every_row("text", TEXTS)
def test_nothing_that_is_printed_steers_a_terminal_or_a_workflow(text: str) -> None:
    assert output.harmless(text) == TEXTS[text]


def test_commands_for_a_workflow_stay_and_hold_no_others() -> None:
    assert output.harmless("::error ::##[x\n::a", commands=True) == "::error ::# #[x\n::a"


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "latin-1:strict"])
def test_an_encoding_without_a_character_gets_an_escape(folder: Path, encoding: str) -> None:
    done = run(folder, "add --bib refs.bib < new.bib", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Erd\\u0151s \\u2192 \\u5f35\\u4e09" in done.stdout
    assert "Erd\u0151s \u2192" in (folder / "refs.bib").read_text("utf-8")


@pytest.mark.slow
def test_json_is_whole_in_any_encoding(folder: Path) -> None:
    (folder / "\u0151.bib").write_text(BAD, "utf-8")
    done = run(folder, "check --format json \u0151.bib", PYTHONIOENCODING="ascii")
    assert {finding["path"] for finding in json.loads(done.stdout)} == {"\u0151.bib"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "status", "told"),
    [
        ("check bad.bib >&-", 1, b"0 publications, 1 error, 0 warnings, 0 notes\n"),
        ("check new.bib >&- 2>&-", 0, b""),
        ("check bad.bib <&- 2>&-", 1, b""),
        ("changes new.bib bad.bib >&-", 0, b""),
        ("add --bib refs.bib <&-", 1, b"error: standard input: no BibTeX entry\n"),
        ("add --bib refs.bib 0>>x", 1, b"standard input: cannot be read: Bad file descriptor\n"),
        ("check bad.bib 2>/dev/full", 1, b""),
        ("nix 2>/dev/full", 2, b""),
        ("check bad.bib >/dev/full", 1, f"error: standard output: {FULL}\n".encode()),
        ("changes new.bib bad.bib >/dev/full", 1, f"error: standard output: {FULL}\n".encode()),
        ("--help >/dev/full", 1, f"error: standard output: {FULL}\n".encode()),
        ("check bad.bib >/dev/full 2>&1", 1, b""),
    ],
)
def test_streams_that_take_nothing(folder: Path, command: str, status: int, told: bytes) -> None:
    done = run(folder, command)
    assert done.returncode == status
    assert done.stderr.endswith(told)
    assert done.stderr.count(b"\n") <= 2
    assert b"Traceback" not in done.stderr


@pytest.mark.slow
def test_what_cannot_be_told_is_not_added(folder: Path) -> None:
    done = run(folder, "add --bib refs.bib --file new.bib >/dev/full")
    assert done.returncode == 1
    message = f"error: standard output: {FULL} (nothing was added)\n"
    assert done.stderr.decode() == message
    assert (folder / "refs.bib").read_bytes() == b""


@pytest.mark.slow
def test_what_nobody_wants_to_hear_is_added(folder: Path) -> None:
    done = run(folder, "add --bib refs.bib --file new.bib >&- 2>&-")
    assert done.returncode == 0
    assert "lovasz2020" in (folder / "refs.bib").read_text("utf-8")


@pytest.mark.slow
def test_arguments_are_repeated_without_what_steers_a_terminal(folder: Path) -> None:
    done = run(folder, "check --nix'\x1b[31m##[error]x'")
    assert done.returncode == 2
    assert "\ufffd[31m# #[error]x" in done.stderr.decode()


def test_blank_lines_are_passed_over_in_linear_time() -> None:
    text = "\n" * 200_000
    assert output.harmless(text + "  ::error::x", commands=False) != text + "  ::error::x"
