"""What pages of a site of another theme load: a stylesheet and a script.

The stylesheet is that of the theme `publications`, and what fits it into Material's own look.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from publications import disk
from publications.pages.generated import TEMPLATE, Made
from publications.settings import Settings

STYLES: Final = "assets/publications/stock.css"
SCRIPT: Final = "assets/publications/publications.js"
_PACKAGE: Final = Path(__file__).resolve().parent.parent
_THEME: Final = _PACKAGE / "theme/assets/publications"
_STYLES: Final = (_THEME / "publications.css", _PACKAGE / "stock/stock.css")


def is_needed(settings: Settings) -> bool:
    """Whether the theme is neither `publications` nor one derived from it."""
    return _PACKAGE / "theme" not in settings.theme_dirs


def has_template(settings: Settings) -> bool:
    """Whether the theme, or the site's own folder beside it, has one for pages of publications."""
    return any((folder / TEMPLATE).is_file() for folder in settings.theme_dirs)


def files() -> Iterator[Made]:
    """The files, each with its path below the site."""
    yield STYLES, lambda: b"\n".join(map(disk.read, _STYLES))
    yield SCRIPT, partial(disk.read, _THEME / "publications.js")
