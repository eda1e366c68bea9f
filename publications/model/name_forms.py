"""The forms of one name: which of its words are given name, von part, family name and suffix.

BibTeX has `First von Last`, `von Last, First` and `von Last, Jr, First` ("Tame the BeaST", section
11; bibtex.web, sections 387-403), biblatex `family=…, given=…` (its manual, 3.4). What else people
write (`Martin King Jr.`, `John Smith, PhD`, marks of footnotes) is read as they mean it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from publications.bibtex.spelling import Dictionary
from publications.model.name_suffixes import (
    SHORT_GENERATION,
    SURE_DEGREE,
    Parts,
    is_generation,
    is_suffix,
    joined,
    without_degrees,
    without_last,
)
from publications.model.name_words import (
    is_one_group,
    is_particle,
    particles_end,
    particles_start,
    text_of,
    unmarked,
    unnumbered,
)
from publications.model.person import Person, is_east_asian

__all__ = [
    "NameSyntaxError",
    "Parts",
    "by_bibtex",
    "has_key",
    "is_body",
    "is_option",
    "is_suffix",
    "read_name",
    "source_of",
]

_NAME_PARTS: Final = ("given", "prefix", "family", "suffix")
#: Names of parts, with those that other programs and other languages of data have for them.
_PART: Final = dict.fromkeys(_NAME_PARTS) | {
    "first": "given", "firstname": "given", "forename": "given", "middle": "middle",
    "patronymic": "middle", "last": "family", "lastname": "family", "surname": "family",
    "literal": "family", "particle": "prefix", "junior": "suffix",
}  # fmt: skip
_ANY_PART: Final = "|".join(_PART)
_INITIALS_OF_PART: Final = re.compile(rf"(?:{'|'.join(_NAME_PARTS)})[-_]?i")
_KEY: Final = re.compile(rf'\s*"?(?:{_ANY_PART})\s*=', re.ASCII | re.IGNORECASE)
# A value in quotation marks has them around it (`family="de la Cruz"`) or around the whole part.
_ASSIGNMENT: Final = re.compile(
    r'\s*(?P<quote>"?)(?P<name>[\w-]+)\s*=\s*(?P<value>.*)', re.ASCII | re.DOTALL
)
_QUOTED: Final = re.compile(r'"(.*)"', re.DOTALL)
# An option of the whole list.
_OPTION: Final = re.compile(
    r"(?:[a-z]{3,40}\s*=\s*(?:true|false)|[a-z]{3,40}(?:template|templatename|names|list)\s*=\s*[\w-]+)",
    re.ASCII | re.IGNORECASE,
)
# The last word of what is no person, also without braces; and what is one in two parts.
_BODY: Final = re.compile(
    r"(?:Collaboration|Consortium|Consortia|Organi[sz]ation|Association|Foundation|Corporation"
    r"|Committee|Commission|Council|University|Institute|Ministry|Agency|Society|Network|Initiative|Team|Group"
    r"|Company|Hospital|Clinic|School|College|Cent(?:er|re)|Department|Laborator(?:y|ie)|Museum|Authority"
    r"|Bureau|Federation|Alliance|Coalition|Partnership|Programme|Investigator|Government"
    r"|Inc|Ltd|LLC|LLP|PLC|GmbH|Corp)s?\.?",
    re.IGNORECASE,
)
_COMPANY: Final = re.compile(r"(?:Inc|Ltd|LLC|LLP|PLC|GmbH|Corp)\.?", re.IGNORECASE)
_NO_PERSON: Final = re.compile(
    r"(?:(?:the|national|international|royal|american|european|federal|u\.?s\.?) )*"
    r"(?:university|institute|department|ministry|society|association|academy|bureau|office"
    r"|cent(?:er|re)s?|federation) (?:of|for) .+",
    re.IGNORECASE | re.DOTALL,
)
_FORMS: Final = "'First Last', 'Last, First' or 'Last, Jr, First', people joined by ' and '"
_MISSPELT: Final = Dictionary(_NAME_PARTS)
_PARTS: Final = "family=, given=, prefix= or suffix="
_SHOWN: Final = 60


class NameSyntaxError(ValueError):
    """A name that no form of BibTeX fits; `name` is its source, `expected` what would be read."""

    def __init__(self, name: str, fact: str, expected: str) -> None:
        """Say which name it is, what is wrong, and what a reader expects."""
        self.name = " ".join(name.split())
        self.expected = expected
        super().__init__(f"name '{_shortened(self.name)}' {fact}; expected {expected}")


def source_of(parts: Iterable[Iterable[str]]) -> str:
    """A name as it was written, for messages.

    >>> source_of([["van", "Rossum"], ["Guido"]])
    'van Rossum, Guido'
    """
    return ", ".join(map(" ".join, parts))


@lru_cache(maxsize=4096)  # the names of a list come again and again
def read_name(parts: Parts) -> Person | None:
    """The person of a name's parts; None where the name decodes to nothing, such as `{}`.

    Marks of footnotes are told apart from the name (`Person.marks`).

    >>> read_name((("van", "Rossum"), ("Guido*",))).name
    'Guido van Rossum'

    Raises:
        NameSyntaxError: no form of BibTeX or biblatex fits.
    """
    person = _read(parts, source_of(parts))
    if person is None:
        return None
    return _without_marks(person)


def by_bibtex(parts: Parts) -> Person | None:
    """The person that BibTeX itself reads, by its rules alone; None where it reads none."""
    match parts:
        case [name]:
            return _without_comma(name)
        case [(_, *_) as family, given]:
            return _family_first(family, (), given)
        case [(_, *_) as family, suffix, given]:
            return _family_first(family, suffix, given)
    return None


def has_key(words: Sequence[str]) -> bool:
    """Whether a part is one of biblatex's extended form: `family=…` (its manual, 3.4).

    >>> has_key(["family", "=", "Knuth"]), has_key(["useprefix=true"])
    (True, False)
    """
    return _KEY.match(" ".join(words[:2])) is not None


def is_option(parts: Iterable[Iterable[str]]) -> bool:
    """Whether this is an option of the whole list in the place of a name.

    >>> is_option([["nosortothers=true"]]), is_option([["family=Knuth"]])
    (True, False)
    """
    return _OPTION.fullmatch(source_of(parts)) is not None


def _read(parts: Parts, source: str) -> Person | None:
    """The person of a name's parts, by all forms."""
    if any(map(has_key, parts)):
        return _extended(parts, source)
    parts, degrees = without_degrees(_without_empty_end(parts))
    match parts:
        case []:
            raise NameSyntaxError(source, "is only commas", _FORMS)
        case [name]:
            return _only_name(name, degrees)
        case [name, given]:
            return _with_comma(name, given, degrees)
        case [family, suffix, given]:
            return _with_two_commas(family, suffix, given, degrees)
        case _:
            raise NameSyntaxError(source, f"has {len(parts) - 1} commas", _FORMS)


