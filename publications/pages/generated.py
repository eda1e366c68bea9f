"""A publication -> a Markdown page with its data in front matter, and files to download.

A generated page has no text of its own but one block line, so that nothing else rewrites it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, Final

import markupsafe
import yaml

from publications import exports
from publications.bibliography import Bibliography
from publications.diagnostics import Diagnostic, quote
from publications.exports import Format, llms, parts
from publications.exports.llms import Document
from publications.model import status, venue, wording
from publications.model.publication import Publication
from publications.pages import documents, figures, redirects
from publications.settings import Site
from publications.words import ENGLISH, Words

FOLDER: Final = parts.FOLDER
#: The template of the theme that shows a generated page.
TEMPLATE: Final = "publication.html"
#: Files for machines, where the site has an address.
FOR_MACHINES: Final = (exports.atom.PATH, "llms.txt", "robots.txt")
# The type that Open Graph has for works of a kind ("Object Types", ogp.me); others are articles.
_OG_TYPE: Final = {"book": "book"}
# What MkDocs takes for pages (`mkdocs.utils.markdown_extensions`).
_MARKDOWN: Final = (".markdown", ".mdown", ".mkdn", ".mkd", ".md")
# What a build says once where nothing absolute can be written.
NO_ADDRESS: Final = (
    "site_url is not set: absolute addresses, canonical links, the feed, robots.txt and llms.txt"
    " are left out"
)


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A publication's page.  `edit_url` is the address below which its files are edited.

    `has_template` is whether the theme has a template for it, which shows it without sidebars.
    Front matter is made when it is asked for: that of thousands of pages would fill the memory.
    """

    publication: Publication
    site: Site
    edit_url: str = ""
    has_template: bool = True

    @property
    def path(self) -> str:
        """Where the page is below the docs folder."""
        return parts.page_path(self.publication.slug)

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
        head: dict[str, Any] = {"title": _escaped(self.publication.title.text)}
        if self.has_template:
            head |= {"template": TEMPLATE, "hide": ["navigation", "toc"]}
        return head

    @property
    def data(self) -> dict[str, Any]:
        """The front matter that templates ask for: what machines read, and where to edit."""
        publication, site = self.publication, self.site
        figure = figures.shared(publication, site)
        edit = ""
        if self.edit_url:
            edit = escape(f"{self.edit_url}{publication.entry.path}#L{publication.entry.line}")
        return {
            "description": _escaped(description(publication, site.words)),
            "og_type": _OG_TYPE.get(publication.kind.name, "article"),
            "figure": {name: escape(str(value)) for name, value in figure.items()},
            "metadata": _metadata(publication, site),
            "edit": edit,
        }


def _escaped(text: str) -> str:
    """A line as Jinja's `striptags` and `e` leave it: Material prints it raw, others do not.

    >>> _escaped("Ice  &  <i>snow</i>")
    'Ice &amp; &lt;i&gt;snow&lt;/i&gt;'
    """
    return str(markupsafe.escape(" ".join(text.split())))


def _metadata(publication: Publication, site: Site) -> str:
    """What machines read in the `<head>` of a publication's page, as HTML."""
    elements = [
        f'<meta name="{name}" content="{escape(content)}">'
        for name, content in exports.highwire.tags(publication, site)
    ]
    for link in exports.signposting.links(publication, site):
        attributes = [f'{name}="{escape(value)}"' for name, value in link.items()]
        elements.append(f"<link {' '.join(attributes)}>")
    nodes = [exports.jsonld.publication(publication, site)]
    nodes += exports.jsonld.trail(site, publication)
    elements.append(f'<script type="application/ld+json">{exports.jsonld.dumps(nodes)}</script>')
    return "\n  ".join(elements)


def pages(
    bibliography: Bibliography, site: Site, edit_url: str = "", *, has_template: bool = True
) -> Iterator[GeneratedPage]:
    """A page for each publication, if not another edition of the site has them."""
    if site.first is not None:
        return
    for publication in bibliography.publications:
        yield GeneratedPage(publication, site, edit_url, has_template)


#: A path below the site's folder, and the function that makes what is there.
Made = tuple[str, Callable[[], bytes]]


def downloads(bibliography: Bibliography, site: Site) -> Iterator[Made]:
    """The files to download, each with the function that makes its content.

    They are each format of one publication, then of all, at last under former keys.  There are
    none where another edition of the site has them.
    """
    if site.first is not None:
        return
    for fmt in exports.FORMATS:
        texts = _Texts(fmt, bibliography.publications)
        for publication in bibliography.publications:
            yield f"{FOLDER}/{publication.slug}.{fmt.suffix}", partial(texts.of, publication)
        yield f"{FOLDER}.{fmt.suffix}", texts.of_all
    yield from redirects.old_downloads(bibliography.publications)


