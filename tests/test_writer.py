"""Entries as BibTeX text: the layout, and values that can be written in braces."""

from __future__ import annotations

import pybtex.database
import pytest
from bibtexparser import entrypoint

from publications import bibtex, tex
from publications.bibtex import writer
from publications.tex import fold
from tests.rows import every_row

FIRST = "Wang, Haochen and Zhang, Tao and Zhou, Yikang and Li, Yanwei and Mai, Guangcan and"


@every_row(
    "value, expected",
    [
        (" two\n blanks ", "two blanks"),
        ("{A} and {B}", "{A} and {B}"),
        ("one } too many", "one too many"),
        ("one { too many", "one too many"),
        ("}{", ""),
        (r"\{", r"{\textbraceleft}"),
        ("ends in \\", "ends in"),
        (r"a new line \\", "a new line"),
        (r"a set $\{1\}$ \{2\}", r"a set $\{1\}$ \{2\}"),
        (r"$\left\{ x \right.$ \{", r"$\left\lbrace{} x \right.$ {\textbraceleft}"),
        (r"{a \\}\\{b} \\\{", r"{a \\ }\\ {b} \\ {\textbraceleft}"),
    ],
)
def test_a_value_can_stand_in_braces(value: str, expected: str) -> None:
    assert writer.braceable(value) == expected


#: Values that a reader might end too early or too late, or take for something else.
HOSTILE = [
    r"\{", r"\}", r"{\{}", r"{\}}", r"\}\{", r"\{a\}", r"\{{a}\}", r"\{a}\}{", "{", "}",
    "}{", "{{a}", r"\{ a }, injected = {b} \{ c }, d = {e\}", "a}}, injected = {b",
    "a}\n@misc{b, title = {c}",
    "a\\", "a\\\\", "{a\\\\}", "{a\\\\}b", "{\\\\}", r"a\\\{b", r"\\{a}", r"\\\}", r"\ ", "\\",
    r"$\{x\}$", r"$\left\{x\right.$", r"a $ b \{ $ c", r"$\}$ \} $",
    "%", "50% of {100%}", "@", "@misc{x, y = {z}}", '"', '{"}', 'a " # "b', "#", "a = b, c",
    r'\"{o} "o',    r"\% \# \& \_ \$ ~ ^", "a, b = {c},", "(a) {(b}",
]  # fmt: skip


@every_row("value", HOSTILE)
def test_all_programs_read_the_same_fields(value: str) -> None:
    """Biber 2.18 reads these as pybtex does."""
    written = writer.braceable(f"x {value}")
    text = writer.layout("misc", "k", {"title": written, "year": "2020"})
    expected = {"title": written, "year": "2020"}
    ((ours,), findings) = bibtex.read(text)
    (theirs,) = entrypoint.parse_string(text).entries
    assert findings == []
    assert ours.values() == expected
    assert dict(pybtex.database.parse_string(text, "bibtex").entries["k"].fields) == expected
    assert {field.key: field.value for field in theirs.fields} == expected
    assert writer.braceable(written) == written
    assert fold(tex.parse(written).text) == fold(tex.parse(f"x {value}").text)


def test_fields_have_one_order_and_one_column() -> None:
    values = {"year": "2021", "pdf": "p.pdf", "title": "T", "howpublished": "web", "author": "A"}
    assert writer.write(writer.make("misc", "k", values)) == (
        "@misc{k,\n"
        "  author       = {A},\n"
        "  title        = {T},\n"
        "  howpublished = {web},\n"
        "  year         = {2021},\n"
        "  pdf          = {p.pdf},\n"
        "}"
    )


def test_long_lines_are_broken_between_words_and_between_people() -> None:
    full = " ".join(["word"] * 16) + " abc"
    values = {"author": f"{FIRST} Tian, Ye", "title": f"{full} at @home", "note": "x" * 120}
    assert writer.write(writer.make("misc", "k", values)).splitlines()[1:-1] == [
        f"  author = {{{FIRST}",
        "            Tian, Ye},",
        f"  title  = {{{full}",
        "            at @home},",  # no line begins with @
        f"  note   = {{{'x' * 120}}},",
    ]
    assert len(f"  title  = {{{full}") == writer.LINE_WIDTH


def test_a_month_is_its_macro_and_reads_again() -> None:
    for month, written in (("May", "may"), ("September", "sep"), ("Sept", "{Sept}")):
        entry = writer.make("misc", "k", {"month": month})
        text = writer.write(entry)
        assert text == f"@misc{{k,\n  month = {written},\n}}"
        assert bibtex.read(text)[0][0].values() == entry.values()


def test_blank_values_make_no_field() -> None:
    assert writer.make("misc", "k", {"note": " ", "title": "{", "year": "1"}).values() == {
        "year": "1"
    }


@pytest.mark.parametrize("role", ["author", "editor"])
def test_lists_of_people_are_broken_after_and(role: str) -> None:
    second = f"{'C' * 10}, {'D' * 12}"  # its first word would fit on the line before
    entry = writer.make("book", "k", {role: f"{'A' * 60}, B and {second}"})
    assert writer.write(entry).splitlines()[2].strip() == f"{second}}},"


def test_titles_are_broken_between_any_words() -> None:
    entry = writer.make("book", "k", {"title": " ".join(["word"] * 17)})
    assert writer.write(entry).splitlines()[2].strip() == "word},"
