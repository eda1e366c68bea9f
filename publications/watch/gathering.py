"""What registrars have about the owner's publications, in few requests.

1. ORCID and dblp (and OpenAlex, with a key) list the owner's works.
2. arXiv says which preprints of refs.bib were published, and describes new ones.
3. Crossref describes all by their DOIs. Where that takes more than one request, or more are left,
   it is asked first for the works that have the owner's ORCID in the byline.
4. ORCID describes new works that no other registrar does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, filterfalse
from typing import Final
from urllib.parse import urlsplit

from publications.add.identity import is_preprint
from publications.bibtex import Entry
from publications.model import registered
from publications.model.contacts import Contact, contacts_of
from publications.model.orcid import bare_orcid
from publications.model.profiles import PROFILES
from publications.settings import Owner
from publications.watch import arxiv, crossref, dblp, openalex, orcid
from publications.watch.asking import Asker
from publications.watch.recognise import Records
from publications.watch.work import SOURCES, Work, own_doi

_JSON: Final = "application/json"
_XML: Final = "application/xml, application/atom+xml"
#: How the answers of each registrar are read, and what it is asked to answer with.
_ANSWERS: Final[Mapping[str, tuple[Callable[[str], list[Work]], str]]] = {
    orcid.SOURCE: (orcid.works_in, _JSON),
    dblp.SOURCE: (dblp.works_in, _XML),
    openalex.SOURCE: (openalex.works_in, _JSON),
    arxiv.SOURCE: (arxiv.works_in, _XML),
    crossref.SOURCE: (crossref.works_in, _JSON),
}
#: DOIs are asked for in another order each week, so that all have their turn where there are many.
_TURN: Final = 100
_PUT_CODES: Final = 100


@dataclass(frozen=True, slots=True)
class Who:
    """Whose works are asked for: ids at registrars, and the key of OpenAlex; empty without one."""

    orcid: str = ""
    dblp: str = ""
    email: str = ""
    openalex_key: str = ""

    @classmethod
    def of(cls, owner: Owner, openalex_key: str = "") -> Who:
        """The ids among the owner's contacts, the first where there are several."""
        contacts = contacts_of(owner)
        emails = (contact.label for contact in contacts if contact.name == "email")
        return cls(
            orcid=bare_orcid(owner.orcid),
            dblp=next(_dblp_ids(contacts), ""),
            email=next(emails, ""),
            openalex_key=openalex_key,
        )

    def unasked(self, owner: Owner) -> Iterator[str]:
        """Lines on registrars that are not asked for new works, for want of an id.

        An owner who names no address at dblp may have none; an address without an id is a slip.
        """
        if not self.orcid:
            yield "ORCID and Crossref list no works without the owner's orcid in mkdocs.yml"
        if self.dblp:
            return
        if "dblp" in dict(owner.contacts):
            yield "dblp is not asked: write its id, as in https://dblp.org/pid/99/1825"


def _dblp_ids(contacts: Iterable[Contact]) -> Iterator[str]:
    """The ids of persons in addresses of dblp: `99/1825` of https://dblp.org/pid/99/1825.html."""
    profile = PROFILES["dblp"]
    for contact in contacts:
        page = urlsplit(contact.url)
        person = profile.id_in(page)
        if profile.is_at(page.hostname or "") and profile.is_id(person):
            yield person


@dataclass(frozen=True, slots=True)
class Gathered:
    """The works that registrars have, the fullest descriptions first.

    `failures` has a line for each that failed; `not_asked` are DOIs left for another time, and
    `waiting` is how many new works are.
    """

    works: tuple[Work, ...]
    failures: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()
    waiting: int = 0


