"""What other people's programs read in the exports: of each entry type what types.bib says."""

from __future__ import annotations

import json
import re
import warnings
from typing import Any

import rispy
from bibtexparser import entrypoint, middlewares
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as citeproc_formatter
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string
from pylatexenc.latex2text import LatexNodes2Text

from publications.exports import FORMATS, bibtex, csl, ris
from tests.exported import CSL_SCHEMA, TYPES, read
from tests.rows import every_row

#: given, von part, family, Jr part
AUTHORS = [
    ("Kurt", "", "Gödel", ""),
    ("Anna Maria", "van der", "Berg", ""),
    ("Guy L.", "", "Steele", "Jr."),
    ("", "", "World Health Organization", ""),
]
EDITORS = [("Donald E.", "", "Knuth", ""), ("Niklaus", "", "Wirth", "")]
EDITED = {"proceedings", "collection", "mvcollection", "mvproceedings", "periodical"}
JOURNAL = {"suppperiodical", "review"}
HANDBOOK = {"bookinbook", "suppbook", "suppcollection", "inreference"}
PROCEEDINGS = {"inproceedings", "conference", "incollection"}

each_type = every_row("name", TYPES)


def title(name: str) -> str:
    return f"On Łukasiewicz Logics in TeX: A Study of n² Values of @{name}"


def venue(name: str) -> str:
    if name == "article":
        return "Journal of Müller & Sons"
    if name in JOURNAL:
        return "Journal of Logic"
    if name in PROCEEDINGS:
        return "Proceedings of the Logic Conference"
    return "The Great Handbook" if name in HANDBOOK | {"inbook"} else ""


def pages(name: str) -> tuple[str, str]:
    if name in JOURNAL | {"article"}:
        return "101", "115"
    if name in PROCEEDINGS:
        return "1", "9"
    return ("33", "44") if name in HANDBOOK | {"inbook"} else ("", "")


def authors(name: str) -> list[tuple[str, str, str, str]]:
    return [] if name in EDITED else AUTHORS


def editors(name: str) -> list[tuple[str, str, str, str]]:
    return EDITORS if name in EDITED | {"incollection"} else []


def detex(text: str) -> str:
    """TeX as another decoder than ours understands it, but for two things that it does not know."""
    known = text.replace(r"{\TeX}", "TeX").replace("$n^2$", "n²")
    return str(LatexNodes2Text().latex_to_text(known))


def inverted(name: tuple[str, str, str, str]) -> str:
    given, von, family, junior = name
    return ", ".join(filter(None, (f"{von} {family}".strip(), given, junior)))


#: The types of BibTeX that stand for others.
NEAREST = {
    **dict.fromkeys(("review", "suppperiodical"), "article"),
    **dict.fromkeys(("mvbook", "collection", "mvcollection", "reference", "mvreference"), "book"),
    **dict.fromkeys(("bookinbook", "suppbook", "suppcollection", "inreference"), "incollection"),
    **dict.fromkeys(("report", "standard"), "techreport"),
    "mvproceedings": "proceedings",
    "thesis": "phdthesis",
}


def written(name: str) -> str:
    """The type that is written for one of biblatex's, or of nobody's."""
    return name if name in bibtex.TYPES else NEAREST.get(name, "misc")


@each_type
def test_pybtex_reads_the_bibtex(name: str) -> None:
    database = parse_string(bibtex.write(TYPES[name]), "bibtex")
    entry = database.entries[name]
    assert entry.type == written(name)

    def people(role: str) -> list[tuple[str, ...]]:
        parts = ("prelast", "last", "lineage")
        return [
            (
                " ".join((*person.first_names, *person.middle_names)),
                *(detex(" ".join(person.get_part(part))) for part in parts),
            )
            for person in entry.persons.get(role, ())
        ]

    assert people("author") == authors(name)
    assert people("editor") == editors(name)
    fields = {key.lower(): detex(value) for key, value in entry.fields.items()}
    assert fields["title"] == title(name)
    assert (fields["year"], fields["month"]) == ("2021", "May")
    assert fields.get("journal", fields.get("booktitle", "")) == venue(name)
    assert fields.get("pages", "") == "–".join(filter(None, pages(name)))
    assert fields["doi"] == f"10.1000/{name}.1"


@each_type
def test_bibtexparser_reads_the_bibtex(name: str) -> None:
    bibliography = entrypoint.parse_string(
        bibtex.write(TYPES[name]),
        append_middleware=[middlewares.SeparateCoAuthors(), middlewares.SplitNameParts()],
    )
    assert not bibliography.failed_blocks
    (entry,) = bibliography.entries
    assert (entry.entry_type, entry.key) == (written(name), name)

    def people(role: str) -> list[tuple[str, ...]]:
        field = entry.fields_dict.get(role)
        return [
            tuple(detex(" ".join(p)) for p in (part.first, part.von, part.last, part.jr))
            for part in (field.value if field else ())
        ]

    assert people("author") == authors(name)
    assert people("editor") == editors(name)
    fields = {
        key: detex(field.value)
        for key, field in entry.fields_dict.items()
        if key not in ("author", "editor")
    }
    assert fields["title"] == title(name)
    assert (fields["year"], fields["month"]) == ("2021", "may")
    assert fields.get("journal", fields.get("booktitle", "")) == venue(name)
    assert fields.get("pages", "") == "–".join(filter(None, pages(name)))
    assert fields["doi"] == f"10.1000/{name}.1"


