"""The Markdown extension: blocks, their mistakes, data for machines; with a builder and without."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import markdown
import pytest
from markdown.preprocessors import Preprocessor

from publications import bibliography, bibtex
from publications.bibtex import Entry
from publications.diagnostics import Diagnostic
from publications.markdown import fragments, lists
from publications.pages.build import BlockError, Build, Conversion
from publications.pages.render import Renderer
from publications.settings import ListPage, OptionsError, Owner, Site
from publications.words import ENGLISH
from tests.rows import every_row

BIB = r"""
@article{a, author = {A One}, title = {First $x^2$}, journal = {J}, year = 2020, selected = true}
@book{b, author = {Guangcan Mai}, title = {Second \{: onclick=x\} *not bold* \& [@a]}, year = 2021}
@article{c, author = {C Three}, title = {Third}, journal = {J}, year = 2020}
"""
OWNER = Owner(name="Guangcan Mai")
EXTENSIONS = [
    *("toc", "attr_list", "abbr", "footnotes", "md_in_html", "pymdownx.superfences"),
    *("admonition", "def_list"),
]
LIST = "/// publications\n///\n"
LIST_PAGE = ListPage("publications.md", "Publications")
SITE = Site("https://site.test/", "Site", OWNER, list_page=LIST_PAGE)


def conversion(path: str, site: Site = SITE) -> Conversion:
    found = bibliography.from_entries(bibtex.read(BIB)[0], [], OWNER)
    return Conversion(Build(found, Renderer(site)), path)


@pytest.fixture
def page() -> Conversion:
    return conversion("publications.md")


def convert(text: str, page: Conversion) -> str:
    return markdown.markdown(
        text,
        extensions=[*EXTENSIONS, "publications"],
        extension_configs={"publications": {"conversion": page}},
    )


def data(html: str) -> list[dict[str, Any]]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    return [node for text in found for node in json.loads(text)]


def test_a_page_is_freed_once_it_is_written(page: Conversion) -> None:
    """The converter lives on until Python looks for cycles."""
    options = {"publications": {"conversion": page}}
    md = markdown.Markdown(extensions=["publications"], extension_configs=options)
    assert "First" in md.convert(LIST)
    assert len(md.parser.root) == 0


@pytest.mark.parametrize("text", [LIST, f"Before\n\n{LIST}\n## After\n\n{LIST}", "No list"])
def test_lists_that_are_set_aside_come_back_where_they_were(page: Conversion, text: str) -> None:
    aside = dataclasses.replace(page, lists=[])
    html = convert(text, aside)
    assert "site-item" not in html
    assert aside.lists is not None
    assert lists.put_back(html, aside.lists) == convert(text, page)


def test_characters_beyond_the_basic_plane_are_written_as_references() -> None:
    element = fragments.fragment('<p title="𝒩 &amp; a">中 &lt; &amp;𝒩<b/>é𝄞</p>', "item.html")
    assert element.get("title") == "&#119977; &amp; a"
    assert element.text == "中 < &amp;&#119977;"
    assert element[0].tail == "é&#119070;"


@pytest.mark.parametrize(
    ("options", "headings", "keys"),
    [
        ("", ["2021", "2020"], "bac"),
        ("group: type", ["Journal articles", "Books"], "acb"),
        ("group: none\n    sort: oldest", [], "cab"),
        ("group: none\n    sort: file", [], "abc"),
        ("select: selected", ["2020"], "a"),
        ("select: type=article, year=2020\n    limit: 1", ["2020"], "a"),
        ("select: keywords=nothing", [], ""),
    ],
)
def test_list(page: Conversion, options: str, headings: list[str], keys: str) -> None:
    option_lines = f"    {options}\n" if options else ""
    html = convert(f"# Title\n\n/// publications\n{option_lines}///\n", page)
    assert re.findall(r"<h2[^>]*>([^<]*)</h2>", html) == headings
    links = re.findall(r'site-item__title"><a href="publications/(\w+)\.md">', html)
    assert links == list(keys)


@every_row(
    "options, page, ends",
    [
        ("select: selected", "index.md", True),
        ("limit: 2", "index.md", True),
        ("limit: 3", "index.md", False),
        ("select: type=book", "index.md", False),
        ("select: selected", "publications.md", False),
        ("", "index.md", False),
    ],
)
def test_excerpt_ends_with_the_way_to_all(options: str, page: str, ends: bool) -> None:
    html = convert(f"# Title\n\n/// publications\n    {options}\n///\n", conversion(page))
    way = '<p class="site-all"><a href="publications.md">All 3 publications</a></p>'
    assert html.count("site-all") == ends
    assert (way in html) == ends


def test_headings_stand_in_the_table_of_contents_and_ids_differ(page: Conversion) -> None:
    html = convert(f"[TOC]\n\n# Title\n\n## Part\n\n{LIST}\n{LIST}", page)
    anchors = re.findall(r'<h3 id="([^"]+)"', html)
    assert anchors == ["2021", "2020", "2021_2", "2020_2"]
    for anchor in anchors:
        assert f'<a href="#{anchor}">' in html


def test_text_of_refs_bib_is_not_read_as_markdown(page: Conversion) -> None:
    html = convert(f"{LIST}\n*[Third]: an abbreviation\n", page)
    assert "Second {: onclick=x} *not bold* &amp; [@a]" in html
    assert "<abbr" not in html
    assert "<math" in html


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/// publication\n///", "names no publication (write '/// publication | key')"),
        ("/// publication |\n///", "names no publication (write '/// publication | key')"),
        ("/// publication | nobody\n///", "there is no publication 'nobody'"),
        ("/// publicatoins\n///", "did you mean 'publications'?"),
        ("/// publications all\n///", "nothing may follow the block's name"),
        ("/// publications | all\n///", "nothing may follow the block's name"),
        (
            "/// publications\n    group: yeer\n///",
            "(allowed: year, type, none; did you mean 'year'?)",
        ),
        ("/// publications\n    gruop: year\n///", "did you mean 'group'?"),
        ("/// publications\n    group: [year\n///", "options are not YAML"),
        (f"/// publications\n    group: {'[' * 9_000}\n///", "options are not YAML"),
        ("/// publications\n    group\n///", "not of the form 'name: value'"),
        ("/// publications\n  group: year\n///", "is not closed"),
        ("/// publications\n", "is not closed"),
        ("  /// publications\n  ///", "must begin its line"),
        ("- x\n\n    /// publications\n    ///", "cannot stand in a list or a quote"),
        ("> /// publications\n> ///", "must begin its line"),
        ("- text\n\n    /// publication | nokey\n    ///", "cannot stand in a list or a quote"),
        ("1. /// publication | nokey", "cannot stand in a list or a quote"),
        ("1.  /// publication | a\n    ///", "was left over as text"),
        ("- /// publications\n  ///", "cannot stand in a list or a quote"),
        ("- - /// publication | a\n    ///", "was left over as text"),
        ("> - /// publication | nokey", "cannot stand in a list or a quote"),
        ("term\n:   /// publication | nokey\n    ///", "cannot stand in a list or a quote"),
        ("term\n:   text\n\n    /// publication | nokey\n    ///", "cannot stand in a list"),
        ("a[^1]\n\n[^1]: text\n\n    /// publication | nokey\n    ///", "there is no publication"),
        ("!!! note\n\n    /// publication | nokey\n    ///", "there is no publication 'nokey'"),
        ("!!! note\n\n    /// publications\n        group: yeer\n    ///", "did you mean 'year'?"),
        (
            "!!! note\n\n    /// publications\n        select: yeer=1\n    ///",
            "tests the unknown field 'yeer'",
        ),
        ("/// \u2028", "'\\u2028' after '///' is a blank"),
        ("/// \xa0\n", "'\\xa0' after '///' is a blank"),
        ("text\n///\u2028\u3000", "'\\u2028\\u3000' after '///' is a blank"),
        ("/// publications\n///\n\n///", "was left over as text"),
    ],
)
def test_no_block_is_printed_as_text(page: Conversion, text: str, words: str) -> None:
    with pytest.raises(BlockError) as caught:
        convert(text, page)
    assert str(caught.value).startswith("publications.md: ")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\n- text\n\n    /// publication | nokey\n    ///",
        "1. /// publication | nokey",
        "# T\n\n!!! note\n\n    /// publication | nokey\n    ///",
        "/// \u2028",
    ],
)
def test_a_preview_of_a_wrong_block_is_empty_and_says_why(page: Conversion, text: str) -> None:
    preview = Conversion(dataclasses.replace(page.build, previews=True), "focus.md")
    assert convert(text, preview) == ""
    (fault,) = preview.faults
    assert fault.startswith("focus.md: ")


@pytest.mark.parametrize(
    "text",
    ["```\n/// publications\n```", "`/// publications`", "    /// publications\n", "a /// b"],
)
def test_blocks_can_be_shown(page: Conversion, text: str) -> None:
    assert "site-item" not in convert(text, page)


def test_page_of_a_publication() -> None:
    html = convert("/// publication | b\n///\n", conversion("publications/b.md"))
    assert html.startswith(
        '<h1 id="publication"><span>Second {: onclick=x} *not bold* &amp; [@a]</span></h1>'
    )
    assert 'href="b.bib"' in html
    assert 'href="../publications.md"' in html
    assert data(html) == []


@pytest.mark.parametrize("list_page", ["research/papers.md", "index.md", ""])
def test_the_way_back_to_the_list(list_page: str) -> None:
    found = ListPage(list_page, "Papers") if list_page else None
    site = Site("https://site.test/", list_page=found)
    html = convert("/// publication | b\n///\n", conversion("publications/b.md", site))
    assert ("All publications" in html) == bool(list_page)
    if list_page:
        assert f'<a href="../{list_page}">All publications</a>' in html


@every_row(
    "path, list_page, types",
    [
        ("index.md", "", ["ProfilePage", "WebSite"]),
        ("README.md", "", ["ProfilePage", "WebSite"]),
        ("index.md", "index.md", ["ProfilePage", "WebSite", "CollectionPage"]),
        ("publications.md", "publications.md", ["CollectionPage", "BreadcrumbList"]),
        ("research/papers.md", "research/papers.md", ["CollectionPage", "BreadcrumbList"]),
        ("publications.md", "research/papers.md", []),
        ("about.md", "", []),
    ],
)
def test_data_for_machines(path: str, list_page: str, types: list[str]) -> None:
    found = ListPage(list_page, "Papers") if list_page else None
    site = Site("https://site.test/", "Site", OWNER, list_page=found)
    nodes = data(convert(f"# Title\n\n{LIST}\n{LIST}", conversion(path, site)))
    assert [node["@type"] for node in nodes] == types
    for node in nodes:
        if node["@type"] == "CollectionPage":
            assert node["name"] == "Papers"
            address = "" if path == "index.md" else f"{path.removesuffix('.md')}/"
            assert node["url"] == f"https://site.test/{address}"
            assert [item["url"] for item in node["mainEntity"]["itemListElement"]] == [
                f"https://site.test/publications/{key}/" for key in "bac"
            ]
        if node["@type"] == "BreadcrumbList":
            steps = [(step["name"], step["item"]) for step in node["itemListElement"]]
            address = f"https://site.test/{path.removesuffix('.md')}/"
            assert steps == [("Guangcan Mai", "https://site.test/"), ("Papers", address)]
        if node["@type"] == "ProfilePage":
            assert node["mainEntity"]["name"] == "Guangcan Mai"


def test_without_an_address_nothing_absolute_is_said() -> None:
    site = Site(name="Site", owner=OWNER, list_page=LIST_PAGE)
    nodes = data(convert(LIST, conversion("publications.md", site)))
    assert [node["@type"] for node in nodes] == ["CollectionPage"]
    assert "http" not in json.dumps(nodes).replace("https://schema.org", "")


@pytest.mark.parametrize(
    "text",
    [
        "/// publicatoins\n///",
        "/// publications\n    group: yeer\n///",
        "- item\n\n    /// publications\n    ///",
        "text\n\n///",
    ],
)
def test_a_preview_shows_no_page_with_a_fault(text: str) -> None:
    build = conversion("").build
    page = Conversion(dataclasses.replace(build, previews=True), "page.md")
    assert convert(f"# Title\n\n{text}\n", page) == ""
    assert len(page.faults) == 1
    assert page.faults[0].startswith("page.md: '///")
    other = Conversion(page.build, "other.md")
    assert "site-item" in convert(LIST, other)
    assert other.faults == []


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "refs.bib").write_text(BIB)
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


class _Context(Preprocessor):
    """What Zensical registers: the page and the configuration."""

    def run(self, lines: list[str]) -> list[str]:
        return lines


def zensical(project: Path, path: str, **options: Any) -> tuple[markdown.Markdown, dict[str, Any]]:
    """A Markdown processor as Zensical makes one for each page, and the page's data."""
    md = markdown.Markdown(
        extensions=["footnotes", "publications"], extension_configs={"publications": options}
    )
    context: Any = _Context(md)
    meta: dict[str, Any] = {}
    context.page = SimpleNamespace(path=path, url="", meta=meta)
    context.config = {
        "root_dir": str(project),
        "docs_dir": "docs",
        "site_url": "https://site.test",
        "site_name": "Site",
        "theme": {"custom_dir": "overrides"},
    }
    md.preprocessors.register(context, "rendering_context", 0)
    return md, meta


