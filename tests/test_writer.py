"""Entries as BibTeX text: the layout, and values that can be written in braces."""

from __future__ import annotations

import pytest

from publications import bibtex
from publications.bibtex import writer

FIRST = "Wang, Haochen and Zhang, Tao and Zhou, Yikang and Li, Yanwei and Mai, Guangcan and"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (" two\n blanks ", "two blanks"),
        ("{A} and {B}", "{A} and {B}"),
        ("one } too many", "one too many"),
        ("one { too many", "one too many"),
        ("}{", ""),
        (r"\{", r"\{"[:-2]),
        ("ends in \\", "ends in"),
        (r"a new line \\", r"a new line \\"),
    ],
)
def test_a_value_can_stand_in_braces(value: str, expected: str) -> None:
    assert writer.braceable(value) == expected


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
