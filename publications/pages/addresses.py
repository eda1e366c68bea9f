"""`publications.lock`: every address that the site has had, so that none is lost unnoticed.

One address a line, sorted, as seen from the top of the site: `/publications/mai2019leapdetect/`.
Lines that begin with `#` are comments.  `make lock-urls` adds what is new and takes nothing away;
an address is given up by removing its line by hand.  Where the file is not there, nothing is
checked.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from publications import atomic, exports
from publications.bibliography import Library
from publications.diagnostics import Diagnostic, quote
from publications.model.publication import Publication
from publications.pages import manifest
from publications.pages.generated import FOLDER
from publications.settings import Site

NAME: Final = "publications.lock"
_HEADER: Final = """\
# Every address of the site, to be kept: `make lock-urls` adds the new ones. To give an address up,
# remove its line.
"""
_FOR_MACHINES: Final = (exports.atom.PATH, "llms.txt", "robots.txt", "sitemap.xml")
# What MkDocs leaves out of a docs folder by itself (MkDocs, "exclude_docs").
_LEFT_OUT: Final = re.compile(r"\.|templates/")
_CANDIDATES: Final = 50


def guarded(library: Library, site: Site, root: Path, docs_dir: Path) -> Library:
    """The library, with an error for each address that would be lost.

    Where there are errors already, nothing is said: what is lost is lost by them.
    """
    if library.errors:
        return library
    locked, malformed = _read(root / NAME)
    return library.with_findings([*malformed, *_lost(locked, library, site, docs_dir)])


def unlocked(library: Library, site: Site, root: Path, docs_dir: Path) -> Iterator[Diagnostic]:
    """One note for all addresses that the lock does not know yet."""
    path = root / NAME
    new = sorted(addresses(library, site, docs_dir) - _read(path)[0].keys())
    if new and path.exists() and not library.errors:
        more = f" and {len(new) - 1} more" if len(new) > 1 else ""
        message = f"{new[0]}{more} may get lost unnoticed"
        yield Diagnostic(NAME, 1, 1, "note", "unlocked-address", message, "make lock-urls")


def write(library: Library, site: Site, root: Path, docs_dir: Path) -> tuple[int, int]:
    """Add the addresses of today to the file; how many there are now, and how many are new."""
    path = root / NAME
    locked = _read(path)[0].keys()
    known = locked | addresses(library, site, docs_dir)
    text = _HEADER + "".join(f"{address}\n" for address in sorted(known))
    atomic.write(path, text.encode("utf-8"))
    return len(known), len(known) - len(locked)


def addresses(library: Library, site: Site, docs_dir: Path) -> set[str]:
    """What a build makes: the owner's pages, publications, downloads, files for machines.

    Of the owner's other files those are among them that publications link to, such as PDFs.
    """
    found = {f"/{address}" for address in _owners(docs_dir)} | {"/404.html"}
    suffixes = [fmt.suffix for fmt in exports.FORMATS]
    found |= {f"/{FOLDER}.{suffix}" for suffix in suffixes}
    for publication in library.publications:
        for slug in (publication.slug, *publication.old_slugs):
            found |= {f"/{FOLDER}/{slug}/", *(f"/{FOLDER}/{slug}.{suffix}" for suffix in suffixes)}
        for link in publication.links:
            path = unquote(re.split("[?#]", link.url, maxsplit=1)[0])
            if link.local and path.isprintable() and (docs_dir / path).is_file():
                found.add(f"/{path}")
    if site.url:
        found |= {f"/{name}" for name in _FOR_MACHINES}
    return found


def _owners(docs_dir: Path) -> Iterator[str]:
    """The addresses of the pages that the owner wrote, with directory URLs."""
    ours = manifest.made(docs_dir)
    for folder, folders, files in os.walk(docs_dir):
        inside = Path(folder).relative_to(docs_dir)
        folders[:] = [name for name in folders if not _LEFT_OUT.match(f"{inside / name}/")]
        for name in files:
            path = (inside / name).as_posix()
            if path in ours:
                continue
            stem, suffix = os.path.splitext(path)
            if suffix not in (".md", ".html") or _LEFT_OUT.match(name) or not path.isprintable():
                continue
            top = re.fullmatch(
                r"(.*/)?(?:index|README)" if suffix == ".md" else "(.*/)?index", stem
            )
            if top:
                yield top[1] or ""
            else:
                yield f"{stem}/" if suffix == ".md" else path


def _read(path: Path) -> tuple[dict[str, int], list[Diagnostic]]:
    """The addresses and their lines; a conflict that is not resolved is a finding."""
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except FileNotFoundError:
        return {}, []
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error}"
        return {}, [Diagnostic(NAME, 1, 1, "error", "missing-file", message)]
    found: dict[str, int] = {}
    wrong = []
    for number, line in enumerate(text.splitlines(), 1):
        address = line.strip()
        if address.startswith("/"):
            found.setdefault(address, number)
        elif address and not address.startswith("#"):
            message = f"{quote(address)} is no address: it does not begin with /"
            wrong.append(
                Diagnostic(NAME, number, 1, "error", "syntax", message, "make lock-urls mends it")
            )
    return found, wrong


def _lost(
    locked: Mapping[str, int], library: Library, site: Site, docs_dir: Path
) -> Iterator[Diagnostic]:
    """Addresses of the lock at which there would be nothing; of a publication, only its page."""
    kept = addresses(library, site, docs_dir)
    ours = manifest.made(docs_dir)
    lost = {a for a in locked if a not in kept and not _stands(docs_dir, a, ours)}
    new = [p for p in library.publications if f"/{FOLDER}/{p.slug}/" not in locked]
    for address in sorted(lost):
        page = re.sub(r"\.[a-z]+\Z", "/", address)
        if page != address and page in lost:
            continue
        message = f"there would be nothing at {address} any more"
        hint = f"{_way_out(address, new, site)}; to give the address up, remove this line"
        yield Diagnostic(NAME, locked[address], 1, "error", "lost-address", message, hint)


def _stands(docs_dir: Path, address: str, ours: frozenset[str]) -> bool:
    """Whether a file of the owner's is there, whatever it is."""
    path = address.lstrip("/") + ("index.html" if address.endswith("/") else "")
    if path in ours or ".." in path.split("/"):
        return False
    return os.path.isfile(os.path.join(docs_dir, path))


def _way_out(address: str, new: Sequence[Publication], site: Site) -> str:
    """How to keep an address; `new` are the publications whose own address is not locked."""
    found = re.fullmatch(rf"/{FOLDER}/([^/]+?)(?:/|\.[a-z]+)", address)
    if found is None:
        if address[1:] in _FOR_MACHINES and not site.url:
            return "set site_url in mkdocs.yml"
        page = address.endswith("/")
        path = f"{address[1:-1] or 'index'}.md" if page else address[1:]
        return f"put docs/{path} back"
    slug = found[1]
    entry = "the entry that has another key now"
    if len(new) <= _CANDIDATES:
        near = {p.slug: p for p in new}
        if named := difflib.get_close_matches(slug, near, 1, 0 if len(new) == 1 else 0.6):
            of = near[named[0]]
            entry = f"the entry that has another key now, perhaps {quote(of.key)}"
            entry += f" ({of.entry.path}:{of.entry.line})"
    return f"keep it by ids = {{{slug}}} in {entry}"
