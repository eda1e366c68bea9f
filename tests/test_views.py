"""What a page says of a publication beyond its text: folded authors, head, old addresses."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from publications.model.publication import Publication
from publications.pages import redirects
from publications.pages.authors import authors_view
from publications.pages.generated import GeneratedPage, description
from publications.pages.render import Renderer
from publications.settings import Site
from tests.exported import SITE, read
from tests.rows import every_row


def by(number: int, *, owner_at: int = 0) -> Publication:
    """A publication by so many people; the owner is at this position, from 1, or not among them."""
    names = [f"{chr(ord('A') + position)} Author" for position in range(number)]
    if owner_at:
        names[owner_at - 1] = "Kurt Gödel"
    return read(f"@misc{{k, title={{T}}, author={{{' and '.join(names)}}}}}")[0]


@every_row(
    "number, owner_at, shown",
    [
        (8, 0, "A B C D E F G H"),
        (9, 0, "A B C D E F G H I"),
        (10, 0, "A B C …J"),
        (10, 3, "A B Kurt …J"),
        (10, 4, "A B C Kurt …J"),
        (10, 5, "A B C D Kurt …J"),
        (10, 7, "A B C …Kurt …J"),
        (10, 8, "A B C …Kurt I J"),
        (10, 10, "A B C …Kurt"),
        (26, 13, "A B C …Kurt …Z"),
    ],
)
def test_long_lists_of_authors_are_folded(number: int, owner_at: int, shown: str) -> None:
    view = authors_view(by(number, owner_at=owner_at))
    short = [author.name.split()[0] for author in view.shown]
    dots = ["…" if author.skipped else "" for author in view.shown]
    assert " ".join(map("".join, zip(dots, short, strict=True))) == shown
    assert len(view.all) == number
    assert view.folded == (len(short) < number)


@pytest.mark.parametrize(
    ("entry_type", "kind"), [("book", "book"), ("article", "article"), ("proceedings", "article")]
)
def test_social_networks_know_books_and_articles(entry_type: str, kind: str) -> None:
    publication = read(f"@{entry_type}{{k, title={{T}}, editor={{A}}}}")[0]
    assert GeneratedPage(publication, SITE).data["og_type"] == kind


@pytest.mark.parametrize(
    ("authors", "who"),
    [
        ("A and B and C", "A, B, C"),
        ("A and B and C and D", "A, B, C et al."),
        ("A and others", "A et al."),
    ],
)
def test_descriptions_name_three_people(authors: str, who: str) -> None:
    publication = read(f"@misc{{k, title={{T}}, author={{{authors}}}, year=2019}}")[0]
    assert description(publication) == f"T: publication by {who}, 2019."


def test_pages_at_earlier_keys_have_the_addresses_that_these_had() -> None:
    """A key with other characters had an address without them."""
    publication = read("@misc{k, title={T}, ids={old:key/1, other}}")[0]
    files = [redirect.file for redirect in redirects.of_publications([publication], SITE)]
    assert files == ["publications/old-key-1/index.html", "publications/other/index.html"]
    downloads = [path for path, _ in redirects.old_downloads([publication])]
    assert downloads[:2] == ["publications/old-key-1.bib", "publications/old-key-1.ris"]


def test_roles_are_said_at_the_name() -> None:
    entry = (
        "@misc{k, title = {T}, author = {A One and B Two and C Three},"
        " author+an = {1=equal; 2=equal,corresponding}}"
    )
    page = BeautifulSoup(Renderer(Site()).items(read(entry), "line", str), "html5lib")
    for hidden in page.select("[aria-hidden]"):
        hidden.decompose()
    names = " ".join(page.select(".site-item__authors")[0].get_text().split())
    assert names.replace("\N{NO-BREAK SPACE}", " ") == (
        "A One (equal contribution), B Two (equal contribution, corresponding author), C Three"
    )
    assert not page.select(".site-legend")
