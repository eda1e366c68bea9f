"""Servers and archives that `eprint` may name (biblatex manual, 3.15), with their addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from publications.bibtex import Entry
from publications.model import identifiers, verbatim
from publications.tex.url import safe_url
from publications.words import Term

_ANY_FORM: Final = r"\S.*"


class Server(NamedTuple):
    """A server: its name, the beginning of its addresses, the form of its ids, if that is known.

    `preprints` is whether what is on it is a preprint.
    """

    name: str
    address: str
    form: str = _ANY_FORM
    preprints: bool = False


_COLD_SPRING: Final = "https://www.{}.org/content/10.1101/"
_OSF: Final = "https://osf.io/preprints/{}/"
SERVERS: Final = {
    "jstor": Server("JSTOR", "https://www.jstor.org/stable/", r"(?:10\.2307/)?[0-9a-z.]{3,}\Z"),
    "hdl": Server("Handle", "https://hdl.handle.net/", r"[0-9][0-9.]*/\S+"),
    "pubmed": Server("PubMed", "https://pubmed.ncbi.nlm.nih.gov/", r"[0-9]{1,9}"),
    "pmc": Server(
        "PubMed Central", "https://www.ncbi.nlm.nih.gov/pmc/articles/", r"(?:PMC)?[0-9]{1,9}"
    ),
    "hal": Server("HAL", "https://hal.science/", r"[a-z][a-z0-9]+[-_][0-9]{7,8}(?:v[0-9]+)?"),
    "googlebooks": Server("Google Books", "https://books.google.com/books?id="),
    "ads": Server(
        "ADS", "https://ui.adsabs.harvard.edu/abs/", r"[0-9]{4}[A-Za-z&.]{5}[0-9A-Za-z.&]{9}[A-Z.:]"
    ),
    "zenodo": Server("Zenodo", "https://zenodo.org/records/"),
    "mr": Server(
        "MathSciNet", "https://mathscinet.ams.org/mathscinet-getitem?mr=", r"[0-9]{4,8}"
    ),
    "zbl": Server("zbMATH", "https://zbmath.org/?q=an:", r"[0-9]{1,4}\.[0-9]{5}|[0-9]{8}"),
    "swh": Server(
        "Software Heritage", "https://archive.softwareheritage.org/",
        r"swh:1:(?:cnt|dir|rel|rev|snp):[0-9a-f]{40}(?:;\S+)?",
    ),
    "urn": Server("URN", "https://n2t.net/", r"urn:[a-z0-9-]{2,32}:\S+"),
    "oclc": Server("WorldCat", "https://www.worldcat.org/oclc/", r"[0-9]{3,14}"),
    "ascl": Server("ASCL", "https://ascl.net/", r"[0-9]{4}\.[0-9]{3}"),
    "biorxiv": Server("bioRxiv", _COLD_SPRING.format("biorxiv"), preprints=True),
    "medrxiv": Server("medRxiv", _COLD_SPRING.format("medrxiv"), preprints=True),
    "iacr": Server("Cryptology ePrint Archive", "https://eprint.iacr.org/", preprints=True),
    "ssrn": Server("SSRN", "https://ssrn.com/abstract=", preprints=True),
    "osf": Server("OSF", "https://osf.io/", preprints=True),
    "psyarxiv": Server("PsyArXiv", _OSF.format("psyarxiv"), preprints=True),
    "socarxiv": Server("SocArXiv", _OSF.format("socarxiv"), preprints=True),
    "chemrxiv": Server("ChemRxiv", "https://doi.org/", preprints=True),
}  # fmt: skip
#: Fields that databases have for their ids, and the servers of these.
FIELDS: Final = {
    "pmid": "pubmed", "pmcid": "pmc", "pmc": "pmc",
    "hal_id": "hal", "bibcode": "ads", "adsurl": "ads", "mrnumber": "mr", "zbl": "zbl",
    "zblnumber": "zbl", "zmnumber": "zbl", "swhid": "swh", "oclc": "oclc", "jstor": "jstor",
    "hdl": "hdl", "handle": "hdl", "urn": "urn", "ascl": "ascl",
}  # fmt: skip
_ALIASES: Final = {
    "handle": "hdl", "pmid": "pubmed", "pmcid": "pmc", "pubmedcentral": "pmc", "adsabs": "ads",
    "googlebook": "googlebooks", "google": "googlebooks", "cryptologyeprintarchive": "iacr",
    "iacreprint": "iacr", "swhid": "swh", "softwareheritage": "swh", "mathscinet": "mr",
    "mrnumber": "mr", "zbmath": "zbl", "nbn": "urn", "bibcode": "ads", "halid": "hal",
}  # fmt: skip
#: Servers whose ids are known by their form alone.
_BY_FORM: Final = ("hal", "ads", "swh", "urn")
_NO_LETTER: Final = re.compile(r"[\W_]+")
_WEB: Final = re.compile(r"https?://\S+\Z", re.IGNORECASE)
_HOST: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}/\S+\Z", re.IGNORECASE)
# As Google Scholar and cryptologists write it: `Available at SSRN 1234567`.
_IN_WORDS: Final = {
    "ssrn": re.compile(r"\bSSRN:? ([0-9]{5,})", re.IGNORECASE),
    "iacr": re.compile(
        r"Cryptology ePrint Archive[,:]? (?:(?:report|paper) )?([0-9]{4}/[0-9]{2,5})", re.IGNORECASE
    ),
}
_MAY_NAME_SERVER: Final = ("journaltitle", "journal", "howpublished", "note")
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
    """The server that an entry names, other than arXiv; None for one that is not in the table.

    Without a name it is that of the id, where its form tells.
    """
    name = entry.text("eprinttype", "archiveprefix").text
    if name:
        return _named(name)
    eprint = entry.text("eprint").text
    if not eprint:
        return None
    fitting = (SERVERS[key] for key in _BY_FORM if re.fullmatch(SERVERS[key].form, eprint))
    return next(fitting, None)


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


def _id_on(server: Server, eprint: str) -> str:
    """An id without the name of its server, or of DOIs, before it; empty where it is none.

    >>> _id_on(SERVERS["hal"], "hal:hal-01234567"), _id_on(SERVERS["hal"], "none yet")
    ('hal-01234567', '')
    >>> _id_on(SERVERS["osf"], "doi: 10.1000/1"), _id_on(SERVERS["osf"], "10.1000/1:2")
    ('10.1000/1', '10.1000/1:2')
    """
    scheme, _, rest = eprint.partition(":")
    is_label = _NO_LETTER.sub("", scheme).lower() == "doi" or _named(scheme) is not None
    if server.form == _ANY_FORM and is_label and rest.strip():
        return rest.strip()
    match = re.search(server.form, eprint, re.ASCII | re.IGNORECASE)
    if match is None:
        return ""
    return match[0]


def link_of(entry: Entry) -> tuple[Term, str]:
    """Name and address of what `eprint` names on a server, or of the address that it is.

    Both are empty where the server is unknown, or arXiv, whose links have a rule of their own.
    """
    eprint = entry.text("eprint").text.strip()
    server = server_of(entry)
    if not eprint:
        server, eprint = _in_words(entry)
    if server is not None and _HOST.match(eprint):
        eprint = f"https://{eprint}"
    if _WEB.match(eprint):
        return _term_of(eprint, server), safe_url(eprint)
    if server is None and identifiers.is_doi(eprint):
        return Term("link.preprint"), safe_url(f"https://doi.org/{eprint}")
    if server is None:
        return Term(), ""
    bare = _id_on(server, eprint)
    if not bare:
        return Term(), ""
    return Term(own=server.name), safe_url(_address(server, bare))


def _in_words(entry: Entry) -> tuple[Server | None, str]:
    """The server, and the id on it, that the words of a field name."""
    for text in (entry.text(name).text for name in _MAY_NAME_SERVER):
        for key, pattern in _IN_WORDS.items():
            match = pattern.search(text)
            if match:
                return SERVERS[key], match[1]
    return None, ""


def _term_of(address: str, server: Server | None) -> Term:
    """What a copy at an address is called in a link."""
    if address.lower().endswith(".pdf"):
        return PDF
    if server is not None:
        return Term(own=server.name)
    return Term("link.preprint")


def number_on(entry: Entry, name: str, server: str) -> str:
    """The number in a field of its own, or in `eprint` if that names the server."""
    names = [name, server]
    if server_of(entry) is SERVERS[server]:
        names.append("eprint")
    return "".join(re.findall(r"[0-9]{1,9}", entry.text(*names).text)[:1])


def in_fields(values: Mapping[str, str]) -> Iterator[tuple[str, Server, str, str]]:
    """The ids in fields of databases: field, server, id, and the address, empty for none.

    >>> [(id, url) for *_, id, url in in_fields({"mrnumber": "MR1234567 (2000a:11011)"})]
    [('1234567', 'https://mathscinet.ams.org/mathscinet-getitem?mr=1234567')]
    >>> [(id, url) for *_, id, url in in_fields({"swhid": "swh:1:dir:x"})]
    [('swh:1:dir:x', '')]
    >>> [field for field, *_ in in_fields({"zbl": "1234.56789", "mrnumber": "1234567"})]
    ['mrnumber', 'zbl']

    Args:
        values: the values of an entry by field, as TeX.
    """
    for field in filter(values.__contains__, FIELDS):
        written = verbatim.unescaped(values[field])
        server = SERVERS[FIELDS[field]]
        match = re.search(server.form, written, re.ASCII | re.IGNORECASE)
        if match:
            yield field, server, match[0], safe_url(server.address + match[0])
        elif written:
            yield field, server, written, ""


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
