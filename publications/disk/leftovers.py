"""Names for what is written beside, and the removal of what a killed process has left of it.

Such a name is hidden and holds the number of its process: `.refs.bib.4711.1f2e3d4c.new`. As long as
that process lives, nothing of this name is touched.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import sys
from pathlib import Path
from typing import Final

_LEFT: Final = re.compile(r"\..+\.(?P<process>[1-9][0-9]{0,9})\.[0-9a-f]{8}\.new")
#: Characters of the name that are kept; a file system may allow only 255 bytes in all.
_KEPT: Final = 50


def temporary(path: Path) -> Path:
    """A name beside a path, of this process's own."""
    return path.with_name(f".{path.name[:_KEPT]}.{os.getpid()}.{secrets.token_hex(4)}.new")


def remove_leftovers(folder: Path) -> None:
    """Remove from a folder what processes that are no more have left beside; what resists stays."""
    try:
        names = os.listdir(folder)
    except OSError:
        return
    for name in names:
        match = _LEFT.fullmatch(name)
        if match is not None and not _is_alive(int(match["process"])):
            _remove(folder / name)


def _remove(path: Path) -> None:
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    except OSError:
        pass


def _is_alive(process: int) -> bool:
    """Whether a process is there; on Windows, where asking would end it, it counts as alive."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # somebody else's
        return True
    return not _is_zombie(process)


def _is_zombie(process: int) -> bool:
    """Whether a process has ended, and the one that started it has not looked (Linux, proc(5))."""
    try:
        status = Path(f"/proc/{process}/stat").read_text("utf-8", errors="replace")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[:1] == ["Z"]
