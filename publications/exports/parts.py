"""What several formats need of a publication in the same form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from publications.model import status, wording
from publications.model.dates import Date
from publications.model.links import Link
from publications.model.people import Person
from publications.model.publication import Publication
from publications.settings import Site
from publications.tex.characters import FORBIDDEN, one_line

#: The folder of the pages and downloads, on the site and below the docs folder.
FOLDER: Final = "publications"

_RANGE: Final = re.compile(r"(\w[\w.:-]*)\s*\u2013\s*(\w[\w.:-]*)")
_WEB: Final = re.compile(r"https?://", re.I)
_WEB_OR_FTP: Final = re.compile(r"(?:https?|ftp)://", re.I)


def written(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Names and values as they are written: blank ones left out, the others on one line."""
    for name, value in pairs:
        if not value:
            continue
        text = one_line(value)
        if text:
            yield name, text


def inverted(person: Person) -> str:
    """`von Family, Given, Jr.`, with no other comma; a body has none, since that would split it.

    >>> inverted(Person("Jo", "de", "la Cruz", "Jr."))
    'de la Cruz, Jo, Jr.'
    """
    if person.literal:
        return _without_commas(person.name)
    names = filter(None, (person.surname, person.given, person.suffix))
    return ", ".join(map(_without_commas, names))


def _without_commas(name: str) -> str:
    """A name with blanks instead of commas."""
    if "," not in name:
        return name
    return re.sub(r"\s*,\s*", " ", name)


def remarks(publication: Publication) -> str:
    """What became of the work, and the note: `Retracted 2021. In Norwegian`."""
    texts = (status.in_words(publication.notices), publication.note.text)
    return wording.joined(". ", texts)


def iso(date: Date | None) -> str:
    """The date by ISO 8601 as far as it is known: `2021-05`; empty for a year before Christ.

    Most formats have no form for those years.
    """
    if date is None or date.year <= 0:
        return ""
    return date.iso


def preprint_arxiv(publication: Publication) -> str:
    """The arXiv id of what came out nowhere else, else empty."""
    if not publication.is_preprint:
        return ""
    return publication.arxiv


def locator(publication: Publication) -> str:
    """The pages, or the number of an article that has none: `101–115`, `e17`."""
    return publication.pages or publication.eid


def first_last(pages: str) -> tuple[str, str]:
    """The first and the last page; all that is written and nothing, where it is not one range.

    >>> first_last("101–115"), first_last("1–9, 12")
    (('101', '115'), ('1–9, 12', ''))
    """
    match = _RANGE.fullmatch(pages)
    if match is None:
        return pages, ""
    return match[1], match[2]


def url(publication: Publication) -> str:
    """The address of the publication: what `url` says, or arXiv's; none that only repeats the DOI.

    Where there is a DOI, arXiv's address would cite another version than the published one.
    """
    candidates = addresses(publication, "url")
    if not publication.doi:
        candidates += addresses(publication, "arxiv")
    return quoted(next(filter(_WEB_OR_FTP.match, candidates), ""))


def addresses(publication: Publication, *rels: str) -> list[str]:
    """The addresses of the links of these kinds, such as `doi`, as the entry has them."""
    return [link.url for link in publication.links if link.rel in rels]


def quoted(address: str) -> str:
    """An address with only the characters of RFC 3986, and of RFC 3987 beyond ASCII.

    >>> quoted("https://example.org/a b")
    'https://example.org/a%20b'
    """
    return re.sub(r"[\s\"<>\\^`{|}]", _percent_encoded, FORBIDDEN.sub("", address))


def _percent_encoded(match: re.Match[str]) -> str:
    """A character as RFC 3986 encodes it."""
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def link(publication: Publication, rel: str, base: str) -> str:
    """The address of the first link of this kind; that of a file of the site only with a `base`."""
    for each in publication.links:
        if each.rel == rel:
            return _absolute(each, base)
    return ""


def _absolute(link: Link, base: str) -> str:
    """The address of a link, that of a file below `base`; empty where it is none of the web's.

    A file of the site has none without a `base`, and `ftp` is no web.
    """
    if link.local and base:
        return quoted(base + link.url)
    if link.local or not _WEB.match(link.url):
        return ""
    return quoted(link.url)


def pdf(publication: Publication, site: Site, top: str = "") -> str:
    """The address of the PDF, or empty: beside its page, or where the entry says.

    `top` is that of the site where it has no address of its own, such as `../../`.
    """
    base = site.url or top
    if base and publication.slug in site.pdfs:
        return f"{base}{pdf_path(publication.slug)}"
    return link(publication, "pdf", base)


def picture(publication: Publication, base: str) -> str:
    """The address of the figure on the site at `base`; empty without one, and for a video."""
    figure = publication.figure
    if not base or figure is None:
        return ""
    if figure.is_video:
        return ""
    return base + figure.url


def pdf_path(slug: str) -> str:
    """The path of a PDF beside its publication's page, on the site and below the docs folder."""
    return f"{FOLDER}/{slug}.pdf"


def page(publication: Publication, site: Site) -> str:
    """The address of the publication's own page, or empty where the site has none."""
    return (site.first or site).url_of(page_path(publication.slug))


def page_path(slug: str) -> str:
    """The path of a publication's page below the docs folder."""
    return f"{FOLDER}/{slug}.md"