@each_type
def test_rispy_reads_the_ris(name: str) -> None:
    (record,) = rispy.loads(ris.write(TYPES[name]))
    unknown = record.get("unknown_tag", {})  # rispy has no name for ED, and keeps it here
    read = [
        *unknown.get("ED", []),
        *record.get("secondary_authors", []),
        *record.get("tertiary_authors", []),
    ]
    assert record["type_of_reference"] in rispy.TYPE_OF_REFERENCE_MAPPING
    assert record.get("authors", []) == [inverted(a) for a in authors(name)]
    assert read == [inverted(editor) for editor in editors(name)]
    assert set(unknown) <= {"ED"}
    assert record["title"] == title(name)
    assert record["year"] == "2021"
    assert record["date"].startswith("2021/05/")
    if venue(name):
        assert record["secondary_title"] == venue(name)
    start, end = pages(name)
    total = TYPES[name].entry.get("pagetotal")  # has the tag of the first page where there is none
    assert (record.get("start_page", ""), record.get("end_page", "")) == (start or total, end)
    assert record["doi"] == f"10.1000/{name}.1"


@each_type
def test_csl_json_is_valid(name: str) -> None:
    CSL_SCHEMA.validate(json.loads(csl.write(TYPES[name])))


@each_type
def test_csl_json_says_what_the_entry_says(name: str) -> None:
    (item,) = json.loads(csl.write(TYPES[name]))

    def people(role: str) -> list[tuple[str, ...]]:
        parts = ("given", "non-dropping-particle", "family", "suffix")
        return [
            ("", "", person["literal"], "")
            if "literal" in person
            else tuple(person.get(part, "") for part in parts)
            for person in item.get(role, ())
        ]

    assert people("author") == authors(name)
    assert people("editor") == editors(name)
    assert item["title"] == title(name)
    assert item["issued"]["date-parts"][0][:2] == [2021, 5]
    assert item.get("container-title", "") == venue(name)
    assert item.get("page", "") == "-".join(filter(None, pages(name)))
    assert item["DOI"] == f"10.1000/{name}.1"


