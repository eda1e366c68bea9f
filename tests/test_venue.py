"""What people write into fields, and what a reader sees: nothing lost, nothing said twice."""

from __future__ import annotations

from publications import bibliography, bibtex
from publications.bibtex.crossref import inherit
from publications.exports import csl, ris
from publications.model import venue
from publications.model.publication import Publication
from publications.model.wording import between, joined
from publications.settings import Owner
from tests.rows import every_row


def of(entry_type: str, fields: str) -> Publication:
    source = f"@{entry_type}{{k, title = {{On Dunes}}, author = {{Roe, Ann}}, {fields}}}"
    (entry,), _, _ = inherit(bibtex.read(source)[0])
    return Publication.from_entry(entry)


@every_row(
    "entry_type, fields, line",
    [
        # a state beside a date and in its place
        ("article", "journal={J}, year=2024, pubstate={submitted}", "J, 2024, submitted"),
        ("article", "journal={J}, pubstate={inpreparation}", "J, in preparation"),
        ("article", "journal={J}, pubstate={Under revision}", "J, Under revision"),
        ("book", "publisher={Vision}, abbr={Vision}, year=1967", "Vision, 1967"),
        ("book", "publisher={Courier}, abbr={Book}, year=1956", "Book, Courier, 1956"),
        # numbers
        ("article", "journal={J}, volume={Vol. 7}, number={No. 2}, pages={pp. 1--9}",
         "J, vol. 7, no. 2, pp. 1–9"),
        ("article", "journal={J}, volume={12}, part={B}, issue={Winter}, number=4",
         "J, vol. 12, pt. B, no. 4, Winter"),
        ("article", "journal={J}, number={Suppl 2}", "J, Suppl 2"),
        ("article", "journal={J}, volume={XII}, number={S1}", "J, vol. XII, no. S1"),
        ("article", "journal={J}, series={oldseries}, volume=3", "J, old series, vol. 3"),
        ("article", "journal={J}, issuetitle={Sand}, issuesubtitle={Special Issue}",
         "J, Sand: Special Issue"),
        ("article", "journal={J}, elocation-id={e77}", "J, art. e77"),
        ("article", "journal={J}, art_number={Article 5}", "J, art. 5"),
        ("inproceedings", "booktitle={B}, volume=9, number=3, pages={7}", "B, vol. 9, no. 3, p. 7"),
        ("incollection", "booktitle={B}, edition=2, chapter={Chapter 4}", "B, 2nd edition, ch. 4"),
        ("incollection", "booktitle={B}, chapter={Winds}", "B, Winds"),
        ("book", "series={S}, volume=4, number=2, publisher={P}", "S vol. 4, no. 2, P"),
        ("misc", "booktitle={W}, volume=3, pages={5--6}", "W, vol. 3, pp. 5–6"),
        ("article", "journal={J}, series=3, volume=2", "J, ser. 3, vol. 2"),
        ("article", "journal={J}, pages={5--5}", "J, p. 5"),
        ("book", "number=7, publisher={P}", "no. 7, P"),
        # said already
        ("article", "journal={J}, volume={ahead-of-print}, number={ahead-of-print}",
         "J, ahead-of-print"),
        ("inproceedings", "booktitle={B}, series={LNCS 12}, volume=12", "B, LNCS 12"),
        ("inproceedings", "booktitle={B}, series={LNCS, vol. 12}, volume=12", "B, LNCS, vol. 12"),
        ("inproceedings", "booktitle={B}, series={LNCS 112}, volume=12", "B, LNCS 112 vol. 12"),
        ("inproceedings", "booktitle={B}, series={LNCS 12}, number=12", "B, LNCS 12"),
        ("inproceedings", "booktitle={B}, series={LNCS 12}, volume=12, number=3",
         "B, LNCS 12, no. 3"),
        ("inproceedings", "booktitle={B}, series={LNCS}, volume={LNCS 12}", "B, LNCS vol. 12"),
        ("patent", "number={Patent US7}", "Patent US7"),
        ("techreport", "number={Tech. Rep. 12}", "Technical report 12"),
        ("techreport", "number={Report No. 12}", "Technical report 12"),
        ("techreport", "number={TR-1}", "Technical report TR-1"),
        ("article", "journal={J}, pages={12 pages}", "J, 12 pages"),
        ("article", "journal={J}, pages={12pp.}", "J, 12pp."),
        ("phdthesis", "school={S}, publisher={P}, address={Oslo}", "PhD thesis, S, P, Oslo"),
        ("techreport", "institution={S}, publisher={S}", "Technical report, S"),
        ("book", "edition={3rd ed.}, publisher={P}", "3rd ed., P"),
        ("book", "edition={2. Auflage}, publisher={P}", "2. Auflage, P"),
        ("book", "edition={Revised}, publisher={P}", "Revised edition, P"),
        ("software", "version={v1.2}", "Software, version 1.2"),
        ("software", "version={Version 3}", "Software, version 3"),
        ("software", "version={version-b}", "Software, version-b"),
        # nothing, in words
        ("article", "journal={J}, volume={n/a}, number={--}, pages={??}", "J"),
        ("article", "journal={J}, pages={n/a--n/a}", "J"),
        ("article", "journal={J}, pages={000--000}", "J"),
        ("article", "journal={J}, pages={In press}", "J, In press"),
        # containers
        ("book", "booktitle={Proceedings of Sand}, pages={1--9}", "Proceedings of Sand, pp. 1–9"),
        ("book", "booktitle={On Dunes}, publisher={P}", "P"),
        ("book", "maintitle={All Sand}, mainsubtitle={A Work}, part=2", "All Sand: A Work, pt. 2"),
        ("inbook", "booktitle={Dunes}, maintitle={All Sand}, volume=2", "Dunes, All Sand, vol. 2"),
        ("inproceedings", "booktitle={B}, booktitleaddon={Demos}", "B. Demos"),
        ("inproceedings", "booktitle={B}, organization={Society}, publisher={P}", "B, Society, P"),
        ("article", "howpublished={Newsletter 4}, publisher={P}", "Newsletter 4, P"),
        ("inproceedings", "booktitle={B}, journal={J}, volume=2, number=1", "B, J, vol. 2, no. 1"),
        ("inproceedings", "booktitle={J Track}, journal={J}", "J Track"),
        ("inproceedings", "booktitle={B}, journal={CoRR}", "B"),
        ("article", "journal={J}, volume=2, booktitle={Proc. B}", "J, vol. 2, Proc. B"),
        ("article", "journal={J}, booktitle={On Dunes}", "J"),
        ("dataset", "institution={I}, publisher={P}", "Dataset, I, P"),
        ("incollection", "booktitle={B}, school={I}, institution={I}, publisher={P}", "B, I, P"),
        # what `type` says of what bears it in its type
        ("inbook", "booktitle={B}, chapter=1.2, type={Section}", "B, Section 1.2"),
        ("inproceedings", "booktitle={B}, pages={1--9}, type={Keynote}", "B, Keynote, pp. 1–9"),
        ("online", "type={Blog post}, year=2020", "Blog post, 2020"),
        ("article", "journal={J}, type={Journal Article}", "J"),
        ("inproceedings", "booktitle={B}, type={Article; Proceedings Paper}", "B"),
        # pages of a whole
        ("book", "pages=312, publisher={P}", "P"),
        ("book", "pages={1--312}, publisher={P}", "pp. 1–312, P"),
        # people
        ("book", "translator={Poe, Bob and Moe, Dan}", "Translated by Bob Poe, Dan Moe"),
        ("inbook", "booktitle={B}, bookauthor={Poe, Bob}", "B. Book by Bob Poe"),
        ("inbook", "booktitle={B}, bookauthor={Roe, Ann}", "B"),
        ("patent", "number=7, assignee={{Dune Inc.}}, nationality={Norway}",
         "Patent 7, Norway. Held by Dune Inc."),
        ("patent", "number=7, holder={{Dune Inc.}}", "Patent 7. Held by Dune Inc."),
        ("book", "translator={A, B, C, D}, publisher={P}", "P. Translated by A, B, C, D"),
        # remarks
        ("misc", "note={First.}, addendum={Second}", "First. Second"),
        ("misc", "note={Who?}, addendum={I}", "Who? I"),
        ("misc", "eprint={2401.00001}, archiveprefix={arXiv}, note={To appear in J}",
         "arXiv:2401.00001. To appear in J"),
        ("misc", "note={cited By 7}, addendum={Kept}", "Kept"),
        ("misc", "note={Times Cited: 5 Roe, A}, addendum={Kept}", "Kept"),
        ("misc", "note={ISSN: 2049-3630}, addendum={Kept}", "Kept"),
        ("misc", "note={Number: 3 Publisher: Sand}, addendum={Kept}", "Kept"),
        ("misc", "note={PMID: 123}, addendum={Kept}", "Kept"),
        ("misc", "note={QC 20200503}, addendum={Kept}", "Kept"),
        ("misc", "note={2049-3630 Roe, A Journal Article}, addendum={Kept}", "Kept"),
        ("misc", "note={Number of dunes}, addendum={Kept}", "Number of dunes. Kept"),
        # stops and commas
        ("article", "journal={J. Sand.}, note={Two parts.}", "J. Sand. Two parts."),
        ("book", "publisher={Sand, Ltd.,}, address={Oslo,}", "Sand, Ltd., Oslo"),
        ("article", "journal={J,}, volume={5,}, year={2020,}", "J, vol. 5, 2020"),
        ("misc", "eprint={2401.00001}, archiveprefix={arXiv}, howpublished={Talk}",
         "arXiv:2401.00001, Talk"),
        ("dataset", "howpublished={Zenodo}, version={V1}", "Dataset, version 1, Zenodo"),
        ("article", "journal={J}, pages={1--14}, articleno={109}", "J, art. 109, pp. 1–14"),
        ("periodical", "issuetitle={Winds}, volume=3", "vol. 3, Winds"),
        # servers
        ("misc", "eprint={77}, eprinttype={Dunes}", "Dunes:77"),
        ("misc", "eprint={77}", "eprint:77"),
        ("misc", "eprint={Dune News}", "Dune News"),
        ("online", "eprint={2023.01.01.1}, eprinttype={biorxiv}, year=2023", "bioRxiv, 2023"),
        ("article", "publisher={{medRxiv}}, year=2023", "medRxiv, 2023"),
        ("article", "journal={arXiv preprint math/0612862}, year=2006", "arXiv:math/0612862, 2006"),
        ("patent", "location={countryde and countryfr}", "Patent, Germany, France"),
        ("misc", "howpublished={European patent 17}, number=17", "European patent 17"),
        ("misc", "howpublished={European patent 17}, number=7", "European patent 17, no. 7"),
        ("patent", "location={countryes and countrywo}", "Patent, ES, WO"),
        ("book", "address={Berlin and Boston}", "Berlin and Boston"),
        # numbers as people write them
        ("article", "journal={J}, volume={Volume 7}, number={Heft 2}", "J, vol. 7, no. 2"),
        ("article", "journal={J}, volume={(7)}, number={[2]}, pages={(1--9)}",
         "J, vol. 7, no. 2, pp. 1–9"),
        ("article", "journal={J}, volume={7.}, number={2.}, pages={1--9.}",
         "J, vol. 7, no. 2, pp. 1–9"),
        ("article", "journal={J}, pages={1\u22129}", "J, pp. 1–9"),
        ("book", "edition={2.}, publisher={P}", "2nd edition, P"),
        ("book", "edition={2ème éd.}, publisher={P}", "2ème éd., P"),
        ("software", "version={latest}", "Software, latest"),
        ("software", "version={Ver. 2}", "Software, version 2"),
        ("techreport", "type={Memo}, number={Memo 7}", "Memo 7"),
        ("techreport", "type={Memo}, number={No. 7}", "Memo 7"),
        ("patent", "number={No. US7}", "Patent No. US7"),
        ("inproceedings", "booktitle={In: Proc. X}", "Proc. X"),
        ("inproceedings", "booktitle={in Proceedings of X}", "Proceedings of X"),
        ("inproceedings", "booktitle={In Search of X}", "In Search of X"),
        ("article", "journal={J}, volume={т. 7}, number={№ 2}, pages={с. 1--9}",
         "J, vol. 7, no. 2, pp. 1–9"),
        ("article", "journal={J}, volume={Volume: 7}, number={Jan}", "J, vol. 7, Jan"),
        ("article", "journal={J}, volume={第7巻}, number={第2号}, pages={1-9頁}",
         "J, vol. 7, no. 2, pp. 1–9"),
        ("article", "journal={J}, volume={Tom Collins}", "J, Tom Collins"),
        ("article", "journal={J}, series={2nd series}, volume=7", "J, 2nd series, vol. 7"),
        ("article", "journal={J}, pages={Article 12}", "J, art. 12"),
        ("article", "journal={J}, pages={Art. No. 12}, volume=7", "J, vol. 7, art. 12"),
        ("article", "journal={J}, pages={9-}", "J, pp. 9–"),
        ("article", "journal={J}, pages={43ff.}", "J, pp. 43ff."),
        ("article", "journal={J}, pages={xii-xv, 1-9}", "J, pp. xii–xv, 1–9"),
        ("article", "journal={J}, pages={045101-1--045101-9}", "J, pp. 045101-1–045101-9"),
        ("article", "journal={J}, pages={p.12--p.15}", "J, pp. 12–15"),
        ("article", "journal={J}, pages={225-–240}", "J, pp. 225–240"),
        ("article", "journal={J}, pages={12 to 15}", "J, pp. 12–15"),
        ("article", "journal={J}, pages={1--10 pp.}", "J, pp. 1–10"),
        ("article", "journal={J}, pages={null--null}", "J"),
        ("book", "edition={Zweite}, publisher={P}", "2nd edition, P"),
        ("book", "edition={2. painos}, publisher={P}", "2. painos, P"),
        ("book", "edition={Reprint}, publisher={P}", "Reprint, P"),
        ("book", "edition={2018}, publisher={P}", "2018 edition, P"),
        # said once
        ("article", "journal={J}, volume={In Press}, pages={In press}", "J, In press"),
        ("article", "journal={J}, year={in press}, volume={in press}, pages={in press}",
         "J, in press"),
        ("article", "journal={J}, year={accepted}, note={accepted}", "J, accepted"),
        ("misc", "note={arXiv:2401.00001}", "arXiv:2401.00001"),
        ("article", "journal={J}, pages={1--?}", "J, p. 1"),
        # what is not usual for its kind
        ("article", "journal={J}, editor={Poe, Bob}, eventtitle={E}", "J, Bob Poe (ed.), E"),
        ("article", "journal={J}, eprint={77}, eprinttype={Dunes}", "J, Dunes:77"),
        ("article", "journal={J}, volume={TR77}, eprint={TR77}, eprinttype={S}", "J, vol. TR77"),
        ("article", "journal={J}, journaltitleaddon={Online}, version=2", "J, Online, version 2"),
        ("inproceedings", "booktitle={Proc. Sand 2020}, eventtitle={Sand 2020}", "Proc. Sand 2020"),
        ("inproceedings", "booktitle={B}, eventtitle={E}, eventtitleaddon={Online}, venue={Rome}",
         "B, Rome, E. Online"),
        ("techreport", "volume=2, part=B, chapter=3, pages={1--9}, booktitle={B}",
         "Technical report, B, vol. 2, pt. B, ch. 3, pp. 1–9"),
        ("software", "edition=2, maintitle={All Sand}", "Software, All Sand, 2nd edition"),
        ("incollection", "booktitle={B}, editor={Poe, Bob}, editortype={compiler}",
         "B, Bob Poe (compiler)"),
        ("book", "editora={Poe, Bob}, editoratype={redactor}", "With Bob Poe (redactor)"),
        ("article", "journal={bioRxiv}, pages={2020.01.01.123456}, year=2020",
         "bioRxiv, 2020.01.01.123456, 2020"),
        ("article", "journal={bioRxiv}, pages={2023--09}, year=2023", "bioRxiv, 2023"),
        ("article", "journal={bioRxiv}, pages={2023--11}, year=2023", "bioRxiv, 2023"),
        ("article", "journal={J}, pages={2010--12}", "J, pp. 2010–12"),
        ("misc", "note={1476-4687 (Electronic) 0028-0836}, addendum={Kept}", "Kept"),
        ("article", "journal={J}, note={In Press.}, volume={in press}", "J, in press"),
        ("inproceedings", "booktitle={Systems. CISIS 2023.}, volume=7",
         "Systems. CISIS 2023, vol. 7"),
        ("phdthesis", "school={U}, abbr={PhD Thesis}", "PhD Thesis, U"),
        ("inproceedings", "booktitle={Proc. (CVPR)}, abbr={CVPR 2020}", "Proc. (CVPR)"),
        ("inproceedings", "booktitle={Proc. Vision}, abbr={CVPR'20}", "Proc. Vision (CVPR'20)"),
        ("misc", "eprint={2401.00001v2}, archiveprefix={arXiv}, version=2", "arXiv:2401.00001v2"),
        ("misc", "eprint={2401.00001}, archiveprefix={arXiv}, version=2",
         "arXiv:2401.00001, version 2"),
        ("misc", "eprint={2401.00001}, archiveprefix={arXiv}, volume={abs/2401}, pages={1--9}",
         "arXiv:2401.00001, pp. 1–9"),
    ],
)  # fmt: skip
def test_the_line(entry_type: str, fields: str, line: str) -> None:
    assert venue.long_venue(of(entry_type, fields)).text == line


