"""Findings about files of the docs folder that no builder can read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from publications.pages import documents, readable

PAGES = {
    "# Fine\n": "",
    "---\ntitle: Fine\ntemplate: x.html\nhide: [toc]\nsearch: {exclude: true}\n---\n# A\n": "",
    "---\n---\n# Empty\n": "",
    "---\n\nA rule, and text.\n": "",
    "\ufeff---\ntitle: Fine\n---\n": "",
    "---\r\ntitle: Fine\r\n---\r\n": "",
    "---\ntitle: Fine\n...\n": "",
    "---\ntitle: 1\n---": "",
    "---\ntitle: [a\n---\n# A\n": "3:1: warning: the front matter is not YAML: did not",
    "---\na: b: c\n---\n# A\n": "2:5: warning: the front matter is not YAML: mapping",
    "---\n!!python/name:os.system x: 1\n---\n": "2:1: warning: the front matter is not",
    "---\n? [a]\n: 1\n---\n": "2:3: warning: the front matter is not YAML: found unh",
    "---\ntitle: a\n\n# A\n": "1:1: warning: the front matter has no end (close it",
    "---\nhide:\n\t- toc\n---\n": "3:1: warning: the front matter is not YAML: found character that"
    " cannot start any token (indent by spaces, not by tabs; until then it is shown as text)",
    "---\na: 1\n\tb: c\n---\n": "3:1: warning: the front matter is not YAML: found a tab character"
    " that violates indentation (indent by spaces",
    "---\ntitle: @x\n---\n": "2:8: warning: the front matter is not YAML: found character that"
    " cannot start any token (put the value in quotation marks",
    "---\ntitle: a: b\n---\n": "2:9: warning: the front matter is not YAML: mapping values are not"
    " allowed in this context (put the value in quotation marks",
    "\n---\ntitle: a\n---\n": "1:1: warning: the front matter does not begin with --- on the first"
    " line (begin with exactly that; until then it is shown as text)",
    "----\ntitle: a\n----\n": "1:1: warning: the front matter does not begin",
    " ---\ntitle: a\nb: c\n---\n": "1:1: warning: the front matter does not begin",
    "\u2014\ntitle: a\n---\n": "1:1: warning: the front matter does not begin",
    "--\ntitle: a\n--\n": "1:1: warning: the front matter does not begin",
    "title: a\n---\n": "",
    "\n---\nA rule: and text.\n\n---\n": "",
    "\n\n# A\n\n---\nterm: x\n---\n": "",
    "---\n- a\n---\n# A\n": "2:1: warning: the front matter is a list, no mapping",
    "---\ntitle:a\n---\n": "2:1: warning: the front matter is 'title:a', no mapping",
    "---\ntitle: a\ntemplate: 3\n---\n": "3:1: error: 'template' is 3 (allowed: a file",
    "---\nsearch:\n---\n": "2:1: error: 'search' is empty (allowed: a mapping",
    "---\nhide: {a: b}\n---\n": "2:1: error: 'hide' is a dict (allowed: a list",
    "---\na: &a [*a]\nhide: 2\n---\n": "3:1: error: 'hide' is 2 (allowed: a list",
}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    return folder


def found(docs: Path) -> list[str]:
    return [str(finding) for finding in readable.findings(docs, "error")]


@pytest.mark.parametrize("page", PAGES)
def test_front_matter(docs: Path, page: str) -> None:
    (docs / "a.md").write_bytes(page.encode())
    findings = found(docs)
    if not PAGES[page]:
        assert findings == []
        return
    (finding,) = findings
    assert finding.replace("front-matter: ", "", 1).startswith(f"docs/a.md:{PAGES[page]}")


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("# S\n\nCaf\xe9\n".encode("latin-1"), "3:4"),
        ("# S\n".encode("utf-16"), "1:1"),
        (bytes(range(256)), "2:118"),
    ],
)
def test_a_page_in_another_encoding(docs: Path, content: bytes, place: str) -> None:
    (docs / "a.md").write_bytes(content)
    (docs / "b.png").write_bytes(content)
    assert found(docs) == [
        f"docs/a.md:{place}: error: not-utf-8: the page is not UTF-8 from here"
        " (save the file as UTF-8)"
    ]


def test_files_that_cannot_be_read(docs: Path) -> None:
    for name in ("loop.md", "loop.css"):
        (docs / name).symlink_to(name)
    (docs / "gone.png").symlink_to("nowhere")
    (docs / "fine.png").symlink_to("here")
    (docs / "here").write_text("x")
    (docs / ".#hidden.md").symlink_to("nobody@host:1")
    (docs / "folder.md").mkdir()
    os.mkfifo(docs / "pipe.md")
    findings = documents.unreadable(docs, "error")
    names = ["gone.png", "loop.css", "loop.md", "pipe.md"]
    assert [finding.path for finding in findings] == [f"docs/{name}" for name in names]
    assert found(docs) == []


@pytest.mark.parametrize(("link", "target"), [("a", "."), ("in/a", ".."), ("in/a", "../../docs")])
def test_a_folder_without_end(docs: Path, link: str, target: str) -> None:
    (docs / "in").mkdir()
    (docs / link).symlink_to(target)
    assert found(docs) == [
        f"docs/{link}:1:1: error: endless-folder: the link leads to a folder that it is in"
        " (remove the link)"
    ]


def test_a_link_to_another_folder_has_an_end(docs: Path, tmp_path: Path) -> None:
    for folder in (tmp_path / "other", docs / "in"):
        folder.mkdir()
    (docs / "a").symlink_to(tmp_path / "other")
    (docs / "b").symlink_to("in")
    assert found(docs) == []
