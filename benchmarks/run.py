"""`make bench`: this site and its peers, each as a whole process, one after the other in turns.

Writes RESULTS.md.  Projects and output stand on a memory file system where there is one.
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
from contestants import CONTESTANTS, HERE, PEERS, Contestant, install
from measure import Cost

NUMBERS: Final = (10, 100, 1000, 5000)
RELOADED: Final = (10, 1000)
READ: Final = 5000
WORDS_OF_1_KB: Final = 60
MEMORY: Final = Path("/dev/shm")  # noqa: S108  # a place to write fast, nothing is expected there
MB: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Result:
    """What one contestant needed for one number of entries, and what it wrote."""

    cost: Cost
    files: int
    size: int


Results = Mapping[tuple[str, int], Result]


def main() -> None:
    """Measure, then write RESULTS.md."""
    parser = argparse.ArgumentParser(description="Measure this site against its peers.")
    parser.add_argument("--rounds", type=int, default=3, help="the median of so many is taken")
    parser.add_argument("--numbers", type=int, nargs="+", default=NUMBERS, metavar="N")
    parser.add_argument(
        "--only", default="", metavar="LETTERS", help="such as abcf; then the table is printed only"
    )
    given = parser.parse_args()
    chosen = [c for c in CONTESTANTS if not given.only or c.letter in given.only]
    for name in PEERS if not given.only or set("de") & set(given.only) else ():
        install(name)
    place = MEMORY if os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        work = Path(folder)
        results = compete(work, chosen, given.numbers, given.rounds)
        if given.only:
            print(table(results, given.numbers))
            return
        text = "\n\n".join(
            (
                (HERE / "RESULTS.head.md").read_text().rstrip(),
                setting(given.rounds, place is not None),
                table(results, given.numbers),
                *targets(work, results, given.rounds),
            )
        )
    (HERE / "RESULTS.md").write_text(text + "\n")


def compete(
    work: Path, chosen: Sequence[Contestant], numbers: Sequence[int], rounds: int
) -> dict[tuple[str, int], Result]:
    """Every contestant with every number of entries in every round; the first round is not kept."""
    pairs = [(contestant, number) for number in numbers for contestant in chosen]
    for contestant, number in pairs:
        project = work / contestant.letter / str(number)
        project.mkdir(parents=True)
        write(project / "refs.bib", number)
        contestant.make(project)
    costs: dict[tuple[str, int], list[Cost]] = {}
    written: dict[tuple[str, int], tuple[int, int]] = {}
    for contestant in chosen:  # so that everyone's bytecode is compiled
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
    """Generate a file, in a process of its own: peak memory begins at that of the parent."""
    command = [sys.executable, str(HERE / "generate.py"), str(number), "--words", str(words)]
    with path.open("wb") as file:
        subprocess.run(command, check=True, stdout=file)


def build(work: Path, contestant: Contestant, number: int) -> Cost:
    """Build once, into a new folder."""
    project = work / contestant.letter / str(number)
    shutil.rmtree(f"{project}-out", ignore_errors=True)
    places = {"out": f"{project}-out", "project": str(project)}
    command = [contestant.python, *(part.format(**places) for part in contestant.command)]
    return measure.run(command, project)


def setting(rounds: int, in_memory: bool) -> str:
    """Machine and versions."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    for line in info.read_text().splitlines() if info.exists() else ():
        if line.startswith("model name"):
            cpu = line.partition(":")[2].strip()
            break
    lines = [
        f"{os.cpu_count()} cores of {cpu}, {platform.system()}, Python {platform.python_version()};"
        f" output on {'a memory file system' if in_memory else 'a disk'};"
        f" median of {rounds} interleaved rounds.",
        "",
        "|   | what | versions |",
        "| - | --- | --- |",
    ]
    lines += [f"| {c.letter} | {c.name} | {c.version()} |" for c in CONTESTANTS]
    return "\n".join(lines)


def table(results: Results, numbers: Sequence[int]) -> str:
    """All numbers of all contestants."""
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
    """What the table has to show, the list's size, reading, and reload."""

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
    """Reading with rules and model against `parse_file`, imports aside."""
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
