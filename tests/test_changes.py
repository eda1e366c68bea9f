"""The table of what a change to refs.bib does, and that nobody's text is markup in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown

from publications import __main__, bibtex
from publications.bibliography import Bibliography, from_entries
from publications.commands import changes
from publications.settings import Owner
from tests.rows import every_row

PAPER = """@article{one,
  author = {A B}, title = {One: a Story}, journal = {J}, year = {2020}, doi = {10.5555/one},
  code = {https://example.org/c(1)?a=1&b=2}, pdf = {one.pdf},
}
"""
OTHER = "@misc{two, title = {Two}, year = {2019}}\n"


def of(text: str) -> Bibliography:
    return from_entries(*bibtex.read(text), Owner())


def rows(before: str, after: str) -> list[list[str]]:
    """The cells of the table, below its head."""
    lines = changes.summary(of(before), of(after)).splitlines()
    table = [line for line in lines if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:]]


@every_row(
    "before, after, expected",
    [
        (OTHER, OTHER, []),
        (OTHER, "% a comment\n" + OTHER.replace(", year", ",\n  year"), []),
        ("", OTHER, [["added", "Two (two)", "2019"]]),
        (OTHER, "", [["removed", "Two (two)", "2019"]]),
        (OTHER, OTHER.replace("2019", "2021"), [["altered: year", "Two (two)", "2021"]]),
        (OTHER, OTHER.replace("@misc", "@book"), [["altered: entry type", "Two (two)", "2019"]]),
        (
            OTHER,
            OTHER.replace("{two,", "{three, ids = {two},"),
            [["altered: key, ids", "Two (three)", "2019"]],
        ),
        (
            OTHER,
            OTHER.replace("{two,", "{three,"),
            [["added", "Two (three)", "2019"], ["removed", "Two (two)", "2019"]],
        ),
        (OTHER, PAPER + OTHER, [["added", "One: a Story (one)", "2020"]]),
        (
            "@string{j = {A}}\n@article{a, author = {B}, title = {T}, journal = j, year = 2000}",
            "@string{j = {B}}\n@article{a, author = {B}, title = {T}, journal = j, year = 2000}",
            [["altered: journal", "T (a)", "2000"]],
        ),
        ("@misc{a, title = {T}, pubstate = {inpress}}", OTHER, None),
    ],
)
def test_rows(before: str, after: str, expected: list[list[str]] | None) -> None:
    if expected is None:
        assert rows(before, after)[-1][:2] == ["removed", "T (a)"]
    else:
        assert [row[:3] for row in rows(before, after)] == expected


def test_type_and_links() -> None:
    assert rows("", PAPER)[0][3:] == [
        "Journal article",
        "[Paper](https://doi.org/10.5555/one), PDF (assets/pdf/one.pdf),"
        " [Code](https://example.org/c%281%29?a=1&amp;b=2)",
    ]


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (OTHER, OTHER, "No change; 1 as before."),
        (OTHER, PAPER + OTHER, "1 added; 1 as before."),
        (OTHER, PAPER, "1 added, 1 removed; 0 as before."),
        ("", OTHER + "@misc{x, title = {}}", "1 error: see the annotations."),
    ],
)
def test_words_beside_the_table(before: str, after: str, line: str) -> None:
    assert line in changes.summary(of(before), of(after)).splitlines()


def test_a_table_of_thousands_is_cut() -> None:
    many = "".join(f"@misc{{k{i}, title = {{T{i}}}}}\n" for i in range(1000))
    said = changes.summary(of(""), of(many))
    assert said.count("\n| added") == 200
    assert "And 800 more." in said


@every_row(
    "title",
    [
        "<script>alert(1)</script> <img src=x onerror=alert(1)>",
        "a | b | c",
        "[click](javascript:alert(1)) ![x](https://example.org/x.png)",
        "`code` **bold** _it_ ~~no~~ \\textbackslash| x",
        "see https://example.org and www.example.org, write to a@example.org, #1, @somebody",
        "$x$ \\$y\\$ &lt;b&gt; &amp;",
        "::error::x",
        "line\n\n# Heading\n\n- item",
    ],
)
def test_hostile_titles_are_text(title: str) -> None:
    bibliography_ = of(
        f"@misc{{k|<b>, title = {{{title}}}, year = {{<i>|}}, code = {{https://a/|)<b>x}}}}"
    )
    said = changes.summary(of(""), bibliography_)
    row = said.rstrip("\n").splitlines()[-1]
    assert not re.search(r"[<>`@$~*]|https?://(?!a/)|www\.e", row)
    page = BeautifulSoup(Markdown(extensions=["tables"]).convert(said), "html5lib")
    cells = page.select("tbody td")
    assert len(cells) == 5
    shown = cells[1].get_text()
    assert shown == f"{' '.join(bibliography_.publications[0].title.text.split())} (k|<b>)"
    assert [tag.name for tag in page.select("tbody td *")] == ["a"]
    assert page.select("tbody a")[0]["href"] == "https://a/%7C%29%3Cb%3Ex"


def test_command_compares_files_and_sites(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in (("old", OTHER), ("new", OTHER + PAPER)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mkdocs.yml").write_text(
            "markdown_extensions: [{publications: {bib_file: papers.bib}}]"
        )
        (tmp_path / name / "papers.bib").write_text(text)
    old, new = str(tmp_path / "old"), str(tmp_path / "new")
    assert __main__.main(["changes", old, new]) == 0
    sites = capsys.readouterr().out
    assert "1 added; 1 as before." in sites
    assert __main__.main(["changes", f"{old}/papers.bib", f"{new}/papers.bib"]) == 0
    assert capsys.readouterr().out == sites
    assert __main__.main(["changes", f"{old}/nothing.bib", new]) == 2
    assert "nothing.bib does not exist" in capsys.readouterr().err


def test_a_summary_is_no_larger_than_github_takes() -> None:
    """Many links and long ones; the table ends where a summary would be refused, and says so."""
    fields = "".join(
        f"{name} = {{https://x.example/{chr(0x5F35) * 600}}}," for name in ("url", "code", "pdf")
    )
    entries = [
        f"@misc{{e{number}, title = {{T{number}}}, year = 2020, {fields}}}" for number in range(150)
    ]
    summary = changes.summary(of(""), of("\n".join(entries)))
    assert 500_000 < len(summary.encode()) < 1_000_000
    shown = summary.count("| added |")
    assert f"And {150 - shown} more." in summary


def test_an_address_that_is_too_long_is_text() -> None:
    url = f"https://x.example/{'a' * 5000}"
    ((*_, links),) = rows("", f"@misc{{a, title = {{T}}, year = 2020, url = {{{url}}}}}")
    assert "[" not in links
    assert len(links) < 300
