"""The site: its address, its owner, and the addresses of its pages."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from publications.settings.owner import Owner
from publications.words import ENGLISH, Words


@dataclass(frozen=True, slots=True)
class ListPage:
    """The owner's page that lists all publications: its path below the docs folder, its title.

    `by_year` is whether its list has a heading for each year.
    """

    path: str
    title: str
    by_year: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """The site that publications are exported for.

    `url` ends with a slash; it is empty where `site_url` is not set, and then nothing absolute is
    written.  `directory_urls` is MkDocs' `use_directory_urls`.  `addresses` are those that the
    builder has given to pages, by their paths below the docs folder.  `pdfs` are the files of PDFs
    that are beside the pages of publications as well: paths below the docs folder, by slug.
    `language` is the theme's, and `words` are those that pages show.  `first` is the edition of the
    site that has the pages and files of publications, where this is another one.
    """

    url: str = ""
    name: str = ""
    owner: Owner = field(default_factory=Owner)
    directory_urls: bool = True
    list_page: ListPage | None = None
    addresses: Mapping[str, str] = field(default_factory=dict, hash=False)
    pdfs: Mapping[str, str] = field(default_factory=dict, hash=False)
    description: str = ""
    language: str = "en"
    words: Words = ENGLISH
    first: Site | None = None

    def address(self, path: str) -> str:
        """Address of a page below the site's own, empty for the first page.

        Where the builder has not told it, it is that of MkDocs ("use_directory_urls").

        >>> Site().address("focus.md"), Site().address("index.md")
        ('focus/', '')
        """
        if path in self.addresses:
            return self.addresses[path]
        file = self.file(path)
        if self.directory_urls:
            file = file.removesuffix("index.html")
        return quote(file)

    def built(self, path: str) -> str:
        """File of the built site that a page or another file below the docs folder becomes.

        >>> Site().built("talks.md"), Site().built("talks/slides.pdf")
        ('talks/index.html', 'talks/slides.pdf')
        """
        if path.endswith(".md"):
            return self.file(path)
        return path

    def link(self, path: str) -> str:
        """Absolute address of a page or another file below the docs folder."""
        if path.endswith(".md"):
            return self.url_of(path)
        return f"{self.url}{path}"

    def url_of(self, path: str) -> str:
        """Absolute address of a page, or empty where the site has none."""
        if not self.url:
            return ""
        return f"{self.url}{self.address(path)}"

    def file(self, path: str) -> str:
        """File that MkDocs makes of a Markdown file, below the folder of the built site.

        >>> Site().file("talks/2026.md"), Site(directory_urls=False).file("README.md")
        ('talks/2026/index.html', 'index.html')
        """
        folder, name = posixpath.split(posixpath.splitext(path)[0])
        if name in ("index", "README"):
            return posixpath.join(folder, "index.html")
        if self.directory_urls:
            return posixpath.join(folder, name, "index.html")
        return posixpath.join(folder, f"{name}.html")
