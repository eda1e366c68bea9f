"""The commands that publication waits for, and a quick way to run them.

They are those of the workflow's lines (tools/workflow.py); what a `make` target of a line calls is
asked of make itself (`make --dry-run`). A `Gate` calls the same commands in this process, which
takes half a second where the whole lines take three; tests/test_gate.py runs the whole lines.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from publications import __main__ as publications_cli
from tests.conftest import ROOT
from tools import build
from tools.workflow import Run, runs

#: Modules that only prepare the environment.
_PREPARING = ("pip", "venv")
#: Where a site is built before it is looked at.
SITE_DIR = ".site.1.00000000.new"


@dataclass(frozen=True)
class Call:
    """One call of a Python module: `python -m module arguments`, with its environment."""

    module: str
    arguments: tuple[str, ...]
    env: dict[str, str]


def calls(run: Run) -> Iterator[Call]:
    """What a line calls, as make says it."""
    assert run.command.startswith("make "), f"{run.command}: not a target of the Makefile"
    dry = subprocess.run(
        ["make", "--dry-run", *shlex.split(run.command)[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for line in dry.stdout.replace("\\\n", " ").splitlines():
        env = dict(run.env)
        for words in _commands(line):
            if words[0] == "export":
                env |= dict(word.split("=", 1) for word in words[1:] if "=" in word)
            elif words[:3] == [".venv/bin/python", "-m", "tools.build"]:
                env["PUBLICATIONS_SITE_DIR"] = SITE_DIR
                for module, *arguments in build.commands(words[3], SITE_DIR):
                    yield Call(module, tuple(arguments), env)
            elif words[:2] == [".venv/bin/python", "-m"] and words[2] not in _PREPARING:
                yield Call(words[2], tuple(words[3:]), env)


def _commands(line: str) -> Iterator[list[str]]:
    """The simple commands of a line of shell, each as its words."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="();<>|&{}")
    lexer.whitespace_split = True
    words: list[str] = []
    for word in [*lexer, ";"]:
        if not word or word[0] not in "();<>|&{}":
            words.append(word)
        elif words:
            yield words
            words = []


@dataclass(frozen=True)
class Outcome:
    """How the gate ended: the exit status of the first command that failed, and all output."""

    status: int
    output: str
    site: Path


class Gate:
    """The commands of the gate, to be run in projects one after the other."""

    def __init__(self) -> None:
        self.calls = [call for run in runs() for call in calls(run)]

    def run(self, project: Path) -> Outcome:
        """Run the commands in a project until one fails."""
        output = io.StringIO()
        status = 0
        site = project / "site"
        for call in self.calls:
            status = _called(call, project, output)
            if status:
                break
            built = project / call.env.get("PUBLICATIONS_SITE_DIR", "site")
            if built.is_dir():
                site = built
        return Outcome(status, output.getvalue(), site)


def _called(call: Call, project: Path, output: io.StringIO) -> int:
    """Call a command in this process; its exit status."""
    with (
        contextlib.chdir(project),
        mock.patch.dict(os.environ, {**call.env, "NO_MKDOCS_2_WARNING": "1"}),
        contextlib.redirect_stdout(output),
        contextlib.redirect_stderr(output),
    ):
        if call.module == "publications":
            return publications_cli.main(call.arguments)
        assert call.module == "mkdocs", f"{call.module}: publication waits for more than the site"
        assert call.arguments == ("build",)
        return _build(output)


def _build(output: io.StringIO) -> int:
    """`mkdocs build` without its command line, which changes logging and warnings for good."""
    log = logging.getLogger("mkdocs")
    handler = logging.StreamHandler(output)
    log.addHandler(handler)
    try:
        config = load_config("mkdocs.yml")
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
    except (MkDocsException, SystemExit) as stopped:
        output.write(f"{stopped}\n")
        return 1
    finally:
        log.removeHandler(handler)
    config.plugins.on_shutdown()
    return 0
