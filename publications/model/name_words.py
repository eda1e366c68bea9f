"""The words of a name, which are TeX: what they say as text, and which of them are particles.

"Particle" is BibTeX's von part: `de la` in `Jean de la Fontaine`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from publications import tex
from publications.tex import braces

# A letter with case; ʿ and ʻ are letters to Unicode, but `ʿAbd` begins with A.
_LETTER: Final = re.compile(r"[^\W\d_\u02b0-\u02ff]")
#: Marks of footnotes, which al-folio has in names (`Einstein*†, A.`).
MARKS: Final = "*_∗⋆★☆†‡✝§¶‖∥|#^&@✉📧\ufe0f◊◇♦△▽□⊥⊕°⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻˒"
# A first letter in braces, perhaps with its accent before them: `{A}nn`, `\\'{E}mile`.
_BRACED_CAPITAL: Final = re.compile(
    r"(?:\\[\"'`^~=.]\s?|\\[cvuHkrbdt])?\{(?:\\?)[A-Z\u00c0-\u00de\u0410-\u042f]\}(?=[^\W\d_{\\])"
)
_NUMBER: Final = re.compile(r"(?<=[^\W\d_])[0-9]{1,2}\Z")
# Numbers, letters and marks that TeX sets high at the end of a word; one letter may belong to it.
_MARK: Final = (
    r"(?:[0-9,;*†‡§¶‖#&\s]"
    r"|\\(?:ast|dag|dagger|ddag|ddagger|star|S|P|Letter|Envelope|textdagger|textasteriskcentered)\b)"
)
_LETTERS: Final = "[a-z](?:,[a-z0-9*†]){0,9}"
RAISED: Final = re.compile(
    rf"(?:\s?(?:\\textsuperscript\s?\{{(?:{_MARK}{{0,30}}|[a-z](?:,[a-z0-9*]){{1,9}})\}}"
    rf"|\$\^\{{?{_MARK}{{0,30}}\}}?\$|\^\{{{_MARK}{{0,30}}\}}|\^[0-9]{{1,3}}"
    rf"|\$\^\{{?(?:\\(?:rm|mathrm|text|textrm)\s?\{{?)?{_LETTERS}\}}{{0,2}}\$"
    r"|\\(?:thanks|footnote|footnotemark|inst|affil|fnref|fnmark|tnoteref|corref|ead|email"
    r"|orcid(?:link|ID)?|IEEEauthorrefmark|IEEEmembership)\s?\{[^{}]{0,300}\}))+\Z"
)


def text_of(words: Iterable[str]) -> str:
    r"""Words as text, joined by blanks.

    They are decoded one by one, since a control word at a word's end would take the blank.

    >>> text_of(["G{\\'a}bor", "Mosk\\'o"])
    'Gábor Moskó'
    """
    return " ".join(" ".join(map(_decoded, words)).split())


def unmarked(name: str) -> str:
    """A name as text without the footnote marks around it, unless it is nothing else.

    >>> unmarked("Einstein*†")
    'Einstein'
    """
    return name.strip(MARKS).strip() or name


def unnumbered(name: str) -> str:
    """A name as text without the number of a footnote at its end.

    >>> unnumbered("Einstein2")
    'Einstein'
    """
    return _NUMBER.sub("", name)


def particles_start(words: Sequence[str]) -> int:
    """Where the von part begins that stands after a given name: at its first lower-case word.

    The last word is the family name in any case; without a von part, that is where it would begin.

    >>> particles_start(["Jean", "de", "la", "Fontaine"]), particles_start(["{J}ean", "{R}oe"])
    (1, 1)
    """
    before = words[:-1]
    if not any(map(_is_sure_particle, before)):
        return len(before)
    return [*map(is_particle, before)].index(True)


def particles_end(words: Sequence[str], start: int = 0) -> int:
    """Where the von part that may begin at `start` ends: after its last lower-case word.

    The last word is the family name in any case ("Tame the BeaST", 11.1).

    >>> particles_end(["von", "der", "Aar"])
    2
    """
    for end in range(len(words) - 1, start, -1):
        if _is_sure_particle(words[end - 1]):
            return end
    return start


def is_particle(word: str) -> bool:
    r"""Whether a word is in lower case by BibTeX's rule (bibtex.web, 397-401).

    It looks at the first letter outside braces, or of a special character `{\…}`.

    >>> [is_particle(word) for word in ("von", "Von", "{\\'e}t", "{von}", "{A}nn")]
    [True, False, True, False, True]
    """
    text = _outside_groups(word)
    if "\\" in text:
        text = tex.parse(text).text
    letter = _LETTER.search(text)
    if letter is None:
        return False
    # Georgian has no capitals in use: its letters are lower case but are their own titlecase.
    return letter[0].islower() and letter[0].title() != letter[0]


def _is_sure_particle(word: str) -> bool:
    """Whether a word is in lower case, and does not begin with a capital in braces: `{A}nn`.

    Such braces keep a capital; BibTeX does not see it.
    """
    return is_particle(word) and not _BRACED_CAPITAL.match(word)


def is_one_group(words: Sequence[str]) -> bool:
    """Whether words are `{…}` from their first character to their last.

    >>> is_one_group(["{Acme Inc.}"]), is_one_group(["{A}{B}"])
    (True, False)
    """
    source = " ".join(words)
    return source.startswith("{") and braces.closing(source, braces.GROUP_BRACE) == len(source)


def _decoded(word: str) -> str:
    """A word as text, with the apostrophe as it was written: catalogues have O'Neil."""
    if "^" in word or "\\" in word:
        word = RAISED.sub("", word) or word
    text = tex.parse(word).text
    if "'" in word and "’" not in word:
        return text.replace("’", "'")
    return text


def _outside_groups(word: str) -> str:
    r"""The word without its groups, special characters `{\…}` kept."""
    if "{" not in word:
        return word
    kept: list[str] = []
    start = 0
    for brace, depth in braces.with_depths(braces.GROUP_BRACE.finditer(word)):
        opens_group = depth == 1 and brace[0] == "{"
        if opens_group and not word.startswith("\\", brace.end()):
            kept.append(word[start : brace.start()])
            start = len(word)
        if depth == 0 and start == len(word):
            start = brace.end()
    return "".join([*kept, word[start:]])
