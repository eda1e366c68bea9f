"""Text between entries that was meant as an entry.

BibTeX ignores everything between entries, so such text would vanish without a word: an entry whose
`@` is missing, the fields of an entry that was closed too early, the marks of a merge conflict, a
record in another format, an address that was pasted for `make paper`. Prose stays a comment, and
so does each line that begins with `%`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from publications.bibtex.cursor import Source
from publications.bibtex.grammar import CONFLICT_MARK, NAME
from publications.diagnostics import Severity, quote
from publications.tex import braces

MARK_HINT: Final = (
    "keep the entries that you want, and remove the lines <<<<<<<, ======= and >>>>>>>"
)

_COMMENT_HINT: Final = "a comment begins each of its lines with %"
_RECORD_HINT: Final = (
    f"export it as BibTeX, or call python -m publications add with its DOI; {_COMMENT_HINT}"
)
_FIELD: Final = rf"""\s*+{NAME}\s*+=\s*+["{{\w]"""
#: Formats of other programs -> what a finding calls them, and how a record begins.
_FORMATS: Final = {
    "ris": (
        "a RIS record",
        r"TY {1,2}-  ?[A-Z]{3,}\b|[A-Z][A-Z0-9]  - [^\n]++\n[ \t]*+[A-Z][A-Z0-9]  -(?: |$)",
    ),
    "pubmed": ("a PubMed record", r"PMID\s*+-\s*+[0-9]"),
    "isi": ("a Web of Science record", r"PT [A-Z]\n[AB][A-Z] "),
    "endnote": (
        "an EndNote record",
        r"%0 [A-Z][a-z]|%T [^\n]++\n%[A-Z0-9@] |%A [^\n]++\n(?:%A [^\n]++\n){0,30}+%[TDJBIPRU8@] ",
    ),
    "json": (
        "CSL-JSON",
        r'[\[{, \t]*+"(?:id|type|title|author|DOI|URL|issued|container-title)"\s*+:',
    ),
    "xml": ("XML", r"<(?:\?xml|xml|records?|mods|modsCollection)\b"),
    "cff": ("a CITATION.cff file", r"cff-version:"),
    "bibitem": (r"a \bibitem", r"\\bibitem\b"),
    "wiki": ("a citation template of Wikipedia", r"\{\{\s*+[Cc]it(?:e|ation)\b"),
}
#: What a line of free text may be besides; the first that fits counts.
_LINES: Final = {
    "mark": rf"(?<![ \t]){CONFLICT_MARK.pattern}",
    # An entry without its opening brace or its type, up to the first field.
    "no_brace": rf"@[^\n=,]*+(?=[,\n]\s*+{NAME}\s*+=|=\s*+[\"{{])",
    # An entry without its `@`: a key and the end of the line, or a field.
    "no_at": (
        r"[^\w\n@%]*+[A-Za-z]++[ \t]*+"
        rf'(?:\{{\s*+[^\s,{{}}="]++\s*+,(?=[ \t]*+$|{_FIELD})'
        rf"|\{{(?={_FIELD})"
        rf'|\(\s*+[^\s,{{}}()="]++\s*+,(?=[ \t]*+\n{_FIELD}))'
    ),
    # A field.
    "braced": r"[A-Za-z][\w+-]*+[ \t]*+=[ \t]*+\{[^\n]*+",
    "quoted": r'[A-Za-z][\w+-]*+[ \t]*+=[ \t]*+"[^"\n]*+(?:"[ \t]*+,[ \t]*+)?$',
    "bare": (
        r"(?i:(?:year|month|day|volume|number|issue|pages)[ \t]*+=[ \t]*+[\w-]++"
        r"|(?:doi|url|eprint|arxiv|isbn|issn)[ \t]*+=[ \t]*+[^\s,{}]++)[ \t]*+,?[ \t]*+$"
    ),
    # An address or identifier, alone on its line.
    "address": (
        r"(?i:(?:https?://|www\.)[^\s{}]++|(?:doi:?[ \t]*+)?10\.[0-9]{4,9}/[^\s{}]++"
        r"|arxiv:[ \t]*+[^\s{}]++|[0-9]{4}\.[0-9]{4,5}(?:v[0-9]++)?)[ \t]*+$"
    ),
}
_MEANT: Final = re.compile(
    "^[ \t]*+(?:{})".format(
        "|".join(
            f"(?P<{kind}>{pattern})"
            for kind, pattern in [
                *((kind, pattern) for kind, (_, pattern) in _FORMATS.items()),
                *_LINES.items(),
            ]
        )
    ),
    re.MULTILINE,
)
_SIDE: Final = re.compile(r"^(?:<{7}|>{7})(?![^ \n])", re.MULTILINE)
_BEGINNING: Final = re.compile(r"\A[^A-Za-z]+")
_RECORD_END: Final = re.compile(r"^[ \t]*+ER[ ]{1,2}-[^\n]*+$|\n[ \t]*+\n", re.MULTILINE)
_AFTER_VALUE: Final = re.compile(r"[ \t]*+[,}]*+[ \t]*+(?:%.*+)?")
_ADDRESSES: Final = re.compile(
    r"[ \t]*+(?:(?:https?://|www\.|doi:?[ \t]*+|10\.|arxiv:)\S++|[\d.v]++)?[ \t]*+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Stray:
    """A finding about free text, at a position of it."""

    position: int
    message: str
    hint: str
    code: str = "stray-text"
    severity: Severity = "error"


class Conflict:
    """Whether a text holds a merge conflict; it is looked through once, when that is asked."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._answer: bool | None = None

    def __bool__(self) -> bool:
        if self._answer is None:
            self._answer = self._source.find(_SIDE, 0, self._source.end) is not None
        return self._answer


class FreeText:
    """The text between two entries, from `start` to `end`.

    In a `damaged` part, which follows an entry that could not be read, fields are that entry's.
    """

    def __init__(
        self, source: Source, conflict: Conflict, start: int, end: int, *, damaged: bool = False
    ) -> None:
        self._source = source
        self._conflict = conflict
        self._start = start
        self._end = end
        self._fields_told = damaged

    def findings(self) -> Iterator[Stray]:
        """The findings about this text, in its order."""
        position = self._start
        while match := self._source.find(_MEANT, position, self._end):
            read = _READ.get(str(match.lastgroup), FreeText._record)
            stray, position = read(self, match)
            if stray is not None:
                yield stray

    # -- what a match says, and where to go on ----------------------------------------------------

    def _mark(self, match: re.Match[str]) -> tuple[Stray | None, int]:
        """A mark of a conflict; seven `=` alone may as well underline a heading."""
        mark = match["mark"]
        if mark.startswith("=") and not self._conflict:
            return None, match.end()
        message = f"mark of a merge conflict: {quote(mark)}"
        return Stray(match.start("mark"), message, MARK_HINT), match.end()

    def _no_brace(self, match: re.Match[str]) -> tuple[Stray, int]:
        written = match["no_brace"].rstrip()
        message = f"an entry cannot begin with {quote(written)}"
        stray = Stray(match.start("no_brace"), message, "@type{key, …}", "syntax")
        return stray, self._after_entry(match)

    def _no_at(self, match: re.Match[str]) -> tuple[Stray, int]:
        written = _BEGINNING.sub("", " ".join(match["no_at"].split()))
        message = f"{quote(written)} is not published: its @ is missing"
        hint = f"write {quote('@' + written)}; {_COMMENT_HINT}"
        return Stray(match.start("no_at"), message, hint), self._after_entry(match)

    def _after_entry(self, match: re.Match[str]) -> int:
        """Past the brace that closes the entry; without one, its fields are told with it."""
        if not self._fields_told:
            closing = self._source.block_end("}", match.end(), self._end)
            if closing >= 0:
                return closing
            self._fields_told = True
        return match.end()

    def _field(self, match: re.Match[str]) -> tuple[Stray | None, int]:
        """A field outside of any entry; one finding for those of one entry."""
        kind = str(match.lastgroup)
        name, _, value = match[kind].partition("=")
        if self._fields_told or (kind == "braced" and not _is_whole(value)):
            return None, match.end()
        self._fields_told = True
        message = f"field {quote(name.strip())} is outside of any entry"
        hint = "the first line of its entry is missing"
        if self._start:
            line, _ = self._source.place(self._start - 1)
            hint = f"the entry above ends on line {line}: a }} too many there, or {hint}"
        return Stray(match.start(kind), message, f"{hint}; {_COMMENT_HINT}"), match.end()

    def _record(self, match: re.Match[str]) -> tuple[Stray, int]:
        kind = str(match.lastgroup)
        message = f"{_FORMATS[kind][0]} is not published: it is not BibTeX"
        position = self._end
        end = self._source.find(_RECORD_END, match.end(), self._end)
        if end:
            position = end.end()
        return Stray(match.start(kind), message, _RECORD_HINT), position

    def _address(self, match: re.Match[str]) -> tuple[Stray | None, int]:
        """An address that is a paragraph of its own; in a paragraph of words it is a comment."""
        before = self._source.line_start(match.start())
        if not (self._is_apart(before - 1) and self._is_apart(match.end() + 1)):
            return None, match.end()
        address = match["address"]
        message = f"{quote(address)} is not published: it is in no entry"
        hint = f"python -m publications add {address} adds an entry; {_COMMENT_HINT}"
        stray = Stray(match.start("address"), message, hint, severity="warning")
        return stray, match.end()

    def _is_apart(self, position: int) -> bool:
        """Whether the line of `position` is outside of this text, empty, or an address."""
        if not self._start < position < self._end:
            return True
        start = max(self._source.line_start(position), self._start)
        line = self._source.text[start : self._source.line_end(position)]
        return _ADDRESSES.fullmatch(line) is not None


def _is_whole(braced: str) -> bool:
    """Whether nothing but the end of a field follows the closing brace on its line."""
    end = braces.closing(braced)
    return end < 0 or _AFTER_VALUE.fullmatch(braced, end) is not None


_READ: Final[Mapping[str, Callable[[FreeText, re.Match[str]], tuple[Stray | None, int]]]] = {
    "mark": FreeText._mark,
    "no_brace": FreeText._no_brace,
    "no_at": FreeText._no_at,
    "braced": FreeText._field,
    "quoted": FreeText._field,
    "bare": FreeText._field,
    "address": FreeText._address,
}
