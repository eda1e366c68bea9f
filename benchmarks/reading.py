"""CPU seconds of reading a file: `python benchmarks/reading.py (publications|pybtex) refs.bib`.

`publications` reads, rules and models; `pybtex` is `parse_file` alone.  Imports are not counted.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path


def main() -> None:
    """Read once, print the seconds."""
    reader, path = sys.argv[1], Path(sys.argv[2])
    if reader == "publications":
        from publications import library
        from publications.options import Options

        start = time.process_time()
        library.load(path.parent, Options(bib_file=(path.name,)))
    else:
        from pybtex.database import parse_file

        start = time.process_time()
        parse_file(path)
    print(time.process_time() - start)


if __name__ == "__main__":
    main()