@every_row(
    "entry_type, fields, links",
    [
        ("misc", "url={www.example.org/a}", "Paper https://www.example.org/a"),
        ("misc", 'url={doi:<a href="https://doi.org/10.1000/x">10.1000/x</a>}',
         "Paper https://doi.org/10.1000/x"),
        ("misc", "url={URL: https://a.org}", "Paper https://a.org"),
        ("misc", "url={https://a.org https://b.org}",
         "Paper https://a.org; Web page https://b.org"),
        ("misc", "url={doi:10.1000/182}", "Paper https://doi.org/10.1000/182"),
        ("misc", "url={arXiv:2401.00001}", "arXiv https://arxiv.org/abs/2401.00001"),
        ("misc", "url={urn:nbn:de:1-2}", "Paper https://n2t.net/urn:nbn:de:1-2"),
        ("misc", "url={n/a}, doi={--}, eprint={n/a}, archiveprefix={arXiv}", ""),
        ("misc", "url={https://a.org and https://b.org}",
         "Paper https://a.org; Web page https://b.org"),
        ("misc", r"url={https://a.org/\-b\_c}", "Paper https://a.org/b_c"),
        ("misc", r"howpublished={Available at: \url{https://a.org/~b}}", "Paper https://a.org/~b"),
        ("misc", "howpublished={https://a.org/~b_c}", "Paper https://a.org/~b_c"),
        ("misc", "eprint={{2401.00001}}, archiveprefix={{arXiv}}", "arXiv https://arxiv.org/abs/2401.00001"),
        ("article", "eprint={123}, eprinttype={pmid}", "PubMed https://pubmed.ncbi.nlm.nih.gov/123"),
        ("article", "eprint={hdl:1/2}, eprinttype={hdl}", "Handle https://hdl.handle.net/1/2"),
        ("article", "eprint={1/oai:x:7}, eprinttype={hdl}", "Handle https://hdl.handle.net/1/oai:x:7"),
        ("article", "eprint={a1}, eprinttype={Google Books}", "Google Books https://books.google.com/books?id=a1"),
        ("article", "eprint={10.1101/2.3}, eprinttype={bioRxiv}", "bioRxiv https://www.biorxiv.org/content/10.1101/2.3"),
        ("article", "eprint={https://a.org/f.pdf}", "PDF https://a.org/f.pdf"),
        ("article", "eprint={123}, eprinttype={pmc}",
         "PubMed Central https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123"),
        ("article", "journal={Available at SSRN 1234567}", "SSRN https://ssrn.com/abstract=1234567"),
        ("misc", "url={<Go to ISI>://WOS:00050}", ""),
        ("misc", "url={https://a.org https://doi.org/10.1000/x}, doi={10.1000/x}",
         "Paper https://doi.org/10.1000/x; Web page https://a.org"),
        ("misc", "howpublished={www.a.org/b}", "Paper https://www.a.org/b"),
        ("misc", "howpublished={Online at www.a.org/b.}", "Paper https://www.a.org/b"),
        ("software", "doi={10.1000/x}, url={https://a.org}",
         "Software https://doi.org/10.1000/x; Web page https://a.org"),
        ("misc", "url={https://a.org}", "Paper https://a.org"),
        ("misc", "type={dataset}, url={https://a.org}", "Dataset https://a.org"),
        ("misc", "type={Wall chart}, url={https://a.org}", "Wall chart https://a.org"),
        ("blogpost", "url={https://a.org}", "Web page https://a.org"),
        ("softwareversion", "url={https://a.org}", "Software https://a.org"),
        ("talk", "url={https://a.org}", "Talk https://a.org"),
        ("foo_bar", "url={https://a.org}", "Paper https://a.org"),
        ("data", "doi={10.1000/x}", "Dataset https://doi.org/10.1000/x"),
        ("video", "url={https://a.org}", "Video https://a.org"),
    ],
)  # fmt: skip
def test_links(entry_type: str, fields: str, links: str) -> None:
    found = of(entry_type, fields).links
    assert "; ".join(f"{link.label} {link.url}" for link in found) == links


