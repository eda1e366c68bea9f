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

from publications import tex
from publications.bibtex.spelling import Dictionary
from publications.model.person import Person, is_east_asian
from publications.tex import braces

_EXTENDED: Final = re.compile(r'\s*"?([\w-]+)\s*=\s*', re.ASCII)
_OPTION: Final = re.compile(r"[a-z]{3,40}\s*=\s*[\w-]+", re.ASCII)
_NAME_PARTS: Final = ("given", "prefix", "family", "suffix")
_GENERATION: Final = re.compile(
    r"(?:jr|sr|jnr|snr|jun|sen|junior|senior|i{2,3}|iv|esq|2nd|3rd|4th)\.?", re.IGNORECASE
)
# The same where it may stand without a comma: `Junior` is a family name too.
_SHORT_GENERATION: Final = re.compile(r"(?:[jJ][rR]|[sS][rR]|[jJ]nr|[sS]nr|[eE]sq)\.?|I{2,3}|IV")
_DEGREE: Final = re.compile(
    r"ph\.?\s?d\.?|d\.?phil\.?|(?:m|b|d)\.?\s?sc\.?|m\.?d\.?|m\.?p\.?h\.?|m\.?b\.?a\.?|d\.?v\.?m\.?"
    r"|pharm\.?d\.?|ll\.?\s?[mbd]\.?|m\.?\s?eng\.?|j\.d\.|r\.n\.|frs|facs|mbbs|dr\.?|prof\.?",
    re.IGNORECASE,
)
# The same where one may stand without a comma, as no initials do.
_SURE_DEGREE: Final = re.compile(r"Ph\.?D\.?|M\.D\.|[MBD]\.Sc\.|D\.Phil\.")
# The last word of what is no person, also without braces.
_BODY: Final = re.compile(r"(?:Collaboration|Consortium|Consortia)s?", re.IGNORECASE)
_INITIALS: Final = re.compile(r"[A-Z]\.\s?[A-Z]\.|Md\.?")
_QUOTED: Final = re.compile(r'"(.*)"', re.DOTALL)
# A letter with case; ʿ and ʻ are letters to Unicode, but `ʿAbd` begins with A.
_LETTER: Final = re.compile(r"[^\W\d_\u02b0-\u02ff]")
#: Marks of footnotes, which al-folio has in names (`Einstein*†, A.`).
MARKS: Final = "*∗⋆†‡§¶‖#^&✉⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻"
# Numbers and marks that TeX sets high at the end of a word.
_MARK: Final = r"(?:[0-9,;*†‡§¶‖#&\s]|\\(?:ast|dagger|ddagger|star|S|P)\b)"
_RAISED: Final = re.compile(
    rf"(?:\\textsuperscript\s?\{{{_MARK}{{0,30}}\}}|\$\^\{{?{_MARK}{{0,30}}\}}?\$"
    rf"|\^\{{{_MARK}{{0,30}}\}}|\^[0-9]{{1,3}}|\$\^\{{?[a-z](?:,[a-z0-9]){{0,9}}\}}?\$"
    rf"|\\(?:thanks|footnote|footnotemark|inst|orcidlink)\s?\{{[^{{}}]{{0,300}}\}})\Z"
)
_FORMS: Final = "'First Last', 'Last, First' or 'Last, Jr, First', people joined by ' and '"
_MISSPELT: Final = Dictionary(_NAME_PARTS)
_PARTS: Final = "family=, given=, prefix= or suffix="
_SHOWN: Final = 60

#: A name between commas, each part in words.
Parts = tuple[tuple[str, ...], ...]


class NameSyntaxError(ValueError):
    """A name that no form of BibTeX fits; `name` is its source, `expected` what would be read."""

    def __init__(self, name: str, fact: str, expected: str) -> None:
        """Say which name it is, what is wrong, and what a reader expects."""
        self.name = " ".join(name.split())
        self.expected = expected
        super().__init__(f"name '{_shortened(self.name)}' {fact}; expected {expected}")


def source_of(parts: Iterable[Iterable[str]]) -> str:
    """A name as it was written, for messages."""
    return ", ".join(map(" ".join, parts))


@lru_cache(maxsize=4096)  # the names of a list come again and again
def read_name(parts: Parts) -> Person | None:
    """The person of a name's parts; None where the name decodes to nothing, such as `{}`.

    Raises NameSyntaxError where no form fits.
    """
    person = _read(parts, source_of(parts))
    if person is None:
        return None
    return _without_marks(person)


