"""One `@word{…}` while it is read, and the fault that ends the reading."""

from __future__ import annotations

from dataclasses import dataclass

from publications.diagnostics import quote


class UnreadableError(Exception):
    """A block that cannot be read: the finding, and from where to look for the block's end."""

    def __init__(self, at: int, message: str, hint: str = "", scan_from: int = -1) -> None:
        super().__init__(message)
        self.at = at
        self.message = message
        self.hint = hint
        self.scan_from = scan_from
        if scan_from < 0:
            self.scan_from = at


@dataclass(slots=True)
class Block:
    """One `@word{…}`: its type, its places in the text, and the field at hand.

    `inside` is the place after the opening delimiter, `close` the closing one. The value of `field`
    begins at `value` and ends at `value_end`, which are -1 until then.
    """

    type: str
    start: int
    inside: int
    close: str
    key: str = ""
    field: str = ""
    value: int = -1
    value_end: int = -1

    def __str__(self) -> str:
        if self.key:
            return f"entry {quote(self.key)}"
        return quote(f"@{self.type}")
