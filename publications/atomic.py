"""Files replaced in one step: readers see the old content or the new, never a part of it."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def write(path: Path, content: bytes, *, mtime: int | None = None, sync: bool = True) -> None:
    """Put `content` in the place of a file, which keeps its mode; a symbolic link stays one.

    `mtime` sets the time of modification, in seconds. With `sync` the content is on the disk
    before the old file is given up; what can be made again does not need that. Raises OSError, and
    then the old file is as it was.
    """
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{target.name[:50]}.{secrets.token_hex(4)}.new")
    try:
        _write_new(beside, content, sync=sync)
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o7777)
        if mtime is not None:
            os.utime(beside, (mtime, mtime))
        beside.replace(target)
    except BaseException:  # Ctrl-C too leaves nothing beside
        beside.unlink(missing_ok=True)
        raise
    if sync:
        _sync_folder(target.parent)


def _write_new(path: Path, content: bytes, *, sync: bool) -> None:
    """Write a file that does not exist yet; the process's umask gives its mode."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        if sync:
            os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Put the new name on the disk, where the system can open folders (Windows cannot)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
