"""References in the style of the IEEE reference guide (2023)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from publications.exports import page_ranges
from publications.exports.citation_names import given_first, labelled, listed
from publications.exports.citation_parts import (
    Work,
    around,
    capitalised,
    days,
    edition,
    followed,
    full_date,
    italic,
    joined,
    three_letters,
    years,
)
from publications.model.people import People

# Of more authors than these only the first is shown.
_MOST_AUTHORS: Final = 6
_BOOKS: Final = frozenset(
    ("book", "graphic", "legal_case", "legislation", "motion_picture", "song")
)
_WITH_EDITION: Final = _BOOKS | {"chapter", "paper-conference", "report"}
_PLACE_FIRST: Final = _BOOKS | {"chapter", "paper-conference"}
_WITH_MONTH: Final = frozenset({"article-journal", "report", "paper-conference"})
_WITH_YEAR: Final = frozenset(
    ("book", "chapter", "graphic", "legal_case", "legislation", "song", "thesis")
)
_BEFORE_CHRIST: Final = " BC"
_INNER_QUOTES: Final = str.maketrans("“”", "‘’")


def reference(work: Work) -> str:
    """The reference, with marks around italics."""
    text = _ELEMENTS.get(work.type, _other)(work)
    author = _author(work)
    if author:
        text = followed(author, ", ") + text
    return " ".join(filter(None, (text, _access(work))))


def _author(work: Work) -> str:
    """The authors, or the editors or translators of what has none; of many the first."""
    if work.authors.persons:
        return _people(work.authors, _MOST_AUTHORS)
    editors = _people(work.editors, _MOST_AUTHORS)
    if editors:
        return labelled(editors, work.editors, "Ed.", "Eds.")
    return around("", _people(work.translators, _MOST_AUTHORS), ", Trans.")


def _people(people: People, most: int) -> str:
    """A list of names; of more than `most` only the first."""
    names = list(map(given_first, people.persons))
    if len(names) > most:
        names = names[:1]
    elif not people.others:
        return listed(names, "and")
    return f"{', '.join(names)} {italic('et al.')}"


def _editors(work: Work) -> str:
    """The editors of what has authors, all of them."""
    if not work.authors.persons:
        return ""
    names = _people(work.editors, len(work.editors.persons))
    return labelled(names, work.editors, "Ed.", "Eds.")


def _article(work: Work) -> str:
    """A journal article."""
    text = joined(
        ", ",
        (
            _title(work),
            italic(work.short_container),
            _locators(work),
            _pages(work),
            _date(work),
            _status(work),
        ),
    )
    if work.doi or work.url:
        return followed(text, ",")
    return followed(text, ".")


def _paper(work: Work) -> str:
    """A conference paper."""
    venue = around("presented at the ", work.event)
    if work.container:
        venue = f"in {italic(work.container)}"
    title = joined(", ", (_title(work), venue, _editors(work)))
    out = joined(", ", (_publisher(work), _date(work), _pages(work), _status(work)))
    series = _series(work)
    if series:
        return _sentence(joined(". ", (joined(", ", (title, series)), out)))
    return _sentence(joined(", ", (title, out)))


def _chapter(work: Work) -> str:
    """A part of a book."""
    elements = (
        _title(work),
        around("in ", italic(work.container)),
        _locators(work),
        _editors(work),
        _series(work),
        _publisher(work),
        _date(work),
        around("ch. ", work.chapter),
        _pages(work),
    )
    return _sentence(joined(", ", elements))


def _report(work: Work) -> str:
    """A report."""
    genre = joined(" ", (work.genre, work.number))
    return _sentence(joined(", ", (_title(work), _publisher(work), genre, _date(work))))


def _thesis(work: Work) -> str:
    """A thesis."""
    return _sentence(joined(", ", (_title(work), work.genre, _publisher(work), _date(work))))


def _preprint(work: Work) -> str:
    """A preprint."""
    server = joined(": ", (italic(_publisher(work)), work.number))
    return _sentence(joined(", ", (_title(work), _date(work), server)))


def _page(work: Work) -> str:
    """A web page."""
    return _sentence(joined(", ", (_title(work), work.container)))


def _patent(work: Work) -> str:
    """A patent."""
    return joined(", ", (_title(work), work.number, _date(work)))


def _film(work: Work) -> str:
    """A film."""
    title = joined(", ", (_title(work), around("(", _date(work), ")")))
    return _sentence(joined(". ", (work.place, title)))


def _standard(work: Work) -> str:
    """A standard."""
    name = joined(" ", (work.genre, work.number))
    return _sentence(joined(", ", (_title(work), name, work.place, _date(work))))


def _book(work: Work) -> str:
    """A book, or what is cited like one."""
    title = joined(", ", (_title(work), _locators(work)))
    out = joined(", ", (_publisher(work), _date(work), _pages(work)))
    return _sentence(joined(". ", (joined(". ", (title, _series(work))), out)))


def _manuscript(work: Work) -> str:
    """What was written for few readers."""
    elements = (
        _title(work),
        italic(work.container),
        _locators(work),
        _publisher(work),
        _pages(work),
        _date(work),
    )
    return _sentence(joined(", ", elements))


def _other(work: Work) -> str:
    """A work of another type."""
    title = joined(", ", (_title(work), italic(work.container), _locators(work)))
    out = joined(", ", (_publisher(work), _pages(work), _date(work)))
    return _sentence(joined(". ", (joined(". ", (title, _series(work))), out)))


_ELEMENTS: Final[dict[str, Callable[[Work], str]]] = {
    "article-journal": _article,
    "paper-conference": _paper,
    "speech": _paper,
    "chapter": _chapter,
    "report": _report,
    "thesis": _thesis,
    "article": _preprint,
    "webpage": _page,
    "patent": _patent,
    "motion_picture": _film,
    "standard": _standard,
    "manuscript": _manuscript,
    "personal_communication": _manuscript,
    **dict.fromkeys(("book", "graphic", "legal_case", "legislation", "song"), _book),
}


def _sentence(text: str) -> str:
    """A text with a full stop."""
    return followed(text, ".")


def _title(work: Work) -> str:
    """The title, in italics where it is that of a whole, else in quotes."""
    if work.type in _BOOKS or work.type == "standard":
        return italic(work.title)
    return around("“", work.title.translate(_INNER_QUOTES), "”")


def _locators(work: Work) -> str:
    """Edition, volume and issue."""
    return joined(
        ", ",
        (
            _edition(work),
            around("vol. ", work.volume),
            around("", work.volumes, " vols."),
            around("no. ", work.issue),
        ),
    )


def _edition(work: Work) -> str:
    """The edition of a book."""
    if work.type not in _WITH_EDITION:
        return ""
    return edition(capitalised(work.edition), ".")


def _series(work: Work) -> str:
    """The series, and the number in it."""
    if not work.series:
        return ""
    numbers = (around("no. ", work.series_number), around("vol. ", work.volume))
    return joined(", ", (f"in {work.series}", *numbers))


def _publisher(work: Work) -> str:
    """Publisher and place, in the order of the type."""
    if work.type in _PLACE_FIRST:
        return joined(": ", (work.place, work.publisher))
    return joined(", ", (work.publisher, work.place))


def _pages(work: Work) -> str:
    """The pages: `p. 17`, `pp. 3–5`."""
    return page_ranges.labelled(work.pages)


def _date(work: Work) -> str:
    """The date, as exact as the type asks for."""
    date = work.date
    if date is None:
        return ""
    if work.type in _WITH_YEAR:
        return years(date, _BEFORE_CHRIST)
    if work.type in _WITH_MONTH:
        return joined(" ", (days(date, _month, ""), years(date, _BEFORE_CHRIST)))
    return full_date(date, _month, "{:02d}", _BEFORE_CHRIST)


def _month(name: str) -> str:
    """`Jan.`; `May` is no abbreviation."""
    short = three_letters(name)
    if short == name:
        return name
    return f"{short}."


def _status(work: Work) -> str:
    """The words in place of a date."""
    if work.pages or work.volume or work.issue:
        return ""
    return capitalised(work.status)


def _access(work: Work) -> str:
    """The DOI or the address; a page of the web is cited by its address."""
    medium = "[Online]"
    if work.type == "motion_picture":
        medium = "[Online Video]"
    if work.doi and work.type != "webpage":
        return f"doi: {work.doi}."
    return around(f"{medium}. Available: ", work.url)
