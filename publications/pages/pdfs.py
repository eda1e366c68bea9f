"""PDFs beside the pages of their publications: `/publications/<slug>.pdf`.

Google Scholar takes a PDF for the paper of a page only where it is in the same folder ("Inclusion
Guidelines for Webmasters", "Indexing", `citation_pdf_url`).  So the PDF of the site that an entry
names is there as well as where the owner has put it, also under the former keys of the entry.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from publications.exports.parts import FOLDER, pdf_path
from publications.model.links import Link
from publications.model.publication import Publication
from publications.pages import documents
from publications.settings import Site

SUFFIX: Final = ".pdf"


def with_pdfs(
    site: Site, publications: Sequence[Publication], docs_dir: Path, owners: Collection[str]
) -> Site:
    """The site with the PDFs that can be beside their pages.

    `owners` are the owner's files below the docs folder: none of them gives way, letter case aside.
    """
    taken = set(_beside_pages(owners, site))
    pdfs: dict[str, str] = {}
    for publication in publications:
        link = pdf_of(publication)
        if link is None or not documents.is_readable(docs_dir / link.path):
            continue
        for slug in (publication.slug, *publication.old_slugs):
            path = pdf_path(slug)
            if path == link.path or path.casefold() not in taken:
                pdfs[slug] = link.path
    return replace(site, pdfs=pdfs)


def without(site: Site, is_left_out: Callable[[str], bool]) -> Site:
    """The site without the PDFs that its builder leaves out, by their paths below the docs folder.

    They are at neither address.
    """
    pdfs = {slug: path for slug, path in site.pdfs.items() if not is_left_out(path)}
    return replace(site, pdfs=pdfs)


def copies(site: Site, docs_dir: Path) -> Iterator[tuple[str, Path]]:
    """The PDFs beside the pages, as their paths below the docs folder and the files to copy."""
    for slug, path in site.pdfs.items():
        yield pdf_path(slug), docs_dir / path


def pdf_of(publication: Publication) -> Link | None:
    """The link to the PDF of the site that is the paper: what `pdf` names, or else `url`."""
    by_rel = {link.rel: link for link in reversed(publication.links)}
    link = by_rel.get("pdf", by_rel.get("url"))
    if link is None or not link.local:
        return None
    if not link.path.lower().endswith(SUFFIX):
        return None
    return link


def _beside_pages(owners: Collection[str], site: Site) -> Iterator[str]:
    """What the owner's files take directly in the folder of the publications, case-folded.

    `publications/mai2019.pdf`, or a folder: `publications/talks` of `publications/talks/a.md`.
    """
    for path in owners:
        folder, _, rest = site.built(path).casefold().partition("/")
        if folder == FOLDER:
            yield f"{folder}/{rest.partition('/')[0]}"
