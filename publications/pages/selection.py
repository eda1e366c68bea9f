"""What a block `/// publications` asks for: which publications, how grouped, in which order.

/// publications
    select: type=article, keywords=biometrics
    group: year
///
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from publications import tex
from publications.model import kinds
from publications.model.publication import Publication

ALLOWED: Final[Mapping[str, tuple[str, ...]]] = {
    "group": ("year", "type", "none"),
    "sort": ("newest", "oldest", "file"),
    "detail": ("line", "summary", "abstract"),
}
NAMES: Final = ("select", "group", "sort", "limit", "detail", "filter")
_TEST: Final = re.compile(r"\s*([\w+-]+)\s*=\s*(.+?)\s*\Z", re.S)
FORTHCOMING: Final = "Forthcoming"
UNDATED: Final = "Undated"


class SelectionError(ValueError):
    """An option of a block that cannot be used: names it, and what is allowed."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The options of one block, checked."""

    select: str = "all"
    group: str = "year"
    sort: str = "newest"
    limit: int = 0
    detail: str = "line"
    filter: bool = False

    @classmethod
    def from_mapping(cls, given: Mapping[str, Any]) -> Selection:
        """Check the options as YAML gave them.  Raises SelectionError."""
        for name, value in given.items():
            if name not in NAMES:
                near = difflib.get_close_matches(str(name), NAMES, 1)
                hint = f"; did you mean '{near[0]}'?" if near else ""
                raise SelectionError(f"unknown option '{name}' (allowed: {', '.join(NAMES)}{hint})")
            if name in ALLOWED and value not in ALLOWED[name]:
                raise _wrong(name, value, ", ".join(ALLOWED[name]))
        limit = given.get("limit", 0)
        if isinstance(limit, bool) or not isinstance(limit, int) or limit < 0:
            raise _wrong("limit", limit, "a whole number, 0 for no limit")
        if not isinstance(given.get("filter", False), bool):
            raise _wrong("filter", given["filter"], "true, false")
        select = str(given.get("select", "all"))
        _tests(select)
        return cls(**{**given, "select": select})

    @property
    def everything(self) -> bool:
        """Whether no publication is left out."""
        return self.select == "all" and not self.limit

    def apply(self, publications: Sequence[Publication]) -> list[Group]:
        """The groups that the block shows, of publications that come newest first."""
        tests = _tests(self.select)
        chosen = [p for p in publications if all(test(p) for test in tests)]
        if self.sort == "oldest":
            chosen.reverse()
        elif self.sort == "file":
            chosen.sort(key=lambda p: p.position)
        if self.limit:
            chosen = chosen[: self.limit]
        if self.group == "none":
            return [Group("", "", tuple(chosen))] if chosen else []
        return _grouped(chosen, _by_year if self.group == "year" else _by_type)


@dataclass(frozen=True, slots=True)
class Group:
    """Publications under one heading; `anchor` is the heading's id, empty without a heading."""

    title: str
    anchor: str
    publications: tuple[Publication, ...]

    @property
    def in_words(self) -> bool:
        """Whether the heading is in words and not a year, whose large figures are few."""
        return not self.title.isdecimal()


def _wrong(name: str, value: object, allowed: str) -> SelectionError:
    return SelectionError(f"option '{name}' is {value!r} (allowed: {allowed})")


def _by_year(publication: Publication) -> tuple[str, str]:
    if publication.year is None:
        title = FORTHCOMING if publication.is_forthcoming else UNDATED
        return title, title.lower()
    return str(publication.year), str(publication.year)


def _by_type(publication: Publication) -> tuple[str, str]:
    return publication.kind.plural, publication.kind.name


def _grouped(
    publications: Iterable[Publication], heading: Callable[[Publication], tuple[str, str]]
) -> list[Group]:
    groups: dict[tuple[str, str], list[Publication]] = {}
    for publication in publications:
        groups.setdefault(heading(publication), []).append(publication)
    order = list(groups)
    if heading is _by_type:
        order.sort(key=lambda words: [k.name for k in kinds.KINDS].index(words[1]))
    return [Group(title, anchor, tuple(groups[title, anchor])) for title, anchor in order]


def _tests(select: str) -> list[Callable[[Publication], bool]]:
    """`all`, `selected`, or tests `field=value` joined by commas.  Raises SelectionError."""
    if select == "all":
        return []
    return [_test(part) for part in select.split(",")]


def _test(part: str) -> Callable[[Publication], bool]:
    if part.strip() == "selected":
        return lambda publication: publication.selected
    parsed = _TEST.match(part)
    if parsed is None:
        raise _wrong("select", part.strip(), "all, selected, or field=value, joined by commas")
    name, value = parsed[1].lower(), tex.fold(parsed[2])
    if name == "type":
        names = {k.name for k in kinds.KINDS}
        return lambda p: (
            value in (p.type, p.entry_type.name) or (value in names and value == p.kind.name)
        )
    if name in ("keywords", "keyword"):
        return lambda p: value in map(tex.fold, p.keywords)
    if name == "year":
        return lambda p: str(p.year) == value
    return lambda p: p.field(name).search == value
