"""What tells versions of a file apart, or of all files below a folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Hashable
from pathlib import Path

from publications.disk.walking import walk


def version(path: Path) -> tuple[int, int, int]:
    """Time, size and number of a file; zeros where there is none."""
    try:
        return version_in(path.stat())
    except OSError:
        return 0, 0, 0


def version_in(status: os.stat_result) -> tuple[int, int, int]:
    """The same of a file whose status was asked."""
    return status.st_mtime_ns, status.st_size, status.st_ino


def versions(top: Path) -> Hashable:
    """What tells versions apart of a file, or of all files below a folder."""
    files = []
    for path, status, _ in walk(top):
        of_file = (0, 0, 0)
        if not stat.S_ISDIR(status.st_mode):
            of_file = version_in(status)
        files.append((str(path), *of_file))
    return tuple(files)
