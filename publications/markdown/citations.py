"""`[@key]` in prose: how citations are written. `[see @a, p. 3; @b]` cites two publications."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Protocol

from publications.markdown import inline

# An `@` that mkdocs-bibtex must not see.
_HIDDEN: Final = "\u27e6at\u27e7"
# A bracket without an end in its line, for which it would look through the rest of it each time.
_HIDDEN_BRACKET: Final = "\u27e6bracket\u27e7"
# A key begins and ends with a letter, digit or _; in between it may hold what Pandoc's manual
# allows ("Citation syntax"), as far as Markdown and HTML give it no meaning.
_PART: Final = re.compile(
    r"\s*+(?P<prefix>[^@]*+)(?:(?<![\w.+-])|(?<=-)(?<![\w.+-]-))@(?P<key>\w(?:[\w:.#%+?/&-]*\w)?)"
    r"(?=[\s,]|\Z)(?P<suffix>.*)",
    re.S,
)
_AT: Final = re.compile(r"(?<![\w.+-])-?@\w|\A\s*@[\s{]*\w")
# What may stand before `[name]: address`, which defines a link.
_BEFORE_DEFINITION: Final = re.compile(r"(?m)^[^\S\n]*+(?=\[)")
# Pandoc's `[-@key]` leaves out the names of the authors, which no footnote mark has.
_MINUS: Final = re.compile(r"(?<![\w.+-])-(?=@\w)")
# Citations of other programs: bare keys of Pandoc, commands of LaTeX, tags of jekyll-scholar.
_FOREIGN: Final = re.compile(
    r"(?<![\w.+/@\\-])-?@(?P<pandoc>\w(?:[\w:.#%+?/&-]*\w)?)"
    r"|\\[a-zA-Z]{0,12}?[cC]ite[a-zA-Z]{0,12}\*?(?:\[[^\[\]\n]*\]){0,2}\{(?P<latex>[^{}\n]*)\}"
    r"|\{%-? ?cite (?P<jekyll>[^%\n]*)%\}"
)


class Citation(Protocol):
    """One key in a citation, and the words before and after it: mkdocs-bibtex's `Citation`."""

    key: str
    prefix: str
    suffix: str


class CitationBlock(Protocol):
    """`[see @a, p. 3; @b]`: mkdocs-bibtex's `CitationBlock`, whose `str` is how it was written."""

    citations: list[Citation]
    raw: str


@dataclass(slots=True)
class Cited:
    """One key in a citation, and the words before and after it."""

    key: str
    prefix: str
    suffix: str


@dataclass(slots=True)
class Block:
    """A citation in brackets: the text in them, and where it begins and ends.

    Without `citations` it is one that cannot be read: `[@a; see below]`.
    """

    raw: str
    citations: list[Citation]
    start: int
    end: int

    def __str__(self) -> str:
        """The citation as it was written."""
        return f"[{self.raw}]"


def parse(raw: str) -> list[Citation]:
    """The citations of the text in brackets; none where a part of it is not a citation.

    >>> parse("see @a, p. 3; @b")
    [Cited(key='a', prefix='see', suffix=', p. 3'), Cited(key='b', prefix='', suffix='')]
    >>> parse("@a; see below")
    []
    """
    citations: list[Citation] = []
    for part in raw.split(";"):
        match = _PART.fullmatch(part)
        if match is None:
            return []
        suffix = match["suffix"].strip()
        if suffix == ",":
            suffix = ""
        prefix = match["prefix"].removesuffix("-").strip()
        citations.append(Cited(match["key"], prefix, suffix))
    return citations


def in_page(markdown: str) -> Iterator[Block]:
    """The citations in the prose of a page, readable or not, in order."""
    if "@" not in markdown:
        return
    for start, paragraph in inline.in_page(markdown):
        yield from _moved(_in_paragraph(paragraph), start)


def foreign(markdown: str) -> Iterator[tuple[int, str, list[str]]]:
    r"""Citations in the prose of a page that are written as for another program.

    Each with where it begins, its text and its keys.

    >>> list(foreign(r"As \cite{a, b} says, and [@c] not."))
    [(3, '\\cite{a, b}', ['a', 'b'])]
    """
    for start, paragraph in inline.in_page(markdown):
        for match in _FOREIGN.finditer(_without_citations(paragraph)):
            keys = str(match[str(match.lastgroup)]).strip()
            yield start + match.start(), match[0], re.split(r"[\s,]+", keys)


