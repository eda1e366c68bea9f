"""Watch over files and folders, which may come and go, and be links without end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from publications.disk.versions import versions

# Seconds between looks at least, and how many times as long as a look the pause is.
_PAUSE: Final = 0.1
_SHARE: Final = 4
# Seconds between looks while files still change, and how many such looks there are at most: an
# editor empties a file before it writes it, and a pull writes many.
_SETTLING: Final = 0.03
_SETTLING_LOOKS: Final = 30


class Watch(threading.Thread):
    """Calls a function whenever one of the paths, or what is below them, has changed.

    The observers of watchdog, which MkDocs uses, end with the folder that they watch, and follow a
    link to a folder that it is in.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self._changed = changed
        self._paths: frozenset[Path] = frozenset()
        self._states: dict[Path, object] = {}

    def add(self, paths: Iterable[Path]) -> list[Path]:
        """Watch these paths as well; those of them that are new."""
        new = [path for path in dict.fromkeys(paths) if path not in self._paths]
        self._paths |= frozenset(new)
        return new

    def run(self) -> None:
        """Look again and again, without end."""
        while True:
            start = time.monotonic()
            self.look()
            time.sleep(max(_PAUSE, _SHARE * (time.monotonic() - start)))

    def look(self) -> None:
        """Look once, and call if something differs from the look before, when it has settled."""
        if not self._differs():
            return
        for _ in range(_SETTLING_LOOKS):
            time.sleep(_SETTLING)
            if not self._differs():
                break
        self._changed()

    def _differs(self) -> bool:
        """Whether the files are not as they were when this was last asked."""
        before = self._states
        self._states = {path: versions(path) for path in self._paths}
        return any(state != before.get(path, state) for path, state in self._states.items())
