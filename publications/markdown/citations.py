"""`[@key]` in prose: how it is written, and the footnotes that it becomes.

`[see @a, p. 3; @b]` cites two publications.  Where mkdocs-bibtex is among the plugins it asks the
`Registry`; where it is not, the Markdown extension does the same.  Both leave a mark in a footnote,
which the extension fills with the rendered reference.  mkdocs-bibtex is not imported: its classes
are known by their methods, and a site without it must build.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from publications.diagnostics import did_you_mean, quote
from publications.pages.build import Build

#: The code of all findings about citations.
CODE: Final = "wrong-citation"

# What a footnote holds until the text of the reference goes in.
REFERENCE_MARK: Final = "\u27e6publication:{slug}\u27e7"
# An `@` that mkdocs-bibtex must not see.
HIDDEN: Final = "\u27e6at\u27e7"
# A key begins and ends with a letter, digit or _; between them may stand what Pandoc's manual
# allows ("Citation syntax"), as far as Markdown and HTML give it no meaning.
_PART: Final = re.compile(
    r"\s*(?P<prefix>[^@]*)(?<![\w.+-])@(?P<key>\w(?:[\w:.#%+?/-]*\w)?)"
    r"(?=[\s,]|\Z)(?P<suffix>.*)",
    re.S,
)
_AT: Final = re.compile(r"(?<![\w.+-])@\w|\A\s*@[\s{]*\w")
_PARAGRAPH: Final = re.compile(r"\n[ \t]*\n")
_SPECIAL: Final = re.compile(r"\\.|`+|<!--|<[/a-zA-Z][^<>]*>|[\[\]]", re.S)
_FENCE: Final = re.compile(r"[ \t>]*(?P<fence>`{3,}|~{3,})(?P<info>.*)")
_HTML: Final = re.compile(r" {0,3}<(?P<tag>!--|pre\b|script\b|style\b|textarea\b)")
_INDENTED: Final = re.compile(r"(?: {4}|\t)[ \t]*\S")
_CONTAINER: Final = re.compile(r"[*+:-]\s|\d+[.)]\s|\[\^[^\]]+\]:|!!!|\?\?\?|===|///|<")


class Citation(Protocol):
    """One key in a citation, and the words before and behind it: mkdocs-bibtex's `Citation`."""

    key: str
    prefix: str
    suffix: str


class CitationBlock(Protocol):
    """`[see @a, p. 3; @b]`: mkdocs-bibtex's `CitationBlock`, whose `str` is how it was written."""

    citations: list[Citation]
    raw: str


@dataclass(slots=True)
class Cited:
    """One key in a citation, and the words before and behind it."""

    key: str
    prefix: str
    suffix: str


@dataclass(slots=True)
class Block:
    """A citation in brackets: what stands in them, and where it begins and ends in the text.

    Without `citations` it is one that cannot be read: `[@a; see below]`.
    """

    raw: str
    citations: list[Citation]
    start: int
    end: int

    def __str__(self) -> str:
        return f"[{self.raw}]"


def parse(raw: str) -> list[Citation]:
    """What stands in brackets, as citations; empty where a part of it is none."""
    parts = [_PART.fullmatch(part) for part in raw.split(";")] if "@" in raw else []
    found = [part for part in parts if part is not None]
    if len(found) < len(parts):
        return []
    return [Cited(part["key"], part["prefix"].strip(), _suffix(part["suffix"])) for part in found]


def _suffix(text: str) -> str:
    """The words after a key, with the comma before them, if there are any words."""
    words = text.strip()
    return "" if words == "," else words


def _with_words(mark: str, citation: Citation) -> str:
    """A footnote mark between the words before and after it; a comma follows it directly."""
    text = f"{citation.prefix} {mark}".lstrip()
    gap = "" if citation.suffix.startswith(",") else " "
    return f"{text}{gap}{citation.suffix}".rstrip()


def in_page(markdown: str) -> Iterator[Block]:
    """The citations in the prose of a page, readable or not, in order."""
    position = 0
    for text, prose in _split(markdown) if "@" in markdown else ():
        if prose:
            yield from _moved(_written(text), position)
        position += len(text)


