"""What tells versions of a file apart."""

from __future__ import annotations

import os
from pathlib import Path


def version(path: Path) -> tuple[int, int, int]:
    """Time, size and number of a file; zeros where there is none."""
    try:
        return version_in(path.stat())
    except OSError:
        return 0, 0, 0


def version_in(status: os.stat_result) -> tuple[int, int, int]:
    """The same of a file whose status was asked."""
    return status.st_mtime_ns, status.st_size, status.st_ino
