"""The command `coauthors`: who is in the table, when last, and that no spreadsheet runs a cell."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.command_line import run_command

_CONFIG = """site_name: S
markdown_extensions:
  - publications:
      owner: {name: Marit Ekholm}
      people: people.yml
"""
_PEOPLE = """
- name: Tomasz Żuk
  orcid: 0000-0002-1825-0097
  affiliation: Łódź Sound Lab
- name: Aino Virtanen
  affiliation: Institute of Cold Seas
"""
_BIB = """
@article{a, title = {A}, author = {Ekholm, Marit and Żuk, Tomasz and Virtanen, A.}, year = {2022}}
@article{b, title = {B}, author = {Ekholm, Marit and Virtanen, Aino}, date = {2022-10}}
@article{c, title = {C}, author = {Zuk, T. and Ekholm, M. and Okparaebo, Chidi}, date = {2021-03}}
@article{d, title = {D}, author = {Okparaebo, Chidi}, year = {2025}}
@article{e, title = {E}, author = {Ekholm, Marit and Li, Wei and others}, year = {in press}}
@article{f, title = {F}, author = {Ekholm, Marit and Li, Wen and Li, W.}, date = {2020-01/2022-12}}
@article{g, title = {G}, author = {Ekholm, Marit and {Deep Ice Consortium}}, year = {2023}}
@proceedings{h, title = {H}, editor = {Ekholm, Marit and Duarte, Inês}, date = {2022-11-05}}
@misc{i, title = {I}, author = {Ekholm, Marit and Undated, Una}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")
    (tmp_path / "people.yml").write_text(_PEOPLE, encoding="utf-8")
    (tmp_path / "refs.bib").write_text(_BIB, encoding="utf-8")
    return tmp_path


def rows(folder: Path, *arguments: str) -> list[list[str]]:
    """The table without its head."""
    done = run_command(["coauthors", *arguments], folder=folder)
    assert done.returncode == 0, done.stderr
    dialect = "excel" if "csv" in arguments else "excel-tab"
    head, *body = csv.reader(done.stdout.splitlines(), dialect)
    assert head == ["name", "latest", "affiliation", "orcid"]
    return body


_ALL = [
    ["Inês Duarte", "2022", "", ""],
    ["W. Li", "2022", "", ""],
    ["Wei Li", "in press", "", ""],
    ["Wen Li", "2022", "", ""],
    ["Chidi Okparaebo", "2021", "", ""],
    ["Una Undated", "", "", ""],
    ["Aino Virtanen", "2022", "Institute of Cold Seas", ""],
    ["Tomasz Żuk", "2022", "Łódź Sound Lab", "0000-0002-1825-0097"],
]


@pytest.mark.parametrize("form", ["tsv", "csv"])
def test_everybody_is_in_the_table_once(folder: Path, form: str) -> None:
    assert rows(folder, "--format", form) == _ALL


@pytest.mark.parametrize(
    ("since", "left_out"),
    [
        ("2021", set()),
        ("2021-03", set()),
        ("2021-04", {"Chidi Okparaebo"}),
        # The month of A, by Żuk, is not known.
        ("2022-11", {"Chidi Okparaebo", "Aino Virtanen"}),
        ("2022-11-06", {"Chidi Okparaebo", "Aino Virtanen", "Inês Duarte"}),
        ("2030", {name for name, *_ in _ALL} - {"Wei Li", "Una Undated"}),
    ],
)
def test_since_leaves_out_who_is_known_to_be_earlier(
    folder: Path, since: str, left_out: set[str]
) -> None:
    # A's unknown month is that of Virtanen as well, where B does not tell more.
    text = (folder / "refs.bib").read_text(encoding="utf-8").replace(" and Virtanen, A.}", "}")
    (folder / "refs.bib").write_text(text, encoding="utf-8")
    names = {name for name, *_ in rows(folder, "--since", since)}
    assert names == {name for name, *_ in _ALL} - left_out


@pytest.mark.parametrize("since", ["2022-13", "22", "2022-00", "now", "2022-1"])
def test_since_is_a_date(folder: Path, since: str) -> None:
    done = run_command(["coauthors", "--since", since], folder=folder)
    assert done.returncode == 2
    assert since in done.stderr


def test_publications_that_name_not_all_are_named(folder: Path) -> None:
    done = run_command(["coauthors"], folder=folder)
    assert "not all authors are named in: e" in done.stderr


@pytest.mark.parametrize("form", ["tsv", "csv"])
@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "\uff1d1"])
def test_no_name_is_a_formula(folder: Path, formula: str, form: str) -> None:
    entry = f"@misc{{x, title = {{X}}, author = {{Lee, {{{formula}}} and Ekholm, Marit}}}}"
    (folder / "refs.bib").write_text(entry, encoding="utf-8")
    ((name, *_),) = rows(folder, "--format", form)
    assert name == f"'{formula} Lee"


@pytest.mark.parametrize("form", ["tsv", "csv"])
@pytest.mark.parametrize("formula", ["=HYPERLINK(1)", "@SUM(A1)", "|cmd"])
def test_no_affiliation_is_a_formula(folder: Path, formula: str, form: str) -> None:
    (folder / "people.yml").write_text(
        f"- {{name: Chidi Okparaebo, affiliation: '{formula}'}}", encoding="utf-8"
    )
    affiliations = {affiliation for _, _, affiliation, _ in rows(folder, "--format", form)}
    assert f"'{formula}" in affiliations


def test_cells_hold_what_separates_them(folder: Path) -> None:
    (folder / "people.yml").write_text(
        '- {name: Chidi Okparaebo, affiliation: "Lab, \\"Ice\\"\\t\\nOslo"}', encoding="utf-8"
    )
    assert ["Chidi Okparaebo", "2021", 'Lab, "Ice" Oslo', ""] in rows(folder, "--format", "csv")


def test_without_an_owner_nobody_has_coauthors(folder: Path) -> None:
    (folder / "mkdocs.yml").write_text("site_name: S\n", encoding="utf-8")
    done = run_command(["coauthors"], folder=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "owner" in done.stderr


def test_an_entry_that_is_left_out_is_told(folder: Path) -> None:
    with (folder / "refs.bib").open("a", encoding="utf-8") as file:
        file.write("@article{bad, title = {}, author = {Ekholm, Marit and Poe, E}}")
    done = run_command(["coauthors"], folder=folder)
    assert done.returncode == 1
    assert "no-title" in done.stderr
