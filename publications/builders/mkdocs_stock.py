"""What the plugin brings to a site of another theme than `publications`."""

from __future__ import annotations

import jinja2
from mkdocs.config.defaults import MkDocsConfig

from publications.builders.theme import FOLDER
from publications.pages import stock


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
    """Put the package's templates, where needed, around those of the site."""
    if is_needed(config):
        environment.loader = stock.around(environment.loader or jinja2.DictLoader({}))
