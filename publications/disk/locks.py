"""Advisory locks on files and folders themselves, which leave no file and end with their process.

Windows, and a few file systems of networks, have none of this kind: there nothing is waited for,
and only `replace`, which looks once more before it writes, keeps what others have saved.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

if sys.platform != "win32":
    import fcntl

_INTERVAL: Final = 0.02


class LockedError(OSError):
    """A file or folder that another process has locked for too long."""


@contextlib.contextmanager
def locked(path: Path, seconds: float) -> Iterator[None]:
    """Hold the lock of a file or folder, waiting for it for some seconds.

    Raises LockedError if another process keeps it, and OSError if the path cannot be opened.
    """
    if sys.platform == "win32":
        yield
        return
    deadline = time.monotonic() + seconds
    while True:
        handle = _open(path)
        try:
            # What was waited for may have been replaced, and is opened again then.
            if _lock(handle) and _is_at(handle, path):
                yield
                return
        finally:
            os.close(handle)
        if time.monotonic() >= deadline:
            raise LockedError(None, "is in use by another command", str(path))
        time.sleep(_INTERVAL)


def _open(path: Path) -> int:
    """Open a file for writing, without which file systems of networks lock nothing, or a folder."""
    if path.is_dir():
        return os.open(path, os.O_RDONLY)
    return os.open(path, os.O_RDWR | getattr(os, "O_NONBLOCK", 0))


def _lock(handle: int) -> bool:
    """Try to lock; True also where the file system knows no locks."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _is_at(handle: int, path: Path) -> bool:
    """Whether what is open is still what the path leads to."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
