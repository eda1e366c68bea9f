"""The page that lists all publications, found by the blocks in the owner's pages."""

from __future__ import annotations

import posixpath
import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any, Final

import yaml

from publications.exports.llms import Document
from publications.model.publication import Publication
from publications.pages.selection import Selection, SelectionError
from publications.settings import ListPage

_COMMENT: Final = re.compile(r"<!--.*?-->", re.S)
_FENCE: Final = re.compile(r"[ \t]*(?P<fence>`{3,}|~{3,})(?P<info>.*)")
_BLOCK: Final = re.compile(
    r"^/{3,}[ \t]*publications[ \t]*\n(?P<options>(?:[ \t]*\n|[ ]{4}.*\n)*)/{3,}[ \t]*$",
    re.M | re.I,
)
_TITLE: Final = re.compile(r"^#[ \t]+(.+?)[ \t]*(?:#+[ \t]*)?(?:\{[^}\n]*\}[ \t]*)?$", re.M)
_MARKUP: Final = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])?|[*_`]+|<[^>]*>")


def find(documents: Sequence[Document], publications: Sequence[Publication]) -> ListPage | None:
    """The page of all publications, or None where there is none.

    It is the first in the order of `documents` with a block that selects everything; else the first
    whose blocks together show every publication.  The first page of the site is taken last: where
    it lists everything as another page does, the other one is there for the list.
    """
    blocks = {document.path: _selections(document.body) for document in documents}
    pages = sorted(documents, key=lambda document: document.path in ("index.md", "README.md"))
    for page in pages:
        if any(selection.everything for selection in blocks[page.path]):
            return ListPage(page.path, title(page))
    for page in pages:
        if publications and _shows_all(blocks[page.path], publications):
            return ListPage(page.path, title(page))
    return None


def title(document: Document) -> str:
    """The title of a page: of its front matter, else its heading, else its file's name."""
    given = document.meta.get("title")
    if given is not None and str(given).strip():
        return " ".join(str(given).split())
    heading = _TITLE.search(_without_code(document.body))
    text = _MARKUP.sub(r"\1", heading[1]).strip() if heading else ""
    return text or posixpath.splitext(posixpath.basename(document.path))[0].capitalize()


def _shows_all(selections: Sequence[Selection], publications: Sequence[Publication]) -> bool:
    shown = {
        publication.slug
        for selection in selections
        for group in selection.apply(publications)
        for publication in group.publications
    }
    return len(shown) == len(publications)


def _selections(body: str) -> list[Selection]:
    """The blocks of a page that can be read; of others the Markdown extension tells."""
    if "///" not in body:
        return []
    return list(_readable(_COMMENT.sub("", _without_code(body))))


def _readable(text: str) -> Iterator[Selection]:
    for block in _BLOCK.finditer(text):
        try:
            options: Any = yaml.safe_load(textwrap.dedent(block["options"]))
            yield Selection.from_mapping(options or {})
        except (yaml.YAMLError, SelectionError, AttributeError):
            continue


def _without_code(body: str) -> str:
    """Markdown without its fenced blocks of code, which may show blocks as they are written."""
    lines = []
    fence = ""
    for line in body.splitlines():
        match = _FENCE.match(line)
        if fence:
            closes = match is not None and match["fence"].startswith(fence)
            if match and closes and not match["info"].strip():
                fence = ""
        elif match and "`" not in match["info"]:
            fence = match["fence"]
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"
