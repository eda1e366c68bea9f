"""BibTeX text to entries, with the place of each field; a scanner that goes on after an error.

Sources: "BibTeXing" (Patashnik), `bibtex.web` for what the classic program accepts, and btparse's
manual (biber's reader). Where the two differ the one that accepts more is followed:

- between entries everything is free text; `%` as the first character of a line or after an entry
  comments out the rest of the line, inside entries as well (btparse; an error in BibTeX);
- `@comment{…}` is skipped to its closing brace (btparse), `@comment` without one is just a word;
- one `@string` may define several names (btparse).

After an error the entry is left out and reading goes on behind its closing brace, or, when it has
none, at the next `@word{` that begins a line. A value that holds such a line is whole if its braces
are. Work is linear in the length of the text: no part is scanned again for each entry before it.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from publications.diagnostics import Diagnostic, Severity, quote

# The twelve macros that every style defines, in the spelling of plain.bst.
MONTHS: Mapping[str, str] = {
    "jan": "January",
    "feb": "February",
    "mar": "March",
    "apr": "April",
    "may": "May",
    "jun": "June",
    "jul": "July",
    "aug": "August",
    "sep": "September",
    "oct": "October",
    "nov": "November",
    "dec": "December",
}

# Names end at white space and at the characters that bibtex.web's `id_class` forbids.
_HEAD = re.compile(r"""@\s*+([^\s"#%'(),={}@]++)\s*+[{(]""")
_NAME = re.compile(r"""[^\s"#%'(),={}@][^\s"#%'(),={}]*+""")
_BARE = re.compile(r"""[^\s"#%'(),={}]++""")
_SKIP = re.compile(r"(?:\s++|%[^\n]*+)*+")
_KEY = re.compile(r"[^ \t\n\r\f\v,}]*+")
_KEY_PAREN = re.compile(r"[^ \t\n\r\f\v,]*+")
_NO_KEY = re.compile(r"[A-Za-z]++\s*+=")
_BRACE = re.compile(r"[{}]")
_BRACE_PAREN = re.compile(r"[{})]")
_BRACE_QUOTE = re.compile(r'[{}"]')
_COMMENTED = re.compile(r"[ \t]*+%")
_CUT_SHORT = re.compile(r"""\s*+,?\s*+([^\s"#%'(),={}@]++)\s*+=\s*+["{\w]""")
_NO_BRACE = re.compile(r"""^[ \t]*+@[^{}()\n,=@]*+,\s*+[^\s"#%'(),={}@]++\s*+=""", re.MULTILINE)
_WHITE = re.compile(r"[ \t\n\r\f\v]+")
_NOT_UTF8 = re.compile(r"[\ud800-\udfff]")

# What `@string` and `#` may make out of little text. A name doubled sixty times would fill any
# memory; this much for each character of the file does not, and short values are always made.
_GROWTH = 16
_ALWAYS = 1_000
# Words of the file in messages are no longer than this.
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in lower case, its value in TeX, the place of its name.

    In the value names of `@string` and `#` are resolved, the outer delimiters are gone, and runs of
    white space are one blank.
    """

    name: str
    value: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: type in lower case, key as written, place of its `@`."""

    type: str
    key: str
    fields: Mapping[str, Field]
    path: str
    line: int
    column: int

    def get(self, *names: str) -> str:
        """Value of the first of these fields that is present and not blank, else ''."""
        for name in names:
            field = self.fields.get(name)
            if field is not None and field.value:
                return field.value
        return ""

    def field(self, name: str) -> Field | None:
        """The field of this name, present even if blank."""
        return self.fields.get(name)


def read(text: str, path: str = "refs.bib") -> tuple[list[Entry], list[Diagnostic]]:
    """All entries of `text` in its order and all findings by place; nothing is inherited yet.

    Never raises, whatever the text.
    """
    scanner = Scanner(text, path)
    scanner.run()
    entries, repeated = distinct(scanner.entries)
    return entries, sorted(scanner.diagnostics + repeated)


def read_file(path: Path, name: str) -> tuple[list[Entry], list[Diagnostic]]:
    """`read` for the bytes of a file, called `name` in findings.

    Raises `OSError` when the file cannot be read. An entry with bytes that are not UTF-8 is an
    error at the first of them.
    """
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "the file is UTF-16, not UTF-8"
        return [], [Diagnostic(name, 1, 1, "error", "not-utf-8", message, "save the file as UTF-8")]
    return read(data.decode("utf-8", "surrogateescape"), name)


def distinct(entries: Iterable[Entry]) -> tuple[list[Entry], list[Diagnostic]]:
    """The entries without those whose key came before, and an error for each of these.

    Keys differ by more than case (BibTeX). For the entries of several files too.
    """
    first: dict[str, Entry] = {}
    diagnostics = []
    for entry in entries:
        known = first.setdefault(entry.key.lower(), entry)
        if known is entry:
            continue
        where = f"on line {known.line}"
        if known.path != entry.path:
            where = f"in {known.path}:{known.line}"
        written = "" if known.key == entry.key else f" as {quote(known.key)}"
        diagnostics.append(
            Diagnostic(
                entry.path,
                entry.line,
                entry.column,
                "error",
                "duplicate-key",
                f"key {quote(entry.key)} was defined{written} {where}",
                "rename one of them",
            )
        )
    return list(first.values()), diagnostics


class _UnreadableError(Exception):
    """An entry that cannot be read: place and words of the finding, and where to scan on."""

    def __init__(self, at: int, message: str, hint: str = "", scan_from: int = -1) -> None:
        super().__init__(message)
        self.at = at
        self.message = message
        self.hint = hint
        self.scan_from = at if scan_from < 0 else scan_from


@dataclass(slots=True)
class _Block:
    """One `@word{…}` while it is read."""

    kind: str
    at: int
    open: int
    close: str
    key: str = ""
    value: int = -1  # where the last value begins,
    value_end: int = -1  # where it ends,
    field: str = ""  # and the field that it belongs to

    def __str__(self) -> str:
        return f"@{self.kind[:_SHOWN]}" + (f" {quote(self.key)}" if self.key else "")


class Scanner:
    """Reads one text from front to back into `entries` and `diagnostics`.

    `looked` counts the characters looked at, so that a test can hold the cost linear.
    """

    def __init__(self, text: str, path: str) -> None:
        # Lines end with LF, CR LF or CR; columns are the same after this.
        self.text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
        self.path = path
        self.entries: list[Entry] = []
        self.diagnostics: list[Diagnostic] = []
        self.looked = 0
        self._macros = dict(MONTHS)
        self._undefined: set[str] = set()
        self._growth = _GROWTH * len(self.text)
        self._lines = array("q", (match.start() for match in re.finditer("\n", self.text)))
        self._heads = self._line_heads()
        self._not_utf8 = self._broken_characters()
        self._braces: tuple[array[int], array[int]] | None = None

    def run(self) -> None:
        """Read the whole text."""
        position = 0
        while head := self._find(_HEAD, position, len(self.text)):
            self._free_text(position, head.start())
            position = self._after(head, position)
        self._free_text(position, len(self.text))

    # -- tables over the whole text ---------------------------------------------------------------

    def _line_heads(self) -> array[int]:
        """Where `@word{` begins a line, but for blanks."""
        heads = array("q")
        done = 0
        for match in _HEAD.finditer(self.text):
            start = self.text.rfind("\n", done, match.start()) + 1
            if (start or not done) and not self.text[start : match.start()].strip(" \t"):
                heads.append(match.start())
            done = match.end()
        self.looked += len(self.text)
        return heads

    def _broken_characters(self) -> array[int]:
        """Where lone surrogates stand: bytes that were not UTF-8, or what no file can hold."""
        try:
            self.text.encode()
        except UnicodeEncodeError:
            return array("q", (match.start() for match in _NOT_UTF8.finditer(self.text)))
        return array("q")

    def _closing(self, open_: int) -> int:
        """The brace that closes the one at `open_`, or -1. Matched for all braces at first need."""
        if self._braces is None:
            opens, closes, waiting = array("q"), array("q"), array("q")
            for match in _BRACE.finditer(self.text):
                if match[0] == "{":
                    waiting.append(len(opens))
                    opens.append(match.start())
                    closes.append(-1)
                elif waiting:
                    closes[waiting.pop()] = match.start()
            self.looked += len(self.text)
            self._braces = opens, closes
        opens, closes = self._braces
        return closes[bisect_left(opens, open_)]

    def _next_head(self, position: int) -> int:
        index = bisect_left(self._heads, position)
        return self._heads[index] if index < len(self._heads) else len(self.text)

    def _place(self, position: int) -> tuple[int, int]:
        line = bisect_left(self._lines, position)
        return line + 1, position - (self._lines[line - 1] if line else -1)

    # -- looking ----------------------------------------------------------------------------------

    def _find(self, pattern: re.Pattern[str], start: int, end: int) -> re.Match[str] | None:
        match = pattern.search(self.text, start, end)
        self.looked += (match.end() if match else end) - start
        return match

    def _match(self, pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
        match = pattern.match(self.text, start)
        self.looked += (match.end() if match else start + 1) - start
        return match

    def _skip(self, position: int) -> int:
        match = self._match(_SKIP, position)
        return match.end() if match else position

    def _at(self, position: int) -> str:
        return self.text[position : position + 1]

    def _report(
        self, position: int, severity: Severity, code: str, message: str, hint: str = ""
    ) -> None:
        line, column = self._place(position)
        self.diagnostics.append(Diagnostic(self.path, line, column, severity, code, message, hint))

    # -- between entries --------------------------------------------------------------------------

    def _free_text(self, start: int, end: int) -> None:
        """Ignored, as in BibTeX, unless it is an entry whose opening brace is missing."""
        while lost := self._find(_NO_BRACE, start, end):
            start = lost.end()
            at = self.text.index("@", lost.start())
            message = "an entry without its opening brace"
            self._report(at, "error", "syntax", message, "@type{key, …}")

    def _after(self, head: re.Match[str], position: int) -> int:
        """Read the block that `head` opens; where to go on."""
        at = head.start()
        line = bisect_right(self._lines, at)
        line_start = self._lines[line - 1] + 1 if line else 0
        if self._match(_COMMENTED, max(line_start, position)):
            return self._lines[line] if line < len(self._lines) else len(self.text)
        if "." in head[1] and self.text[at - 1 : at].isalnum():
            return head.end()  # an e-mail address in the text: me@example.org (home)
        close = "}" if self._at(head.end() - 1) == "{" else ")"
        block = _Block(head[1].lower(), at, head.end() - 1, close)
        if block.kind == "comment":
            return self._comment(block)
        try:
            end = self._block(block)
        except _UnreadableError as bad:
            end = self._rest(block, bad.scan_from)
            if not self._bytes_reported(block, end):
                self._report(bad.at, "error", "syntax", bad.message, bad.hint)
        return end

    def _block(self, block: _Block) -> int:
        if block.kind == "string":
            return self._string(block)
        if block.kind == "preamble":
            _, position = self._value(block, block.open + 1, "", warn=False)
            return self._end(block, position)
        return self._entry(block)

    def _comment(self, block: _Block) -> int:
        start = block.open + 1
        end = self._rest(block, start)
        if block.close == "}" and end == self._next_head(start):
            # Entries may be commented out by one @comment{…} around them; without its closing
            # brace it is the word alone, as in BibTeX.
            end = max(self._closing(block.open) + 1, start)
        return end

    def _rest(self, block: _Block, position: int) -> int:
        """Where the block ends that has an error before `position`."""
        if self._match(_HEAD, position):
            return position
        pattern = _BRACE if block.close == "}" else _BRACE_PAREN
        limit = self._next_head(position)
        depth = 0
        while match := self._find(pattern, position, limit):
            position = match.end()
            if match[0] == "{":
                depth += 1
            elif not depth and match[0] == block.close:
                return position
            elif depth and match[0] == "}":
                depth -= 1
        return limit

    def _bytes_reported(self, block: _Block, end: int) -> bool:
        """Report the first byte of the block that is not UTF-8, if there is one."""
        index = bisect_left(self._not_utf8, block.at)
        if index == len(self._not_utf8) or self._not_utf8[index] >= end:
            return False
        message = f"{block} holds bytes that are not UTF-8"
        self._report(self._not_utf8[index], "error", "not-utf-8", message, "save the file as UTF-8")
        return True

    # -- one block --------------------------------------------------------------------------------

    def _entry(self, block: _Block) -> int:
        position = self._key(block)
        fields: dict[str, Field] = {}
        while self._at(position) == ",":
            position = self._skip(position + 1)
            if self._at(position) in {",", block.close}:
                continue
            name, at, position = self._field_name(block, position)
            value, position = self._value(block, position, name)
            name = name.lower()
            if name in fields:
                # BibTeX keeps the first and says so (bibtex.web, "ignoring … extra field").
                self._report(
                    at,
                    "warning",
                    "duplicate-field",
                    f"field {quote(name)} of {quote(block.key)} is given again, "
                    f"after line {fields[name].line}; the first is used",
                    "remove one of them",
                )
            else:
                fields[name] = Field(name, value.strip(" "), *self._place(at))
        end = self._end(block, position)
        if not self._bytes_reported(block, end):
            place = self._place(block.at)
            self.entries.append(Entry(block.kind, block.key, fields, self.path, *place))
            self._check_end(block, end)
        return end

    def _key(self, block: _Block) -> int:
        start = self._skip(block.open + 1)
        match = self._match(_KEY if block.close == "}" else _KEY_PAREN, start)
        key = match[0] if match else ""
        hint = f"@{block.kind}{{name2024,"
        if not key or self._match(_NO_KEY, start):
            raise _UnreadableError(start, f"this {block} has no key", hint)
        if "{" in key:
            raise _UnreadableError(
                start, f"the key {quote(key)} holds a brace", "a comma ends the key", start
            )
        block.key = key
        position = self._skip(start + len(key))
        if self._at(position) not in {",", block.close}:
            self._not_closed(block, position)
            raise _UnreadableError(
                position, f"no comma after the key {quote(key)}", "a key has no blanks", position
            )
        return position

    def _field_name(self, block: _Block, position: int) -> tuple[str, int, int]:
        """Name of a field or of an `@string`, its place, and the place after its `=`."""
        match = self._match(_NAME, position)
        if not match:
            self._not_closed(block, position)
            raise _UnreadableError(
                position, f"{block}: here a field's name is expected", "name = {value},"
            )
        equals = self._skip(match.end())
        if self._at(equals) != "=":
            self._not_closed(block, equals)
            message = f"{block}: no = after {quote(match[0])}"
            raise _UnreadableError(equals, message, "name = {value},", position)
        return match[0], position, equals + 1

    def _string(self, block: _Block) -> int:
        position = self._skip(block.open + 1)
        while True:
            name, _, position = self._field_name(block, position)
            # Left out if it is bad, and then not called undefined wherever it is used.
            self._macros[name.lower()] = ""
            value, position = self._value(block, position, name)
            self._macros[name.lower()] = value
            if self._at(position) != ",":
                break
            position = self._skip(position + 1)
            if self._at(position) == block.close:
                break
        end = self._end(block, position)
        if self._bytes_reported(block, end):
            self._macros[name.lower()] = ""
        return end

    def _end(self, block: _Block, position: int) -> int:
        if self._at(position) == block.close:
            return position + 1
        self._not_closed(block, position)
        what = f"the value of {quote(block.field)}" if block.field else "the value"
        line, _ = self._place(block.value)
        raise _UnreadableError(
            block.value_end,
            f"{block}: after {what}, begun on line {line}, a comma or {block.close} is missing",
            scan_from=position,
        )

    def _not_closed(self, block: _Block, position: int) -> None:
        """Raise if the text or the next entry comes where this block should go on."""
        head = self._match(_HEAD, position)
        if position < len(self.text) and not head:
            return
        before = "the end of the file"
        if head:
            before = f"the next entry on line {self._place(position)[0]}"
        raise self._unclosed(block, before, position)

    def _unclosed(self, block: _Block, before: str, scan_from: int) -> _UnreadableError:
        if block.value < 0:
            return _UnreadableError(
                block.at, f"{block} is not closed before {before}", "", scan_from
            )
        what = f" in the value of {quote(block.field)}" if block.field else ""
        hint = f"a closing delimiter is missing, probably{what}"
        return _UnreadableError(
            block.value, f"{block} is not closed before {before}", hint, scan_from
        )

    def _check_end(self, block: _Block, end: int) -> None:
        """Say it when an entry seems to end too early; btparse calls this junk, BibTeX nothing."""
        match = self._match(_CUT_SHORT, end)
        if match:
            self._report(
                end - 1,
                "warning",
                "syntax",
                f"{block} ends here, before {quote(match[1])}, which is ignored",
                f"remove a {block.close}",
            )

    # -- values -----------------------------------------------------------------------------------

    def _value(self, block: _Block, position: int, name: str, warn: bool = True) -> tuple[str, int]:
        """The pieces between `#` joined, white space folded; and the place after them."""
        parts: list[str] = []
        position = self._skip(position)
        start = position
        grown = False
        while True:
            block.value, block.field = position, name
            char = self._at(position)
            if char == "{":
                end = self._braced(block, position)
                parts.append(self.text[position + 1 : end - 1])
            elif char == '"':
                end = self._quoted(block, position)
                parts.append(self.text[position + 1 : end - 1])
            elif match := self._match(_BARE, position):
                end = match.end()
                parts.append(self._bare(match[0], position, warn))
                grown = True
            else:
                self._not_closed(block, position)
                raise _UnreadableError(
                    position, f"{block}: no value for {quote(name)}", "write {} for none"
                )
            block.value_end = end
            position = self._skip(end)
            if self._at(position) != "#":
                break
            position = self._skip(position + 1)
        block.value = start
        if grown:
            self._charge(sum(map(len, parts)), start, name)
        value = "".join(parts)
        self.looked += len(value)
        return _WHITE.sub(" ", value), position

    def _charge(self, length: int, position: int, name: str) -> None:
        if length <= _ALWAYS:
            return
        if length > self._growth:
            message = f"the value of {quote(name)} grows too long through @string"
            raise _UnreadableError(position, message, "write the text itself")
        self._growth -= length

    def _bare(self, word: str, position: int, warn: bool) -> str:
        """A number, or a name of `@string`.

        Where a number begins but other characters follow (`2020-05`) the word is taken as written.
        A name that is not defined is a warning, once, and stands for itself: `month = sept` and
        `publisher = Springer` are right that way, and BibTeX's empty value would lose them.
        """
        if word[0].isdigit():
            return word
        value = self._macros.get(word.lower())
        if value is not None:
            return value
        if warn and word.lower() not in self._undefined:
            self._undefined.add(word.lower())
            self._report(
                position,
                "warning",
                "undefined-string",
                f"{quote(word)} is not defined by an @string above; its name is shown",
                f"write {{{word}}}, or define it" if len(word) < _SHOWN else "put it in braces",
            )
        return word

    def _braced(self, block: _Block, start: int) -> int:
        """Where the braced value that begins at `start` ends."""
        limit = self._next_head(start)
        depth = 0
        position = start
        while match := self._find(_BRACE, position, limit):
            position = match.end()
            depth += 1 if match[0] == "{" else -1
            if not depth:
                return position
        if limit < len(self.text) and self._whole(block):
            end = self._closing(start)
            if end >= 0:
                return end + 1
        raise self._cut(block, limit)

    def _quoted(self, block: _Block, start: int) -> int:
        """Where the quoted value that begins at `start` ends; braces hide quotation marks."""
        limit = self._next_head(start)
        depth = 0
        position = start + 1
        while match := self._find(_BRACE_QUOTE, position, limit):
            position = match.end()
            if match[0] == "{":
                depth += 1
            elif match[0] == "}":
                depth -= 1
                if depth < 0:
                    break
            elif not depth:
                return position
        else:
            if limit < len(self.text) and block.close == "}" and self._whole(block):
                end = self._quoted_whole(start)
                if end >= 0:
                    return end
            raise self._cut(block, limit)
        raise _UnreadableError(
            start,
            f"{block}: the value of {quote(block.field)} is not closed",
            'a closing " is missing, or a brace in it is',
        )

    def _quoted_whole(self, start: int) -> int:
        """`_quoted` over lines that begin with `@word{`: braces are passed in one step."""
        position = start + 1
        while match := self._find(_BRACE_QUOTE, position, len(self.text)):
            if match[0] == '"':
                return match.end()
            end = self._closing(match.start()) if match[0] == "{" else -1
            if end < 0:
                break
            position = end + 1
        return -1

    def _whole(self, block: _Block) -> bool:
        """Whether the block has its closing brace, by counting; unknown for parentheses."""
        return block.close == ")" or self._closing(block.open) >= 0

    def _cut(self, block: _Block, limit: int) -> _UnreadableError:
        before = "the end of the file"
        if limit < len(self.text):
            before = f"the next entry on line {self._place(limit)[0]}"
        return self._unclosed(block, before, limit)
