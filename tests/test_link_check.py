"""Findings about dead links and pictures in the owner's pages: file, line, column and way out."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from publications.__main__ import main
from publications.diagnostics import Diagnostic
from publications.project import load_project
from publications.settings import read_settings
from tests.rows import every_row

BIB = "@article{mai2019, author = {A}, title = {T}, journal = {J}, year = 2019, ids = {mai2018}}"
CONFIG = """\
site_name: S
site_url: https://s.example/
markdown_extensions: [attr_list, footnotes, md_in_html, def_list, publications]
theme: {name: null, custom_dir: look}
plugins: [publications]
"""
FOCUS = """\
# Focus

## The *new* [work](index.md) at 3 %

## Twice

## Twice

## Named {#other}

<a id="html"></a> <a name='named'></a>

/// publications
///
"""
FILES = {
    "index.md": "# Home\n",
    "focus.md": FOCUS,
    "teaching/courses.md": "# Courses\n",
    "macros.md": "{{ headings }}\n",
    "assets/cv.pdf": "",
    "assets/a photo (1).jpg": "",
}
#: Markdown of docs/about.md; line, column and words of each finding.
DEAD = [
    ("[x](paper.md)", [(1, 5, "'paper.md' leads nowhere (add the file, or remove the link)")]),
    ("[x](focuss.md)", [(1, 5, "'focuss.md' leads nowhere (did you mean 'focus.md'?)")]),
    ("[x](Focus.md)", [(1, 5, "did you mean 'focus.md'?")]),
    ("[x](courses.md)", [(1, 5, "did you mean 'teaching/courses.md'?")]),
    ("[x](docs/focus.md)", [(1, 5, "did you mean 'focus.md'?")]),
    ("[x](../focus.md)", [(1, 5, "did you mean 'focus.md'?")]),
    ("[x](publications/mai2109.md)", [(1, 5, "did you mean 'publications/mai2019.md'?")]),
    ("[x](mai2019.md)", [(1, 5, "did you mean 'publications/mai2019.md'?")]),
    ("[x](assets/vc.pdf)", [(1, 5, "did you mean 'assets/cv.pdf'?")]),
    ("![x](assets/photo.jpg)", [(1, 6, "'assets/photo.jpg' leads nowhere")]),
    ("![x](zz/q.webp)", [(1, 6, "add the file, or remove the link")]),
    ("[x](focus/)", [(1, 5, "'focus/' leads nowhere")]),
    ("[x](focus)", [(1, 5, "did you mean 'focus.md'?")]),
    ("[x](publications/)", [(1, 5, "leads nowhere")]),
    ("[x](focus.html)", [(1, 5, "leads nowhere")]),
    ("a\n\nb [x](no.md) and\n![y](no.png)", [(3, 7, "'no.md'"), (4, 6, "'no.png'")]),
    ("---\ntitle: T\n---\n\n# T\n\n[x](no.md)", [(7, 5, "'no.md'")]),
    ("[![y](no.png)](focus.md)", [(1, 7, "'no.png'")]),
    ("[![y](assets/cv.pdf)](no.md)", [(1, 23, "'no.md'")]),
    ("[x][1]\n\n[1]: no.md 'Title'", [(3, 6, "'no.md'")]),
    ("[x](<no such.md> 'T')", [(1, 6, "'no such.md'")]),
    ('[x](no.md "A (title)")', [(1, 5, "'no.md'")]),
    ("[x](no.md#part)", [(1, 5, "'no.md#part' leads nowhere")]),
    ("[x](no.md){.button}", [(1, 5, "'no.md'")]),
    ("- [x](no.md)\n    - [y](no2.md)", [(1, 7, "'no.md'"), (2, 11, "'no2.md'")]),
    ("| a |\n| - |\n| [x](no.md) |", [(3, 7, "'no.md'")]),
    ("Term\n:   [x](no.md)", [(2, 9, "'no.md'")]),
    ('<img alt="" src="no.png">', [(1, 18, "'no.png'")]),
    ("<a class='b' href='../no/'>x</a>", [(1, 20, "'../no/'")]),
    ("<a href='focus.md'>x</a>", [(1, 10, "'focus.md' leads nowhere")]),
    ("[x](#nothing)", [(1, 5, "'#nothing' leads to no heading of 'about.md'")]),
    ("# Heading\n\n[x](#haeding)", [(3, 5, "(did you mean '#heading'?)")]),
    ("[x](focus.md#twise)", [(1, 5, "leads to no heading of 'focus.md' (did you mean '#twice'?)")]),
    ("[x](focus.md#Twice)", [(1, 5, "did you mean '#twice'?")]),
    ("[x](focus.md#2018)", [(1, 5, "leads to no heading")]),
    ("[x](publications/mai2019.md#bibtx)", [(1, 5, "(did you mean '#bibtex'?)")]),
]
ALIVE = [
    "[x](focus.md) [y](teaching/courses.md) [z](./focus.md) [i](index.md) [a](about.md)",
    "[x](publications/mai2019.md) [b](publications/mai2019.bib) [c](publications.bib)",
    "[x](../focus/) [y](../publications/mai2019/) [o](../publications/mai2018/) [h](../)",
    "[x](../focus) [f](../feed.xml) [s](../sitemap.xml)",
    "[x](assets/cv.pdf) ![y](assets/a%20photo%20(1).jpg) ![z](<assets/a photo (1).jpg>)",
    '<img src="../assets/cv.pdf"> <a href="../focus/#twice">x</a> <a name="q">x</a>',
    "[x](https://example.org/no.md) [y](//example.org/no) [z](/no/) [m](mailto:a@b.org)",
    "<https://example.org/no.md> <a@b.org>",
    "`[x](no.md)` ``[x](no.md)`` <!-- [x](no.md) --> \\[x](no.md)",
    "```\n[x](no.md)\n```",
    "text\n\n    [x](no.md)",
    "<pre>\n[x](no.md)\n</pre>",
    "[x]() [y](#) [z](#top) [a](#__search)",
    "Text.[^1] [f](#fn:1)\n\n[^1]: Note.",
    "[Note]: this is no definition",
    "[x](no.md {{ macro }})  [y]({{ url }}) [z]({% url %})",
    "Text.[^1]\n\n[^1]: note.md is no link",
    "[x](focus.md#the-new-work-at-3) [y](focus.md#twice) [z](focus.md#twice_1)",
    "[x](focus.md#other) [y](focus.md#html) [z](focus.md#named) [2019](focus.md#2019)",
    "[x](macros.md#whatever) ![y](assets/cv.pdf#only-light)",
    "[x](publications/mai2019.md#abstract)",
    "!!! note\n    ## Inside\n\n[x](#inside)",
    "Words [in brackets] (in.md) and f(x) and [x].",
]


def written(folder: Path, markdown: str, more: str = "") -> Path:
    for name, text in {**FILES, "about.md": markdown}.items():
        (folder / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / name).write_text(text, "utf-8")
    (folder / "look").mkdir()
    (folder / "look/publication.html").write_text("")
    (folder / "look/main.html").write_text("{{ page.content }}")
    (folder / "refs.bib").write_text(BIB)
    (folder / "mkdocs.yml").write_text(CONFIG + more)
    return folder / "mkdocs.yml"


def findings(config: Path) -> list[Diagnostic]:
    bibliography = load_project(read_settings(config)).bibliography
    return [each for each in bibliography.diagnostics if each.code == "dead-link"]


@every_row("markdown, expected", DEAD)
def test_a_dead_link_has_its_line_and_a_way_out(
    markdown: str, expected: list[tuple[int, int, str]], tmp_path: Path
) -> None:
    reported = findings(written(tmp_path, markdown))
    assert [(each.line, each.column) for each in reported] == [each[:2] for each in expected]
    for finding, (_, _, words) in zip(reported, expected, strict=True):
        assert str(finding).startswith(f"docs/about.md:{finding.line}:")
        assert finding.severity == "warning"
        assert words in finding.text


@every_row("markdown", ALIVE)
def test_nothing_is_said_of_other_links(markdown: str, tmp_path: Path) -> None:
    assert not findings(written(tmp_path, markdown))


#: What MkDocs finds no fault with because a browser, and not MkDocs, resolves it.
_OF_BROWSERS = (
    *("focus/)", "(focus)", "publications/)", "focus.html", "<a ", "<img", "(../"),
    *("#inside", "#__search", "macros.md"),
)


@pytest.mark.slow
@pytest.mark.parametrize("dead", [True, False])
def test_mkdocs_finds_the_same(
    dead: bool, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """All the links on one page, each after the other: MkDocs' own validation is the oracle."""
    cases = [markdown for markdown, _ in DEAD] if dead else ALIVE
    chosen = [text for text in cases if not text.startswith("---") and "no.md {{" not in text]
    chosen = [text for text in chosen if not any(words in text for words in _OF_BROWSERS)]
    validation = "validation: {anchors: warn, links: {not_found: warn}}\n"
    config = written(tmp_path, "", validation)
    for number, text in enumerate(chosen):
        (tmp_path / f"docs/about{number}.md").write_text(text.replace("about.md", "index.md"))
    with caplog.at_level(logging.WARNING, "mkdocs"):
        build(load_config(str(config)))
    told = "\n".join(caplog.messages)
    ours = {each.path.removeprefix("docs/") for each in findings(config)}
    for number in range(len(chosen)):
        name = f"about{number}.md"
        assert (name in ours) == dead, chosen[number]
        assert (f"Doc file '{name}' contains a link" in told) == dead, chosen[number]


