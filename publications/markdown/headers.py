"""The check of blocks' headers, because pymdownx prints a wrong one as text, without a word."""

from __future__ import annotations

import difflib
import re
import textwrap
from collections.abc import Callable, Collection, Sequence
from typing import Any, Final, NoReturn

import yaml

from publications.pages.selection import Selection, SelectionError

LIST: Final = "publications"
PAGE: Final = "publication"
_OPENING: Final = re.compile(r"(?P<indent>(?:>? ?){0,3})/{3,}[ \t]*(?P<header>.*?)[ \t]*\Z")
_HEADER: Final = re.compile(r"(?P<name>[\w-]+)[ \t]*(?:\|[ \t]*(?P<argument>.*))?\Z")
_CLOSING: Final = re.compile(r"/{3,}[ \t]*\Z")
_STRAY: Final = re.compile(r"(?m)^[ \t]*(/{3,}(?!/)[ \t]*(?:[\w-].*)?)$")

Wrong = Callable[[str], NoReturn]


def check(
    lines: Sequence[str], known: Collection[str], slugs: Collection[str], wrong: Wrong
) -> None:
    """Call `wrong` at the first header among the lines of a page that would not become a block.

    `known` are the names of all blocks, `slugs` those of the publications.
    """
    for number, line in enumerate(lines):
        if "///" not in line:
            continue
        opening = _OPENING.match(line)
        if opening is None or not opening["header"]:
            continue
        header = _HEADER.match(opening["header"])
        name = header["name"].lower() if header else opening["header"].split()[0].lower()
        shown = f"'/// {opening['header']}'"
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            wrong(f"{shown} is not a block (allowed: {', '.join(sorted(known))}{hint})")
        if header is None:
            wrong(f"{shown}: nothing may stand behind the block's name")
        if name not in (LIST, PAGE):
            continue
        if opening["indent"]:
            wrong(f"{shown} must stand at the beginning of a line, in no list or quote")
        argument = header["argument"] or ""
        if name == LIST and argument:
            wrong(f"{shown}: nothing may stand behind the block's name")
        if name == PAGE and argument not in slugs:
            wrong(f"{shown}: there is no publication '{argument}'")
        _check_options(name, lines[number + 1 :], wrong)


def stray(text: str) -> str:
    """The first line of a finished text that looks like a block's, or the empty string."""
    found = _STRAY.search(text) if "///" in text else None
    return found[1].strip() if found else ""


def _check_options(name: str, below: Sequence[str], wrong: Wrong) -> None:
    shown = f"'/// {name}'"
    options: list[str] = []
    closed = False
    for line in below:
        if re.match(r" {4,}\S", line):
            options.append(line)
        elif line.strip():
            closed = _CLOSING.match(line) is not None
            break
    if not closed:
        wrong(
            f"{shown} is not closed by a line '///' (in between may stand only its options, each"
            " indented by four spaces)"
        )
    try:
        given: Any = yaml.safe_load(textwrap.dedent("\n".join(options)))
    except yaml.YAMLError as error:
        wrong(f"{shown}: options are not YAML: {' '.join(str(error).split())}")
    if given is not None and not isinstance(given, dict):
        wrong(f"{shown}: options are not of the form 'name: value'")
    try:
        Selection.from_mapping(given or {})
    except SelectionError as error:
        wrong(f"{shown}: {error}")
