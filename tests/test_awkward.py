"""Notes about keys that make an awkward address."""

from __future__ import annotations

from pathlib import Path

import pytest

from publications import bibliography, bibtex
from publications.__main__ import main
from publications.bibliography import Library
from publications.pages.awkward import awkward_addresses
from publications.settings import Owner

AWKWARD = [
    ("maiLeap2019", "'publications/maiLeap2019/', which mixes capital and small letters (rename"),
    ("maiLeap2019", "rename the key, such as to maileap2019, before make lock-urls"),
    ("maiLeap2019", "ids = {maiLeap2019} leads on from it"),
    ("lim.b", "'publications/lim-b/', which has other characters for '.' (rename"),
    ("a.b:c/d.e", "has other characters for '.:/'"),
    ("DBLP:x", "has other characters for ':' and mixes capital and small letters"),
    ("müller2020", "has other characters for 'ü' and ends in digits that mean nothing"),
    ("müller2020", "such as to muller2020,"),
    ("10.1145/36.42", "rename the key before make lock-urls"),
    ("index", "ends in digits that mean nothing (rename the key before"),
    ("a" * 51, "which has 51 characters (rename the key before"),
]
PLAIN = ["mai2019", "MAI2019", "2019", "a_b-c", "a" * 50]


def library(*keys: str) -> Library:
    text = "".join(f"@misc{{{key}, title = {{{key}}}}}\n" for key in keys)
    return bibliography.from_entries(bibtex.read(text)[0], (), Owner())


@pytest.mark.parametrize(("key", "words"), AWKWARD)
def test_what_is_awkward(key: str, words: str) -> None:
    (found,) = awkward_addresses(library(key), ())
    assert (found.line, found.column, found.severity) == (1, 1, "note")
    assert words in found.text


@pytest.mark.parametrize("key", PLAIN)
def test_what_is_not(key: str) -> None:
    assert list(awkward_addresses(library(key), ())) == []


def test_a_key_that_is_taken_is_not_proposed() -> None:
    (found,) = awkward_addresses(library("lim.b", "lim-c", "lim:c"), ())
    assert "such as to lim-b," in found.text
    (found,) = awkward_addresses(library("muller", "müller"), ())
    assert "such as" not in found.text


def test_a_locked_address_is_not_awkward_any_more() -> None:
    locked = {"/publications/lim-b.bib"}
    assert list(awkward_addresses(library("lim.b"), locked)) == []
    assert len(list(awkward_addresses(library("lim.c"), locked))) == 1


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
