"""Findings about citations in the owner's pages: in `check`, in builds, and in the banner."""

from __future__ import annotations

import logging
import re
import socket
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.pages import Page

from publications.__main__ import main
from publications.bibliography import load
from publications.diagnostics import Diagnostic
from publications.markdown import citation_check
from publications.settings import Options
from tests.rows import every_row

BIB = """
@article{mai2019, author = {A One}, title = {First}, journal = {J}, year = 2020, ids = {mai2018}}
@article{lim2016, author = {B Two}, title = {Second}, journal = {J}, year = 2021}
"""
#: Text of a page, and line, column and words of each finding.
FAULTS = [
    ("[@mai2109]", [(1, 2, "no publication has the key 'mai2109' (did you mean 'mai2019'?)")]),
    (
        "a\n\nb [see @nobody, p. 3] c",
        [(3, 8, "no publication has the key 'nobody' (add its entry")],
    ),
    ("[@mai2019; @li2016]", [(1, 12, "did you mean 'lim2016'?")]),
    ("[@x]\n[@x]\n", [(1, 2, "'x'"), (2, 2, "'x'")]),
    ("---\ntitle: T\n---\n\n[@x]", [(5, 2, "'x'")]),
    ("---\ntitle: T\n...\n[@x]", [(4, 2, "'x'")]),
    ("---\n\n[@x]", [(3, 2, "'x'")]),
    ("`````\n[@y]\n`````\n\n- item\n\n    [@x]", [(7, 6, "'x'")]),
    ("text[^1]\n\n[^1]: see [@x]", [(3, 12, "'x'")]),
    ("| a |\n| --- |\n| [@x] |", [(3, 4, "'x'")]),
    ("# Title [@x]", [(1, 10, "'x'")]),
    ("\u00fc\U0001d4b3 [@x]", [(1, 5, "'x'")]),
    ("[see\n@x]", [(2, 1, "'x'")]),
    ("[@mai2019; see below]", [(1, 1, "'[@mai2019; see below]' cannot be read as a citation")]),
    ("[@ mai2019]", [(1, 1, "write [@key]")]),
    ("[@{mai2019}]", [(1, 1, "belongs into `code`")]),
    ("[@mai2019, @lim2016]", [(1, 2, "cites only 'mai2019' (join several keys by a semicolon")]),
    ("[@mai2019 and @x]", [(1, 2, "cites only 'mai2019'")]),
]
_CITES_NOTHING = [
    ("As @mai2019 shows", (1, 4), "'@mai2019' cites nothing here (write [@mai2019])"),
    ("a\n\n(see @mai2018).", (3, 6), "'@mai2018' cites nothing here (write [@mai2018])"),
    ("@mai2019's and *@other*", (1, 1), "'@mai2019'"),
    ("[^1]\n\n[^1]: -@lim2016.", (3, 7), "'-@lim2016' cites nothing here (write [@lim2016])"),
    ("As \\cite{mai2019}", (1, 4), "'\\cite{mai2019}' cites nothing here (write [@mai2019])"),
    ("\\citep[see][p. 3]{mai2019, lim2016}", (1, 1), "(write [@mai2019; @lim2016])"),
    ("\\parencite{mai2019,nobody}", (1, 1), "(write [@mai2019])"),
    ("\\Cite*{mai2019}", (1, 1), "(write [@mai2019])"),
    ("As {% cite mai2019 lim2016 %}", (1, 4), "(write [@mai2019; @lim2016])"),
    ("[-@lim2019]", (1, 3), "no publication has the key 'lim2019'"),
    ("[@mai2019, -@lim2016]", (1, 2), "cites only 'mai2019'"),
    ("[@mai2019; -@lim2019]", (1, 13), "did you mean 'lim2016'?"),
]
FAULTS += [(text, [(*place, words)]) for text, place, words in _CITES_NOTHING]
SILENT = [
    "[-@mai2019] and [see -@mai2018, p. 3; -@lim2016]",
    "@someone and @mai2109, a@mai2019.org, https://example.org/@mai2019 mai@mai2019",
    "`@mai2019` <!-- @mai2019 --> <a title='@mai2019'>x</a> \\@mai2019",
    "```\n@mai2019 \\cite{mai2019}\n```\n\n    @mai2019",
    "[@mai2019](https://example.org) [of @mai2019](x)",
    "\\cite{nobody} \\cited {mai2019} \\site{mai2019} {% site mai2019 %} {% cite nobody %}",
    "[@mai2019]",
    "[@mai2018]",
    "[see @mai2019, p. 3; @lim2016]",
    "`[@x]`",
    "```\n[@x]\n```",
    "text\n\n    [@x]",
    "<!-- [@x]\n\n[@x] -->",
    "<pre>\n[@x]\n\n[@x]\n</pre>",
    "\\[@x]",
    "[a link to @x](https://example.org/@x)",
    "[@x](https://example.org/@x)",
    "[@x][1]\n\n[1]: https://example.org/@x",
    "write to [me@example.org] or a@b.org, @x",
    "[meet @ noon]",
    "[@mai2019, write to a@b.org]",
    "---\nauthor: '[@x]'\n---\ntext",
]


