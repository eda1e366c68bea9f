"""Titles in other languages and directions than the page's, wherever a title is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from publications.model.languages import is_same
from publications.model.publication import Publication
from publications.model.versions import Related
from publications.pages.render import Neighbours, Renderer
from publications.settings import Site, read_settings
from tests.conftest import copy_project, mkdocs_build
from tests.exported import read
from tests.rows import every_row

ARABIC = "صوت الجليد"


def href(path: str) -> str:
    """A link as it stands."""
    return path


def one(title: str, **fields: str) -> Publication:
    """A publication with a title and more fields."""
    more = "".join(f", {name} = {{{value}}}" for name, value in fields.items())
    return read(f"@article{{k, title = {{{title}}}, author = {{A B}}, year = 2020{more}}}")[0]


def titles(publication: Publication, language: str = "en") -> list[Tag]:
    """The elements that hold the title: list, heading, footnote, neighbour, other version."""
    renderer = Renderer(Site(language=language))
    other = one("Other")
    neighbours = Neighbours(newer=publication, related=(Related(publication),))
    shown = {
        ".site-item__title a": renderer.items([publication], "line", href),
        "span": renderer.title(publication),
        ".site-reference a": renderer.reference(publication, href),
        ".site-neighbours a": renderer.page(other, neighbours, href),
        ".site-versions a": renderer.page(other, neighbours, href),
    }
    found = [BeautifulSoup(html, "html5lib").select_one(css) for css, html in shown.items()]
    return [element for element in found if element is not None]


@every_row(
    "fields, page_language, language",
    [
        ({"langid": "ngerman"}, "en", "de"),
        ({"language": "german"}, "en", "de"),
        ({"langid": "brazilian"}, "en", "pt-BR"),
        ({"langid": "english"}, "en", None),
        ({"langid": "british"}, "en", None),
        ({"langid": "english"}, "de", "en"),
        ({"langid": "ngerman"}, "de", None),
        ({"langid": "chinese"}, "zh-Hant", None),
        ({"langid": "klingon"}, "en", None),
        ({}, "en", None),
    ],
)
def test_a_foreign_title_tells_its_language(
    fields: dict[str, str], page_language: str, language: str | None
) -> None:
    shown = titles(one("Das Eis", **fields), page_language)
    assert len(shown) == 5
    for element in shown:
        marked = element.select_one("[lang]")
        assert (marked and marked["lang"]) == language
        if marked:
            assert marked.get_text() == "Das Eis"


@pytest.mark.parametrize(("title", "isolated"), [(ARABIC, True), ("Das Eis", False)])
def test_a_title_that_runs_to_the_left_keeps_to_itself(title: str, isolated: bool) -> None:
    for element in titles(one(title)):
        assert [part.get_text() for part in element.select("bdi")] == [title] * isolated


def test_so_do_names_and_venues() -> None:
    publication = read(
        f"@article{{k, title = {{T}}, author = {{{ARABIC} and B C}}, year = 2014,"
        f" journal = {{{ARABIC}}}, publisher = {{{ARABIC}}}, note = {{a note}}}}"
    )[0]
    html = BeautifulSoup(Renderer(Site()).items([publication], "line", href), "html5lib")
    isolated = [part.get_text() for part in html.select("bdi")]
    assert isolated == [ARABIC, ARABIC]  # the author, the journal
    html = BeautifulSoup(Renderer(Site()).items([publication], "summary", href), "html5lib")
    assert [part.get_text() for part in html.select("bdi")] == [ARABIC]


@pytest.mark.parametrize(
    ("tag", "other", "same"),
    [("de-AT", "de", True), ("EN", "en-GB", True), ("de", "en", False), ("", "en", True)],
)
def test_regions_are_no_languages(tag: str, other: str, same: bool) -> None:
    assert is_same(tag, other) == same


@pytest.mark.slow
def test_the_language_of_the_pages_is_the_themes(tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    config = project / "mkdocs.yml"
    assert read_settings(config).site.language == "en"
    config.write_text(config.read_text("utf-8").replace("language: en", "language: de"), "utf-8")
    assert read_settings(config).site.language == "de"
    entry = "@misc{k, title={Ice}, author={Marit Ekholm}, year=2020, langid={english}}\n"
    with (project / "refs.bib").open("a", encoding="utf-8") as file:
        file.write(entry)
    built = mkdocs_build(project, project / "site")
    assert built.returncode == 0, built.stdout + built.stderr
    page = (project / "site/publications/k/index.html").read_text("utf-8")
    html = BeautifulSoup(page, "html5lib")
    assert html.select_one("html[lang=de]")
    assert html.select_one("h1 [lang=en]")
