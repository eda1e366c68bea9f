"""Where a template or a build went wrong: the file, the line, what is wrong, in one line."""

from __future__ import annotations

import html
import os
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import jinja2

from publications import disk

_NOT_FOUND_HINT: Final = "correct the name, or put it into the theme's custom_dir"


def of_template(error: BaseException, folders: Iterable[Path], way_out: str) -> str:
    """Place, fact and way out of an exception that a template raised; empty where no template did.

    `folders` hold the templates: which of them is not UTF-8, an error of decoding does not say.
    """
    fault = _fault(error, folders)
    if not fault:
        return ""
    if isinstance(error, jinja2.TemplateNotFound):
        way_out = _NOT_FOUND_HINT
    return f"{fault} ({way_out})"


def _fault(error: BaseException, folders: Iterable[Path]) -> str:
    """Place and fact: `overrides/main.html:3: 'x' is undefined`; empty if no template raised it."""
    if isinstance(error, UnicodeDecodeError):
        return _not_utf8(folders)
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{named(error.filename or error.name or '')}:{error.lineno}: {error.message}"
    fact = _fact(error)
    place = _innermost_template(error)
    if place:
        return f"{place}: {fact}"
    if isinstance(error, jinja2.TemplateError):
        return fact
    return ""


def named(path: str | Path) -> str:
    """A path as seen from the working directory, if it is below it: `overrides/main.html`."""
    folder = Path.cwd()
    absolute = Path(os.path.abspath(path))
    if absolute.is_relative_to(folder):
        return absolute.relative_to(folder).as_posix()
    return str(path)


def line_of(error: BaseException) -> int | None:
    """Line of a file that an error is about, as of a template's syntax."""
    return getattr(error, "lineno", None)


def one_line(text: str, error: BaseException) -> str:
    r"""Text of an error on one line; its type where it says nothing.

    >>> one_line("no such\n  file", OSError()), one_line("", KeyError())
    ('no such file', 'KeyError')
    """
    return " ".join(text.split()) or type(error).__name__


def placed(error: BaseException) -> str:
    """Text of an error, with file and line where it has them."""
    line = line_of(error)
    if line is None:
        return str(error)
    file = getattr(error, "filename", None) or getattr(error, "name", "")
    return f"{file}:{line}: {getattr(error, 'message', error)}"


def page_of(text: str, head: str = "") -> bytes:
    """Page in the place of one that cannot be made."""
    return (
        f'<!doctype html><meta charset="utf-8">{head}<title>Not built</title>'
        f"<pre>{html.escape(text)}</pre>"
    ).encode()


def position(content: bytes, offset: int) -> tuple[int, int]:
    r"""Line and column, in characters from 1, of a byte of a text.

    >>> position("Eis\nSchnee".encode(), 6)
    (2, 3)
    """
    before = content[:offset].decode("utf-8", errors="replace")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _fact(error: BaseException) -> str:
    """What is wrong, on one line: Jinja2's message, of others the name of the exception too.

    >>> _fact(jinja2.UndefinedError("'ice' is undefined")), _fact(ZeroDivisionError("by zero"))
    ("'ice' is undefined", 'ZeroDivisionError: by zero')
    """
    if isinstance(error, jinja2.TemplateNotFound):
        return f"there is no template '{error.name}'"
    message = " ".join(str(error).split())
    if isinstance(error, jinja2.TemplateError) and message:
        return message
    return f"{type(error).__name__}: {message}".removesuffix(": ")


def _innermost_template(error: BaseException) -> str:
    """File and line of the template that was being rendered; Jinja2 puts them into tracebacks."""
    place = ""
    for frame, line in traceback.walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        if not file.endswith(".py") and os.path.isfile(file):
            place = f"{named(file)}:{line}"
    return place


def _not_utf8(folders: Iterable[Path]) -> str:
    """Place of the first byte that is not UTF-8 in the templates of the folders.

    Jinja2 does not tell which template it was decoding.
    """
    for folder in folders:
        for path in sorted(folder.rglob("*.html")):
            if not path.is_file():
                continue
            content = disk.read(path)
            try:
                content.decode()
            except UnicodeDecodeError as error:
                line, column = position(content, error.start)
                return f"{named(path)}:{line}:{column}: not UTF-8"
    return ""
