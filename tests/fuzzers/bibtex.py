"""BibTeX files: each is read, and all that is made of its publications is judged."""

from __future__ import annotations

import functools
import json
import re
from random import Random
from typing import Final, NamedTuple
from xml.etree import ElementTree

from publications import bibtex
from publications.bibliography import Bibliography, from_entries
from publications.bibtex.fields import FIELDS
from publications.diagnostics import as_github, as_json, as_text
from publications.model.kinds import TYPES
from publications.pages import generated, render, search
from publications.pages.build import Build
from publications.pages.render import Renderer
from publications.pages.selection import Selection
from publications.settings import Owner, Site
from tests.fuzzers import PIECES, Fuzzer, assert_harmless, assert_visible, damaged, limited, some

SITE: Final = Site("https://example.org/", "Jane Doe", Owner("Jane Doe"))
_RENDERER: Final = Renderer(SITE)
_HREF: Final = functools.partial(render.relative, page="publications.md")
_NAMES: Final = tuple(row.name for row in FIELDS)
_TYPES: Final = (*(row.name for row in TYPES), "xdata", "unknown", "string", "comment", "preamble")
_NAMED: Final = ("title", "author", "year", "journal", "doi", "pages", "abstract", "crossref")
_USUAL: Final = {
    "title": "A Title", "author": "Doe, Jane and Roe, R.", "year": "2020", "journal": "J",
    "doi": "10.1000/x", "pages": "1--9", "abstract": "Words.", "crossref": "k0",
}  # fmt: skip
_SHAPES: Final = ("{{{}}}", '"{}"', "{}", "{{{}}} # jan", "j # {{{}}}")
#: What may make of a following entry a comment or a part of a value, as BibTeX means it.
_SWALLOWS: Final = re.compile(r"%|@\s*(?:comment|string|preamble)", re.IGNORECASE)
_KEY: Final = re.compile(r"k[0-9]")


def _value(chance: Random, name: str) -> str:
    value = some(chance, PIECES, 8)
    if chance.random() < 0.5:
        value = _USUAL.get(name, "word") + value
    return chance.choice(_SHAPES).format(value)


def _entry(chance: Random, number: int) -> str:
    names = [*chance.sample(_NAMED, 4), *chance.sample(_NAMES, chance.randint(0, 4))]
    fields = [f"\n  {name} = {_value(chance, name)}," for name in names]
    kind = chance.choice(("article", "misc", "inproceedings", chance.choice(_TYPES)))
    return f"@{kind}{{k{number},{''.join(fields)}\n}}\n"


def make(chance: Random) -> str:
    """A few entries, with hostile values, and some of them damaged."""
    text = '@string{j = "Journal"}\n'
    for number in range(chance.randint(1, 4)):
        text += damaged(chance, _entry(chance, number), 2)
    return text


def check(text: str) -> None:
    """Nothing raises, nothing goes without a finding, and all that is made is well formed."""
    with limited():
        made = publish(text)
    _assert_nothing_lost(text, made.bibliography)
    for html in made.htmls:
        assert_harmless(html)
    for printed in (*made.htmls, *made.texts):
        assert_visible(printed)
    for name, content in made.files.items():
        _assert_well_formed(name, content)


class Made(NamedTuple):
    """All that is made of a file: lists and pages, other texts, files to download."""

    bibliography: Bibliography
    htmls: list[str]
    texts: list[str]
    files: dict[str, bytes]


def publish(text: str) -> Made:
    """Make everything of a BibTeX file that is made of it."""
    entries, findings = bibtex.read(text)
    bibliography = from_entries(entries, findings, SITE.owner)
    texts = [page.text for page in generated.pages(bibliography, SITE)]
    texts += [str(search.entry(each)) for each in bibliography.publications]
    texts += [write(bibliography.diagnostics) for write in (as_text, as_github, as_json)]
    made = (*generated.downloads(bibliography, SITE), *generated.for_machines(bibliography, SITE))
    files = {path: write() for path, write in made}
    return Made(bibliography, _htmls(bibliography), texts, files)


def _htmls(bibliography: Bibliography) -> list[str]:
    """Lists and pages."""
    build = Build(bibliography, _RENDERER)
    groups = Selection().apply(bibliography.publications)
    lists = [_RENDERER.items(group.publications, "abstract", _HREF) for group in groups]
    pages = [_RENDERER.page(*build.publication(p.slug), _HREF) for p in bibliography.publications]
    return [*lists, *pages]


def _assert_well_formed(name: str, content: bytes) -> None:
    """Each file is what its name says."""
    text = content.decode("utf-8")
    assert_visible(text)
    if name.endswith(".xml"):
        ElementTree.fromstring(text)  # noqa: S314 - made here
    if name.endswith(".json"):
        json.loads(text)
    if name.endswith(".bib"):
        again, findings = bibtex.read(text)
        assert len(again) == len(re.findall(r"(?m)^@", text)), text
        assert not findings, findings
    if name.endswith(".ris"):
        lines = text.removesuffix("\r\n").split("\r\n")
        assert all(re.match(r"[A-Z][A-Z0-9]  - |\Z", line) for line in lines), text


def _assert_nothing_lost(text: str, bibliography: Bibliography) -> None:
    """An entry that is not read has a finding, unless another holds it as text."""
    if bibliography.diagnostics or _SWALLOWS.search(text):
        return
    entries, _ = bibtex.read(text)
    kept = {entry.key for entry in entries}
    for entry in entries:
        for field in entry.fields.values():
            kept.update(_KEY.findall(field.value))
    written = re.findall(r"(?m)^@\w+\{(k[0-9]),", text)
    assert kept.issuperset(written), written


FUZZER: Final = Fuzzer(make, check, inputs=800)
