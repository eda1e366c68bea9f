"""A program in a terminal of its own, and what is typed into it."""

from __future__ import annotations

import os
import pty
import select
import signal
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

from tests.waiting import PATIENCE

#: Seconds between keys that are pressed again.
PRESSES = 5


class Terminal:
    """A program in a pseudo-terminal: a context, at whose end it is killed if it still runs."""

    def __init__(self, command: Sequence[str], cwd: Path, **environment: str) -> None:
        self.shown = ""
        self.process, self._handle = pty.fork()
        if self.process == 0:
            _become(command, cwd, {**os.environ, **environment})
        self.before = self.modes()

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        os.close(self._handle)
        try:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        except (ProcessLookupError, ChildProcessError):
            pass

    def modes(self) -> list[object]:
        """How the terminal is set."""
        return termios.tcgetattr(self._handle)

    def is_canonical(self) -> bool:
        """Whether the terminal hands over whole lines."""
        return bool(int(str(self.modes()[3])) & termios.ICANON)

    def type(self, data: bytes) -> None:
        """Type or paste, and look at what is shown in the meantime."""
        end = time.monotonic() + PATIENCE
        while data and time.monotonic() < end:
            readable, writable, _ = select.select([self._handle], [self._handle], [], 1)
            if readable and not self._look():
                return
            if writable:
                data = data[os.write(self._handle, data[:1000]) :]
        assert not data

    def wait_for(self, words: str) -> None:
        """Wait until the terminal has shown these words."""
        end = time.monotonic() + PATIENCE
        while words not in self.shown and time.monotonic() < end:
            if select.select([self._handle], [], [], 1)[0] and not self._look():
                break
        assert words in self.shown, self.shown

    def end(self, again: bytes = b"") -> int:
        """Wait for the end of the program: its status, negative for a signal.

        Keys to be pressed `again` are typed now and then: a signal that comes right before a
        program begins to wait for input is seen only at the next one.
        """
        end = time.monotonic() + PATIENCE
        next_press = time.monotonic() + PRESSES
        while time.monotonic() < end:
            if again and time.monotonic() > next_press:
                self.type(again)
                next_press += PRESSES
            if select.select([self._handle], [], [], 0.01)[0]:
                self._look()
            done, status = os.waitpid(self.process, os.WNOHANG)
            if done:
                while select.select([self._handle], [], [], 0.05)[0] and self._look():
                    pass
                return os.waitstatus_to_exitcode(status)
        raise AssertionError(f"it does not end: {self.shown}")

    def _look(self) -> bool:
        """Read what is shown; whether there was something."""
        try:
            data = os.read(self._handle, 65_536)
        except OSError:  # EIO: the program has ended
            return False
        self.shown += data.decode("utf-8", "replace")
        return bool(data)


def _become(command: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> None:
    """Become the program, in the process that was forked for it.

    Signals do what they do in a terminal, also where this process was told to ignore them, as a
    shell tells what it starts in the background.
    """
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
        signal.signal(number, signal.SIG_DFL)
    try:
        os.chdir(cwd)
        os.execvpe(command[0], list(command), environment)  # noqa: S606
    finally:
        os._exit(127)
