"""A built site with a retracted paper, a notice that is an entry, and a work in three entries."""

from __future__ import annotations

import html as html_module
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from tests.conftest import copy_project, mkdocs_build

_BIB = """
@article{lantern2019,
  author = {Ekholm, Marit}, title = {On {Lantern} Fish}, journal = {J}, year = {2019},
  doi = {10.5555/lantern}, abstract = {We saw it.}, keywords = {fish}, pdf = {https://example.org/l.pdf},
  selected = {true}, retraction = {10.5555/notice, 2023-05-01},
}
@article{owl2018,
  author = {Ekholm, Marit}, title = {Owls of the Ice}, journal = {J}, year = {2018},
  selected = {true},
}
@article{seal2021, author = {Ekholm, Marit}, title = {Seals}, journal = {J}, year = {2021},
  related = {seal2020, seal2019}, doi = {10.5555/seal}}
@inproceedings{seal2020, author = {Ekholm, Marit}, title = {Seals: First Results}, booktitle = {C},
  year = {2020}, selected = {true}}
@misc{seal2019, author = {Ekholm, Marit}, title = {Seals}, eprint = {1901.00001}, year = {2019}}
@article{whale2017, author = {Ekholm, Marit}, title = {Whales}, journal = {J}, year = {2017}}
@article{whale2018, author = {Ekholm, Marit}, title = {Erratum: Whales}, year = {2018},
  journal = {J},  related = {whale2017}, relatedtype = {erratum}, doi = {10.5555/erratum}}
"""  # fmt: skip
_CITING = "# Research\n\nAs seen [@lantern2019].\n"
_WORKS = 4
_TAG = re.compile(r"<[^>]*>")
_TEXTS = (".html", ".bib", ".ris", ".json", ".xml", ".txt")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copy_project(tmp_path_factory.mktemp("truth") / "project")
    (project / "refs.bib").write_text(_BIB, encoding="utf-8")
    for page in (project / "docs").rglob("*.md"):
        if page.name not in ("index.md", "publications.md"):
            page.write_text(_CITING, encoding="utf-8")
    done = mkdocs_build(project, project / "site", strict=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "site"


@pytest.fixture(scope="module")
def page(folder: Path) -> Callable[[str], BeautifulSoup]:
    def read(address: str) -> BeautifulSoup:
        return BeautifulSoup((folder / address / "index.html").read_text("utf-8"), "html5lib")

    return read


def said(path: Path) -> Iterator[str]:
    """What is before each place of a file that has the retracted paper's title."""
    text = path.read_text(encoding="utf-8")
    text = unquote(html_module.unescape(_TAG.sub("", text)))
    for mark in "{}\\":
        text = text.replace(mark, "")
    for match in re.finditer(r"On\s+Lantern\s+Fish", text):
        yield text[max(match.start() - 11, 0) : match.start()]


@pytest.mark.slow
def test_no_file_shows_a_retracted_paper_as_sound(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.suffix in _TEXTS and path.is_file()]
    before = {path.relative_to(folder).as_posix(): list(said(path)) for path in files}
    showing = {name for name, texts in before.items() if texts}
    assert showing >= {
        "publications/index.html",
        "publications/lantern2019/index.html",
        "publications/lantern2019.bib",
        "publications/lantern2019.ris",
        "publications/lantern2019.json",
        "publications.bib",
        "publications.ris",
        "publications.json",
        "research/index.html",
        "feed.xml",
        "llms.txt",
        "search/search_index.json",
    }
    for name in showing:
        assert set(before[name]) == {"RETRACTED: "}, name


@pytest.mark.slow
def test_the_notice_is_before_the_heading(page: Callable[[str], BeautifulSoup]) -> None:
    heading = page("publications/lantern2019").select_one("h1")
    assert heading is not None
    notice = heading.find_previous_sibling(class_="site-notices")
    assert notice is not None
    assert "Retracted, 1 May 2023" in notice.get_text()
    assert [link["href"] for link in notice.select("a")] == ["https://doi.org/10.5555/notice"]


def test_the_head_says_it(page: Callable[[str], BeautifulSoup]) -> None:
    head = page("publications/lantern2019").head
    assert head is not None
    tags = {
        tag.get("name") or tag.get("property"): str(tag["content"])
        for tag in head.select("meta[content]")
    }
    assert tags["citation_title"] == tags["og:title"] == "RETRACTED: On Lantern Fish"
    assert tags["description"].startswith("Retracted. ")
    nodes = json.loads(str(head.select('script[type="application/ld+json"]')[0].string))
    (node,) = (node for node in nodes if "creativeWorkStatus" in node)
    assert node["creativeWorkStatus"] == "Retracted"
    assert node["correction"][0]["url"] == "https://doi.org/10.5555/notice"


def test_a_retracted_paper_leaves_selected_work(page: Callable[[str], BeautifulSoup]) -> None:
    titles = page(".").select(".site-item__title")
    assert [each.get_text() for each in titles] == ["Owls of the Ice", "Seals"]


def test_a_work_is_one_item(page: Callable[[str], BeautifulSoup]) -> None:
    listed = page("publications")
    titles = [each.get_text() for each in listed.select(".site-item__title")]
    assert titles == ["Seals", "RETRACTED: On Lantern Fish", "Owls of the Ice", "Whales"]
    versions = listed.select(".site-item__version")
    assert [each.a["href"] for each in versions if each.a] == ["seal2020/", "seal2019/"]
    assert "Conference paper" in versions[0].get_text()
    assert "Seals: First Results" in versions[0].get_text()
    assert [link["href"] for link in versions[1].select("a")][1:] == [
        "https://arxiv.org/abs/1901.00001"
    ]


def test_counts_are_those_of_works(page: Callable[[str], BeautifulSoup]) -> None:
    listed = page("publications")
    numbers = listed.select(".site-record__frames .site-number")
    assert sum(int(each.get_text().split()[0]) for each in numbers) == _WORKS
    output = listed.select_one("output > span")
    assert output is not None
    assert output.get_text() == str(_WORKS)
    assert f"All {_WORKS} publications" in page(".").get_text()
    scripts = (str(each.string) for each in listed.select("script"))
    (script,) = (text for text in scripts if "ItemList" in text)
    assert f'"numberOfItems":{_WORKS}' in script


def test_a_notice_is_shown_at_its_paper(page: Callable[[str], BeautifulSoup]) -> None:
    paper = page("publications/whale2017").select_one('.site-notice[data-kind="correction"]')
    assert paper is not None
    assert paper.get_text() == "Corrected, 2018: notice about Whales"
    assert [link["href"] for link in paper.select("a")] == ["../whale2018/"]
    notice = page("publications/whale2018").select_one("#versions + ul")
    assert notice is not None
    assert notice.get_text().strip().startswith("Correction of: Whales")


@pytest.mark.slow
def test_each_version_keeps_its_page_and_downloads(folder: Path) -> None:
    for key in ("seal2019", "seal2020", "whale2018", "lantern2019"):
        assert (folder / "publications" / key / "index.html").is_file()
        assert (folder / "publications" / f"{key}.bib").is_file()
