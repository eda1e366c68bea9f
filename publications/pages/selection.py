"""What a block `/// publications` asks for: which publications, how grouped, in which order.

/// publications
    select: type=article, keywords=biometrics
    group: year
///
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from publications import tex
from publications.bibtex import fields
from publications.diagnostics import did_you_mean
from publications.model import kinds, versions
from publications.model.publication import Publication
from publications.model.switches import SWITCHES, WORDS, is_on, is_readable
from publications.words import ENGLISH, Words

ALLOWED: Final[Mapping[str, tuple[str, ...]]] = {
    "group": ("year", "type", "none"),
    "sort": ("newest", "oldest", "file"),
    "detail": ("line", "summary", "abstract", "full"),
}
_SWITCHES: Final = ("filter", "timeline", "figures", "numbers")
NAMES: Final = ("select", "group", "sort", "limit", "detail", *_SWITCHES)
_TEST: Final = re.compile(r"([\w+-]+)\s*=\s*(.+)", re.S)
#: A list of more publications has its first years open, to so many, and the others folded.
FOLDED_OVER: Final = 300
SHOWN_AT_ONCE: Final = 100
#: Anchors of the headings of what has no year.
FORTHCOMING: Final = "forthcoming"
UNDATED: Final = "undated"


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
    timeline: bool = False
    figures: bool | None = None
    numbers: bool = False

    @classmethod
    def from_mapping(cls, options: Mapping[str, Any]) -> Selection:
        """Check the options as YAML has them. Raises SelectionError."""
        for name, value in options.items():
            if name not in NAMES:
                allowed = _allowed(str(name), NAMES)
                raise SelectionError(f"unknown option '{name}' ({allowed})")
            if name in ALLOWED and value not in ALLOWED[name]:
                raise _wrong(name, value, _allowed(str(value), ALLOWED[name]))
        limit = options.get("limit", 0)
        if isinstance(limit, bool) or not isinstance(limit, int) or limit < 0:
            raise _wrong("limit", limit, "allowed: a whole number, 0 for no limit")
        for name in _SWITCHES:
            value = options.get(name, False)
            if not isinstance(value, bool):
                raise _wrong(name, value, _allowed(str(value).lower(), ("true", "false")))
        select = str(options.get("select", "all"))
        _tests(select)
        return cls(**{**options, "select": select})

    def check(self, publications: Iterable[Publication]) -> None:
        """Raise SelectionError for a test of a field or a type that is unknown.

        A field or type that no manual has is known as well if one of the publications has it.
        """
        for test in _tests(self.select):
            if test.name == "type":
                _check_type(test, publications)
            elif test.name == "year" and not test.value.isdigit():
                raise _wrong("select", test.text, "allowed: a year in digits")
            elif test.name in SWITCHES and not is_readable(test.value):
                hint = did_you_mean(test.value, WORDS)
                raise _wrong("select", test.text, hint or "allowed: true, false")
            elif test.name not in _NAMES_OF_TESTS:
                _check_field(test, publications)

    @property
    def everything(self) -> bool:
        """Whether no publication is left out."""
        return self.select == "all" and not self.limit

    @property
    def with_figures(self) -> bool:
        """Whether figures are shown: where nothing is said, in a list with summaries."""
        if self.figures is None:
            return self.detail == "summary"
        return self.figures

    @property
    def excerpt(self) -> bool:
        """Whether the list is a choice of the owner's, or the first of a longer one."""
        return bool(self.limit) or any(not test.name for test in _tests(self.select))

    def apply(self, publications: Sequence[Publication], words: Words = ENGLISH) -> list[Group]:
        """The groups that the block shows, of publications that come newest first.

        Each work has one item, that of the first of its versions which pass.
        """
        tests = _tests(self.select)
        passing = [p for p in publications if all(test.holds(p) for test in tests)]
        chosen = versions.listed(passing)
        if self.sort == "oldest":
            chosen.reverse()
        elif self.sort == "file":
            chosen.sort(key=lambda p: p.position)
        if self.limit:
            chosen = chosen[: self.limit]
        groups = _grouped(chosen, _HEADINGS[self.group], words)
        if self.group == "year" and len(chosen) > FOLDED_OVER:
            return list(_folded(groups))
        return groups


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


