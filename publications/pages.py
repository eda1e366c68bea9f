"""A publication -> a Markdown page with its data in front matter, and files to download.

A generated page has no text of its own but one block line, so that nothing else rewrites it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from markupsafe import escape

from publications import exports, llms, redirects, venue
from publications.diagnostics import Diagnostic, quote
from publications.library import Library
from publications.model import Publication, Site

FOLDER = "publications"


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A page that no one wrote: path below the docs folder, front matter, publication."""

    path: str
    meta: dict[str, Any]
    publication: Publication

    @property
    def body(self) -> str:
        """The Markdown below the front matter."""
        return f"/// publication | {self.publication.slug}\n///\n"

    @property
    def text(self) -> str:
        """The whole file."""
        meta = yaml.dump(self.meta, Dumper=_Dumper, allow_unicode=True, sort_keys=False)
        return f"---\n{meta}---\n\n{self.body}"


def pages(library: Library, site: Site, edit_url: str = "") -> Iterator[GeneratedPage]:
    """A page for each publication.

    `edit_url` is the address below which the files of the repository are edited.
    """
    for publication in library.publications:
        path = f"{FOLDER}/{publication.slug}.md"
        yield GeneratedPage(path, _meta(publication, site, edit_url), publication)


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
    for publication in library.publications:
        for slug in (publication.slug, *publication.old_slugs):
            for path in (f"{FOLDER}/{slug}.md", f"{FOLDER}/{slug}/index.md"):
                if (docs_dir / path).exists():
                    shown = f"{docs_dir.name}/{path}"
                    message = f"stands where the page of {quote(publication.key)} would"
                    hint = "rename the file or the key"
                    yield Diagnostic(shown, 1, 1, "error", "slug-collision", message, hint)


def description(publication: Publication) -> str:
    """One line for search engines: who, where, when, and the beginning of what it says."""
    names = [person.name for person in publication.people.persons]
    who = ", ".join(names[:3]) + (" et al." if len(names) > 3 or publication.people.others else "")
    line = (
        f"{who}. {venue.long_venue(publication).text}."
        if who
        else venue.long_venue(publication).text
    )
    said = publication.summary.text or publication.abstract.text
    return shorten(f"{line} {said}".strip(), 300)


def shorten(text: str, length: int) -> str:
    """Text of at most `length` characters, cut at a blank."""
    if len(text) <= length:
        return text
    return text[: length - 1].rpartition(" ")[0].rstrip(" ,;:.") + "\u2026"


def _meta(publication: Publication, site: Site, edit_url: str) -> dict[str, Any]:
    steps = [(site.owner.name or site.name, ""), ("Publications", f"{FOLDER}/")]
    trail = exports.jsonld.breadcrumbs(
        [*steps, (publication.title.text, f"{FOLDER}/{publication.slug}/")], site
    )
    entry = publication.entry
    return {
        # Material prints title and description raw, and MkDocs does not autoescape.
        "title": str(escape(publication.title.text)),
        "description": str(escape(description(publication))),
        "template": "publication.html",
        "hide": ["navigation", "toc"],
        "citation": [
            {"name": name, "content": str(escape(content))}
            for name, content in exports.highwire.tags(publication, site)
        ],
        "jsonld": exports.jsonld.dumps([exports.jsonld.publication(publication, site), trail]),
        "links": [
            {name: str(escape(value)) for name, value in link.items()}
            for link in exports.signposting.links(publication, site)
        ],
        "edit": f"{edit_url}{escape(entry.path)}#L{entry.line}" if edit_url else "",
    }


# The C emitter is several times faster; it is missing where PyYAML was built without libyaml.
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
