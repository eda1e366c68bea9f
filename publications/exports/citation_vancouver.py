"""References in the Vancouver style: "Citing Medicine" of the NLM, 2nd edition, by sequence.

Where it is silent, it is as the CSL style "Vancouver" has it, which the tests compare.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from publications.exports import page_ranges
from publications.exports.citation_names import family, initials, labelled, name_of
from publications.exports.citation_parts import (
    Work,
    around,
    capitalised,
    days,
    edition,
    followed,
    is_numeric,
    joined,
    three_letters,
    years,
)
from publications.model.people import People, Person

# Of more authors than these the first six are shown.
_MOST_AUTHORS: Final = 6
_SERIALS: Final = frozenset({"article-journal", "periodical"})
_PARTS: Final = frozenset({"chapter", "entry-encyclopedia", "paper-conference"})
# Works whose month is shown, each with the format of the day.
_DAY: Final = {"article-journal": "{}", "legislation": "{}", "periodical": "{}", "report": ""}


def reference(work: Work) -> str:
    """The reference, which has no italics in this style.

    `Abel C, Dorn E. Ice. Sea. 2021;12(3):101–15. doi:10.1000/1`
    """
    text = followed(joined(". ", _elements(work)), ".")
    return joined(" ", (text, _availability(work)))


def _elements(work: Work) -> Iterable[str]:
    """The elements in order, those that are not known empty."""
    title, part = _titles(work)
    edition_of_whole = ""
    if not work.container:
        edition_of_whole = edition(work.edition)
    return (
        _author(work),
        joined(" ", (title, around("[", work.genre, "]"), _medium(work))),
        edition_of_whole,
        _whole(work),
        _published(work),
        _pages(work),
        part,
        _series(work),
        _report(work),
    )


def _author(work: Work) -> str:
    """The authors, or the editors and translators of what has none: `Abel C, editor`."""
    if work.authors.persons:
        return _people(work.authors)
    names = _people(work.translators)
    translators = labelled(names, work.translators, "translator", "translators")
    return joined(", ", (_editors(work.editors), translators))


def _people(people: People) -> str:
    """A list of names: `Abel C, Dorn E, et al.`."""
    names = list(map(_name, people.persons[:_MOST_AUTHORS]))
    if people.others or len(people.persons) > _MOST_AUTHORS:
        names.append("et al.")
    return ", ".join(names)


def _name(person: Person) -> str:
    """A name without dots: `de la Cruz JM Jr`."""
    suffix = person.suffix.replace(".", "")
    given = initials(person.given, dotted=False)
    return name_of(person, " ", (family(person), given, suffix))


def _editors(editors: People) -> str:
    """The editors: `Abel C, Dorn E, editors`."""
    return labelled(_people(editors), editors, "editor", "editors")


def _titles(work: Work) -> tuple[str, str]:
    """The title, and that of the part, since a page of a site goes by the name of the site."""
    if work.type == "webpage" and work.container:
        return work.container, work.title
    return work.title, ""


def _medium(work: Work) -> str:
    """`[Internet]` after the title of a whole that is read at an address.

    A part has it after the title of its whole (`_container`).
    """
    if work.is_part or work.type in _PARTS or not work.url:
        return ""
    return "[Internet]"


def _whole(work: Work) -> str:
    """The journal or book that it came out in, or the volume: `In: Rask P, editor. Handbook`."""
    editors = ""
    if work.authors.persons:
        editors = _editors(work.editors)
    whole = joined(". ", (editors, _container(work)))
    if work.type in _PARTS:
        return around("In: ", whole)
    return whole


def _container(work: Work) -> str:
    """The title of the whole with its edition, or the volume of what is whole."""
    if work.type == "webpage":
        return ""
    if not work.container:
        return _volume(work)
    title = work.container
    if work.type == "article-journal":
        title = work.short_container.replace(".", "")
    if work.url and not _is_numbered(work):
        title += " [Internet]"
    return joined(". ", (title, edition(work.edition)))


def _volume(work: Work) -> str:
    """The volume of a book, `Vol. 4`; a law has its number there."""
    if work.type == "legislation":
        return work.number
    if is_numeric(work.volume):
        return page_ranges.labelled(work.volume, "Vol.", "Vols.")
    return work.volume


def _published(work: Work) -> str:
    """Publisher and date, or of an article where it is in its journal.

    `Oslo: North Press; 2021`, `2021 May;12(3):101–15`.
    """
    if work.type in _SERIALS:
        volume = work.series + work.volume + around("(", work.issue, ")")
        return joined(";", (_date(work), joined(":", (volume, page_ranges.shortened(work.pages)))))
    place = work.place
    if work.type == "thesis":
        place = around("[", place, "]")
    return joined("; ", (joined(": ", (place, work.publisher)), _date(work)))


def _date(work: Work) -> str:
    """The date, as exact as the type asks for: `2021 May 17`; or the words in its place.

    A patent has its number with the date.
    """
    year = years(work.date, " BC")
    if work.type == "patent":
        return joined(", ", (work.number, year))
    if work.date is None:
        return capitalised(work.status)
    if work.type not in _DAY:
        return year
    return joined(" ", (year, days(work.date, three_letters, _DAY[work.type])))


def _pages(work: Work) -> str:
    """The pages within the whole, `p. 101–15`; of a book how many there are, `320 p.`."""
    if work.type == "article-journal":
        return ""
    if work.type != "book":
        return around("p. ", page_ranges.shortened(work.pages))
    if is_numeric(work.page_total):
        return f"{work.page_total} p."
    return work.page_total


def _series(work: Work) -> str:
    """The series of a book, and the number in it: `(Lecture Notes; no. 12)`."""
    if work.type in _SERIALS or not work.series:
        return ""
    return f"({joined('; ', (work.series, _counted('no.', work.series_number)))})"


def _report(work: Work) -> str:
    """The number of a report: `Technical Report no.: 12`."""
    if work.type != "report" or not work.number:
        return ""
    return f"{capitalised(work.genre) or 'Report'} {_counted('no.:', work.number)}"


def _counted(label: str, number: str) -> str:
    """A number after its label; what is no number, as `A/7`, says by itself what it is."""
    if not is_numeric(number):
        return number
    return f"{label} {number}"


def _availability(work: Work) -> str:
    """Where it is to be read: an archive, an address, a DOI, PubMed.

    `Available from: https://example.org/1 doi:10.1000/1 PubMed PMID: 123.`
    """
    archive = around("Located at: arXiv; arXiv:", work.arxiv)
    address = ""
    if not _is_numbered(work):
        address = around("Available from: ", work.url)
    addresses = joined(". ", (archive, joined(" ", (address, around("doi:", work.doi)))))
    return joined(" ", (addresses, _pubmed(work)))


def _is_numbered(work: Work) -> bool:
    """Whether it is an article that is found by a number, so that no address is needed."""
    return work.type == "article-journal" and any((work.doi, work.pmid, work.pmcid))


def _pubmed(work: Work) -> str:
    """The numbers in PubMed: `PubMed PMID: 123; PubMed Central PMCID: PMC9.`."""
    numbers = (
        around("PubMed PMID: ", work.pmid),
        around("PubMed Central PMCID: ", work.pmcid),
    )
    return around("", joined("; ", numbers), ".")
