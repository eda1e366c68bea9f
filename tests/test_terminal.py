"""What is pasted into a terminal arrives whole, and Ctrl-C is quiet at any moment."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from publications import bibtex
from tests.conftest import ROOT
from tests.local_services import SILENT, local_services
from tests.pseudo_terminal import Terminal
from tests.waiting import holds

pytestmark = pytest.mark.slow
PROMPT = "Paste BibTeX, then press Ctrl-D:"
CTRL_C, CTRL_D, CTRL_Z = b"\x03", b"\x04", b"\x1a"
OTHER = "@misc{other, title={Something Else}, year={1999}}\n"


@pytest.fixture
def bib(tmp_path: Path) -> Path:
    path = tmp_path / "refs.bib"
    path.write_text(OTHER, encoding="utf-8")
    return path


def add(bib: Path, *arguments: str, **environment: str) -> Terminal:
    command = [sys.executable, "-m", "publications", "add", "--bib", bib.name, *arguments]
    return Terminal(command, bib.parent, **environment)


def added(bib: Path) -> bibtex.Entry:
    [_, entry] = bibtex.read(bib.read_text("utf-8"))[0]
    return entry


# ------------------------------------------------------------------ long lines


@pytest.mark.parametrize(
    ("length", "newline"),
    [(4_000, b"\n"), (4_096, b"\n"), (5_000, b"\n"), (5_000, b"\r"), (100_000, b"\n")],
)
def test_a_line_of_any_length_arrives_whole(bib: Path, length: int, newline: bytes) -> None:
    abstract = ("A word of Zürich. " * (length // 18 + 1))[:length].strip()
    entry = f"@misc{{x, title={{T}}, year=2020, abstract={{{abstract}}}}}"
    with add(bib) as terminal:
        terminal.wait_for(PROMPT)
        terminal.type(entry.encode() + newline + CTRL_D)
        assert terminal.end() == 0
        assert terminal.modes() == terminal.before
        assert "added anon2020t: T" in terminal.shown
    assert added(bib).get("abstract") == abstract


def test_no_read_waits_for_what_a_ctrl_c_has_taken_away(bib: Path) -> None:
    with add(bib) as terminal:
        terminal.wait_for(PROMPT)
        control = terminal.modes()[6]
        assert isinstance(control, list)
        assert (control[termios.VMIN], control[termios.VTIME]) == (0, 0)


def test_several_lines_and_no_newline_at_the_end(bib: Path) -> None:
    with add(bib) as terminal:
        terminal.wait_for(PROMPT)
        terminal.type(b"@misc{x,\r  title = {Test},\r  year = 2020\r}" + CTRL_D)
        assert terminal.end() == 0
    assert added(bib).get("title") == "Test"


def test_what_was_typed_can_be_taken_back(bib: Path) -> None:
    with add(bib) as terminal:
        terminal.wait_for(PROMPT)
        terminal.type(
            "@misc{x, title={Tü".encode() + b"\x7f\x7fAx\x08bc}, year=2020}\n\x7f" + CTRL_D
        )
        assert terminal.end() == 0
    assert added(bib).get("title") == "Abc"


def test_marks_of_a_bracketed_paste_are_no_text(bib: Path) -> None:
    with add(bib) as terminal:
        terminal.wait_for(PROMPT)
        terminal.type(b"\x1b[200~@misc{x, title={T}, year=2020}\x1b[201~" + CTRL_D)
        assert terminal.end() == 0
        assert "\x1b[" not in bib.read_text("utf-8")


def test_what_was_typed_too_early_is_read(bib: Path) -> None:
    with add(bib) as terminal:
        terminal.type(b"@misc{x, title={Test}, year=2020}\r" + CTRL_D)
        assert terminal.end() == 0
    assert added(bib).get("title") == "Test"


def test_nothing_pasted(bib: Path) -> None:
    with add(bib) as terminal:
        terminal.wait_for(PROMPT)
        terminal.type(CTRL_D)
        assert terminal.end() == 1
        assert "standard input: no BibTeX entry" in terminal.shown


# ------------------------------------------------------------------ a question


PREPRINT = "@misc{p, title={Posted}, eprint={2101.00001}}\n"
PUBLISHED = b"@article{q, title={Posted}, journal={J}, year=2020}\n"


@pytest.mark.parametrize(
    ("answer", "status", "replaced"),
    [(b"y\n", 0, True), (b"n\n", 1, False), (CTRL_D, 1, False)],
)
def test_the_question_is_asked_after_the_paste(
    bib: Path, answer: bytes, status: int, replaced: bool
) -> None:
    bib.write_text(PREPRINT, encoding="utf-8")
    with add(bib) as terminal:
        terminal.wait_for(PROMPT)
        terminal.type(PUBLISHED + CTRL_D)
        terminal.wait_for("[y/N]")
        assert terminal.is_canonical()
        terminal.type(answer)
        assert terminal.end() == status
        assert "Traceback" not in terminal.shown
    assert (bib.read_text("utf-8") != PREPRINT) == replaced


def test_a_question_is_quiet_when_interrupted(bib: Path) -> None:
    bib.write_text(PREPRINT, encoding="utf-8")
    with add(bib) as terminal:
        terminal.wait_for(PROMPT)
        terminal.type(PUBLISHED + CTRL_D)
        terminal.wait_for("[y/N]")
        terminal.type(CTRL_C)
        assert terminal.end(again=CTRL_C) == 130
        assert "Traceback" not in terminal.shown
    assert bib.read_text("utf-8") == PREPRINT


# ------------------------------------------------------------------ interrupted


def check_quiet(terminal: Terminal, bib: Path) -> None:
    """Nothing but `^C` is shown after the prompt, and file and terminal are as they were."""
    assert terminal.modes() == terminal.before
    assert "Traceback" not in terminal.shown
    assert "Error" not in terminal.shown
    assert bib.read_text("utf-8") == OTHER
    assert [path.name for path in bib.parent.iterdir() if path.name.startswith(".refs")] == []


@pytest.mark.parametrize(
    "typed", [b"", b"@misc{x, title={T}", b"@misc{x, title={" + b"word " * 20_000]
)
def test_interrupted_paste(bib: Path, typed: bytes) -> None:
    with add(bib) as terminal:
        terminal.wait_for(PROMPT)
        terminal.type(typed + CTRL_C)
        assert terminal.end() == 130
        check_quiet(terminal, bib)
        assert re.fullmatch(r"[\s@A-Za-z{},=]*\^C\s*", terminal.shown.partition(PROMPT)[2])


#: A module of this name in `PYTHONPATH` is imported first; here it presses Ctrl-C at an event that
#: Python's audit hooks hear of: an import, the opening or the renaming of a file.
SITE_CUSTOMIZE = """
import os, signal, sys
EVENT, NAME = os.environ["INTERRUPT_AT"].split()

