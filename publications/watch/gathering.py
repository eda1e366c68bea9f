"""What registrars have about the owner's publications, in few requests.

1. ORCID and dblp (and OpenAlex, with a key) list the owner's works.
2. arXiv says which preprints of refs.bib were published, and describes new ones.
3. Crossref describes all by their DOIs. Where that takes more than one request, or more are left,
   it is asked first for the works that have the owner's ORCID in the byline.
4. ORCID describes new works that no other registrar does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from publications.add.identity import is_preprint
from publications.bibtex import Entry
from publications.model import registered
from publications.model.contacts import contacts_of
from publications.model.orcid import bare_orcid
from publications.model.profiles import PROFILES
from publications.settings import Owner
from publications.watch import arxiv, crossref, dblp, openalex, orcid
from publications.watch.asking import Asker
from publications.watch.recognise import Records
from publications.watch.work import SOURCES, Work, own_doi

_JSON: Final = "application/json"
_XML: Final = "application/xml, application/atom+xml"
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
        """The ids among the owner's contacts."""
        contacts = contacts_of(owner)
        emails = [contact.label for contact in contacts if contact.name == "email"]
        profile = PROFILES["dblp"]
        pages = [urlsplit(contact.url) for contact in contacts]
        ids = [profile.id_in(page) for page in pages if profile.is_at(page.hostname or "")]
        return cls(
            orcid=bare_orcid(owner.orcid),
            dblp=next(filter(profile.is_id, ids), ""),
            email=next(iter(emails), ""),
            openalex_key=openalex_key,
        )

    def unasked(self, owner: Owner) -> Iterator[str]:
        """Lines on registrars that are not asked for new works, for want of an id."""
        if not self.orcid:
            yield "ORCID and Crossref list no works without the owner's orcid in mkdocs.yml"
        if not self.dblp and any(name == "dblp" for name, _ in owner.contacts):
            yield "dblp is not asked: write its id, as in https://dblp.org/pid/99/1825"


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
class _News:
    """The works that are not in refs.bib, as far as they are known, each once.

    `described` are what a registrar has with the authors: identifiers, and ids of entries.
    """

    records: Records
    works: list[Work] = field(default_factory=list)
    described: set[str | int] = field(default_factory=set)

    def take(self, works: Iterable[Work]) -> None:
        """Look at more works."""
        for work in works:
            verdict = self.records.verdict(work)
            if verdict.kind == "new":
                self.records.add(work)
            if verdict.kind == "new" and not work.updates:
                self.works.append(work)
            if work.entry.get("author", "editor"):
                self.described.update(work.names, [id(verdict.entry or work.entry)])

    def undescribed(self) -> list[Work]:
        """New works whose authors no registrar has named yet."""
        return [
            work for work in self.works if self.described.isdisjoint((*work.names, id(work.entry)))
        ]


def gather(entries: Sequence[Entry], who: Who, asker: Asker, week: int) -> Gathered:
    """Ask the registrars about the entries of refs.bib and about new works."""
    news = _News(Records(entries))
    works = list(_listed(who, asker))
    news.take(works)
    asker.new = len(news.works)
    works += _on_arxiv(entries, news, asker)
    news.take(works)
    of_crossref, not_asked = _at_crossref(entries, works, news, who, asker, week)
    news.take(of_crossref)
    asker.new = len(news.works)
    works = [*_described(news, who, asker), *works, *of_crossref]
    failed = asker.failures
    waiting = {id(work) for work in news.undescribed() if _waits(work, asker)}
    answered = [work for work in works if work.source not in failed and id(work) not in waiting]
    answered.sort(key=lambda work: (SOURCES.index(work.source), work.is_preprint))
    return Gathered(tuple(_linked(answered)), tuple(failed.values()), not_asked, len(waiting))


def _waits(work: Work, asker: Asker) -> bool:
    """Whether Crossref, which fails, describes a work that ORCID only lists."""
    return crossref.SOURCE in asker.failures and work.source == orcid.SOURCE and bool(work.dois)


def _linked(works: Sequence[Work]) -> Iterator[Work]:
    """The works, the published ones with the preprints that name them."""
    preprints: dict[str, list[str]] = {}
    for work in works:
        if work.published:
            preprints.setdefault(work.published, []).append(work.identifier)
    for work in works:
        named = [each for doi in work.dois for each in preprints.get(doi, ())]
        yield replace(work, preprints=(*work.preprints, *named))


