"""The `citation_*` tags of a publication's page.

Which tags there are, and what they hold, is said by Google Scholar's "Inclusion Guidelines for
Webmasters" ("Indexing", "Configuring the meta-tags"). Zotero's translator "Embedded Metadata"
finds the item's type by them: the last tag that names a container wins, so a paper's proceedings
come before its conference.  A type that no such tag says is in `dc.type`, by Zotero's own name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from publications.exports import parts
from publications.model import identifiers
from publications.model.dates import Date
from publications.model.orcid import orcid_url
from publications.model.people import People, Person
from publications.model.publication import Publication
from publications.settings import Site

_CONTAINER: Final = {
    "article": "citation_journal_title",
    "conference": "citation_inbook_title",
    "chapter": "citation_inbook_title",
}
#: The tags by which Zotero finds the type of an item, each with that type.
TYPED: Final = {
    "citation_journal_title": "journalArticle",
    "citation_inbook_title": "bookSection",
    "citation_conference_title": "conferencePaper",
    "citation_dissertation_institution": "thesis",
    "citation_technical_report_institution": "report",
}
#: The kinds that are part of a journal, a volume or a series of preprints, and have their pages.
_WITH_PAGES: Final = frozenset({"article", "conference", "chapter", "preprint"})
#: The types whose number counts issues.
_WITH_ISSUE: Final = frozenset({"journalArticle"})
_INSTITUTION: Final = {
    "thesis": "citation_dissertation_institution",
    "report": "citation_technical_report_institution",
}


def tags(publication: Publication, site: Site) -> list[tuple[str, str]]:
    """Names and contents in order, for `<meta name content>`; blank ones are left out.

    `("citation_author", "Abel, Cara")` for instance. The type is among them where Zotero would not
    find it by the others.
    """
    tags = list(parts.written(_tags(publication, site)))
    if len(publication.authors.persons) == 1:
        tags = list(map(_with_one_name, tags))
    typed = [TYPED[name] for name, _ in tags if name in TYPED]
    zotero_type = publication.entry_type.zotero
    if typed[-1:] != [zotero_type]:
        tags.append(("dc.type", zotero_type))
    return tags


def _with_one_name(tag: tuple[str, str]) -> tuple[str, str]:
    """A tag; that of an only author without blanks after the comma, if there are some before it.

    Zotero takes a name with blanks on both sides of the comma for two people.
    """
    name, content = tag
    family, comma, given = content.partition(", ")
    if name != "citation_author" or " " not in family:
        return tag
    tied = given.replace(" ", "\N{NO-BREAK SPACE}")
    return name, f"{family}{comma}{tied}"


def _tags(publication: Publication, site: Site) -> Iterator[tuple[str, str]]:
    """All tags in order, blank ones among them; those of several values come several times."""
    yield "citation_title", publication.title.text
    yield from _authors(publication.authors)
    for person in publication.editors.persons:
        yield "citation_editor", _name(person)
    yield from _dates(publication)
    yield from _where(publication)
    if publication.kind.name in _WITH_PAGES:
        first, last = parts.first_last(parts.locator(publication))
        yield "citation_firstpage", first
        yield "citation_lastpage", last
    yield "citation_doi", publication.doi
    for issn in publication.issns:
        yield "citation_issn", issn
    for isbn in publication.isbns:
        yield "citation_isbn", isbn
    yield "citation_arxiv_id", publication.arxiv
    yield "citation_pmid", publication.pmid
    yield "citation_language", publication.language
    for keyword in publication.keywords:
        yield "citation_keywords", keyword
    yield "citation_abstract", publication.abstract.text
    yield "citation_pdf_url", parts.pdf(publication, site) or _arxiv_pdf(publication)
    yield "citation_abstract_html_url", parts.page(publication, site)


def _dates(publication: Publication) -> Iterator[tuple[str, str]]:
    """When it was published, without which Google Scholar takes no tag; and when put online.

    A preprint came out where it is read.
    """
    published = _date(publication.date)
    online = _online(publication)
    if publication.is_preprint:
        published = published or online
    yield "citation_publication_date", published
    yield "citation_online_date", online


def _where(publication: Publication) -> Iterator[tuple[str, str]]:
    """The container, what counts within it, and who published it.

    The publisher of a thesis or a report is its institution, in a tag of its own.
    """
    kind = publication.kind.name
    if kind in _CONTAINER:
        yield _CONTAINER[kind], publication.container.text
    if kind == "conference":
        yield "citation_conference_title", publication.event.text or publication.container.text
    if kind == "article":
        yield "citation_journal_abbrev", publication.short_container
    yield "citation_series_title", publication.series.text
    yield "citation_volume", publication.volume
    if kind == "report":
        yield "citation_technical_report_number", publication.number
    elif publication.entry_type.zotero in _WITH_ISSUE:
        yield "citation_issue", publication.number
    yield _INSTITUTION.get(kind, "citation_publisher"), publication.publisher


def _authors(authors: People) -> Iterator[tuple[str, str]]:
    """A tag for each author, and for their ORCID."""
    for person in authors.persons:
        yield "citation_author", _name(person)
        yield "citation_author_orcid", orcid_url(person.orcid)


def _name(person: Person) -> str:
    """`Family, Given` without semicolons, since one begins another name."""
    return parts.inverted(person).replace(";", "")


def _date(date: Date | None) -> str:
    """`2019/05/30`, as far as it is known."""
    return parts.iso(date).replace("-", "/")


def _online(publication: Publication) -> str:
    """When it could first be read online: as the entry says, else the month of the arXiv id."""
    if publication.online:
        return _date(publication.online)
    posted = identifiers.arxiv_year_month(publication.arxiv)
    if posted is None:
        return ""
    year, month = posted
    return f"{year}/{month:02d}"


def _arxiv_pdf(publication: Publication) -> str:
    """The address of the PDF on arXiv."""
    if not publication.arxiv:
        return ""
    return f"https://arxiv.org/pdf/{publication.arxiv}"
