"""Benchmark: its projects build, and a row is measured only if all publications were written."""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from benchmarks import contestants, environments, report, run
from benchmarks.competition import Competition
from benchmarks.contestants import CONTESTANTS, Contestant, Output
from benchmarks.measure import Cost
from tests.conftest import ROOT, copy_project
from tools import preview

NUMBER = 3
#: Program that writes a list of as many items, and as many pages, as its arguments say.
PROGRAM = """
import pathlib, sys
out, items, pages = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
out.mkdir()
out.joinpath("list.html").write_text("<li>" * items)
for page in range(pages):
    out.joinpath("page%d.html" % page).touch()
"""


def compete(
    work: Path,
    code: str,
    *arguments: str,
    program: str = "",
    variables: Mapping[str, str] | None = None,
    rounds: int = 1,
) -> Competition:
    """Run a competition of one contestant, which runs the code."""
    contestant = Contestant(
        "one",
        "Program",
        contestants.nothing,
        (("{python}", "-c", code, "{out}", *arguments),),
        Output("list.html", "<li>", "page*.html"),
        program=program,
        variables=variables or {},
    )
    competition = Competition(work, [contestant], [NUMBER])
    competition.run(rounds)
    return competition


@pytest.mark.slow
def test_projects_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contestants, "ROOT", copy_project(tmp_path / "site"))
    names = ["site", "site-list"]
    chosen = [each for each in CONTESTANTS if each.name in names]
    competition = Competition(tmp_path, chosen, [NUMBER])
    competition.run(rounds=1)
    assert not competition.absent
    files = {name: competition.results[name, NUMBER].files for name in names}
    assert files["site"] >= files["site-list"] + 4 * NUMBER, "a page and three downloads of each"
    table = report.builds(competition)
    assert [row.split("|")[2].strip() for row in table.splitlines()[4:]] == names


def test_complete_output_is_measured(tmp_path: Path) -> None:
    competition = compete(tmp_path, PROGRAM, "3", "3")
    result = competition.results["one", NUMBER]
    assert (result.files, result.size) == (4, 12)
    assert result.cost.cpu > 0
    assert result.cost.wall > 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("0", "3"), "0 items of 3"),
        (("4", "3"), "4 items of 3"),
        (("3", "2"), "2 pages of 3"),
        (("3",), "failed with status 1"),
    ],
)
def test_incomplete_output_is_no_result(
    tmp_path: Path, arguments: tuple[str, ...], reason: str
) -> None:
    competition = compete(tmp_path, PROGRAM, *arguments)
    assert not competition.results
    assert competition.absent == {("one", NUMBER): reason}
    assert f"| 3 | one | {reason} |" in report.builds(competition)


def test_output_without_list_is_no_result(tmp_path: Path) -> None:
    competition = compete(tmp_path, "")
    assert competition.absent == {("one", NUMBER): "no list.html"}


def test_slow_build_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.competition.LIMIT", 0.2)
    competition = compete(tmp_path, "import time; time.sleep(60)")
    assert competition.absent == {("one", NUMBER): "more than 0.2 s"}


def test_missing_program_is_a_row(tmp_path: Path) -> None:
    competition = compete(tmp_path, PROGRAM, program="no-such-program")
    assert competition.absent == {("one", NUMBER): "not installed: no-such-program"}


def test_variables_are_set(tmp_path: Path) -> None:
    code = f"import os, sys; sys.argv[2:] = os.environ['COUNTS'].split(','){PROGRAM}"
    assert compete(tmp_path, code, variables={"COUNTS": "3,3"}).results


@pytest.mark.parametrize(("once_from", "builds"), [(NUMBER, 1), (NUMBER + 1, 2)])
def test_large_sites_of_peers_are_built_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, once_from: int, builds: int
) -> None:
    monkeypatch.setattr("benchmarks.competition.ONCE_FROM", once_from)
    competition = compete(tmp_path, f"open('built', 'a').write('.'){PROGRAM}", "3", "3", rounds=2)
    before = 1  # for the bytecode
    built = competition.project("one", NUMBER) / "built"
    assert len(built.read_text()) == before + builds


def test_commands_of_a_build_are_added() -> None:
    assert Cost(1, 2, 30) + Cost(4, 5, 20) == Cost(5, 7, 30)


def test_bytes_of_a_visit_are_those_sent(tmp_path: Path) -> None:
    text = b"word " * 1000
    (tmp_path / "index.html").write_bytes(text)
    sent: Counter[str] = Counter()
    with preview.serve(tmp_path, sent) as address:
        for encoding in ("gzip", "identity"):
            request = Request(f"{address}/", headers={"Accept-Encoding": encoding})
            urlopen(request).read()
    assert sent == {"/": len(gzip.compress(text)) + len(text)}
    table = report.visits([("site", "/", Counter({"/": 12_400, "/a.js": 2_200}))])
    assert table.splitlines()[-1] == "| site | `/` | 2 | 15 | `/` 12, `/a.js` 2 |"


def test_rows_are_chosen_by_name() -> None:
    assert [each.name for each in run.rows("hugo,site")] == ["site", "hugo"]
    with pytest.raises(argparse.ArgumentTypeError, match="no row hugo2; rows: site, site-list"):
        run.rows("hugo2")


@pytest.mark.slow
def test_peers_are_pinned() -> None:
    """Each peer names exact versions, among them those that its row shows."""
    for each in CONTESTANTS:
        assert each.versions() or each.program
        if each.peer:
            pinned = environments.pinned(each.peer)
            assert all(version[0].isdigit() for version in pinned.values()), json.dumps(pinned)


def test_head_says_what_each_row_makes() -> None:
    head = (ROOT / "benchmarks" / "RESULTS.head.md").read_text("utf-8")
    rows = {
        name.strip()
        for line in head.splitlines()
        if line.startswith("|")
        for name in line.split("|")[1].split(",")
    }
    names = {each.name for each in CONTESTANTS}
    assert names == rows - {"row", "---"}
