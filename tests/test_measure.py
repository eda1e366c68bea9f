"""Figures that `make measure` prints."""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path

import pytest

from tests.rows import every_row
from tools import measure

#: The body of a function, and McCabe's count of it.
BODIES = {
    "pass": 1,
    "if a: b": 2,
    "if a: b\nelif c: d\nelse: e": 3,
    "return a if b else c": 2,
    "return a and b and c or d": 4,
    "for a in b: c": 2,
    "for a in b: c\nelse: d": 3,
    "while a: b\nelse: c": 3,
    "async def inner(): pass\nasync for a in b: c": 3,
    "try: a\nexcept B: c\nexcept D: e": 3,
    "try: a\nexcept B: c\nelse: d\nfinally: e": 3,
    "with a: b": 1,
    "assert a": 2,
    "return [a for a in b if c if d]": 4,
    "return {a: b for a in b for b in c}": 3,
    "match a:\n  case 1: b\n  case [c, *_] if d: e\n  case _: f": 3,
    "match a:\n  case 1: b\n  case other: c": 2,
    "match a:\n  case 1: b\n  case other if c: d": 3,
    "def inner():\n  if a: b\nreturn lambda: c": 3,
    "class Inner:\n  def method(self):\n    return a or b": 3,
}
SOURCE = '''\
"""Module."""
from house import attic
from house.cellar import wine as red
import os, house.cellar.stairs


class Public:
    """Class."""

    def documented(self):
        """Method."""
        return 1 if self else 2

    def bare(self):
        def inner():
            pass
        return inner

    def _private(self):
        pass


class _Private:
    def method(self):
        pass


def bare():
    from house import hall
'''


@every_row("body", BODIES)
def test_decisions(body: str) -> None:
    function = ast.parse(f"async def f():\n{textwrap.indent(body, '  ')}").body[0]
    assert isinstance(function, ast.AsyncFunctionDef)
    assert measure.decisions(function) == BODIES[body]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A package whose rooms are three files and a folder."""
    files = {
        "__init__.py": "",
        "attic.py": '"""Attic."""\nfrom house import hall\n',
        "hall.py": "from house.cellar import stairs\n",
        "cellar/__init__.py": "",
        "cellar/wine.py": "",
        "cellar/stairs.py": "from house.cellar import wine\n",
        "roof.py": SOURCE,
    }
    for name, text in files.items():
        path = tmp_path / "house" / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text)
    return tmp_path / "house"


def test_module(house: Path) -> None:
    modules = {module.name: module for module in measure.read(house)}
    assert set(modules) == {
        *("house", "house.attic", "house.hall", "house.roof"),
        *("house.cellar", "house.cellar.wine", "house.cellar.stairs"),
    }
    assert modules["house"].room == "__init__"
    assert modules["house.cellar.wine"].room == modules["house.cellar"].room == "cellar"
    roof = modules["house.roof"]
    assert roof.lines == SOURCE.count("\n")
    assert roof.conditionals == 1
    assert roof.imports == {"house.attic", "house.cellar.wine", "house.cellar.stairs", "house.hall"}
    assert [(each.name, each.lines, each.outer) for each in roof.functions] == [
        ("documented", 3, True),
        ("bare", 4, True),
        ("inner", 2, False),
        ("_private", 2, True),
        ("method", 2, True),
        ("bare", 2, True),
    ]
    # Documented are the module, the class and one of its methods; not so `bare`, twice.
    assert (roof.public, roof.documented) == (5, 3)
    assert (modules["house"].public, modules["house.attic"].documented) == (0, 1)


def test_figures_of_a_room(house: Path) -> None:
    totals = measure.Totals(module for module in measure.read(house) if module.room == "roof")
    assert totals.density == pytest.approx(7 / 13)
    assert totals.per_thousand == pytest.approx(1000 / SOURCE.count("\n"))
    assert totals.documented == pytest.approx(60)
    assert totals.row("roof").split() == [
        *("roof", "1", str(SOURCE.count("\n")), "6", "2", "4", "0.54"),
        *(f"{1000 / SOURCE.count(chr(10)):.1f}", "60", "%"),
    ]


def test_floors(house: Path) -> None:
    graph = measure.rooms_of(measure.read(house))
    assert measure.circles(graph) == []
    assert measure.floors(graph) == {"__init__": 1, "cellar": 1, "hall": 2, "attic": 3, "roof": 4}


def test_imports_in_a_circle_are_named(house: Path) -> None:
    (house / "cellar/wine.py").write_text("def late():\n    from house import attic\n")
    modules = measure.read(house)
    assert measure.circles(measure.rooms_of(modules)) == [
        ("attic", "hall"),
        ("cellar", "attic"),
        ("hall", "cellar"),
    ]
    text = "\n".join(measure.report(modules))
    assert "!        3  at most 0  imports in a circle of rooms, so one of them upwards: " in text


@pytest.mark.parametrize(
    ("lines", "status", "words"),
    [
        (40, 0, "0  at most 0  functions over 40 lines\n"),
        (41, 1, "1  at most 0  functions over 40 lines: long.f (41)\n"),
        (350, 1, "1  at most 0  modules over 350 lines: long (351)\n"),
    ],
)
def test_limits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: int, status: int, words: str
) -> None:
    body = "\n".join(['    """Doc."""', *["    pass"] * (lines - 2)])
    (tmp_path / "long").mkdir()
    (tmp_path / "long/__init__.py").write_text(f'"""Doc."""\ndef f():\n{body}\n')
    (tmp_path / "long/other.py").write_text('"""Doc."""\n' * 60)
    assert measure.main(tmp_path / "long") == status
    assert words in capsys.readouterr().out
