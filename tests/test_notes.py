"""The notes of `check`: what is said of content that is right, and stops nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from publications.__main__ import main
from publications.rules.layout import uneven_layout
from tests.rows import every_row

EVEN = """@misc{%s,
  author = {Doe, Jane},
  title  = {A Title That Is Long Enough to Be Continued, Here or There, on a Second or on a
            Third Line},
  month  = may,
  year   = {2020},
}

"""
ONE, TWO, THREE = (EVEN % key for key in ("one", "two", "three"))


def noted(text: str) -> list[str]:
    return [
        f"{note.line}:{note.column}: {note.severity}: {note.code}: {note.message}"
        for note in uneven_layout(text, "refs.bib")
    ]


NOTE = "note: uneven-layout:"


@every_row(
    "text, notes",
    [
        ("", []),
        (ONE + TWO, []),
        ((ONE + TWO).replace("\n", "\r\n"), []),
        ("% A comment.\n" + ONE + "% Another.\n\n" + TWO, []),
        (ONE.replace("or on a\n            Third", "or\n            on a Third") + TWO, []),
        (ONE + TWO.rstrip(), []),
        (ONE + TWO.replace("year   =", "year ="), [f"9:1: {NOTE} 'two' is laid out otherwise"]),
        (ONE + TWO.replace("  month  = may,\n", ""), []),
        (ONE + TWO.replace("may", "5"), [f"9:1: {NOTE} 'two' is laid out otherwise"]),
        (ONE + TWO.replace("@misc", "@Misc"), [f"9:1: {NOTE} 'two' is laid out otherwise"]),
        (
            (ONE + TWO.replace("year   =", "year =")).replace("\n", "\r\n"),
            [f"9:1: {NOTE} 'two' is laid out otherwise"],
        ),
        (ONE + "@misc{b, title = {B}}", [f"9:1: {NOTE} 'b' is laid out otherwise"]),
        (
            ONE + "@misc{b, title = {B}}\n@misc{c, title = {C}}\n" + TWO + THREE,
            [f"9:1: {NOTE} 'b' is laid out otherwise than most entries, and 1 more"],
        ),
        # Of another layout throughout, as an export is.
        ("@misc{b, title = {B}}\n@misc{c, title = {C}}\n" + ONE, []),
        (ONE + "@misc{broken, title = {", []),
    ],
)
def test_layout(text: str, notes: list[str]) -> None:
    found = noted(text)
    assert len(found) == len(notes)
    for line, start in zip(found, notes, strict=True):
        assert line.startswith(start)


@pytest.mark.parametrize(
    ("page", "missing"),
    [
        ("---\ntitle: T\ndescription: What it is about.\n---\n# T\n", False),
        ("---\ndescription: >-\n  What it\n  is about.\n---\n", False),
        ("# T\n", True),
        ("---\ntitle: T\n---\n# T\n", True),
        ("---\ndescription:\n---\n# T\n", True),
        ("---\ndescription: ' '\n---\n# T\n", True),
    ],
)
def test_description(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    page: str,
    missing: bool,
) -> None:
    config = "site_name: S\nmarkdown_extensions: [publications]\nnav: [talks/here.md]\n"
    (tmp_path / "mkdocs.yml").write_text(config)
    (tmp_path / "docs/talks").mkdir(parents=True)
    (tmp_path / "docs/talks/here.md").write_text(page)
    (tmp_path / "refs.bib").write_text("")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--strict"]) == 0
    said, counts = capsys.readouterr()
    expected = (
        "docs/talks/here.md:1:1: note: missing-description: search engines choose what they say"
        " of this page (add description: … to its front matter)\n"
    )
    assert said == (expected if missing else "")
    assert counts.endswith("1 note\n" if missing else "0 notes\n")


def test_check_reads_each_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options = "  - publications: {bib_file: [a.bib, b.bib, gone.bib]}"
    (tmp_path / "mkdocs.yml").write_text(f"site_name: S\nmarkdown_extensions:\n{options}\n")
    (tmp_path / "docs").mkdir()
    (tmp_path / "a.bib").write_text(ONE)
    (tmp_path / "b.bib").write_bytes(b"\xef\xbb\xbf" + (TWO + "@misc{b, title = {\xe9}}").encode())
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert "b.bib:9:1: note: uneven-layout: 'b' is laid out otherwise than most entries (" in said
    assert "gone.bib:1:1: error: missing-file" in said
