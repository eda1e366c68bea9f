"""Findings about blocks in the owner's pages: in `check`, and before a build touches anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from publications.__main__ import main
from publications.bibliography import load
from publications.diagnostics import Diagnostic
from publications.markdown import block_check
from publications.pages import manifest
from publications.settings import Options
from tests.rows import every_row

BIB = "@article{mai2019, author = {A One}, title = {First}, journal = {J}, year = 2020}\n"
#: Text of a page, and line and words of each finding.
FAULTS = [
    ("/// publications\n    select: tpye=x\n///", [(1, "unknown field 'tpye'")]),
    ("a\n\n/// publications\n    group: yeer\n///", [(3, "did you mean 'year'?")]),
    ("---\ntitle: T\n---\n/// publications\n    x: 1\n///", [(4, "unknown option 'x'")]),
    ("/// publicatoins\n///", [(1, "did you mean 'publications'?")]),
    ("/// publications\n  group: year\n///", [(1, "is not closed")]),
    ("/// publication | lim2016\n///", [(1, "there is no publication 'lim2016'")]),
    ("/// publication | mai2091\n///", [(1, "'mai2091' (did you mean 'mai2019'?)")]),
    ("/// publication | Mai:2019\n///", [(1, "'Mai:2019' (did you mean 'mai2019'?)")]),
    ("/// publication\n///", [(1, "names no publication (write '/// publication | key')")]),
    ("/// publications\n    select: selected=flase\n///", [(1, "did you mean 'false'?")]),
    ("- a\n\n  /// publications\n  ///", [(3, "outside of lists and quotes")]),
    ("/// publications\n///\n\n/// publications\n", [(4, "is not closed")]),
    (
        "```\n/// publications | x\n```\n\n/// publications\n    limit: x\n///",
        [(5, "option 'limit' is 'x'")],
    ),
]
SILENT = [
    "/// publications\n    select: type=article\n///",
    "/// publication | mai2019\n///",
    "/// caption\nA caption\n///",
    "/// admonition | A note\n    type: warning\n\ntext\n///",
    "```\n/// publications | x\n```",
    "text\n\n    /// publications | x\n",
    "`/// publications | x`",
    "<!-- /// publications\n/// publications | x\n-->",
    "/// publications\n    limit: {{ number }}\n///",
    "a /// publications | x",
]


def findings(tmp_path: Path, markdown: str) -> list[Diagnostic]:
    """The findings about a site of one page."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/page.md").write_text(markdown, "utf-8")
    (tmp_path / "refs.bib").write_text(BIB)
    bibliography = load(tmp_path, Options())
    return list(block_check.findings(bibliography, tmp_path / "docs", "error"))


@every_row("markdown, expected", FAULTS)
def test_a_fault_is_named_with_its_line(
    tmp_path: Path, markdown: str, expected: list[tuple[int, str]]
) -> None:
    found = findings(tmp_path, markdown)
    assert [each.line for each in found] == [line for line, _ in expected]
    for each, (_, words) in zip(found, expected, strict=True):
        assert words in each.text
        assert (each.path, each.code) == ("docs/page.md", "wrong-block")


@every_row("markdown", SILENT)
def test_what_is_no_fault(tmp_path: Path, markdown: str) -> None:
    assert findings(tmp_path, markdown) == []


def test_generated_pages_are_not_looked_at(tmp_path: Path) -> None:
    docs_dir = tmp_path / "docs"
    page = docs_dir / "publications/x.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\ntitle: X\n---\n\n/// publication | x\n///\n")
    bibliography = load(tmp_path, Options())
    assert list(block_check.findings(bibliography, docs_dir, "error")) != []
    listed = {"publications/x.md": [manifest.digest(page)]}
    (docs_dir / manifest.NAME).write_bytes(manifest.dumps(listed, ""))
    assert list(block_check.findings(bibliography, docs_dir, "error")) == []


@pytest.mark.parametrize(("more", "status"), [("", 1), ("exclude_docs: drafts/\n", 0)])
def test_check_and_builds_name_the_line_of_the_page(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    more: str,
    status: int,
) -> None:
    """Where pages may be left out, only the builder knows which: there it is a warning."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs/drafts").mkdir(parents=True)
    (tmp_path / "docs/index.md").write_text("# Home\n")
    (tmp_path / "docs/drafts/page.md").write_text("# Page\n\n/// publications | x\n///\n")
    (tmp_path / "refs.bib").write_text(BIB)
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/main.html").write_text("{{ page.content }}")
    (tmp_path / "theme/publication.html").write_text("")
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: S\ntheme: {{name: null, custom_dir: theme}}\n{more}"
        "markdown_extensions: [publications]\nplugins: [publications]\n"
    )
    assert main(["check"]) == status
    severity = ("warning", "error")[status]
    assert f"docs/drafts/page.md:3:1: {severity}: wrong-block: " in capsys.readouterr().out
    (tmp_path / "site").mkdir()
    (tmp_path / "site/old.html").write_text("old")
    if status:
        with pytest.raises(Abort):
            build(load_config("mkdocs.yml"))
        assert (tmp_path / "site/old.html").is_file()
    else:
        build(load_config("mkdocs.yml"))
        assert (tmp_path / "site/index.html").is_file()
