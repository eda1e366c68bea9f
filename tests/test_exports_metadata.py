"""Metadata of the pages: citation tags, JSON-LD, typed links, the feed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import feedparser
import pytest

from publications.exports import FORMATS, atom, csl, highwire, jsonld, ris, signposting
from publications.model.publication import Publication
from publications.settings import Owner, Site
from tests.exported import NOWHERE, OWNER, SITE, TYPES, read
from tests.rows import every_row

VOCABULARY = json.loads((Path(__file__).parent / "schemas" / "schema-org.json").read_text("utf-8"))
NAMES = ["Kurt Gödel", "Anna Maria van der Berg", "Guy L. Steele, Jr.", "World Health Organization"]
PAPER = read(
    "@article{paper, author = {Gödel, Kurt and Doe, Jane}, title = {On <b> \\& {T}},"
    " journal = {Journal of Logic}, volume = 7, number = 2, pages = {10--12}, date = {2021-03-04},"
    " doi = {10.1000/x.y}, eprint = {1703.00832}, archiveprefix = {arXiv}, pdf = {x.pdf},"
    " code = {https://example.org/code.git}, data = {data.zip}, abstract = {What it says.},"
    " summary = {In short.}, keywords = {one, two}, langid = {english}, issn = {2049-3630}}"
)[0]

each_type = every_row("name", TYPES)


# Citation tags, as Zotero's "Embedded Metadata" reads them

ITEM_TYPES = {
    "citation_journal_title": "journalArticle",
    "citation_technical_report_institution": "report",
    "citation_conference_title": "conferencePaper",
    "citation_inbook_title": "bookSection",
    "citation_dissertation_institution": "thesis",
}
VENUES = {
    "journalArticle": "citation_journal_title",
    "conferencePaper": "citation_conference_title",
    "bookSection": "citation_inbook_title",
    "thesis": "citation_dissertation_institution",
    "report": "citation_technical_report_institution",
}


def zotero(tags: list[tuple[str, str]]) -> dict[str, Any]:
    """The item that the tags give: the rules of the translator, told anew."""
    item_type, guess, said = "", "", ""
    for name, content in tags:
        item_type = ITEM_TYPES.get(name, item_type)
        if name == "dc.type":
            said = content
        if name == "citation_isbn":
            guess = "book"
        elif name == "citation_title":
            guess = guess or "journalArticle"
    first = dict(reversed(tags))

    def people(role: str) -> list[tuple[str, str]]:
        nodes = [content for name, content in tags if name == role]
        found = []
        for node in nodes:
            names = node.split(";")
            halves = re.split(r"\s*,\s*", node)
            if len(nodes) == 1 and len(halves) > 1 and " " in halves[0] and " " in halves[1]:
                names = halves
            for name in names:
                family, _, given = name.replace("\u00a0", " ").partition(", ")
                found.append((family, given.partition(", ")[0]))
        return found

    pages = [first.get("citation_firstpage", ""), first.get("citation_lastpage", "")]
    kind = said or item_type or guess
    return {
        "itemType": kind,
        "title": first["citation_title"],
        "authors": people("citation_author"),
        "editors": people("citation_editor"),
        "date": first.get("citation_publication_date", ""),
        "venue": first.get(VENUES.get(kind, ""), ""),
        "container": first.get("citation_journal_title", first.get("citation_inbook_title", "")),
        "short": first.get("citation_journal_abbrev", ""),
        "volume": first.get("citation_volume", ""),
        "issue": first.get("citation_issue", ""),
        "pages": "-".join(filter(None, pages)),
        "DOI": first.get("citation_doi", ""),
        "ISSN": first.get("citation_issn", ""),
        "abstract": first.get("citation_abstract", ""),
        "language": first.get("citation_language", ""),
        "pdf": first.get("citation_pdf_url", ""),
        "url": first.get("citation_abstract_html_url", ""),
    }


def test_zotero_reads_the_article() -> None:
    assert zotero(highwire.tags(PAPER, SITE)) == {
        "itemType": "journalArticle",
        "title": "On <b> & T",
        "authors": [("Gödel", "Kurt"), ("Doe", "Jane")],
        "editors": [],
        "date": "2021/03/04",
        "venue": "Journal of Logic",
        "container": "Journal of Logic",
        "short": "",
        "volume": "7",
        "issue": "2",
        "pages": "10-12",
        "DOI": "10.1000/x.y",
        "ISSN": "2049-3630",
        "abstract": "What it says.",
        "language": "en",
        "pdf": "https://example.org/site/assets/pdf/x.pdf",
        "url": "https://example.org/site/publications/paper/",
    }


@every_row(
    "name, kind, venue",
    [
        ("article", "journalArticle", "Journal of Müller & Sons"),
        ("review", "journalArticle", "Journal of Logic"),
        ("inproceedings", "conferencePaper", "Proceedings of the Logic Conference"),
        ("conference", "conferencePaper", "Proceedings of the Logic Conference"),
        ("incollection", "bookSection", "Proceedings of the Logic Conference"),
        ("inbook", "bookSection", "The Great Handbook"),
        ("inreference", "encyclopediaArticle", ""),
        ("phdthesis", "thesis", "University of Oslo"),
        ("mastersthesis", "thesis", "University of Oslo"),
        ("thesis", "thesis", "University of Oslo"),
        ("techreport", "report", "North Institute"),
        ("report", "report", "North Institute"),
        ("book", "book", ""),
        ("mvbook", "book", ""),
        ("collection", "book", ""),
    ],
)
def test_zotero_finds_type_and_venue(name: str, kind: str, venue: str) -> None:
    item = zotero(highwire.tags(TYPES[name], SITE))
    assert (item["itemType"], item["venue"]) == (kind, venue)


@each_type
def test_tags_name_all_people(name: str) -> None:
    item = zotero(highwire.tags(TYPES[name], SITE))
    people = [("Gödel", "Kurt"), ("van der Berg", "Anna Maria"), ("Steele", "Guy L.")]
    people.append(("World Health Organization", ""))
    editors = [("Knuth", "Donald E."), ("Wirth", "Niklaus")]
    assert item["authors"] == (people if TYPES[name].authors.persons else [])
    assert item["editors"] == (editors if TYPES[name].editors.persons else [])
    assert item["date"].startswith("2021/05")


#: Zotero's own type for what is no article, paper, chapter, thesis, report or book.
OTHER_TYPES = {
    "inreference": "encyclopediaArticle",
    "periodical": "document",
    "standard": "standard",
    "software": "computerProgram",
    "dataset": "dataset",
    "patent": "patent",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "audio": "audioRecording",
    "music": "audioRecording",
    "video": "videoRecording",
    "movie": "film",
    "unpublished": "manuscript",
    "artwork": "artwork",
    "image": "artwork",
    "letter": "letter",
    "jurisdiction": "case",
    "legislation": "statute",
}
KINDS = {
    "article": "journalArticle",
    "conference": "conferencePaper",
    "chapter": "bookSection",
    "thesis": "thesis",
    "report": "report",
    "book": "book",
    "proceedings": "book",
}


@each_type
def test_zotero_finds_every_type(name: str) -> None:
    publication = TYPES[name]
    expected = OTHER_TYPES.get(name) or KINDS.get(publication.kind.name, "document")
    assert zotero(highwire.tags(publication, SITE))["itemType"] == expected


@every_row(
    "entry, kind, container, venue",
    [
        ("@inproceedings{k, title = {T}, booktitle = {Proc}", "conferencePaper", "Proc", "Proc"),
        (
            "@inproceedings{k, title = {T}, booktitle = {Proc}, eventtitle = {Meeting}",
            *("conferencePaper", "Proc", "Meeting"),
        ),
        ("@inproceedings{k, title = {T}, eventtitle = {M}", "conferencePaper", "M", "M"),
        ("@inproceedings{k, title = {T}", "conferencePaper", "", ""),
        ("@incollection{k, title = {T}", "bookSection", "", ""),
        ("@article{k, title = {T}, journal = {J}", "journalArticle", "J", "J"),
        ("@thesis{k, title = {T}", "thesis", "", ""),
        ("@report{k, title = {T}", "report", "", ""),
        ("@book{k, title = {T}", "book", "", ""),
        ("@misc{k, title = {T}, eprint = {1703.00832}, eprinttype = {arxiv}", "preprint", "", ""),
        ("@misc{k, title = {T}, isbn = {0-306-40615-2}", "document", "", ""),
    ],
)
def test_zotero_finds_the_container(entry: str, kind: str, container: str, venue: str) -> None:
    (publication,) = read(entry + ", author = {Doe, Jane}, year = 2020}")
    item = zotero(highwire.tags(publication, SITE))
    assert (item["itemType"], item["container"], item["venue"]) == (kind, container, venue)


@pytest.mark.parametrize(
    ("fields", "short"),
    [("abbr = {TPAMI}", ""), ("abbr = {TPAMI}, shortjournal = {IEEE Trans.}", "IEEE Trans.")],
)
def test_a_badge_is_no_abbreviation(fields: str, short: str) -> None:
    (publication,) = read(f"@article{{k, title = {{T}}, journal = {{J}}, {fields}}}")
    assert zotero(highwire.tags(publication, SITE))["short"] == short
    assert csl.item(publication).get("container-title-short", "") == short
    assert (f"J2  - {short}" in ris.write(publication)) == bool(short)
    assert "TPAMI" not in ris.write(publication)


@every_row(
    "entry, issue, pages",
    [
        ("@article{k, number = {3}, pages = {5--9}, journal = {J}", "3", "5-9"),
        ("@article{k, number = {3}, eid = {e12}, journal = {J}", "3", "e12"),
        ("@patent{k, number = {EP 1}", "", ""),
        ("@book{k, number = {3}, series = {S}, pages = {350}", "", ""),
        ("@inproceedings{k, number = {3}, pages = {7}, booktitle = {P}", "", "7"),
        ("@periodical{k, number = {3}", "", ""),
    ],
)
def test_issues_are_of_journals_and_pages_within_something(
    entry: str, issue: str, pages: str
) -> None:
    (publication,) = read(entry + ", title = {T}}")
    item = zotero(highwire.tags(publication, SITE))
    assert (item["issue"], item["pages"]) == (issue, pages)


@each_type
def test_tags_come_once_and_a_conference_after_its_proceedings(name: str) -> None:
    names = [tag for tag, _ in highwire.tags(TYPES[name], SITE)]
    containers = [tag for tag in names if tag in ITEM_TYPES]
    if TYPES[name].kind.name == "conference":
        assert containers == ["citation_inbook_title", "citation_conference_title"]
    else:
        assert len(containers) <= 1
    several = {"citation_author", "citation_author_orcid", "citation_editor", "citation_keywords"}
    once = [tag for tag in names if tag not in several]
    assert len(once) == len(set(once))


@pytest.mark.parametrize(
    "author", ["van der Berg, Anna Maria", "Müller Meier, Jo Ann", "Doe, Jane"]
)
def test_an_only_author_stays_one(author: str) -> None:
    (publication,) = read(f"@misc{{k, author = {{{author}}}, title = {{T}}}}")
    family, _, given = author.partition(", ")
    assert zotero(highwire.tags(publication, SITE))["authors"] == [(family, given)]


@every_row(
    "fields, expected",
    [
        ("year = {2021}", ("citation_publication_date", "2021")),
        ("year = {2021}, month = may", ("citation_publication_date", "2021/05")),
        ("arxiv = {1703.00832}", ("citation_online_date", "2017/03")),
        ("arxiv = {1703.00832}", ("citation_publication_date", "2017/03")),
        ("arxiv = {1703.00832}", ("citation_arxiv_id", "1703.00832")),
        ("arxiv = {1703.00832}", ("citation_pdf_url", "https://arxiv.org/pdf/1703.00832")),
        ("pdf = {https://e.org/a b.pdf}", ("citation_pdf_url", "https://e.org/a%20b.pdf")),
        ("isbn = {9783161484100 (print), 0-306-40615-2}", ("citation_isbn", "0-306-40615-2")),
        ("issn = {ISSN 2049-3630}", ("citation_issn", "2049-3630")),
        ("keywords = {a; b}", ("citation_keywords", "b")),
        ("eprint = {12345}, eprinttype = {pubmed}", ("citation_pmid", "12345")),
        ("langid = {ngerman}", ("citation_language", "de")),
    ],
)
def test_tag(fields: str, expected: tuple[str, str]) -> None:
    (publication,) = read(f"@misc{{k, title = {{T}}, {fields}}}")
    assert expected in highwire.tags(publication, SITE)


# JSON-LD


def nodes(value: object) -> Iterator[dict[str, Any]]:
    """All nodes of a JSON-LD value, from the outside in."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


