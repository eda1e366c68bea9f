"""A long list of a long-named owner in a real browser: 65 papers, 33 years, eight tabs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.axe import violations
from tests.conftest import copy_project, mkdocs_build
from tests.test_addresses import configure
from tests.test_browser import sideways
from tests.windows import Visit, Windows
from tools import preview

OWNER = "Maria-Magdalena von Schwarzenfeld-Papadopoulou"
NAV = """\
  - About: index.md
  - Research interests: research.md
  - Positions: positions.md
  - Publications: publications.md
  - Teaching and supervision:
    - Service: service.md
  - Software: https://example.org/software
  - Students: https://example.org/students
  - Contact: https://example.org/contact
"""
VENUES = ("Journal of Long Winters and Their Consequences", "Acta Glacialia", "Ice Letters")


def entry(number: int) -> str:
    """An article; each fourth has no venue, and each fifth twenty authors."""
    people = [OWNER, "Jan van der Berg", "Ada B. Cole"]
    if number % 5 == 0:
        people = [f"Person{chr(97 + n)} X. Family" for n in range(18)] + [OWNER, "Last One"]
    venue = f"journal = {{{VENUES[number % 3]}}}, pages = {{{number}01--{number}19}},"
    if number % 4 == 1:
        venue = ""
    return f"""@article{{paper{number}, title = {{Ice Number {number} in Real-Time}}, {venue}
        author = {{{" and ".join(people)}}}, year = {2024 - number // 2}}}"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copy_project(tmp_path_factory.mktemp("long") / "project")
    (project / "refs.bib").write_text("\n".join(map(entry, range(65))), "utf-8")
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("name: Marit Ekholm", f"name: {OWNER}"))
    configure(project, NAV)
    for page in (project / "docs").glob("*.md"):  # which cite and list other publications
        if page.stem != "publications":
            page.write_text(f"# {page.stem.title()}\n\nText.\n", "utf-8")
    listed = (project / "docs/publications.md").read_text("utf-8")
    years = listed.replace("    timeline: true\n", "").replace("///", "<!-- contents -->\n\n///", 1)
    (project / "docs/years.md").write_text(years, "utf-8")
    done = mkdocs_build(project, project / "site", strict=False)
    assert done.returncode == 0, done.stderr
    return project / "site"


@pytest.fixture
def visit(windows: Windows, built: Path) -> Iterator[Visit]:
    with preview.serve(built) as url:

        def go(path: str, width: int, height: int = 844, **options: Any) -> Page:
            return windows.visit(url + path, width, height, **options)

        yield go


def left_and_top(element: Locator) -> tuple[float, float]:
    box = element.bounding_box()
    assert box is not None
    return box["x"], box["y"]


def sheets_of(page: Page) -> list[str]:
    """The text of each printed sheet."""
    reader = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    return [sheet.extract_text() for sheet in reader.pages]


def top(page: Page, selector: str) -> float:
    """Distance of the first such element from the top of the window."""
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["y"]


@pytest.mark.parametrize("path", ["/publications/", "/years/"])
def test_a_phone_shows_the_first_title(visit: Visit, path: str) -> None:
    page = visit(path, 390)
    assert top(page, ".site-item__title") < 520
    for row in page.locator(".site-row > :last-child").all():
        box = row.bounding_box()
        assert box is not None
        assert box["height"] < 50  # one line
    for label in page.locator(".site-row > .site-label").all():
        expect(label).to_be_visible()


def test_a_header_of_a_long_name_and_many_tabs_fits(visit: Visit) -> None:
    page = visit("/publications/", 320)
    menu, tabs = page.locator(".site-menu > summary"), page.locator(".site-tabs > ul")
    parts = page.locator("header :is(.site-wordmark, .site-tabs li, .site-button, summary):visible")
    for width in (*range(320, 1920, 80), 390, 959, 1920):
        page.set_viewport_size({"width": width, "height": 700})
        assert sideways(page) == 0, width
        assert menu.is_visible() == (width < 960)
        assert tabs.is_visible() == (width >= 960)
        for box in parts.evaluate_all("parts => parts.map(e => e.getBoundingClientRect())"):
            assert 0 <= box["left"] < box["right"] <= width, width


def test_the_menu_has_a_veil_that_closes_it_and_an_address(visit: Visit) -> None:
    page = visit("/publications/", 390, 1000, java_script_enabled=False)
    page.locator(".site-menu > summary").click()
    panel = page.locator(".site-menu__panel")
    expect(panel.get_by_role("link", name="marit@ekholm.example")).to_be_visible()
    page.mouse.click(200, 980)
    expect(panel).to_be_hidden()
    expect(page).to_have_url(re.compile("/publications/$"))


@pytest.mark.parametrize("width", [390, 1280])
def test_the_switch_of_schemes_has_a_name_that_shows(visit: Visit, width: int) -> None:
    page = visit("/publications/", width)
    if width < 960:
        page.locator(".site-menu > summary").click()
    button = page.get_by_role("button", name="Appearance: system")
    expect(button.get_by_text("system")).to_be_visible()
    box = button.bounding_box()
    button.click()
    expect(page.get_by_role("button", name="Appearance: light")).to_be_visible()
    if width >= 960:
        assert page.locator(".site-tools .site-scheme").bounding_box() == box


#: Publications of years that are like the newest ones: with and without venue, with many authors.
ALIKE = ".site-group:nth-of-type(n + 9) .site-item"


@pytest.mark.parametrize("words", ["number 1", "nothing"])
def test_a_long_list_is_accessible(visit: Visit, words: str) -> None:
    page = visit("/publications/", 390, reduced_motion="reduce")
    page.get_by_label("Filter").fill(words)
    states: tuple[tuple[int, Any], ...] = (
        *((320, "light"), (390, "dark")),
        *((768, "light"), (1280, "dark")),
    )
    for width, scheme in states:
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        assert not violations(page, without=ALIKE), (width, scheme)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_field_stays_where_it_is(visit: Visit, width: int) -> None:
    page = visit("/publications/", width)
    field = page.get_by_label("Filter")
    box = field.bounding_box()
    field.fill("nothing like it")
    message = page.get_by_text("No publication matches")
    expect(message).to_be_visible()
    expect(page.locator(".site-record")).to_be_hidden()
    assert field.bounding_box() == box
    page.get_by_role("button", name="Show all 65").click()
    expect(page.get_by_text("No publication matches")).to_be_hidden()
    assert field.bounding_box() == box
    page.evaluate("scrollTo(0, 4000)")
    stuck = field.bounding_box()
    assert stuck
    assert 0 <= stuck["y"] < 20
    for words in ("number 6", "number 64", "nothing", "number 64"):
        field.fill(words)
        assert field.bounding_box() == stuck
    assert stuck["y"] < top(page, ".site-item__title:visible") < 400


@pytest.mark.parametrize("width", [390, 1280])
def test_the_bar_hides_nothing_that_has_the_focus(visit: Visit, width: int) -> None:
    page = visit("/publications/", width)
    bar = page.locator(".site-filter__bar")
    for selector in (".site-item__title a", ".site-more > summary", "select", "[type=radio]"):
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.locator(selector).first.focus()
        edge = bar.bounding_box()
        assert edge
        assert top(page, selector) >= edge["y"] + edge["height"], selector


def test_a_venue_can_be_chosen_and_is_kept_in_the_address(visit: Visit) -> None:
    page = visit("/publications/", 1280)
    choice = page.get_by_label("Venue")
    options = choice.locator("option").all_inner_texts()
    counts = [int(re.findall(r"\d+", text)[0]) for text in options[1:]]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == 65 - 16
    choice.select_option(label=options[2])
    few = counts[1]
    expect(page.locator("output")).to_have_text(f"{few} of 65 publications")
    address = page.url
    assert re.search(r"\?venue=[a-z+]+$", address)
    page.reload()
    expect(page.locator(".site-item:visible")).to_have_count(few)
    assert choice.locator("option:checked").inner_text() == options[2]
    page.get_by_label("Filter").fill("number 5")
    fewer = page.locator(".site-item:visible").count()
    assert 0 < fewer < few
    expect(choice.locator("option:checked")).to_contain_text(f"({fewer})")
    page.get_by_role("button", name="Show all").click()
    expect(choice).to_have_value("")
    expect(page.locator(".site-item:visible")).to_have_count(65)
    page.go_back()
    page.go_back()
    assert page.url == address
    expect(page.locator(".site-item:visible")).to_have_count(few)


def test_paper_is_a_list_of_few_sheets(visit: Visit) -> None:
    page = visit("/publications/", 1280)
    groups = page.locator(".site-group").evaluate_all("""groups => groups.map(group => [
        group.querySelector("h2").textContent,
        group.querySelector(".site-item__title").textContent
    ])""")
    sheets = [" ".join(each.split()) for each in sheets_of(page)]
    assert len(sheets) <= 7
    for year, title in groups:
        assert any(f"{year} {title} " in sheet for sheet in sheets), year  # on one line
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 660, "height": 980})  # A4 without its margins
    for group in page.locator(".site-group").all():
        year, title = group.locator("h2"), group.locator(".site-item__title").first
        assert left_and_top(title)[0] - left_and_top(year)[0] > 60
        assert abs(left_and_top(title)[1] - left_and_top(year)[1]) < 5  # one line


def test_a_line_under_its_year_names_the_kind_where_there_is_no_venue(visit: Visit) -> None:
    page = visit("/publications/", 1280)
    lines = page.locator(".site-item__venue").all_inner_texts()
    assert "Journal article" in lines
    assert not [line for line in lines if re.search(r"^\d{4}$|, \d{4}$", line)]
    page.get_by_label("Filter").fill("2024")
    expect(page.locator(".site-item:visible")).to_have_count(2)
