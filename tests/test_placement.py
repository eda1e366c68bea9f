"""A new entry goes where the order of the file says; all other bytes stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from publications import bibtex
from publications.add import order
from publications.add.edit import BibFile, EditError
from publications.add.order import When
from publications.add.placement import place
from publications.bibtex import Entry, writer
from tests.rows import every_row


def new(year: str = "2021", key: str = "new", **values: str) -> Entry:
    return writer.make("misc", key, {"title": key, "year": year} | values)


def placed(text: str, *entries: Entry) -> str:
    file = BibFile(Path("refs.bib"), "refs.bib", text.encode(), text)
    return place(file, bibtex.read(text, "refs.bib"), entries or [new()], {}).text


def entry(key: str, year: int | str) -> str:
    return f"@misc{{{key},\n  title = {{{key}}},\n  year = {{{year}}},\n}}\n"


def keys(text: str) -> list[str]:
    return [entry.key for entry in bibtex.read(text)[0]]


A, B, C = entry("a", 2022), entry("b", 2020), entry("c", 2018)


@every_row(
    "years, direction",
    [
        ([], "none"),
        ([2020], "none"),
        ([2020, 2020], "none"),
        ([2020, None, 2019], "newest first"),
        ([2019, 2020], "oldest first"),
        ([2020, 2019, 2021], "none"),
        ([2022, 2021, 2020, 2021, 2019, 2018, 2017], "newest first"),  # one slip
        ([2017, 2018, 2019, 2021, 2020, 2021, 2022], "oldest first"),
        ([2022, 2021, 2018, 2019, 2020], "none"),  # seven pairs of ten
        ([2022, 2021, 2020, 2018, 2020, 2019], "none"),  # 12 pairs of 14
        ([2022, 2020, 2018, 2022, 2020, 2018], "none"),  # two sections, each newest first
    ],
)
def test_direction(years: list[int | None], direction: str) -> None:
    dated = [(year, 0, 0) if year else None for year in years]
    assert order.direction(dated) == direction


@every_row(
    "dated, date, index",
    [
        # newest first
        ([(2022, 0, 0), (2020, 0, 0)], (2023, 0, 0), 0),
        ([(2022, 0, 0), (2020, 0, 0)], (2022, 0, 0), 0),
        ([(2022, 0, 0), (2020, 0, 0)], (2021, 0, 0), 1),
        ([(2022, 0, 0), (2020, 0, 0)], (2020, 0, 0), 1),
        ([(2022, 0, 0), (2020, 0, 0)], (2019, 0, 0), 2),
        ([(2022, 0, 0), (2020, 0, 0)], None, 2),
        ([(2022, 9, 0), (2022, 3, 0), (2020, 0, 0)], (2022, 6, 0), 1),
        ([(2022, 9, 0), (2022, 3, 0), (2020, 0, 0)], (2022, 0, 0), 0),
        ([(2022, 9, 5), (2022, 9, 1), (2020, 0, 0)], (2022, 9, 3), 1),
        ([(2015, 0, 0), *((year, 0, 0) for year in range(2024, 2004, -1))], (2019, 0, 0), 6),
        ([(2022, 0, 0), None, (2020, 0, 0)], (2021, 0, 0), 1),
        # oldest first
        ([(2020, 0, 0), (2022, 0, 0)], (2023, 0, 0), 2),
        ([(2020, 0, 0), (2022, 0, 0)], (2022, 0, 0), 2),
        ([(2020, 0, 0), (2022, 0, 0)], (2021, 0, 0), 1),
        ([(2020, 0, 0), (2020, 0, 0), (2022, 0, 0)], (2020, 0, 0), 2),
        ([(2020, 0, 0), (2022, 0, 0)], None, 2),
        # no order
        ([(2020, 0, 0), (2022, 0, 0), (2019, 0, 0)], (2023, 0, 0), 3),
        ([], (2023, 0, 0), 0),
    ],
)
def test_index(dated: list[When | None], date: When | None, index: int) -> None:
    assert order.Order.of(dated).index(date) == index


@every_row(
    "text, before, after",
    [
        # newest first: between, on top, at the end
        (A + "\n" + B, A + "\n", B),
        (B + "\n" + C, "", B + "\n" + C),
        # oldest first, and no order: at the end
        (C + "\n" + B, C + "\n" + B, ""),
        (B + "\n" + A + "\n" + C, B + "\n" + A + "\n" + C, ""),
        # comments directly above an entry are its own, as are several lines of them
        (A + "\n% Pages are not known.\n% Nor is the DOI.\n" + B, A + "\n", None),
        (A + "\nNot confirmed (see notes):\n" + B, A + "\n", None),
        ("% Poster.\n" + B + "\n" + C, "", None),
        # those with a blank line after them are not, nor is what is about the file
        (A + "\n% Later papers.\n\n" + B, A + "\n% Later papers.\n\n", B),
        ("% All publications\n" + B + "\n" + C, "% All publications\n", B + "\n" + C),
        ("% -*- mode: bibtex -*-\n" + B + "\n" + C, "% -*- mode: bibtex -*-\n", B + "\n" + C),
        ("---\n---\n" + B + "\n" + C, "---\n---\n", B + "\n" + C),
        # @string stays above
        ('@string{x = "y"}\n' + B + "\n" + C, '@string{x = "y"}\n', B + "\n" + C),
        ("@comment{\n x\n}\n" + B + "\n" + C, "@comment{\n x\n}\n", B + "\n" + C),
        # entries in round brackets and without blank lines
        (A + "@misc(b,\n title={b},\n year=2020\n)\n" + C, A, None),
        ("@misc(a, title={a},\n year=2022)\n" + B, "@misc(a, title={a},\n year=2022)\n", B),
        # headings that are years
        ("% 2022\n\n" + A + "\n% 2020\n\n" + B, "% 2022\n\n" + A + "\n", "% 2020\n\n" + B),
        ("% 2022\n" + A + "\n% ---- 2020 ----\n" + B, "% 2022\n" + A + "\n", None),
        ("% 2021\n\n" + entry("x", 2021) + "\n" + B, "% 2021\n\n", None),
        ("% 2021\n" + entry("x", 2021) + "\n" + B, "% 2021\n", None),
        ("% 2019\n" + entry("x", 2019) + "% 2022\n" + A, "% 2019\n" + entry("x", 2019), None),
        # an entry that does not begin its line
        (A + "@misc{b,title={b},year=2020} " + C, A, None),
    ],
)
def test_placed(text: str, before: str | None, after: str | None) -> None:
    result = placed(text)
    written = writer.write(new())
    top, bottom = result.split(written)
    if before is not None:
        assert top.rstrip("\n") == before.rstrip("\n")
    if after is not None:
        assert bottom.lstrip("\n") == after
    assert not top.strip() or top.endswith("\n\n")
    assert bottom == "\n" or bottom.startswith("\n\n")
    kept = (top.rstrip("\n") + "\n" + bottom).split("\n")
    assert [line for line in kept if line] == [line for line in text.split("\n") if line]


def test_two_entries_in_one_line_are_not_divided() -> None:
    text = (
        "@misc{a,title={a},year=2022} @misc{b,title={b},year=2020}\n@misc{c,title={c},year=2018}\n"
    )
    assert keys(placed(text)) == ["a", "b", "new", "c"]


def test_a_byte_order_mark_stays_first() -> None:
    text = "\ufeff" + B + "\n" + C
    assert placed(text).lstrip("\ufeff\n").startswith("@misc{new,")
    assert placed(text).startswith("\ufeff")


def test_several_are_placed_each_and_sorted_among_themselves() -> None:
    entries = [new("2017", "x17"), new("2021", "x21"), new("2023", "x23"), new("2021", "y21")]
    entries.append(new("2021", "z21", month="May"))
    entries.append(writer.make("misc", "undated", {"title": "undated"}))
    expected = ["x23", "a", "z21", "x21", "y21", "b", "c", "x17", "undated"]
    assert keys(placed(A + "\n" + B + "\n" + C, *entries)) == expected
    expected = ["c", "b", "x21", "y21", "z21", "a", "x23", "undated"]
    assert keys(placed(C + B + A, *entries[1:])) == expected
    expected = ["a", "x17", "x21", "x23", "y21", "z21", "undated"]
    assert keys(placed(A, *entries)) == expected


def test_parents_and_their_places_do_not_count() -> None:
    text = (
        "@inproceedings{a, title={a}, crossref={p}}\n\n" + B + "\n"
        "@proceedings{p, title={p}, year=2022}\n"
    )
    assert keys(placed(text)) == ["a", "new", "b", "p"]


UNCLOSED = "@misc{bad,\n  title = {Never closed,\n\n"


@every_row(
    "text, year, place",
    [
        (A + "\n" + UNCLOSED, "2021", "7:11"),  # at the end
        (B + "\n" + UNCLOSED, "2010", "7:11"),
        (A + "\n@misc{bad, title = {x", "2021", "6:20"),  # in the last line
        (A + "\n" + UNCLOSED + B, "2021", "7:11"),  # in the middle
        (UNCLOSED + B + "\n" + C, "2030", "2:11"),  # on top
        (A + "\n@misc{bad, title = {x}, year 2020}\n\n" + B, "2021", "6:30"),
    ],
)
def test_a_broken_neighbour_is_named(text: str, year: str, place: str) -> None:
    with pytest.raises(EditError) as refusal:
        placed(text, new(year))
    assert str(refusal.value).startswith(f"refs.bib:{place}: entry 'bad': ") or str(
        refusal.value
    ).startswith(f"refs.bib:{place}: entry 'bad' is not closed")
    assert str(refusal.value).endswith("; nothing is added below it before it is mended")


def test_an_address_between_entries_is_no_broken_neighbour() -> None:
    text = A + "\nhttps://example.org/later\n\n" + B
    assert keys(placed(text)) == ["a", "new", "b"]


def test_what_is_broken_elsewhere_does_not_matter() -> None:
    text = UNCLOSED + A + "\n" + B
    assert keys(placed(text)) == ["a", "new", "b"]
    assert placed(text).startswith(UNCLOSED + A)
