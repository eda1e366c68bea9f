r"""BibTeX as programs and people of all kinds write it: what is broken costs itself and no more.

Each file in tests/world/ is written for this test, in the manner of what it is named after.  It
says itself what a reader must see, in lines that BibTeX ignores: `> key | title | people` of each
publication, and `! key` of each entry that is broken.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from publications import bibliography
from publications.model import venue
from publications.model.publication import Publication
from publications.settings import Options
from publications.tex import Tex
from tests.rows import every_row

TESTS = Path(__file__).parent
FILES = sorted((TESTS / "world").glob("*.bib"))
#: What shows rules and types, and other people's files, must be clean as well.
CLEAN = [
    *FILES,
    *sorted((TESTS / "bad").glob("*.bib")),
    *sorted((TESTS / "dialects").glob("*.bib")),
]

_SHOWN = re.compile(r"(?m)^> (.+?) \| (.+) \| (.+?)\s*$")
_BROKEN = re.compile(r"(?m)^! (.+?)\s*$")
# What is left of TeX: its special characters, but not where an entry escapes them; `$10` is a sum.
_RESIDUE = re.compile(r"[\\{}]|\$(?!\d)|``|''|~")
_MATHS = re.compile(r"<math.*?</math>", re.S)


@cache
def load(path: Path) -> bibliography.Bibliography:
    return bibliography.load(path.parent, Options(bib_file=(path.name,)))


def test_there_are_enough() -> None:
    assert len(FILES) >= 30


@every_row("path", FILES)
def test_a_file_is_read_as_it_says(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    found = load(path)
    shown = {}
    for publication in found.publications:
        names = [person.name for person in publication.people.persons]
        names += ["others"] * publication.people.others
        shown[publication.key] = publication.title.text, ", ".join(names)
    assert shown == {key: (title, names) for key, title, names in _SHOWN.findall(text)}
    broken = _BROKEN.findall(text)
    assert bool(found.errors) == bool(broken)
    for key in broken:
        assert any(f"'{key}'" in error.message for error in found.errors)


def texts(publication: Publication) -> Iterator[str]:
    """All that a reader sees of a publication, as it is shown and as plain text."""
    for field in dataclasses.fields(publication):
        value = getattr(publication, field.name)
        if isinstance(value, Tex):
            yield re.sub(r"<[^<>]*>", "", _MATHS.sub("", str(value.html)))
            if "<math" not in value.html:
                yield value.text
        elif isinstance(value, str) and field.name != "slug":
            yield value
        elif field.name in ("keywords", "awards"):
            yield from value
    for person in (*publication.authors.persons, *publication.editors.persons):
        yield person.name
    yield _MATHS.sub("", str(venue.labelled(publication).html))


@every_row("path", CLEAN)
def test_nothing_of_tex_is_left(path: Path) -> None:
    for publication in load(path).publications:
        # What is escaped is meant: \{, \$, \textasciitilde.
        written = " ".join(field.value for field in publication.entry.fields.values())
        for text in texts(publication):
            left = set(_RESIDUE.findall(text))
            meant = {char for char in "{}$" if f"\\{char}" in written}
            if "textasciitilde" in written or "\\url" in written:
                meant.add("~")
            assert left <= meant, text
