"""Sections of the navigation in the header: by mouse and keyboard, with and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from tests.axe import violations
from tests.conftest import copy_project, mkdocs_build
from tests.elements import attribute, one
from tests.test_addresses import configure
from tests.test_browser import sideways
from tests.windows import Visit, Windows
from tools import preview

NAV = """\
  - About: index.md
  - Research:
    - Overview: research.md
    - Positions: positions.md
  - Work and teaching:
    - Publications: publications.md
    - Earlier:
      - Theses: theses.md
      - Elsewhere: https://example.org/
      - Gone: thesis.md
  - Service: service.md
  - Nothing: no/such/page.md
  - Empty:
    - None: none.md
    - Within:
      - Also none: also-none.md
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copy_project(tmp_path_factory.mktemp("sections") / "project")
    (project / "docs/theses.md").write_text("---\ntitle: Theses\n---\n# Theses\n\nText.\n")
    configure(project, NAV)
    done = mkdocs_build(project, project / "site", strict=False)  # pages of nav are missing
    assert done.returncode == 0, done.stderr
    return project / "site"


@pytest.fixture
def visit(windows: Windows, built: Path) -> Iterator[Visit]:
    with preview.serve(built) as url:

        def go(path: str, width: int, **options: Any) -> Page:
            return windows.visit(url + path, width, 844, **options)

        yield go


def read(built: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((built / name).read_text("utf-8"), "html5lib")


@pytest.mark.slow
@pytest.mark.parametrize("menu", [".site-tabs", ".site-menu__panel"])
def test_every_page_of_the_navigation_is_in_the_header(built: Path, menu: str) -> None:
    panel = one(read(built, "index.html"), menu)
    assert [link.get_text() for link in panel.select("li a")] == [
        "About", "Overview", "Positions", "Publications", "Theses", "Elsewhere", "Service",
    ]  # fmt: skip
    links = {link.get_text(): attribute(link, "href") for link in panel.select("li a")}
    assert links["Theses"] == "theses/"
    assert links["Elsewhere"] == "https://example.org/"
    sections = [summary.get_text() for summary in panel.select("details > summary")]
    assert sections == ["Research", "Work and teaching"]
    assert [label.get_text() for label in panel.select(".site-section__label")] == ["Earlier"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "current"),
    [
        ("index.html", [("a", "About", "page")]),
        ("positions/index.html", [("summary", "Research", "true"), ("a", "Positions", "page")]),
        ("theses/index.html", [("summary", "Work and teaching", "true"), ("a", "Theses", "page")]),
        (
            "publications/Ekholm-2016-floe-v2/index.html",
            [("summary", "Work and teaching", "true"), ("a", "Publications", "true")],
        ),
        ("404.html", []),
    ],
)
def test_the_header_says_where_one_is(
    built: Path, page: str, current: list[tuple[str, str, str]]
) -> None:
    header = read(built, page)
    for menu in (".site-tabs", ".site-menu__panel"):
        marked = one(header, menu).select("[aria-current]")
        assert [(m.name, m.get_text(), attribute(m, "aria-current")) for m in marked] == current
    opened = [one(s, "summary").get_text() for s in header.select(".site-section[open]")]
    assert opened == [name for kind, name, _ in current if kind == "summary"]
    assert not header.select(".site-tabs [open]")


def test_sections_open_by_keyboard_and_close_by_escape(visit: Visit) -> None:
    page = visit("/", 1280)
    page.locator(".site-tabs a").first.focus()
    page.keyboard.press("Tab")
    summary = page.locator(".site-tabs summary").first
    expect(summary).to_be_focused()
    page.keyboard.press("Enter")
    overview = page.locator(".site-tabs a", has_text="Overview")
    expect(overview).to_be_visible()
    page.keyboard.press("Tab")
    expect(overview).to_be_focused()
    page.keyboard.press("Escape")
    expect(overview).to_be_hidden()
    expect(summary).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/positions/")


def test_one_section_is_open_at_a_time_and_a_click_elsewhere_closes_it(visit: Visit) -> None:
    page = visit("/", 1280)
    research, work = page.locator(".site-tabs summary").all()
    research.click()
    work.click()
    expect(page.locator(".site-tabs details[open]")).to_have_count(1)
    expect(page.locator(".site-tabs a", has_text="Theses")).to_be_visible()
    page.locator("h1").click()
    expect(page.locator(".site-tabs details[open]")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1280])
def test_sections_need_no_script(visit: Visit, width: int) -> None:
    page = visit("/theses/", width, java_script_enabled=False)
    menu = ".site-tabs"
    if width == 390:
        menu = ".site-menu__panel"
        page.locator(".site-menu > summary").click()
        expect(page.locator(menu).get_by_text("Theses")).to_be_visible()
    page.locator(f"{menu} summary", has_text="Research").click()
    page.locator(menu).get_by_text("Positions").click()
    page.wait_for_url("**/positions/")


@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), (390, "dark"), (768, "light"), (1280, "dark")]
)
def test_open_sections_are_accessible_and_in_the_window(
    visit: Visit, width: int, scheme: str
) -> None:
    page = visit("/theses/", width, color_scheme=scheme, reduced_motion="reduce")
    if width < 960:
        page.locator(".site-menu > summary").click()
    else:
        page.locator(".site-tabs summary").last.click()
    assert not violations(page)
    assert sideways(page) == 0
    for link in page.locator("header a:visible").all():
        box = link.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["height"] >= 24
