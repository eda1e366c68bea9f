"""Rules about what entries are to each other: `related` and `relatedtype`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import filterfalse

from publications.bibtex import Entry
from publications.diagnostics import Diagnostic, did_you_mean, quote
from publications.model import relations, versions
from publications.model.publication import MOST_KEYS, Publication, keys_of
from publications.rules.context import Context, finding, warning
from publications.rules.identifiers import named


def unknown_relation(entry: Entry, context: Context) -> Iterator[Diagnostic]:
    """Related entries are in the file, and what they are is known or said in words.

    Keys of earlier names (`ids`) count. Types are those of biblatex and of model/relations.py.
    """
    related = keys_of(entry.get("related"))[:MOST_KEYS]
    keys = context.keys
    if keys is None:
        keys = frozenset(related)
    for key in filterfalse(keys.__contains__, related):
        message = f"related of {quote(entry.key)} names an unknown entry: {quote(key)}"
        hint = did_you_mean(key, keys) or "add the entry, or remove the key"
        yield warning(entry, "related", "unknown-relation", message, hint)
    written = entry.get("relatedtype")
    if not relations.is_known(written) and not entry.get("relatedstring"):
        message = f"relatedtype of {quote(entry.key)} is unknown: {quote(written)}"
        hint = did_you_mean(written.lower(), relations.TYPES) or "say it in relatedstring"
        yield warning(entry, "relatedtype", "unknown-relation", message, hint)


def unrelated_version(
    publications: Sequence[Publication], _context: Context
) -> Iterator[Diagnostic]:
    """Versions of one work name each other, so that lists show one item.

    Which publications seem to be versions says `versions.unsaid`; it may err, so this is a note.
    """
    for publication, other in versions.unsaid(publications):
        message = f"{quote(publication.key)} seems to be a version of {named(other, publication)}"
        hint = f"add related = {{{other.key}}}, so that lists show both as one"
        yield finding("note", publication.entry, "title", "unrelated-version", message, hint)
