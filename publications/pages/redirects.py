"""What stands at the addresses that a publication had under the keys before (`ids`).

A page that leads on, and the downloads: who kept a link or a reference manager's source gets what
he got.  The page is a file of its own, because in a site builder's hands it would stand in search
and sitemap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from markupsafe import escape

from publications import exports
from publications.exports import parts
from publications.model.publication import Publication
from publications.settings import Site
from publications.tex.characters import one_line

# The address that moved goes before the name of the site, as in the titles of all pages.
_PAGE: Final = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={address}">
<link rel="canonical" href="{canonical}">
<title>{title}{site}</title>
</head>
<body>
<main>
<h1>This page has moved</h1>
<p>It is now at <a href="{address}">{title}</a>.</p>
</main>
</body>
</html>
"""


def files(publications: Sequence[Publication], site: Site) -> Iterator[tuple[str, bytes]]:
    """The pages and downloads at old addresses, as path and content."""
    for publication in publications:
        for slug in publication.old_slugs:
            yield path(slug), page(publication, site).encode("utf-8")
            for fmt in exports.FORMATS:
                content = fmt.write(publication).encode("utf-8")
                yield f"{parts.FOLDER}/{slug}.{fmt.suffix}", content


def path(slug: str) -> str:
    """Where the page of an old address stands."""
    return f"{parts.FOLDER}/{slug}/index.html"


def page(publication: Publication, site: Site) -> str:
    """The page that leads on to the publication; it works below any address, and as a file.

    `noindex` and the canonical address keep the old one out of search engines; a refresh after no
    seconds counts as a move (Google Search Central, "Redirects and Google Search").
    """
    address = f"../{publication.slug}/"
    return _PAGE.format(
        address=address,
        canonical=escape(f"{site.url}{parts.FOLDER}/{publication.slug}/") if site.url else address,
        title=escape(one_line(publication.title.text)),
        site=escape(f" \u2013 {site.name}") if site.name else "",
    )
