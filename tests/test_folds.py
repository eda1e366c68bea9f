"""A list of more than 300 publications: its newest years are open, the others when wanted."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from publications.pages import selection
from publications.pages.selection import Selection
from tests.axe import violations
from tests.conftest import copy_project, mkdocs_build
from tests.exported import read
from tests.windows import Windows
from tools import preview

YEARS = 31
OLDEST = 2025 - YEARS + 1


def papers(number: int) -> str:
    """So many entries, in equal parts of 31 years."""
    entry = "@misc{{k{0}, title = {{Paper {0}}}, author = {{Marit Ekholm}}, year = {1}}}"
    return "\n".join(entry.format(n, 2025 - n % YEARS) for n in range(number))


def folded(number: int, **options: object) -> list[bool]:
    """Whether each group of a list is folded."""
    groups = Selection.from_mapping(options).apply(read(papers(number)))
    return [group.folded for group in groups]


def test_years_are_open_to_a_hundred_publications() -> None:
    assert not any(folded(selection.FOLDED_OVER))
    long = folded(10 * YEARS)
    assert long == sorted(long)
    assert long.count(False) * 10 == selection.SHOWN_AT_ONCE
    assert not any(folded(10 * YEARS, group="type"))
    assert not any(folded(10 * YEARS, limit=300))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with 310 publications, of which 210 are folded."""
    project = copy_project(tmp_path_factory.mktemp("folds"))
    (project / "refs.bib").write_text(papers(10 * YEARS), "utf-8")
    for page in (project / "docs").glob("*.md"):  # which cite other publications
        if page.stem != "publications":
            page.write_text(f"# {page.stem.title()}\n\nText.\n\n/// timeline\n///\n", "utf-8")
    built = mkdocs_build(project, project / "site", strict=False)
    assert built.returncode == 0, built.stderr
    with preview.serve(project / "site") as url:
        yield url


@pytest.fixture
def page(windows: Windows, address: str) -> Page:
    """The list, at a phone's width."""
    return windows.visit(f"{address}/publications/", 390, 844)


#: Of each year all publications but the first, which are like it.
OTHERS = ".site-item ~ .site-item"


def fold(year: int) -> str:
    """The selector of a year's fold."""
    return f"section:has(> [id='{year}']) > .site-fold"


def test_all_is_in_the_page(page: Page) -> None:
    assert page.locator(".site-item").count() == 10 * YEARS
    assert page.locator(".site-item:visible").count() == selection.SHOWN_AT_ONCE
    expect(page.locator(f"{fold(OLDEST)} > summary")).to_have_text(f"10 publications: {OLDEST}")
    assert not violations(page, without=OTHERS)


def test_an_address_opens_its_year(page: Page, address: str) -> None:
    opened = page.locator(".site-fold[open]")
    page.goto(f"{address}/publications/#{OLDEST}")
    expect(page.locator(fold(OLDEST))).to_have_attribute("open", "")
    assert opened.count() == 1
    page.set_viewport_size({"width": 1280, "height": 844})  # twelve years in the record
    page.goto(f"{address}/")
    page.locator(".site-record li a").first.click()
    expect(opened).to_have_count(1)
    opened.evaluate("element => { element.open = false }")
    year = page.evaluate("location.hash")
    page.locator(f".site-record a[href='{year}']").click()  # which the address has already
    expect(opened).to_have_count(1)


def test_the_filter_opens_what_it_finds(page: Page) -> None:
    field = page.get_by_role("searchbox")
    field.fill(f"Paper {10 * YEARS - 1}")
    expect(page.locator(".site-item:visible")).to_have_count(1)
    field.fill("")
    expect(page.locator(".site-fold[open]")).to_have_count(0)
    field.fill(str(OLDEST))
    expect(page.locator(".site-item:visible")).to_have_count(10)


def test_print_has_all(page: Page) -> None:
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf())).pages)
    assert set(map(int, re.findall(r"Paper\s+(\d+)\b", text))) == set(range(10 * YEARS))


def test_without_scripts_a_year_opens_by_hand(windows: Windows, address: str) -> None:
    page = windows.visit(f"{address}/publications/", java_script_enabled=False)
    item = page.locator(f"{fold(OLDEST)} .site-item").first
    expect(item).to_be_hidden()
    page.locator(f"{fold(OLDEST)} > summary").click()
    expect(item).to_be_visible()