def _without_citations(text: str) -> str:
    """A paragraph without code and tags, and without `@` in links and citations, as long.

    So what is left of other programs' citations is where it is in the page.

    >>> _without_citations("`@a`, [@b], @c")
    '    , [ b], @c'
    """
    spans = [(block.start, block.end) for block in _in_paragraph(text)]
    spans += [(start, end) for start, end, is_link in _bracketed(text) if is_link]
    characters = list(text)
    for start, end in spans:
        characters[start:end] = text[start:end].replace("@", " ")
    for start, end in inline.verbatim(text):
        characters[start:end] = " " * (end - start)
    return "".join(characters)


def find(text: str) -> Iterator[Block]:
    """The readable citations in Markdown that has no blocks of code, in order.

    Passed over are code spans, HTML, links with their texts and addresses, and what is escaped.
    """
    if "@" not in text:
        return
    for start, paragraph in inline.paragraphs(text):
        readable = filter(operator.attrgetter("citations"), _in_paragraph(paragraph))
        yield from _moved(readable, start)


def _moved(blocks: Iterable[Block], by: int) -> Iterator[Block]:
    """Blocks of a part, as blocks of the text in which the part begins at the position `by`."""
    for block in blocks:
        yield replace(block, start=block.start + by, end=block.end + by)


def _in_paragraph(text: str) -> Iterator[Block]:
    """The citations in one paragraph, readable or not, in order."""
    if "@" not in text:
        return
    for start, end, is_link in _bracketed(text):
        if not is_link and _cites(text, start, end):
            raw = text[start + 1 : end - 1]
            yield Block(raw, parse(raw), start, end)


def _bracketed(text: str) -> Iterator[tuple[int, int, bool]]:
    """The links of a paragraph, and the brackets in no link: begin, end, whether it is a link.

    Links are `[text](address)`, `[text][name]`, and `[name]: address` at the beginning of a line;
    brackets within their texts are passed over.

    >>> list(_bracketed("[a](b) [@c] [d][e]"))
    [(0, 6, True), (7, 11, False), (12, 18, True)]
    """
    ends = inline.brackets(text)
    definitions = {match.end() for match in _BEFORE_DEFINITION.finditer(text)}
    last = text.rfind(")")
    passed = 0
    for start, end in sorted(ends.items()):
        if start < passed:
            continue
        passed = 0
        if text.startswith("(", end):  # the address of a link
            passed = end
            if end < last:
                passed = text.index(")", end) + 1
        elif end in ends and not _is_citation(text, end, ends[end]):  # the name of a link
            passed = ends[end]
        elif text.startswith(":", end) and start in definitions:
            passed = end
        yield start, passed or end, bool(passed)


def _is_citation(text: str, start: int, end: int) -> bool:
    """Whether the brackets from `start` to `end` are a citation that can be read."""
    return _cites(text, start, end) and bool(parse(text[start + 1 : end - 1]))


def _cites(text: str, start: int, end: int) -> bool:
    """Whether the brackets from `start` to `end` are meant to cite.

    They hold a key that is no e-mail address, and no other brackets.

    >>> _cites("[see @a]", 0, 8), _cites("[me@example.org]", 0, 16)
    (True, False)
    """
    if text.find("[", start + 1, end) >= 0:
        return False
    return _AT.search(text[start + 1 : end - 1]) is not None


def guard(markdown: str) -> str:
    """Markdown in which mkdocs-bibtex finds the citations that `find` finds, and no others.

    It takes the text in any brackets of one line: in code, in links. `restore` brings back what is
    hidden.
    """
    parts: list[str] = []
    position = 0
    for block in in_page(markdown):
        if block.citations:
            parts.append(hide(markdown[position : block.start]))
            one_line = " ".join(map(str.strip, str(block).split("\n")))
            parts.append(_MINUS.sub("", one_line))
            position = block.end
    parts.append(hide(markdown[position:]))
    return "".join(parts)


def hide(markdown: str) -> str:
    """Markdown in which mkdocs-bibtex finds no citation.

    >>> restore(hide("[@a] and [ open"))
    '[@a] and [ open'
    """
    lines: list[str] = []
    for line in markdown.replace("@", _HIDDEN).split("\n"):
        closed = line.rfind("]") + 1
        lines.append(line[:closed] + line[closed:].replace("[", _HIDDEN_BRACKET))
    return "\n".join(lines)


def restore(markdown: str) -> str:
    """Markdown with all that `guard` or `hide` has hidden."""
    return markdown.replace(_HIDDEN, "@").replace(_HIDDEN_BRACKET, "[")