def test_addresses_in_remarks_are_links() -> None:
    line = venue.long_venue(of("misc", r"note={See https://a.org/~b_c, and \url{https://d.org}.}"))
    assert line.text == "See https://a.org/~b_c, and https://d.org."
    assert line.html.count("<a href=") == 2


@every_row(
    "note, text, address",
    [
        ("Code: www.a.org/b", "Code: https://www.a.org/b", "https://www.a.org/b"),
        (r"\href{github.com/a/b}{Code}", "Code", "https://github.com/a/b"),
        (r"\url{github.com/a/b}", "https://github.com/a/b", "https://github.com/a/b"),
        ("doi: 10.1000/a_b.", "doi:10.1000/a_b.", "https://doi.org/10.1000/a_b"),
        (r"\href{files/a.pdf}{Here}", "Here", "files/a.pdf"),
    ],
)
def test_addresses_without_a_scheme_in_remarks(note: str, text: str, address: str) -> None:
    line = venue.long_venue(of("misc", f"note={{{note}}}"))
    assert line.text == text
    assert f'<a href="{address}">' in line.html


def test_csl_has_what_the_entry_says() -> None:
    item = csl.item(
        of(
            "inproceedings",
            "booktitle={B}, eventdate={2018-12-03/2018-12-06}, venue={Antwerp}, origdate={1641}, "
            "shorttitle={Dunes}, translator={Poe, Bob}, bookauthor={Moe, Dan}, date={2018}, "
            "pubstate={inpress}, eprint={77}, eprinttype={pubmed}",
        )
    )
    assert item["translator"] == [{"family": "Poe", "given": "Bob"}]
    assert item["container-author"] == [{"family": "Moe", "given": "Dan"}]
    assert item["event-date"] == {"date-parts": [[2018, 12, 3], [2018, 12, 6]]}
    assert item["original-date"] == {"date-parts": [[1641]]}
    names = ("event-place", "title-short", "status", "PMID")
    assert [item[name] for name in names] == ["Antwerp", "Dunes", "in press", "77"]


