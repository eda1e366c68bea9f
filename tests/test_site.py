"""The tests' site, as it is built: addresses, lists, citations, search, and no other host."""

from __future__ import annotations

import filecmp
import html as html_module
import itertools
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from publications import bibliography
from publications.pages import timeline
from publications.settings import read_settings
from tests.conftest import SITE, SITE_URL, copy_project, mkdocs_build
from tests.elements import attribute, one
from tests.rows import every_row

Read = Callable[[str], BeautifulSoup]
SETTINGS = read_settings(SITE / "mkdocs.yml")
LISTED = bibliography.load(SITE, SETTINGS.options, SETTINGS.docs_dir).publications
KEYS = [publication.slug for publication in LISTED]
SUFFIXES = ("bib", "ris", "json")
OLD = ("ekholm2016floe", "floes")
YEARS = ["Forthcoming", *map(str, (2025, 2023, 2022, 2020, *range(2018, 2008, -1))), "Undated"]
PAGES = ["/", *(f"/{path.stem}/" for path in SETTINGS.pages if path.stem != "index")]
ADDRESSES = (
    *PAGES,
    *("/404.html", "/sitemap.xml", "/robots.txt", "/llms.txt", "/feed.xml"),
    *(f"/publications/{key}/" for key in (*KEYS, *OLD)),
    *(f"/publications/{key}.{suffix}" for suffix in SUFFIXES for key in (*KEYS, *OLD)),
    *(f"/publications.{suffix}" for suffix in SUFFIXES),
)


def squeezed(text: str) -> str:
    """Without white space, of which MathML has its own."""
    return "".join(text.split())


@every_row("address", ADDRESSES)
def test_address_exists(site: Path, address: str) -> None:
    path = site / address.lstrip("/")
    assert (path / "index.html" if address.endswith("/") else path).is_file()


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/", "Marit Ekholm"),
        ("/research/", "Research – Marit Ekholm"),
        ("/publications/ekholm2017salt/", "Salt and Silence – Marit Ekholm"),
        ("/404.html", "Page not found – Marit Ekholm"),
    ],
)
def test_title_names_the_page_and_the_owner(html: Read, address: str, title: str) -> None:
    assert [each.get_text() for each in html(address).select("head title")] == [title]


@pytest.mark.parametrize("address", ["/", "/publications/ekholm2017salt/", "/404.html"])
def test_footer_names_owner_newest_year_and_data(html: Read, address: str) -> None:
    footer = one(html(address), ".site-footer")
    assert " ".join(one(footer, "span").get_text().split()) == "Marit Ekholm, 2025"
    files = {urljoin(address, attribute(link, "href")) for link in footer.select("a")}
    assert files >= {"/publications.bib", "/feed.xml"}


def test_no_entry_is_to_be_edited_where_no_one_said_where(html: Read) -> None:
    assert not html("/publications/ekholm2017salt/").select(".site-edit")


def test_years_are_headings_and_the_newest_are_in_the_record(html: Read) -> None:
    page = html("/publications/")
    headings = page.select("main h2")
    assert [h.get_text(strip=True) for h in headings] == YEARS
    years = [str(heading["id"]) for heading in headings if heading.get_text().isdecimal()]
    record = [str(link["href"]) for link in page.select(".site-record__frames a")]
    assert record == [f"#{year}" for year in reversed(years[: timeline.WIDE_YEARS])]


def test_every_publication_is_listed_once(html: Read) -> None:
    links = [a["href"] for a in html("/publications/").select(".site-item__title a")]
    assert links == [f"{key}/" for key in KEYS]


def test_owner_is_marked_once_in_each_list_of_names(html: Read) -> None:
    items = html("/publications/").select(".site-item")
    assert len(items) == len(LISTED)
    for item, publication in zip(items, LISTED, strict=True):
        owned = sum(person.owner for person in publication.people.persons)
        for names in item.select("p.site-item__authors, .site-more > p"):
            assert len(names.select(".site-owner")) == owned, names


@every_row("address", [*PAGES, *(f"/publications/{key}/" for key in KEYS)])
def test_inner_links_lead_somewhere(site: Path, html: Read, address: str) -> None:
    for element in html(address).select("[href], [src]"):
        target = attribute(element, "href", "src")
        url = urlsplit(urljoin(f"https://site.test{address}", target))
        if url.netloc != "site.test" or url.scheme != "https":
            continue
        path = site / url.path.lstrip("/")
        path = path / "index.html" if url.path.endswith("/") else path
        assert path.is_file(), f"{address} leads to {url.path}"
        if url.fragment and path.suffix == ".html":
            ids = {e["id"] for e in BeautifulSoup(path.read_text(), "html5lib").select("[id]")}
            assert url.fragment in ids, f"{address} leads to {url.path}#{url.fragment}"


@every_row("address", [*PAGES, *(f"/publications/{key}/" for key in KEYS)])
def test_ids_are_unique_and_headings_descend(html: Read, address: str) -> None:
    ids = [e["id"] for e in html(address).select("[id]")]
    assert len(ids) == len(set(ids))
    levels = [int(h.name[1]) for h in html(address).select("main :is(h1,h2,h3,h4,h5,h6)")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in itertools.pairwise(levels)), levels


