"""A site in a made-up language: no word of a page is anything but the catalogue's.

Each word is wrapped, as ⟦Paper~~⟧, and longer by two fifths; the owner's pages and refs.bib are in
Cyrillic letters.  So a Latin letter outside of ⟦⟧ is one that the catalogue does not know of.
"""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from publications.bibtex.fields import LINKS
from publications.model import kinds, relations
from publications.words import ENGLISH, Words
from tests.conftest import SITE, mkdocs_build

pytestmark = pytest.mark.slow

FIXTURE = Path(__file__).parent / "pseudo"
#: Words that are not texts.
_RULES = ("grammar.thousands", "grammar.shortened")
#: Where references in English styles and BibTeX are, and what no reader sees.
_ELSEWHERE = (
    "script, style, pre, code, .md-skip, .site-citations dd p, .Z3988, .footnote-backref, data"
)
#: Attributes that are shown or read out, and those from which scripts take what they say.
_SAID = (
    *("aria-label", "alt", "title", "placeholder", "content"),
    *("data-copied", "data-bibtex-copied", "data-reference-copied", "data-shown", "data-label"),
    *("data-system", "data-light", "data-dark", "data-failed"),
    *("data-none", "data-one", "data-several", "data-many"),
)
#: Names and identifiers, which are the same in all languages.
_NAMES = re.compile(
    r"https?://\S+|\S+@\S+|10\.1000/\S+|publications\.bib|doi:|arXiv(?::[\d.]+)?|\[cs\.SD\]"
    r"|\b(?:DOI|ISBN|ISSN|ORCID|BibTeX|RIS|CSL-JSON|APA|IEEE|Vancouver|Crossref|JSTOR|RETRACTED)\b"
)
#: What is no text: addresses, numbers of pixels, names of programs and formats.
_META = re.compile(
    r"og:(?:type|url|image.*)|twitter:.*|viewport|citation_.*|dc\..*|robots|color-scheme"
)