def test_zensical_tells_page_and_site(project: Path) -> None:
    (project / "overrides/publications").mkdir(parents=True)
    (project / "overrides/publications/list.html").write_text("<ol>{{ site.url }}</ol>")
    md, meta = zensical(project, "sub/list.md", owner="Guangcan Mai")
    html = md.convert(LIST + "\n[@a]")
    assert "<ol>https://site.test/</ol>" in html
    assert '<a href="../publications/a.md">' in html
    assert meta == {
        "publications": {
            "contacts": [],
            "year": 2021,
            "bib": "publications.bib",
            "feed": "feed.xml",
            "search": "search.json",
            "fediverse": "",
            "site": "https://site.test/",
            "words": ENGLISH.section("theme"),
            "missing": [],
        },
    }


def test_zensical_pages_know_the_list(project: Path) -> None:
    (project / "docs/papers.md").write_text(f"# My *papers*\n\n{LIST}")
    md, meta = zensical(project, "papers.md")
    html = md.convert(LIST)
    assert meta["publications"]["list"] == {"url": "papers/", "title": "My papers"}
    assert data(html)[0]["url"] == "https://site.test/papers/"


def test_zensical_pages_get_the_findings_of_a_preview(project: Path) -> None:
    (project / "refs.bib").write_text(BIB + "@article{bad, title = {Unclosed")
    md, meta = zensical(project, "index.md")
    md.convert("Text")
    assert len(meta["diagnostics"]) >= 1
    assert meta["diagnostics"][0]["severity"] == "error"
    assert meta["diagnostics"][0]["text"].startswith("refs.bib:")


