"""Notes about keys that make an awkward address, before publications.lock keeps it for good."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from publications import tex
from publications.bibliography import Bibliography
from publications.diagnostics import Diagnostic, quote
from publications.exports.parts import FOLDER
from publications.model.new_keys import better_key
from publications.model.publication import Publication, slug_of

_LONGEST: Final = 50
#: Of more such addresses one note names the first.
_MOST: Final = 3
_LONGEST_PLAIN: Final = 30
_LETTER: Final = re.compile("[a-z]")
_PLAIN: Final = re.compile(r"[A-Za-z0-9_-]")


def awkward_addresses(bibliography: Bibliography, locked: Collection[str]) -> Iterator[Diagnostic]:
    """Notes about awkward addresses whose downloads are not among the `locked` addresses."""
    awkward = [
        publication
        for publication in bibliography.publications
        if _reasons(publication) and f"/{FOLDER}/{publication.slug}.bib" not in locked
    ]
    yield from _cut_ids(bibliography)
    awkward.sort(key=lambda publication: publication.position)
    slugs = {publication.slug.lower() for publication in bibliography.publications}
    if len(awkward) <= _MOST:
        for publication in awkward:
            yield _note(publication, (), better_key(publication, slugs), slugs)
    else:
        first, *others = awkward
        yield _note(first, others, better_key(first, slugs), slugs)


def _cut_ids(bibliography: Bibliography) -> Iterator[Diagnostic]:
    """Notes about old keys that are too long for an address as they are."""
    for publication in bibliography.publications:
        for key in publication.ids:
            slug = slug_of(key)
            if len(slug) < len(key):
                message = (
                    f"ids name {quote(key)}, whose address is cut: {quote(f'{FOLDER}/{slug}/')}"
                )
                hint = "remove it, unless the site has had that address"
                yield _finding(publication, message, hint)


def _note(
    publication: Publication, others: Sequence[Publication], key: str, slugs: Collection[str]
) -> Diagnostic:
    """The note about an awkward address, and about how many others there are.

    `key` is one that the entry may have instead, `slugs` are all of them in small letters.
    """
    address = f"{FOLDER}/{publication.slug}/"
    reasons = " and ".join(_reasons(publication))
    message = f"key {quote(publication.key)} makes the address {quote(address)}, which {reasons}"
    if others:
        message += f"; {len(others)} more keys make such addresses"
    better = _plain(publication, slugs) or key
    hint = (
        f"rename the key, such as to {better}, before publications.lock keeps the address; later,"
        f" ids = {{{publication.key}}} leads on from it"
    )
    return _finding(publication, message, hint)


def _finding(publication: Publication, message: str, hint: str) -> Diagnostic:
    """A note at the entry."""
    return Diagnostic(
        publication.entry.path,
        publication.entry.line,
        publication.entry.column,
        "note",
        "awkward-address",
        message,
        hint,
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
    return reasons


def _plain(publication: Publication, slugs: Collection[str]) -> str:
    """The key in plain letters, where that is free, short and in no more than two parts."""
    plain = re.sub(r"[^a-z0-9_-]+", "-", tex.fold(publication.key)).strip("-")
    if plain in slugs and plain != publication.slug.lower():
        return ""
    if not _is_plain(plain):
        return ""
    return plain


def _is_plain(key: str) -> bool:
    """Whether a key makes an address that a person can say, and that is the key itself.

    >>> _is_plain("mai2019"), _is_plain("mai-2019"), _is_plain("2019"), _is_plain("a-b-c")
    (True, True, False, False)
    """
    if len(key) > _LONGEST_PLAIN:
        return False
    if key.count("-") > 1:
        return False
    if _LETTER.search(key) is None:
        return False
    return slug_of(key) == key
