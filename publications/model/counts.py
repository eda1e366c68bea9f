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

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import yaml

from publications.model import dates, identifiers
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
    """The counts by DOI in lower case, and what is wrong; an item that is wrong is left out."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return {}, [Fault(line, f"not YAML: {error.problem}")]
    except (yaml.YAMLError, RecursionError) as error:
        return {}, [Fault(1, f"not YAML: {error}")]
    if root is None:
        return {}, []
    if not isinstance(root, yaml.SequenceNode):
        return {}, [Fault(root.start_mark.line + 1, "the file is not a list")]
    counts: dict[str, Count] = {}
    faults: list[Fault] = []
    for node in root.value:
        line = node.start_mark.line + 1
        values = _values(node)
        facts = list(_facts(values))
        doi = values.get("doi", "").lower()
        if not facts and doi in counts:
            facts = [f"the DOI '{doi}' is here twice"]
        if facts:
            faults.append(Fault(line, facts[0]))
            continue
        counts[doi] = Count(doi, int(values["count"]), values["source"], values["date"])
    return counts, faults


def written(counts: Iterable[Count]) -> str:
    """The file, in the order of the DOIs."""
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


def _facts(values: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with an item."""
    for name in _KEYS:
        if not values.get(name):
            yield f"a count without {name}"
            return
    unknown = next((name for name in values if name not in _KEYS), "")
    if unknown:
        yield f"'{unknown}' is not known"
    if not identifiers.is_doi(values["doi"]):
        yield f"the DOI '{values['doi']}' is malformed"
    if not _is_count(values["count"]):
        yield f"the count '{values['count']}' is no whole number"
    if values["source"] not in SOURCES:
        yield f"the source '{values['source']}' is unknown: {', '.join(SOURCES)}"
    if not _is_day(values["date"]):
        yield f"the date '{values['date']}' is no day: 2026-11-26"


def _is_count(value: str) -> bool:
    """Whether a text is a whole number that a work may be cited."""
    return value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS


def _is_day(value: str) -> bool:
    """Whether a text is a day by ISO 8601."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