@each_type
def test_citeproc_cites_the_csl_json(name: str) -> None:
    items = json.loads(csl.write(TYPES[name]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of variables younger than the processor
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        source = CiteProcJSON(items)
        bibliography = CitationStylesBibliography(style, source, citeproc_formatter.plain)
        bibliography.register(Citation([CitationItem(name)]))
        cited = str(bibliography.bibliography()[0])
    family = (authors(name) or editors(name))[0][2]
    assert family in cited
    assert "2021" in cited
    assert "Łukasiewicz Logics in TeX" in cited


CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "others": (
        "@misc{k, author = {Mai, Guangcan and others}, title = {T}}",
        {"author": [{"family": "Mai", "given": "Guangcan"}, {"literal": "others"}]},
    ),
    "range of dates": (
        "@online{k, title = {T}, date = {2019-03/2021-04-05}}",
        {"issued": {"date-parts": [[2019, 3], [2021, 4]]}},
    ),
    "season": (
        "@article{k, title = {T}, date = {2019-21}}",
        {"issued": {"date-parts": [[2019]], "season": 1}},
    ),
    "circa": (
        "@book{k, title = {T}, date = {1650~}}",
        {"issued": {"date-parts": [[1650]], "circa": True}},
    ),
    "in press": (
        "@article{k, title = {T}, year = {in press}}",
        {"status": "in press"},
    ),
    "article number": (
        "@article{k, title = {T}, eid = {e1002}}",
        {"page": "e1002"},
    ),
    "language": (
        "@book{k, title = {T}, langid = {ngerman}}",
        {"language": "de"},
    ),
    "preprint": (
        "@misc{k, title = {T}, eprint = {2101.00001}, archiveprefix = {arXiv}}",
        {
            "type": "article",
            "genre": "Preprint",
            "archive": "arXiv",
            "archive_location": "arXiv:2101.00001",
            "URL": "https://arxiv.org/abs/2101.00001",
        },
    ),
}


@every_row("name", CASES)
def test_csl_json_as_exact_as_known(name: str) -> None:
    text, expected = CASES[name]
    (publication,) = read(text)
    item = csl.item(publication)
    CSL_SCHEMA.validate([item])
    assert {key: item.get(key) for key in expected} == expected


@every_row(
    "fields, expected",
    [
        ("year = {2021}", {"PY": "2021", "DA": None}),
        ("year = {2021}, month = jan", {"PY": "2021", "DA": "2021/01//"}),
        ("date = {2021-01-05}", {"PY": "2021", "DA": "2021/01/05/"}),
        ("year = {to appear}", {"PY": None, "DA": None}),
        ("pages = {1--5, 10--12}", {"SP": "1–5, 10–12", "EP": None}),
        ("pages = {e17}", {"SP": "e17", "EP": None}),
        ("pages = {A-1--A-9}", {"SP": "A-1", "EP": "A-9"}),
        ("url = {https://example.org/a;b}", {"UR": "https://example.org/a%3Bb"}),
        ("keywords = {one, two}", {"KW": "one|two"}),
        ("author = {{Müller, Sons \\& Co.}}", {"AU": "Müller Sons & Co."}),
        ("pdf = {https://example.org/x.pdf}", {"L1": "https://example.org/x.pdf"}),
        ("pdf = {x.pdf}", {"L1": None}),
    ],
)
def test_ris_tags(fields: str, expected: dict[str, str | None]) -> None:
    (publication,) = read(f"@article{{k, title = {{T}}, {fields}}}")
    found: dict[str, str] = {}
    for line in ris.write(publication).split("\r\n"):
        tag, _, value = line.partition("  - ")
        found[tag] = f"{found[tag]}|{value}" if tag in found else value
    assert {tag: found.get(tag) for tag in expected} == expected


@every_row(
    "source, line",
    [
        ("doi = {https://doi.org/10.1000/x_y}", "doi = {10.1000/x_y}"),
        ("doi = {10.1000/x\\_y}", "doi = {10.1000/x_y}"),
        ("url = {https://doi.org/10.1000/x}", "doi = {10.1000/x}"),
        ("url = {\\url{https://example.org/~a}}", "url = {https://example.org/~a}"),
        ("month = 3", "month = mar"),
        ("month = {September}", "month = sep"),
        ("month = {Jan/Feb}", "month = {Jan/Feb}"),
        ("date = {2021}", "year = {2021}"),
        ("date = {2021-03}", "month = mar"),
        ("date = {2019/2021}", "date = {2019/2021}"),
        ("year = {in press}", "year = {in press}"),
        ("journaltitle = {J}", "journal = {J}"),
        ("location = {Oslo}", "address = {Oslo}"),
        ("eprinttype = {arxiv}", "archiveprefix = {arxiv}"),
        ("arxiv = {2101.00001}", "eprint = {2101.00001}"),
        ("author = {family=Doe, given=Jo, prefix=von}", "author = {von Doe, Jo}"),
        ('author = {Doe, J{\\"o} and others}', 'author = {Doe, J{\\"o} and others}'),
        ("pages = {1-5}", "pages = {1--5}"),
        ("pages = {1–5}", "pages = {1--5}"),
        ('note = {50\\% {\\"o} $a_b$}', 'note = {50\\% {\\"o} $a_b$}'),
    ],
)
def test_bibtex_fields(source: str, line: str) -> None:
    (publication,) = read(f"@misc{{k, title = {{T}}, {source}}}")
    written = [
        re.sub(r"\s+=", " =", each.strip()) for each in bibtex.write(publication).splitlines()
    ]
    assert line + "," in written


@every_row(
    "field",
    [
        "abstract", "keywords", "annote", "annotation", "file", "owner", "timestamp", "comment",
        "review", "selected", "abbr", "summary", "code", "pdf", "preview", "bibtex_show",
        "crossref", "xdata", "author+an", "ids", "options", "password",
    ],
)  # fmt: skip
def test_bibtex_leaves_out(field: str) -> None:
    (publication,) = read(f"@misc{{k, title = {{T}}, {field} = {{secret}}}}")
    assert "secret" not in bibtex.write(publication)


@every_row("field", ["annote", "annotation", "file", "owner", "comment", "password"])
@every_row("fmt", FORMATS)
def test_private_fields_stay_private(field: str, fmt: Any) -> None:
    (publication,) = read(f"@article{{k, title = {{T}}, {field} = {{secret}}}}")
    assert "secret" not in fmt.write(publication)


def test_macros_and_parents_are_resolved() -> None:
    (child,) = read(
        "@string{lncs = {Lecture Notes}}"
        "@inproceedings{child, author = {Doe, Jane}, title = {T}, pages = {1--2}, crossref = {all}}"
        "@proceedings{all, title = {The Proceedings}, editor = {Roe, Richard},"
        " series = lncs # { in} # { Logic}, year = 2020, publisher = {P}}"
    )
    assert bibtex.write(child) == (
        "@inproceedings{child,\n"
        "  author    = {Doe, Jane},\n"
        "  title     = {T},\n"
        "  editor    = {Roe, Richard},\n"
        "  booktitle = {The Proceedings},\n"
        "  series    = {Lecture Notes in Logic},\n"
        "  pages     = {1--2},\n"
        "  publisher = {P},\n"
        "  year      = {2020},\n"
        "}\n"
    )


@each_type
def test_our_own_reader_reads_the_same(name: str) -> None:
    (again,) = read(bibtex.write(TYPES[name]))
    assert bibtex.write(again) == bibtex.write(TYPES[name])
    attributes = ["title", "authors", "editors", "date", "container", "doi"]
    if name in bibtex.TYPES:
        attributes += ["kind", "label"]
    for attribute in attributes:
        assert getattr(again, attribute) == getattr(TYPES[name], attribute)
