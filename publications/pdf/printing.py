"""The PDF of a page: `pdf: true` in its front matter asks for one, `cv.pdf` of `cv.md`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from publications import disk
from publications.diagnostics import Diagnostic, Severity, quote
from publications.exports.llms import Document
from publications.model.publication import Publication
from publications.pages import documents, manifest
from publications.pages.build import Build
from publications.pdf import compiler
from publications.pdf.runs import Node, language_code
from publications.pdf.tree import Reader
from publications.settings import Settings
from publications.words import Words

CODE: Final = "not-in-pdf"
#: `paper` in the front matter -> Typst's name of it; the first is the default.
PAPERS: Final = {"a4": "a4", "letter": "us-letter"}
#: What a build says once where PDF files are asked for and cannot be made.
NO_TYPST: Final = "typst is not installed: no PDF is made of {pages} (pip install typst)"
_TEMPLATE: Final = Path(__file__).parent / "templates" / compiler.MAIN
#: The file that is attached, by its name in the site.
BIBLIOGRAPHY: Final = "publications.bib"
#: What Typst takes for an image.
_IMAGES: Final = frozenset((".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"))
#: How many words tell on which line of a page a text is.
_FEWEST_WORDS: Final = 3
Contacts = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Printed:
    """The PDF of a page, below the docs folder; empty where there is none, and findings say why."""

    path: str
    content: bytes
    findings: tuple[Diagnostic, ...]


def path_of(document: Document) -> str:
    """Where the PDF of a page is.

    >>> path_of(Document("cv.md", ""))
    'cv.pdf'
    """
    return f"{posixpath.splitext(document.path)[0]}.pdf"


def wanted(pages: Iterable[Document]) -> tuple[Document, ...]:
    """The pages that ask for a PDF.

    >>> pages = [Document("cv.md", "", meta={"pdf": True}), Document("index.md", "")]
    >>> [page.path for page in wanted(pages)]
    ['cv.md']
    """
    return tuple(page for page in pages if page.meta.get("pdf") is True)


def without_typst(pages: Iterable[Document]) -> str:
    """One line where PDF files are asked for and cannot be made; else the empty string."""
    names = ", ".join(page.path for page in wanted(pages))
    if not names or compiler.is_there():
        return ""
    return NO_TYPST.format(pages=names)


def wrong_values(pages: Iterable[Document], docs_dir: Path) -> Iterator[Diagnostic]:
    """Findings for what the front matter says of PDF files and cannot be used."""
    for page in pages:
        pdf = page.meta.get("pdf", False)
        if not isinstance(pdf, bool):
            yield _in_front_matter(page, docs_dir, "pdf", "true, false")
        paper = page.meta.get("paper", "a4")
        if paper not in tuple(PAPERS):
            yield _in_front_matter(page, docs_dir, "paper", ", ".join(PAPERS))


def _in_front_matter(page: Document, docs_dir: Path, name: str, allowed: str) -> Diagnostic:
    """The finding for a value that cannot be used."""
    place, line = f"{docs_dir.name}/{page.path}", _line_in_front_matter(page, name)
    message = f"{name} is {quote(str(page.meta[name]))}"
    return Diagnostic(place, line, 1, "warning", "front-matter", message, f"allowed: {allowed}")


def _line_in_front_matter(page: Document, name: str) -> int:
    """The line of the file on which a name is; the first line is that of the three hyphens."""
    return _line_of(name, page.head.splitlines()) + 2


def occupied(pages: Iterable[Document], docs_dir: Path) -> Iterator[Diagnostic]:
    """Findings for pages whose PDF is not made, because the owner has a file of its name."""
    for page in wanted(pages):
        path = path_of(page)
        if (docs_dir / path).is_file() and path not in manifest.made(docs_dir):
            place, line = f"{docs_dir.name}/{page.path}", _line_in_front_matter(page, "pdf")
            message = f"no PDF of {page.path}: {docs_dir.name}/{path} is there already"
            hint = "rename or remove that file, or remove `pdf: true`"
            yield Diagnostic(place, line, 1, "warning", CODE, message, hint)


def print_page(
    document: Document, tree: Element, build: Build, settings: Settings, bibliography: bytes
) -> Printed:
    """Make the PDF of a page of the element tree that its Markdown became.

    `bibliography` is the BibTeX that is attached.
    """
    page = _Page(document, build, settings, {BIBLIOGRAPHY: bibliography})
    data = page.data(tree)
    if data["date"] is None:
        page.find(
            "its PDF is no PDF/A, which needs a date: no publication has one",
            "",
            "give one of them a year",
            "note",
        )
    try:
        compiled = compiler.compile_pdf(page.template, data, page.files, page.fonts)
    except compiler.CompileError as error:
        findings = (*page.findings, page.failure(error))
        return Printed(path_of(document), b"", findings)
    if compiled.borrowed:
        page.find(
            f"its PDF has {quote(compiled.borrowed)} in a font of this machine",
            compiled.borrowed[0],
            "put a font with them into overrides/publications/fonts: the same PDF everywhere",
            "note",
        )
    return Printed(path_of(document), compiled.content, tuple(page.findings))


@dataclass(slots=True)
class _Page:
    """A page while its PDF is made: the files that Typst gets, and the findings."""

    document: Document
    build: Build
    settings: Settings
    files: dict[str, bytes]
    findings: list[Diagnostic] = field(default_factory=list)

    @property
    def template(self) -> Path:
        """The template of the owner or of their theme, or the package's."""
        templates = [folder / compiler.MAIN for folder in self.settings.templates]
        return next(filter(Path.is_file, templates), _TEMPLATE)

    @property
    def fonts(self) -> list[Path]:
        """The folders of fonts, the owner's and their theme's."""
        folders = [folder / "fonts" for folder in self.settings.templates]
        return list(filter(Path.is_dir, folders))

    def data(self, tree: Element) -> dict[str, Any]:
        """What the template prints."""
        site, publications = self.build.renderer.site, self.build.bibliography.publications
        contacts = cast(Contacts, self.build.facts["contacts"])
        reader = Reader(self._address, self._image, _marks(contacts, site.words))
        body = reader.read(tree)
        for remark in reader.remarks:
            self.find(remark.message, remark.words, "see REFERENCE.md, PDF files")
        return {
            "title": documents.title(self.document),
            "author": site.owner.name or site.name,
            "name": site.owner.name or site.name,
            "address": site.url_of(self.document.path).partition("://")[2],
            "language": language_code(site.language) or "en",
            "date": _newest(publications),
            "paper": PAPERS.get(str(self.document.meta.get("paper")), PAPERS["a4"]),
            "attached": BIBLIOGRAPHY,
            "attached_is": site.words("pdf.attached"),
            "body": body,
        }

    def find(self, message: str, words: str, hint: str, severity: Severity = "warning") -> None:
        """Add a finding at the line that has the words."""
        place = f"{self.settings.docs_dir.name}/{self.document.path}"
        line = self.document.line + _line_of(words, self.document.body.splitlines())
        self.findings.append(Diagnostic(place, line, 1, severity, CODE, message, hint))

    def failure(self, error: compiler.CompileError) -> Diagnostic:
        """The finding for a PDF that could not be made."""
        if error.missing:
            message = f"no PDF: no font has {quote(error.missing)}"
            hint = "install a font with them, or put one into overrides/publications/fonts"
            self.find(message, error.missing[0], hint)
            return self.findings.pop()
        message = f"no PDF of {self.document.path}: {error}"
        if self.template == _TEMPLATE:  # no line of the page is known
            self.find(message, "", "halve the page to find what Typst refuses")
            return self.findings.pop()
        place = f"overrides/publications/{compiler.MAIN}"
        hint = "mend the template, or remove it"
        return Diagnostic(place, error.line, 1, "warning", CODE, message, hint)

    def _address(self, href: str) -> str:
        """The absolute address of a link in the page; empty where the site has none.

        `https://a.org/focus/#x` of `focus.md#x`, where the site is at `https://a.org/`.
        """
        site = self.build.renderer.site
        if urlsplit(href).scheme:
            return href
        if not site.url:
            return ""
        path = re.split("[?#]", href, maxsplit=1)[0]
        rest = href.removeprefix(path)
        target = self._below_docs(path)
        if path.endswith(".md"):
            return site.url_of(target) + rest
        if path.startswith("/"):
            target = path
        return urljoin(site.url, target) + rest

    def _below_docs(self, path: str) -> str:
        """A path that is relative to the page, relative to the docs folder."""
        folder = posixpath.dirname(self.document.path)
        return posixpath.normpath(posixpath.join(folder, path))

    def _image(self, source: str) -> str:
        """The name that Typst knows an image by; empty where it is not to be had."""
        path = self.settings.docs_dir / self._below_docs(source)
        suffix = path.suffix.lower()
        if suffix not in _IMAGES or urlsplit(source).scheme:
            return ""
        name = f"image-{len(self.files)}{suffix}"
        try:
            content = disk.read(path)
        except OSError:
            return ""
        if not compiler.can_set(name, content):
            return ""
        self.files[name] = content
        return name


