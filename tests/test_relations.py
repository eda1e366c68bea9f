"""What entries are to each other: biblatex's words in both directions, works, and notices."""

from __future__ import annotations

import pytest

from publications import bibtex
from publications.bibliography import Bibliography, from_entries
from publications.model import versions
from publications.settings import Owner
from tests.rows import every_row

_PAPER = "author = {Doe, J}, journal = {J}"


def read(text: str) -> Bibliography:
    entries, _ = bibtex.read(text)
    return from_entries(entries, [], Owner())


def two(
    related: str, *, a: str = "A", b: str = "B", years: tuple[int, int] = (2020, 2020)
) -> Bibliography:
    """The entries `a`, which has the field, and `b`."""
    return read(
        f"@article{{a, title = {{{a}}}, {_PAPER}, year = {years[0]}, related = {{b}}, {related}}}"
        f"@article{{b, title = {{{b}}}, {_PAPER}, year = {years[1]}}}"
    )


def words(bibliography: Bibliography) -> dict[str, str]:
    """What is said at each entry of the other one."""
    related = versions.of(bibliography.publications, bibliography.by_key)
    return {slug: each.words.english for slug, (each,) in related.items()}


@every_row(
    "relation, at_a, at_b",
    [
        ("translationof", "Translation of", "Translated as"),
        ("translationfrom", "Translation of", "Translated as"),
        ("translationas", "Translated as", "Translation of"),
        ("bytranslator", "Translated as", "Translation of"),
        ("reprintof", "Reprint of", "Reprinted as"),
        ("reprintas", "Reprinted as", "Reprint of"),
        ("multivolume", "Volume", "Volume of"),
        ("origpubin", "Originally published in", "Republished in"),
        ("origpubas", "Originally published as", "Republished as"),
        ("reviewof", "Review of", "Reviewed in"),
        ("Translation-Of", "Translation of", "Translated as"),
        ("sequel", "", ""),
    ],
)
def test_words_in_both_directions(relation: str, at_a: str, at_b: str) -> None:
    bibliography = two(f"relatedtype = {{{relation}}}")
    assert words(bibliography) == {"a": at_a, "b": at_b}
    assert len(versions.listed(bibliography.publications)) == 2


@pytest.mark.parametrize(
    ("relation", "years", "at_a"),
    [
        ("translation", (2020, 2021), "Translated as"),
        ("translation", (2021, 2020), "Translation of"),
        ("reprint", (2020, 2021), "Reprinted as"),
        ("reprint", (2021, 2020), "Reprint of"),
    ],
)
def test_the_later_one_is_the_translation(relation: str, years: tuple[int, int], at_a: str) -> None:
    assert words(two(f"relatedtype = {{{relation}}}", years=years))["a"] == at_a


def test_the_owners_words_go_before() -> None:
    bibliography = two("relatedtype = {translationof}, relatedstring = {Turned from}")
    assert words(bibliography) == {"a": "Turned from", "b": "Translated as"}


@every_row(
    "relation, titles, years, notice",
    [
        ("erratumof", ("A", "B"), (2020, 2021), "a"),
        ("erratum", ("A", "B"), (2020, 2020), "b"),
        ("erratum", ("A", "B"), (2020, 2021), "b"),
        ("erratum", ("A", "B"), (2021, 2020), "a"),
        ("erratum", ("Erratum: A", "A"), (2020, 2021), "a"),
        ("erratum", ("A", "Author Correction: A"), (2021, 2020), "b"),
        ("corrigendum", ("Corrigendum to A", "A"), (2020, 2020), "a"),
        ("correctedin", ("A", "B"), (2021, 2020), "b"),
        ("corrects", ("A", "B"), (2020, 2021), "a"),
        ("retractedby", ("A", "B"), (2021, 2020), "b"),
        ("retraction", ("Retraction Note to: A", "A"), (2020, 2020), "a"),
        ("expression-of-concern", ("A", "Expression of Concern: A"), (2020, 2020), "b"),
    ],
)
def test_which_of_two_is_the_notice(
    relation: str, titles: tuple[str, str], years: tuple[int, int], notice: str
) -> None:
    bibliography = two(f"relatedtype = {{{relation}}}", a=titles[0], b=titles[1], years=years)
    (paper,) = versions.listed(bibliography.publications)
    assert paper.slug != notice
    (told,) = paper.notices
    assert told.slug == notice
    assert paper.retracted == relation.startswith("retract")
    assert [each.slug for each in bibliography.publications if each.is_notice] == [notice]


