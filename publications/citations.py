"""`[@key]` in prose: the registry that mkdocs-bibtex asks instead of one of its own.

Its own parser dies of one bad entry, and its reference texts go through Markdown; this one leaves
a mark in the footnote, which the Markdown extension fills with the rendered reference.
mkdocs-bibtex is not imported: its registry is known by its methods, and a site without it must
build.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Protocol

from publications.build import Build
from publications.markdown import REFERENCE_MARK


class Citation(Protocol):
    """One key in a citation, and the words before and behind it: mkdocs-bibtex's `Citation`."""

    key: str
    prefix: str
    suffix: str


class CitationBlock(Protocol):
    """`[see @a, p. 3; @b]`: mkdocs-bibtex's `CitationBlock`."""

    citations: list[Citation]


class Registry:
    """mkdocs-bibtex's `ReferenceRegistry`, answered from the library of a build."""

    def __init__(self, build: Build, footnote_format: str = "{key}") -> None:
        self.build = build
        self.footnote_format = footnote_format

    def validate_citation_blocks(self, citation_blocks: Sequence[CitationBlock]) -> None:
        """Report each unknown key once, and take it out of what mkdocs-bibtex will cite."""
        known = self.build.library.by_key
        unknown: dict[str, None] = {}
        for block in citation_blocks:
            unknown.update(dict.fromkeys(c.key for c in block.citations if c.key not in known))
            block.citations[:] = [c for c in block.citations if c.key in known]
        for key in unknown:
            near = difflib.get_close_matches(key, known, 1)
            hint = f" (did you mean '{near[0]}'?)" if near else ""
            self.build.doubtful(f"no publication has the key '{key}'{hint}")

    def validate_inline_references(self, inline_references: Iterable[object]) -> set[object]:
        """None: a bare `@key` is not a citation here, since e-mail addresses and code hold them."""
        return set()

    def inline_text(self, citation_block: CitationBlock) -> str:
        """A footnote mark for each key; words before and behind stand around it in parentheses.

        A block without a known key stays as it was written.
        """
        citations = citation_block.citations
        if not citations:
            return str(citation_block)
        parts = []
        for citation in citations:
            mark = f"[^{self.footnote_format.format(key=citation.key)}]"
            before = f"{citation.prefix.strip()} " if citation.prefix.strip() else ""
            behind = f" {citation.suffix.strip()}" if citation.suffix.strip() else ""
            parts.append(before + mark + behind)
        if not any(c.prefix.strip() or c.suffix.strip() for c in citations):
            return "".join(parts)
        return f"({'; '.join(parts)})"

    def reference_text(self, citation: Citation) -> str:
        """What stands in the footnote: a mark for the Markdown extension to fill."""
        return REFERENCE_MARK.format(slug=self.build.library.by_key[citation.key].slug)
