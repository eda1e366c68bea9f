"""Imports point one way, so that the package can be read from top to bottom."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "publications"

#: From the bottom up. A module may import what stands in an earlier line, never its own line or a
#: later one. `add`, `exports`, `rules` and `tex` are families: the modules in add/ and exports/,
#: and `rules_*` with `rules`, `tex_*` with `tex`.
LAYERS = (
    {"diagnostics", "fields", "kinds", "identifiers", "macros", "manifest", "source"},
    {"entries", "tex"},
    {"scanner", "inherit", "dates", "names"},
    {"bibtex", "orcid"},
    {"people"},
    {"links", "options"},
    {"model"},
    {"venue"},
    {"exports", "rules", "selection"},
    {"library", "render", "headers", "llms", "redirects"},
    {"versions"},
    {"build", "pages", "add", "changes", "search"},
    {"citations", "current"},
    {"footnotes", "lock"},
    {"markdown", "generate", "built"},
    {"plugin", "__main__"},
)
#: Other people's packages and the only modules that may know them. The rest may be used anywhere.
KNOWN_TO = {
    "mkdocs": {"plugin"},
    "mkdocs_bibtex": {"plugin"},
    "material": set[str](),
    "pybtex": set[str](),
    "requests": {"add"},
    "markdown": {"current", "footnotes", "markdown", "plugin"},
    "pymdownx": {"markdown"},
    "jinja2": {"render"},
    "latex2mathml": {"tex"},
    "pylatexenc": {"tex"},
}
FILES = sorted(PACKAGE.rglob("*.py"))


def part(path: Path) -> str:
    """The word of LAYERS for a file: its module, or its family."""
    return family(path.relative_to(PACKAGE).parts[0].removesuffix(".py"))


def family(module: str) -> str:
    name, underscore, _ = module.partition("_")
    return name if underscore and name in {"rules", "tex"} else module


def full_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> set[str]:
    """Every module that the file imports, at the top or within a function, by its full name."""
    found: set[str] = set()
    package = ("publications", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(filter(None, (base, node.module)))
            # the names may be modules (`from publications import tex`) or not (`… .tex import Tex`)
            named = {f"{module}.{alias.name}" for alias in node.names}
            found.update(named & MODULES or {module})
    return found


MODULES = {full_name(path) for path in FILES}


def names(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", FILES, ids=names)
def test_imports_point_one_way(path: Path) -> None:
    rank = {name: layer for layer, members in enumerate(LAYERS) for name in members}
    if path == PACKAGE / "__init__.py":
        own = -1  # importing one module must not import them all
    else:
        assert part(path) in rank, "a new module needs its place in LAYERS"
        own = rank[part(path)]
    wrong = {
        name
        for name in imports(path)
        if name.startswith("publications.")
        and (other := family(name.split(".")[1])) != part(path)
        and rank.get(other, own) >= own
    }
    assert not wrong


@pytest.mark.parametrize("path", FILES, ids=names)
def test_each_package_is_known_where_it_belongs(path: Path) -> None:
    wrong = {
        name
        for name in imports(path)
        if part(path) not in KNOWN_TO.get(name.split(".")[0], {part(path)})
    }
    assert not wrong


def test_no_module_imports_itself_in_a_circle() -> None:
    tuple(TopologicalSorter({full_name(path): imports(path) for path in FILES}).static_order())


def test_layers_name_each_module_once() -> None:
    listed = [name for members in LAYERS for name in members]
    assert len(listed) == len(set(listed))