class _Texts:
    """The publications in one format, each made once where all are asked for after each."""

    def __init__(self, fmt: Format, publications: Sequence[Publication]) -> None:
        self._format = fmt
        self._publications = publications
        self._made: dict[str, bytes] = {}

    def of(self, publication: Publication) -> bytes:
        """One publication."""
        content = self._made[publication.slug] = self._format.write(publication).encode("utf-8")
        return content

    def of_all(self) -> bytes:
        """All publications."""
        contents = [self._made.get(each.slug) or self.of(each) for each in self._publications]
        self._made = {}
        return self._format.join(contents)


def for_machines(
    bibliography: Bibliography, site: Site, documents: Sequence[Document] = ()
) -> Iterator[Made]:
    """Feed, robots.txt and llms.txt, where the site has an address and is the first edition.

    `documents` are the owner's pages, in the order of the navigation.
    """
    if site.first is not None or not site.url:
        return
    yield exports.atom.PATH, partial(exports.atom.feed, bibliography.publications, site)
    yield "robots.txt", lambda: llms.robots(site).encode("utf-8")
    yield "llms.txt", lambda: llms.llms(documents, bibliography.publications, site).encode("utf-8")


def made(bibliography: Bibliography, site: Site) -> dict[str, str]:
    """The files of the built site that are made of refs.bib, each with what it is."""
    if site.first is not None:
        return {}
    files: dict[str, str] = {}
    if site.url:
        files = dict.fromkeys(FOR_MACHINES, "a file that is made for machines")
    for fmt in exports.FORMATS:
        files[f"{FOLDER}.{fmt.suffix}"] = "the download of all publications"
    for publication in bibliography.publications:
        named = f"publication {quote(publication.key)}"
        for slug in (publication.slug, *publication.old_slugs):
            for fmt in exports.FORMATS:
                files[f"{FOLDER}/{slug}.{fmt.suffix}"] = f"a download of {named}"
            files[site.file(parts.page_path(slug))] = named
    for slug in site.pdfs:
        files[parts.pdf_path(slug)] = "the PDF of a publication"
    return files


def occupied(bibliography: Bibliography, site: Site, docs_dir: Path) -> Iterator[Diagnostic]:
    """Files of the owner's where a publication's page would be; they are never overwritten.

    Letter case aside: many systems, and the servers on them, take such names for one.
    """
    if site.first is not None:
        return
    publications = _by_path(bibliography, site)
    for path in sorted(documents.owners(docs_dir)):
        publication = publications.get(_file_of(path, site).casefold())
        if publication is None:
            continue
        message = f"stands where the page of {quote(publication.key)} would"
        hint = "rename the file or the key"
        place = f"{docs_dir.name}/{path}"
        yield Diagnostic(place, 1, 1, "error", "slug-collision", message, hint)


def _by_path(bibliography: Bibliography, site: Site) -> dict[str, Publication]:
    """The publications by the files of the built site that their pages take, and those above."""
    publications: dict[str, Publication] = {}
    for publication in bibliography.publications:
        for slug in (publication.slug, *publication.old_slugs):
            path = site.file(parts.page_path(slug)).casefold()
            while path and path not in publications:
                publications[path] = publication
                path = posixpath.dirname(path)
    return publications


def _file_of(path: str, site: Site) -> str:
    """The file of the built site that a file of the docs folder becomes."""
    if path.endswith(_MARKDOWN):
        return site.file(path)
    return path


def description(publication: Publication, words: Words = ENGLISH) -> str:
    """One line for search engines: the beginning of what it says, else what it is and by whom.

    `Ice: journal article by A. Abel, Sea, 2020.`, where it has neither summary nor abstract.
    Zotero takes it for the abstract of a page without one.
    """
    said = publication.summary.text or publication.abstract.text
    if not said:
        title = publication.own_title.text
        said = title + wording.between(title, ": ") + _what_and_by_whom(publication, words)
        said += wording.between(said, ".")
    if publication.retracted:
        said = f"{words(f'notice.{status.RETRACTION}')}. {said}"
    return shorten(said, 300)


def _what_and_by_whom(publication: Publication, words: Words) -> str:
    """`journal article by A. Author, B. Author et al., Journal, 2020`."""
    people = publication.people
    names = [person.name for person in people.persons]
    by = ", ".join(names[:3])
    if len(names) > 3 or people.others:
        by = words("people.others", names=by)
    kind = words.term(publication.term)
    where = venue.long_venue(publication, words).text
    if not publication.container:  # the venue says what it is
        where = where.removeprefix(kind).lstrip(" ,.")
    lowered = kind
    if kind == words.term(publication.entry_type.term):
        lowered = kind[:1].lower() + kind[1:]
    what = words("page.kind", Kind=kind, kind=lowered)
    if by:
        what = words("page.kind_by", Kind=kind, kind=lowered, names=by)
    return ", ".join(filter(None, (what, where)))


def shorten(text: str, length: int) -> str:
    """Text of at most `length` characters, cut at a blank.

    >>> shorten("The ice of the sea", 14), shorten("The ice", 14)
    ('The ice of…', 'The ice')
    """
    if len(text) <= length:
        return text
    return text[: length - 1].rpartition(" ")[0].rstrip(" ,;:.") + "\u2026"


# The C emitter is several times faster; it is missing where PyYAML was built without libyaml.
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