def _without_empty_end(parts: Parts) -> Parts:
    """The parts without empty ones at the end, where BibTeX drops commas as well."""
    end = len(parts)
    while end and not parts[end - 1]:
        end -= 1
    return parts[:end]


def _only_name(words: tuple[str, ...], degrees: tuple[str, ...]) -> Person | None:
    """A name that has no comma but before degrees; common slips are `Martin King Jr. PhD`."""
    if len(words) > 1 and is_body(words):
        return _made(family=text_of(words), literal=True)
    words, degree = without_last(words, SURE_DEGREE, least=2)
    words, generation = without_last(words, SHORT_GENERATION, least=2)
    return _without_comma(words, joined(generation, (degree, *degrees)))


def is_body(words: Sequence[str]) -> bool:
    """Whether words without a comma are no person's name.

    >>> [is_body(name.split()) for name in ("R Core Team", "University of Oslo", "Ann Roe")]
    [True, True, False]
    """
    return bool(_BODY.fullmatch(words[-1]) or _NO_PERSON.fullmatch(" ".join(words)))


def _without_comma(words: Sequence[str], suffix: str = "") -> Person | None:
    """`First von Last`; which word of `張 三` is the family name is not known."""
    text = text_of(words)
    if is_one_group(words) or is_east_asian(text.replace(" ", "")):
        return _made(family=text, literal=True)
    # The von part begins at the first lower-case word, the family name at the last one without any.
    start = particles_start(words)
    end = particles_end(words, start)
    given, prefix, family = map(text_of, (words[:start], words[start:end], words[end:]))
    return _made(given, prefix, family, suffix)


