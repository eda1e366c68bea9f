"""Findings in their three formats, also with hostile words in them."""

from __future__ import annotations

import json

import pytest

from publications.diagnostics import (
    Diagnostic,
    Severity,
    as_banner,
    as_github,
    as_json,
    as_text,
    closest,
    did_you_mean,
    printable,
    quote,
)

FOUND = Diagnostic(
    "refs.bib",
    12,
    3,
    "error",
    "duplicate-key",
    "key 'mai2019' was defined on line 4",
    "rename one of them",
)
HOSTILE = Diagnostic(
    "a,b:c%\n.bib", 1, 2, "warning", "syntax", "100% \x1b[31m\r\n::error::x\u202e\udcff"
)


def test_text_is_the_line_that_the_design_gives() -> None:
    assert str(FOUND) == (
        "refs.bib:12:3: error: duplicate-key: "
        "key 'mai2019' was defined on line 4 (rename one of them)"
    )


def test_a_hint_holds_no_control_characters() -> None:
    finding = Diagnostic("a.bib", 1, 1, "error", "syntax", "x\x1b", "y\x1b")
    assert finding.text == "x\ufffd (y\ufffd)"


def test_text_without_hint_has_no_parentheses() -> None:
    assert str(Diagnostic("a.bib", 1, 1, "error", "syntax", "x")) == "a.bib:1:1: error: syntax: x"


def test_findings_sort_by_place() -> None:
    places = [("b", 1, 1), ("a", 10, 1), ("a", 2, 9), ("a", 2, 10)]
    found = sorted(Diagnostic(*place, "error", "syntax", "x") for place in places)
    assert [(each.path, each.line, each.column) for each in found] == [
        ("a", 2, 9),
        ("a", 2, 10),
        ("a", 10, 1),
        ("b", 1, 1),
    ]


@pytest.mark.parametrize("write", [as_text, as_github])
def test_one_line_for_each_finding_whatever_it_says(write: object) -> None:
    assert callable(write)
    assert write([]) == ""
    assert len(write([FOUND, HOSTILE, FOUND]).splitlines()) == 3


@pytest.mark.parametrize("write", [as_text, as_github, as_json])
def test_nothing_unprintable_is_written(write: object) -> None:
    assert callable(write)
    written = write([HOSTILE])
    assert all(char.isprintable() or char == "\n" for char in written)
    written.encode()  # a lone surrogate would not


def test_github_annotates_the_line() -> None:
    assert as_github([FOUND]) == (
        "::error file=refs.bib,line=12,col=3,title=duplicate-key::"
        "key 'mai2019' was defined on line 4 (rename one of them)"
    )


def test_github_escapes_properties_and_message() -> None:
    written = as_github([HOSTILE])
    assert written.startswith("::warning file=a%2Cb%3Ac%25\ufffd.bib,line=1,col=2,title=syntax::")
    assert written.endswith("::100%25 \ufffd[31m\ufffd\ufffd::error::x\ufffd\ufffd")


def test_json_holds_every_field() -> None:
    assert json.loads(as_json([])) == []
    assert json.loads(as_json([FOUND])) == [
        {
            "path": "refs.bib",
            "line": 12,
            "column": 3,
            "severity": "error",
            "code": "duplicate-key",
            "message": "key 'mai2019' was defined on line 4",
            "hint": "rename one of them",
        }
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain 日本", "plain 日本"),
        ("a\nb\x00\x7f", "a\ufffdb\ufffd\ufffd"),
        ("\u202eevil", "\ufffdevil"),
        ("\udc80", "\ufffd"),
    ],
)
def test_printable(text: str, expected: str) -> None:
    assert printable(text) == expected


def test_long_words_are_shortened() -> None:
    assert quote("key") == "'key'"
    assert len(quote("x" * 10_000_000)) < 100


@pytest.mark.parametrize(
    ("word", "match", "question"),
    [
        ("tpye", "type", "did you mean 'type'?"),
        ("type", "type", "did you mean 'type'?"),
        ("zzz", "", ""),
        ("", "", ""),
    ],
)
def test_the_closest_of_some_words(word: str, match: str, question: str) -> None:
    assert closest(word, ("year", "type")) == match
    assert did_you_mean(word, iter(("year", "type"))) == question


def finding(line: int, code: str, severity: Severity = "warning") -> Diagnostic:
    return Diagnostic("refs.bib", line, 1, severity, code, f"fact {line}")


def test_a_banner_shows_errors_first_and_all_of_a_few() -> None:
    found = [finding(1, "missing-file"), finding(2, "syntax", "error"), finding(3, "no-title")]
    assert as_banner(found) == [
        {"severity": "error", "text": "refs.bib:2:1: error: syntax: fact 2"},
        {"severity": "warning", "text": "refs.bib:1:1: warning: missing-file: fact 1"},
        {"severity": "warning", "text": "refs.bib:3:1: warning: no-title: fact 3"},
    ]


def test_a_banner_of_thousands_is_a_number_and_twenty() -> None:
    found = [finding(line, "missing-file") for line in range(2000)]
    found += [finding(3000, "missing-owner"), finding(4000, "syntax", "error")]
    number, *shown = as_banner(found)
    assert number["text"].startswith("2002 findings, of which 20 are here (make check")
    assert number["severity"] == "error"
    lines = [int(each["text"].split(":")[1]) for each in shown]
    assert lines == [4000, *range(18), 3000]


def test_no_code_fills_a_banner_before_another_has_come() -> None:
    found = [finding(line, f"code-{line % 25}") for line in range(100)]
    shown = as_banner(found)[1:]
    assert len({each["text"].split(": ")[2] for each in shown}) == 20
    assert len(as_banner(found[:20])) == 20, "no number where all are shown"