@dataclass(slots=True)
class _Inquiry:
    """What registrars have answered so far about the entries of refs.bib and beside them.

    `new` are the works that are not in refs.bib, each once. `described` are what a registrar has
    with the authors: identifiers, and ids of entries. `week` is that of the year.
    """

    entries: Sequence[Entry]
    who: Who
    asker: Asker
    week: int
    records: Records
    works: list[Work] = field(default_factory=list)
    new: list[Work] = field(default_factory=list)
    described: set[str | int] = field(default_factory=set)

    def ask(self, source: str, path: str) -> list[Work]:
        """Take what a registrar answers at a path; returns these works.

        There are none where it fails, which `asker` keeps count of.
        """
        read, accept = _ANSWERS[source]
        works = self.asker.works(source, path, read, accept)
        self.works += works
        self.look_at(works)
        return works

    def look_at(self, works: Iterable[Work]) -> None:
        """Tell new works from others; each new one is worth one more request.

        A notice is none of them: it is no paper, and has nothing more to be asked for.
        """
        for work in works:
            verdict = self.records.verdict(work)
            if verdict.kind == "new":
                self.records.add(work)
                if not work.updates:
                    self.new.append(work)
            if work.entry.get("author", "editor"):
                self.described.update(work.names, [id(verdict.entry or work.entry)])
        self.asker.new = len(self.new)

    def undescribed(self) -> list[Work]:
        """New works whose authors no registrar has named yet."""
        return list(filter(self._is_undescribed, self.new))

    def _is_undescribed(self, work: Work) -> bool:
        """Whether nothing that a work is told by is described: identifiers, or else its entry."""
        return self.described.isdisjoint((*work.names, id(work.entry)))

    def waits(self, work: Work) -> bool:
        """Whether Crossref, which fails, describes a work that ORCID only lists.

        Such a work is left for the next run: written now, it would be short of most fields.
        """
        if crossref.SOURCE not in self.asker.failures:
            return False
        return work.source == orcid.SOURCE and bool(work.dois)


def gather(entries: Sequence[Entry], who: Who, asker: Asker, week: int) -> Gathered:
    """Ask the registrars about the entries of refs.bib and about new works.

    Each answer may tell of works that the next registrar is asked about, so that their order
    matters. A registrar that fails takes its works with it: half a list reads like a whole one.
    """
    inquiry = _Inquiry(entries, who, asker, week, Records(entries))
    _ask_for_lists(inquiry)
    _ask_arxiv(inquiry)
    not_asked = _ask_crossref(inquiry)
    details = _details(inquiry)
    waiting = set(map(id, filter(inquiry.waits, inquiry.undescribed())))
    answered = []
    for work in (*details, *inquiry.works):
        if work.source in asker.failures:
            continue
        if id(work) not in waiting:
            answered.append(work)
    answered.sort(key=_fullest_first)
    failures = tuple(asker.failures.values())
    return Gathered(tuple(_linked(answered)), failures, not_asked, len(waiting))


def _fullest_first(work: Work) -> tuple[int, bool]:
    """Key to sort works by: by their registrars, published works before preprints."""
    return SOURCES.index(work.source), work.is_preprint


def _linked(works: Sequence[Work]) -> Iterator[Work]:
    """The works, the published ones with the preprints that name them.

    The relation is often written on one side only: arXiv has the DOI of the published version,
    and the registrar of that says nothing of the preprint.
    """
    preprints: dict[str, list[str]] = {}
    for work in works:
        preprints.setdefault(work.published, []).append(work.identifier)
    for work in works:
        named = chain.from_iterable(preprints.get(doi, ()) for doi in work.dois)
        yield replace(work, preprints=(*work.preprints, *named))


def _ask_for_lists(inquiry: _Inquiry) -> None:
    """Ask for the works that are listed as the owner's, where the owner has an id.

    Addresses: "ORCID API v3.0 Guide", reading works; dblp's "How can I fetch dblp data".
    """
    who = inquiry.who
    if who.orcid:
        inquiry.ask(orcid.SOURCE, f"/v3.0/{who.orcid}/works")
    if who.dblp:
        inquiry.ask(dblp.SOURCE, f"/pid/{who.dblp}.xml")
    if who.orcid and who.openalex_key:
        inquiry.ask(openalex.SOURCE, openalex.by_orcid(who.orcid, who.openalex_key))
        inquiry.asker.asked -= 1  # the owner has asked for it by the key


