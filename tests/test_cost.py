"""What a build does grows with the publications, and no faster: calls are counted, not timed."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from benchmarks import generate
from tests.counting import calls_by_code

pytestmark = pytest.mark.slow
NUMBERS = (20, 40, 80)
CONFIG = f"""
site_name: Test
site_url: https://site.test/
theme: publications
plugins: [material/search, publications]
markdown_extensions:
  - publications: {{bib_file: refs.bib, owner: {{name: {generate.OWNER}}}}}
"""
LIST = "# Publications\n\n/// publications\n    filter: true\n///\n"


def calls_of_build(project: Path, number: int) -> Counter[str]:
    """How often each function was called, by its name in its file."""
    (project / "docs").mkdir(parents=True)
    (project / "docs" / "index.md").write_text("# Test\n")
    (project / "docs" / "publications.md").write_text(LIST)
    (project / "mkdocs.yml").write_text(CONFIG)
    (project / "refs.bib").write_text(generate.bibtex(number))
    config = load_config(str(project / "mkdocs.yml"))
    re.purge()  # which patterns are still in Python's cache is chance
    found: Counter[str] = Counter()
    for code, times in calls_by_code(lambda: build(config)).items():
        parts = Path(code.co_filename).with_suffix("").parts
        package = parts.index("publications") if "publications" in parts else -2
        found[".".join((*parts[package:], code.co_qualname))] += times
    return found


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Counter[str]]:
    folder = tmp_path_factory.mktemp("cost")
    calls_of_build(folder / "first", 1)  # what is done once a process: imports, tables
    return {number: calls_of_build(folder / str(number), number) for number in NUMBERS}


def test_calls_grow_linearly(calls: dict[int, Counter[str]]) -> None:
    few, more, most = (calls[number] for number in NUMBERS)
    assert sum(count for name, count in most.items() if name.startswith("publications.")) > 10_000
    # Twice as many publications more are twice as many calls more; what only some entries need
    # comes by chance. A square would be four times as many.
    wrong = {
        name: (few[name], more[name], count)
        for name, count in most.items()
        if count - more[name] > 3 * max(more[name] - few[name], 0) + 150
    }
    assert not wrong


def test_a_publication_takes_so_many_calls(calls: dict[int, Counter[str]]) -> None:
    few, more = (
        sum(count for name, count in calls[number].items() if name.startswith("publications."))
        for number in NUMBERS[1:]
    )
    assert (more - few) / (NUMBERS[2] - NUMBERS[1]) < 4_200  # 7,500 where attributes are read anew


@pytest.mark.parametrize(
    "name", ["publications.bibtex.reader.read_file", "publications.bibliography.load"]
)
def test_done_once_a_build(calls: dict[int, Counter[str]], name: str) -> None:
    assert [calls[number][name] for number in NUMBERS] == [1] * len(NUMBERS)


@pytest.mark.parametrize(
    ("name", "times"),
    [
        ("publications.pages.render.Renderer.page", 1),
        ("publications.exports.bibtex.write", 1),  # for the file, and the page
        ("publications.model.venue._whole", 2),  # for the list; for the page, the search, llms.txt
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
    few, more, most = (calls[number][name] for number in NUMBERS)
    assert 0 < few == more == most
