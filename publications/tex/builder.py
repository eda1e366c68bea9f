"""The stack machine under the scanner of TeX: groups, commands that wait for arguments, elements.

Braces and arguments lie on a stack of frames instead of Python's, so depth costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from markupsafe import escape

from publications.tex.characters import combine

#: Two letters, between which an apostrophe is one.
LETTERS: Final = re.compile(r"[^\W\d_]{2}")
# How many pieces an accent looks through for its letter, and how long a letter may be.
_LONGEST_ACCENTED: Final = 12
_LONGEST_LETTER: Final = 5
# Stands among the open tags while the case of letters is changed.
_CASE: Final = "case"
_MARKERS: Final = {"sub": "_", "sup": "^"}
_DIGITS: Final = re.compile(r"[0-9+\-−=()]+")


class Piece(NamedTuple):
    """Something whose HTML is not just its escaped text: a tag, digits set low or high, maths.

    `unknown` names commands that it may lack.
    """

    html: str
    text: str
    unknown: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text


def unknown_in(pieces: Iterable[str | Piece]) -> tuple[str, ...]:
    """The names of unknown commands among pieces."""
    return tuple(word for piece in pieces if isinstance(piece, Piece) for word in piece.unknown)


def with_apostrophes(pieces: list[str | Piece]) -> list[str | Piece]:
    """The pieces with ’ for what stands between letters; minutes and feet keep their sign."""
    if "'" not in pieces:
        return pieces
    shown = [position for position, piece in enumerate(pieces) if str(piece)]
    for before, position, after in zip(shown, shown[1:], shown[2:], strict=False):
        between = str(pieces[before])[-1:] + str(pieces[after])[:1]
        if pieces[position] == "'" and LETTERS.fullmatch(between):
            pieces[position] = "’"
    return pieces


@dataclass(slots=True)
class _Frame:
    """An open group, or (`done` is set) a command that waits for its argument."""

    start: int
    done: Callable[[int], None] | None = None
    tags: list[tuple[str, int]] = field(default_factory=list)


class Builder:
    """Collects pieces; what is put into it goes to the innermost command that waits.

    Args:
        script: makes plain text of digits set low (`_`) or high (`^`).
    """

    def __init__(self, script: Callable[[str, str], str]) -> None:
        self.pieces: list[str | Piece] = []
        self._script_text = script
        self._frames = [_Frame(0)]
        self._open_tags: set[str] = set()
        self._accents = 0  # accents that wait for their letter

    def finish(self) -> list[str | Piece]:
        """The pieces; what is still open ends here."""
        while len(self._frames) > 1:
            self._close()
        self._end_tags(self._frames[0])
        return self.pieces

    def _wait(self, done: Callable[[int], None]) -> None:
        """From here on, the next thing is an argument; `done` gets the position where it began."""
        self._frames.append(_Frame(len(self.pieces), done))

    def _waits(self) -> bool:
        """Whether a command waits for what comes next."""
        return self._frames[-1].done is not None

    def _settle(self) -> None:
        """One thing is complete: so are the commands that waited for it."""
        while self._frames[-1].done is not None:
            height = len(self._frames)
            self._finish_command()
            if len(self._frames) >= height:  # it wants another argument
                return

    def _unwind(self) -> None:
        """The group ends: commands that still wait get nothing more."""
        while self._frames[-1].done is not None:
            self._finish_command()

    def _finish_command(self) -> None:
        """Close the innermost frame, that of a command."""
        frame = self._frames.pop()
        if frame.done is not None:
            frame.done(frame.start)

    def _open(self) -> None:
        """Begin a group."""
        self._frames.append(_Frame(len(self.pieces)))

    def _close(self) -> None:
        """End a group, if one is open."""
        self._unwind()
        if len(self._frames) > 1:
            self._end_tags(self._frames.pop())
            self._settle()

    def _put(self, characters: str) -> None:
        """One thing that is shown, if it is anything."""
        if characters:
            self._emit(characters)
            self._settle()

    def _emit(self, text: str) -> None:
        """Add a run of characters; an accent wants the first of them alone."""
        if self._accents and len(text) > 1:  # the accent will want the first character alone
            self.pieces.append(text[0])
            text = text[1:]
        self.pieces.append(text)

    def _put_accent(self, start: int, mark: str) -> bool:
        """Set an accent on the first letter since `start`; say whether there was anything."""
        self._accents -= 1
        argument = self.pieces[start : start + _LONGEST_ACCENTED]
        for position, piece in enumerate(argument, start):
            if isinstance(piece, str) and _is_letter(piece):
                self.pieces[position] = combine(piece, mark)
                return True
        return any(argument)

    def _element(self, tag: str) -> None:
        """An HTML element around the argument; never within itself, so depth is bounded."""
        name = tag.partition(" ")[0]
        if not name or name in self._open_tags:
            self._wait(lambda start: None)
            return
        self._begin_tag(tag, name)
        self._wait(lambda start: self._end_tag(name, start - 1))

    def _switch(self, tag: str) -> None:
        """An HTML element from here to the end of the group."""
        name = tag.partition(" ")[0]
        frame = self._frames[-1]
        if frame.done is None and name not in self._open_tags:
            frame.tags.append((name, len(self.pieces)))
            self._begin_tag(tag, name)

    def _begin_tag(self, tag: str, name: str) -> None:
        """Begin an HTML element."""
        self._open_tags.add(name)
        self.pieces.append(Piece(f"<{tag}>", ""))

    def _end_tag(self, name: str, start: int) -> None:
        """End an HTML element; one without content is taken back."""
        self._open_tags.discard(name)
        if len(self.pieces) == start + 1:
            self.pieces.pop()
            return
        if name in _MARKERS:
            self._shift_digits(_MARKERS[name], start + 1)
        self.pieces.append(Piece(f"</{name}>", ""))

    def _end_tags(self, frame: _Frame) -> None:
        """End the elements that a switch has begun in this group."""
        for name, start in reversed(frame.tags):
            self._end_tag(name, start)

    def _shift_digits(self, marker: str, start: int) -> None:
        """In plain text, digits set low or high become Unicode's own, if nothing else is there."""
        text = "".join(map(str, self.pieces[start:]))
        if _DIGITS.fullmatch(text):
            self.pieces[start:] = [Piece(str(escape(text)), self._script_text(marker, text))]

    def _change_case(self, change: Callable[[str], str]) -> None:
        """Change the case of the argument; never within itself, so depth is bounded."""
        if _CASE in self._open_tags:
            self._wait(lambda start: None)
            return

        def done(start: int) -> None:
            self._open_tags.discard(_CASE)
            for position, piece in enumerate(self.pieces[start:], start):
                if isinstance(piece, str):
                    self.pieces[position] = change(piece)

        self._open_tags.add(_CASE)
        self._wait(done)

    def _around(self, before: str, after: str) -> None:
        """Put a text before and one after the argument."""
        self.pieces.append(before)
        self._wait(lambda start: self.pieces.append(after))


def _is_letter(piece: str) -> bool:
    """Whether an accent may stand on a piece: one character, perhaps with accents already."""
    return bool(piece.strip()) and len(piece) <= _LONGEST_LETTER
