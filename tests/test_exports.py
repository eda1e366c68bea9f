"""What each format says of a publication, in the cases that the golden files do not have."""

from __future__ import annotations

import json
import re

import pytest

from publications.exports import FORMATS, atom, highwire, jsonld, llms, parts, ris, signposting
from publications.exports.csl import item
from publications.exports.jsonld_nodes import Node
from publications.exports.llms import Document
from publications.model.publication import Publication
from publications.pages import generated
from publications.settings import Owner, Site
from tests.exported import NOWHERE, SITE, read
from tests.rows import every_row

DOI = "doi={10.1000/ABC}"
ARXIV = "eprint={1703.00832}, archiveprefix={arXiv}"


def one(fields: str, entry_type: str = "article", key: str = "key") -> Publication:
    """The publication of these fields, with a title and an author unless they name others."""
    for name, value in (("title", "T"), ("author", "Kurt Gödel")):
        if f"{name}=" not in fields:
            fields += f", {name}={{{value}}}"
    return read(f"@{entry_type}{{{key}, {fields.lstrip(', ')}}}")[0]


def bibtex(publication: Publication) -> str:
    return FORMATS[0].write(publication)


def tags(publication: Publication, site: Site = SITE) -> list[tuple[str, str]]:
    return highwire.tags(publication, site)


# BibTeX


@every_row(
    "fields, line",
    [
        ("date={2019-05}", "year   = {2019},\n  month  = may,"),
        ("date={2019-05-03}", "date   = {2019-05-03},\n  year   = {2019},\n  month  = may,"),
        ("date={2019?}", "date   = {2019?},\n  year   = {2019},"),
        ("year={2019-05}", "year   = {2019},\n  month  = may,"),
        ("year={2019,}", "year   = {2019},"),
        (r"year={{\noopsort{1973b}}1973}", "year   = {1973},"),
        ("year={c. 1999}", "year   = {c. 1999},"),
        ("year={1999--2001}", "year   = {1999--2001},"),
        ("month={Sept.}, year={2019}", "month  = sep,"),
        ("month={9}, year={2019}", "month  = sep,"),
        ("month={Winter}, year={2019}", "month  = {Winter},"),
        ("pages={1 – 9}", "pages  = {1--9},"),
        ("pages={$a$-9}", "pages  = {$a$-9},"),
        ("date={0000}", "date   = {0000},"),
        ("location={Oslo}, address={Rome}, venue={Bonn}", "venue   = {Bonn},"),
        ("location={Oslo}, address={Rome}", "venue   = {Oslo},"),
    ],
)
def test_bibtex_says(fields: str, line: str) -> None:
    assert f"  {line}\n" in bibtex(one(fields))


@every_row(
    "entry_type, fields, present, absent",
    [
        ("report", "school={MIT}", "institution = {MIT},", "school"),
        ("thesis", "institution={MIT}", "school = {MIT},", "institution"),
        ("thesis", "type={phdthesis}", "@phdthesis{", "type"),
        ("thesis", "type={Essay}", "type   = {Essay},", "howpublished"),
        ("dataset", "", "howpublished = {Dataset},", "type"),
        ("online", "howpublished={Here}", "howpublished = {Here},", "type"),
    ],
)
def test_bibtex_has_a_type_of_its_own(
    entry_type: str, fields: str, present: str, absent: str
) -> None:
    written = bibtex(one(fields, entry_type))
    assert present in written
    assert f"\n  {absent} " not in written


@every_row(
    "fields, absent",
    [
        ("date={2019-05}", "date"),
        (f"{DOI}, url={{https://doi.org/10.1000/abc}}", "url"),
        ("url={javascript:alert(1)}", "url"),
        ("abstract={Long}", "abstract"),
        ("pdf={p.pdf}", "pdf"),
        ("note={ }", "note"),
    ],
)
def test_bibtex_leaves_out(fields: str, absent: str) -> None:
    assert f"\n  {absent} " not in bibtex(one(fields))


def test_an_address_that_is_not_the_doi_stays() -> None:
    assert "url    = {https://doi.org/10.1000/def}" in bibtex(
        one(f"{DOI}, url={{https://doi.org/10.1000/def}}")
    )


@pytest.mark.parametrize(
    ("fields", "server"),
    [("arxiv={1703.00832}", "arXiv"), ("arxiv={1703.00832}, archiveprefix={HAL}", "HAL")],
)
def test_al_folios_arxiv_is_an_eprint(fields: str, server: str) -> None:
    written = bibtex(one(fields))
    assert "  eprint        = {1703.00832},\n" in written
    assert f"  archiveprefix = {{{server}}},\n" in written


