"""The HTML of publications, and how a site changes it."""

from __future__ import annotations

import functools
import re
from html import unescape
from pathlib import Path

import pytest

from publications.bibliography import load
from publications.markdown import fragments
from publications.model.publication import Publication
from publications.pages import render, search
from publications.pages.build import Build
from publications.pages.render import Renderer
from publications.settings import ListPage, Options, Site
from tests.conftest import ROOT
from tests.rows import every_row

SITE_TEMPLATES = ROOT / "overrides" / "publications"
REFS = """
@article{a, title = {Alpha}, volume = 16, number = 5, pages = {262--277}, year = 2021,
  author = {Mai, Guangcan and One, A and Two, B and Three, C and Four, D and Five, E and Six, F
    and Seven, G and Eight, H and Nine, I}, journal = {Journal}}
@article{b, title = {Beta}, year = 2020, journal = {Journal},
  author = {One, A and Two, B and Three, C and Four, D and Five, E and Six, F and Seven, G
    and Eight, H and Nine, I and Mai, Guangcan and Ten, J}}
"""
OWNER = {"name": "Guangcan Mai", "orcid": "0000-0002-0326-500X"}


@pytest.fixture
def build(tmp_path: Path) -> Build:
    (tmp_path / "refs.bib").write_text(REFS, "utf-8")
    found = load(tmp_path, Options.from_mapping({"owner": OWNER}), tmp_path)
    return Build(found, Renderer(Site()))


def item(renderer: Renderer, publication: Publication) -> str:
    href = functools.partial(render.relative, page="publications.md")
    return renderer.items([publication], "line", href)


def page(renderer: Renderer, build: Build, slug: str) -> str:
    href = functools.partial(render.relative, page=f"publications/{slug}.md")
    return renderer.page(*build.publication(slug), href)


def test_the_sites_templates_change_nothing_yet(build: Build) -> None:
    site = Renderer(Site(), [SITE_TEMPLATES])
    for publication in build.bibliography.publications:
        assert item(site, publication) == item(build.renderer, publication)
        assert page(site, build, publication.slug) == page(build.renderer, build, publication.slug)


@pytest.mark.parametrize("name", ["item.html", "page.html", "list.html"])
def test_the_sites_templates_name_the_blocks_there_are(name: str) -> None:
    package = (ROOT / "publications/pages/templates" / name).read_text("utf-8")
    blocks = re.findall(r"\{% block (\w+) %\}", package)
    said = (SITE_TEMPLATES / name).read_text("utf-8")
    assert blocks
    assert not [block for block in blocks if not re.search(rf"\b{block}\b", said)]


def test_a_block_replaces_a_part(build: Build, tmp_path: Path) -> None:
    (tmp_path / "item.html").write_text(
        '{% extends "default/item.html" %}{% block venue %}<p>{{ item.publication.year }}</p>'
        "{% endblock %}",
        "utf-8",
    )
    html = item(Renderer(Site(), [tmp_path]), build.bibliography.publications[0])
    assert "<p>2021</p>" in html
    assert "site-item__venue" not in html
    assert "Alpha" in html
    fragments.fragment(html, "list.html")  # still well-formed


def test_numbers_stay_on_a_line_with_their_words(build: Build) -> None:
    html = item(build.renderer, build.bibliography.publications[0])
    assert 'vol.\u00a016, no.\u00a05, pp.\u00a0<span class="site-tied">262–277</span>' in html


@pytest.mark.parametrize(("detail", "classes"), [("line", ""), ("full", " site-list--full")])
def test_a_full_list_is_marked_for_paper(build: Build, detail: str, classes: str) -> None:
    href = functools.partial(render.relative, page="publications.md")
    html = build.renderer.items(build.bibliography.publications, detail, href)
    assert html.startswith(f'<ol class="site-list{classes}" ')


def test_dots_stand_for_names_left_out_before_the_owner(build: Build) -> None:
    long, gap = (
        item(build.renderer, p).replace("\u00a0", " ") for p in build.bibliography.publications
    )
    owner = '<span class="site-unbroken"><span class="site-owner">Guangcan Mai</span>,</span>'
    assert f'<p class="site-item__authors">{owner} A One, B Two, …, I Nine</p>' in long
    assert f"A One, B Two, C Three, …, {owner} J Ten</p>" in gap
    assert ">All 11 authors<" in gap


