"""Each rule by a fixture that tells in its own text what is found in it, and where.

In `bad/<code>.bib` these lines stand between the entries, where BibTeX reads nothing:

    expect: LINE:COLUMN: severity: code: words of the message or of the hint
    publish: keys of all entries that are published all the same
    owner: name, orcid
    people: a file beside the fixture
    config: a mkdocs.yml beside the fixture, under another name, in the place of owner and people
    file: a file below docs/, empty, or with the bytes after a `|`, filled up to a number of them
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from publications import bibtex, diagnostics
from publications.bibliography import Bibliography, from_entries, load
from publications.bibtex import fields
from publications.diagnostics import Diagnostic
from publications.model import kinds
from publications.rules import bibliography
from publications.settings import Options, Owner, read_settings
from tests.rows import every_row

BAD = Path(__file__).with_name("bad")
ROOT = Path(__file__).parent.parent
#: The codes of findings in a bibliography, with the severities that they come with.
CODES = {
    "cyclic-crossref": {"error"},
    "doi-as-url": {"warning"},
    "duplicate-doi": {"warning"},
    "duplicate-field": {"warning"},
    "duplicate-key": {"error"},
    "duplicate-title": {"warning"},
    "joined-names": {"warning"},
    "malformed-arxiv": {"warning"},
    "malformed-contact": {"warning"},
    "malformed-doi": {"warning"},
    "malformed-id": {"warning"},
    "malformed-isbn": {"warning"},
    "malformed-issn": {"warning"},
    "malformed-orcid": {"warning"},
    "missing-author": {"warning"},
    "missing-date": {"warning"},
    "missing-file": {"warning"},
    "missing-owner": {"warning"},
    "misspelt-field": {"warning"},
    "misspelt-type": {"warning"},
    "no-title": {"error"},
    "not-utf-8": {"error"},
    "unread-annotation": {"warning"},
    "reversed-name": {"warning"},
    "retracted-selected": {"warning"},
    "slug-collision": {"error"},
    "stray-text": {"error", "warning"},
    "syntax": {"error"},
    "too-much": {"warning"},
    "undefined-string": {"warning"},
    "unknown-contact": {"warning"},
    "unknown-relation": {"warning"},
    "unrelated-version": {"note"},
    "foreign-note": {"warning"},
    "large-picture": {"warning"},
    "unknown-command": {"warning"},
    "unreadable-date": {"warning"},
    "unreadable-switch": {"warning"},
    "unreadable-name": {"error"},
    "unreadable-notice": {"warning"},
    "unsaid-retraction": {"warning"},
    "unsafe-url": {"error"},
    "unusable-picture": {"warning"},
}
FIXTURES = sorted(BAD.glob("*.bib"))
_DIRECTIVE = re.compile(r"^(expect|publish|owner|people|config|file): (.+)$", re.MULTILINE)
_EXPECTED = re.compile(r"(?:([\w.-]+):)?(\d+):(\d+): (error|warning|note): ([a-z0-9-]+): (.+)")


@dataclass(frozen=True)
class Fixture:
    """What a file of `bad/` says of itself."""

    path: Path
    expected: Sequence[tuple[str, int, int, str, str, str]]
    published: Sequence[str]
    options: Options
    files: Sequence[str]

    @classmethod
    def of(cls, path: Path) -> Fixture:
        said: dict[str, list[str]] = {name: [] for name in ("expect", "publish", "owner", "people")}
        said["file"], said["config"] = [], []
        for name, words in _DIRECTIVE.findall(path.read_text("utf-8", errors="replace")):
            said[name].append(words.strip())
        expected = []
        for words in said["expect"]:
            found = _EXPECTED.fullmatch(words)
            assert found, words
            file, line, column, severity, code, message = found.groups()
            expected.append(
                (file or path.name, int(line), int(column), severity, code, str(message))
            )
        name, _, orcid = "".join(said["owner"]).partition(", ")
        options = Options((path.name,), Owner(name, orcid), "".join(said["people"]))
        for config in said["config"]:
            options = replace(read_settings(BAD / config).options, bib_file=(path.name,))
        return cls(
            path,
            sorted(expected),
            " ".join(said["publish"]).split(),
            options,
            said["file"],
        )

    def load(self, docs: Path) -> Bibliography:
        for words in self.files:
            name, _, text = words.partition(" | ")
            name, _, size = name.partition(" of bytes: ")
            content = text.encode("ascii").decode("unicode_escape").encode("latin-1")
            (docs / name).parent.mkdir(parents=True, exist_ok=True)
            (docs / name).write_bytes(content.ljust(int(size or 0)))
        return load(BAD, self.options, docs)


def name(path: Path) -> str:
    return path.stem


@every_row("path", FIXTURES)
def test_fixture_has_the_findings_that_it_names(path: Path, tmp_path: Path) -> None:
    fixture = Fixture.of(path)
    found = fixture.load(tmp_path / "docs").diagnostics
    places = [(d.path, d.line, d.column, d.severity, d.code) for d in found]
    assert places == [expected[:5] for expected in fixture.expected], "\n".join(map(str, found))
    for diagnostic, (*_, words) in zip(found, fixture.expected, strict=True):
        assert words in diagnostic.text
    assert path.stem in {d.code for d in found}


@every_row("path", FIXTURES)
def test_all_else_of_a_fixture_is_published(path: Path, tmp_path: Path) -> None:
    fixture = Fixture.of(path)
    published = fixture.load(tmp_path / "docs").publications
    assert sorted(p.key for p in published) == sorted(fixture.published)


def test_each_code_is_in_the_table_of_all_codes() -> None:
    assert diagnostics.CODES.keys() - CODES.keys() == {
        "awkward-address",
        "not-in-pdf",
        "unreadable-counts",
        "dead-link",
        "endless-folder",
        "front-matter",
        "left-over",
        "missing-description",
        "missing-page",
        "not-for-scholar",
        "uneven-layout",
        "lost-address",
        "missing-address",
        "unknown-language",
        "unlisted",
        "unlocked-address",
        "unusable-redirect",
        "wrong-block",
        "wrong-citation",
    }
    assert CODES.keys() <= diagnostics.CODES.keys()


def test_each_code_has_its_fixture() -> None:
    assert {path.stem for path in FIXTURES} == set(CODES)


def test_each_code_has_the_severity_that_it_should_have() -> None:
    severities: dict[str, set[str]] = {}
    for path in FIXTURES:
        for *_, severity, code, _words in Fixture.of(path).expected:
            severities.setdefault(code, set()).add(severity)
    assert severities == CODES


def test_a_rule_is_named_as_its_code() -> None:
    functions = (
        *bibliography.ENTRY_RULES,
        *bibliography.PUBLICATION_RULES,
        *bibliography.BIBLIOGRAPHY_RULES,
    )
    names = [function.__name__.replace("_", "-") for function in functions]
    assert len(names) == len(set(names))
    assert set(names) <= set(CODES)


def found_in(text: str) -> list[Diagnostic]:
    entries, diagnostics = bibtex.read(text)
    return list(from_entries(entries, diagnostics, Owner()).diagnostics)


def test_a_finding_on_an_inherited_field_comes_once() -> None:
    text = "".join(
        f"@inproceedings{{p{i}, author = {{A B}}, title = {{T{i}}}, crossref = {{c}}}}\n"
        for i in range(3)
    )
    found = found_in(text + "@proceedings{c, title = {C}, year = {2019},\n  isbn = {1}}")
    assert [(d.line, d.column, d.code) for d in found] == [(5, 3, "malformed-isbn")]


def test_the_other_entry_of_another_file_is_named_with_its_file(tmp_path: Path) -> None:
    for file in ("a.bib", "b.bib"):
        text = f"@misc{{{file}, title = {{{file}}}, doi = {{10.1109/X}}}}"
        (tmp_path / file).write_text(text, "utf-8")
    found = load(tmp_path, Options(("a.bib", "b.bib"))).diagnostics
    assert [d.path for d in found] == ["b.bib"]
    assert "(a.bib:1)" in found[0].message


@pytest.mark.parametrize(
    ("dois", "codes"),
    [
        (("10.1109/X", "10.1109/x"), ["duplicate-doi"]),
        (("10.1109/X", "10.1109/Y"), []),
        (("10.1109/X", ""), ["duplicate-title"]),
        (("", ""), ["duplicate-title"]),
    ],
)
def test_entries_of_one_title_are_told_apart_by_their_dois(
    dois: tuple[str, str], codes: list[str]
) -> None:
    text = "".join(f"@misc{{k{i}, title = {{T}}, doi = {{{doi}}}}}" for i, doi in enumerate(dois))
    assert [each.code for each in found_in(text)] == codes


@pytest.mark.parametrize(
    "path", ["a" * 5_000, "a\x00b", "../" * 50 + "etc/passwd", "%2e%2e/%2e%2e/refs.bib"]
)
def test_a_hostile_path_is_a_file_that_is_not_there(path: str, tmp_path: Path) -> None:
    entries, _ = bibtex.read(f"@misc{{x, title = {{X}}, code = {{x/{path}}}, pdf = {{{path}}}}}")
    found = from_entries(entries, (), Owner(), docs_dir=tmp_path).diagnostics
    assert {d.code for d in found} == {"missing-file"}


@every_row(
    "written, meant",
    [
        ("jounral", "journal"),
        ("journall", "journal"),
        ("ournal", "journal"),
        ("jornal", "journal"),
        ("joumal", ""),  # two edits
        ("journal", ""),
        ("book-title", "booktitle"),
        ("award-name", "award_name"),
        ("google_scholar_ids", "google_scholar_id"),
        ("yaer", "year"),
        ("yer", "year"),
        ("dio", "doi"),
        ("dol", ""),  # in three letters nearly everything is near
        ("ulr", "url"),
        ("urls", ""),
        ("auhtor+an:role", "author"),
        ("author+an", ""),
        ("doi2", ""),
        ("x" * 100_000, ""),
        ("", ""),
    ],
)
def test_misspelt_names(written: str, meant: str) -> None:
    assert fields.meant(written) == meant


@every_row(
    "written, meant",
    [
        ("artcile", "@article"),
        ("Inproceeding", "@inproceedings"),
        ("inproceedigns", "@inproceedings"),
        ("proceeding", "@proceedings"),
        ("conferance", "@conference"),
        ("phdtesis", "@phdthesis"),
        ("masterthesis", "@mastersthesis"),
        ("techreports", "@techreport"),
        ("bok", "@book"),
        ("book1", "@book"),
        ("msic", "@misc"),
        ("wwww", ""),
        ("unpublised", "@unpublished"),
        ("dateset", "@dataset"),
    ],
)
def test_misspelt_types(written: str, meant: str) -> None:
    text = f"@{written}{{k, author = {{A B}}, title = {{T}}, year = 2020}}"
    hints = [each.hint for each in found_in(text) if each.code == "misspelt-type"]
    assert hints == [f"did you mean '{meant}'?"] * bool(meant)


# Types of no manual that styles, programs and people use.
OTHER_TYPES = """
    artifact bachelorsthesis bachelorthesis bibnote blog bookreview code custom customa data
    diploma document game hidden inpress inthesis keynote lecture magazine masterarbeit newspaper
    other paper podcast poster presentation preprint publication radio song source submitted talk
    tool tutorial web webpage working workshop workingpaper
