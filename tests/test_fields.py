"""The table of fields: its rows fit each other, and each way of using a field has its names."""

from __future__ import annotations

from publications.bibtex.fields import FIELD, FIELDS, LINKS, KnownField, Use, in_order, used
from publications.exports.bibtex import FIELDS as EXPORTED
from tests.rows import every_row


def test_each_field_has_one_row() -> None:
    assert len(FIELD) == len(FIELDS)


@every_row("row", [row for row in FIELDS if row.twin])
def test_twins_name_each_other(row: KnownField) -> None:
    assert FIELD[row.twin].twin == row.name


def test_names_are_written_in_the_order_of_the_table() -> None:
    names = ["url", "zzz", "pdf", "title", "author", "journal", "aaa", "issn"]
    assert in_order(names) == ["author", "title", "journal", "issn", "zzz", "aaa", "url", "pdf"]


def test_remarks_come_last_in_exported_bibtex() -> None:
    assert EXPORTED[-2:] == ("note", "addendum")
    assert set(EXPORTED) == set(used(Use.EXPORTED))


@every_row(
    "use, some, not_some",
    [
        (Use.EXPORTED, {"author", "isrn", "date"}, {"month", "abstract", "pdf", "annote", "file"}),
        (Use.OWN, {"ids", "key", "xdata"}, {"title", "doi"}),
        (Use.UNSHARED, {"doi", "abstract", "author+an", "pages"}, {"title", "ids", "note"}),
        (Use.VERBATIM, {"url", "crossref", "pdf", "arxiv"}, {"title", "award", "keywords"}),
        (Use.SUGGESTED, {"author", "summary", "year"}, {"editora", "annote", "ids"}),
    ],
)
def test_uses(use: Use, some: set[str], not_some: set[str]) -> None:
    names = set(used(use))
    assert some <= names
    assert not names & not_some


def test_links_have_labels_and_folders() -> None:
    assert [(row.name, row.label) for row in LINKS[:3]] == [
        ("pdf", "PDF"),
        ("html", "HTML"),
        ("code", "Code"),
    ]
    assert {row.name for row in FIELDS if row.folder == "assets/pdf/"} == {
        "pdf", "supp", "slides", "poster",
    }  # fmt: skip
