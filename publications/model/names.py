"""The grammar of BibTeX's names: one name list -> the people in it.

People are joined by ` and `; each is `First von Last`, `von Last, First` or `von Last, Jr, First`
("Tame the BeaST", section 11; bibtex.web, sections 387-403), or in biblatex's extended form
`family=…, given=…` (biblatex manual, 3.4).  Names are split while they are TeX, since braces
protect, and decoded then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from publications import tex

# What a scan of names stops at.  A quote after `=` opens a value of the extended form; a control
# word takes the blanks after it where a letter of its word follows: `Garc\'\i a`, `\v Skoda`.
_POINT: Final = re.compile(
    r"""(?P<blank>(?:\\?\s|~)+)
      | (?P<comma>,)
      | (?P<open>\{)
      | (?P<close>\})
      | (?P<quote>(?<==)")
      | \\[cvuHkrdbt]\s+(?=[^\W\d_])
      | \\[A-Za-z]+\s+(?!(?:and|AND|And)\s)(?=[a-z])
      | \\.?""",
    re.VERBOSE | re.DOTALL,
)
_EXTENDED: Final = re.compile(r"\s*([\w-]+)\s*=\s*", re.ASCII)
_NAME_PARTS: Final = ("family", "given", "prefix", "suffix")
# Initials, identity and options of a name (biblatex manual, 3.4): none changes how it reads.
_NAME_OPTIONS: Final = re.compile(
    r"(?:family|given|prefix|suffix)-i|id|hash|hashid|useprefix|giveninits|nametemplates"
    r"|\w*nam(?:e|ing)key\w*|uniquename\w*|nohashothers|nosortothers|terseinits",
    re.ASCII,
)
_ET_AL: Final = re.compile(r"(?:^|[ ,])et\.? al(?:ii|iae|ia)?\.?\Z", re.IGNORECASE)
_GENERATION: Final = re.compile(r"(?:jr|sr|jnr|snr|junior|senior|i{2,3}|iv|esq)\.?", re.IGNORECASE)
# Han, kana and hangul: written without blanks, family name first.
_EAST_ASIAN: Final = re.compile(
    r"[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    r"\uff66-\uff9f\U00020000-\U0003ffff\u00b7]+"
)
_FOOTNOTE_MARKS: Final = re.compile(r"\s*[*∗⋆†‡§¶]+\Z")
_FORMS: Final = "'First Last', 'Last, First' or 'Last, Jr, First', people joined by ' and '"
_PARTS: Final = "family=, given=, prefix= or suffix="
_SHOWN: Final = 60


class NameSyntaxError(ValueError):
    """A name that no form of BibTeX fits; `name` is its source, `expected` what would be read."""

    def __init__(self, name: str, fact: str, expected: str) -> None:
        """Say which name it is, what is wrong, and what a reader expects."""
        self.name = " ".join(name.split())
        self.expected = expected
        super().__init__(f"name '{_shortened(self.name)}' {fact}; expected {expected}")


@dataclass(frozen=True, slots=True)
class Person:
    """One person or body of a name list, as plain text.

    `prefix` is BibTeX's von part, `suffix` its Jr part.  A `literal` name was not split: a braced
    one, or one without blanks in a script that writes the family name first.
    """

    given: str
    prefix: str
    family: str
    suffix: str
    literal: bool = False
    owner: bool = False
    orcid: str = ""
    roles: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """`Given von Family, Jr.`; family name first, without a blank, in East Asian scripts."""
        if self.given and is_east_asian(self.given + self.prefix + self.family):
            return self.prefix + self.family + self.given
        name = f"{self.prefix} {self.family}" if self.prefix else self.family
        name = f"{self.given} {name}" if self.given else name
        return f"{name}, {self.suffix}" if self.suffix else name

    @property
    def sort_name(self) -> str:
        """`von Family, Jr., Given`, the form of BibTeX that is never ambiguous."""
        family = f"{self.prefix} {self.family}".strip()
        return ", ".join(filter(None, (family, self.suffix, self.given)))

    @property
    def corporate(self) -> bool:
        """Whether it is likely a body: a braced name; in East Asian scripts people are braced."""
        return self.literal and not is_east_asian(self.family.replace(" ", ""))


def read_names(value: str) -> tuple[list[tuple[int, Person]], bool]:
    """The people of a name list with their positions, from 1, and whether it ends in `and others`.

    Raises NameSyntaxError at the first name that no form fits.
    """
    people: list[tuple[int, Person]] = []
    others = False
    for position, parts in enumerate(_split(value), start=1):
        source = _source(parts)
        if source.casefold() == "others":
            others = True
            continue
        if found := _ET_AL.search(source):
            others = True
            parts = next(_split(source[: found.start()]), [])
        if parts and (person := _person(tuple(map(tuple, parts)))):
            people.append((position, person))
    return people, others


def _split(value: str) -> Iterator[list[list[str]]]:
    """The names of a list, each as parts (between commas) of words.

    An empty name between two `and` is skipped, as BibTeX does.
    """
    parts: list[list[str]] = [[]]
    before, word = " ", ""
    for piece in _pieces(value):
        if piece not in (" ", ","):
            word = piece
            continue
        # Only between blanks is it the conjunction: `And, Peter` is somebody's name.
        if before == piece == " " and word.lower() == "and":
            if parts != [[]]:
                yield parts
            parts = [[]]
        elif word:
            parts[-1].append(word)
        if piece == ",":
            parts.append([])
        before, word = piece, ""
    if parts != [[]]:
        yield parts


def _pieces(value: str) -> Iterator[str]:
    """Words, commas, and a blank for blanks and ties, in one pass.

    Braced text, and the quoted values of the extended form, are not looked into.
    """
    start = position = depth = 0
    while point := _POINT.search(value, position):
        kind, position = point.lastgroup, point.end()
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(0, depth - 1)
        elif depth == 0 and kind == "quote":
            position = value.find('"', position) + 1 or len(value)
        elif depth == 0 and kind in ("blank", "comma"):
            if word := value[start : point.start()]:
                yield word
            yield "," if kind == "comma" else " "
            start = position
    if word := value[start:]:
        yield word
    yield " "


def _source(parts: Iterable[Iterable[str]]) -> str:
    return ", ".join(" ".join(words) for words in parts)


@lru_cache(maxsize=4096)  # the names of a list come again and again
def _person(parts: tuple[tuple[str, ...], ...]) -> Person | None:
    """The person of a name's parts; None where the name decodes to nothing, such as `{}`."""
    source = _source(parts)
    keys = [_EXTENDED.match(" ".join(words[:2])) for words in parts]
    if any(key and key[1].lower() in _NAME_PARTS for key in keys):
        return _extended(parts, source)
    if not any(parts):
        raise NameSyntaxError(source, "is only commas", _FORMS)
    while not parts[-1]:  # bibtex drops a comma at the end as well
        parts = parts[:-1]
    if len(parts) > 3:
        raise NameSyntaxError(source, f"has {len(parts) - 1} commas", _FORMS)
    if len(parts) == 1:
        return _without_comma(parts[0])
    # Two common slips: `Martin King, Jr.` and `King, Martin, Jr.`.
    if len(parts) == 2 and len(parts[0]) > 1 and _is_generation(parts[1]):
        return _without_comma(parts[0], suffix=_text(parts[1]))
    if len(parts) == 3 and _is_generation(parts[2]) and not _is_generation(parts[1]):
        parts = (parts[0], parts[2], parts[1])
    end = _von_end(parts[0], 0)
    return _made(
        given=_text(parts[-1]),
        prefix=_text(parts[0][:end]),
        family=_text(parts[0][end:]),
        suffix=_text(parts[1]) if len(parts) == 3 else "",
    )


def _without_comma(words: Sequence[str], suffix: str = "") -> Person | None:
    """`First von Last`, a braced name, or one word."""
    text = _text(words)
    if len(words) == 1:
        literal = _is_one_group(words[0]) or is_east_asian(text)
        return _made(family=text, literal=literal)
    if is_east_asian(text.replace(" ", "")):
        return _made(family=text, literal=True)  # `張 三`: which is the family name is not known
    last = len(words) - 1
    start = next((i for i in range(last) if _is_von(words[i])), last)
    end = _von_end(words, start)
    return _made(_text(words[:start]), _text(words[start:end]), _text(words[end:]), suffix)


def _von_end(words: Sequence[str], start: int) -> int:
    """Where the von part ends that may begin at `start`: after the last lower-case word but one."""
    for end in range(len(words) - 1, start, -1):
        if _is_von(words[end - 1]):
            return end
    return start


def _extended(parts: Iterable[Sequence[str]], source: str) -> Person | None:
    """`family=…, given=…, prefix=…, suffix=…` in any order."""
    found: dict[str, str] = {}
    for part in parts:
        text = " ".join(part)
        match = _EXTENDED.match(text)
        if match is None and text:
            raise NameSyntaxError(source, f"has '{_shortened(text)}' without a key", _PARTS)
        if match is None:
            continue
        key = match[1].lower()
        if key not in _NAME_PARTS and not _NAME_OPTIONS.fullmatch(key):
            raise NameSyntaxError(source, f"has an unknown part '{_shortened(key)}'", _PARTS)
        found[key] = text[match.end() :]
    family, given, prefix, suffix = (_text([_unquoted(found.get(k, ""))]) for k in _NAME_PARTS)
    if not family and not given:
        raise NameSyntaxError(source, "has no family name", _PARTS)
    # Only a family name, and that protected, is how this form writes a body.
    literal = not (given or prefix or suffix) and found["family"].startswith(("{", '"'))
    return _made(given, prefix, family, suffix, literal)


def _made(
    given: str = "", prefix: str = "", family: str = "", suffix: str = "", literal: bool = False
) -> Person | None:
    """A person whose family name is never empty: whoever has but one name has it there.

    Footnote marks, which al-folio has in names (`Einstein*†, A.`), are no part of them.
    """
    given, family = (_FOOTNOTE_MARKS.sub("", name) or name for name in (given, family))
    if not family:
        given, prefix, family = "", "", f"{given} {prefix}".strip()
    return Person(given, prefix, family, suffix, literal) if family else None


def _text(words: Iterable[str]) -> str:
    """Words decoded one by one, since a control word at a word's end would take the blank."""
    return " ".join(" ".join(tex.parse(word).text for word in words).split())


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value


def _is_von(word: str) -> bool:
    r"""Whether the first letter outside braces, or of a special character `{\…}`, is lower case."""
    text = word
    if "{" in word:
        text = "".join(_outside_groups(word))
    if "\\" in text:
        text = tex.parse(text).text
    for char in text:
        # ʿ and ʻ are letters to Unicode, but `ʿAbd` begins with A.  Georgian has no capitals in
        # use: its letters are lower case but are their own titlecase.
        if char.isalpha() and not "\u02b0" <= char <= "\u02ff":
            return char.islower() and char.title() != char
    return False


def _outside_groups(word: str) -> Iterator[str]:
    """The word without its groups, special characters kept."""
    depth = start = 0
    for brace in re.finditer(r"\\.|[{}]", word, re.DOTALL):
        if brace[0] == "{":
            if depth == 0 and word[brace.end() : brace.end() + 1] != "\\":
                yield word[start : brace.start()]
                start = len(word)
            depth += 1
        elif brace[0] == "}" and depth:
            depth -= 1
            if depth == 0 and start == len(word):
                start = brace.end()
    yield word[start:]


def _is_one_group(word: str) -> bool:
    """Whether the word is `{…}` from its first character to its last."""
    if not (word.startswith("{") and word.endswith("}")):
        return False
    depth = 0
    for brace in re.finditer(r"\\.|[{}]", word, re.DOTALL):
        depth += (brace[0] == "{") - (brace[0] == "}")
        if depth == 0:
            return brace.end() == len(word)
    return False


def _is_generation(words: Sequence[str]) -> bool:
    return len(words) == 1 and _GENERATION.fullmatch(words[0]) is not None


def as_bibtex(person: Person) -> str:
    """A name as BibTeX reads it: `von Family, Jr., Given`; that of a body in braces."""
    name = tex.plain(person.sort_name).source
    if person.corporate:
        return f"{{{name}}}"
    return name


def is_east_asian(text: str) -> bool:
    """Whether the text is Han, kana or hangul from its first character to its last."""
    return not text.isascii() and _EAST_ASIAN.fullmatch(text) is not None


def name_keys(person: Person) -> tuple[str, ...]:
    """Keys that are equal for all spellings of a name: accents, case, hyphens and blanks aside.

    In an East Asian script either order of family and given name counts.
    """
    words = [*f"{person.prefix}{person.family}".split(), *person.given.split()]
    if is_east_asian("".join(words)):
        return tuple(dict.fromkeys((fold_key("".join(words)), fold_key("".join(words[::-1])))))
    parts = person.prefix + person.family, person.given, person.suffix
    key = ",".join(map(fold_key, parts))
    return (key,) if key.strip(",") else ()


@lru_cache(maxsize=4096)
def fold_key(text: str) -> str:
    """The text folded for comparison, without its blanks."""
    return tex.fold(text).replace(" ", "")
