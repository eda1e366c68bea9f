"""The command `built`: what a finished site must have and must not show, whatever made it.

A builder that does not know an extension or a plugin says nothing: it prints blocks and citations
as text, and makes no pages.  So the site itself is looked at.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from publications import bibliography, diagnostics
from publications.bibliography import Library
from publications.diagnostics import Diagnostic, quote
from publications.markdown import headers
from publications.model.publication import Publication
from publications.pages import addresses
from publications.pages.generated import FOLDER
from publications.settings import OptionsError, Site, read_settings

_TEMPLATE: Final = re.compile(r"\{\{[^{}\n]{0,99}(?:\}\})?|\{%[^%\n]{0,99}(?:%\})?")
_LEFT: Final = re.compile(
    r"\[[^\[\]]*(?<![\w.+-])@\w[^\[\]]*\]"  # a citation
    r"|\[\^[^\[\]\s]+\]"  # a footnote
    r"|\\(?:full_)?bibliography\b"
    r"|\u27e6[^\u27e7]*\u27e7"  # a mark of ours
    rf"|{_TEMPLATE.pattern}"
)
# Elements that show code, or nothing.
_VERBATIM: Final = frozenset(
    ("pre", "code", "kbd", "samp", "script", "style", "textarea", "template", "annotation")
)


def check(site_dir: Path, library: Library, site: Site, docs_dir: Path) -> Iterator[Diagnostic]:
    """What is wrong with a built site, by page: what was left as text, and what is missing."""
    for address in sorted(addresses.addresses(library, site, docs_dir)):
        if not _file(site_dir, address).is_file():
            yield _wrong(address.lstrip("/") or ".", "missing-address", "nothing was built here")
    known = _Texts(library)
    for path in sorted(site_dir.rglob("*.html")):
        page = _Page(path.read_text(encoding="utf-8", errors="replace"))
        name = path.relative_to(site_dir).as_posix()
        for line, column, left in page.left:
            if left not in known:
                message = f"{quote(left)} was left over as text"
                hint = "what is meant so belongs into `code`"
                yield Diagnostic(name, line, column, "error", "left-over", message, hint)
        if name == f"{FOLDER}/index.html":
            yield from _unlisted(name, page, library.publications)


def _unlisted(
    name: str, page: _Page, publications: tuple[Publication, ...]
) -> Iterator[Diagnostic]:
    """Publications that the page of all of them does not link to."""
    here = f"/{FOLDER}/"
    paths = {unquote(urlsplit(urljoin(f"//site{here}", link)).path) for link in page.links}
    for publication in publications:
        if f"{here}{publication.slug}/" not in paths:
            message = f"{quote(publication.key)} is not in the list"
            yield _wrong(name, "unlisted", message)


def _wrong(path: str, code: str, message: str) -> Diagnostic:
    return Diagnostic(path, 1, 1, "error", code, message)


def _file(site_dir: Path, address: str) -> Path:
    return site_dir / (address.lstrip("/") + ("index.html" if address.endswith("/") else ""))


class _Texts:
    """What refs.bib says, which may look like something left over; read when it is asked for."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._text = ""

    def __contains__(self, text: str) -> bool:
        if not self._text:
            texts = (text for p in self._library.publications for text in p.texts())
            self._text = "\n".join(texts)
        return text in self._text


class _Page(HTMLParser):
    """The links of a page, and what stands in it that a builder should have turned into more."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.left: list[tuple[int, int, str]] = []
        self.links: list[str] = []
        self._verbatim: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at addresses; leave out what shows code."""
        if tag in _VERBATIM:
            self._verbatim.append(tag)
        values: Mapping[str, str | None] = dict(attrs)
        for value in filter(None, values.values()):
            if _TEMPLATE.search(value):
                self._found(value)
        link = values.get("href")
        if tag == "a" and link:
            self.links.append(link)
            if re.fullmatch(r"[^:?#]+\.md(?:[?#].*)?", link):  # a builder makes it an address
                self._found(link)

    def handle_endtag(self, tag: str) -> None:
        """Look again behind what shows code."""
        if tag in self._verbatim:
            del self._verbatim[self._verbatim.index(tag) :]

    def handle_data(self, data: str) -> None:
        """Look at text."""
        if self._verbatim:
            return
        if block := headers.stray(data):
            self._found(block)
        for left in _LEFT.finditer(data):
            self._found(left[0])

    def _found(self, text: str) -> None:
        line, column = self.getpos()
        self.left.append((line, column + 1, text))


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("site_dir", type=Path, metavar="DIR", help="the folder of the site")
    parser.add_argument("--format", choices=sorted(diagnostics.FORMATS), default="text")


def run(arguments: argparse.Namespace) -> int:
    """Look at a finished site; 1 for findings."""
    settings = read_settings(arguments.config)
    library = bibliography.load(settings.root, settings.options, settings.docs_dir)
    if not arguments.site_dir.is_dir():
        raise OptionsError(f"{arguments.site_dir} is not a folder")
    found = [*check(arguments.site_dir, library, settings.site, settings.docs_dir)]
    if found:
        print(diagnostics.FORMATS[arguments.format](found))
    return 1 if found else 0
