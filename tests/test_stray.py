"""Text between entries: what was meant as an entry is a finding, and a comment is none."""

from __future__ import annotations

import pytest

from publications.bibtex import read
from publications.bibtex.cursor import Source
from publications.bibtex.scanner import Scanner
from tests.rows import every_row

#: Text, the lines of its findings, words of the first.
MEANT = [
    # an entry without its @, type or brace
    ("article{k, title = {A}}", [1], "'article{k,' is not published"),
    ("article{k,\n  title = {A},\n  year = 2019\n}", [1], "'article{k,'"),
    ("InProceedings {k,\n  title = {A},\n}", [1], "write '@InProceedings {k,'"),
    ("inproceedings{k,\n", [1], "its @ is missing"),
    ("text\n\n  article{\n  k,\n  title = {A}\n}", [3], "its @ is missing"),
    ("article(k,\n  title = {A}\n)", [1], "its @ is missing"),
    ("\uff20article{k,\n  title = {A},\n}", [1], "'article{k,'"),
    ("\\article{k,\n  title = {A},\n}", [1], "'article{k,'"),
    ("article{title = {A}}", [1], "its @ is missing"),
    ('string{a = "b"}', [1], "its @ is missing"),
    ("article{k, title = {A}}\narticle{l, title = {B}}\n", [1, 2], "'article{k,'"),
    ("article{k,\n  title = {A},\n\n  url = {x}\n}\narticle{l, title = {B}}", [1, 6], "@"),
    ("article{k,\n  title = {A},\n  note = {B},\n", [1], "its @ is missing"),
    ("@article key title = {A},\n  year = 2019,", [1], "cannot begin with '@article key title'"),
    ("@article k,\n  title = {A},\n  note = {B}\n}", [1], "cannot begin with '@article k'"),
    # fields of no entry
    ("title = {A},", [1], "field 'title' is outside of any entry"),
    ("  title={A}\n  author={B}\n", [1], "first line of its entry is missing"),
    ('\ttitle = "A",\n', [1], "field 'title'"),
    ('title = "A\nB",', [1], "field 'title'"),
    ("title = {A\n B},", [1], "field 'title'"),
    ("title = {A}, % why\n", [1], "field 'title'"),
    ("author+an = {1=equal},", [1], "field 'author+an'"),
    ("year = 2019,", [1], "field 'year'"),
    ("Month = may\n", [1], "field 'Month'"),
    ("doi = 10.1109/X,", [1], "field 'doi'"),
    ("URL = https://example.org/x", [1], "field 'URL'"),
    ("article{k\n  title = {A},\n}", [2], "field 'title'"),
    ("@inproceedings[k,\n  title = {A}\n]", [1], "cannot begin with '@inproceedings[k'"),
    ("@misc{k, note = {A}}\n  title = {B},\n}", [2], "the entry above ends on line 1"),
    ("@misc{k,\n note = {A}}\n\n year = 2019\n}", [4], "the entry above ends on line 2"),
    ("%@misc{k,\n  title = {A},\n}", [2], "field 'title'"),
    # formats of other programs
    ("TY  - JOUR\nAU  - A\nTI  - B\nER  - \n", [1], "a RIS record"),
    ("TY - CONF\nAU - A\n", [1], "a RIS record"),
    ("TY  - JOUR\nER  -\nTY  - JOUR\nER  -\n", [1, 3], "a RIS record"),
    ("T1  - A Title\nAU  - Mai, G.\n", [1], "a RIS record"),
    ("PMID- 12345678\nOWN - NLM\nTI  - A\n", [1], "a PubMed record"),
    ("PT J\nAU Mai, G\nTI A\nER\n", [1], "a Web of Science record"),
    ("%0 Journal Article\n%T A\n%A B\n", [1], "an EndNote record"),
    ("%T A Title\n%A Mai, G.\n%D 2019\n", [1], "an EndNote record"),
    ("%A Mai, G.\n%A Kai, C.\n%T A Title\n", [1], "an EndNote record"),
    ("%0 Book\n%T A\n\n%0 Book\n%T B\n", [1, 4], "an EndNote record"),
    ('[\n  {\n    "id": "k",\n    "title": "A"\n  }\n]\n', [3], "CSL-JSON"),
    ('{"type": "article-journal", "DOI": "10.1109/X"}', [1], "CSL-JSON"),
    ("<xml><records><record>", [1], "XML"),
    ("cff-version: 1.2.0\ntitle: A\n", [1], "CITATION.cff"),
    ("\\bibitem{k} G. Mai, A Title.", [1], "\\bibitem"),
    ("{{cite journal | title = A }}", [1], "Wikipedia"),
    # conflicts of Git
    ("<<<<<<< HEAD\n@misc{k}\n=======\n@misc{l}\n>>>>>>> x\n", [1, 3, 5], "'<<<<<<< HEAD'"),
    ("<<<<<<<\n||||||| 00de099\n=======\n>>>>>>>\n", [1, 2, 3, 4], "merge conflict"),
    ("@misc{k}\n>>>>>>> 00de099 (Add)\n", [2], "remove the lines <<<<<<<"),
    # pasted for `make paper`
    ("10.1109/TIFS.2020.3009590\n", [1], "python -m publications add 10.1109/TIFS.2020.3009590"),
    ("doi:10.1109/TIFS.2020.3009590", [1], "it is in no entry"),
    (
        "@misc{k}\nhttps://doi.org/10.1109/X\n@misc{l}",
        [2],
        "python -m publications add https://doi.org",
    ),
    ("@misc{k}\n\n  https://arxiv.org/abs/1703.00832  \n\n", [3], "it is in no entry"),
    ("https://a.example/1\nhttps://a.example/2\n", [1, 2], "it is in no entry"),
    ("arXiv:1703.00832", [1], "it is in no entry"),
    ("1703.00832v2", [1], "it is in no entry"),
]

