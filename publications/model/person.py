"""People and bodies, by the parts of their names, and keys by which names are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain
from typing import Final

from publications import tex
from publications.model.name_suffixes import is_generation

# Han, kana and hangul: written without blanks, family name first.
_EAST_ASIAN: Final = re.compile(
    r"[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    r"\uff66-\uff9f\U00020000-\U0003ffff\u00b7]+"
)


# What prefixes end in that have no blank after them: d'Alembert, al-Hakim.
_NO_BLANK: Final = ("'", "’", "-", "‐")
_SHORTENED: Final = ("de'", "de’", "da'", "da’")  # for `dei` and `dai`: de' Medici
_ELIDED: Final = (" d'", " d’", " l'", " l’")


@dataclass(frozen=True)
class Person:
    """One person or body of a name list, as plain text.

    `prefix` is BibTeX's von part, `suffix` its Jr part. A `literal` name was not split: a braced
    one, or one without blanks in a script that writes the family name first. `marks` are footnote
    marks that stood in the name.
    """

    given: str
    prefix: str
    family: str
    suffix: str
    literal: bool = False
    owner: bool = False
    orcid: str = ""
    roles: tuple[str, ...] = ()
    marks: str = field(default="", compare=False)

    @cached_property
    def name(self) -> str:
        """`Given von Family, Jr.`; family name first, without a blank, in East Asian scripts.

        >>> Person("Martin", "", "King", "Jr.").name, Person("三", "", "張", "").name
        ('Martin King, Jr.', '張三')
        """
        if self.given and is_east_asian(self.given + self.prefix + self.family):
            return self.prefix + self.family + self.given
        whole = f"{self.given} {self.surname}".strip()
        if self.given.endswith(_ELIDED):
            whole = self.given + self.surname
        return ", ".join(filter(None, (whole, self.suffix)))

    @property
    def surname(self) -> str:
        """`von Family`, without a blank after `d'` and `al-`.

        >>> Person("Guido", "van", "Rossum", "").surname, Person("", "d'", "Alembert", "").surname
        ('van Rossum', "d'Alembert")
        """
        if not self.prefix or is_elided(self.prefix):
            return self.prefix + self.family
        return f"{self.prefix} {self.family}"

    @property
    def sort_name(self) -> str:
        """`von Family, Jr., Given`, the form of BibTeX that is never ambiguous.

        >>> Person("Martin", "", "King", "Jr.").sort_name
        'King, Jr., Martin'
        """
        return ", ".join(filter(None, (self.surname, self.suffix, self.given)))

    @property
    def corporate(self) -> bool:
        """Whether it is likely a body: a braced name; in East Asian scripts people are braced."""
        return self.literal and not is_east_asian(self.family.replace(" ", ""))


@dataclass(frozen=True, slots=True)
class People:
    """A name list; `others` says that it ends in `and others`."""

    persons: tuple[Person, ...] = ()
    others: bool = False

    @property
    def has_owner(self) -> bool:
        """Whether the owner of the site is one of them."""
        return any(person.owner for person in self.persons)


def as_bibtex(person: Person) -> str:
    """A name as BibTeX reads it: `von Family, Jr., Given`; that of a body in braces.

    >>> as_bibtex(Person("Guido", "van", "Rossum", ""))
    'van Rossum, Guido'
    >>> as_bibtex(Person("", "", "Acme Inc.", "", literal=True))
    '{Acme Inc.}'
    """
    if person.corporate:
        return f"{{{tex.plain(person.sort_name).source}}}"
    family = tex.plain(person.family).source
    if any(word[:1].islower() for word in person.family.split()[:-1]):
        family = f"{{{family}}}"  # else these words would be the von part
    names = [f"{tex.plain(person.prefix).source} {family}".lstrip()]
    names += [tex.plain(name).source for name in (person.suffix, person.given) if name]
    return ", ".join(names)


def is_elided(prefix: str) -> bool:
    """Whether no blank is between a prefix and the name: `d'`, `al-`, but not `de'`."""
    return prefix.endswith(_NO_BLANK) and not prefix.endswith(_SHORTENED)


def is_east_asian(text: str) -> bool:
    """Whether the text is Han, kana or hangul from its first character to its last.

    >>> is_east_asian("山田"), is_east_asian("山田 Taro")
    (True, False)
    """
    return not text.isascii() and _EAST_ASIAN.fullmatch(text) is not None


def name_keys(person: Person) -> tuple[str, ...]:
    """Keys that are equal for all spellings of a name: accents, case, hyphens and blanks aside.

    Degrees do not count. In an East Asian script either order of family and given name counts. A
    name of marks alone has no key.

    >>> name_keys(Person("José-Luis", "de", "la Cruz", "")) == name_keys(
    ...     Person("JOSE LUIS", "", "De La Cruz", "")
    ... )
    True
    """
    family = person.prefix + person.family
    words = [*family.split(), *person.given.split()]
    if is_east_asian("".join(words)):
        orders = ("".join(words), "".join(reversed(words)))
        return tuple(dict.fromkeys(map(fold_key, orders)))
    key = ",".join(map(fold_key, (family, person.given, _generation(person.suffix))))
    if not key.strip(","):
        return ()
    return (key,)


@lru_cache(maxsize=256)
def _generation(suffix: str) -> str:
    """What a suffix says beside degrees, without its blanks.

    >>> _generation("Jr., PhD")
    'Jr.'
    """
    generations = filter(is_generation, map(str.split, suffix.split(", ")))
    return "".join(chain.from_iterable(generations))


@lru_cache(maxsize=4096)
def fold_key(text: str) -> str:
    """The text folded for comparison, without its blanks.

    >>> fold_key("Østergård-Li")
    'ostergardli'
    """
    return tex.fold(text).replace(" ", "")
