"""A finished page of the site: its links, and what a builder should have made more of.

A builder that does not know an extension prints blocks, citations and marks as text. What the owner
has written so, in refs.bib or in Markdown, may be meant.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final, NamedTuple

from publications import disk
from publications.bibliography import Bibliography
from publications.markdown import headers
from publications.pages import generated

#: Markup of templates, which a builder may leave where a plugin is missing.
TEMPLATE: Final = re.compile(r"\{\{[^{}\n]{0,99}(?:\}\})?|\{%[^%\n]{0,99}(?:%\})?")
#: A link to the Markdown of a page, of which a builder makes the page's address.
LINK_TO_SOURCE: Final = re.compile(r"(?P<path>[^:?#]+\.md)(?:[?#].*)?")
_LEFT: Final = re.compile(
    r"\[\^[^\[\]\s]++\]:?"  # a footnote; with a colon, its text
    r"|(?P<brackets>\[[^\[\]@]*+@[^\[\]]*+\])"  # perhaps a citation
    r"|\\(?:full_)?bibliography\b"
    r"|\u27e6[^\u27e6\u27e7]*+\u27e7"  # a mark of ours
    rf"|{TEMPLATE.pattern}"
)
_CITES: Final = re.compile(r"(?<![\w.+-])@\w")
_BLOCK: Final = re.compile(r"/{3,}+.*+")
# What a text of refs.bib may lose at its end where it becomes a part of another.
_ENDS: Final = " .,;:"
# Elements that show code, or nothing.
_VERBATIM: Final = frozenset(
    ("pre", "code", "kbd", "samp", "script", "style", "textarea", "template", "annotation")
)
# Elements that our templates make of refs.bib, by their classes: no text of the owner's is in them.
_OURS: Final = frozenset(("site-list", "site-publication", "site-reference"))


class LeftOver(NamedTuple):
    """A text that was left over, and where it is in the HTML."""

    line: int
    column: int
    text: str


class Page(HTMLParser):
    """The links of a page, what was left over in it, and whether Google Scholar can read it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.left: list[LeftOver] = []
        self.links: list[str] = []
        self.is_tagged = False
        self._verbatim: list[str] = []
        self._ours: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at addresses and other attributes; leave out what shows code, and what is ours."""
        values = {name: value or "" for name, value in attrs}
        self._enter(tag, values.get("class", ""))
        if not self._ours:
            # A template ends with its line at the latest, so that none runs on into another value.
            self._add(TEMPLATE.findall("\n".join(values.values())))
        if (tag, values.get("name")) == ("meta", "citation_title"):
            self.is_tagged = True
        if tag == "a" and values.get("href"):
            self._follow(values["href"])

    def _enter(self, tag: str, classes: str) -> None:
        """Note that what follows shows code, or is ours up to the end of the element.

        In an element of ours, others of the same name are counted, so that its own end is known.
        """
        if tag in _VERBATIM:
            self._verbatim.append(tag)
        is_ours = not _OURS.isdisjoint(classes.split())
        if is_ours or tag in self._ours:
            self._ours.append(tag)

    def _follow(self, link: str) -> None:
        """Take a link; one to Markdown was left over."""
        self.links.append(link)
        if LINK_TO_SOURCE.fullmatch(link):
            self._add([link])

    def handle_endtag(self, tag: str) -> None:
        """Look again behind what shows code or is ours."""
        if tag in self._verbatim:
            del self._verbatim[self._verbatim.index(tag) :]
        if tag in self._ours:
            self._ours.pop()

    def handle_data(self, data: str) -> None:
        """Look at text."""
        if self._verbatim or self._ours:
            return
        self._add(left_in(data))

    def _add(self, texts: Iterable[str]) -> None:
        """Take texts that were left over at the place that is being read."""
        line, column = self.getpos()
        self.left += (LeftOver(line, column + 1, text) for text in texts)


def left_in(text: str) -> Iterator[str]:
    r"""What looks left over in a text: a block's line, a citation, a footnote, a mark of ours.

    Brackets with an address of e-mail are no citation.

    >>> list(left_in(r"See [@mai2019], [^1] and {{ page.title }}; write to [me@example.org]."))
    ['[@mai2019]', '[^1]', '{{ page.title }}']
    """
    block = headers.stray(text)
    if block:
        yield block
    for match in _LEFT.finditer(text):
        brackets = match["brackets"]
        if brackets is None or _CITES.search(brackets):
            yield match[0]


def _all_in(line: str) -> Iterator[str]:
    """What would look left over of a line, also if it began elsewhere: in a list, an element."""
    yield from left_in(line)
    yield from map(str.strip, _BLOCK.findall(line))


class Texts:
    """What refs.bib says that looks left over, and may so be in texts that are composed of it."""

    def __init__(self, bibliography: Bibliography) -> None:
        self._bibliography = bibliography

    def __contains__(self, left: str) -> bool:
        """Whether this, up to where another text or an element begins, is in refs.bib.

        Beginnings are sorted: the first that is not before `left` begins with it, if any does.
        """
        left = _with_blanks(left)
        if left.startswith(self._beginnings):
            return True
        number = bisect_left(self._beginnings, left)
        return any(text.startswith(left) for text in self._beginnings[number : number + 1])

    @functools.cached_property
    def _beginnings(self) -> tuple[str, ...]:
        """What looks left over in the texts of all publications, sorted."""
        beginnings: set[str] = set()
        for publication in self._bibliography.publications:
            for text in (*publication.texts(), generated.description(publication)):
                beginnings.update(_all_in(text))
        return tuple(sorted(_with_blanks(text).rstrip(_ENDS) for text in beginnings))


def _with_blanks(text: str) -> str:
    r"""A text with single blanks, also where it was tied.

    >>> _with_blanks("Fig.\u00a03  shows")
    'Fig. 3 shows'
    """
    return " ".join(text.split())


class Sources:
    """The Markdown files of the docs folder: their names, and what in them looks left over."""

    def __init__(self, docs_dir: Path) -> None:
        self._paths = sorted(filter(Path.is_file, docs_dir.rglob("*.md")))
        self.names = frozenset(path.name for path in self._paths)

    def __contains__(self, left: str) -> bool:
        """Whether a text that was left over stands so in Markdown."""
        return left in self._left

    @functools.cached_property
    def _left(self) -> frozenset[str]:
        """What looks left over in all lines."""
        left: set[str] = set()
        for path in self._paths:
            for line in disk.read_text(path).splitlines():
                left.update(_all_in(line))
        return frozenset(left)
