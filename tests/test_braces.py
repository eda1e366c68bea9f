"""Braces in TeX source."""

from __future__ import annotations

import re

from publications.bibtex import writer
from publications.bibtex.entries import unbraced
from publications.tex import braces
from tests.rows import every_row
from tests.timing import is_done_within


@every_row(
    "source, end",
    [
        ("{a}", 3),
        ("{a}b", 3),
        ("a{b}", 4),
        ("{a{b}c}d", 7),
        ("{a{b}", -1),
        ("a", -1),
        ("", -1),
        (r"{\}a}", 3),
    ],
)
def test_where_the_first_group_ends(source: str, end: int) -> None:
    assert braces.closing(source) == end


def test_an_escaped_brace_ends_no_group_of_tex() -> None:
    assert braces.closing(r"{\}a}", braces.GROUP_BRACE) == 5
    assert braces.closing(r"{\\}a}", braces.GROUP_BRACE) == 4


@every_row(
    "source, balanced",
    [("", True), ("a{b{c}}", True), ("}{", False), ("{", False), ("{}}", False), (r"\{\}", True)],
)
def test_balance(source: str, balanced: bool) -> None:
    assert braces.are_balanced(source) == balanced


def test_depths_of_tokens() -> None:
    tokens = braces.with_depths(re.finditer("[{};]", "};{;{;}};"))
    assert [depth for token, depth in tokens if token[0] == ";"] == [0, 1, 2, 0]


@every_row(
    "source, inner",
    [
        ("{a b}", "a b"),
        ("{{ {a} b }}", "{a} b"),
        ("{a} {b}", "{a} {b}"),
        ("{a} b", "{a} b"),
        ("a {b}", "a {b}"),
        ("{a b", "{a b"),
        ("a b}", "a b}"),
        ("}a b{", "}a b{"),
        ("{}", ""),
        ("{ }", ""),
        ("", ""),
        ("{" * 50_000 + "a" + "}" * 50_000, "a"),
    ],
)
def test_without_the_braces_around_all(source: str, inner: str) -> None:
    assert braces.without_outer(source) == inner


def test_the_braces_around_an_identifier_are_taken_off_in_one_pass() -> None:
    nested = writer.make("misc", "k", {"doi": "{" * 50_000 + "10.1000/x" + "}" * 50_000})
    assert unbraced(nested).get("doi") == "10.1000/x"
    assert is_done_within(2, lambda: unbraced(nested))
