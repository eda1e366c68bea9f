"""Identifiers of publications: DOI, arXiv id, ISBN and ISSN.

Each has a function that strips what people paste around it (a resolver's address, a prefix) and
one that says whether the rest is well formed. The sources of the rules: the DOI Handbook (2.2
"Numbering"), arXiv's "Understanding the arXiv identifier", the ISBN Users' Manual (check digits),
ISO 3297 (ISSN).
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import unquote

from publications.model import wording
from publications.tex.characters import FORBIDDEN

# doi.org, and resolvers of publishers and libraries, such as doi.acm.org and doi-org.proxy.edu.
_RESOLVER: Final = re.compile(
    r"(?:https?:?/{1,3}|//)?(?:(?:dx|www)\.)?doi[.-][a-z0-9.-]+/{1,2}", re.I
)
_DOI_PREFIX: Final = re.compile(
    rf"(?:{_RESOLVER.pattern}|(?:info:|urn:)?doi(?:\s{{0,9}}[:=/]\s*|\s+))+", re.I
)
# The address of a page at a publisher that has the DOI in it, and how that goes on after the DOI.
_PAGE: Final = re.compile(r"https?://\S+?[/=](?=10\.[0-9]{4,9}(?:/|%2F))", re.I)
_AFTER_DOI: Final = re.compile(
    r"(?:/(?:full(?:text)?|e?pdf|abstract|html)|(?<=[0-9])v[0-9]+(?:\.full)?)?(?:\.pdf)?(?:[?#&].*)?\Z",
    re.I | re.S,
)
# The last part of the address of a paper, which is none of its DOI.
_PART_OF_ADDRESS: Final = re.compile(
    r"\A(10\.[^/]+/.+?)(?:/(?:full(?:text)?|e?pdf|abstract|meta|html)|\?[a-z_]+=.*)\Z", re.I | re.S
)
# A second DOI, or a remark.
_FURTHER_DOI: Final = re.compile(
    r"[\s,;]\s?(?:(?:and|or|see)\s+)?(?:doi:?\s*|https?://[^\s/]+/)?10\.[0-9]{4,9}/.*|\s[(\[].*",
    re.I | re.S,
)
_BLANKS_IN_DOI: Final = re.compile("[ ](?=/)|(?<=[-_/])[ ]")
_AROUND: Final = re.compile(r"[<(\[\"'$](.*)[>)\]\"'$]", re.DOTALL)
# A suffix may hold any graphic character: `10.1002/(SICI)1097-0258(19980815)17:15<1661::AID>3.0`.
# `10/fg6rf9` is a name that shortdoi.org gave to a longer one; doi.org resolves both.
_DOI: Final = re.compile(
    r"(?:10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\"\\\x00-\x1f\x7f-\x9f]+|10/[A-Za-z0-9]{2,})\Z"
)
# Most are so, and have nothing pasted with them.
_PLAIN_DOI: Final = re.compile(r"10\.[0-9]{4,9}/(?:[A-Za-z0-9_-]+\.)*[A-Za-z0-9_-]+", re.ASCII)
_SHORT: Final = re.compile(r"\A[A-Za-z0-9]{2,}\Z")
_FRAGMENT: Final = re.compile("[?#].*", re.S)
# Addresses at arXiv and at its mirrors, a DOI, words, and an archive where the scheme has none.
_ARXIV_PREFIX: Final = re.compile(
    r"^(?:(?:https?://)?(?:[a-z0-9]{1,20}\.){0,3}(?:arxiv|alphaxiv|ar5iv)\.org/(?:abs|pdf|html)/"
    r"|(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*)?10\.48550/arxiv\."
    r"|arxiv(?:\s*e?-?prints?|\s*preprint)?(?:\s*:\s*|\s+|(?=[0-9]{4}\.))|abs/"
    r"|[a-z-]{2,9}(?:\.[a-z-]{2,9})?/(?=[0-9]{4}\.[0-9]{4,5}))+",
    re.I,
)
_ARXIV: Final = re.compile(
    r"(?:(?P<new>[0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5})"
    r"|(?P<old>[a-z-]+(?:\.[A-Za-z-]{2,9})?/[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3}))"
    r"(?P<version>v[0-9]+)?\Z"
)
_VERSION: Final = re.compile(r"v[0-9]+\Z")
_AFTER_ARXIV: Final = re.compile(r" ?(?:\[[\w.-]+\]|\([\w.-]+\))\Z|[?#].*|\.pdf\Z|/\Z", re.S)
_ARCHIVE: Final = re.compile(r"\A[A-Z-]{2,9}(?=[./])")
_ARXIV_DOI: Final = re.compile(r"10\.48550/arxiv\.", re.I)
_ARXIV_IN_TEXT: Final = re.compile(
    r"arxiv(?:\.org/(?:abs|pdf|html)/|\s?:\s{0,9}|\s{1,9}(?:(?:e?-?prints?|preprint):?\s{1,9})?)"
    r"(?:arxiv:\s{0,9})?([a-z-]{0,20}(?:\.[A-Z]{2})?/?[\d.]+\d)",
    re.I,
)
# The first year of arXiv; ids have two digits for the year.
_ARXIV_BEGAN: Final = 91
_SEPARATORS: Final = re.compile(r"[\s\-\u2010-\u2015]")
_BETWEEN: Final = re.compile(r"[,;/]|\b(?:and|or)\b", re.I)
_JOINT: Final = r"[-\u2010-\u2015 ]?"
_ISBN: Final = re.compile(
    rf"(?<![0-9])(?:97[89]{_JOINT})?[0-9](?:{_JOINT}[0-9]){{8}}{_JOINT}[0-9Xx](?![0-9])"
)
_ISSN: Final = re.compile(r"(?<![0-9])[0-9]{4}[-\u2010-\u2015]?[0-9]{3}[0-9Xx](?![0-9])")
_DASH: Final = re.compile("[\u2010-\u2015\u2212]")
_DIGIT: Final = re.compile(r"\d")
_BESIDE: Final = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|\be?IS[BS]N(?:[- ]1[03](?=[:\s]))?:?|[^\W\d_]{2,}[.:]?", re.I
)


def bare_doi(value: str) -> str:
    """A DOI without what people paste around it: resolver, label, page, a second DOI.

    A resolver also takes a short DOI without its prefix: `https://doi.org/fg6rf9` -> `10/fg6rf9`.

    >>> bare_doi("DOI 10.1000/182"), bare_doi("https://example.org/doi/abs/10.1000/182?a=b")
    ('10.1000/182', '10.1000/182')
    """
    if _PLAIN_DOI.fullmatch(value):
        return value
    value = " ".join(FORBIDDEN.sub("", value).split()).rstrip(".,;")
    around = _AROUND.fullmatch(value)
    if around:
        value = around[1].strip()
    prefix = _DOI_PREFIX.match(value)
    page = _PAGE.match(value)
    if prefix:
        bare = value[prefix.end() :].strip()
        if prefix[0].endswith("/"):
            bare = _FRAGMENT.sub("", bare)
            bare = _SHORT.sub(r"10/\g<0>", bare)
    elif page:
        bare = _AFTER_DOI.sub("", value[page.end() :])
    else:
        bare = value
    return _without_rest(bare)


def _without_rest(doi: str) -> str:
    """A DOI without escapes, without blanks from a line end, and without what follows it."""
    doi = _FURTHER_DOI.sub("", _DASH.sub("-", unquote(doi)))
    doi = _PART_OF_ADDRESS.sub(r"\1", _BLANKS_IN_DOI.sub("", doi))
    if doi.count(")") > doi.count("("):
        return doi.removesuffix(")")
    return doi


def is_doi(value: str) -> bool:
    """Whether a bare DOI is well formed: `10.`, a registrant's number, `/`, a suffix; or short.

    >>> is_doi("10.1000/182"), is_doi("10/fg6rf9"), is_doi("10.1000")
    (True, True, False)
    """
    return _DOI.match(value) is not None


def _valid_doi(value: str) -> str:
    """A bare DOI that is well formed, else the empty string."""
    if not is_doi(value):
        return ""
    return value


def doi_in_url(url: str) -> str:
    """The DOI that an address of a DOI resolver names, else the empty string.

    Not a short one without prefix: `https://www.doi.org/about` is a page.

    >>> doi_in_url("https://dx.doi.org/10.1000/182"), doi_in_url("https://www.doi.org/about")
    ('10.1000/182', '')
    """
    address = FORBIDDEN.sub("", url).strip()
    resolver = _RESOLVER.match(address)
    if resolver is None:
        return ""
    if _SHORT.match(address[resolver.end() :]):
        return ""
    return _valid_doi(bare_doi(address))


def doi_in_text(text: str) -> str:
    """The DOI at the end of an address of a publisher, else the empty string.

    >>> doi_in_text("https://link.springer.com/article/10.1007/s11263-019")
    '10.1007/s11263-019'
    """
    start = text.find("10.")
    if start < 1:
        return ""
    return _valid_doi(text[start:])


def arxiv_in_doi(doi: str) -> str:
    """The arXiv id that arXiv made this DOI of, else empty.

    >>> arxiv_in_doi("10.48550/arXiv.1703.00832")
    '1703.00832'
    """
    if _ARXIV_DOI.match(doi) is None:
        return ""
    return valid_arxiv(bare_arxiv(doi))


def bare_arxiv(value: str) -> str:
    """An arXiv id without what people paste around it: address, prefix, section, `.pdf`.

    >>> bare_arxiv("https://arxiv.org/pdf/1703.00832v2.pdf"), bare_arxiv("arXiv:1703.00832 [cs.CV]")
    ('1703.00832v2', '1703.00832')
    """
    bare = _AFTER_ARXIV.sub("", _ARXIV_PREFIX.sub("", " ".join(value.split()), count=1))
    return _ARCHIVE.sub(lambda archive: archive[0].lower(), bare, count=1)


def unversioned(arxiv: str) -> str:
    """An arXiv id without its version.

    >>> unversioned("1703.00832v2")
    '1703.00832'
    """
    return _VERSION.sub("", arxiv)


def is_arxiv(value: str) -> bool:
    """Whether a bare arXiv id is well formed, in the scheme of 2007 or in the older one.

    >>> [is_arxiv(value) for value in ("1703.00832v2", "hep-th/9711200", "1713.00832")]
    [True, True, False]
    """
    return _ARXIV.match(value) is not None


def valid_arxiv(value: str) -> str:
    """A bare arXiv id that is well formed, else the empty string."""
    if not is_arxiv(value):
        return ""
    return value


def arxiv_in_text(text: str) -> str:
    """The arXiv id in words of another field, else empty.

    >>> arxiv_in_text("arXiv preprint arXiv:1703.00832")
    '1703.00832'
    """
    match = _ARXIV_IN_TEXT.search(text)
    if match is None:
        return ""
    return valid_arxiv(match[1])


def arxiv_year_month(value: str) -> tuple[int, int] | None:
    """The year and month in which a paper came to arXiv: the first four digits of its id.

    >>> arxiv_year_month("1703.00832"), arxiv_year_month("hep-th/9711200")
    ((2017, 3), (1997, 11))
    """
    match = _ARXIV.match(value)
    if match is None:
        return None
    digits = match["new"] or match["old"].rpartition("/")[2]
    year, month = int(digits[:2]), int(digits[2:4])
    if year >= _ARXIV_BEGAN:
        return 1900 + year, month
    return 2000 + year, month


def is_isbn(value: str) -> bool:
    """Whether an ISBN has ten or thirteen digits and the right check digit.

    That is modulus 11 of ten digits, modulus 10 of thirteen (ISBN Users' Manual, 5 and 4).

    >>> is_isbn("0-306-40615-2"), is_isbn("978-0-306-40615-7"), is_isbn("978-0-306-40615-8")
    (True, True, False)
    """
    digits = _SEPARATORS.sub("", value).upper()
    if re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        return _weighted_sum(digits, range(10, 0, -1)) % 11 == 0
    if re.fullmatch(r"97[89][0-9]{10}", digits):
        return _weighted_sum(digits, (1, 3) * 6 + (1,)) % 10 == 0
    return False


def is_issn(value: str) -> bool:
    """Whether an ISSN has eight digits and the right check digit (ISO 3297, modulus 11).

    >>> is_issn("0317-8471"), is_issn("0317-8472")
    (True, False)
    """
    digits = _SEPARATORS.sub("", value).upper()
    if not re.fullmatch(r"[0-9]{7}[0-9X]", digits):
        return False
    return _weighted_sum(digits, range(8, 0, -1)) % 11 == 0


def isbns(value: str) -> tuple[str, ...]:
    """The ISBNs of a field that may hold several, with words beside; else what is written.

    >>> isbns("0-306-40615-2 (paper), 978-0-306-40615-7")
    ('0-306-40615-2', '978-0-306-40615-7')
    """
    return _numbers(_ISBN, value, is_isbn)


def issns(value: str) -> tuple[str, ...]:
    """The ISSNs, likewise."""
    return _numbers(_ISSN, value, is_issn)


def first_malformed(value: str, is_valid: Callable[[str], bool]) -> str:
    """The first of several ISBNs or ISSNs that `is_valid` refuses; empty where it takes all.

    Commas, semicolons, slashes or blanks are between them, and there may be words:
    `978-0-306-40615-7 (print), ISBN 0-306-40615-2`.
    """
    without_number = wording.meaningful(value.strip())
    for part in _BETWEEN.split(value):
        bare = _BESIDE.sub(" ", part).strip(" .:")
        numbers = list(filter(_DIGIT.search, bare.split()))
        if not numbers:
            continue
        without_number = ""
        if not is_valid(bare) and not all(map(is_valid, numbers)):
            return part.strip()
    return without_number


def _numbers(form: re.Pattern[str], value: str, valid: Callable[[str], bool]) -> tuple[str, ...]:
    """The valid numbers of this form, each once, or else what is written."""
    numbers = (_DASH.sub("-", number).upper() for number in filter(valid, form.findall(value)))
    return tuple(dict.fromkeys(numbers)) or tuple(filter(None, (value,)))


def _weighted_sum(digits: str, weights: Iterable[int]) -> int:
    """The sum of check-digit systems; X is 10."""
    values = (10 if digit == "X" else int(digit) for digit in digits)
    return sum(map(operator.mul, weights, values))
