"""What is a citation and what is not; what it becomes, by mkdocs-bibtex and by the extension."""

from __future__ import annotations

import dataclasses
from xml.etree.ElementTree import Element, SubElement

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.treeprocessors import Treeprocessor
from mkdocs_bibtex.citation import CitationBlock

from publications import bibtex
from publications.bibliography import Bibliography, from_entries
from publications.markdown import citations, registry
from publications.markdown.registry import Registry
from publications.pages.build import Build, Conversion
from publications.pages.render import Renderer
from publications.settings import Owner, Site
from tests.rows import every_row

BIB = """
@article{a, author = {A One}, title = {First}, journal = {J}, year = 2020}
@article{b, author = {B Two}, title = {Second}, journal = {J}, year = 2021}
@article{C:x.2020, author = {C Three}, title = {Third}, journal = {J}, year = 2022}
"""
EXTENSIONS = ["footnotes", "md_in_html", "def_list", "attr_list", "tables", "pymdownx.superfences"]


def known() -> Bibliography:
    return from_entries(bibtex.read(BIB)[0], [], Owner())


@pytest.fixture
def told() -> list[str]:
    """What was said of a page that can be built without."""
    return []


@pytest.fixture
def page(told: list[str]) -> Conversion:
    return Conversion(Build(known(), Renderer(Site()), warn=told.append), "page.md")


@every_row(
    "text, expected",
    [
        ("[@a]", [[("", "a", "")]]),
        ("x [@a] [@b]", [[("", "a", "")], [("", "b", "")]]),
        ("[@a][@b]", [[("", "a", "")], [("", "b", "")]]),
        ("[see @a, p. 3; @b]", [[("see", "a", ", p. 3"), ("", "b", "")]]),
        ("[@a , p. 3]", [[("", "a", ", p. 3")]]),
        ("[@a,]", [[("", "a", "")]]),
        ("[-@a] [see -@a, p. 3; -@b]", [[("", "a", "")], [("see", "a", ", p. 3"), ("", "b", "")]]),
        ("[a-@a] [--@a] [- @a]", [[("-", "a", "")]]),
        ("[@a p. 3]", [[("", "a", "p. 3")]]),
        ("[cf. @a; see also @b, ch. 2]", [[("cf.", "a", ""), ("see also", "b", ", ch. 2")]]),
        ("[see\n@a,\np. 3]", [[("see", "a", ",\np. 3")]]),
        ("[@C:x.2020, 1]", [[("", "C:x.2020", ", 1")]]),
        ("[@müller2020]", [[("", "müller2020", "")]]),
        ("[@a]: he said", []),
        ("as in [@a]: he said", [[("", "a", "")]]),
        ("> [@a]", [[("", "a", "")]]),
        ("[x @a](y) [@b]", [[("", "b", "")]]),
        ("[a [@a] b](y)", []),
        ("![x @a](y)", []),
        ("[text @a][ref]", []),
        ("[@a][]", []),
        ("[write to a@b.org]", []),
        ("[a@b.org; c@d.org]", []),
        ("[@a; and others]", []),
        ("[@]", []),
        ("[@a@b]", []),
        ("@a", []),
        ("\\[@a]", []),
        ("`[@a]`", []),
        ("`` [@a] ` [@a] ``", []),
        ("` [@a]", [[("", "a", "")]]),
        ("\\``` [@a] ``` `` [@b]", [[("", "b", "")]]),
        ("\\``` [@a]", [[("", "a", "")]]),
        ("<a title='[@a]'>", []),
        ("<!-- [@a] -->", []),
        ("<!-- [@a]", []),
        ("a < b [@a] > c", [[("", "a", "")]]),
        ("[@a\n\n]", []),
        ("[ [@a]", [[("", "a", "")]]),
        ("[^1] [@a]", [[("", "a", "")]]),
    ],
)
def test_find(text: str, expected: list[list[tuple[str, str, str]]]) -> None:
    found = list(citations.find(text))
    assert [[(c.prefix, c.key, c.suffix) for c in b.citations] for b in found] == expected
    assert [text[b.start : b.end] for b in found] == [str(b) for b in found]


