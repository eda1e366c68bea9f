"""The file `publications.lock`: lines that are read, and written again with more of them.

What is in it stays: an address goes only by hand, and so does a comment, which belongs to the
address that follows. A file with lines that are neither is not written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from publications import disk
from publications.diagnostics import Diagnostic, as_text, quote

_HEADER: Final = """\
# Every address of the site, to be kept: `python -m publications lock-urls site` adds those of the
# built site. To give an address up, remove its line.
"""
# What git writes around the sides of a conflict, of which both are kept.
_CONFLICT: Final = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?|={7}")
# Each time another program must have saved the file within the moment between reading and writing.
_ATTEMPTS: Final = 50


class LockError(ValueError):
    """A file that cannot be written as it is; the message says where and why, a line for each."""


@dataclass(slots=True)
class Lock:
    """The addresses with their lines; the comments before each, and those at the end, under "".

    `conflicts` are findings that writing the file mends, `errors` those that only a hand can.
    """

    data: bytes | None = None
    lines: dict[str, int] = field(default_factory=dict)
    comments: dict[str, list[str]] = field(default_factory=dict)
    conflicts: list[Diagnostic] = field(default_factory=list)
    errors: list[Diagnostic] = field(default_factory=list)

    @property
    def findings(self) -> list[Diagnostic]:
        """All that is wrong with the file."""
        return sorted([*self.conflicts, *self.errors])

    def text(self, addresses: Iterable[str]) -> str:
        """The file with more addresses."""
        lines = [_HEADER]
        for address in sorted({*self.lines, *addresses}):
            lines += [*self.comments.get(address, ()), f"{address}\n"]
        return "".join([*lines, *self.comments.get("", ())])


def read(path: Path) -> Lock:
    """Read the file; one that is not there is empty, and nothing in it raises."""
    try:
        data = disk.read(path)
    except FileNotFoundError:
        return Lock()
    except OSError as error:
        return _unreadable(path, "missing-file", f"cannot be read: {disk.reason(error)}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _unreadable(path, "not-utf-8", "is not UTF-8", "save it as UTF-8")
    lock = Lock(data)
    comments: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        address = line.strip()
        if address.startswith("#"):
            if f"{address}\n" not in _HEADER:
                comments.append(f"{address}\n")
        elif address.startswith("/") and address.isprintable():
            lock.lines.setdefault(address, number)
            lock.comments.setdefault(address, []).extend(comments)
            comments = []
        elif address:
            _add_finding(lock, path, number, address)
    lock.comments[""] = comments
    return lock


def add(path: Path, addresses: Iterable[str]) -> tuple[int, int]:
    """Add addresses to the file; how many there are now, and how many are new.

    What another command adds meanwhile stays. Raises LockError.
    """
    new = set(addresses)
    for _ in range(_ATTEMPTS):
        lock = read(path)
        if lock.errors:
            raise LockError(as_text(lock.errors))
        try:
            disk.replace(path, lock.data, lock.text(new).encode("utf-8"))
        except disk.ChangedError:
            continue
        except OSError as error:
            fact = f"cannot be written: {disk.reason(error)}"
            raise LockError(f"{path.name}: {fact}") from error
        return len(new | lock.lines.keys()), len(new - lock.lines.keys())
    raise LockError(f"{path.name}: is being changed all the time; nothing is written")


def _unreadable(path: Path, code: str, fact: str, hint: str = "") -> Lock:
    """A lock of which nothing can be read, with the error that says why."""
    finding = Diagnostic(path.name, 1, 1, "error", code, f"the file {fact}", hint)
    return Lock(errors=[finding])


def _add_finding(lock: Lock, path: Path, number: int, line: str) -> None:
    """Say what is wrong with a line that is no address and no comment."""
    message = f"{quote(line)} is no address: it does not begin with /"
    findings, hint = lock.errors, "write the address as it is on the site, or remove the line"
    if _CONFLICT.fullmatch(line):
        findings, hint = lock.conflicts, "python -m publications lock-urls mends it"
    elif line.startswith("/"):
        message = f"{quote(line)} is no address: it has characters that cannot be seen"
    findings.append(Diagnostic(path.name, number, 1, "error", "syntax", message, hint))
