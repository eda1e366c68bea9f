"""The command `verify`: what a finished site must have and must not show, whatever made it.

A builder that does not know an extension or a plugin says nothing: it prints blocks and citations
as text, and makes no pages.  So the site itself is looked at.
"""

from __future__ import annotations

import argparse
import functools
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from publications import diagnostics, disk
from publications.bibliography import Bibliography
from publications.diagnostics import Diagnostic, Severity, quote
from publications.exports import parts
from publications.markdown import citations, headers, link_check
from publications.output import say
from publications.pages import addresses, generated, pdfs, scholar
from publications.project import Project, load_project
from publications.settings import OptionsError, read_settings

_TEMPLATE: Final = re.compile(r"\{\{[^{}\n]{0,99}(?:\}\})?|\{%[^%\n]{0,99}(?:%\})?")
_LEFT: Final = re.compile(
    r"\[\^[^\[\]\s]++\]:?"  # a footnote; with a colon, its text
    r"|(?P<brackets>\[[^\[\]@]*+@[^\[\]]*+\])"  # perhaps a citation
    r"|\\(?:full_)?bibliography\b"
    r"|\u27e6[^\u27e6\u27e7]*+\u27e7"  # a mark of ours
    rf"|{_TEMPLATE.pattern}"
)
_CITES: Final = re.compile(r"(?<![\w.+-])@\w")
_BLOCK: Final = re.compile(r"/{3,}+.*+")
# What a text of refs.bib may lose at its end where it becomes a part of another.
_ENDS: Final = " .,;:"
# A link to the Markdown of a page, of which a builder makes the page's address.
_LINK_TO_SOURCE: Final = re.compile(r"(?P<path>[^:?#]+\.md)(?:[?#].*)?")
# Elements that show code, or nothing.
_VERBATIM: Final = frozenset(
    ("pre", "code", "kbd", "samp", "script", "style", "textarea", "template", "annotation")
)
# Elements that our templates make of refs.bib, by their classes: no text of the owner's is in them.
_OURS: Final = frozenset(("site-list", "site-publication", "site-reference"))


def check(site_dir: Path, project: Project) -> Iterator[Diagnostic]:
    """What is wrong with a built site: what is missing, lost, or left as text, by page."""
    project = _as_built(project, site_dir)
    missing = sorted(_missing(site_dir, project))
    for address in missing:
        yield _wrong(address.lstrip("/") or ".", "missing-address", "nothing was built here")
    root = project.settings.root
    if project.site.first is None:
        others = project.settings.folders_of_others
        yield from addresses.losses(
            project.bibliography, root, project.site, site_dir, missing, others
        )
        built = addresses.built(site_dir, project.bibliography, project.site)
        yield from addresses.unlocked(root, built)
    made = set(chain.from_iterable(map(_forms, generated.made(project.bibliography, project.site))))
    texts = _Texts(project.bibliography)
    sources = _Sources(project.settings.docs_dir)
    list_files = (
        _forms(project.site.file(project.site.list_page.path)) if project.site.list_page else ()
    )
    for path in sorted(filter(Path.is_file, site_dir.rglob("*.html"))):
        page = _Page(disk.read_text(path))
        name = path.relative_to(site_dir).as_posix()
        for line, column, left in page.left:
            is_ours = left in texts and (name in made or left not in sources)
            if not is_ours and not _is_told(left, name, project):
                severity, hint = _judge(left, project.bibliography, sources)
                message = f"{quote(left)} was left over as text"
                yield Diagnostic(name, line, column, severity, "left-over", message, hint)
        if name in list_files and project.site.first is None:
            yield from _unlisted(name, page, project)


def untagged(site_dir: Path, project: Project) -> Iterator[Diagnostic]:
    """Notes about the pages of publications that tell Google Scholar nothing."""
    for publication in project.bibliography.publications:
        for name in _forms(project.site.file(parts.page_path(publication.slug))):
            path = site_dir / name
            if path.is_file() and not _Page(disk.read_text(path)).is_tagged:
                message = "has no tags for Google Scholar"
                hint = "let the theme's template print page.meta.metadata"
                yield Diagnostic(name, 1, 1, "note", scholar.CODE, message, hint)


def _as_built(project: Project, site_dir: Path) -> Project:
    """The project with only those PDFs beside pages that its builder has not left out."""

    def is_left_out(path: str) -> bool:
        return not (site_dir / path).is_file()

    return replace(project, site=pdfs.without(project.site, is_left_out))


def _is_told(left: str, name: str, project: Project) -> bool:
    """Whether a finding about the page's Markdown names a link that was left in its file."""
    folder = project.settings.docs_dir.name
    for finding in project.bibliography.diagnostics:
        if finding.code == link_check.CODE and finding.message.startswith(quote(left)):
            page = finding.path.removeprefix(f"{folder}/")
            if name in _forms(project.site.file(page)):
                return True
    return False


def _judge(left: str, bibliography: Bibliography, sources: _Sources) -> tuple[Severity, str]:
    """How grave something left over is, and the way out.

    It is an error where the builder should have made more of it, and a warning where the author of
    the page has made a slip: it names what is not there, or is markup of templates in Markdown.
    """
    if left.startswith("[^"):
        return "error" if left.endswith(":") else "warning", "add the text of the footnote"
    if left.startswith("["):
        cited = citations.parse(left[1:-1])
        known = [citation.key in bibliography.by_key for citation in cited]
        severity: Severity = "error" if cited and all(known) else "warning"
        return severity, "what is meant so belongs into `code`"
    link = _LINK_TO_SOURCE.fullmatch(left)
    if link and PurePosixPath(unquote(link["path"])).name not in sources.names:
        return "warning", "no page has this name"
    if _TEMPLATE.search(left) and left in sources:
        return "warning", "what is meant so belongs into `code`"
    return "error", "what is meant so belongs into `code`"


