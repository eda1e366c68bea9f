"""The people of a reference in the style of the American Psychological Association."""

from __future__ import annotations

from typing import Final

from publications.exports.citation_parts import (
    Work,
    around,
    family,
    given_first,
    initials,
    joined,
    listed,
    several,
    unchanged,
)
from publications.model.people import People, Person

# More authors than these are shown by the first of them and the last one.
_MOST_AUTHORS: Final = 20
# Works with collaborations "on the cover".
_WITH_CONTRIBUTORS: Final = frozenset({"book", "pamphlet", "report", "standard"})


def author(work: Work) -> str:
    """The authors, or the editors of what has none; what goes by its title has none there."""
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
    if work.type == "entry-encyclopedia":
        return not (work.container or work.publisher)
    return not (work.container and work.type == "book")


def contributors(work: Work) -> str:
    """The collaborations that the authors write for."""
    if work.type not in _WITH_CONTRIBUTORS or not (work.authors.persons or work.editors.persons):
        return ""
    names = [f"{name} Collaboration" for name in work.collaborations]
    return around("(with ", listed(names, "&"), ")")


def others(work: Work) -> str:
    """Editors and translators of a work that has authors: `P. Rask, Ed.; J. Müller, Trans.`."""
    editors = ""
    if not _led_by_editors(work):
        label = several(work.editors, "Ed.", "Eds.")
        editors = around("", _spoken(work.editors), f", {label}")
    return joined("; ", (editors, translators(work)))


def translators(work: Work) -> str:
    """The translators: `J. Müller & V. Ode, Trans.`."""
    return around("", _spoken(work.translators), ", Trans.")


def of_whole(work: Work) -> str:
    """The authors or editors of the book that it is in, unless they are in the author's place."""
    if work.book_authors.persons:
        return _spoken(work.book_authors)
    if _led_by_editors(work):
        return ""
    return around("", _spoken(work.editors), f" ({several(work.editors, 'Ed.', 'Eds.')})")


def _sorted(people: People) -> str:
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


def _spoken(people: People) -> str:
    """A list of names as they are spoken."""
    names = list(map(given_first, people.persons))
    if people.others:
        return f"{', '.join(names)}, et al."
    return listed(names, "&")
