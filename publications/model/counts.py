"""How often works are cited, as a registrar said on a day: the file counts.yml.

```yaml
- doi: 10.1000/one
  count: 412
  source: Crossref
  date: 2026-11-26
```

`python -m publications watch --counts` writes it.  Nothing is asked when a site is built or viewed.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import filterfalse
from typing import Final

import yaml

from publications.model import dates, identifiers
from publications.settings.nodes import NotYAMLError, composed
from publications.words import ENGLISH, Words

SOURCES: Final = ("Crossref", "OpenAlex")
_KEYS: Final = ("doi", "count", "source", "date")
_HEAD: Final = "# Written by `python -m publications watch --counts`.\n"
_MOST_DIGITS: Final = 8


@dataclass(frozen=True, slots=True)
class Count:
    """How often a work is cited, who says so, and since when: the day by ISO 8601."""

    doi: str
    count: int
    source: str
    date: str

    @property
    def text(self) -> str:
        """`cited 412 times (Crossref, November 2026)`."""
        return self.in_words(ENGLISH)

    def in_words(self, words: Words) -> str:
        """The same in a language."""
        day = date.fromisoformat(self.date)
        return words(
            "cited.times",
            count=self.count,
            number=words.number(self.count),
            source=self.source,
            date=dates.Date(day.year, day.month).in_words(words),
        )


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in the file, at a line: the fact and the way out."""

    line: int
    fact: str
    way_out: str = "mend or remove it, and ask again: python -m publications watch --counts"


def read(text: str) -> tuple[dict[str, Count], list[Fault]]:
    """The counts by DOI in lower case, and what is wrong; an item that is wrong is left out.

    Only the first fault of an item is told. No text raises.

    >>> counts, faults = read('''
    ... - {doi: 10.1000/ONE, count: 412, source: Crossref, date: 2026-11-26}
    ... - {doi: 10.1000/two, count: many, source: Crossref, date: 2026-11-26}
    ... ''')
    >>> counts["10.1000/one"].text
    'cited 412 times (Crossref, November 2026)'
    >>> faults[0].line, faults[0].fact
    (3, "the count 'many' is no whole number")
    """
    try:
        root = composed(text)
    except NotYAMLError as error:
        return {}, [Fault(error.line, str(error))]
    if root is None:
        return {}, []
    if not isinstance(root, yaml.SequenceNode):
        return {}, [Fault(root.start_mark.line + 1, "the file is not a list")]
    counts: dict[str, Count] = {}
    faults: list[Fault] = []
    for node in root.value:
        values = _values(node)
        doi = values.get("doi", "").lower()
        fact = next(_facts(values, counts), "")
        if fact:
            faults.append(Fault(node.start_mark.line + 1, fact))
        else:
            counts[doi] = Count(doi, int(values["count"]), values["source"], values["date"])
    return counts, faults


def written(counts: Iterable[Count]) -> str:
    """The text of the file, in the order of the DOIs; `read` gives the same counts again."""
    items = []
    for each in sorted(counts, key=lambda each: each.doi):
        day = date.fromisoformat(each.date)  # YAML writes a date bare, and a text in quotes
        values = (each.doi, each.count, each.source, day)
        items.append(dict(zip(_KEYS, values, strict=True)))
    if not items:
        return _HEAD
    return _HEAD + yaml.safe_dump(items, sort_keys=False, allow_unicode=True, width=1_000)


def _values(node: yaml.Node) -> dict[str, str]:
    """The texts of an item by their names; empty where it is no such item."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {
        str(key.value): str(value.value).strip()
        for key, value in node.value
        if isinstance(value, yaml.ScalarNode)
    }


def _facts(values: Mapping[str, str], before: Container[str]) -> Iterator[str]:
    """What is wrong with an item, one after the other; `before` are the DOIs of those before it."""
    missing = filterfalse(values.get, _KEYS)
    yield from map("a count without {}".format, missing)
    unknown = filterfalse(_KEYS.__contains__, values)
    yield from map("'{}' is not known".format, unknown)
    doi, count, source, day = (values[name] for name in _KEYS)
    if not identifiers.is_doi(doi):
        yield f"the DOI '{doi}' is malformed"
    if not _is_count(count):
        yield f"the count '{count}' is no whole number"
    if source not in SOURCES:
        yield f"the source '{source}' is unknown: {', '.join(SOURCES)}"
    if not _is_day(day):
        yield f"the date '{day}' is no day: 2026-11-26"
    if doi.lower() in before:
        yield f"the DOI '{doi.lower()}' is here twice"


def _is_count(value: str) -> bool:
    """Whether a text is a whole number that a work may be cited."""
    return value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS


def _is_day(value: str) -> bool:
    """Whether a text is a day by ISO 8601."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