"""


@every_row("written", OTHER_TYPES.split())
def test_types_that_are_no_slips(written: str) -> None:
    text = f"@{written}{{k, author = {{A B}}, title = {{T}}, year = 2020}}"
    assert found_in(text) == []


@every_row("name", [*(each.name for each in kinds.TYPES), *kinds.ALIASES, "xdata"])
def test_types_that_are_known_are_no_slips(name: str) -> None:
    codes = [each.code for each in found_in(f"@{name.upper()}{{k, title = {{T}}}}")]
    assert "misspelt-type" not in codes


# What exporters and biblatex write beside the fields that this site shows.
EXPORTED = """
    abstractnote accessnotes acmid adsnote adsurl affiliation afterword annotator annote archive
    archivelocation art_number articleno author-email author_keywords authortype bdsk-file-1
    bdsk-url-1 bibsource biburl bookauthor bookpagination citeulike-article-id coden collaboration
    commentator comment copyright creationdate date-added date-modified day document_type editora
    editorb editorc editoratype editortype eisbn eissn endyear entryset entrysubtype eventyear
    eventtitleaddon execute fjournal file foreword gender groups holder hyphenation ids indextitle
    inspirehep_id introduction isan ismn isrn issue_date issuesubtitle issuetitle iswc journal-iso
    journaltitleaddon keyword label langidopts lccn library lista local-url mendeley-groups
    mendeley-tags modificationdate mrclass mrnumber mrreviewer namea nameaddon nameatype numpages
    options orcid-numbers origlanguage origlocation origpublisher origtitle origyear owner
    page_count pagination pmcid pmid posted-at presort priority qualityassured ranking rating read
    readstatus related relatedstring relatedtype reportnumber reprinttitle review shortauthor
    shorteditor shorthand shorthandintro shortjournal shortseries slaccitation sortkey sortname
    sorttitle sortyear source timestamp times-cited unique-id uri urlday urlmonth urlyear usera
    userb venue verba xref zblnumber
"""


@every_row("exported", EXPORTED.split())
def test_names_that_programs_write_are_no_slips(exported: str) -> None:
    assert fields.meant(exported) == ""


@every_row("known", fields.used(fields.Use.SUGGESTED))
def test_names_that_are_known_are_no_slips(known: str) -> None:
    assert fields.meant(known) == ""


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Febuary", "did you mean 'february'?"),
        ("augst", "did you mean 'august'?"),
        ("13", "write may, or 5"),
    ],
)
def test_a_misspelt_month_is_asked_about(written: str, hint: str) -> None:
    entry = f"@misc{{a, author={{A, B}}, title={{T}}, year=2020, month={{{written}}}}}"
    hints = [finding.hint for finding in found_in(entry) if finding.code == "unreadable-date"]
    assert hints == [hint]
