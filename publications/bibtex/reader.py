"""BibTeX files to entries: what the rest of the package needs to know of the format.

`scanner` knows the grammar, `inherit` what `crossref` and `xdata` mean.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from publications import disk
from publications.bibtex.entries import Entry, distinct
from publications.bibtex.preamble import definitions, expanded
from publications.bibtex.scanner import Scanner
from publications.diagnostics import Diagnostic


def read(text: str, path: str = "refs.bib") -> tuple[list[Entry], list[Diagnostic]]:
    """All entries of `text` in its order, and all findings by place; nothing is inherited yet.

    Never raises, whatever the text.
    """
    scanner = Scanner(text, path)
    scanner.run()
    entries, repeated = distinct(scanner.entries)
    table = definitions(" ".join(scanner.preambles))
    if table:
        entries = expanded(entries, table)
    return entries, sorted(scanner.diagnostics + repeated)


def is_utf16(data: bytes) -> bool:
    """Whether a file begins with the byte order mark of UTF-16, or with a character in it."""
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data[:2]


def read_file(path: Path, name: str) -> tuple[list[Entry], list[Diagnostic]]:
    """`read_data` of a file, called `name` in findings.  Raises OSError as `disk.read` does."""
    return read_data(disk.read(path), name)


def read_data(data: bytes, name: str) -> tuple[list[Entry], list[Diagnostic]]:
    """`read` for the content of a file in UTF-8.

    An entry that holds other bytes is an error at the first of them, and left out.
    """
    if is_utf16(data):
        message, hint = "the file is UTF-16, not UTF-8", "save the file as UTF-8"
        return [], [Diagnostic(name, 1, 1, "error", "not-utf-8", message, hint)]
    return read(data.decode("utf-8", "surrogateescape"), name)
