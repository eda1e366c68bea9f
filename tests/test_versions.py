"""Which publications are shown as versions of one work."""

from __future__ import annotations

import functools

import pytest
from bs4 import BeautifulSoup

from publications import bibtex
from publications.bibliography import Bibliography, from_entries
from publications.markdown import fragments
from publications.model import versions
from publications.pages import render
from publications.pages.build import Build
from publications.pages.render import Renderer
from publications.settings import Owner, Site

TITLE = "title = {On {T}ides}"
MORE = "author = {Doe, Jane and Roe, Ri}"


def read(text: str) -> Bibliography:
    entries, _ = bibtex.read(text)
    return from_entries(entries, [], Owner())


def found(text: str) -> dict[str, list[str]]:
    bibliography = read(text)
    of = versions.of(bibliography.publications, bibliography.by_key)
    return {slug: [each.publication.slug for each in others] for slug, others in of.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"@article{{journal, {TITLE}, {MORE}, journal = {{J}}, year = 2021}}"
            f"@inproceedings{{talk, title = {{On tides}}, {MORE}, booktitle = {{C}}, year = 2020}}"
            f"@misc{{early, {TITLE}, {MORE}, eprint = {{1901.00001}}, year = 2019}}",
            {
                "journal": ["talk", "early"],
                "talk": ["journal", "early"],
                "early": ["journal", "talk"],
            },
            id="title",
        ),
        pytest.param(
            f"@article{{a, title = {{Tides}}, {MORE}, year = 2021, related = {{b, old, none}}}}"
            f"@inproceedings{{b, title = {{Early Tides}}, {MORE}, year = 2020}}"
            f"@book{{c, title = {{Book of Tides}}, {MORE}, year = 2019, ids = {{old}}}}",
            {"a": ["b", "c"], "b": ["a"], "c": ["a"]},
            id="related",
        ),
        pytest.param("@misc{a, title = {T}, related = {a}, year = 2020}", {}, id="itself"),
        pytest.param(
            f"@article{{a, title = {{Editorial}}, {MORE}, year = 2021}}"
            f"@article{{b, title = {{Editorial}}, {MORE}, year = 2020}}",
            {},
            id="editorials",
        ),
        pytest.param(
            f"@article{{a, title = {{Introduction}}, {MORE}, year = 2021}}"
            "@incollection{b, title = {Introduction}, author = {Poe, E}, year = 2020}",
            {},
            id="other people",
        ),
        pytest.param(
            "".join(
                f"@{kind}{{{kind}{n}, title = {{Notes}}, {MORE}, year = {n}}}"
                for kind in ("article", "book")
                for n in range(2001, 2006)
            ),
            {},
            id="a title that many have",
        ),
        pytest.param(
            f"@article{{a, title = {{?!}}, {MORE}, year = 2021}}"
            f"@misc{{b, title = {{?!}}, {MORE}, eprint = {{1901.00001}}, year = 2019}}",
            {},
            id="a title without letters",
        ),
    ],
)
def test_versions(text: str, expected: dict[str, list[str]]) -> None:
    assert found(text) == expected


def test_the_page_links_them() -> None:
    text = (
        "@article{new, title = {On Tides}, author = {Doe, J}, journal = {J & <b>}, year = 2021}"
        "@misc{early, title = {On Tides}, author = {Doe, J}, eprint = {1901.00001}, year = 2019}"
        "@misc{alone, title = {Else}, author = {Doe, J}, year = 2018}"
    )
    build = Build(read(text), Renderer(Site()))

    def page(slug: str) -> BeautifulSoup:
        href = functools.partial(render.relative, page=f"publications/{slug}.md")
        html = build.renderer.page(*build.publication(slug), href)
        fragments.fragment(html, "page.html")  # well-formed
        return BeautifulSoup(html, "html5lib")

    (item,) = page("early").select("#versions + ul > li")
    assert item.get_text(" ", strip=True) == "On Tides Journal article. J & <b> , 2021"
    assert [link["href"] for link in item.select("a")] == ["new.md"]
    (item,) = page("new").select("#versions + ul > li")
    assert "Preprint. arXiv:1901.00001, 2019" in item.get_text()
    assert not page("alone").select("#versions")
