"""Entries as publishers and programs write them, made into entries as refs.bib has them.

What is mended is what publishers and their services get wrong: tags and references of HTML in TeX,
titles and names in capitals, identifiers as addresses, months in words, and fields that only the
program which wrote them reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from publications.add.capitals import mend_capitals, protect
from publications.add.identity import arxiv_of, is_preprint
from publications.add.markup import mend, without_programs, without_references
from publications.add.people import mend_people
from publications.bibtex import Entry, writer
from publications.bibtex.fields import Use, used
from publications.model import dates, identifiers, links, registered
from publications.tex import braces

# Reference managers, dblp, the ACM, MathSciNet, CiteULike, BibSonomy: nothing that a reader cites.
_JUNK: Final = re.compile(
    r"bdsk-.*|date-(?:added|modified)|.*-groups|groups|timestamp|biburl|bibsource|file|local-url"
    r"|owner|creationdate|modificationdate|added-at|interhash|intrahash|username|rating|read"
    r"|issue_date|numpages|copyright|mendeley-tags|citeulike-.*|posted-at|__markedentry|ranking"
    r"|readstatus|priority|qualityassured|printed|mr(?:class|number|reviewer)|coden|fjournal"
)
# Services fill these with their own: index terms, a language that every paper of theirs has.
_OF_SERVICES: Final = frozenset({"keywords", "keyword", "language", "day"})
_ADDRESSES: Final = frozenset({"url", "doi", "eprint"})
_VERBATIM: Final = frozenset(used(Use.VERBATIM))
#: What a preprint server is not, and the types that are given to its papers.
_PREPRINT_FIELDS: Final = frozenset(
    ("journal", "journaltitle", "volume", "number", "pages", "publisher")
)
_PREPRINT_TYPES: Final = dict.fromkeys(("article", "unpublished", "online"), "misc")
_ONLY_ARXIV: Final = re.compile(
    r"(?:\\url\s*\{)?(?:https?://)?(?:www\.)?arxiv(?:\.org/|:| preprint|\s*\Z).{0,40}",
    re.IGNORECASE,
)
_FULL_STOP: Final = re.compile(r" [^\W\d_]{4,}\.\Z")
_YEAR_AND_MONTH: Final = re.compile(r"(\d{4})(?:-(\d\d))?")
_PAGE_RANGE: Final = re.compile(r"(?<=\w)\s*[-\u2010-\u2015]+\s*(?=\w)")
_SHORT_NAME: Final = re.compile(r".* \(([A-Z]{3,6})\)")


def clean(entry: Entry, *, pasted: bool = False) -> Entry:
    """The entry with its fields mended; `pasted` ones keep what their owner may have put there.

    Total: what cannot be mended stays as it is. The key is not touched. A field of which nothing
    is left is not written.
    """
    without = left_out(entry, pasted=pasted)
    values: dict[str, str] = {}
    for name, value in entry.values().items():
        mended = _mended(name, value)
        if not pasted:
            mended = without_programs(mended)
        if name not in without:
            values[name] = mended
    whole = identified(writer.make(entry.type.lower(), entry.key, values))
    values = whole.values()
    for name in _SPELLED.keys() & values.keys():
        values[name] = _SPELLED[name](values[name])
    _mend_date(values)
    _mend_numbers(values)
    return writer.make(whole.type, entry.key, values)


def _mended(name: str, value: str) -> str:
    r"""The value of a field as TeX, or as an address or identifier.

    >>> _mended("title", "Sand &amp; Sea")
    'Sand \\& Sea'
    """
    if name in _ADDRESSES:
        return links.url_of(without_references(value))
    if name in _VERBATIM:
        return without_references(value)
    return mend(value)


def left_out(entry: Entry, *, pasted: bool = False) -> frozenset[str]:
    """The fields that only programs read, and those that a service fills as it likes."""
    names = entry.values().keys()
    junk = frozenset(filter(_JUNK.fullmatch, names))
    if pasted:
        return junk
    return junk | (_OF_SERVICES & names)


def identified(entry: Entry) -> Entry:
    """Identifiers bare, each once; a preprint without a journal's name for its server.

    `doi = {10.1000/1}` of `doi = {https://doi.org/10.1000/1}`, and no `url` that says the same.
    """
    values = entry.values()
    type_name = entry.type
    arxiv = arxiv_of(entry)
    doi = registered.doi_of(entry)
    if arxiv and is_preprint(entry):
        type_name = _PREPRINT_TYPES.get(entry.type, entry.type)
        for name in _PREPRINT_FIELDS & values.keys():
            del values[name]
    if arxiv:
        _mend_arxiv(values, arxiv)
    if identifiers.arxiv_in_doi(doi):
        values.pop("doi", None)
        doi = ""
    if doi:
        values["doi"] = doi
    url = values.get("url", "")
    if identifiers.doi_in_url(url) or links.names(url, doi, arxiv):
        values.pop("url", None)
    return writer.make(type_name, entry.key, values)


def _mend_arxiv(values: dict[str, str], arxiv: str) -> None:
    """The arXiv id in `eprint`, or in `arxiv` where that has another server's, and only there."""
    for name in ("howpublished", "note"):
        if _ONLY_ARXIV.fullmatch(values.get(name, "")):
            del values[name]
    if "arxiv" in values:
        return
    server = "archiveprefix"
    if "eprinttype" in values:
        server = "eprinttype"
    of_another = values.get(server, "arxiv").lower() != "arxiv"
    if of_another and "eprint" in values:
        values["arxiv"] = arxiv
        return
    values |= {"eprint": arxiv, server: "arXiv"}


