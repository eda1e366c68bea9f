"""No field is shown nowhere: each changes a page or a download, or the table says why not."""

from __future__ import annotations

from publications import exports
from publications.bibtex import fields
from publications.bibtex.fields import FIELDS, UNSHOWN
from publications.model import kinds
from publications.pages.generated import GeneratedPage
from publications.pages.render import Neighbours, Renderer
from tests.exported import SITE, read
from tests.rows import every_row

RENDERER = Renderer(SITE)
#: Types that between them have all that a page shows.
_TYPES = ("article", "inproceedings", "book", "incollection", "techreport", "patent", "software")
_BASE = {"author": "Doe, Ann", "title": "Title", "year": "2001"}
_WITH_ARXIV = {**_BASE, "arxiv": "2402.99001"}
#: Values of fields that are not words, and what an entry needs beside a field.
_VALUES = {
    **dict.fromkeys(("date", "eventdate", "origdate", "urldate"), "1987-05-06"),
    **dict.fromkeys(("author+an", "editor+an"), "1=corresponding"),
    **dict.fromkeys(("arxiv", "eprint"), "2402.99005"),
    "doi": "10.5555/lantern",
    "isbn": "978-3-16-148410-0",
    "issn": "2049-3630",
    "month": "may",
    "year": "1987",
    "url": "https://example.org/lantern",
}
_BESIDE = {
    "editor+an": {"title": "Title", "editor": "Doe, Ann"},
    "preview_alt": {**_BASE, "preview": "lantern.png"},
    "primaryclass": _WITH_ARXIV,
    "eprintclass": _WITH_ARXIV,
}


def said(entry_type: str, values: dict[str, str]) -> tuple[str, ...]:
    """The page of an entry, its title, its place in a list, its head, and its downloads."""
    text = ", ".join(f"{name} = {{{value}}}" for name, value in values.items())
    (publication,) = read(f"@{entry_type}{{k, title = {{Title}}, {text}}}")
    return (
        RENDERER.page(publication, Neighbours(), str),
        RENDERER.title(publication),
        RENDERER.items([publication], "abstract", str),
        repr(GeneratedPage(publication, SITE).data),
        *(fmt.write(publication) for fmt in exports.FORMATS),
    )


def changes(name: str, entry_type: str) -> bool:
    """Whether a field changes anything that is said of an entry."""
    link = "https://example.org/lantern" if fields.FIELD[name].link else "Lantern"
    base = {key: value for key, value in _BESIDE.get(name, _BASE).items() if key != name}
    base.pop("title", None)
    return said(entry_type, base) != said(entry_type, {**base, name: _VALUES.get(name, link)})


@every_row("name", [row.name for row in FIELDS if row.name != "title"])
def test_a_field_is_shown_or_the_table_says_why_not(name: str) -> None:
    shown = any(changes(name, entry_type) for entry_type in _TYPES)
    assert shown != (name in UNSHOWN)


def test_the_table_names_fields_that_there_are() -> None:
    assert set(UNSHOWN) <= set(fields.FIELD)


#: What is shown on the page of every type, with the words.
_ALWAYS = {
    "author": ("Doe, Ann", "Ann Doe"),
    "collaboration": ("Lamps", "for the Lamps Collaboration"),
    "annotation": ("On the authors", "On the authors"),
    "additional_info": (". *More* of it", "<em>More</em> of it"),
    "award_name": ("Best Lamp", '<span class="site-badge">Best Lamp</span>'),
    "award": ("It shone.", "It shone."),
    "abstract": ("Of lamps.", "Of lamps."),
    "doi": ("10.5555/lamps", "https://doi.org/10.5555/lamps"),
    "code": ("https://example.org/code", 'href="https://example.org/code"'),
    "year": ("2001", "2001"),
    "keywords": ("oil, wicks", "wicks"),
}


@every_row("entry_type", [row.name for row in kinds.TYPES])
def test_what_every_type_shows(entry_type: str) -> None:
    page, *_ = said(entry_type, {name: value for name, (value, _) in _ALWAYS.items()})
    shown = page.partition("<pre")[0] + page.partition("</pre>")[2]
    assert [name for name, (_, words) in _ALWAYS.items() if words not in shown] == []
