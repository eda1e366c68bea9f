"""What Google Scholar would miss of a paper: `check`, and `verify --scholar`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from publications.__main__ import main

WHO = "author = {A One}, year = 2020, abstract = {Says.}"
Out = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    config = "site_name: S\nsite_url: https://site.test/\nmarkdown_extensions: [publications]\n"
    (tmp_path / "mkdocs.yml").write_text(config)
    (tmp_path / "docs/assets/pdf").mkdir(parents=True)
    (tmp_path / "docs/index.md").write_text("---\ndescription: D\n---\n# S\n")
    (tmp_path / "docs/assets/pdf/p.pdf").write_bytes(b"%PDF-1.4")
    with (tmp_path / "docs/assets/pdf/large.pdf").open("wb") as file:
        file.truncate(5_200_000)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def noted(folder: Path, capsys: Out, text: str, *command: str) -> list[tuple[int, str]]:
    """Column and message of each note of this code about an entry on one line."""
    (folder / "refs.bib").write_text(text)
    assert main([*(command or ("check", "--strict")), "--format", "json"]) == 0
    findings = json.loads(capsys.readouterr().out or "[]")
    assert {each["severity"] for each in findings} <= {"note"}
    notes = [each for each in findings if each["code"] == "not-for-scholar"]
    assert {(each["path"], each["line"]) for each in notes} <= {("refs.bib", 1)}
    return [(each["column"], each["message"]) for each in notes]


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (f"article{{k, {WHO}, title = {{T}}, journal = {{J}}", []),
        (f"article{{k, {WHO}, title = {{Untitled}}, journal = {{J}}", ["'Untitled'"]),
        (f"article{{k, {WHO}, title = {{???}}, journal = {{J}}", ["'???'"]),
        (f"article{{k, {WHO}, title = {{T}}", ["has no journal"]),
        (f"review{{k, {WHO}, title = {{T}}", ["has no journal"]),
        (f"inproceedings{{k, {WHO}, title = {{T}}", ["has no conference"]),
        (f"inproceedings{{k, {WHO}, title = {{T}}, eventtitle = {{E}}", []),
        (f"incollection{{k, {WHO}, title = {{T}}", ["has no book"]),
        (f"phdthesis{{k, {WHO}, title = {{T}}", ["has no institution"]),
        (f"mastersthesis{{k, {WHO}, title = {{T}}, school = {{S}}", []),
        (f"thesis{{k, {WHO}, title = {{T}}, institution = {{S}}", []),
        (f"techreport{{k, {WHO}, title = {{T}}", ["has no institution"]),
        (f"report{{k, {WHO}, title = {{T}}, institution = {{S}}", []),
        ("misc{k, title = {T}, abstract = {Says.}", ["has no author", "has no date"]),
        ("misc{k, title = {T}, editor = {A One}, year = 2020", ["has no author"]),
        ("book{k, title = {T}, editor = {A One}, year = 2020, publisher = {P}", []),
        ("book{k, title = {T}, year = 2020, publisher = {P}", ["has no author"]),
        ("proceedings{k, title = {T}, year = 2020", []),
        ("software{k, title = {T}", []),
        ("misc{k, title = {T}, author = {A One}, year = {-44}", ["has no date"]),
        ("misc{k, title = {T}, author = {A One}, pubstate = {inpress}", ["has no date"]),
        ("misc{k, title = {T}, author = {A One}, eprint = {1703.00832}", []),
        (f"misc{{k, {WHO}, title = {{T}}, pdf = {{p.pdf}}", []),
        (f"misc{{k, {WHO}, title = {{T}}, pdf = {{large.pdf}}", ["a PDF of 5.2 MB"]),
        (f"misc{{k, {WHO}, title = {{T}}, pdf = {{https://e.org/p.pdf}}", ["elsewhere"]),
        (f"misc{{k, {WHO}, title = {{T}}, pdf = {{//site.test/p.pdf}}", ["elsewhere"]),
        (f"misc{{k, {WHO}, title = {{T}}, pdf = {{https://site.test/p.pdf}}", ["elsewhere"]),
        (f"misc{{k, {WHO}, title = {{T}}, pdf = {{https://site.test/publications/p.pdf}}", []),
        (f"misc{{k, {WHO}, title = {{T}}, pdf = {{https://e.org/p}}", ["not end in .pdf"]),
    ],
)
def test_what_is_noted(folder: Path, capsys: Out, entry: str, words: list[str]) -> None:
    (folder / "refs.bib").write_text(f"@{entry}}}\n")
    main(["verify", "--scholar", "--format", "json"])
    said = json.loads(capsys.readouterr().out or "[]")
    messages = [each["message"] for each in said if "abstract nor PDF" not in each["message"]]
    assert len(messages) == len(words), messages
    for message, expected in zip(messages, words, strict=True):
        assert message.startswith("'k' has ")
        assert expected in message


def test_a_note_is_at_its_field_and_no_command_fails(folder: Path, capsys: Out) -> None:
    text = "@phdthesis{k, author = {A One}, year = 2020, title = {T}, pdf = {large.pdf}}"
    expected = [
        (1, "'k' has no institution, which Google Scholar asks for"),
        (text.index("pdf =") + 1, "'k' has a PDF of 5.2 MB, of which Google Scholar takes 5"),
    ]
    assert noted(folder, capsys, text) == expected
    assert noted(folder, capsys, text, "verify", "--scholar") == expected


def test_a_file_in_the_place_of_the_copy(folder: Path, capsys: Out) -> None:
    (folder / "docs/publications").mkdir()
    (folder / "docs/publications/k.pdf").write_bytes(b"another")
    text = f"@misc{{k, {WHO}, title = {{T}}, pdf = {{p.pdf}}}}"
    ((_, message),) = noted(folder, capsys, text)
    assert message.startswith("'k' has its PDF in another folder than its page")


def test_a_site_without_an_address(folder: Path, capsys: Out) -> None:
    (folder / "mkdocs.yml").write_text("site_name: S\nmarkdown_extensions: [publications]\n")
    text = f"@misc{{k, {WHO}, title = {{T}}, pdf = {{p.pdf}}}}"
    ((_, message),) = noted(folder, capsys, text)
    assert "without an address" in message


def test_papers_without_anything_to_read_are_one_note_of_verify(folder: Path, capsys: Out) -> None:
    bare = "author = {A One}, year = 2020, title = {T %s}, journal = {J}"
    text = " ".join(f"@article{{{key}, {bare % key}}}" for key in "abc")
    text += f" @software{{d, {bare % 'd'}}} @article{{e, {bare % 'e'}, pdf = {{p.pdf}}}}"
    text += f" @article{{f, {bare % 'f'}, arxiv = {{1703.00832}}}}"
    assert noted(folder, capsys, text, "check") == []
    ((column, message),) = noted(folder, capsys, text, "verify", "--scholar")
    assert column == 1
    assert message.startswith("'a' and 2 more have neither abstract nor PDF")


@pytest.mark.parametrize(("head", "notes"), [("", 1), ('<meta name="citation_title">', 0)])
def test_a_page_of_the_site_without_tags(folder: Path, capsys: Out, head: str, notes: int) -> None:
    (folder / "refs.bib").write_text(f"@misc{{k, {WHO}, title = {{T}}}}")
    for name in ("index.html", "publications/k/index.html"):
        (folder / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "site" / name).write_text(head)
    main(["verify", "site", "--scholar", "--format", "json"])
    said = json.loads(capsys.readouterr().out)
    places = [each["path"] for each in said if each["code"] == "not-for-scholar"]
    assert places == ["publications/k/index.html"] * notes
    main(["verify", "site", "--format", "json"])
    assert "not-for-scholar" not in capsys.readouterr().out


def test_verify_asks_for_a_folder(folder: Path, capsys: Out) -> None:
    (folder / "refs.bib").write_text("")
    assert main(["verify"]) == 2
    assert "folder of the site" in capsys.readouterr().err
