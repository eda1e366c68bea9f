"""Modules that run as programs, without the start of an interpreter for each.

Each runs in a process of its own, which is forked from a server that has imported what most of them
need (the start method "forkserver" of multiprocessing). Where a test judges the process itself, or
what is imported, it starts an interpreter.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import runpy
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import SystemRandom

#: Modules that are forked. ProperDocs puts its own modules in the place of MkDocs'.
FORKED = ("mkdocs", "publications", "zensical")
#: What is imported before, which takes half the time of a small site.
IMPORTED = (
    *("bs4", "material.plugins.search.plugin", "material.templates", "mkdocs.commands.build"),
    *("mkdocs_bibtex.plugin", "pygments.lexers", "pymdownx.highlight", "pymdownx.superfences"),
    *("publications.builders.mkdocs", "publications.builders.mkdocs_bibtex"),
    *("publications.commands.check", "publications.commands.generate"),
    *("publications.commands.verify",),
    *("mkdocs.commands.serve", "tests.processes"),
)
#: No banner about MkDocs 2.
QUIET = {"NO_MKDOCS_2_WARNING": "1"}


def run(
    words: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run `python -m` and these words in a folder, with more variables than the environment has.

    An interpreter is started where those are among them that it reads at its start.
    """
    variables = {**os.environ, **QUIET, **environment}
    if words[0] not in FORKED or any(name.startswith("PYTHON") for name in environment):
        return subprocess.run(
            [sys.executable, "-m", *words],
            cwd=folder,
            env=variables,
            capture_output=True,
            text=True,
            check=False,
        )
    with tempfile.TemporaryDirectory() as outputs:
        files = [Path(outputs, name) for name in ("stdout", "stderr")]
        process = start(words, folder, variables, files)
        process.join()
        status = process.exitcode
        output, errors = (file.read_text("utf-8") for file in files)
    assert status is not None
    return subprocess.CompletedProcess(list(words), status, output, errors)


def free_port() -> int:
    """A port at which nothing listens, of those that no system takes by itself for a connection."""
    while True:
        port = SystemRandom().randrange(20_000, 30_000)
        with contextlib.suppress(OSError), socket.socket() as trial:
            trial.bind(("127.0.0.1", port))
            return port


def start(
    words: Sequence[str], folder: Path, variables: Mapping[str, str], outputs: Sequence[Path]
) -> BaseProcess:
    """Start such a program, with the files that its two outputs are added to."""
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(list(IMPORTED))
    process = server.Process(target=_program, args=(words, folder, variables, outputs))
    process.start()
    return process


def _program(
    words: Sequence[str], folder: Path, variables: Mapping[str, str], outputs: Sequence[Path]
) -> None:
    """Become the program: what `python -m` does, in a process that has imported much."""
    for number, path in enumerate(outputs, 1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    sys.argv = list(words)
    sys.path.insert(0, str(folder))
    runpy.run_module(words[0], run_name="__main__", alter_sys=True)
