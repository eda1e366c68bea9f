"""Benchmark of this site and its peers, each as a whole process, in turns: `make bench`.

Writes RESULTS.md. Projects and output are on a memory file system where there is one.
"""

from __future__ import annotations

import argparse
import gzip
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import generate
import measure
from contestants import CONTESTANTS, HERE, Contestant, install
from measure import Cost

NUMBERS: Final = (10, 100, 1000, 5000)
RELOADED: Final = (10, 1000)
READ: Final = 5000
WORDS_OF_1_KB: Final = 60
MEMORY: Final = Path("/dev/shm")  # noqa: S108  # a folder that is fast to write to; no file is expected in it
MB: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Result:
    """Cost of one contestant for one number of entries, and the files that it wrote."""

    cost: Cost
    files: int
    size: int


Results = Mapping[tuple[str, int], Result]


def main() -> None:
    """Measure all contestants and write RESULTS.md."""
    parser = argparse.ArgumentParser(description="Measure this site against its peers.")
    parser.add_argument("--rounds", type=int, default=3, help="the median of so many is taken")
    parser.add_argument("--numbers", type=int, nargs="+", default=NUMBERS, metavar="N")
    parser.add_argument(
        "--only", default="", metavar="LETTERS", help="such as abcf; then the table is printed only"
    )
    arguments = parser.parse_args()
    letters = arguments.only or "".join(contestant.letter for contestant in CONTESTANTS)
    chosen = [contestant for contestant in CONTESTANTS if contestant.letter in letters]
    for peer in {contestant.peer for contestant in chosen if contestant.peer}:
        install(peer)
    memory = MEMORY if os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        work = Path(folder)
        results = compete(work, chosen, arguments.numbers, arguments.rounds)
        if arguments.only:
            print(table(results, arguments.numbers))
            return
        text = "\n\n".join(
            (
                (HERE / "RESULTS.head.md").read_text().rstrip(),
                setting(arguments.rounds, memory is not None),
                table(results, arguments.numbers),
                *targets(work, results, arguments.rounds),
            )
        )
    (HERE / "RESULTS.md").write_text(text + "\n")


def compete(
    work: Path, chosen: Sequence[Contestant], numbers: Sequence[int], rounds: int
) -> dict[tuple[str, int], Result]:
    """Results of each contestant for each number of entries; a round before is not counted."""
    pairs = [(contestant, number) for number in numbers for contestant in chosen]
    for contestant, number in pairs:
        project = work / contestant.letter / str(number)
        project.mkdir(parents=True)
        write(project / "refs.bib", number)
        contestant.make(project)
    costs: dict[tuple[str, int], list[Cost]] = {}
    written: dict[tuple[str, int], tuple[int, int]] = {}
    for contestant in chosen:  # so that the bytecode of each is compiled
        build(work, contestant, numbers[0])
    for _ in range(rounds):
        for contestant, number in pairs:
            cost = build(work, contestant, number)
            costs.setdefault((contestant.letter, number), []).append(cost)
            out = work / contestant.letter / f"{number}-out"
            files = [path for path in out.rglob("*") if path.is_file()]
            written[contestant.letter, number] = len(files), sum(p.stat().st_size for p in files)
            print(f"({contestant.letter}) {number:>5} {cost.cpu:8.2f} s", file=sys.stderr)
    return {pair: Result(measure.middle(costs[pair]), *written[pair]) for pair in costs}


def write(path: Path, number: int, words: int = 120) -> None:
    """Generate a file in a process of its own, since peak memory begins at that of the parent."""
    command = [sys.executable, str(HERE / "generate.py"), str(number), "--words", str(words)]
    with path.open("wb") as file:
        subprocess.run(command, check=True, stdout=file)


def build(work: Path, contestant: Contestant, number: int) -> Cost:
    """Build once into a new folder."""
    project = work / contestant.letter / str(number)
    shutil.rmtree(f"{project}-out", ignore_errors=True)
    places = {"out": f"{project}-out", "project": str(project)}
    command = [contestant.python, *(part.format(**places) for part in contestant.command)]
    return measure.run(command, project)