def find(text: str) -> Iterator[Block]:
    """The readable citations in Markdown that has no blocks of code, in order.

    Passed over are code spans, HTML, links with their texts and addresses, and what is escaped.
    """
    return (block for block in _written(text) if block.citations)


def _written(text: str) -> Iterator[Block]:
    """The citations in Markdown that has no blocks of code, readable or not, in order."""
    if "@" not in text:
        return
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        yield from _moved(_in_paragraph(text[start : gap.start()]), start)
        start = gap.end()
    yield from _moved(_in_paragraph(text[start:]), start)


def _moved(blocks: Iterable[Block], by: int) -> Iterator[Block]:
    """Blocks of a part, as blocks of the text in which the part begins at `by`."""
    for block in blocks:
        yield replace(block, start=block.start + by, end=block.end + by)


def _in_paragraph(text: str) -> Iterator[Block]:
    closing = _brackets(text)
    passed = 0
    for start in sorted(closing):
        end = closing[start]
        raw = text[start + 1 : end - 1]
        if start < passed:
            continue
        if text[end : end + 1] == "(":
            passed = text.find(")", end) + 1 or end
        elif end in closing and not parse(text[end + 1 : closing[end] - 1]):
            passed = closing[end]
        elif text[end : end + 1] == ":" and not text[:start].rpartition("\n")[2].strip():
            passed = end  # the address of a link
        elif "[" not in raw and _AT.search(raw):
            yield Block(raw, parse(raw), start, end)


def _brackets(text: str) -> dict[int, int]:
    """Where each bracket that stands in prose begins -> behind its end."""
    ticks: dict[int, list[int]] = {}
    for run in re.finditer("`+", text):
        ticks.setdefault(len(run[0]), []).append(run.start())
    closing: dict[int, int] = {}
    opened: list[int] = []
    position = 0
    while token := _SPECIAL.search(text, position):
        position = token.end()
        if token[0] == "[":
            opened.append(token.start())
        elif token[0] == "]" and opened:
            closing[opened.pop()] = position
        elif token[0][0] == "`":
            same = ticks.get(len(token[0]), [])
            following = bisect.bisect_left(same, position)
            if following < len(same):
                position = same[following] + len(token[0])
        elif token[0] == "<!--":
            end = text.find("-->", position)
            position = end + len("-->") if end >= 0 else len(text)
    return closing


def guard(markdown: str) -> str:
    """Markdown in which mkdocs-bibtex finds the citations that `find` finds, and no others.

    It takes what stands in any brackets of one line: in code, in links.  `restore` brings back what
    is hidden.
    """
    if "@" not in markdown:
        return markdown
    parts = []
    position = 0
    for block in in_page(markdown):
        if block.citations:
            parts.append(hide(markdown[position : block.start]))
            parts.append(re.sub(r"\s*\n\s*", " ", str(block)))
            position = block.end
    parts.append(hide(markdown[position:]))
    return "".join(parts)


def hide(markdown: str) -> str:
    """Markdown in which mkdocs-bibtex finds no citation."""
    return markdown.replace("@", HIDDEN)


def restore(markdown: str) -> str:
    """Markdown with every `@` that `guard` or `hide` has hidden."""
    return markdown.replace(HIDDEN, "@")


def _split(markdown: str) -> Iterator[tuple[str, bool]]:
    """The Markdown in pieces, each with whether it is prose and no block of code or raw HTML."""
    lines = _Lines()
    piece: list[str] = []
    piece_is_prose = True
    for line in markdown.splitlines(keepends=True):
        prose = lines.is_prose(line)
        if prose != piece_is_prose and line.strip():
            yield "".join(piece), piece_is_prose
            piece, piece_is_prose = [], prose
        piece.append(line)
    yield "".join(piece), piece_is_prose