@pytest.mark.parametrize(
    ("award", "badge"),
    [
        ("Best Paper", "Best Paper"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
        (
            "Best Paper of a Conference, " * 2 + "indeed, of All",
            "Best Paper of a Conference, Best Paper of a Conference…",
        ),
    ],
)
def test_a_long_award_is_shortened_in_a_list_and_whole_on_its_page(
    tmp_path: Path, award: str, badge: str
) -> None:
    (tmp_path / "refs.bib").write_text(f"@misc{{k, title = {{T}}, award = {{{award}}}}}", "utf-8")
    found = load(tmp_path, Options(), tmp_path)
    build = Build(found, Renderer(Site()))
    assert f'<span class="site-badge">{badge}</span>' in item(build.renderer, found.publications[0])
    assert f'<span class="site-badge">{award}</span>' in page(build.renderer, build, "k")


@pytest.mark.parametrize(
    ("list_page", "shown"),
    [
        (None, "<dd>sea ice, R&amp;D</dd>"),
        (
            ListPage("topics/all.md", "All"),
            '<dd><a href="../topics/all.md?q=sea+ice">sea ice</a>, '
            '<a href="../topics/all.md?q=R%26D">R&amp;D</a></dd>',
        ),
    ],
)
def test_keywords_lead_to_the_filtered_list(
    tmp_path: Path, list_page: ListPage | None, shown: str
) -> None:
    text = "@misc{k, title = {T}, keywords = {sea ice; R\\&D}}"
    (tmp_path / "refs.bib").write_text(text, "utf-8")
    found = load(tmp_path, Options(), tmp_path)
    build = Build(found, Renderer(Site(list_page=list_page)))
    assert shown in page(build.renderer, build, "k")


@every_row(
    "fields, label",
    [
        ("article{k, year = 2020, journal = {J}", "Published"),
        ("article{k, journal = {J}", "Status"),
        ("article{k, year = {in press}, journal = {J}", "Status"),
        ("article{k, year = 2020, pubstate = {inpress}, journal = {J}", "Status"),
        ("unpublished{k, year = 2020, note = {N}", "Status"),
        ("misc{k, year = 2020, arxiv = {1703.00832}", "Status"),
    ],
)
def test_only_what_is_published_is_labelled_so(tmp_path: Path, fields: str, label: str) -> None:
    (tmp_path / "refs.bib").write_text(f"@{fields}, title = {{T}}}}", "utf-8")
    found = load(tmp_path, Options(), tmp_path)
    html = page(Renderer(Site()), Build(found, Renderer(Site())), "k")
    assert f"<dt>{label}</dt>" in html


def test_only_the_identifier_is_the_link(tmp_path: Path) -> None:
    fields = "arxiv = {1703.00832}, primaryclass = {cs.CV}, title = {T}, year = 2017"
    (tmp_path / "refs.bib").write_text(f"@misc{{k, {fields}}}", "utf-8")
    found = load(tmp_path, Options(), tmp_path)
    html = page(Renderer(Site()), Build(found, Renderer(Site())), "k")
    link = '<a href="https://arxiv.org/abs/1703.00832">1703.00832</a>'
    assert f"<dt>arXiv</dt><dd>{link} [cs.CV]" in html


def test_names_lead_to_orcid_on_a_publications_own_page_only(build: Build) -> None:
    links = r'<a href="https://orcid\.org/([\dX-]+)">([^<]+)</a>'
    assert not re.findall(links, item(build.renderer, build.bibliography.publications[0]))
    found = re.findall(links, page(build.renderer, build, "a"))
    assert set(found) == {("0000-0002-0326-500X", "Guangcan Mai")}


@every_row(
    "entry, line",
    [
        ("@phdthesis{k, title = {T}, school = {U}, year = 2020}", "PhD thesis, U, 2020"),
        ("@techreport{k, title = {T}, number = {5}, year = 2020}", "Technical report 5, 2020"),
        (
            "@thesis{k, title = {T}, type = {mathesis}, school = {U}}",
            "Master's thesis, U",
        ),
        ("@article{k, title = {T}, journal = {J}, year = 2020}", "Journal article. J, 2020"),
        ("@book{k, title = {T}, publisher = {Bookmakers}}", "Book. Bookmakers"),
        ("@book{k, title = {T}}", "Book"),
    ],
)
def test_a_page_says_once_what_it_is_about(tmp_path: Path, entry: str, line: str) -> None:
    (tmp_path / "refs.bib").write_text(entry, "utf-8")
    found = load(tmp_path, Options(), tmp_path)
    build = Build(found, Renderer(Site()))
    html = page(build.renderer, build, "k")
    shown = re.search(r'<p class="site-item__venue">(.*?)</p>', html, re.S)
    assert shown is not None
    text = " ".join(unescape(re.sub(r"<[^>]*>", "", shown[1])).split())
    assert text == line
    assert line in " ".join(unescape(search.entry(found.publications[0])[1]).split())
