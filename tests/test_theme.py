"""The theme `publications` in a small site: what pages load, a site changes and builders copy."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from publications.builders.theme import FOLDER
from tests.elements import attribute, one
from tools import build

pytestmark = pytest.mark.builders
BUILDERS = ("mkdocs", "properdocs", "zensical")
ADDRESS = "https://berg.example/"
#: The files of a site: it names the theme, and changes one thing of each kind.
FILES = {
    "mkdocs.yml": f"""\
site_name: Ada Berg
site_url: {ADDRESS}
site_dir: !ENV [PUBLICATIONS_SITE_DIR, site]
theme: {{name: publications, custom_dir: overrides}}
plugins: [material/search, publications]
markdown_extensions: [footnotes, publications]
""",
    "refs.bib": "@article{a, author = {Berg, A}, title = {Ice}, journal = {Floes}, year = 2021}\n",
    "docs/index.md": "# Ada Berg\n\n/// publications\n///\n",
    "docs/assets/favicon.svg": '<svg xmlns="http://www.w3.org/2000/svg"><title>own</title></svg>',
    "overrides/main.html": """\
{% extends "layout.html" %}
{% block extrahead %}{{ super() }}<meta name="own">{% endblock %}
""",
    "overrides/partials/footer.html": "<footer>Own footer</footer>",
    "overrides/publications/item.html": """\
{% extends "default/item.html" %}
{% block venue %}<p>Own venue</p>{% endblock %}
""",
}


@pytest.fixture(scope="module", params=BUILDERS)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `make build` makes it."""
    folder: Path = tmp_path_factory.mktemp(request.param)
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    build.build(folder, request.param)
    return folder / "site"


@pytest.fixture
def page(site: Path) -> BeautifulSoup:
    return BeautifulSoup((site / "index.html").read_text("utf-8"), "html5lib")


def files_of_theme(pattern: str) -> set[str]:
    found = (path for path in FOLDER.glob(pattern) if path.is_file())
    return {path.relative_to(FOLDER).as_posix() for path in found}


def test_all_that_a_page_loads_is_in_the_site(site: Path, page: BeautifulSoup) -> None:
    elements = page.select("link[rel~=icon], link[rel=apple-touch-icon], link[as=font]")
    elements += page.select("link[rel=stylesheet], script[src], meta[property='og:image']")
    addresses = [urljoin(ADDRESS, attribute(each, "href", "src", "content")) for each in elements]
    assert not [address for address in addresses if not address.startswith(ADDRESS)]
    loaded = {urlsplit(address).path.lstrip("/") for address in addresses}
    assert not [path for path in loaded if not (site / path).is_file()]
    when_asked = {"assets/publications/search.js"}
    assert files_of_theme("assets/publications/*.*") - when_asked < loaded
    assert {"assets/favicon.svg", "assets/favicon.png", "assets/card.png"} < loaded
    assert not [path for path in loaded if "modern/" in path or "palette" in path]
    tokens = site / "assets/publications/tokens.css"
    fonts = re.findall(r'url\("(.*?)"\)', tokens.read_text("utf-8"))
    assert fonts
    assert not [name for name in fonts if not (tokens.parent / name).is_file()]


def test_a_file_of_the_sites_goes_before_the_themes(site: Path, page: BeautifulSoup) -> None:
    assert page.select("head meta[name=own]")
    assert one(page, "footer").get_text() == "Own footer"
    assert "Own venue" in one(page, "li.site-item").get_text()
    icon = attribute(one(page, "link[rel=icon]:not([type])"), "href")
    assert "<title>own</title>" in (site / icon).read_text("utf-8")
    assert one(page, "header.site-header"), "all else is the theme's"


def test_nothing_but_assets_is_copied(site: Path) -> None:
    copied = {path for path in files_of_theme("**/*") if (site / path).is_file()}
    assert copied == files_of_theme("assets/**/*") | {"404.html", "sitemap.xml"}
    assert not [path for path in site.rglob("*") if path.suffix in (".py", ".pyc", ".yml")]
