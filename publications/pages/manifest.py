"""The list of what `generate` wrote below the docs folder, so that it is not taken for the owner's.

A file counts as written by it as long as its bytes are those that were written. The list may come
from somebody else, as a part of a repository: so it also has to be a file that `generate` can make.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import astuple
from pathlib import Path, PurePosixPath
from typing import Final

from publications import disk, exports
from publications.exports import parts
from publications.settings import ListPage

NAME: Final = "publications/.generated.json"
IGNORE: Final = ".gitignore"
#: What the file begins with that keeps generated files out of git.
IGNORE_HEAD: Final = "# Written by `python -m publications generate`.\n"
_SUFFIXES: Final = "|".join(fmt.suffix for fmt in exports.FORMATS)
_SLUG: Final = rf"{parts.FOLDER}/[A-Za-z0-9_-]+"
_FILE: Final = re.compile(
    rf"feed\.xml|robots\.txt|llms\.txt|(?:{parts.FOLDER}|{_SLUG})\.(?:{_SUFFIXES})|{_SLUG}\.pdf"
    r"|assets/publications/(?:stock\.css|publications\.js)"  # pages/stock.py
)
_PAGE: Final = re.compile(rf"{_SLUG}\.md")
# What is in those files that an owner may have written as well.
_MARKS: Final = {
    IGNORE: IGNORE_HEAD.encode(),
    "feed.xml": b'<feed xmlns="http://www.w3.org/2005/Atom"',
    "robots.txt": b"User-agent: *\nAllow: /\n\nSitemap: ",
    "llms.txt": b"\n## All publications\n",
}
# What a generated page begins with, and what follows its front matter: one block that names it.
_HEAD_OF_PAGE: Final = b"---\ntitle: "
_BODY_OF_PAGE: Final = "\n/// publication | {slug}\n///\n"
_MARK_OF_PDF: Final = b"<xmp:CreatorTool>Typst "
_TEXT_OF_REDIRECT: Final = (
    b'<meta http-equiv="refresh" content="0; url=',
    b"<h1>This page has moved</h1>",
)


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


def list_page(docs_dir: Path) -> ListPage | None:
    """The page of all publications as `generate` found it.  Raises LookupError without a list."""
    try:
        page = json.loads(disk.read(docs_dir / NAME))["list_page"]
        return ListPage(str(page[0]), str(page[1]), bool(page[2])) if page else None
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
    """Whether `generate` makes files of this name: downloads, PDFs, pages, redirects to any."""
    if path == IGNORE or _FILE.fullmatch(path) or _PAGE.fullmatch(path):
        return True
    return path.endswith((".html", ".htm", ".pdf")) and _is_inside(path)


def _is_made(file: Path, path: str, digests: Collection[str]) -> bool:
    """Whether a file has one of the digests, and looks as `generate` makes it."""
    try:
        content = disk.read(file)
    except OSError:
        return False
    if digest(content) not in digests:
        return False
    if path in _MARKS:
        return _MARKS[path] in content
    if _PAGE.fullmatch(path):
        body = _BODY_OF_PAGE.format(slug=PurePosixPath(path).stem)
        front_matter, _, rest = content.partition(b"\n---\n")
        return front_matter.startswith(_HEAD_OF_PAGE) and rest == body.encode()
    if _FILE.fullmatch(path):
        return True
    if path.endswith(".pdf"):
        return _MARK_OF_PDF in content
    return all(text in content for text in _TEXT_OF_REDIRECT)


def _is_inside(path: str) -> bool:
    """Whether a path leads below the folder and nowhere else."""
    parts_of_path = PurePosixPath(path).parts
    return ".." not in parts_of_path and not PurePosixPath(path).is_absolute()
