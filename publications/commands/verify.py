"""The command `verify`: what a finished site must have and must not show, whatever made it.

A builder that does not know an extension or a plugin says nothing: it prints blocks and citations
as text, and makes no pages.  So the site itself is looked at.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from publications import diagnostics, disk
from publications.bibliography import Bibliography
from publications.diagnostics import Diagnostic, Severity, quote
from publications.exports import parts
from publications.markdown import citations, left_over, link_check
from publications.markdown.left_over import Page, Sources, Texts
from publications.model.publication import Publication
from publications.output import say
from publications.pages import addresses, generated, pdfs, scholar
from publications.project import Project, load_project
from publications.settings import OptionsError, read_settings

_AS_CODE = "what is meant so belongs into `code`"


def check(site_dir: Path, project: Project) -> Iterator[Diagnostic]:
    """What is wrong with a built site: what is missing, lost, or left as text, by page.

    A translation (`project.site.first`) answers for its own pages only: addresses of former builds
    and figures are those of the first site.
    """
    project = _as_built(project, site_dir)
    missing = sorted(_missing(site_dir, project))
    for address in missing:
        yield _wrong(address.lstrip("/") or ".", "missing-address", "nothing was built here")
    if project.site.first is None:
        yield from _lost(site_dir, project, missing)
    meant = _Meant.of(project)
    for path in sorted(filter(Path.is_file, site_dir.rglob("*.html"))):
        page = Page(disk.read_text(path))
        name = path.relative_to(site_dir).as_posix()
        yield from _left_over(name, page, project, meant)
        if project.site.first is None:
            yield from _unlisted(name, page, project)


def untagged(site_dir: Path, project: Project) -> Iterator[Diagnostic]:
    """Notes about the pages of publications that tell Google Scholar nothing."""
    for publication in project.bibliography.publications:
        for name in _built(site_dir, _files_of(publication, project)):
            if not Page(disk.read_text(site_dir / name)).is_tagged:
                message = "has no tags for Google Scholar"
                hint = "let the theme's template print page.meta.metadata"
                yield Diagnostic(name, 1, 1, "note", scholar.CODE, message, hint)


def _as_built(project: Project, site_dir: Path) -> Project:
    """The project with only those PDFs beside pages that its builder has not left out."""

    def is_left_out(path: str) -> bool:
        return not (site_dir / path).is_file()

    return replace(project, site=pdfs.without(project.site, is_left_out))


def _missing(site_dir: Path, project: Project) -> Iterator[str]:
    """The addresses of what is made of refs.bib and of figures, at which nothing is."""
    files = list(generated.made(project.bibliography, project.site))
    if project.site.first is None:
        files += _figures(project.bibliography)
    for file in files:
        if not _built(site_dir, _forms(file)):
            yield addresses.of_file(file)


def _figures(bibliography: Bibliography) -> Iterator[str]:
    """The files of figures."""
    for publication in bibliography.publications:
        if publication.figure is not None:
            yield publication.figure.path


def _built(site_dir: Path, files: Iterable[str]) -> list[str]:
    """Those of some files that are in the built site."""
    return [file for file in files if (site_dir / file).is_file()]


def _lost(site_dir: Path, project: Project, missing: Collection[str]) -> Iterator[Diagnostic]:
    """Addresses that a former build had and this one has not, and new ones that are not noted."""
    settings, bibliography, site = project.settings, project.bibliography, project.site
    others = settings.folders_of_others
    yield from addresses.losses(bibliography, settings.root, site, site_dir, missing, others)
    yield from addresses.unlocked(settings.root, addresses.built(site_dir, bibliography, site))


@dataclass(frozen=True, slots=True)
class _Meant:
    """What may stand as text because it was written so: in refs.bib, or in Markdown.

    `made` are the files of the pages that are made of refs.bib.
    """

    made: frozenset[str]
    texts: Texts
    sources: Sources

    @classmethod
    def of(cls, project: Project) -> _Meant:
        """What is meant in the files of a project."""
        made = generated.made(project.bibliography, project.site)
        files = frozenset(chain.from_iterable(map(_forms, made)))
        return cls(files, Texts(project.bibliography), Sources(project.settings.docs_dir))

    def has(self, left: str, name: str) -> bool:
        """Whether refs.bib says this, and not the Markdown of the page of this name."""
        if left not in self.texts:
            return False
        return name in self.made or left not in self.sources


def _left_over(name: str, page: Page, project: Project, meant: _Meant) -> Iterator[Diagnostic]:
    """What was left as text in a page, and is not told of already."""
    for line, column, left in page.left:
        if meant.has(left, name) or _is_told(left, name, project):
            continue
        severity, hint = _judge(left, project.bibliography, meant.sources)
        message = f"{quote(left)} was left over as text"
        yield Diagnostic(name, line, column, severity, "left-over", message, hint)


def _is_told(left: str, name: str, project: Project) -> bool:
    """Whether a finding about the page's Markdown names a link that was left in its file."""
    folder = project.settings.docs_dir.name
    for finding in project.bibliography.diagnostics:
        if finding.code == link_check.CODE and finding.message.startswith(quote(left)):
            page = finding.path.removeprefix(f"{folder}/")
            if name in _forms(project.site.file(page)):
                return True
    return False


