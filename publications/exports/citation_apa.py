"""References in the style of the American Psychological Association, 7th edition."""

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
    given_first,
    initials,
    is_numeric,
    italic,
    joined,
    listed,
    several,
    unchanged,
    years,
)
from publications.exports.title_case import title_case
from publications.model.people import People, Person

# More authors than these are shown by the first of them and the last one.
_MOST_AUTHORS: Final = 20
_SERIALS: Final = frozenset({"article-journal", "periodical"})
_LEGAL: Final = frozenset({"legal_case", "legislation"})
# Works that come out on a day.
_WITH_DAY: Final = frozenset(
    ("document", "motion_picture", "pamphlet", "performance", "personal_communication")
) | {"song", "webpage"}
_REPORTS: Final = frozenset({"document", "report", "standard"})
# Works whose number is after their own title and not after that of the whole.
_WITH_NUMBER: Final = frozenset({"graphic", "motion_picture"})
_FORMS: Final = {
    "dataset": "Dataset",
    "graphic": "Graphic",
    "motion_picture": "Video recording",
    "personal_communication": "Letter",
    "song": "Audio recording",
}
_UNPUBLISHED: Final = {
    "manuscript": "Unpublished manuscript",
    "personal_communication": "Personal communication",
}


def reference(work: Work) -> str:
    """The reference, with marks around italics."""
    if work.type in _LEGAL:
        text = followed(_legal(work), ".")
    else:
        text = followed(joined(". ", _elements(work)), ".")
    address = work.url
    if work.doi:
        address = f"https://doi.org/{work.doi}"
    return " ".join(filter(None, (text, address)))


def _elements(work: Work) -> list[str]:
    """Author, date, title and source, without what took the place of an author."""
    author = _author(work)
    title = [_title(work), _identifier(work)]
    publisher = _publisher(work)
    if not author and work.type == "webpage":
        author, publisher = publisher, ""
    if not author:
        author, title = joined(" ", title), []
    title.append(around("[", _description(work), "]"))
    return [author, f"({_date(work)})", joined(" ", title), *_source(work, publisher)]


def _author(work: Work) -> str:
    """The authors, or the editors of what has none."""
    if work.authors.persons:
        return _people(work.authors)
    if not work.editors.persons or (work.type == "entry-encyclopedia" and work.container):
        return ""
    return f"{_people(work.editors)} ({several(work.editors, 'Ed.', 'Eds.')})"


def _people(people: People) -> str:
    """A list of names; of more than twenty the first nineteen and the last."""
    names = list(map(_inverted, people.persons))
    if people.others:
        return f"{', '.join(names)}, et al."
    if len(names) > _MOST_AUTHORS:
        return f"{', '.join(names[: _MOST_AUTHORS - 1])}, … {names[-1]}"
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])}, & {names[-1]}"


def _inverted(person: Person) -> str:
    """A name as it is sorted: `de la Cruz, J. M., Jr.` in a list."""
    given = initials(person.given, dotted=True)
    names = filter(None, (family(person), given, person.suffix))
    return unchanged(person) or ", ".join(names)


def _editors(work: Work) -> str:
    """The editors of a work that has authors: `P. Rask & I. Stone`."""
    if not work.editors.persons or not work.authors.persons:
        return ""
    return _given_first(work.editors)


def _given_first(people: People) -> str:
    """A list of names as they are spoken."""
    names = list(map(given_first, people.persons))
    if people.others:
        return f"{', '.join(names)}, et al."
    return listed(names, "&")


def _date(work: Work) -> str:
    """The year, with month and day of what comes out on a day; or the words in its place."""
    if work.date is None:
        return work.status.lower() or "n.d."
    year = years(work.date, " B.C.E.")
    if work.date.circa or work.date.uncertain:
        year = f"ca. {year}"
    day = ""
    if work.type in _WITH_DAY or _is_talk(work):
        day = days(work.date, str, "{}")
    return joined(", ", (year, day))


def _is_talk(work: Work) -> bool:
    """Whether it is a conference paper of no volume."""
    if work.type != "paper-conference" or work.editors.persons:
        return False
    return not (work.pages or work.volume or work.issue)


def _is_serial(work: Work) -> bool:
    """Whether it came out in a serial: a journal, or proceedings that name no editor."""
    if work.type == "paper-conference":
        return not work.editors.persons
    return work.type in _SERIALS


def _title(work: Work) -> str:
    """The title, in italics unless it is that of a part."""
    if work.container and work.type != "webpage":
        return work.title
    title = work.title
    if not _is_serial(work) and work.type != "webpage" and not is_numeric(work.volume):
        title = joined(": ", (title, work.volume))
    return italic(title)


def _identifier(work: Work) -> str:
    """What is in parentheses after the title."""
    if work.type == "patent":
        identifier = joined(" ", (capitalised(work.genre) or "Patent", _number(work)))
    elif work.type == "webpage":
        identifier = joined("; ", (_secondary(work), _numbered(work)))
    elif not work.container:
        identifier = joined("; ", (_secondary(work), _numbered(work), _details(work)))
    elif work.type in _WITH_NUMBER:
        identifier = _numbered(work)
    else:
        identifier = ""
    return around("(", identifier, ")")


def _secondary(work: Work) -> str:
    """The editors of a book that has an author."""
    if work.type in _SERIALS:
        return ""
    return around("", _editors(work), f", {several(work.editors, 'Ed.', 'Eds.')}")