def test_an_early_origdate_is_not_when_it_was_put_online() -> None:
    assert of("book", "origdate={1641}").online is None
    assert of("book", "origdate={2019-05}").online is not None


def test_words_for_pages_are_no_pages_of_an_export() -> None:
    assert "SP  - " not in ris.write(of("article", "journal={J}, pages={To appear}"))


def test_a_set_without_a_title_is_none_of_the_publications() -> None:
    entries, _ = bibtex.read("@misc{a, title = {A}} @set{s, entryset = {a}}")
    assert inherit(entries)[1] == {"s"}


@every_row(
    "texts, whole",
    [
        (("A", "B"), "A. B"),
        (("A.", "B"), "A. B"),
        (("A?", "", "B!"), "A? B!"),
        (("", "B"), "B"),
        (("“A.”", "B"), "“A.” B"),
    ],
)
def test_joining(texts: tuple[str, ...], whole: str) -> None:
    assert joined(". ", texts) == whole


@every_row(
    "fields, volume, issue",
    [
        ("volume={Vol. 7}, number={no. 2}", "7", "2"),
        ("volume={(7)}, number={Issue 2.}", "7", "2"),
        ("volume={Part A}, number={Winter}", "Part A", "Winter"),
    ],
)
def test_exported_numbers_have_no_labels(fields: str, volume: str, issue: str) -> None:
    item = csl.item(of("article", f"journal={{J}}, {fields}"))
    assert (item["volume"], item["issue"]) == (volume, issue)


