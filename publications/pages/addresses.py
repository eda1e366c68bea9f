"""`publications.lock`: every address that the site has had, so that none is lost unnoticed.

One address a line, sorted, as seen from the top of the site: `/publications/mai2019leapdetect/`.
Lines that begin with `#` are comments. The command `lock-urls` adds what is new and takes nothing
away; an address is given up by removing its line by hand. Where the file is not there, nothing is
checked.

Which addresses a site has only its builder knows.  Before it has run, `certain_losses` names those
that no builder could make; of the finished site, `losses` names all.
"""

from __future__ import annotations

import difflib
import os
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from publications.bibliography import Bibliography
from publications.diagnostics import Diagnostic, quote
from publications.exports import parts
from publications.model.publication import Publication
from publications.pages import generated, lockfile, makers, manifest, pdfs
from publications.settings import Settings, Site

NAME: Final = "publications.lock"
# Files that every builder makes by itself.
_BUILDERS: Final = ("/404.html", "/sitemap.xml")
_CANDIDATES: Final = 50
_PDF: Final = re.compile(rf"/{parts.FOLDER}/.*{re.escape(pdfs.SUFFIX)}")
_OF_PUBLICATION: Final = re.compile(rf"/{parts.FOLDER}/([^/]+?)(?:/|\.[a-z]+)")


def of_file(file: str) -> str:
    """The address of a file of the built site.

    >>> of_file("focus/index.html"), of_file("feed.xml"), of_file("index.html")
    ('/focus/', '/feed.xml', '/')
    """
    folder, name = posixpath.split(file)
    if name == "index.html":
        return posixpath.join("/", folder, "")
    return f"/{file}"


def file_of(address: str) -> str:
    """The file of the built site at an address, as `of_file` has it.

    >>> file_of("/focus/"), file_of("/feed.xml"), file_of("/")
    ('focus/index.html', 'feed.xml', 'index.html')
    """
    if address.endswith("/"):
        address += "index.html"
    return address.lstrip("/")


def made(bibliography: Bibliography, site: Site) -> set[str]:
    """The addresses that are made of refs.bib, whatever the builder."""
    return {of_file(file) for file in generated.made(bibliography, site)}


def built(site_dir: Path, bibliography: Bibliography, site: Site) -> set[str]:
    """The addresses of a built site: pages, what is made of refs.bib, files that it links to.

    One with a control character in it could not stand on a line of the lock, and is left out.
    """
    pages = {of_file(path.relative_to(site_dir).as_posix()) for path in site_dir.rglob("*.html")}
    expected = made(bibliography, site) | set(_BUILDERS) | set(_linked(bibliography))
    files = {address for address in expected if (site_dir / file_of(address)).is_file()}
    return set(filter(str.isprintable, pages | files))


def certain_losses(
    bibliography: Bibliography, settings: Settings, site: Site, redirects: Iterable[str]
) -> Iterator[Diagnostic]:
    """Errors of the lock that can be told before the site is built.

    `redirects` are the files of redirects from the owner's pages.  With errors in the bibliography
    there are none: its addresses are lost because of those.
    """
    if bibliography.errors:
        return
    locked, malformed = read(settings.root)
    yield from malformed
    locked = _without(locked, settings.folders_of_others)
    if not locked:
        return
    kept = made(bibliography, site) | {of_file(file) for file in redirects} | set(_BUILDERS)
    sources = _Sources(settings, site)

    def exists(address: str) -> bool:
        """Whether something is made at an address, or may be."""
        return address in kept or sources.may_make(address) or makers.may_make(address, settings)

    yield from _lost(locked, exists, bibliography, site)


def losses(
    bibliography: Bibliography,
    root: Path,
    site: Site,
    site_dir: Path,
    reported: Collection[str] = (),
    others: Iterable[str] = (),
) -> Iterator[Diagnostic]:
    """Errors of the lock, looking at the built site; those that are reported already are left.

    `others` are the folders of other editions, which have lost nothing before they are built.
    """
    locked, malformed = read(root)
    yield from malformed
    missing = (folder for folder in others if not (site_dir / folder.strip("/")).is_dir())
    locked = _without(locked, tuple(missing))

    def exists(address: str) -> bool:
        """Whether the built site has a file at an address, or the loss of it is told already."""
        return address in reported or (site_dir / file_of(address)).is_file()

    yield from _lost(locked, exists, bibliography, site)