def test_remarks_are_last() -> None:
    lines = bibtex(one("addendum={B}, note={A}, url={https://e.org}")).splitlines()
    assert [line.split()[0] for line in lines[-4:-1]] == ["url", "note", "addendum"]


@pytest.mark.parametrize(
    ("key", "written"), [("a@b", "a-b"), ("a'b=c", "a-b-c"), ("a:b/c", "a:b/c")]
)
def test_keys_that_all_programs_read(key: str, written: str) -> None:
    assert bibtex(one("", key=key)).startswith(f"@article{{{written},")


def test_names_in_biblatex_s_form_are_written_in_bibtex_s() -> None:
    written = bibtex(
        one("author={family=Berg, prefix=van der, given=Jan and family={{WHO}} and others}")
    )
    assert "author = {van der Berg, Jan and {WHO} and others}" in written


# CSL-JSON


@every_row(
    "fields, variable, value",
    [
        ("date={2019?}", "issued", {"date-parts": [[2019]], "circa": True}),
        ("date={2019~}", "issued", {"date-parts": [[2019]], "circa": True}),
        ("date={2019-21}", "issued", {"date-parts": [[2019]], "season": 1}),
        ("date={2019/2020-05}", "issued", {"date-parts": [[2019], [2020]]}),
        ("year={in press}", "status", "in press"),
        ("eid={e12}", "page", "e12"),
        ("pages={1--9}", "page", "1-9"),
        ("author={A and others}", "author", [{"family": "A"}, {"literal": "others"}]),
        ("number={5}", "issue", "5"),
        ("eventtitle={E}", "event-title", None),
        ("shortjournal={J}", "container-title-short", None),
        ("journal={Journal}, shortjournal={J}, abbr={X}", "container-title-short", "J"),
        (ARXIV, "archive_location", "arXiv:1703.00832"),
        (ARXIV, "genre", "Preprint"),
        (f"{ARXIV}, journal={{J}}", "genre", None),
    ],
)
def test_csl_of_an_article(fields: str, variable: str, value: object) -> None:
    assert item(one(fields)).get(variable) == value


@pytest.mark.parametrize(
    ("entry_type", "fields", "variable"),
    [
        ("book", "number={5}", "number"),
        ("book", "number={5}, series={S}", "collection-number"),
        ("report", "number={5}, series={S}", "number"),
        ("periodical", "number={5}", "issue"),
    ],
)
def test_the_number_is_the_one_that_counts(entry_type: str, fields: str, variable: str) -> None:
    assert item(one(fields, entry_type))[variable] == "5"


# RIS


@every_row(
    "entry_type, fields, line",
    [
        ("article", "date={2019-05-03}", "DA  - 2019/05/03/"),
        ("article", "date={2019-05}", "DA  - 2019/05//"),
        ("article", "date={0000}", "PY  - 0000"),
        ("article", "issn={2049-3630}, isbn={0-306-40615-2}", "SN  - 2049-3630"),
        ("book", "issn={2049-3630}, isbn={0-306-40615-2}", "SN  - 0-306-40615-2"),
        ("report", "number={TR-1}, issn={2049-3630}", "SN  - TR-1"),
        ("software", "version={2}, edition={3}", "ET  - 3"),
        ("article", "url={https://e.org/a;b}", "UR  - https://e.org/a%3Bb"),
        ("article", "pdf={https://e.org/a;b.pdf}", "L1  - https://e.org/a%3Bb.pdf"),
        ("article", ARXIV, "AN  - arXiv:1703.00832"),
        ("article", "pages={1--9}", "EP  - 9"),
        ("inproceedings", "booktitle={B}, series={S}", "T3  - S"),
        ("book", "series={S}", "T2  - S"),
        ("book", "number={5}", "M1  - 5"),
        ("article", "number={5}", "IS  - 5"),
    ],
)
def test_ris_says(entry_type: str, fields: str, line: str) -> None:
    assert line in ris.write(one(fields, entry_type)).split("\r\n")


@pytest.mark.parametrize(
    ("fields", "tag"),
    [
        ("year={2019}", "DA"),
        ("pages={7}", "EP"),
        (f"{ARXIV}, journal={{J}}", "AN"),
        ("abbr={J}", "J2"),
    ],
)
def test_ris_leaves_out(fields: str, tag: str) -> None:
    assert f"\r\n{tag}  - " not in ris.write(one(fields))


