"""Parts of a reference in APA style: years, numbers, details, and what kind of work it is.

Numbers in docstrings are those of the sections of the Publication Manual, 7th edition.
"""

from __future__ import annotations

from typing import Final

from publications.exports import page_ranges
from publications.exports.citation_parts import (
    Work,
    around,
    capitalised,
    edition,
    full_date,
    is_numeric,
    joined,
    years,
)
from publications.exports.title_case import title_case
from publications.model.dates import Date

#: Articles and issues of journals.
SERIALS: Final = frozenset({"article-journal", "periodical"})
#: Reports, and what is cited like one.
REPORTS: Final = frozenset({"document", "report", "standard"})
_BEFORE_CHRIST: Final = " B.C.E."
# Works whose number is one whatever it looks like: `No. EP 123456`.
_ALWAYS_NUMBERED: Final = frozenset({"legislation", "patent"})
# Works that have no version, edition or pages of their own.
_WITHOUT_DETAILS: Final = frozenset({"patent", "performance", "webpage"})
_FORMS: Final = {
    "dataset": "Dataset",
    "graphic": "Graphic",
    "motion_picture": "Video recording",
    "personal_communication": "Letter",
    "song": "Audio recording",
}
_UNPUBLISHED_FORMS: Final = _FORMS | {
    "manuscript": "Unpublished manuscript",
    "personal_communication": "Personal communication",
}


def is_talk(work: Work) -> bool:
    """Whether it is a conference paper of no volume, which is cited as a presentation (10.5)."""
    volume = (work.editors.persons, work.pages, work.volume, work.issue)
    return work.type == "paper-conference" and not any(volume)


def is_serial(work: Work) -> bool:
    """Whether it came out in a serial: a journal, or proceedings that name no editor (10.5)."""
    if work.type == "paper-conference":
        return not work.editors.persons
    return work.type in SERIALS


def is_online(work: Work) -> bool:
    """Whether a DOI or an address leads to it."""
    return any((work.doi, work.url))


def year(date: Date | None) -> str:
    """The year, also where it is not certain.

    >>> from publications.model.dates import parse_date
    >>> year(parse_date("2021-05", "", "")), year(parse_date("1890~", "", ""))
    ('2021', 'ca. 1890')
    """
    if date is None:
        return ""
    written = years(date, _BEFORE_CHRIST)
    if date.circa or date.uncertain:
        return f"ca. {written}"
    return written


def exact(date: Date | None) -> str:
    """A date to the day, as far as it is known.

    >>> from publications.model.dates import parse_date
    >>> exact(parse_date("2021-05-17", "", "")), exact(parse_date("2021-05", "", ""))
    ('May 17, 2021', 'May 2021')
    """
    if date is None:
        return ""
    return full_date(date, str, "{}", _BEFORE_CHRIST)


def numbered(work: Work) -> str:
    """What kind of work it is, and its number: `Technical Report No. 12`."""
    if not work.number:
        return ""
    genre = in_title_case(work, work.genre)
    if work.type == "thesis":
        genre = "Publication"
    return joined(" ", (genre, number(work)))


def number(work: Work) -> str:
    """The number, after `No.` where it is one; that of a standard alone: `ISO 690`."""
    if work.type == "standard":
        return work.number
    if work.type in _ALWAYS_NUMBERED or is_numeric(work.number):
        return around("No. ", work.number)
    return capitalised(work.number)


def details(work: Work) -> str:
    """Version, edition, volume and pages of what is no serial: `2nd ed., Vol. 4, pp. 1–9`."""
    if is_serial(work) or work.type in _WITHOUT_DETAILS:
        return ""
    series = ""
    if work.type in REPORTS:
        series = in_title_case(work, work.series)
    details = (
        around("Version ", work.version),
        edition(work.edition),
        series,
        _volume(work),
        around("Issue ", work.issue),
        _locator(work),
    )
    return joined(", ", details)


def _volume(work: Work) -> str:
    """The volume, or how many there are: `Vol. 4`, `Vols. 1–3` (9.20)."""
    if is_numeric(work.volume):
        return page_ranges.labelled(work.volume, "Vol.", "Vols.")
    if is_numeric(work.volumes):
        return f"Vols. 1–{work.volumes}"
    return work.volumes


def _locator(work: Work) -> str:
    """Pages, or the number of a chapter: `pp. 101–115`, `Chapter 4` (9.28)."""
    pages = page_ranges.expanded(work.pages)
    return page_ranges.labelled(pages) or around("Chapter ", work.chapter)


def form(work: Work) -> str:
    """What kind of work it is, in words; a number has them before it already.

    What has neither publisher nor address is called unpublished (10.8).
    """
    if work.genre and work.number:
        return ""
    if work.genre:
        return capitalised(work.genre)
    if work.type == "periodical" and work.container:
        return "Special issue"
    forms = _UNPUBLISHED_FORMS
    if any((work.doi, work.url, work.container, work.number, work.publisher)):
        forms = _FORMS
    return forms.get(work.type, "")


def in_title_case(work: Work, text: str) -> str:
    """A name with capitals, if it is likely English; other languages have their own rules."""
    if not work.english:
        return text
    return title_case(text)