def _without(locked: Mapping[str, int], folders: tuple[str, ...]) -> Mapping[str, int]:
    """The addresses that are in none of the folders, which other editions fill.

    >>> _without({"/focus/": 1, "/de/focus/": 2}, ("/de/",))
    {'/focus/': 1}
    """
    return {address: line for address, line in locked.items() if not address.startswith(folders)}


def unlocked(root: Path, addresses: Iterable[str]) -> Iterator[Diagnostic]:
    """One note for all addresses that the lock does not have yet; none where there is no lock."""
    new = sorted(set(addresses) - read(root)[0].keys())
    if new and (root / NAME).exists():
        message = f"{_first_of(new)} may get lost unnoticed"
        hint = "build the site, then python -m publications lock-urls site"
        yield Diagnostic(NAME, 1, 1, "note", "unlocked-address", message, hint)


def _first_of(addresses: Sequence[str]) -> str:
    """The first address, and how many more there are.

    >>> _first_of(["/focus/"]), _first_of(["/focus/", "/cv/", "/talks/"])
    ('/focus/', '/focus/ and 2 more')
    """
    if len(addresses) == 1:
        return addresses[0]
    return f"{addresses[0]} and {len(addresses) - 1} more"


def read(root: Path) -> tuple[Mapping[str, int], list[Diagnostic]]:
    """The addresses and their lines, and what in the file cannot be read."""
    lock = lockfile.read(root / NAME)
    return lock.lines, list(lock.findings)


def _linked(bibliography: Bibliography) -> Iterator[str]:
    """The addresses of the owner's files that publications link to, such as PDFs."""
    for publication in bibliography.publications:
        for link in publication.links:
            if link.local:
                yield f"/{link.path}"


class _Sources:
    """The files of the owner and of the theme, of which a builder makes pages or which it copies.

    A builder may also leave a file out (`exclude_docs`), so that they tell only what may be there.
    """

    def __init__(self, settings: Settings, site: Site) -> None:
        self._folders = [settings.docs_dir, *settings.theme_dirs]
        self._ours = manifest.made(settings.docs_dir)
        self._directory_urls = site.directory_urls

    def may_make(self, address: str) -> bool:
        """Whether the file of an address may come from one of them."""
        if ".." in address.split("/"):
            return False
        sources = set(self._paths(file_of(address))) - self._ours
        return any(os.path.isfile(folder / path) for path in sources for folder in self._folders)

    def _paths(self, file: str) -> Iterator[str]:
        """The files, below their folder, that become that one of the built site.

        `focus/index.html` is copied, or comes from `focus/index.md`, `focus/README.md`, `focus.md`.
        """
        yield file
        folder, name = posixpath.split(file)
        if name == "index.html":
            yield posixpath.join(folder, "index.md")
            yield posixpath.join(folder, "README.md")
            if folder and self._directory_urls:
                yield f"{folder}.md"
        elif name.endswith(".html") and not self._directory_urls:
            yield f"{file.removesuffix('.html')}.md"


def _lost(
    locked: Mapping[str, int], exists: Callable[[str], bool], bibliography: Bibliography, site: Site
) -> Iterator[Diagnostic]:
    """Addresses of the lock at which there would be nothing."""
    lost = sorted(address for address in locked if not exists(address))
    changed = [address for address in lost if exists(_other_form(address))]
    if changed:
        yield _other_urls(changed, locked, site)
    gone = sorted(set(lost).difference(changed))
    yield from _gone(gone, locked, bibliography, site)


def _other_form(address: str) -> str:
    """The address of the same page with the other value of `use_directory_urls`.

    >>> _other_form("/focus/"), _other_form("/focus.html")
    ('/focus.html', '/focus/')
    """
    if address.endswith(".html"):
        return f"{address.removesuffix('.html')}/"
    return f"{address.rstrip('/')}.html"


