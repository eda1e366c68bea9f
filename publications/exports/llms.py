"""`llms.txt` and `robots.txt`: what programs that read for people are offered.

`llms.txt` (llmstxt.org) is the site in one plain Markdown file: who, the owner's pages as they are
written, and every publication with its links. Markup that is only for the eye is left out.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from publications.exports.parts import page
from publications.model import collaborations, venue
from publications.model.contacts import pages_about
from publications.model.links import Link
from publications.model.publication import Publication
from publications.settings import Site
from publications.tex.characters import FORBIDDEN
from publications.tex.url import is_absolute

_TITLE: Final = re.compile(r"(?m)^#[ \t]++.*$")
_HEADING_IN_LIST: Final = re.compile(r"(?m)^(:[ \t]++)#{1,6}[ \t]++(.*)$")
_HEADING: Final = re.compile(r"(?m)^(#{1,6})[ \t]++(.*)$")
_ATTRIBUTES_AT_END: Final = re.compile(r"[^{}\n]*+\}[ \t]*+")
_BLOCK: Final = re.compile(
    r"^///[^\n]*+\n(?:^[ ]{4}[^\n]*+\n)*+\s*+^///[ \t]*+$",
    re.M,
)
# A citation is part of a sentence: the blanks before it go with it.
_IN_BRACKETS: Final = re.compile(r"(?:(?<![ \t])[ \t]++)?\[([^\[\]\n]*+)\](?!\()")
_CITES: Final = re.compile(r"@[\w:./-]")
# In this order: a block may hold attributes.
_DROPPED: Final = tuple(
    re.compile(pattern, re.M)
    for pattern in (
        r"^[ \t]*+\{[^{}\n]*+\}[ \t]*+$",
        r"\{:?[ ]*+[.#][^{}\n]*+\}",
        r"</?[a-zA-Z][^<>]*+>",
    )
)
_BLANKS_AT_END: Final = re.compile(r"(?<![ \t])[ \t]++$", re.M)
_EMPTY_LINES: Final = re.compile(r"\n{3,}+")
_LINK: Final = re.compile(r"\]\(([^()\s]++)\)")


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
    """Everything may be read, and the sitemap tells what there is (RFC 9309, sitemaps.org)."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.url}sitemap.xml\n"


def llms(documents: Sequence[Document], publications: Sequence[Publication], site: Site) -> str:
    """The site as one Markdown file; the owner's pages are in the order of the navigation."""
    sections = [f"# {site.name}"]
    described = next(filter(None, (document.description for document in documents)), "")
    if described:
        sections.append(f"> {described}")
    sections.append("\n".join(f"- <{link}>" for link in pages_about(site.owner)))
    for document in documents:
        text = _text(document, site)
        if text:
            sections += [f"## {document.label}", text]
    listed = "\n".join(_line(publication, site) for publication in publications)
    sections += ["## All publications", listed]
    return "\n\n".join(filter(None, sections)) + "\n"


def words_of(heading: str) -> str:
    """A heading of Markdown without attributes at its end, and without blanks there."""
    before, brace, after = heading.rpartition("{")
    if brace and _ATTRIBUTES_AT_END.fullmatch(after):
        heading = before
    return heading.rstrip(" \t")


def _text(document: Document, site: Site) -> str:
    """Markdown without what is only for the eye, its headings below that of the page."""
    body = _without_comments(FORBIDDEN.sub("", document.body))
    body = _BLOCK.sub("", body)
    body = _IN_BRACKETS.sub(_without_citation, body)
    for pattern in _DROPPED:
        body = pattern.sub("", body)
    body = _TITLE.sub("", body, count=1)
    body = _HEADING.sub(lambda heading: f"#{heading[1][:5]} {words_of(heading[2])}", body)
    body = _HEADING_IN_LIST.sub(lambda heading: f"{heading[1]}**{heading[2].rstrip()}**", body)
    body = _LINK.sub(lambda link: f"]({_address(link[1], document, site)})", body)
    body = _BLANKS_AT_END.sub("", body)
    return _EMPTY_LINES.sub("\n\n", body).strip()


def _without_comments(body: str) -> str:
    """A text without HTML comments; one that has no end is text."""
    kept: list[str] = []
    position = 0
    while True:
        start = body.find("<!--", position)
        end = body.find("-->", start)
        if start < 0 or end < 0:
            return "".join([*kept, body[position:]])
        kept.append(body[position:start])
        position = end + len("-->")


def _without_citation(brackets: re.Match[str]) -> str:
    """Nothing in place of brackets that cite, else what is written."""
    if _CITES.search(brackets[1]):
        return ""
    return brackets[0]


def _address(target: str, document: Document, site: Site) -> str:
    """A link of a page to another Markdown file as the address of that page."""
    path, mark, anchor = target.partition("#")
    if not path.endswith(".md") or is_absolute(target):
        return target
    path = posixpath.normpath(posixpath.join(posixpath.dirname(document.path), path))
    return f"{site.url}{site.address(path)}{mark}{anchor}"


def _line(publication: Publication, site: Site) -> str:
    """One publication as an item of a list: title, people, venue, links."""
    people = publication.people
    names = ", ".join(person.name for person in people.persons)
    if people.others:
        names += " et al."
    if publication.collaborations:
        names += f" for the {collaborations.in_words(publication.collaborations)}"
    links = ", ".join(_link(link, site) for link in publication.links)
    parts = filter(None, (names, venue.long_venue(publication).text, links))
    said = ". ".join(part.rstrip(".") for part in parts)
    title = publication.title.text.replace("[", "\\[").replace("]", "\\]")
    return f"- [{title}]({page(publication, site)}): {said}."


def _link(link: Link, site: Site) -> str:
    """A link, with the site's address where it is a path."""
    if link.local:
        return f"[{link.label}]({site.url}{link.url})"
    return f"[{link.label}]({link.url})"
