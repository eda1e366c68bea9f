"""The one judgement of addresses, and that refs.bib, TeX and the exports ask for no other."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from publications import bibtex, exports, tex
from publications.bibliography import from_entries
from publications.settings import Owner
from publications.tex.url import SAFE_SCHEMES, is_absolute, safe_url
from tests.rows import every_row

#: Address -> what may be a link of it.
JUDGED = {
    "https://example.org": "https://example.org",
    "HTTP://example.org": "HTTP://example.org",
    "mailto:a@example.org": "mailto:a@example.org",
    "ftp://example.org": "ftp://example.org",
    "//example.org": "//example.org",
    "x.pdf": "x.pdf",
    "/x": "/x",
    "/x/a:b": "/x/a:b",
    "/javascript:alert(1)": "",
    "/:": "",
    "../x": "../x",
    "a/b:c.pdf": "a/b:c.pdf",
    "?a:b": "?a:b",
    "#a:b": "#a:b",
    "./javascript:x": "./javascript:x",
    "https://example.org/a?b=c:d#e": "https://example.org/a?b=c:d#e",
    "https://例え.jp/ü": "https://例え.jp/ü",
    # white space and what cannot be seen
    " https://example.org\n": "https://example.org",
    "\u3000https://example.org": "https://example.org",
    "https://example.org/a b": "https://example.org/a%20b",
    "https://example.org/a\\b": "https://example.org/a%5Cb",
    "\\\\example.org": "%5C%5Cexample.org",
    "https://exam\u200bple.org": "https://example.org",
    "ht\u00adtps://example.org": "https://example.org",
    "https://example.org/\u202etxt.exe": "https://example.org/txt.exe",
    "x\ud800.pdf": "x.pdf",
    "x\ufffe\U0001ffff.pdf": "x.pdf",
    "java\uffffscript:x": "",
    # other schemes, written in any way
    "javascript:x": "",
    "JavaScript:x": "",
    " javascript:x": "",
    "java\tscript:x": "",
    "java\nscript:x": "",
    "java script:x": "",
    "\x01javascript:x": "",
    "\x9fjavascript:x": "",
    "javascript\u00a0:x": "",
    "javascript&colon;x:": "",
    "\u200bjavascript:x": "",
    "java\u200cscript:x": "",
    "\u2028javascript:x": "",
    "\ufeffjavascript:x": "",
    "\u2066javascript:x": "",
    "data:text/html,x": "",
    "\u200bdata:text/html,x": "",
    "vbscript:x": "",
    "file:///x": "",
    "blob:x": "",
    "about:blank": "",
    "tel:+1": "",
    "view-source:x": "",
    "x-y+z.1:": "",
    # no schemes by the URL standard, and refused all the same
    "C:\\x.pdf": "",
    "1a:b": "",
    "a_b:c": "",
    "ä:b": "",
    ":a": "",
    "a\\b:c": "",
    "https\\:x": "",
    "httpss:x": "",
    # without a host
    "https://": "",
    "https:": "",
    "http:///": "",
    "https://?a": "",
    "https://[": "",
    "https://[2001:db8::1]/a": "https://[2001:db8::1]/a",
    "": "",
    " ": "",
    "\u200b": "",
}


@every_row("address, link", JUDGED.items())
def test_what_may_be_a_link(address: str, link: str) -> None:
    assert safe_url(address) == link


@every_row("address, link", JUDGED.items())
def test_refs_bib_tex_and_exports_judge_alike(address: str, link: str) -> None:
    # TeX reads backslashes and \href ends at braces; the rest of an address is one to it as well.
    in_tex = "" if "\\" in address else address
    entry = bibtex.Entry(
        "misc",
        "key",
        {
            name: bibtex.Field(name, value, line, 1)
            for line, (name, value) in enumerate(
                {"title": "T", "url": address, "code": address, "preview": address}.items(), 2
            )
        },
        "refs.bib",
        1,
        1,
    )
    bibliography = from_entries([entry], (), Owner())
    refused = [d.line for d in bibliography.diagnostics if d.code == "unsafe-url"]
    if not address.strip():
        assert refused == []
    elif "\\" not in address:
        assert refused == ([] if link else [3, 4, 5])
    made = tex.parse(f"\\href{{{in_tex}}}{{text}}")
    assert ("<a href=" in made.html) == bool(in_tex and link)
    for publication in bibliography.publications:
        rels = [each.rel for each in publication.links]
        assert rels == (["url", "code"] if link else [])
        assert (" url " in exports.bibtex.write(publication)) == bool(link)


@every_row(
    "address, absolute",
    [
        ("https://example.org", True),
        ("//example.org", True),
        ("mailto:a@example.org", True),
        ("a_b:c", True),
        ("/x", False),
        ("x/a:b", False),
        ("?a:b", False),
        ("", False),
    ],
)
def test_absolute_addresses_name_their_host(address: str, absolute: bool) -> None:
    assert is_absolute(address) == absolute


@given(st.text() | st.text("javscript:htp/\\#? \t\n\x01\u200b\u200c\ufeff1_"))
def test_a_link_never_has_another_scheme(address: str) -> None:
    link = safe_url(address)
    # What browsers do: the URL standard, 4.4.
    seen = re.sub(r"[\t\n\r]", "", link.strip("".join(map(chr, range(0x21)))))
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", seen)
    assert scheme is None or scheme[1].lower() in SAFE_SCHEMES
    assert safe_url(link) == link
    link.encode()
