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
    """The authors, or the editors of what has none."""
    if work.authors.persons:
        return _sorted(work.authors)
    in_encyclopedia = work.type == "entry-encyclopedia" and (work.container or work.publisher)
    if not work.editors.persons or in_encyclopedia:
        return ""
    return f"{_sorted(work.editors)} ({several(work.editors, 'Ed.', 'Eds.')})"


def contributors(work: Work) -> str:
    """The collaborations that the authors write for."""
    if work.type not in _WITH_CONTRIBUTORS or not (work.authors.persons or work.editors.persons):
        return ""
    names = [f"{name} Collaboration" for name in work.collaborations]
    return around("(with ", listed(names, "&"), ")")


def others(work: Work) -> str:
    """Editors and translators of a work that has authors: `P. Rask, Ed.; J. Müller, Trans.`."""
    editors = ""
    if work.authors.persons:
        editors = _spoken(work.editors)
    label = several(work.editors, "Ed.", "Eds.")
    return joined("; ", (around("", editors, f", {label}"), translators(work)))


def translators(work: Work) -> str:
    """The translators: `J. Müller & V. Ode, Trans.`."""
    return around("", _spoken(work.translators), ", Trans.")


def of_whole(work: Work) -> str:
    """The authors or editors of the book that a work is in, unless they are in its author's place.

    Editors of what has no author are there, but for an entry of an encyclopedia.
    """
    if work.book_authors.persons:
        return _spoken(work.book_authors)
    if not work.authors.persons and work.type != "entry-encyclopedia":
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
