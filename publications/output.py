"""What commands print: lines that steer no terminal and no workflow, to streams of any kind."""

from __future__ import annotations

import logging
import os
import re
import sys
from contextlib import suppress
from typing import Final, TextIO

from publications import disk
from publications.diagnostics import printable

#: Commands that GitHub's runner takes from a log: the older form anywhere in a line, the newer one
#: at its beginning (actions/runner, ActionCommand.cs).
_OLDER_COMMAND: Final = re.compile(r"##(?=\[)")
_COMMAND: Final = re.compile(r"^([^\S\n]*):(?=:)", re.MULTILINE)


class OutputError(Exception):
    """Standard output that takes no more: says why."""


#: Of Markdown, GitHub's tables, mathematics, mentions, numbers of issues, and addresses that become
#: links by themselves.
_MARKUP: Final = re.compile(
    r"[\\`*_{}\[\]<>&|~#@!$^]|:(?=//)|(?<=www)\.|(?<=GH)-(?=\d)", re.IGNORECASE
)


def prepare() -> None:
    """Make the standard streams take any text; those that are closed lead nowhere.

    Without the latter a file that is opened later would become a standard stream.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            stream = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115  # open until the program ends
            setattr(sys, name, stream)
        if mode == "w":
            stream.reconfigure(errors="backslashreplace")


def say(text: str, *, end: str = "\n", commands: bool = False) -> None:
    """Print to standard output; `commands` are for a workflow.  Raises OutputError."""
    try:
        sys.stdout.write(harmless(text, commands=commands))
        sys.stdout.write(end)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _output_error(error) from error


def flush() -> None:
    """Hand over all that was said.  Raises OutputError."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _output_error(error) from error


def complain(text: str) -> None:
    """Print to standard error; where that takes nothing, there is no one to tell."""
    with suppress(OSError):
        sys.stderr.write(harmless(text) + "\n")
        sys.stderr.flush()


def end() -> None:
    """Give up standard output and standard error where they fail, which Python would report."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            _discard(stream)


def harmless(text: str, *, commands: bool = False) -> str:
    """`text` without characters and words that steer what shows it; lines stay lines."""
    lines = text.split("\n")
    text = "\n".join("\t".join(map(printable, line.split("\t"))) for line in lines)
    text = _OLDER_COMMAND.sub("# #", text)
    if commands:
        return text
    return _COMMAND.sub(r"\1: ", text)


def make_harmless(record: logging.LogRecord) -> bool:
    """Put the text of a log record, with its arguments in it, in a form that steers nothing."""
    record.msg = harmless(record.getMessage())
    record.args = ()
    return True


def markdown(text: str, length: int) -> str:
    """`text` as Markdown that is nothing but text, on one line, shortened when it is long.

    Whatever Markdown or HTML could take for its own is a character reference, which is never markup
    (CommonMark, 2.5).
    """
    text = printable(" ".join(text.split()))
    if len(text) > length:
        text = text[: length - 1] + "\u2026"
    return _MARKUP.sub(lambda match: f"&#{ord(match[0])};", text)


def counted(number: int, noun: str) -> str:
    """A number with an English noun that takes an s: `1 error`, `2 errors`, `0 changes`."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun}s"


def _output_error(error: OSError) -> OutputError:
    return OutputError(f"standard output: {disk.reason(error)}")


def _discard(stream: TextIO) -> None:
    """Lead a stream nowhere, with what it still holds."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
