"""`llms.txt` and `robots.txt`: what programs that read for people are offered.

`llms.txt` has the form of its specification (llmstxt.org): the name of the site, a summary, and
sections of links, each with a few words.  Its reference parser takes the first `]` and the first
`)` for the ends of a link, escaped or not.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from publications.exports import parts
from publications.exports.formats import FORMATS, Format
from publications.model import collaborations, status, venue, versions, wording
from publications.model.contacts import contacts_of
from publications.model.links import Link
from publications.model.publication import Publication
from publications.settings import Site
from publications.tex.characters import one_line
from publications.words import ENGLISH

_ATTRIBUTES_AT_END: Final = re.compile(r"[^{}\n]*+\}[ \t]*+")
_BRACKETS: Final = str.maketrans("[]", "()")
_PARENTHESES: Final = {ord("("): "%28", ord(")"): "%29"}


@dataclass(frozen=True, slots=True)
class Document:
    """A page of the owner's: its path below the docs folder, its Markdown and its front matter.

    `head` is the text of the front matter, `meta` what it says; `line` is the one of the file at
    which the Markdown begins.
    """

    path: str
    body: str
    head: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict)
    line: int = 1

    def place(self, position: int) -> tuple[int, int]:
        """Line and column in the file of a position in the Markdown; they count from 1."""
        before = self.body[:position]
        return self.line + before.count("\n"), len(before) - before.rfind("\n")

    @property
    def description(self) -> str:
        """The description in the front matter, on one line."""
        return " ".join(str(self.meta.get("description") or "").split())

    @property
    def label(self) -> str:
        """The title in the front matter, else the name of the file."""
        name = posixpath.splitext(posixpath.basename(self.path))[0]
        return str(self.meta.get("title") or name.capitalize())


def robots(site: Site) -> str:
    """Everything may be read, and the sitemap tells what there is (RFC 9309, sitemaps.org).

    >>> print(robots(Site(url="https://example.org/")), end="")
    User-agent: *
    Allow: /
    <BLANKLINE>
    Sitemap: https://example.org/sitemap.xml
    """
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.url}sitemap.xml\n"


def llms(documents: Sequence[Document], publications: Sequence[Publication], site: Site) -> str:
    """The site as links; the owner's pages are in the order of the navigation."""
    blocks = [f"# {one_line(site.name)}"]
    summary = _summary(documents)
    if summary:
        blocks.append(f"> {one_line(summary)}")
    for title, lines in _sections(documents, publications, site):
        if lines:
            blocks += [f"## {title}", "\n".join(lines)]
    return "\n\n".join(blocks) + "\n"


def _summary(documents: Iterable[Document]) -> str:
    """The first description of a page; empty where no page has one.

    >>> _summary([Document("cv.md", ""), Document("index.md", "", meta={"description": "Sand"})])
    'Sand'
    """
    for document in documents:
        if document.description:
            return document.description
    return ""


def words_of(heading: str) -> str:
    """A heading of Markdown without attributes at its end, and without blanks there.

    >>> words_of("Work { #work .wide }"), words_of("Sets { }"), words_of("Sets {a")
    ('Work', 'Sets', 'Sets {a')
    """
    before, brace, after = heading.rpartition("{")
    if brace and _ATTRIBUTES_AT_END.fullmatch(after):
        heading = before
    return heading.rstrip(" \t")


def _sections(
    documents: Sequence[Document], publications: Sequence[Publication], site: Site
) -> Iterator[tuple[str, list[str]]]:
    """The title of each section, and its links."""
    listed = versions.listed(publications)
    works = versions.works_of(publications)
    selected = [publication for publication in listed if publication.selected]
    profiles = [contact for contact in contacts_of(site.owner) if contact.rel == "me"]
    yield "Pages", [_page(document, site) for document in documents]
    yield "Selected Work", [_publication(each, site, each.summary.text) for each in selected]
    yield "All publications", [_listed(each, works.get(each.work, ()), site) for each in listed]
    if publications:
        yield "Downloads", [_download(fmt, site) for fmt in FORMATS]
    yield "Profiles", [_item(contact.label, contact.url, "") for contact in profiles]


def _listed(publication: Publication, work: Iterable[Publication], site: Site) -> str:
    """The item of a publication among all of them; `work` has the versions of its work."""
    return _publication(publication, site, _about(publication, work, site))


def _page(document: Document, site: Site) -> str:
    """The link to a page of the owner's."""
    address = f"{site.url}{site.address(document.path)}"
    return _item(document.label, address, document.description)


def _download(fmt: Format, site: Site) -> str:
    """The link to the file of all publications in a format."""
    return _item(fmt.label, f"{site.url}{parts.FOLDER}.{fmt.suffix}", "all publications")


def _item(title: str, url: str, about: str) -> str:
    """An item of a section: a link, and what is said of it.

    >>> _item("Sand [1]", "https://example.org/sand", "A history.")
    '- [Sand (1)](https://example.org/sand): A history.'
    >>> _item("Sand", "https://example.org/sand_(1)", "")
    '- [Sand](https://example.org/sand_%281%29)'
    """
    link = f"- [{one_line(title).translate(_BRACKETS)}]({url.translate(_PARENTHESES)})"
    if not about:
        return link
    return f"{link}: {one_line(about)}"


def _publication(publication: Publication, site: Site, about: str) -> str:
    """The link to a publication's page."""
    return _item(publication.title.text, parts.page(publication, site), about)


def _about(publication: Publication, work: Iterable[Publication], site: Site) -> str:
    """People, venue and links of a publication, and the other versions of its work.

    `Cara Abel et al. Journal of the Sea, 2021. [DOI](https://doi.org/10.1000/1).`
    """
    links = [_link(link, site) for link in publication.links]
    links += _links_to_versions(publication, work, site)
    notices = status.in_words(publication.notices)
    venue_line = venue.long_venue(publication, ENGLISH).text
    said = wording.joined(". ", (notices, _names(publication), venue_line, ", ".join(links)))
    return said + wording.between(said, ".")


def _names(publication: Publication) -> str:
    """The people of a publication, and for whom: `Cara Abel et al. for the Sand Team`."""
    people = publication.people
    names = ", ".join(person.name for person in people.persons)
    if people.others:
        names += " et al."
    if publication.collaborations:
        names += f" for the {collaborations.in_words(publication.collaborations)}"
    return names


def _links_to_versions(
    publication: Publication, work: Iterable[Publication], site: Site
) -> Iterator[str]:
    """The links to the pages of the other versions of a work."""
    for other in work:
        if other is not publication:
            yield f"[{_version_label(other)}]({parts.page(other, site)})"


def _version_label(version: Publication) -> str:
    """What a version is called, in links that do not have its title: `RETRACTED: Preprint`."""
    if version.retracted:
        return f"{status.MARK}: {version.label}"
    return version.label


def _link(link: Link, site: Site) -> str:
    """A link, with the site's address where it is a path."""
    address = link.url
    if link.local:
        address = f"{site.url}{link.url}"
    return f"[{link.label}]({address})"
