"""Findings about citations, from the Markdown of the owner's pages: file, line and way out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from publications.bibliography import Bibliography
from publications.diagnostics import Diagnostic, quote
from publications.markdown import citations, registry
from publications.markdown.citations import Block
from publications.pages import documents

_LINE_END: Final = re.compile(r"\n")
_ANOTHER: Final = re.compile(r"(?<![\w.+-])-?@(?=\w)")
_TEXT_HINT: Final = "what is no citation belongs into `code`"


def findings(bibliography: Bibliography, docs_dir: Path) -> Iterator[Diagnostic]:
    """The findings about all Markdown files of the docs folder but the generated ones."""
    for page in documents.pages(docs_dir):
        yield from findings_of(bibliography, docs_dir, page)


def findings_of(bibliography: Bibliography, docs_dir: Path, page: str) -> Iterator[Diagnostic]:
    """The findings about one page, which is named by its path below the docs folder."""
    markdown = documents.markdown(docs_dir / page)
    start = 0
    front_matter = documents.FRONT_MATTER.match(markdown)
    if front_matter is not None:
        start = front_matter.end()
    lines = [0, *(match.end() for match in _LINE_END.finditer(markdown))]
    path = f"{docs_dir.name}/{page}"
    for position, message, hint in _faults_of(markdown[start:], bibliography):
        line = bisect_right(lines, start + position)
        column = start + position - lines[line - 1] + 1
        yield Diagnostic(path, line, column, "warning", registry.CODE, message, hint)


def _faults_of(markdown: str, bibliography: Bibliography) -> Iterator[tuple[int, str, str]]:
    """Position, message and hint for each fault of the citations in a page.

    One that is written as for another program is a fault only if a key of it is known here.
    """
    blocks = list(citations.in_page(markdown))
    cited = (citation.key for block in blocks for citation in block.citations)
    hints = registry.suggestions(cited, bibliography.by_key)
    for block in blocks:
        yield from _faults(block, bibliography, hints)
    for position, text, keys in citations.foreign(markdown):
        known = [f"@{key}" for key in keys if key in bibliography.by_key]
        if known:
            yield position, f"{quote(text)} cites nothing here", f"write [{'; '.join(known)}]"


def _faults(
    block: Block, bibliography: Bibliography, hints: Mapping[str, str]
) -> Iterator[tuple[int, str, str]]:
    """Position, message and hint for each fault of a citation.

    They are: it cannot be read, a key of it is unknown, a second key lacks its semicolon.
    """
    if not block.citations:
        message = f"{quote(str(block))} cannot be read as a citation"
        yield block.start, message, f"write [@key] or [@one, p. 3; @other]; {_TEXT_HINT}"
    at = 0
    for citation in block.citations:
        at = block.raw.index(f"@{citation.key}", at)
        position = block.start + 1 + at
        if citation.key not in bibliography.by_key:
            hint = hints.get(citation.key) or _other_way_out(bibliography)
            yield position, registry.unknown(citation.key), hint
        if _ANOTHER.search(citation.suffix):
            message = f"{quote(str(block))} cites only {quote(citation.key)}"
            yield position, message, "join several keys by a semicolon: [@one; @other]"


def _other_way_out(bibliography: Bibliography) -> str:
    """The hint about a key that resembles no other."""
    if bibliography.errors:
        return "its entry may be one that has an error"
    return f"add its entry; {_TEXT_HINT}"