@every_row(
    "text, seen",
    [
        ("[@a]\n", ["[@a]"]),
        ("[see\n@a] and `[@b]`\n", ["[see @a]"]),
        ("```\n[@a]\n```\n[@b]\n", ["[@b]"]),
        ("~~~~ md\n```\n[@a]\n~~~\n~~~~\n[@b]\n", ["[@b]"]),
        ("> ```\n> [@a]\n> ```\n", []),
        ("text\n\n    [@a]\n\n    [@a]\n\n[@b]\n", ["[@b]"]),
        ("text\n    [@a]\n", ["[@a]"]),
        ("- item\n\n    [@a]\n", ["[@a]"]),
        ("Term\n:   Text\n\n    [@a]\n", ["[@a]"]),
        ("[^1]: Note\n\n    [@a]\n", ["[@a]"]),
        ("    [@a]\n", []),
        ("[write to a@b.org](x) [see @a](y)\n", []),
        ("<!-- [@a]\n\n[@a]\n-->\n[@b]\n", ["[@b]"]),
        ("<!-- [@a] --> [@b]\n\n[@b]\n", ["[@b]", "[@b]"]),
        ("<pre>[@a]\n\n[@a]</pre>\n[@b]\n", ["[@b]"]),
        ("<pre>[@a]</pre>\n\n[@b]\n", ["[@b]"]),
        ("<pretty>[@b]\n", ["[@b]"]),
        ("- item\n\n\n    [@a]\n\ntext\n\n    [@b]\n", ["[@a]"]),
    ],
)
def test_mkdocs_bibtex_sees_citations_and_nothing_else(text: str, seen: list[str]) -> None:
    guarded = citations.guard(text)
    assert [str(block) for block in CitationBlock.from_markdown(guarded)] == seen
    unbroken = citations.restore(guarded)
    assert unbroken.split() == text.split()


def test_mkdocs_bibtex_is_shown_no_minus() -> None:
    """It takes `-@a.xyz` for an e-mail address."""
    assert citations.guard("[see -@a.xyz, -1]") == "[see @a.xyz, -1]"


def test_mkdocs_bibtex_is_shown_no_bracket_without_end() -> None:
    """It looks for the end of each to the end of the line."""
    guarded = citations.guard("[a] [b [@a] [c [d\n[e\n[f]")
    assert [guarded.count(sign) for sign in "[]"] == [3, 3]
    assert citations.restore(guarded) == "[a] [b [@a] [c [d\n[e\n[f]"


@given(st.text(alphabet="[]()@ab;,` \n\\<>!-:~", max_size=60))
def test_guard_hides_and_brings_back(text: str) -> None:
    found = [[c.key for c in block.citations] for block in citations.find(text)]
    assert all(found)
    guarded = citations.guard(text)
    assert citations.restore(guarded).split() == text.split()
    assert not CitationBlock.from_markdown(citations.hide(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[@a]", "[^a]"),
        ("[@a; @b]", "[^a][^b]"),
        ("[see @a, p. 3; @b]", "(see [^a], p. 3; [^b])"),
        ("[see @a , p. 3]", "(see [^a], p. 3)"),
        ("[@a p. 3]", "([^a] p. 3)"),
        ("[see @a,]", "(see [^a])"),
        ("[@a,; @b]", "[^a][^b]"),
        ("[-@a]", "[^a]"),
        ("[see -@a, p. 3; -@b]", "(see [^a], p. 3; [^b])"),
        ("[@nobody]", "[@nobody]"),
        ("[see @nobody]", "[see @nobody]"),
        ("[@a; @nobody]", "[^a][@nobody]"),
    ],
)
def test_what_a_citation_becomes(
    page: Conversion, told: list[str], text: str, expected: str
) -> None:
    blocks = CitationBlock.from_markdown(text)
    registry = Registry(page)
    registry.validate_citation_blocks(blocks)
    assert registry.inline_text(blocks[0]) == expected
    assert [c.key in ("a", "b") for c in blocks[0].citations].count(False) == 0
    assert bool(told) == ("nobody" in text)


