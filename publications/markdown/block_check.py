"""Findings about blocks, from the Markdown of the owner's pages: file, line and what is allowed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from publications.bibliography import Bibliography
from publications.bibtex.spelling import Dictionary
from publications.diagnostics import Diagnostic, Severity
from publications.markdown import headers, prose
from publications.pages import documents

CODE: Final = "wrong-block"
_MISSPELT: Final = Dictionary(headers.BLOCKS)
_NAME: Final = re.compile(r"^(?:>? ?){0,3}/{3,}[ \t]*([\w-]+)", re.MULTILINE)
#: Templates of plugins that write into Markdown before it is read, such as mkdocs-macros.
_TEMPLATE: Final = re.compile(r"\{[{%]")


def findings(
    bibliography: Bibliography, docs_dir: Path, severity: Severity
) -> Iterator[Diagnostic]:
    """The findings about all Markdown files of the docs folder but the generated ones."""
    slugs = frozenset(publication.slug for publication in bibliography.publications)
    for page in documents.pages(docs_dir):
        markdown = documents.markdown(docs_dir / page)
        if "///" not in markdown or _TEMPLATE.search(markdown):
            continue
        allowed = headers.Allowed(_blocks(markdown), slugs, bibliography.publications)
        for index, message in headers.faults(prose.lines(markdown), allowed):
            path = f"{docs_dir.name}/{page}"
            yield Diagnostic(path, index + 1, 1, severity, CODE, message)


def _blocks(markdown: str) -> frozenset[str]:
    r"""The names of blocks of a page, but those that are misspelt names of this package's.

    Which extensions of blocks a page is read with is not known here, so any other name may be one.

    >>> sorted(_blocks("/// note\n///\n/// publicatoins\n///") - headers.BLOCKS)
    ['note']
    """
    names = map(str.lower, _NAME.findall(markdown))
    return headers.BLOCKS.union(itertools.filterfalse(_MISSPELT.meant, names))
