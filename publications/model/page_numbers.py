"""Pages as people write them: ranges, labels, totals, and what says that there are none yet."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from publications.model import wording

_RANGE: Final = re.compile(
    r"(?<=\d)\s*+[-\u2010-\u2015\u2212]++\s*+(?=\w|\Z)|(?<=[ivxlcdm])-(?=[ivxlcdm]+\b)"
    r"|(?<=\d)\s++(?:to|through|bis)\s++(?=\d)"
)
# A dash, beside which hyphens are parts of numbers: `045101-1--045101-9`.
_DASH: Final = re.compile(r"(?:(?<!\s)\s++)?(?:--+|-?[\u2012-\u2015]-?)\s*+")
_PART: Final = re.compile(r"[^,;]+")
# Labels within and after pages: `p. 12--p. 15`, `12--15 pp.`.
_LABEL_WITHIN: Final = re.compile(r"\u2013(?:pp?|s)\.\s*(?=\d)", re.IGNORECASE)
_LABEL_AFTER: Final = re.compile(
    r"(\u2013\w+)\s*(?:(?:pp?|pages?|s)\b\.?|[頁页쪽])\Z", re.IGNORECASE
)
# Zeros, or the year and month of a preprint, as Google Scholar has them: `2023--09`.
_NONE: Final = re.compile(r"0+(?:\u20130+)?|20\d\d\u20130[1-9]|20(?:1[3-9]|[2-9]\d)\u20131[0-2]")
_UNKNOWN_END: Final = re.compile(r"\u2013(?:\?+|n/?a)\Z", re.IGNORECASE)
# A number of pages, not the place of the text: `12 pages`.
_TOTAL: Final = re.compile(r"[0-9]+\s*(?:pages?|pp?|seiten|s)\.?", re.IGNORECASE)
# The same without a word, which may count the front matter by itself.
_LONE_TOTAL: Final = re.compile(r"(?:[ivxlcdm]+\s*[+,]\s*)?[0-9]{2,5}", re.IGNORECASE)
_ID: Final = re.compile(r"arxiv[:\s].*|\d{4}\.\d\d\.\d\d\.\d+", re.IGNORECASE)
_SAME: Final = re.compile(r"\A(\w+)\u2013\1\Z")


class Pages(NamedTuple):
    """What `pages` says: where the text is, how many pages there are, or words in their place.

    `article` is the number of an article that has none: `Article 12`.
    """

    place: str = ""
    article: str = ""
    total: str = ""
    words: str = ""


def read(value: str, *, is_whole: bool) -> Pages:
    """What a field of pages says; one number is the total of what `is_whole`, as of a book.

    >>> read("312", is_whole=True).total, read("312", is_whole=False).place
    ('312', '312')
    """
    pages = written(value)
    article = wording.without_label("article", pages)
    if article != pages:
        return Pages(article=article)
    if is_id(pages) or not is_place(pages):
        return Pages(words=pages)
    if is_whole and is_total(pages):
        return Pages(total=pages)
    return Pages(place=pages)


def written(value: str) -> str:
    """What a field of pages says, without a label; nothing for `n/a` and `000--000`.

    >>> [written(value) for value in ("pp. 262--277", "5--5", "000--000", "To appear")]
    ['262–277', '5', '', 'To appear']
    """
    pages = with_en_dashes(wording.number("pages", wording.meaningful(value)))
    if _NONE.fullmatch(pages):
        return ""
    pages = _LABEL_AFTER.sub(r"\1", _LABEL_WITHIN.sub("\u2013", pages))
    pages = _UNKNOWN_END.sub("", pages)
    return wording.meaningful(_SAME.sub(r"\1", pages))


def is_place(pages: str) -> bool:
    """Whether it says where the text is, and not in words that, or how long, it will be.

    >>> is_place("262–277"), is_place("12 pages"), is_place("To appear")
    (True, False, False)
    """
    return wording.is_number(pages) and _TOTAL.fullmatch(pages) is None


def of_article(value: str) -> str:
    """The number of an article, without a label; empty for the id of a preprint.

    >>> of_article("Article 12"), of_article("arXiv:2401.00001")
    ('12', '')
    """
    number = wording.meaningful(value)
    if is_id(number):
        return ""
    return with_en_dashes(wording.without_label("article", number))


def is_id(pages: str) -> bool:
    """Whether it is the id of a preprint, as search engines have it.

    >>> is_id("arXiv:2401.00001"), is_id("2020.01.01.123456"), is_id("12.5")
    (True, True, False)
    """
    return _ID.fullmatch(pages) is not None


def is_total(pages: str) -> bool:
    """Whether pages of a whole work are how many it has.

    >>> is_total("312"), is_total("xii+312"), is_total("1–9")
    (True, True, False)
    """
    return _LONE_TOTAL.fullmatch(pages) is not None


def with_en_dashes(pages: str) -> str:
    """Pages with an en dash in ranges, however these are written; `A-12` keeps its hyphen.

    >>> with_en_dashes("262-277"), with_en_dashes("262 -- 277"), with_en_dashes("A-12")
    ('262–277', '262–277', 'A-12')
    """
    return _PART.sub(lambda part: _with_dashes(part[0]), pages)


def _with_dashes(part: str) -> str:
    """Pages without commas with an en dash in ranges."""
    if _DASH.search(part):
        return _DASH.sub("\u2013", part)
    return _RANGE.sub("\u2013", part)
