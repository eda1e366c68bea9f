"""Identifiers of publications: DOI, arXiv id, ISBN and ISSN.

Each has a function that strips what people paste around it (a resolver's address, a prefix) and
one that says whether the rest is well formed.  The sources of the rules: the DOI Handbook (2.2
"Numbering"), arXiv's "Understanding the arXiv identifier", the ISBN Users' Manual (check digits),
ISO 3297 (ISSN).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import unquote

# doi.org, and resolvers of publishers, such as doi.acm.org.
_RESOLVER: Final = re.compile(r"(?:https?://)?(?:(?:dx|www)\.)?doi\.[a-z0-9.-]+/", re.I)
_DOI_PREFIX: Final = re.compile(rf"{_RESOLVER.pattern}|doi:\s*", re.I)
# A suffix may hold any graphic character: `10.1002/(SICI)1097-0258(19980815)17:15<1661::AID>3.0`.
# `10/fg6rf9` is a name that shortdoi.org gave to a longer one; doi.org resolves both.
_DOI: Final = re.compile(
    r"(?:10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\"\x00-\x1f\x7f-\x9f]+|10/[A-Za-z0-9]{2,})\Z"
)
_SHORT: Final = re.compile(r"[A-Za-z0-9]{2,}\Z")
_ARXIV_PREFIX: Final = re.compile(
    r"^(?:https?://)?(?:(?:www|export)\.)?arxiv(?:\.org/(?:abs|pdf|html)/|:\s*)", re.I
)
_ARXIV: Final = re.compile(
    r"(?:(?P<new>[0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5})"
    r"|(?P<old>[a-z-]+(?:\.[A-Za-z]{2})?/[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3}))"
    r"(?P<version>v[0-9]+)?\Z"
)
_VERSION: Final = re.compile(r"v[0-9]+\Z")
_SEPARATORS: Final = re.compile(r"[\s\-\u2010-\u2015]")
_BETWEEN: Final = re.compile(r"[,;/]|\b(?:and|or)\b", re.I)
_BESIDE: Final = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|\be?IS[BS]N(?:[- ]1[03](?=[:\s]))?:?|[^\W\d_]{2,}[.:]?", re.I
)


def bare_doi(value: str) -> str:
    """`https://doi.org/10.1/x`, `doi:10.1/x` and `10.1/x` -> `10.1/x`.

    A resolver also takes a short DOI without its prefix: `https://doi.org/fg6rf9` -> `10/fg6rf9`.
    """
    value = value.strip()
    prefix = _DOI_PREFIX.match(value)
    if prefix is None:
        return value
    bare = value[prefix.end() :].strip()
    return f"10/{bare}" if prefix[0].endswith("/") and _SHORT.match(bare) else bare


def is_doi(value: str) -> bool:
    """Whether a bare DOI is well formed: `10.`, a registrant's number, `/`, a suffix; or short."""
    return _DOI.match(value) is not None


def doi_in_url(url: str) -> str:
    """The DOI that an address of a DOI resolver names, else the empty string.

    Not a short one without prefix: `https://www.doi.org/about` is a page.
    """
    found = _RESOLVER.match(url.strip())
    if not found:
        return ""
    doi = unquote(url.strip()[found.end() :].strip())
    return doi if is_doi(doi) else ""


def doi_in_text(text: str) -> str:
    """The DOI at the end of an address of a publisher, else the empty string."""
    start = text.find("10.")
    return text[start:] if start > 0 and is_doi(text[start:]) else ""


def arxiv_in_doi(doi: str) -> str:
    """The arXiv id that arXiv made this DOI of, `10.48550/arXiv.1703.00832`, else empty."""
    found = re.fullmatch(r"10\.48550/arxiv\.(.+)", doi, re.I)
    return found[1] if found and is_arxiv(found[1]) else ""


def bare_arxiv(value: str) -> str:
    """`https://arxiv.org/abs/1703.00832v2`, `arXiv:1703.00832` -> `1703.00832v2`, `1703.00832`."""
    bare = _ARXIV_PREFIX.sub("", value.strip(), count=1)
    return re.sub(r"(?:\.pdf)?(?:\s*\[[\w.-]+\])?\Z", "", bare)


def unversioned(arxiv: str) -> str:
    """`1703.00832v2` -> `1703.00832`."""
    return _VERSION.sub("", arxiv)


def is_arxiv(value: str) -> bool:
    """Whether a bare arXiv id is well formed, in the scheme of 2007 or in the older one."""
    return _ARXIV.match(value) is not None


def arxiv_in_text(text: str) -> str:
    """The arXiv id in a journal field such as `arXiv preprint arXiv:1703.00832`, else empty."""
    found = re.search(
        r"arxiv(?:\.org/(?:abs|pdf|html)/|:\s*)([a-z-]*(?:\.[A-Z]{2})?/?[\d.]+\d)", text, re.I
    )
    return found[1] if found and is_arxiv(found[1]) else ""


def arxiv_year_month(value: str) -> tuple[int, int] | None:
    """The year and month in which a paper came to arXiv: the first four digits of its id."""
    found = _ARXIV.match(value)
    if found is None:
        return None
    digits = (found["new"] or found["old"].rpartition("/")[2])[:4]
    year = int(digits[:2])
    return (1900 + year if year >= 91 else 2000 + year), int(digits[2:])


def is_isbn(value: str) -> bool:
    """Whether an ISBN has ten or thirteen digits and the right check digit."""
    digits = _SEPARATORS.sub("", value).upper()
    if re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        total = sum(weight * _digit(d) for weight, d in zip(range(10, 0, -1), digits, strict=True))
        return total % 11 == 0
    if re.fullmatch(r"97[89][0-9]{10}", digits):
        return sum((1, 3)[i % 2] * int(d) for i, d in enumerate(digits)) % 10 == 0
    return False


def is_issn(value: str) -> bool:
    """Whether an ISSN has eight digits and the right check digit."""
    digits = _SEPARATORS.sub("", value).upper()
    if not re.fullmatch(r"[0-9]{7}[0-9X]", digits):
        return False
    return sum(w * _digit(d) for w, d in zip(range(8, 0, -1), digits, strict=True)) % 11 == 0


def first_malformed(value: str, is_valid: Callable[[str], bool]) -> str:
    """The first of several ISBNs or ISSNs that `is_valid` refuses; empty where it takes all.

    They stand with commas, semicolons, slashes or blanks between, and with words beside:
    `978-0-306-40615-7 (print), ISBN 0-306-40615-2`.
    """
    seen = False
    for part in _BETWEEN.split(value):
        bare = _BESIDE.sub(" ", part).strip(" .:")
        numbers = [word for word in bare.split() if any(map(str.isdigit, word))]
        if not numbers:
            continue
        seen = True
        if not is_valid(bare) and not all(map(is_valid, numbers)):
            return part.strip()
    return "" if seen else value.strip()


def _digit(character: str) -> int:
    return 10 if character == "X" else int(character)
