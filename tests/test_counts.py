"""How often works are cited: counts.yml is read, written by `watch --counts`, and shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any
from unittest import mock

import pytest

from publications import bibtex
from publications.bibliography import Bibliography, load
from publications.model import counts
from publications.model.counts import Count
from publications.pages.render import Neighbours, Renderer
from publications.settings import Options, Site
from publications.watch import counts as asked
from publications.watch import crossref, openalex
from tests.command_line import run_command
from tests.recorded import Registrars, serving
from tests.rows import every_row

_ITEM = "- doi: 10.1000/One\n  count: 412\n  source: Crossref\n  date: 2026-11-26\n"
_BIB = (
    "@article{one, title = {One}, author = {Carberry, J.}, journal = {J}, year = 2020,"
    " doi = {10.1000/one}}\n"
    "@article{two, title = {Two}, author = {Carberry, J.}, journal = {J}, year = 2021,"
    " doi = {10.1000/two}}\n"
    "@article{none, title = {None}, author = {Carberry, J.}, journal = {J}, year = 2019}\n"
)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (412, "cited 412 times (Crossref, November 2026)"),
        (1, "cited once (Crossref, November 2026)"),
        (0, "cited 0 times (Crossref, November 2026)"),
        (12345, "cited 12,345 times (Crossref, November 2026)"),
    ],
)
def test_a_count_in_words(count: int, text: str) -> None:
    assert Count("10.1000/one", count, "Crossref", "2026-11-26").text == text


def test_a_file_is_read() -> None:
    read, faults = counts.read(_ITEM)
    assert (read, faults) == (
        {"10.1000/one": Count("10.1000/one", 412, "Crossref", "2026-11-26")},
        [],
    )
    assert counts.read("") == counts.read("# nothing\n") == ({}, [])


@every_row(
    "text, line, fact",
    [
        ("a: [", 1, "not YAML"),
        ("a: 1", 1, "the file is not a list"),
        ("- a", 1, "a count without doi"),
        (_ITEM.replace("412", "-1"), 1, "the count '-1' is no whole number"),
        (_ITEM.replace("412", "4.5"), 1, "the count '4.5' is no whole number"),
        (_ITEM.replace("412", "true"), 1, "the count 'true' is no whole number"),
        (_ITEM.replace("412", "9" * 5000), 1, "is no whole number"),
        (_ITEM.replace("412", "٤"), 1, "is no whole number"),
        (_ITEM.replace("10.1000/One", "x"), 1, "the DOI 'x' is malformed"),
        (_ITEM.replace("Crossref", "Scholar"), 1, "the source 'Scholar' is unknown"),
        (_ITEM.replace("2026-11-26", "2026-02-30"), 1, "the date '2026-02-30' is no day"),
        (_ITEM.replace("2026-11-26", "20261126"), 1, "the date '20261126' is no day"),
        (_ITEM + "  note: x\n", 1, "'note' is not known"),
        ("\n\n" + _ITEM.replace("  date: 2026-11-26\n", ""), 3, "a count without date"),
        (_ITEM + _ITEM.replace("One", "one"), 5, "the DOI '10.1000/one' is here twice"),
    ],
)
def test_what_is_wrong_has_its_line(text: str, line: int, fact: str) -> None:
    _, faults = counts.read(text)
    assert faults[0].line == line
    assert fact in faults[0].fact


def test_an_item_that_is_wrong_keeps_no_other_from_being_read() -> None:
    read, faults = counts.read("- doi: x\n" + _ITEM)
    assert (list(read), len(faults)) == (["10.1000/one"], 1)


def test_what_is_written_is_read_again_in_the_order_of_dois() -> None:
    several = [
        Count(doi, number, source, "2026-11-26")
        for doi, number, source in (
            ("10.1000/b", 2, "OpenAlex"),
            ("10.1000/a", 1, "Crossref"),
            (
                "10.1002/(sici)1097-0258:15<1661::aid>3.0.co;2-2#'",
                3,
                "Crossref",
            ),
        )
    ]
    text = counts.written(several)
    assert text == counts.written(reversed(several))
    read, faults = counts.read(text)
    assert not faults
    assert list(read) == sorted(each.doi for each in several)
    assert set(read.values()) == set(several)
    assert "  date: 2026-11-26\n" in text


# ------------------------------------------------------------------ shown


def loaded(folder: Path, text: str | None, *, on: bool = True) -> Bibliography:
    (folder / "refs.bib").write_text(_BIB)
    if text is not None:
        (folder / "counts.yml").write_text(text, encoding="utf-8")
    return load(folder, Options(counts=on))


def page(bibliography: Bibliography, key: str) -> str:
    return Renderer(Site()).page(bibliography.by_key[key], Neighbours(), str)


def test_the_page_shows_the_count_of_its_doi(tmp_path: Path) -> None:
    bibliography = loaded(tmp_path, _ITEM)
    assert not bibliography.diagnostics
    assert "cited 412 times (Crossref, November 2026)" in page(bibliography, "one")
    assert "cited" not in page(bibliography, "two")
    assert "cited" not in page(bibliography, "none")


def test_it_is_off_by_default(tmp_path: Path) -> None:
    assert not Options().counts
    bibliography = loaded(tmp_path, "no: list", on=False)
    assert not bibliography.diagnostics
    assert "cited" not in page(bibliography, "one")


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (None, "counts.yml:1:1", "cannot be read"),
        ("- doi: x\n" + _ITEM, "counts.yml:1:1", "a count without count"),
        (_ITEM + "- doi: x\n", "counts.yml:5:1", "a count without count"),
        ("<script>: [", "counts.yml:1:", "not YAML"),
    ],
)
def test_a_file_that_is_wrong_is_a_finding(
    tmp_path: Path, text: str | None, place: str, words: str
) -> None:
    (finding,) = loaded(tmp_path, text).diagnostics
    assert str(finding).startswith(place)
    assert (finding.severity, finding.code) == ("warning", "unreadable-counts")
    assert words in finding.message


# ------------------------------------------------------------------ asked for

_DAY = date(2026, 11, 26)


def entries() -> list[bibtex.Entry]:
    return bibtex.read(_BIB)[0]


def of_crossref(doi: str, count: Any) -> dict[str, Any]:
    return {
        "DOI": doi,
        "type": "journal-article",
        "title": ["T"],
        "is-referenced-by-count": count,
    }


def works(*items: dict[str, Any]) -> Iterator[Any]:
    yield from crossref.works_in(json.dumps({"message": {"items": items}}))


@every_row("count, written", [(7, 7), (0, 0), (-1, 412), ("7", 412), (True, 412), (None, 412)])
def test_only_numbers_replace_what_was_there(count: object, written: int) -> None:
    text = asked.updated(_ITEM, entries(), works(of_crossref("10.1000/one", count)), _DAY)
    assert counts.read(text)[0]["10.1000/one"].count == written


def test_only_dois_of_the_file_are_counted() -> None:
    found = works(of_crossref("10.1000/TWO", 3), of_crossref("10.1000/other", 9))
    text = asked.updated("", entries(), found, _DAY)
    assert list(counts.read(text)[0]) == ["10.1000/two"]
    gone = _ITEM.replace("One", "gone")
    assert "gone" not in asked.updated(gone, entries(), (), _DAY)


def test_crossref_goes_before_openalex() -> None:
    answer = {
        "results": [{"doi": "https://doi.org/10.1000/one", "title": "T", "cited_by_count": 9}]
    }
    of_openalex = openalex.works_in(json.dumps(answer))
    found = [*works(of_crossref("10.1000/one", 3)), *of_openalex]
    (count,) = counts.read(asked.updated("", entries(), found, _DAY))[0].values()
    assert (count.count, count.source) == (3, "Crossref")
    (count,) = counts.read(asked.updated("", entries(), of_openalex, _DAY))[0].values()
    assert (count.count, count.source) == (9, "OpenAlex")


def watch(folder: Path, *arguments: str) -> CompletedProcess[str]:
    (folder / "mkdocs.yml").write_text(
        "site_name: S\nmarkdown_extensions:\n  - publications:\n      owner: J. Carberry\n"
    )
    (folder / "refs.bib").write_text(_BIB)
    answers = folder / "answers"
    answers.mkdir(exist_ok=True)
    items = [of_crossref("10.1000/one", 5), of_crossref("10.1000/two", 6)]
    (answers / "crossref.json").write_text(json.dumps(items))
    with serving(Registrars(answers)) as address, mock.patch("publications.watch.asking.time"):
        return run_command(["watch", *arguments], folder=folder, PUBLICATIONS_SERVICES=address)


def test_the_command_writes_the_file(tmp_path: Path) -> None:
    watch(tmp_path)
    assert not (tmp_path / "counts.yml").exists()
    watch(tmp_path, "--counts", "--dry-run")
    assert not (tmp_path / "counts.yml").exists()
    assert watch(tmp_path, "--counts").returncode == 0
    text = (tmp_path / "counts.yml").read_text()
    assert {doi: each.count for doi, each in counts.read(text)[0].items()} == {
        "10.1000/one": 5,
        "10.1000/two": 6,
    }
    assert watch(tmp_path, "--counts").returncode == 0
    assert (tmp_path / "counts.yml").read_text() == text


def test_a_file_of_another_form_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "counts.yml").write_text("mine: 1\n")
    done = watch(tmp_path, "--counts")
    assert done.returncode == 1
    assert "counts.yml:1: the file is not a list" in done.stderr
    assert (tmp_path / "counts.yml").read_text() == "mine: 1\n"
