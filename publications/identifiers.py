"""Identifiers of publications: DOI, arXiv id, ISBN and ISSN.

Each has a function that strips what people paste around it (a resolver's address, a prefix) and
one that says whether the rest is well formed.  The sources of the rules: the DOI Handbook (2.2
"Numbering"), arXiv's "Understanding the arXiv identifier", the ISBN Users' Manual (check digits),
ISO 3297 (ISSN).
"""

from __future__ import annotations

import re
from typing import Final

_DOI_PREFIX: Final = re.compile(r"^(?:https?://)?(?:(?:dx|www)\.)?(?:doi\.org/|doi:\s*)", re.I)
_DOI: Final = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s<>\"]+\Z")
_ARXIV_PREFIX: Final = re.compile(
    r"^(?:https?://)?(?:(?:www|export)\.)?arxiv(?:\.org/(?:abs|pdf|html)/|:\s*)", re.I
)
_ARXIV: Final = re.compile(
    r"(?:(?P<new>\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})"
    r"|(?P<old>[a-z-]+(?:\.[A-Za-z]{2})?/\d{2}(?:0[1-9]|1[0-2])\d{3}))(?P<version>v\d+)?\Z"
)
_SEPARATORS: Final = re.compile(r"[\s\-\u2010-\u2015]")


def bare_doi(value: str) -> str:
    """`https://doi.org/10.1/x`, `doi:10.1/x` and `10.1/x` -> `10.1/x`."""
    return _DOI_PREFIX.sub("", value.strip(), count=1).strip()


def is_doi(value: str) -> bool:
    """Whether a bare DOI is well formed: `10.`, a registrant's number, `/`, a suffix."""
    return _DOI.match(value) is not None


def doi_in_url(url: str) -> str:
    """The DOI that an address of a DOI resolver names, else the empty string."""
    if not re.match(r"(?:https?://)?(?:(?:dx|www)\.)?doi\.org/", url.strip(), re.I):
        return ""
    doi = bare_doi(url)
    return doi if is_doi(doi) else ""


def bare_arxiv(value: str) -> str:
    """`https://arxiv.org/abs/1703.00832v2`, `arXiv:1703.00832` -> `1703.00832v2`, `1703.00832`."""
    bare = _ARXIV_PREFIX.sub("", value.strip(), count=1)
    return re.sub(r"(?:\.pdf)?(?:\s*\[[\w.-]+\])?\Z", "", bare)


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


def _digit(character: str) -> int:
    return 10 if character == "X" else int(character)
