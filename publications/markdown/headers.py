"""The check of blocks' headers, because pymdownx prints a wrong one as text, without a word."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

import yaml

from publications.diagnostics import did_you_mean
from publications.model.publication import Publication, slug_of
from publications.pages.select_tests import SelectionError
from publications.pages.selection import Selection

LIST: Final = "publications"
PAGE: Final = "publication"
TIMELINE: Final = "timeline"
#: The blocks of this package.
BLOCKS: Final = frozenset((LIST, PAGE, TIMELINE))
_OPENING: Final = re.compile(r"(?P<indent>(?:>? ?){0,3})/{3,}+[ \t]*+(?P<header>.*[^ \t])")
_HEADER: Final = re.compile(r"(?P<name>[\w-]+)[ \t]*(?:\|[ \t]*+(?P<argument>.*+))?\Z")
# Blocks whose names nothing may follow.
_BARE: Final = frozenset((LIST, TIMELINE))
_OPTION: Final = re.compile(r" {4,}\S")
_CLOSING: Final = re.compile(r"/{3,}[ \t]*\Z")
_STRAY: Final = re.compile(r"(?m)^[ \t]*(/{3,}(?!/)[ \t]*(?:[\w-].*)?)$")


class HeaderError(ValueError):
    """A header that would not become a block: names it, and what is allowed."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What headers may name: blocks, and the publications with their slugs."""

    blocks: Collection[str]
    slugs: Collection[str]
    publications: Sequence[Publication]


def faults(lines: Sequence[str], allowed: Allowed) -> Iterator[tuple[int, str]]:
    """Index and message for each header among the lines of a page that would not become a block."""
    for index, opening in _openings(lines):
        try:
            _check(opening, lines, index + 1, allowed)
        except HeaderError as error:
            yield index, str(error)


def selections(lines: Sequence[str]) -> Iterator[Selection]:
    """What the lists of a page select, as far as they can be read; `faults` tells of others."""
    for index, opening in _openings(lines):
        if (opening["indent"], opening["header"].lower()) != ("", LIST):
            continue
        with suppress(HeaderError):
            yield _selection(f"'/// {LIST}'", _options(LIST, lines, index + 1))


def _openings(lines: Sequence[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """Index and match of each line that opens a block; one of slashes alone closes it."""
    for index, line in enumerate(lines):
        opening = _OPENING.match(line)
        if opening is not None:
            yield index, opening


def unknown(slug: str, slugs: Iterable[str]) -> str:
    """Message about a slug that is none of a publication's."""
    if not slug.strip():
        return f"'/// {PAGE}' names no publication (write '/// {PAGE} | key')"
    fact = f"'/// {PAGE} | {slug}': there is no publication '{slug}'"
    # An address has other characters than the key: `a-b` of `a:b`.
    question = did_you_mean(slug_of(slug), slugs)
    if not question:
        return fact
    return f"{fact} ({question})"


def stray(text: str) -> str:
    r"""The first line of a finished text that looks like a block's, or the empty string.

    A block that pymdownx has not made is printed as text.

    >>> stray("See: /// 1")
    ''
    >>> stray("Papers /// here\n/// publicatoins ")
    '/// publicatoins'
    """
    if "///" not in text:
        return ""
    match = _STRAY.search(text)
    if match is None:
        return ""
    return match[1].strip()


def _check(opening: re.Match[str], lines: Sequence[str], below: int, allowed: Allowed) -> None:
    """Check a header and the options, which begin at the index `below`. Raises HeaderError.

    Blocks of other extensions (`allowed.blocks`) are theirs to check.
    """
    if not opening["header"].strip():
        raise HeaderError(
            f"{opening['header']!a} after '///' is a blank that cannot be seen (remove it)"
        )
    shown = f"'/// {opening['header']}'"
    name = re.split(r"[\s|]", opening["header"], maxsplit=1)[0].lower()
    if name not in allowed.blocks:
        hints = f"allowed: {', '.join(sorted(allowed.blocks))}", did_you_mean(name, allowed.blocks)
        raise HeaderError(f"{shown} is not a block ({'; '.join(filter(None, hints))})")
    slug = _argument(opening["header"], name)
    if name not in BLOCKS:
        return
    if opening["indent"]:
        raise HeaderError(f"{shown} must begin its line, outside of lists and quotes")
    if name == PAGE and slug not in allowed.slugs:
        raise HeaderError(unknown(slug, allowed.slugs))
    options = _options(name, lines, below)
    if name == TIMELINE and options:
        raise HeaderError(f"'/// {name}' has no options")
    _check_options(f"'/// {name}'", options, allowed.publications)


def _argument(header: str, name: str) -> str:
    """What follows the bar of a header, or the empty string.  Raises HeaderError.

    >>> _argument("publication | mai2019", PAGE), _argument("publications", LIST)
    ('mai2019', '')
    >>> _argument("publications | mai2019", LIST)
    Traceback (most recent call last):
    ...
    publications.markdown.headers.HeaderError: '/// publications | mai2019': \
nothing may follow the block's name
    """
    match = _HEADER.match(header)
    if match is None or (name in _BARE and match["argument"]):
        raise HeaderError(f"'/// {header}': nothing may follow the block's name")
    return match.groupdict("")["argument"]


def _options(name: str, lines: Sequence[str], below: int) -> str:
    """The lines of the options, up to the end of the block. Raises HeaderError without one.

    They are dedented, so that they are YAML: `select: selected`.
    """
    options: list[str] = []
    for index in range(below, len(lines)):
        line = lines[index]
        if _OPTION.match(line):
            options.append(line)
        elif _CLOSING.match(line):
            return textwrap.dedent("\n".join(options))
        elif line.strip():
            break
    raise HeaderError(
        f"'/// {name}' is not closed by a line '///' (in between may be only its options, each"
        " indented by four spaces)"
    )


def _selection(shown: str, text: str) -> Selection:
    """The selection that the options of a block say, which is `shown` in messages.

    Raises HeaderError.
    """
    try:
        options: Any = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        fact = " ".join(str(error).split())
        raise HeaderError(f"{shown}: options are not YAML: {fact}") from None
    if options is not None and not isinstance(options, dict):
        raise HeaderError(f"{shown}: options are not of the form 'name: value'")
    try:
        return Selection.from_mapping(options or {})
    except SelectionError as error:
        raise HeaderError(f"{shown}: {error}") from None


def _check_options(shown: str, text: str, publications: Sequence[Publication]) -> None:
    """Check the options of a block.  Raises HeaderError."""
    selection = _selection(shown, text)
    try:
        selection.check(publications)
    except SelectionError as error:
        raise HeaderError(f"{shown}: {error}") from None
