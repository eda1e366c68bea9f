"""Sites in several languages by mkdocs-static-i18n, which builds once for each language.

It copies files by their source path, and generated ones have none.  So they are added after it,
under one address each: the build of the default language writes them, the others link to them.
"""

from __future__ import annotations

from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from publications.builders import mkdocs_files
from publications.builders.mkdocs_files import PublicationPage

_NAME: Final = "i18n"
#: A priority below that at which the plugin copies files.
AFTER: Final = -200


def is_used(config: MkDocsConfig) -> bool:
    """Whether the site is built once for each of its languages."""
    return _NAME in config.plugins


def settle_pages(files: Files, config: MkDocsConfig) -> None:
    """Leave one build the pages of publications, and its sitemap their addresses."""
    if not is_used(config):
        return
    plugin: Any = config.plugins[_NAME]
    listed = plugin.i18n_files_per_language[plugin.current_language]
    in_sitemap = [file for file in listed if not isinstance(file.page, PublicationPage)]
    for page in mkdocs_files.generated_pages(files):
        file: Any = page.file
        if plugin.is_default_language_build:
            file.alternates = {}  # the same in other languages, of which its sitemap tells
            in_sitemap.append(file)
        else:
            files.remove(file)
    plugin.i18n_files_per_language[plugin.current_language] = in_sitemap
