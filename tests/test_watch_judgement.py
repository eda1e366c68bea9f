"""What `watch` decides: which entry a work is, whose, and what is missing or differs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from publications import bibtex
from publications.add import edit
from publications.add.edit import EditError, Lines
from publications.bibtex import Entry
from publications.settings import Owner
from publications.watch import comparison, crossref, dblp
from publications.watch.byline import Company
from publications.watch.ignored import Ignored
from publications.watch.proposals import proposals
from publications.watch.recognise import Records
from publications.watch.similar import Title
from publications.watch.work import Notice, Work, work_of
from tests.rows import every_row

MINE = "0000-0002-1825-0097"
OTHER = "0000-0001-5109-3700"
OWNER = Owner(name="Josiah Carberry", orcid=MINE, aliases=("卡伯里, 明",))
THERE = """
@article{pots2008, author = {Carberry, Josiah and Oltean, Mira}, title = {Pots and Pans},
  journal = {Journal of Psychoceramics}, year = {2008}, pages = {7-9}, doi = {10.5555/pots},
  eprint = {0801.00001}, archiveprefix = {arXiv}}
@misc{echo2021, author = {Carberry, Josiah and van der Velde, Jan}, title = {Echoes in Vessels},
  year = {2021}, eprint = {2101.00001}, archiveprefix = {arXiv}}
@book{primer2015, author = {Carberry, Josiah}, title = {A Primer of Cracks}, year = {2015},
  publisher = {Made-Up Press}, isbn = {0-306-40615-2}}
@techreport{glaze2019, author = {Carberry, Josiah}, title = {On Glazes}, year = {2019},
  institution = {Made-Up University}, doi = {10.5555/glaze}}
