"""The people of a reference in the style of the American Psychological Association.

Numbers in docstrings are those of the sections of its Publication Manual, 7th edition.
"""

from __future__ import annotations

from typing import Final

from publications.exports.citation_names import (
    family,
    given_first,
    initials,
    labelled,
    listed,
    name_of,
    several,
)
from publications.exports.citation_parts import Work, around, joined
from publications.model.people import People, Person

# More authors than these are shown by the first of them and the last one.
_MOST_AUTHORS: Final = 20
# Works with collaborations "on the cover".
_WITH_CONTRIBUTORS: Final = frozenset({"book", "pamphlet", "report", "standard"})


def author(work: Work) -> str:
    """The authors, or the editors of what has none: `Rask, P., & Ode, V. (Eds.)` (9.10).

    Empty for what goes by its title or by its publisher.
    """
    if work.authors.persons:
        return _sorted(work.authors)
    if not _led_by_editors(work):
        return ""
    return f"{_sorted(work.editors)} ({several(work.editors, 'Ed.', 'Eds.')})"


def _led_by_editors(work: Work) -> bool:
    """Whether the editors are in the place of the author.

    A part without author goes by its title, and what is in an encyclopedia by the publisher.
    """
    if work.authors.persons or not work.editors.persons:
        return False
    led_by = {
        "book": (work.container,),
        "entry-encyclopedia": (work.container, work.publisher),
    }
    return not any(led_by.get(work.type, ()))


def contributors(work: Work) -> str:
    """The collaborations that the authors write for: `(with ATLAS & CMS Collaboration)`."""
    people = work.authors.persons + work.editors.persons
    if work.type not in _WITH_CONTRIBUTORS or not people:
        return ""
    names = [f"{name} Collaboration" for name in work.collaborations]
    return around("(with ", listed(names, "&"), ")")


def others(work: Work) -> str:
    """Editors and translators of a work that has authors: `P. Rask, Ed.; J. Müller, Trans.`."""
    editors = ""
    if not _led_by_editors(work):
        editors = labelled(_spoken(work.editors), work.editors, "Ed.", "Eds.")
    return joined("; ", (editors, translators(work)))


def translators(work: Work) -> str:
    """The translators: `J. Müller & V. Ode, Trans.`."""
    return around("", _spoken(work.translators), ", Trans.")


def of_whole(work: Work) -> str:
    """The authors or editors of the book that it is in: `P. Rask (Ed.)` (9.28).

    Empty where they are in the place of the author.
    """
    if work.book_authors.persons:
        return _spoken(work.book_authors)
    if _led_by_editors(work):
        return ""
    return around("", _spoken(work.editors), f" ({several(work.editors, 'Ed.', 'Eds.')})")


def _sorted(people: People) -> str:
    """A list of names by which references are sorted: `Abel, C., & Dorn, E.`.

    Of more than twenty it has the first nineteen and the last (9.8).
    """
    names = list(map(_inverted, people.persons))
    if people.others:
        return f"{', '.join(names)}, et al."
    if len(names) > _MOST_AUTHORS:
        return f"{', '.join(names[: _MOST_AUTHORS - 1])}, … {names[-1]}"
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])}, & {names[-1]}"


def _inverted(person: Person) -> str:
    """A name as it is sorted: `de la Cruz, J. M., Jr.`."""
    given = initials(person.given, dotted=True)
    return name_of(person, ", ", (family(person), given, person.suffix))


def _spoken(people: People) -> str:
    """A list of names as they are spoken: `P. Rask & V. Ode`."""
    names = list(map(given_first, people.persons))
    if people.others:
        return f"{', '.join(names)}, et al."
    return listed(names, "&")
