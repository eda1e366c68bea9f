"""The grammar of BibTeX's names: one name list -> the people in it.

People are joined by ` and `; each is `First von Last`, `von Last, First` or `von Last, Jr, First`
("Tame the BeaST", section 11; bibtex.web, sections 387-403), or in biblatex's extended form
`family=…, given=…` (biblatex manual, 3.4). Names are split while they are TeX, since braces
protect, and decoded then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from publications import tex
from publications.model.person import Person, as_bibtex, fold_key, is_east_asian, name_keys
from publications.tex import braces

__all__ = [
    "NameSyntaxError",
    "Person",
    "as_bibtex",
    "fold_key",
    "is_east_asian",
    "name_keys",
    "read_names",
]

# What a scan of names stops at. A quote after `=` opens a value of the extended form; a control
# word takes the blanks after it where a letter of its word follows: `Garc\'\i a`, `\v Skoda`.
_POINT: Final = re.compile(
    r"""(?P<separator>(?:\\?\s|~)+|,)
      | (?P<brace>[{}])
      | (?P<quote>(?<==)")
      | \\[cvuHkrdbt]\s+(?=[^\W\d_])
      | \\[A-Za-z]+\s+(?!(?:and|AND|And)\s)(?=[a-z])
      | \\.?""",
    re.VERBOSE | re.DOTALL,
)
_EXTENDED: Final = re.compile(r"\s*([\w-]+)\s*=\s*", re.ASCII)
_NAME_PARTS: Final = ("given", "prefix", "family", "suffix")
# Initials, identity and options of a name (biblatex manual, 3.4): none changes how it reads.
_NAME_OPTIONS: Final = re.compile(
    r"(?:family|given|prefix|suffix)-i|id|hash|hashid|useprefix|giveninits|nametemplates"
    r"|\w{0,20}nam(?:e|ing)key\w{0,20}|uniquename\w*|nohashothers|nosortothers|terseinits",
    re.ASCII,
)
_ET_AL: Final = re.compile(r"(?:^|[ ,])et\.? al(?:ii|iae|ia)?\.?\Z", re.IGNORECASE)
_GENERATION: Final = re.compile(r"(?:jr|sr|jnr|snr|junior|senior|i{2,3}|iv|esq)\.?", re.IGNORECASE)
_DEPTHS: Final = {"{": 1, "}": -1}
_QUOTED: Final = re.compile(r'"(.*)"', re.DOTALL)
# A letter with case; ʿ and ʻ are letters to Unicode, but `ʿAbd` begins with A.
_LETTER: Final = re.compile(r"[^\W\d_\u02b0-\u02ff]")
_FOOTNOTE_MARKS: Final = "*∗⋆†‡§¶"
_FORMS: Final = "'First Last', 'Last, First' or 'Last, Jr, First', people joined by ' and '"
_PARTS: Final = "family=, given=, prefix= or suffix="
_SHOWN: Final = 60


#: A name between commas, each part in words.
_Parts = tuple[tuple[str, ...], ...]


class NameSyntaxError(ValueError):
    """A name that no form of BibTeX fits; `name` is its source, `expected` what would be read."""

    def __init__(self, name: str, fact: str, expected: str) -> None:
        """Say which name it is, what is wrong, and what a reader expects."""
        self.name = " ".join(name.split())
        self.expected = expected
        super().__init__(f"name '{_shortened(self.name)}' {fact}; expected {expected}")


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
        et_al = _ET_AL.search(source)
        if et_al is not None:
            others = True
            parts = next(_split(source[: et_al.start()]), [])
        if not parts:
            continue
        person = _person(tuple(map(tuple, parts)))
        if person is not None:
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
    start = 0
    for separator in _separators(value):
        if separator.start() > start:
            yield value[start : separator.start()]
        if separator[0] == ",":
            yield ","
        else:
            yield " "
        start = separator.end()
    if value[start:]:
        yield value[start:]
    yield " "


def _separators(value: str) -> Iterator[re.Match[str]]:
    """The blanks and commas outside braces and quotes."""
    position = depth = 0
    while (point := _POINT.search(value, position)) is not None:
        position = point.end()
        kind = point.lastgroup
        depth = max(0, depth + _DEPTHS.get(point[0], 0))
        if depth or kind is None:
            continue
        if kind == "quote":
            position = value.find('"', position) + 1 or len(value)
        elif kind == "separator":
            yield point


def _source(parts: Iterable[Iterable[str]]) -> str:
    """A name as it was written, for messages."""
    return ", ".join(map(" ".join, parts))


# The forms of a name


@lru_cache(maxsize=4096)  # the names of a list come again and again
def _person(parts: _Parts) -> Person | None:
    """The person of a name's parts; None where the name decodes to nothing, such as `{}`."""
    source = _source(parts)
    if any(map(_has_key, parts)):
        return _extended(parts, source)
    match parts[: _length(parts)]:
        case []:
            raise NameSyntaxError(source, "is only commas", _FORMS)
        case [name]:
            return _without_comma(name)
        case [name, given]:
            return _with_comma(name, given)
        case [family, suffix, given]:
            return _with_two_commas(family, suffix, given)
        case _:
            raise NameSyntaxError(source, f"has {len(parts) - 1} commas", _FORMS)


def _length(parts: _Parts) -> int:
    """How many parts there are without empty ones at the end, where BibTeX drops commas as well."""
    length = len(parts)
    while length and not parts[length - 1]:
        length -= 1
    return length


def _has_key(words: Sequence[str]) -> bool:
    """Whether a part is one of the extended form: `family=…`."""
    key = _EXTENDED.match(" ".join(words[:2]))
    return key is not None and key[1].lower() in _NAME_PARTS


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


def _with_comma(family: Sequence[str], given: Sequence[str]) -> Person | None:
    """`von Last, First`; a common slip is `Martin King, Jr.`."""
    if len(family) > 1 and _is_generation(given):
        return _without_comma(family, suffix=_text(given))
    return _family_first(family, (), given)


def _with_two_commas(
    family: Sequence[str], suffix: Sequence[str], given: Sequence[str]
) -> Person | None:
    """`von Last, Jr, First`; a common slip is `King, Martin, Jr.`."""
    if _is_generation(given) and not _is_generation(suffix):
        suffix, given = given, suffix
    return _family_first(family, suffix, given)


def _family_first(
    family: Sequence[str], suffix: Sequence[str], given: Sequence[str]
) -> Person | None:
    """A name with the family name first."""
    end = _von_end(family, 0)
    return _made(_text(given), _text(family[:end]), _text(family[end:]), _text(suffix))


def _von_end(words: Sequence[str], start: int) -> int:
    """Where the von part ends that may begin at `start`: after the last lower-case word but one."""
    for end in range(len(words) - 1, start, -1):
        if _is_von(words[end - 1]):
            return end
    return start


def _extended(parts: Iterable[Sequence[str]], source: str) -> Person | None:
    """`family=…, given=…, prefix=…, suffix=…` in any order."""
    values = dict.fromkeys(_NAME_PARTS, "")
    for text in filter(None, map(" ".join, parts)):
        key = _EXTENDED.match(text)
        if key is None:
            raise NameSyntaxError(source, f"has '{_shortened(text)}' without a key", _PARTS)
        name = key[1].lower()
        if name not in _NAME_PARTS and not _NAME_OPTIONS.fullmatch(name):
            raise NameSyntaxError(source, f"has an unknown part '{_shortened(name)}'", _PARTS)
        values[name] = text[key.end() :]
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
    """A person whose family name is never empty: an only name is taken for it.

    Footnote marks, which al-folio has in names (`Einstein*†, A.`), are no part of them.
    """
    given = given.rstrip(_FOOTNOTE_MARKS).rstrip() or given
    family = family.rstrip(_FOOTNOTE_MARKS).rstrip() or family
    if not family:
        given, prefix, family = "", "", f"{given} {prefix}".strip()
    if not family:
        return None
    return Person(given, prefix, family, suffix, literal)


def _text(words: Iterable[str]) -> str:
    """Words decoded one by one, since a control word at a word's end would take the blank."""
    return " ".join(" ".join(map(_decoded, words)).split())


def _decoded(word: str) -> str:
    """A word of a name as text, with the apostrophe as it was written: catalogues have O'Neil."""
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
