"""Rules about lists of names: that the owner is among them, and how the names are joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Final, NamedTuple

from publications.bibtex import Entry
from publications.diagnostics import Diagnostic, quote
from publications.model import people
from publications.model.names import (
    NameSyntaxError,
    Parts,
    bare_names,
    has_key,
    is_suffix,
    read_names,
    source_of,
)
from publications.model.publication import Publication
from publications.rules.context import Context, error, warning
from publications.settings import Owner
from publications.tex import braces

_ROLES: Final = ("author", "editor")
_AND: Final = r"(?:\A|\s)and(?=\s)"
# What is never between names: `&uuml;`, braces, and characters after a backslash.
_SKIPPED: Final = r"&(?!amp;)\#?\w+;|\\[^&\\]|[{}]"
_HAN: Final = "(?-i:[\u4e00-\u9fff])"  # has no case, and each letter would be looked up
_SEMICOLON: Final = rf"[;；、，]|(?<={_HAN})・(?={_HAN})|\\?&(?:amp;)?(?!\s*(?:,|\Z|and\s))|\\\\"
_WORD: Final = r"\s(?:und(?!\s(?:zum?|zur|von)\s)|et(?!\.?\sal)|with|og|och|en|y|[-/+|·•–—])\s"
#: Ways to join names beside ` and `, from the surest to the least sure.
_WAYS: Final = tuple(
    re.compile("|".join((_SKIPPED, f"(?P<between>{between})")), re.IGNORECASE)
    for between in (
        _AND,
        f"{_AND}|{_SEMICOLON}",
        f"{_AND}|{_SEMICOLON}|{_WORD}",
        f"{_AND}|{_SEMICOLON}|{_WORD}|,",
    )
)
_BY_AND, _BY_SEMICOLON, _BY_WORD, _BY_COMMA = _WAYS
# What a list without any other sign or word than ` and ` and commas has none of.
_SIGN: Final = re.compile(r"[;&；、，・]|\\\\")
_ANY_SIGN: Final = re.compile(rf"{_SIGN.pattern}|{_WORD}", re.IGNORECASE)
# Marks of footnotes and places at the end of a name: `Roe$^1$`, `Roe (Oslo)`.
_MARKED: Final = re.compile(r"(?:[\]$*†‡§¶0-9]|\)\}?)\Z")
# A whole name in Korean: family names have one syllable or two.
_HANGUL: Final = re.compile("[\uac00-\ud7af]{3,}")
# In a longer list the owner is not looked for between other signs than ` and `.
_LONGEST_GUESSED: Final = 10_000
_INITIAL: Final = re.compile(r"[^\W\d_](?:\.-?[^\W\d_])*\.?")
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
    for role in _ROLES:
        value = publication.entry.get(role)
        slip = _joined_by_signs(value) or _joined_by_commas(value)
        if slip is None or _is_told_of_owner(publication, context.owner):
            continue
        message = f"{role} of {quote(publication.key)} {slip.fact}"
        hint = f"{_JOIN_HINT}: {role} = {{{_shown(slip.names)}}}, or put a body's name into braces"
        yield warning(publication.entry, role, "joined-names", message, hint)


def _is_told_of_owner(publication: Publication, owner: Owner) -> bool:
    """Whether `missing_owner` names the field in which the names are joined.

    One finding is enough for one slip.
    """
    if _has_owner(publication):
        return False
    role, _ = _joined_with_owner(publication, owner)
    return bool(role)


class _Slip(NamedTuple):
    """What is wrong with the names of a list, and the names that are meant."""

    fact: str
    names: list[str]


def _joined_by_signs(value: str) -> _Slip | None:
    """The slip of a list whose names `;`, `&` or another sign or word joins.

    >>> _joined_by_signs("Ann Lee; Bob Roe"), _joined_by_signs("Ann Lee and Bob Roe")
    (_Slip(fact='joins names by ;, & or another sign', names=['Ann Lee', 'Bob Roe']), None)
    """
    if not _ANY_SIGN.search(value):
        return None
    known = len(_parted(value, _BY_AND))
    if _SIGN.search(value):
        names = _parted(value, _BY_SEMICOLON)
        if len(names) > known:
            return _Slip("joins names by ;, & or another sign", names)
    names = _parted(value, _BY_WORD)
    if len(names) > known and _are_whole(names):
        return _Slip("joins names by another word or sign than and", names)
    return None


def _are_whole(names: Iterable[str]) -> bool:
    """Whether each name has more than one word, so that none is a family name alone."""
    return all(" " in name for name in names)


def _joined_by_commas(value: str) -> _Slip | None:
    """The slip of a list in which one name has several people.

    >>> _joined_by_commas("Lee A., Roe B.").names
    ['Lee A.', 'Roe B.']
    """
    if "," not in value:
        return None
    names = bare_names(value)
    without_comma = any(len(parts) == 1 and len(parts[0]) > 1 for parts in names)
    for parts in names:
        if _is_several(parts, without_comma=without_comma):
            source = source_of(parts)
            persons = read_names(source)[0]
            read_as = ", ".join(person.name for _, person in persons)
            read = f"{quote(source)} is read as {quote(read_as)}"
            fact = f"may have several people in one name: {read}"
            return _Slip(fact, _parted(value, _BY_COMMA))
    return None


@lru_cache(maxsize=4096)  # the names of a list come again and again
def _is_several(parts: Parts, *, without_comma: bool) -> bool:
    """Whether a name with commas looks like several people.

    Three parts that are no suffix are three people, two Korean names of one word each are two; else
    `_are_two` decides. Parts of the extended form (`family=…`) are of one.

    Args:
        parts: the words between its commas.
        without_comma: whether other names of the list are written `First Last`.
    """
    names = [words for words in parts if words and not is_suffix(words)]
    if len(names) < 2 or any(map(has_key, names)):
        return False
    if len(names) > 2:
        return True
    first, second = names
    if all(map(_HANGUL.fullmatch, map(" ".join, names))):
        return True
    without_particles = [word for word in first if not word[:1].islower()]
    return _are_two(without_particles, second, without_comma=without_comma)


def _are_two(first: Sequence[str], second: Sequence[str], *, without_comma: bool) -> bool:
    """Whether the words before and after the only comma of a name are of two people.

    Two are `Lee A., Roe B.`, `Ann Lee$^1$, Bob Roe$^2$` and `A. Lee, B. Roe`; `Ann Lee, Bob Roe`
    only where the other names of the list have no commas.
    """
    if len(first) > 1 and _INITIAL.fullmatch(first[-1]):
        return True
    if min(len(first), len(second)) < 2:
        return False
    if all(_MARKED.search(words[-1]) for words in (first, second)):
        return True
    if _INITIAL.fullmatch(second[-1]):
        return False
    return without_comma or any(_INITIAL.fullmatch(words[0]) for words in (first, second))


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
    for way in _WAYS:
        yield _parted(value, way)
    yield _pairs(_parted(value, _BY_COMMA))


def _readable(value: str) -> str:
    """The names of a list joined by ` and `, if they can be read then, else the empty string.

    >>> _readable("Lee, Ann, Roe, Bob"), _readable("Lee,,,, Ann")
    ('Lee, Ann and Roe, Bob', 'Lee, Ann')
    """
    names = _parted(value, _BY_SEMICOLON)
    if names == _parted(value, _BY_AND):
        names = _parted(value, _BY_COMMA)
        if not _are_whole(names):
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


def _parted(value: str, way: re.Pattern[str]) -> list[str]:
    """The parts of a list between the words and signs that join names, outside of braces.

    >>> _parted("Ann Lee; {Barnes; Noble} and Bob Roe", _BY_SEMICOLON)
    ['Ann Lee', '{Barnes; Noble}', 'Bob Roe']
    """
    parts: list[str] = []
    start = 0
    for token, depth in braces.with_depths(way.finditer(value)):
        if token["between"] and depth == 0:
            parts.append(value[start : token.start()].strip())
            start = token.end()
    parts.append(value[start:].strip())
    return list(filter(None, parts))


def _shown(names: Sequence[str]) -> str:
    """The first names of a list, joined as they should be.

    >>> _shown(["Ann Lee", "Bob Roe", "Cat Moe", "Dan Poe"])
    'Ann Lee and Bob Roe and Cat Moe and …'
    """
    shown = " and ".join(names[:3])
    if len(names) > 3:
        shown += " and …"
    return shown
