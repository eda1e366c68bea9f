"""Notes about keys that make an awkward address."""

from __future__ import annotations

from pathlib import Path

import pytest

from publications import bibtex
from publications.__main__ import main
from publications.bibliography import Bibliography, from_entries
from publications.pages.awkward import awkward_addresses
from publications.settings import Owner
from tests.rows import every_row

AWKWARD = [
    ("lim.b", "'publications/lim-b/', which has other characters for '.' (rename"),
    ("lim.b", "rename the key, such as to lim-b, before publications.lock"),
    ("lim.b", "ids = {lim.b} leads on from it"),
    ("a.b:c/d.e", "has other characters for '.:/'"),
    ("DBLP:x", "which has other characters for ':' (rename the key, such as to dblp-x,"),
    ("DBLP:conf/cvpr/Mai19", "rename the key, such as to doe2019ice, before"),
    ("müller2020", "has other characters for 'ü' and ends in digits that mean nothing"),
    ("müller2020", "such as to muller2020,"),
    ("10.1145/36.42", "rename the key, such as to doe2019ice, before publications.lock"),
    ("index", "ends in digits that mean nothing (rename the key, such as to doe2019ice,"),
    ("a" * 51, "which has 51 characters (rename the key, such as to doe2019ice,"),
]
PLAIN = [
    "mai2019",
    "MAI2019",
    "maiLeap2019",
    "HyndmanAthanasopoulos2021",
    "Mai-2019",
    "2019",
    "a_b-c",
    "a" * 50,
]


def bibliography(*keys: str) -> Bibliography:
    rest = "title = {Ice}, author = {Doe, Ann}, year = 2019"
    text = "".join(f"@misc{{{key}, {rest}}}\n" for key in keys)
    return from_entries(bibtex.read(text)[0], (), Owner())


@every_row("key, words", AWKWARD)
def test_what_is_awkward(key: str, words: str) -> None:
    (found,) = awkward_addresses(bibliography(key), ())
    assert (found.line, found.column, found.severity) == (1, 1, "note")
    assert words in found.text


@every_row("key", PLAIN)
def test_what_is_not(key: str) -> None:
    assert list(awkward_addresses(bibliography(key), ())) == []


def test_a_key_that_is_taken_is_not_proposed() -> None:
    (found,) = awkward_addresses(bibliography("lim.b", "lim-c", "lim:c"), ())
    assert "such as to lim-b," in found.text
    (found,) = awkward_addresses(bibliography("muller", "müller"), ())
    assert "such as to doe2019ice," in found.text
    (found,) = awkward_addresses(bibliography("muller", "doe2019ice", "müller"), ())
    assert "such as to doe2019iceb," in found.text


def test_of_many_one_note_names_the_first() -> None:
    three = bibliography("a.1", "b.1", "plain", "c.1")
    assert [each.line for each in awkward_addresses(three, ())] == [1, 2, 4]
    many = bibliography("plain", "d.1", "a.1", "b.1", "c.1")
    (note,) = awkward_addresses(many, ())
    assert note.line == 2
    assert "key 'd.1' makes the address" in note.text
    assert "; 3 more keys make such addresses (rename the key, such as to d-1," in note.text
    locked = {"/publications/d-1.bib"}
    assert [each.line for each in awkward_addresses(many, locked)] == [3, 4, 5]


def test_a_locked_address_is_not_awkward_any_more() -> None:
    locked = {"/publications/lim-b.bib"}
    assert list(awkward_addresses(bibliography("lim.b"), locked)) == []
    assert len(list(awkward_addresses(bibliography("lim.c"), locked))) == 1


def test_check_tells_it_until_the_address_is_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: S\nmarkdown_extensions: [publications]\n")
    (tmp_path / "refs.bib").write_text("@misc{lim.b, title = {T}}\n")
    assert main(["check", "--strict"]) == 0
    assert "refs.bib:1:1: note: awkward-address: " in capsys.readouterr().out
    assert main(["lock-urls"]) == 0
    assert main(["check", "--strict"]) == 0
    assert "awkward-address" not in capsys.readouterr().out


def test_an_old_key_that_is_too_long_is_noted() -> None:
    source = f"@misc{{k, title = {{T}}, ids = {{short, {'i' * 300}}}}}"
    bibliography = from_entries(*bibtex.read(source), Owner())
    (note,) = awkward_addresses(bibliography, ())
    assert (note.severity, note.code, note.line) == ("note", "awkward-address", 1)
    assert "whose address is cut" in note.message
