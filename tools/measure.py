"""Figures of the package's code, by room and in total: `make measure`.

Usage: python -m tools.measure [PACKAGE]. A room is a sub-package, or a module directly in the
package. The exit status is 1 where a figure of the whole is beyond its limit.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from statistics import median
from typing import Final

PACKAGE: Final = Path(__file__).parent.parent / "publications"
#: Lines that a function and a module may have.
FUNCTION_LINES: Final = 40
MODULE_LINES: Final = 350

Definition = ast.FunctionDef | ast.AsyncFunctionDef
Graph = Mapping[str, set[str]]


@dataclass(frozen=True)
class Function:
    """A function or method; `outer` is whether it is in no other function."""

    name: str
    lines: int
    decisions: int
    outer: bool


@dataclass(frozen=True)
class Module:
    """A file of the package."""

    name: str
    lines: int
    functions: tuple[Function, ...]
    conditionals: int
    imports: frozenset[str]
    public: int
    documented: int

    @property
    def room(self) -> str:
        """Second part of the dotted name, `__init__` for the package itself."""
        return [*self.name.split("."), "__init__"][1]


@dataclass(frozen=True)
class Figure:
    """A figure of the whole, the most or least that it may be, and what is beyond the limit."""

    name: str
    value: float
    limit: float
    at_least: bool = False
    examples: tuple[str, ...] = ()

    @property
    def kept(self) -> bool:
        """Whether the figure keeps its limit."""
        if self.at_least:
            return self.value >= self.limit
        return self.value <= self.limit

    def __str__(self) -> str:
        text = f"{self.value:8.6g}  {self._bound} {self.limit:g}  {self.name}"
        if self.examples:
            text += f": {', '.join(self.examples)}"
        if self.kept:
            return f"  {text}"
        return f"! {text}"

    @property
    def _bound(self) -> str:
        if self.at_least:
            return "at least"
        return "at most"


def read(package: Path) -> list[Module]:
    """All modules of a package.  Raises SyntaxError."""
    paths = sorted(package.rglob("*.py"))
    names = {_dotted(path, package): path for path in paths}
    return [_module(name, path.read_text("utf-8"), set(names)) for name, path in names.items()]


def _dotted(path: Path, package: Path) -> str:
    parts = path.relative_to(package.parent).with_suffix("").parts
    if parts[-1] == "__init__":
        parts = parts[:-1]
    return ".".join(parts)


def _module(name: str, text: str, names: set[str]) -> Module:
    tree = ast.parse(text)
    documentable = [*_public(tree)]
    return Module(
        name=name,
        lines=text.count("\n"),
        functions=tuple(_functions(tree, outer=True)),
        conditionals=sum(isinstance(node, ast.IfExp) for node in ast.walk(tree)),
        imports=frozenset(_imports(tree, names)),
        public=len(documentable),
        documented=sum(ast.get_docstring(node) is not None for node in documentable),
    )


def _functions(node: ast.AST, *, outer: bool) -> Iterator[Function]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Definition):
            lines = (child.end_lineno or child.lineno) - child.lineno + 1
            yield Function(child.name, lines, decisions(child), outer)
            yield from _functions(child, outer=False)
        else:
            yield from _functions(child, outer=outer)


def decisions(function: Definition) -> int:
    """McCabe's count of a function and those in it: 1, and 1 for each way that a branch adds."""
    inside = (node for statement in function.body for node in ast.walk(statement))
    return 1 + sum(_branches(node) for node in inside)


def _branches(node: ast.AST) -> int:
    match node:
        case ast.If() | ast.IfExp() | ast.Assert() | ast.ExceptHandler():
            return 1
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return 1
        case ast.For() | ast.AsyncFor() | ast.While():
            return 2 if node.orelse else 1
        case ast.Try() | ast.TryStar():
            return 1 if node.orelse else 0
        case ast.BoolOp():
            return len(node.values) - 1
        case ast.comprehension():
            return 1 + len(node.ifs)
        case ast.match_case(pattern=ast.MatchAs(pattern=None), guard=None):
            return 0
        case ast.match_case():
            return 1
    return 0


