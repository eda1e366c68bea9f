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
from typing import Final

from publications.settings import OptionsError

#: Name of a command -> the module in `commands/` and its one line of help.  A module defines
#: `configure(parser)` and `run(arguments) -> status` and is imported when it is called.
COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "check": ("check", "name what is wrong in BibTeX files"),
    "add": ("add", "add publications to a BibTeX file"),
    "lock-urls": ("lock", "write every address into publications.lock"),
    "changes": ("changes", "summarise a change as Markdown"),
    "generate": ("generate", "write pages and downloads for other site builders"),
    "verify": ("verify", "name what is wrong in a finished site"),
    "built": ("verify", "the former name of verify"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    The status is 0, 1 for findings that stop a build, 2 for wrong usage, 130 after Ctrl-C and 141
    where the reader of the output went away.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        parsed = _parser(words).parse_args(words)
        status = int(parsed.run(parsed))
        sys.stdout.flush()  # here, while a closed pipe can still be handled
        return status
    except BrokenPipeError:  # `check | head`; Python would report it again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        if sys.stderr.isatty():
            print(file=sys.stderr)  # the terminal has shown ^C
        return 130
    except OptionsError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Build the parser; only commands that `words` name are imported and configured."""
    parser = argparse.ArgumentParser(
        prog="python -m publications", description="Publications from BibTeX."
    )
    parser.add_argument("--config", type=Path, default=Path("mkdocs.yml"), metavar="FILE")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (module_name, summary) in COMMANDS.items():
        command = commands.add_parser(name, help=summary)
        if name in words:
            module = importlib.import_module(f"publications.commands.{module_name}")
            module.configure(command)
            command.set_defaults(run=module.run)
    return parser


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    status = main()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(status)
