"""Benchmark of this site and its peers: `make bench` writes RESULTS.md, `make bench ONLY=…` prints.

Projects and output are on a memory file system where there is one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks import environments, generate, measure, report, visit
from benchmarks.competition import Competition, write
from benchmarks.contestants import CONTESTANTS, HERE, ROOT, Contestant
from benchmarks.report import KB, MB, VISITED, Target
from tools import preview

NUMBERS: Final = (1, 10, 100, 1000, 5000)
#: Entries of the previews, and the seconds that a reload may take.
RELOADED: Final = {10: 0.35, 1000: 1.2}
READ: Final = 5000
WORDS_OF_1_KB: Final = 60
MEMORY: Final = Path("/dev/shm")  # noqa: S108  # a folder that is fast to write to; no file is expected in it


def main() -> None:
    """Measure all contestants and write RESULTS.md, or some and print their rows.

    Raises LookupError where RESULTS.md is to be written and there is no browser.
    """
    parser = argparse.ArgumentParser(description="Measure this site against its peers.")
    parser.add_argument("--rounds", type=int, default=3, help="the median of so many is taken")
    parser.add_argument("--numbers", type=int, nargs="+", default=NUMBERS, metavar="N")
    parser.add_argument(
        "--only", type=rows, default=CONTESTANTS, metavar="ROW,…", help="then rows are printed only"
    )
    arguments = parser.parse_args()
    chosen = arguments.only
    partial = chosen != CONTESTANTS or not set(NUMBERS) <= set(arguments.numbers)
    if not partial:
        preview.program()  # which is used at the end: an error comes now
    memory = None
    if os.access(MEMORY, os.W_OK):
        memory = MEMORY
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

    loaded = visited(competition)
    home, page, _ = (sum(sent.values()) / KB for _, _, sent in loaded)
    against = cpu("mkdocs-bibtex", 1000)
    peak = results["site", 5000].cost.memory / MB
    measured = [
        Target("site ÷ mkdocs-bibtex at 1,000, CPU", cpu("site", 1000) / against, 0.75),
        Target("site-list ÷ mkdocs-bibtex at 1,000, CPU", cpu("site-list", 1000) / against, 0.33),
        Target("site − site-empty, 5,000 ÷ 1,000, CPU", per_entry(5000) / per_entry(1000), 5.2),
        Target("peak memory of site at 5,000", peak, 250, " MB"),
        Target("home page's first visit at 1,000, gzip", home, 150, " kB"),
        Target("list page's first visit at 1,000, gzip, search not touched", page, 300, " kB"),
        Target(
            "reading 5,000 entries of 1 kB ÷ parse_file, CPU", read(competition.work, rounds), 1.5
        ),
    ]
    seconds = reloads(competition, rounds)
    measured += [
        Target(f"reload at {number:,}", seconds[number], most, " s")
        for number, most in RELOADED.items()
    ]
    full = {number: results["site", number].cost.wall for number in RELOADED}
    return [report.targets(measured), report.visits(loaded), report.reload(seconds, full)]


def reloads(competition: Competition, rounds: int) -> dict[int, float]:
    """Seconds of a reload by number of entries, on a disk: that of the user's cache folder."""
    seconds = {}
    environments.CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=environments.CACHE) as disk:
        for number in RELOADED:
            project = Path(disk) / str(number)
            shutil.copytree(competition.project("site", number), project)
            seconds[number] = measure.reload(project, generate.OWNER, rounds)
    return seconds


def visited(competition: Competition) -> list[tuple[str, str, Counter[str]]]:
    """What first visits load: of this site, and of the list in the same theme."""
    pages = [("site", "/"), ("site", "/publications/"), ("mkdocs-bibtex", "/publications/")]
    return [(name, page, visit.first(competition.out(name, VISITED), page)) for name, page in pages]


def read(work: Path, rounds: int) -> float:
    """Ratio of reading with rules and model to `parse_file`, without imports."""
    path = work / "read.bib"
    write(path, READ, WORDS_OF_1_KB)
    taken: dict[str, list[float]] = {"publications": [], "pybtex": []}
    for _ in range(rounds):
        for reader, seconds in taken.items():
            command = [sys.executable, "-m", "benchmarks.reading", reader, str(path)]
            done = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True)
            seconds.append(float(done.stdout))
    return median(taken["publications"]) / median(taken["pybtex"])


if __name__ == "__main__":
    main()
