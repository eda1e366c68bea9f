"""Findings: what is wrong in a file, where, and the way out."""

from __future__ import annotations

import difflib
import heapq
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final, Literal

#: An error keeps an entry from being published; a warning does not; a note asks for nothing and
#: fails no command, also not a strict one.
Severity = Literal["error", "warning", "note"]

#: What GitHub calls the three ("Workflow commands": notice, warning, error).
_GITHUB: Final[Mapping[Severity, str]] = {
    "error": "error",
    "warning": "warning",
    "note": "notice",
}
_QUOTED_LENGTH = 60
#: How many findings a banner shows; thousands would be most of each page.
_SHOWN: Final = 20
_ALL: Final = "make check, or python -m publications check, names all"

#: All codes that a finding can have, and what each says.
CODES: Final[Mapping[str, str]] = {
    # refs.bib, as text
    "syntax": "text that cannot be read: an entry, people.yml, publications.lock",
    "not-utf-8": "bytes that are not UTF-8",
    "stray-text": "text between entries that was meant as an entry",
    "duplicate-key": "a key that an earlier entry has, letter case aside",
    "duplicate-field": "a field that an entry has twice; the first is used",
    "undefined-string": "a name without @string, or a parent that is not in the file",
    "cyclic-crossref": "entries that inherit from each other",
    "too-much": "more fields, text or keys of other entries than are taken",
    # one entry
    "no-title": "an entry without a title",
    "missing-author": "no author or editor, where the type needs one",
    "missing-date": "no date, where the type needs one",
    "missing-owner": "the owner is neither author nor editor",
    "joined-names": "names joined by something else than ` and `",
    "missing-file": "a file that is named and not there, or cannot be read",
    "unusable-picture": "a preview that no page can show, or that is on another host",
    "large-picture": "a preview of over 0.5 MB (a video: 5 MB) or 16 megapixels",
    "foreign-note": "a note that a program wrote for itself, which is not shown",
    "unknown-command": "a command of TeX that is unknown, in a field that is shown",
    "misspelt-type": "an unknown entry type, one edit away from a known one",
    "misspelt-field": "an unknown field, one edit away from a known one",
    "unreadable-date": "a date that is none",
    "unreadable-switch": "a switch, such as selected, that is neither true nor false",
    "unreadable-name": "a list of names that cannot be read",
    "unreadable-notice": "a retraction, concern or correction that is neither address nor date",
    "unsaid-retraction": "a title or pubstate that says what belongs into retraction",
    "unread-annotation": "an annotation that belongs to none of the names",
    "reversed-name": "a name whose initials are read as its family name",
    "retracted-selected": "a retracted publication marked as selected, which is not shown so",
    "unsafe-url": "an address that cannot become a link",
    "malformed-doi": "a DOI that is none",
    "malformed-arxiv": "an arXiv id that is none",
    "malformed-id": "an id of a database that is none of its ids",
    "malformed-isbn": "an ISBN that is none",
    "malformed-issn": "an ISSN that is none",
    "malformed-orcid": "an ORCID that is none",
    "doi-as-url": "the address of a DOI where the DOI belongs, or in another field",
    "unreadable-counts": "counts.yml, or an item of it, that cannot be read and is not shown",
    # contacts of the owner, in mkdocs.yml
    "malformed-contact": "an e-mail address, an id or an address of a profile that is none",
    "unknown-contact": "a name below the owner that is unknown",
    "unknown-language": "a language that the package has no words in; English ones are shown",
    "unknown-relation": "a key in related, or a relatedtype, that is unknown",
    # all entries together
    "unrelated-version": "an entry that seems to be a version of another, as no field says",
    "duplicate-doi": "two entries with one DOI",
    "duplicate-title": "two entries with one title, year and type",
    "slug-collision": "two pages for one address",
    "uneven-layout": "entries laid out otherwise than most entries of their file",
    # the owner's pages
    "endless-folder": "a link to a folder that it is in, which builders follow without end",
    "front-matter": "front matter that is not YAML, has no end, or a value of a wrong type",
    "missing-page": "a page that nav in mkdocs.yml names and that is not there",
    "dead-link": "a link or picture of a page that leads nowhere, or to no heading",
    "missing-description": "a page that does not say what it is about",
    "wrong-block": "a block that cannot be made of its name and options",
    "not-in-pdf": "what the PDF of a page cannot show as the page does, or why there is none",
    "wrong-citation": "a citation of an unknown key, or written as for another program",
    # papers, as Google Scholar reads them
    "not-for-scholar": "something that Google Scholar's guidelines ask for and a paper lacks",
    # addresses and the finished site
    "awkward-address": "a key that makes an awkward address, before it is kept for good",
    "unlocked-address": "an address that publications.lock does not have yet",
    "lost-address": "an address of publications.lock that the site would no longer have",
    "unusable-redirect": "an address in redirect_from that cannot lead on to its page",
    "missing-address": "a page or file that the finished site lacks",
    "left-over": "markup that the finished site shows as text",
    "unlisted": "a publication that the finished list lacks",
}


