"""A publication -> a Markdown page with its data in front matter, and files to download.

A generated page has no text of its own but one block line, so that nothing else rewrites it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import yaml

from publications import exports
from publications.bibliography import Library
from publications.diagnostics import Diagnostic, quote
from publications.exports import llms
from publications.model import venue
from publications.model.publication import Publication
from publications.pages import manifest, redirects
from publications.settings import Site

FOLDER = "publications"
# What a build says once where nothing absolute can be written.
NO_ADDRESS = (
    "site_url is not set: absolute addresses, canonical links, the feed, robots.txt and llms.txt"
    " are left out"
)


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A page that no one wrote.  `edit_url` is below what the repository's files are edited.

    Front matter is made when it is asked for: that of thousands of pages would fill the memory.
    """

    publication: Publication
    site: Site
    edit_url: str = ""

    @property
    def path(self) -> str:
        """Where the page is below the docs folder."""
        return f"{FOLDER}/{self.publication.slug}.md"

    @property
    def body(self) -> str:
        """The Markdown below the front matter."""
        return f"/// publication | {self.publication.slug}\n///\n"

    @property
    def text(self) -> str:
        """The whole file."""
        meta = self.head | self.data
        meta_text = yaml.dump(meta, Dumper=_Dumper, allow_unicode=True, sort_keys=False)
        return f"---\n{meta_text}---\n\n{self.body}"

    @property
    def head(self) -> dict[str, Any]:
        """The front matter that a builder asks for."""
        # Material prints title and description raw, and MkDocs does not autoescape.
        return {
            "title": escape(self.publication.title.text),
            "template": "publication.html",
            "hide": ["navigation", "toc"],
        }

    @property
    def data(self) -> dict[str, Any]:
        """The front matter that templates ask for: what machines read, and where to edit."""
        publication, site = self.publication, self.site
        edit = ""
        if self.edit_url:
            edit = f"{self.edit_url}{escape(publication.entry.path)}#L{publication.entry.line}"
        return {
            "description": escape(description(publication)),
            "og_type": "book" if publication.kind.name == "book" else "article",
            "citation": [
                {"name": name, "content": escape(content)}
                for name, content in exports.highwire.tags(publication, site)
            ],
            "jsonld": exports.jsonld.dumps(
                [exports.jsonld.publication(publication, site), *_trail(publication, site)]
            ),
            "links": [
                {name: escape(value) for name, value in link.items()}
                for link in exports.signposting.links(publication, site)
            ],
            "edit": edit,
        }


def pages(library: Library, site: Site, edit_url: str = "") -> Iterator[GeneratedPage]:
    """A page for each publication."""
    for publication in library.publications:
        yield GeneratedPage(publication, site, edit_url)


def downloads(
    library: Library, site: Site, docs: Sequence[Path] = ()
) -> Iterator[tuple[str, bytes]]:
    """The files that are not pages: each format of one publication and of all, and for machines.

    What stands at old addresses is among them.  `docs` are the owner's pages, in the order of the
    navigation.
    """
    for fmt in exports.FORMATS:
        texts = [fmt.write(publication) for publication in library.publications]
        yield f"{FOLDER}.{fmt.suffix}", fmt.join(texts).encode("utf-8")
        for publication, text in zip(library.publications, texts, strict=True):
            yield f"{FOLDER}/{publication.slug}.{fmt.suffix}", text.encode("utf-8")
    yield from redirects.files(library.publications, site)
    if feed := exports.atom.feed(library.publications, site):
        yield exports.atom.PATH, feed
    if site.url:
        yield "robots.txt", llms.robots(site).encode("utf-8")
        yield "llms.txt", llms.llms(docs, library.publications, site).encode("utf-8")


def occupied(library: Library, docs_dir: Path) -> Iterator[Diagnostic]:
    """Pages of the owner's where a publication's would be; they are never overwritten."""
    if not (docs_dir / FOLDER).is_dir():
        return
    ours = manifest.made(docs_dir)
    for publication in library.publications:
        for slug in (publication.slug, *publication.old_slugs):
            for path in (f"{FOLDER}/{slug}.md", f"{FOLDER}/{slug}/index.md"):
                if path not in ours and (docs_dir / path).exists():
                    shown = f"{docs_dir.name}/{path}"
                    message = f"stands where the page of {quote(publication.key)} would"
                    hint = "rename the file or the key"
                    yield Diagnostic(shown, 1, 1, "error", "slug-collision", message, hint)


def description(publication: Publication) -> str:
    """One line for search engines: who, where, when, and the beginning of what it says."""
    names = [person.name for person in publication.people.persons]
    who = ", ".join(names[:3]) + (" et al." if len(names) > 3 or publication.people.others else "")
    where = venue.long_venue(publication).text
    line = f"{who.removesuffix('.')}. {where}." if who else where
    said = publication.summary.text or publication.abstract.text
    return shorten(f"{line} {said}".strip(), 300)


def shorten(text: str, length: int) -> str:
    """Text of at most `length` characters, cut at a blank."""
    if len(text) <= length:
        return text
    return text[: length - 1].rpartition(" ")[0].rstrip(" ,;:.") + "\u2026"


def _trail(publication: Publication, site: Site) -> Iterator[dict[str, Any]]:
    if not site.url:  # breadcrumbs are nothing but addresses
        return
    steps = [(site.owner.name or site.name, ""), ("Publications", f"{FOLDER}/")]
    own = (publication.title.text, f"{FOLDER}/{publication.slug}/")
    yield exports.jsonld.breadcrumbs([*steps, own], site)


# The C emitter is several times faster; it is missing where PyYAML was built without libyaml.
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
