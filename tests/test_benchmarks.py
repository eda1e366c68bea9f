"""Benchmark: its projects build, and the list alone has neither pages nor downloads."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from tests.conftest import ROOT, copy_project

NUMBER = 3


@pytest.mark.slow
def test_projects_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    run, contestants = (importlib.import_module(name) for name in ("run", "contestants"))
    monkeypatch.setattr(contestants, "ROOT", copy_project(tmp_path / "site"))
    chosen = [each for each in contestants.CONTESTANTS if each.letter in "ab"]
    results = run.compete(tmp_path, chosen, [NUMBER], 1)
    files = {letter: results[letter, NUMBER].files for letter in "ab"}
    assert files["b"] >= files["a"] + 4 * NUMBER, "a page and three downloads of each entry"
    assert all(result.cost.cpu > 0 for result in results.values())
    page = (tmp_path / f"a/{NUMBER}-out/publications/index.html").read_text("utf-8")
    assert page.count('<li class="site-item"') == NUMBER
    table = run.table(results, [NUMBER])
    assert [row.split("|")[2].strip() for row in table.splitlines()[4:]] == ["a", "b"]
