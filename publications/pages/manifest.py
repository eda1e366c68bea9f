"""The files that `generate` writes below the docs folder, and their list, by which it knows them.

A file counts as written by it as long as its bytes are those that were written. The list may come
from somebody else, as a part of a repository: so it also has to be a file that `generate` can make.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from publications import disk, exports
from publications.exports import parts
from publications.settings import ListPage

NAME: Final = "publications/.generated.json"
IGNORE: Final = ".gitignore"
# What the file begins with that keeps generated files out of git.
_IGNORE_HEAD: Final = "# Written by `python -m publications generate`.\n"
_SUFFIXES: Final = "|".join(fmt.suffix for fmt in exports.FORMATS)
_SLUG: Final = rf"{parts.FOLDER}/[A-Za-z0-9_-]+"
_FILE: Final = re.compile(
    rf"feed\.xml|robots\.txt|llms\.txt|(?:{parts.FOLDER}|{_SLUG})\.(?:{_SUFFIXES})|{_SLUG}\.pdf"
    r"|assets/publications/(?:stock\.css|publications\.js)"  # pages/stock.py
)
_PAGE: Final = re.compile(rf"{_SLUG}\.md")
_OWN_NAME: Final = re.compile(rf"{re.escape(IGNORE)}|{_FILE.pattern}|{_PAGE.pattern}")
# What is in those files that an owner may have written as well.
_MARKS: Final = {
    IGNORE: (_IGNORE_HEAD.encode(),),
    "feed.xml": (b'<feed xmlns="http://www.w3.org/2005/Atom"',),
    "robots.txt": (b"User-agent: *\nAllow: /\n\nSitemap: ",),
    "llms.txt": (b"\n## All publications\n",),
}
# What a generated page begins with, and what follows its front matter: one block that names it.
_HEAD_OF_PAGE: Final = b"---\ntitle: "
_BODY_OF_PAGE: Final = "\n/// publication | {slug}\n///\n"
_MARK_OF_PDF: Final = b"<xmp:CreatorTool>Typst "
_TEXT_OF_REDIRECT: Final = (
    b'<meta http-equiv="refresh" content="0; url=',
    b"<h1>This page has moved</h1>",
)


@dataclass(frozen=True, slots=True)
class Written:
    """What a run did: how many files there are of it now, how many it wrote and removed."""

    made: int
    written: int
    removed: int

    def __str__(self) -> str:
        """`1204 generated files, 3 written, 0 removed`, as `generate` prints it."""
        files = "generated files"
        if self.made == 1:
            files = "generated file"
        return f"{self.made} {files}, {self.written} written, {self.removed} removed"


def made(docs_dir: Path) -> frozenset[str]:
    """The files below the docs folder that `generate` wrote and nobody has changed."""
    listed = read(docs_dir)
    return frozenset(path for path in listed if _is_made(docs_dir / path, path, listed[path]))


def read(docs_dir: Path) -> dict[str, tuple[str, ...]]:
    """Each path that is listed, with the digests that its content may have.

    A list that cannot be read lists nothing: its files are taken for the owner's, and stay.
    """
    try:
        files = json.loads(disk.read(docs_dir / NAME))["files"]
        return {str(path): tuple(map(str, files[path])) for path in files if _can_be_made(path)}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def dumps(
    files: Mapping[str, Iterable[str]], source: str, list_page: ListPage | None = None
) -> bytes:
    """The list as a file; `source` is a digest of what everything was made of."""
    listed = {path: sorted(set(files[path])) for path in sorted(files)}
    page = list(astuple(list_page)) if list_page else []
    content = {"source": source, "list_page": page, "files": listed}
    return json.dumps(content, indent=1, ensure_ascii=False).encode("utf-8") + b"\n"


def write(
    files: Mapping[str, bytes | Path],
    docs_dir: Path,
    source: str = "",
    list_page: ListPage | None = None,
) -> Written:
    """Replace each file that changes, at once, one after the other.

    The list of them is written before, with old and new contents, and again behind: so that what
    is on the disk is known as ours wherever this is interrupted.  Raises OSError.
    """
    old = read(docs_dir)
    new = {path: (digest(content),) for path, content in files.items()}
    changed = [path for path in new if digest(docs_dir / path) not in new[path]]
    gone = sorted(made(docs_dir) - new.keys())
    both = {path: (*old.get(path, ()), *new.get(path, ())) for path in {*old, *new}}
    if changed or gone:
        _replace(docs_dir / NAME, dumps(both, source, list_page))
    for path in changed:
        _replace(docs_dir / path, files[path])
    for path in gone:
        (docs_dir / path).unlink(missing_ok=True)
        _prune((docs_dir / path).parent, docs_dir)
    _replace(docs_dir / NAME, dumps(new, source, list_page))
    return Written(len(files), len(changed), len(gone))


def _replace(path: Path, content: bytes | Path) -> None:
    """Write a file beside and put it in its place; one with that content stays untouched."""
    if isinstance(content, Path):
        content = disk.read(content)
    stamp = int(time.time())
    if path.exists():
        if disk.read(path) == content:
            return
        # Zensical tells versions of a watched file apart by whole seconds.
        stamp = max(stamp, int(path.stat().st_mtime) + 1)
    path.parent.mkdir(parents=True, exist_ok=True)
    disk.write(path, content, mtime=stamp, sync=False)


def _prune(folder: Path, docs_dir: Path) -> None:
    """Remove a folder that held nothing else, such as that of an old address."""
    while folder != docs_dir and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def ignored(paths: Iterable[str]) -> bytes:
    """What keeps generated files out of git, their list and this one among them."""
    lines = "".join(f"/{path}\n" for path in sorted((*paths, IGNORE, NAME)))
    return f"{_IGNORE_HEAD}{lines}".encode()


def list_page(docs_dir: Path) -> ListPage | None:
    """The page of all publications as `generate` found it.  Raises LookupError without a list."""
    try:
        page = json.loads(disk.read(docs_dir / NAME))["list_page"]
        if not page:
            return None
        return ListPage(str(page[0]), str(page[1]), bool(page[2]))
    except (OSError, ValueError, TypeError, IndexError, RecursionError) as error:
        raise LookupError(NAME) from error


def digest(content: Path | bytes) -> str:
    """SHA-256 of bytes, or of a file; empty where there is no file to read."""
    if isinstance(content, Path):
        try:
            content = disk.read(content)
        except OSError:
            return ""
    return hashlib.sha256(content).hexdigest()


def _can_be_made(path: str) -> bool:
    """Whether `generate` makes files of this name: downloads, PDFs, pages, redirects to any.

    Redirects and PDFs beside an entry have names that the owner chose, but are below the folder.

    >>> _can_be_made("publications/mai2019.bib"), _can_be_made("old/talk.html")
    (True, True)
    >>> _can_be_made("index.md"), _can_be_made("../talk.html")
    (False, False)
    """
    if _OWN_NAME.fullmatch(path):
        return True
    if not path.endswith((".html", ".htm", ".pdf")):
        return False
    return _is_inside(path)


def _is_made(file: Path, path: str, digests: Collection[str]) -> bool:
    """Whether a file has one of the digests, and looks as `generate` makes it."""
    try:
        content = disk.read(file)
    except OSError:
        return False
    if digest(content) not in digests:
        return False
    if _PAGE.fullmatch(path):
        return _is_page(content, PurePosixPath(path).stem)
    return all(mark in content for mark in _marks(path))


def _is_page(content: bytes, slug: str) -> bool:
    """Whether a page is front matter and the one block that names its publication.

    A page to which the owner has added a sentence is theirs.
    """
    front_matter, _, body = content.partition(b"\n---\n")
    if body != _BODY_OF_PAGE.format(slug=slug).encode():
        return False
    return front_matter.startswith(_HEAD_OF_PAGE)


def _marks(path: str) -> tuple[bytes, ...]:
    """What is in every file that `generate` writes to a path that is not a page's.

    Nothing has to be in downloads, whose names no owner's file has by chance.
    """
    if path in _MARKS:
        return _MARKS[path]
    if _FILE.fullmatch(path):
        return ()
    if path.endswith(".pdf"):
        return (_MARK_OF_PDF,)
    return _TEXT_OF_REDIRECT


def _is_inside(path: str) -> bool:
    """Whether a path leads below the folder and nowhere else.

    >>> _is_inside("old/talk.html"), _is_inside("old/../../talk.html"), _is_inside("/talk.html")
    (True, False, False)
    """
    parts_of_path = PurePosixPath(path).parts
    return ".." not in parts_of_path and not PurePosixPath(path).is_absolute()
