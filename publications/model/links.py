"""Links of a publication: where the paper, its code, its data and the rest are.

The fields bear al-folio's names, so that its `papers.bib` moves over unchanged; `data` and
`model` are this site's own. A file of the site is named relative to the folder where al-folio
keeps such files, or, if the name has a slash, relative to `docs/`.
"""

from __future__ import annotations

import os.path
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from publications import tex
from publications.bibtex import Entry
from publications.bibtex.fields import LINKS
from publications.model import identifiers, kinds, servers, wording
from publications.model.verbatim import unescaped
from publications.tex.url import is_absolute, safe_url
from publications.words import Term

_BLANK: Final = re.compile(r"\s")
_QUOTES: Final = "<>\"'`“”‘’„«» "
_IN_BRACKETS: Final = re.compile(r"\A[(\[](.*)[)\]]\Z", re.DOTALL)
# Where a line of a wrapped address ends.
_WRAPPED: Final = re.compile(r"(?<=[-/=&?_])\s+")
# A host that has no scheme before it, with a path or with one of the oldest endings.
_HOST: Final = re.compile(
    r"\A(?=www\.|(?:[a-z0-9-]+\.)+(?:(?:com|org|net|edu|gov)(?:/|\Z)"
    r"|(?:io|ai|dev|be|eu|info|int|app|science|uk|de|fr|ch|at|it|nl|es|se|ca|au|cn|jp|no|dk|fi|pl|cz|ru"
    r"|br|in|kr|tw|hk|sg|nz|us|pt|gr|hu|ro|ie|il|tr|me|co|xyz)/))",
    re.IGNORECASE,
)
_MAIL: Final = re.compile(r"\A(?=[\w.+-]{1,99}@[\w-]{1,99}(?:\.[\w-]{1,99}){1,9}\Z)", re.ASCII)
_WORDS_BEFORE: Final = re.compile(
    r"(?:url|available (?:at|from|online)|online)\s*:\s*"
    r"|(?:(?:url|link|see|website|available|online|at|from)[:\s]\s*){1,4}(?=https?://|www\.)",
    re.I,
)
# A second address after a blank or a comma, or a remark.
_FURTHER: Final = re.compile(
    r"(?<=\S)(?:(?:[,;]|\s\|?)\s*(?:and\s+)?(?=https?://)|\s\[?\(?(?:online[;,] )?"
    r"(?=(?:accessed|last|retrieved|visited|checked|zugriff|abgerufen|consult)|(?:online|pdf|link)[)\]])).*",
    re.I | re.S,
)
# A scheme with too few or misplaced signs after it.
_SCHEME: Final = re.compile(
    r"\A(?:https?:?//(?=https?:?//))*(https?)(?::[/\\]{0,3}|//:?)(?=[^/\s:\\])", re.I
)
_WHOLE: Final = re.compile(r"https?://\S", re.I)
_MOST_ADDRESSES: Final = 5
#: What takes the place of the labels of ids.
_RESOLVERS: Final = {
    "info:doi/": "https://doi.org/",
    "info:hdl/": "https://hdl.handle.net/",
    "doi:": "https://doi.org/",
    "arxiv:": "https://arxiv.org/abs/",
    "hdl:": "https://hdl.handle.net/",
    "pmid:": "https://pubmed.ncbi.nlm.nih.gov/",
    "pmcid:": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
    "ads:": "https://ui.adsabs.harvard.edu/abs/",
    "bibcode:": "https://ui.adsabs.harvard.edu/abs/",
    "ascl:": "https://ascl.net/",
}
#: What comes before ids whose label is a part of them, and before `www.`.
_RESOLVERS_OF_WHOLE: Final = {
    # It resolves URNs of libraries, of books and of others.
    "urn:": "https://n2t.net/",
    "ark:": "https://n2t.net/",
    "swh:": "https://archive.softwareheritage.org/",
    "www.": "https://",
}
_LABEL: Final = re.compile(
    rf"\A(?:(?P<label>{'|'.join(_RESOLVERS)})\s*|(?=(?P<kept>{'|'.join(_RESOLVERS_OF_WHOLE)})))",
    re.ASCII | re.IGNORECASE,
)
_COMMAND: Final = r"\\url\s*\{(?P<command>[^{}]*)\}"
_WEB: Final = r"(?P<bare>(?:(?:https?|ftp)://|\bwww\.(?=\w))[^\s{}<>\"]+)"
_ADDRESS: Final = re.compile(rf"{_COMMAND}|{_WEB}", re.I)
_ONLY_ADDRESS: Final = re.compile(
    rf"(?:(?:url|available (?:at|from|online)|online|website)\s*+:?\s*+)?"
    rf"(?:{_COMMAND}|{_WEB})\.?",
    re.I,
)
_BARE: Final = re.compile(
    r"(?P<before>\\(?:url|href|path|nolinkurl)\s*\{)(?P<address>[^{}]*)\}(?:\s*\{[^{}]*\})?"
    rf"|\bdoi[:\s]\s*(?P<doi>10\.[0-9]{{4,9}}/[^\s{{}}<>\"]+)|{_WEB}",
    re.I,
)
_MAY_HAVE_ADDRESS: Final = re.compile(r"://|www\.|\\(?:url|href)|\bdoi\b", re.I)
# Kinds whose link leads to a paper; so does that of a work of which no kind is known.
_PAPERS: Final = frozenset({"article", "conference", "preprint", "chapter", "unpublished"})
_UNKNOWN: Final = kinds.KIND["other"].name
_PAPER: Final = Term("link.paper")
_WEB_PAGE: Final = Term("link.webpage")


