"""What a block `/// publications` asks for: which publications, how grouped, in which order.

/// publications
    select: type=article, keywords=biometrics
    group: year
///
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from publications.model import kinds, versions
from publications.model.publication import Publication
from publications.pages import select_tests
from publications.pages.select_tests import SelectionError
from publications.words import ENGLISH, Words

ALLOWED: Final[Mapping[str, tuple[str, ...]]] = {
    "group": ("year", "type", "none"),
    "sort": ("newest", "oldest", "file"),
    "detail": ("line", "summary", "abstract", "full"),
}
_SWITCHES: Final = ("filter", "timeline", "figures", "numbers")
NAMES: Final = ("select", "group", "sort", "limit", "detail", *_SWITCHES)
#: A list of more publications has its first years open, to so many, and the others folded.
FOLDED_OVER: Final = 300
SHOWN_AT_ONCE: Final = 100
#: Anchors of the headings of what has no year.
FORTHCOMING: Final = "forthcoming"
UNDATED: Final = "undated"


@dataclass(frozen=True, slots=True)
class Selection:
    """The options of one block, checked."""

    select: str = "all"
    group: str = "year"
    sort: str = "newest"
    limit: int = 0
    detail: str = "line"
    filter: bool = False
    timeline: bool = False
    figures: bool | None = None
    numbers: bool = False

    @classmethod
    def from_mapping(cls, options: Mapping[str, Any]) -> Selection:
        """Check the options as YAML has them. Raises SelectionError.

        >>> Selection.from_mapping({"select": "type=article", "limit": 3}).limit
        3
        >>> Selection.from_mapping({"limit": "three"})
        Traceback (most recent call last):
        ...
        publications.pages.select_tests.SelectionError: option 'limit' is 'three' \
(allowed: a whole number, 0 for no limit)
        """
        for name, value in options.items():
            if name not in NAMES:
                allowed = select_tests.allowed(str(name), NAMES)
                raise SelectionError(f"unknown option '{name}' ({allowed})")
            _VALUES[name](name, value)
        select = str(options.get("select", "all"))
        return cls(**{**options, "select": select})

    def check(self, publications: Iterable[Publication]) -> None:
        """Raise SelectionError for a test of a field or a type that is unknown.

        A field or type that no manual has is known as well if one of the publications has it.
        """
        for test in select_tests.tests(self.select):
            test.rule.check(test, publications)

    @property
    def everything(self) -> bool:
        """Whether no publication is left out."""
        return (self.select, self.limit) == ("all", 0)

    @property
    def with_figures(self) -> bool:
        """Whether figures are shown: where nothing is said, in a list with summaries."""
        if self.figures is None:
            return self.detail == "summary"
        return self.figures

    @property
    def excerpt(self) -> bool:
        """Whether the list is a choice of the owner's, or the first of a longer one."""
        if self.limit:
            return True
        names = [test.name for test in select_tests.tests(self.select)]
        return select_tests.SELECTED in names

    def apply(self, publications: Sequence[Publication], words: Words = ENGLISH) -> list[Group]:
        """The groups that the block shows, of publications that come newest first.

        Each work has one item, that of the first of its versions which pass.
        """
        chosen = self._chosen(publications)
        groups = _grouped(chosen, _HEADINGS[self.group], words)
        if self.group == "year" and len(chosen) > FOLDED_OVER:
            return list(_folded(groups))
        return groups

    def _chosen(self, publications: Iterable[Publication]) -> list[Publication]:
        """The items of the list in their order, of publications that come newest first.

        The limit counts from the beginning of that order: with `sort: oldest` the oldest are shown.
        """
        passing = publications
        for test in select_tests.tests(self.select):
            passing = filter(functools.partial(test.rule.holds, test), passing)
        chosen = versions.listed(list(passing))
        if self.sort == "oldest":
            chosen.reverse()
        elif self.sort == "file":
            chosen.sort(key=lambda publication: publication.position)
        if self.limit:
            return chosen[: self.limit]
        return chosen


@dataclass(frozen=True, slots=True)
class Group:
    """Publications under one heading; `anchor` is the heading's id, empty without a heading.

    `folded` is whether a reader opens the list to see it.
    """

    title: str
    anchor: str
    publications: tuple[Publication, ...]
    folded: bool = False

    @property
    def in_words(self) -> bool:
        """Whether the heading is in words and not a year, whose large figures are few."""
        return not self.title.isdecimal()


def _folded(groups: Iterable[Group]) -> Iterator[Group]:
    """The groups, of which those after the first hundred or so publications are folded."""
    shown = 0
    for group in groups:
        yield replace(group, folded=shown >= SHOWN_AT_ONCE)
        shown += len(group.publications)


def _check_word(name: str, value: object) -> None:
    """Refuse a word that is none of the option's. Raises SelectionError."""
    if value not in ALLOWED[name]:
        raise select_tests.wrong(name, value, select_tests.allowed(str(value), ALLOWED[name]))


def _check_limit(name: str, value: object) -> None:
    """Refuse what is no whole number, also `true`, an int in Python. Raises SelectionError."""
    if type(value) is not int or value < 0:
        raise select_tests.wrong(name, value, "allowed: a whole number, 0 for no limit")


def _check_truth(name: str, value: object) -> None:
    """Refuse what is neither true nor false in YAML, as `yes` and `1`. Raises SelectionError."""
    if not isinstance(value, bool):
        raise select_tests.wrong(
            name, value, select_tests.allowed(str(value).lower(), ("true", "false"))
        )


def _check_select(_name: str, value: object) -> None:
    """Refuse what is no list of tests; their fields are for `check`. Raises SelectionError."""
    select_tests.tests(str(value))


#: How the value of each option is checked.
_VALUES: Final[Mapping[str, Callable[[str, object], None]]] = {
    "select": _check_select,
    "limit": _check_limit,
    **dict.fromkeys(ALLOWED, _check_word),
    **dict.fromkeys(_SWITCHES, _check_truth),
}


def year_heading(publication: Publication, words: Words = ENGLISH) -> tuple[str, str]:
    """Title and anchor of the heading that a publication has in a list grouped by year."""
    if publication.year is not None:
        return str(publication.year), str(publication.year)
    anchor = UNDATED
    if publication.is_forthcoming:
        anchor = FORTHCOMING
    return words(f"list.{anchor}"), anchor


def _by_type(publication: Publication, words: Words) -> tuple[str, str]:
    """Title and anchor of the heading in a list grouped by type: `Theses`, `thesis`."""
    return words(f"kinds.{publication.kind.name}"), publication.kind.name


def _by_nothing(_publication: Publication, _words: Words) -> tuple[str, str]:
    """No heading, so that all are in one group."""
    return "", ""


_HEADINGS: Final = {"year": year_heading, "type": _by_type, "none": _by_nothing}


def _grouped(
    publications: Iterable[Publication],
    heading: Callable[[Publication, Words], tuple[str, str]],
    words: Words,
) -> list[Group]:
    """The groups in the order of their first publications; those of types in that of `KINDS`."""
    groups: dict[tuple[str, str], list[Publication]] = {}
    for publication in publications:
        groups.setdefault(heading(publication, words), []).append(publication)
    order = list(groups)
    if heading is _by_type:
        order.sort(key=lambda words: [k.name for k in kinds.KINDS].index(words[1]))
    return [Group(title, anchor, tuple(groups[title, anchor])) for title, anchor in order]
