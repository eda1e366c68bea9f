"""A site in two languages: pages that tell of each other, and one page for each publication."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from publications.commands import verify
from publications.diagnostics import Diagnostic
from publications.project import load_project
from publications.settings import OptionsError, read_settings
from tests import processes

FIRST, SECOND = "https://e.example/", "https://e.example/de/"
CONFIG = """\
site_name: Marit Ekholm
site_url: https://e.example/
nav: [index.md, publications.md, only.md]
theme: {name: publications}
extra: {owner: {name: Marit Ekholm, email: m@e.example}}
markdown_extensions:
  - publications:
      editions: [mkdocs.yml, mkdocs.de.yml]
plugins: [publications, material/search]
"""
GERMAN = """\
INHERIT: mkdocs.yml
site_url: https://e.example/de/
site_dir: site/de
docs_dir: docs.de
theme: {language: de}
nav: [index.md, publications.md]
"""
BIB = """\
@article{ice, title = {Ice}, author = {Ekholm, Marit}, journal = {J}, date = {2021-03},
  ids = {snow}, pdf = {ice.pdf}, selected = {true}}
@book{sea, title = {Sea}, author = {Ekholm, Marit}, date = {2020}}
"""
LIST = "# {}\n\n/// publications\n    filter: true\n    timeline: true\n///\n"


pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, with both editions built as REFERENCE.md says."""
    folder = tmp_path_factory.mktemp("editions")
    files = {
        "mkdocs.yml": CONFIG,
        "mkdocs.de.yml": GERMAN,
        "refs.bib": BIB,
        "publications.lock": "/publications/ice/\n/publications/sea/\n",
        "docs/index.md": "# Home\n\nSee [@ice].\n",
        "docs/publications.md": LIST.format("Publications"),
        "docs/only.md": "# Only\n",
        "docs/assets/pdf/ice.pdf": "%PDF-1.4",
        "docs.de/index.md": "---\npdf: true\n---\n\n# Start\n\nSiehe [@ice].\n",
        "docs.de/publications.md": LIST.format("Publikationen"),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    for config in ("mkdocs.yml", "mkdocs.de.yml"):
        command = ("mkdocs", "build", "--strict", "--config-file", config)
        done = processes.run(command, folder, {})
        assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def page(project: Path) -> Callable[[str], BeautifulSoup]:
    """Reads the page at an address of either edition."""

    def read(address: str) -> BeautifulSoup:
        path = urlsplit(address).path.lstrip("/")
        return BeautifulSoup((project / "site" / path / "index.html").read_text("utf-8"), "lxml")

    return read


def alternates(page: BeautifulSoup) -> dict[str, str]:
    links = page.select("link[rel=alternate][hreflang]")
    return {str(link["hreflang"]): str(link["href"]) for link in links}


@pytest.mark.parametrize("path", ["", "publications/"])
def test_pages_tell_of_each_other(path: str, page: Callable[[str], BeautifulSoup]) -> None:
    told = {"en": FIRST + path, "de": SECOND + path, "x-default": FIRST + path}
    for language in ("en", "de"):
        html = page(told[language])
        assert alternates(html) == told
        assert html.select_one(f"html[lang={language}]")
        assert html.select_one(f"link[rel=canonical][href='{told[language]}']")
    [link] = page(FIRST + path).select("footer a[hreflang]")
    assert (link.get_text(), link["href"], link["lang"]) == ("Deutsch", SECOND + path, "de")
    [link] = page(SECOND + path).select("footer a[hreflang]")
    assert (link.get_text(), link["href"], link["lang"]) == ("English", FIRST + path, "en")


@pytest.mark.parametrize("path", ["only/", "publications/ice/"])
def test_what_one_edition_has_tells_of_no_other(
    path: str, page: Callable[[str], BeautifulSoup]
) -> None:
    assert alternates(page(FIRST + path)) == {}
    assert not page(FIRST + path).select("footer a[hreflang]")


def test_a_publication_has_one_page(project: Path, page: Callable[[str], BeautifulSoup]) -> None:
    made = {path.relative_to(project / "site/de").as_posix() for path in pages_of(project)}
    assert made == {"404.html", "index.html", "publications/index.html"}
    for name in ("feed.xml", "robots.txt", "llms.txt", "publications.bib", "publications/ice.bib"):
        assert (project / "site" / name).is_file()
        assert not (project / "site/de" / name).exists()
    links = {str(a["href"]) for a in page(f"{SECOND}publications/").select(".site-item a")}
    assert links == {
        *(f"{FIRST}publications/{name}" for name in ("ice/", "sea/", "ice.bib", "sea.bib")),
        f"{FIRST}assets/pdf/ice.pdf",
    }
    cited = page(SECOND).select_one(".site-reference a")
    assert cited is not None
    assert cited["href"] == f"{FIRST}publications/ice/"
    assert page(f"{SECOND}publications/").select_one("h2#y2021, h2[id='2021']")
    footer = {str(a["href"]) for a in page(SECOND).select("footer a")}
    assert footer >= {f"{FIRST}publications.bib", f"{FIRST}feed.xml"}


def pages_of(project: Path) -> list[Path]:
    return list((project / "site/de").rglob("*.html"))


def test_no_address_is_in_two_sitemaps(project: Path) -> None:
    maps = [
        (project / "site" / name).read_text("utf-8") for name in ("sitemap.xml", "de/sitemap.xml")
    ]
    first, second = ({str(loc.text) for loc in BeautifulSoup(m, "xml").select("loc")} for m in maps)
    assert f"{FIRST}publications/ice/" in first
    assert second == {SECOND, f"{SECOND}publications/"}
    assert first.isdisjoint(second)


def test_links_of_the_second_lead_to_files_of_the_built_sites(
    project: Path, page: Callable[[str], BeautifulSoup]
) -> None:
    for path in ("", "publications/"):
        for element in page(SECOND + path).select("[href]"):
            address = urlsplit(urljoin(SECOND + path, str(element["href"])))
            if address.netloc != "e.example":
                continue
            file = project / "site" / address.path.lstrip("/")
            assert file.is_file() or (file / "index.html").is_file(), element


def test_the_second_has_no_finding_of_the_lock_or_of_files(project: Path) -> None:
    settings = read_settings(project / "mkdocs.de.yml")
    loaded = load_project(settings)
    assert [str(finding) for finding in loaded.bibliography.faults] == []
    assert list(verify.check(project / "site/de", loaded)) == []


def test_the_first_loses_no_address_of_the_second(project: Path, tmp_path: Path) -> None:
    """`lock-urls site` takes the addresses of both, and each build makes its own."""
    copy = tmp_path / "copy"
    shutil.copytree(project, copy)
    with (copy / "publications.lock").open("a") as lock:
        lock.write("/de/\n/de/404.html\n/de/publications/\n/gone/\n/degone/\n")
    loaded = load_project(read_settings(copy / "mkdocs.yml"))
    assert lost(loaded.bibliography.errors) == ["/degone/", "/gone/"]
    assert lost(verify.check(copy / "site", loaded)) == ["/degone/", "/gone/"]
    (copy / "site/de/publications/index.html").unlink()
    assert "/de/publications/" in lost(verify.check(copy / "site", loaded))
    shutil.rmtree(copy / "site/de")
    assert lost(verify.check(copy / "site", loaded)) == ["/degone/", "/gone/"]


def lost(findings: Iterable[Diagnostic]) -> list[str]:
    """The addresses that findings call lost."""
    lost = (finding for finding in findings if finding.code == "lost-address")
    return sorted(re.findall("nothing at (.*?) any more", "\n".join(each.message for each in lost)))


@pytest.mark.parametrize(
    ("editions", "second", "message"),
    [
        ("[mkdocs.yml, de.yml]", GERMAN, "'de.yml', which does not exist"),
        (
            "[mkdocs.yml, mkdocs.de.yml]",
            GERMAN.replace("docs.de", "docs"),
            "'mkdocs.de.yml' has the docs_dir of another edition",
        ),
        (
            "[mkdocs.yml, mkdocs.de.yml]",
            "docs_dir: docs.de\n",
            "'mkdocs.de.yml' has no site_url, which links to it need",
        ),
        ("[mkdocs.yml, 5]", GERMAN, "'editions' contains 5 (allowed: a list of paths"),
    ],
)
def test_wrong_editions(editions: str, second: str, message: str, tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text(CONFIG.replace("[mkdocs.yml, mkdocs.de.yml]", editions), "utf-8")
    (tmp_path / "mkdocs.de.yml").write_text(second, "utf-8")
    with pytest.raises(OptionsError) as raised:
        read_settings(config)
    assert message in str(raised.value)