@every_row(
    "edition, number",
    [("2nd ed.", "2nd"), ("Second edition", "2"), ("2.", "2"), ("Rev. ed.", "Rev. ed.")],
)
def test_the_edition_of_csl(edition: str, number: str) -> None:
    assert csl.item(of("book", f"edition={{{edition}}}"))["edition"] == number


def test_what_is_between() -> None:
    assert [between(text, ": ") for text in ("A", "A?", "A;", "")] == [": ", " ", " ", ""]
    assert [between(text, ".") for text in ("A", "A…", "A:", "何？", "。")] == [".", "", "", "", ""]


@every_row(
    "title, shown", [("Dunes, ", "Dunes"), ("Dunes;", "Dunes;"), (r"Of \& too,,", r"Of & too")]
)
def test_a_title_ends_in_no_comma(title: str, shown: str) -> None:
    source = f"@misc{{k, title = {{{title}}}}}"
    assert Publication.from_entry(bibtex.read(source)[0][0]).title.text == shown


def test_no_identifier_is_no_malformed_one() -> None:
    fields = "doi={n/a}, isbn={--}, issn={n/a}, arxiv={??}, url={None}, year=2020, journal={J}"
    source = f"@article{{k, title={{T}}, author={{Roe, Ann}}, {fields}}}"
    assert bibliography.from_entries(bibtex.read(source)[0], (), Owner()).diagnostics == ()


