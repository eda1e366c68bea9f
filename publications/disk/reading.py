"""Regular files and no others: a pipe would be waited for, and a device may never end."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

# Windows has only the first, the other systems the others. A pipe is opened without waiting.
_FLAGS: Final = (
    getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file to be read.

    Raises OSError if it cannot be read, or is a folder, a pipe, a socket or a device.
    """
    handle = os.open(path, os.O_RDONLY | _FLAGS)
    try:
        require_regular(os.fstat(handle), path)
    except OSError:
        os.close(handle)
        raise
    with open(handle, "rb") as file:
        yield file


def read(path: Path) -> bytes:
    """Read the content of a regular file.  Raises OSError as `opened` does."""
    with opened(path) as file:
        return file.read()


def read_text(path: Path) -> str:
    """Read UTF-8, with U+FFFD for other bytes, newlines as ends of lines and no byte order mark.

    Raises OSError as `read` does.
    """
    text = read(path).decode("utf-8-sig", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def reason(error: OSError) -> str:
    """Why a file could not be read or written: `No such file or directory`, without its path."""
    return error.strerror or str(error)


def require_regular(status: os.stat_result, path: Path) -> None:
    """Raise OSError unless the status is that of a regular file."""
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "Not a regular file", str(path))