def _listed(who: Who, asker: Asker) -> Iterator[Work]:
    """The works that are listed as the owner's."""
    if who.orcid:
        path = f"/v3.0/{who.orcid}/works"
        yield from asker.works(orcid.SOURCE, path, orcid.works_in, _JSON)
    if who.dblp:
        yield from asker.works(dblp.SOURCE, f"/pid/{who.dblp}.xml", dblp.works_in, _XML)
    if who.orcid and who.openalex_key:
        path = openalex.by_orcid(who.orcid, who.openalex_key)
        yield from asker.works(openalex.SOURCE, path, openalex.works_in, _JSON)
        asker.asked -= 1  # the owner has asked for it by the key


def _on_arxiv(entries: Iterable[Entry], news: _News, asker: Asker) -> list[Work]:
    """Preprints of refs.bib that may have been published, and new papers on arXiv."""
    posted = [registered.arxiv_of(entry) for entry in entries if is_preprint(entry)]
    new = [work.arxiv for work in news.works if not work.dois]
    ids = list(dict.fromkeys(filter(None, [*new, *posted])))
    if not ids:
        return []
    path = arxiv.by_ids(ids[: arxiv.MOST])
    return asker.works(arxiv.SOURCE, path, arxiv.works_in, _XML)


def _at_crossref(
    entries: Sequence[Entry],
    works: Sequence[Work],
    news: _News,
    who: Who,
    asker: Asker,
    week: int,
) -> tuple[list[Work], tuple[str, ...]]:
    """Crossref's works by DOI and by ORCID, and the DOIs that are not asked for this time."""
    ask = partial(asker.works, crossref.SOURCE, read=crossref.works_in, accept=_JSON)
    dois = _dois(entries, works, week)
    described: list[Work] = []
    by_dois = list(crossref.by_dois(dois, who.email))
    needed = 1
    if len(by_dois) == 1:
        needed = 2  # the DOIs come first
    if who.orcid and asker.left >= needed:
        described += ask(path=crossref.by_orcid(who.orcid, who.email))
        covered = {doi for work in described for doi in work.dois}
        others = [doi for doi in dois if own_doi(doi) not in covered]
        by_dois = list(crossref.by_dois(others, who.email))
        news.take(described)
        asker.new = len(news.works)
    not_asked: list[str] = []
    for chunk, path in by_dois:
        if asker.left:
            described += ask(path=path)
        else:
            not_asked += chunk
    return described, tuple(not_asked)


def _dois(entries: Iterable[Entry], works: Sequence[Work], week: int) -> list[str]:
    """The DOIs to ask for, as they are written: those of new works and published versions first.

    Then those of refs.bib, in an order that changes each week.
    """
    there = [registered.doi_of(entry) for entry in entries]
    first = week * _TURN % max(1, len(there))
    listed: list[str] = []
    for work in works:
        listed += (registered.doi_of(work.entry), *work.dois, work.published)
    known = {own_doi(doi) for doi in there}
    new = [doi for doi in listed if own_doi(doi) not in known]
    written: dict[str, str] = {}
    for doi in filter(_is_askable, (*new, *there[first:], *there[:first])):
        written.setdefault(own_doi(doi), doi)
    return list(written.values())


def _is_askable(doi: str) -> bool:
    """Whether a filter of Crossref's takes a DOI: not with a comma, and no short one."""
    return bool(own_doi(doi)) and "," not in doi and not doi.startswith("10/")


def _described(news: _News, who: Who, asker: Asker) -> list[Work]:
    """New works of which ORCID alone knows, with their authors."""
    new = [work for work in news.undescribed() if not _waits(work, asker)]
    codes = [work.put_code for work in new if work.put_code]
    works: list[Work] = []
    for first in range(0, len(codes), _PUT_CODES):
        path = f"/v3.0/{who.orcid}/works/{','.join(codes[first : first + _PUT_CODES])}"
        if asker.left:
            works += asker.works(orcid.SOURCE, path, orcid.details_in, _JSON)
    news.take(works)
    return works
