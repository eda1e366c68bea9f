"""Builds of the contestants, in turns, each as a whole process into an empty folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks import measure
from benchmarks.contestants import HERE, Contestant
from benchmarks.measure import Cost

#: From so many publications a peer is built once, whatever the rounds.
ONCE_FROM: Final = 5000
#: Seconds after which a build is given up.
LIMIT: Final = 120

NOTHING: Final = Cost(0, 0, 0)

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Result:
    """Cost of one contestant for one number of entries, and the files that it wrote."""

    cost: Cost
    files: int
    size: int


@dataclass(slots=True)
class Competition:
    """Results by contestant and number of entries, and why there is none where there is none."""

    work: Path
    contestants: Sequence[Contestant]
    numbers: Sequence[int]
    results: dict[Key, Result] = field(default_factory=dict)
    absent: dict[Key, str] = field(default_factory=dict)

    def run(self, rounds: int) -> None:
        """Build all, so many times each; a build before is not counted."""
        for contestant in self.contestants:
            self._prepare(contestant)
        costs: dict[Key, list[Cost]] = {}
        for turn in range(rounds):
            for number in self.numbers:
                for contestant in self.contestants:
                    if turn and contestant.once and number >= ONCE_FROM:
                        continue
                    cost = self._build(contestant, number)
                    if cost:
                        costs.setdefault((contestant.name, number), []).append(cost)
        for key, taken in costs.items():
            files = [path for path in self.out(*key).rglob("*") if path.is_file()]
            size = sum(path.stat().st_size for path in files)
            self.results[key] = Result(measure.middle(taken), len(files), size)

    def project(self, name: str, number: int) -> Path:
        """Folder of the project of a contestant for so many publications."""
        return self.work / name / str(number)

    def out(self, name: str, number: int) -> Path:
        """Folder that the contestant writes, beside the project."""
        return self.work / name / f"{number}-out"

    def _prepare(self, contestant: Contestant) -> None:
        """Write the projects, and build the smallest so that the bytecode is compiled."""
        reason = contestant.missing()
        if reason:
            self.absent |= {(contestant.name, number): reason for number in self.numbers}
            print(f"{contestant.name}: {reason}", file=sys.stderr)
            return
        for number in self.numbers:
            project = self.project(contestant.name, number)
            project.mkdir(parents=True)
            write(project / "refs.bib", number)
            contestant.make(project)
        self._build(contestant, self.numbers[0])

    def _build(self, contestant: Contestant, number: int) -> Cost | None:
        """Cost of a build, or None where it was given up, now or before."""
        key = contestant.name, number
        if key in self.absent:
            return None
        cost, reason = self._tried(contestant, number)
        figure = reason or f"{cost.cpu:8.2f} s"
        print(f"{contestant.name:18} {number:>5} {figure}", file=sys.stderr)
        if reason:
            self.absent[key] = reason
            return None
        return cost

    def _tried(self, contestant: Contestant, number: int) -> tuple[Cost, str]:
        """Cost of a build, and what is wrong with it, if anything."""
        key = contestant.name, number
        out = self.out(*key)
        shutil.rmtree(out, ignore_errors=True)
        try:
            cost = build(contestant, self.project(*key), out)
        except subprocess.TimeoutExpired:
            return NOTHING, f"more than {LIMIT} s"
        except subprocess.CalledProcessError as error:
            print(error.output, file=sys.stderr)
            return NOTHING, f"failed with status {error.returncode}"
        if not contestant.output:
            return cost, ""
        return cost, contestant.output.problem(out, number)


def build(contestant: Contestant, project: Path, out: Path) -> Cost:
    """Run the commands of a contestant; together they may take LIMIT seconds."""

    def filled(text: str) -> str:
        return contestant.filled(text, project, out)

    variables = {name: filled(value) for name, value in contestant.variables.items()}
    total = NOTHING
    for command in contestant.commands:
        left = LIMIT - total.wall
        total += measure.run([filled(part) for part in command], project, variables, left)
    return total


def write(path: Path, number: int, words: int = 120) -> None:
    """Generate a file in a process of its own, since peak memory begins at that of the parent."""
    command = [sys.executable, str(HERE / "generate.py"), str(number), "--words", str(words)]
    with path.open("wb") as file:
        subprocess.run(command, check=True, stdout=file)
