"""Notes about keys that make an awkward address, before publications.lock keeps it for good."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from publications import tex
from publications.bibliography import Library
from publications.diagnostics import Diagnostic, quote
from publications.exports.parts import FOLDER
from publications.model.publication import Publication, slug_of

_LONGEST: Final = 50
_LETTER: Final = re.compile("[a-z]")
_PLAIN: Final = re.compile(r"[A-Za-z0-9_-]")


def awkward_addresses(library: Library, locked: Collection[str]) -> Iterator[Diagnostic]:
    """A note for each awkward address whose downloads are not among the `locked` addresses."""
    slugs = {publication.slug.lower() for publication in library.publications}
    for publication in library.publications:
        reasons = _reasons(publication)
        if not reasons or f"/{FOLDER}/{publication.slug}.bib" in locked:
            continue
        address = f"{FOLDER}/{publication.slug}/"
        message = f"key {quote(publication.key)} makes the address {quote(address)}"
        yield Diagnostic(
            publication.entry.path,
            publication.entry.line,
            publication.entry.column,
            "note",
            "awkward-address",
            f"{message}, which {' and '.join(reasons)}",
            _way_out(publication, slugs),
        )


def _reasons(publication: Publication) -> list[str]:
    """What is awkward about the address."""
    key, slug = publication.key, publication.slug
    replaced = "".join(dict.fromkeys(_PLAIN.sub("", key)))
    reasons = []
    if replaced:
        reasons.append(f"has other characters for {quote(replaced)}")
    if len(slug) != len(key):
        reasons.append("ends in digits that mean nothing")
    if len(slug) > _LONGEST:
        reasons.append(f"has {len(slug)} characters")
    if slug not in (slug.lower(), slug.upper()):
        reasons.append("mixes capital and small letters")
    return reasons


def _way_out(publication: Publication, slugs: Collection[str]) -> str:
    """How to get a better address, with a plain key to take if the key suggests one.

    `slugs` are those of all publications, in small letters.
    """
    plain = re.sub(r"[^a-z0-9_-]+", "-", tex.fold(publication.key)).strip("-")
    is_free = plain not in slugs or plain == publication.slug.lower()
    example = ""
    if is_free and slug_of(plain) == plain and len(plain) <= _LONGEST and _LETTER.search(plain):
        example = f", such as to {plain},"
    return (
        f"rename the key{example} before make lock-urls keeps the address; later,"
        f" ids = {{{publication.key}}} leads on from it"
    )