def _judge(left: str, bibliography: Bibliography, sources: Sources) -> tuple[Severity, str]:
    """How grave something left over is, and the way out.

    It is an error where the builder should have made more of it, and a warning where the author of
    the page has made a slip: it names what is not there, or is markup of templates in Markdown.
    """
    if left.startswith("[^"):
        return _severity(is_slip=not left.endswith(":")), "add the text of the footnote"
    if left.startswith("["):
        return _severity(is_slip=not _is_citation(left, bibliography)), _AS_CODE
    link = left_over.LINK_TO_SOURCE.fullmatch(left)
    if link and PurePosixPath(unquote(link["path"])).name not in sources.names:
        return "warning", "no page has this name"
    is_template = left_over.TEMPLATE.search(left) is not None
    return _severity(is_slip=is_template and left in sources), _AS_CODE


def _is_citation(left: str, bibliography: Bibliography) -> bool:
    """Whether text in square brackets cites publications, and all of them are in refs.bib."""
    keys = {citation.key for citation in citations.parse(left[1:-1])}
    return bool(keys) and keys.issubset(bibliography.by_key)


def _severity(*, is_slip: bool) -> Severity:
    """A slip of the author is a warning, what the builder has not done an error."""
    if is_slip:
        return "warning"
    return "error"


def _files_of(publication: Publication, project: Project) -> tuple[str, ...]:
    """The file of a publication's page in the built site, in either form."""
    return _forms(project.site.file(parts.page_path(publication.slug)))


def _forms(file: str) -> tuple[str, ...]:
    """A file of the built site, as it is called with either value of `use_directory_urls`.

    A plugin may have set it, so that mkdocs.yml does not tell.

    >>> _forms("cv/index.html"), _forms("cv.html")
    (('cv/index.html', 'cv.html'), ('cv.html', 'cv/index.html'))
    >>> _forms("feed.xml")
    ('feed.xml',)
    """
    if file.endswith("/index.html"):
        return (file, f"{file.removesuffix('/index.html')}.html")
    if file.endswith(".html"):
        return (file, f"{file.removesuffix('.html')}/index.html")
    return (file,)


def _unlisted(name: str, page: Page, project: Project) -> Iterator[Diagnostic]:
    """Publications that a page does not link to, if it is the page of all of them."""
    list_page = project.site.list_page
    if list_page is None or name not in _forms(project.site.file(list_page.path)):
        return
    files = {_linked_file(name, link) for link in page.links}
    for publication in project.bibliography.publications:
        if files.isdisjoint(_files_of(publication, project)):
            yield _wrong(name, "unlisted", f"{quote(publication.key)} is not in the list")


def _linked_file(name: str, link: str) -> str:
    """The file of the built site that a link in the file of this name leads to.

    >>> _linked_file("publications/index.html", "sand/#cite")
    'publications/sand/index.html'
    """
    address = urljoin(f"//site/{name}", link)
    return addresses.file_of(unquote(urlsplit(address).path))


def _wrong(path: str, code: str, message: str) -> Diagnostic:
    """An error about a whole page or an address."""
    return Diagnostic(path, 1, 1, "error", code, message)


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
    """Look at a finished site; 1 for errors. Raises OptionsError where no folder is named."""
    settings = read_settings(arguments.config)
    site_dir = _site_dir(arguments)
    findings = list(_findings(load_project(settings), site_dir, for_scholar=arguments.scholar))
    if findings:
        text = diagnostics.FORMATS[arguments.format](findings)
        say(text, commands=arguments.format == "github")
    return int(any(finding.severity == "error" for finding in findings))


def _site_dir(arguments: argparse.Namespace) -> Path | None:
    """The folder of the site; None where only refs.bib is looked at. Raises OptionsError."""
    site_dir: Path | None = arguments.site_dir
    if site_dir is None:
        if not arguments.scholar:
            raise OptionsError("verify: name the folder of the site")
        return None
    if not site_dir.is_dir():
        raise OptionsError(f"{site_dir} is not a folder")
    return site_dir


def _findings(
    project: Project, site_dir: Path | None, *, for_scholar: bool
) -> Iterator[Diagnostic]:
    """What Google Scholar would miss in refs.bib, what is wrong with a site, and with its tags."""
    if for_scholar:
        notes = scholar.misses(project.bibliography, project.site, project.settings.docs_dir)
        yield from sorted((*notes, *scholar.nothing_to_read(project.bibliography)))
    if site_dir is None:
        return
    yield from check(site_dir, project)
    if for_scholar:
        yield from untagged(site_dir, project)
