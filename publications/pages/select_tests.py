"""The option `select` of a block: `all`, `selected`, or tests `field=value` joined by commas."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from publications import tex
from publications.bibtex import fields
from publications.diagnostics import did_you_mean
from publications.model import kinds
from publications.model.publication import Publication
from publications.model.switches import SWITCHES, WORDS, is_on, is_readable

#: The test `selected` names no field, and is no test of a field `selected`.
SELECTED: Final = ""
_TEST: Final = re.compile(r"([\w+-]+)\s*=\s*(.+)", re.S)


class SelectionError(ValueError):
    """An option of a block that cannot be used: names it, and what is allowed."""


def wrong(name: str, value: object, hint: str) -> SelectionError:
    """The error about the value of an option, with what is allowed."""
    return SelectionError(f"option '{name}' is {value!r} ({hint})")


def allowed(word: str, words: Sequence[str]) -> str:
    """A hint that names the allowed words, and the one that may be meant.

    >>> allowed("yaer", ("year", "type", "none"))
    "allowed: year, type, none; did you mean 'year'?"
    """
    hints = f"allowed: {', '.join(words)}", did_you_mean(word, words)
    return "; ".join(filter(None, hints))


@dataclass(frozen=True, slots=True)
class Test:
    """One test of `select`: as it is written, its field in lower case, its value folded.

    The field of the test `selected` is `SELECTED`.
    """

    text: str
    name: str
    value: str

    @property
    def rule(self) -> _Rule:
        """How tests of this name are checked and decided."""
        return _RULES.get(self.name, _OF_FIELD)


def tests(select: str) -> list[Test]:
    """`all`, `selected`, or tests `field=value` joined by commas. Raises SelectionError.

    >>> [(test.name, test.value) for test in tests("selected, Keywords = Face Recognition")]
    [('', ''), ('keywords', 'face recognition')]
    """
    if select == "all":
        return []
    return [_test(part.strip()) for part in select.split(",")]


def _test(text: str) -> Test:
    """One test: `selected`, or a field and a value. Raises SelectionError."""
    if text == "selected":
        return Test(text, SELECTED, "")
    match = _TEST.fullmatch(text)
    if match is None:
        hint = "allowed: all, selected, or field=value, joined by commas"
        hints = hint, did_you_mean(text, ("all", "selected"))
        raise wrong("select", text, "; ".join(filter(None, hints)))
    return Test(text, match[1].lower(), tex.fold(match[2]))


class _Rule(NamedTuple):
    """How tests of a name are checked and decided; `check` raises SelectionError."""

    check: Callable[[Test, Iterable[Publication]], None]
    holds: Callable[[Test, Publication], bool]


def _accept(_test: Test, _publications: Iterable[Publication]) -> None:
    """Accept a test that may have any value."""


def _check_field(test: Test, publications: Iterable[Publication]) -> None:
    """Refuse a field that neither a manual nor one of the publications has."""
    if test.name in fields.FIELD:
        return
    names = set(itertools.chain.from_iterable(publication.values for publication in publications))
    if test.name in names:
        return
    words = allowed(test.name, [*_OWN_NAMES, *sorted(names.difference(_OWN_NAMES))])
    message = f"option 'select' tests the unknown field '{test.name}'"
    raise SelectionError(f"{message} ({words})")


def _check_type(test: Test, publications: Iterable[Publication]) -> None:
    """Refuse a type that neither a manual nor one of the publications has."""
    names = _TYPES.union(tex.fold(publication.type) for publication in publications)
    if test.value not in names:
        raise wrong("select", test.text, allowed(test.value, sorted(names)))


def _check_year(test: Test, _publications: Iterable[Publication]) -> None:
    """Refuse what is no year: `year=2O19`."""
    if not test.value.isdigit():
        raise wrong("select", test.text, "allowed: a year in digits")


def _check_switch(test: Test, _publications: Iterable[Publication]) -> None:
    """Refuse what is neither yes nor no in any spelling that refs.bib may have."""
    if not is_readable(test.value):
        hint = did_you_mean(test.value, WORDS)
        raise wrong("select", test.text, hint or "allowed: true, false")


def _is_selected(_test: Test, publication: Publication) -> bool:
    """Whether the owner has marked the publication."""
    return publication.selected


def _has_type(test: Test, publication: Publication) -> bool:
    """Whether it is of the type, as written, by its name in biblatex, or by the kind."""
    return test.value in (
        publication.type,
        publication.entry_type.name,
        publication.kind.name,
    )


def _is_of_year(test: Test, publication: Publication) -> bool:
    """Whether it is of the year."""
    return str(publication.year) == test.value


def _has_keyword(test: Test, publication: Publication) -> bool:
    """Whether the keyword is one of its keywords."""
    return test.value in map(tex.fold, publication.keywords)


def _is_switched(test: Test, publication: Publication) -> bool:
    """Whether a field that says yes or no says the same; without the field it is no."""
    return is_on(test.value) == is_on(publication.field(test.name).text)


def _has_value(test: Test, publication: Publication) -> bool:
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
    SELECTED: _Rule(_accept, _is_selected),
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