def test_unknown_keys_are_told_once_with_the_page_and_what_may_be_meant(
    page: Conversion, told: list[str]
) -> None:
    Registry(page).validate_citation_blocks(CitationBlock.from_markdown("[@C:x.202] [@C:x.202]"))
    assert told == ["page.md: no publication has the key 'C:x.202' (did you mean 'C:x.2020'?)"]


def convert(text: str, page: Conversion, extensions: list[str] = EXTENSIONS) -> str:
    configs = {"publications": {"conversion": page}}
    return markdown.markdown(
        text, extensions=[*extensions, "publications"], extension_configs=configs
    )


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("[@b] [@a] [@b]", ["1", "2", "1"]),
        ("[-@b] [@a; -@b]", ["1", "2", "1"]),
        ("[^x] [@a]\n\n[^x]: Own, after [@b].", ["1", "2", "3"]),
        ("[^x]\n\n[^x]: Own, after [@b].", ["1", "2"]),
        ("- [@a]\n\n    *[@b]*\n\nT\n:   [@a]", ["1", "2", "1"]),
        ("<div markdown>\n[@a]\n</div>\n\n[@b]", ["1", "2"]),
        ("| h [@a] |\n| --- |\n| [@b] |", ["1", "2"]),
        ("## Heading [@a]\n\n**bold [@b]**", ["1", "2"]),
    ],
)
def test_footnotes_are_numbered_as_they_are_met(
    page: Conversion, text: str, numbers: list[str]
) -> None:
    html = convert(text, page)
    found = [part.partition(">")[2].partition("<")[0] for part in html.split("footnote-ref")[1:]]
    assert found == numbers
    assert "site-reference" in html
    assert "[@" not in html


@pytest.mark.parametrize(
    "text",
    [
        "```\n[@a]\n```",
        "    [@a]",
        "`[@a]`",
        "[see @a](x)",
        "<span title='[@a]'>x</span>",
        "<pre>[@a]</pre>",
        "<div markdown>\n<pre>[@a]</pre>\n</div>",
        "<div markdown>\n<textarea markdown>[@a]</textarea>\n</div>",
        "<a@b.org>",
        "\\[@a]",
    ],
)
def test_what_is_no_citation_stays(page: Conversion, text: str) -> None:
    html = convert(text, page)
    assert "footnote" not in html
    assert html == markdown.markdown(text, extensions=EXTENSIONS)


@pytest.mark.parametrize(("tag", "cites"), [("pre", False), ("textarea", False), ("em", True)])
def test_code_that_another_extension_makes_stays(page: Conversion, tag: str, cites: bool) -> None:
    class Making(Treeprocessor):
        def run(self, root: Element) -> None:
            SubElement(root, tag).text = "[@a]"

    md = markdown.Markdown(
        extensions=["footnotes", "publications"],
        extension_configs={"publications": {"conversion": page}},
    )
    md.treeprocessors.register(Making(md), "making", 60)
    assert ("[@a]" in md.convert("[@b]")) is not cites


@pytest.mark.parametrize("later", [[], ["footnotes"], ["pymdownx.extra"]])
def test_footnotes_need_not_be_asked_for(page: Conversion, later: list[str]) -> None:
    html = markdown.markdown(
        "[@a]",
        extensions=["publications", *later],
        extension_configs={"publications": {"conversion": page}},
    )
    assert html == convert("[@a]", page)
    assert html.count('class="footnote"') == 1


def test_a_build_that_does_not_cite_leaves_citations(page: Conversion) -> None:
    page = Conversion(dataclasses.replace(page.build, cites=False), "page.md")
    assert convert("[@a]", page) == "<p>[@a]</p>"


def test_the_mark_of_an_unknown_publication_is_text(page: Conversion) -> None:
    assert "nobody" in convert(registry.REFERENCE_MARK.format(slug="nobody"), page)


def test_long_texts_take_linear_time(page: Conversion) -> None:
    for text in ("[" * 20_000, "[@a](" * 5_000, "`@" * 10_000, "<!--@" * 5_000, "[@a;" * 5_000):
        list(citations.find(text + "@"))
        citations.guard(text)