def test_a_link_in_a_folder_is_seen_from_there(tmp_path: Path) -> None:
    config = written(tmp_path, "")
    page = tmp_path / "docs/teaching/courses.md"
    page.write_text("[x](focus.md) [y](../focus.md) [z](../../focus/) [q](../publications/mai.md)")
    first, second = findings(config)
    assert str(first).startswith("docs/teaching/courses.md:1:5: warning: dead-link: 'focus.md'")
    assert first.hint == "did you mean '../focus.md'?"
    assert second.hint == "did you mean '../publications/mai2019.md'?"


def test_addresses_that_end_with_html(tmp_path: Path) -> None:
    text = "[x](focus.html) [y](publications/mai2019.html) [z](../focus/)"
    (finding,) = findings(written(tmp_path, text, "use_directory_urls: false\n"))
    assert "'../focus/'" in finding.text


@pytest.mark.parametrize(
    "more",
    [
        "plugins: [publications, gen-files]\n",
        "hooks: [adds.py]\n",
    ],
)
def test_what_another_plugin_may_make_is_not_dead(more: str, tmp_path: Path) -> None:
    (tmp_path / "adds.py").write_text("def on_files(files, **_): return files\n")
    config = written(tmp_path, "[x](made.md) [y](../made/) ![z](made.png)")
    config.write_text(config.read_text().replace("plugins: [publications]\n", more))
    assert not findings(config)