def _ask_arxiv(inquiry: _Inquiry) -> None:
    """Ask about new papers on arXiv, and preprints of refs.bib that may have been published.

    Of a new paper with a DOI of its own Crossref tells. Beyond the most that arXiv gives in one
    answer, preprints of refs.bib are not asked about.
    """
    new = [work.arxiv for work in inquiry.new if not work.dois]
    posted = map(registered.arxiv_of, filter(is_preprint, inquiry.entries))
    ids = list(dict.fromkeys(filter(None, (*new, *posted))))
    if ids:
        inquiry.ask(arxiv.SOURCE, arxiv.by_ids(ids[: arxiv.MOST]))


def _ask_crossref(inquiry: _Inquiry) -> tuple[str, ...]:
    """Ask Crossref by DOI and by ORCID; returns the DOIs that are not asked for this time.

    What it has by the ORCID need not be asked for by DOI. That is worth a request of its own where
    the DOIs take several, or where one is left beside theirs.
    """
    who, asker = inquiry.who, inquiry.asker
    dois = _dois(inquiry)
    chunks = list(crossref.by_dois(dois, who.email))
    needed = 1
    if len(chunks) == 1:
        needed = 2  # the DOIs come first
    if who.orcid and asker.left >= needed:
        listed = inquiry.ask(crossref.SOURCE, crossref.by_orcid(who.orcid, who.email))
        covered = set(chain.from_iterable(work.dois for work in listed))
        others = [doi for doi in dois if own_doi(doi) not in covered]
        chunks = list(crossref.by_dois(others, who.email))
    not_asked: list[str] = []
    for chunk, path in chunks:
        if asker.left:
            inquiry.ask(crossref.SOURCE, path)
        else:
            not_asked += chunk
    return tuple(not_asked)


def _dois(inquiry: _Inquiry) -> list[str]:
    """The DOIs to ask for, as they are written: those of new works and published versions first.

    Then those of refs.bib, in an order that changes each week. A DOI is the same in upper and lower
    case (DOI Handbook), so that each is asked for once, as it is written first.
    """
    there = list(map(registered.doi_of, inquiry.entries))
    first = inquiry.week * _TURN % max(1, len(there))
    known = set(map(own_doi, there))
    new: list[str] = []
    for work in inquiry.works:
        named = (registered.doi_of(work.entry), *work.dois, work.published)
        new += (doi for doi in named if own_doi(doi) not in known)
    written: dict[str, str] = {}
    for doi in filter(_is_askable, (*new, *there[first:], *there[:first])):
        written.setdefault(own_doi(doi), doi)
    return list(written.values())


def _is_askable(doi: str) -> bool:
    """Whether a filter of Crossref's takes a DOI.

    >>> _is_askable("10.5555/12345678")
    True

    Commas part its filters ("REST API", filters), and it knows no short DOIs (shortdoi.org). Those
    that arXiv makes are registered elsewhere, at DataCite:

    >>> [doi for doi in ("10.1000/a,b", "10/b7kd", "10.48550/arXiv.2101.00001") if _is_askable(doi)]
    []
    """
    if "," in doi:
        return False
    if doi.startswith("10/"):
        return False
    return own_doi(doi) != ""


def _details(inquiry: _Inquiry) -> list[Work]:
    """New works of which ORCID alone knows, with their authors.

    ORCID gives as many as a hundred in one answer ("ORCID API v3.0 Guide", bulk reading).
    """
    new = filterfalse(inquiry.waits, inquiry.undescribed())
    codes = list(filter(None, (work.put_code for work in new)))
    works: list[Work] = []
    for first in range(0, len(codes), _PUT_CODES):
        listed = ",".join(codes[first : first + _PUT_CODES])
        path = f"/v3.0/{inquiry.who.orcid}/works/{listed}"
        if inquiry.asker.left:
            works += inquiry.asker.works(orcid.SOURCE, path, orcid.details_in, _JSON)
    inquiry.look_at(works)
    return works
