"""Files replaced in one step: readers see the old content or the new, never a part of it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from publications.disk.exchange import exchange
from publications.disk.leftovers import temporary
from publications.disk.locks import locked
from publications.disk.reading import read, require_regular

#: A lock is held while a file is compared and replaced, which takes no time.
_SECONDS: Final = 10


class ChangedError(OSError):
    """A file that another program has written since it was read; nothing was written over it."""


def write(path: Path, content: bytes, *, mtime: int | None = None, sync: bool = True) -> None:
    """Put `content` in the place of a file, which keeps its mode; a symbolic link stays one.

    `mtime` sets the time of modification, in seconds. With `sync` the content is on the disk
    before the old file is given up; what can be made again does not need that. Raises OSError, also
    if something else than a regular file is there, and then all is as it was.
    """
    target = Path(os.path.realpath(path))
    beside = temporary(target)
    try:
        _write_new(beside, content, target, sync=sync)
        if mtime is not None:
            os.utime(beside, (mtime, mtime))
        beside.replace(target)
    except BaseException:  # Ctrl-C too leaves nothing beside
        _remove(beside)
        raise
    if sync:
        _sync_folder(target.parent)


def replace(path: Path, expected: bytes | None, content: bytes) -> None:
    """Put `content` in the place of a file if it still has the content that was read before.

    None is expected of a file that was not there. Mode and links stay as `write` keeps them. What
    another program saves meanwhile is put back if it was moved aside. Raises ChangedError if the
    file has other content, LockedError if another command keeps it, and OSError.
    """
    target = Path(os.path.realpath(path))
    beside = temporary(target)
    try:
        _write_new(beside, content, target, sync=True)
        if expected is None:
            _create(beside, target)
        else:
            _exchange(beside, target, expected, content)
        _sync_folder(target.parent)
    finally:
        _remove(beside)


def _remove(beside: Path) -> None:
    """Remove what is left beside, where the disk lets go of anything."""
    with suppress(OSError):
        beside.unlink()


def _exchange(beside: Path, target: Path, expected: bytes, content: bytes) -> None:
    """Exchange a file and the new one, and look at what came out.  Raises ChangedError, OSError."""
    try:
        with locked(target, _SECONDS):
            if read(target) != expected:
                raise _changed(target)
            if not exchange(beside, target):
                beside.replace(target)
                return
            _sync_folder(target.parent)
            if read(beside) == expected:
                return
            # A program that asks for no lock has saved the file: it gets that back, or what it
            # has saved since then.
            exchange(beside, target)
            if read(beside) != content:
                exchange(beside, target)
            raise _changed(target)
    except FileNotFoundError as error:
        raise _changed(target) from error


def _create(beside: Path, target: Path) -> None:
    """Give a new file its name unless there is one by now.  Raises ChangedError, OSError."""
    try:
        target.hardlink_to(beside)
    except FileExistsError as error:
        raise _changed(target) from error
    except OSError:  # a file system without such links
        beside.replace(target)


def _changed(path: Path) -> ChangedError:
    return ChangedError(None, "was changed meanwhile", str(path))


def _write_new(path: Path, content: bytes, target: Path, *, sync: bool) -> None:
    """Write a file that does not exist yet, with the mode of its target or the umask's.

    Raises OSError that names the target, which is what was to be written.
    """
    mode = None
    if target.exists():
        status = target.stat()
        require_regular(status, target)
        mode = status.st_mode & 0o7777
    try:
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            if sync:
                os.fsync(file.fileno())
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error
    if mode is not None:
        path.chmod(mode)


def _sync_folder(folder: Path) -> None:
    """Put the new name on the disk, where the system can open folders (Windows cannot)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
