"""What the plugin brings to a site whose theme has no templates for publications."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import jinja2
from mkdocs.config.defaults import MkDocsConfig

from publications.pages.generated import TEMPLATE

_PACKAGE: Final = "publications"
#: The prefix under which stock/frame/main.html extends the site's own main.html.
_SITE: Final = "site"


def is_needed(config: MkDocsConfig) -> bool:
    """Whether the theme leaves to the plugin what it would show of publications."""
    return not any((Path(folder) / TEMPLATE).is_file() for folder in config.theme.dirs)


def add_templates(environment: jinja2.Environment) -> None:
    """Put the package's templates around those of the site, by Jinja's loaders.

    Each template that extends main.html, also of another plugin or of the owner, so extends the
    package's, and that the site's.  Under all other names the site's templates come first.
    """
    site = environment.loader or jinja2.DictLoader({})
    environment.loader = jinja2.ChoiceLoader(
        [
            jinja2.PackageLoader(_PACKAGE, "stock/frame"),
            site,
            jinja2.PackageLoader(_PACKAGE, "stock/templates"),
            jinja2.PrefixLoader({_SITE: site}),
        ]
    )