@every_row(
    "field, is_there",
    [
        ("journal = {n/a}", False),
        ("publisher = {{Unknown}}", False),
        ("note = {None}", False),
        ("abstract = {Not available}", False),
        ("keywords = {--}", False),
        ("pages = {NA}", False),
        ("volume = {[object Object]}", False),
        ("abbr = {NA}", True),
        ("note = {None of it}", True),
        ("address = {NA}", True),
    ],
)
def test_a_field_that_says_nothing_is_blank(field: str, is_there: bool) -> None:
    entries, _ = bibtex.read(f"@article{{k, title = {{Null}}, {field}}}")
    (publication,) = bibliography.from_entries(entries, (), Owner()).publications
    assert publication.title.text == "Null"
    assert (len(publication.values) == 2) is is_there


@every_row("isbn", ["{978-3-16-148410-0}, {0-306-40615-2}", r"\mbox{978-3-16-148410-0}"])
def test_an_isbn_in_braces_is_well_formed(isbn: str) -> None:
    entries, _ = bibtex.read(f"@book{{k, title={{T}}, author={{A}}, year=2020, isbn={{{isbn}}}}}")
    assert bibliography.from_entries(entries, (), Owner()).diagnostics == ()


@every_row(
    "entry_type, fields, line",
    [
        ("inproceedings", "booktitle={ISCAS 2015, Lisbon}, year=2015", "ISCAS 2015, Lisbon"),
        ("inproceedings", "booktitle={ISCAS 12015}, year=2015", "ISCAS 12015 2015"),
        ("inproceedings", "booktitle={B}, year={to appear}", "B to appear"),
    ],
)
def test_the_short_line_says_the_year_once(entry_type: str, fields: str, line: str) -> None:
    assert venue.short_venue(of(entry_type, fields)).text == line
