"""Identifiers are recognised, services asked, and every way to fail is one line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

import pytest

from publications import client
from publications.add.answers import (
    Answer,
    AnswerError,
    from_arxiv,
    from_bibtex,
    from_openreview,
)
from publications.add.crossref_work import from_crossref
from publications.add.fetch import FetchError, fetch
from publications.add.identifier import Identifier, IdentifierError, recognise
from publications.add.services import Services
from publications.bibtex import writer
from publications.client import NoReplyError, Reply
from tests.local_services import BIBTEX, local_services
from tests.rows import every_row

Local = tuple[str, list[tuple[str, str]]]


@pytest.fixture(scope="module")
def local() -> Iterator[Local]:
    with local_services() as found:
        yield found


@every_row(
    "word, kind, value",
    [
        ("10.1109/TIFS.2020.3009590", "doi", "10.1109/TIFS.2020.3009590"),
        ("doi:10.1109/TIFS.2020.3009590", "doi", "10.1109/TIFS.2020.3009590"),
        ("https://doi.org/10.1109/TIFS.2020.3009590", "doi", "10.1109/TIFS.2020.3009590"),
        ("http://dx.doi.org/10.1002/a%3Cb%3E", "doi", "10.1002/a<b>"),
        ("https://dl.acm.org/doi/10.1145/3292500.3330701", "doi", "10.1145/3292500.3330701"),
        ("https://x.org/doi/abs/10.1145/3292500.33?a=b#c", "doi", "10.1145/3292500.33"),
        ("https://x.org/article?id=10.1371/journal.pone.1&x=y", "doi", "10.1371/journal.pone.1"),
        ("https://x.org/article/10.1007/s1-2.pdf", "doi", "10.1007/s1-2"),
        ("https://x.org/doi/10.1000/abc/full", "doi", "10.1000/abc"),
        (
            "https://x.org/content/10.1101/2020.01.02.123456v2.full.pdf",
            "doi",
            "10.1101/2020.01.02.123456",
        ),
        ("10.5555/with\x1bescape", "doi", "10.5555/withescape"),
        ("1703.00832", "arxiv", "1703.00832"),
        ("1703.00832v4", "arxiv", "1703.00832"),
        ("arXiv:1703.00832", "arxiv", "1703.00832"),
        ("https://arxiv.org/abs/1703.00832v4", "arxiv", "1703.00832"),
        ("https://arxiv.org/pdf/1703.00832.pdf", "arxiv", "1703.00832"),
        ("https://arxiv.org/abs/1703.00832?context=cs", "arxiv", "1703.00832"),
        ("hep-th/9901001", "arxiv", "hep-th/9901001"),
        ("10.48550/arXiv.1703.00832", "arxiv", "1703.00832"),
        ("https://doi.org/10.48550/arXiv.1703.00832", "arxiv", "1703.00832"),
        ("https://openreview.net/forum?id=aBc-123_x", "openreview", "aBc-123_x"),
        ("https://openreview.net/pdf?id=aBc-123_x&noteId=1", "openreview", "aBc-123_x"),
        ("https://aclanthology.org/2020.rivers-main.12/", "acl", "2020.rivers-main.12"),
        ("https://aclanthology.org/P19-1001.pdf", "acl", "P19-1001"),
        ("https://www.aclweb.org/anthology/P19-1001", "acl", "P19-1001"),
    ],
)
def test_recognise(word: str, kind: str, value: str) -> None:
    assert recognise(f" {word} ") == Identifier(kind, value)  # type: ignore[arg-type]  # a table


@every_row(
    "word",
    ["", "smith2020", "https://example.org/paper.pdf", "https://openreview.net/forum", "10.1/x",
     "https://openreview.net/forum?id=../../x", "https://[", "x" * 500],
)  # fmt: skip
def test_words_that_are_no_identifiers_are_refused_in_one_line(word: str) -> None:
    with pytest.raises(IdentifierError) as refused:
        recognise(word)
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    ("word", "kind", "expected"),
    [
        ("10.5555/12345-6", "inbook", {"doi": "10.5555/12345-6", "isbn": "9780306406157"}),
        (
            "10.5555/only.crossref",
            "inproceedings",
            {
                "title": "Glass <i>Cities</i> &amp; Their H<sub>2</sub>O: A 50% Saving",
                "author": "García Márquez, Ana and van der Velde, Jr., Jan"
                " and {Glass Cities Consortium}",
                "editor": "Ditor, E.",
                "series": "Lecture Notes in Glass",
                "booktitle": "Urban Optics 2020",
                "year": "2020",
                "month": "November",
                "pages": "7-19",
            },
        ),
        (
            "2101.00001v2",
            "misc",
            {
                "author": "Josiah Carberry and Ana García Márquez and Jan van der Velde",
                "eprint": "2101.00001",
                "archiveprefix": "arXiv",
                "primaryclass": "cs.CV",
                "year": "2021",
                "month": "January",
            },
        ),
        (
            "https://openreview.net/forum?id=aBc-123_x",
            "inproceedings",
            {"year": "2025", "abstract": "Rivers keep 100% of what they see."},
        ),
        ("https://openreview.net/forum?id=old1", "misc", {"title": "Older Rivers"}),
        (
            "https://aclanthology.org/2020.rivers-main.12",
            "inproceedings",
            {"month": "July", "doi": "10.5555/2020.rivers-main.12"},
        ),
    ],
)
def test_services_answer(local: Local, word: str, kind: str, expected: dict[str, str]) -> None:
    entry = fetch(recognise(word), Services.below(local[0])).entry
    assert entry.type == kind
    assert entry.values().items() >= expected.items()


def test_a_doi_is_asked_for_by_content_negotiation_and_keeps_its_case(local: Local) -> None:
    with pytest.raises(FetchError):  # the services here know it by its own case only
        fetch(Identifier("doi", "10.5555/EDGELENS.2021_7"), Services.below(local[0]))
    wanted = Identifier("doi", "10.5555/edgelens.2021_7")
    entry = fetch(wanted, Services.below(local[0])).entry
    assert entry.get("doi") == wanted.value
    assert ("/agency/edgelens", BIBTEX) in local[1]  # asked so after the redirect too


def test_arxiv_says_where_the_paper_was_published(local: Local) -> None:
    answer = fetch(Identifier("arxiv", "2101.00001"), Services.below(local[0]))
    assert "10.5555/edgelens.2021_7" in answer.note


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("10.5555/unknown", "does not know it (404)"),
        ("10.5555/loop", "redirects more than 8 times"),
        ("10.5555/many", "too many requests (429): wait 120 s"),
        ("10.5555/many.until", "wait until Wed, 21 Oct 2026"),
        ("10.5555/html", "answered HTML"),
        ("10.5555/html.as.bibtex", "answered HTML"),
        ("10.5555/prose", "answered something that is not"),
        ("10.5555/down", "answered 503 Service Unavailable, try again later"),
        ("10.5555/cut", "breaks off or does not speak HTTP"),
        ("10.5555/script", "redirects to an address that is neither http nor https"),
        ("10.5555/empty", "answered nothing"),
        ("10.5555/silent", "did not answer within 0.3 s"),
        ("2101.99999", "answered no such paper"),
        ("2101.00007", "answered HTML"),
        ("https://openreview.net/forum?id=none", "does not know it (404)"),
        ("https://aclanthology.org/2020.rivers-main.99", "does not know it (404)"),
    ],
)
def test_failures_are_one_line(local: Local, word: str, said: str) -> None:
    with pytest.raises(FetchError) as failed:
        fetch(recognise(word), replace(Services.below(local[0]), seconds=0.3))
    message = str(failed.value)
    assert said in message
    assert recognise(word).value in message
    assert message.isprintable()


@pytest.mark.parametrize(("final", "asked"), [(True, 1), (False, 2)])
def test_another_service_is_asked_only_where_it_may_answer(
    monkeypatch: pytest.MonkeyPatch, asked: int, *, final: bool
) -> None:
    addresses = []

    def fail(address: str, *_: object) -> None:
        addresses.append(address)
        raise NoReplyError("services.test is \x1bdown", final=final)

    monkeypatch.setattr(client, "get", fail)
    with pytest.raises(FetchError) as failed:
        fetch(Identifier("doi", "10.5555/x"), Services.below("https://services.test"))
    assert str(failed.value).isprintable()
    assert [address.split("/")[3] for address in addresses] == ["doi", "crossref"][:asked]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_answers_are_read_in_the_encoding_that_they_are_in(
    monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    body = "@article{k, title={Bjørn ö}, year={2020}}".encode(encoding)
    headers = {"content-type": "application/x-bibtex; charset=ascii"}
    monkeypatch.setattr(client, "get", lambda *_: Reply(200, "OK", headers, body))
    entry = fetch(Identifier("doi", "10.5555/x"), Services()).entry
    assert entry.get("title") == "Bjørn ö"


def test_no_network_is_one_line() -> None:
    with local_services() as (address, _):
        pass  # nobody listens there any more
    with pytest.raises(FetchError, match=r"no connection to 127.0.0.1:[0-9]+; is there a network"):
        fetch(Identifier("doi", "10.5555/x"), Services.below(address))


@every_row("read", [from_bibtex, from_crossref, from_arxiv, from_openreview])
@every_row(
    "text",
    ["", " ", "null", "[]", "{}", '{"message": 3}', '{"message": {"author": [3, {"family": 4}]}}',
     '{"message": {"issued": {"date-parts": [[null]]}, "title": "x"}}', '{"notes": [3]}',
     '{"notes": [{"content": {"_bibtex": 3}}]}', "<html></html>", "<feed/>", "@article{",
     "[" * 9999,
     '<!DOCTYPE x [<!ENTITY a "b">]><feed>&a;</feed>', "<feed xmlns='http://www.w3.org/2005/Atom'>"
     "<entry><published>soon</published></entry></feed>", "\x00\ud800", "@{", "@a{,}"],
)  # fmt: skip
def test_answers_that_are_none_are_said_to_be(read: Callable[[str], Answer], text: str) -> None:
    with suppress(AnswerError):
        entry = read(text).entry
        assert writer.write(entry).startswith(f"@{entry.type}{{")
