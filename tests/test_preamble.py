"""Commands of `@preamble`, and values of other entries by reference."""

from __future__ import annotations

import pytest

from publications import bibtex
from publications.bibtex.crossref import inherit
from tests.rows import every_row


def value(source: str, name: str = "note", key: str = "a") -> str:
    """The text of a field, after inheritance."""
    entries, _, findings = inherit(bibtex.read(source)[0])
    assert findings == []
    entry = next(entry for entry in entries if entry.key == key)
    return entry.text(name).text


@every_row(
    "preamble, note, text",
    [
        (r'"\newcommand{\jdune}{J. of Dunes}"', r"\jdune, {\jdune}", "J. of Dunes, J. of Dunes"),
        (r'"\def\pair#1#2{#2 and #1} " # "\gdef\x{y}"', r"\pair{a}{b} \x", "b and a y"),
        (r"{\providecommand*{\two}[2]{#1\one{#2}} \def\one#1{[#1]}}", r"\two{a}{b}", "a[b]"),
        (r'"\newcommand{\noopsort}[1]{#1} \newcommand{\emph}{x}"', r"\noopsort{1}\emph{2}", "2"),
        (r'"\newcommand{\jdune}{J}" # "\def\x{y}"', r"a\\jdune b \\\x", "a jdune b y"),
        (r'"\newcommand{\none}[0]{zero}"', r"\none", "zero"),
        (r'"\newcommand{\by}[2][Ann]{#2 by #1}"', r"\by{S}, \by[Bob] x", "S by Ann, x by Bob"),
        (r'"\let\mine=\emph \let\off\relax"', r"\mine{a} \off x", "a x"),
        (r'"\DeclareMathOperator*{\Id}{Id\,}"', r"$\Id_x$ $\Id A$ $\Id{A}$", "Idₓ Id A Id A"),
        (r'"\newcommand{\abs}[1]{Abs. #1} \def\op{Opus}"', r"\abs{a} \op 5", "Abs. a Opus5"),
        (r'"\newcommand{\one}[1]{[#1]}"', r"\one a\one\alpha\one", "[a][α]one"),
        ("An unquoted remark, of\nmany words", "n", "n"),
    ],
)  # fmt: skip
def test_simple_commands_are_expanded(preamble: str, note: str, text: str) -> None:
    source = f"@preamble{{{preamble}}}\n@misc{{a, note = {{{note}}}, url = {{\\x}}}}"
    assert value(source) == text
    assert bibtex.read(source)[0][0].get("url") == r"\x"


def test_growth_is_bounded() -> None:
    source = r'@preamble{"\newcommand{\a}{\b\b\b\b\b} \newcommand{\b}{\a\a\a\a\a}"}'
    note = r"\a" * 5000
    entries, _ = bibtex.read(f"{source}@misc{{a, note = {{{note}}}}}")
    assert len(entries[0].get("note")) < 30_000_000


PEOPLE = "@xdata{the-people, author = {Ann Roe and Bob Poe}, note = {N}}"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("author = {Cat Moe and xdata=the-people-author-2}", "Cat Moe and Bob Poe"),
        ("author = {{xdata = the-people-author} and others}", "Ann Roe and Bob Poe and others"),
        ("note = {xdata=the-people-note}", "N"),
        ("note = {On xdata=the-people-note}", "On xdata=the-people-note"),
    ],
)
def test_values_by_reference(field: str, text: str) -> None:
    name = field.partition(" ")[0]
    assert value(f"{PEOPLE} @misc{{a, {field}}}", name) == text


def test_a_reference_that_leads_nowhere_is_named() -> None:
    entries, _ = bibtex.read(PEOPLE + "@misc{a, author = {xdata=the-people-author-3 and Cat Moe}}")
    complete, _, (finding,) = inherit(entries)
    assert finding.code == "undefined-string"
    assert "'the-people-author-3'" in finding.text
    assert complete[1].get("author") == "Cat Moe"


@pytest.mark.parametrize("field", ["crossref = {Old}", "crossref = {{old}}", "xdata = {{b, old}}"])
def test_parents_by_earlier_keys(field: str) -> None:
    parents = (
        "@proceedings{new, ids = {older, old}, title = {P}, publisher = {Q}} @xdata{b, year = 1}"
    )
    assert value(f"{parents} @inproceedings{{a, {field}}}", "publisher") == "Q"
