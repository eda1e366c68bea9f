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
    """The links of a paragraph in Markdown: `[a](b.md "Title")`, and definitions `[a]: b.md`."""
    for start, end in sorted(inline.brackets(text).items()):
        match = _TARGET.match(text, end)
        if match is None and _begins_line(text, start):
            match = _DEFINITION.match(text, end)
        if match is not None:
            name = match.lastgroup or "plain"
            target = _TITLE.split(match[name], maxsplit=1)[0]
            yield Link(target.strip(), match.start(name))


def _in_html(text: str) -> Iterator[Link]:
    """The links and pictures of a paragraph in HTML: `<a href="b/">`."""
    for start, tag in inline.tags(text):
        match = _ATTRIBUTE.match(tag)
        if match is not None:
            yield Link(unescape(match[2]).strip(), start + match.start(2), html=True)


def _begins_line(text: str, start: int) -> bool:
    """Whether a bracket begins its line, and is not that of a footnote or an abbreviation."""
    return not text[:start].rpartition("\n")[2].strip() and not text.startswith("[^", start)