def _read(parts: Parts, source: str) -> Person | None:
    """The person of a name's parts, by all forms."""
    if any(map(has_key, parts)):
        return _extended(parts, source)
    parts, degrees = _without_degrees(parts[: _length(parts)])
    match parts:
        case []:
            raise NameSyntaxError(source, "is only commas", _FORMS)
        case [name]:
            if len(name) > 1 and _BODY.fullmatch(name[-1]):
                return _made(family=_text(name), literal=True)
            generation = ""
            if len(name) > 2 and _SURE_DEGREE.fullmatch(name[-1]):
                name, degrees = name[:-1], (name[-1], *degrees)
            if len(name) > 2:
                name, generation = _without_generation(name)
            return _without_comma(name, _joined(generation, degrees))
        case [name, given]:
            return _with_comma(name, given, degrees)
        case [family, suffix, given]:
            return _with_two_commas(family, suffix, given, degrees)
        case _:
            raise NameSyntaxError(source, f"has {len(parts) - 1} commas", _FORMS)


def _length(parts: Parts) -> int:
    """How many parts there are without empty ones at the end, where BibTeX drops commas as well."""
    length = len(parts)
    while length and not parts[length - 1]:
        length -= 1
    return length


def by_bibtex(parts: Parts) -> Person | None:
    """The person that BibTeX itself reads, by its rules alone; None where it reads none."""
    match parts:
        case [name]:
            return _without_comma(name)
        case [family, given] if family:
            return _family_first(family, (), given)
        case [family, suffix, given] if family:
            return _family_first(family, suffix, given)
    return None


def has_key(words: Sequence[str]) -> bool:
    """Whether a part is one of the extended form: `family=…`."""
    key = _EXTENDED.match(" ".join(words[:2]))
    return key is not None and key[1].lower() in _NAME_PARTS


def is_option(parts: Sequence[Sequence[str]]) -> bool:
    """Whether this is an option of the whole list in the place of a name: `nosortothers=true`."""
    if len(parts) != 1 or has_key(parts[0]):
        return False
    return _OPTION.fullmatch(" ".join(parts[0])) is not None


def is_suffix(words: Sequence[str]) -> bool:
    """Whether a part is a generation (`Jr.`, `III`) or a degree (`PhD`)."""
    return _is_generation(words) or _is_degree(words)


def _without_degrees(parts: Parts) -> tuple[Parts, tuple[str, ...]]:
    """A name without the degrees after its commas, and these: `John Smith, PhD`."""
    end = len(parts)
    while end > 1 and _is_degree(parts[end - 1]):
        end -= 1
    if end == 1 and len(parts) > 1 and (len(parts[0]) == 1 or _are_initials(parts[1])):
        return parts, ()  # `Smith, MD`, `van der Berg, M.D.`
    return parts[:end], tuple(map(_text, parts[end:]))


def _are_initials(words: Sequence[str]) -> bool:
    """Whether what may be a degree may as well be initials, or a name in short: `J.D.`, `Md.`."""
    return _INITIALS.fullmatch(" ".join(words)) is not None


