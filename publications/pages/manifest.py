"""The list of what `generate` wrote below the docs folder, so that nobody takes it for the owner's.

A file counts as written by it as long as its bytes are those that were written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

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


def dumps(files: Mapping[str, Iterable[str]], source: str) -> bytes:
    """The list as a file; `source` is a digest of what everything was made of."""
    listed = {path: sorted(set(files[path])) for path in sorted(files)}
    text = json.dumps({"source": source, "files": listed}, indent=1, ensure_ascii=False)
    return text.encode("utf-8") + b"\n"


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
