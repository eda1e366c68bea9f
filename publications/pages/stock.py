"""What a site of another theme than `publications` is given: templates, a stylesheet, a script.

The stylesheet is that of the theme `publications`, and what fits it into Material's own look.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

import jinja2

from publications import disk
from publications.pages.generated import TEMPLATE, Made
from publications.settings import Settings

STYLES: Final = "assets/publications/stock.css"
SCRIPT: Final = "assets/publications/publications.js"
_PACKAGE: Final = Path(__file__).resolve().parent.parent
_THEME: Final = _PACKAGE / "theme"
_ASSETS: Final = _THEME / "assets/publications"
_STYLES: Final = (_ASSETS / "publications.css", _PACKAGE / "stock/stock.css")


def is_needed(settings: Settings) -> bool:
    """Whether the theme is neither `publications` nor one derived from it."""
    return _THEME not in settings.theme_dirs


def has_template(settings: Settings) -> bool:
    """Whether the theme, or the site's own folder beside it, has one for pages of publications."""
    return any((folder / TEMPLATE).is_file() for folder in settings.theme_dirs)


def files() -> Iterator[Made]:
    """The files, each with its path below the site."""
    yield STYLES, lambda: b"\n".join(map(disk.read, _STYLES))
    yield SCRIPT, partial(disk.read, _ASSETS / "publications.js")


def around(site: jinja2.BaseLoader) -> jinja2.BaseLoader:
    """The package's templates around those of the site.

    Each template that extends main.html, also of another plugin or of the owner, so extends the
    package's, and that the site's.  Under all other names the site's templates come first.
    """
    # Prefixes in stock/frame/main.html: of the site's own main.html, and of parts of our theme.
    prefixed = {"site": site, "theme": jinja2.FileSystemLoader(_THEME)}
    return jinja2.ChoiceLoader(
        [
            jinja2.FileSystemLoader(_PACKAGE / "stock/frame"),
            site,
            jinja2.FileSystemLoader(_PACKAGE / "stock/templates"),
            jinja2.PrefixLoader(prefixed),
        ]
    )
