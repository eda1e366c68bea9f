"""What entries take from others by `crossref` and `xdata`."""

from __future__ import annotations

import pytest

from publications.bibtex import Entry, inherit, read
from publications.diagnostics import Diagnostic
from tests.rows import every_row


def complete(text: str) -> tuple[dict[str, Entry], frozenset[str], list[Diagnostic]]:
    entries, found = read(text)
    assert not found
    entries, parents, found = inherit(entries)
    return {entry.key: entry for entry in entries}, parents, found


def taken(child: str, parent: str) -> dict[str, str]:
    """What the child gets beyond its own fields, with the parent behind it and before it."""
    texts = (f"{child}\n{parent}", f"{parent}\n{child}")
    results = []
    for text in texts:
        own = {entry.key: entry.fields for entry in read(text)[0]}["c"]
        entries, _, found = complete(text)
        assert not found
        fields = entries["c"].fields
        assert all(fields[name] == field for name, field in own.items())
        results.append({name: fields[name].value for name in fields if name not in own})
    assert results[0] == results[1]
    return results[0]


@every_row(
    "child, parent, expected",
    [
        # BibTeX: what the child lacks
        (
            "@inproceedings{c, title={T}, year=2001, crossref={p}}",
            "@proceedings{p, booktitle={B}, year=2000, editor={E}}",
            {"booktitle": "B", "editor": "E"},
        ),
        ("@misc{c, note={}, crossref={p}}", "@misc{p, note={N}}", {}),
        ("@misc{c, crossref={P}}", "@misc{p, title={T}, note={N}}", {"title": "T", "note": "N"}),
        ("@misc{c, crossref={ }}", "@misc{p, note={N}}", {}),
        # a name of its own for the same thing
        ("@article{c, journaltitle={J}, crossref={p}}", "@article{p, journal={K}}", {}),
        ("@misc{c, location={L}, crossref={p}}", "@book{p, address={A}}", {}),
        ("@misc{c, year=2001, crossref={p}}", "@misc{p, date={2000-05}}", {}),
        ("@misc{c, date={2001}, crossref={p}}", "@misc{p, year=2000, month=may}", {}),
        ("@misc{c, year=2001, crossref={p}}", "@misc{p, month=may, year=2000}", {}),
        ("@misc{c, year=2000, crossref={p}}", "@misc{p, month=may, year=2000}", {"month": "May"}),
        (
            "@misc{c, crossref={p}}",
            "@misc{p, month=may, year=2000}",
            {"month": "May", "year": "2000"},
        ),
        # biblatex: titles
        (
            "@inproceedings{c, title={T}, crossref={p}}",
            "@proceedings{p, title={P}, subtitle={S}, titleaddon={A}}",
            {"booktitle": "P", "booksubtitle": "S", "booktitleaddon": "A"},
        ),
        (
            "@inproceedings{c, title={T}, crossref={p}}",
            "@proceedings{p, title={P}, subtitle={S}, booktitle={B}}",
            {"booktitle": "B"},
        ),
        ("@inproceedings{c, crossref={p}}", "@proceedings{p, title={P}}", {"booktitle": "P"}),
        ("@conference{c, crossref={p}}", "@book{p, title={P}}", {"booktitle": "P"}),
        (
            "@incollection{c, title={T}, booktitle={B}, crossref={p}}",
            "@collection{p, title={P}, subtitle={S}}",
            {},
        ),
        (
            "@inbook{c, title={T}, crossref={p}}",
            "@book{p, title={P}, author={A}}",
            {"booktitle": "P", "author": "A", "bookauthor": "A"},
        ),
        # BibTeX's inbook bears the title of its book
        ("@inbook{c, chapter=3, crossref={p}}", "@book{p, title={P}}", {"title": "P"}),
        ("@book{c, title={T}, crossref={p}}", "@mvbook{p, title={P}}", {"maintitle": "P"}),
        ("@inbook{c, title={T}, crossref={p}}", "@mvbook{p, title={P}}", {"maintitle": "P"}),
        (
            "@article{c, title={T}, crossref={p}}",
            "@periodical{p, title={P}, subtitle={S}, issn={1}}",
            {"journaltitle": "P", "journalsubtitle": "S", "issn": "1"},
        ),
        ("@article{c, journal={J}, crossref={p}}", "@periodical{p, title={P}}", {}),
        # the parent's own
        (
            "@inproceedings{c, title={T}, crossref={p}}",
            "@proceedings{p, label={L}, key={K}, ids={i}, shorttitle={S}, keywords={k}, doi={D},"
            " url={u}, abstract={A}, pdf={x.pdf}, selected={true}, pages={1--900}, author+an={1=x},"
            " xref={y}, isbn={1}, abbr={ICLR}}",
            {"isbn": "1", "abbr": "ICLR"},
        ),
        # xdata hands down what it has, under the same names
        (
            "@inproceedings{c, title={T}, xdata={p}}",
            "@xdata{p, title={P}, publisher={U}, keywords={k}, url={u}, label={L}}",
            {"publisher": "U", "keywords": "k", "url": "u"},
        ),
    ],
)
def test_what_is_taken(child: str, parent: str, expected: dict[str, str]) -> None:
    assert taken(child, parent) == expected


