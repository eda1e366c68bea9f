"""The labelled lines of a publication's own page: where it was published, and its identifiers."""

from __future__ import annotations

from typing import Final, NamedTuple

from publications.model import page_numbers, servers, wording
from publications.model.dates import Date
from publications.model.publication import Publication
from publications.model.shared import shared
from publications.words import ENGLISH, Words

# Servers whose well-formed ids have rows of their own, from whatever field they are.
_OWN_ROWS: Final = (servers.SERVERS["pubmed"], servers.SERVERS["pmc"])


class Identifier(NamedTuple):
    """An identifier as a page shows it, where it leads (empty: nowhere), and what follows it."""

    label: str
    text: str
    url: str = ""
    note: str = ""


def of_venue(publication: Publication, words: Words = ENGLISH) -> str:
    """The label of the venue line; what is not published, or not yet, has a status only."""
    if _is_published(publication):
        return words("page.published")
    return words("page.status")


def _is_published(publication: Publication) -> bool:
    """Whether a work has come out: it is dated, and has no status such as `in press`.

    A preprint has come out nowhere, however old.
    """
    if publication.is_preprint:
        return False
    if publication.kind.name == "unpublished":
        return False
    if publication.status:
        return False
    return publication.date is not None


@shared
def identifiers(publication: Publication, words: Words = ENGLISH) -> tuple[Identifier, ...]:
    """Identifiers of all systems, and what is told of the work beside its venue."""
    links = {link.rel: link.url for link in publication.links}
    note = _arxiv_note(publication, words)
    candidates = (
        Identifier("DOI", publication.doi, links.get("doi", "")),
        Identifier("arXiv", publication.arxiv, links.get("arxiv", ""), note),
        Identifier("PubMed", publication.pmid, f"{_address('pubmed')}{publication.pmid}"),
        Identifier("PMC", publication.pmcid, f"{_address('pmc')}{publication.pmcid}"),
        *_of_databases(publication),
        Identifier("ISBN", publication.isbn),
        Identifier("ISSN", publication.issn),
        Identifier("ISRN", publication.field("isrn").text),
        Identifier(words("page.report_number"), publication.field("reportnumber").text),
        Identifier(words("page.event"), _in_words(publication.event_date, words)),
        Identifier(words("page.extent"), _extent(publication, words)),
        Identifier(words("page.original"), _original(publication, words)),
        Identifier(words("page.original_language"), _original_language(publication)),
        Identifier(words("page.reprint"), publication.field("reprinttitle").text),
        Identifier(words("page.library"), publication.field("library").text),
    )
    return tuple(identifier for identifier in candidates if identifier.text)


def _of_databases(publication: Publication) -> tuple[Identifier, ...]:
    """The ids in fields of databases, each database once."""
    identifiers: dict[str, Identifier] = {}
    for _, server, text, url in servers.in_fields(publication.values):
        if server not in _OWN_ROWS or not url:
            identifiers.setdefault(server.name, Identifier(server.name, text, url))
    return tuple(identifiers.values())


def _address(server: str) -> str:
    """The beginning of the addresses of a server."""
    return servers.SERVERS[server].address


def _in_words(date: Date | None, words: Words) -> str:
    """A date, if there is one."""
    if date is None:
        return ""
    return date.in_words(words)


def _extent(publication: Publication, words: Words) -> str:
    """How many volumes and pages it has."""
    counts = {"volumes": publication.volumes, "page_total": publication.page_total}
    texts = [_counted(f"page.{name}", number, words) for name, number in counts.items() if number]
    return ", ".join(texts)


def _counted(name: str, number: str, words: Words) -> str:
    """A number with what it counts, which the entry may say itself: `xii, 240 pages`."""
    if not number.isdecimal() and not page_numbers.is_total(number):
        return number
    count = 2
    if number == "1":
        count = 1
    return words(name, number=number, count=count)


def _original(publication: Publication, words: Words) -> str:
    """What the work was at first, unless that is the version on arXiv."""
    names = ("origtitle", "origlocation", "origpublisher")
    texts = [publication.field(name).text for name in names]
    if not publication.online:
        texts.append(_in_words(publication.original_date, words))
    return wording.joined(", ", texts)


def _original_language(publication: Publication) -> str:
    """The languages that it was translated from, which are keys in biblatex: `latin and german`."""
    return publication.field("origlanguage").text.replace(" and ", ", ").title()


def _arxiv_note(publication: Publication, words: Words) -> str:
    """` [cs.CV], first version 21 October 2025`, as far as it is known."""
    note = ""
    if publication.arxiv_class:
        note = f" [{publication.arxiv_class}]"
    if publication.online:
        note += f", {words('page.first_version', date=publication.online.in_words(words))}"
    return note
