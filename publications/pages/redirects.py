"""Pages at old addresses, which lead on to where a page is now.

A publication keeps the addresses of its former keys (`ids`), and their downloads; a page of the
owner's keeps those that its front matter names (`redirect_from`).  These pages are files of their
own, because a site builder would put pages into search and sitemap.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote, unquote

from markupsafe import Markup, escape

from publications import exports
from publications.diagnostics import Diagnostic
from publications.diagnostics import quote as shown
from publications.exports import Format, parts
from publications.exports.llms import Document
from publications.model.publication import Publication
from publications.pages import documents
from publications.settings import Site
from publications.tex.characters import one_line

FIELD: Final = "redirect_from"
# Bytes in the name of a file, with most file systems.
_LONGEST_NAME: Final = 255
# The address that moved goes before the name of the site, as in the titles of all pages.
_PAGE: Final = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={address}">
<link rel="canonical" href="{canonical}">
<title>{title}</title>
</head>
<body>
<main>
<h1>{moved}</h1>
<p>{moved_to}</p>
</main>
</body>
</html>
"""


class RedirectError(ValueError):
    """A value of `redirect_from` that cannot be used: says why, and the way out."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """A file of the built site that leads on to a page: its path, the page's path and title."""

    file: str
    target: str
    title: str


def of_publications(publications: Sequence[Publication], site: Site) -> Iterator[Redirect]:
    """Redirects from the addresses of former keys, where the site has the pages."""
    if site.first is not None:
        return
    for publication in publications:
        target = parts.page_path(publication.slug)
        for slug in publication.old_slugs:
            file = site.file(parts.page_path(slug))
            yield Redirect(file, target, publication.title.text)


def of_documents(
    pages: Sequence[Document], site: Site, taken: Mapping[str, str], folder: str
) -> tuple[list[Redirect], list[Diagnostic]]:
    """Redirects from the addresses that the owner's pages had, and what is wrong with them.

    `taken` are the files that the site has anyway, each with what makes it; `folder` is the name
    of the docs folder.
    """
    taken = dict(taken)
    made: list[Redirect] = []
    findings: list[Diagnostic] = []
    for document in pages:
        path = f"{folder}/{document.path}"
        for value in _values(document):
            try:
                file = _free_file(value, site, taken)
            except RedirectError as error:
                message = f"{FIELD}: {shown(str(value))} {error}"
                findings.append(
                    Diagnostic(path, _line(document), 1, "error", "unusable-redirect", message)
                )
                continue
            made.append(Redirect(file, document.path, documents.title(document)))
            taken[file] = f"{path} already"
    return made, findings


def old_downloads(
    publications: Sequence[Publication],
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The downloads under former keys, each with the function that makes its content."""
    for publication in publications:
        for slug in publication.old_slugs:
            for fmt in exports.FORMATS:
                yield f"{parts.FOLDER}/{slug}.{fmt.suffix}", partial(_content, fmt, publication)


def _content(fmt: Format, publication: Publication) -> bytes:
    """The publication in a format, as a file has it."""
    return fmt.write(publication).encode("utf-8")


def page(redirect: Redirect, site: Site) -> str:
    """The page that leads on; it works below any address, and as a file.

    `noindex` and the canonical address keep the old one out of search engines; a refresh after no
    seconds counts as a move (Google Search Central, "Redirects and Google Search").
    """
    address = _relative(site.address(redirect.target), redirect.file)
    title = one_line(redirect.title)
    link = Markup('<a href="{}">{}</a>').format(address, title)
    return _PAGE.format(
        language=escape(site.words.language),
        moved=escape(site.words("page.moved")),
        moved_to=site.words.html("page.moved_to", link=link),
        address=escape(address),
        canonical=escape(site.url_of(redirect.target) or address),
        title=escape(" \u2013 ".join(filter(None, (title, site.name)))),
    )


def _free_file(value: object, site: Site, taken: Mapping[str, str]) -> str:
    """The file at an address that nothing else has.  Raises RedirectError."""
    file = _file(value, site)
    for path in (file, *map(str, PurePosixPath(file).parents)):
        if path in taken:
            raise RedirectError(f"is the address of {taken[path]} (name one that is free)")
    return file


def _values(document: Document) -> list[object]:
    """The values of `redirect_from`: one, or those of a list."""
    value = document.meta.get(FIELD, [])
    if isinstance(value, list):
        return value
    return [value]


def _file(value: object, site: Site) -> str:
    """The file of the built site at an address below the site.  Raises RedirectError.

    `/old/` and `/old` are `old/index.html`; `/old.html` is itself.
    """
    address = _address(value, site)
    path = _path(address)
    suffix = posixpath.splitext(path)[1]
    if suffix == ".md":
        raise RedirectError(f"names a file and no address (write /{site.address(path)})")
    if address.endswith("/") or not suffix:
        return posixpath.normpath(posixpath.join(path, "index.html"))
    if suffix not in (".html", ".htm"):
        raise RedirectError("is no address of a page (only one that ends in / or .html leads on)")
    return path


def _address(value: object, site: Site) -> str:
    """The address that a value of `redirect_from` is: a path only.  Raises RedirectError."""
    if not isinstance(value, str) or not value.strip():
        raise RedirectError("is no address (write the old address of the page, such as /old/)")
    address = value.strip()
    if re.match(r"[a-zA-Z][\w+.-]*:|//", address):
        example = "/old/"
        if site.url and address.startswith(site.url):
            example = f"/{address.removeprefix(site.url)}"
        raise RedirectError(f"names a whole address (write what follows the site's: {example})")
    if re.search(r"[?#\\]", address) or not unquote(address).isprintable():
        raise RedirectError("is no address of a page (write only its path, such as /old/)")
    return address


def _path(address: str) -> str:
    """The path below the site at an address, decoded and normal.  Raises RedirectError.

    >>> _path("/old//talk%20one/"), _path("/old.html")
    ('old/talk one', 'old.html')
    >>> _path("/../old/")
    Traceback (most recent call last):
    ...
    publications.pages.redirects.RedirectError: leads out of the site \
(write the path from its top, such as /old/)
    """
    decoded = unquote(address)
    if ".." in decoded.split("/"):
        raise RedirectError("leads out of the site (write the path from its top, such as /old/)")
    path = posixpath.normpath(decoded.lstrip("/"))
    longest = max(len(name.encode("utf-8", "replace")) for name in path.split("/"))
    if longest > _LONGEST_NAME:
        raise RedirectError("is too long for the name of a file (remove it)")
    return path


def _line(document: Document) -> int:
    """The line of the field in the file of the page, of which the first is `---`."""
    before = re.split(rf"(?m)^{FIELD}\b", document.head, maxsplit=1)[0]
    return 2 + before.count("\n")


def _relative(address: str, file: str) -> str:
    """An address below the site as seen from a file there; the site's own is the empty string.

    >>> _relative("focus/", "old/index.html"), _relative("focus.html", "old.html")
    ('../focus/', 'focus.html')
    >>> _relative("", "old/index.html"), _relative("", "old.html")
    ('../', './')
    """
    folder = quote(posixpath.dirname(file)) or "."
    relative = posixpath.relpath(address or ".", folder)
    if address[-1:] in ("", "/"):
        return f"{relative}/"
    return relative
