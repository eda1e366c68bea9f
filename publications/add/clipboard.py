"""The text of the clipboard, by the program that the system has for it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from typing import Final

_TIMEOUT: Final = 10
_POWERSHELL: Final = (
    "-NoProfile",
    "-Command",
    "[Console]::OutputEncoding=[Text.Encoding]::UTF8; Get-Clipboard -Raw",
)


class ClipboardError(ValueError):
    """A clipboard that cannot be read; the message is one line that says why."""


def read() -> bytes:
    """The text of the clipboard. Raises ClipboardError."""
    failed = ""
    for command in _commands():
        program = shutil.which(command[0])
        if program is None:
            continue
        try:
            done = subprocess.run(  # noqa: S603 - a fixed list of programs
                [program, *command[1:]], capture_output=True, timeout=_TIMEOUT, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            failed = f"{command[0]} does not answer"
            continue
        if done.returncode == 0:
            return done.stdout
        failed = f"{command[0]} ends with status {done.returncode}"
    if failed:
        raise ClipboardError(f"the clipboard cannot be read: {failed}; is there text in it?")
    raise ClipboardError(
        "no program that reads the clipboard is here: install wl-clipboard, xclip or xsel"
    )


def _commands() -> Iterator[Sequence[str]]:
    """The commands that print the clipboard, in the order in which they are tried."""
    yield ("pbpaste",)
    if os.environ.get("WAYLAND_DISPLAY"):
        yield ("wl-paste", "--no-newline")
    if os.environ.get("DISPLAY"):
        yield ("xclip", "-selection", "clipboard", "-out")
        yield ("xsel", "--clipboard", "--output")
    yield ("powershell.exe", *_POWERSHELL)
    yield ("powershell", *_POWERSHELL)
    yield ("termux-clipboard-get",)
