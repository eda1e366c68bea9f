"""A docs site of Material's own look, beside the package as it is installed: tests/stock."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, Route, expect

from tests.axe import violations
from tests.conftest import ROOT, copy_repository
from tests.elements import one

pytestmark = pytest.mark.slow
STOCK = Path(__file__).parent / "stock"
LIST = "research/papers/"
PAGE = "publications/ekholm2021/"
SITE_URL = "https://tools.example/tides/"
#: What pip does to make a wheel of a folder, without looking for setuptools elsewhere.
BUILD = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"


@pytest.fixture(scope="session")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment: the package from its wheel, all else from the one of the tests."""
    folder = tmp_path_factory.mktemp("installed")
    repository = copy_repository(folder / "repository")
    run([sys.executable, "-c", BUILD, str(folder)], repository)
    [wheel] = folder.glob("*.whl")
    venv.create(folder / "venv", symlinks=True)
    [packages] = folder.glob("venv/lib/python*/site-packages")
    zipfile.ZipFile(wheel).extractall(packages)
    others = [path for path in sys.path if path.endswith("-packages")]
    (packages / "others.pth").write_text("\n".join(others), "utf-8")
    python = folder / "venv/bin/python"
    where = run([str(python), "-c", "import publications; print(publications.__file__)"], folder)
    assert Path(where.strip()).is_relative_to(packages)
    return python


def run(command: list[str], folder: Path) -> str:
    """What a command prints, in a folder."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(python: Path, project: Path, config: str = "mkdocs.yml") -> Path:
    """The site that MkDocs makes of a project, in an environment."""
    run([str(python), "-m", "mkdocs", "build", "-f", config], project)
    return project / "site"


@pytest.fixture(scope="session")
def stock(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    project = tmp_path_factory.mktemp("stock") / "project"
    shutil.copytree(STOCK, project)
    return build(python, project)


@pytest.fixture(scope="session")
def languages(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site built in two languages."""
    project = tmp_path_factory.mktemp("languages") / "project"
    shutil.copytree(STOCK, project)
    return build(python, project, "mkdocs.i18n.yml")


def page(site: Path, address: str) -> BeautifulSoup:
    return BeautifulSoup((site / address / "index.html").read_text("utf-8"), "html5lib")


def entries(site: Path) -> dict[str, dict[str, str]]:
    """The entries of the search, by address."""
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    return {entry["location"]: entry for entry in index["docs"]}


def test_machines_read_a_page_of_a_publication(stock: Path) -> None:
    head = one(page(stock, PAGE), "head")
    tags = [
        (tag["name"], tag["content"])
        for tag in head.select("meta[name^=citation_], meta[name=description]")
    ]
    assert tags == [
        (
            "description",
            'Gauges "in Quotes" & <Angles>: conference paper by Marit Ekholm,'
            " Proceedings of Gauges, 2021.",
        ),
        ("citation_title", 'Gauges "in Quotes" & <Angles>'),
        ("citation_author", "Ekholm, Marit"),
        ("citation_publication_date", "2021"),
        ("citation_inbook_title", "Proceedings of Gauges"),
        ("citation_conference_title", "Proceedings of Gauges"),
        ("citation_abstract_html_url", f"{SITE_URL}{PAGE}"),
    ]
    shared = {tag["property"]: tag["content"] for tag in head.select("meta[property]")}
    assert shared == {
        "og:type": "article",
        "og:title": 'Gauges "in Quotes" & <Angles>',
        "og:description": tags[0][1],
        "og:url": f"{SITE_URL}{PAGE}",
    }
    assert one(head, "title").get_text() == 'Gauges "in Quotes" & <Angles> - Tide Tools'
    [script] = head.select("script[type='application/ld+json']")
    nodes = json.loads(str(script.string))
    assert [node["@type"] for node in nodes] == ["ScholarlyArticle", "BreadcrumbList"]
    described = [link["href"] for link in head.select("link[rel=describedby]")]
    assert described == [
        f"{SITE_URL}publications/ekholm2021.{suffix}" for suffix in ("bib", "ris", "json")
    ]


@pytest.mark.parametrize(
    ("address", "feed"),
    [
        ("", "feed.xml"),
        (LIST, "../../feed.xml"),
        (PAGE, "../../feed.xml"),
        ("blog/2026/01/02/a-first-post", "../../../../../feed.xml"),
        ("tags", "../feed.xml"),
    ],
)
def test_every_page_leads_to_the_feed(stock: Path, address: str, feed: str) -> None:
    links = page(stock, address).select("head link[type='application/atom+xml']")
    assert [link["href"] for link in links] == [feed]


