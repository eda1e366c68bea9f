"""Rooms of the package and the one direction of imports between them."""

from __future__ import annotations

import ast
import functools
import re
from graphlib import TopologicalSorter
from pathlib import Path

from tests.rows import every_row

PACKAGE = Path(__file__).parent.parent / "publications"

#: Rooms from the bottom up: a sub-package or a module directly in `publications/`.  A module may
#: import from its own room and from rooms above it in this list, which are lower in the house.
ROOMS = (
    "disk",
    "client",
    "listening",
    "diagnostics",
    "output",
    "words",
    "tex",
    "settings",
    "bibtex",
    "model",
    "rules",
    "exports",
    "bibliography",
    "pages",
    "pdf",
    "add",
    "watch",
    "starter",
    "markdown",
    "project",
    "builders",
    "commands",
    "__main__",
)
#: Other people's packages and the only rooms that may import them.  All others are free.
KNOWN_TO = {
    "mkdocs": {"builders"},
    "mkdocs_bibtex": {"builders"},
    "material": set[str](),
    "pybtex": set[str](),
    "httpcore": {"client"},
    "markdown": {"markdown", "project"},
    "pymdownx": {"markdown"},
    "jinja2": {"pages", "builders"},
    "typst": {"pdf"},
    "latex2mathml": {"tex"},
    "imagesize": {"model"},
}
FILES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    if parts[-1] == "__init__":
        parts = parts[:-1]
    return ".".join(parts)


MODULES = {module_name(path) for path in FILES}


@functools.cache
def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text("utf-8"))))


def imports(path: Path) -> set[str]:
    """Full names of all modules that a file imports, at its top or within a function."""
    names: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports name their module in full"
            module = str(node.module)
            # A name may be a module (`from publications import tex`) or not (`… .tex import Tex`).
            candidates = {f"{module}.{alias.name}" for alias in node.names}
            names.update(candidates & MODULES or {module})
    return names


def relative_name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_every_room_is_listed() -> None:
    assert {room_of(path) for path in FILES} - {"__init__"} == set(ROOMS)


@every_row("path", FILES)
def test_imports_go_downwards(path: Path) -> None:
    room = room_of(path)
    imported = {name.split(".")[1] for name in imports(path) if name.startswith("publications.")}
    if room == "__init__":  # importing one module must not import them all
        assert not imported
        return
    allowed = set(ROOMS[: ROOMS.index(room) + 1])
    assert imported <= allowed


@every_row("path", FILES)
def test_packages_are_imported_where_they_belong(path: Path) -> None:
    room = room_of(path)
    packages = {name.split(".")[0] for name in imports(path)}
    assert not {name for name in packages if room not in KNOWN_TO.get(name, {room})}


def test_modules_have_no_import_cycle() -> None:
    tuple(TopologicalSorter({module_name(path): imports(path) for path in FILES}).static_order())


#: Who may import what of `tex/` outside `bibtex/` and `model/`, which decode all text, and why.
USERS_OF_TEX = {
    # characters that no output may hold are left out in one way
    "publications.tex.characters": {"exports", "pages", "add"},
    # the one reader of braces, for names that are not read as names, and for titles to be cleaned
    "publications.tex.braces": {"rules", "add"},
    # the one judgement of addresses
    "publications.tex.url": {"exports", "markdown", "pages", "rules", "settings"},
    # words that people type are folded as texts are; `add` compares values that are no entry yet
    "publications.tex": {"pages", "add"},
}


@every_row("path", FILES)
def test_text_is_decoded_once(path: Path) -> None:
    room = room_of(path)
    if room in ("tex", "bibtex", "model"):
        return
    for name in imports(path):
        if name.startswith("publications.tex"):
            assert room in USERS_OF_TEX.get(name, set()), name


#: Who else opens files: of the package itself, of the built site, none at all (`os.devnull`).
OPENERS = {
    "starter/files.py",
    "starter/origin.py",
    "tex/symbols.py",
    "words/catalogue.py",
    "builders/mkdocs.py",
    "output.py",
}
OPENING = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}


@every_row("path", FILES)
def test_the_owners_files_are_opened_in_one_room(path: Path) -> None:
    if room_of(path) == "disk" or relative_name(path) in OPENERS:
        return
    for node in nodes(path):
        if isinstance(node, ast.Call):
            function = ast.unparse(node.func)
            if function.rpartition(".")[2] in OPENING:
                assert function.startswith("disk."), f"line {node.lineno}: {function}"


#: What is said of an entry outside the rooms that read it: where it is.
PLACES = {"path", "line", "column", "places"}


@every_row("path", FILES)
def test_publications_are_asked_and_not_their_entries(path: Path) -> None:
    """`.entry` is for the model, for rules, which judge entries, and for exported BibTeX."""
    room = room_of(path)
    # What `add` and `watch` have under this name is an entry that is not in the file yet.
    if room in ("model", "rules", "add", "watch") or relative_name(path) == "exports/bibtex.py":
        return
    allowed: set[ast.AST] = set()
    for node in nodes(path):
        if isinstance(node, ast.Call):
            allowed.add(node.func)  # a function of this name
        elif isinstance(node, ast.Attribute) and node.attr in PLACES:
            allowed.add(node.value)
        if isinstance(node, ast.Attribute) and node.attr == "entry":
            assert node in allowed, f"line {node.lineno}"


def test_the_document_lists_the_rooms_in_their_order() -> None:
    text = (PACKAGE.parent / "ARCHITECTURE.md").read_text("utf-8")
    rows = re.findall(r"(?m)^\| ((?:`[\w./]+`(?:, )?)+) \|", text.partition("## Rooms")[2])
    rooms = [name.removesuffix(".py") for row in rows for name in re.findall(r"`([\w.]+)", row)]
    assert rooms[: len(ROOMS)] == list(ROOMS)


def test_the_document_names_files_that_there_are() -> None:
    text = (PACKAGE.parent / "ARCHITECTURE.md").read_text("utf-8")
    named = set(re.findall(r"`((?:[a-z]+/)?\w+\.py)`", text))
    there = {relative_name(path) for path in FILES}
    there |= {path.name for path in (PACKAGE.parent / "tests").glob("*.py")}
    there |= {f"tests/{path.name}" for path in (PACKAGE.parent / "tests").glob("*.py")}
    assert named <= there
