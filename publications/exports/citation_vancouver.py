"""References in the Vancouver style: "Citing Medicine" of the NLM, 2nd edition, by sequence."""

from __future__ import annotations

from typing import Final

from publications.exports import page_ranges
from publications.exports.citation_parts import (
    Work,
    around,
    capitalised,
    days,
    edition,
    family,
    followed,
    initials,
    is_numeric,
    joined,
    several,
    three_letters,
    unchanged,
    years,
)
from publications.model.people import People, Person

# Of more authors than these the first six are shown.
_MOST_AUTHORS: Final = 6
_SERIALS: Final = frozenset({"article-journal", "periodical"})
_PARTS: Final = frozenset({"chapter", "entry-encyclopedia", "paper-conference"})


def reference(work: Work) -> str:
    """The reference."""
    text = followed(joined(". ", _elements(work)), ".")
    return " ".join(filter(None, (text, _availability(work))))


def _elements(work: Work) -> list[str]:
    """The elements, those that are not known empty."""
    edition_of_work = ""
    if not work.container:
        edition_of_work = edition(work.edition)
    return [
        _author(work),
        _title(work),
        edition_of_work,
        _whole(work),
        _published(work),
        _pages(work),
        _part(work),
        _series(work),
        _report(work),
    ]


def _author(work: Work) -> str:
    """The authors, or the editors or translators of what has none."""
    if work.authors.persons:
        return _people(work.authors)
    label = several(work.translators, "translator", "translators")
    translators = around("", _people(work.translators), f", {label}")
    return joined(", ", (_editors(work.editors), translators))


def _people(people: People) -> str:
    """A list of names."""
    names = list(map(_name, people.persons[:_MOST_AUTHORS]))
    if people.others or len(people.persons) > _MOST_AUTHORS:
        names.append("et al.")
    return ", ".join(names)


def _name(person: Person) -> str:
    """`de la Cruz JM Jr`."""
    given = initials(person.given, dotted=False)
    names = filter(None, (family(person), given, person.suffix.replace(".", "")))
    return unchanged(person) or " ".join(names)


def _editors(editors: People) -> str:
    """The editors: `Abel C, Dorn E, editors`."""
    return around("", _people(editors), f", {several(editors, 'editor', 'editors')}")


def _title(work: Work) -> str:
    """The title, and in brackets what kind of work it is; a page of a site goes by the site's."""
    title = work.title
    if _is_page_of_site(work):
        title = work.container
    online = ""
    if work.url and work.type not in _PARTS and (not work.container or _is_page_of_site(work)):
        online = "[Internet]"
    return joined(" ", (title, around("[", work.genre, "]"), online))


def _is_page_of_site(work: Work) -> bool:
    """Whether it is a page of a site that has a name."""
    return work.type == "webpage" and bool(work.container)


def _whole(work: Work) -> str:
    """The journal or book that it came out in, or the volume."""
    editors = ""
    if work.authors.persons:
        editors = _editors(work.editors)
    whole = joined(". ", (editors, _container(work)))
    if work.type in _PARTS and whole:
        return f"In: {whole}"
    return whole


def _container(work: Work) -> str:
    """The title of the whole, or the volume of what is whole."""
    if work.type == "webpage":
        return ""
    if not work.container:
        return _volume(work)
    title = work.container
    if work.type == "article-journal":
        title = work.short_container.replace(".", "")
    if work.url and not _has_number(work):
        title += " [Internet]"
    return joined(". ", (title, edition(work.edition)))


def _volume(work: Work) -> str:
    """The volume of a book; a law has its number there."""
    if work.type == "legislation":
        return work.number
    if is_numeric(work.volume):
        return page_ranges.labelled(work.volume, "Vol.", "Vols.")
    return work.volume


def _published(work: Work) -> str:
    """Publisher, date, volume and pages."""
    if work.type in _SERIALS:
        volume = work.series + work.volume + around("(", work.issue, ")")
        return joined(";", (_date(work), joined(":", (volume, page_ranges.shortened(work.pages)))))
    place = work.place
    if work.type == "thesis":
        place = around("[", place, "]")
    return joined("; ", (joined(": ", (place, work.publisher)), _date(work)))


def _date(work: Work) -> str:
    """The date, as exact as the type asks for; or the words in its place."""
    if work.date is None and work.type == "patent":
        return work.number
    if work.date is None:
        return capitalised(work.status)
    year = years(work.date, " BC")
    if work.type in _SERIALS or work.type == "legislation":
        return joined(" ", (year, days(work.date, three_letters, "{}")))
    if work.type == "report":
        return joined(" ", (year, days(work.date, three_letters, "")))
    if work.type == "patent":
        return joined(", ", (work.number, year))
    return year


def _pages(work: Work) -> str:
    """The pages within the whole; of a book how many there are."""
    if work.type == "article-journal":
        return ""
    if work.type != "book":
        return around("p. ", page_ranges.shortened(work.pages))
    if is_numeric(work.page_total):
        return f"{work.page_total} p."
    return work.page_total


def _part(work: Work) -> str:
    """The title of a page of a site."""
    if _is_page_of_site(work):
        return work.title
    return ""


def _series(work: Work) -> str:
    """The series of a book, and the number in it."""
    if work.type in _SERIALS or not work.series:
        return ""
    number = work.series_number
    if is_numeric(number):
        number = f"no. {number}"
    return f"({joined('; ', (work.series, number))})"


def _report(work: Work) -> str:
    """The number of a report."""
    if work.type != "report" or not work.number:
        return ""
    number = work.number
    if is_numeric(number):
        number = f"no.: {number}"
    return f"{capitalised(work.genre) or 'Report'} {number}"


def _availability(work: Work) -> str:
    """Where it is to be read: an archive, an address, a DOI."""
    archive = around("Located at: arXiv; arXiv:", work.arxiv)
    address = around("Available from: ", work.url)
    if _has_number(work):
        address = ""
    addresses = joined(". ", (archive, joined(" ", (address, around("doi:", work.doi)))))
    return " ".join(filter(None, (addresses, _pubmed(work))))


def _has_number(work: Work) -> bool:
    """Whether it is an article that is found by a number, without its address."""
    return work.type == "article-journal" and bool(work.doi or work.pmid or work.pmcid)


def _pubmed(work: Work) -> str:
    """The numbers in PubMed."""
    numbers = (
        around("PubMed PMID: ", work.pmid),
        around("PubMed Central PMCID: ", work.pmcid),
    )
    return around("", joined("; ", numbers), ".")