# Tags of the page


@every_row(
    "fields, author",
    [
        ("author={Smith; John}", "John, Smith"),
        ("author={van der Berg, Jan Q.}", "van der Berg, Jan\u00a0Q."),
        ("author={Berg, Jan Q.}", "Berg, Jan Q."),
        ("author={{A Body, Inc.}}", "A Body Inc."),
        ("author={King, Jr., Martin}", "King, Martin, Jr."),
    ],
)
def test_an_only_author_in_tags(fields: str, author: str) -> None:
    assert ("citation_author", author) in tags(one(fields))


def test_only_the_name_of_an_only_author_has_tied_blanks() -> None:
    assert ("citation_title", "On seas, tides and ice") in tags(
        one("title={On seas, tides and ice}")
    )


def test_what_is_blank_is_not_written() -> None:
    pairs = [("a", " b\n\tc "), ("d", ""), ("e", "\x00\u200b"), ("f", "g")]
    assert list(parts.written(pairs)) == [("a", "b c"), ("f", "g")]


def test_several_authors_need_no_tied_blanks() -> None:
    authors = [
        value for name, value in tags(one("author={van Berg, Jan Q. and A, B}")) if "author" in name
    ]
    assert authors == ["van Berg, Jan Q.", "A, B"]


def test_a_preprint_came_out_where_it_is_read() -> None:
    assert ("citation_publication_date", "2017/03") in tags(one(ARXIV))
    assert ("citation_publication_date", "2019") in tags(one(f"{ARXIV}, year={{2019}}"))
    article = dict(tags(one(f"{ARXIV}, journal={{J}}")))
    assert "citation_publication_date" not in article
    assert article["citation_online_date"] == "2017/03"


def test_dates_before_christ_have_no_tag() -> None:
    assert "citation_publication_date" not in dict(tags(one("date={-0050}")))


def test_the_short_name_is_a_journal_s() -> None:
    assert ("citation_journal_abbrev", "J") in tags(one("shortjournal={J}"))
    assert "citation_journal_abbrev" not in dict(tags(one("shortjournal={J}", "inproceedings")))
    assert "citation_journal_abbrev" not in dict(tags(one("abbr={J}")))


# JSON-LD


def body(name: str) -> Node:
    return {"@type": "Organization", "name": name}


def node(fields: str, entry_type: str = "article", site: Site = SITE) -> Node:
    return jsonld.publication(one(fields, entry_type), site)


@every_row(
    "entry_type, fields, name, value",
    [
        ("article", "date={0000}", "datePublished", None),
        ("article", "date={2019-05}", "datePublished", "2019-05"),
        ("article", "year={in press}", "creativeWorkStatus", "in press"),
        ("article", "eid={e12}", "pagination", "e12"),
        ("phdthesis", "", "inSupportOf", "PhD"),
        ("phdthesis", "school={ETH}", "sourceOrganization", body("ETH")),
        ("book", "pagetotal={300}", "numberOfPages", 300),
        ("book", "pagetotal={xii, 20}", "numberOfPages", None),
        ("book", "isbn={0-306-40615-2}", "isbn", "0-306-40615-2"),
        ("book", "isbn={0-306-40615-2, 978-0-306-40615-7}", "isbn",
         ["0-306-40615-2", "978-0-306-40615-7"]),
        ("book", "series={S}", "isPartOf", {"@type": "BookSeries", "name": "S"}),
        ("software", "version={v2}", "version", "v2"),
        ("online", "publisher={P}", "publisher", body("P")),
        ("inproceedings", "publisher={P}", "publisher", body("P")),
        ("inproceedings", "booktitle={B}, publisher={P}", "publisher", None),
        ("software", "code={https://e.org}", "codeRepository", "https://e.org"),
        ("software", "code={https://e.org}", "subjectOf", None),
        ("dataset", "data={https://e.org}", "subjectOf", None),
    ],
)  # fmt: skip
def test_json_ld_says(entry_type: str, fields: str, name: str, value: object) -> None:
    assert node(fields, entry_type).get(name) == value


def test_bodies_edit_as_contributors() -> None:
    said = node("editor={Mai, G. and {The Body}}", "book")
    assert [each["name"] for each in said["editor"]] == ["G. Mai"]
    assert said["contributor"] == [body("The Body")]