def findings(tmp_path: Path, markdown: str, page: str = "page.md") -> list[Diagnostic]:
    """The findings about a site of one page."""
    path = tmp_path / "docs" / page
    path.parent.mkdir(parents=True)
    path.write_text(markdown, "utf-8")
    (tmp_path / "refs.bib").write_text(BIB)
    bibliography = load(tmp_path, Options())
    return list(citation_check.findings(bibliography, tmp_path / "docs"))


@every_row("markdown, expected", FAULTS)
def test_a_fault_is_named_with_its_place(
    tmp_path: Path, markdown: str, expected: list[tuple[int, int, str]]
) -> None:
    found = findings(tmp_path, markdown)
    assert [(each.line, each.column) for each in found] == [place[:2] for place in expected]
    for each, (_, _, words) in zip(found, expected, strict=True):
        assert words in each.text
        assert (each.path, each.severity, each.code) == (
            "docs/page.md",
            "warning",
            "wrong-citation",
        )


@every_row("markdown", SILENT)
def test_what_is_no_fault(tmp_path: Path, markdown: str) -> None:
    assert findings(tmp_path, markdown) == []


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_change_no_place(tmp_path: Path, end: str) -> None:
    found = findings(tmp_path, "\ufeff---\ntitle: T\n---\n\n\nsee [@x]".replace("\n", end))
    assert [(each.line, each.column) for each in found] == [(6, 6)]


@every_row(
    "page, looked_at",
    [
        ("page.md", True),
        ("sub/folder/page.md", True),
        (".hidden/page.md", False),
        ("sub/.page.md", False),
        ("templates/page.md", False),
        ("sub/templates/page.md", True),
        ("page.txt", False),
    ],
)
def test_pages_that_are_looked_at(tmp_path: Path, page: str, looked_at: bool) -> None:
    found = findings(tmp_path, "[@x]", page)
    assert [each.path for each in found] == [f"docs/{page}"] * looked_at


def test_a_key_may_be_that_of_an_entry_with_an_error(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/page.md").write_text("[@bad]")
    (tmp_path / "refs.bib").write_text("@misc{bad, note = {no title}}")
    bibliography = load(tmp_path, Options())
    (found,) = citation_check.findings(bibliography, tmp_path / "docs")
    assert found.hint == "its entry may be one that has an error"


CONFIG = """
site_name: Test
docs_dir: docs
theme: {name: null, custom_dir: theme}
markdown_extensions:
  - footnotes
  - publications: {citations: CITATIONS}
plugins: PLUGINS
"""
PLUGINS = ["[publications]", "[publications, bibtex: {bib_file: refs.bib}]"]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with one wrong citation, on line 3 of focus.md."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Home\n\n[@mai2019]\n")
    (tmp_path / "docs/focus.md").write_text("# Focus\n\nText [@mai2109], and [@lim2016].\n")
    (tmp_path / "refs.bib").write_text(BIB)
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/publication.html").write_text("")
    (tmp_path / "theme/main.html").write_text("{{ page.content }}{{ page.meta.diagnostics }}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def configured(plugins: str, citations: str = "auto") -> MkDocsConfig:
    text = CONFIG.replace("PLUGINS", plugins).replace("CITATIONS", citations)
    Path("mkdocs.yml").write_text(text)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    config = load_config("mkdocs.yml", dev_addr=f"127.0.0.1:{port}")
    config.plugins.on_startup(command="serve", dirty=False)
    return config


class NoOptions(Config):
    """Options of a plugin that has none."""


class Appended(BasePlugin[NoOptions]):
    """A plugin that writes a citation into a page."""

    def on_page_markdown(self, markdown: str, /, *, page: Page, **_: object) -> str:
        """Append to the first page."""
        return markdown + "\n[@appended]\n" if page.is_homepage else markdown


def test_check_names_the_line_of_the_page(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    configured("[]")
    assert main(["check"]) == 0
    out, err = capsys.readouterr()
    assert [line for line in out.splitlines() if ": note: " not in line] == [
        "docs/focus.md:3:7: warning: wrong-citation: "
        "no publication has the key 'mai2109' (did you mean 'mai2019'?)"
    ]
    assert err.startswith("2 publications, 0 errors, 1 warning, ")
    assert main(["check", "--strict"]) == 1
    configured("[]", "off")
    assert main(["check", "--strict"]) == 0


@pytest.mark.slow
@pytest.mark.parametrize("plugins", PLUGINS)
def test_builds_and_the_banner_name_it_once(
    site: Path, plugins: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        build(configured(plugins))
    told = [each.getMessage() for each in caplog.records if "mai2109" in each.getMessage()]
    assert [message.split(": ")[0] for message in told] == ["docs/focus.md:3:7"]
    for page in ("index.html", "focus/index.html"):
        html = (site / "site" / page).read_text()
        assert len(re.findall(r"docs/focus\.md:3:7: wa", html)) == 1
        assert html.count("did you mean") == 1
    assert "[@mai2109]" in (site / "site/focus/index.html").read_text()


@pytest.mark.slow
@pytest.mark.parametrize("plugins", PLUGINS)
def test_builds_that_do_not_cite_say_nothing(
    site: Path, plugins: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        build(configured(plugins, "off"))
    assert "mai2109" not in caplog.text


def test_text_that_no_file_holds_is_told_without_a_line(
    site: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config = configured("[publications]")
    config.plugins["test"] = Appended()
    with caplog.at_level(logging.WARNING):
        build(config)
    assert "index.md: no publication has the key 'appended'" in caplog.text
