"""References in the style of the American Psychological Association, 7th edition.

Numbers in docstrings are those of the sections of its Publication Manual. A reference has four
elements: author, date, title and source (9.4). Where the manual is silent, it is as the CSL style
"APA Style 7th edition" has it, which the tests compare.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from publications.exports import citation_apa_parts as apa
from publications.exports import citation_apa_people as people
from publications.exports import page_ranges
from publications.exports.citation_parts import (
    Work,
    around,
    capitalised,
    days,
    followed,
    is_numeric,
    italic,
    joined,
)

# Works that come out on a day.
_WITH_DAY: Final = frozenset({
    "document", "motion_picture", "pamphlet", "performance", "personal_communication", "song",
    "webpage",
})  # fmt: skip
# Works without people that go by who publishes them.
_BY_PUBLISHER: Final = frozenset({"webpage", "entry-encyclopedia"})
# Works whose number is after their own title and not after that of the whole.
_WITH_NUMBER: Final = frozenset({"graphic", "motion_picture"})
_WITHOUT_HISTORY: Final = frozenset({"legal_case", "legislation", "patent"})


def reference(work: Work) -> str:
    """The reference, with marks around italics.

    `Abel, C. (2021). Ice. *Sea*, *12*(3), 1–9. https://doi.org/10.1000/1`; the DOI goes before
    another address (9.34).
    """
    text = _LEGAL.get(work.type, _in_elements)(work)
    address = around("https://doi.org/", work.doi) or work.url
    return joined(" ", (followed(text, "."), address, _history(work)))


def _in_elements(work: Work) -> str:
    """Author, date, title and source.

    Without people the publisher or else the title takes the place of the author (9.12).
    """
    author = people.author(work)
    title = joined(" ", (_title(work), _identifier(work)))
    publisher = _publisher(work)
    if not author and work.type in _BY_PUBLISHER:
        author, publisher = publisher, ""
    if not author:
        author, title = title, ""
    author = joined(" ", (author, people.contributors(work)))
    title = joined(" ", (title, around("[", _description(work), "]")))
    return joined(". ", (author, f"({_date(work)})", title, *_source(work, publisher)))


def _date(work: Work) -> str:
    """The year, with month and day of what comes out on a day: `2021, May 17` (9.14).

    Without a date it is the words in its place, such as `in press`, or `n.d.` (9.17).
    """
    if work.date is None:
        return work.status.lower() or "n.d."
    day = ""
    if work.type in _WITH_DAY or apa.is_talk(work):
        day = days(work.date, str, "{}")
    return joined(", ", (apa.year(work.date), day))


def _title(work: Work) -> str:
    """The title, in italics unless it is that of a part (9.19)."""
    if work.is_part:
        return work.title
    if work.type == "webpage" or apa.is_serial(work):
        return italic(work.title)
    return italic(_with_volume(work, work.title))


def _with_volume(work: Work, title: str) -> str:
    """A title with that of the volume (9.20); the number of a volume is among the details."""
    if is_numeric(work.volume):
        return title
    return joined(": ", (title, work.volume))


def _identifier(work: Work) -> str:
    """What is in parentheses after the title (9.19).

    Of a whole `(V. Ode, Trans.; Research Report No. 7; 2nd ed., Vol. 4)`; of a part what the
    whole does not say.
    """
    elements = [people.others(work), apa.numbered(work), apa.details(work)]
    if work.type == "patent":
        elements = [joined(" ", (capitalised(work.genre) or "Patent", apa.number(work)))]
    elif work.is_part:
        elements = [people.translators(work), _number_of_part(work)]
    elif work.type in apa.SERIALS:
        elements[0] = people.translators(work)
    return around("(", joined("; ", elements), ")")


def _number_of_part(work: Work) -> str:
    """The number of what is in a whole but has a number of its own."""
    if work.type not in _WITH_NUMBER:
        return ""
    return apa.numbered(work)


def _description(work: Work) -> str:
    """What is in brackets after the title: what kind of work it is, `[Dataset]` (9.21).

    A thesis that can be read has its school there: `[PhD thesis, University of Oslo]` (10.6).
    """
    if work.type == "thesis":
        school = ""
        if apa.is_online(work):
            school = work.publisher
        return joined(", ", (capitalised(work.genre), school))
    if work.container and (work.type in apa.REPORTS or apa.is_talk(work)):
        return ""
    return apa.form(work)


def _source(work: Work, publisher: str) -> list[str]:
    """Where it came out: in a serial, in a book, at a publisher, on arXiv, at an event (9.23)."""
    if work.type == "webpage":
        return [publisher, apa.in_title_case(work, work.container)]
    whole = _whole(work)
    if apa.is_serial(work):
        whole = _serial(work)
    return [whole, publisher, around("arXiv (arXiv:", work.arxiv, ")"), _event(work)]


def _event(work: Work) -> str:
    """The event, its place and days, unless a paper of it came out in a volume (10.5).

    `Days of Listening, Lima, June 1–3, 2023`; without its name where that is the container's.
    """
    is_in_volume = work.type == "paper-conference" and not apa.is_talk(work)
    if is_in_volume or not work.event:
        return ""
    name = ""
    if work.event != work.container:
        name = capitalised(work.event)
    return joined(", ", (name, work.event_place, apa.exact(work.event_date)))


def _serial(work: Work) -> str:
    """Journal, volume, issue and pages (9.25): `*Sea*, *12*(3), 101–115`.

    The number of an article takes the place of the pages: `*Sea*, *12*, Article e17` (9.27).
    """
    titles = (apa.in_title_case(work, work.container), apa.in_title_case(work, work.series))
    issue = italic(work.volume) + around("(", work.issue, ")")
    pages = around("Article ", work.number) or page_ranges.expanded(work.pages)
    status = ""
    if not _is_placed(work):
        status = _status(work)
    return joined(". ", (joined(", ", (italic(joined(", ", titles)), issue, pages)), status))


def _is_placed(work: Work) -> bool:
    """Whether its place in a serial or series is known."""
    return any((work.series, work.issue, work.number, work.pages, work.volume))


def _status(work: Work) -> str:
    """The state of what has a date beside it: `In press`."""
    if work.date is None:
        return ""
    return capitalised(work.status)


def _history(work: Work) -> str:
    """Its state, and when it first came out: `(Original work published 1899)`.

    The state of an article without volume and pages is in its journal's place (`_serial`).
    """
    if work.type in _WITHOUT_HISTORY:
        return ""
    status = ""
    if _is_placed(work):
        status = _status(work)
    first = around("Original work published ", apa.year(work.original_date))
    return around("(", joined("; ", (status, first)), ")")


def _whole(work: Work) -> str:
    """The book that it is in: `In P. Rask (Ed.), *Handbook* (2nd ed., pp. 1–9)` (9.28)."""
    if not work.container:
        return ""
    preposition = "In"
    if work.type == "song":
        preposition = "On"
    number = ""
    if work.type not in _WITH_NUMBER:
        number = apa.numbered(work)
    details = around("(", joined("; ", (number, apa.details(work))), ")")
    title = italic(_with_volume(work, work.container))
    whole = joined(", ", (people.of_whole(work), title))
    return joined(" ", (preposition, whole, details, _form_of_part(work)))


def _form_of_part(work: Work) -> str:
    """What kind of work the part is, where that is not said after its title."""
    if work.type not in apa.REPORTS:
        return ""
    return around("[", apa.form(work), "]")


def _publisher(work: Work) -> str:
    """The publisher of what is no serial (9.29).

    The school of a thesis is one only if it is nowhere to be read; else see `_description`.
    """
    if apa.is_serial(work):
        return ""
    if work.type == "thesis" and apa.is_online(work):
        return ""
    return work.publisher


def _decision(work: Work) -> str:
    """A court decision (11.4): by volume and page of the reporter, or by number and day.

    `Abel v. Dorn, 12 U.S. 101 (2021)`; a page that is not known yet is `___`.
    """
    if not work.container:
        return _cited(work, apa.number(work), apa.exact(work.date))
    page = _first_page(work) or "___"
    return _cited(work, joined(" ", (work.volume, work.container, page)), apa.year(work.date))


def _statute(work: Work) -> str:
    """A law (11.5): by its number, and where it was published.

    `Sea Act, Pub. L. No. 12-7, 4 Stat. 101 (2021)`.
    """
    law = around("Pub. L. ", apa.number(work))
    published = joined(" ", (work.volume, work.container, _first_page(work)))
    return _cited(work, joined(", ", (law, published)), apa.year(work.date))


def _first_page(work: Work) -> str:
    """The first of the pages."""
    return work.pages.partition("–")[0]


def _cited(work: Work, number: str, date: str) -> str:
    """A legal work by its name, what it is found by, and a date."""
    name = joined(", ", (apa.in_title_case(work, work.title), number))
    return joined(" ", (name, around("(", date, ")")))


_LEGAL: Final[dict[str, Callable[[Work], str]]] = {
    "legal_case": _decision,
    "legislation": _statute,
}
