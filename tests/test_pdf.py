"""The PDF of a page: the words of the page, its standards, what it cannot show, and its layout."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown
from pypdf import PdfReader

from publications import exports
from publications.bibliography import Bibliography
from publications.markdown.page import CurrentPage
from publications.markdown.printing import HandOver
from publications.pages.build import RAW, Build, Conversion
from publications.pages.render import Renderer
from publications.pdf import compiler, printing
from publications.pdf.printing import Printed
from publications.pdf.runs import language_code
from publications.pdf.tree import Reader
from publications.project import load_project, prints
from publications.settings import Site, read_settings
from tests.conftest import SITE, copy_project, mkdocs_build
from tests.rows import every_row

FONTS = Path(__file__).parent / "fonts"
CONFIG = """\
site_name: Ida Holm
site_url: https://holm.example/
theme: {name: material, custom_dir: overrides}
extra: {owner: {name: Ida Holm, email: ida@holm.example, github: holm}}
markdown_extensions:
  - attr_list
  - def_list
  - footnotes
  - abbr
  - md_in_html
  - pymdownx.arithmatex: {generic: true}
  - pymdownx.tilde
  - pymdownx.superfences
  - publications
"""
HEAD = "---\ntitle: Curriculum Vitae\npdf: true\n---\n"
BIB = r"""
@article{a, author = {Holm, Ida and Berg, Ask}, title = {Ice, $O(n^2)$ and {<b>} & \alpha},
  journal = {Journal of Ice}, year = {2021}, month = jun, doi = {10.5555/ice.1},
  author+an = {1=corresponding}, award = {Best paper}}
@inproceedings{b, author = {Berg, Ask and Holm, Ida and A, B and C, D and E, F and G, H and I, J
  and K, L and M, N and O, P and Q, R and S, T}, title = {Floes}, booktitle = {Workshop},
  year = {2019}, eprint = {1703.00832}, archiveprefix = {arXiv}, abstract = {Cold & dark.}}
"""
PAGE = """\
Curriculum vitae
{ .site-eyebrow }

# Ida Holm

A lead & a half, *slanted* and **strong**, `code < 1`, H<sub>2</sub>O is raw, 1 \\* 2, &copy; me.
{ .site-lead }

<!-- contacts -->

## Experience

Current
:   **Acoustician**, Institute

    I listen.

Earlier
Before that
:   Engineer
:   Student

## Lists

