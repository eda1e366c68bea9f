"""Benchmark of this site and its peers: `make bench` writes RESULTS.md, `make bench ONLY=…` prints.

Projects and output are on a memory file system where there is one.
"""

from __future__ import annotations

import argparse
import gzip
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Final

import generate
import measure
import report
from competition import Competition, write
from contestants import CONTESTANTS, HERE, Contestant
from report import MB, Target

NUMBERS: Final = (1, 10, 100, 1000, 5000)
RELOADED: Final = (10, 1000)
READ: Final = 5000
WORDS_OF_1_KB: Final = 60
MEMORY: Final = Path("/dev/shm")  # noqa: S108  # a folder that is fast to write to; no file is expected in it


def main() -> None:
    """Measure all contestants and write RESULTS.md, or some and print their rows."""
    parser = argparse.ArgumentParser(description="Measure this site against its peers.")
    parser.add_argument("--rounds", type=int, default=3, help="the median of so many is taken")
    parser.add_argument("--numbers", type=int, nargs="+", default=NUMBERS, metavar="N")
    parser.add_argument(
        "--only", type=rows, default=CONTESTANTS, metavar="ROW,…", help="then rows are printed only"
    )
    arguments = parser.parse_args()
    chosen = arguments.only
    partial = chosen != CONTESTANTS or not set(NUMBERS) <= set(arguments.numbers)
    memory = MEMORY if os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        competition = Competition(Path(folder), chosen, arguments.numbers)
        competition.run(arguments.rounds)
        sections = [
            (HERE / "RESULTS.head.md").read_text("utf-8").rstrip(),
            report.setting(chosen, arguments.rounds, memory is not None),
            report.builds(competition),
        ]
        if not partial:
            sections += own(competition, arguments.rounds)
    if partial:
        print("\n\n".join(sections[1:]))
        return
    (HERE / "RESULTS.md").write_text("\n\n".join(sections) + "\n", "utf-8")


def rows(text: str) -> tuple[Contestant, ...]:
    """Contestants named in an option, with commas between them."""
    names = [each.name for each in CONTESTANTS]
    wanted = text.split(",")
    unknown = [name for name in wanted if name not in names]
    if unknown:
        raise argparse.ArgumentTypeError(f"no row {', '.join(unknown)}; rows: {', '.join(names)}")
    return tuple(each for each in CONTESTANTS if each.name in wanted)


def own(competition: Competition, rounds: int) -> list[str]:
    """What is measured of this site alone: targets, and the time of a reload."""
    results = competition.results

    def cpu(name: str, number: int) -> float:
        return results[name, number].cost.cpu

    def per_entry(number: int) -> float:
        return cpu("site", number) - cpu("site-empty", number)

    page = competition.out("site", 1000) / "publications" / "index.html"
    size = len(gzip.compress(page.read_bytes(), 9))
    against = cpu("mkdocs-bibtex", 1000)
    peak = results["site", 5000].cost.memory / MB
    measured = [
        Target("site ÷ mkdocs-bibtex at 1,000, CPU", cpu("site", 1000) / against, 0.75),
        Target("site-list ÷ mkdocs-bibtex at 1,000, CPU", cpu("site-list", 1000) / against, 0.33),
        Target("site − site-empty, 5,000 ÷ 1,000, CPU", per_entry(5000) / per_entry(1000), 5.2),
        Target("peak memory of site at 5,000", peak, 250, " MB"),
        Target("list page of site at 1,000, gzip", size / 1000, 150, " kB"),
        Target(
            "reading 5,000 entries of 1 kB ÷ parse_file, CPU", read(competition.work, rounds), 2.5
        ),
    ]
    seconds = {}
    for number in RELOADED:
        project = competition.project("site", number)
        seconds[number] = measure.reload(project, generate.OWNER, rounds)
    full = {number: results["site", number].cost.wall for number in RELOADED}
    return [report.targets(measured), report.reload(seconds, full)]


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