def test_a_braced_name_in_chinese_is_a_person() -> None:
    assert node("author={{张三}}")["author"] == [{"@type": "Person", "name": "张三"}]


def test_an_unsplit_name_has_no_parts() -> None:
    assert node("author={Aristotle}")["author"] == [{"@type": "Person", "name": "Aristotle"}]


def test_code_and_data_belong_to_the_paper() -> None:
    code, data = node("title={A Title}, code={https://e.org/c}, data={https://e.org/d}")[
        "subjectOf"
    ]
    assert (code["@type"], code["codeRepository"]) == ("SoftwareSourceCode", "https://e.org/c")
    assert (data["@type"], len(data["description"]) >= 50) == ("Dataset", True)


def test_the_owner_is_one_node() -> None:
    [owner] = node("author={Kurt Gödel}")["author"]
    assert owner["@id"] == jsonld.person(SITE)["mainEntity"]["@id"] == f"{SITE.url}#owner"
    [elsewhere] = node("author={Kurt Gödel}", site=NOWHERE)["author"]
    assert elsewhere["@id"] == "https://orcid.org/0000-0002-0326-500X"


def test_profiles_begin_with_the_orcid() -> None:
    same = jsonld.person(SITE)["mainEntity"]["sameAs"]
    assert same == ["https://orcid.org/0000-0002-0326-500X", "https://github.com/goedel"]


@pytest.mark.parametrize("text", ["</script>", "<!--", "a & b", "\u2028"])
def test_json_ld_cannot_leave_its_element(text: str) -> None:
    data = {"name": text}
    assert not set(jsonld.dumps(data)) & set("<>&\u2028\u2029")
    assert json.loads(jsonld.dumps(data)) == data


def test_positions_count_from_one() -> None:
    publications = [one("", key="a"), one("", key="b")]
    items = jsonld.collection(publications, SITE)["mainEntity"]["itemListElement"]
    steps = jsonld.breadcrumbs([("A", ""), ("B", "b/")], SITE)["itemListElement"]
    assert [each["position"] for each in items] == [each["position"] for each in steps] == [1, 2]


def test_a_list_without_owner_is_about_none() -> None:
    assert "about" not in jsonld.collection([], Site("https://e.org/", "N", Owner()))


# Links, the feed, llms.txt


def test_typed_links() -> None:
    publication = one(f"{DOI}, editor={{Kurt Gödel}}, author={{}}, pdf={{p.pdf}}", "book")
    links = {link["rel"]: link for link in signposting.links(publication, NOWHERE)}
    assert links["cite-as"]["href"] == "https://doi.org/10.1000/ABC"
    assert links["author"]["href"] == "https://orcid.org/0000-0002-0326-500X"
    assert links["describedby"] == {
        "rel": "describedby",
        "href": "../../publications/key.json",
        "type": "application/vnd.citationstyles.csl+json",
    }
    assert links["item"]["href"] == "../../assets/pdf/p.pdf"
    assert [link["href"] for link in signposting.links(one(""), SITE) if link["rel"] == "type"] == [
        "https://schema.org/AboutPage",
        "https://schema.org/ScholarlyArticle",
    ]


def test_the_feed_has_the_newest_fifty() -> None:
    publications = [one(f"year={{{year}}}", key=f"k{year}") for year in range(2020, 1960, -1)]
    feed = atom.feed(publications, SITE).decode()
    assert feed.count("<entry>") == 50
    assert "\n  <updated>2020-01-01T00:00:00Z</updated>" in feed


@every_row(
    "fields, said",
    [
        (f"{ARXIV}, year={{2019}}", "<updated>2019-01-01T"),
        (ARXIV, "<updated>2017-03-01T"),
        ("date={2019-05-03}", "<updated>2019-05-03T"),
        ("year={2019}, summary={Short}, abstract={Long}", ". Short</summary>"),
        ("year={2019}, author={Kurt Gödel}", "<uri>https://example.org/site/</uri>"),
    ],
)
def test_the_feed_says(fields: str, said: str) -> None:
    assert said in atom.feed([one(fields)], SITE).decode().partition("<entry>")[2]


@pytest.mark.parametrize("fields", ["", "date={-0050}"])
def test_what_has_no_date_is_not_in_the_feed(fields: str) -> None:
    assert b"<entry>" not in atom.feed([one(fields)], SITE)


def llms_of(publication: Publication, body: str = "", **front_matter: str) -> str:
    return llms.llms([Document("page.md", body, meta=front_matter)], [publication], SITE)


