"""`[@key]` in prose: how it is written, and the footnotes that it becomes.

`[see @a, p. 3; @b]` cites two publications.  Where mkdocs-bibtex is among the plugins it asks the
`Registry`; where it is not, the Markdown extension does the same.  Both leave a mark in a footnote,
which the extension fills with the rendered reference.  mkdocs-bibtex is not imported: its classes
are known by their methods, and a site without it must build.
"""

from __future__ import annotations

import bisect
import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from publications.pages.build import Build

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
_PARAGRAPH: Final = re.compile(r"\n[ \t]*\n")
_SPECIAL: Final = re.compile(r"\\.|`+|<!--|<[/a-zA-Z][^<>]*>|[\[\]]", re.S)
_FENCE: Final = re.compile(r"[ \t>]*(?P<fence>`{3,}|~{3,})(?P<info>.*)")
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
    """A citation in brackets: what stands in them, and where it begins and ends in the text."""

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


def find(text: str) -> Iterator[Block]:
    """The citations in Markdown that has no blocks of code, in order.

    Passed over are code spans, HTML, links with their texts and addresses, and what is escaped.
    """
    if "@" not in text:
        return
    start = 0
    for gap in (*_PARAGRAPH.finditer(text), None):
        end = gap.start() if gap else len(text)
        for block in _in_paragraph(text[start:end]):
            block.start += start
            block.end += start
            yield block
        start = gap.end() if gap else end


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
        elif "[" not in raw and (citations := parse(raw)):
            yield Block(raw, citations, start, end)


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
    for text, prose in _split(markdown):
        position = 0
        for block in find(text) if prose else ():
            parts.append(hide(text[position : block.start]))
            parts.append(re.sub(r"\s*\n\s*", " ", str(block)))
            position = block.end
        parts.append(hide(text[position:]))
    return "".join(parts)


def hide(markdown: str) -> str:
    """Markdown in which mkdocs-bibtex finds no citation."""
    return markdown.replace("@", HIDDEN)


def restore(markdown: str) -> str:
    """Markdown with every `@` that `guard` or `hide` has hidden."""
    return markdown.replace(HIDDEN, "@")


def _split(markdown: str) -> Iterator[tuple[str, bool]]:
    """The Markdown in pieces, each with whether it is prose and no block of code.

    Indented lines are code behind an empty line, unless the text before them begins something that
    they may belong to, such as a list.
    """
    piece: list[str] = []
    prose, fence, above, blank = True, "", "", True
    for line in markdown.splitlines(keepends=True):
        found = _FENCE.match(line)
        if fence:
            ends = found is not None and found["fence"].startswith(fence)
            now = False
            fence = "" if ends and found and not found["info"].strip() else fence
        elif found and "`" not in found["info"]:
            fence, now = found["fence"], False
        else:
            indented = _INDENTED.match(line) is not None
            now = not indented or (prose and not blank) or _CONTAINER.match(above) is not None
            above = above if indented or not line.strip() else line.strip()
        if now != prose and line.strip():
            yield "".join(piece), prose
            piece, prose = [], now
        piece.append(line)
        blank = not line.strip()
    yield "".join(piece), prose


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
        known = self.build.library.by_key
        unknown: dict[str, None] = {}
        for block in citation_blocks:
            written = parse(block.raw)
            unknown.update(dict.fromkeys(c.key for c in written if c.key not in known))
            block.citations[:] = [c for c in written if c.key in known]
        for key in unknown:
            near = difflib.get_close_matches(key, known, 1)
            hint = f" (did you mean '{near[0]}'?)" if near else ""
            self.build.doubtful(f"no publication has the key '{key}'{hint}")

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