def kinds_of(kind: str) -> set[str]:
    """A type and all its parents."""
    assert kind in VOCABULARY["types"], f"schema.org has no {kind}, or schema-org.json lacks it"
    return {kind}.union(*(kinds_of(parent) for parent in VOCABULARY["types"][kind]))


def fits(value: object, ranges: list[str]) -> bool:
    if isinstance(value, dict):
        return not kinds_of(value["@type"]).isdisjoint(ranges)
    if isinstance(value, int):
        return not {"Integer", "Number"}.isdisjoint(ranges)
    assert isinstance(value, str)
    # An address may stand for the thing that is there (Google's "Breadcrumb" does it in `item`).
    address = re.match(r"https?://", value) is not None
    date = re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value) is not None
    return (
        "Text" in ranges
        or (address and not {"URL", "CreativeWork", "Thing"}.isdisjoint(ranges))
        or (date and "Date" in ranges)
    )


def check(data: object) -> None:
    """Types, properties, domains and ranges are schema.org's; nothing is empty."""
    for node in nodes(data):
        kinds = kinds_of(node["@type"])
        for name, value in node.items():
            if name.startswith("@"):
                assert name in ("@context", "@id", "@type")
                assert isinstance(value, str)
                continue
            known = VOCABULARY["properties"].get(name)
            assert known, f"schema.org has no {name} for {node['@type']}"
            assert not kinds.isdisjoint(known["domains"]), f"{name} is none of {node['@type']}"
            for each in value if isinstance(value, list) else [value]:
                assert each or each == 0, f"{name} is empty"
                assert fits(each, known["ranges"]), f"{name} does not take {each!r}"


