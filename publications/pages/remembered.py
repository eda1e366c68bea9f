"""What a preview has rendered before, taken again where nothing that it is made of has changed."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import jinja2
from jinja2.bccache import Bucket

from publications import disk
from publications.exports import parts
from publications.model.publication import Publication
from publications.pages.facets import Topics
from publications.pages.render import Renderer
from publications.pages.views import Href
from publications.settings import Site

Works = Mapping[str, Sequence[Publication]]
_NO_WORKS: Final[Works] = {}


class Compiled(jinja2.BytecodeCache):
    """Compiled templates, kept from one build to the next; one whose source changes is none."""

    def __init__(self) -> None:
        self._contents: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept of a template; the bucket compares the source."""
        content = self._contents.get(bucket.key)
        if content is not None:
            bucket.bytecode_from_string(content)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        self._contents[bucket.key] = bucket.bytecode_to_string()


class RememberingRenderer(Renderer):
    """Renderer of a build that takes over what that of the build before has made.

    A list is taken where the site, the templates and all arguments have the same values, and
    dropped where the next build does not take it.  Compiled templates hold words of the site.
    """

    def __init__(
        self,
        site: Site,
        overrides: Sequence[Path],
        before: RememberingRenderer | None = None,
    ) -> None:
        self._compiled = Compiled()
        if before is not None and before.site.words == site.words:
            self._compiled = before._compiled
        super().__init__(site, overrides, self._compiled)
        self._lists: dict[Hashable, str] = {}
        self._of_all = (_without_publications(site), tuple(map(disk.versions, overrides)))
        self._lists_before: Mapping[Hashable, str] = {}
        if before is not None and before._of_all == self._of_all:
            self._lists_before = before._lists

    def items(
        self,
        publications: Sequence[Publication],
        detail: str,
        href: Href,
        *,
        topics: Topics | None = None,
        works: Works = _NO_WORKS,
        **options: Any,
    ) -> str:
        """The list of publications under one heading, as Renderer makes it."""
        if topics is not None:
            topics = Topics(topics.name, ())  # what others have is none of an item's values
        works = {each.work: works[each.work] for each in publications if each.work in works}
        shown = [*publications, *(version for work in works.values() for version in work)]
        key = (
            tuple(map(self._content, shown)),
            len(publications),
            (detail, href, topics),
            tuple(options.items()),
        )
        html = self._lists_before.get(key)
        if html is None:
            html = super().items(publications, detail, href, topics=topics, works=works, **options)
        self._lists[key] = html
        return html

    def _content(self, publication: Publication) -> Hashable:
        """What a publication says, and what the site has of it."""
        address = self.site.addresses.get(parts.page_path(publication.slug))
        return publication.content, address, self.site.pdfs.get(publication.slug)


def _without_publications(site: Site) -> Site:
    """What the site says beside the addresses of its pages and PDFs."""
    return replace(site, addresses={}, pdfs={})
