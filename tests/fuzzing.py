"""All fuzzers, and a run of them for as long as one likes: `make fuzz SECONDS=60`.

Each input is made of the seed and its number. It is saved before it is tried and removed
afterwards, so that one that never comes to its end is there as well.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import time
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from random import Random
from typing import Final

from tests.fuzzers import Fuzzer, answers, bibtex, maths, pages

FUZZERS: Final[Mapping[str, Fuzzer]] = {
    "answers": answers.FUZZER,
    "bibtex": bibtex.FUZZER,
    "maths": maths.FUZZER,
    "pages": pages.FUZZER,
}
FOLDER: Final = Path(".fuzz")


def try_one(name: str, seed: int, number: int, folder: Path) -> None:
    """Try one input; where it fails the error says which, and the input stays in `folder`."""
    text = FUZZERS[name].make(Random(f"{name} {seed} {number}"))  # noqa: S311 - the same each time
    saved = folder / f"{name}-{seed}-{number}.txt"
    saved.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        FUZZERS[name].check(text)
    except Exception as error:
        error.add_note(f"fuzzer {name}, seed {seed}, input {number} ({saved}): {text!a}")
        raise
    saved.unlink()


def run(name: str, seed: int, seconds: float) -> int:
    """Try inputs until the time is over; how many there were."""
    end = time.monotonic() + seconds
    for number in count():
        if time.monotonic() > end:
            return number
        try_one(name, seed, number, FOLDER)
    return 0


def main() -> None:
    """Run the fuzzers that are named, or all, in equal parts of the time."""
    parser = argparse.ArgumentParser(prog="make fuzz")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(FUZZERS))
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**9))
    arguments = parser.parse_args()
    names = arguments.names or list(FUZZERS)
    unknown = set(names) - FUZZERS.keys()
    if unknown:
        parser.error(f"no such fuzzer: {', '.join(sorted(unknown))}")
    FOLDER.mkdir(exist_ok=True)
    for name in names:
        print(f"{name}: seed {arguments.seed}", end="", flush=True)
        print(f", {run(name, arguments.seed, arguments.seconds / len(names))} inputs")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