@dataclass(frozen=True, slots=True)
class Link:
    """One link: what it is (`doi`, `arxiv`, or a field's name), in words, and its address.

    `local`: the address is a path below the docs folder, not a URL.
    """

    rel: str
    term: Term
    url: str
    local: bool = False

    @property
    def label(self) -> str:
        """What it is, in English."""
        return self.term.english

    @property
    def path(self) -> str:
        """Where a local file is below the docs folder."""
        return path_of(self.url)


def url_of(value: str) -> str:
    """The address in a field, without blanks and without quotes or brackets around it.

    Words before it and a stop after it go, `www.example.org` gets its scheme, and ids of DOI,
    arXiv, handles and URNs their resolver; the first of two addresses is taken.

    >>> for value in ("URL: https://example.org", "www.example.org", "doi:10.1000/182",
    ...               "urn:nbn:de:1-2", "https://a.org, https://b.org"):
    ...     print(url_of(value))
    https://example.org
    https://www.example.org
    https://doi.org/10.1000/182
    https://n2t.net/urn:nbn:de:1-2
    https://a.org
    """
    if not value:
        return ""
    address = _IN_BRACKETS.sub(r"\1", unescaped(value).strip(_QUOTES), count=1)
    address = _FURTHER.sub("", wording.meaningful(_WORDS_BEFORE.sub("", address)))
    address = _balanced(_WRAPPED.sub("", address).rstrip(".,;"))
    address = _MAIL.sub("mailto:", _HOST.sub("https://", _SCHEME.sub(r"\1://", address)))
    if address.startswith("10.") and identifiers.is_doi(address):
        return doi_url(address)
    return _BLANK.sub("%20", _LABEL.sub(_at_resolver, address))


def _at_resolver(match: re.Match[str]) -> str:
    """The beginning of the address at which an id with this label is resolved."""
    if match["label"]:
        return _RESOLVERS[match["label"].lower()]
    return _RESOLVERS_OF_WHOLE[match["kept"].lower()]


def address_in(value: str) -> str:
    r"""The first address in words, or nothing.

    >>> address_in(r"Available at \url{https://example.org/a}.")
    'https://example.org/a'
    """
    match = _ADDRESS.search(value)
    if match is None:
        return ""
    return url_of((match["command"] or match["bare"]).rstrip(".,;"))


def is_address(value: str) -> bool:
    """Whether a value is an address and no words, but for those that introduce it.

    >>> is_address("Available at https://example.org"), is_address("Blog post, https://example.org")
    (True, False)
    """
    return _ONLY_ADDRESS.fullmatch(value.strip()) is not None


def linked(value: str) -> str:
    r"""A text in TeX with its bare addresses as `\url{…}`; a stop or parenthesis after one stays.

    >>> print(linked("See (https://example.org/a_(b))."))
    See (\url{https://example.org/a_(b)}).
    """
    if not _MAY_HAVE_ADDRESS.search(value):
        return value
    return _BARE.sub(_as_command, value)


def _as_command(match: re.Match[str]) -> str:
    """A bare address or DOI as a command; one that is a command already gets its scheme."""
    if match["before"]:
        rest = match[0].removeprefix(match["before"] + match["address"])
        return match["before"] + _HOST.sub("https://", match["address"]) + rest
    written = match["bare"] or match["doi"]
    address = written.rstrip(".,;:")
    address = _balanced(address)
    after = written[len(address) :]
    if match["doi"]:
        return f"\\href{{{doi_url(address)}}}{{doi:{tex.plain(address).source}}}{after}"
    return "\\url{" + _HOST.sub("https://", address) + "}" + after


def _balanced(address: str) -> str:
    """An address without parentheses at its end that it does not open.

    >>> _balanced("https://example.org/a_(b)).")
    'https://example.org/a_(b)'
    """
    bare = address.rstrip(".,;:")
    while bare.endswith(")") and bare.count(")") > bare.count("("):
        bare = address = bare[:-1].rstrip(".,;:")
    return address


