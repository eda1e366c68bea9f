"""Folders of new files, which are written whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from publications.disk.leftovers import remove_leftovers, temporary
from publications.disk.writing import write


def create(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder of files, which are named by their paths within it.

    The folder is new, or an empty one that stays what it is. Raises OSError where it cannot be
    made, and then all is as it was.
    """
    target = Path(os.path.realpath(folder))
    require_empty(target)
    try:
        if target.is_dir():
            _fill(target, files)
        else:
            _make(target, files)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(folder)) from error


def _make(target: Path, files: Mapping[str, bytes]) -> None:
    """Write a new folder, beside its place or that of a folder above it which is new as well."""
    ancestor = next(each for each in target.parents if each.exists())
    missing = [each for each in target.parents if not each.exists()]
    beside = temporary(ancestor / target.name)
    try:
        _write_all(beside, files)
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.rename(target)
    except BaseException:
        for path in missing:
            with suppress(OSError):
                path.rmdir()
        raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def require_empty(folder: Path) -> None:
    """Raise OSError unless a folder is empty, or not there and none of those above it is a file."""
    if folder.is_dir():
        remove_leftovers(folder)
        if any(folder.iterdir()):
            raise _error(errno.ENOTEMPTY, folder)
    for path in (folder, *folder.parents):
        if os.path.lexists(path) and not path.is_dir():
            raise _error(errno.ENOTDIR, path)


def _error(number: int, path: Path) -> OSError:
    return OSError(number, os.strerror(number), str(path))


def _fill(target: Path, files: Mapping[str, bytes]) -> None:
    """Write into an empty folder that is there, perhaps the working directory or a mounted one.

    The files are written into a folder within it, and moved up one after the other.
    """
    within = temporary(target / target.name)
    moved: list[Path] = []
    try:
        _write_all(within, files)
        for source in sorted(within.iterdir()):
            moved.append(target / source.name)
            source.rename(moved[-1])
    except BaseException:  # Ctrl-C too leaves nothing
        for path in moved:
            _remove(path)
        raise
    finally:
        shutil.rmtree(within, ignore_errors=True)


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, content, sync=False)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