def _imports(tree: ast.AST, names: set[str]) -> Iterator[str]:
    """Modules of the package that are imported, at the top or within a function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported = {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            # A name may be a module (`from package import module`) or not.
            modules = {f"{node.module}.{alias.name}" for alias in node.names}
            imported = modules & names or {node.module}
        else:
            continue
        yield from imported & names


def _public(tree: ast.Module) -> Iterator[ast.Module | ast.ClassDef | Definition]:
    """What has a docstring by PEP 257: the module, its public classes, functions and methods."""
    if tree.body:
        yield tree
    todo: list[ast.Module | ast.ClassDef] = [tree]
    while todo:
        for node in todo.pop().body:
            if isinstance(node, ast.ClassDef | Definition) and not node.name.startswith("_"):
                yield node
                if isinstance(node, ast.ClassDef):
                    todo.append(node)


def rooms_of(modules: Iterable[Module]) -> dict[str, set[str]]:
    """Each room, and the other rooms that it imports from."""
    graph: dict[str, set[str]] = {}
    for module in modules:
        others = {name.split(".")[1] for name in module.imports if "." in name}
        graph.setdefault(module.room, set()).update(others - {module.room})
    return graph


def circles(graph: Graph) -> list[tuple[str, str]]:
    """Imports between rooms that go in a circle: in any order of the rooms one goes upwards."""
    reached = {room: _reached(graph, room) for room in graph}
    pairs: list[tuple[str, str]] = []
    for room, others in graph.items():
        pairs += [(room, other) for other in others if room in reached[other]]
    return sorted(pairs)


def _reached(graph: Graph, start: str) -> set[str]:
    seen: set[str] = set()
    todo = [start]
    while todo:
        new = graph[todo.pop()] - seen
        seen |= new
        todo += new
    return seen


def floors(graph: Graph) -> dict[str, int]:
    """The floor of each room, from 1: above all rooms that it imports.  Raises CycleError."""
    floor: dict[str, int] = {}
    for room in TopologicalSorter(graph).static_order():
        below = [floor[other] for other in graph[room]]
        floor[room] = 1 + max(below, default=0)
    return floor


class Totals:
    """Sums over the modules of a room, or over all of them."""

    def __init__(self, modules: Iterable[Module]) -> None:
        self.modules = 0
        self.lines = 0
        self.conditionals = 0
        self.lengths: list[int] = []
        self._decisions = 0
        self._function_lines = 0
        self._public = 0
        self._documented = 0
        for module in modules:
            self._add(module)

    def _add(self, module: Module) -> None:
        self.modules += 1
        self.lines += module.lines
        self.conditionals += module.conditionals
        self._public += module.public
        self._documented += module.documented
        for function in module.functions:
            self.lengths.append(function.lines)
            if function.outer:
                self._decisions += function.decisions
                self._function_lines += function.lines

    @property
    def density(self) -> float:
        """Decisions a line of functions."""
        return self._decisions / max(self._function_lines, 1)

    @property
    def per_thousand(self) -> float:
        """Conditional expressions per 1,000 lines."""
        return 1000 * self.conditionals / max(self.lines, 1)

    @property
    def documented(self) -> float:
        """Public modules, classes, functions and methods with a docstring, in percent."""
        if not self._public:
            return 100.0
        return 100 * self._documented / self._public

    def row(self, name: str) -> str:
        """Line of the table."""
        lengths = self.lengths or [0]
        return (
            f"{name:14}{self.modules:8}{self.lines:7}{len(self.lengths):10}{median(lengths):7.0f}"
            f"{max(lengths):8}{self.density:11.2f}{self.per_thousand:14.1f}"
            f"{self.documented:11.0f} %"
        )


HEAD: Final = (
    f"{'room':14}{'modules':>8}{'lines':>7}{'functions':>10}{'median':>7}{'longest':>8}"
    f"{'decisions':>11}{'conditionals':>14}{'documented':>13}\n"
    f"{'':46}{'':>8}{'a line':>11}{'per 1,000':>14}"
)


def figures(modules: Sequence[Module], graph: Graph) -> list[Figure]:
    """Figures of the whole, with their limits."""
    totals = Totals(modules)
    upwards = [f"{room} imports {other}" for room, other in circles(graph)]
    whole = [
        Figure("lines", totals.lines, 12_000),
        Figure("decisions a line", round(totals.density, 2), 0.33),
        Figure("conditional expressions per 1,000 lines", round(totals.per_thousand, 1), 12),
        _none(f"functions over {FUNCTION_LINES} lines", long_functions(modules)),
        _none(f"modules over {MODULE_LINES} lines", long_modules(modules)),
        _none("imports in a circle of rooms, so one of them upwards", upwards),
        Figure("documented, in percent", round(totals.documented, 1), 97, at_least=True),
    ]
    if not upwards:
        whole.append(Figure("floors of imports", max(floors(graph).values(), default=0), 10))
    return whole


def long_functions(modules: Iterable[Module]) -> list[str]:
    """Functions with more lines than they may have."""
    names: list[str] = []
    for module in modules:
        beyond = [each for each in module.functions if each.lines > FUNCTION_LINES]
        names += [f"{module.name}.{each.name} ({each.lines})" for each in beyond]
    return names


def long_modules(modules: Iterable[Module]) -> list[str]:
    """Modules with more lines than they may have."""
    return [f"{each.name} ({each.lines})" for each in modules if each.lines > MODULE_LINES]


def _none(name: str, examples: Sequence[str]) -> Figure:
    return Figure(name, len(examples), 0, examples=tuple(examples))


def report(modules: Sequence[Module]) -> Iterator[str]:
    """Lines of the report: rooms from the lowest floor up, the whole, and its figures."""
    graph = rooms_of(modules)
    try:
        floor = floors(graph)
    except CycleError:
        floor = dict.fromkeys(graph, 0)
    yield HEAD
    for room in sorted(graph, key=lambda name: (floor[name], name)):
        yield Totals(module for module in modules if module.room == room).row(room)
    yield Totals(modules).row("total")
    yield ""
    for number in sorted(set(floor.values())):
        there = sorted(room for room in floor if floor[room] == number)
        yield f"floor {number:2}: {', '.join(there)}"
    yield ""
    yield from map(str, figures(modules, graph))


def main(package: Path = PACKAGE) -> int:
    """Print the report; the exit status is 1 where a figure is beyond its limit."""
    modules = read(package)
    for line in report(modules):
        print(line)
    beyond = [each for each in figures(modules, rooms_of(modules)) if not each.kept]
    return min(len(beyond), 1)


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