def test_zensical_pages_get_the_findings_about_their_citations(project: Path) -> None:
    (project / "docs/sub").mkdir(parents=True, exist_ok=True)
    (project / "docs/sub/page.md").write_text("---\ntitle: T\n---\nText [@nobody]\n")
    md, meta = zensical(project, "sub/page.md")
    md.convert("Text [@nobody]")
    assert [each["text"].partition(": ")[0] for each in meta["diagnostics"]] == [
        "docs/sub/page.md:4:7"
    ]
    md, meta = zensical(project, "sub/page.md", citations="off")
    md.convert("Text [@nobody]")
    assert "diagnostics" not in meta


def test_refs_bib_is_read_once_for_all_pages_until_it_changes(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []
    whole = bibtex.read_file

    def recorded(path: Path, name: str) -> tuple[list[Entry], list[Diagnostic]]:
        read.append(path)
        return whole(path, name)

    monkeypatch.setattr(bibtex, "read_file", recorded)
    for number in range(3):
        assert "First" in zensical(project, f"{number}.md")[0].convert(LIST)
    assert len(read) == 1
    (project / "refs.bib").write_text(BIB.replace("First", "Changed first"))
    assert "Changed first" in zensical(project, "4.md")[0].convert(LIST)
    assert len(read) == 2


def test_citations_can_be_switched_off(project: Path) -> None:
    assert zensical(project, "x.md", citations=False)[0].convert("[@a]") == "<p>[@a]</p>"
    assert "footnote" in zensical(project, "x.md", citations="extension")[0].convert("[@a]")
    with pytest.raises(OptionsError, match="allowed: auto, extension, off"):
        zensical(project, "x.md", citations="maybe")[0].convert("Text")


def test_without_any_builder(project: Path) -> None:
    html = markdown.markdown(LIST, extensions=["publications.markdown"])
    assert '<a href="publications/a.md">' in html
    (project / "mkdocs.yml").write_text("site_name: S\nsite_url: https://site.test/\n")
    html = markdown.markdown(LIST, extensions=["publications"])
    assert '<a href="publications/a.md">' in html


def test_without_a_builder_findings_are_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        assert "site-item" not in markdown.markdown(
            "/// publications\n///", extensions=["publications"]
        )
    [record] = caplog.records
    assert record.getMessage().startswith("refs.bib:1:1: error: missing-file: ")
    (tmp_path / "refs.bib").write_text("@misc{a, title = {A}, author = {B C}, year = 2020}")
    html = markdown.markdown("/// publications\n///\n\n[@a]", extensions=["publications"])
    assert "site-item" in html
    assert 'class="footnote"' in html
    assert caplog.records == [record]
