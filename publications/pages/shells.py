"""Output of one template for many pages that differ in a few strings: rendered once, then filled.

The template is rendered for a stand-in, whose strings are marks, and its output is cut at the marks
into a shell. A shell is used only where it gives, for the first and the last of the pages, exactly
what the template gives; otherwise each page is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

# Pages differ in which strings they have; of more shells than these the time is not saved.
_MOST: Final = 8

#: What a template may print of a page, or ask for, by names.
Values = Mapping[str, Any]
_Page = TypeVar("_Page")


@dataclass(frozen=True, slots=True)
class Shell:
    """Output of the template: texts, and between them the names of the strings of a page."""

    texts: tuple[str, ...]
    names: tuple[str, ...]

    @classmethod
    def cut(cls, output: str, strings: Mapping[str, str]) -> Shell:
        """The output for a page that has these strings, cut at them.

        >>> Shell.cut("<h1>Sand</h1>", {"title": "Sand"})
        Shell(texts=('<h1>', '</h1>'), names=('title',))
        """
        names = {text: name for name, text in strings.items()}
        # Of an address the whole is found before a part of it, which begins later.
        pattern = "|".join(map(re.escape, names))
        pieces = re.split(f"({pattern})", output)
        return cls(tuple(pieces[::2]), tuple(names[piece] for piece in pieces[1::2]))

    def filled(self, strings: Mapping[str, str]) -> str:
        """The page that has these strings.

        >>> Shell(("<h1>", "</h1>"), ("title",)).filled({"title": "Sand"})
        '<h1>Sand</h1>'
        """
        pieces = [self.texts[0]]
        for name, text in zip(self.names, self.texts[1:], strict=True):
            pieces += (strings[name], text)
        return "".join(pieces)


class Shells(Generic[_Page]):
    """The shells of one build."""

    def __init__(
        self,
        values: Callable[[_Page], Values],
        stand_in: Callable[[_Page], _Page],
        last: Callable[[], _Page],
    ) -> None:
        self._values = values
        self._stand_in = stand_in
        self._last = last
        self._shells: dict[object, Shell] = {}
        self._begun = False
        self._hold = True

    def output(self, page: _Page, render: Callable[[_Page], str]) -> str:
        """The output for a page, of a shell or of the template itself, as `render` gives it."""
        values = self._values(page)
        shape = _shape(values)
        if not self._begun:
            self._begun = True
            self._hold = self._holds(self._last(), render) and self._holds(page, render)
        elif self._hold and shape not in self._shells:
            self._hold = self._holds(page, render)
        if self._hold:
            return self._shells[shape].filled(_strings(values))
        return render(page)

    def _holds(self, page: _Page, render: Callable[[_Page], str]) -> bool:
        """Whether a shell, a new one if need be, gives what the template gives for the page."""
        values = self._values(page)
        shape = _shape(values)
        if shape not in self._shells:
            try:
                stand_in = self._stand_in(page)
                strings = _strings(self._values(stand_in))
                self._shells[shape] = Shell.cut(render(stand_in), strings)
            except Exception:  # noqa: BLE001  # templates may ask for what only a real page has
                return False
        filled = self._shells[shape].filled(_strings(values))
        return len(self._shells) <= _MOST and filled == render(page)


def flat(front_matter: Values) -> dict[str, Any]:
    """The values of a page's front matter, those of its mappings each by a name of its own.

    >>> flat({"remark": "old", "picture": {"alt": "A lamp"}})
    {'meta.remark': 'old', 'meta.picture.alt': 'A lamp'}
    """
    values: dict[str, Any] = {}
    for name, value in front_matter.items():
        if isinstance(value, dict):
            values |= {f"meta.{name}.{key}": inner for key, inner in value.items()}
        elif name != "template":  # what it is may be asked for; to be printed it is not meant
            values[f"meta.{name}"] = value
    return values


def marked(name: str, value: Any) -> Any:
    """A mark in the place of each string: letters, which no template escapes or shortens."""
    if isinstance(value, dict):
        return {key: marked(f"{name} {key}", inner) for key, inner in value.items()}
    if not value or not isinstance(value, str):
        return value
    return f"publication{name.encode().hex()}mark"


def _strings(values: Values) -> dict[str, str]:
    """The strings among values, without empty ones."""
    return {name: value for name, value in values.items() if value and isinstance(value, str)}


def _shape(values: Values) -> object:
    """What pages of one shell have in common: which strings they have, and all other values."""
    others = [(name, value) for name, value in values.items() if not isinstance(value, str)]
    return tuple(_strings(values)), repr(others)
