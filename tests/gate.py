"""The commands that publication waits for, read from the workflow, and a quick way to run them.

`runs` reads `.github/workflows/site.yml`: the `run:` lines of the jobs that `deploy` needs. What
their `make` targets call is asked of make itself (`make --dry-run`). A `Gate` calls the same
commands in this process, which takes half a second where the whole lines take three;
tests/test_gate.py runs the whole lines.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from publications import __main__ as publications_cli
from tests.conftest import ROOT

WORKFLOW = ROOT / ".github/workflows/site.yml"
#: What the expressions in `env:` stand for at a push to main.
EXPRESSIONS = {
    "needs.address.outputs.url": "https://owner.github.io/site",
    "github.server_url": "https://github.com",
    "github.repository": "owner/site",
}
#: Modules that only prepare the environment.
_PREPARING = ("pip", "venv")


@dataclass(frozen=True)
class Run:
    """One `run:` line of the workflow, with its environment."""

    job: str
    command: str
    env: dict[str, str] = field(default_factory=dict)


def runs() -> list[Run]:
    """The lines that run before `deploy` when something is pushed to main."""
    # BaseLoader, for which `on` is a word and not a truth.
    jobs = yaml.load(WORKFLOW.read_text("utf-8"), Loader=yaml.BaseLoader)["jobs"]  # noqa: S506
    return [
        Run(name, step["run"], {key: _value(text) for key, text in step.get("env", {}).items()})
        for name in _needed(jobs, "deploy")
        for step in jobs[name]["steps"]
        if "run" in step and _at_a_push(step.get("if", ""))
    ]


def _needed(jobs: dict[str, Any], name: str) -> list[str]:
    """The jobs that a job waits for, in the order they run."""
    needs = jobs[name].get("needs", [])
    direct = [needs] if isinstance(needs, str) else needs
    names: list[str] = []
    for job in direct:
        names += [other for other in (*_needed(jobs, job), job) if other not in names]
    return names


def _at_a_push(condition: str) -> bool:
    """Whether a step runs at a push: every step does but those of pull requests."""
    return "'pull_request'" not in condition


def _value(text: str) -> str:
    return re.sub(r"\$\{\{ *(.+?) *\}\}", lambda match: EXPRESSIONS[match[1]], text)


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
            built = project / call.env.get("SITE_DIR", "site")
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
        build(config)
    except (MkDocsException, SystemExit) as stopped:
        output.write(f"{stopped}\n")
        return 1
    finally:
        log.removeHandler(handler)
    config.plugins.on_shutdown()
    return 0


def copy_committed(target: Path) -> Path:
    """Copy what a clone of this repository would have, and what is not committed yet."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    return target
