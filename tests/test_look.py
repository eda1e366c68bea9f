"""What a browser shows of content that is rare: headings in words, findings in a preview."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import copy_project, mkdocs_build
from tests.taken_over import take_over
from tools import preview

# Entries for every kind, one in press and one without a date.
ENTRIES = """
@article{press, title = {In Press}, author = {Ifeoma Okonkwo}, journal = {J}, year = {Forthcom/ing}}
@article{none, title = {Some Day}, author = {Ifeoma Okonkwo}, journal = {J}}
@misc{other, title = {Other}, author = {Ifeoma Okonkwo}, year = 2020}
@unpublished{draft, title = {Draft}, author = {Ifeoma Okonkwo}, note = {x}, year = 2020}
@proceedings{proceedings, title = {All}, editor = {Ifeoma Okonkwo}, year = 2020}
"""
UNBROKEN = """headings => headings.map(heading => {
    const words = heading.textContent.trim().split(" ");
    const range = document.createRange();
    range.selectNodeContents(heading);
    const lines = new Set([...range.getClientRects()].map(line => line.top));
    return [heading.textContent, lines.size <= words.length, heading.scrollWidth
        <= heading.clientWidth];
})"""


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with headings in words."""
    project = take_over(copy_project(tmp_path_factory.mktemp("words") / "project"))
    with (project / "refs.bib").open("a") as file:
        file.write(ENTRIES)
    types = "# Publications\n\n/// publications\n    group: type\n///\n"
    (project / "docs/publications/types.md").write_text(types)
    done = mkdocs_build(project, project / "site", strict=False)
    assert done.returncode == 0, done.stderr
    return project / "site"


@pytest.mark.parametrize("width", [320, 390, 960, 1280])
@pytest.mark.parametrize(
    ("path", "first"),
    [("/publications/", "Forthcoming"), ("/publications/types/", "Journal articles")],
)
def test_no_word_of_a_heading_is_broken(
    words: Path, browser: Browser, path: str, first: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    with preview.serve(words) as address:
        page.goto(address + path)
        headings = page.locator(".site-group > h2").evaluate_all(UNBROKEN)
    page.close()
    assert headings[0][0] == first
    assert [title for title, unbroken, narrow in headings if not (unbroken and narrow)] == []
