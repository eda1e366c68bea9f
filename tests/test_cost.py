"""What a build does grows with the publications, and no faster: calls are counted, not timed.

The second half of the larger file repeats the first with other keys, titles and addresses, so that
work which is done for each publication is done exactly twice as often.
"""

from __future__ import annotations

from collections import Counter
from cProfile import Profile
from pathlib import Path
from types import CodeType

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from benchmarks import generate
from publications.pages.facets import LONG_LIST

pytestmark = pytest.mark.slow
#: From so many on, a list has all its parts.
FEW = LONG_LIST
NUMBERS = (FEW, 2 * FEW)
#: Calls of each function at most, for twice the publications; sorting takes a little more.
GROWTH = 2.2
CONFIG = f"""
site_name: Test
site_url: https://site.test/
theme: publications
plugins: [material/search, publications]
markdown_extensions:
  - publications: {{bib_file: refs.bib, owner: {{name: {generate.OWNER}}}}}
"""
LIST = "# Publications\n\n/// publications\n    filter: true\n///\n"


def entries(number: int) -> str:
    """BibTeX of so many entries; those after FEW repeat the first."""
    first = generate.bibtex(min(number, FEW))
    if number <= FEW:
        return first
    second = first.replace("{test", "{again").replace("10.5555/test", "10.5555/again")
    second = second.replace("},\n  year", " again},\n  year").replace("/code/", "/again/")
    return first + second


def calls_of_build(project: Path, number: int) -> Counter[str]:
    """How often each function was called, by its name in its file."""
    (project / "docs").mkdir(parents=True)
    (project / "docs" / "index.md").write_text("# Test\n")
    (project / "docs" / "publications.md").write_text(LIST)
    (project / "mkdocs.yml").write_text(CONFIG)
    (project / "refs.bib").write_text(entries(number))
    config = load_config(str(project / "mkdocs.yml"))
    profile = Profile()
    profile.runcall(build, config)
    calls: Counter[str] = Counter()
    for entry in profile.getstats():
        calls[_name(entry.code)] += entry.callcount
    return calls


def _name(code: CodeType | str) -> str:
    """Name of a function in its file; one that is not of Python has its name alone."""
    if isinstance(code, str):
        return code
    parts = Path(code.co_filename).with_suffix("").parts
    package = -2
    if "publications" in parts:
        package = parts.index("publications")
    return ".".join((*parts[package:], code.co_qualname))


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Counter[str]]:
    folder = tmp_path_factory.mktemp("cost")
    calls_of_build(folder / "first", 1)  # what is done once a process: imports, tables
    return {number: calls_of_build(folder / str(number), number) for number in NUMBERS}


def test_calls_grow_linearly(calls: dict[int, Counter[str]]) -> None:
    few, more = (calls[number] for number in NUMBERS)
    assert sum(count for name, count in more.items() if name.startswith("publications.")) > 10_000
    wrong = {name: (few[name], count) for name, count in more.items() if count > GROWTH * few[name]}
    assert not wrong


@pytest.mark.parametrize(
    "name", ["publications.bibtex.reader.read_file", "publications.bibliography.load"]
)
def test_done_once_a_build(calls: dict[int, Counter[str]], name: str) -> None:
    assert [calls[number][name] for number in NUMBERS] == [1] * len(NUMBERS)


@pytest.mark.parametrize(
    ("name", "times"),
    [
        ("publications.pages.render.Renderer.page", 1),
        ("publications.exports.bibtex.write", 2),  # the file, and the page
        ("publications.exports.ris.write", 1),
        ("publications.exports.csl.write", 1),
        ("publications.exports.jsonld_work.publication", 1),
        ("publications.exports.highwire.tags", 1),
    ],
)
def test_done_so_often_for_a_publication(
    calls: dict[int, Counter[str]], name: str, times: int
) -> None:
    assert [calls[number][name] for number in NUMBERS] == [number * times for number in NUMBERS]


@pytest.mark.parametrize(
    "name",
    [
        "jinja2.environment.Environment.compile",
        "markdown.core.Markdown.convert",
        "html.parser.HTMLParser.feed",
    ],
)
def test_not_done_for_each_publication(calls: dict[int, Counter[str]], name: str) -> None:
    few, more = (calls[number][name] for number in NUMBERS)
    assert 0 < few == more
