"""Two names that change places in one step, where the system can do that.

Python's `os` has neither `renameat2` with RENAME_EXCHANGE (Linux, glibc 2.28) nor `renamex_np` with
RENAME_SWAP (macOS 10.12).
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import Final

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
_RENAME_SWAP: Final = 2


def exchange(first: Path, second: Path) -> bool:
    """Exchange two files or folders that are there; False, and no change, where that cannot be."""
    names = os.fsencode(first), os.fsencode(second)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            status = library.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
        elif sys.platform == "darwin":
            status = library.renamex_np(names[0], names[1], _RENAME_SWAP)
        else:
            return False
    except (OSError, TypeError, AttributeError):  # no such library or function; Windows
        return False
    return bool(status == 0)
