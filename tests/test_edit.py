"""A BibTeX file is changed in one place, in one step, and every other byte stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from publications import bibtex
from publications.add import edit
from publications.add.edit import BibFile, EditError
from publications.bibtex import writer

NEW = writer.make("article", "new2020", {"title": "New", "year": "2020", "month": "May"})
WRITTEN = "@article{new2020,\n  title = {New},\n  month = may,\n  year  = {2020},\n}"
OLD = "@misc{old, title={Old}}"


@pytest.mark.parametrize(
    ("text", "appended"),
    [
        ("", WRITTEN + "\n"),
        ("\n", "\n" + WRITTEN + "\n"),
        (f"{OLD}\n", f"{OLD}\n\n{WRITTEN}\n"),
        (f"{OLD}\n\n", f"{OLD}\n\n{WRITTEN}\n"),
        (f"{OLD}\n \t\n", f"{OLD}\n \t\n{WRITTEN}\n"),
        (OLD, f"{OLD}\n\n{WRITTEN}"),
        (f"{OLD}\r\n", f"{OLD}\n\n{WRITTEN}\n".replace("\n", "\r\n")),
        (f"{OLD}\r", f"{OLD}\n\n{WRITTEN}\n".replace("\n", "\r")),
        (f"% a comment\n{OLD} % and one at the end", None),
        (f"{OLD}\n@string{{may = {{Mai}}}}\n", None),
        (f"{OLD}\n@article{{no closing brace,\n  title = {{X}},\n", None),
        (f"@article{{unclosed, title = {{X\n\n{OLD}\n", None),
        (f"{OLD}\n@comment{{closed {{well}}}}\n", None),
        ("a file of words, me@example.org, 100%\n", None),
        (f"{OLD}\n@article{{byte\udcff, title={{X\udcfe}}}}\n", None),
    ],
)
def test_appended(text: str, appended: str | None) -> None:
    found = edit.appended(text, NEW)
    assert found.startswith(text)
    if appended is not None:
        assert found == appended
    entries = bibtex.read(found)[0]
    assert entries[-1].get("title") == "New"
    assert [e.key for e in entries[:-1]] == [e.key for e in bibtex.read(text)[0]]


@pytest.mark.parametrize(
    "text",
    [f"{OLD}\n@comment{{\n", f"{OLD}\n@preamble{{ {{ \n", f'{OLD}\n@article{{x, title = "\n'],
)
def test_appended_after_what_is_not_closed_is_read_or_refused(text: str) -> None:
    try:
        found = edit.appended(text, NEW)
    except EditError:
        return
    assert [e.key for e in bibtex.read(found)[0]] == ["old", "new2020"]


@pytest.mark.parametrize(
    "before", ["", "% words {\n", "@misc{a, title={A}}\n\n", "@string{x = {X}} ", "@misc{bad, {\n"]
)
@pytest.mark.parametrize(
    "entry",
    [
        "@misc{old,\n  title = {Old},\n  note = {a {nested} brace},\n}",
        '@misc{old, title = "Old {with} quotes", year = 1999}',
        "@misc(old, title = {Old (in round) ones})",
        "@misc{old, title = {Old}, % a comment\n  year = 1999}",
        "  @ misc {old, title = x # {Old}}",
    ],
)
@pytest.mark.parametrize("after", ["", "\n", "\n\n@misc{z, title={Z}}\n", " words }\n"])
def test_replaced(before: str, entry: str, after: str) -> None:
    text = before + entry + after
    old = next(e for e in bibtex.read(text)[0] if e.key == "old")
    found = edit.replaced(text, old, NEW)
    assert found == before + " " * (len(entry) - len(entry.lstrip())) + WRITTEN + after


def test_replaced_with_the_lines_of_the_file() -> None:
    text = "@misc{a, title={A}}\r\n@misc{old,\r\n title={Old}\r\n}\r\nwords\r\n"
    old = bibtex.read(text)[0][1]
    assert edit.replaced(text, old, NEW) == (
        "@misc{a, title={A}}\r\n" + WRITTEN.replace("\n", "\r\n") + "\r\nwords\r\n"
    )


def test_an_entry_whose_end_cannot_be_told_is_not_replaced() -> None:
    text = '@misc(old, title = "Old :-)", year = 1999)\n'
    [old] = bibtex.read(text)[0]
    with pytest.raises(EditError, match="cannot be changed safely"):
        edit.replaced(text, old, NEW)


def test_keys_of_entries_that_cannot_be_read_are_taken() -> None:
    assert edit.keys("@article{Good, title={x}} @misc { bad2020 , title=} @book(Round,)") == {
        "good",
        "bad2020",
        "round",
    }


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("a\n", "a\n", []),
        ("a\n", "a\nb\n", ["--- f", "+++ f", "@@ -1 +1,2 @@", " a", "+b"]),
        ("a\r\n", "a\r\nb\r\n", ["--- f", "+++ f", "@@ -1 +1,2 @@", " a", "+b"]),
        (
            "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
            "1\n2\n3\n4\nfive\n6\n7\n8\n9\n",
            [
                "--- f",
                "+++ f",
                "@@ -2,7 +2,7 @@",
                " 2",
                " 3",
                " 4",
                "-5",
                "+five",
                " 6",
                " 7",
                " 8",
            ],
        ),
        (
            "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
            "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n",
            ["--- f", "+++ f", "@@ -7,3 +7,4 @@", " 7", " 8", " 9", "+10"],
        ),
        ("x\nx\nx\n", "x\nx\n", ["--- f", "+++ f", "@@ -1,3 +1,2 @@", " x", " x", "-x"]),
    ],
)
def test_diff(old: str, new: str, lines: list[str]) -> None:
    assert list(edit.diff(old, new, "f")) == lines


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_bytes_stay(tmp_path: Path, mark: bytes) -> None:
    path = tmp_path / "refs.bib"
    data = mark + b"% caf\xe9 in Latin-1\r\n@misc{old, title={Old}}\r\n\r\n"
    path.write_bytes(data)
    file = BibFile.read(path, "refs.bib")
    file.write(edit.appended(file.text, NEW))
    assert path.read_bytes() == data + WRITTEN.encode().replace(b"\n", b"\r\n") + b"\r\n"


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    real = tmp_path / "real" / "papers.bib"
    real.parent.mkdir()
    real.write_text(OLD)
    real.chmod(0o640)
    link = tmp_path / "refs.bib"
    link.symlink_to(Path("real") / "papers.bib")
    BibFile.read(link, "refs.bib").write("% new")
    assert link.is_symlink()
    assert real.read_text() == "% new"
    assert real.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in real.parent.iterdir()] == ["papers.bib"]


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text(OLD)
    file = BibFile.read(path, "refs.bib")
    path.write_text("% saved by an editor")
    with pytest.raises(EditError, match="changed meanwhile"):
        file.write("% new")
    assert path.read_text() == "% saved by an editor"


def test_a_failed_write_leaves_the_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "refs.bib"
    path.write_text(OLD)
    file = BibFile.read(path, "refs.bib")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(EditError, match=r"refs.bib: cannot be written: No space left on device"):
        file.write("% new")
    assert path.read_text() == OLD
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("data", "said"),
    [(None, "No such file"), (b"\xff\xfe@\0", "UTF-16")],
)
def test_files_that_cannot_be_used(tmp_path: Path, data: bytes | None, said: str) -> None:
    path = tmp_path / "refs.bib"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(EditError, match=said):
        BibFile.read(path, "refs.bib")


def test_a_hundred_thousand_lines_are_compared_in_one_pass() -> None:
    """Python's difflib alone compares every line with every equal one: here all are."""
    old = "}\n" * 100_000
    lines = list(edit.diff(old, old + "new\n" + "}\n" * 9, "f"))
    assert len(lines) < 30


def test_the_new_entry_is_the_one_that_was_meant() -> None:
    wrong = replace(NEW, key="two words")
    with pytest.raises(EditError, match="cannot be changed safely"):
        edit.appended(OLD, wrong)
