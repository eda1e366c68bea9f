"""What the plugin brings to a site of another theme than `publications`."""

from __future__ import annotations

from typing import Final

import jinja2
from mkdocs.config.defaults import MkDocsConfig

from publications.builders.theme import FOLDER
from publications.pages import stock

_PACKAGE: Final = "publications"
#: Prefixes in stock/frame/main.html: of the site's own main.html, and of parts of our theme.
_SITE: Final = "site"
_THEME: Final = "theme"


def is_needed(config: MkDocsConfig) -> bool:
    """Whether the theme is neither `publications` nor one derived from it."""
    return str(FOLDER) not in config.theme.dirs


def add_assets(config: MkDocsConfig) -> None:
    """Let pages load stylesheet and script where they are needed, those of the site after them."""
    if not is_needed(config):
        return
    if stock.STYLES not in config.extra_css:
        config.extra_css.insert(0, stock.STYLES)
    if stock.SCRIPT not in map(str, config.extra_javascript):
        config.extra_javascript.insert(0, stock.SCRIPT)


def add_templates(environment: jinja2.Environment, config: MkDocsConfig) -> None:
    """Put the package's templates, where needed, around those of the site, by Jinja's loaders.

    Each template that extends main.html, also of another plugin or of the owner, so extends the
    package's, and that the site's.  Under all other names the site's templates come first.
    """
    if not is_needed(config):
        return
    site = environment.loader or jinja2.DictLoader({})
    environment.loader = jinja2.ChoiceLoader(
        [
            jinja2.PackageLoader(_PACKAGE, "stock/frame"),
            site,
            jinja2.PackageLoader(_PACKAGE, "stock/templates"),
            jinja2.PrefixLoader({_SITE: site, _THEME: jinja2.FileSystemLoader(FOLDER)}),
        ]
    )