def _marks(contacts: Contacts, words: Words) -> dict[str, list[Node]]:
    """What the theme puts in the place of comments: `contacts`, and the sentence `e-mail`."""
    links = [_link(contact["url"], contact["label"]) for contact in contacts]
    items = [{"body": [{"kind": "paragraph", "body": [link]}]} for link in links]
    marks: dict[str, list[Node]] = {"contacts": [], "e-mail": []}
    if links:
        marks["contacts"] = [{"kind": "list", "style": ["site-contacts"], "items": items}]
    for contact, link in zip(contacts, links, strict=True):
        if contact["name"] == "email" and not marks["e-mail"]:
            before, _, after = words("theme.reach").partition("{address}")
            sentence = [_text(before), link, _text(after)]
            marks["e-mail"] = [{"kind": "paragraph", "body": sentence}]
    return marks


def _link(url: str, label: str) -> Node:
    """A link as `Runs` makes it."""
    return {"kind": "link", "url": url, "body": [_text(label)]}


def _text(text: str) -> Node:
    """Text as `Runs` makes it."""
    return {"kind": "text", "text": text}


def _newest(publications: Sequence[Publication]) -> dict[str, int] | None:
    """The date of the newest publication, as far as it is known; the clock is never asked.

    Typst's dates have a year of four digits at most, a month and a day.
    """
    dates = [publication.date for publication in publications if publication.date is not None]
    dates = [date for date in dates if 0 < date.year < 10_000]
    if not dates:
        return None
    newest = max(dates, key=lambda date: date.order)
    return {"year": newest.year, "month": newest.month or 1, "day": newest.day or 1}


def _line_of(words: str, lines: Sequence[str]) -> int:
    """The line that has some words, or the first three of them; else that of the first block.

    Lines count from 0. What is not in the page as its owner wrote it comes from a block.

    >>> _line_of("a study of sand", ["# Work", "This is a study of the sea."])
    1
    >>> _line_of("sand", ["# Work", "", "/// publications", "///"])
    2
    """
    for beginning in _beginnings(words):
        for number, line in enumerate(lines):
            if beginning in line:
                return number
    for number, line in enumerate(lines):
        if line.startswith("/// "):
            return number
    return 0


def _beginnings(words: str) -> Iterator[str]:
    """The words of the first line, and beginnings of it of at least three words, the longest first.

    >>> list(_beginnings("a study of sand")), list(_beginnings("sand")), list(_beginnings(""))
    (['a study of sand', 'a study of'], ['sand'], [])
    """
    written = words.strip().split("\n")[0].split()
    fewest = min(len(written), _FEWEST_WORDS)
    for count in range(len(written), max(fewest, 1) - 1, -1):
        yield " ".join(written[:count])
