"""Quotation marks in pages: those of the site's language, in prose and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import copy_project
from tests.elements import one
from tests.test_builders import built, read

pytestmark = pytest.mark.builders
#: A paragraph, and what it shows.
PARAGRAPHS = (
    ("It's \"quoted *here*\", in the '90s.", "It’s “quoted here”, in the ’90s."),
    ("\"A 'mark' in marks,\" she said.", "“A ‘mark’ in marks,” she said."),
    ('("In brackets") and "**bold**".', "(“In brackets”) and “bold”."),
    ('“These” stay, and \\"these\\".', '“These” stay, and "these".'),
    ('Run `it\'s "so" --fast` or --fast...', 'Run it\'s "so" --fast or --fast...'),
    ("<https://x.example/it's--so/...>", "https://x.example/it's--so/..."),
    ("https://x.example/a--b/... is bare.", "https://x.example/a--b/... is bare."),
    ("<span title=\"it's\">It's</span> so.", "It’s so."),
)
TITLE = 'The ship\'s log: "Ice"'
ENTRY = """
@misc{{marks, author = {{Marit Ekholm}}, year = 2020, title = {{It's "as" `is`}},
  abstract = {{It's "so".}}, keywords = {{marks}}}}
"""
GERMAN = """\
      substitutions:
        {left-double-quote: „, right-double-quote: “, left-single-quote: ‚, right-single-quote: ’}
"""


def marked(project: Path, builder: str, *, german: bool = False) -> Path:
    """A site with a page of quotation marks."""
    copy_project(project)
    paragraphs = "\n\n".join(source for source, _ in PARAGRAPHS)
    block = '/// publications\n    select: "keywords=marks"\n    detail: abstract\n///'
    text = (
        f'# {TITLE}\n\n{paragraphs}\n\n[Link](index.md "It\'s")\n{{ title="it\'s" }}\n\n{block}\n'
    )
    (project / "docs/research.md").write_text(text, "utf-8")
    with (project / "refs.bib").open("a", encoding="utf-8") as file:
        file.write(ENTRY.format())
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("Research: research.md", "research.md"))
    if german:
        option = "      smart_ellipses: false\n"
        config.write_text(config.read_text("utf-8").replace(option, option + GERMAN), "utf-8")
    return built(builder, project, strict=False)


@pytest.mark.parametrize("builder", ["mkdocs", "zensical"])
def test_marks_in_prose_are_a_typographers(tmp_path: Path, builder: str) -> None:
    site = marked(tmp_path, builder)
    page = read(site, "research/index.html")
    shown = [paragraph.get_text() for paragraph in page.select("main article > p")]
    assert shown[: len(PARAGRAPHS)] == [text for _, text in PARAGRAPHS]
    assert one(page, "main h1").get_text() == "The ship’s log: “Ice”"
    assert one(page, "title").get_text() == "The ship’s log: “Ice” – Marit Ekholm"
    assert page.select_one('a[title="It\'s"]')
    assert page.select_one('p[title="it\'s"]')
    title = one(page, ".site-item__title").get_text()
    assert title == one(read(site, "publications/marks/index.html"), "main h1").get_text()
    assert '"as"' in title


def test_another_language_has_its_own(tmp_path: Path) -> None:
    page = read(marked(tmp_path, "mkdocs", german=True), "research/index.html")
    assert one(page, "main h1").get_text() == "The ship’s log: „Ice“"
    assert one(page, "main article > p").get_text() == "It’s „quoted here“, in the ’90s."