def _wrong(name: str, value: object, hint: str) -> SelectionError:
    return SelectionError(f"option '{name}' is {value!r} ({hint})")


def _allowed(word: str, words: Sequence[str]) -> str:
    """A hint that names the allowed words, and the one that may be meant."""
    hints = f"allowed: {', '.join(words)}", did_you_mean(word, words)
    return "; ".join(filter(None, hints))


def year_heading(publication: Publication, words: Words = ENGLISH) -> tuple[str, str]:
    """Title and anchor of the heading that a publication has in a list grouped by year."""
    if publication.year is not None:
        return str(publication.year), str(publication.year)
    anchor = UNDATED
    if publication.is_forthcoming:
        anchor = FORTHCOMING
    return words(f"list.{anchor}"), anchor


def _by_type(publication: Publication, words: Words) -> tuple[str, str]:
    return words(f"kinds.{publication.kind.name}"), publication.kind.name


def _by_nothing(_publication: Publication, _words: Words) -> tuple[str, str]:
    return "", ""


_HEADINGS: Final = {"year": year_heading, "type": _by_type, "none": _by_nothing}


def _grouped(
    publications: Iterable[Publication],
    heading: Callable[[Publication, Words], tuple[str, str]],
    words: Words,
) -> list[Group]:
    groups: dict[tuple[str, str], list[Publication]] = {}
    for publication in publications:
        groups.setdefault(heading(publication, words), []).append(publication)
    order = list(groups)
    if heading is _by_type:
        order.sort(key=lambda words: [k.name for k in kinds.KINDS].index(words[1]))
    return [Group(title, anchor, tuple(groups[title, anchor])) for title, anchor in order]


@dataclass(frozen=True, slots=True)
class _Test:
    """One test of `select`: as it is written, its field in lower case, its value folded.

    The test `selected` has no field.
    """

    text: str
    name: str
    value: str

    def holds(self, publication: Publication) -> bool:
        """Whether the publication passes the test."""
        if not self.name:
            return publication.selected
        if self.name == "type":
            # The type as written, its name in biblatex, the kind.
            types = publication.type, publication.entry_type.name, publication.kind.name
            return self.value in types
        if self.name in SWITCHES:
            return is_on(self.value) == is_on(publication.field(self.name).text)
        if self.name in ("keywords", "keyword"):
            return self.value in map(tex.fold, publication.keywords)
        if self.name == "year":
            return str(publication.year) == self.value
        return publication.field(self.name).search == self.value


def _tests(select: str) -> list[_Test]:
    """`all`, `selected`, or tests `field=value` joined by commas. Raises SelectionError."""
    if select == "all":
        return []
    return [_test(part.strip()) for part in select.split(",")]


def _test(text: str) -> _Test:
    if text == "selected":
        return _Test(text, "", "")
    match = _TEST.fullmatch(text)
    if match is None:
        allowed = "allowed: all, selected, or field=value, joined by commas"
        hints = allowed, did_you_mean(text, ("all", "selected"))
        raise _wrong("select", text, "; ".join(filter(None, hints)))
    return _Test(text, match[1].lower(), tex.fold(match[2]))


def _check_field(test: _Test, publications: Iterable[Publication]) -> None:
    names = {name for publication in publications for name in publication.values}
    if test.name not in names:
        allowed = _allowed(test.name, [*_OWN_NAMES, *sorted(names.difference(_OWN_NAMES))])
        message = f"option 'select' tests the unknown field '{test.name}'"
        raise SelectionError(f"{message} ({allowed})")


def _check_type(test: _Test, publications: Iterable[Publication]) -> None:
    names = _TYPES.union(tex.fold(publication.type) for publication in publications)
    if test.value not in names:
        raise _wrong("select", test.text, _allowed(test.value, sorted(names)))


#: What a test may name beside fields.
_OWN_NAMES: Final = ("type", "year", "keywords", "keyword")
_NAMES_OF_TESTS: Final = frozenset(("", *_OWN_NAMES, *fields.FIELD))
_TYPES: Final = frozenset((
    *(entry_type.name for entry_type in kinds.TYPES),
    *(kind.name for kind in kinds.KINDS),
    *kinds.ALIASES,
))  # fmt: skip