@proceedings{shards2020, editor = {Carberry, Josiah}, title = {Workshop on Shards}, year = {2020}}
@misc{anonymous2010, title = {Anonymous Shards}, year = {2010}}
"""


def entries(text: str = THERE) -> list[Entry]:
    return bibtex.read(text)[0]


def work(entry_type: str = "article", source: str = "Crossref", **values: Any) -> Work:
    """A work of a registrar; what is no field of BibTeX is an attribute."""
    more = {name: values.pop(name) for name in list(values) if name in Work.__dataclass_fields__}
    return work_of(source, entry_type, values, "own", **more)


@every_row(
    "values, kind, key",
    [
        ({"doi": "https://doi.org/10.5555/POTS", "title": "Something Else"}, "known", "pots2008"),
        ({"dois": ("10.5555/alias", "10.5555/pots"), "title": "X"}, "known", "pots2008"),
        ({"eprint": "2101.00001v3", "archiveprefix": "arXiv", "title": "X", "is_preprint": True},
         "known", "echo2021"),
        ({"preprints": ("10.48550/arXiv.2101.00001",), "title": "X", "journal": ""},
         "known", "echo2021"),
        ({"preprints": ("10.48550/arXiv.2101.00001",), "title": "X"}, "published", "echo2021"),
        ({"published": "10.5555/pots", "title": "X", "is_preprint": True}, "known", "pots2008"),
        ({"title": "POTS & pans"}, "known", "pots2008"),
        ({"title": "Pots and Pans: A Study"}, "new", ""),  # too short to be the beginning of one
        ({"title": "Pots and Pans", "year": "2009"}, "known", "pots2008"),
        ({"title": "Pots and Pans", "year": "2015"}, "doubtful", "pots2008"),
        ({"title": "Pots and Pans", "author": "Zelenka, Petra"}, "doubtful", "pots2008"),
        ({"title": "Pots and Pans", "doi": "10.5555/alias"}, "known", "pots2008"),
        ({"title": "Pots and Pans", "doi": "10.5555/alias", "journal": "Pans"},
         "doubtful", "pots2008"),
        ({"title": "Pots and Pans", "doi": "10.5555/alias", "journal": "Pans", "pages": "7-9"},
         "known", "pots2008"),
        ({"title": "Pots and Pans", "doi": "10.5555/alias", "pages": "8-9"},
         "doubtful", "pots2008"),
        ({"title": "Pots and Pans", "doi": "10.5555/alias", "year": ""}, "doubtful", "pots2008"),
        ({"title": "Echoes in Vessel", "year": "2022", "author":
          "Carberry, Josiah and van der Velde, Jan"}, "published", "echo2021"),
        ({"title": "Echoes in Vessels", "year": "2022", "author":
          "Carberry, Josiah and van der Velde, Jan"}, "published", "echo2021"),
        ({"title": "Echoes in Vessels 2", "year": "2022", "author":
          "Carberry, Josiah and van der Velde, Jan"}, "doubtful", "echo2021"),
        ({"title": "Echoes in Vessels", "author": "Zelenka, Petra"}, "doubtful", "echo2021"),
        ({"title": "Pots and Pans", "doi": "10.5555/alias", "year": "2011"},
         "doubtful", "pots2008"),
        ({"title": "Pots and Pans", "author": "Zelenka, Petra", "is_preprint": True,
          "journal": ""}, "doubtful", "pots2008"),
        ({"title": "Pots and Pans", "doi": "10.5555/posted", "is_preprint": True, "journal": ""},
         "known", "pots2008"),
        ({"title": "Pots and Pans", "eprint": "0802.00002", "archiveprefix": "arXiv",
          "is_preprint": True, "journal": ""}, "doubtful", "pots2008"),
        ({"preprints": ("10.5555/glaze",), "title": "X"}, "published", "glaze2019"),
        ({"title": "Workshop on Shard", "author": "", "editor": "Carberry, Josiah",
          "year": "2020"}, "known", "shards2020"),
        ({"title": "Anonymous Shards", "year": "2010"}, "known", "anonymous2010"),
        ({"title": "Wholly Another Title"}, "new", ""),
        ({"title": "Echoes in Empty Barrels", "year": "2021", "author":
          "Carberry, Josiah and van der Velde, Jan"}, "new", ""),
    ],
)  # fmt: skip
def test_a_work_is_recognised(values: dict[str, Any], kind: str, key: str) -> None:
    usual = {
        "author": "Carberry, Josiah and Oltean, Mira",
        "journal": "Journal of Psychoceramics",
        "year": "2008",
    }
    verdict = Records(entries()).verdict(work(**usual | values))
    assert (verdict.kind, verdict.entry.key if verdict.entry else "") == (kind, key)
    assert bool(verdict.reason) == (kind != "new")


@every_row(
    "one, other, is_like",
    [
        ("Pots of a Gull", "Pots of a Gull", True),
        ("Pots of a Gull", "Pots of a Gulls", False),  # eleven letters
        ("Pots of a Seal", "Pots of a Seal", True),
        ("Pots of Albion", "Pots of Albion: A Study", True),
        ("A Study of Pots: Albion", "Pots of Albion", False),
        ("Pots of Albion", "Pots of Albian", True),
        ("Echoes in Vessels", "Echoes in Barrels", False),
        ("Echoes in Vessels", "Silence in a Vessel", False),
    ],
)
def test_titles_are_alike(one: str, other: str, is_like: bool) -> None:
    title, another = (Title.of(work(title=each).entry) for each in (one, other))
    assert title.is_like(another) == is_like


@pytest.mark.parametrize("isbn", ["9780306406157", "978-0-306-40615-7", "0306406152"])
def test_a_book_is_recognised_by_either_form_of_its_isbn(isbn: str) -> None:
    records = Records(entries())
    book = records.verdict(work("book", title="Primer, 2nd printing", isbn=isbn, author="C, J"))
    assert (book.kind, book.reason) == ("known", "ISBN")
    chapter = work("incollection", title="On Glue", booktitle="A Primer", isbn=isbn, author="C, J")
    assert records.verdict(chapter).kind == "new"


@every_row(
    "values, doubt",
    [
        ({}, ""),
        ({"orcids": (MINE, "")}, ""),
        ({"orcids": (OTHER, "")}, f"its Josiah Carberry has another ORCID, {OTHER}"),
        ({"author": "Zelenka, Petra"}, "no author is called Josiah Carberry"),
        ({"author": "卡伯里, 约西亚 and Zelenka, Petra", "orcids": (MINE, "")}, ""),
        ({"author": ""}, "no registrar names its authors"),
        ({"title": ""}, "no registrar names its title"),
        ({"author": "Carberry, Josiah and Zelenka, Petra"},
         "no coauthor and no venue in common, and no ORCID in the byline"),
        ({"author": "Carberry, Josiah and Zelenka, Petra", "journal": "J. of Psychoceramics"},
         "no coauthor and no venue in common, and no ORCID in the byline"),
        ({"author": "Carberry, Josiah and Zelenka, Petra",
          "journal": "Journal of Psychoceramics"}, ""),
        ({"author": "Carberry, Josiah and Zelenka, Petra", "orcids": (MINE, "")}, ""),
        ({"author": "Carberry, J. and Oltean, M."}, ""),
        ({"author": "Carberry, Josiah", "journal": "Engines", "year": "1931"},
         "it is 77 years before the first in refs.bib"),
        ({"author": "Carberry, Josiah", "journal": "Engines", "year": "2001"}, ""),
        ({"author": "Carberry, Josiah", "journal": "Engines", "year": ""}, ""),
        ({"author": "", "editor": "Carberry, Josiah and Oltean, Mira"}, ""),
        ({"author": "卡伯里, 明", "journal": "Engines"}, ""),
        ({"author": "Carberry, J.", "journal": "Engines"},
         "its author has the owner's initials only"),
    ],
)  # fmt: skip
def test_a_namesake_is_told(values: dict[str, Any], doubt: str) -> None:
    usual = {
        "title": "A Title",
        "author": "Carberry, Josiah and Oltean, Mira",
        "journal": "Ceramics Elsewhere",
        "year": "2024",
    }
    company = Company.of(OWNER, entries())
    assert company.doubt(work(**usual | values)) == doubt


def test_without_publications_all_of_the_owners_name_are_theirs() -> None:
    company = Company.of(OWNER, [])
    for coauthor in ("Zelenka, Petra", "Oltean, Mira"):
        paper = work(title="A Title", author=f"Carberry, Josiah and {coauthor}", year="2020")
        assert company.doubt(paper) == ""
        company.add(paper.entry)


@every_row(
    "own, values, named",
    [
        ("title = {Pots: A Study}", {"title": "Pots"}, []),
        ("title = {Pots: A Study}", {"title": "POTS -- a study"}, []),
        ("title = {Pots}", {"title": "Pans"}, ["title: Pots in refs.bib, Pans at Crossref"]),
        ("year = 2008", {"year": "2009", "years": frozenset({2008, 2009})}, []),
        ("year = 2008", {"year": "2009"}, ["year: 2008 in refs.bib, 2009 at Crossref"]),
        ("pages = {123--9}", {"pages": "123-129"}, []),
        ("pages = {123}", {"pages": "123-129"}, []),
        ("pages = {123--9}", {"pages": "124-129"},
         ["pages: 123\u20139 in refs.bib, 124\u2013129 at Crossref"]),
        ("author = {J. Carberry and M. {van Oltean}}",
         {"author": "Carberry, Josiah and van Oltean, Mira"}, []),
        ("author = {Carberry, Josiah and others}", {"author": "Carberry, Josiah and B, C"}, []),
        ("author = {Carberry, Josiah and B, C}", {"author": "B, C and Carberry, Josiah"},
         ["authors: Carberry, Josiah; B, C in refs.bib, B, C; Carberry, Josiah at Crossref"]),
        ("author = {Carberry, Josiah}", {"author": "Carberry, Josiah and B, C"},
         ["authors: Carberry, Josiah in refs.bib, Carberry, Josiah; B, C at Crossref"]),
        ("pages = {1}", {"title": "X", "source": "ORCID", "pages": "2"}, []),
    ],
)  # fmt: skip
def test_differences_are_shown_side_by_side(
    own: str, values: dict[str, Any], named: list[str]
) -> None:
    there = entries(f"@article{{a, journal = {{J}}, {own}}}")[0]
    assert list(comparison.differences(there, [work(**values)])) == named


def test_one_registrar_is_named_for_what_differs() -> None:
    there = entries("@article{a, journal = {J}, title = {Pots}}")[0]
    works = [work(source=source, title="Pans") for source in ("OpenAlex", "Crossref", "dblp")]
    differences = list(comparison.differences(there, works))
    assert differences == ["title: Pots in refs.bib, Pans at Crossref"]


FULL = {
    "author": "Carberry, Josiah", "title": "Pots", "volume": "5", "number": "11",
    "pages": "1--3", "issn": "0264-3561", "doi": "10.5555/pots",
}  # fmt: skip


@every_row(
    "own, lacking",
    [
        ("@article{a, journal = {J}}", ["doi", "volume", "number", "pages", "issn"]),
        ("@article{a, journal = {J}, issue = 3, eid = {7}}", ["doi", "volume", "issn"]),
        ("@article{a, journal = {J}, doi = {}, volume = {}, number = {}}", ["pages", "issn"]),
        ("@article{a, journal = {J}, url = {https://doi.org/10.5555/x}}",
         ["volume", "number", "pages", "issn"]),
        ("@inproceedings{a, booktitle = {B}}", ["doi"]),
    ],
)  # fmt: skip
def test_missing_fields_are_those_of_the_kind(own: str, lacking: list[str]) -> None:
    values, sources = comparison.missing(entries(own)[0], [work(**FULL)])
    assert values == {name: FULL[name] for name in lacking}
    assert sources == ["Crossref"]


def test_only_careful_registrars_tell_more_than_a_doi_and_none_without_authors() -> None:
    there = entries("@article{a, journal = {J}}")[0]
    assert comparison.missing(there, [work(source="ORCID", **FULL)]) == (
        {"doi": "10.5555/pots"},
        ["ORCID"],
    )
    without = FULL | {"author": ""}
    assert comparison.missing(there, [work(source="ORCID", **without)]) == ({}, [])


@every_row(
    "name",
    ["10.5555/Pots", "https://doi.org/10.5555/pots", "doi:10.5555/pots", "arXiv:2101.00001v2",
     "2101.00001", "pots2008", "ISBN 978-0-306-40615-7", "orcid:12"],
)  # fmt: skip
def test_an_identifier_is_ignored_in_each_of_its_forms(name: str) -> None:
    ignored = Ignored.read(f"\ufeff# remark\n\n  {name}\t2026-11-26   of somebody else\r\n")
    names = ["10.5555/pots", "arXiv:2101.00001", "pots2008", "ISBN 978-0-306-40615-7", "orcid:12"]
    assert not ignored.problems
    assert len([each for each in names if ignored.has(each)]) == 1


@pytest.mark.parametrize("line", ["10.5555/x", "10.5555/x 2026-11-26", "10.5555/x soon mine"])
def test_a_line_without_date_and_reason_is_named(line: str) -> None:
    ignored = Ignored.read(f"# one\n{line}\n")
    assert len(ignored.problems) == 1
    assert ignored.problems[0].startswith(f"publications.ignore:2: '{line}' is not")


@every_row(
    "text, expected",
    [
        ("@misc{a,\n  title = {T},\n  year  = 2020\n}\n",
         "@misc{a,\n  title = {T},\n  year  = 2020,\n  doi   = {10.5555/x}\n}\n"),
        ("@misc{a,\n  title = {T},\n}\n", "@misc{a,\n  title = {T},\n  doi   = {10.5555/x},\n}\n"),
        ("@misc{a,\r\n\ttitle={T}\r\n\t}\r\n",
         "@misc{a,\r\n\ttitle={T},\r\n\tdoi={10.5555/x}\r\n\t}\r\n"),
        ("@misc(a, title = {T})", "@misc(a, title = {T}, doi = {10.5555/x})"),
        ("@misc{a, title={T}}", "@misc{a, title={T}, doi = {10.5555/x}}"),
        ("@misc{a,\n  title = {T}}", "@misc{a,\n  title = {T},\n  doi   = {10.5555/x}}"),
    ],
)  # fmt: skip
def test_a_field_is_added_in_the_layout_of_the_entry(text: str, expected: str) -> None:
    change = edit.amendment(Lines(text), bibtex.read(text)[0][0], {"doi": "10.5555/x"})
    assert edit.changed(text, [change]) == expected


def test_a_field_that_is_there_and_blank_is_not_added_again() -> None:
    text = "@misc{a, title = {T}, doi = {}}"
    with pytest.raises(EditError, match="'a' on line 1 cannot be changed safely"):
        edit.amendment(Lines(text), bibtex.read(text)[0][0], {"doi": "10.5555/x"})


@every_row(
    "kind, name",
    [
        ("retraction", "retraction"), ("withdrawal", "retraction"), ("removal", "retraction"),
        ("expression_of_concern", "concern"), ("Expression of Concern", "concern"),
        ("partial_retraction", "correction"), ("correction", "correction"),
        ("corrigendum", "correction"), ("erratum", "correction"), ("addendum", "correction"),
        ("clarification", "correction"), ("new_version", ""), ("new_edition", ""), ("other", ""),
    ],
)  # fmt: skip
def test_an_update_is_a_notice_of_its_field(kind: str, name: str) -> None:
    item = {
        "DOI": "10.5555/a",
        "updated-by": [{"DOI": "10.5555/N", "type": kind, "updated": {"date-parts": [[2024, 5]]}}],
    }
    [judged] = crossref.works_in(json.dumps({"message": {"items": [item]}}))
    values = {notice.field: notice.value for notice in judged.notices}
    assert values == ({name: "10.5555/n, 2024-05"} if name else {})


@pytest.mark.parametrize(
    "title", ["RETRACTED: A Pot", "Retracted article: A Pot", "[Retracted] A Pot"]
)
def test_a_new_paper_that_is_marked_as_retracted_stays_so(title: str) -> None:
    item = {
        "DOI": "10.5555/a",
        "title": [title],
        "author": [{"given": "Josiah", "family": "Carberry"}],
    }
    works = crossref.works_in(json.dumps({"message": {"items": [item]}}))
    [proposal] = proposals(works, [], OWNER, Ignored())
    assert proposal.candidate is not None
    assert proposal.candidate.entry.get("title") == "RETRACTED: A Pot"


@every_row(
    "updated, day",
    [
        ({"date-parts": [[2024]]}, ", 2024"),
        ({"date-parts": [[2024, 5, 1]]}, ", 2024-05-01"),
        ({"date-time": "2024-05-01T00:00:00Z"}, ", 2024-05-01"),
        ({"date-parts": [[2024, 13, 45]]}, ""),
        ({"date-parts": [[-5, 0]]}, ""),
        ({"date-time": "}, x={a}"}, ""),
        ({"date-time": "@x{y}"}, ""),
        ("2024", ""),
    ],
)
def test_nothing_but_a_date_is_written_as_the_date_of_a_notice(updated: object, day: str) -> None:
    update = {"DOI": "10.5555/n", "type": "retraction", "updated": updated}
    items = [{"DOI": "10.5555/a", "updated-by": [update]}]
    [judged] = crossref.works_in(json.dumps({"message": {"items": items}}))
    assert [notice.value for notice in judged.notices] == [f"10.5555/n{day}"]


def test_notices_of_one_day_are_written_in_the_order_of_the_registrar() -> None:
    """A set of them would be written differently by each run, and be a new change each week."""
    names = [f"10.5555/n{number}" for number in range(8)]
    notices = [Notice("correction", "erratum", name, "2024-05-01") for name in names]
    told = work(doi="10.5555/pots", title="Pots and Pans", notices=tuple(notices))
    fields = [each.values for each in proposals([told], entries(), OWNER, Ignored())]
    assert {"correction": "; ".join(f"{name}, 2024-05-01" for name in names)} in fields


@every_row(
    "value, lacks",
    [
        ("10.5555/n_a", False),
        ("10.5555/N_A, 2024", False),
        ("2024; https://doi.org/10.5555/n_a", False),
        (r"10.5555/n\_a, 2024", False),
        ("10.5555/n_a2, 2024", True),
        ("10.5555/n_a.2", True),
        ("10.5555/n_a-2", True),
        ("2024-05-01", True),
    ],
)
def test_a_notice_is_there_where_its_whole_doi_is(value: str, lacks: bool) -> None:
    there = entries(THERE.replace("pages = {7-9}", f"correction = {{{value}}}"))
    notice = Notice("correction", "erratum", "10.5555/n_a", "2024-05-01")
    told = work(doi="10.5555/pots", title="Pots and Pans", notices=(notice,))
    kinds = [each.kind for each in proposals([told], there, OWNER, Ignored())]
    assert ("notice" in kinds) == lacks


POSTED = "@misc{a, eprint = {2101.00001}, archiveprefix = {arXiv}, title = {Pots}, year = 2021"
PAPER = "@article{a, journal = {J}, title = {Pots}, year = 2008, doi = {10.5555/pots}"
ERRATUM = Notice("correction", "erratum", "10.5555/n", "2024")


@every_row(
    "entry, works, told",
    [
        (PAPER, [{}], [("closed", "links no free copy")]),
        (PAPER, [{"free": "https://a.org/b"}],
         [("closed", "links no free copy; there is one at https://a.org/b")]),
        (PAPER, [{"free": "https://doi.org/10.5555/POTS"}], []),
        (PAPER + ", pdf = {pots}", [{}], []),
        (PAPER + ", url = {https://a.org/pots.PDF}", [{}], []),
        (PAPER + ", url = {https://a.org/pots}", [{}], [("closed", "links no free copy")]),
        (PAPER.replace("@article", "@techreport"), [{}], []),
        (PAPER.replace("{J}", "{bioRxiv}"), [{"is_preprint": True}], []),
        (PAPER + ", pdf = {a}", [{"is_retracted": True}] * 2,
         [("notice", "is called retracted, without a notice")]),
        (PAPER + ", pdf = {a}, retraction = {2024}", [{"is_retracted": True}], []),
        (PAPER + ", pdf = {a}", [{"notices": (ERRATUM,)}],
         [("notice", "erratum: 10.5555/n, 2024", "correction")]),
        (PAPER + ", pdf = {a}, correction = {10.5555/other}", [{"notices": (ERRATUM,)}],
         [("notice", "erratum: 10.5555/n, 2024")]),
        (POSTED, [{"doi": f"10.5555/{name}", "preprints": ("2101.00001",)} for name in "xy"],
         [("published", "is the published version of a (Crossref, J)", "candidate")]),
        (POSTED, [{"eprint": "2101.00001", "journal": "", "journal_ref": "J 5"}] * 2,
         [("published", "Crossref says that it came out as J 5")]),
    ],
)  # fmt: skip
def test_what_registrars_know_of_an_entry_is_told(
    entry: str, works: list[dict[str, Any]], told: list[tuple[str, ...]]
) -> None:
    there = entries(entry + "}")
    usual = {"title": "Pots", "doi": "10.5555/pots", "journal": "J"}
    known = [work(**usual | values) for values in works]
    proposed = proposals(known, there, OWNER, Ignored())
    assert [
        (each.kind, each.text, *each.values, *["candidate"] * (each.candidate is not None))
        for each in proposed
    ] == told


def test_a_paper_of_the_owners_tells_of_another_that_it_is_theirs() -> None:
    """The second shares a coauthor with the first alone, which has the owner's ORCID."""
    authors = "Carberry, Josiah and Zelenka, Petra"
    second = work(title="A Second Paper", author=authors, journal="Far Away", year="2024")
    first = work(title="Paper One", author=authors, year="2023", orcids=(MINE, ""))
    told = proposals([second], entries(), OWNER, Ignored())
    assert [proposal.kind for proposal in told if proposal.entry is None] == ["doubt"]
    told = proposals([second, first], entries(), OWNER, Ignored())
    assert [proposal.kind for proposal in told if proposal.entry is None] == ["new", "new"]


def test_dblp_is_asked_for_no_home_pages_and_nothing_withdrawn() -> None:
    record = "<r><{0}><author>Josiah Carberry 0001</author><title>Of Pots.</title></{1}></r>"
    records = [
        record.format("article", "article"),
        record.format('article publtype="informal withdrawn"', "article"),
        record.format("www", "www"),
    ]
    [judged] = dblp.works_in(f"<dblpperson>{''.join(records)}</dblpperson>")
    assert judged.entry.values() == {"author": "Carberry, Josiah", "title": "Of Pots"}


def test_no_module_of_the_room_is_without_a_source_of_its_rules() -> None:
    """Each registrar's module names the documentation of what it reads."""
    room = Path(comparison.__file__).parent
    for name in ("orcid", "crossref", "dblp", "arxiv", "openalex"):
        first = (room / f"{name}.py").read_text("utf-8").partition('"""\n')[0]
        assert "Source" in first, name