class _Lines:
    """The lines of a page, read from top to bottom: which are prose.

    Indented lines are code after an empty line, unless the text before them begins something that
    they may belong to, such as a list.
    """

    def __init__(self) -> None:
        self._fence = ""
        self._html_end = ""
        self._above = ""
        self._in_paragraph = False

    def is_prose(self, line: str) -> bool:
        """Whether the next line is prose."""
        prose = self._judge(line)
        self._in_paragraph = prose and bool(line.strip())
        return prose

    def _judge(self, line: str) -> bool:
        if self._fence:
            self._close_fence(line)
            return False
        if self._html_end:
            if self._html_end in line:
                self._html_end = ""
            return False
        fence = _FENCE.match(line)
        if fence and "`" not in fence["info"]:
            self._fence = fence["fence"]
            return False
        html = _HTML.match(line)
        if html:
            return self._open_html(html)
        if _INDENTED.match(line):
            return self._in_paragraph or _CONTAINER.match(self._above) is not None
        if line.strip():
            self._above = line.strip()
        return True

    def _close_fence(self, line: str) -> None:
        fence = _FENCE.match(line)
        if fence and fence["fence"].startswith(self._fence) and not fence["info"].strip():
            self._fence = ""

    def _open_html(self, html: re.Match[str]) -> bool:
        """Read the first line of a comment, or of an element that shows no prose."""
        end = "-->" if html["tag"] == "!--" else f"</{html['tag']}>"
        if end in html.string[html.end() :]:
            return end == "-->"  # what follows the comment may cite
        self._html_end = end
        return False


def unknown(key: str, keys: Iterable[str]) -> tuple[str, str]:
    """Message and hint about a key that is none of the `keys`."""
    return f"no publication has the key {quote(key)}", did_you_mean(key, keys)


class Registry:
    """mkdocs-bibtex's `ReferenceRegistry`, answered from the library of a build.

    mkdocs-bibtex replaces each block by its `inline_text`, and appends a footnote for each of the
    block's citations.
    """

    def __init__(self, build: Build, footnote_format: str = "{key}") -> None:
        self.build = build
        self.footnote_format = footnote_format

    def validate_citation_blocks(self, citation_blocks: Sequence[CitationBlock]) -> None:
        """Read each block as `parse` does, leave it its known keys, report each unknown one."""
        by_key = self.build.library.by_key
        unknown_keys: dict[str, None] = {}
        for block in citation_blocks:
            written = parse(block.raw)
            unknown_keys.update(dict.fromkeys(c.key for c in written if c.key not in by_key))
            block.citations[:] = [c for c in written if c.key in by_key]
        for key in unknown_keys:
            self._report(key)

    def _report(self, key: str) -> None:
        """Report an unknown key, unless a finding with the line in the page's file did."""
        message, hint = unknown(key, self.build.library.by_key)
        for finding in self.build.library.diagnostics:
            _, _, page = finding.path.partition("/")
            if finding.code == CODE and page == self.build.page and finding.message == message:
                return
        self.build.doubtful(f"{message} ({hint})" if hint else message)

    def validate_inline_references(self, inline_references: Iterable[object]) -> set[object]:
        """None: a bare `@key` is not a citation here, since e-mail addresses and code hold them."""
        return set()

    def inline_text(self, citation_block: CitationBlock) -> str:
        """A footnote mark for each key; words before and behind stand around it in parentheses.

        A block without a known key, and a key that is not known, stay as they were written.
        """
        if not citation_block.citations:
            return str(citation_block)
        known = self.build.library.by_key
        citations = parse(citation_block.raw)
        parts = []
        for citation in citations:
            mark = f"[^{self.label(citation)}]" if citation.key in known else f"[@{citation.key}]"
            parts.append(_with_words(mark, citation))
        if not any(c.prefix or c.suffix for c in citations):
            return "".join(parts)
        return f"({'; '.join(parts)})"

    def label(self, citation: Citation) -> str:
        """What a footnote is called."""
        return self.footnote_format.format(key=citation.key)

    def reference_text(self, citation: Citation) -> str:
        """What stands in the footnote: a mark for the Markdown extension to fill."""
        return REFERENCE_MARK.format(slug=self.build.library.by_key[citation.key].slug)