def test_the_check_can_fail() -> None:
    for wrong in (
        {"@type": "Article", "isbn": "1"},
        {"@type": "Paper"},
        {"@type": "Article", "venue": "x"},
        {"@type": "Article", "author": "x"},
    ):
        with pytest.raises(AssertionError):
            check(wrong)


@every_row("site", [SITE, NOWHERE])
@each_type
def test_json_ld_is_of_schema_org(name: str, site: Site) -> None:
    check(jsonld.publication(TYPES[name], site))


@each_type
def test_json_ld_names_all_people(name: str) -> None:
    node = jsonld.publication(TYPES[name], SITE)
    persons = TYPES[name].authors.persons
    assert [author["name"] for author in node.get("author", [])] == (NAMES if persons else [])
    if persons:
        assert node["author"][0]["@id"] == jsonld.person(SITE)["mainEntity"]["@id"]
        assert node["author"][3]["@type"] == "Organization"
    assert len(node.get("editor", [])) == len(TYPES[name].editors.persons)
    assert node["name"].endswith(f"@{name}")
    assert node["datePublished"].startswith("2021-05")


def test_json_ld_of_an_article() -> None:
    node = jsonld.publication(PAPER, SITE)
    check(node)
    assert node["@type"] == "ScholarlyArticle"
    assert node["headline"] == node["name"] == "On <b> & T"
    assert node["datePublished"] == "2021-03-04"
    assert node["pagination"] == "10–12"
    issue = node["isPartOf"]
    volume, journal = issue["isPartOf"], issue["isPartOf"]["isPartOf"]
    assert (issue["issueNumber"], volume["volumeNumber"]) == ("2", "7")
    assert (journal["@type"], journal["name"]) == ("Periodical", "Journal of Logic")
    assert journal["issn"] == "2049-3630"
    assert "https://doi.org/10.1000/x.y" in node["sameAs"]
    assert node["encoding"]["contentUrl"] == "https://example.org/site/assets/pdf/x.pdf"
    code, data = node["subjectOf"]
    assert code["codeRepository"] == "https://example.org/code.git"
    assert (data["@type"], data["url"]) == ("Dataset", "https://example.org/site/data.zip")
    assert len(data["description"]) >= 50


