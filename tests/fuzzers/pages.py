"""Markdown pages with blocks and citations, over a bibliography of hostile texts."""

from __future__ import annotations

from contextlib import suppress
from random import Random
from typing import Final

import markdown

from publications import bibtex
from publications.bibliography import from_entries
from publications.exports import llms
from publications.exports.llms import Document
from publications.markdown import citations, listing, prose
from publications.pages.build import BlockError, Build, Conversion
from publications.pages.render import Renderer
from publications.settings import Owner, Site
from tests.fuzzers import Fuzzer, assert_harmless, assert_visible, damaged, limited, some

_SITE: Final = Site("https://example.org/", "Jane Doe", Owner("Jane Doe"))
_BIB: Final = r"""
@article{a, author = {Doe, Jane}, title = {<script>hacked()</script> {\{\% x \%\}} [@b] /// c},
  journal = {J}, year = 2020, abstract = {\{: onclick=hacked() \} \{\{ x \}\} ![](x) [^1]: y}}
@misc{b, author = {Roe, R.}, title = {" onclick="hacked()}, year = 2021, selected = true}
"""
_BIBLIOGRAPHY: Final = from_entries(bibtex.read(_BIB)[0], [], _SITE.owner)
_EXTENSIONS: Final = (
    "toc", "attr_list", "abbr", "footnotes", "md_in_html", "pymdownx.superfences", "admonition",
    "def_list", "publications",
)  # fmt: skip
_PIECES: Final = (
    *"[]()<>{}!@^:;,.*_`~#|+->=\\\"'& \n\n\n\t",
    "# A\n", "## B {#c .d}\n", "- item\n", "1. item\n", "> quote\n", "    indented\n", "```\n",
    "~~~ py\n", "***\n", "/// publications\n///\n", "/// publications\n    group: type\n///\n",
    "/// publication | a\n///\n", "/// note\n", "///\n", "//// x\n", "    filter: true\n",
    "/// \u2028\n", "[@a]", "[see @a, p. 3; @b]", "[-@b]", "[@none]", "[@a [@a ", "@a",
    "[^1]", "[^1]: text\n", "\\full_bibliography", "![](x)", "[a](b.md#c)", "<div>", "</div>",
    "<b>", "<!--", "-->", "{{ x }}", "{% y %}", "{: .a }", "*[a]: b\n", "!!! note\n",
    "term\n: definition\n", "word", "é", "\u2003", "\u27e6publication:a\u27e7", "\x85", "\u2029",
)  # fmt: skip


def make(chance: Random) -> str:
    """A page."""
    return damaged(chance, some(chance, _PIECES, 40), 2, _PIECES)


def convert(text: str) -> str:
    """A page as HTML.  Raises BlockError."""
    build = Build(_BIBLIOGRAPHY, Renderer(_SITE))
    return markdown.markdown(
        text,
        extensions=list(_EXTENSIONS),
        extension_configs={"publications": {"conversion": Conversion(build, "a.md")}},
    )


def check(text: str) -> None:
    """A page is converted or its fault named, and all that reads pages comes to its end."""
    html = ""
    with limited():
        with suppress(BlockError):
            html = convert(text)
        document = Document("a.md", text)
        listing.find([document], _BIBLIOGRAPHY.publications)
        list(citations.in_page(text))
        assert "".join(piece for piece, _ in prose.pieces(text)) == text
        written = llms.llms([document], _BIBLIOGRAPHY.publications, _SITE)
    assert written.startswith("# Jane Doe\n")
    assert_harmless(html)
    assert_visible(written.replace("\x85", ""))  # white space


FUZZER: Final = Fuzzer(make, check, inputs=200)