def test_the_list_leads_to_pages_and_they_lead_back(stock: Path) -> None:
    titles = page(stock, LIST).select(".site-item__title a")
    assert [title["href"] for title in titles] == [
        f"../../publications/{key}/" for key in ("ekholm2021", "ekholm2020", "lind2019")
    ]
    publication = page(stock, PAGE)
    assert one(publication, ".site-back a")["href"] == f"../../{LIST}"
    assert one(publication, ".site-neighbours a")["href"] == f"../../{LIST}"
    [excerpt] = page(stock, "").select(".site-all a")
    assert excerpt["href"] == LIST


def test_pages_load_what_the_plugin_brings(stock: Path) -> None:
    for address in ("", LIST, PAGE, "blog/2026/01/02/a-first-post"):
        html = page(stock, address)
        [style] = html.select("link[rel=stylesheet][href$='stock.css']")
        [script] = html.select("script[src$='publications.js']")
        for loaded in (style["href"], script["src"]):
            assert (stock / address / str(loaded)).resolve().is_file()
    styles = (stock / "assets/publications/stock.css").read_text("utf-8")
    theme = ROOT / "publications/theme/assets/publications/publications.css"
    assert theme.read_text("utf-8") in styles
    used = set(re.findall(r"var\((--site-[\w-]+)\)", styles))
    in_html = {"--site-bar", "--site-frames", "--site-frames-narrow"}
    assert used - set(re.findall(r"(--site-[\w-]+):", styles)) <= in_html


def test_the_sidebar_has_years_and_sections(stock: Path) -> None:
    def contents(address: str) -> list[str]:
        links = page(stock, address).select(".md-sidebar--secondary .md-nav__link")
        return [str(link["href"]) for link in links]

    assert contents(LIST) == ["#2021", "#2020", "#2019"]
    assert contents("publications/ekholm2020") == ["#abstract", "#cite"]
    assert contents(PAGE) == ["#cite"]


def test_a_template_of_the_site_is_extended_and_not_replaced(python: Path, tmp_path: Path) -> None:
    """Without `super()`, and with what machines read, as Zensical needs it."""
    shutil.copytree(STOCK, tmp_path / "project")
    overrides = tmp_path / "project/theme"
    overrides.mkdir()
    main = """{% extends "base.html" %}{% block extrahead %}<meta name="own">
      {% if page and page.meta %}{{ page.meta.metadata }}{% endif %}{% endblock %}"""
    (overrides / "main.html").write_text(main, "utf-8")
    own = '{% extends "main.html" %}{% block content %}<b>own</b>{{ page.content }}{% endblock %}'
    (overrides / "publication.html").write_text(own, "utf-8")
    config = tmp_path / "project/mkdocs.yml"
    text = config.read_text("utf-8").replace(
        "  name: material", "  name: material\n  custom_dir: theme"
    )
    config.write_text(text, "utf-8")
    site = build(python, tmp_path / "project")
    assert page(site, "").select("meta[name=own]")
    publication = page(site, PAGE)
    assert publication.select("head meta[name=own]")
    assert len(publication.select("head meta[name=citation_title]")) == 1
    assert one(publication, "b").get_text() == "own"


def test_the_banner_shows_findings_and_nothing_else(stock: Path) -> None:
    [finding] = page(stock, "tags").select(".md-banner .site-findings__error")
    assert finding.get_text() == "older.bib:1:1: error: a < b"
    for address in ("", LIST, PAGE):
        assert not page(stock, address).select(".md-banner")


