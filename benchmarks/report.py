"""Markdown of what was measured: setting, table of builds, targets, reload."""

from __future__ import annotations

import os
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.competition import LIMIT, ONCE_FROM, Competition
from benchmarks.contestants import Contestant

MB: Final = 1_000_000
KB: Final = 1_000
#: Entries of the sites that are visited.
VISITED: Final = 1000


@dataclass(frozen=True, slots=True)
class Target:
    """What was measured, and at most so much."""

    what: str
    measured: float
    most: float
    unit: str = ""

    def row(self) -> str:
        """Row of the table."""
        return f"| {self.what} | {self.measured:.2f}{self.unit} | {self.most:g}{self.unit} |"


def setting(contestants: Sequence[Contestant], rounds: int, in_memory: bool) -> str:
    """Machine and versions."""
    medium = "a disk"
    if in_memory:
        medium = "a memory file system"
    lines = [
        f"{os.cpu_count()} cores of {processor()}, {platform.system()},"
        f" Python {platform.python_version()}; output on {medium};"
        f" median of {rounds} interleaved rounds, of the peers at {ONCE_FROM:,} entries one;"
        f" a build that takes more than {LIMIT} s is given up.",
        "",
        "| row | what | versions |",
        "| --- | --- | --- |",
    ]
    lines += [f"| {each.name} | {each.what} | {each.versions()} |" for each in contestants]
    return "\n".join(lines)


def processor() -> str:
    """Name of the processor, on Linux with its model."""
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def builds(competition: Competition) -> str:
    """Table of all results."""
    lines = [
        "## Builds",
        "",
        "| entries | row | CPU s | wall s | peak MB | files | MB out | CPU ÷ mkdocs-bibtex |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for number in competition.numbers:
        names = [contestant.name for contestant in competition.contestants]
        rows = [(name, _cells(competition, name, number)) for name in names]
        lines += [f"| {number:,} | {name} | {cells} |" for name, cells in rows]
    return "\n".join(lines)


def _cells(competition: Competition, name: str, number: int) -> str:
    result = competition.results.get((name, number))
    if not result:
        return competition.absent[name, number] + " |" * 5
    cost = result.cost
    against = competition.results.get(("mkdocs-bibtex", number))
    ratio = ""
    if against:
        ratio = f"{cost.cpu / against.cost.cpu:.2f}"
    figures = f"{cost.cpu:.2f} | {cost.wall:.2f} | {cost.memory / MB:.0f}"
    return f"{figures} | {result.files:,} | {result.size / MB:.2f} | {ratio}"


def targets(rows: Sequence[Target]) -> str:
    """Table of the targets and what was measured of each."""
    lines = ["## Targets", "", "| what | measured | at most |", "| --- | ---: | ---: |"]
    return "\n".join([*lines, *(target.row() for target in rows)])


def visits(loaded: Sequence[tuple[str, str, Counter[str]]]) -> str:
    """Table of what a first visit of a page of a row loads."""
    lines = [f"## First visit at {VISITED:,} entries", ""]
    lines += ["As sent with gzip to a browser in which the search is not touched.", ""]
    lines += ["| row | page | requests | kB | largest |", "| --- | --- | ---: | ---: | --- |"]
    for row, page, sent in loaded:
        largest = ", ".join(f"`{path}` {size / KB:.0f}" for path, size in sent.most_common(3))
        total = sum(sent.values()) / KB
        lines.append(f"| {row} | `{page}` | {len(sent)} | {total:.0f} | {largest} |")
    return "\n".join(lines)


def reload(seconds: Mapping[int, float], full: Mapping[int, float]) -> str:
    """Table of the seconds of a reload by number of entries, beside those of a full build."""
    lines = [
        "## Reload",
        "",
        "Wall seconds from saving refs.bib to the new page served, on a disk.",
        "",
    ]
    lines += ["| entries | reload | full build | ratio |", "| ---: | ---: | ---: | ---: |"]
    for number, taken in seconds.items():
        whole = full[number]
        lines.append(f"| {number:,} | {taken:.2f} | {whole:.2f} | {taken / whole:.2f} |")
    return "\n".join(lines)
