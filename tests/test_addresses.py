"""Addresses of the built site: whatever builder, options and plugins, what is named is there.

Each site is built by each builder, its addresses are locked, and everything that names an address
is followed: links, canonical addresses, data for machines, feed, llms.txt, sitemap, redirects.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from publications.__main__ import main
from tests.conftest import copy_project
from tests.elements import attribute, one
from tests.test_builders import ADDRESS, built

pytestmark = pytest.mark.builders

LIST = "# All papers\n\n/// publications\n///\n"
NAV = re.compile(r"(?m)^nav:\n(?:  .*\n)*")


def edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


def configure(project: Path, nav: str, more: str = "", plugins: str = "") -> None:
    config = project / "mkdocs.yml"
    text = NAV.sub(lambda _: f"nav:\n{nav}", config.read_text("utf-8"))
    config.write_text(text.replace("plugins:\n", f"plugins:\n{plugins}", 1) + more, "utf-8")


def flat(project: Path) -> None:
    """Files in the place of folders, the list two sections down, a former key, a renamed page."""
    (project / "docs/topics/all").mkdir(parents=True)
    (project / "docs/publications.md").unlink()
    (project / "docs/topics/all/papers.md").write_text(
        f"---\nredirect_from: /list.html\n---\n{LIST}"
    )
    edit(project / "docs/index.md", ("(publications.md)", "(topics/all/papers.md)"))
    edit(project / "refs.bib", ("{ekholm2012paper,", "{ekholm2012paper,\n  ids = {former},"))
    configure(
        project,
        "  - About: index.md\n  - Research: research.md\n"
        "  - Work:\n    - Papers:\n      - All: topics/all/papers.md\n    - service.md\n",
        "use_directory_urls: false\n",
    )


def first_page(project: Path) -> None:
    """The list on the first page, and redirects of two pages, at one address also below another."""
    (project / "docs/publications.md").unlink()
    edit(project / "docs/index.md", ("(publications.md)", "(index.md)"))
    with (project / "docs/index.md").open("a") as file:
        file.write("\n/// publications\n///\n")
    edit(project / "docs/index.md", ("---\n", "---\nredirect_from: [/about/, home/me.html]\n"))
    edit(project / "docs/research.md", ("---\n", "---\nredirect_from: topics/caf%C3%A9\n"))
    configure(project, "  - About: index.md\n  - Research: research.md\n")


def no_list(project: Path) -> None:
    """No page of all publications; a page that the builder leaves out."""
    (project / "docs/publications.md").unlink()
    (project / "docs/left-out.md").write_text("# Left out\n")
    edit(project / "docs/index.md", ("(publications.md)", "(research.md)"))
    configure(
        project, "  - About: index.md\n  - Research: research.md\n", "exclude_docs: left-out.md\n"
    )


def blog(project: Path) -> None:
    """Material's blog, with a post that cites and lists, and one that was renamed."""
    posts = project / "docs/blog/posts"
    posts.mkdir(parents=True)
    (project / "docs/blog/index.md").write_text("# News\n")
    (posts / "first.md").write_text(
        "---\ndate: 2026-01-31\n---\n# A first post\n\nText [@ekholm2016floe].\n\n<!-- more -->\n\n"
        "/// publications\n    select: selected\n///\n"
    )
    (posts / "second.md").write_text(
        "---\ndate: 2026-02-01\nredirect_from: /news/second/\n---\n# A second post\n\nText.\n"
    )
    configure(
        project,
        "  - About: index.md\n  - Publications: publications.md\n  - News:\n    - blog/index.md\n",
        plugins="  - material/blog\n",
    )


SITES = {"flat": flat, "first-page": first_page, "no-list": no_list, "blog": blog}


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """The folder of a built site, made when it is asked for."""

    @functools.cache
    def make(name: str, builder: str) -> Path:
        project = copy_project(tmp_path_factory.mktemp(f"{name}-{builder}") / "project")
        SITES[name](project)
        if name == "blog" and builder == "zensical":
            edit(project / "docs/blog/posts/second.md", ("redirect_from: /news/second/\n", ""))
        return built(builder, project, strict=False)

    return make


#: ProperDocs runs MkDocs' plugins: one site shows that it does.
BUILT = [(name, builder) for name in SITES for builder in ("mkdocs", "zensical")]
BUILT.append(("flat", "properdocs"))


@pytest.fixture(params=BUILT, ids="-".join)
def site(request: pytest.FixtureRequest, sites: Callable[[str, str], Path]) -> Path:
    return sites(*request.param)


def file_at(site: Path, address: str) -> Path:
    path = unquote(urlsplit(address).path).removeprefix(urlsplit(ADDRESS).path)
    return site / (f"{path}index.html" if path.endswith("/") or not path else path)


def named(page: BeautifulSoup) -> Iterator[str]:
    """The addresses that a page names."""
    for element in page.select("[href], [src], meta[content^=http], meta[http-equiv=refresh]"):
        yield attribute(element, "href", "src", "content").removeprefix("0; url=")
    for script in page.select("script[type='application/ld+json']"):
        yield from re.findall(r'"(https?://[^"]*)"', script.get_text())


