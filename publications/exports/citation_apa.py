"""References in the style of the American Psychological Association, 7th edition."""

from __future__ import annotations

from typing import Final

from publications.exports import citation_apa_people as people
from publications.exports import page_ranges
from publications.exports.citation_parts import (
    Work,
    around,
    capitalised,
    days,
    edition,
    followed,
    full_date,
    is_numeric,
    italic,
    joined,
    years,
)
from publications.exports.title_case import title_case
from publications.model.dates import Date

_BEFORE_CHRIST: Final = " B.C.E."
_SERIALS: Final = frozenset({"article-journal", "periodical"})
_LEGAL: Final = frozenset({"legal_case", "legislation"})
# Works that come out on a day.
_WITH_DAY: Final = frozenset({
    "document", "motion_picture", "pamphlet", "performance", "personal_communication", "song",
    "webpage",
})  # fmt: skip
# Works without people that go by who publishes them.
_BY_PUBLISHER: Final = frozenset({"webpage", "entry-encyclopedia"})
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
    return " ".join(filter(None, (text, address, _history(work))))


def _elements(work: Work) -> list[str]:
    """Author, date, title and source, without what took the place of an author."""
    author = people.author(work)
    title = [_title(work), _identifier(work)]
    publisher = _publisher(work)
    if not author and work.type in _BY_PUBLISHER:
        author, publisher = publisher, ""
    if not author:
        author, title = joined(" ", title), []
    title.append(around("[", _description(work), "]"))
    author = joined(" ", (author, people.contributors(work)))
    return [author, f"({_date(work)})", joined(" ", title), *_source(work, publisher)]


def _date(work: Work) -> str:
    """The year, with month and day of what comes out on a day; or the words in its place."""
    if work.date is None:
        return work.status.lower() or "n.d."
    day = ""
    if work.type in _WITH_DAY or _is_talk(work):
        day = days(work.date, str, "{}")
    return joined(", ", (_year(work.date), day))


def _year(date: Date) -> str:
    """The year, also where it is not certain: `ca. 1890`."""
    year = years(date, _BEFORE_CHRIST)
    if date.circa or date.uncertain:
        return f"ca. {year}"
    return year


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
        identifier = joined("; ", (people.others(work), _numbered(work)))
    elif not work.container:
        identifier = joined("; ", (_secondary(work), _numbered(work), _details(work)))
    elif work.type in _WITH_NUMBER:
        identifier = joined("; ", (people.translators(work), _numbered(work)))
    else:
        identifier = people.translators(work)
    return around("(", identifier, ")")


def _secondary(work: Work) -> str:
    """The editors and translators of what is whole; of a serial the translators only."""
    if work.type in _SERIALS:
        return people.translators(work)
    return people.others(work)


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
    if _is_serial(work) or work.type in ("patent", "performance"):
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
        return page_ranges.labelled(work.volume, "Vol.", "Vols.")
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
    name = capitalised(work.event)
    if work.event == work.container:
        name = ""
    day = ""
    if work.event_date:
        day = full_date(work.event_date, str, "{}", _BEFORE_CHRIST)
    return joined(", ", (name, work.event_place, day))


def _serial(work: Work) -> str:
    """Journal, volume, issue and pages."""
    titles = (_title_case(work, work.container), _title_case(work, work.series))
    issue = italic(work.volume) + around("(", work.issue, ")")
    pages = around("Article ", work.number) or page_ranges.expanded(work.pages)
    status = ""
    if work.date and not _is_placed(work):
        status = capitalised(work.status)
    return joined(". ", (joined(", ", (italic(joined(", ", titles)), issue, pages)), status))


def _is_placed(work: Work) -> bool:
    """Whether its place in a serial or series is known."""
    return bool(work.series or work.issue or work.number or work.pages or work.volume)


def _history(work: Work) -> str:
    """What is known of it beside: its state, and when it first came out."""
    if work.type == "patent" or work.type in _LEGAL:
        return ""
    status = ""
    if work.date and _is_placed(work):
        status = capitalised(work.status)
    first = ""
    if work.original_date:
        first = f"Original work published {_year(work.original_date)}"
    return around("(", joined("; ", (status, first)), ")")


def _whole(work: Work) -> str:
    """The book that it is in: `In P. Rask (Ed.), Handbook (2nd ed., pp. 1–9)`."""
    if not work.container:
        return ""
    preposition = "In"
    if work.type == "song":
        preposition = "On"
    title = work.container
    if not is_numeric(work.volume):
        title = joined(": ", (title, work.volume))
    number = ""
    if work.type not in _WITH_NUMBER:
        number = _numbered(work)
    details = around("(", joined("; ", (number, _details(work))), ")")
    form = ""
    if work.type in _REPORTS or (work.type == "performance" and not work.pages):
        form = around("[", _form(work), "]")
    whole = joined(", ", (people.of_whole(work), italic(title)))
    return joined(" ", (preposition, whole, details, form))


def _publisher(work: Work) -> str:
    """The publisher of what is no serial; the school of a thesis that is nowhere to be read."""
    if work.type == "thesis" and (work.doi or work.url):
        return ""
    if _is_serial(work):
        return ""
    return work.publisher


def _legal(work: Work) -> str:
    """A court decision or a law, as lawyers cite them: by name, number and year."""
    page, _, _ = work.pages.partition("–")
    number = _number(work)
    whole = ""
    if work.type == "legislation":
        number = around("Pub. L. ", number)
        whole = joined(" ", (work.volume, work.container, page))
    elif work.container:
        number = ""
        whole = joined(" ", (work.volume, work.container, page or "___"))  # not known yet
    date = ""
    if work.date and work.type == "legal_case" and not work.container:
        date = full_date(work.date, str, "{}", _BEFORE_CHRIST)
    elif work.date:
        date = _year(work.date)
    name = joined(", ", (_title_case(work, work.title), number, whole))
    return joined(" ", (name, around("(", date, ")")))


def _title_case(work: Work, text: str) -> str:
    """A name with capitals, if it is likely English."""
    if not work.english:
        return text
    return title_case(text)
