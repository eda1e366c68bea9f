"""References in words, compared with those that citeproc-js makes of the same CSL-JSON.

tests/golden/references/<style>.toml has the references of citeproc-js, and where ours differ. A new
entry needs the reference that citeproc-js (npm's `citeproc`) makes of `csl.item`, with the style
and the locale that the file names.
"""

from __future__ import annotations

import html
import tomllib
from pathlib import Path
from typing import Any

import pytest

from publications.exports import citation_text
from publications.exports.citation_text import Reference
from publications.exports.title_case import title_case
from tests.exported import TYPES, read
from tests.rows import every_row
from tests.timing import is_done_within

FOLDER = Path(__file__).parent / "golden" / "references"
PUBLICATIONS = [*TYPES.values(), *read((FOLDER / "entries.bib").read_text(encoding="utf-8"))]
MOST_DIFFERENCES = 0.05
#: The average for one entry in all styles, in seconds; several times what it takes.
LONGEST = 0.001


def marked(reference: Reference) -> str:
    """A reference with `<i>` around italics."""
    return html.unescape(reference.html.replace("em>", "i>"))


def ours(style: str) -> dict[str, str]:
    """Our references in a style, by key."""
    references: dict[str, str] = {}
    for publication in PUBLICATIONS:
        in_styles = {each.style: each for each in citation_text.references(publication)}
        references[publication.key] = marked(in_styles[style])
    return references


def golden(style: str) -> dict[str, Any]:
    """The golden file of a style."""
    return tomllib.loads((FOLDER / f"{style.lower()}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("style", citation_text.STYLES)
def test_as_the_oracle_writes_it_but_for_the_listed_differences(style: str) -> None:
    file = golden(style)
    differences = file["differences"]
    expected = file["references"] | {key: each["ours"] for key, each in differences.items()}
    assert ours(style) == expected
    assert all(each["reason"] for each in differences.values())


@pytest.mark.parametrize("style", citation_text.STYLES)
def test_few_differences_and_none_that_is_gone(style: str) -> None:
    file = golden(style)
    oracle, differences = file["references"], file["differences"]
    assert [key for key, each in differences.items() if each["ours"] == oracle[key]] == []
    assert len(oracle) >= 100
    assert len(differences) <= MOST_DIFFERENCES * len(oracle)


def test_text_is_the_reference_without_italics() -> None:
    for publication in PUBLICATIONS:
        for reference in citation_text.references(publication):
            assert reference.text == marked(reference).replace("<i>", "").replace("</i>", "")
            assert reference.text.isprintable()


def test_quick() -> None:
    def write_all() -> None:
        for publication in PUBLICATIONS:
            list(citation_text.references(publication))

    assert is_done_within(LONGEST * len(PUBLICATIONS), write_all)


@every_row(
    "title, expected",
    [
        ("journal of the sea", "Journal of the Sea"),
        ("on the origin of x-rays: a history", "On the Origin of X-Rays: A History"),
        ("the IEEE and its eLife", "The IEEE and Its eLife"),
        ("what? a “why” and (how)", "What? A “Why” and (How)"),
        ("", ""),
    ],
)
def test_title_case(title: str, expected: str) -> None:
    assert title_case(title) == expected
