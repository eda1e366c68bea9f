"""The owner's pages: the Markdown files below the docs folder, as they were written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import yaml

from publications import disk
from publications.diagnostics import Diagnostic, Severity
from publications.exports import llms
from publications.exports.llms import Document
from publications.pages import manifest

_TITLE: Final = re.compile(r"^#[ \t]++(.+)$", re.M)
_CODE: Final = re.compile(r"^[ \t]*+(`{3,}+|~{3,}+).*?^[ \t]*+\1", re.M | re.S)
_MARKUP: Final = re.compile(r"!?\[([^\[\]]*+)\](?:\([^()]*+\)|\[[^\[\]]*+\])?|[*_`]++|<[^<>]*+>")
# What begins a list or a mapping in YAML.
_OPENING: Final = re.compile(r"[\[{]|[-?] ")
_MANY_OPENINGS: Final = 1_000
#: Front matter as MkDocs cuts it off: from the first line to the next of hyphens or dots.
FRONT_MATTER: Final = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def read(docs_dir: Path, first: Sequence[Path] = ()) -> tuple[Document, ...]:
    """All pages of the owner's: those of the navigation in its order, then the others by path."""
    order = {path: number for number, path in enumerate(first)}
    files = [docs_dir / path for path in pages(docs_dir)]
    files.sort(key=lambda file: (order.get(file, len(order)), file))
    return tuple(_document(file, docs_dir) for file in files)


def pages(docs_dir: Path) -> list[str]:
    """The owner's Markdown files below the docs folder, by path: `owners` that become pages."""
    return sorted(path for path in owners(docs_dir) if path.endswith(".md"))


def owners(docs_dir: Path) -> set[str]:
    """The files that a builder may take and `generate` has not written, below the docs folder."""
    return set(paths(docs_dir)) - manifest.made(docs_dir)


def paths(docs_dir: Path) -> Iterator[str]:
    """The files that a builder may take, below the docs folder.

    MkDocs follows links, and leaves out what is hidden, and the folder `templates` at the top
    ("exclude_docs"). Where links lead, one is followed: so they may lead round.
    """
    entered = {os.path.realpath(docs_dir)}
    for folder, folders, names in os.walk(docs_dir, followlinks=True):
        inside = Path(folder).relative_to(docs_dir)
        shown = [name for name in folders if (inside / name).as_posix() != "templates"]
        folders[:] = [name for name in shown if _is_entered(os.path.join(folder, name), entered)]
        for name in names:
            path = (inside / name).as_posix()
            if path.isprintable() and not name.startswith("."):
                yield path


def _is_entered(folder: str, entered: set[str]) -> bool:
    """Whether to go into a folder, which is remembered if a link leads to it.

    A hidden one is passed over, as is one that a link has led to before.
    """
    if os.path.basename(folder).startswith("."):
        return False
    if not os.path.islink(folder):
        return True
    target = os.path.realpath(folder)
    is_new = target not in entered
    entered.add(target)
    return is_new


def unreadable(docs_dir: Path, severity: Severity) -> Iterator[Diagnostic]:
    """Findings for what a builder would take for a file: a pipe, a device, a link to nothing.

    The same is said of a file that there is no right to read.
    """
    for path in sorted(paths(docs_dir)):
        if not is_readable(docs_dir / path):
            place, hint = f"{docs_dir.name}/{path}", "remove it, or mend the link"
            message = "is no file that can be read"
            yield Diagnostic(place, 1, 1, severity, "missing-file", message, hint)


def is_readable(path: Path) -> bool:
    """Whether a path leads to a regular file that may be read: no pipe, no link to nothing."""
    return path.is_file() and os.access(path, os.R_OK)


def markdown(file: Path) -> str:
    """The text of a page; empty where it cannot be read, of which the builder complains."""
    try:
        return disk.read_text(file)
    except OSError:
        return ""


def title(document: Document) -> str:
    """The title of a page: of its front matter, else its heading, else its file's name.

    The heading is without its attributes and markup: `Sea *ice*` of `# Sea *ice* {#ice}`.
    """
    title = document.meta.get("title")
    if title is not None and str(title).strip():
        return " ".join(str(title).split())
    heading = _TITLE.search(_CODE.sub("", document.body))
    if heading is None:
        return document.label
    words = llms.words_of(heading[1]).rstrip("# \t")
    return _MARKUP.sub(r"\1", words).strip() or document.label


def data(front_matter: str) -> Any:
    """The data of YAML front matter.  Raises YAMLError, ValueError, RecursionError.

    The C parser ends the program where lists are in lists tens of thousands deep.
    """
    loader = LOADER
    if len(_OPENING.findall(front_matter)) > _MANY_OPENINGS:
        loader = yaml.SafeLoader
    return yaml.load(front_matter, Loader=loader)  # noqa: S506  # a SafeLoader


def _document(file: Path, docs_dir: Path) -> Document:
    """One page; the builder complains of what is wrong with its front matter.

    What is no YAML or no mapping counts as no data, but is not part of the Markdown either.
    """
    text = markdown(file)
    path = file.relative_to(docs_dir).as_posix()
    match = FRONT_MATTER.match(text)
    if match is None:
        return Document(path, text)
    meta: object = None
    with suppress(yaml.YAMLError, ValueError, RecursionError):
        meta = data(match[1])
    if not isinstance(meta, dict):
        meta = {}
    line = 1 + text[: match.end()].count("\n")
    return Document(path, text[match.end() :], match[1].removesuffix("\n"), meta, line)


# The C parser is several times faster; it is missing where PyYAML was built without libyaml.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