def hook(event, arguments):
    global EVENT
    if event == EVENT and str(arguments[0]).endswith(NAME):
        EVENT = ""
        os.kill(os.getpid(), signal.SIGINT)

sys.addaudithook(hook)
"""
NEW = "@misc{x, title={Test}, year=2020}\n"


@pytest.mark.parametrize(
    ("moment", "complete"),
    [
        ("import argparse", False),
        ("import yaml", False),
        ("import publications.add", False),
        ("import publications.add.clean", False),
        ("import publications.add.planning", False),
        ("open refs.bib", False),
        ("import termios", False),
        ("open .new", False),
        ("ctypes.dlopen None", False),
        ("open {folder}", True),  # to sync it
    ],
)
def test_interrupted_at_any_moment(bib: Path, moment: str, complete: bool) -> None:
    (bib.parent / "sitecustomize.py").write_text(SITE_CUSTOMIZE)
    moment = moment.format(folder=bib.parent.name)
    with add(bib, INTERRUPT_AT=moment, PYTHONPATH=str(bib.parent)) as terminal:
        terminal.type(NEW.encode() + CTRL_D)
        assert terminal.end() == 130
        assert terminal.modes() == terminal.before
        shown = terminal.shown.replace(PROMPT, "").replace(NEW.strip(), "").replace("^D", "")
        assert shown.strip() == ""
    text = bib.read_text("utf-8")
    assert (text == OTHER) != complete
    assert text.endswith("  year  = {2020},\n}\n") == complete
    assert [path.name for path in bib.parent.iterdir() if path.name.startswith(".refs")] == []


def test_interrupted_while_a_service_is_asked(bib: Path) -> None:
    with (
        local_services() as (address, asked),
        add(bib, SILENT.removeprefix("/doi/"), PUBLICATIONS_SERVICES=address) as terminal,
    ):
        assert holds(lambda: asked)
        terminal.type(CTRL_C)
        assert terminal.end() == 130
        check_quiet(terminal, bib)
        assert terminal.shown.strip() == "^C"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_the_terminal_is_restored_when_the_program_is_ended(bib: Path, number: int) -> None:
    with add(bib) as terminal:
        terminal.wait_for(PROMPT)
        wait_until_uncut(terminal)
        os.kill(terminal.process, number)
        assert terminal.end() == -number
        check_quiet(terminal, bib)


def test_stopped_and_continued(bib: Path) -> None:
    """Ctrl-Z and `fg` in a shell, which gets the terminal as it was in between."""
    abstract = "word " * 2_000 + "end"
    shell = ["bash", "--norc", "--noprofile", "--noediting", "-i"]
    with Terminal(shell, bib.parent, PS1="$ ") as terminal:
        terminal.type(f"{sys.executable} -m publications add --bib refs.bib\n".encode())
        terminal.wait_for(PROMPT)
        terminal.type(CTRL_Z)
        terminal.wait_for("Stopped")
        assert terminal.is_canonical()
        terminal.type(b"fg\n")
        wait_until_uncut(terminal)
        terminal.type(
            f"@misc{{x, title={{Test}}, year=2020, abstract={{{abstract}}}}}".encode() + CTRL_D
        )
        terminal.wait_for("added anon2020test")
        terminal.type(b"exit\n")
        assert terminal.end() == 0
    assert added(bib).get("abstract") == abstract


def wait_until_uncut(terminal: Terminal) -> None:
    assert holds(lambda: not terminal.is_canonical())


# ------------------------------------------------------------------ by make


@pytest.fixture
def project(bib: Path) -> Path:
    """A project with the Makefile, whose environment is the one of the tests."""
    folder = bib.parent
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
        os.utime(folder / name, (1, 1))
    (folder / "mkdocs.yml").write_text("site_name: Test\n")
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    python = programs / "python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    (folder / ".venv" / ".python").write_text("")
    os.utime(folder / ".venv" / ".python", (1, 1))
    (folder / ".venv" / ".site").write_text(f"{folder}\n")
    return folder


def make(project: Path, *arguments: str, **environment: str) -> Terminal:
    return Terminal(["make", "paper", *arguments], project, INSTALL="no", **environment)


def test_make_takes_a_paste(project: Path, bib: Path) -> None:
    abstract = "word " * 2_000 + "end"
    with make(project) as terminal:
        terminal.wait_for(PROMPT)
        terminal.type(f"@misc{{x, title={{T}}, year=2020, abstract={{{abstract}}}}}".encode())
        terminal.type(CTRL_D)
        assert terminal.end() == 0
    assert added(bib).get("abstract") == abstract


def test_make_is_quiet_when_interrupted(project: Path, bib: Path) -> None:
    with make(project) as terminal:
        terminal.wait_for(PROMPT)
        terminal.type(b"@misc{x, " + CTRL_C)
        assert terminal.end() == -signal.SIGINT  # of which shells make 130
        check_quiet(terminal, bib)
        # The terminal may drop what it has not shown yet.
        assert terminal.shown.partition(PROMPT)[2].split() in (["@misc{x,", "^C"], ["^C"])


@pytest.mark.parametrize(
    ("variables", "status", "said"),
    [
        (("FILE=works.bib",), 2, "(KEEP_BOTH=1 adds this one beside it)"),
        (("FILE=works.bib", "KEEP_BOTH=1"), 0, "added li2020something: Something Else"),
        (("FILE=my works.bib",), 2, "is a preprint of 'Posted' (YES=1 replaces it)"),
        (("FILE=my works.bib", "YES=1"), 0, "replaced the preprint p: Posted"),
        (("FILE=my works.bib", "DRY_RUN=1"), 0, "+@article{p,"),
        (("FILE=works.bib", "BIB=it's.bib", "KEEP_BOTH=1"), 0, "it's.bib:1: added li2020something"),
        (("ID=10.5555/a'$b(c)<d>;e&f#g",), 2, "10.5555/a'$b(c)<d>;e&f#g: "),
        (("ID=10.5555/12345-6 2101.00001",), 0, "1 added, 1 there already"),
        (("10.5555/12345-6",), 2, "write make paper ID='10.5555/12345-6'"),
        (("works.bib",), 2, "write make paper FILE='works.bib'"),
        (("FILE=",), 2, "make paper: FILE is empty"),
        (("ID= ", "FILE=works.bib"), 2, "make paper: ID is empty"),
        (("BIB=", "ID=2101.00001"), 2, "make paper: BIB is empty"),
    ],
)
def test_make_passes(
    project: Path, bib: Path, variables: tuple[str, ...], status: int, said: str
) -> None:
    bib.write_text(OTHER + PREPRINT, encoding="utf-8")
    (project / "it's.bib").write_text("")
    works = "@misc{x, title={Something Else}, author={Li, Bo}, year=2020}\n"
    (project / "works.bib").write_text(works)
    (project / "my works.bib").write_bytes(PUBLISHED)
    with local_services() as (address, _):
        done = subprocess.run(
            ["make", "--no-print-directory", "paper", *variables],
            cwd=project,
            env={**os.environ, "PUBLICATIONS_SERVICES": address, "INSTALL": "no"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    assert said in done.stdout + done.stderr
    assert done.returncode == status, done.stderr
