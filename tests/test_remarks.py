"""al-folio's remarks, awards with their stories, and collaborations: what is shown of them."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from publications import exports
from publications.exports import jsonld, llms
from publications.model.publication import Publication
from publications.pages.render import Neighbours, Renderer
from publications.settings import Site
from tests.exported import SITE, read
from tests.rows import every_row


def of(fields: str) -> Publication:
    return read(f"@article{{k, title={{T}}, journal={{J}}, year={{2020}}, {fields}}}")[0]


def page(publication: Publication) -> BeautifulSoup:
    html = Renderer(Site()).page(publication, Neighbours(), str)
    return BeautifulSoup(html, "html5lib")


def listed(publication: Publication, detail: str = "line") -> BeautifulSoup:
    return BeautifulSoup(Renderer(Site()).items([publication], detail, str), "html5lib")


def words(soup: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(each.get_text().split()) for each in soup.select(selector)]


@every_row(
    "written, html, text",
    [
        (". *More* here", "<em>More</em> here", "More here"),
        (", **more**", "<strong>more</strong>", "more"),
        (r"\enquote*{E}, not \enquote*{T}", "“E”, not “T”", "“E”, not “T”"),
        ("a*b and c*d", "a*b and c*d", "a*b and c*d"),
        (
            "see [a_b](https://x.org/a_b?c=1&d#e).",
            'see <a href="https://x.org/a_b?c=1&amp;d#e">a_b</a>.',
            "see a_b.",
        ),
        ("[a](javascript:alert)", "a", "a"),
        ("<a href='https://x.org'>b</a>", '<a href="https://x.org">b</a>', "b"),
        ("<a href='javascript:x'>b</a>", "b", "b"),
        ("<em>a</em> <B>b</B> <i>c</i>", "<em>a</em> <strong>b</strong> <em>c</em>", "a b c"),
        ("a<br>b<br />c", "a; b; c", "a; b; c"),
        ("* a<br>* b", "* a; * b", "* a; * b"),
        ("2 * 3 * 4", "2 * 3 * 4", "2 * 3 * 4"),
        (r"\emph{a} \& b, 50\%", "<em>a</em> &amp; b, 50%", "a & b, 50%"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;", "<script>x</script>"),
        ("[1] (see)", "[1] (see)", "[1] (see)"),
        ("*", "*", "*"),
        (" .", "", ""),
    ],
)
def test_markdown_of_a_remark(written: str, html: str, text: str) -> None:
    remark = of(f"additional_info = {{{written}}}").additional_info
    assert (str(remark.html), remark.text) == (html, text)


def test_maths_in_a_remark_is_not_emphasis() -> None:
    remark = of("additional_info = {of $a*b*c$}").additional_info
    assert "<em>" not in remark.html
    assert "<math" in remark.html


@pytest.mark.slow
@every_row(
    "fields, badge, story",
    [
        ("award = {Best Paper}", ["Best Paper"], ""),
        ("award = {Best *Paper*}", ["Best Paper"], ""),
        ("award_name = {Best Paper}", ["Best Paper"], ""),
        ("award_name = {Best Paper}, award = {It *was*.}", ["Best Paper"], "It was."),
        ("award_name = {Best Paper}, award = {Best Paper}", ["Best Paper"], ""),
        ("note = {x}", [], ""),
    ],
)
def test_an_award_is_a_badge_and_its_story_text(fields: str, badge: list[str], story: str) -> None:
    publication = of(fields)
    for soup in (page(publication), listed(publication), listed(publication, "summary")):
        assert words(soup, ".site-badge") == badge
    told = [story] if story else []
    assert words(page(publication), ".site-item__remark") == told
    assert words(listed(publication), "details.site-abstract p") == told
    assert words(listed(publication), "details.site-abstract summary") == [
        "About the award of T" for _ in told
    ]
    assert not listed(publication, "summary").select("details")


def test_remarks_are_below_what_they_are_about() -> None:
    publication = of(
        "author = {Doe*†, Ann and Roe*, Bob and Poe‡, Cy}, annotation = {* Contributed alike"
        "<br>† Lead},"
        " additional_info = {. *More* of it}, annote = {private}"
    )
    for soup in (page(publication), listed(publication)):
        assert words(soup, ".site-legend") == ["* Contributed alike; † Lead"]
        assert words(soup, ".site-item__authors") == ["Ann Doe*†, Bob Roe*, Cy Poe"]
        assert words(soup, ".site-item__remark") == ["More of it"]
        assert "private" not in soup.get_text()
    assert words(listed(publication, "summary"), ".site-item__remark") == []


def test_marks_that_a_remark_leaves_open_are_explained() -> None:
    publication = of(
        "author = {Doe, Ann and Roe, Bob}, author+an = {1=equal; 2=equal},"
        " annotation = {Alphabetical order}"
    )
    assert words(page(publication), ".site-legend") == [
        "Alphabetical order",
        "* equal contribution",
    ]


@every_row(
    "author, collaboration, shown",
    [
        ("Aad, Georges and others", "ATLAS", "Georges Aad et al. for the ATLAS Collaboration"),
        ("Doe, Ann", "ATLAS, CMS", "Ann Doe for the ATLAS and CMS Collaborations"),
        ("Doe, Ann", "A and B and C", "Ann Doe for the A, B and C Collaborations"),
        ("Doe, Ann", "the ATLAS Collaboration", "Ann Doe for the ATLAS Collaboration"),
        ("{ATLAS Collaboration}", "ATLAS", "ATLAS Collaboration"),
        ("", "ATLAS", "ATLAS Collaboration"),
        ("Doe, Ann", "", "Ann Doe"),
        ("Doe, Ann", "Collaboration", "Ann Doe"),
    ],
)
def test_a_collaboration_is_shown_with_the_authors(
    author: str, collaboration: str, shown: str
) -> None:
    publication = of(f"author = {{{author}}}, collaboration = {{{collaboration}}}")
    assert words(page(publication), ".site-item__authors") == [shown]
    assert words(listed(publication), ".site-item__authors") == [shown]


def test_a_collaboration_is_exported() -> None:
    publication = of("author = {Doe, Ann}, collaboration = {ATLAS, R&D}")
    names = ["ATLAS Collaboration", "R&D Collaboration"]
    assert "collaboration = {ATLAS, R&D}" in " ".join(exports.bibtex.write(publication).split())
    (item,) = json.loads(exports.csl.write(publication))
    assert item["contributor"] == [{"literal": name} for name in names]
    bodies = jsonld.publication(publication, SITE)["contributor"]
    assert bodies == [{"@type": "Organization", "name": name} for name in names]
    feed = exports.atom.feed([publication], SITE).decode()
    assert feed.count("<contributor>") == 2
    assert "Doe for the ATLAS and R&D Collaborations" in llms.llms([], [publication], SITE)
    reference = Renderer(Site()).reference(publication, str)
    assert "Ann Doe for the ATLAS and R&amp;D Collaborations" in reference
