"""Findings about what a builder stumbles over: encoding, front matter, folders without end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import yaml

from publications import disk
from publications.diagnostics import Diagnostic, Severity, quote
from publications.pages import documents
from publications.pages.faults import position

#: Code of a finding at which no builder comes to an end.
ENDLESS: Final = "endless-folder"
#: Code of a finding about front matter, at which a builder may stop.
FRONT_MATTER: Final = "front-matter"
_UNCLOSED: Final = re.compile(r"---[ \t]*\n[\w-]+:(?:[ \t]|\n)")
#: What was meant as its first line: after empty lines, indented, or of another length.
_MISPLACED: Final = re.compile(
    r"\s*(?:--|\u2014|-{3,})[ \t]*\n[\w-]+:[^\n]*\n(?:.*\n)*?[ \t]*-{2,}"
)
#: What builder and theme take from front matter, and stop at where it is something else.
_TYPES: Final[dict[str, tuple[type | tuple[type, ...], str]]] = {
    "template": (str, "a file name"),
    "search": (dict, "a mapping, such as {exclude: true}"),
    "hide": ((list, str), "a list, such as [toc]"),
}
# What PyYAML says of a value that has a meaning in YAML: `a: b`, `@key`.
_UNQUOTED: Final = re.compile("mapping values|cannot start any token")
_UTF8_HINT: Final = "save the file as UTF-8"
_SHOWN_AS_TEXT: Final = "until then it is shown as text"


def findings(docs_dir: Path, severity: Severity) -> Iterator[Diagnostic]:
    """The findings about the docs folder and its pages but the generated ones."""
    yield from endless_folders(docs_dir)
    for path in documents.pages(docs_dir):
        yield from _of_page(docs_dir / path, f"{docs_dir.name}/{path}", severity)


def endless_folders(docs_dir: Path) -> Iterator[Diagnostic]:
    """Links to a folder that they are in, which builders follow without end."""
    for path, _, endless in disk.walk(docs_dir):
        if endless:
            place = f"{docs_dir.name}/{path.relative_to(docs_dir).as_posix()}"
            message = "the link leads to a folder that it is in"
            yield Diagnostic(place, 1, 1, "error", ENDLESS, message, "remove the link")


def _of_page(file: Path, place: str, severity: Severity) -> Iterator[Diagnostic]:
    """The findings about one page; one that cannot be read at all has its finding."""
    try:
        content = disk.read(file)
    except OSError:
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = position(content, error.start)
        message = "the page is not UTF-8 from here"
        yield Diagnostic(place, line, column, severity, "not-utf-8", message, _UTF8_HINT)
        return
    yield from _of_front_matter(text.replace("\r\n", "\n"), place, severity)


def _of_front_matter(text: str, place: str, severity: Severity) -> Iterator[Diagnostic]:
    """What is wrong with the front matter of a page."""

    def wrong(line: int, column: int, level: Severity, fact: str, hint: str) -> Diagnostic:
        """A finding about the front matter of this page."""
        return Diagnostic(place, line, column, level, FRONT_MATTER, fact, hint)

    match = documents.FRONT_MATTER.match(text)
    if match is None:
        if _UNCLOSED.match(text):
            fact = "the front matter has no end"
            yield wrong(1, 1, "warning", fact, f"close it by a line ---; {_SHOWN_AS_TEXT}")
        elif _MISPLACED.match(text):
            fact = "the front matter does not begin with --- on the first line"
            yield wrong(1, 1, "warning", fact, f"begin with exactly that; {_SHOWN_AS_TEXT}")
        return
    try:
        meta = documents.data(match[1])
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line, column = _place_of(error)
        fact = f"the front matter is not YAML: {_problem(error)}"
        hint = _way_out(text.split("\n")[line - 1], fact)
        yield wrong(line, column, "warning", fact, f"{hint}; {_SHOWN_AS_TEXT}")
        return
    if meta is None:
        return
    if not isinstance(meta, dict):
        fact = f"the front matter is {_shown(meta)}, no mapping"
        yield wrong(2, 1, "warning", fact, f"write `name: value`; {_SHOWN_AS_TEXT}")
        return
    lines = _lines(match[1])
    for name, (allowed, what) in _TYPES.items():
        value = meta.get(name)
        if name in meta and not isinstance(value, allowed):
            fact = f"{quote(name)} is {_shown(value)}"
            yield wrong(lines.get(name, 1), 1, severity, fact, f"allowed: {what}")


def _lines(front_matter: str) -> dict[str, int]:
    r"""The lines of the names, in the page, whose first line is the `---` before them.

    >>> _lines("title: Focus\nhide: toc\n")
    {'title': 2, 'hide': 3}
    """
    root = yaml.compose(front_matter, Loader=documents.LOADER)
    if not isinstance(root, yaml.MappingNode):
        return {}
    lines: dict[str, int] = {}
    for name, _ in root.value:
        if isinstance(name, yaml.ScalarNode):
            lines[name.value] = name.start_mark.line + 2
    return lines


def _shown(value: object) -> str:
    """A value as a message says it; a list may hold itself, so only its type.

    >>> _shown(None), _shown("toc"), _shown(3), _shown(["toc"])
    ('empty', "'toc'", '3', 'a list')
    """
    if value is None:
        return "empty"
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, (int, float)):
        return str(value)
    return f"a {type(value).__name__}"


def _place_of(error: Exception) -> tuple[int, int]:
    """Line and column in the page of what YAML stumbled over."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return 1, 1
    return mark.line + 2, mark.column + 1


def _way_out(line: str, fact: str) -> str:
    """How to mend a line that is not YAML; `fact` is what PyYAML says of it.

    >>> _way_out("title: Focus: ice", "mapping values are not allowed here")
    'put the value in quotation marks'
    """
    if line.startswith("\t"):
        return "indent by spaces, not by tabs"
    if _UNQUOTED.search(fact):
        return "put the value in quotation marks"
    return "correct it"


def _problem(error: Exception) -> str:
    """What is wrong, without the place."""
    return str(getattr(error, "problem", None) or error).splitlines()[0]
