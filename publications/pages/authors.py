"""The people of a publication as a list or a page shows them."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from markupsafe import Markup

from publications.model import collaborations, people
from publications.model.people import Person
from publications.model.publication import Publication
from publications.pages import ties
from publications.words import ENGLISH, Words

#: A list of more names than this and one is folded.
FOLD_AFTER: Final = 8
#: How many names a folded list begins with.
FIRST_SHOWN: Final = 3


class Author(NamedTuple):
    """A name as it is shown, with the marks of its roles, and the roles in words.

    `skipped` is whether names before it are left out, `last` whether none comes after it.
    """

    name: Markup
    owner: bool
    marks: str
    roles: str
    orcid: str
    skipped: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True)
class Authors:
    """The names of a publication: those that are shown, and all where that is not all."""

    shown: tuple[Author, ...]
    all: tuple[Author, ...]
    folded: bool
    others: bool
    editors: bool
    legend: tuple[tuple[str, str], ...]
    collaboration: str


def authors_view(
    publication: Publication, words: Words = ENGLISH, *, folds: bool = True
) -> Authors:
    """The names as they are shown: where a long list folds, the first, the owner and the last."""
    persons = publication.people.persons
    marks = people.role_symbols(publication.people)
    annotation = publication.annotation.text
    everybody = [_author(person, marks, annotation, words) for person in persons]
    everybody[-1:] = [author._replace(last=True) for author in everybody[-1:]]
    folded = folds and len(everybody) > FOLD_AFTER + 1
    shown = tuple(everybody)
    if folded:
        shown = _some(everybody)
    return Authors(
        shown=shown,
        all=tuple(everybody),
        folded=folded,
        others=publication.people.others,
        editors=publication.people is publication.editors and bool(persons),
        legend=_legend(publication, words),
        collaboration=collaborations.in_words(publication.collaborations, words),
    )


def _legend(publication: Publication, words: Words) -> tuple[tuple[str, str], ...]:
    """What the marks at the names mean; nothing where the owner's annotation says it.

    `("*", "equal contribution")`, in the order in which the roles come.
    """
    legend = tuple(people.legend(publication.people, words))
    if all(mark in publication.annotation.text for mark, _ in legend):
        return ()
    return legend


def _some(authors: Sequence[Author]) -> tuple[Author, ...]:
    """The first, the owner and the last; a name that alone would be left out between them stays.

    What follows a gap is `skipped`, before which the template prints dots.
    """
    last = len(authors) - 1
    kept = {position for position, author in enumerate(authors) if author.owner}
    kept.update((*range(FIRST_SHOWN), last))
    kept.update([place for place in range(last) if {place - 1, place + 1} <= kept])
    some: list[Author] = []
    for before, position in itertools.pairwise([-1, *sorted(kept)]):
        some.append(authors[position]._replace(skipped=position - before > 1))
    return tuple(some)


def _author(person: Person, marks: Mapping[str, str], annotation: str, words: Words) -> Author:
    """The name with the marks of its roles, and those in it that the annotation explains.

    `G. Mai*†` has a role's `*`, and a `†` of the entry's that `annotation` tells about.
    """
    if not person.roles and not person.marks:
        return Author(ties.name(person), person.owner, "", "", person.orcid)
    explained = [mark for mark in person.marks if mark in annotation]
    symbols = "".join([*(marks[role] for role in person.roles), *explained])
    roles = ", ".join(people.role_label(role, words) for role in person.roles)
    return Author(ties.name(person), person.owner, symbols, roles, person.orcid)
