"""What a block may ask for, and what it then shows."""

from __future__ import annotations

from typing import Any

import pytest

from publications import bibliography, bibtex
from publications.pages.select_tests import SelectionError
from publications.pages.selection import Selection
from publications.settings import Owner
from tests.rows import every_row

REFS = """
@article{a19, author={A B}, title={A}, journal={J}, month=may, year=2019, selected={true},
  keywords={Face Recognition, security}}
@conference{c21, author={A B}, title={C}, booktitle={P}, year=2021, keywords={faces}}
@phdthesis{t18, author={A B}, title={T}, school={S}, year=2018, selected={true}}
@article{b19, author={A B}, title={B}, journal={J}, month=jan, year=2019, abbr={TIFS}}
@misc{p17, author={A B}, title={P}, year=2017, arxiv={1703.00832}}
@article{f, author={A B}, title={F}, journal={J}, year={in press}}
"""


def shown(**options: Any) -> list[str]:
    """Headings with a colon, and keys, in the order of the page."""
    entries, _ = bibtex.read(REFS)
    publications = bibliography.from_entries(entries, (), Owner()).publications
    found = []
    for group in Selection.from_mapping(options).apply(publications):
        found += [f"{group.title}:"] if group.title else []
        found += [publication.key for publication in group.publications]
    return found


@every_row(
    "options, expected",
    [
        ({}, "Forthcoming: f 2021: c21 2019: a19 b19 2018: t18 2017: p17"),
        ({"group": "none"}, "f c21 a19 b19 t18 p17"),
        ({"group": "none", "sort": "newest"}, "f c21 a19 b19 t18 p17"),
        ({"group": "none", "sort": "oldest"}, "p17 t18 b19 a19 c21 f"),
        ({"group": "none", "sort": "file"}, "a19 c21 t18 b19 p17 f"),
        ({"sort": "oldest"}, "2017: p17 2018: t18 2019: b19 a19 2021: c21 Forthcoming: f"),
        ({"group": "type"}, "Journal articles: f a19 b19 Conference papers: c21 Preprints: p17"
         " Theses: t18"),
        ({"group": "none", "limit": 2}, "f c21"),
        ({"group": "none", "limit": 99}, "f c21 a19 b19 t18 p17"),
        ({"group": "none", "limit": 0}, "f c21 a19 b19 t18 p17"),
        ({"group": "none", "limit": 1, "select": "selected", "sort": "file"}, "a19"),
        ({"group": "none", "select": "all"}, "f c21 a19 b19 t18 p17"),
        ({"group": "none", "select": "selected"}, "a19 t18"),
        ({"group": "none", "select": "type=article"}, "f a19 b19"),
        ({"group": "none", "select": "type=Article, year=2019"}, "a19 b19"),
        ({"group": "none", "select": "type=inproceedings"}, "c21"),
        ({"group": "none", "select": "type=conference"}, "c21"),
        ({"group": "none", "select": "type=phdthesis"}, "t18"),
        ({"group": "none", "select": "type=thesis"}, "t18"),
        ({"group": "none", "select": "type=preprint"}, "p17"),
        ({"group": "none", "select": "type=misc"}, "p17"),
        ({"group": "none", "select": "keywords=face recognition"}, "a19"),
        ({"group": "none", "select": "keyword=Security"}, "a19"),
        ({"group": "none", "select": "keywords=face"}, ""),
        ({"group": "none", "select": "year=2019"}, "a19 b19"),
        ({"group": "none", "select": "abbr=tifs"}, "b19"),
        ({"group": "none", "select": "selected, type=article"}, "a19"),
        ({"group": "none", "select": " selected ,type = article "}, "a19"),
        ({"select": "year=1900"}, ""),
    ],
)  # fmt: skip
def test_what_is_shown(options: dict[str, Any], expected: str) -> None:
    assert " ".join(shown(**options)) == expected