def _numbered(work: Work) -> str:
    """What kind of work it is, and its number: `Technical Report No. 12`."""
    if not work.number:
        return ""
    genre = _title_case(work, work.genre)
    if work.type == "thesis":
        genre = "Publication"
    return joined(" ", (genre, _number(work)))


def _number(work: Work) -> str:
    """The number, after `No.` where it is one; that of a standard alone."""
    if not work.number or work.type == "standard":
        return work.number
    if work.type in ("patent", "legislation") or is_numeric(work.number):
        return f"No. {work.number}"
    return capitalised(work.number)


def _details(work: Work) -> str:
    """Version, edition, volume and pages of what is no serial."""
    if _is_serial(work) or work.type == "performance":
        return ""
    series = ""
    if work.type in _REPORTS:
        series = _title_case(work, work.series)
    return joined(
        ", ",
        (
            around("Version ", work.version),
            edition(work.edition),
            series,
            _volume(work),
            around("Issue ", work.issue),
            _locator(work),
        ),
    )


def _volume(work: Work) -> str:
    """The volume, or how many there are."""
    if is_numeric(work.volume):
        return f"Vol. {work.volume}"
    if is_numeric(work.volumes):
        return f"Vols. 1–{work.volumes}"
    return work.volumes


def _locator(work: Work) -> str:
    """Pages, or the number of a chapter."""
    if not work.pages:
        return around("Chapter ", work.chapter)
    return page_ranges.labelled(page_ranges.expanded(work.pages))


def _description(work: Work) -> str:
    """What is in brackets after the title: what kind of work it is."""
    if work.type == "thesis":
        school = ""
        if work.doi or work.url:
            school = work.publisher
        return joined(", ", (capitalised(work.genre), school))
    if work.container and work.type in (*_REPORTS, "performance"):
        return ""
    if work.container and _is_talk(work):
        return ""
    return _form(work)


def _form(work: Work) -> str:
    """What kind of work it is, in words."""
    if work.genre and work.number:
        return ""
    if work.genre:
        return capitalised(work.genre)
    if work.type == "periodical" and work.container:
        return "Special issue"
    if work.container or work.doi or work.number or work.publisher or work.url:
        return _FORMS.get(work.type, "")
    return _UNPUBLISHED.get(work.type) or _FORMS.get(work.type, "")


def _source(work: Work, publisher: str) -> list[str]:
    """Where it came out."""
    if work.type == "webpage":
        return [publisher, _title_case(work, work.container)]
    arxiv = around("arXiv (arXiv:", work.arxiv, ")")
    whole = _whole(work)
    if _is_serial(work):
        whole = _serial(work)
    return [whole, publisher, arxiv, _event(work)]


def _event(work: Work) -> str:
    """The event and its place, unless a paper of it came out in a volume."""
    if not work.event or (work.type == "paper-conference" and not _is_talk(work)):
        return ""
    if work.event == work.container:
        return work.event_place
    return joined(", ", (capitalised(work.event), work.event_place))


def _serial(work: Work) -> str:
    """Journal, volume, issue and pages."""
    titles = (_title_case(work, work.container), _title_case(work, work.series))
    issue = italic(work.volume) + around("(", work.issue, ")")
    pages = around("Article ", work.number) or page_ranges.expanded(work.pages)
    return joined(", ", (italic(joined(", ", titles)), issue, pages))


def _whole(work: Work) -> str:
    """The book that it is in: `In P. Rask (Ed.), Handbook (2nd ed., pp. 1–9)`."""
    if not work.container:
        return ""
    preposition = "In"
    if work.type == "song":
        preposition = "On"
    editors = around("", _whole_editors(work), f" ({several(work.editors, 'Ed.', 'Eds.')})")
    title = work.container
    if not is_numeric(work.volume):
        title = joined(": ", (title, work.volume))
    number = ""
    if work.type not in _WITH_NUMBER:
        number = _numbered(work)
    details = around("(", joined("; ", (number, _details(work))), ")")
    form = ""
    if work.type in (*_REPORTS, "performance") and not work.pages:
        form = around("[", _form(work), "]")
    whole = joined(", ", (editors, italic(title)))
    return joined(" ", (preposition, whole, details, form))


def _whole_editors(work: Work) -> str:
    """The editors of the book, unless they are in the place of the author."""
    if work.type == "entry-encyclopedia" or work.authors.persons:
        return around("", _given_first(work.editors))
    return ""


def _publisher(work: Work) -> str:
    """The publisher of what is no serial; the school of a thesis that is nowhere to be read."""
    if work.type == "thesis" and (work.doi or work.url):
        return ""
    if _is_serial(work):
        return ""
    return work.publisher


def _legal(work: Work) -> str:
    """A court decision or a law, as lawyers cite them: by name, number and year."""
    number = _number(work)
    if work.type == "legislation":
        number = around("Pub. L. ", number)
    page, _, _ = work.pages.partition("–")
    whole = ""
    if work.container:
        whole = joined(" ", (work.volume, work.container, page))
    date = ""
    if work.date is not None:
        date = years(work.date, " B.C.E.")
        if work.type == "legal_case" and not work.container:
            date = joined(", ", (days(work.date, str, "{}"), date))
    name = joined(", ", (_title_case(work, work.title), number, whole))
    return joined(" ", (name, around("(", date, ")")))


def _title_case(work: Work, text: str) -> str:
    """A name with capitals, if it is likely English."""
    if not work.english:
        return text
    return title_case(text)