def _mend_title(title: str) -> str:
    """A title without the full stop that PubMed ends it with; `Inc.` and `U.S.` end so as well.

    >>> _mend_title("A study of sand.")
    'A study of sand'
    >>> _mend_title("Sand in the U.S.")
    'Sand in the {U.S}.'
    """
    title = _unwrapped(title)
    if _FULL_STOP.search(title):
        title = title[:-1]
    return _mend_container(title)


def _mend_container(title: str) -> str:
    """A title in capitals mended, and what must keep its capitals in braces."""
    return protect(mend_capitals(_unwrapped(title)))


def _unwrapped(title: str) -> str:
    """A title without the braces that programs put around all of it; one word keeps them.

    >>> _unwrapped("{On Sand}")
    'On Sand'
    >>> _unwrapped("{LLMs}")
    '{LLMs}'
    """
    if " " in title:
        return braces.without_outer(title)
    return title


_SPELLED: Final[Mapping[str, Callable[[str], str]]] = {
    "author": mend_people,
    "editor": mend_people,
    "title": _mend_title,
    "subtitle": _mend_container,
    "booktitle": _mend_container,
    "journal": mend_capitals,
    "journaltitle": mend_capitals,
    "series": mend_capitals,
}


def _mend_date(values: dict[str, str]) -> None:
    """Year and month of a plain date, `2020-03`, in fields of their own; the month by its name."""
    plain = _YEAR_AND_MONTH.fullmatch(values.get("date", ""))
    if plain and "year" not in values:
        del values["date"]
        values["year"] = plain[1]
        values["month"] = plain[2] or values.get("month", "")
    name = _month_name(values.get("month", ""))
    if name:
        values["month"] = name


def _month_name(month: str) -> str:
    """The English name of a month; empty for a range, a season or a day.

    >>> _month_name("03"), _month_name("mar"), _month_name("mar/apr")
    ('March', 'March', '')
    """
    date = dates.parse_date("", "2000", month)
    if date is None or date.end or not date.month:
        return ""
    if date.iso != f"2000-{date.month:02d}":
        return ""
    return dates.MONTHS[date.month - 1]


def _mend_numbers(values: dict[str, str]) -> None:
    """Pages with two hyphens, article numbers as `eid`, a publisher's own short name."""
    if "pages" in values:
        values["pages"] = _pages(values["pages"])
    if "articleno" in values:
        values.setdefault("eid", values.pop("articleno"))
    short_name = _SHORT_NAME.fullmatch(values.get("publisher", ""))
    if short_name:
        values["publisher"] = short_name[1]


def _pages(pages: str) -> str:
    """Pages with two hyphens, one page once; none where it is only printed later (`1--1`).

    >>> _pages("12-19"), _pages("12--12"), _pages("1-1")
    ('12--19', '12', '')
    """
    pages = _PAGE_RANGE.sub("--", pages)
    first, _, last = pages.partition("--")
    if pages == "1--1":
        return ""
    if first == last:
        return first
    return pages