def parsed(text: str) -> tuple[dict[str, str], dict[str, list[tuple[str, str, str]]]]:
    """What the reference parser of llms.txt reads, its rules told anew: it dies at other lines."""
    start, *rest = re.split(r"(?m)^##\s*(.*?$)", text)
    head = re.search(
        r"(?ms)^#\s*(?P<title>.+?$)\n+(?:^>\s*(?P<summary>.+?$)$)?\n+", start.strip() + "\n\n"
    )
    assert head
    sections = {}
    for title, lines in zip(rest[::2], rest[1::2], strict=True):
        links = []
        for line in filter(str.strip, lines.split("\n")):
            link = re.search(r"-\s*\[([^\]]+)\]\(([^\)]+)\)(?::\s*(.*))?", line)
            assert link, line
            links.append((link[1], link[2], link[3] or ""))
        sections[title] = links
    return {name: text or "" for name, text in head.groupdict().items()}, sections


def test_llms_has_the_form_of_its_specification() -> None:
    publication = one(
        "title={A [b] c}, author={X and others}, pdf={p.pdf}, year={2019}, summary={S: (t)},"
        " selected={true}"
    )
    head, sections = parsed(
        llms_of(publication, "text", title="Na[m]ed", description="What\nit is")
    )
    assert head == {"title": SITE.name, "summary": "What it is"}
    address = "https://example.org/site/publications/key/"
    pdf = "[PDF](https://example.org/site/assets/pdf/p.pdf)"
    assert sections["Pages"] == [("Na(m)ed", "https://example.org/site/page/", "What it is")]
    assert sections["Selected Work"] == [("A (b) c", address, "S: (t)")]
    assert sections["All publications"] == [("A (b) c", address, f"X et al. 2019. {pdf}.")]
    files = [f"https://example.org/site/publications.{fmt.suffix}" for fmt in FORMATS]
    assert [url for _, url, _ in sections["Downloads"]] == files


@every_row("title", ["a ] b", "# a", "## b", "- [x](y", "\\{a\\}", "A\\\\B", "](x)", "<b>"])
def test_llms_is_read_whatever_a_title_is(title: str) -> None:
    _, sections = parsed(llms_of(one(f"title={{{title}}}"), title=title))
    assert len(sections["All publications"]) == 1
    assert len(sections["Pages"]) == 1
    assert list(sections) == ["Pages", "All publications", "Downloads", "Profiles"]


def test_llms_leaves_out_sections_without_links() -> None:
    _, sections = parsed(llms.llms((), (), Site("https://example.org/", "Ann")))
    assert sections == {}


# What all formats are offered as


def test_downloads() -> None:
    assert [(each.name, each.label, each.suffix, each.media_type) for each in FORMATS] == [
        ("bibtex", "BibTeX", "bib", "application/x-bibtex"),
        ("ris", "RIS", "ris", "application/x-research-info-systems"),
        ("csl", "CSL-JSON", "json", "application/vnd.citationstyles.csl+json"),
    ]


@pytest.mark.parametrize(
    ("note", "written"),
    [
        ("Genre: memo", "[Genre: memo]"),
        ("reviewed-title: Dunes", "[reviewed-title: Dunes]"),
        ("Poster; see also: there", "Poster; see also: there"),
        ("Oral", "Oral"),
    ],
)
def test_no_note_is_read_as_a_variable(note: str, written: str) -> None:
    assert item(one(f"note={{{note}}}"))["note"] == written


@pytest.mark.parametrize(
    ("fields", "year"), [("date={0000}", -1), ("date={-0049}", -50), ("year={800}", 800)]
)
def test_csl_counts_years_without_a_zero(fields: str, year: int) -> None:
    assert item(one(fields))["issued"]["date-parts"] == [[year]]


def test_zotero_takes_software_as_csl() -> None:
    program = item(one("version={2.0}", "software"))
    assert (program["type"], program["version"], program["genre"]) == ("book", "2.0", "Software")


def test_only_a_preprint_is_archived() -> None:
    assert item(one(ARXIV))["archive"] == "arXiv"
    assert "archive" not in item(one(f"{ARXIV}, journal={{J}}"))


