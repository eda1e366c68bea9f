"""Whether a work that is listed as the owner's is theirs, or that of somebody of the same name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from publications.add.order import year_of
from publications.bibtex import Entry
from publications.model import people, titles
from publications.model.names import NameSyntaxError, fold_key
from publications.model.orcid import bare_orcid
from publications.model.person import Person
from publications.settings import Owner
from publications.watch.work import Work

#: How many years before their first publication in refs.bib an owner may have written another.
_YEARS_BEFORE: Final = 10


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote a work: the owner's place among the authors, or None, and the others."""

    authors: tuple[Person, ...]
    owner: int | None

    @classmethod
    def of(cls, entry: Entry, owner: Owner) -> Byline:
        """The authors of an entry, or its editors where it has none that can be read."""
        persons = _persons(entry, "author", owner) or _persons(entry, "editor", owner)
        for number, person in enumerate(persons):
            if person.owner:
                return cls(persons, number)
        return cls(persons, None)

    @property
    def others(self) -> list[Person]:
        """The coauthors: all authors but the owner, and all where the owner is none of them."""
        others = list(self.authors)
        if self.owner is not None:
            del others[self.owner]
        return others

    def orcid_of(self, author: Person, orcids: Sequence[str]) -> str:
        """The ORCID of an author; empty where there is not one for each.

        A registrar has them in the order of its own byline: one of another length, after a name
        that could not be read, would give an author the ORCID of the next.
        """
        if len(orcids) != len(self.authors):
            return ""
        return orcids[self.authors.index(author)]


def _persons(entry: Entry, role: str, owner: Owner) -> tuple[Person, ...]:
    """The people in the field of a role, the owner marked; none where they cannot be read.

    A registrar's names may be no names for BibTeX; the owner is asked about such a work.
    """
    try:
        return people.people_of(entry, role, owner).persons
    except NameSyntaxError:
        return ()


@dataclass(slots=True)
class Company:
    """Whom the owner has written with, where and when: what tells them from namesakes.

    `is_known`: refs.bib has coauthors, so that a work without any of them is a surprise.
    """

    owner: Owner
    coauthors: set[str] = field(default_factory=set)
    venues: set[str] = field(default_factory=set)
    years: set[int] = field(default_factory=set)
    is_known: bool = False

    @classmethod
    def of(cls, owner: Owner, entries: Iterable[Entry]) -> Company:
        """The company of the entries of refs.bib."""
        company = cls(owner)
        for entry in entries:
            company.add(entry)
        company.is_known = bool(company.coauthors)
        return company

    def add(self, entry: Entry) -> None:
        """Take one more publication of the owner's.

        An entry without a venue or year adds none: two works that both lack them have nothing in
        common by that.
        """
        others = Byline.of(entry, self.owner).others
        self.coauthors.update(map(_coauthor_key, others))
        self.venues |= {titles.venue_of(entry).search} - {""}
        self.years |= {year_of(entry)} - {0}

    def reason_for(self, work: Work) -> str:
        """What tells that a work is the owner's; empty where nothing does.

        The ORCID is the surest, so that the work need not name the owner as mkdocs.yml does, but
        perhaps in another script. Without it the name must be in the byline, and the work must have
        something else that a namesake would hardly share: a coauthor or the venue.
        """
        if self._has_orcid(work):
            return "the owner's ORCID is in the byline"
        byline = Byline.of(work.entry, self.owner)
        if byline.owner is None:
            return ""
        for person in byline.others:
            if _coauthor_key(person) in self.coauthors:
                return f"a coauthor in common, {person.name}"
        if titles.venue_of(work.entry).search in self.venues:
            return "the same venue"
        return ""

    def doubt(self, work: Work) -> str:
        """Why a work may be someone else's; empty where nothing says so.

        A work without a title or authors cannot be published. Without an owner's name in mkdocs.yml
        there is nothing else to doubt it by.
        """
        if not work.entry.get("title"):
            return "no registrar names its title"
        byline = Byline.of(work.entry, self.owner)
        if not byline.authors:
            return "no registrar names its authors"
        if self._has_orcid(work):
            return ""
        if not self.owner.name:
            return ""
        if byline.owner is None:
            return f"no author is called {self.owner.name}"
        return self._doubt_of_name(work, byline, byline.authors[byline.owner])

    def _doubt_of_name(self, work: Work, byline: Byline, author: Person) -> str:
        """Why an author of the owner's name may be someone else; empty where nothing says so.

        Another ORCID says it of any work. The rest is asked only of a work that has no coauthor
        and no venue in common with the owner's.
        """
        other = byline.orcid_of(author, work.orcids)
        if self._orcid and other:
            return f"its {self.owner.name} has another ORCID, {other}"
        if self.reason_for(work):
            return ""
        years = self._years_before(work)
        if years > _YEARS_BEFORE:
            return f"it is {years} years before the first in refs.bib"
        if byline.others:
            return self._doubt_of_coauthors()
        if _is_initials(author.given):
            return "its author has the owner's initials only"
        return ""

    def _doubt_of_coauthors(self) -> str:
        """Why a work with coauthors, none of them the owner's, may be someone else's.

        Where refs.bib has no coauthors at all, as that of a new site, theirs are no surprise.
        """
        if not self.is_known:
            return ""
        return "no coauthor and no venue in common, and no ORCID in the byline"

    def _years_before(self, work: Work) -> int:
        """How many years a work is before the first in refs.bib; 0 where that is not known.

        It is negative for a work that is after the first.
        """
        if not work.year:
            return 0
        return min(self.years, default=work.year) - work.year

    @property
    def _orcid(self) -> str:
        """The owner's ORCID, bare; empty without one."""
        return bare_orcid(self.owner.orcid)

    def _has_orcid(self, work: Work) -> bool:
        """Whether an author of the work has the owner's ORCID.

        An author without one has an empty one, which is not that of an owner without one.
        """
        return self._orcid in filter(None, work.orcids)


def _coauthor_key(person: Person) -> str:
    """Family name and first initial, folded, since registrars often have no more.

    >>> _coauthor_key(Person("Jan", "van der", "Velde", ""))
    'vandervelde,j'
    >>> _coauthor_key(Person("J. M.", "Van der", "Velde", ""))
    'vandervelde,j'
    """
    return f"{fold_key(person.prefix + person.family)},{fold_key(person.given)[:1]}"


def _is_initials(given: str) -> bool:
    """Whether a given name is initials and nothing else.

    >>> [_is_initials(given) for given in ("J. S.", "J-S", "J. Sebastian")]
    [True, True, False]

    A Chinese given name is a whole name in one character:

    >>> _is_initials("明")
    False
    """
    words = given.replace(".", " ").replace("-", " ").split()
    return given.isascii() and all(len(word) == 1 for word in words)