@every_row(
    "name, kind",
    [
        ("article", "ScholarlyArticle"),
        ("inproceedings", "ScholarlyArticle"),
        ("book", "Book"),
        ("incollection", "Chapter"),
        ("phdthesis", "Thesis"),
        ("report", "Report"),
        ("software", "SoftwareSourceCode"),
        ("dataset", "Dataset"),
        ("periodical", "Periodical"),
        ("patent", "CreativeWork"),
    ],
)
def test_json_ld_types(name: str, kind: str) -> None:
    assert jsonld.publication(TYPES[name], SITE)["@type"] == kind


def test_the_owner_s_page() -> None:
    page = jsonld.person(replace(SITE, description="He thinks."))
    check(page)
    owner = page["mainEntity"]
    assert (page["@type"], owner["@type"]) == ("ProfilePage", "Person")
    assert owner["@id"] == "https://example.org/site/#owner"
    assert owner["identifier"]["value"] == OWNER.orcid
    assert f"https://orcid.org/{OWNER.orcid}" in owner["sameAs"]
    assert owner["worksFor"]["name"] == "Institute for Advanced Study"
    assert owner["alumniOf"][0]["name"] == "University of Vienna"
    assert owner["knowsAbout"] == ["logic", "sets"]
    assert owner["description"] == "He thinks."
    check(jsonld.person(Site()))