def test_the_plugin_alone_makes_a_list_of_refs_bib(python: Path, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("/// publications\n///\n\nSee [@lind2019].\n")
    shutil.copy(STOCK / "bib/older.bib", tmp_path / "refs.bib")
    config = "site_name: A\ntheme: material\nplugins: [search, publications]\n"
    (tmp_path / "mkdocs.yml").write_text(config)
    html = page(build(python, tmp_path), "")
    assert one(html, ".site-item__title").get_text() == "Older Tides"
    assert one(html, ".footnote .site-reference a")["href"] == "publications/lind2019/"


def test_a_generated_page_offers_no_file_to_edit(stock: Path) -> None:
    assert page(stock, LIST).select("a[rel=edit]")
    assert not page(stock, PAGE).select("a[rel=edit]")


@pytest.mark.parametrize(
    ("address", "href"),
    [
        ("", "publications/ekholm2020/"),
        ("blog/2026/01/02/a-first-post", "../../../../../publications/ekholm2021/"),
    ],
)
def test_citations_lead_to_publications(stock: Path, address: str, href: str) -> None:
    assert one(page(stock, address), ".footnote .site-reference a")["href"] == href


def test_files_of_all_and_of_one_can_be_downloaded(stock: Path) -> None:
    for name in ("publications", "publications/lind2019"):
        for suffix in ("bib", "ris", "json"):
            assert "Older Tides" in (stock / f"{name}.{suffix}").read_text("utf-8")


def test_the_search_finds_a_publication_once(stock: Path) -> None:
    matches = {
        address: entry for address, entry in entries(stock).items() if "DOI" in entry["text"]
    }
    assert set(matches) == {"publications/ekholm2020/"}
    assert matches["publications/ekholm2020/"]["title"] == "Reading Tides"
    assert "Tides are read &amp; written" in matches["publications/ekholm2020/"]["text"]


def test_languages_share_one_page_of_a_publication(languages: Path) -> None:
    assert one(page(languages, PAGE), "html")["lang"] == "en"
    assert not (languages / "de/publications").exists()
    titles = page(languages, f"de/{LIST}").select(".site-item__title a")
    assert titles[0]["href"] == f"../../../{PAGE}"
    cited = one(page(languages, "de"), ".footnote .site-reference a")
    assert cited["href"] == "../publications/ekholm2020/"
    sitemap = (languages / "sitemap.xml").read_text("utf-8")
    assert sitemap.count(f"<loc>https://tools.example/tides/{PAGE}</loc>") == 1
    assert PAGE in entries(languages)


@pytest.fixture(scope="module")
def visit(browser: Browser, stock: Path) -> Iterator[Callable[[str], Page]]:
    """Opens a page of the site at its own address, which Material's navigation asks for."""
    context = browser.new_context(reduced_motion="reduce")
    context.grant_permissions(["clipboard-read", "clipboard-write"])

    def answer(route: Route) -> None:
        file = stock / urlsplit(route.request.url).path.removeprefix("/tides/")
        if file.is_dir():
            file /= "index.html"
        route.fulfill(path=file)

    context.route(f"{SITE_URL}**", answer)

    page = context.new_page()

    def go(address: str) -> Page:
        page.goto("about:blank")
        page.goto(f"{SITE_URL}{address}", wait_until="load")
        return page

    yield go
    context.close()


def test_the_script_goes_on_after_instant_navigation(visit: Callable[[str], Page]) -> None:
    page = visit("")
    page.evaluate("window.same = true")
    page.get_by_text("All 3 publications").click()
    page.get_by_label("Filter").fill("older")
    expect(page.locator(".site-item:visible")).to_have_count(1)
    expect(page).to_have_url(f"{SITE_URL}{LIST}?q=older")
    page.go_back()
    expect(page.locator(".site-item:visible")).to_have_count(3)
    page.locator(".site-item__title a").first.click()
    button = page.locator("[data-site-copy]").first
    button.click()
    expect(button).to_contain_text("Copied")
    expect(page.locator(".md-dialog")).to_contain_text("Reference copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("Ekholm, M. (2021). Gauges")
    page.get_by_role("link", name="Reading Tides").click()
    page.get_by_role("link", name="gauges", exact=True).click()
    expect(page.get_by_label("Filter")).to_have_value("gauges")
    expect(page.locator(".site-item:visible")).to_have_count(2)
    assert page.evaluate("window.same")


@pytest.mark.parametrize("address", ["", LIST, PAGE])
def test_axe_finds_nothing(visit: Callable[[str], Page], address: str) -> None:
    """In what is ours: the page's own text; the frame is Material's."""
    page = visit(address)
    page.evaluate("document.body.dataset.mdColorPrimary = 'indigo'")
    for scheme in ("default", "slate"):
        page.evaluate("scheme => document.body.dataset.mdColorScheme = scheme", scheme)
        assert violations(page, "article") == [], scheme


def test_lists_look_as_they_should(visit: Callable[[str], Page]) -> None:
    page = visit(LIST)
    box = page.locator(".site-actions .site-sr").first.bounding_box()
    assert box is not None
    assert box["width"] <= 1
    marks = page.locator(".site-item").evaluate_all(
        "items => items.map(item => getComputedStyle(item).listStyleType)"
    )
    assert set(marks) == {"none"}
