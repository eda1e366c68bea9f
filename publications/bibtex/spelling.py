"""Misspelt names: the known name that one edit makes of an unknown one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

# In shorter names nearly everything is one edit away: only exchanged letters count there.
_SHORTEST: Final = 4


class Dictionary:
    """Known names, in which the one is looked up that a misspelt name is meant as."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_shortened: dict[str, set[str]] = {}
        self._longest = 0
        for name in names:
            self._longest = max(self._longest, len(name))
            for key in _shortened(name):
                self._by_shortened.setdefault(key, set()).add(name)

    def meant(self, name: str) -> str:
        """The known name that is one edit away from `name`, or the empty string.

        An edit is a letter more, less, or other, or two letters exchanged (Damerau). Of several
        such names it is the first in the order of the alphabet.

        >>> names = Dictionary(["title", "doi"])
        >>> [names.meant(name) for name in ("titel", "tilte", "titles", "dio", "do", "note")]
        ['title', 'title', 'title', 'doi', '', '']
        """
        if len(name) > self._longest + 1:
            return ""
        near: set[str] = set()
        for key in _shortened(name):
            near |= self._by_shortened.get(key, set())
        return min(filter(partial(_one_edit, name), near), default="")


def _shortened(name: str) -> Iterator[str]:
    """The name, and the name without each letter; names one edit apart have one in common.

    >>> list(_shortened("doi"))
    ['doi', 'oi', 'di', 'do']
    """
    yield name
    for position in range(len(name)):
        yield name[:position] + name[position + 1 :]


def _one_edit(name: str, known: str) -> bool:
    """Whether one edit makes `known` of `name`; in short names only letters are exchanged."""
    start = _common_prefix(name, known)
    left, right = name[start:], known[start:]
    if len(left) > 1 and left[1::-1] + left[2:] == right:
        return True
    if len(known) < _SHORTEST or len(name) < _SHORTEST - 1:
        return False
    return left[1:] in (right[1:], right) or left == right[1:]


def _common_prefix(one: str, other: str) -> int:
    """How many letters two names begin with alike."""
    pairs = zip(one, other, strict=False)
    unlike = (place for place, (left, right) in enumerate(pairs) if left != right)
    return next(unlike, min(len(one), len(other)))