def test_other_ids_of_headings_are_left_to_the_builder(tmp_path: Path) -> None:
    config = written(tmp_path, "[x](#nothing) [y](focus.md#none)")
    text = config.read_text()
    assert len(findings(config)) == 2
    config.write_text(text.replace("attr_list,", "attr_list, toc: {separator: '_'},"))
    assert not findings(config)
    config.write_text(text.replace("attr_list,", "attr_list, toc: {permalink: true},"))
    assert len(findings(config)) == 2


@pytest.mark.slow
def test_check_and_a_build_name_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    config = written(tmp_path, "# About\n\n[x](no.md)")
    line = "docs/about.md:3:5: warning: dead-link: 'no.md' leads nowhere"
    assert main(["--config", str(config), "check"]) == 0
    assert line in capsys.readouterr().out
    with caplog.at_level(logging.WARNING, "mkdocs"):
        build(load_config(str(config)))
    assert any(message.startswith(line) for message in caplog.messages)
    assert 'href="no.md"' in (tmp_path / "site/about/index.html").read_text()
    capsys.readouterr()
    main(["--config", str(config), "verify", str(tmp_path / "site")])
    assert "no.md" not in capsys.readouterr().out
    other = '<a href="no.md">'
    (tmp_path / "site/focus/index.html").write_text(other)
    main(["--config", str(config), "verify", str(tmp_path / "site")])
    assert "focus/index.html:1:1: warning: left-over: 'no.md'" in capsys.readouterr().out
