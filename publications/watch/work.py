"""A publication as a registrar has it, and the reading of JSON that any may have sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from publications.add.answers import Answer
from publications.add.candidates import Candidate, candidate_of
from publications.add.identity import is_preprint
from publications.add.order import when
from publications.bibtex import Entry, writer
from publications.model import identifiers, registered, titles

#: The registrars, those with the fullest descriptions first.
SOURCES: Final = ("Crossref", "dblp", "arXiv", "OpenAlex", "ORCID")


@dataclass(frozen=True, slots=True)
class Notice:
    """A retraction, correction or expression of concern: the field for it, its DOI and date."""

    field: str
    label: str
    doi: str
    date: str

    @property
    def value(self) -> str:
        """The value of the field: DOI and date, as far as both are known."""
        return ", ".join(filter(None, (self.doi, self.date)))


@dataclass(frozen=True, slots=True)
class Work:
    """One publication of one registrar; `candidate` is its entry, made clean.

    `identifier` is what the owner calls it by. `dois` are its own, without those of arXiv;
    `preprints` are DOIs and arXiv ids of its preprints, `published` the DOI and `journal_ref` the
    reference of its published version. `orcids` has one for each author, or is empty. `years` are
    all in which it came out. `notices` are about the work, `updates` those that it is of others, by
    their DOIs. `free` is the address of a copy that anybody can read. `is_retracted`: the registrar
    says so, without naming a notice. `cited` is how often the work is cited.
    """

    source: str
    candidate: Candidate
    identifier: str
    dois: tuple[str, ...] = ()
    preprints: tuple[str, ...] = ()
    published: str = ""
    journal_ref: str = ""
    orcids: tuple[str, ...] = ()
    years: frozenset[int] = frozenset()
    notices: tuple[Notice, ...] = ()
    updates: Mapping[str, Notice] = field(default_factory=dict)
    free: str = ""
    is_retracted: bool = False
    is_preprint: bool = False
    put_code: str = ""
    cited: int | None = None

    @property
    def entry(self) -> Entry:
        """The clean entry."""
        return self.candidate.entry

    @property
    def title(self) -> str:
        """The title, as text."""
        return titles.title_of(self.entry).text

    @property
    def year(self) -> int:
        """The year; 0 where that is not known."""
        date = when(self.entry)
        if date is None:
            return 0
        return date[0]

    @property
    def arxiv(self) -> str:
        """The arXiv id, without a version."""
        return identifiers.unversioned(registered.arxiv_of(self.entry))

    @property
    def names(self) -> tuple[str, ...]:
        """The DOIs and the arXiv id."""
        return tuple(filter(None, (*self.dois, self.arxiv)))


def work_of(
    source: str, entry_type: str, values: Mapping[str, str], own_name: str, **more: Any
) -> Work:
    """The work of these fields; `own_name` is its identifier where it has no public one."""
    candidate = candidate_of(Answer(writer.make(entry_type, "key", values)))
    doi = registered.doi_of(candidate.entry)
    dois = tuple(dict.fromkeys(filter(None, map(own_doi, (doi, *more.pop("dois", ()))))))
    identifier = identifier_of(candidate.entry) or own_name
    posted = more.pop("is_preprint", False) or is_preprint(candidate.entry)
    return Work(source, candidate, identifier, dois, is_preprint=posted, **more)


def own_doi(value: str) -> str:
    """A DOI in lower case; empty for what is none, and for one that arXiv made of an id."""
    doi = identifiers.bare_doi(value).lower()
    if not identifiers.is_doi(doi) or identifiers.arxiv_in_doi(doi):
        return ""
    return doi


def identifier_of(entry: Entry) -> str:
    """The DOI, arXiv id or ISBN of an entry, the surest first; empty where it has none."""
    doi = own_doi(registered.doi_of(entry))
    if doi:
        return doi
    arxiv = identifiers.unversioned(registered.arxiv_of(entry))
    if arxiv:
        return f"arXiv:{arxiv}"
    isbn = next(iter(identifiers.isbns(entry.get("isbn"))), "")
    return isbn and f"ISBN {isbn}"


def text_at(value: object, *names: str) -> str:
    """The text or number below these names of nested objects; empty where there is none."""
    for name in names:
        if not isinstance(value, Mapping):
            return ""
        value = value.get(name)
    if isinstance(value, str | int) and not isinstance(value, bool):
        return str(value)
    return ""


def count_at(value: object, name: str) -> int | None:
    """The number of this name in an object, 0 or more; None where there is none."""
    if not isinstance(value, Mapping):
        return None
    count = value.get(name)
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        return None
    return count


def objects_at(value: object, *names: str) -> list[Mapping[str, Any]]:
    """The objects of the list below these names of nested objects."""
    for name in names:
        if not isinstance(value, Mapping):
            return []
        value = value.get(name)
    if not isinstance(value, list):
        return []
    return [each for each in value if isinstance(each, Mapping)]


def joined_names(names: Iterable[str]) -> str:
    """Whole names as a list of BibTeX; what BibTeX would take for a sign of its own is left out."""
    plain = (" ".join(name.translate(_NO_SIGNS).split()) for name in names)
    return " and ".join(filter(None, plain))


_NO_SIGNS: Final = str.maketrans("", "", "{},")
