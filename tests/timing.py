"""Processor time of work, judged alike on machines that are slow or busy."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

#: What is done to see how fast the machine is, and the seconds that it took where limits were set.
_SAMPLE = "A word of eight letters. " * 14_000
_USUAL = 0.01
_TRIES = 5


def is_done_within(seconds: float, work: Callable[[], object]) -> bool:
    """Whether work takes less processor time, in one of several tries, on a usual machine."""
    if _seconds(work) < seconds:
        return True
    for _ in range(_TRIES):
        slowness = max(1, _seconds(_sample) / _USUAL)
        if _seconds(work) < seconds * slowness:
            return True
    return False


def _seconds(work: Callable[[], object]) -> float:
    """Processor time of this thread: others may serve a browser meanwhile."""
    start = time.thread_time()
    work()
    return time.thread_time() - start


def _sample() -> None:
    for word in re.findall(r"\w+", _SAMPLE):
        word.casefold()
