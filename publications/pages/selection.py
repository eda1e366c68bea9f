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
from typing import Any, Final, NamedTuple

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
        if type(limit) is not int or limit < 0:  # True is an int for `isinstance`
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
            test.rule.check(test, publications)

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
        passing = [p for p in publications if all(test.rule.holds(test, p) for test in tests)]
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
    """The error about the value of an option, with what is allowed."""
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


@dataclass(frozen=True, slots=True)
class _Test:
    """One test of `select`: as it is written, its field in lower case, its value folded.

    The test `selected` has no field.
    """

    text: str
    name: str
    value: str

    @property
    def rule(self) -> _Rule:
        """How tests of this name are checked and decided."""
        return _RULES.get(self.name, _OF_FIELD)


def _tests(select: str) -> list[_Test]:
    """`all`, `selected`, or tests `field=value` joined by commas. Raises SelectionError."""
    if select == "all":
        return []
    return [_test(part.strip()) for part in select.split(",")]


def _test(text: str) -> _Test:
    """One test: `selected`, or a field and a value. Raises SelectionError."""
    if text == "selected":
        return _Test(text, "", "")
    match = _TEST.fullmatch(text)
    if match is None:
        allowed = "allowed: all, selected, or field=value, joined by commas"
        hints = allowed, did_you_mean(text, ("all", "selected"))
        raise _wrong("select", text, "; ".join(filter(None, hints)))
    return _Test(text, match[1].lower(), tex.fold(match[2]))


class _Rule(NamedTuple):
    """How tests of a name are checked and decided; `check` raises SelectionError."""

    check: Callable[[_Test, Iterable[Publication]], None]
    holds: Callable[[_Test, Publication], bool]


def _accept(_test: _Test, _publications: Iterable[Publication]) -> None:
    """Accept a test that may have any value."""


def _check_field(test: _Test, publications: Iterable[Publication]) -> None:
    """Refuse a field that neither a manual nor one of the publications has."""
    if test.name in fields.FIELD:
        return
    names = {name for publication in publications for name in publication.values}
    if test.name not in names:
        allowed = _allowed(test.name, [*_OWN_NAMES, *sorted(names.difference(_OWN_NAMES))])
        message = f"option 'select' tests the unknown field '{test.name}'"
        raise SelectionError(f"{message} ({allowed})")


def _check_type(test: _Test, publications: Iterable[Publication]) -> None:
    """Refuse a type that neither a manual nor one of the publications has."""
    names = _TYPES.union(tex.fold(publication.type) for publication in publications)
    if test.value not in names:
        raise _wrong("select", test.text, _allowed(test.value, sorted(names)))


def _check_year(test: _Test, _publications: Iterable[Publication]) -> None:
    """Refuse what is no year: `year=2O19`."""
    if not test.value.isdigit():
        raise _wrong("select", test.text, "allowed: a year in digits")


def _check_switch(test: _Test, _publications: Iterable[Publication]) -> None:
    """Refuse what is neither yes nor no in any spelling that refs.bib may have."""
    if not is_readable(test.value):
        hint = did_you_mean(test.value, WORDS)
        raise _wrong("select", test.text, hint or "allowed: true, false")


def _is_selected(_test: _Test, publication: Publication) -> bool:
    """Whether the owner has marked the publication."""
    return publication.selected


def _has_type(test: _Test, publication: Publication) -> bool:
    """Whether it is of the type, as written, by its name in biblatex, or by the kind."""
    return test.value in (
        publication.type,
        publication.entry_type.name,
        publication.kind.name,
    )


def _is_of_year(test: _Test, publication: Publication) -> bool:
    """Whether it is of the year."""
    return str(publication.year) == test.value


def _has_keyword(test: _Test, publication: Publication) -> bool:
    """Whether the keyword is one of its keywords."""
    return test.value in map(tex.fold, publication.keywords)


def _is_switched(test: _Test, publication: Publication) -> bool:
    """Whether a field that says yes or no says the same; without the field it is no."""
    return is_on(test.value) == is_on(publication.field(test.name).text)


def _has_value(test: _Test, publication: Publication) -> bool:
    """Whether the field has the value, whatever its case, accents and TeX."""
    return publication.field(test.name).search == test.value


_OF_FIELD: Final = _Rule(_check_field, _has_value)
_OF_KEYWORD: Final = _Rule(_accept, _has_keyword)
_OWN_RULES: Final = {
    "type": _Rule(_check_type, _has_type),
    "year": _Rule(_check_year, _is_of_year),
    "keywords": _OF_KEYWORD,
    "keyword": _OF_KEYWORD,
}
_RULES: Final[Mapping[str, _Rule]] = {
    "": _Rule(_accept, _is_selected),
    **_OWN_RULES,
    **dict.fromkeys(SWITCHES, _Rule(_check_switch, _is_switched)),
}
#: What a test may name beside fields.
_OWN_NAMES: Final = tuple(_OWN_RULES)
_TYPES: Final = frozenset((
    *(entry_type.name for entry_type in kinds.TYPES),
    *(kind.name for kind in kinds.KINDS),
    *kinds.ALIASES,
))  # fmt: skip