def local_path(value: str, folder: str) -> str:
    """The path below the docs folder that a file name means, a bare one in a folder for such files.

    >>> local_path("paper.pdf", "assets/pdf/"), local_path("/files/paper.pdf", "assets/pdf/")
    ('assets/pdf/paper.pdf', 'files/paper.pdf')
    """
    if "/" in value:
        return value.lstrip("/")
    return folder + value


def path_of(address: str) -> str:
    """The path below the docs folder at an address of the site, without query and fragment.

    >>> path_of("/files/../a%20b.pdf#page=2")
    'a b.pdf'
    """
    return posixpath.normpath(unquote(re.split("[?#]", address, maxsplit=1)[0]).lstrip("/"))


def exists_below(docs_dir: Path, path: str) -> bool:
    """Whether a file or folder is at a path below the docs folder; never one above it."""
    # os.path.exists takes names that the file system does not: too long, with a null byte
    return path.split("/")[0] != ".." and os.path.exists(os.path.join(docs_dir, path))


def links_of(entry: Entry, doi: str, arxiv: str) -> tuple[Link, ...]:
    """All links of an entry, the paper first; unsafe addresses are left out.

    `doi` and `arxiv` are the entry's, checked (registered.py): an address that only says the same
    again is no link.
    """
    return tuple(_links(entry, doi, arxiv))


def _links(entry: Entry, doi: str, arxiv: str) -> Iterator[Link]:
    paper = _term(entry)
    if doi:
        yield Link("doi", paper, doi_url(doi))
        paper = _WEB_PAGE
    url = safe_url(url_of(entry.get("url")) or address_in(entry.get("howpublished")))
    if url and not names(url, doi, arxiv):
        yield _link("url", paper, url)
    for further in _further(entry.get("url")):
        if not names(further, doi, arxiv):
            yield Link("url", _WEB_PAGE, further)
    if arxiv:
        yield Link("arxiv", Term(own="arXiv"), "https://arxiv.org/abs/" + arxiv)
    else:
        yield from _eprint(entry, doi, url)
    for field in (field for field in LINKS if field.name in entry.fields):
        address = safe_url(url_of(entry.get(field.name)))
        if address:
            yield _link(field.name, Term(f"link.{field.name}"), address, field.folder)


def _link(rel: str, term: Term, address: str, folder: str = "") -> Link:
    """The link to an address elsewhere, or to a file of the site."""
    if is_absolute(address):
        return Link(rel, term, address)
    return Link(rel, term, local_path(address, folder), local=True)


def _further(value: str) -> Iterator[str]:
    """The addresses after the first one of a field."""
    if " " not in value:
        return
    for address in islice(filter(_WHOLE.match, unescaped(value).split()), 1, _MOST_ADDRESSES):
        safe = safe_url(address.rstrip(",;"))
        if safe:
            yield safe


def _eprint(entry: Entry, doi: str, url: str) -> Iterator[Link]:
    """What `eprint` names on another server than arXiv; a PDF unless the field `pdf` has one."""
    term, address = servers.link_of(entry)
    is_pdf = term == servers.PDF
    if not address or (is_pdf and entry.get("pdf")):
        return
    if _SCHEME.sub("", address) == _SCHEME.sub("", url) or names(address, doi, ""):
        return
    rel = "eprint"
    if is_pdf:
        rel = "pdf"
    yield Link(rel, term, address)


def _term(entry: Entry) -> Term:
    """What the work itself is called in a link."""
    entry_type = kinds.entry_type(entry.type)
    if entry_type.kind.name in _PAPERS:
        return _PAPER
    if entry_type.word != _UNKNOWN:
        return entry_type.term
    named = entry.text("type").text
    if not named:
        return _PAPER
    return kinds.named(named)


def names(url: str, doi: str, arxiv: str) -> bool:
    """Whether an address only says again what the DOI or the arXiv id says.

    >>> names("https://doi.org/10.1000/ABC", "10.1000/abc", "")
    True
    >>> names("https://arxiv.org/pdf/1703.00832v2", "", "1703.00832")
    True
    """
    if doi and identifiers.doi_in_url(url).lower() == doi.lower():
        return True
    named = identifiers.unversioned(identifiers.bare_arxiv(unquote(url)))
    return bool(arxiv) and named == identifiers.unversioned(arxiv)


def doi_url(doi: str) -> str:
    """The address of a bare DOI (DOI Handbook, 2.5.2.4: these characters must be encoded).

    >>> doi_url("10.1000/456#789")
    'https://doi.org/10.1000/456%23789'
    """
    quoted = re.sub(r"[\"#%<>?\[\]\\^`{|}\s]", lambda c: f"%{ord(c[0]):02X}", doi)
    return f"https://doi.org/{quoted}"