@every_row(
    "options, words",
    [
        ({"selct": "all"}, ["'selct'", "did you mean 'select'?"]),
        ({"colour": "red"}, ["'colour'", "limit, detail, filter, timeline, figures, numbers"]),
        ({"group": "yeer"}, ["'group'", "'yeer'", "year, type, none"]),
        ({"group": None}, ["'group'", "year, type, none"]),
        ({"sort": ["newest"]}, ["'sort'", "newest, oldest, file"]),
        ({"detail": "all"}, ["'detail'", "line, summary, abstract, full"]),
        ({"limit": -1}, ["'limit'", "-1"]),
        ({"limit": True}, ["'limit'", "True"]),
        ({"limit": "5"}, ["'limit'", "'5'"]),
        ({"filter": "yes please"}, ["'filter'", "true, false"]),
        ({"figures": "yes"}, ["'figures'", "true, false"]),
        ({"figures": 1}, ["'figures'", "true, false"]),
        ({"numbers": "ture"}, ["'numbers'", "did you mean 'true'?"]),
        ({"filter": "flase"}, ["'filter'", "true, false", "did you mean 'false'?"]),
        ({"timeline": "yes"}, ["'timeline'", "true, false"]),
        ({"select": "slected"}, ["'select'", "'slected'", "all, selected, or field=value"]),
        ({"select": "type="}, ["'select'", "'type='"]),
        ({"select": "=article"}, ["'select'"]),
        ({"select": ""}, ["'select'"]),
        ({"select": "selected,"}, ["'select'"]),
        ({"select": None}, ["'select'"]),
        ({1: 2}, ["'1'"]),
    ],
)
def test_what_is_not_understood_is_named(options: dict[str, Any], words: list[str]) -> None:
    with pytest.raises(SelectionError) as caught:
        Selection.from_mapping(options)
    for word in words:
        assert word in str(caught.value)


@every_row(
    "options, expected",
    [
        ({}, False),
        ({"detail": "abstract"}, False),
        ({"detail": "summary"}, True),
        ({"detail": "summary", "figures": False}, False),
        ({"detail": "line", "figures": True}, True),
        ({"figures": True}, True),
    ],
)
def test_lists_with_figures(options: dict[str, Any], expected: bool) -> None:
    assert Selection.from_mapping(options).with_figures is expected


@every_row(
    "select, words",
    [
        ("tpye=article", ["unknown field 'tpye'", "type, year, keywords", "did you mean 'type'?"]),
        ("type=article, keywrods=x", ["'keywrods'", "did you mean 'keywords'?"]),
        ("Yaer=2019", ["'yaer'", "did you mean 'year'?"]),
        ("abr=TIFS", ["'abr'", "did you mean 'abbr'?", "author, booktitle, journal"]),
        ("project=x", ["unknown field 'project'"]),
        ("type=artcile", ["'type=artcile'", "did you mean 'article'?"]),
        ("type=hologram", ["'type=hologram'", "phdthesis"]),
        ("year=20I9", ["'year=20I9'", "a year in digits"]),
        ("selected=flase", ["'selected=flase'", "did you mean 'false'?"]),
        ("type=article, selected = ture", ["'selected = ture'", "did you mean 'true'?"]),
        ("selected=please", ["'selected=please'", "allowed: true, false"]),
        ("bibtex_show=onn", ["'bibtex_show=onn'", "did you mean 'on'?"]),
    ],
)
def test_an_unknown_field_or_type_is_named(select: str, words: list[str]) -> None:
    entries, _ = bibtex.read(REFS)
    publications = bibliography.from_entries(entries, (), Owner()).publications
    with pytest.raises(SelectionError) as caught:
        Selection.from_mapping({"select": select}).check(publications)
    for word in words:
        assert word in str(caught.value)


@every_row(
    "select",
    [
        "all",
        "selected",
        "selected, type=phdthesis",
        "type=thesis",
        "type=preprint",
        "type=conference",
        "type=patent",
        "type=podcast",
        "keyword=x",
        "year=1900",
        "award=x",
        "project=x",
        "selected=true",
    ],
)
def test_known_fields_and_types_are_known_without_an_entry(select: str) -> None:
    entries, _ = bibtex.read("@podcast{p, title = {P}, project = {Mine}}")
    publications = bibliography.from_entries(entries, (), Owner()).publications
    Selection.from_mapping({"select": select}).check(publications)


def test_selected_may_be_tested_as_any_field() -> None:
    assert shown(group="none", select="selected=true") == ["a19", "t18"]
    assert shown(group="none", select="selected=Yes") == ["a19", "t18"]
    assert shown(group="none", select="selected=0") == ["f", "c21", "b19", "p17"]


def test_defaults() -> None:
    assert Selection.from_mapping({}) == Selection("all", "year", "newest", 0, "line", False)


def test_groups_have_their_anchors() -> None:
    entries, _ = bibtex.read(REFS)
    publications = bibliography.from_entries(entries, (), Owner()).publications
    by_year = Selection.from_mapping({}).apply(publications)
    assert [g.anchor for g in by_year] == ["forthcoming", "2021", "2019", "2018", "2017"]
    by_type = Selection.from_mapping({"group": "type"}).apply(publications)
    assert [g.anchor for g in by_type] == ["article", "conference", "preprint", "thesis"]