#: Comments as people and programs write them.
SILENT = [
    "A comment with an article{x}, a title = {Title} and 10.1109/X in it.",
    "% TY  - JOUR\n% title = {A},\n%article{k,\n% <<<<<<< HEAD\n% https://example.org\n",
    "This list was exported from\nhttps://example.org/papers.bib\nin May.",
    "See https://example.org/papers.bib",
    "https://example.org/papers.bib is where this comes from",
    "https://example.org/papers.bib\nis where this comes from",
    "Author: A. One\nTitle: My papers\nYear: 2019\nURL: https://example.org\n",
    "TY is what RIS begins with; ER - ends it",
    "US - United States\nUK - United Kingdom\n",
    "%A comment without a blank\n%An other\n",
    "%%%%%%%%%%\n%% Papers\n%%%%%%%%%%\n",
    "%0 is the first\n",
    "%T\n%A\n",
    "Papers\n=======\n\n2019\n-------\n",
    "=======\n=======\n",
    "<<< 2019 >>>\n<<<<<<<<<< papers >>>>>>>>>>\n",
    "articles (2019, 2020)\narticle (see, for example, below)\n",
    "article {without a key}\nbook{2019}\n",
    "\\cite{a, b}\n\\newcommand{\\x}{y}\nf(x, y = 1)\n",
    "x = 1\nn = 2,\nE = mc^2\nyear = the year of publication\n",
    "selected = {true} shows an entry on the first page\n",
    'encoding = "utf-8"\n',
    "title\n= {A}\n",
    "url = https://example.org/x is where it was\ndoi = the DOI\n",
    "---\ntitle: papers\n---\n",
    "{}\n[]\n{\n}\n},\n",
    '"id" and "title" are names\n',
    "<!-- 2019 -->\n<b>2019</b>\n",
    "10.1 Introduction\n1.2\n2019.\n10. May 2019\n",
    "me@example.org\n@handle\n@comment a line, x",
    "@comment{\narticle{k,\n  title = {A},\n}\n<<<<<<< x\nTY  - JOUR\n}",
    "This file was created with JabRef 2.10.\nEncoding: UTF8\n\n",
    "Automatically generated by Mendeley Desktop 1.19\nAny changes will be lost\n",
]


@every_row("text, lines, words", MEANT)
def test_what_was_meant_as_an_entry(text: str, lines: list[int], words: str) -> None:
    findings = read(text)[1]
    assert [each.line for each in findings] == lines
    assert words in findings[0].text
    assert {each.code for each in findings} <= {"stray-text", "syntax"}


@every_row("text", SILENT)
@every_row("form", ["%s", "@misc{a}\n%s\n@misc{b}\n"])
def test_a_comment_is_no_finding(text: str, form: str) -> None:
    assert read(form.replace("%s", text))[1] == []


@every_row("text", [text for text, _, _ in MEANT])
def test_entries_around_it_are_read(text: str) -> None:
    entries, _ = read(f"@misc{{before}}\n\n{text}\n\n@misc{{after}}\n")
    assert {"before", "after"} <= {entry.key for entry in entries}


def test_the_columns_of_findings() -> None:
    text = '  article{k,\n}\n  title = {A},\n\n  TY  - JOUR\n\n  [{"id": 1}]\n\n  10.1109/X\n'
    places = [(each.line, each.column) for each in read(text)[1]]
    assert places == [(1, 3), (3, 3), (5, 3), (7, 3), (9, 3)]


def test_fields_after_an_unreadable_entry_are_not_told_again() -> None:
    findings = read("@misc{k, note = {A} x}\n  title = {B},\n}\n\n@misc{l}\n")[1]
    assert [(each.line, each.code) for each in findings] == [(1, "syntax")]
    findings = read("@misc{k, x}\n@misc{l}\n  title = {B},\n}\n")[1]
    assert [(each.line, each.code) for each in findings] == [(1, "syntax"), (3, "stray-text")]


HOSTILE = [
    "\n",
    " \n",
    "a{\n",
    "a{k,\n",
    "a(k,\n",
    "@a,\n",
    "%A x\n",
    "%T x\n",
    "=======\n",
    "<<<<<<<\n",
    "TY  - JOUR\n",
    "AU  - x\n",
    '[{ "id\n',
    '{"id":\n',
    "t = {\n",
    "t = {}x\n",
    "t = {{}{}\n",
    'a{t = "\n',
    "1\n10.1109/x\n",
    "10.1109/x\n",
    "((((\n",
    "[",
    "a{",
    "{}",
]


@every_row("piece", HOSTILE)
def test_long_texts_cost_linear_looks(piece: str) -> None:
    looked = []
    for times in (1_000, 2_000):
        scanner = Scanner(piece * times, "refs.bib")
        scanner.run()
        looked.append(scanner.source.looked)
    assert looked[1] < 2.2 * looked[0] + 1_000
    assert isinstance(scanner.source, Source)


@pytest.mark.slow
@every_row("piece", HOSTILE)
def test_long_texts_are_read_in_no_time(piece: str) -> None:
    """A pattern that looks back takes minutes for these; `looked` does not count that."""
    read(piece * 40_000)
