"""The ids in a page that a link can lead to, as far as its Markdown tells them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Final

from markdown import Markdown
from markdown.extensions.toc import slugify

from publications.exports.llms import Document
from publications.markdown import headers, prose
from publications.model.publication import Publication

#: Those of a publication's page: templates/page.html.
OF_PUBLICATION: Final = frozenset(("publication", "abstract", "cite", "bibtex", "versions"))
_EXTENSIONS: Final = ("toc", "attr_list", "md_in_html", "footnotes", "tables", "def_list")
_ID: Final = re.compile(r"""\b(?:id|name)\s*=\s*["']?([^\s"'<>{}]+)|\{[^{}\n]*?#([^\s{}]+)""")
#: Headings within blocks that other extensions read.
_HEADING: Final = re.compile(r"(?m)^[ \t>]*#{1,6}[ \t]+(.+)$")
#: What other plugins and extensions put into a page before or while it is read.
_FOREIGN: Final = re.compile(r"\{[{%]|--8<--|^:::|^///(?!\s*publications?\b)\s*\w", re.M)
_REPEATED: Final = re.compile(r"_\d+\Z")


def of_page(document: Document, publications: Sequence[Publication]) -> frozenset[str] | None:
    """The ids of a page of the owner's; None where only the builder can tell them.

    Rather one too many than one too few, since what is missing becomes a finding: those of HTML
    and `{#id}`, of headings also within blocks, and of the groups of lists.
    """
    if _FOREIGN.search(document.body):
        return None
    html = Markdown(extensions=list(_EXTENSIONS)).convert(document.body)
    written = itertools.chain(_ID.findall(html), _ID.findall(document.body))
    ids = set(itertools.chain.from_iterable(written))
    ids.discard("")  # of each spelling that a match is not
    ids.update(slugify(title.rstrip(" \t#"), "-") for title in _HEADING.findall(document.body))
    for selection in headers.selections(prose.lines(document.body)):
        ids.update(group.anchor for group in selection.apply(publications))
    return frozenset(ids)


def has(ids: frozenset[str], anchor: str) -> bool:
    """Whether an anchor is among the ids of a page, or is one that every page has.

    The second of two headings with the same text ends in `_1`.

    >>> has(frozenset({"ice"}), "ice_1"), has(frozenset({"ice"}), "snow")
    (True, False)
    >>> has(frozenset(), "top")
    True
    """
    if anchor in ("", "top") or anchor.startswith(("__", "fn:", "fnref", ":~:")):
        return True
    return not ids.isdisjoint((anchor, _REPEATED.sub("", anchor)))
