"""Links and pictures in a page, as they are written: `[text](target)`, `[name]: target`, HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final, NamedTuple

from publications.markdown import inline

# What follows the text of a link: a target in pointed brackets or not, and perhaps a title.
_TARGET: Final = re.compile(
    r"\(\s{0,9}(?:<(?P<pointed>[^<>\n]*)>|(?P<plain>(?:[^()\n]|\([^()\n]*\))*+)(?=[)\n]))"
)
_TITLE: Final = re.compile(r"\s[\"']")
_DEFINITION: Final = re.compile(
    r":[ \t]{0,9}\n?[ \t]{0,9}(?:<(?P<pointed>[^<>\n]*)>|(?P<plain>\S++))[ \t]{0,9}(?=\n|\Z|[\"'(])"
)
_ATTRIBUTE: Final = re.compile(r"""(?i)<(?:a|img)\s(?:[^>]*?\s)?(?:href|src)\s*=\s*(["'])(.*?)\1""")


class Link(NamedTuple):
    """The target of a link, where it begins, and whether it is in HTML, which builders leave."""

    target: str
    start: int
    html: bool = False


def in_page(markdown: str) -> Iterator[Link]:
    """The links and pictures in the prose of a page, as far as they have a target."""
    for start, paragraph in inline.in_page(markdown):
        for link in (*_in_brackets(paragraph), *_in_html(paragraph)):
            yield link._replace(start=start + link.start)


def _in_brackets(text: str) -> Iterator[Link]:
    r"""The links of a paragraph in Markdown, without their titles, and definitions of links.

    >>> [link.target for link in _in_brackets('[a](b.md "Title"), [c](<d e.md>)\n[f]: g.md')]
    ['b.md', 'd e.md', 'g.md']
    """
    for start, end in sorted(inline.brackets(text).items()):
        match = _TARGET.match(text, end)
        if match is None and _begins_line(text, start):
            match = _DEFINITION.match(text, end)
        if match is not None:
            name = str(match.lastgroup)
            target = _TITLE.split(match[name], maxsplit=1)[0]
            yield Link(target.strip(), match.start(name))


def _in_html(text: str) -> Iterator[Link]:
    """The links and pictures of a paragraph in HTML, whose targets may have references.

    >>> list(_in_html('<a href="b/?c&amp;d">'))
    [Link(target='b/?c&d', start=9, html=True)]
    """
    for start, tag in inline.tags(text):
        match = _ATTRIBUTE.match(tag)
        if match is not None:
            yield Link(unescape(match[2]).strip(), start + match.start(2), html=True)


def _begins_line(text: str, start: int) -> bool:
    r"""Whether a bracket begins its line, and is not that of a footnote.

    >>> _begins_line("See\n  [a]: b.md", 6), _begins_line("See [a]: b.md", 4)
    (True, False)
    >>> _begins_line("[^1]: b.md", 0)
    False
    """
    if text.startswith("[^", start):
        return False
    before = text[:start].rpartition("\n")[2]
    return not before.strip()
