"""Clean entries that may be added: from identifiers, or from BibTeX that was pasted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from publications import bibtex
from publications.add import addresses
from publications.add.answers import Answer
from publications.add.clean import clean, left_out
from publications.add.identifier import IdentifierError, recognise
from publications.add.services import Services
from publications.bibtex import Entry, writer
from publications.bibtex.fields import FIELD
from publications.diagnostics import Diagnostic, quote

#: The beginning of an entry up to the comma after its key, which may be missing.
_HEAD: Final = re.compile(
    r"^(?P<head>[ \t]*+@(?!(?:string|comment|preamble)\b)\w++\s*+\{\s*+)(?P<key>[^=,{}\n\"]*+),",
    re.MULTILINE | re.IGNORECASE,
)
_BLANK: Final = re.compile(r"\s+")
#: How many fields a line names.
_LISTED: Final = 20
_PUNCTUATION: Final = ".,;:()[]<>\"'"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clean entry that may be added, and lines about it that its owner should read.

    `left_out` are the fields that it had before it was made clean, and that are for programs only.
    `replaces` is the key of its preprint, where a registrar names that.
    """

    entry: Entry
    notes: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()
    replaces: str = ""


def told_of_fields(candidates: Iterable[Candidate]) -> Iterator[str]:
    """Lines on the fields that are left out, and on those that are kept and not known."""
    left_out: set[str] = set()
    unknown: set[str] = set()
    for candidate in candidates:
        left_out |= candidate.left_out
        unknown |= candidate.entry.values().keys() - FIELD.keys()
    if left_out:
        yield f"left out, for only programs read them: {_list(left_out)}"
    if unknown:
        yield f"kept, but the site has no place for them: {_list(unknown)}"


def _list(names: Iterable[str]) -> str:
    """Names in the order of the alphabet, and how many are not told.

    >>> _list(["owner", "file"])
    'file, owner'
    """
    first, others = sorted(names)[:_LISTED], sorted(names)[_LISTED:]
    if others:
        first.append(f"and {len(others)} more")
    return ", ".join(first)


def from_identifiers(words: Iterable[str], services: Services) -> tuple[list[Candidate], list[str]]:
    """The entries that services have for identifiers, and a line for each that has none."""
    from publications.add import fetch  # which imports httpcore, for a tenth of a second

    candidates: list[Candidate] = []
    problems: list[str] = []
    for word in words:
        try:
            answer = fetch.fetch(recognise(word), services)
        except (IdentifierError, fetch.FetchError) as error:
            problems.append(str(error))
        else:
            candidates.append(candidate_of(answer))
    return candidates, problems


def candidate_of(answer: Answer) -> Candidate:
    """What a service answered, made clean."""
    return _candidate(answer.entry, filter(None, [answer.note]), pasted=False)


def from_paste(text: str, name: str, services: Services) -> tuple[list[Candidate], list[str]]:
    """The entries of a text that was pasted: BibTeX, or identifiers and nothing else.

    `name` is what the text is called in the lines that say what is wrong.
    """
    words = text.split()
    identifiers = [word for word in words if _is_identifier(word.strip(_PUNCTUATION))]
    if identifiers and identifiers == words:
        return from_identifiers(words, services)
    candidates, problems = from_text(text, name)
    if candidates or problems:
        return candidates, problems
    if identifiers:
        identifier = identifiers[0].strip(_PUNCTUATION)
        return [], [f"{name}: no BibTeX entry (of {quote(identifier)} paste nothing else)"]
    return [], [f"{name}: no BibTeX entry"]


def from_text(text: str, name: str = "standard input") -> tuple[list[Candidate], list[str]]:
    """The entries of BibTeX, and a line for each thing wrong in it.

    An entry takes what it has from a `crossref` that was pasted with it (dblp's export is so).
    """
    entries, findings = bibtex.read(_with_keys(text.removeprefix("\ufeff")), name)
    problems = [_line(finding) for finding in findings if _is_problem(finding)]
    warnings = _by_entry(entries, findings)
    complete, parents, _ = bibtex.inherit(entries)
    pasted = {entry.key.lower() for entry in entries}
    candidates = []
    for entry in complete:
        if entry.key in parents:
            continue
        values = entry.values()
        if values.get("crossref", "").lower() in pasted:
            del values["crossref"]
        whole = writer.make(entry.type, entry.key, values)
        candidates.append(_candidate(whole, warnings.get(entry.key, ()), pasted=True))
    return candidates, problems


def _with_keys(text: str) -> str:
    """BibTeX in which each entry has a key of its own, which it needs to be read.

    Services leave keys out or write blanks into them; joined exports repeat them.

    >>> _with_keys("@book{van Mai, }@x")
    '@book{vanMai-1, }@x'
    """
    numbers: dict[str, int] = {}

    def with_key(match: re.Match[str]) -> str:
        written = match["key"].strip()
        plain = key = _BLANK.sub("", written)
        number = numbers.get(plain.casefold(), 1)
        if key != written or not key:
            key = f"{plain}-{number}"
        while key.casefold() in numbers:
            number += 1
            key = f"{plain}-{number}"
        numbers[plain.casefold()] = number
        numbers[key.casefold()] = number
        return match["head"] + key + ","

    return _HEAD.sub(with_key, text)


def _candidate(entry: Entry, notes: Iterable[str], *, pasted: bool) -> Candidate:
    """The clean entry, with one address in `url`."""
    values, divided = addresses.divided(entry.values())
    whole = writer.make(entry.type, entry.key, values)
    return Candidate(
        clean(whole, pasted=pasted), (*notes, *divided), left_out(whole, pasted=pasted)
    )


def _by_entry(entries: Sequence[Entry], findings: Iterable[Diagnostic]) -> dict[str, list[str]]:
    """The warnings of reading by the key of the entry that they are about."""
    starts = [(entry.line, entry.column) for entry in entries]
    warnings: dict[str, list[str]] = {}
    for finding in findings:
        number = bisect_right(starts, (finding.line, finding.column))
        if finding.severity == "warning" and not _is_problem(finding) and number:
            warnings.setdefault(entries[number - 1].key, []).append(_line(finding))
    return warnings


def _is_problem(finding: Diagnostic) -> bool:
    """Whether something that was meant as an entry is none."""
    return finding.severity == "error" or finding.code == "stray-text"


def _line(finding: Diagnostic) -> str:
    """A finding with its place in what was pasted, without its code."""
    return f"{finding.path}:{finding.line}:{finding.column}: {finding.text}"


def _is_identifier(word: str) -> bool:
    """Whether a word is a DOI, an arXiv id or another identifier that a service can be asked for.

    >>> _is_identifier("arXiv:2101.00001"), _is_identifier("sand")
    (True, False)
    """
    try:
        recognise(word)
    except IdentifierError:
        return False
    return True
