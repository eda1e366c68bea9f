"""Findings about links that lead nowhere, from the Markdown of the owner's pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import unquote, urljoin

from publications.diagnostics import Diagnostic, did_you_mean, quote
from publications.exports import parts
from publications.exports.llms import Document
from publications.markdown import anchors, links
from publications.markdown.links import Link
from publications.model.publication import Publication
from publications.pages.targets import Targets
from publications.settings import Site
from publications.tex.url import is_absolute

CODE: Final = "dead-link"
#: What others judge: an address from the top of the server, and templates of plugins that write
#: into Markdown before it is read, such as mkdocs-macros.
_OTHERS: Final = re.compile(r"/|.*?\{[{%]", re.S)


class Links:
    """What the links of pages may lead to: files, addresses, and the ids in the owner's pages."""

    def __init__(
        self,
        documents: Sequence[Document],
        publications: Sequence[Publication],
        site: Site,
        targets: Targets,
    ) -> None:
        self._documents: Mapping[str, Document] = {each.path: each for each in documents}
        self._publications = publications
        self._site = site
        self._targets = targets
        self._ids: dict[str, frozenset[str] | None] = {}

    def findings(self) -> Iterator[Diagnostic]:
        """The findings about all pages."""
        for document in self._documents.values():
            for link in links.in_page(document.body):
                fault = self._fault(link, document.path)
                if fault is not None:
                    line, column = document.place(link.start)
                    path = f"{self._targets.settings.docs_dir.name}/{document.path}"
                    yield Diagnostic(path, line, column, "warning", CODE, *fault)

    def _fault(self, link: Link, page: str) -> tuple[str, str] | None:
        """Message and hint about a link of a page, or None where it leads on or elsewhere.

        A link to a heading of its own page (`#ice`) has no path, so that its source is the page.
        """
        target = link.target
        if _is_others(target):
            return None
        address, _, anchor = target.partition("#")
        path = unquote(address.partition("?")[0])
        source = page
        if path:
            source = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
        if path and not self._leads_on(link, source, path, page):
            return f"{quote(target)} leads nowhere", self._way_out(source, page)
        ids = self._ids_of(source)
        if ids is None or anchors.has(ids, unquote(anchor)):
            return None
        message = f"{quote(target)} leads to no heading of {quote(source)}"
        return message, did_you_mean(f"#{anchor}", [f"#{name}" for name in sorted(ids)])

    def _leads_on(self, link: Link, source: str, path: str, page: str) -> bool:
        """Whether something is where a link leads, as a builder and then a browser reads it.

        A builder makes addresses of paths of files in Markdown, and leaves those in HTML alone.
        """
        if not link.html and self._targets.has_source(source):
            return True
        if path.endswith(".md"):
            return False
        address = urljoin(f"http://site/{self._site.address(page)}", path)
        return self._targets.has_address(address.removeprefix("http://site/"))

    def _way_out(self, source: str, page: str) -> str:
        """The hint about a link to nothing: the file that may be meant, as seen from the page."""
        match = self._targets.closest(source)
        if not match:
            return "add the file, or remove the link"
        folder = posixpath.dirname(page) or "."
        return f"did you mean {quote(posixpath.relpath(match, folder))}?"

    def _ids_of(self, path: str) -> frozenset[str] | None:
        """The ids of a page; None where they cannot be told, or where it is no page.

        Each page is converted once, however many links lead to it.
        """
        if not self._targets.settings.toc_ids:
            return None
        if path in self._documents:
            if path not in self._ids:
                self._ids[path] = anchors.of_page(self._documents[path], self._publications)
            return self._ids[path]
        if path.startswith(f"{parts.FOLDER}/") and path.endswith(".md"):
            return anchors.OF_PUBLICATION
        return None


def _is_others(target: str) -> bool:
    """Whether a target is for others to judge: a whole address, or what a template will write.

    >>> _is_others("https://example.org/"), _is_others("/focus/"), _is_others("{{ base }}/a.md")
    (True, True, True)
    >>> _is_others("../focus.md")
    False
    """
    if is_absolute(target):
        return True
    return _OTHERS.match(target) is not None
