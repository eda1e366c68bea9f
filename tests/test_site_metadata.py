"""What machines find in the tests' site as it is built, and in one that has no address."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from publications.exports import highwire, jsonld, signposting
from publications.model.publication import Publication
from publications.pages import generated
from publications.settings import Site
from tests.conftest import SITE_URL, copy_project, mkdocs_build
from tests.elements import attribute
from tests.rows import every_row
from tests.test_exports_metadata import check
from tests.test_site import LISTED, PAGES, SETTINGS

Read = Callable[[str], BeautifulSoup]
PDFS = {"Ekholm-2016-floe-v2": "assets/pdf/floe.pdf"}
SITE = Site(SITE_URL, SETTINGS.site_name, SETTINGS.options.owner, pdfs=PDFS)

each_publication = every_row("publication", LISTED)


def address(publication: Publication) -> str:
    return f"/publications/{publication.slug}/"


ADDRESSES = [*PAGES, *map(address, LISTED)]
each_page = every_row("page", ADDRESSES)


def data(page: BeautifulSoup) -> list[dict[str, Any]]:
    """The nodes of JSON-LD of a page."""
    scripts = page.select('script[type="application/ld+json"]')
    found = [json.loads(script.string or "") for script in scripts]
    return [node for each in found for node in (each if isinstance(each, list) else [each])]


def meta(page: BeautifulSoup, name: str) -> list[str]:
    tags = page.select(f'meta[name="{name}"], meta[property="{name}"]')
    return [attribute(tag, "content") for tag in tags]


@each_publication
def test_a_publications_page_bears_its_tags(html: Read, publication: Publication) -> None:
    page = html(address(publication))
    names = 'head meta[name^="citation_"], head meta[name="dc.type"]'
    tags = [(tag["name"], tag["content"]) for tag in page.select(names)]
    assert tags == highwire.tags(publication, SITE)
    rels = "cite-as", "author", "describedby", "item", "type"
    links = [
        {name: link[name] if name != "rel" else " ".join(link["rel"]) for name in link.attrs}
        for link in page.select("head link")
        if link["rel"][0] in rels
    ]
    assert links == signposting.links(publication, SITE)
    work, trail = data(page)
    assert work == jsonld.publication(publication, SITE)
    assert trail["@type"] == "BreadcrumbList"


@every_row("page", [*PAGES, "/404.html"])
def test_no_other_page_bears_them(html: Read, page: str) -> None:
    assert not html(page).select('meta[name^="citation_"], link[rel="cite-as"]')


@each_page
def test_data_are_of_schema_org(html: Read, page: str) -> None:
    check(data(html(page)))


def test_about_presents_the_owner(html: Read) -> None:
    profile = next(node for node in data(html("/")) if node["@type"] == "ProfilePage")
    owner = profile["mainEntity"]
    assert (owner["@type"], owner["name"]) == ("Person", SITE.owner.name)
    assert owner["@id"] == f"{SITE_URL}#owner"
    authors = [
        author
        for publication in LISTED
        for author in data(html(address(publication)))[0].get("author", [])
        if author["name"] == SITE.owner.name
    ]
    assert {author["@id"] for author in authors} <= {owner["@id"]}


def test_the_list_is_a_collection(html: Read) -> None:
    listed, _ = data(html("/publications/"))
    assert listed["@type"] == "CollectionPage"
    items = listed["mainEntity"]["itemListElement"]
    assert [item["url"] for item in items] == [SITE_URL[:-1] + address(p) for p in LISTED]


@each_page
def test_breadcrumbs_are_as_google_asks(html: Read, page: str) -> None:
    """Two steps or more; position and name of each, and the address."""
    for node in data(html(page)):
        if node["@type"] == "BreadcrumbList":
            steps = node["itemListElement"]
            assert len(steps) >= 2
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            assert all(step["name"] and step["item"].startswith(SITE_URL) for step in steps)
            assert steps[-1]["item"] == SITE_URL[:-1] + page


def test_each_page_describes_itself(html: Read) -> None:
    said = [meta(html(page), "description") for page in ADDRESSES]
    assert all(len(each) == 1 and each[0] for each in said)
    assert len({each[0] for each in said}) == len(said)


@each_page
def test_cards(site: Path, html: Read, page: str) -> None:
    read = html(page)
    (canonical,) = read.select('link[rel="canonical"]')
    assert canonical["href"] == SITE_URL[:-1] + page
    assert meta(read, "og:url") == [canonical["href"]]
    assert meta(read, "og:description") == meta(read, "description")
    assert len(meta(read, "og:title")) == 1
    assert meta(read, "twitter:card") == ["summary_large_image"]
    (image,) = meta(read, "og:image")
    assert (site / urlsplit(image).path.lstrip("/")).is_file()
    (feed,) = read.select('link[rel="alternate"][type="application/atom+xml"]')
    assert attribute(feed, "href").endswith("feed.xml")


@each_publication
def test_the_card_of_a_publication(html: Read, publication: Publication) -> None:
    """Zotero takes what has no ISBN for an article, unless this says that it is a book."""
    kind = "book" if publication.kind.name == "book" else "article"
    read = html(address(publication))
    assert meta(read, "og:type") == [kind]
    assert meta(read, "og:title") == [publication.title.text]


def test_the_sitemap_has_every_page(site: Path) -> None:
    root = ElementTree.parse(site / "sitemap.xml").getroot()  # noqa: S314  # built here
    found = {place.text for place in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert found == {SITE_URL[:-1] + page for page in ADDRESSES}


# A site without an address


@pytest.mark.slow
@pytest.mark.parametrize("how", ["empty", "removed"])
def test_without_an_address(tmp_path: Path, how: str) -> None:
    project = copy_project(tmp_path / "project")
    config = project / "mkdocs.yml"
    if how == "removed":
        text = config.read_text("utf-8")
        config.write_text(re.sub(r"(?m)^site_url:.*\n", "", text), "utf-8")
    site = project / "site"
    done = mkdocs_build(project, site, PUBLICATIONS_SITE_URL="")
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if "site_url" in line] == [
        f"INFO    -  {generated.NO_ADDRESS}"
    ]
    assert not [n for n in ("feed.xml", "robots.txt", "llms.txt") if (site / n).exists()]
    known = r"https?://(?:doi\.org|orcid\.org|arxiv\.org|schema\.org|example\.org|[\w.]*example)"
    for path in site.rglob("*.html"):
        page = BeautifulSoup(path.read_text("utf-8"), "html5lib")
        absolute = [
            link["href"]
            for link in page.select('link[rel="canonical"], link[rel="alternate"]')
            if urlsplit(attribute(link, "href")).netloc
            or not page.select('meta[http-equiv="refresh"]')
        ]
        assert not absolute
        assert not meta(page, "og:url") + meta(page, "og:image")
        assert not meta(page, "citation_abstract_html_url")
        nodes = data(page)
        check(nodes)
        assert "BreadcrumbList" not in {node["@type"] for node in nodes}
        machines = [*page.select("head link, head meta"), *page.select("script[src]")]
        for element in machines:
            target = attribute(element, "href", "src", "content")
            if re.match(r"https?:", target) or target.startswith("//"):
                assert re.match(known, target), element
        for link in page.select('link[rel="describedby"]'):
            assert (path.parent / attribute(link, "href")).resolve().is_file()
