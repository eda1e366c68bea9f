"""The grammar of BibTeX files, read by a scanner that goes on after an error.

Sources: "BibTeXing" (Patashnik), bibtex.web for what the classic program accepts, and
`bt_language`, the manual of btparse, which is biber's reader. Where they differ the one that
accepts more is followed:

- between entries everything is free text; but `%` as the first character of a line or after an
  entry comments out the rest of the line, inside entries too (btparse; an error in BibTeX);
- `@comment{…}` is skipped to its closing brace (btparse); without one it is just a word (BibTeX);
- one `@string` may define several names, and further commas between fields do not matter.

After an error the entry is left out, and reading goes on after its closing brace or, if it has
none, at the next `@word{` that begins a line. A value that holds such a line is whole if the braces
of value and entry are.
"""

from __future__ import annotations

import re

from publications.bibtex import grammar
from publications.bibtex.blocks import Block, UnreadableError
from publications.bibtex.cursor import Source
from publications.bibtex.entries import Entry, Field
from publications.bibtex.stray import MARK_HINT, Conflict, FreeText
from publications.bibtex.strings import Macros
from publications.diagnostics import Diagnostic, Severity, quote

# Two steps, each over little: a single blank, which is most white space, is not replaced by itself.
_NOT_BLANK = re.compile(r"[\t\n\r\f\v][ \t\n\r\f\v]*+")
_BLANKS = re.compile(r"  ++")
_CLOSING = {"{": "}", "(": ")"}
_FIELD_HINT = "name = {value},"


