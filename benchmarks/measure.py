"""Cost of a process, as the system counts it, and of a change of refs.bib in a preview."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

# ru_maxrss is in kB on Linux, in bytes on macOS.
_RSS_UNIT: Final = 1 if sys.platform == "darwin" else 1024
_ENVIRONMENT: Final = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
# Modules are compiled once for each contestant, as they are for users, whatever the shell says.
_ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)
_BYTECODE: Final = tempfile.TemporaryDirectory()
_ENVIRONMENT["PYTHONPYCACHEPREFIX"] = _BYTECODE.name
_NEW: Final = """
@article{{reload{number},
  author = {{{owner}}}, title = {{Saved a Moment Ago}}, journal = {{Journal}}, year = {{2027}},
}}
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds (user and system), wall seconds, peak memory in bytes."""

    cpu: float
    wall: float
    memory: int

    def __add__(self, other: Cost) -> Cost:
        """Cost of both, one after the other."""
        memory = max(self.memory, other.memory)
        return Cost(self.cpu + other.cpu, self.wall + other.wall, memory)


def run(command: Sequence[str], folder: Path, variables: Mapping[str, str], limit: float) -> Cost:
    """Run a command to its end, with its children, which are counted as well.

    Raises CalledProcessError with its output where it fails, TimeoutExpired after `limit` seconds.
    """
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**_ENVIRONMENT, **variables},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that its children end with it
        )
        alarm = threading.Timer(limit, os.killpg, (process.pid, signal.SIGKILL))
        alarm.start()
        try:
            _, status, used = os.wait4(process.pid, 0)
        except KeyboardInterrupt:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            alarm.cancel()
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if wall >= limit:
            raise subprocess.TimeoutExpired(command, limit)
        if process.returncode:
            output.seek(0)
            text = output.read().decode(errors="replace")
            raise subprocess.CalledProcessError(process.returncode, command, text)
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss * _RSS_UNIT)


def middle(costs: Sequence[Cost]) -> Cost:
    """Median of each number."""
    return Cost(
        median(cost.cpu for cost in costs),
        median(cost.wall for cost in costs),
        round(median(cost.memory for cost in costs)),
    )


def reload(project: Path, owner: str, rounds: int) -> float:
    """Median of the wall seconds from saving refs.bib to the new page served by `mkdocs serve`.

    MkDocs builds a preview below TMPDIR: here beside the project, where builds write as well.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--livereload"]
    server = subprocess.Popen(
        [*command, "--dev-addr", f"127.0.0.1:{port}"],
        cwd=project,
        env=_ENVIRONMENT | {"TMPDIR": str(project.parent)},
    )
    try:
        _served(port, "/publications/")
        taken = []
        for number in range(rounds):
            with (project / "refs.bib").open("a", encoding="utf-8") as bib:
                bib.write(_NEW.format(number=number, owner=owner))
            taken.append(_served(port, f"/publications/reload{number}/"))
        return median(taken)
    finally:
        server.terminate()
        server.wait()


def _served(port: int, path: str, patience: float = 300) -> float:
    """Seconds until the page is served; the server answers when it has built it."""
    start = time.perf_counter()
    while time.perf_counter() - start < patience:
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            connection.close()
            if answer.status == 200:
                return time.perf_counter() - start
        time.sleep(0.05)
    raise RuntimeError(f"{path} was not served within {patience} seconds")
