"""Hostile files through everything from the file to what is published: no exception, linear work.

The reader alone is tried in test_bibtex_hostile.py.  Here each file is loaded as a bibliography,
and each publication is shown and exported.  Work is counted: calls of functions, ours and others'.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publications import bibliography
from publications.diagnostics import as_github, as_json, as_text
from publications.markdown import fragments
from publications.pages import generated, render, search
from publications.pages.build import Build
from publications.pages.render import Renderer
from publications.pages.selection import Selection
from publications.settings import Options, Owner, Site
from tests.counting import calls
from tests.rows import every_row

SITE = Site("https://example.org/", "Jane Doe", Owner("Jane Doe"))
RENDERER = Renderer(SITE)
HREF = functools.partial(render.relative, page="publications.md")

FILE = """@string{j = {Journal of } # {Tests}}
@article{first, author = {Doe, Jane and {The Group}}, title = {On {T}itles: $x^2$ \\& \\'{e}},
  journal = j, year = 2019, month = jan, pages = {1--9}, doi = {10.1000/x}, note = "In {B}"}
@inproceedings{second, author = {Doe, Jane and others}, title = {Part}, crossref = {whole}}
@misc{third, author = {Jos{\\'e} Roe}, title = {On Titles: x2 \\& e}, eprint = {1901.00001},
  archiveprefix = {arXiv}, date = {2019-01/2020}, related = {first}, keywords = {a, b}}
@proceedings{whole, title = {The Whole}, editor = {Poe, E.}, year = 2018, publisher = {P}}
"""


def load(folder: Path, content: bytes) -> bibliography.Bibliography:
    (folder / "refs.bib").write_bytes(content)
    return bibliography.load(folder, Options(owner=SITE.owner), folder)


def publish(found: bibliography.Bibliography) -> int:
    """Make everything of a bibliography that is made of it; how many characters that is."""
    build = Build(found, RENDERER)
    groups = Selection().apply(found.publications)
    made = [RENDERER.items(group.publications, "abstract", HREF) for group in groups]
    made += [page.text for page in generated.pages(found, SITE)]
    made += [str(search.entry(publication)) for publication in found.publications]
    made += [RENDERER.page(*build.publication(p.slug), HREF) for p in found.publications]
    for html in made[:1]:
        fragments.fragment(html, "list.html")
    contents = [write() for _, write in generated.downloads(found, SITE)]
    contents += [write() for _, write in generated.for_machines(found, SITE)]
    files = sum(map(len, contents))
    said = "".join(write(found.diagnostics) for write in (as_text, as_github, as_json))
    return sum(map(len, made)) + files + len(said.encode())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


# -- damage ----------------------------------------------------------------------------------------

BYTES = FILE.encode()


@every_row("end", range(0, len(BYTES) + 1, 5))
def test_cut_anywhere(folder: Path, end: int) -> None:
    publish(load(folder, BYTES[:end]))


@every_row("seed", range(60))
def test_bytes_flipped(folder: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # the same each time
    content = bytearray(BYTES)
    for _ in range(1 + seed % 6):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    publish(load(folder, bytes(content)))


BRACES = [at for at, char in enumerate(FILE) if char in "{}"]


@every_row("at", BRACES)
def test_a_brace_dropped(folder: Path, at: int) -> None:
    found = load(folder, (FILE[:at] + FILE[at + 1 :]).encode())
    publish(found)
    assert found.diagnostics


@given(st.lists(st.tuples(st.integers(0, len(FILE) - 1), st.text(max_size=3)), max_size=8))
@settings(max_examples=60)
def test_anything_put_in(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, str]]
) -> None:
    text = list(FILE)
    for at, new in changes:
        text[at] = new
    found = load(tmp_path_factory.getbasetemp(), "".join(text).encode("utf-8", "replace"))
    publish(found)


# -- size ------------------------------------------------------------------------------------------

MANY = 1_000_000
VALUES: dict[str, Callable[[int], str]] = {
    "letters": lambda n: "x" * n,
    "words": lambda n: "word " * (n // 5),
}


@every_row("name", ["title", "author", "year", "abstract", "doi", "pages", "keywords"])
@every_row("shape", VALUES)
@pytest.mark.slow
def test_a_megabyte(folder: Path, name: str, shape: str) -> None:
    """What is not linear in one of these does not come to its end."""
    values = {"title": "T", "author": "A B", "year": "2000", "doi": "10.1000/x", "journal": "J"}
    values[name] = VALUES[shape](MANY)
    fields = ", ".join(f"{field} = {{{value}}}" for field, value in values.items())
    found = load(folder, f"@article{{big, {fields}}}\n@misc{{next, title = {{N}}}}".encode())
    assert {"big", "next"} == {publication.key for publication in found.publications}


@pytest.mark.slow
def test_five_thousand_entries(folder: Path) -> None:
    entry = "@misc{{k{0}, title = {{Title {0}}}, author = {{Doe, Jane}}, year = 2000}}\n"
    found = load(folder, "".join(entry.format(number) for number in range(5_000)).encode())
    assert len(found.publications) == 5_000
    assert not found.diagnostics


@pytest.mark.slow
def test_thousands_of_authors(folder: Path) -> None:
    names = " and ".join(f"Doe{number}, Jane" for number in range(5_000))
    found = load(folder, f"@misc{{k, title = {{T}}, author = {{{names}}}, year = 2000}}".encode())
    (publication,) = found.publications
    assert publication.authors.persons[-1].name == "Jane Doe4999"
    for _, write in generated.downloads(found, SITE):
        content = write()
        assert b"Doe4999" in content or b"Doe0" not in content
    publish(found)


@every_row("name", ["title", "author", "journal", "year", "abstract", "keywords"])
def test_a_thousand_nested_braces(folder: Path, name: str) -> None:
    values = {"title": "T", "author": "A B", "year": "2000", "journal": "J"}
    values[name] = "{" * 1_000 + "x" + "}" * 1_000
    fields = ", ".join(f"{field} = {{{value}}}" for field, value in values.items())
    found = load(folder, f"@article{{deep, {fields}}}".encode())
    assert [publication.key for publication in found.publications] == ["deep"]
    publish(found)


def test_a_thousand_nested_commands(folder: Path) -> None:
    title = r"\emph{" * 1_000 + "x" + "}" * 1_000
    found = load(folder, f"@misc{{deep, title = {{{title}}}, year = 2000}}".encode())
    assert found.publications[0].title.text == "x"
    publish(found)


def test_a_deep_chain_of_strings(folder: Path) -> None:
    chain = "".join(f"@string{{s{n} = s{n - 1} # {{x}}}}\n" for n in range(1, 3_000))
    entry = "@misc{k, title = s2999, author = {A B}, year = 2000}"
    found = load(folder, f"@string{{s0 = {{x}}}}\n{chain}{entry}".encode())
    assert found.publications[0].title.text == "x" * 3_000


@every_row("length", [1, 2, 3, 1_000])
@every_row("field", ["crossref", "xdata"])
def test_cyclic_references(folder: Path, field: str, length: int) -> None:
    text = "".join(
        f"@book{{k{n}, title = {{T{n}}}, author = {{A B}}, year = 2000,"
        f" {field} = {{k{(n + 1) % length}}}}}\n"
        for n in range(length)
    )
    found = load(folder, f"{text}@misc{{free, title = {{F}}}}".encode())
    assert [publication.key for publication in found.publications] == ["free"]
    assert {error.code for error in found.errors} == {"cyclic-crossref"}
    publish(found)


def test_a_deep_chain_of_crossrefs(folder: Path) -> None:
    text = "".join(
        f"@book{{k{n}, title = {{T{n}}}, crossref = {{k{n + 1}}}}}\n" for n in range(2_000)
    )
    publish(load(folder, f"{text}@book{{k2000, title = {{T}}, year = 1999}}".encode()))


# -- work ------------------------------------------------------------------------------------------

ENTRY = "@misc{{k{0}, title = {{Title {0}}}, author = {{Doe, Jane}}, year = 2000{1}}}\n"


def one(name: str, value: str) -> str:
    values = {"title": "T", "author": "A B", "year": "2000", "journal": "J", name: value}
    return "@article{k, " + ", ".join(f"{n} = {{{v}}}" for n, v in values.items()) + "}"


SHAPES: dict[str, Callable[[int], str]] = {
    "entries": lambda n: "".join(ENTRY.format(i, "") for i in range(n)),
    "one title": lambda n: "".join(f"@misc{{k{i}, title = {{T}}}}" for i in range(n)),
    "one key": lambda n: "@misc{k, title = {T}}\n" * n,
    "one DOI": lambda n: "".join(ENTRY.format(i, ", doi = {10.1000/x}") for i in range(n)),
    "one parent": lambda n: (
        "".join(ENTRY.format(i, ", crossref = {p}") for i in range(n)) + "@book{p, title = {P}}"
    ),
    "chain": lambda n: "".join(ENTRY.format(i, f", crossref = {{k{i + 1}}}") for i in range(n)),
    "cycle": lambda n: "".join(
        ENTRY.format(i, f", crossref = {{k{(i + 1) % n}}}") for i in range(n)
    ),
    "related": lambda n: "".join(ENTRY.format(i, f", related = {{k{i + 1}}}") for i in range(n)),
    "authors": lambda n: one("author", " and ".join(f"Doe{i}, Jane" for i in range(n))),
    "ids": lambda n: one("ids", ", ".join(f"old{i}" for i in range(n))),
    "unclosed": lambda n: "@misc{k, title = {A, year = 2000\n" * n,
}


def work(folder: Path, content: str) -> int:
    """How many functions are called, in Python or in C, to publish a file."""
    return calls(lambda: publish(load(folder, content.encode())))


@pytest.mark.slow
@every_row("shape", SHAPES)
def test_work_is_linear(folder: Path, shape: str) -> None:
    make = SHAPES[shape]
    work(folder, make(10))  # what is done once: templates, tables
    few, more, most = (work(folder, make(n)) for n in (25, 50, 100))
    # Twice as many more are twice as much more work; a square would make four times of it.
    assert most - more <= 3 * max(more - few, 0) + 200, (few, more, most)
