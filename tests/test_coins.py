"""COinS as Zotero's reader takes them: its rules, told anew."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import markdown
import pytest
from bs4 import BeautifulSoup

from publications import bibliography, bibtex
from publications.exports import coins
from publications.model.publication import Publication
from publications.pages.build import Build, Conversion
from publications.pages.render import Renderer
from publications.settings import Owner
from tests.exported import SITE, TYPES, read
from tests.rows import every_row

FORMATS = {
    "journal": "journalArticle",
    "dissertation": "thesis",
    "patent": "patent",
    "dc": "webpage",
}
GENRES = {"bookitem": "bookSection", "proceeding": "conferencePaper", "report": "report"}
TITLES = {
    "btitle": ("book", "report"),
    "atitle": ("journalArticle", "bookSection", "conferencePaper"),
}
PLAIN = {
    "date": "date",
    "volume": "volume",
    "issue": "issue",
    "pages": "pages",
    "issn": "ISSN",
    "isbn": "ISBN",
    "publisher": "publisher",
    "inst": "publisher",
    "assignee": "publisher",
    "series": "series",
    "edition": "edition",
    "source": "container",
    "jtitle": "container",
    "stitle": "short",
    "number": "number",
}


def zotero(text: str) -> dict[str, Any]:
    """The item of a context object."""
    pairs = [part.split("=") for part in text.split("&")]
    values = [(key, unquote(value.replace("+", " ").replace("%2B", " "))) for key, value in pairs]
    (kind,) = [value.rpartition(":")[2] for key, value in values if key == "rft_val_fmt"]
    (genre,) = [value for key, value in values if key == "rft.genre"] or [""]
    item: dict[str, Any] = {
        "itemType": FORMATS.get(kind) or GENRES.get(genre, "book"),
        "creators": [],
    }
    for key, value in values:
        name = key.removeprefix("rft.")
        if key == "rft_id" and value.startswith("info:doi/"):
            item["DOI"] = value.removeprefix("info:doi/")
        elif key == "rft_id":
            item["url"] = value
        elif (name in TITLES and item["itemType"] in TITLES[name]) or name == "title":
            item["title"] = value
        elif name == "btitle":
            item["container"] = value
        elif name in ("au", "inventor"):
            family, _, given = value.partition(", ")
            if "," not in value:
                given, _, family = value.rpartition(" ")
            item["creators"].append((family.rstrip(","), given))
            item["role"] = name
        elif name == "type":
            item["itemType"] = value
        elif name in PLAIN:
            item[PLAIN[name]] = value
    return item


def saved(publication: Publication) -> dict[str, Any]:
    return zotero(coins.write(publication, SITE))


@every_row("name", TYPES)
def test_every_type_is_saved_as_what_it_is(name: str) -> None:
    publication = TYPES[name]
    item = saved(publication)
    assert item["itemType"] == publication.entry_type.zotero
    assert item["title"] == publication.title.text
    assert item.get("container", "") == publication.container.text
    assert item["DOI"] == publication.doi
    assert publication.date is not None
    assert item["date"] == publication.date.iso
    assert item["url"] == f"https://example.org/site/publications/{publication.slug}/"
    people = [
        (f"{person.prefix} {person.family}".strip(), person.given)
        for person in publication.people.persons
        if not person.literal and not person.suffix
    ]
    assert people
    assert [pair for pair in item["creators"] if pair in people] == people
    assert len(item["creators"]) == len(publication.people.persons)


def test_article() -> None:
    (publication,) = read(
        "@article{k, author = {van der Berg, Anna and {World Health Organization}},"
        " title = {A & B = 50\\% + C}, journal = {J},"
        " shortjournal = {Jn.}, abbr = {X}, volume = 7, number = 2,"
        " pages = {10--12}, date = {2021-03-04}, issn = {2049-3630}}"
    )
    assert saved(publication) == {
        "itemType": "journalArticle",
        "title": "A & B = 50%   C",  # Zotero reads each plus as a blank
        "container": "J",
        "short": "Jn.",
        "creators": [("van der Berg", "Anna"), ("World Health Organization", "")],
        "role": "au",
        "date": "2021-03-04",
        "volume": "7",
        "issue": "2",
        "pages": "10-12",
        "ISSN": "2049-3630",
        "url": "https://example.org/site/publications/k/",
    }


@pytest.mark.parametrize(
    ("entry", "name", "value"),
    [
        ("@patent{k, number = {EP 1}, title = {T}, author = {Doe, Jane}", "number", "EP 1"),
        ("@patent{k, number = {EP 1}, title = {T}, author = {Doe, Jane}", "role", "inventor"),
        ("@book{k, number = {3}, series = {S}, title = {T}, author = {Doe, Jane}", "series", "S"),
        ("@phdthesis{k, school = {North}, title = {T}, author = {Doe, Jane}", "publisher", "North"),
        ("@proceedings{k, title = {T}, editor = {Doe, Jane}", "creators", [("Doe", "Jane")]),
    ],
)
def test_field(entry: str, name: str, value: object) -> None:
    (publication,) = read(entry + ", year = 2020}")
    assert saved(publication)[name] == value


@pytest.mark.parametrize(("count", "told"), [(1, 1), (200, 200), (201, 0)])
def test_lists_tell_of_their_entries_unless_they_are_long(count: int, told: int) -> None:
    text = "".join(
        f"@misc{{k{number}, title = {{T & <{number}>}}, year = {2000 + number % 3}}}"
        for number in range(count)
    )
    build = Build(bibliography.from_entries(*bibtex.read(text), Owner()), Renderer(SITE))
    html = markdown.markdown(
        "# T\n\n/// publications\n///\n",
        extensions=["publications"],
        extension_configs={"publications": {"conversion": Conversion(build, "list.md")}},
    )
    spans = BeautifulSoup(html, "html5lib").select("li > span.Z3988")
    assert len(spans) == told
    titles = {zotero(str(span["title"]))["title"] for span in spans}
    assert titles == {f"T & <{number}>" for number in range(told)}
