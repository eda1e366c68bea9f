"""What the owner writes into mkdocs.yml and front matter is text, and comes out as that text.

The builders' templates print it raw: MkDocs' Jinja does not escape.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.conftest import copy_project
from tests.elements import attribute, one
from tests.test_builders import built

pytestmark = pytest.mark.builders
BUILDERS = ("mkdocs", "zensical")
#: Markup that is text wherever it comes out; a `</title>` ends what a `<b>` would not.
MARK = """R&D "Lab" 'x' <beta> </title><img src=x onerror=hacked=1>"""
SITE_NAME, SITE_DESCRIPTION, AUTHOR = f"Name {MARK}", f"About {MARK}", f"Author {MARK}"
NAV, SECTION = f"Nav {MARK}", f"Section {MARK}"
TITLE, DESCRIPTION = f"Title {MARK}", f"Page {MARK}"
EDIT_URL = """https://edit.example/?a=1&b="><img/onerror=hacked=1>'/"""
SITE_URL = "https://site.example/a&b'c/"
LINK = """https://link.example/?a=1&b="><img>'"""
PAGES = ("index.html", "research/index.html", "service/index.html", "404.html",
         "publications/ekholm2022night/index.html")  # fmt: skip


def with_values(project: Path) -> Path:
    """Write the values where the owner would."""
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8")
    for old, new in (
        ("site_name: Marit Ekholm\n", f"site_name: {json.dumps(SITE_NAME)}\n"),
        (
            "site_description: Marit Ekholm listens to sea ice, to learn how it forms and breaks.",
            f"site_description: {json.dumps(SITE_DESCRIPTION)}\nsite_author: {json.dumps(AUTHOR)}",
        ),
        ("  - Research: ", f"  - {json.dumps(NAV)}: "),
        (
            "  - Service: service.md\n",
            f"  - {json.dumps(SECTION)}:\n    - service.md\n    - Link: {json.dumps(LINK)}\n",
        ),
        ("    job_title:", f"    links: [{json.dumps(LINK)}]\n    job_title:"),
        ('!ENV [PUBLICATIONS_EDIT_URL, ""]', json.dumps(EDIT_URL)),
        ('!ENV [PUBLICATIONS_SITE_URL, "https://ekholm.example/"]', json.dumps(SITE_URL)),
    ):
        assert old in text, old
        text = text.replace(old, new)
    config.write_text(text, "utf-8")
    front = {"title": TITLE, "description": DESCRIPTION, "author": AUTHOR}
    matter = "".join(f"{name}: {json.dumps(value)}\n" for name, value in front.items())
    for name in ("index.md", "research.md"):
        (project / "docs" / name).write_text("# Heading\n\n<!-- contacts -->\n", "utf-8")
    (project / "docs/service.md").write_text(f"---\n{matter}---\n\nText.\n", "utf-8")
    return project


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The site by a builder, made when it is asked for."""

    @functools.cache
    def make(builder: str) -> Path:
        folder = tmp_path_factory.mktemp(f"values-{builder}")
        return built(builder, with_values(copy_project(folder / "project")), strict=False)

    return make


@pytest.fixture(scope="module")
def page(site: Callable[[str], Path]) -> Callable[[str, str], BeautifulSoup]:
    """A page by builder and file, as a parser of HTML sees it."""

    def read(builder: str, name: str) -> BeautifulSoup:
        return BeautifulSoup((site(builder) / name).read_text("utf-8"), "html5lib")

    return read


def content(page: BeautifulSoup, name: str) -> str:
    return attribute(one(page, f'meta[name="{name}"], meta[property="{name}"]'), "content")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("builder", BUILDERS)
def test_nothing_is_markup(
    page: Callable[[str, str], BeautifulSoup], builder: str, name: str
) -> None:
    html = page(builder, name)
    assert html.find_all(["beta", "img"]) == []
    assert [e for e in html.find_all(True) if any(a.startswith("on") for a in e.attrs)] == []
    assert one(html, ".site-wordmark").get_text() == SITE_NAME
    tabs = [a.get_text().strip() for a in html.select(".site-tabs a")]
    assert tabs == ["About", NAV, "Positions", "Publications", tabs[4], "Link"]
    assert tabs[4] in (TITLE, "Service")
    assert html.select(".site-tabs a")[5]["href"] == LINK
    assert one(html, ".site-tabs summary").get_text() == SECTION
    assert one(html, ".site-footer").get_text().strip().startswith(SITE_NAME)
    assert content(html, "og:site_name") == SITE_NAME


@pytest.mark.parametrize(
    ("name", "title", "description"),
    [
        ("index.html", "", SITE_DESCRIPTION),
        ("404.html", "Page not found – ", SITE_DESCRIPTION),
        ("research/index.html", f"{NAV} – ", None),
        ("service/index.html", f"{TITLE} – ", DESCRIPTION),
    ],
)
@pytest.mark.parametrize("builder", BUILDERS)
def test_title_and_description_are_said_as_written(
    page: Callable[[str, str], BeautifulSoup],
    builder: str,
    name: str,
    title: str,
    description: str | None,
) -> None:
    html = page(builder, name)
    assert one(html, "head title").get_text() == title + SITE_NAME
    said = title.removesuffix(" – ") if name.count("/") else SITE_NAME
    assert content(html, "og:title") == said
    if description is not None:
        assert content(html, "description") == description
        assert content(html, "og:description") == description
    assert content(html, "author") == AUTHOR


@pytest.mark.parametrize("builder", BUILDERS)
def test_addresses_are_whole(page: Callable[[str, str], BeautifulSoup], builder: str) -> None:
    html = page(builder, "publications/ekholm2022night/index.html")
    assert attribute(one(html, ".site-edit a"), "href").startswith(EDIT_URL)
    canonical = attribute(one(html, 'link[rel="canonical"]'), "href")
    assert canonical == content(html, "og:url") == f"{SITE_URL}publications/ekholm2022night/"
    assert content(html, "og:image").startswith(SITE_URL)
    contacts = [
        attribute(a, "href") for a in page(builder, "index.html").select(".site-contacts a")
    ]
    assert LINK in contacts


@pytest.mark.parametrize("builder", BUILDERS)
def test_the_title_of_a_heading_is_escaped_once(tmp_path: Path, builder: str) -> None:
    project = copy_project(tmp_path / "project")
    (project / "docs/research.md").write_text("# A &amp; *b* &copy; `<x> &lt; </title>`\n", "utf-8")
    config = project / "mkdocs.yml"
    config.write_text(config.read_text().replace("- Research: research.md", "- research.md"))
    html = BeautifulSoup(
        (built(builder, project, strict=False) / "research/index.html").read_text("utf-8"),
        "html5lib",
    )
    title = "A & b \u00a9 <x> &lt; </title>"
    assert one(html, "head title").get_text() == f"{title} \u2013 Marit Ekholm"
    assert content(html, "og:title") == title
    assert html.select(".site-tabs a")[1].get_text() == title


@pytest.mark.parametrize("builder", BUILDERS)
def test_the_search_shows_no_markup(site: Callable[[str], Path], builder: str) -> None:
    """Its script puts titles into the page as HTML."""
    (index,) = [*site(builder).glob("search/search_index.json"), *site(builder).glob("search.json")]
    entries = json.loads(index.read_text("utf-8"))
    titles = [entry["title"] for entry in entries.get("docs") or entries["items"]]
    assert any("Service" in title or "Title" in title for title in titles)
    assert not [title for title in titles if "<img" in title or "<beta" in title]