def _without_generation(words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Words without a generation at their end, and this: `Henry Ford III`."""
    if len(words) > 1 and _SHORT_GENERATION.fullmatch(words[-1]):
        return words[:-1], words[-1]
    return words, ""


def _without_comma(words: Sequence[str], suffix: str = "") -> Person | None:
    """`First von Last`, a braced name, or one word."""
    text = _text(words)
    if len(words) == 1:
        literal = _is_one_group(words[0]) or is_east_asian(text)
        return _made(family=text, literal=literal)
    if is_east_asian(text.replace(" ", "")):
        return _made(family=text, literal=True)  # `張 三`: which is the family name is not known
    last = len(words) - 1
    lower = (position for position, word in enumerate(words[:last]) if _is_von(word))
    start = next(lower, last)
    end = _von_end(words, start)
    return _made(_text(words[:start]), _text(words[start:end]), _text(words[end:]), suffix)


def _with_comma(
    family: tuple[str, ...], given: tuple[str, ...], degrees: Sequence[str]
) -> Person | None:
    """`von Last, First`; common slips are `Martin King, Jr.` and `King, Martin Jr.`."""
    if len(family) > 1 and _is_generation(given):
        return _without_comma(family, _joined(_text(given), degrees))
    given, after_given = _without_generation(given)
    family, after_family = _without_generation(family)
    return _family_first(family, (), given, _joined(after_given or after_family, degrees))


def _with_two_commas(
    family: Sequence[str], suffix: Sequence[str], given: Sequence[str], degrees: Sequence[str]
) -> Person | None:
    """`von Last, Jr, First`; a common slip is `King, Martin, Jr.`."""
    if _is_generation(given) and not _is_generation(suffix):
        suffix, given = given, suffix
    return _family_first(family, (), given, _joined(_text(suffix), degrees))


def _joined(generation: str, degrees: Iterable[str]) -> str:
    """What follows a name, joined by commas."""
    return ", ".join(filter(None, (generation, *degrees)))


def _family_first(
    family: Sequence[str], suffix: Sequence[str], given: Sequence[str], after: str = ""
) -> Person | None:
    """A name with the family name first."""
    end = _von_end(family, 0)
    return _made(_text(given), _text(family[:end]), _text(family[end:]), _text(suffix) or after)


def _von_end(words: Sequence[str], start: int) -> int:
    """Where the von part ends that may begin at `start`: after the last lower-case word but one."""
    for end in range(len(words) - 1, start, -1):
        if _is_von(words[end - 1]):
            return end
    return start


def _extended(parts: Iterable[Sequence[str]], source: str) -> Person | None:
    """`family=…, given=…, prefix=…, suffix=…` in any order; options of a name change nothing."""
    values = dict.fromkeys(_NAME_PARTS, "")
    for text in filter(None, map(" ".join, parts)):
        key = _EXTENDED.match(text)
        if key is None:
            raise NameSyntaxError(source, f"has '{_shortened(text)}' without a key", _PARTS)
        name = key[1].lower()
        if name not in _NAME_PARTS and _MISSPELT.meant(name):
            raise NameSyntaxError(source, f"has an unknown part '{_shortened(name)}'", _PARTS)
        value = text[key.end() :]
        if text.lstrip().startswith('"'):
            value = value.rstrip().removesuffix('"')
        values[name] = value
    given, prefix, family, suffix = (_text([_unquoted(values[name])]) for name in _NAME_PARTS)
    if not family and not given:
        raise NameSyntaxError(source, "has no family name", _PARTS)
    # Only a family name, and that protected, is how this form writes a body.
    protected = values["family"].startswith(("{", '"'))
    literal = protected and not any((given, prefix, suffix))
    return _made(given, prefix, family, suffix, literal)


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
    """The person without marks and numbers of footnotes after the names."""
    given = _unmarked(person.given)
    family = _unmarked(person.family)
    if (given, family) == (person.given, person.family):
        return person
    marks = person.family[len(family) :] + person.given[len(given) :]
    return replace(person, given=given, family=family, marks=marks.strip())


def _unmarked(name: str) -> str:
    """A name without the marks at its end, unless it is nothing else."""
    return name.rstrip(MARKS).rstrip() or name


def _text(words: Iterable[str]) -> str:
    """Words decoded one by one, since a control word at a word's end would take the blank."""
    return " ".join(" ".join(map(_decoded, words)).split())


def _decoded(word: str) -> str:
    """A word of a name as text, with the apostrophe as it was written: catalogues have O'Neil."""
    if "^" in word or "\\" in word:
        word = _RAISED.sub("", word) or word
    text = tex.parse(word).text
    if "'" in word and "’" not in word:
        return text.replace("’", "'")
    return text


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


def _is_von(word: str) -> bool:
    r"""Whether the first letter outside braces, or of a special character `{\…}`, is lower case."""
    text = _outside_groups(word)
    if "\\" in text:
        text = tex.parse(text).text
    letter = _LETTER.search(text)
    # Georgian has no capitals in use: its letters are lower case but are their own titlecase.
    return letter is not None and letter[0].islower() and letter[0].title() != letter[0]


def _outside_groups(word: str) -> str:
    """The word without its groups, special characters kept."""
    if "{" not in word:
        return word
    kept: list[str] = []
    start = 0
    for brace, depth in braces.with_depths(braces.GROUP_BRACE.finditer(word)):
        if depth == 1 and brace[0] == "{" and not word.startswith("\\", brace.end()):
            kept.append(word[start : brace.start()])
            start = len(word)
        if depth == 0 and start == len(word):
            start = brace.end()
    return "".join([*kept, word[start:]])


def _is_one_group(word: str) -> bool:
    """Whether the word is `{…}` from its first character to its last."""
    return word.startswith("{") and braces.closing(word, braces.GROUP_BRACE) == len(word)


def _is_generation(words: Sequence[str]) -> bool:
    """Whether a part is one such as `Jr.` or `III`."""
    return len(words) == 1 and _GENERATION.fullmatch(words[0]) is not None


def _is_degree(words: Sequence[str]) -> bool:
    """Whether a part is one such as `PhD` or `M.D.`."""
    return 0 < len(words) < 3 and _DEGREE.fullmatch(" ".join(words)) is not None