def test_several_xdata_and_a_crossref_in_this_order() -> None:
    entries, _, found = complete(
        "@misc{c, crossref={p}, xdata={ X , y,,x }}"
        "@xdata{x, note={x}}"
        "@xdata{y, note={y}, series={y}}"
        "@misc{p, note={p}, series={p}, volume={p}}"
    )
    assert not found
    assert [entries["c"].get(name) for name in ("note", "series", "volume")] == ["x", "y", "p"]


def test_parents_have_parents() -> None:
    entries, parents, found = complete(
        "@inproceedings{c, title={T}, crossref={p}}"
        "@proceedings{p, title={P}, xdata={x}, crossref={m}}"
        "@xdata{x, xdata={y}, publisher={U}}"
        "@xdata{y, address={A}}"
        "@mvproceedings{m, title={M}}"
    )
    assert not found
    expected = {"booktitle": "P", "publisher": "U", "address": "A", "maintitle": "M"}
    assert {name: entries["c"].get(name) for name in expected} == expected
    assert parents == {"p", "x", "y", "m"}


def test_a_taken_field_keeps_its_place() -> None:
    entries, _, _ = complete("@misc{c, crossref={p}}\n\n@misc{p,\n  note={N}}")
    field = entries["c"].field("note")
    assert field is not None
    assert (field.line, field.column) == (4, 3)


def test_a_field_from_another_file_stands_where_the_parent_is_named() -> None:
    child = read("@misc{c,\n crossref={p}}", "a.bib")[0]
    parent = read("\n\n\n@misc{p, note={N}}", "b.bib")[0]
    entries, _, _ = inherit([*child, *parent])
    field = entries[0].field("note")
    assert field is not None
    assert (field.value, field.line, field.column) == ("N", 2, 2)


def test_nothing_to_take_changes_nothing() -> None:
    entries, _ = read("@misc{a, note={A}}\n@book{b, title={B}}")
    assert inherit(entries) == (entries, frozenset(), [])


@every_row(
    "text, expected",
    [
        ("@xdata{X, note={N}}", {"X"}),
        ("@proceedings{p, title={P}}", set()),
        ("@proceedings{Pp, title={P}} @misc{c, crossref={pP}}", {"Pp"}),
        ("@proceedings{p, title={P}} @misc{c, xref={p}}", set()),
        ("@set{s, entryset={a, b}} @misc{a, title={A}}", {"s"}),
        ("@article{p, title={P}} @article{c, crossref={p}}", set()),
        ("@article{p, journal={J}} @article{c, crossref={p}}", {"p"}),
    ],
)
def test_who_is_only_a_parent(text: str, expected: set[str]) -> None:
    entries, parents, _ = complete(text)
    assert parents == expected
    assert parents <= entries.keys()


@pytest.mark.parametrize("name", ["crossref", "xdata"])
def test_a_parent_that_is_not_there(name: str) -> None:
    entries, _, found = complete(f"@misc{{c,\n  {name} = {{nowhere}}, title={{T}}}}")
    assert entries["c"].get("title") == "T"
    assert [str(each) for each in found] == [
        f"refs.bib:2:3: warning: undefined-string: {name} of 'c' names an unknown entry: "
        "'nowhere' (correct the key, or add that entry)"
    ]


@pytest.mark.parametrize(
    ("text", "place", "words", "kept"),
    [
        ("@misc{a, crossref={a}}", (1, 10), "'a' refers to itself by crossref", set()),
        ("@misc{a, xdata={x, A}} @xdata{x}", (1, 10), "'a' refers to itself by xdata", {"x"}),
        (
            "@misc{c, title={T}, crossref={a}}\n@misc{b, crossref={a}}\n@misc{a, crossref={B}}",
            (2, 10),
            "'b', 'a' refer to each other by crossref",
            {"c"},
        ),
        (
            "@misc{a, crossref={b}} @misc{b, crossref={c}} @misc{c, xdata={d}}"
            "@misc{d, crossref={e}} @misc{e, crossref={a}}",
            (1, 10),
            "'a', 'b', 'c' and 2 more refer to each other by crossref",
            set(),
        ),
    ],
)
def test_cycles(text: str, place: tuple[int, int], words: str, kept: set[str]) -> None:
    entries, _, found = complete(text)
    (error,) = found
    assert (error.severity, error.code, error.line, error.column) == (
        "error",
        "cyclic-crossref",
        *place,
    )
    assert error.message == words
    assert entries.keys() == kept