def printable(text: str) -> str:
    """`text` with control characters, bidi controls and lone surrogates as U+FFFD.

    A finding repeats words of a file that anyone may have written, on terminals and in logs.
    """
    if text.isprintable():
        return text
    unprintable = {ord(char): "\ufffd" for char in text if not char.isprintable()}
    return text.translate(unprintable)


def quote(text: str) -> str:
    """`text` in quotation marks for a message, shortened when it is long."""
    if len(text) > _QUOTED_LENGTH:
        text = text[: _QUOTED_LENGTH - 1] + "…"
    return f"'{printable(text)}'"


def closest(word: str, allowed: Iterable[str]) -> str:
    """The one of the allowed words that `word` most resembles, or the empty string."""
    matches = difflib.get_close_matches(word, list(allowed), 1)
    return next(iter(matches), "")


def did_you_mean(word: str, allowed: Iterable[str]) -> str:
    """The question `did you mean 'x'?` for a misspelt word, or the empty string."""
    match = closest(word, allowed)
    if not match:
        return ""
    return f"did you mean {quote(match)}?"


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One finding; findings sort by their place. Lines and columns count from 1, in characters."""

    path: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str
    hint: str = ""

    @property
    def text(self) -> str:
        """Message and hint, without the place."""
        if self.hint:
            return printable(f"{self.message} ({self.hint})")
        return printable(self.message)

    def __str__(self) -> str:
        place = f"{printable(self.path)}:{self.line}:{self.column}"
        return f"{place}: {self.severity}: {self.code}: {self.text}"


def as_text(diagnostics: Iterable[Diagnostic]) -> str:
    """One line for each finding, in the order given."""
    return "\n".join(map(str, diagnostics))


def as_banner(diagnostics: Iterable[Diagnostic]) -> list[dict[str, str]]:
    """Severity and text of the findings for the banner of a preview, errors first.

    Of many findings their number and twenty, in which each code comes before any comes again.
    """
    findings = sorted(diagnostics)
    codes: Counter[str] = Counter()
    ranked = []
    for finding in findings:
        codes[finding.code] += 1
        ranked.append((finding.severity != "error", codes[finding.code], finding))
    first = heapq.nsmallest(_SHOWN, ranked)
    shown = [finding for *_, finding in sorted(first, key=lambda rank: (rank[0], rank[2]))]
    banner = [{"severity": each.severity, "text": str(each)} for each in shown]
    if len(findings) > len(shown):
        text = f"{len(findings)} findings, of which {len(shown)} are here ({_ALL})"
        banner.insert(0, {"severity": shown[0].severity, "text": text})
    return banner


def as_github(diagnostics: Iterable[Diagnostic]) -> str:
    """GitHub's workflow commands, which annotate a pull request at the line.

    Escaping as in GitHub's "Workflow commands" and its toolkit: `%`, CR and LF everywhere, `:` and
    `,` in properties as well.
    """
    return "\n".join(map(_github, diagnostics))


def _github(finding: Diagnostic) -> str:
    file = _escape(finding.path, "%:,")
    place = f"file={file},line={finding.line},col={finding.column}"
    title = _escape(finding.code, "%:,")
    return f"::{_GITHUB[finding.severity]} {place},title={title}::{_escape(finding.text, '%')}"


def _escape(text: str, characters: str) -> str:
    # No CR or LF is left here: printable() replaces them.
    return printable(text).translate({ord(char): f"%{ord(char):02X}" for char in characters})


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """A JSON list with one object for each finding, named as the fields of `Diagnostic`."""
    findings = []
    for finding in diagnostics:
        words = replace(
            finding,
            path=printable(finding.path),
            message=printable(finding.message),
            hint=printable(finding.hint),
        )
        findings.append(asdict(words))
    return json.dumps(findings, indent=2)  # in ASCII, which streams of all encodings take


FORMATS: Final[Mapping[str, Callable[[Sequence[Diagnostic]], str]]] = {
    "github": as_github,
    "json": as_json,
    "text": as_text,
}