def _with_comma(
    family: tuple[str, ...], given: tuple[str, ...], degrees: Sequence[str]
) -> Person | None:
    """`von Last, First`; common slips are `Martin King, Jr.` and `King, Martin Jr.`."""
    if len(family) > 1 and is_generation(given):
        return _without_comma(family, joined(text_of(given), degrees))
    if _COMPANY.fullmatch(" ".join(given)):
        return _made(family=f"{text_of(family)}, {text_of(given)}", literal=True)
    given, after_given = without_last(given, SHORT_GENERATION)
    family, after_family = without_last(family, SHORT_GENERATION)
    return _family_first(family, (), given, joined(after_given or after_family, degrees))


def _with_two_commas(
    family: Sequence[str], suffix: Sequence[str], given: Sequence[str], degrees: Sequence[str]
) -> Person | None:
    """`von Last, Jr, First`; common slips are `King, Martin, Jr.` and `Berg, van den, Jan`."""
    if is_generation(given) and not is_generation(suffix):
        suffix, given = given, suffix
    elif all(map(is_particle, suffix)):
        return _family_first((*suffix, *family), (), given, joined("", degrees))
    return _family_first(family, (), given, joined(text_of(suffix), degrees))


def _family_first(
    family: Sequence[str], suffix: Sequence[str], given: Sequence[str], after: str = ""
) -> Person | None:
    """A name with the family name first; `after` is what else follows it, as text."""
    end = particles_end(family)
    prefix, last = text_of(family[:end]), text_of(family[end:])
    return _made(text_of(given), prefix, last, text_of(suffix) or after)


def _extended(parts: Iterable[Sequence[str]], source: str) -> Person | None:
    """`family=…, given=…, prefix=…, suffix=…` in any order; options of a name change nothing."""
    values = dict.fromkeys((*_NAME_PARTS, "middle"), "")
    for text in filter(None, map(" ".join, parts)):
        name, value = _assignment(text, source)
        values[name] = value
    given, middle, prefix, family, suffix = (
        text_of([_unquoted(values[name])])
        for name in ("given", "middle", "prefix", "family", "suffix")
    )
    given = f"{given} {middle}".strip()
    if not family and not given:
        raise NameSyntaxError(source, "has no family name", _PARTS)
    # Only a family name, and that protected, is how this form writes a body.
    protected = values["family"].startswith(("{", '"'))
    literal = protected and not any((given, prefix, suffix))
    return _made(given, prefix, family, suffix, literal)


def _assignment(text: str, source: str) -> tuple[str, str]:
    """The name and the value of `family=…`, or of an option of a name such as `useprefix=true`."""
    match = _ASSIGNMENT.fullmatch(text)
    if match is None:
        raise NameSyntaxError(source, f"has '{_shortened(text)}' without a key", _PARTS)
    written = match["name"].lower()
    name = _PART.get(written) or written
    if name not in _PART and _MISSPELT.meant(name) and not _INITIALS_OF_PART.fullmatch(name):
        raise NameSyntaxError(source, f"has an unknown part '{_shortened(name)}'", _PARTS)
    if match["quote"]:
        return name, match["value"].rstrip().removesuffix('"')
    return name, match["value"]


def _made(
    given: str = "", prefix: str = "", family: str = "", suffix: str = "", literal: bool = False
) -> Person | None:
    """A person whose family name is never empty: an only name is taken for it."""
    if not family:
        given, prefix, family = "", "", f"{given} {prefix}".strip()
    if not family:
        return None
    return Person(given, prefix, family, suffix, literal)


def _without_marks(person: Person) -> Person:
    """The person without marks and numbers of footnotes around the names."""
    given, family = unmarked(person.given), unmarked(person.family)
    marks = person.family.replace(family, "", 1) + person.given.replace(given, "", 1)
    if given:
        given, family = unnumbered(given), unnumbered(family)
    if (given, family) == (person.given, person.family):
        return person
    return replace(person, given=given, family=family, marks=marks.strip())


def _shortened(text: str) -> str:
    """A text for messages, of limited length."""
    if len(text) <= _SHOWN:
        return text
    return text[: _SHOWN - 1] + "…"


def _unquoted(value: str) -> str:
    """A value without quotation marks around it."""
    quoted = _QUOTED.fullmatch(value)
    if quoted is None:
        return value
    return quoted[1]
