"""People: who stands in a name list, who of them owns the site, and their roles.

The names themselves are read by names.py, ORCIDs by orcid.py.  Roles come from biblatex's data
annotations (biblatex manual, 3.7): `author+an = {1=equal; 2=equal; 4=corresponding}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, count
from typing import Final, Literal

from publications import tex
from publications.bibtex import Entry
from publications.model.names import (
    NameSyntaxError,
    Person,
    fold_key,
    is_east_asian,
    name_keys,
    read_names,
)
from publications.model.orcid import PeopleFileError, bare_orcid, read_orcids, valid_orcid
from publications.settings import Owner

__all__ = [
    "ROLE_LABELS",
    "NameSyntaxError",
    "Owner",
    "People",
    "PeopleFileError",
    "Person",
    "legend",
    "parse_annotations",
    "parse_people",
    "read_orcids",
    "role_symbols",
    "valid_orcid",
]


@dataclass(frozen=True, slots=True)
class People:
    """A name list; `others` says that it ends in `and others`."""

    persons: tuple[Person, ...] = ()
    others: bool = False


def parse_people(
    value: str,
    *,
    annotations: str = "",
    owner: Owner | None = None,
    orcids: Mapping[str, str] | None = None,
) -> People:
    """Read a name list; `annotations` is the value of the `+an` field beside it.

    `orcids` is what `read_orcids` gives.  Raises NameSyntaxError at the first unreadable name.
    """
    found, others = read_names(value)
    roles = parse_annotations(annotations)
    persons = [replace(p, roles=roles[i]) if i in roles else p for i, p in found]
    _mark(persons, owner, orcids or {})
    return People(tuple(persons), others)


def people_of(
    entry: Entry, role: str, owner: Owner | None = None, orcids: Mapping[str, str] | None = None
) -> People:
    """The people in the field `author` or `editor` of an entry.

    Raises NameSyntaxError at the first unreadable name.
    """
    annotations = entry.get(f"{role}+an")
    return parse_people(entry.get(role), annotations=annotations, owner=owner, orcids=orcids)


# Roles

# Symbols in the order of use for the roles that have none of their own.
_SYMBOLS: Final = ("‡", "§", "¶", "‖")
_OWN_SYMBOLS: Final = {"equal": "*", "corresponding": "†"}
ROLE_LABELS: Final[Mapping[str, str]] = {
    "equal": "equal contribution",
    "corresponding": "corresponding author",
    "lead": "project lead",
    "senior": "senior author",
    "advising": "equal advising",
    "presenter": "presenting author",
    "student": "student author",
    "deceased": "deceased",
}
_ROLE_SPELLINGS: Final = {
    "equalcontribution": "equal", "equalcontrib": "equal", "equally": "equal", "cofirst": "equal",
    "jointfirst": "equal", "sharedfirst": "equal",
    "correspondingauthor": "corresponding", "correspondence": "corresponding",
    "corr": "corresponding",
    "projectlead": "lead", "lastauthor": "senior", "seniorauthor": "senior",
    "equaladvising": "advising", "presenting": "presenter", "presentingauthor": "presenter",
}  # fmt: skip
# Marks by which many files set off the file's owner; the owner is known here, so they say nothing.
_OWN_MARKS: Final = frozenset(
    ("me", "myself", "self", "own", "owner", "highlight", "bold", "underline", "emph")
)
_ANNOTATION: Final = re.compile(r'((?:[^;"]|"[^"]*"?)*)(?:;|\Z)')
_ANNOTATION_VALUE: Final = re.compile(r'((?:[^,"]|"[^"]*"?)*)(?:,|\Z)')


def parse_annotations(source: str) -> dict[int, tuple[str, ...]]:
    """The roles by position in the list, from 1: `1=equal; 2=equal,corresponding; 3="since 2020"`.

    Annotations of the whole list and of a part of a name (`1:family=…`) give nobody a role.
    """
    roles: dict[int, dict[str, None]] = {}
    for annotation in _ANNOTATION.findall(source):
        place, _, values = annotation.partition("=")
        if not re.fullmatch(r"\s*[0-9]{1,6}\s*", place):
            continue
        keys = (_role_key(value) for value in _ANNOTATION_VALUE.findall(values))
        roles.setdefault(int(place), {}).update(dict.fromkeys(key for key in keys if key))
    return {position: tuple(keys) for position, keys in roles.items() if keys}


def _role_key(value: str) -> str:
    """One key for all spellings of a known role; of another its words; empty for a bare mark."""
    words = " ".join(tex.parse(value.strip().strip('"')).text.split())
    plain = tex.fold(words).replace(" ", "")
    if not plain or plain in _OWN_MARKS:
        return ""
    known = _ROLE_SPELLINGS.get(plain, plain)
    return known if known in ROLE_LABELS else words


def role_symbols(people: People) -> dict[str, str]:
    """A symbol for each role that occurs, in the order of occurrence; numbers when they run out."""
    roles = dict.fromkeys(role for person in people.persons for role in person.roles)
    free = chain(_SYMBOLS, map(str, count(1)))
    return {role: _OWN_SYMBOLS.get(role) or next(free) for role in roles}


def legend(people: People) -> list[tuple[str, str]]:
    """What the symbols mean, to be read under the names: `("*", "equal contribution")`."""
    return [(s, ROLE_LABELS.get(role, role)) for role, s in role_symbols(people).items()]


# Who is who


def _mark(persons: list[Person], owner: Owner | None, orcids: Mapping[str, str]) -> None:
    """Set `owner` on one person at most, and `orcid` on whom it is known of, in place."""
    chosen = _owner_position(persons, owner) if owner else None
    for position, person in enumerate(persons) if orcids else ():
        orcid = next((orcids[key] for key in name_keys(person) if key in orcids), "")
        if orcid:
            persons[position] = replace(person, orcid=orcid)
    if owner and chosen is not None:
        person = persons[chosen]
        persons[chosen] = replace(person, owner=True, orcid=bare_orcid(owner.orcid) or person.orcid)


def _owner_position(persons: list[Person], owner: Owner) -> int | None:
    """Where the owner stands, or None.

    A name or alias as it is written wins over a name with a middle name more or less, and that over
    initials.  Where two people fit equally well and neither is exact, nobody is marked.
    """
    exact, forms = _owner_forms(owner)
    likeness: list[int] = [_likeness(person, exact, forms) for person in persons]
    best = max(likeness, default=0)
    if best == 0 or (best < 3 and likeness.count(best) > 1):
        return None
    return likeness.index(best)


@lru_cache(maxsize=16)
def _owner_forms(owner: Owner) -> tuple[frozenset[str], tuple[tuple[str, Person], ...]]:
    """The keys of the owner's name and aliases, and each as a person with its family name's key.

    An unreadable alias fits nobody.
    """
    forms: list[Person] = []
    for name in filter(None, (owner.name, *owner.aliases)):
        try:
            forms += parse_people(name).persons
        except NameSyntaxError:
            continue
    keys = {key for form in forms for key in (*name_keys(form), fold_key(form.name))}
    partial = (form for form in forms if form.given and not is_east_asian(form.given))
    return frozenset(keys - {""}), tuple((k, form) for form in partial for k in name_keys(form))


def _likeness(
    person: Person, exact: frozenset[str], forms: tuple[tuple[str, Person], ...]
) -> Literal[0, 1, 2, 3]:
    """3: the same name; 2: the same but for middle names; 1: initials that fit; 0: another person.

    An unlike given name is another person (`Gang Mai` is not `Guangcan Mai`, nor is `Mai`), and so
    are initials with one that the owner's name has not (`G. Y. Mai`).
    """
    keys = name_keys(person)
    # In full as well, since braces and a capital `Van` split the same name otherwise.
    if not exact.isdisjoint(keys) or fold_key(person.name) in exact:
        return 3
    best: Literal[0, 1, 2] = 0
    for key, form in forms if person.given and keys else ():
        family, _, suffix = key.split(",")
        if not (keys[0].startswith(f"{family},") and keys[0].endswith(f",{suffix}")):
            continue
        if initials := _initials(person.given):
            fits = any(full.startswith(initials) for full in _initials_of(form.given))
            best = max(best, 1 if fits else 0)
        elif _differ_in_middle(_given_names(person.given), _given_names(form.given)):
            best = 2
    return best


def _differ_in_middle(names: list[str], others: list[str]) -> bool:
    """Whether the names fit as far as both go, an initial standing for a name, and one is equal."""
    pairs = list(zip(names, others, strict=False))
    fits = all(a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in pairs)
    return fits and any(a == b and len(a) > 1 for a, b in pairs)


def _given_names(given: str) -> list[str]:
    return [key for word in re.split(r"[\s.]+", given) if (key := fold_key(word))]


def _initials(given: str) -> str:
    """The letters of `G. C.`, `G.-C.` or `GC`; empty where a name is written out."""
    letters = ""
    for word in re.split(r"[\s.\-\u2010-\u2015]+", given):
        key = fold_key(word)
        if len(key) > 1 and not (len(key) <= 3 and word.isupper()):
            return ""
        letters += key
    return letters


def _initials_of(given: str) -> tuple[str, str]:
    """The initials of names written out, once with each part of a hyphenated name, once without."""
    parts = [fold_key(word)[:1] for word in re.split(r"[\s.\-\u2010-\u2015]+", given)]
    return "".join(parts), "".join(name[0] for name in _given_names(given))
