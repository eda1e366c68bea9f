"""Long lists of names: where each place that shows them stops, and that it says so."""

from __future__ import annotations

from string import ascii_lowercase

import pytest

from publications import bibliography, bibtex
from publications.exports import llms
from publications.model.publication import Publication
from publications.pages import generated
from publications.pages.authors import authors_view
from publications.settings import Owner, Site

SITE = Site("https://site.test/", "Ann Doe")


def of(number: int, *, others: bool = False) -> Publication:
    """A publication by so many people, and perhaps by others."""
    names = [f"Person{letter}, A." for letter in ascii_lowercase[:number]]
    if others:
        names.append("others")
    text = f"@misc{{k, title = {{T}}, year = 2020, author = {{{' and '.join(names)}}}}}"
    (publication,) = bibliography.from_entries(*bibtex.read(text), Owner()).publications
    return publication


@pytest.mark.parametrize(
    ("number", "folded", "shown"), [(1, False, 1), (8, False, 8), (9, False, 9), (10, True, 4)]
)
def test_a_list_folds_where_it_hides_more_than_one(number: int, folded: bool, shown: int) -> None:
    view = authors_view(of(number))
    assert view.folded is folded
    assert len(view.shown) == shown


@pytest.mark.parametrize(
    ("number", "others", "names"),
    [
        (1, False, "A. Persona"),
        (3, False, "A. Persona, A. Personb, A. Personc"),
        (3, True, "A. Persona, A. Personb, A. Personc et al."),
        (4, False, "A. Persona, A. Personb, A. Personc et al."),
    ],
)
def test_a_description_names_three(number: int, others: bool, names: str) -> None:
    publication = of(number, others=others)
    start = f"{publication.title.text}: publication by {names}, "
    assert generated.description(publication).startswith(start)


@pytest.mark.parametrize(
    ("number", "others", "names"),
    [
        (2, False, ": A. Persona, A. Personb. 2020."),
        (2, True, ": A. Persona, A. Personb et al. 2020."),
    ],
)
def test_llms_names_all(number: int, others: bool, names: str) -> None:
    written = llms.llms((), (of(number, others=others),), SITE)
    assert f"{names}\n" in written
