"""What pages of a site of another theme load: a stylesheet and a script.

The stylesheet is that of the theme `publications`, and what fits it into Material's own look.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from publications import disk

STYLES: Final = "assets/publications/stock.css"
SCRIPT: Final = "assets/publications/publications.js"
_PACKAGE: Final = Path(__file__).parent.parent
_THEME: Final = _PACKAGE / "theme/assets/publications"
_STYLES: Final = (_THEME / "publications.css", _PACKAGE / "stock/stock.css")


def files() -> Iterator[tuple[str, bytes]]:
    """The files, each with its path below the site."""
    yield STYLES, b"\n".join(map(disk.read, _STYLES))
    yield SCRIPT, disk.read(_THEME / "publications.js")
