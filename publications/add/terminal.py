"""Text pasted into a terminal: lines of any length, read until Ctrl-D.

A terminal in canonical mode keeps at most 4,095 characters of a line (1,023 on macOS) and drops the
rest; an abstract in one line is longer. Here it hands over each character as it comes.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any, Final

_CHUNK: Final = 65_536
#: Seconds without input after which an interrupted paste is taken to be over, and the longest wait.
_QUIET: Final = 0.05
_LONGEST: Final = 1.0
#: Seconds after which a signal is seen that came right before the wait for input.
_LOOK: Final = 0.2
#: Reads without bytes, one after the other, after which a terminal is taken to be gone.
_EMPTY_READS: Final = 2
#: What terminals write around a paste when they are asked to.
_BRACKETS: Final = (b"\x1b[200~", b"\x1b[201~")
#: Ctrl-D; a terminal in canonical mode keeps one that was typed too early as NUL.
_END: Final = frozenset((0x04, 0x00))
_BACKSPACE: Final = frozenset((0x08, 0x7F))
_NEWLINE: Final = 0x0A
#: Where `termios` keeps the local modes, and the control characters.
_LOCAL: Final = 3
_CONTROL: Final = 6


def read(ask: Callable[[], None]) -> bytes:
    """Read standard input to its end; of a terminal, call `ask` first and read to Ctrl-D.

    The terminal is as it was afterwards, also after Ctrl-C or a signal that ends the program.
    """
    if sys.stdin is None:
        return b""
    if not sys.stdin.isatty():
        return sys.stdin.buffer.read()
    if os.name != "posix":
        ask()
        return sys.stdin.buffer.read()
    handle = sys.stdin.fileno()
    terminal = _Uncut(handle)
    try:
        with terminal:
            ask()  # only now, so that all of the paste comes after the change
            text = _until_end(handle)
    finally:  # again, because Ctrl-C may come between two lines
        terminal.restore()
    _show(handle, b"\r\n")
    return text


def _until_end(handle: int) -> bytes:
    """Read to Ctrl-D; Backspace takes back a character of the last line."""
    text = bytearray()
    while chunk := _chunk(handle):
        for byte in chunk:
            if byte in _END:
                return _without_brackets(text)
            if byte in _BACKSPACE:
                # The terminal has shown it as two characters, `^?`.
                _show(handle, b"\b \b" * (2 + _take_back(text)))
            else:
                text.append(byte)
    return _without_brackets(text)


def _chunk(handle: int) -> bytes:
    """The next bytes; none where the terminal is gone.

    Only `select` waits, and not for long: a Ctrl-C that comes right before a read, and takes away
    what was to be read, would be seen after the next key only.
    """
    with suppress(OSError):
        for _ in range(_EMPTY_READS):
            while not select.select([handle], [], [], _LOOK)[0]:
                pass
            if chunk := os.read(handle, _CHUNK):
                return chunk
    return b""


def _take_back(text: bytearray) -> int:
    """Remove the last character of the last line, in UTF-8; how many were removed."""
    if not text or text[-1] == _NEWLINE:
        return 0
    while len(text) > 1 and text[-1] & 0xC0 == 0x80:
        text.pop()
    text.pop()
    return 1


def _without_brackets(text: bytearray) -> bytes:
    plain = bytes(text)
    for bracket in _BRACKETS:
        plain = plain.replace(bracket, b"")
    return plain


def _show(handle: int, characters: bytes) -> None:
    """Write to the terminal, where it was opened for that."""
    with suppress(OSError):
        os.write(handle, characters)


class _Uncut:
    """A terminal out of canonical mode, as a context; Ctrl-C and Ctrl-Z work as before.

    It is set right before a signal ends or stops the program, and changed again when it goes on.
    """

    _ENDING: Final = ("SIGTERM", "SIGHUP", "SIGQUIT")

    def __init__(self, handle: int) -> None:
        import termios

        self._handle = handle
        self._termios = termios
        self._before = termios.tcgetattr(handle)
        self._handlers: dict[int, Any] = {}

    def __enter__(self) -> None:
        for name in self._ENDING:
            self._handle_signal(getattr(signal, name), self._end)
        self._handle_signal(signal.SIGTSTP, self._stop)
        self._change()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is not None:
                _drop_input(self._handle)
        finally:
            self.restore()
            for number, handler in self._handlers.items():
                signal.signal(number, handler)

    def _handle_signal(self, number: int, handler: Any) -> None:
        self._handlers[number] = signal.signal(number, handler)

    def _change(self) -> None:
        modes = self._termios.tcgetattr(self._handle)
        modes[_LOCAL] &= ~self._termios.ICANON
        modes[_CONTROL][self._termios.VMIN] = 0  # a read does not wait
        modes[_CONTROL][self._termios.VTIME] = 0
        self._set(modes)

    def restore(self) -> None:
        """Set the terminal as it was before."""
        self._set(self._before)

    def _set(self, modes: list[Any]) -> None:
        with suppress(self._termios.error):  # the terminal is gone
            self._termios.tcsetattr(self._handle, self._termios.TCSANOW, modes)

    def _end(self, number: int, _: FrameType | None) -> None:
        """End by the signal, as if it had not been handled."""
        self.restore()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    def _stop(self, number: int, _: FrameType | None) -> None:
        """Stop by the signal (Ctrl-Z), and change the terminal when the program goes on."""
        self.restore()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        signal.signal(number, self._stop)
        self._change()


def _drop_input(handle: int) -> None:
    """Drop the rest of an interrupted paste, which would be typed into the shell otherwise."""
    end = time.monotonic() + _LONGEST
    while time.monotonic() < end and select.select([handle], [], [], _QUIET)[0]:
        if not _chunk(handle):
            return