def test_the_site() -> None:
    site = jsonld.website(replace(SITE, description="What it is"))
    check(site)
    assert (site["@type"], site["name"], site["url"]) == ("WebSite", SITE.name, SITE.url)
    assert site["description"] == "What it is"
    assert site["publisher"]["@id"] == "https://example.org/site/#owner"
    check(jsonld.website(NOWHERE))
    check(jsonld.website(Site()))


def test_the_list_and_the_way() -> None:
    page = jsonld.collection([PAPER, TYPES["book"]], SITE)
    check(page)
    items = page["mainEntity"]["itemListElement"]
    assert [item["position"] for item in items] == [1, 2]
    assert items[0]["url"] == "https://example.org/site/publications/paper/"
    assert items[0]["item"]["@id"] == jsonld.publication(PAPER, SITE)["@id"]
    steps = [("Kurt Gödel", ""), ("Publications", "publications/"), ("T", "publications/t/")]
    trail = jsonld.breadcrumbs(steps, SITE)
    check(trail)
    assert [(item["position"], item["item"]) for item in trail["itemListElement"]] == [
        (1, "https://example.org/site/"),
        (2, "https://example.org/site/publications/"),
        (3, "https://example.org/site/publications/t/"),
    ]
    check(jsonld.collection([], NOWHERE))


def test_google_s_required_properties() -> None:
    assert jsonld.person(SITE)["mainEntity"]["name"]
    for item in jsonld.breadcrumbs([("a", "a/"), ("b", "b/")], SITE)["itemListElement"]:
        assert {"position", "name", "item"} <= item.keys()
    for author in jsonld.publication(PAPER, SITE)["author"]:
        assert author["name"]


# Typed links


def test_typed_links() -> None:
    found = signposting.links(PAPER, SITE)
    by_rel: dict[str, list[str]] = {}
    for link in found:
        by_rel.setdefault(link["rel"], []).append(link["href"])
    assert by_rel["cite-as"] == ["https://doi.org/10.1000/x.y"]
    assert by_rel["author"] == [f"https://orcid.org/{OWNER.orcid}"]
    assert by_rel["item"] == ["https://example.org/site/assets/pdf/x.pdf"]
    assert by_rel["type"] == ["https://schema.org/AboutPage", "https://schema.org/ScholarlyArticle"]
    described = [link for link in found if link["rel"] == "describedby"]
    assert [link["type"] for link in described] == [fmt.media_type for fmt in FORMATS]
    assert described[0]["href"] == "https://example.org/site/publications/paper.bib"