def _missing(site_dir: Path, project: Project) -> Iterator[str]:
    """The addresses of what is made of refs.bib and of figures, at which nothing is."""
    shown: list[str] = []
    if project.site.first is None:
        shown = [each.figure.path for each in project.bibliography.publications if each.figure]
    for file in (*generated.made(project.bibliography, project.site), *shown):
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
    for publication in project.bibliography.publications:
        if files.isdisjoint(_forms(project.site.file(parts.page_path(publication.slug)))):
            yield _wrong(name, "unlisted", f"{quote(publication.key)} is not in the list")


def _wrong(path: str, code: str, message: str) -> Diagnostic:
    return Diagnostic(path, 1, 1, "error", code, message)


def _left_in(text: str) -> Iterator[str]:
    """What looks left over in a text."""
    block = headers.stray(text)
    if block:
        yield block
    for match in _LEFT.finditer(text):
        if match["brackets"] is None or _CITES.search(match["brackets"]):
            yield match[0]


def _all_in(line: str) -> Iterator[str]:
    """What would look left over of a line, also if it began elsewhere: in a list, an element."""
    yield from _left_in(line)
    yield from (block.strip() for block in _BLOCK.findall(line))


class _Texts:
    """What refs.bib says that looks left over, and may so be in texts that are composed of it."""

    def __init__(self, bibliography: Bibliography) -> None:
        self._bibliography = bibliography

    def __contains__(self, left: str) -> bool:
        """Whether this, up to where another text or an element begins, is in refs.bib."""
        left = _with_blanks(left)
        if left.startswith(self._beginnings):
            return True
        place = bisect_left(self._beginnings, left)
        return any(each.startswith(left) for each in self._beginnings[place : place + 1])

    @functools.cached_property
    def _beginnings(self) -> tuple[str, ...]:
        found: set[str] = set()
        for publication in self._bibliography.publications:
            for text in (*publication.texts(), generated.description(publication)):
                found.update(_all_in(text))
        return tuple(sorted(_with_blanks(each).rstrip(_ENDS) for each in found))


def _with_blanks(text: str) -> str:
    """A text with single blanks, also where it was tied."""
    return " ".join(text.split())


class _Sources:
    """The Markdown files of the docs folder: their names, and what in them looks left over."""

    def __init__(self, docs_dir: Path) -> None:
        self._paths = sorted(filter(Path.is_file, docs_dir.rglob("*.md")))
        self.names = frozenset(path.name for path in self._paths)

    def __contains__(self, left: str) -> bool:
        return left in self._left

    @functools.cached_property
    def _left(self) -> frozenset[str]:
        lines = (line for path in self._paths for line in disk.read_text(path).splitlines())
        return frozenset(left for line in lines for left in _all_in(line))


class _Page(HTMLParser):
    """The links of a page, and what stands in it that a builder should have turned into more."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.left: list[tuple[int, int, str]] = []
        self.links: list[str] = []
        self.is_tagged = False
        self._verbatim: list[str] = []
        self._ours: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at addresses and other attributes; leave out what shows code, and what is ours."""
        values: Mapping[str, str | None] = dict(attrs)
        if tag in _VERBATIM:
            self._verbatim.append(tag)
        is_ours = not _OURS.isdisjoint((values.get("class") or "").split())
        if is_ours or tag in self._ours:
            self._ours.append(tag)
        if not self._ours:
            for value in filter(None, values.values()):
                for template in _TEMPLATE.finditer(value):
                    self._found(template[0])
        if tag == "meta" and values.get("name") == "citation_title":
            self.is_tagged = True
        link = values.get("href")
        if tag == "a" and link:
            self.links.append(link)
            if _LINK_TO_SOURCE.fullmatch(link):
                self._found(link)

    def handle_endtag(self, tag: str) -> None:
        """Look again behind what shows code or is ours."""
        if tag in self._verbatim:
            del self._verbatim[self._verbatim.index(tag) :]
        if tag in self._ours:
            self._ours.pop()

    def handle_data(self, data: str) -> None:
        """Look at text."""
        if not self._verbatim and not self._ours:
            for left in _left_in(data):
                self._found(left)

    def _found(self, text: str) -> None:
        line, column = self.getpos()
        self.left.append((line, column + 1, text))


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "site_dir", nargs="?", type=Path, metavar="DIR", help="the folder of the site"
    )
    parser.add_argument(
        "--scholar", action="store_true", help="note what Google Scholar would miss of each paper"
    )
    parser.add_argument("--format", choices=sorted(diagnostics.FORMATS), default="text")


def run(arguments: argparse.Namespace) -> int:
    """Look at a finished site; 1 for errors."""
    settings = read_settings(arguments.config)
    site_dir: Path | None = arguments.site_dir
    if site_dir is None and not arguments.scholar:
        raise OptionsError("verify: name the folder of the site")
    if site_dir is not None and not site_dir.is_dir():
        raise OptionsError(f"{site_dir} is not a folder")
    project = load_project(settings)
    findings: list[Diagnostic] = []
    if arguments.scholar:
        notes = scholar.misses(project.bibliography, project.site, settings.docs_dir)
        findings += sorted((*notes, *scholar.nothing_to_read(project.bibliography)))
    if site_dir is not None:
        findings += check(site_dir, project)
    if site_dir is not None and arguments.scholar:
        findings += untagged(site_dir, project)
    if findings:
        text = diagnostics.FORMATS[arguments.format](findings)
        say(text, commands=arguments.format == "github")
    return 1 if any(finding.severity == "error" for finding in findings) else 0
