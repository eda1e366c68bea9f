"""The page that lists all publications, found by its blocks."""

from __future__ import annotations

from pathlib import Path

import pytest

from publications import bibliography, bibtex
from publications.exports.llms import Document
from publications.markdown import listing
from publications.pages import documents
from publications.settings import ListPage, Owner
from tests.rows import every_row

BIB = """
@article{a, author = {A One}, title = {First}, journal = {J}, year = 2020, selected = true}
@book{b, author = {B Two}, title = {Second}, year = 2021}
"""
PUBLICATIONS = bibliography.from_entries(bibtex.read(BIB)[0], [], Owner()).publications
LIST = "/// publications\n///\n"


def block(options: str) -> str:
    lines = "".join(f"    {line}\n" for line in options.split("; "))
    return f"/// publications\n{lines}///\n"


def found(*pages: tuple[str, str]) -> str:
    page = listing.find([Document(path, body) for path, body in pages], PUBLICATIONS)
    return page.path if page else ""


@every_row(
    "body",
    [
        LIST,
        f"# Title\n\nText.\n\n{LIST}\nText.\n",
        block("filter: true"),
        block("group: type; detail: abstract"),
        "/// publications\n\n    select: all\n\n///\n",
        "//// publications\n////\n",
        block("select: selected") + "\n" + LIST,
        "```\n/// publications\n    limit: 1\n///\n```\n\n" + LIST,
        block("select: type=article") + "\n" + block("select: type=book"),
        block("limit: 2"),
    ],
)
def test_a_page_that_lists_all(body: str) -> None:
    assert found(("about.md", "# About"), ("papers.md", body)) == "papers.md"


@every_row(
    "body",
    [
        "# Title",
        block("select: selected"),
        block("limit: 1"),
        block("select: type=book"),
        f"```\n{LIST}```\n",
        f"~~~~ markdown\n```\n{LIST}\n~~~~\n",
        f"<!--\n{LIST}-->\n",
        "    /// publications\n    ///\n",
        "/// publications\n    group: yeer\n///\n",
        "/// publications\n    - a\n///\n",
        "/// publications\n    {\n///\n",
        "/// publication | a\n///\n",
        "/// publications\n",
        " /// publications\n///\n",
    ],
)
def test_a_page_that_does_not(body: str) -> None:
    assert found(("papers.md", body)) == ""


@every_row(
    "pages, expected",
    [
        ([("index.md", LIST)], "index.md"),
        ([("index.md", LIST), ("papers.md", LIST)], "papers.md"),
        ([("README.md", LIST), ("papers.md", LIST)], "papers.md"),
        ([("b.md", LIST), ("a.md", LIST)], "b.md"),
        ([("a/index.md", LIST), ("b.md", LIST)], "a/index.md"),
        ([("a.md", block("limit: 2")), ("b.md", LIST)], "b.md"),
        ([("a.md", block("select: type=book")), ("b.md", block("select: type=article"))], ""),
        ([], ""),
    ],
)
def test_which_of_several(pages: list[tuple[str, str]], expected: str) -> None:
    assert found(*pages) == expected


def test_without_publications_a_page_must_mean_all() -> None:
    pages = [Document("a.md", block("select: selected")), Document("b.md", LIST)]
    assert listing.find(pages, []) == ListPage("b.md", "B", by_year=True)
    assert listing.find(pages[:1], []) is None


@every_row(
    "body, meta, title",
    [
        ("# Heading", {"title": "Title"}, "Title"),
        ("# Heading", {"title": " "}, "Heading"),
        ("# Heading", {"title": None}, "Heading"),
        ("# Heading", {"title": 2026}, "2026"),
        ("Text\n\n# My *best* [work](a.md) `x` #  {: .a #b }\n", {}, "My best work x"),
        ("```\n# Code\n```\n## No\n", {}, "My-page"),
        ("", {"title": "Two\n lines"}, "Two lines"),
    ],
)
def test_title(body: str, meta: dict[str, object], title: str) -> None:
    assert documents.title(Document("sub/my-page.md", body, "", meta)) == title


def test_pages_are_read_in_the_order_of_the_navigation(tmp_path: Path) -> None:
    for name in ("b.md", "a.md", "sub/c.md", ".hidden.md", "templates/t.md", "x.txt", "d/.e/f.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"---\ntitle: {name}\n---\nText\n")
    read = documents.read(tmp_path, [tmp_path / "sub/c.md", tmp_path / "b.md"])
    assert [document.path for document in read] == ["sub/c.md", "b.md", "a.md"]
    assert (read[0].meta, read[0].body, read[0].head) == (
        {"title": "sub/c.md"}, "Text\n", "title: sub/c.md",
    )  # fmt: skip


@every_row(
    "text, meta",
    [
        ("---\na: 1\n---\nText", {"a": 1}),
        ("\ufeff---\r\na: 1\r\n---\r\nText", {"a": 1}),
        ("---\na: [\n---\nText", {}),
        ("---\n- a\n---\nText", {}),
        ("---\n\n---\nText", {}),
        ("a: 1\n---\nText", {}),
        ("", {}),
    ],
)
def test_front_matter(tmp_path: Path, text: str, meta: dict[str, object]) -> None:
    (tmp_path / "a.md").write_bytes(text.encode())
    (document,) = documents.read(tmp_path)
    assert document.meta == meta


@every_row(
    "body, by_year",
    [
        (LIST, True),
        (LIST + block("group: none"), True),
        (block("group: type"), False),
        (block("group: none"), False),
        (block("select: type=book") + block("select: type=article"), True),
        (block("select: type=book\n    group: none") + block("select: type=article"), False),
    ],
)
def test_whether_the_list_has_a_heading_for_each_year(body: str, by_year: bool) -> None:
    listed = listing.find([Document("a.md", body)], PUBLICATIONS)
    assert listed == ListPage("a.md", "A", by_year)


@pytest.mark.parametrize(
    "value", ["[" * 50_000 + "]" * 50_000, "\n" + "- " * 20_000, "2026-99-99", "[x"]
)
def test_front_matter_that_cannot_be_read_says_nothing(tmp_path: Path, value: str) -> None:
    (tmp_path / "a.md").write_text(f"---\nx: {value}\n---\n# A\n")
    (document,) = documents.read(tmp_path)
    assert (document.meta, document.body) == ({}, "# A\n")
