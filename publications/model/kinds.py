"""Kinds of publications: what a BibTeX or biblatex entry type means to a reader.

The types are those of the BibTeX manual ("BibTeXing", 3.1) and of the biblatex manual (2.1), with
biblatex's aliases (2.1.2).  A type that neither knows is a "Publication".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of publication: its name in addresses and filters, and its label for readers."""

    name: str
    label: str
    plural: str


# In the order in which groups by type stand on a page.
KINDS: Final = tuple(
    Kind(*words)
    for words in (
        ("article", "Journal article", "Journal articles"),
        ("conference", "Conference paper", "Conference papers"),
        ("preprint", "Preprint", "Preprints"),
        ("book", "Book", "Books"),
        ("chapter", "Book chapter", "Book chapters"),
        ("proceedings", "Proceedings", "Proceedings"),
        ("thesis", "Thesis", "Theses"),
        ("report", "Report", "Reports"),
        ("software", "Software", "Software"),
        ("dataset", "Dataset", "Datasets"),
        ("patent", "Patent", "Patents"),
        ("online", "Web page", "Web pages"),
        ("media", "Audio or video", "Audio and video"),
        ("unpublished", "Manuscript", "Manuscripts"),
        ("other", "Publication", "Other publications"),
    )
)
KIND: Final = {kind.name: kind for kind in KINDS}

# biblatex manual, 2.1.2: names that stand for another type (and, for theses and reports, its
# `type`).
ALIASES: Final = {
    "conference": "inproceedings",
    "electronic": "online",
    "www": "online",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "techreport": "report",
}
_KIND_OF: Final = {
    "article": "article",
    "suppperiodical": "article",
    "review": "article",
    "inproceedings": "conference",
    "book": "book",
    "mvbook": "book",
    "booklet": "book",
    "collection": "book",
    "mvcollection": "book",
    "reference": "book",
    "mvreference": "book",
    "manual": "book",
    "periodical": "proceedings",
    "proceedings": "proceedings",
    "mvproceedings": "proceedings",
    "inbook": "chapter",
    "bookinbook": "chapter",
    "suppbook": "chapter",
    "incollection": "chapter",
    "suppcollection": "chapter",
    "inreference": "chapter",
    "thesis": "thesis",
    "report": "report",
    "standard": "report",
    "software": "software",
    "dataset": "dataset",
    "patent": "patent",
    "online": "online",
    "audio": "media",
    "video": "media",
    "movie": "media",
    "music": "media",
    "performance": "media",
    "unpublished": "unpublished",
}
# Types that their kind says too little of.
_LABELS: Final = {
    "booklet": "Booklet", "manual": "Manual", "collection": "Edited book",
    "mvcollection": "Edited book", "reference": "Reference work", "mvreference": "Reference work",
    "inreference": "Reference entry", "periodical": "Journal issue", "review": "Review",
    "standard": "Standard", "audio": "Audio", "video": "Video", "movie": "Film", "music": "Music",
    "performance": "Performance", "artwork": "Artwork", "image": "Image", "letter": "Letter",
    "jurisdiction": "Court decision", "legislation": "Law", "legal": "Legal document",
    "commentary": "Legal commentary",
}  # fmt: skip
# biblatex manual, 4.9.2.10: the bibliography strings that `type` may hold, beside free text.
TYPE_STRINGS: Final = {
    "phdthesis": "PhD thesis",
    "mathesis": "Master's thesis",
    "mastersthesis": "Master's thesis",
    "bathesis": "Bachelor's thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
    "software": "Software",
    "datacd": "Data CD",
    "audiocd": "Audio CD",
    "patent": "Patent",
    "patentde": "German patent",
    "patenteu": "European patent",
    "patentfr": "French patent",
    "patentuk": "British patent",
    "patentus": "US patent",
    "patreq": "Patent request",
    "patreqde": "German patent request",
    "patreqeu": "European patent request",
    "patreqfr": "French patent request",
    "patrequk": "British patent request",
    "patrequs": "US patent request",
}
# The same, 4.9.2.9: the countries and offices of patents that `location` may hold.
COUNTRIES: Final = {
    "countryde": "Germany",
    "countryeu": "European Union",
    "countryep": "European Patent Office",
    "countryfr": "France",
    "countryuk": "United Kingdom",
    "countryus": "United States of America",
}


def kind_of(entry_type: str, *, preprint: bool) -> Kind:
    """The kind of an entry type; `preprint` where its only home is a preprint server."""
    name = _KIND_OF.get(ALIASES.get(entry_type, entry_type), "other")
    if preprint and name in ("article", "online", "unpublished", "other"):
        name = "preprint"
    return KIND[name]


def label_of(entry_type: str, kind: Kind) -> str:
    """What a reader calls an entry of this type."""
    return kind.label if kind.name == "preprint" else _LABELS.get(entry_type, kind.label)


def default_type_string(entry_type: str) -> str:
    """The `type` that an aliased entry type implies: `@phdthesis` is a thesis of that type."""
    return entry_type if ALIASES.get(entry_type) in ("thesis", "report") else ""
