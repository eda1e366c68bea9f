"""Notes about papers that Google Scholar would miss, or would know only in part.

What it asks for is said by its "Inclusion Guidelines for Webmasters"
(scholar.google.com/intl/en/scholar/inclusion.html): in "Content", a PDF of at most 5 MB, and an
abstract or the paper to read; in "Indexing", a title, an author and a date, without which the tags
of a page are as good as none, the journal, conference or institution, and a PDF that ends in
`.pdf` and is in the folder of its page.
"""

from __future__ import annotations

import itertools
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from publications.bibliography import Bibliography
from publications.diagnostics import Diagnostic, quote
from publications.exports import highwire, parts
from publications.exports.parts import FOLDER, pdf_path
from publications.model import wording
from publications.model.links import Link
from publications.model.publication import Publication
from publications.pages import pdfs
from publications.settings import Site

CODE: Final = "not-for-scholar"
_PAPERS: Final = frozenset(
    ("article", "conference", "preprint", "book", "chapter", "thesis", "report", "unpublished")
)
_NO_TITLES: Final = frozenset(("", "untitled", "no title", "title", "(untitled)", "[untitled]"))
_LARGEST: Final = 5_000_000


class _Miss(NamedTuple):
    """What a paper lacks: the field that the note is about, the fact and the way out."""

    field: str
    fact: str
    hint: str


def _without(what: str, field: str) -> _Miss:
    """What every paper has to have."""
    fact = f"has no {what}, without which Google Scholar reads none of its tags"
    return _Miss(field, fact, f"add {field} = {{…}}")


def _nowhere(what: str, field: str) -> _Miss:
    """What says where a paper came out."""
    return _Miss(field, f"has no {what}, which Google Scholar asks for", f"add {field} = {{…}}")


_NEEDED: Final = {
    "citation_author": _without("author", "author"),
    "citation_publication_date": _without("date", "date"),
}
#: The tag that names where a paper of a kind came out.
_WHERE: Final = {
    "article": {"citation_journal_title": _nowhere("journal", "journal")},
    "conference": {"citation_conference_title": _nowhere("conference", "booktitle")},
    "chapter": {"citation_inbook_title": _nowhere("book that it is in", "booktitle")},
    "thesis": {"citation_dissertation_institution": _nowhere("institution", "school")},
    "report": {"citation_technical_report_institution": _nowhere("institution", "institution")},
}


def misses(bibliography: Bibliography, site: Site, docs_dir: Path) -> Iterator[Diagnostic]:
    """A note for each thing that a paper lacks, or has where it is not looked for."""
    for publication in filter(_is_paper, bibliography.publications):
        tags = dict(highwire.tags(publication, site))
        for miss in (*_metadata(publication, tags), *_pdf(publication, site, docs_dir)):
            message = f"{quote(publication.key)} {miss.fact}"
            place = publication.place(miss.field)
            yield Diagnostic(*place, "note", CODE, message, miss.hint)


def nothing_to_read(bibliography: Bibliography) -> Iterator[Diagnostic]:
    """One note about all papers without abstract and PDF, which a list of one's work may have."""
    papers = filter(_is_paper, bibliography.publications)
    bare = list(itertools.filterfalse(_can_be_read, papers))
    if not bare:
        return
    first = min(bare, key=lambda paper: paper.position)
    subject = f"{quote(first.key)} has"
    if len(bare) > 1:
        subject = f"{quote(first.key)} and {len(bare) - 1} more have"
    message = f"{subject} neither abstract nor PDF, of which Google Scholar asks for one"
    hint = "add abstract = {…} or pdf = {…}"
    yield Diagnostic(*first.place(), "note", CODE, message, hint)


def _is_paper(publication: Publication) -> bool:
    """Whether Google Scholar takes such works; a `@misc` may be one."""
    if publication.entry_type.name == "misc":
        return True
    return publication.kind.name in _PAPERS


def _metadata(publication: Publication, tags: Mapping[str, str]) -> Iterator[_Miss]:
    """What the tags of the page do not say."""
    title = publication.title.text
    if wording.meaningful(title).lower().rstrip(".") in _NO_TITLES:
        fact = f"has a title that says nothing: {quote(title)}"
        yield _Miss("title", fact, "write the title")
    needed = dict(_NEEDED)
    if publication.kind.name == "book" and publication.editors.persons:
        del needed["citation_author"]
    needed |= _WHERE.get(publication.kind.name, {})
    for tag, miss in needed.items():
        if tag not in tags:
            yield miss


def _pdf(publication: Publication, site: Site, docs_dir: Path) -> Iterator[_Miss]:
    """What keeps the PDF from being taken for the paper of the page."""
    local = pdfs.pdf_of(publication)
    if local is not None:
        yield from _local_pdf(publication, local, site, docs_dir)
        return
    hint = f"put the file into {docs_dir.name}/assets/pdf/, and name it by pdf = {{name.pdf}}"
    for address in parts.addresses(publication, "pdf")[-1:]:
        if not urlsplit(address).path.lower().endswith(pdfs.SUFFIX):
            fact = "has a PDF whose address does not end in .pdf"
            yield _Miss("pdf", f"{fact}: {quote(address)}", hint)
        elif not _is_beside(address, site):
            fact = "has its PDF elsewhere, where Google Scholar does not take it for this paper"
            yield _Miss("pdf", f"{fact}: {quote(address)}", hint)


def _local_pdf(publication: Publication, link: Link, site: Site, docs_dir: Path) -> Iterator[_Miss]:
    """The same of a PDF of the site."""
    size = (docs_dir / link.path).stat().st_size
    if size > _LARGEST:
        fact = f"has a PDF of {size / 1_000_000:.1f} MB, of which Google Scholar takes 5"
        yield _Miss(link.rel, fact, "make its pictures smaller")
    if not site.url:
        fact = "has a PDF without an address that Google Scholar could be told"
        yield _Miss(link.rel, fact, "set site_url in mkdocs.yml")
    elif publication.slug not in site.pdfs and posixpath.dirname(link.path) != FOLDER:
        fact = "has its PDF in another folder than its page, where another file has its name"
        hint = f"rename {docs_dir.name}/{pdf_path(publication.slug)}"
        yield _Miss(link.rel, fact, hint)


def _is_beside(address: str, site: Site) -> bool:
    """Whether an address is in the folder of the publications, or below it."""
    if not site.url:
        return False
    return address.startswith(f"{site.url}{FOLDER}/")


def _can_be_read(publication: Publication) -> bool:
    """Whether the page has the abstract, or leads to the paper as a PDF, also on arXiv."""
    if publication.abstract:
        return True
    if parts.addresses(publication, "pdf", "arxiv"):
        return True
    return pdfs.pdf_of(publication) is not None
