"""Waiting for what other processes do: for a condition, however slow the machine is."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable

#: Seconds after which something is taken to happen no more; many times what it takes.
PATIENCE = 120.0


def holds(condition: Callable[[], object]) -> bool:
    """Whether a condition holds at last; it is asked again and again."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def fetch(address: str, *, until: str, without: str = "\0") -> str:
    """The page, as soon as it has `until` and has not `without`, or as it is at last."""
    pages = [""]

    def is_there() -> bool:
        pages.append(_page(address))
        return until in pages[-1] and without not in pages[-1]

    holds(is_there)
    return pages[-1]


def _page(address: str) -> str:
    """The page now, also one that tells an error; empty where nothing answers."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return str(answer.read(), "utf-8")
    except urllib.error.HTTPError as error:
        return str(error.read(), "utf-8")
    except OSError:
        return ""