def test_typed_links_without_an_address() -> None:
    hrefs = [link["href"] for link in signposting.links(PAPER, NOWHERE)]
    assert "../../publications/paper.bib" in hrefs
    assert "../../assets/pdf/x.pdf" in hrefs


# Feed


def test_feedparser_reads_the_feed() -> None:
    feed = feedparser.parse(atom.feed([PAPER, *TYPES.values()], SITE))
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.id == "https://example.org/site/feed.xml"
    assert feed.feed.title == "Kurt Gödel: Publications"
    assert feed.feed.updated == "2021-05-17T00:00:00Z"
    assert len(feed.entries) == 50
    entry = feed.entries[0]
    assert entry.id == entry.link == "https://example.org/site/publications/paper/"
    assert entry.title_detail.value in ("On <b> & T", "On &lt;b&gt; &amp; T")
    assert [author.name for author in entry.authors] == ["Kurt Gödel", "Jane Doe"]
    assert entry.updated == "2021-03-04T00:00:00Z"
    assert "Journal of Logic" in entry.summary
    assert entry.summary.endswith("In short.")
    book = next(each for each in feed.entries if each.id.endswith("/book/"))
    assert [author.name for author in book.authors] == NAMES


def test_the_feed_has_what_rfc_4287_asks_for() -> None:
    feed = feedparser.parse(atom.feed(list(TYPES.values()), SITE))
    ids = [entry.id for entry in feed.entries]
    assert len(ids) == len(set(ids))
    stamp = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
    for entry in feed.entries:
        assert entry.title
        assert stamp.fullmatch(entry.updated)
        assert entry.authors or feed.feed.author


@pytest.mark.parametrize(
    ("fields", "stamp"),
    [
        ("year = {2021}", "2021-01-01"),
        ("year = {2021}, month = mar", "2021-03-01"),
        ("date = {2019-21}", "2019-03-01"),
        ("arxiv = {1703.00832}", "2017-03-01"),
    ],
)
def test_updated_is_the_publication_s_date(fields: str, stamp: str) -> None:
    (publication,) = read(f"@misc{{k, title = {{T}}, {fields}}}")
    (entry,) = feedparser.parse(atom.feed([publication], SITE)).entries
    assert entry.updated == f"{stamp}T00:00:00Z"


def test_what_has_no_date_is_not_in_the_feed() -> None:
    feed = feedparser.parse(atom.feed(read("@misc{k, title = {T}, year = {in press}}"), SITE))
    assert not feed.bozo
    assert not feed.entries
    assert feed.feed.updated


# A site without an address


def absolute(data: object) -> list[str]:
    return re.findall(r"https?://[^\"'\s<>]+", json.dumps(data))


@every_row("publication", [PAPER, *TYPES.values()])
def test_without_an_address_nothing_absolute_is_said_of_the_site(publication: Publication) -> None:
    written = [
        *absolute(highwire.tags(publication, NOWHERE)),
        *absolute(jsonld.publication(publication, NOWHERE)),
        *absolute(signposting.links(publication, NOWHERE)),
        *absolute(jsonld.collection([publication], NOWHERE)),
    ]
    known = ("https://doi.org/", "https://orcid.org/", "https://arxiv.org/", "https://schema.org")
    own = ("https://example.org/software", "https://example.org/code.git")
    assert all(address.startswith(known + own) for address in written)
    assert atom.feed([publication], NOWHERE) == b""


def test_without_an_address_the_owner_is_known_by_orcid() -> None:
    assert jsonld.person(NOWHERE)["mainEntity"]["@id"] == f"https://orcid.org/{OWNER.orcid}"
    nobody = Site(owner=Owner("Kurt Gödel"))
    assert "@id" not in jsonld.person(nobody)["mainEntity"]


def test_pairs_of_names_and_orcids_stand_together() -> None:
    tags = highwire.tags(PAPER, SITE)
    assert (
        ("citation_author", "Gödel, Kurt"),
        ("citation_author_orcid", f"https://orcid.org/{OWNER.orcid}"),
    ) in list(pairwise(tags))