@functools.cache
def pages(site: Path) -> dict[str, BeautifulSoup]:
    """All pages by their addresses."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        relative = path.relative_to(site).as_posix().removesuffix("index.html")
        found[f"{ADDRESS}{relative}"] = BeautifulSoup(path.read_bytes(), "lxml")
    return found


def test_whatever_a_page_names_is_there(site: Path) -> None:
    seen = 0
    for base, page in pages(site).items():
        for target in named(page):
            address = urljoin(base, target)
            if not address.startswith(ADDRESS):
                continue
            seen += 1
            assert file_at(site, address).is_file(), f"{base} names {target}"
    assert seen > 500


@pytest.mark.parametrize("name_of_file", ["feed.xml", "llms.txt", "robots.txt", "sitemap.xml"])
def test_whatever_a_file_for_machines_names_is_there(site: Path, name_of_file: str) -> None:
    text = (site / name_of_file).read_text("utf-8")
    addresses = re.findall(rf"{ADDRESS}[^\s<>\"')]*", text)
    assert addresses
    for address in addresses:
        assert file_at(site, address).is_file(), address


def test_canonical_addresses_are_those_of_the_sitemap(site: Path) -> None:
    listed = set(re.findall("<loc>([^<]+)</loc>", (site / "sitemap.xml").read_text()))
    for base, page in pages(site).items():
        if page.select("meta[name=robots][content=noindex]") or base.endswith("404.html"):
            continue
        assert attribute(one(page, "link[rel=canonical]"), "href") in listed


def test_a_publication_says_where_it_is(site: Path) -> None:
    """The same address in each of the forms that a machine may read."""
    for base, page in pages(site).items():
        if not re.search("/publications/.", base) or page.select("meta[http-equiv=refresh]"):
            continue
        canonical = attribute(one(page, "link[rel=canonical]"), "href")
        assert canonical == base
        assert attribute(one(page, "meta[name=citation_abstract_html_url]"), "content") == base
        work, trail = json.loads(one(page, "head script[type*=ld]").get_text())
        assert base in (work["url"], work.get("mainEntityOfPage"))
        assert trail["itemListElement"][-1]["item"] == base


@pytest.mark.parametrize(("name", "builder"), BUILT)
def test_the_way_back_to_the_list(
    sites: Callable[[str, str], Path], name: str, builder: str
) -> None:
    lists = {
        "flat": (["topics/all/papers.html"], ["All papers"]),
        "first-page": ([""], []),
        "no-list": ([], []),
        "blog": (["publications/"], ["Publications"]),
    }
    suffix = ".html" if name == "flat" else "/"
    base = f"{ADDRESS}publications/Ekholm-2016-floe-v2{suffix}"
    page = pages(sites(name, builder))[base]
    addresses, steps = lists[name]
    expected = [f"{ADDRESS}{address}" for address in addresses]
    for selector in (".site-back a", ".site-neighbours a:not([rel])"):
        links = [urljoin(base, attribute(link, "href")) for link in page.select(selector)]
        assert [link.removesuffix("index.html") for link in links] == expected
    _, trail = json.loads(one(page, "head script[type*=ld]").get_text())
    assert [step["name"] for step in trail["itemListElement"][1:-1]] == steps


#: Addresses that pages had, and those that they have.
MOVED = [
    ("flat", "publications/former.html", "publications/ekholm2012paper.html"),
    ("flat", "list.html", "topics/all/papers.html"),
    ("first-page", "about/", ""),
    ("first-page", "home/me.html", ""),
    ("first-page", "topics/caf%C3%A9/", "research/"),
    ("blog", "news/second/", "blog/2026/02/01/a-second-post/"),
]


@pytest.mark.parametrize(
    ("name", "builder", "old", "new"),
    [
        (name, builder, old, new)
        for name, old, new in MOVED
        for site, builder in BUILT
        # Zensical does not tell the addresses of posts beforehand: see test_generate.py.
        if site == name and (name, builder) != ("blog", "zensical")
    ],
)
def test_old_addresses_lead_on(
    sites: Callable[[str, str], Path], name: str, builder: str, old: str, new: str
) -> None:
    page = pages(sites(name, builder))[unquote(f"{ADDRESS}{old}")]
    assert attribute(one(page, "link[rel=canonical]"), "href") == f"{ADDRESS}{new}"
    refresh = attribute(one(page, "meta[http-equiv=refresh]"), "content").partition("url=")[2]
    assert urljoin(f"{ADDRESS}{old}", refresh) == f"{ADDRESS}{new}"
    assert attribute(one(page, "main a"), "href") == refresh


def test_every_address_can_be_locked(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site.parent)
    monkeypatch.setenv("PUBLICATIONS_SITE_URL", ADDRESS)
    for command in (["lock-urls"], ["lock-urls", "site"], ["check"], ["verify", "site"]):
        assert main(command) == 0
        assert "unlocked-address" not in capsys.readouterr().out
    locked = Path("publications.lock").read_text("utf-8").splitlines()
    addresses = [line for line in locked if line.startswith("/")]
    assert len(addresses) > 100
    for address in addresses:
        assert file_at(site, address).is_file()
