"""The formats that publications can be downloaded in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from publications.exports import bibtex, csl, ris
from publications.model.publication import Publication

_CSL_JSON: Final = "application/vnd.citationstyles.csl+json"


@dataclass(frozen=True, slots=True)
class Format:
    """A format to download publications in: `name` for code, `label` for readers.

    `join` makes the file of all publications from the files of each.
    """

    name: str
    label: str
    suffix: str
    media_type: str
    write: Callable[[Publication], str]
    join: Callable[[Sequence[bytes]], bytes]


FORMATS: Final = (
    # The first two have no registered media type: those that reference managers listen to.
    Format("bibtex", "BibTeX", "bib", "application/x-bibtex", bibtex.write, bibtex.join),
    Format("ris", "RIS", "ris", "application/x-research-info-systems", ris.write, ris.join),
    Format("csl", "CSL-JSON", "json", _CSL_JSON, csl.write, csl.join),
)
