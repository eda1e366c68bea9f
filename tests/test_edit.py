"""A BibTeX file is changed in one place, in one step, and every other byte stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from publications import bibtex
from publications.add import edit
from publications.add.difference import unified
from publications.add.edit import BibFile, Change, EditError, Lines
from publications.bibtex import Entry, writer
from tests.rows import every_row

NEW = writer.make("article", "new2020", {"title": "New", "year": "2020", "month": "May"})
WRITTEN = "@article{new2020,\n  title = {New},\n  month = may,\n  year  = {2020},\n}"
OLD = "@misc{old, title={Old}}"


def appended_to(text: str, entry: Entry = NEW) -> str:
    """The text with an entry at its end, checked.  Raises EditError."""
    changed = edit.changed(text, [edit.insertion(text, len(text), [entry], edit.newline_of(text))])
    edit.check(bibtex.read(changed)[0], [*bibtex.read(text)[0], entry])
    return changed


def replaced_in(text: str, old: Entry) -> str:
    return edit.changed(text, [edit.replacement(Lines(text), old, NEW)])


@every_row(
    "text, appended",
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
    found = appended_to(text)
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
        found = appended_to(text)
    except EditError:
        return
    assert [e.key for e in bibtex.read(found)[0]] == ["old", "new2020"]


@every_row(
    "before", ["", "% words {\n", "@misc{a, title={A}}\n\n", "@string{x = {X}} ", "@misc{bad, {\n"]
)
@every_row(
    "entry",
    [
        "@misc{old,\n  title = {Old},\n  note = {a {nested} brace},\n}",
        '@misc{old, title = "Old {with} quotes", year = 1999}',
        "@misc(old, title = {Old (in round) ones})",
        "@misc{old, title = {Old}, % a comment\n  year = 1999}",
        "  @ misc {old, title = x # {Old}}",
    ],
)
@every_row("after", ["", "\n", "\n\n@misc{z, title={Z}}\n", " words }\n"])
def test_replaced(before: str, entry: str, after: str) -> None:
    text = before + entry + after
    old = next(e for e in bibtex.read(text)[0] if e.key == "old")
    found = replaced_in(text, old)
    assert found == before + " " * (len(entry) - len(entry.lstrip())) + WRITTEN + after


def test_replaced_with_the_lines_of_the_file() -> None:
    text = "@misc{a, title={A}}\r\n@misc{old,\r\n title={Old}\r\n}\r\nwords\r\n"
    old = bibtex.read(text)[0][1]
    assert replaced_in(text, old) == (
        "@misc{a, title={A}}\r\n" + WRITTEN.replace("\n", "\r\n") + "\r\nwords\r\n"
    )


def test_an_entry_whose_end_cannot_be_told_is_not_replaced() -> None:
    text = '@misc(old, title = "Old :-)", year = 1999)\n'
    [old] = bibtex.read(text)[0]
    with pytest.raises(EditError, match="cannot be changed safely"):
        replaced_in(text, old)


def test_keys_of_entries_that_cannot_be_read_are_taken() -> None:
    assert edit.keys("@article{Good, title={x}} @misc { bad2020 , title=} @book(Round,)") == {
        "good",
        "bad2020",
        "round",
    }


NINE = "1\n2\n3\n4\n5\n6\n7\n8\n9\n"


@every_row(
    "text, changes, hunks",
    [
        ("a\n", [], []),
        ("", [Change(0, 0, "b\n")], ["@@ -0,0 +1 @@", "+b"]),
        ("a\n", [Change(2, 2, "b\n")], ["@@ -1 +1,2 @@", " a", "+b"]),
        ("a\r\n", [Change(3, 3, "b\r\n")], ["@@ -1 +1,2 @@", " a", "+b"]),
        ("a", [Change(1, 1, "\n\nb")], ["@@ -1 +1,3 @@", " a", "+", "+b"]),
        (
            NINE,
            [Change(8, 9, "five")],
            ["@@ -2,7 +2,7 @@", " 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8"],
        ),
        (NINE, [Change(18, 18, "10\n")], ["@@ -7,3 +7,4 @@", " 7", " 8", " 9", "+10"]),
        (NINE, [Change(0, 0, "0\n")], ["@@ -1,3 +1,4 @@", "+0", " 1", " 2", " 3"]),
        (
            NINE,
            [Change(16, 16, "8b\n"), Change(0, 0, "0\n")],
            [
                "@@ -1,3 +1,4 @@", "+0", " 1", " 2", " 3",
                "@@ -6,4 +7,5 @@", " 6", " 7", " 8", "+8b", " 9",
            ],
        ),
        (
            NINE,
            [Change(2, 2, "1b\n"), Change(10, 10, "5b\n")],
            [
                "@@ -1,8 +1,10 @@", " 1", "+1b", " 2", " 3", " 4", " 5", "+5b", " 6", " 7", " 8",
            ],
        ),
        ("a\n", [Change(0, 2, "@@ -1 +1 @@\n")], ["@@ -1 +1 @@", "-a", "+@@ -1 +1 @@"]),
    ],
)  # fmt: skip
def test_difference(text: str, changes: list[Change], hunks: list[str]) -> None:
    header = ["--- f", "+++ f"] if hunks else []
    assert list(unified(text, changes, "f")) == header + hunks


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_bytes_stay(tmp_path: Path, mark: bytes) -> None:
    path = tmp_path / "refs.bib"
    data = mark + b"% caf\xe9 in Latin-1\r\n@misc{old, title={Old}}\r\n\r\n"
    path.write_bytes(data)
    file = BibFile.read(path, "refs.bib")
    file.write(appended_to(file.text))
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


def test_a_hundred_thousand_lines_are_not_compared() -> None:
    """Python's difflib alone compares every line with every equal one: here all are."""
    old = "}\n" * 100_000
    lines = list(unified(old, [Change(0, 0, "new\n"), Change(100_000, 100_000, "n\n")], "f"))
    assert len(lines) < 30


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        (f"{OLD}\n", 0, f"{WRITTEN}\n\n{OLD}\n"),
        (f"% head\n{OLD}\n", 7, f"% head\n\n{WRITTEN}\n\n{OLD}\n"),
        (f"% head\n\n{OLD}", 8, f"% head\n\n{WRITTEN}\n\n{OLD}"),
        (
            f"% head\r\n\r\n{OLD}\r\n",
            10,
            f"% head\r\n\r\n{WRITTEN}\r\n\r\n{OLD}\r\n".replace("\r\n", "\n").replace("\n", "\r\n"),
        ),
    ],
)
def test_inserted_in_the_middle(text: str, position: int, expected: str) -> None:
    assert (
        edit.changed(text, [edit.insertion(text, position, [NEW], edit.newline_of(text))])
        == expected
    )


def test_the_new_entry_is_the_one_that_was_meant() -> None:
    wrong = replace(NEW, key="two words")
    with pytest.raises(EditError, match="cannot be changed safely"):
        appended_to(OLD, wrong)
