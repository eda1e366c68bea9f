"""What tells that two entries are one publication: DOI, arXiv id, ISBN, or the title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publications import bibtex
from publications.add.order import year_of
from publications.bibtex import Entry
from publications.model import identifiers, kinds, registered, titles
from publications.model.names import NameSyntaxError, fold_key, read_names


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that may be the same publication, and what is the same in both."""

    entry: Entry
    same: str


class Register:
    """Entries by what identifies them; asking for an entry does not depend on how many there are.

    Inheritance is applied; entries that are only parents of others are left out.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Register entries of one file or several, with their own keys and places."""
        self._by_identifier: dict[tuple[str, str], dict[int, Entry]] = {}
        complete, parents, _ = bibtex.inherit(bibtex.distinct(entries)[0])
        for entry in complete:
            if entry.key not in parents:
                self.add(entry)

    def add(self, entry: Entry) -> None:
        """Register one more entry."""
        for identifier in _identifiers(entry):
            self._by_identifier.setdefault(identifier, {})[id(entry)] = entry

    def remove(self, entry: Entry) -> None:
        """Forget an entry that another has replaced."""
        for identifier in _identifiers(entry):
            self._by_identifier[identifier].pop(id(entry), None)

    def matches(self, entry: Entry) -> list[Match]:
        """The entries with the same DOI, arXiv id, ISBN or title, the surest first, each once."""
        matches: dict[int, Match] = {}
        for name, value in _identifiers(entry):
            for number, other in self._by_identifier.get((name, value), {}).items():
                matches.setdefault(number, Match(other, name))
        return list(matches.values())

    def named(self, identifier: str) -> Entry | None:
        """The first entry with a DOI or an arXiv id, as `doi_of` and `arxiv_of` write them."""
        for name in ("DOI", "arXiv id"):
            for entry in self._by_identifier.get((name, identifier), {}).values():
                return entry
        return None


def _identifiers(entry: Entry) -> Iterator[tuple[str, str]]:
    """The identifiers that an entry has, by name, the surest first."""
    named = {
        "DOI": doi_of(entry),
        "arXiv id": arxiv_of(entry),
        "ISBN": _isbn(entry),
        "title": titles.title_of(entry).search,
    }
    for name, value in named.items():
        if value:
            yield name, value


def doi_of(entry: Entry) -> str:
    """The DOI in lower case, since case means nothing in one; empty without one.

    The DOI that arXiv makes of an id, `10.48550/arXiv.2101.00001`, is none of the publication's.
    """
    return compared_doi(registered.doi_of(entry))


def compared_doi(doi: str) -> str:
    """A bare DOI in the form in which DOIs are compared; see `doi_of`.

    >>> compared_doi("10.1000/ABC"), compared_doi("10.48550/arXiv.2101.00001")
    ('10.1000/abc', '')
    """
    if identifiers.arxiv_in_doi(doi):
        return ""
    return doi.lower()


def arxiv_of(entry: Entry) -> str:
    """The arXiv id without its version, `2101.00001` of `2101.00001v2`; empty without one."""
    return identifiers.unversioned(registered.arxiv_of(entry))


def _isbn(entry: Entry) -> str:
    """The nine digits that both forms of a book's ISBN share; a part of a book has none.

    The last digit checks the others, and the long form has a prefix before them.

    >>> from publications.bibtex import writer
    >>> _isbn(writer.make("book", "sand", {"isbn": "978-0-306-40615-7"}))
    '030640615'
    >>> _isbn(writer.make("book", "sand", {"isbn": "0-306-40615-2"}))
    '030640615'
    """
    if kind_of(entry) not in ("book", "proceedings"):
        return ""
    for isbn in filter(identifiers.is_isbn, identifiers.isbns(entry.get("isbn"))):
        return "".join(filter(str.isalnum, isbn))[-10:-1]
    return ""


def kind_of(entry: Entry) -> str:
    """The kind of publication that the type of an entry is of.

    >>> from publications.bibtex import writer
    >>> kind_of(writer.make("inproceedings", "sand", {}))
    'conference'
    """
    return kinds.entry_type(entry.type).kind.name


def is_preprint(entry: Entry) -> bool:
    """Whether a preprint server is the only home of an entry."""
    return registered.only_preprint(entry, registered.arxiv_of(entry))


def difference(one: Entry, other: Entry) -> str:
    """What two entries of one title do not share, so that they may be two publications, or ''.

    The published version of a preprint may have another DOI, year and venue.
    """
    if _differ(arxiv_of(one), arxiv_of(other)):
        return "another arXiv id"
    if _share_no_author(one, other):
        return "other authors"
    if is_preprint(one) != is_preprint(other):
        return ""
    if _differ(doi_of(one), doi_of(other)):
        return "another DOI"
    if _years_between(one, other) > 1:
        return "another year"
    if _differ(venue_kind(one), venue_kind(other)):
        return "another kind of venue"
    return ""


def _differ(one: str, other: str) -> bool:
    """Whether both say something, and not the same.

    >>> _differ("book", "journal"), _differ("book", "")
    (True, False)
    """
    return "" not in (one, other) and one != other


def _share_no_author(one: Entry, other: Entry) -> bool:
    """Whether both entries name people, and not one family name is the same."""
    families, others = _families(one), _families(other)
    if not families or not others:
        return False
    return families.isdisjoint(others)


def _years_between(one: Entry, other: Entry) -> int:
    """How many years two entries are apart; 0 where one has no date."""
    years = (year_of(one), year_of(other))
    if 0 in years:
        return 0
    return max(years) - min(years)


def venue_kind(entry: Entry) -> str:
    """Whether an entry is in a `book` or a `journal`; empty where it names neither.

    >>> from publications.bibtex import writer
    >>> venue_kind(writer.make("article", "sand", {"journal": "Journal of the Sea"}))
    'journal'
    """
    if entry.get("booktitle"):
        return "book"
    if entry.get("journal", "journaltitle"):
        return "journal"
    return ""


def _families(entry: Entry) -> set[str]:
    """The folded family names of the authors, or of the editors where there are none."""
    try:
        people, _ = read_names(entry.get("author", "editor"))
    except NameSyntaxError:
        return set()
    return {fold_key(person.family) for _, person in people}
