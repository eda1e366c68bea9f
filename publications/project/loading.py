"""What a site is made of: its settings, publications and pages, and all that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from publications.bibliography import Bibliography, load
from publications.diagnostics import Diagnostic, Severity
from publications.exports.llms import Document
from publications.markdown import block_check, citation_check, link_check, listing
from publications.model.readings import Readings
from publications.pages import (
    addresses,
    documents,
    generated,
    language,
    navigation,
    pdfs,
    readable,
    redirects,
)
from publications.pages.redirects import Redirect
from publications.pages.targets import Targets, targets_of
from publications.pdf import printing
from publications.settings import Settings, Site


@dataclass(frozen=True, slots=True)
class Project:
    """A site before it is built; the findings about it are those of `bibliography`.

    `documents` are the owner's pages, `redirects` what stands at the addresses that pages had,
    `targets` what may be linked to.
    """

    settings: Settings
    site: Site
    bibliography: Bibliography
    documents: tuple[Document, ...]
    redirects: tuple[Redirect, ...]
    targets: Targets

    @property
    def in_navigation(self) -> tuple[Document, ...]:
        """The owner's pages that the navigation names, in its order."""
        docs_dir = self.settings.docs_dir
        named = {path.relative_to(docs_dir).as_posix() for path in self.settings.pages}
        return tuple(document for document in self.documents if document.path in named)


def load_project(
    settings: Settings, *, guarded: bool = True, readings: Readings | None = None
) -> Project:
    """Read refs.bib and the owner's pages; `guarded` is whether the lock is looked at.

    `readings` are those of a preview. Nothing in the files raises.
    """
    bibliography = load(settings.root, settings.options, settings.files_dir, readings)
    pages = documents.read(settings.docs_dir, settings.pages)
    owners = documents.owners(settings.docs_dir)
    site = replace(settings.site, list_page=listing.find(pages, bibliography.publications))
    if site.first is None:
        site = pdfs.with_pdfs(site, bibliography.publications, settings.docs_dir, owners)
    taken = dict(_taken(bibliography, settings, site, owners))
    moved, wrong = redirects.of_documents(pages, site, taken, settings.docs_dir.name)
    of_publications = redirects.of_publications(bibliography.publications, site)
    bibliography = bibliography.with_findings(wrong)
    bibliography = bibliography.with_findings(_of_pages(bibliography, settings, site, pages))
    files = [redirect.file for redirect in moved]
    targets = targets_of(bibliography, settings, site, files)
    bibliography = bibliography.with_findings(navigation.missing_page(targets))
    links = link_check.Links(pages, bibliography.publications, site, targets)
    bibliography = bibliography.with_findings(links.findings())
    if guarded and site.first is None:
        bibliography = bibliography.with_findings(
            addresses.certain_losses(bibliography, settings, site, files)
        )
    return Project(settings, site, bibliography, pages, (*of_publications, *moved), targets)


def _of_pages(
    bibliography: Bibliography, settings: Settings, site: Site, pages: Sequence[Document]
) -> Iterator[Diagnostic]:
    """The findings about the owner's pages: what each says, and what it would take the place of."""
    docs_dir = settings.docs_dir
    # Only the builder knows which pages it leaves out; of the others it would make none.
    severity: Severity = "error"
    if settings.excludes:
        severity = "warning"
    yield from generated.occupied(bibliography, site, docs_dir)
    yield from language.unknown(settings)
    if settings.options.citations != "off":
        yield from citation_check.findings(bibliography, docs_dir)
    yield from documents.unreadable(docs_dir, severity)
    yield from readable.findings(docs_dir, severity)
    yield from printing.wrong_values(pages, docs_dir)
    yield from printing.occupied(pages, docs_dir)
    yield from block_check.findings(bibliography, docs_dir, severity)


def _taken(
    bibliography: Bibliography, settings: Settings, site: Site, owners: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """The files that the built site has for certain, each with what it is made of."""
    yield from generated.made(bibliography, site).items()
    if settings.excludes:  # only the builder knows which of the owner's files it leaves out
        return
    for path in owners:
        yield site.built(path), f"{settings.docs_dir.name}/{path}"
