"""Card of shared links: right for any first page."""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import copy_project, mkdocs_build
from tests.taken_over import take_over
from tests.windows import Windows
from tools import images, preview

NAME = "Ifeoma Okonkwo"
DESCRIPTION = "Ifeoma Okonkwo measures the sea from the shore."
DRAWING = (
    '<ol class="site-record__frames"><li><a href="#2020"><span class="site-record__frame"><svg'
    ' viewBox="0 0 120 80"><path d="M0 40H120"/></svg></span><span>2020</span></a></li></ol>'
)
LONG = "I measure the sea from the shore, with cheap gauges and many people. " * 8
#: A name, the article of a first page, and what the card says: eyebrow, name, lead.
PAGES = {
    "all": (
        NAME,
        '<p class="site-eyebrow">Seas + shores</p><h1>Ifeoma</h1><p class="site-lead">The lead'
        "<sup>1</sup>.</p><p>Other words.</p>" + DRAWING,
        ["Seas + shores", NAME, "The lead."],
    ),
    "only a paragraph": (
        NAME,
        "<h1>Welcome</h1><p>Some <em>words</em>.</p>",
        [NAME, "Some words."],
    ),
    "list before the paragraph": (
        NAME,
        "<ul><li>x</li></ul><p></p><p>Words.</p>",
        [NAME, "Words."],
    ),
    "headings first": (NAME, "<h1>A</h1><h2>News</h2><p>2024: it rained.</p>", [NAME, DESCRIPTION]),
    "nothing": (NAME, "", [NAME, DESCRIPTION]),
    "46 letters": (
        "Wolfeschlegelsteinhausenbergerdorffsteinmetzer",
        f"<p>{LONG}</p>{DRAWING}",
        ["Wolfeschlegelsteinhausenbergerdorffsteinmetzer", LONG.strip()],
    ),
    "four words": (
        "Bartholomew Featherstonehaugh-Cholmondeley von Sachsen-Altenburg",
        f'<p class="site-eyebrow">Seas</p><p>{LONG}</p>{DRAWING}',
        ["Seas", "Bartholomew Featherstonehaugh-Cholmondeley von Sachsen-Altenburg", LONG.strip()],
    ),
    "markup": ("A < B & C", "<p>1 &lt; 2</p>", ["A < B & C", "1 < 2"]),
}
BOXES = """() => [...document.querySelector(".card").children].map(part => {
    const box = part.getBoundingClientRect();
    // The wave goes a little beyond the last frame.
    const hidden = part.matches("ol") ? 0 : part.scrollWidth - part.clientWidth;
    return [box.left, box.top, box.right, box.bottom, hidden];
})"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = take_over(copy_project(tmp_path_factory.mktemp("images") / "project"))
    done = mkdocs_build(project, project / "site", strict=False)
    assert done.returncode == 0, done.stderr
    with preview.serve(project / "site") as url:
        yield url


@pytest.fixture
def first_page(windows: Windows, address: str) -> Page:
    return windows.visit(f"{address}/", 1200, 630)


def put(page: Page, name: str, article: str) -> None:
    """Give the first page another name and article."""
    page.evaluate(
        """([name, article]) => {
            document.querySelector("meta[property='og:site_name']").content = name;
            document.querySelector("article").innerHTML = article;
        }""",
        [name, article],
    )


@pytest.mark.parametrize("case", PAGES)
def test_card_says_who_and_what_and_all_of_it_fits(first_page: Page, case: str) -> None:
    name, article, said = PAGES[case]
    put(first_page, name, article)
    images.compose(first_page)
    texts = first_page.locator(".card > :not(ol)").all_text_contents()
    assert texts == said
    boxes = first_page.evaluate(BOXES)
    for left, top, right, bottom, hidden in boxes:
        assert left >= 60
        assert top >= 40
        assert right <= 1200
        assert bottom <= 630 - 40
        assert hidden <= 0
    for (_, _, _, bottom, _), (_, top, _, _, _) in itertools.pairwise(boxes):
        assert bottom <= top
    size = first_page.locator(".card__name").evaluate(
        "e => parseFloat(getComputedStyle(e).fontSize)"
    )
    assert (size == 128) == (len(name) < 20)
    assert first_page.locator(".card svg").count() == article.count("<svg")


def test_card_of_the_page_as_it_is_has_the_size_that_is_asked_for(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    images.card(browser, address, tmp_path / "card.png")
    data = (tmp_path / "card.png").read_bytes()
    assert struct.unpack(">II", data[16:24]) == (1200, 630)
    assert len(data) > 10_000, "more than paper"


def test_characters_that_no_font_has_are_named(first_page: Page) -> None:
    put(first_page, "A\U0010abcd", "<p>Words \U0010abce.</p>")
    with pytest.raises(images.MissingFontError, match="no font here has '\U0010abcd\U0010abce'"):
        images.compose(first_page)
