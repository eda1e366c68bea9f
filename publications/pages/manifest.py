"""The list of what `generate` wrote below the docs folder, so that nobody takes it for the owner's.

A file counts as written by it as long as its bytes are those that were written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from publications.settings import ListPage

NAME: Final = "publications/.generated.json"


def made(docs_dir: Path) -> frozenset[str]:
    """The files below the docs folder that `generate` wrote and nobody has changed."""
    listed = read(docs_dir)
    return frozenset(path for path in listed if digest(docs_dir / path) in listed[path])


def read(docs_dir: Path) -> dict[str, tuple[str, ...]]:
    """Each path that is listed, with the digests that its content may have.

    A list that cannot be read lists nothing: its files are taken for the owner's, and stay.
    """
    try:
        files = json.loads((docs_dir / NAME).read_text(encoding="utf-8"))["files"]
        return {str(path): tuple(map(str, files[path])) for path in files if _inside(path)}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def dumps(
    files: Mapping[str, Iterable[str]], source: str, list_page: ListPage | None = None
) -> bytes:
    """The list as a file; `source` is a digest of what everything was made of."""
    listed = {path: sorted(set(files[path])) for path in sorted(files)}
    page = [list_page.path, list_page.title] if list_page else []
    content = {"source": source, "list_page": page, "files": listed}
    return json.dumps(content, indent=1, ensure_ascii=False).encode("utf-8") + b"\n"


def list_page(docs_dir: Path) -> ListPage | None:
    """The page of all publications as `generate` found it.  Raises LookupError without a list."""
    try:
        page = json.loads((docs_dir / NAME).read_text(encoding="utf-8"))["list_page"]
        return ListPage(str(page[0]), str(page[1])) if page else None
    except (OSError, ValueError, TypeError) as error:
        raise LookupError(NAME) from error


def digest(content: Path | bytes) -> str:
    """SHA-256 of bytes, or of a file; empty where there is no file to read."""
    if isinstance(content, Path):
        try:
            content = content.read_bytes()
        except OSError:
            return ""
    return hashlib.sha256(content).hexdigest()


def _inside(path: object) -> bool:
    """Whether a path leads below the folder and nowhere else."""
    parts = PurePosixPath(str(path)).parts
    return bool(parts) and ".." not in parts and not PurePosixPath(str(path)).is_absolute()
