"""Files to publications: order, findings, what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publications import bibtex
from publications.bibliography import Bibliography, from_entries, load
from publications.diagnostics import Diagnostic
from publications.settings import Options, Owner


def loaded(root: Path, *files: str, people: str = "") -> Bibliography:
    """Load the given texts as files `1.bib`, `2.bib`… and, if there is one, people.yml."""
    names = [f"{number}.bib" for number in range(1, len(files) + 1)]
    for name, text in zip(names, files, strict=True):
        (root / name).write_text(text, "utf-8")
    if people:
        (root / "people.yml").write_text(people, "utf-8")
    return load(root, Options(tuple(names), people="people.yml" if people else ""))


def keys(found: Bibliography) -> list[str]:
    return [publication.key for publication in found.publications]


def codes(found: Bibliography) -> list[tuple[str, int, str]]:
    return [(d.path, d.line, d.code) for d in found.diagnostics]


def test_a_parent_is_listed_if_it_is_the_owners() -> None:
    entries, _ = bibtex.read(
        """
        @inproceedings{child, title={A}, author={B, C}, year=2020, crossref={mine}}
        @proceedings{mine, title={P}, editor={Guangcan Mai and B, C}, year=2020}
        @inproceedings{other, title={D}, author={B, C}, year=2020, crossref={theirs}}
        @proceedings{theirs, title={Q}, editor={B, C}, year=2020}
        """
    )
    found = from_entries(entries, [], Owner("Guangcan Mai"))
    assert sorted(keys(found)) == ["child", "mine", "other"]


def test_newest_first_the_undated_last_in_the_order_of_the_file(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        """
        @misc{year, title={T1}, year=2019}
        @misc{same, title={T2}, year=2019}
        @misc{may, title={T3}, year=2019, month=may}
        @misc{day, title={T4}, date={2019-05-02}}
        @misc{undated, title={T5}}
        @misc{press, title={T6}, year={in press}}
        @misc{bc, title={T7}, date={-0044}}
        @misc{new, title={T8}, year=2021}
        """,
    )
    assert keys(found) == ["press", "new", "day", "may", "year", "same", "bc", "undated"]
    assert [p.position for p in found.publications] == [5, 7, 3, 2, 0, 1, 6, 4]


def test_by_key(tmp_path: Path) -> None:
    found = loaded(tmp_path, "@misc{a, title={A}} @misc{b}")
    assert set(found.by_key) == {"a"}
    assert found.by_key["a"] is found.publications[0]


def test_parents_are_not_listed_and_children_have_what_they_lack(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        """
        @inproceedings{child, author={A B}, title={T}, crossref={parent}}
        @proceedings{parent, title={Conference}, year=2019, publisher={P}}
        @xdata{data, publisher={Q}}
        @misc{other, title={O}, xdata={data}}
        @proceedings{alone, title={Own Work}, editor={A B}, year=2018}
        """,
    )
    assert sorted(keys(found)) == ["alone", "child", "other"]
    assert found.diagnostics == ()
    child = found.by_key["child"]
    assert (child.container.text, child.year, child.publisher) == ("Conference", 2019, "P")
    assert found.by_key["other"].publisher == "Q"


def test_all_findings_come_at_once_by_place(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        "@misc{a, title={A}, doi={x}}\n@misc{b, doi={y}, url={javascript:x}}\n@misc{c, title={C",
    )
    assert codes(found) == [
        ("1.bib", 1, "malformed-doi"),
        ("1.bib", 2, "no-title"),
        ("1.bib", 2, "malformed-doi"),
        ("1.bib", 2, "unsafe-url"),
        ("1.bib", 3, "syntax"),
    ]
    assert [d.code for d in found.errors] == ["no-title", "unsafe-url", "syntax"]
    assert [d.code for d in found.warnings] == ["malformed-doi", "malformed-doi"]
    assert keys(found) == ["a"]


def test_several_files_are_one_list(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        "@misc{a, title={A}, year=2019}\n@misc{c, title={C}, crossref={p}}",
        "@misc{b, title={B}, year=2020}\n@misc{A, title={Again}}\n@misc{a/b, title={D}}",
        "@proceedings{p, title={P}, year=2021}\n@misc{a:b, title={E}}",
    )
    assert keys(found) == ["c", "b", "a", "a/b"]
    assert codes(found) == [("2.bib", 2, "duplicate-key"), ("3.bib", 2, "slug-collision")]
    assert "1.bib" in found.diagnostics[0].message
    assert "2.bib:3" in found.diagnostics[1].message


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "there.bib").write_text("@misc{a, title={A}}", "utf-8")
    (tmp_path / "folder.bib").mkdir()
    found = load(tmp_path, Options(("gone.bib", "there.bib", "folder.bib")))
    assert codes(found) == [("folder.bib", 1, "missing-file"), ("gone.bib", 1, "missing-file")]
    assert len(found.errors) == 2
    assert keys(found) == ["a"]


def test_an_empty_file_is_an_empty_list(tmp_path: Path) -> None:
    assert loaded(tmp_path, "") == Bibliography()


def test_the_orcids_of_people_yml_are_shown(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        "@misc{a, title={A}, author={Carberry, Josiah and Cao, Kai}}",
        people="- {name: Josiah Carberry, orcid: 0000-0002-1825-0097}",
    )
    persons = found.by_key["a"].authors.persons
    assert [person.orcid for person in persons] == ["0000-0002-1825-0097", ""]
    assert found.diagnostics == ()


@pytest.mark.parametrize("people", ["name: A B", "- name: A B", "- {name: A, orcid: [", "- 5"])
def test_people_yml_of_another_form_is_an_error_in_it(tmp_path: Path, people: str) -> None:
    found = loaded(tmp_path, "@misc{a, title = {A}}", people=people)
    assert [(d.path, d.line, d.severity, d.code) for d in found.diagnostics] == [
        ("people.yml", 1, "error", "syntax")
    ]
    assert keys(found) == ["a"]


def test_a_missing_people_yml_is_an_error(tmp_path: Path) -> None:
    found = load(tmp_path, Options((), people="people.yml"))
    assert [(d.path, d.code) for d in found.errors] == [("people.yml", "missing-file")]


def test_links_to_files_that_are_not_there_are_not_shown(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "assets" / "pdf").mkdir(parents=True)
    (docs / "assets" / "pdf" / "my paper.pdf").touch()
    entries, _ = bibtex.read(
        "@misc{a, title={A}, pdf={my paper.pdf#page=2}, slides={gone.pdf},"
        " code={https://example.org}}"
    )
    found = from_entries(entries, (), Owner(), docs_dir=docs)
    assert [link.rel for link in found.publications[0].links] == ["pdf", "code"]
    assert [d.code for d in found.diagnostics] == ["missing-file"]
    without = from_entries(entries, (), Owner())
    assert [link.rel for link in without.publications[0].links] == ["pdf", "code", "slides"]


FIELDS = st.sampled_from(
    ["author", "editor", "title", "year", "month", "date", "doi", "url", "isbn", "issn", "arxiv",
     "eprint", "eprinttype", "crossref", "xdata", "pdf", "preview", "keywords", "journal", "pages",
     "edition", "author+an", "author+an:orcid", "jounral", "selected"]
)  # fmt: skip
ENTRIES = st.lists(
    st.builds(
        lambda type_, key, fields: (type_, key, fields),
        st.sampled_from(["article", "book", "inproceedings", "misc", "xdata", "proceedings", "x"]),
        st.sampled_from(["a", "b", "A", "a:b", "a/b", "ä"]),
        st.dictionaries(FIELDS, st.text(max_size=20), max_size=6),
    ),
    max_size=5,
)


@given(ENTRIES)
def test_whatever_entries_say_nothing_raises(
    written: list[tuple[str, str, dict[str, str]]],
) -> None:
    entries = [
        bibtex.Entry(
            type_,
            key,
            {name: bibtex.Field(name, value, line, 3) for name, value in fields.items()},
            "refs.bib",
            line,
            1,
        )
        for line, (type_, key, fields) in enumerate(written, start=1)
    ]
    distinct, diagnostics = bibtex.distinct(entries)
    docs = Path(__file__).parent / "bad"
    found = from_entries(distinct, diagnostics, Owner("A B"), docs_dir=docs)
    assert list(found.diagnostics) == sorted(found.diagnostics)
    slugs = [publication.slug.casefold() for publication in found.publications]
    assert len(slugs) == len(set(slugs))
    places = {(p.entry.line, p.entry.column) for p in found.publications}
    assert not places & {(d.line, d.column) for d in found.errors if d.code == "slug-collision"}


def test_findings_by_severity() -> None:
    error = Diagnostic("refs.bib", 1, 1, "error", "syntax", "x")
    warning = Diagnostic("refs.bib", 2, 1, "warning", "missing-date", "x")
    note = Diagnostic("refs.bib", 3, 1, "note", "layout", "x")
    bibliography = Bibliography().with_findings([note, warning, error])
    assert bibliography.diagnostics == (error, warning, note)
    assert bibliography.errors == (error,)
    assert bibliography.warnings == (warning,)
    assert bibliography.notes == (note,)
    assert bibliography.faults == (error, warning)
