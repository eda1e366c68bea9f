"""Work grows with the length of what is read, and no faster, whatever is in it."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import publications
from tests.patterns import attacks

# -- regular expressions: what they do is done in C, where no call can be counted ------------------

_METHODS = "match|fullmatch|search|sub|subn|split|finditer|findall"
_BAR = 0.015


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern that a module of the package keeps, by the name that it has there."""
    for module in pkgutil.walk_packages(publications.__path__, "publications."):
        if module.name.endswith("__main__") or module.name.startswith("publications.add."):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            values = [value]
            if isinstance(value, (tuple, list)):
                values = list(value)
            for each in values:
                if isinstance(each, re.Pattern) and isinstance(each.pattern, str):
                    yield f"{module.name}.{name}", each


PATTERNS = {(each.pattern, each.flags): (name, each) for name, each in _patterns()}
SOURCE = "".join(path.read_text("utf-8") for path in Path(publications.__path__[0]).rglob("*.py"))


def _methods(name: str) -> set[str]:
    """The methods by which a pattern is used; those of `bibtex.cursor.Source` are named alike."""
    module, _, name = name.rpartition(".")
    source = SOURCE
    if name.startswith("_"):
        source = Path(str(importlib.import_module(module).__file__)).read_text("utf-8")
    methods = set(re.findall(rf"\b{name}\.({_METHODS})\b", source))
    used = re.findall(rf"\.(match|find)\((?:grammar\.)?{name}\b", source)
    methods.update({"find": "search"}.get(method, method) for method in used)
    return methods or set(re.findall(rf"[a-z\])]\.({_METHODS})\(", source)) or {"search"}


def _time(pattern: re.Pattern[str], method: str, text: str) -> float:
    arguments = [text]
    if method in ("sub", "subn"):
        arguments.insert(0, "")
    start = time.process_time()
    result = getattr(pattern, method)(*arguments)
    if method == "finditer":
        list(result)
    return time.process_time() - start


@pytest.mark.parametrize("key", PATTERNS, ids=lambda key: PATTERNS[key][0])
def test_pattern(key: tuple[str, int]) -> None:
    """Two hundred characters show what is cubic, three thousand what is quadratic."""
    name, pattern = PATTERNS[key]
    for method in _methods(name):
        for length in (200, 3_000):
            for text in attacks(pattern, length):
                taken = min(_time(pattern, method, text) for _ in range(2))
                assert taken < _BAR, (method, text[:40], length)
