"""Calls of functions, which are the same on every machine, counted while something is done."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from cProfile import Profile
from types import CodeType


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, in Python or in C."""
    profile = Profile()
    profile.runcall(work)
    return sum(entry.callcount for entry in profile.getstats())


def calls_by_code(work: Callable[[], object]) -> Counter[CodeType]:
    """How often each function that is written in Python is called."""
    profile = Profile(builtins=False)
    profile.runcall(work)
    seen: Counter[CodeType] = Counter()
    for entry in profile.getstats():
        if isinstance(entry.code, CodeType):
            seen[entry.code] += entry.callcount
    return seen


def forget() -> None:
    """Empty the caches of values that come again, so that no count depends on those before."""
    modules = [module for name, module in sys.modules.items() if name.startswith("publications")]
    for module in modules:
        for value in vars(module).values():
            parameters: dict[str, object] = getattr(value, "cache_parameters", dict)()
            if parameters.get("maxsize"):  # tables, of which there is one, are kept
                value.cache_clear()
