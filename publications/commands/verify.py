"""The command `verify`: what a finished site must have and must not show, whatever made it.

A builder that does not know an extension or a plugin says nothing: it prints blocks and citations
as text, and makes no pages.  So the site itself is looked at.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from publications import diagnostics, disk
from publications.bibliography import Library
from publications.builders.project import Project, load_project
from publications.diagnostics import Diagnostic, Severity, quote
from publications.exports import parts
from publications.markdown import citations, headers, link_check
from publications.pages import addresses, generated
from publications.settings import OptionsError, read_settings

_TEMPLATE: Final = re.compile(r"\{\{[^{}\n]{0,99}(?:\}\})?|\{%[^%\n]{0,99}(?:%\})?")
_LEFT: Final = re.compile(
    r"\[[^\[\]]*(?<![\w.+-])@\w[^\[\]]*\]"  # a citation
    r"|\[\^[^\[\]\s]+\]:?"  # a footnote; with a colon, its text
    r"|\\(?:full_)?bibliography\b"
    r"|\u27e6[^\u27e7]*\u27e7"  # a mark of ours
    rf"|{_TEMPLATE.pattern}"
)
# A link to the Markdown of a page, of which a builder makes the page's address.
_LINK_TO_SOURCE: Final = re.compile(r"(?P<path>[^:?#]+\.md)(?:[?#].*)?")
# Elements that show code, or nothing.
_VERBATIM: Final = frozenset(
    ("pre", "code", "kbd", "samp", "script", "style", "textarea", "template", "annotation")
)


def check(site_dir: Path, project: Project) -> Iterator[Diagnostic]:
    """What is wrong with a built site: what is missing, lost, or left as text, by page."""
    missing = sorted(_missing(site_dir, project))
    for address in missing:
        yield _wrong(address.lstrip("/") or ".", "missing-address", "nothing was built here")
    root = project.settings.root
    yield from addresses.losses(project.library, root, project.site, site_dir, reported=missing)
    yield from addresses.unlocked(root, addresses.built(site_dir, project.library, project.site))
    texts = _Texts(project.library)
    sources = _Sources(project.settings.docs_dir)
    list_files = (
        _forms(project.site.file(project.site.list_page.path)) if project.site.list_page else ()
    )
    for path in sorted(site_dir.rglob("*.html")):
        page = _Page(disk.read_text(path))
        name = path.relative_to(site_dir).as_posix()
        for line, column, left in page.left:
            if left not in texts and not _is_told(left, name, project):
                severity, hint = _judge(left, project.library, sources)
                message = f"{quote(left)} was left over as text"
                yield Diagnostic(name, line, column, severity, "left-over", message, hint)
        if name in list_files:
            yield from _unlisted(name, page, project)


def _is_told(left: str, name: str, project: Project) -> bool:
    """Whether a finding about the page's Markdown names a link that was left in its file."""
    folder = project.settings.docs_dir.name
    for finding in project.library.diagnostics:
        if finding.code == link_check.CODE and finding.message.startswith(quote(left)):
            page = finding.path.removeprefix(f"{folder}/")
            if name in _forms(project.site.file(page)):
                return True
    return False


def _judge(left: str, library: Library, sources: _Sources) -> tuple[Severity, str]:
    """How grave something left over is, and the way out.

    It is an error where the builder should have made more of it, and a warning where the author of
    the page has made a slip: it names what is not there, or is markup of templates in Markdown.
    """
    if left.startswith("[^"):
        return "error" if left.endswith(":") else "warning", "add the text of the footnote"
    if left.startswith("["):
        cited = citations.parse(left[1:-1])
        known = [citation.key in library.by_key for citation in cited]
        severity: Severity = "error" if cited and all(known) else "warning"
        return severity, "what is meant so belongs into `code`"
    link = _LINK_TO_SOURCE.fullmatch(left)
    if link and PurePosixPath(unquote(link["path"])).name not in sources.names:
        return "warning", "no page has this name"
    if _TEMPLATE.search(left) and left in sources:
        return "warning", "what is meant so belongs into `code`"
    return "error", "what is meant so belongs into `code`"


def _missing(site_dir: Path, project: Project) -> Iterator[str]:
    """The addresses that are made of refs.bib, and at which nothing is."""
    for file in generated.made(project.library, project.site):
        if not any((site_dir / form).is_file() for form in _forms(file)):
            yield addresses.of_file(file)


def _forms(file: str) -> tuple[str, ...]:
    """A file of the built site, as it is called with either value of `use_directory_urls`.

    A plugin may have set it, so that mkdocs.yml does not tell.
    """
    if file.endswith("/index.html"):
        return (file, f"{file.removesuffix('/index.html')}.html")
    if file.endswith(".html"):
        return (file, f"{file.removesuffix('.html')}/index.html")
    return (file,)


def _unlisted(name: str, page: _Page, project: Project) -> Iterator[Diagnostic]:
    """Publications that the page of all of them does not link to."""
    paths = {unquote(urlsplit(urljoin(f"//site/{name}", link)).path) for link in page.links}
    files = set(map(addresses.file_of, paths))
    for publication in project.library.publications:
        if files.isdisjoint(_forms(project.site.file(parts.page_path(publication.slug)))):
            yield _wrong(name, "unlisted", f"{quote(publication.key)} is not in the list")


def _wrong(path: str, code: str, message: str) -> Diagnostic:
    return Diagnostic(path, 1, 1, "error", code, message)


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


class _Sources:
    """The Markdown files of the docs folder: their names, and what is written in them."""

    def __init__(self, docs_dir: Path) -> None:
        self._paths = sorted(docs_dir.rglob("*.md"))
        self.names = frozenset(path.name for path in self._paths)

    def __contains__(self, text: str) -> bool:
        return any(text in disk.read_text(path) for path in self._paths)


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
            if _LINK_TO_SOURCE.fullmatch(link):
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
    """Look at a finished site; 1 for errors."""
    settings = read_settings(arguments.config)
    if not arguments.site_dir.is_dir():
        raise OptionsError(f"{arguments.site_dir} is not a folder")
    findings = [*check(arguments.site_dir, load_project(settings))]
    if findings:
        print(diagnostics.FORMATS[arguments.format](findings))
    return 1 if any(finding.severity == "error" for finding in findings) else 0