class Scanner:
    """Reads one text into `entries` and `diagnostics`, both in the order of the text."""

    def __init__(self, text: str, path: str) -> None:
        self.source = Source(text)
        self.path = path
        self.entries: list[Entry] = []
        self.diagnostics: list[Diagnostic] = []
        self.preambles: list[str] = []
        self._macros = Macros(self.source.end)
        self._conflict = Conflict(self.source)
        self._damaged = False

    def run(self) -> None:
        """Read the whole text."""
        position = 0
        while head := self.source.find(grammar.HEAD, position, self.source.end):
            self._free_text(position, head.start())
            position = self._after(head, position)
        self._free_text(position, self.source.end)

    def _report(
        self, position: int, severity: Severity, code: str, message: str, hint: str = ""
    ) -> None:
        place = self.source.place(position)
        self.diagnostics.append(Diagnostic(self.path, *place, severity, code, message, hint))

    def _free_text(self, start: int, end: int) -> None:
        """Ignored, but for what was meant as an entry."""
        text = FreeText(self.source, self._conflict, start, end, damaged=self._damaged)
        self._damaged = False
        for stray in text.findings():
            self._report(stray.position, stray.severity, stray.code, stray.message, stray.hint)

    def _after(self, head: re.Match[str], position: int) -> int:
        """Read what `head` opens; where to go on. Up to `position` all is read."""
        source, at = self.source, head.start()
        if source.commented(at, position):
            return source.line_end(at)
        if "." in head[1] and source.text[max(at - 1, 0) : at].isalnum():
            return head.end()  # an address in the free text: me@example.org (home)
        block = Block(head[1].lower(), at, head.end(), _CLOSING[head[0][-1]])
        if block.type == "comment":
            return self._comment(block)
        try:
            return self._block(block)
        except UnreadableError as error:
            end = self._recover(block, error.scan_from)
            self._damaged = True
            # Half of a character in another encoding may be a brace: name the cause.
            if not self._reported_bytes(block, end):
                self._report(error.at, "error", "syntax", error.message, error.hint)
            return end

    def _comment(self, block: Block) -> int:
        if block.close == ")":
            return self._block_end(block, block.inside)
        # It may enclose whole entries, to comment them out.
        end = self.source.closing(block.inside - 1)
        if end < 0:
            return block.inside
        return end + 1

    def _block(self, block: Block) -> int:
        if block.type == "string":
            return self._string(block)
        if block.type == "preamble":
            return self._preamble(block)
        return self._entry(block)

    def _preamble(self, block: Block) -> int:
        """Text for TeX alone; prose without quotes, which no program reads, is passed over."""
        try:
            value, position = self._value(block, block.inside, "")
            end = self._end(block, position)
        except UnreadableError:
            limit = self.source.next_head(block.inside)
            end = self.source.block_end(block.close, block.inside, limit)
            if end < 0:
                raise
            value = self.source.text[block.inside : end]
        self.preambles.append(value)
        return end

    def _recover(self, block: Block, position: int) -> int:
        """Where the block ends, or is taken to end, that has an error before `position`."""
        if self.source.match(grammar.HEAD, position):
            return position
        return self._block_end(block, position)

    def _block_end(self, block: Block, position: int) -> int:
        """Past the delimiter that closes the block, or else the next entry at a line's start."""
        limit = self.source.next_head(position)
        end = self.source.block_end(block.close, position, limit)
        if end < 0:
            return limit
        return end

    def _reported_bytes(self, block: Block, end: int) -> bool:
        bad = self.source.not_utf8(block.start, end)
        if bad >= 0:
            message = f"{block} holds bytes that are not UTF-8"
            self._report(bad, "error", "not-utf-8", message, "save the file as UTF-8")
        return bad >= 0

    # -- blocks -----------------------------------------------------------------------------------

    def _entry(self, block: Block) -> int:
        source = self.source
        position = self._key(block)
        fields: dict[str, Field] = {}
        while source.at(position) == ",":
            position = source.skip(position + 1)
            if source.at(position) in {",", block.close}:
                continue
            at = position
            name, position = self._name(block, position)
            value, position = self._value(block, position, name)
            self._add(block, fields, Field(name.lower(), value.strip(" "), *source.place(at)))
        end = self._end(block, position)
        self._check_end(block, end)
        if not self._reported_bytes(block, end):
            place = source.place(block.start)
            self.entries.append(Entry(block.type, block.key, fields, self.path, *place))
        return end

    def _key(self, block: Block) -> int:
        """Read the key; the place of what follows it."""
        source = self.source
        start = source.skip(block.inside)
        match = source.match(grammar.KEY, start)
        key = ""
        if match:
            key = match[0]
        following = source.at(start + len(key))
        holds_brace = following in {"{", "}"} and following != block.close
        is_empty = key in {"", block.close} and not holds_brace
        if is_empty or source.match(grammar.FIELD_FOR_KEY, start):
            # BibTeX accepts an empty key and no key is left to show; without one there is no page.
            self._not_closed(block, start)
            raise UnreadableError(start, f"this {block} has no key", f"@{block.type}{{name2024,")
        if holds_brace:
            # BibTeX accepts these; biber does not, nor would a reader of what is exported here.
            message = f"the key {quote(key + following)} holds a brace"
            raise UnreadableError(start, message, "a comma ends the key")
        block.key = key
        position = source.skip(start + len(key))
        if source.at(position) in {",", block.close}:
            return position
        self._not_closed(block, position)
        end = start + len(key)
        raise UnreadableError(
            end, f"no comma after the key {quote(key)}", "a key has no blanks", position
        )

    def _name(self, block: Block, position: int) -> tuple[str, int]:
        """The name of a field or of an `@string`, and the place after its `=`."""
        source = self.source
        self._not_closed(block, position)
        match = source.match(grammar.WORDS, position) or source.match(grammar.WORD, position)
        if not match:
            message = f"{block}: the name of a field is missing"
            raise UnreadableError(position, message, _FIELD_HINT)
        equals = source.skip(match.end())
        if source.at(equals) != "=":
            self._not_closed(block, equals)
            message = f"{block}: no = after {quote(match[0])}"
            raise UnreadableError(equals, message, _FIELD_HINT, match.end())
        return match[0].replace(" ", "-"), equals + 1

    def _add(self, block: Block, fields: dict[str, Field], field: Field) -> None:
        first = fields.setdefault(field.name, field)
        if first is field:
            return
        # BibTeX keeps the first and says so (bibtex.web: "ignoring … extra … field").
        message = f"{block} has the field {quote(field.name)} on line {first.line} already"
        message += ", which is used"
        place = (self.path, field.line, field.column)
        hint = "remove one of them"
        self.diagnostics.append(Diagnostic(*place, "warning", "duplicate-field", message, hint))

    def _string(self, block: Block) -> int:
        source = self.source
        names: list[str] = []
        position = source.skip(block.inside)
        while source.at(position) != block.close or not names:
            name, position = self._name(block, position)
            names.append(name)
            # A bad one is empty and not called undefined as well wherever it is used.
            self._macros.define(name, "")
            value, position = self._value(block, position, name)
            self._macros.define(name, value)
            if source.at(position) != ",":
                break
            position = source.skip(position + 1)
        end = self._end(block, position)
        if self._reported_bytes(block, end):
            for name in names:
                self._macros.define(name, "")
        return end

    def _end(self, block: Block, position: int) -> int:
        if self.source.at(position) == block.close:
            return position + 1
        self._not_closed(block, position)
        line, _ = self.source.place(block.value)
        message = f"{block}: no comma after the value of {quote(block.field)}"
        hint = f"or a delimiter is missing in the value, which begins on line {line}"
        raise UnreadableError(block.value_end, message, hint, position)

    def _not_closed(self, block: Block, position: int) -> None:
        """Raise if the text ends, or another entry or a conflict begins, within this block."""
        if grammar.CONFLICT_MARK.match(self.source.text, position):
            message = f"{block}: mark of a merge conflict"
            raise UnreadableError(position, message, MARK_HINT)
        if position == self.source.end or self.source.match(grammar.HEAD, position):
            raise self._unclosed(block, position)

    def _unclosed(self, block: Block, position: int) -> UnreadableError:
        before = "the end of the file"
        if position < self.source.end:
            before = f"the next entry on line {self.source.place(position)[0]}"
        message = f"{block} is not closed before {before}"
        if block.value in {-1, position}:
            hint = f"a {block.close} is missing"
            return UnreadableError(block.start, message, hint, position)
        hint = f"a delimiter is missing, probably in the value of {quote(block.field)}"
        return UnreadableError(block.value, message, hint, position)

    def _check_end(self, block: Block, end: int) -> None:
        """Raise if fields follow the end of the entry.

        BibTeX loses them silently and btparse calls them junk; half an entry is not published.
        """
        match = self.source.match(grammar.MORE_FIELDS, end)
        if match:
            message = f"{block} ends here, before its field {quote(match[1])}"
            hint = f"a {block.close} too many, or an opening one is missing"
            raise UnreadableError(end - 1, message, hint, end)

    # -- values -----------------------------------------------------------------------------------

    def _value(self, block: Block, position: int, name: str) -> tuple[str, int]:
        """The pieces between `#` as one, white space folded; and the place of what follows."""
        source = self.source
        parts: list[str] = []
        named = False
        block.field = name
        start = position = source.skip(position)
        while True:
            block.value = position
            if source.at(position) in {"{", '"'}:
                end = self._delimited_end(block, position)
                parts.append(source.text[position + 1 : end - 1])
            else:
                end = self._word_end(block, position)
                parts.append(self._word(block, source.text[position:end], position))
                named = True
            block.value_end = end
            position = source.skip(end)
            if source.at(position) != "#":
                break
            position = source.skip(position + 1)
        block.value = start
        length = sum(map(len, parts))
        if named and not self._macros.allow(length):
            message = f"the value of {quote(name)} grows too long through @string"
            raise UnreadableError(start, message, "write the text itself")
        source.looked += length
        value = _NOT_BLANK.sub(" ", "".join(parts))
        if "  " in value:
            value = _BLANKS.sub(" ", value)
        return value, position

    def _delimited_end(self, block: Block, start: int) -> int:
        source = self.source
        around = -1
        if block.close == "}":
            around = block.inside - 1
        if source.at(start) == "{":
            end = source.braced_end(start, around)
            if end < 0:
                raise self._unclosed(block, source.next_head(start))
            return end
        end = source.quoted_end(start, around)
        if end < 0:
            message = f"{block}: the value of {quote(block.field)} has no closing quotation mark"
            raise UnreadableError(start, message, "or a { is missing in it")
        return end

    def _word_end(self, block: Block, start: int) -> int:
        self._not_closed(block, start)
        match = self.source.match(grammar.WORD, start)
        if match:
            return match.end()
        message = f"{block}: no value for {quote(block.field)}"
        raise UnreadableError(start, message, "write {} for none")

    def _word(self, block: Block, word: str, position: int) -> str:
        """A number, or the text of an `@string`.

        A word that begins like a number (`2020-05`) is taken as written. So is a name that is not
        defined: BibTeX makes it empty, which would lose `month = sept` and `publisher = Springer`.
        """
        if word[0].isdigit():
            return word
        value = self._macros.get(word)
        if value is not None:
            return value
        # A preamble is for TeX alone; JabRef's own test file has a bare word there.
        if block.type != "preamble" and self._macros.first_miss(word):
            message = f"undefined @string {quote(word)}, used as text"
            hint = "define it above, or put the text into braces"
            self._report(position, "warning", "undefined-string", message, hint)
        return word
