"""CPU seconds of reading a file: `python -m benchmarks.reading (publications|pybtex) refs.bib`.

`publications` reads entries, applies the rules, makes the model, and parses the TeX of titles and
abstracts, which is otherwise parsed when it is used; `pybtex` is `parse_file` alone. Imports are
not counted.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from benchmarks.generate import OWNER


def main() -> None:
    """Read the file once and print the seconds."""
    reader, path = sys.argv[1], Path(sys.argv[2])
    if reader == "publications":
        from publications import bibliography
        from publications.settings import Options, Owner

        options = Options(bib_file=(path.name,), owner=Owner(name=OWNER))
        start = time.process_time()
        for publication in bibliography.load(path.parent, options).publications:
            _ = publication.title.text, publication.abstract.text
    else:
        from pybtex.database import parse_file

        start = time.process_time()
        parse_file(path)
    print(time.process_time() - start)


if __name__ == "__main__":
    main()
