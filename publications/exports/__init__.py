"""What machines read of a publication: files in standard formats, metadata of a page, the feed.

All are pure functions of a `Publication` and, where addresses are written, of a `Site`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from publications.exports import bibtex, csl, ris
from publications.model import Publication

__all__ = ["FORMATS", "Format", "bibtex", "csl", "ris"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format to download publications in: `name` for code, `label` for readers."""

    name: str
    label: str
    suffix: str
    media_type: str
    write: Callable[[Publication], str]
    write_all: Callable[[Sequence[Publication]], str]


_CSL_JSON: Final = "application/vnd.citationstyles.csl+json"
FORMATS: Final = (
    # The first two have no registered media type: those that reference managers listen to.
    Format("bibtex", "BibTeX", "bib", "application/x-bibtex", bibtex.write, bibtex.write_all),
    Format("ris", "RIS", "ris", "application/x-research-info-systems", ris.write, ris.write_all),
    Format("csl", "CSL-JSON", "json", _CSL_JSON, csl.write, csl.write_all),
)
