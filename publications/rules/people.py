"""Rules about lists of names: that the owner is among them, and how the names are joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from publications.bibtex import Entry
from publications.diagnostics import Diagnostic, quote
from publications.model import people
from publications.model.names import NameSyntaxError, Person, bare_names, read_names
from publications.model.publication import Publication
from publications.model.roles import unread_annotations
from publications.rules.context import Context, error, warning
from publications.rules.joined import BY_AND, BY_COMMA, BY_SIGN, WAYS, are_whole, parted, slip_in
from publications.settings import Owner

_ROLES: Final = ("author", "editor")
# In a longer list the owner is not looked for between other signs than ` and `.
_LONGEST_GUESSED: Final = 10_000
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.[-\u2010]?)+")
_ANNOTATION: Final = re.compile(r"(?:author|editor)[+-]an(?:\Z|:)")
_WRITTEN_OUT: Final = re.compile(r"[^\W\d_]{2}")
_BARE_INITIALS: Final = re.compile(r"[A-Z]{1,2}")
# What no initials have, which nearly all names do.
_LONG: Final = re.compile(r"\w{3}")
_JOIN_HINT: Final = "join names by ' and '"


def unreadable_name(entry: Entry, fault: NameSyntaxError) -> Diagnostic:
    """The finding about the name of an author or editor that cannot be read.

    Where the names can be read once they are joined by ` and `, the hint offers that.
    """
    unreadable = [role for role in _ROLES if not _is_readable(entry.get(role))]
    role = (*unreadable, "author")[0]
    joined = _readable(entry.get(role))
    message = f"{role} of {quote(entry.key)}: {fault}"
    hint = ""
    if joined:
        hint = f"{_JOIN_HINT}: {role} = {{{joined}}}"
    return error(entry, role, "unreadable-name", message, hint)


def missing_owner(publication: Publication, context: Context) -> Iterator[Diagnostic]:
    """The owner of the site is among the authors or the editors of all that it lists.

    They may be part of another name, where names are not joined by ` and `. Where a list ends in
    `and others`, they may be one of these.
    """
    owner = context.owner
    if not owner.name or not publication.people.persons or _has_owner(publication):
        return
    role, joined = _joined_with_owner(publication, owner)
    if role:
        message = f"{owner.name} is part of another name in {role} of {quote(publication.key)}"
        hint = f"{_JOIN_HINT}: {role} = {{{joined}}}"
        yield warning(publication.entry, role, "missing-owner", message, hint)
    elif not (publication.authors.others or publication.editors.others):
        message = f"{owner.name} is neither author nor editor of {quote(publication.key)}"
        hint = "correct the name, or add its spelling to the owner's aliases in mkdocs.yml"
        role = "author"
        if not publication.authors.persons:
            role = "editor"
        yield warning(publication.entry, role, "missing-owner", message, hint)


def joined_names(publication: Publication, context: Context) -> Iterator[Diagnostic]:
    """Names are joined by ` and `, not by a semicolon, an ampersand or a comma.

    Where the owner is among the joined names, `missing_owner` says so already.
    """
    for role in filter(publication.entry.get, _ROLES):
        slip = slip_in(publication.entry.get(role))
        if slip is None or _is_told_of_owner(publication, context.owner):
            continue
        message = f"{role} of {quote(publication.key)} {slip.fact}"
        hint = f"{_JOIN_HINT}: {role} = {{{_shown(slip.names)}}}, or put a body's name into braces"
        yield warning(publication.entry, role, "joined-names", message, hint)


def reversed_name(publication: Publication, _context: Context) -> Iterator[Diagnostic]:
    """No family name is initials: `Smith J.` wants a comma, `Smith, J.`.

    Initials without stops (`Smith J`) are told where several names of a list end in some.
    """
    for role, names in (("author", publication.authors), ("editor", publication.editors)):
        for person in _reversed(names.persons)[:1]:
            message = (
                f"{role} of {quote(publication.key)} has the family name {quote(person.family)}"
            )
            hint = f"write the family name first, with a comma: '{person.given}, {person.family}'"
            yield warning(publication.entry, role, "reversed-name", message, hint)


def _reversed(persons: Sequence[Person]) -> list[Person]:
    """The people whose family names are initials, after a name that is written out.

    >>> people = [Person("Roe", "", "B", ""), Person("Lee", "", "AC", "")]
    >>> len(_reversed(people)), len(_reversed(people[:1]))
    (2, 0)
    """
    short = [person for person in persons if not _LONG.search(person.family)]
    written_out = [person for person in short if _WRITTEN_OUT.match(person.given)]
    dotted = [person for person in written_out if _INITIALS.fullmatch(person.family)]
    bare = [person for person in written_out if _BARE_INITIALS.fullmatch(person.family)]
    if len(bare) > 1 and any(len(person.family) == 1 for person in bare):
        return dotted + bare
    return dotted


def unread_annotation(publication: Publication, _context: Context) -> Iterator[Diagnostic]:
    """Each annotation of a list of names is of one of them, or of the list."""
    entry = publication.entry
    for name in filter(_ANNOTATION.match, entry.fields):
        role = name[: len("author")]
        number = len(bare_names(entry.get(role)))
        for annotation in unread_annotations(entry.get(name), number):
            message = f"{name} of {quote(entry.key)} has no such name: {quote(annotation)}"
            hint = "write the position of the name, as in 1=equal; 4=corresponding"
            yield warning(entry, name, "unread-annotation", message, hint)


def _is_told_of_owner(publication: Publication, owner: Owner) -> bool:
    """Whether `missing_owner` names the field in which the names are joined.

    One finding is enough for one slip.
    """
    if _has_owner(publication):
        return False
    role, _ = _joined_with_owner(publication, owner)
    return bool(role)


def _has_owner(publication: Publication) -> bool:
    """Whether the owner is an author or an editor, whichever of them the work is shown with."""
    return publication.authors.has_owner or publication.editors.has_owner


def _joined_with_owner(publication: Publication, owner: Owner) -> tuple[str, str]:
    """The field whose names, once joined by ` and `, have the owner among them; and the names.

    Both are empty where neither field has.
    """
    for role in _ROLES:
        names = _with_owner(publication.entry.get(role), owner)
        if names:
            return role, names
    return "", ""


def _with_owner(value: str, owner: Owner) -> str:
    """The names of a list joined by ` and `, if the owner is one of them then, else ''.

    >>> _with_owner("Lee, Ann; Roe, Bob", Owner(name="Bob Roe"))
    'Lee, Ann and Roe, Bob'
    """
    if not owner.name or len(value) > _LONGEST_GUESSED:
        return ""
    fitting = filter(partial(_includes, owner), _guesses(value))
    return _shown(next(fitting, []))


def _guesses(value: str) -> Iterator[list[str]]:
    """The names that a list may have, from the surest guess to the least sure.

    >>> list(_guesses("Lee, Ann, Roe, Bob"))[-2:]
    [['Lee', 'Ann', 'Roe', 'Bob'], ['Lee, Ann', 'Roe, Bob']]
    """
    for way in WAYS:
        yield parted(value, way)
    yield _pairs(parted(value, BY_COMMA))


def _readable(value: str) -> str:
    """The names of a list joined by ` and `, if they can be read then, else the empty string.

    >>> _readable("Lee, Ann, Roe, Bob"), _readable("Lee,,,, Ann")
    ('Lee, Ann and Roe, Bob', 'Lee, Ann')
    """
    names = parted(value, BY_SIGN)
    if names == parted(value, BY_AND):
        names = parted(value, BY_COMMA)
        if not are_whole(names):
            names = _pairs(names)
    if _is_readable(" and ".join(names)):
        return _shown(names)
    return ""


def _is_readable(value: str) -> bool:
    """Whether a list of names can be read: each name has at most two commas.

    >>> _is_readable("Lee, Ann and Roe, Bob"), _is_readable("Lee, Ann, Roe, Bob")
    (True, False)
    """
    try:
        read_names(value)
    except NameSyntaxError:
        return False
    return True


def _pairs(names: Sequence[str]) -> list[str]:
    """Family and given names that were parted at each comma.

    >>> _pairs(["Lee", "Ann", "Roe", "Bob"])
    ['Lee, Ann', 'Roe, Bob']
    """
    return [", ".join(names[index : index + 2]) for index in range(0, len(names), 2)]


def _includes(owner: Owner, names: Sequence[str]) -> bool:
    """Whether the owner is one of these people, as far as the names can be read.

    >>> _includes(Owner(name="Bob Roe"), ["Lee, Ann", "Roe, B."])
    True
    """
    value = " and ".join(names)
    return _is_readable(value) and people.parse_people(value, owner=owner).has_owner


def _shown(names: Sequence[str]) -> str:
    """The first names of a list, joined as they should be.

    >>> _shown(["Ann Lee", "Bob Roe", "Cat Moe", "Dan Poe"])
    'Ann Lee and Bob Roe and Cat Moe and …'
    """
    shown = " and ".join(names[:3])
    if len(names) > 3:
        shown += " and …"
    return shown
