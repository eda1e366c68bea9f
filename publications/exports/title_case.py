"""English title case, as citation processors set the names of journals: `Journal of the Sea`."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"[^\s\-–—/.,;?!:\[\]()“”‘’]+")
_OPENING: Final = " “‘(["
# Articles, conjunctions and prepositions.
_SMALL: Final = frozenset((
    "a", "about", "above", "across", "afore", "after", "against", "al", "along", "alongside",
    "amid", "amidst", "among", "amongst", "an", "and", "anenst", "apropos", "apud", "around",
    "as", "aside", "astride", "at", "athwart", "atop", "barring", "before", "behind", "below",
    "beneath", "beside", "besides", "between", "beyond", "but", "by", "c", "ca", "circa", "d",
    "de", "despite", "down", "during", "et", "except", "for", "forenenst", "from", "given", "in",
    "inside", "into", "lest", "like", "modulo", "near", "next", "nor", "notwithstanding", "of",
    "off", "on", "onto", "or", "out", "over", "per", "plus", "pro", "qua", "sans", "since", "so",
    "than", "the", "through", "throughout", "thruout", "till", "to", "toward", "towards", "under",
    "underneath", "until", "unto", "up", "upon", "v", "van", "versus", "via", "von", "vs", "with",
    "within", "without", "yet",
))  # fmt: skip


def title_case(text: str) -> str:
    """A title with capitals but for small words within it; what has capitals stays as it is.

    `on the origin of eLife: a history` is `On the Origin of eLife: A History`. A small word has a
    capital at the beginning, after a colon and before a hyphen.
    """
    pieces: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        starts = not end or between.rstrip(_OPENING).endswith(("?", "!", ":"))
        joins = text.startswith("-", match.end())
        pieces += (between, _with_capital(match[0], anyway=starts or joins))
        end = match.end()
    return "".join([*pieces, text[end:]])


def _with_capital(word: str, *, anyway: bool) -> str:
    """A word with a capital, unless it has some; a small word only where it is `anyway`."""
    if word != word.lower():
        return word
    if not anyway and (word in _SMALL or len(word) == 1):
        return word
    return word[0].upper() + word[1:]