def pseudo() -> Words:
    """The words of the made-up language."""
    texts = {}
    for name, text in ENGLISH.texts.items():
        longer = text + "~" * (2 + len(text) * 2 // 5)
        texts[name] = text if name in _RULES else f"⟦{longer}⟧"
    return Words("x", texts)


def toml(words: Words) -> str:
    """A catalogue as a file."""
    return "\n".join(f"{name} = {json.dumps(text)}" for name, text in words.texts.items())


def entry(kind: str, key: str, **fields: str) -> str:
    """An entry with a title of its own."""
    fields = {"title": f"Лёд {''.join(chr(0x430 + ord(c) % 32) for c in key)}", **fields}
    pairs = ", ".join(f"{name.replace('_an', '+an')} = {{{text}}}" for name, text in fields.items())
    return f"@{kind}{{{key}, {pairs}}}"


def entries() -> Iterator[str]:
    """An entry of each type, and of each way to say something in words."""
    two = "Леднева, Мария and Петров, Пётр"
    many = " and ".join([two, *(f"Иванов{'а' * number}, Иван" for number in range(12)), "others"])
    yield from _of_kinds(two)
    yield from _of_links(many)
    for role in ENGLISH.section("contributor"):
        yield entry("book", f"c{role}", author=two, date="2019", **{role: "Сидоров, С and others"})
    for number, name in enumerate(relations.TYPES):
        date = f"2001-{number % 12 + 1:02}"
        journal = ("Море", "Озеро")[number % 2]
        more = {"relatedtype": name, "related": "article", "journal": journal, "date": date}
        yield entry("article", f"r{name}", author=two, **more)
    doubt = {"relatedtype": "expressionofconcern", "related": "book"}
    yield entry("article", "doubt", author=two, date="2002", **doubt)
    # Dates, as far as they are not those of the others
    dates = [
        "2018-22",
        "2018-23",
        "2018-24",
        "2019-21",
        "2019~",
        "-0043?",
        "2018/",
        "/2018",
        "0000",
    ]
    for number, date in enumerate((*dates, "2021-03-05/2021-04-06", "2021-01/2021-02")):
        yield entry("misc", f"d{number}", author=two, date=date)
    for state in ENGLISH.section("state"):
        yield entry("article", f"s{state}", author=two, pubstate=state)
    yield entry("misc", "undated", author=two)
    # People
    yield entry("book", "one", editor="Петров, Пётр", edition="21", date="2018")
    yield entry("book", "editors", editor=many, edition="3", date="2018")
    yield entry("book", "more", editor="Петров, Пётр and others", edition="4", date="2018")
    inside = {"booktitle": "Книга", "editor": f"{two} and others", "chapter": "3", "edition": "2"}
    yield entry("incollection", "inside", author=two, volume="1", pages="5", date="2018", **inside)
    yield entry("article", "team", author=two, collaboration="АТЛАС", date="2018")
    yield entry("book", "new", author=two, series="newseries", date="2018")
    yield entry("book", "old", author=two, series="oldseries", date="2018")
    told = {"eventdate": "2018-05-01", "pagetotal": "300", "volumes": "3", "origdate": "1918"}
    library = {"reprinttitle": "Снова", "library": "Полка", "origlanguage": "фарси"}
    library["reportNumber"] = "К-1"
    yield entry("book", "told", author=two, date="2018", **told, **library)
    yield entry("book", "single", author=two, date="2018", pagetotal="1", volumes="1")


def _of_kinds(two: str) -> Iterator[str]:
    """An entry of each type, and theses with each `type` that biblatex knows."""
    for number, kind in enumerate(kinds.TYPES):
        date = str(1990 + number % 30)
        yield entry(kind.name, kind.name, author=two, date=date, keywords="лёд, мороз")
    for name in kinds.TYPE_WORDS:
        countries = " and ".join(ENGLISH.section("country"))
        yield entry("thesis", f"t{name}", author=two, date="1990", type=name, location=countries)


def _of_links(many: str) -> Iterator[str]:
    """Entries with all links, remarks, notices and pictures."""
    links = {row.name: f"https://b.example/{row.name}" for row in LINKS}
    roles = "; ".join(f"{place}={role}" for place, role in enumerate(ENGLISH.section("role"), 1))
    numbers = {"volume": "16", "number": "3", "part": "2", "series": "4", "eid": "7"}
    said = {"abstract": "Это.", "summary": "То.", "award_name": "Приз", "award": "Дали приз"}
    more = {"author_an": roles, "collaboration": "АТЛАС and ЦЕРН", "selected": "true"}
    full = links | numbers | said | more | {"journal": "Море", "pages": "5--9", "ids": "older"}
    yield entry("article", "full", author=many, date="2021", doi="10.1000/1", **full)
    notices = {"retraction": "10.1000/x, 2023-05-01", "concern": "2022", "correction": "10.1000/y"}
    yield entry("article", "bad", author="А Б", date="2018", **notices)
    arxiv = {"archiveprefix": "arXiv", "primaryclass": "cs.SD", "origdate": "2020-12-31"}
    yield entry("article", "v1", author="А Б", date="2021", eprint="2101.00001", **arxiv)
    yield entry(
        "article", "v2", author="А Б", title="Лёд тт", date="2022", related="v1", journal="М"
    )
    web = {"url": "https://b.example/1 https://b.example/2", "eprint": "https://b.example/x"}
    yield entry("article", "web", author="А Б", date="2021", doi="10.1000/2", **web)
    yield entry("software", "soft", author="А Б", version="1.2", date="2021", preview="a.png")
    yield entry(
        "dataset", "film", author="А Б", url="https://b.example/", date="2021", preview="a.mp4"
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    project = tmp_path_factory.mktemp("pseudo")
    shutil.copytree(FIXTURE, project, dirs_exist_ok=True)
    (project / "words.toml").write_text(toml(pseudo()), "utf-8")
    (project / "refs.bib").write_text("\n\n".join(entries()), "utf-8")
    pictures = project / "docs/assets/img/publication_preview"
    pictures.mkdir(parents=True)
    shutil.copy(SITE / "docs/assets/favicon.png", pictures / "a.png")
    (pictures / "a.mp4").write_bytes(b"\0\0\0\x18ftypmp42")
    done = mkdocs_build(project, project / "site", strict=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "site"


def outside(text: str) -> str:
    """What is outside of all ⟦⟧, without names."""
    depth, left = 0, []
    for letter in text:
        depth += (letter == "⟦") - (letter == "⟧")
        if not depth:
            left.append(letter)
    assert not depth or text.endswith("…"), text  # a description may be cut
    return _NAMES.sub("", "".join(left))


def texts(page: BeautifulSoup) -> Iterator[str]:
    """What a page says: its text in one piece, and each attribute that is shown or read out."""
    for element in page.select(_ELSEWHERE):
        element.decompose()
    yield " ".join(part for part in page.descendants if type(part) is NavigableString)
    for element in page.find_all(True):
        assert isinstance(element, Tag)
        name = str(element.get("property") or element.get("name") or "")
        if element.name == "meta" and (_META.fullmatch(name) or element.has_attr("http-equiv")):
            continue
        yield from (str(element[name]) for name in _SAID if element.has_attr(name))


def test_no_word_of_a_page_is_outside_the_catalogue(built: Path) -> None:
    pages = sorted(built.rglob("*.html"))
    assert len(pages) > 100
    left = {}
    for page in pages:
        soup = BeautifulSoup(page.read_text("utf-8"), "lxml")
        words = re.findall(r"[A-Za-z]+", " ".join(map(outside, texts(soup))))
        if words:
            left[page.relative_to(built).as_posix()] = words
    assert left == {}


#: Words that no page here has: of a preview, another edition, an attachment, one publication alone.
_UNUSED = {"theme.findings", "theme.language", "pdf.attached", "kind.media", "list.count.one"}


def test_all_words_of_the_catalogue_are_on_pages(built: Path) -> None:
    files = [path for path in built.rglob("*") if path.suffix in (".html", ".xml")]
    index = json.loads((built / "search/search_index.json").read_text("utf-8"))
    said = html.unescape("".join(path.read_text("utf-8") for path in files)) + str(index)
    unused = set()
    for name, text in pseudo().texts.items():
        pieces = re.split(r"\{\w+\}", text)
        if not all(piece in said for piece in pieces):
            unused.add(name)
    assert unused == _UNUSED