def test_two_that_call_each_other_a_notice_do_not_both_vanish() -> None:
    fields = f"title = {{T}}, {_PAPER}, year = 2020, relatedtype = {{erratum}}"
    bibliography = read(
        f"@article{{a, {fields}, related = {{b}}}}@article{{b, {fields}, related = {{a}}}}"
    )
    assert [each.slug for each in versions.listed(bibliography.publications)] == ["a"]


def test_notices_in_a_circle_do_not_all_vanish() -> None:
    fields = f"title = {{T}}, {_PAPER}, year = 2020, relatedtype = {{erratumof}}"
    entries = (f"@article{{{a}, {fields}, related = {{{b}}}}}" for a, b in ("ab", "bc", "ca"))
    assert versions.listed(read("".join(entries)).publications)


def test_a_field_and_an_entry_tell_of_one_notice() -> None:
    bibliography = read(
        f"@article{{a, title = {{A}}, {_PAPER}, year = 2020, related = {{b}},"
        " relatedtype = {retractedby}, retraction = {10.1000/n}}"
        f"@article{{b, title = {{B}}, {_PAPER}, year = 2021, doi = {{10.1000/n}}}}"
    )
    (notice,) = bibliography.by_key["a"].notices
    assert (notice.slug, notice.url) == ("b", "https://doi.org/10.1000/n")
    assert notice.date is not None
    assert notice.date.year == 2021


_JOURNAL = f"@article{{journal, title = {{T}}, {_PAPER}, year = 2021"
_TALK = "@inproceedings{talk, title = {T}, author = {Doe, J}, booktitle = {C}, year = 2022"
_EARLY = "@misc{early, title = {Old T}, author = {Doe, J}, eprint = {1901.00001}, year = 2023"


@every_row(
    "text, listed",
    [
        (f"{_JOURNAL}}}{_EARLY}, related = {{journal}}}}", ["journal"]),
        (f"{_JOURNAL}, related = {{early}}}}{_EARLY}}}", ["journal"]),
        (f"{_JOURNAL}}}{_TALK}, related = {{journal}}}}{_EARLY}, related = {{talk}}}}", ["talk"]),
        (f"{_JOURNAL}, related = {{talk}}}}{_TALK}}}", ["talk"]),
        (f"{_JOURNAL}}}{_TALK}}}", ["talk", "journal"]),
        # A part two is no version; what is said to be one is.
        (
            f"{_JOURNAL}}}@article{{two, title = {{T II}}, {_PAPER}, year = 2020,"
            " related = {journal}}",
            ["journal", "two"],
        ),
        (
            f"{_JOURNAL}}}@article{{two, title = {{T II}}, {_PAPER}, year = 2020,"
            " related = {journal}, relatedtype = {version}}",
            ["journal"],
        ),
        # Data and code are works of their own.
        (f"{_JOURNAL}}}@dataset{{d, title = {{D}}, year = 2020, related = {{journal}}}}",
         ["journal", "d"]),
        # A forthcoming one is the newest.
        (
            f"{_JOURNAL}}}@inproceedings{{soon, title = {{T}}, author = {{Doe, J}},"
            " booktitle = {C}, year = {in press}, related = {journal}}",
            ["soon"],
        ),
    ],
)  # fmt: skip
def test_a_work_is_listed_once(text: str, listed: list[str]) -> None:
    assert [each.slug for each in versions.listed(read(text).publications)] == listed


def test_a_list_that_leaves_versions_out_shows_the_first_of_the_others() -> None:
    bibliography = read(
        f"{_JOURNAL}}}{_TALK}, related = {{journal}}}}{_EARLY}, related = {{talk}}}}"
    )
    some = [each for each in bibliography.publications if each.slug != "talk"]
    assert [each.slug for each in versions.listed(some)] == ["journal"]


@every_row(
    "journal, early, selected",
    [
        ("selected = {true}", "", True),
        ("", "selected = {true}", True),
        ("", "", False),
        ("retraction = {2022}", "selected = {true}", False),
        ("selected = {true}", "retraction = {2022}", False),
    ],
)
def test_a_work_is_selected_in_any_version_and_retracted_in_none(
    journal: str, early: str, selected: bool
) -> None:
    bibliography = read(f"{_JOURNAL}, {journal}}}{_EARLY}, related = {{journal}}, {early}}}")
    (work,) = versions.listed(bibliography.publications)
    assert work.selected == selected