@every_row(
    "entry_type, fields, start",
    [
        ("article", "summary={In short.}, abstract={At length.}", "In short."),
        ("article", "abstract={At length.}", "At length."),
        ("article", "journal={J}, year={2020}", "T: journal article by A. Person, J, 2020."),
        ("review", "journal={Review of J}", "T: review by A. Person, Review of J."),
        ("phdthesis", "school={S}", "T: PhD thesis by A. Person, S."),
        ("patent", "type={patentus}, number={1}", "T: US patent by A. Person, 1."),
        (
            "techreport",
            "number={TR-1}, year={2020}",
            "T: Technical report by A. Person, TR-1, 2020.",
        ),
        ("software", "version={2}", "T: software by A. Person, version 2."),
    ],
)
def test_a_description_is_no_false_abstract(entry_type: str, fields: str, start: str) -> None:
    publication = one(f"author={{Person, A.}}, {fields}", entry_type)
    assert generated.description(publication) == start


ACM = "booktitle={Proc}, address={New York}, location={Lagos, Nigeria}"


def test_the_places_of_publisher_and_event_are_two() -> None:
    publication = one(ACM, "inproceedings")
    assert "  address   = {New York},\n" in bibtex(publication)
    assert item(publication)["publisher-place"] == "New York"
    assert item(publication)["event-place"] == "Lagos, Nigeria"
    assert "C1  - New York" in ris.write(publication)
    one_place = one("booktitle={Proc}, location={Lagos}", "inproceedings")
    assert item(one_place)["publisher-place"] == "Lagos"
    assert "event-place" not in item(one_place)


@every_row(
    "entry_type, fields, lines",
    [
        ("thesis", "institution={North}, type={phdthesis}", ["@phdthesis{", "school = {North}"]),
        ("thesis", "institution={North}, type={mathesis}", ["@mastersthesis{", "school = {North}"]),
        ("thesis", "type={Habilitation}", ["@phdthesis{", "type   = {Habilitation}"]),
        ("report", "type={techreport}, institution={N}", ["@techreport{", "institution = {N}"]),
        ("report", "type={Memo}", ["@techreport{", "type   = {Memo}"]),
        ("dataset", "publisher={Zenodo}", ["@misc{", "howpublished = {Dataset}"]),
        ("dataset", "howpublished={CD}", ["@misc{", "howpublished = {CD}"]),
        ("report", "institution={N}", ["@techreport{", "type        = {Report}"]),
        ("standard", "number={7}", ["@techreport{", "type   = {Standard}"]),
        ("thesis", "school={N}", ["@phdthesis{", "type   = {Thesis}"]),
        ("patent", "location={countryde}", ["@misc{", "address      = {Germany}"]),
        ("patent", "number={7}", ["howpublished = {Patent 7}", "number       = {7}"]),
        ("dataset", "number={D7}", ["howpublished = {Dataset D7}"]),
        ("online", ARXIV, ["@misc{", "url           = {https://arxiv.org/abs/1703.00832}"]),
        ("hologram", "note={x}", ["@misc{"]),
        ("talk", "eventtitle={Days}", ["@misc{", "howpublished = {Talk}"]),
        ("journalarticle", "journal={J}", ["@article{"]),
    ],
)
def test_bibtex_has_types_and_words_of_bibtex(
    entry_type: str, fields: str, lines: list[str]
) -> None:
    written = bibtex(one(fields, entry_type))
    for line in lines:
        assert line in written, written
    assert "type = {phdthesis}" not in written
    assert ("howpublished" in written) == (entry_type in ("dataset", "patent", "talk"))


@every_row(
    "entry_type, fields, csl_type, genre, event",
    [
        ("talk", "eventtitle={Days}", "speech", "Talk", "Days"),
        ("poster", "eventtitle={Days}", "speech", "Poster", "Days"),
        ("keynote", "type={Opening address}", "speech", "Opening address", None),
    ],
)
def test_talks_are_speeches(
    entry_type: str, fields: str, csl_type: str, genre: str, event: str | None
) -> None:
    talk = item(one(fields, entry_type))
    assert (talk["type"], talk["genre"], talk.get("event-title")) == (csl_type, genre, event)


@every_row(
    "fields",
    [
        "volume={abs/2401.00001}",
        "pages={arXiv:2401.00001}",
        "eid={arXiv:2401.00001}",
        "volume={cs.CV}",
    ],
)
def test_the_id_of_a_preprint_is_no_volume_or_page(fields: str) -> None:
    preprint = item(one(f"journal={{ArXiv preprint}}, eprint={{2401.00001}}, {fields}"))
    assert {"volume", "page"}.isdisjoint(preprint)
