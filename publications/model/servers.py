"""Servers and archives that `eprint` may name (biblatex manual, 3.15), with their addresses."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from publications.bibtex import Entry
from publications.model import identifiers
from publications.tex.url import safe_url
from publications.words import Term


class Server(NamedTuple):
    """A server: its name, the beginning of its addresses, and whether preprints are on it."""

    name: str
    address: str
    preprints: bool = False


_COLD_SPRING: Final = "https://www.{}.org/content/10.1101/"
SERVERS: Final = {
    "jstor": Server("JSTOR", "https://www.jstor.org/stable/"),
    "hdl": Server("Handle", "https://hdl.handle.net/"),
    "pubmed": Server("PubMed", "https://pubmed.ncbi.nlm.nih.gov/"),
    "pmc": Server("PubMed Central", "https://www.ncbi.nlm.nih.gov/pmc/articles/"),
    "hal": Server("HAL", "https://hal.science/"),
    "googlebooks": Server("Google Books", "https://books.google.com/books?id="),
    "ads": Server("ADS", "https://ui.adsabs.harvard.edu/abs/"),
    "zenodo": Server("Zenodo", "https://zenodo.org/records/"),
    "biorxiv": Server("bioRxiv", _COLD_SPRING.format("biorxiv"), preprints=True),
    "medrxiv": Server("medRxiv", _COLD_SPRING.format("medrxiv"), preprints=True),
    "iacr": Server("Cryptology ePrint Archive", "https://eprint.iacr.org/", preprints=True),
    "ssrn": Server("SSRN", "https://ssrn.com/abstract=", preprints=True),
    "osf": Server("OSF", "https://osf.io/", preprints=True),
    "psyarxiv": Server("PsyArXiv", "https://osf.io/preprints/psyarxiv/", preprints=True),
    "socarxiv": Server("SocArXiv", "https://osf.io/preprints/socarxiv/", preprints=True),
    "chemrxiv": Server("ChemRxiv", "https://doi.org/", preprints=True),
}
_ALIASES: Final = {
    "handle": "hdl", "pmid": "pubmed", "pmcid": "pmc", "pubmedcentral": "pmc", "adsabs": "ads",
    "googlebook": "googlebooks", "google": "googlebooks", "cryptologyeprintarchive": "iacr",
    "iacreprint": "iacr",
}  # fmt: skip
_NO_LETTER: Final = re.compile(r"[\W_]+")
_WEB: Final = re.compile(r"https?://\S+\Z", re.IGNORECASE)
# As Google Scholar writes it: `Available at SSRN 1234567`.
_SSRN: Final = re.compile(r"\bSSRN:? ([0-9]{5,})", re.IGNORECASE)
_COLD_SPRING_PREFIX: Final = "10.1101/"
#: What an address of a PDF is.
PDF: Final = Term("link.pdf")


def is_arxiv(name: str) -> bool:
    """Whether the name of a server is one of arXiv's.

    >>> is_arxiv("ArXiv e-prints"), is_arxiv("bioRxiv")
    (True, False)
    """
    return _NO_LETTER.sub("", name).lower().startswith("arxiv")


def server_of(entry: Entry) -> Server | None:
    """The server that an entry names, other than arXiv; None for one that is not in the table."""
    return _named(entry.text("eprinttype", "archiveprefix").text)


def _named(name: str) -> Server | None:
    """The server of a name, whatever its letter case, blanks and hyphens.

    >>> _named("PubMed Central").address
    'https://www.ncbi.nlm.nih.gov/pmc/articles/'
    """
    folded = _NO_LETTER.sub("", name).lower()
    return SERVERS.get(_ALIASES.get(folded, folded))


def server_name(entry: Entry) -> str:
    """The name of the server, spelt as it spells itself, else as it is written."""
    server = server_of(entry)
    if server is not None:
        return server.name
    return entry.text("eprinttype", "archiveprefix").text


def _bare(eprint: str) -> str:
    """An id without the name of its server, or of DOIs, before it.

    >>> _bare("hal:hal-01234567"), _bare("doi: 10.1000/1"), _bare("10.1000/1:2")
    ('hal-01234567', '10.1000/1', '10.1000/1:2')
    """
    scheme, _, rest = eprint.partition(":")
    is_label = _NO_LETTER.sub("", scheme).lower() == "doi" or _named(scheme) is not None
    if is_label and rest.strip():
        return rest.strip()
    return eprint


def link_of(entry: Entry) -> tuple[Term, str]:
    """Name and address of what `eprint` names on a server, or of the address that it is.

    Both are empty where the server is unknown, or arXiv, whose links have a rule of their own.
    """
    eprint = entry.text("eprint").text.strip()
    if _WEB.match(eprint):
        return _term_of(eprint), safe_url(eprint)
    server = server_of(entry)
    in_journal = _SSRN.search(entry.get("journaltitle", "journal"))
    if in_journal and not eprint:
        server, eprint = SERVERS["ssrn"], in_journal[1]
    if server is None or not eprint:
        return Term(), ""
    return Term(own=server.name), safe_url(_address(server, _bare(eprint)))


def _term_of(address: str) -> Term:
    """What a preprint at an address is called in a link."""
    if address.lower().endswith(".pdf"):
        return PDF
    return Term("link.preprint")


def _address(server: Server, bare: str) -> str:
    """The address of an id on a server; servers that give DOIs have them as ids.

    >>> _address(SERVERS["pmc"], "12") == _address(SERVERS["pmc"], "PMC12")
    True
    >>> _address(SERVERS["biorxiv"], "10.1101/2020.01.01")
    'https://www.biorxiv.org/content/10.1101/2020.01.01'
    """
    if server is SERVERS["pmc"] and bare.isdecimal():
        return f"{server.address}PMC{bare}"
    if identifiers.is_doi(bare) and not bare.startswith(_COLD_SPRING_PREFIX):
        return f"https://doi.org/{bare}"
    return server.address + bare.removeprefix(_COLD_SPRING_PREFIX)
