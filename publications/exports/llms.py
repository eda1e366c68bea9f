"""`llms.txt` and `robots.txt`: what programs that read for people are offered.

`llms.txt` (llmstxt.org) is the site in one plain Markdown file: who, the owner's pages as they are
written, and every publication with its links. Markup that is only for the eye is left out.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

import yaml

from publications.exports.parts import page
from publications.model import venue
from publications.model.contacts import pages_about
from publications.model.links import Link
from publications.model.publication import Publication
from publications.settings import Site
from publications.tex.url import is_absolute

_FRONT_MATTER: Final = re.compile(r"\A---\n(.*?)\n---[ \t]*(?:\n|\Z)", re.S)
_TITLE: Final = re.compile(r"(?m)^#[ \t]+.*$")
_HEADING_IN_LIST: Final = re.compile(r"(?m)^(:[ \t]+)#{1,6}[ \t]+(.*?)[ \t]*$")
_HEADING: Final = re.compile(r"(?m)^(#{1,6})[ \t]+(.*?)[ \t]*(?:\{[^}\n]*\})?[ \t]*$")
# In this order: a block may hold attributes, and a citation stands in words.
_DROPPED: Final = tuple(
    re.compile(pattern, re.S | re.M)
    for pattern in (
        r"<!--.*?-->",
        r"^///[^\n]*\n(?:^[ ]{4}[^\n]*\n)*\s*^///[ \t]*$",
        r"[ \t]*\[[^\]\n]*@[\w:./-]+[^\]\n]*\](?!\()",
        r"^[ \t]*\{[^{}\n]*\}[ \t]*$",
        r"\{:?[ ]*[.#][^{}\n]*\}",
        r"</?[a-zA-Z][^<>]*>",
    )
)
_BLANKS_AT_END: Final = re.compile(r"[ \t]+$", re.M)
_EMPTY_LINES: Final = re.compile(r"\n{3,}")
_INDEX: Final = re.compile(r"(?:^|(?<=/))index$")
_LINK: Final = re.compile(r"\]\(([^)\s]+)\)")


def robots(site: Site) -> str:
    """Everything may be read, and the sitemap tells what there is (RFC 9309, sitemaps.org)."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.url}sitemap.xml\n"


def llms(pages: Sequence[Path], publications: Sequence[Publication], site: Site) -> str:
    """The site as one Markdown file; `pages` are the owner's, in the order of the navigation."""
    read = list(map(read_page, pages))
    sections = [f"# {site.name}", _description(read)]
    sections.append("\n".join(f"- <{link}>" for link in pages_about(site.owner)))
    for each in read:
        text = _text(each.body, site)
        if text:
            sections += [f"## {each.title}", text]
    listed = "\n".join(_line(publication, site) for publication in publications)
    sections += ["## All publications", listed]
    return "\n\n".join(filter(None, sections)) + "\n"


class Page(NamedTuple):
    """A page of the owner's: its title, the description in its front matter, its Markdown."""

    title: str
    description: str
    body: str


def read_page(path: Path) -> Page:
    """Read a page; what is wrong in its front matter is the builder's to complain of."""
    text = path.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")
    title = path.stem.capitalize()
    match = _FRONT_MATTER.match(text)
    if match is None:
        return Page(title, "", text)
    meta: object = None
    with suppress(yaml.YAMLError):
        meta = yaml.safe_load(match[1])
    if not isinstance(meta, dict):
        meta = {}
    description = str(meta.get("description") or "")
    return Page(str(meta.get("title") or title), description, text[match.end() :])


def _description(pages: Iterable[Page]) -> str:
    """The first description of a page, as a quotation."""
    description = next(filter(None, (each.description for each in pages)), "")
    if not description:
        return ""
    return f"> {' '.join(description.split())}"


def _text(body: str, site: Site) -> str:
    """Markdown without what is only for the eye, its headings below that of the page."""
    for pattern in _DROPPED:
        body = pattern.sub("", body)
    body = _TITLE.sub("", body, count=1)
    body = _HEADING.sub(lambda heading: f"#{heading[1][:5]} {heading[2]}", body)
    body = _HEADING_IN_LIST.sub(r"\1**\2**", body)
    body = _LINK.sub(lambda link: f"]({_address(link[1], site)})", body)
    body = _BLANKS_AT_END.sub("", body)
    return _EMPTY_LINES.sub("\n\n", body).strip()


def _address(target: str, site: Site) -> str:
    """A link between Markdown files as the address of the page (with directory URLs)."""
    path, mark, anchor = target.partition("#")
    if not path.endswith(".md") or is_absolute(target):
        return target
    page = _INDEX.sub("", posixpath.normpath(path).removesuffix(".md"))
    if page:
        page += "/"
    return f"{site.url}{page}{mark}{anchor}"


def _line(publication: Publication, site: Site) -> str:
    """One publication as an item of a list: title, people, venue, links."""
    people = publication.people
    names = ", ".join(person.name for person in people.persons)
    if people.others:
        names += " et al."
    links = ", ".join(_link(link, site) for link in publication.links)
    parts = (names, venue.long_venue(publication).text, links)
    said = ". ".join(part.rstrip(".") for part in parts if part)
    title = publication.title.text.replace("[", "\\[").replace("]", "\\]")
    return f"- [{title}]({page(publication, site)}): {said}."


def _link(link: Link, site: Site) -> str:
    if link.local:
        return f"[{link.label}]({site.url}{link.url})"
    return f"[{link.label}]({link.url})"