def test_search_finds_each_publication_once(site: Path, html: Read) -> None:
    index = json.loads((site / "search/search_index.json").read_text())
    titles = {d["location"]: html_module.unescape(d["title"]) for d in index["docs"]}
    for publication in LISTED:
        location = f"publications/{publication.slug}/"
        heading = html(f"/{location}").select_one("main h1")
        assert heading is not None
        assert squeezed(titles[location]) == squeezed(heading.get_text())
        longest = max(re.findall(r"\w+", publication.title.text), key=len)
        lists = [d for d in index["docs"] if d["location"].startswith("publications/#")]
        assert not any(longest in d["text"] for d in lists)
    assert "@article" not in json.dumps(index)


def test_no_block_or_citation_is_left_as_text(site: Path) -> None:
    for path in site.rglob("*.html"):
        page = BeautifulSoup(path.read_text(), "html5lib")
        for element in page.select("script, pre"):
            element.decompose()
        text = page.get_text()
        assert not re.search(r"///|\[@|\[\^|\\full_bibliography|⟦|\{\{|\{%", text), path


def test_all_stylesheets_scripts_and_fonts_are_the_sites_own(site: Path) -> None:
    for path in site.rglob("*.html"):
        for element in BeautifulSoup(path.read_text(), "html5lib").select(
            "link[rel=stylesheet], link[rel=preload], script[src], img[src], iframe, source"
        ):
            url = attribute(element, "href", "src")
            assert not urlsplit(url).netloc, f"{path}: {url}"


def test_no_checkbox_has_autocomplete(site: Path) -> None:
    """HTML does not allow it; Material's template, which has it, also makes 404.html."""
    for path in site.rglob("*.html"):
        page = BeautifulSoup(path.read_text(), "html5lib")
        assert not page.select("input[type=checkbox][autocomplete]"), path


def differences(left: Path, right: Path) -> list[str]:
    compared = filecmp.dircmp(left, right)
    folders, found = [compared], []
    while folders:
        folder = folders.pop()
        _, unlike, errors = filecmp.cmpfiles(
            folder.left, folder.right, folder.common_files, shallow=False
        )
        found += [*folder.left_only, *folder.right_only, *unlike, *errors]
        folders += folder.subdirs.values()
    return found


@pytest.mark.slow
def test_builds_of_different_days_are_byte_identical(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    for name, seed, second in (("one", "1", "1700000000"), ("two", "2", "1800000000")):
        done = mkdocs_build(project, tmp_path / name, SOURCE_DATE_EPOCH=second, PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
    assert differences(tmp_path / "one", tmp_path / "two") == []


def test_machines_are_told_what_there_is(site: Path) -> None:
    robots = (site / "robots.txt").read_text().splitlines()
    assert f"Sitemap: {SITE_URL}sitemap.xml" in robots
    assert "Disallow: /" not in robots
    text = (site / "llms.txt").read_text()
    assert text.startswith(f"# {SETTINGS.site_name}\n")
    for key in KEYS:
        assert f"({SITE_URL}publications/{key}/)" in text
    assert not re.search(r"(?m)///|<(?!https?://)[a-z/!]|\{ *[.:]|\[@|\]\([^h)]", text)


@pytest.mark.slow
def test_edit_leads_to_the_line_of_the_entry(tmp_path: Path) -> None:
    address = "https://code.example/someone/site/edit/main/"
    project = copy_project(tmp_path / "project")
    done = mkdocs_build(project, tmp_path / "site", PUBLICATIONS_EDIT_URL=address)
    assert done.returncode == 0, done.stderr
    lines = (SITE / "refs.bib").read_text("utf-8").splitlines()
    for publication in LISTED:
        html = (tmp_path / "site/publications" / publication.slug / "index.html").read_text("utf-8")
        link = BeautifulSoup(html, "html5lib").find("a", href=re.compile(re.escape(address)))
        assert link is not None
        name, _, line = str(link["href"]).removeprefix(address).partition("#L")
        assert name == publication.entry.path
        assert f"{{{publication.key}," in lines[int(line) - 1]


@pytest.mark.slow
def test_empty_contact_data_vanish(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8")
    for name in ("email", "scholar", "orcid", "github", "linkedin", "openreview"):
        text, count = re.subn(rf"(?m)^(    {name}:).*$", r"\1", text)
        assert count == 1, name
    config.write_text(text, "utf-8")
    done = mkdocs_build(project, project / "site")
    assert done.returncode == 0, done.stderr
    profiles = r"mailto:|scholar\.google|orcid|linkedin|openreview|None|github\.com/?$"
    for path in (project / "site").rglob("*.html"):
        page = BeautifulSoup(path.read_text("utf-8"), "html5lib")
        wrong = [a["href"] for a in page.select("a[href]") if re.search(profiles, str(a["href"]))]
        assert not wrong, path
        assert "None" not in page.get_text()
