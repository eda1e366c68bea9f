"""What machines read of a publication: files in standard formats, metadata of a page, the feed.

All are pure functions of a `Publication` and, where addresses are written, of a `Site`. Where the
site has no address, nothing absolute is written about it.
"""

from publications.exports import (
    atom,
    bibtex,
    citation_text,
    coins,
    csl,
    highwire,
    jsonld,
    ris,
    signposting,
)
from publications.exports.formats import FORMATS, Format

__all__ = [
    "FORMATS",
    "Format",
    "atom",
    "bibtex",
    "citation_text",
    "coins",
    "csl",
    "highwire",
    "jsonld",
    "ris",
    "signposting",
]
