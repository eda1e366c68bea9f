"""publications.ignore: what the owner does not want to be asked again, one line each.

```
10.5555/12345678   2026-11-26   of another Josiah Carberry
arXiv:2101.00001   2026-11-26   a talk, not a paper
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from publications.diagnostics import quote
from publications.watch.work import named

NAME: Final = "publications.ignore"
_LINE: Final = re.compile(r"(?P<name>(?:ISBN )?\S+)\s+(?P<date>\d{4}-\d\d-\d\d)\s+(?P<reason>\S.*)")

#: A line that is neither blank nor a remark.
_SAYS_SOMETHING: Final = re.compile(r"\s*[^\s#]")


@dataclass(frozen=True, slots=True)
class Ignored:
    """Identifiers and keys that are not asked about, and a line for each line that is none."""

    names: frozenset[str] = frozenset()
    problems: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str) -> Ignored:
        """Read the file's text; lines that begin with `#` are remarks."""
        names: set[str] = set()
        problems: list[str] = []
        for number, line in _lines(text):
            match = _LINE.fullmatch(line)
            if match is None:
                problems.append(
                    f"{NAME}:{number}: {quote(line)} is not an identifier, a date and a reason"
                    " (write them as in 10.5555/12345678 2026-11-26 of somebody else)"
                )
            else:
                names.add(_folded(match["name"]))
        return cls(frozenset(names), tuple(problems))

    def has(self, name: str) -> bool:
        """Whether an identifier or key is in the file, in any of its forms."""
        return _folded(name) in self.names


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are neither blank nor remarks, with their numbers."""
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if _SAYS_SOMETHING.match(line):
            yield number, line.strip()


def _folded(name: str) -> str:
    """A DOI or arXiv id in one form, anything else in lower case."""
    return named(name) or name.lower()
