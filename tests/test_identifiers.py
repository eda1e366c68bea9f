"""Identifiers: what is stripped from them, and which are well formed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publications import bibtex
from publications.model import identifiers, links, registered, servers, verbatim
from tests.rows import every_row

DOI = "10.1109/TIFS.2020.3009590"
DIRECTORY = "swh:1:dir:d198bc9d7a6bcf6db04f476d29314f157507d505"


@every_row(
    "written",
    [
        DOI,
        f"doi:{DOI}",
        f"DOI: {DOI}",
        f"doi.org/{DOI}",
        f"https://doi.org/{DOI}",
        f"http://dx.doi.org/{DOI}",
        f"https://www.doi.org/{DOI}",
        f"http://doi.ieeecomputersociety.org/{DOI}",
        f" {DOI} ",
        f"{DOI}.",
        f"({DOI})",
        f"<https://doi.org/{DOI}>",
        f"${DOI}$",
        f"info:doi/{DOI}",
        f"urn:doi:{DOI}",
        f"{DOI}\uffff",
        f"\u200bhttps://doi.org/{DOI}\ufffe",
        f"DOI {DOI}",
        f"doi = {DOI}",
        f"https://doi.org/doi:{DOI}",
        f"doi:https://doi.org/https://doi.org/{DOI}",
        f"https//doi.org/{DOI}",
        f"https:/doi.org/{DOI}",
        f"//doi.org/{DOI}",
        f"https://doi-org.proxy.example.edu/{DOI}",
        f"https://example.org/doi/abs/{DOI}?download=true",
        f"https://example.org/pdf/{DOI}.pdf#page=2",
        f"https://example.org/?id={DOI}&type=printable",
        f"https://doi.org/{DOI.replace('/', '%2F')}?a=b",
        DOI.replace("/", "%2F"),
        DOI.replace("/", " / "),
        f"{DOI})",
        f"{DOI}/full",
        f"{DOI}?download=true",
        f"{DOI}, 10.1000/182",
        f"{DOI} and https://doi.org/10.1000/182",
        f"{DOI} (preprint)",
    ],
)
def test_bare_doi(written: str) -> None:
    assert identifiers.bare_doi(written) == DOI


@pytest.mark.parametrize(
    "written", ["10/fg6rf9", "doi:10/fg6rf9", "https://doi.org/10/fg6rf9", "https://doi.org/fg6rf9"]
)
def test_bare_short_doi(written: str) -> None:
    assert identifiers.bare_doi(written) == "10/fg6rf9"


@every_row(
    "doi, well_formed",
    [
        (DOI, True),
        ("10.1000.10/123", True),
        ("10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2", True),
        ("10.1007/978-3-319-10602-1_48", True),
        ("10.3969/j.issn.1000-1", True),
        ("10.1234/ß", True),
        ("10/fg6rf9", True),  # of shortdoi.org
        ("10/a.b", False),
        ("10/", False),
        ("", False),
        ("10.1109", False),
        ("10.1109/", False),
        ("10.12/abc", False),  # registrants have four digits and more
        ("11.1109/abc", False),
        ("10.1109/a b", False),
        ('10.1109/"onclick', False),
        ("10.1109/a\x00", False),
        (r"10.1109/a\\b", False),
        ("10.1109/a\n", False),
        ("10.١١٠٩/abc", False),
        ("https://doi.org/10.1109/abc", False),
    ],
)
def test_is_doi(doi: str, well_formed: bool) -> None:
    assert identifiers.is_doi(doi) is well_formed


@every_row(
    "url, doi",
    [
        (f"https://doi.org/{DOI}", DOI),
        (f"http://dx.doi.org/{DOI}", DOI),
        (f"DOI.ORG/{DOI}", DOI),
        ("http://doi.acm.org/10.1145/1137627.1137631", "10.1145/1137627.1137631"),
        ("https://doi.org/10.1002/%28SICI%291097-0258", "10.1002/(SICI)1097-0258"),
        (f"https://example.org/{DOI}", ""),
        (f"https://example.org/?to=doi.org/{DOI}", ""),
        ("https://doi.org/", ""),
        ("https://doi.org/10/fg6rf9", "10/fg6rf9"),
        ("https://doi.org/fg6rf9", ""),
        ("https://www.doi.org/about", ""),
        (DOI, ""),
        ("", ""),
    ],
)
def test_doi_in_url(url: str, doi: str) -> None:
    assert identifiers.doi_in_url(url) == doi


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        (f"https://dl.acm.org/doi/{DOI}", DOI),
        (f"https://example.org/article/{DOI}", DOI),
        (DOI, ""),
        ("https://example.org/10.html", ""),
    ],
)
def test_doi_in_text(text: str, doi: str) -> None:
    assert identifiers.doi_in_text(text) == doi


@every_row(
    "written, bare",
    [
        ("1703.00832", "1703.00832"),
        ("arXiv:1703.00832v2", "1703.00832v2"),
        ("arxiv: 1703.00832", "1703.00832"),
        ("1703.00832 [cs.CV]", "1703.00832"),
        ("arXiv:1703.00832v1 [cs.CV]", "1703.00832v1"),
        ("https://arxiv.org/abs/1703.00832", "1703.00832"),
        ("https://arxiv.org/pdf/1703.00832v2.pdf", "1703.00832v2"),
        ("http://www.arxiv.org/abs/hep-th/9711200", "hep-th/9711200"),
        ("https://export.arxiv.org/html/1703.00832", "1703.00832"),
        ("hep-th/9711200", "hep-th/9711200"),
        ("cond-mat.str-el/9901002v1", "cond-mat.str-el/9901002v1"),
        ("HEP-TH/9711200", "hep-th/9711200"),
        ("math.GT/0309136", "math.GT/0309136"),
        ("hep-th/1601.07616", "1601.07616"),
        ("abs/1703.00832", "1703.00832"),
        ("arXiv e-print 1703.00832", "1703.00832"),
        ("arXiv preprint arXiv:1703.00832", "1703.00832"),
        ("1703.00832 (cs.CV)", "1703.00832"),
        ("https://arxiv.org/abs/1703.00832?context=cs", "1703.00832"),
        ("https://ar5iv.labs.arxiv.org/html/1703.00832", "1703.00832"),
        ("https://www.alphaxiv.org/abs/1703.00832v1", "1703.00832v1"),
        ("https://doi.org/10.48550/arXiv.1703.00832", "1703.00832"),
    ],
)
def test_bare_arxiv(written: str, bare: str) -> None:
    assert identifiers.bare_arxiv(written) == bare
    assert identifiers.is_arxiv(bare)


@every_row(
    "malformed",
    ["", "1703", "1703.832", "1713.00832", "1700.00832", "170300832", "9711200", "cs/97112000",
     "1703.00832v", "1703.00832\n", "١٧٠٣.00832", "hep_th/9711200", "2017/0308"],
)  # fmt: skip
def test_what_is_no_arxiv_id(malformed: str) -> None:
    assert not identifiers.is_arxiv(malformed)


@every_row(
    "text, arxiv",
    [
        ("arXiv preprint arXiv:1703.00832", "1703.00832"),
        ("https://arxiv.org/abs/1703.00832", "1703.00832"),
        ("arXiv:math.GT/0309136", "math.GT/0309136"),
        ("ArXiv e-prints", ""),
        ("arXiv 1703.00832", "1703.00832"),
        ("arXiv 2017", ""),
        ("arXiv:17.8", ""),
        ("Journal of 1703.00832", ""),
    ],
)
def test_arxiv_in_text(text: str, arxiv: str) -> None:
    assert identifiers.arxiv_in_text(text) == arxiv


@every_row(
    "doi, arxiv",
    [
        ("10.48550/arXiv.1703.00832", "1703.00832"),
        ("10.48550/ARXIV.1703.00832", "1703.00832"),
        ("10.48550/arXiv.hep-th/9711200", "hep-th/9711200"),
        ("10.48550/ARXIV.HEP-TH/9711200", "hep-th/9711200"),
        ("10.48550/other.1703.00832", ""),
        (DOI, ""),
    ],
)
def test_arxiv_in_doi(doi: str, arxiv: str) -> None:
    assert identifiers.arxiv_in_doi(doi) == arxiv


@every_row(
    "arxiv, expected",
    [
        ("2510.18876", (2025, 10)),
        ("0704.0001v1", (2007, 4)),
        ("hep-th/9108001", (1991, 8)),
        ("math.GT/0309136", (2003, 9)),
        ("x", None),
    ],
)
def test_the_date_in_an_arxiv_id(arxiv: str, expected: tuple[int, int] | None) -> None:
    assert identifiers.arxiv_year_month(arxiv) == expected


@every_row(
    "isbn, well_formed",
    [
        ("978-0-306-40615-7", True),
        ("9780306406157", True),
        ("978 0 306 40615 7", True),
        ("978‐0‐306‐40615‐7", True),
        ("0-306-40615-2", True),
        ("0-9752298-0-X", True),
        ("097522980x", True),
        ("978-0-306-40615-8", False),
        ("0-306-40615-X", False),
        ("977-0-306-40615-7", False),
        ("97803064061570", False),
        ("X306406152", False),
        ("٩٧٨0306406157", False),
        ("", False),
    ],
)
def test_is_isbn(isbn: str, well_formed: bool) -> None:
    assert identifiers.is_isbn(isbn) is well_formed


@every_row(
    "issn, well_formed",
    [("1556-6013", True), ("15566013", True), ("2434-561X", True), ("2434-561x", True),
     ("1556-6014", False), ("1556-601", False), ("1556-60130", False), ("X556-6013", False)],
)  # fmt: skip
def test_is_issn(issn: str, well_formed: bool) -> None:
    assert identifiers.is_issn(issn) is well_formed


@every_row(
    "value, first",
    [
        ("", ""),
        ("978-0-306-40615-7", ""),
        ("978-0-306-40615-7, 0-306-40615-2", ""),
        ("9780306406157 0306406152", ""),
        ("978 0 306 40615 7; 0 306 40615 2", ""),
        ("978-0-306-40615-7 (hardcover) / 0-306-40615-2 [pbk.]", ""),
        ("ISBN: 978-0-306-40615-7", ""),
        ("ISBN-13: 978-0-306-40615-7 and ISBN-10 0-306-40615-2", ""),
        ("ISBN 978-0-306-40615-7.", ""),
        ("978-0-306-40615-7, 0-306-40615-3", "0-306-40615-3"),
        ("9780306406157 0306406153", "9780306406157 0306406153"),
        ("n/a", ""),
    ],
)
def test_several_numbers_in_a_field(value: str, first: str) -> None:
    assert identifiers.first_malformed(value, identifiers.is_isbn) == first


@every_row(
    "value, meant",
    [
        (r"\url{https://example.org/~mai/a_b}", "https://example.org/~mai/a_b"),
        (r"https://example.org/\~{}mai", "https://example.org/~mai"),
        (r"https://example.org/{\textasciitilde}mai/a{\_}b", "https://example.org/~mai/a_b"),
        (r"https://example.org/$\sim$mai\&\%20\#", "https://example.org/~mai&%20#"),
        ("{https://example.org}", "https://example.org"),
        (r"\url{ https://example.org }", "https://example.org"),
        (r"https://example.org/\simple", r"https://example.org/\simple"),
        (r"10.1007/1{\_}48", "10.1007/1_48"),
        (r"10.1007/1$\_$4$_$8", "10.1007/1_4_8"),
        (r"10.1007/1\textunderscore 48", "10.1007/1_48"),
        (r"10.1000/1\textless a\textgreater{}b$<$c$>$d", "10.1000/1<a>b<c>d"),
        (r"10.1000/1\ensuremath{<}a", "10.1000/1<a"),
        (r"10.1000\slash 1\allowbreak 2", "10.1000/12"),
        (r"\doi{10.1000/1}", "10.1000/1"),
        (r"\path{https://example.org/a_b}", "https://example.org/a_b"),
        ("10.1000/1&lt;a&#62;b", "10.1000/1<a>b"),
        ("https://example.org/?a=1&copy=2", "https://example.org/?a=1&copy=2"),
        (r"https://m{\"u}ller.example/\'{e}", "https://müller.example/é"),
        ("", ""),
    ],
)
def test_addresses_without_tex(value: str, meant: str) -> None:
    assert verbatim.unescaped(value) == meant


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("hdl: 2027/abc", "https://hdl.handle.net/2027/abc"),
        ("info:hdl/2027/abc", "https://hdl.handle.net/2027/abc"),
        ("info:doi/10.1000/1", "https://doi.org/10.1000/1"),
        ("ads:2011ApJS..192...18K", "https://ui.adsabs.harvard.edu/abs/2011ApJS..192...18K"),
        ("ark:/13030/abc", "https://n2t.net/ark:/13030/abc"),
        ("swh:1:dir:d198", "https://archive.softwareheritage.org/swh:1:dir:d198"),
        ("URN:NBN:de:1-2", "https://n2t.net/URN:NBN:de:1-2"),
        ("PMID:123", "https://pubmed.ncbi.nlm.nih.gov/123"),
        ("WWW.example.org", "https://WWW.example.org"),
        ("10.1000/182", "https://doi.org/10.1000/182"),
        ("10.pdf", "10.pdf"),
        ("https://example.org/a_(b).", "https://example.org/a_(b)"),
        ("(https://example.org/a)", "https://example.org/a"),
        ("[https://example.org/a]", "https://example.org/a"),
        ("[PDF](https://example.org/a)", "https://example.org/a"),
        ('<a href="https://example.org/a">PDF</a>', "https://example.org/a"),
        ("https://example.org/a- b", "https://example.org/a-b"),
        ("https:// example.org/a", "https://example.org/a"),
        ("https//:example.org", "https://example.org"),
        ("https://example.org/a Accessed 1 May", "https://example.org/a"),
        ("https://example.org/?a=1&amp;b=2", "https://example.org/?a=1&b=2"),
        ("https://example.org/a).", "https://example.org/a"),
        ("`https://example.org/a'", "https://example.org/a"),
        ("https:example.org", "https://example.org"),
        ("http:///example.org", "http://example.org"),
        (r"https:\\example.org", "https://example.org"),
        ("http://https://example.org/a", "https://example.org/a"),
        (
            "https://web.archive.org/web/1/https://a.org",
            "https://web.archive.org/web/1/https://a.org",
        ),
        ("example.org", "https://example.org"),
        ("github.com/ann/sand", "https://github.com/ann/sand"),
        ("sub.example.ac.uk/a.pdf", "https://sub.example.ac.uk/a.pdf"),
        ("files/example.org", "files/example.org"),
        ("paper.ai", "paper.ai"),
        ("ann@example.org", "mailto:ann@example.org"),
        ("https://example.org/a [Online; accessed 2020]", "https://example.org/a"),
        ("https://example.org/a (PDF)", "https://example.org/a"),
        ("https://example.org/a Zugriff am 1. Mai", "https://example.org/a"),
        ("https://example.org/a (1).pdf", "https://example.org/a%20(1).pdf"),
        ("https://example.org/a | https://example.org/b", "https://example.org/a"),
        (r"https://example.org/\string~ann", "https://example.org/~ann"),
        (r"https://example.org/a\textbar b", "https://example.org/a|b"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_ids_have_resolvers(value: str, address: str) -> None:
    assert links.url_of(value) == address


@given(st.text())
def test_whatever_is_given_none_raises(text: str) -> None:
    for function in (
        identifiers.bare_doi,
        identifiers.doi_in_url,
        identifiers.doi_in_text,
        identifiers.bare_arxiv,
        identifiers.arxiv_in_text,
        identifiers.arxiv_in_doi,
        verbatim.unescaped,
        links.url_of,
    ):
        assert isinstance(function(text), str)
    identifiers.arxiv_year_month(text)
    identifiers.first_malformed(text, identifiers.is_isbn)
    identifiers.first_malformed(text, identifiers.is_issn)


@pytest.mark.parametrize(
    ("value", "numbers"),
    [
        ("978\u20133\u201316\u2013148410\u20130", ("978-3-16-148410-0",)),
        ("ISBN 3-16-148410-x", ("3-16-148410-X",)),
        ("9783161484100", ("9783161484100",)),
        ("none of them", ("none of them",)),
    ],
)
def test_isbns_are_exported_with_hyphens(value: str, numbers: tuple[str, ...]) -> None:
    assert identifiers.isbns(value) == numbers


@every_row(
    "fields, arxiv",
    [
        ("eprint={math/0309136}, archiveprefix={arXiv}", "math/0309136"),
        ("eprint={0309136}, archiveprefix={arXiv}, primaryclass={math.GT}", "math/0309136"),
        ("eprint={9901001v2}, eprinttype={arxiv}, eprintclass={hep-th}", "hep-th/9901001v2"),
        ("eprint={1703.00832}, archiveprefix={ArXiv e-prints}", "1703.00832"),
        ("eprint={1703.00832}, eprinttype={{arxiv.org}}", "1703.00832"),
        ("eprint={1703.00832, 1703.00833}, archiveprefix={arXiv}", "1703.00832"),
        ("eprint={1703.00832}, eprinttype={hal}", ""),
        ("eprint={0309136}, archiveprefix={arXiv}", ""),
        ("journal={CoRR}, volume={hep-th/9711200}", "hep-th/9711200"),
        ("journal={ArXiv}, volume={abs/1703.00832}", "1703.00832"),
        ("publisher={arXiv}, number={arXiv:1703.00832}", "1703.00832"),
        ("publisher={arXiv}, number={1703.00832}", "1703.00832"),
        ("journal={Glass}, number={1703.00832}", ""),
        ("doi={arXiv:1703.00832}", "1703.00832"),
        ("note={arXiv 1703.00832v2}", "1703.00832"),
    ],
)
def test_where_an_arxiv_id_is_found(fields: str, arxiv: str) -> None:
    ((entry,), _) = bibtex.read(f"@misc{{k, {fields}}}")
    assert registered.arxiv_of(entry) == arxiv


@every_row(
    "fields, label, address",
    [
        ("eprint={hal-01234567v2}", "HAL", "https://hal.science/hal-01234567v2"),
        ("eprint={https://hal.science/hal-01234567}, eprinttype={hal}", "HAL",
         "https://hal.science/hal-01234567"),
        ("eprint={osf.io/abc12}, eprinttype={osf}", "OSF", "https://osf.io/abc12"),
        ("eprint={https://example.org/a.pdf}, eprinttype={hal}", "PDF",
         "https://example.org/a.pdf"),
        ("eprint={https://example.org/a}", "Preprint", "https://example.org/a"),
        ("howpublished={Cryptology {ePrint} Archive, Report 2020/123}",
         "Cryptology ePrint Archive", "https://eprint.iacr.org/2020/123"),
        ("note={Available at SSRN 3445678}", "SSRN", "https://ssrn.com/abstract=3445678"),
        ("eprint={x1}, eprinttype={other}", "", ""),
        ("eprint={hal: hal-01234567}, eprinttype={hal}", "HAL", "https://hal.science/hal-01234567"),
        ("eprint={none yet}, eprinttype={hal}", "", ""),
        ("eprint={javascript:alert(1)}, eprinttype={hal}", "", ""),
        ("eprint={urn:nbn:de:101:1-2}", "URN", "https://n2t.net/urn:nbn:de:101:1-2"),
        (f"eprint={{{DIRECTORY}}}", "Software Heritage",
         f"https://archive.softwareheritage.org/{DIRECTORY}"),
        ("eprint={10.31234/osf.io/abc12}", "Preprint", "https://doi.org/10.31234/osf.io/abc12"),
    ],
)  # fmt: skip
def test_where_an_eprint_leads(fields: str, label: str, address: str) -> None:
    ((entry,), _) = bibtex.read(f"@misc{{k, {fields}}}")
    term, url = servers.link_of(entry)
    assert (term.english, url) == (label, address)


def test_an_eprint_that_is_the_address_or_the_doi_is_one_link() -> None:
    source = "@misc{k, doi={10.1000/1}, url={http://hal.science/hal-01234567}, eprint={%s}}"
    for eprint in ("hal-01234567", "https://doi.org/10.1000/1"):
        ((entry,), _) = bibtex.read(source % eprint)
        assert [link.rel for link in links.links_of(entry, "10.1000/1", "")] == ["doi", "url"]
