"""All that is below a folder, through links, to an end."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Step(NamedTuple):
    """A path that a walk came to; `endless` is a link to a folder that it is in."""

    path: Path
    status: os.stat_result
    endless: bool


def walk(top: Path) -> Iterator[Step]:
    """Walk through a path and all paths below it; not again into folders that it is in.

    A link that leads nowhere is a step of its own; what is not there or cannot be read is none.
    """
    waiting = [(top, frozenset(_above(top)))]
    while waiting:
        path, above = waiting.pop()
        try:
            status = path.stat()
        except OSError:
            yield from _broken_link(path)
            continue
        here = (status.st_dev, status.st_ino)
        yield Step(path, status, endless=here in above)
        if here in above or not stat.S_ISDIR(status.st_mode):
            continue
        with contextlib.suppress(OSError):
            names = sorted(os.listdir(path), reverse=True)
            waiting += [(path / name, above | {here}) for name in names]


def _above(top: Path) -> Iterator[tuple[int, int]]:
    """What tells the folders above a path from others; some may go meanwhile."""
    for folder in Path(os.path.realpath(top)).parents:
        with contextlib.suppress(OSError):
            status = os.stat(folder)
            yield status.st_dev, status.st_ino


def _broken_link(path: Path) -> Iterator[Step]:
    with contextlib.suppress(OSError):
        yield Step(path, path.lstat(), endless=False)