- one
- two, see [the other](other.md#x), <mail@holm.example>

3. third
4. fourth

> Quoted.

| a | b |
| --- | --- |
| c | |

    indented code

## Papers [@b]

/// publications
    detail: {detail}
    numbers: true
///

### By type

/// publications
    group: type
    detail: {detail}
///
"""

Make = Callable[..., tuple[str, Printed]]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes HTML and PDF of one page in a project of its own."""

    def made(
        page: str, *, bib: str = BIB, head: str = HEAD, config: str = CONFIG, files: str = ""
    ) -> tuple[str, Printed]:
        (tmp_path / "docs").mkdir(exist_ok=True)
        (tmp_path / "overrides/publications/fonts").mkdir(parents=True, exist_ok=True)
        (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
        (tmp_path / "refs.bib").write_text(bib, "utf-8")
        (tmp_path / "docs/cv.md").write_text(head + page, "utf-8")
        for name in files.split():
            shutil.copy(SITE / "docs/assets" / name, tmp_path / "docs" / name)
        return converted(tmp_path)

    return made


def converted(root: Path) -> tuple[str, Printed]:
    """The HTML of a project's page, and the PDF that is made of the same conversion."""
    project = load_project(read_settings(root / "mkdocs.yml"))
    build = Build(project.bibliography, Renderer(project.site))
    conversion = Conversion(build, "cv.md", prints=True)
    options: dict[str, Any] = dict(project.settings.extensions)
    options["publications"] = {"conversion": conversion}
    (document,) = printing.wanted(project.documents)
    md = Markdown(extensions=list(options), extension_configs=options)
    html = md.convert(document.body)
    assert conversion.tree is not None
    texts = [exports.bibtex.write(each).encode() for each in project.bibliography.publications]
    bibliography = exports.bibtex.join(texts)
    settings = project.settings
    return html, printing.print_page(document, conversion.tree, build, settings, bibliography)


def pages_of(printed: Printed) -> list[str]:
    """The text of each sheet below its running head."""
    assert printed.content, printed.findings
    sheets = PdfReader(io.BytesIO(printed.content)).pages
    heads = re.compile(r"(?:Ida Holm\s*)?holm\.example/cv/\s*\d+ ?/ ?\d+\s*")
    texts = [sheet.extract_text() for sheet in sheets]
    assert all(heads.match(text) for text in texts)
    return [heads.sub("", text, count=1) for text in texts]


def drawing(printed: Printed) -> bytes:
    """The operators of the first sheet."""
    contents = PdfReader(io.BytesIO(printed.content)).pages[0].get_contents()
    assert contents is not None
    return contents.get_data()


def seen(html: str) -> str:
    """The words of a page that an eye sees, with what CSS writes before them."""
    soup = BeautifulSoup(html.replace("<!-- contacts -->", "ida@holm.exampleGitHub"), "html5lib")
    unseen = ".site-sr, .footnote-backref, .Z3988, .site-filter, button, script"
    for element in soup.select(f"{unseen}, li:has(> [data-rel=cite])"):
        element.decompose()
    for folded in soup.select(".site-authors"):
        folded.replace_with(folded.select(".site-more > p")[0])
    for item in soup.select("ul:not([class]) > li"):
        item.insert(0, "–")
    for number, item in enumerate(soup.select("ol.site-list--numbered > li"), 1):
        item.insert(0, str(number))
    for listed in soup.select("ol:not([class])"):
        for number, item in enumerate(listed.select("li"), int(str(listed.get("start") or 1))):
            item.insert(0, f"{number}.")
    for formula in soup.select("math"):
        formula.replace_with("".join(formula.get_text().split()))
    return soup.get_text()


def letters(text: str) -> str:
    """The text without blanks; italic letters of formulas as any others."""
    return "".join(text.translate({0x1D442: "O", 0x1D45B: "n"}).split())


@pytest.mark.slow
@pytest.mark.parametrize("detail", ["line", "summary", "abstract", "full"])
def test_it_has_the_words_of_the_page_in_their_order_and_no_others(make: Make, detail: str) -> None:
    html, printed = make(PAGE.replace("{detail}", detail))
    assert letters("".join(pages_of(printed))) == letters(seen(html))


def test_of_the_sites_of_the_tests(tmp_path: Path, site: Path) -> None:
    """Built by MkDocs, with mkdocs-bibtex: the page has a link to it."""
    html = BeautifulSoup((site / "positions/index.html").read_text("utf-8"), "html5lib")
    assert [a["href"] for a in html.select(".site-pdf a")] == ["../positions.pdf"]
    html.select(".site-pdf")[0].decompose()
    reader = PdfReader(site / "positions.pdf")
    text = "".join(sheet.extract_text() for sheet in reader.pages)
    text = re.sub(r"^ekholm\.example/positions/\s*1 ?/ ?1", "", text)
    assert letters(text) == letters(seen(str(html.select("article")[0])))


def test_standards_and_properties(make: Make) -> None:
    _, printed = make(PAGE.replace("{detail}", "full"))
    reader = PdfReader(io.BytesIO(printed.content))
    xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()  # type: ignore[index]
    for words in ("pdfuaid:part>1", "pdfaid:part>3", "pdfaid:conformance>A"):
        assert words in xmp
    assert reader.metadata is not None
    assert reader.metadata.title == "Curriculum Vitae"
    assert reader.metadata.author == "Ida Holm"
    assert str(reader.metadata.creation_date).startswith("2021-06-01")
    assert reader.trailer["/Root"]["/Lang"] == "en"  # type: ignore[index]
    assert bookmarks(reader.outline) == [
        "Ida Holm", "Experience", "Lists", "Papers 1", "2021", "2019", "By type",
        "Journal articles", "Conference papers",
    ]  # fmt: skip
    (attached,) = reader.attachments["publications.bib"]
    assert attached.decode().count("@") >= 2
    links = {
        note.get_object()["/A"]["/URI"]
        for sheet in reader.pages
        for note in sheet.get("/Annots", [])
        if "/A" in note.get_object() and "/URI" in note.get_object()["/A"]
    }
    assert {
        "https://doi.org/10.5555/ice.1", "https://holm.example/other/#x",
        "https://holm.example/publications/a/", "mailto:ida@holm.example",
    } <= links  # fmt: skip


def bookmarks(outline: Sequence[Any]) -> list[str]:
    titles: list[str] = []
    for entry in outline:
        titles += bookmarks(entry) if isinstance(entry, list) else [entry.title]
    return titles


def test_maths_are_set_and_said(make: Make) -> None:
    formula = r"$\sqrt{\frac{a_1}{b^2}} \leq \sum_{i=0}^{n} \log x$"
    _, printed = make(
        "# A\n\n/// publications\n    group: none\n///\n",
        bib=rf"@misc{{m, author = {{Holm, Ida}}, title = {{On {formula}}}, year = 2020}}",
    )
    assert not printed.findings
    reader = PdfReader(io.BytesIO(printed.content))
    objects: Any = map(reader.get_object, range(1, len(reader.xref[0]) + 1))
    said = [str(each["/Alt"]) for each in objects if isinstance(each, dict) and "/Alt" in each]
    assert said == ["√((a_1)/(b^2))≤∑_(i=0)^nlog x"]


@pytest.mark.parametrize(
    ("written", "line", "words", "left"),
    [
        ("<table><tr><td>kept</td></tr></table>", 9, "<table>", "kept"),
        ("<video src='x'>kept</video>", 9, "<video>", "kept"),
        ("a <sup>b</sup> c", 9, "<sup>", "abc"),
        ("![](favicon.png)", 9, "without alt", ""),
        ("![kept](https://x.example/a.png)", 9, "https://x.example/a.png", "kept"),
        ("![kept](missing.png)", 9, "missing.png", "kept"),
        ("![kept](broken.png)", 9, "broken.png", "kept"),
        ("The HTM.\n\n*[HTM]: Hypertext", 9, "HTM is not in the PDF: Hypertext", "TheHTM."),
        ("[![kept](favicon.png)](cv.md)", 9, "its alt is there", "kept"),
        ("Maths $x^2$.", 9, "as they are written: x^2", r"Maths\(x^2\)."),
        ("text\n\n### Too low", 11, "level 3 after one of level 1", "textToolow"),
        ("<div markdown>\n<object>kept</object>\n</div>", 10, "<object>", "kept"),
        ("<div markdown><svg><path /></svg> kept</div>", 9, "<svg>", "kept"),
        ("/// timeline\n///", 9, "a drawing", "2019120211"),
        ("A \u0378 b", 9, "no PDF: no font has", None),
    ],
)
def test_what_has_no_equal_is_named_with_its_line(
    make: Make, tmp_path: Path, written: str, line: int, words: str, left: str | None
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/broken.png").write_bytes(b"no image")
    _, printed = make(f"# A\n\nBefore.\n\n{written}\n\nAfter.\n", files="favicon.png")
    place = {(each.path, each.line, each.severity, each.code) for each in printed.findings}
    assert place == {("docs/cv.md", line, "warning", "not-in-pdf")}
    assert any(words in each.message for each in printed.findings)
    if left is None:
        assert not printed.content
    else:
        assert letters("".join(pages_of(printed))).removeprefix("A") == f"Before.{left}After."


def test_what_has_an_equal_is_no_finding(make: Make) -> None:
    page = "# A\n\n![icon](favicon.png) and <!-- a comment --> text&nbsp;&amp; more\n\n---\n"
    _, printed = make(page + "\n```python\na < b\n```\n", files="favicon.png")
    assert not printed.findings
    assert "and text" in pages_of(printed)[0]


def test_what_typst_refuses_is_named_at_the_page(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise compiler.CompileError("refused", 228)

    monkeypatch.setattr(compiler, "compile_pdf", refuse)
    _, printed = make("# A\n")
    (finding,) = printed.findings
    assert (finding.path, finding.line) == ("docs/cv.md", 5)
    assert finding.message == "no PDF of cv.md: refused"


@every_row(
    "html, entries",
    [
        ("<dl><dt>A</dt><dd>B</dd><dd>C</dd><dt>D</dt><dd>E</dd></dl>", [(1, 2), (1, 1)]),
        ("<dl><div><dt>A</dt><dt>B</dt><dd>C</dd></div></dl>", [(2, 1)]),
        ("<dl><dd>Text</dd><dd>C</dd></dl>", [(1, 1)]),
        ("<dl><dt>A</dt><dd><dl><dt>B</dt><dd>C</dd></dl></dd></dl>", [(1, 1)]),
    ],
)
def test_terms_are_read_with_their_explanations(html: str, entries: list[tuple[int, int]]) -> None:
    reader = Reader(str, str, {})
    [terms] = reader.read(fromstring(f"<div>{html}</div>"))  # noqa: S314 - of this table
    assert [(len(item["terms"]), len(item["texts"])) for item in terms["items"]] == entries


def test_a_link_to_nothing_in_the_page_is_text() -> None:
    html = "<div><p><a href='#x'>A</a> <a href='#y'>B</a></p><h1 id='y'>C</h1></div>"
    tree = fromstring(html)  # noqa: S314 - of this test
    paragraph, heading = Reader(str, str, {}).read(tree)
    assert [run["kind"] for run in paragraph["body"]] == ["span", "text", "link"]
    assert heading["id"] == "y"


@every_row("tag, code", [("pt-BR", "pt"), ("zh_TW", "zh"), ("x", ""), ("gsw", "gsw"), ("", "")])
def test_languages_that_typst_takes(tag: str, code: str) -> None:
    assert language_code(tag) == code


def test_a_line_begins_without_a_blank(make: Make) -> None:
    _, printed = make("# A\n\nhard  \nbreak\n")
    assert [line for line in pages_of(printed)[0].splitlines() if "break" in line] == ["break"]


def test_marked_text_looks_so(make: Make) -> None:
    """Text that is struck through would say the opposite without its line."""
    plain, struck = (make(f"# A\n\nI {words} ice.\n")[1] for words in ("like", "~~like~~"))
    lines = [drawing(each).count(b"\nS\n") for each in (plain, struck)]
    assert pages_of(plain) == pages_of(struck)
    assert lines == [0, 1]


def test_labels_of_tabs_are_text(make: Make) -> None:
    config = CONFIG + "  - pymdownx.tabbed: {alternate_style: true}\n"
    _, printed = make('# A\n\n=== "One"\n    ice\n\n=== "Two"\n    snow\n', config=config)
    assert not printed.findings
    words = pages_of(printed)[0].split()
    assert sorted(words) == ["A", "One", "Two", "ice", "snow"]


def test_other_scripts(make: Make, tmp_path: Path) -> None:
    """Latin, Greek and Cyrillic are there; others with a font of the owner's."""
    (tmp_path / "overrides/publications/fonts").mkdir(parents=True)
    shutil.copy(FONTS / "boxes.ttf", tmp_path / "overrides/publications/fonts")
    names = "Дмитрий Жуков and Łukasz Őrsi and Αλέξανδρος Παπάς and 梅, 广灿 and 山田, 太郎"
    bib = f"@misc{{m, author = {{Holm, Ida and {names}}}, title = {{大西洋}}, year = 2020}}"
    _, printed = make("# A\n\n/// publications\n    detail: full\n///\n", bib=bib)
    assert not printed.findings
    text = letters("".join(pages_of(printed)))
    for word in ("ДмитрийЖуков", "ŁukaszŐrsi", "ΑλέξανδροςΠαπάς", "梅", "广灿", "太郎", "大西洋"):
        assert word in text


def test_a_title_keeps_its_language(make: Make) -> None:
    bib = "@misc{m, author = {Holm, Ida}, title = {Das Eis}, langid = {german}, year = 2020}"
    _, printed = make("# A\n\n/// publications\n///\n", bib=bib)
    reader = PdfReader(io.BytesIO(printed.content))
    objects: Any = map(reader.get_object, range(1, len(reader.xref[0]) + 1))
    said = [each["/Lang"] for each in objects if isinstance(each, dict) and "/Lang" in each]
    assert sorted(said) == ["de", "en"]


def test_paper(make: Make) -> None:
    _, printed = make("# A\n\ntext", head=HEAD.replace("pdf: true", "pdf: true\npaper: letter"))
    (sheet,) = PdfReader(io.BytesIO(printed.content)).pages
    assert (sheet.mediabox.width, sheet.mediabox.height) == (612, 792)


@pytest.mark.parametrize(
    ("line", "words"),
    [("pdf: yes please", "true, false"), ("pdf: 1", "true, false"), ("paper: a5", "a4, letter")],
)
def test_values_that_cannot_be_used(tmp_path: Path, line: str, words: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: A\n")
    (tmp_path / "refs.bib").touch()
    (tmp_path / "docs/a.md").write_text(f"---\ntitle: A\n{line}\n---\n# A\n")
    findings = load_project(read_settings(tmp_path / "mkdocs.yml")).bibliography.diagnostics
    assert [(each.line, each.code, each.hint) for each in findings] == [
        (3, "front-matter", f"allowed: {words}")
    ]


def test_a_file_of_the_owners_goes_before(make: Make, tmp_path: Path) -> None:
    make("# A\n")
    (tmp_path / "docs/cv.pdf").write_bytes(b"mine")
    (finding,) = load_project(read_settings(tmp_path / "mkdocs.yml")).bibliography.diagnostics
    assert (finding.path, finding.line, finding.code) == ("docs/cv.md", 3, "not-in-pdf")
    assert "docs/cv.pdf is there already" in finding.message


def test_without_a_date_it_is_no_pdf_a(make: Make) -> None:
    bib = "@misc{m, author = {Holm, Ida}, title = {Ice}, pubstate = {forthcoming}}"
    _, printed = make("# A\n\n/// publications\n///\n", bib=bib)
    assert [each.severity for each in printed.findings] == ["note"]
    assert "Ice" in pages_of(printed)[0]
    reader = PdfReader(io.BytesIO(printed.content))
    assert "publications.bib" in reader.attachments
    assert reader.xmp_metadata is not None
    assert b"pdfuaid:part" in reader.xmp_metadata.stream.get_data()
    assert reader.metadata is not None
    assert "/CreationDate" not in reader.metadata


@pytest.mark.slow
def test_mkdocs_prints_a_page_without_text(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "refs.bib").touch()
    config = "markdown_extensions: [publications]\nplugins: [publications]\n"
    (tmp_path / "mkdocs.yml").write_text(f"site_name: A\n{config}")
    (tmp_path / "docs/index.md").write_text("# A\n")
    (tmp_path / "docs/cv.md").write_text(HEAD)
    mkdocs_build(tmp_path, tmp_path / "site", strict=False)
    assert (tmp_path / "site/cv.pdf").read_bytes().startswith(b"%PDF")


def entries(number: int) -> str:
    return "\n".join(
        f"@misc{{k{i}, author = {{Holm, Ida}}, title = {{Begin{i}x {'word ' * (i % 23)}}},"
        f" year = {2025 - i // 7}, howpublished = {{End{i}x}}}}"
        for i in range(number)
    )


@pytest.mark.slow
@pytest.mark.parametrize("number", [15, 28, 63])
def test_layout(make: Make, number: int) -> None:
    """No entry over two sheets, no heading at a foot, and no sheet for a few lines."""
    _, printed = make("# A\n\n## Papers\n\n/// publications\n///\n", bib=entries(number))
    sheets = pages_of(printed)
    for i in range(number):
        (begins,) = [n for n, text in enumerate(sheets) if f"Begin{i}x" in text]
        (ends,) = [n for n, text in enumerate(sheets) if f"End{i}x" in text]
        assert begins == ends
    for text in sheets:
        assert not re.fullmatch(r"\d{4}|Papers", text.strip().splitlines()[-1].strip())
    if len(sheets) > 1:
        assert len(sheets[-1].splitlines()) > 6


@pytest.mark.slow
def test_an_entry_longer_than_a_page_is_whole(make: Make) -> None:
    words = " ".join(f"w{i}" for i in range(2500))
    bib = f"@misc{{m, author={{Holm, Ida}}, title={{T}}, year=2020, abstract={{{words}}}}}"
    _, printed = make("# A\n\n/// publications\n    detail: abstract\n///\n", bib=bib)
    assert letters(words) in letters("".join(pages_of(printed)))


def test_a_word_longer_than_a_line_is_broken(make: Make) -> None:
    address = f"https://holm.example/{'longer/' * 40}"
    _, printed = make(f"# A\n\n{address}\n")
    text = pages_of(printed)[0]
    assert letters(text) == f"A{address}"
    assert len(text.splitlines()) > 3


@pytest.mark.slow
def test_the_same_bytes_anywhere(make: Make, tmp_path: Path) -> None:
    """In another folder, in other processes."""
    _, printed = make(PAGE.replace("{detail}", "full"))
    for folder, seed in (("here", "1"), ("there/and/back", "2")):
        project = tmp_path / folder / "project"
        shutil.copytree(tmp_path, project, ignore=shutil.ignore_patterns("here", "there"))
        done = subprocess.run(
            [sys.executable, "-m", "publications", "pdf", "--output", "out"],
            cwd=project,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert (project / "out/cv.pdf").read_bytes() == printed.content


def test_a_template_of_the_owners_goes_before(make: Make, tmp_path: Path) -> None:
    template = tmp_path / "overrides/publications/cv.typ"
    template.parent.mkdir(parents=True)
    template.write_text(
        '#set document(title: "Mine")\n= Mine\n'
        "#context [#metadata((page: here().page(), end: 1)) <end>]\n"
    )
    _, printed = make("# A\n")
    sheet = PdfReader(io.BytesIO(printed.content)).pages[0]
    assert sheet.extract_text() == "Mine"
    template.write_text('#set document(title: "Mine")\n= Mine\n#nowhere\n')
    _, printed = make("# A\n")
    assert not printed.content
    assert [str(each) for each in printed.findings] == [
        "overrides/publications/cv.typ:3:1: warning: not-in-pdf: no PDF of cv.md:"
        " unknown variable: nowhere (mend the template, or remove it)"
    ]


def test_text_of_refs_bib_is_never_run(make: Make) -> None:
    hostile = r'\#panic("x") \#{1} [ ] \\" // /* @cite <label> = * _'
    bib = f"@misc{{m, author={{Holm, Ida}}, title={{{{{hostile}}}}}, year=2020}}"
    _, printed = make("# A\n\n/// publications\n    group: none\n///\n", bib=bib)
    assert '#panic("x")' in pages_of(printed)[0]


@pytest.mark.slow
def test_without_typst(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is whole, has no link, and one line says so."""
    hidden = tmp_path / "hidden/typst"
    hidden.mkdir(parents=True)
    (hidden / "__init__.py").write_text("raise ImportError\n")
    project = copy_project(tmp_path / "project")
    done = mkdocs_build(project, project / "site", PYTHONPATH=str(hidden.parent))
    assert done.returncode == 0, done.stdout + done.stderr
    said = [line for line in (done.stdout + done.stderr).splitlines() if "typst is" in line]
    assert said == ["INFO    -  " + printing.NO_TYPST.format(pages="positions.md")]
    assert not (project / "site/positions.pdf").exists()
    assert "site-pdf" not in (project / "site/positions/index.html").read_text("utf-8")
    monkeypatch.setattr(compiler, "_typst", lambda: None)
    assert not [*prints.printed(load_project(read_settings(project / "mkdocs.yml")))]


def test_what_extensions_put_aside_is_printed_as_element_or_as_html() -> None:
    md = Markdown()
    aside = Element("math")
    root = Element("p")
    root.text = f"a {md.htmlStash.store(aside)} b {md.htmlStash.store('<br>')} c"
    build = Build(Bibliography(), Renderer(Site()))
    conversion = Conversion(build, "index.md", prints=True)
    HandOver(md, CurrentPage(md, {}, conversion)).run(root)
    assert conversion.tree is not None
    printed = [(child.tag, child.text, child.tail) for child in conversion.tree]
    assert (conversion.tree.text, printed) == (
        "a ",
        [("math", "", " b "), (RAW, "<br>", " c")],
    )
