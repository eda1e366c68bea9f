"""`llms.txt` and `robots.txt`: what programs that read for people are offered.

`llms.txt` (llmstxt.org) is the site in one plain Markdown file: who, the owner's pages as he wrote
them, and every publication with its links.  Markup that is only for the eye is left out.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

from publications.model import venue
from publications.model.contacts import pages_about
from publications.model.publication import Publication
from publications.settings import Site

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
_LINK: Final = re.compile(r"\]\(([^)\s]+)\)")


def robots(site: Site) -> str:
    """Everything may be read, and the sitemap tells what there is (RFC 9309, sitemaps.org)."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.url}sitemap.xml\n"


def llms(pages: Sequence[Path], publications: Sequence[Publication], site: Site) -> str:
    """The site as one Markdown file; `pages` are the owner's, in the order of the navigation."""
    read = [(path, *read_page(path)) for path in pages]
    described = next((meta["description"] for _, meta, _ in read if meta.get("description")), "")
    parts = [f"# {site.name}", f"> {' '.join(str(described).split())}" if described else ""]
    parts.append("\n".join(f"- <{link}>" for link in pages_about(site.owner)))
    for path, meta, body in read:
        text = _text(body, path.name, site)
        if text:
            parts += [f"## {meta.get('title') or path.stem.capitalize()}", text]
    parts += ["## All publications", "\n".join(_line(p, site) for p in publications)]
    return "\n\n".join(part for part in parts if part) + "\n"


def read_page(path: Path) -> tuple[Mapping[str, Any], str]:
    """The front matter and the Markdown of a page; the builder complains of what is wrong there."""
    text = path.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")
    found = _FRONT_MATTER.match(text)
    if found is None:
        return {}, text
    try:
        meta = yaml.safe_load(found[1])
    except yaml.YAMLError:
        meta = None
    return meta if isinstance(meta, dict) else {}, text[found.end() :]


def _text(body: str, name: str, site: Site) -> str:
    """Markdown without what is only for the eye, its headings below that of the page."""
    for pattern in _DROPPED:
        body = pattern.sub("", body)
    body = _TITLE.sub("", body, count=1)
    body = _HEADING.sub(lambda h: f"#{h[1][:5]} {h[2]}", body)
    body = _HEADING_IN_LIST.sub(r"\1**\2**", body)
    body = _LINK.sub(lambda link: f"]({_address(link[1], site)})", body)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+$", "", body, flags=re.M)).strip()


def _address(target: str, site: Site) -> str:
    """A link between Markdown files as the address of the page (with directory URLs)."""
    path, _, anchor = target.partition("#")
    if re.match(r"[a-zA-Z][\w+.-]*:", target) or not path.endswith(".md"):
        return target
    page = re.sub(r"(?:^|(?<=/))index$", "", posixpath.normpath(path)[: -len(".md")])
    return f"{site.url}{page}{'/' if page else ''}{'#' if anchor else ''}{anchor}"


def _line(publication: Publication, site: Site) -> str:
    names = ", ".join(person.name for person in publication.people.persons)
    names += " et al." if publication.people.others else ""
    where = venue.long_venue(publication).text
    links = [
        f"[{link.label}]({site.url if link.local else ''}{link.url})" for link in publication.links
    ]
    said = ". ".join(part.rstrip(".") for part in (names, where, ", ".join(links)) if part)
    title = publication.title.text.replace("[", "\\[").replace("]", "\\]")
    return f"- [{title}]({site.url}publications/{publication.slug}/): {said}."
