"""No field is shown nowhere: each changes a page or a download, or the table says why not."""

from __future__ import annotations

from publications import exports
from publications.bibtex import fields
from publications.bibtex.fields import FIELDS, UNSHOWN, KnownField, Use
from publications.model import kinds
from publications.pages import labels
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
    **dict.fromkeys(("language", "langid"), "german"),
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


#: What no page repeats: short forms, names for biblatex, and what only a citation asks for.
_IN_DOWNLOADS = {
    *("authortype", "bookpagination", "nameaddon", "pagination", "shortauthor", "shorteditor"),
    *("shortjournal", "shortseries", "shorttitle", "urldate"),
}
#: What an entry needs beside a field for that to say something.
_NEEDED = {
    "journalsubtitle": {"journal": "Lamps"},
    "journaltitleaddon": {"journal": "Lamps"},
    "booksubtitle": {"booktitle": "Lamps"},
    "booktitleaddon": {"booktitle": "Lamps"},
    "mainsubtitle": {"maintitle": "Lamps"},
    "maintitleaddon": {"maintitle": "Lamps"},
    "issuesubtitle": {"issuetitle": "Lamps"},
    "issuetitleaddon": {"issuetitle": "Lamps"},
    "eventtitleaddon": {"eventtitle": "Lamps"},
    "archiveprefix": {"eprint": "77"},
    "primaryclass": {"arxiv": "2402.99001"},
    **{f"{role}type": {role: "Roe, Bo"} for role in ("editor", "editora", "editorb", "editorc")},
}


def _missing(entry_type: str) -> set[str]:
    """The exported fields that change neither the page of an entry nor its place in a list."""
    missing = set()
    for row in filter(_is_exported, FIELDS):
        base = {key: value for key, value in _BASE.items() if key not in (row.name, "title")}
        base |= _NEEDED.get(row.name, {})
        changed = {**base, row.name: _VALUES.get(row.name, "Lantern")}
        if (
            row.use & Use.EXPORTED
            and row.name != "title"
            and _on_site(entry_type, base) == _on_site(entry_type, changed)
        ):
            missing.add(row.name)
    return missing - _IN_DOWNLOADS


def _is_exported(row: KnownField) -> bool:
    return bool(row.use & Use.EXPORTED) and row.name != "title"


def _on_site(entry_type: str, values: dict[str, str]) -> tuple[str, ...]:
    """The page of an entry above its citations, and its place in a list."""
    text = ", ".join(f"{name} = {{{value}}}" for name, value in values.items())
    (publication,) = read(f"@{entry_type}{{k, title = {{Title}}, {text}}}")
    page = RENDERER.page(publication, Neighbours(), str).partition('id="cite"')[0]
    return page, RENDERER.items([publication], "abstract", str)


@every_row(
    "entry_type",
    [
        "article", "book", "inproceedings", "incollection", "online", "thesis", "report", "patent",
        "software", "dataset", "misc",
    ],
)  # fmt: skip
def test_every_field_is_on_the_page_of_every_kind(entry_type: str) -> None:
    assert _missing(entry_type) == set()


@every_row(
    "values, label, text",
    [
        ("eventdate = {2018-12-03/2018-12-06}", "Event", "3–6 December 2018"),
        ("volumes = 3, pagetotal = 312", "Extent", "3 volumes, 312 pages"),
        ("volumes = 1, pagetotal = 1", "Extent", "1 volume, 1 page"),
        ("pages = 312", "Extent", "312 pages"),
        ("pages = {xii+312}", "Extent", "xii+312 pages"),
        ("pages = {1--312}", "Extent", ""),
        ("booktitle = {Lamps}, pages = 312", "Extent", ""),
        ("numpages = {12}", "Extent", "12 pages"),
        ("pagetotal = {xii, 312 pp.}", "Extent", "xii, 312 pp."),
        ("pagetotal = {xii, 312}", "Extent", "xii, 312 pages"),
        ("origtitle = {Licht}, origlanguage = {german}, origdate = 1904", "First published",
         "Licht, 1904"),
        ("origlanguage = {latin and german}", "Original language", "Latin, German"),
        ("origyear = 1904", "First published", "1904"),
        ("origdate = 2024-02, arxiv = {2402.99001}", "First published", ""),
        ("pmid = 12345", "PubMed", "12345"),
        ("eprint = {PMC12345}, eprinttype = {pmc}", "PMC", "PMC12345"),
        ("pmcid = 12345", "PMC", "PMC12345"),
        ("pmid = {https://pubmed.ncbi.nlm.nih.gov/123/}", "PubMed", "123"),
        ("pmc = 12345", "PMC", "PMC12345"),
        ("pmid = {none yet}", "PubMed", "none yet"),
        ("isrn = {X-1}", "ISRN", "X-1"),
        ("reportNumber = {X-1}", "Report number", "X-1"),
        ("reprinttitle = {Light}", "Reprinted as", "Light"),
        ("library = {Oslo, X 1}", "Library", "Oslo, X 1"),
    ],
)  # fmt: skip
def test_rows_of_a_page(values: str, label: str, text: str) -> None:
    (publication,) = read(f"@book{{k, title = {{Title}}, {values}}}")
    rows = {row.label: row.text for row in labels.identifiers(publication)}
    assert rows.get(label, "") == text


DIRECTORY = "swh:1:dir:d198bc9d7a6bcf6db04f476d29314f157507d505"


@every_row(
    "values, label, text, url",
    [
        ("mrnumber = {MR1234567 (2000a:11011)}", "MathSciNet", "1234567",
         "https://mathscinet.ams.org/mathscinet-getitem?mr=1234567"),
        ("zbl = {Zbl 0812.11001}", "zbMATH", "0812.11001", "https://zbmath.org/?q=an:0812.11001"),
        (r"bibcode = {2011A\&A...530A..18K}", "ADS", "2011A&A...530A..18K",
         "https://ui.adsabs.harvard.edu/abs/2011A&A...530A..18K"),
        ("adsurl = {http://adsabs.harvard.edu/abs/2011ApJS..192...18K}", "ADS",
         "2011ApJS..192...18K", "https://ui.adsabs.harvard.edu/abs/2011ApJS..192...18K"),
        ("hal_id = {hal-01234567}", "HAL", "hal-01234567", "https://hal.science/hal-01234567"),
        ("jstor = {https://www.jstor.org/stable/27857036}", "JSTOR", "27857036",
         "https://www.jstor.org/stable/27857036"),
        ("handle = {hdl:10013/epic.1}", "Handle", "10013/epic.1",
         "https://hdl.handle.net/10013/epic.1"),
        (f"swhid = {{{DIRECTORY}}}", "Software Heritage", DIRECTORY,
         f"https://archive.softwareheritage.org/{DIRECTORY}"),
        ("swhid = {swh:1:dir:d198}", "Software Heritage", "swh:1:dir:d198", ""),
    ],
)  # fmt: skip
def test_ids_of_databases(values: str, label: str, text: str, url: str) -> None:
    (publication,) = read(f"@misc{{k, title = {{Title}}, {values}}}")
    rows = {row.label: (row.text, row.url) for row in labels.identifiers(publication)}
    assert rows[label] == (text, url)
