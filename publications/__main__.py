"""The command line: `python -m publications`."""

from __future__ import annotations

import os
import signal
import sys

if __name__ == "__main__":
    # The imports take longest; Ctrl-C during them is no reason for a traceback either.
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))

import argparse
import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

from publications import disk, output
from publications.output import OutputError
from publications.settings import OptionsError

#: Name of a command -> the module in `commands/` and its one line of help.  A module defines
#: `configure(parser)` and `run(arguments) -> status` and is imported when it is called.
COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "new": ("new", "write a new site, for a BibTeX file or an ORCID"),
    "check": ("check", "name what is wrong in BibTeX files"),
    "add": ("add", "add publications to a BibTeX file"),
    "watch": ("watch", "ask registrars what refs.bib lacks"),
    "propose": ("propose", "propose in a pull request what watch finds (for a workflow)"),
    "lock-urls": ("lock", "write every address into publications.lock"),
    "changes": ("changes", "summarise a change as Markdown"),
    "coauthors": ("coauthors", "list everybody whom the owner wrote with"),
    "generate": ("generate", "write pages and downloads for other site builders"),
    "pdf": ("pdf", "write the PDF of each page that asks for one"),
    "verify": ("verify", "name what is wrong in a finished site"),
    "built": ("verify", "the former name of verify"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    The status is 0, 1 for findings that stop a build and where a file or standard output takes
    nothing, 2 for wrong usage, 130 after Ctrl-C and 141 where the reader of the output went away.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        parsed = _parser(words).parse_args(words)
        status = int(parsed.run(parsed))
        output.flush()
        return status
    except BrokenPipeError:  # `check | head`
        return 141
    except KeyboardInterrupt:
        if sys.stderr.isatty():
            output.complain("")  # the terminal has shown ^C
        return 130
    except OptionsError as error:
        output.complain(f"error: {error}")
        return 2
    except OutputError as error:
        output.complain(f"error: {error}")
        return 1
    except OSError as error:
        output.complain(f"error: {_reason(error)}")
        return 1


def _reason(error: OSError) -> str:
    """What the system refused, and why."""
    if error.filename is None:
        return disk.reason(error)
    return f"{error.filename}: {error.strerror}"


def _program_name() -> str:
    """What the program was called as."""
    if Path(sys.argv[0]).stem == "publications":
        return "publications"
    return "python -m publications"


class _Parser(argparse.ArgumentParser):
    """A parser whose help is not lost, and whose messages steer no terminal."""

    def print_help(self, file: Any = None) -> None:
        """Print to standard output, or say why not.  Raises OutputError."""
        output.say(self.format_help(), end="")
        output.flush()

    def error(self, message: str) -> NoReturn:
        """Exit with status 2."""
        super().error(output.harmless(message))


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Build the parser; only commands that `words` name are imported and configured."""
    parser = _Parser(prog=_program_name(), description="Publications from BibTeX.")
    parser.add_argument("--config", type=Path, default=Path("mkdocs.yml"), metavar="FILE")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (module_name, summary) in COMMANDS.items():
        command = commands.add_parser(name, help=summary)
        if name in words:
            module = importlib.import_module(f"publications.commands.{module_name}")
            module.configure(command)
            command.set_defaults(run=module.run)
    return parser


def program() -> NoReturn:
    """Run as a program, which is also installed as `publications`."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    output.prepare()
    status = main()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    output.end()
    sys.exit(status)


if __name__ == "__main__":
    program()
