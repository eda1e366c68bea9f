"""A publication as a registrar has it, and the reading of JSON that any may have sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from publications.add.answers import Answer
from publications.add.candidates import Candidate, candidate_of
from publications.add.identity import arxiv_of, compared_doi, doi_of, is_preprint
from publications.add.order import year_of
from publications.bibtex import Entry, writer
from publications.model import identifiers, titles

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
    def identifier(self) -> str:
        """The DOI, or the date of a notice that has none; empty where it has neither."""
        return self.doi or self.date

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
        return year_of(self.entry)

    @property
    def arxiv(self) -> str:
        """The arXiv id, without a version."""
        return arxiv_of(self.entry)

    @property
    def names(self) -> tuple[str, ...]:
        """The DOIs and the arXiv id."""
        return tuple(filter(None, (*self.dois, self.arxiv)))


def work_of(
    source: str, type_name: str, values: Mapping[str, str], own_name: str, **more: Any
) -> Work:
    """The work of an entry of this type and these fields, which is made clean as `add` does.

    `own_name` is its identifier where it has no public one; `more` are attributes of the work.
    """
    candidate = candidate_of(Answer(writer.make(type_name, "key", values)))
    entry = candidate.entry
    others = map(own_doi, more.pop("dois", ()))
    dois = dict.fromkeys(filter(None, (doi_of(entry), *others)))
    posted = more.pop("is_preprint", False) or is_preprint(entry)
    identifier = identifier_of(entry) or own_name
    return Work(source, candidate, identifier, tuple(dois), is_preprint=posted, **more)


def own_doi(value: str) -> str:
    """A DOI in lower case; empty for what is none, and for one that arXiv made of an id.

    >>> own_doi("https://doi.org/10.5555/ABC"), own_doi("10.48550/arXiv.2101.00001")
    ('10.5555/abc', '')
    """
    doi = identifiers.bare_doi(value)
    if not identifiers.is_doi(doi):
        return ""
    return compared_doi(doi)


def arxiv_in(value: str) -> str:
    """The arXiv id that an identifier is, without its version; empty for what is none.

    `arXiv:2101.00001v2` and arXiv's own DOI, `10.48550/arXiv.2101.00001`, are `2101.00001`.
    """
    in_doi = identifiers.arxiv_in_doi(identifiers.bare_doi(value))
    arxiv = in_doi or identifiers.valid_arxiv(identifiers.bare_arxiv(value))
    return identifiers.unversioned(arxiv)


def named(identifier: str) -> str:
    """An arXiv id or a DOI in the form in which `Work.names` has them; empty for all else."""
    return arxiv_in(identifier) or own_doi(identifier)


def identifier_of(entry: Entry) -> str:
    """What the owner calls an entry by: `10.1000/1`, `arXiv:2101.00001` or `ISBN 0-306-40615-2`.

    The surest that it has; empty where it has none.
    """
    doi = doi_of(entry)
    if doi:
        return doi
    arxiv = arxiv_of(entry)
    if arxiv:
        return f"arXiv:{arxiv}"
    for isbn in identifiers.isbns(entry.get("isbn")):
        return f"ISBN {isbn}"
    return ""


def value_at(value: object, *names: str) -> object:
    """The value below these names of nested objects; None where there is none."""
    for name in names:
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value


def text_at(value: object, *names: str) -> str:
    """The text or number below these names of nested objects; empty where there is none."""
    match value_at(value, *names):
        case bool():
            return ""
        case str() | int() as text:
            return str(text)
    return ""


def count_at(value: object, name: str) -> int | None:
    """The number of this name in an object, 0 or more; None where there is none."""
    match value_at(value, name):
        case bool():
            return None
        case int() as count if count >= 0:
            return count
    return None


def objects_at(value: object, *names: str) -> list[Mapping[str, Any]]:
    """The objects of the list below these names of nested objects."""
    listed = value_at(value, *names)
    if not isinstance(listed, list):
        return []
    return [each for each in listed if isinstance(each, Mapping)]


def joined_names(names: Iterable[str]) -> str:
    """Whole names as a list of BibTeX; what BibTeX would take for a sign of its own is left out.

    >>> joined_names(["Ada {Li}", "", "Jan  Velde, Jr."])
    'Ada Li and Jan Velde Jr.'
    """
    plain = (" ".join(name.translate(_NO_SIGNS).split()) for name in names)
    return " and ".join(filter(None, plain))


_NO_SIGNS: Final = str.maketrans("", "", "{},")
