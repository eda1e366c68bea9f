"""requirements*.txt hold exact versions of what pyproject.toml asks for, the locks their hashes."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.rows import every_row

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LINES = {
    name: (ROOT / name).read_text("utf-8").splitlines()
    for name in ("requirements.txt", "requirements-dev.txt")
}
#: The Python versions that may meet a marker in the files.
PYTHONS = ("3.11.2", "3.11.5", "3.12.0", "3.13.0", "3.14.0")


def parse(declared: list[str]) -> list[Requirement]:
    return [Requirement(text) for text in declared]


RUNTIME = parse(PROJECT["project"]["dependencies"])
EXTRAS = PROJECT["project"]["optional-dependencies"]
MKDOCS = parse([*EXTRAS["mkdocs"], *EXTRAS["bibtex"]])
DEV = parse(PROJECT["dependency-groups"]["dev"])
BACKEND = parse(PROJECT["build-system"]["requires"])
#: Each lock, and the files whose versions it repeats.
LOCKS = {
    "requirements.lock": ["requirements.txt"],
    "requirements-dev.lock": ["requirements.txt", "requirements-dev.txt"],
}


def named(requirements: list[Requirement]) -> set[str]:
    return {canonicalize_name(requirement.name) for requirement in requirements}


def pins(name: str) -> list[Requirement]:
    """Every line of the file that names a distribution."""
    texts = (line.partition(" #")[0].strip() for line in LINES[name])
    return parse([text for text in texts if text and text[0] not in "#-"])


def pinned(name: str, python: str) -> dict[str, str]:
    """The versions that the file gives to a Python on Linux; two for one name are an error."""
    found: dict[str, str] = {}
    environment = {
        "python_version": python.rpartition(".")[0],
        "python_full_version": python,
        "sys_platform": "linux",
        "platform_system": "Linux",
    }
    for pin in pins(name):
        if pin.marker is None or pin.marker.evaluate(environment):
            key = canonicalize_name(pin.name)
            assert key not in found, f"{key} is pinned twice for Python {python}"
            found[key] = str(pin.specifier).removeprefix("==")
    return found


@pytest.mark.parametrize("name", LINES)
def test_every_version_is_exact(name: str) -> None:
    inexact = [
        str(pin)
        for pin in pins(name)
        if [part.operator for part in pin.specifier] != ["=="] or "*" in str(pin.specifier)
    ]
    assert not inexact


def test_options_are_the_two_that_pip_needs() -> None:
    options = {name: [line for line in LINES[name] if line.startswith("-")] for name in LINES}
    assert options == {
        "requirements.txt": ["-e ."],
        "requirements-dev.txt": ["-r requirements.txt"],
    }
    assert LINES["requirements.txt"][-1] == "-e ."


@pytest.mark.parametrize("name", LINES)
def test_no_host_and_no_path(name: str) -> None:
    assert not [line for line in LINES[name] if "://" in line or " @ " in line]


@every_row("python", PYTHONS)
@every_row(
    "name, declared",
    [("requirements.txt", RUNTIME + MKDOCS), ("requirements-dev.txt", DEV)],
)
def test_what_is_declared_is_pinned_within_its_range(
    name: str, declared: list[Requirement], python: str
) -> None:
    versions = pinned(name, python)
    wrong = [
        f"{requirement}: {versions.get(canonicalize_name(requirement.name), 'not pinned')}"
        for requirement in declared
        if canonicalize_name(requirement.name) not in versions
        or versions[canonicalize_name(requirement.name)] not in requirement.specifier
    ]
    assert not wrong, "make lock"


@every_row("python", PYTHONS)
def test_both_files_agree(python: str) -> None:
    site, tests = pinned("requirements.txt", python), pinned("requirements-dev.txt", python)
    assert {key: tests[key] for key in tests if key in site} == {
        key: site[key] for key in site if key in tests
    }


def locked(name: str) -> dict[Requirement, list[str]]:
    """What a lock pins, and the hashes of its files."""
    lines = (ROOT / name).read_text("utf-8").replace("\\\n", " ").splitlines()
    found: dict[Requirement, list[str]] = {}
    for line in lines:
        pin, *hashes = line.partition("#")[0].split("--hash=")
        if pin.strip():
            found[Requirement(pin)] = [text.strip() for text in hashes]
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_the_versions_of_its_file_and_the_backend(name: str) -> None:
    plain = {requirement for file in LOCKS[name] for requirement in pins(file)}
    pins_of_lock = locked(name).keys()
    if name == "requirements.lock":
        assert plain <= pins_of_lock, "make lock"
    versions = {(pin.name, str(pin.specifier)) for pin in plain}
    more = {pin for pin in pins_of_lock if (pin.name, str(pin.specifier)) not in versions}
    assert {pin.name for pin in more} <= named(BACKEND), "make lock"
    assert {pin.name for pin in plain} <= {pin.name for pin in pins_of_lock}, "make lock"
    for backend in BACKEND:
        versions_of_lock = [pin.specifier for pin in pins_of_lock if pin.name == backend.name]
        assert [str(each)[:2] for each in versions_of_lock] == ["=="]
        assert str(versions_of_lock[0])[2:] in backend.specifier


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_hashes_only_and_names_no_host(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert set(re.findall(r"--[\w-]+", text)) == {"--hash"}
    assert not re.search(r"://|^-|(?<![\w.-])@", text, re.MULTILINE)
    for pin, hashes in locked(name).items():
        assert hashes, pin
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", text) for text in hashes), pin


def test_nothing_comes_in_unpinned() -> None:
    """What the pinned distributions ask for themselves, as far as this Python has them."""
    python = ".".join(map(str, sys.version_info[:3]))
    versions = pinned("requirements.txt", python) | pinned("requirements-dev.txt", python)
    missing = [
        f"{name} needs {text}"
        for name in versions
        for text in distribution(name).requires or ()
        if ((need := Requirement(text)).marker is None or need.marker.evaluate({"extra": ""}))
        and canonicalize_name(need.name) not in versions
    ]
    assert not missing, "make lock"


def imported(folder: Path) -> Iterator[tuple[str, str]]:
    """(file, top-level module) for every import of another distribution below the folder."""
    ours = {
        "publications",
        "tests",
        "tools",
        "benchmarks",
        *(path.stem for path in folder.glob("*.py")),
    }
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                modules = [node.module or ""]
            else:
                continue
            for module in modules:
                top = module.partition(".")[0]
                if top not in sys.stdlib_module_names and top not in ours:
                    yield path.relative_to(ROOT).as_posix(), top


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "declared"),
    [
        ("publications", RUNTIME),
        ("tests", RUNTIME + MKDOCS + DEV),
        ("tools", RUNTIME + MKDOCS + DEV),
    ],
)
def test_what_is_imported_is_declared(folder: str, declared: list[Requirement]) -> None:
    owners = packages_distributions()
    only_builders = named(MKDOCS)
    undeclared = []
    for path, module in imported(ROOT / folder):
        allowed = named(declared) | (
            only_builders if path.startswith("publications/builders/") else set()
        )
        if not {canonicalize_name(owner) for owner in owners.get(module, ())} & allowed:
            undeclared.append(f"{path}: {module}")
    assert not undeclared


def test_the_whole_package_is_installed() -> None:
    """Packages and data that setuptools is told of are those that there are."""
    package = ROOT / "publications"
    folders = {path.parent.relative_to(ROOT) for path in package.rglob("*.py")}
    tool = PROJECT["tool"]["setuptools"]
    assert tool["packages"] == {"find": {"include": ["publications*"]}}
    assert all((ROOT / folder / "__init__.py").is_file() for folder in folders)
    data = {
        path.relative_to(package)
        for pattern in tool["package-data"]["publications"]
        for path in package.glob(pattern)
        if path.is_file()
    }
    there = {
        path.relative_to(package)
        for path in package.rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    }
    assert data == there
