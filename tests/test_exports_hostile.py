"""No value of refs.bib breaks out of a format, and every format takes every value."""

from __future__ import annotations

import json
import re
import unicodedata
from xml.etree import ElementTree

import rispy
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from publications import bibtex as reader
from publications.bibtex import Entry, Field
from publications.exports import (
    atom,
    bibtex,
    citation_text,
    csl,
    highwire,
    jsonld,
    ris,
    signposting,
)
from publications.model.people import NameSyntaxError
from publications.model.publication import Publication
from tests.exported import CSL_SCHEMA, OWNER, SITE
from tests.rows import every_row

HOSTILE = [
    "]]>",
    "</title><script>alert(1)</script>",
    "<!-- <script",
    "--> -- ]]> &amp; &#60; &",
    '" onmouseover="alert(1)',
    "a\x00b\x07c\x1bd\x7fe\x85f",
    "\x1b\xa00\xa0",
    "one\nER  - \nTY  - BOOK\nTI  - two",
    "one\u2028TY  - BOOK\u2029ER  - ",
    "one\x0bTY  - BOOK\x0cER  - \x1cTY  - BOOK\x1dx\x1ey",
    "safe \u202egnp.exe\u202c \u2066x\u2069 end",
    "{unbalanced",
    "unbalanced}",
    "}{",
    "}, note = {injected",
    "ends in \\",
    "ends in \\\\\\",
    "@article{injected, title = {x}}",
    "\ud800 lone surrogate \udfff",
    "\ufdd0\ufffe\U0001ffff",
    "$x < y & z$ \\& \\textbf{b} \\href{javascript:alert(1)}{t}",
    "%00 100% # ~ ^ _",
    "\u200b\ufeff",
]
FIELDS = (
    "title", "journal", "booktitle", "series", "publisher", "address", "volume", "number", "pages",
    "edition", "doi", "url", "isbn", "issn", "note", "abstract", "summary", "keywords", "eprint",
    "abbr", "type", "langid", "version", "pdf", "code", "data", "year", "month", "date",
)  # fmt: skip


def publication(values: dict[str, str], kind: str = "article", key: str = "k") -> Publication:
    fields = {name: Field(name, value, 1, 1) for name, value in values.items()}
    return Publication.from_entry(Entry(kind, key, fields, "refs.bib", 1, 1), OWNER)


def printable(text: str) -> bool:
    """No control character but line ends, no bidi control that spoofs, no noncharacter."""
    bidi = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    return all(
        character in "\r\n"
        or (
            unicodedata.category(character) not in ("Cc", "Cs")
            and unicodedata.bidirectional(character) not in bidi
            and (ord(character) & 0xFFFE) != 0xFFFE
        )
        for character in text
    )


def check(shown: Publication) -> None:
    """Every format is well formed, holds one publication and nothing that it must not."""
    written = bibtex.write(shown)
    assert printable(written)
    assert len(parse_string(written, "bibtex").entries) == 1
    again, findings = reader.read(written)
    assert (len(again), findings) == (1, [])

    written = ris.write(shown)
    assert printable(written)
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in written.split("\r\n")[:-1])
    assert not re.search(r"[\n\r]", written.replace("\r\n", ""))
    assert len(rispy.loads(written)) == 1

    written = csl.write(shown)
    assert printable(written)
    CSL_SCHEMA.validate(json.loads(written))

    node = jsonld.publication(shown, SITE)
    written = jsonld.dumps(node)
    assert not set(written) & set("<>&\u2028\u2029")
    assert printable(written)
    assert json.loads(written) == node

    assert all(printable(content) for _, content in highwire.tags(shown, SITE))
    assert all(printable(link["href"]) for link in signposting.links(shown, SITE))
    hrefs = [link["href"] for link in signposting.links(shown, SITE)]
    assert all(re.match(r"https?://[^\s<>\"]+\Z", href) for href in hrefs)

    texts = [reference.text for reference in citation_text.references(shown)]
    assert all(printable(text) and text == text.strip() for text in texts)
    assert not re.search(r"[\n\r]", "".join(texts))

    feed = atom.feed([shown], SITE)
    assert printable(feed.decode())
    root = ElementTree.fromstring(feed)  # noqa: S314 - written here
    assert len(root.findall("{http://www.w3.org/2005/Atom}entry")) <= 1


@every_row("value", HOSTILE)
@every_row("kind", ["article", "incollection", "thesis"])
def test_value(value: str, kind: str) -> None:
    check(publication(dict.fromkeys(FIELDS, value), kind))


@every_row("value", HOSTILE)
@every_row("role", ["author", "editor"])
def test_name(role: str, value: str) -> None:
    try:
        check(publication({"title": "T", "year": "2021", role: value}))
    except NameSyntaxError:
        check(publication({"title": "T", "year": "2021", role: "{" + value.strip("{}\\") + "}"}))


@every_row("key", ["a b", "a{b", "a}b", "a,b", 'a"b', "a%b", "a\\b", "ключ", "(", "@"])
def test_key(key: str) -> None:
    check(publication({"title": "T", "year": "2021"}, key=key))


@every_row("kind", ["article", "", "1", "böse", "a{b", "comment", "string", "preamble"])
def test_type(kind: str) -> None:
    check(publication({"title": "T", "year": "2021"}, kind=kind))


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=40), max_size=6),
    st.sampled_from(["article", "inproceedings", "book", "thesis", "report", "misc", "software"]),
)
def test_any_text(values: dict[str, str], kind: str) -> None:
    check(publication({"year": "2021", "title": "T"} | values, kind))


def test_nothing_but_a_title() -> None:
    check(publication({"title": "T"}))


def test_nothing_at_all() -> None:
    check(publication({}))