def _other_urls(changed: Sequence[str], locked: Mapping[str, int], site: Site) -> Diagnostic:
    """One error for all pages whose address has another form now."""
    first = changed[0]
    there = _first_of(changed)
    message = f"there would be nothing at {there} any more, but at {_other_form(first)}"
    value = str(not site.directory_urls).lower()
    hint = f"set use_directory_urls: {value} in mkdocs.yml, as it was when they were locked"
    return Diagnostic(NAME, locked[first], 1, "error", "lost-address", message, hint)


def _gone(
    lost: Sequence[str], locked: Mapping[str, int], bibliography: Bibliography, site: Site
) -> Iterator[Diagnostic]:
    """One error for each page that is gone; the downloads of a publication are named with it."""
    if not lost:
        return
    new = [
        publication
        for publication in bibliography.publications
        if _page_of(publication.slug, site) not in locked
    ]
    pages = frozenset(lost)
    lines: dict[str, list[int]] = {}
    for address in lost:
        page = _page_beside(address, site)
        if page not in pages:
            page = address
        lines.setdefault(page, []).append(locked[address])
    for address, numbers in lines.items():
        message = f"there would be nothing at {address} any more"
        hint = f"{_way_out(address, new, site)}; to give the address up, remove {_named(numbers)}"
        yield Diagnostic(NAME, locked[address], 1, "error", "lost-address", message, hint)


def _page_beside(address: str, site: Site) -> str:
    """The address of the page whose download an address is; else the address itself.

    `/publications/mai2019/` of `/publications/mai2019.bib`.
    """
    match = _OF_PUBLICATION.fullmatch(address)
    if match is None or address.endswith((".html", "/")):
        return address
    return _page_of(match[1], site)


def _page_of(slug: str, site: Site) -> str:
    """The address of a publication's page below the site."""
    return of_file(site.file(parts.page_path(slug)))


def _named(lines: Sequence[int]) -> str:
    """Lines of the lock in words.

    >>> _named([3]), _named([7, 3, 4])
    ('this line', 'its lines 3, 4 and 7')
    """
    *others, last = sorted(lines)
    if not others:
        return "this line"
    return f"its lines {', '.join(map(str, others))} and {last}"


def _way_out(address: str, new: Sequence[Publication], site: Site) -> str:
    """How to keep an address; `new` are the publications whose own address is not locked."""
    if _PDF.fullmatch(address):
        return f"put the PDF back, named by pdf in its entry, or docs{address}"
    match = _OF_PUBLICATION.fullmatch(address)
    if match is not None:
        return _way_out_of_publication(match[1], new)
    if address[1:] in generated.FOR_MACHINES and not site.url:
        return "set site_url in mkdocs.yml"
    return _way_out_of_file(address)


def _way_out_of_file(address: str) -> str:
    """How to keep the address of a file of the owner's, or of one of their pages.

    >>> _way_out_of_file("/assets/talk.zip")
    'put docs/assets/talk.zip back'
    >>> _way_out_of_file("/focus/")
    'put docs/focus.md back, or write redirect_from: /focus/ into the page that replaces it'
    """
    if not address.endswith(("/", ".html")):
        return f"put docs{address} back"
    path = address.removesuffix(".html").rstrip("/") or "/index"
    return (
        f"put docs{path}.md back, or write redirect_from: {address} into the page that replaces it"
    )


def _way_out_of_publication(slug: str, new: Sequence[Publication]) -> str:
    """How to keep the address of a publication whose key is not in refs.bib any more."""
    entry = "the entry that has another key now"
    renamed = _renamed(slug, new)
    if renamed is not None:
        path, line, _ = renamed.place()
        entry += f", perhaps {quote(renamed.key)} ({path}:{line})"
    return f"keep it by ids = {{{slug}}} in {entry}"


def _renamed(slug: str, new: Sequence[Publication]) -> Publication | None:
    """The publication that may have had a slug, of those that are new.

    An only one it is in any case; of many that are new none is looked for.
    """
    if len(new) == 1:
        return new[0]
    if len(new) > _CANDIDATES:
        return None
    by_slug = {publication.slug: publication for publication in new}
    near = difflib.get_close_matches(slug, by_slug, n=1)
    return by_slug.get("".join(near))