def test_each_cycle_is_one_finding() -> None:
    _, _, found = complete(
        "@misc{a, crossref={b}} @misc{b, crossref={a}}\n@misc{c, crossref={c}}\n"
        "@misc{d, xdata={e, f}} @misc{e, crossref={d}} @misc{f, crossref={d}}"
    )
    assert [each.line for each in found] == [1, 2, 3]


def test_long_chains_and_cycles_need_no_recursion() -> None:
    links = [f"@misc{{k{i}, crossref={{k{i + 1}}}}}" for i in range(3_000)]
    entries, _, found = complete("\n".join([*links, "@misc{k3000, note={N}}"]))
    assert not found
    assert entries["k0"].get("note") == "N"
    entries, _, found = complete("\n".join([*links, "@misc{k3000, crossref={k0}}"]))
    assert not entries
    assert [each.code for each in found] == ["cyclic-crossref"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        # many children of a parent with many fields
        "@xdata{p"
        + "".join(f", f{i}={{}}" for i in range(1_000))
        + "}"
        + "".join(f"@misc{{k{i}, xdata={{p}}}}" for i in range(1_000)),
        # each with a field of its own for all behind it
        "".join(f"@misc{{k{i}, f{i}={{}}, crossref={{k{i + 1}}}}}" for i in range(1_000))
        + "@misc{k1000}",
    ],
)
def test_inheritance_is_linear(text: str) -> None:
    entries, _, _ = complete(text)
    own = sum(len(entry.fields) for entry in read(text)[0])
    total = sum(len(entry.fields) for entry in entries.values())
    assert total - own <= 110 * len(entries)  # not a thousand for each


def test_cycles_that_are_connected_are_one_finding_and_their_children_stay() -> None:
    text = (
        "@misc{a, crossref={b}}\n@misc{b, crossref={a}}\n"
        "@misc{c, crossref={d}, xdata={between}}\n@misc{d, crossref={c}}\n"
        "@misc{between, title={T}, xdata={a}}\n"
        "@misc{child, note={x}, xdata={a, kept}}\n@xdata{kept, title={K}}\n"
    )
    entries, _, found = inherit(read(text)[0])
    assert [entry.key for entry in entries] == ["child", "kept"]
    assert entries[0].get("title") == "K"
    assert [(each.line, each.code) for each in found] == [(1, "cyclic-crossref")]
    assert "'a', 'b', 'c' and 2 more refer to each other by crossref" in found[0].message


@every_row(
    "child, parent, expected",
    [
        ("inbook", "book", "A One"),
        ("suppbook", "mvbook", "A One"),
        ("incollection", "book", ""),
        ("misc", "book", ""),
        ("inbook", "collection", ""),
    ],
)
def test_who_takes_the_author_of_a_book(child: str, parent: str, expected: str) -> None:
    text = f"@{child}{{c, author={{B Two}}, crossref={{p}}}}\n@{parent}{{p, author={{A One}}}}"
    entries, _, _ = complete(text)
    assert entries["c"].get("bookauthor") == expected


def test_a_parent_cannot_fill_the_memory() -> None:
    """What is too much is named; what is short, or comes first, is taken."""
    title = "word " * 20_000
    children = "".join(f"@inproceedings{{c{n}, title={{T}}, crossref={{p}}}}\n" for n in range(300))
    entries, parents, found = complete(f"{children}@proceedings{{p, title={{{title}}}, year=2000}}")
    taken = [key for key, entry in entries.items() if "booktitle" in entry.fields]
    assert parents == {"p"}
    assert taken[0] == "c0"
    assert 60 < len(taken) < 80
    assert all(entries[f"c{n}"].get("year") == "2000" for n in range(300))
    assert len(found) == 300 - len(taken)
    assert {(each.severity, each.code) for each in found} == {("warning", "too-much")}
    assert found[-1].line == 300
    assert found[-1].message == "'c299' does not take 'booktitle' from 'p'"


def test_more_fields_of_a_parent_than_are_taken_are_named() -> None:
    fields = ", ".join(f"f{n} = {n}" for n in range(102))
    entries, _, (finding,) = complete(f"@misc{{c, xdata={{p}}}}\n@xdata{{p, {fields}}}")
    assert len(entries["c"].fields) == 101
    assert (finding.line, finding.column, finding.code) == (1, 10, "too-much")
    assert finding.message == "'c' does not take 'f100', 'f101' from 'p'"
