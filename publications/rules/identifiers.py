"""Rules about identifiers: that they are well formed, and that each is given once.

A malformed one is not exported, so these are warnings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import filterfalse
from typing import Final

from publications.bibtex import Entry
from publications.diagnostics import Diagnostic, quote
from publications.model import identifiers, registered, servers, verbatim
from publications.model.orcid import Known, valid_orcid
from publications.model.publication import Publication
from publications.rules.context import Context, warning

_NAMES: Final = ("author", "editor")
_MAY_HAVE_ORCID: Final = re.compile(rf"orcid(?:id|-numbers)?|[\w+-]+:orcid|{'|'.join(_NAMES)}")
_ORCID: Final = re.compile(r"(?<![\w-])[0-9]{4}(?:-[0-9]{3,5}[0-9Xx]?){3}(?![\w-])")
_ADDRESS: Final = re.compile(r"\W{0,9}(?:https?\b|//|(?:dx\.|www\.)?doi\.)", re.I)
# What may be around a DOI.
_CLOSING: Final = " .,;>)]}\"'$"
_CHECK_DIGIT: Final = "copy it again: its check digit does not fit"


def malformed_doi(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """A DOI is `10.`, a registrant's number, `/` and a suffix without blanks (DOI Handbook, 2.2).

    Where one is among what is written, it is read and offered.
    """
    written = verbatim.unescaped(entry.get("doi"))
    doi = identifiers.bare_doi(written)
    if not doi or _is_address_of(doi, written):
        return
    if not identifiers.is_doi(doi):
        arxiv = identifiers.valid_arxiv(identifiers.bare_arxiv(written))
        hint = f"write doi = {{{identifiers.doi_in_text(doi) or '10.1234/abc'}}}"
        if arxiv:
            hint = f"write arxiv = {{{arxiv}}} instead"
        yield _malformed(entry, "doi", "DOI", doi, hint)
    elif not written.rstrip(_CLOSING).endswith(doi.rstrip(_CLOSING)):
        yield _malformed(entry, "doi", "DOI", written, f"write doi = {{{doi}}}")


def malformed_arxiv(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """An arXiv id is `1703.00832`, or `hep-th/9711200` before April 2007.

    It is in al-folio's field `arxiv`, or in `eprint` where the server is arXiv.
    """
    name, arxiv = registered.named_arxiv(entry)
    if arxiv and not identifiers.is_arxiv(arxiv):
        hint = "write 1703.00832, or hep-th/9711200 as before April 2007"
        yield _malformed(entry, name, "arXiv id", arxiv, hint)


def malformed_id(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """An id in the field of a database has the form of its ids: `mrnumber = {MR1234567}`."""
    for name, server, written, address in servers.in_fields(entry.values()):
        if not address:
            message = f"{name} of {quote(entry.key)} is no id of {server.name}: {quote(written)}"
            yield warning(entry, name, "malformed-id", message, "copy it again, or remove it")
    yield from _malformed_eprint(entry)


def _malformed_eprint(entry: Entry) -> Iterator[Diagnostic]:
    """An `eprint` that its server cannot have."""
    eprint, server = entry.get("eprint"), servers.server_of(entry)
    if server and eprint and not servers.link_of(entry)[1]:
        message = f"eprint of {quote(entry.key)} is no id of {server.name}: {quote(eprint)}"
        yield warning(entry, "eprint", "malformed-id", message, "copy it again, or remove it")


def malformed_isbn(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """Each ISBN in the field has ten or thirteen digits, the last of which fits the others.

    Words beside them (`print`, `ISBN`) do not matter (`identifiers.first_malformed`).
    """
    malformed = identifiers.first_malformed(entry.text("isbn").text, identifiers.is_isbn)
    if malformed:
        yield _malformed(entry, "isbn", "ISBN", malformed, _CHECK_DIGIT)


def malformed_issn(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """Each ISSN in the field has eight digits, the last of which fits the others (ISO 3297)."""
    malformed = identifiers.first_malformed(entry.text("issn").text, identifiers.is_issn)
    if malformed:
        yield _malformed(entry, "issn", "ISSN", malformed, _CHECK_DIGIT)


def malformed_orcid(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """ORCIDs beside names and in fields for them (`author+an:orcid`) have fitting check digits.

    A value of such a field that holds nothing like an ORCID is malformed as a whole.
    """
    for name in filter(_MAY_HAVE_ORCID.fullmatch, entry.fields):
        value = entry.get(name)
        orcids = _ORCID.findall(value)
        if name not in _NAMES:
            orcids = orcids or list(filter(None, [value]))
        for orcid in filterfalse(valid_orcid, orcids):
            yield _malformed(entry, name, "ORCID", orcid, _CHECK_DIGIT)


def malformed_orcid_of_people(path: str, known: Iterable[Known]) -> Iterator[Diagnostic]:
    """The same for people.yml, which is at `path`.

    An item may have no ORCID, but an affiliation. One with a malformed ORCID gives its person none.
    """
    for person in known:
        if person.orcid and not valid_orcid(person.orcid):
            message = f"the ORCID {quote(person.orcid)} of {quote(person.name)} is malformed"
            yield Diagnostic(
                path, person.line, 1, "warning", "malformed-orcid", message, _CHECK_DIGIT
            )


def doi_as_url(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """A DOI belongs into `doi`, without the address of a resolver.

    Only the first of the fields that may have it is judged. The address of the code or of the data
    may be a DOI: it is another one than the paper's.
    """
    name = next(filter(entry.get, ("doi", "url", "html")), "")
    written = verbatim.unescaped(entry.get(name))
    read = {"doi": identifiers.bare_doi}.get(name, identifiers.doi_in_url)
    doi = read(written)
    if _is_address_of(doi, written):
        message = f"{name} of {quote(entry.key)} is the address of a DOI"
        yield warning(entry, name, "doi-as-url", message, f"write doi = {{{doi}}} instead")


def _is_address_of(doi: str, written: str) -> bool:
    """Whether what is written is the address of a well-formed DOI.

    >>> _is_address_of("10.1000/1", "https://doi.org/10.1000/1"), _is_address_of("10.1000/1", "")
    (True, False)
    """
    return identifiers.is_doi(doi) and _ADDRESS.match(written) is not None


def duplicate_doi(publications: Sequence[Publication], _context: Context) -> Iterator[Diagnostic]:
    """No two entries have one DOI, letter case aside (DOI Handbook, 2.4).

    The finding is at the later one, at the field that the DOI is of (`registered.doi_of`).
    """
    first: dict[str, Publication] = {}
    for publication in publications:
        other = first.setdefault(publication.doi.lower(), publication)
        if publication.doi and other is not publication:
            name = next(filter(publication.entry.get, ("doi", "url")), "doi")
            message = f"DOI {quote(publication.doi)} is also that of {named(other, publication)}"
            hint = "one publication is one entry: remove one, or correct the DOI"
            yield warning(publication.entry, name, "duplicate-doi", message, hint)


def named(other: Publication, seen_from: Publication) -> str:
    """Another entry in a message: its key, and its line, with the file if that is another one."""
    line = f"line {other.entry.line}"
    if other.entry.path != seen_from.entry.path:
        line = f"{other.entry.path}:{other.entry.line}"
    return f"{quote(other.key)} ({line})"


def _malformed(entry: Entry, name: str, what: str, value: str, hint: str) -> Diagnostic:
    """The finding about an identifier; its code is that of the first word of `what`."""
    message = f"{what} {quote(value)} of {quote(entry.key)} is malformed"
    return warning(entry, name, f"malformed-{what.lower().split()[0]}", message, hint)
