"""Publications: kind, label, venue lines, links and addresses, by tables over all entry types."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publications import bibtex
from publications.bibtex.fields import LINKS
from publications.model import kinds, links, venue, wording
from publications.model.dates import Date
from publications.model.people import NameSyntaxError
from publications.model.publication import Publication, slug_of
from publications.settings import Owner
from publications.tex.url import safe_url
from tests.rows import every_row

# "BibTeXing", 3.1, and the biblatex manual, 2.1.1 to 2.1.3.
STANDARD_TYPES = """
    article book booklet conference inbook incollection inproceedings manual mastersthesis misc
    phdthesis proceedings techreport unpublished
    mvbook bookinbook suppbook collection mvcollection suppcollection dataset online patent
    periodical suppperiodical mvproceedings reference mvreference inreference report set software
    thesis electronic www
    artwork audio bibnote commentary image jurisdiction legislation legal letter movie music
    performance review standard video
    customa customb customc customd custome customf
"""


def made(source: str, owner: Owner | None = None) -> Publication:
    """The publication of the one entry in `source`."""
    entries, diagnostics = bibtex.read(source)
    assert len(entries) == 1, diagnostics
    return Publication.from_entry(entries[0], owner)


def of_type(entry_type: str, fields: str) -> Publication:
    return made(f"@{entry_type}{{k, title = {{T}}, author = {{Mai, Guangcan}}, {fields}}}")


# Type, fields beside title and author; kind, label, long and short line.
TYPES = [
    ("article", "journal={Pattern Recognition}, volume=60, number=2, pages={706--719}, month=jan,"
     " year=2016", "article", "Journal article",
     "Pattern Recognition, vol. 60, no. 2, pp. 706–719, January 2016", "Pattern Recognition 2016"),
    ("ARTICLE", "journaltitle={J}, journalsubtitle={Sub}, eid={e12}, issue={Spring},"
     " date={2019-05-13}", "article", "Journal article", "J: Sub, Spring, art. e12, 13 May 2019",
     "J: Sub 2019"),
    ("suppperiodical", "journaltitle={J}, year=2019", "article", "Journal article", "J, 2019",
     "J 2019"),
    ("review", "journaltitle={J}, year=2019", "article", "Review", "J, 2019", "J 2019"),
    ("inproceedings", "booktitle={ICLR Proceedings}, series={LNCS}, number=5, pages={1},"
     " publisher={IEEE}, address={Rio}, year=2019", "conference", "Conference paper",
     "ICLR Proceedings, LNCS 5, p. 1, IEEE, Rio, 2019", "ICLR Proceedings 2019"),
    ("inproceedings", "eventtitle={ICML Workshop}, venue={Vienna}, date={2024-07-26}",
     "conference", "Conference paper", "ICML Workshop, Vienna, 26 July 2024", "ICML Workshop 2024"),
    ("conference", "booktitle={International Conference on Learning Representations}, abbr={ICLR},"
     " note={Poster}, year=2026, eprint={2510.18876}, archiveprefix={arXiv}", "conference",
     "Conference paper", "International Conference on Learning Representations (ICLR), 2026."
     " Poster", "ICLR 2026 Poster / arXiv 2025"),
    ("incollection", "booktitle={Handbook}, editor={Jain, Anil and Cao, Kai}, pages={10-20},"
     " publisher={P}, year=2019", "chapter", "Book chapter",
     "Handbook, Anil Jain, Kai Cao (eds.), pp. 10–20, P, 2019", "Handbook 2019"),
    ("inbook", "chapter=3, pages={7}, publisher={P}, year=2019", "chapter", "Book chapter",
     "ch. 3, p. 7, P, 2019", "P 2019"),
    ("suppbook", "booktitle={B}, year=2019", "chapter", "Book chapter", "B, 2019", "B 2019"),
    ("bookinbook", "maintitle={M}, year=2019", "chapter", "Book chapter", "M, 2019", "M 2019"),
    ("suppcollection", "booktitle={B}, year=2019", "chapter", "Book chapter", "B, 2019", "B 2019"),
    ("inreference", "booktitle={Encyclopedia}, year=2019", "chapter", "Reference entry",
     "Encyclopedia, 2019", "Encyclopedia 2019"),
    ("book", "edition=2, series={LNCS}, volume=12, publisher={Springer}, address={Berlin},"
     " year=2019", "book", "Book", "2nd edition, LNCS vol. 12, Springer, Berlin, 2019",
     "Springer 2019"),
    ("book", "edition={Second}, publisher={P}, year=2019", "book", "Book",
     "Second edition, P, 2019", "P 2019"),
    ("mvbook", "edition=11, publisher={P}, date={2018/2020}", "book", "Book",
     "11th edition, P, 2018–2020", "P 2018"),
    ("booklet", "howpublished={Printed at home}, year=2019", "book", "Booklet",
     "Printed at home, 2019", "Booklet 2019"),
    ("manual", "organization={GNU}, edition={3rd edition}, year=2019", "book", "Manual",
     "3rd edition, GNU, 2019", "GNU 2019"),
    ("collection", "year=2019", "book", "Edited book", "2019", "Edited book 2019"),
    ("mvcollection", "year=2019", "book", "Edited book", "2019", "Edited book 2019"),
    ("reference", "year=2019", "book", "Reference work", "2019", "Reference work 2019"),
    ("mvreference", "year=2019", "book", "Reference work", "2019", "Reference work 2019"),
    ("proceedings", "publisher={ACM}, series={S}, volume=1, year=2019", "proceedings",
     "Proceedings", "S vol. 1, ACM, 2019", "ACM 2019"),
    ("mvproceedings", "year=2019", "proceedings", "Proceedings", "2019", "Proceedings 2019"),
    ("periodical", "volume=1, year=2019", "proceedings", "Journal issue", "vol. 1, 2019",
     "Journal issue 2019"),
    ("phdthesis", "school={HKBU}, month=aug, year=2018", "thesis", "PhD thesis",
     "PhD thesis, HKBU, August 2018", "HKBU 2018"),
    ("mastersthesis", "school={HKBU}, year=2018", "thesis", "Master's thesis",
     "Master's thesis, HKBU, 2018", "HKBU 2018"),
    ("thesis", "type={Habilitation}, institution={HKBU}, year=2018", "thesis", "Habilitation",
     "Habilitation, HKBU, 2018", "HKBU 2018"),
    ("thesis", "type={bathesis}, institution={HKBU}, year=2018", "thesis", "Bachelor's thesis",
     "Bachelor's thesis, HKBU, 2018", "HKBU 2018"),
    ("thesis", "year=2018", "thesis", "Thesis", "Thesis, 2018", "Thesis 2018"),
    ("techreport", "institution={HKBU}, number={TR-1}, year=2019", "report", "Technical report",
     "Technical report TR-1, HKBU, 2019", "HKBU 2019"),
    ("report", "type={White Paper}, number=7, year=2019", "report", "White Paper",
     "White Paper 7, 2019", "White Paper 2019"),
    ("standard", "number=690, organization={ISO}, year=2019", "report", "Standard",
     "Standard 690, ISO, 2019", "ISO 2019"),
    ("patent", "number={US123}, type={patentus}, location={countryus}, year=2019", "patent",
     "US patent", "US patent US123, United States of America, 2019", "US patent 2019"),
    ("software", "version={v2}, publisher={Zenodo}, year=2019", "software", "Software",
     "Software, version 2, Zenodo, 2019", "Zenodo 2019"),
    ("dataset", "publisher={Zenodo}, year=2019", "dataset", "Dataset", "Dataset, Zenodo, 2019",
     "Zenodo 2019"),
    ("online", "organization={Org}, date={2019-05}", "online", "Web page", "Org, May 2019",
     "Org 2019"),
    ("electronic", "year=2019", "online", "Web page", "2019", "Web page 2019"),
    ("www", "year=2019", "online", "Web page", "2019", "Web page 2019"),
    ("audio", "year=2019", "media", "Audio", "2019", "Audio 2019"),
    ("video", "howpublished={YouTube}, year=2019", "media", "Video", "YouTube, 2019", "Video 2019"),
    ("movie", "year=2019", "media", "Film", "2019", "Film 2019"),
    ("music", "year=2019", "media", "Music", "2019", "Music 2019"),
    ("performance", "venue={Hall}, year=2019", "media", "Performance", "Hall, 2019",
     "Performance 2019"),
    ("unpublished", "note={Under review}, year=2019", "unpublished", "Manuscript",
     "2019. Under review", "Manuscript 2019 Under review"),
    ("misc", "howpublished={Poster}, eventtitle={CVPR}, year=2019", "other", "Publication",
     "Poster, CVPR, 2019", "CVPR 2019"),
    ("misc", "type={Talk}, year=2019", "other", "Talk", "2019", "Talk 2019"),
    ("misc", "", "other", "Publication", "", ""),
    ("artwork", "location={M+}, year=2019", "other", "Artwork", "M+, 2019", "Artwork 2019"),
    ("image", "year=2019", "other", "Image", "2019", "Image 2019"),
    ("letter", "year=2019", "other", "Letter", "2019", "Letter 2019"),
    ("jurisdiction", "year=2019", "other", "Court decision", "2019", "Court decision 2019"),
    ("legislation", "year=2019", "other", "Law", "2019", "Law 2019"),
    ("legal", "year=2019", "other", "Legal document", "2019", "Legal document 2019"),
    ("commentary", "year=2019", "other", "Legal commentary", "2019", "Legal commentary 2019"),
    *((name, "year=2019", "other", "Publication", "2019", "2019") for name in (
        "set", "bibnote", "customa", "customb", "customc", "customd", "custome", "customf",
        "unheardof", "Ünïcode",
    )),
    # preprints, of whatever type
    ("article", "journal={arXiv preprint arXiv:1703.00832}, year=2018", "preprint", "Preprint",
     "arXiv:1703.00832, 2018", "arXiv 2017"),
    ("article", "journal={CoRR}, volume={abs/1703.00832}, year=2017", "preprint", "Preprint",
     "arXiv:1703.00832, 2017", "arXiv 2017"),
    ("misc", "eprint={1703.00832}, archiveprefix={arXiv}, primaryclass={cs.CV}, year=2017",
     "preprint", "Preprint", "arXiv:1703.00832 [cs.CV], 2017", "arXiv 2017"),
    ("online", "arxiv={1703.00832}", "preprint", "Preprint", "arXiv:1703.00832", "arXiv 2017"),
    ("article", "journal={bioRxiv}, publisher={Cold Spring Harbor}, year=2020", "preprint",
     "Preprint", "bioRxiv, 2020", "bioRxiv 2020"),
    # preprint and paper in one
    ("article", "journal={IEEE Transactions on Information Forensics and Security}, abbr={TIFS},"
     " year=2021, arxiv={1703.00832v3}", "article", "Journal article",
     "IEEE Transactions on Information Forensics and Security (TIFS), 2021",
     "TIFS 2021 / arXiv 2017"),
    ("article", "journal={IEEE TIFS}, abbr={TIFS}, year=2021", "article", "Journal article",
     "IEEE TIFS, 2021", "TIFS 2021"),
    # dates that there are not yet
    ("article", "journal={J}, year={in press}", "article", "Journal article", "J, in press",
     "J in press"),
    ("inproceedings", "booktitle={C}, pubstate={forthcoming}", "conference", "Conference paper",
     "C, forthcoming", "C forthcoming"),
    # the note of a preprint mostly says where it was submitted
    ("misc", "eprint={1703.00832}, archiveprefix={arXiv}, note={Under review}, year=2017",
     "preprint", "Preprint", "arXiv:1703.00832, 2017. Under review", "arXiv 2017"),
    # what a note is, and is not, short enough for
    ("article", "journal={J}, year=2021, note={Best paper of all that were ever written}",
     "article", "Journal article", "J, 2021. Best paper of all that were ever written", "J 2021"),
]  # fmt: skip


@every_row("type_, fields, kind, label, long, short", TYPES)
def test_types(type_: str, fields: str, kind: str, label: str, long: str, short: str) -> None:
    publication = of_type(type_, fields)
    assert publication.kind is kinds.KIND[kind]
    assert publication.label == label
    assert venue.long_venue(publication).text == long
    assert venue.short_venue(publication).text == short


@every_row(
    "type_, fields, line",
    [
        ("article", "journal={J}, year=2020", "J"),
        ("article", "journal={J}, volume=3, year=2020, note={Oral}", "J, vol. 3. Oral"),
        ("article", "journal={J}, year=2020, month=5", "J"),
        ("article", "journal={J}, date={2020-12/2021-01}", "J, December 2020 – January 2021"),
        ("article", "journal={J}, date={2020-03/2020-05}", "J"),
        ("article", "journal={J}, date={2020~}", "J, c. 2020"),
        ("article", "journal={J}, date={2020?}", "J, 2020?"),
        ("article", "journal={J}, date={2020/..}", "J, since 2020"),
        ("article", "journal={J}, year={in press}", "J, in press"),
        ("article", "journal={J}", "J"),
        ("unpublished", "year=2020", "Manuscript"),
        ("unpublished", "note={Submitted}, year=2020", "Manuscript. Submitted"),
        ("misc", "date={2020-05}", "Publication"),
        ("article", "", "Journal article"),
        ("misc", "eprint={1703.00832}, archiveprefix={arXiv}, year=2017, note={x}",
         "arXiv:1703.00832. x"),
        ("techreport", "number={20-24}, institution={U}, year=2020", "Technical report 20-24, U"),
    ],
)  # fmt: skip
def test_a_line_under_its_year_does_not_repeat_it(type_: str, fields: str, line: str) -> None:
    assert venue.venue_under_year(of_type(type_, fields)).text == line


def test_each_type_of_the_manuals_is_in_the_table() -> None:
    assert set(STANDARD_TYPES.split()) <= {row[0] for row in TYPES}


@every_row("type_", ["article", "misc", "online", "unpublished", "letter", "hologram"])
def test_a_preprint_is_one_in_each_format(type_: str) -> None:
    found = of_type(type_, "eprint={1703.00832}, eprinttype={arxiv}").entry_type
    assert (found.kind.name, found.label) == ("preprint", "Preprint")
    assert (found.csl, found.ris, found.schema_org) == ("article", "UNPB", "ScholarlyArticle")


@every_row("type_", ["book", "inproceedings", "thesis", "report", "dataset", "video"])
def test_the_type_of_other_works_stays(type_: str) -> None:
    assert not of_type(type_, "eprint={1703.00832}, eprinttype={arxiv}").is_preprint


@every_row("type_, fields", [row[:2] for row in TYPES])
def test_lines_say_the_same_in_html(type_: str, fields: str) -> None:
    publication = of_type(type_, fields)
    for line in (venue.long_venue(publication), venue.short_venue(publication)):
        # In HTML a number does not part from what it counts.
        shown = re.sub(r"<[^>]*>", "", line.html).replace("\u00a0", " ")
        assert shown.replace("&#39;", "'") == line.text


def test_lines_of_a_hostile_entry_are_text() -> None:
    publication = of_type(
        "inproceedings",
        "booktitle={<script>}, abbr={<b>}, publisher={<i>}, address={<u>}, series={<s>},"
        " number={<n>}, pages={<p>}, chapter={<c>}, note={<x>}, year={<y>}, editor={<e>, A}",
    )
    for line in (venue.long_venue(publication), venue.short_venue(publication)):
        assert re.findall(r"</?(\w+)", line.html) in ([], ["em", "em"])
        assert "<script>" in line.text or "<b>" in line.text


@every_row(
    "fields, title",
    [
        ("title={T}", "T"),
        ("title={T}, subtitle={S}", "T: S"),
        ("title={Why?}, subtitle={S}", "Why? S"),
        ("title={Oh!}, subtitle={S}", "Oh! S"),
        ("title={T.}, subtitle={S}", "T. S"),
        ("title={T}, subtitle={S}, titleaddon={A}", "T: S. A"),
        ("maintitle={M}, mainsubtitle={S}", "M: S"),
        ("title={T}, maintitle={M}", "T"),
        (r"title={{\'E}tude of {H$_2$O}}", "Étude of H₂O"),
        ("subtitle={S}", ""),
    ],
)
def test_titles(fields: str, title: str) -> None:
    assert made(f"@misc{{k, {fields}}}").title.text == title


@every_row(
    "fields, doi",
    [
        ("doi={10.1109/X}", "10.1109/X"),
        ("doi={https://doi.org/10.1109/X}", "10.1109/X"),
        ("doi={https://doi.org/10.1002/%28SICI%291097}", "10.1002/(SICI)1097"),
        (r"doi={10.1007/978-3{\_}48}", "10.1007/978-3_48"),
        ("url={https://doi.org/10.1109/X}", "10.1109/X"),
        ("doi={10.1109/X}, url={https://doi.org/10.1109/Y}", "10.1109/X"),
        ("doi={10/fg6rf9}", "10/fg6rf9"),
        ("doi={https://doi.org/fg6rf9}", "10/fg6rf9"),
        ("doi={none}, url={https://example.org}", ""),
        ("doi={10.1109/X Y}", ""),
    ],
)
def test_doi(fields: str, doi: str) -> None:
    assert of_type("misc", fields).doi == doi


@every_row(
    "fields, arxiv, section",
    [
        ("arxiv={1703.00832}", "1703.00832", ""),
        ("eprint={1703.00832}, archiveprefix={arXiv}, primaryclass={cs.CV}", "1703.00832", "cs.CV"),
        ("eprint={1703.00832}, eprinttype={arxiv}, eprintclass={cs.CV}", "1703.00832", "cs.CV"),
        ("eprint={arXiv:1703.00832v2}", "1703.00832v2", ""),
        ("eprint={hep-th/9711200}, archiveprefix={arXiv}", "hep-th/9711200", ""),
        ("eprint={12345}, eprinttype={jstor}, primaryclass={x}", "", ""),
        ("eprint={1703.00832}, eprinttype={hal}", "", ""),
        ("eprint={12345}", "", ""),
        ("doi={10.48550/arXiv.1703.00832}", "1703.00832", ""),
        ("url={https://arxiv.org/abs/1703.00832}", "1703.00832", ""),
        ("journal={CoRR}, volume={abs/1703.00832}", "1703.00832", ""),
        ("journal={CoRR}, volume={abs/cs/0309136}", "cs/0309136", ""),
        ("note={arXiv:1703.00832}", "1703.00832", ""),
        ("arxiv={1713.00832}", "", ""),
    ],
)
def test_arxiv(fields: str, arxiv: str, section: str) -> None:
    publication = of_type("misc", fields)
    assert (publication.arxiv, publication.arxiv_class) == (arxiv, section)


@every_row(
    "pages, shown",
    [
        ("262--277", "262–277"),
        ("262-277", "262–277"),
        ("262 – 277", "262–277"),
        ("e1-e12", "e1–e12"),
        ("1--5, 10--12", "1–5, 10–12"),
        ("1:1--1:20", "1:1–1:20"),
        ("A-12", "A-12"),
        ("A-1--A-9", "A-1–A-9"),
        ("12", "12"),
        ("", ""),
    ],
)
def test_pages(pages: str, shown: str) -> None:
    assert of_type("article", f"pages={{{pages}}}").pages == shown


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("biometrics, security", ("biometrics", "security")),
        ("biometrics; face, templates", ("biometrics", "face", "templates")),
        (" , biometrics,, ", ("biometrics",)),
        ("", ()),
    ],
)
def test_keywords(value: str, words: tuple[str, ...]) -> None:
    assert wording.keywords(value) == words


@every_row(
    "written, selected",
    [("{true}", True), ("{1}", True), ("{yes}", True), ("{false}", False), ("{0}", False),
     ("{ No }", False), ("{}", False), ("{on}", True), ("{Off}", False), ("{flase}", False)],
)  # fmt: skip
def test_selected(written: str, selected: bool) -> None:
    assert of_type("misc", f"selected = {written}").selected is selected


def test_people_are_the_editors_where_there_are_no_authors() -> None:
    publication = made("@book{k, title={T}, editor={Mai, Guangcan and Jain, Anil}}")
    assert [person.family for person in publication.people.persons] == ["Mai", "Jain"]
    assert publication.authors.persons == ()


def test_the_owner_and_roles_are_known() -> None:
    publication = made(
        "@misc{k, title={T}, author={Cao, Kai and Mai, Guangcan}, author+an={2=equal}}",
        Owner("Guangcan Mai", "0000-0002-0326-500X"),
    )
    mai = publication.authors.persons[1]
    assert (mai.owner, mai.roles, mai.orcid) == (True, ("equal",), "0000-0002-0326-500X")


def test_an_unreadable_name_is_raised() -> None:
    with pytest.raises(NameSyntaxError):
        made("@misc{k, title={T}, author={a, b, c, d, e}}")


def test_without_anything_but_a_key_all_is_empty() -> None:
    publication = made("@misc{k}")
    for name in ("title", "container", "series", "event", "note", "abstract", "summary"):
        assert not getattr(publication, name)
    for name in ("publisher", "abbr", "volume", "number", "pages", "doi", "arxiv", "isbn", "issn"):
        assert getattr(publication, name) == ""
    assert (publication.date, publication.year, publication.when) == (None, None, "")
    assert (publication.links, publication.keywords, publication.awards) == ((), (), ())
    assert publication.people.persons == ()
    assert not publication.selected


def test_dates() -> None:
    publication = of_type("misc", "month = may, year = 2019")
    assert (publication.date, publication.year) == (Date(2019, 5), 2019)
    assert publication.when == "May 2019"


# Addresses: stable for ever.
SLUGS = [
    ("mai2019reconstruction", "mai2019reconstruction"),
    ("Mai_2019-a", "Mai_2019-a"),
    ("DBLP:conf/coco/Datta09", "DBLP-conf-coco-Datta09"),
    ("10.1145/3613904.3642091", "10-1145-3613904-3642091"),
    ("2020A&A...641A...6P", "2020A-A---641A---6P"),
    ("a b", "a-b"),
    ("../../etc", "------etc"),
    ("müller2019", "m-ller2019-7d96be"),
    ("张三2019", "--2019-c8ecac"),
    ("index", "index-1bc04b"),
    ("README", "README-2b7814"),
    ("k" * 195, "k" * 195),
    ("k" * 196, "k" * 188 + "-fca562"),
    ("\u00e9" * 300, "-" * 189 + "7250b6"),
]


@every_row("key, slug", SLUGS)
def test_slugs(key: str, slug: str) -> None:
    assert slug_of(key) == slug


@given(st.text(alphabet=st.characters(), min_size=1))
def test_a_slug_is_one_plain_part_of_an_address(key: str) -> None:
    assert re.fullmatch("[A-Za-z0-9_-]+", slug_of(key))
    assert slug_of(key).lower() not in {"index", "readme"}
    assert len(slug_of(key)) <= 195


# Links
PAPER = "https://doi.org/10.1109/X"


@every_row(
    "fields, expected",
    [
        ("", []),
        ("doi={10.1109/X}", [("doi", "Paper", PAPER, False)]),
        ("url={https://doi.org/10.1109/X}", [("doi", "Paper", PAPER, False)]),
        ("doi={10/fg6rf9}", [("doi", "Paper", "https://doi.org/10/fg6rf9", False)]),
        ("doi={https://doi.org/fg6rf9}", [("doi", "Paper", "https://doi.org/10/fg6rf9", False)]),
        ("url={https://doi.org/fg6rf9}", [("url", "Paper", "https://doi.org/fg6rf9", False)]),
        ("doi={10.1109/X}, url={https://doi.org/10.1109/x}", [("doi", "Paper", PAPER, False)]),
        ("doi={10.1109/X}, url={https://example.org}",
         [("doi", "Paper", PAPER, False), ("url", "Web page", "https://example.org", False)]),
        ("url={https://example.org/a b}", [("url", "Paper", "https://example.org/a%20b", False)]),
        ("arxiv={1703.00832}, url={https://arxiv.org/abs/1703.00832v2}",
         [("arxiv", "arXiv", "https://arxiv.org/abs/1703.00832", False)]),
        ("doi={10.1002/(SICI)1<2::A>3#x}",
         [("doi", "Paper", "https://doi.org/10.1002/(SICI)1%3C2::A%3E3%23x", False)]),
        ("pdf={x.pdf}", [("pdf", "PDF", "assets/pdf/x.pdf", True)]),
        ("pdf={papers/x.pdf}", [("pdf", "PDF", "papers/x.pdf", True)]),
        ("pdf={/papers/x.pdf}", [("pdf", "PDF", "papers/x.pdf", True)]),
        ("pdf={https://example.org/x.pdf}", [("pdf", "PDF", "https://example.org/x.pdf", False)]),
        ("html={x.html}, slides={s.pdf}",
         [("html", "HTML", "assets/html/x.html", True),
          ("slides", "Slides", "assets/pdf/s.pdf", True)]),
        ("code={//example.org/x}", [("code", "Code", "//example.org/x", False)]),
        (r"code={\url{https://example.org/\~mai}}",
         [("code", "Code", "https://example.org/~mai", False)]),
        ("code={javascript:alert(1)}, data={data:text/html,x}, url={vbscript:x}", []),
        (r"url={\href{https://example.org}{here}}",
         [("url", "Paper", "https://example.org", False)]),
        ('url={"https://example.org"}', [("url", "Paper", "https://example.org", False)]),
        ("url={https:/example.org}", [("url", "Paper", "https://example.org", False)]),
        ("url={https//example.org}", [("url", "Paper", "https://example.org", False)]),
        ("url={Available: www.example.org}", [("url", "Paper", "https://www.example.org", False)]),
        ("url={See https://example.org/a (accessed 1 May)}",
         [("url", "Paper", "https://example.org/a", False)]),
        ("url={https://example.org/a (1).pdf}",
         [("url", "Paper", "https://example.org/a%20(1).pdf", False)]),
        ("url={pmid:123}", [("url", "Paper", "https://pubmed.ncbi.nlm.nih.gov/123", False)]),
        ("arxivid={1703.00832}",
         [("arxiv", "arXiv", "https://arxiv.org/abs/1703.00832", False)]),
        ("journal={arXiv e-prints}, eid={arXiv:1703.00832}",
         [("arxiv", "arXiv", "https://arxiv.org/abs/1703.00832", False)]),
        ("code={c}, data={https://example.org/d}, model={https://example.org/m}",
         [("code", "Code", "c", True), ("data", "Data", "https://example.org/d", False),
          ("model", "Model", "https://example.org/m", False)]),
    ],
)  # fmt: skip
def test_links(fields: str, expected: list[tuple[str, str, str, bool]]) -> None:
    found = [(link.rel, link.label, link.url, link.local) for link in of_type("x", fields).links]
    assert found == expected


@every_row(
    "entry_type, label",
    [
        ("article", "Paper"),
        ("incollection", "Paper"),
        ("misc", "Paper"),
        ("book", "Book"),
        ("collection", "Edited book"),
        ("manual", "Manual"),
        ("phdthesis", "Thesis"),
        ("techreport", "Report"),
        ("standard", "Standard"),
        ("legislation", "Law"),
        ("artwork", "Artwork"),
        ("data", "Dataset"),
        ("code", "Software"),
        ("video", "Video"),
        ("patent", "Patent"),
    ],
)
def test_the_link_is_called_what_the_work_is(entry_type: str, label: str) -> None:
    (link,) = of_type(entry_type, "doi={10.1109/X}").links
    assert link.label == label


@pytest.mark.parametrize(
    ("entry_type", "label"),
    [
        ("bathesis", "Bachelor's thesis"),
        ("bachelorsthesis", "Bachelor's thesis"),
        ("mathesis", "Master's thesis"),
        ("computer_program", "Software"),
    ],
)
def test_names_of_types_that_people_write(entry_type: str, label: str) -> None:
    assert of_type(entry_type, "").label == label


@given(st.sampled_from(["url", *(field.name for field in LINKS)]), st.text())
def test_no_text_becomes_a_link_that_is_not_safe(name: str, value: str) -> None:
    field = bibtex.Field(name, value, 1, 1)
    entry = bibtex.Entry("misc", "k", {name: field}, "refs.bib", 1, 1)
    for link in links.links_of(entry, "", ""):
        assert safe_url(link.url) == link.url
        assert not re.search(r"\s", link.url)


@every_row(
    "type_, fields, container",
    [
        ("inbook", "booktitle={B}, journal={J}", "B"),
        ("inbook", "journal={J}", "J"),
        ("inproceedings", "eventtitle={E}, journal={J}", "E"),
        ("inproceedings", "journal={J}", "J"),
        ("article", "booktitle={B}, journal={J}", "J"),
        ("article", "journal={J,}", "J"),
    ],
)
def test_where_a_publication_came_out(type_: str, fields: str, container: str) -> None:
    assert of_type(type_, fields).container.text == container


@pytest.mark.parametrize(
    ("journal", "is_preprint"),
    [("{arXiv}", True), ("CoRR", True), ("bioRxiv preprint", True), ("Corrosion", False)],
)
def test_servers_are_no_journals(journal: str, is_preprint: bool) -> None:
    assert of_type("article", f"journal={{{journal}}}").is_preprint == is_preprint


@every_row(
    "fields, awards",
    [
        ("award={Best Paper}", ("Best Paper",)),
        (f"award={{{'x' * 60}}}", ("x" * 60,)),
        (f"award={{{'x' * 61}}}", ("x" * 61,)),
        (f"award_name={{Prize}}, award={{{'x' * 61}}}", ("Prize",)),
        (f"award_name={{{'x' * 61}}}", ("x" * 61,)),
    ],
)
def test_an_award_is_called_by_its_name(fields: str, awards: tuple[str, ...]) -> None:
    assert of_type("article", fields).awards == awards