def setting(rounds: int, in_memory: bool) -> str:
    """Machine and versions, as Markdown."""
    medium = "a memory file system" if in_memory else "a disk"
    lines = [
        f"{os.cpu_count()} cores of {processor()}, {platform.system()},"
        f" Python {platform.python_version()}; output on {medium};"
        f" median of {rounds} interleaved rounds.",
        "",
        "|   | what | versions |",
        "| - | --- | --- |",
    ]
    lines += [f"| {c.letter} | {c.name} | {c.version()} |" for c in CONTESTANTS]
    return "\n".join(lines)


def processor() -> str:
    """Name of the processor, on Linux with its model."""
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def table(results: Results, numbers: Sequence[int]) -> str:
    """Table of all results, as Markdown."""
    lines = [
        "## Builds",
        "",
        "| entries |   | CPU s | wall s | peak MB | files | MB out | CPU ÷ (c) |",
        "| ---: | - | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for number in numbers:
        for letter in (c.letter for c in CONTESTANTS if (c.letter, number) in results):
            result = results[letter, number]
            against = results.get(("c", number))
            ratio = f"{result.cost.cpu / against.cost.cpu:.2f}" if against else ""
            lines.append(
                f"| {number:,} | {letter} | {result.cost.cpu:.2f} | {result.cost.wall:.2f}"
                f" | {result.cost.memory / MB:.0f} | {result.files:,} | {result.size / MB:.2f}"
                f" | {ratio} |"
            )
    return "\n".join(lines)


def targets(work: Path, results: Results, rounds: int) -> list[str]:
    """Targets and what was measured of each, and the time of a reload, as Markdown."""

    def cpu(letter: str, number: int) -> float:
        return results[letter, number].cost.cpu

    page = work / "b" / "1000-out" / "publications" / "index.html"
    size = len(gzip.compress(page.read_bytes(), 9))
    growth = (cpu("b", 5000) - cpu("f", 5000)) / (cpu("b", 1000) - cpu("f", 1000))
    reading = read(work, rounds)
    rows = [
        ("(b) ÷ (c) at 1,000, CPU", cpu("b", 1000) / cpu("c", 1000), "1.0", ""),
        ("(a) ÷ (c) at 1,000, CPU", cpu("a", 1000) / cpu("c", 1000), "0.4", ""),
        ("(b) − (f) at 5,000 ÷ the same at 1,000, CPU", growth, "6", ""),
        ("peak memory of (b) at 5,000", results["b", 5000].cost.memory / MB, "350", " MB"),
        ("list page of (b) at 1,000, gzip", size / 1000, "150", " kB"),
        ("reading 5,000 entries of 1 kB ÷ parse_file, CPU", reading, "2.5", ""),
    ]
    lines = ["## Targets", "", "| what | measured | at most |", "| --- | ---: | ---: |"]
    lines += [f"| {what} | {value:.2f}{unit} | {most}{unit} |" for what, value, most, unit in rows]
    reloaded = ["## Reload", "", "Wall seconds from saving refs.bib to the new page served.", ""]
    reloaded += ["| entries | reload | full build | ratio |", "| ---: | ---: | ---: | ---: |"]
    for number in RELOADED:
        taken = measure.reload(work / "b" / str(number), generate.OWNER, rounds)
        whole = results["b", number].cost.wall
        reloaded.append(f"| {number:,} | {taken:.2f} | {whole:.2f} | {taken / whole:.2f} |")
    return ["\n".join(lines), "\n".join(reloaded)]


def read(work: Path, rounds: int) -> float:
    """Ratio of reading with rules and model to `parse_file`, without imports."""
    path = work / "read.bib"
    write(path, READ, WORDS_OF_1_KB)
    taken: dict[str, list[float]] = {"publications": [], "pybtex": []}
    for _ in range(rounds):
        for reader, seconds in taken.items():
            command = [sys.executable, str(HERE / "reading.py"), reader, str(path)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            seconds.append(float(done.stdout))
    return median(taken["publications"]) / median(taken["pybtex"])


if __name__ == "__main__":
    main()
