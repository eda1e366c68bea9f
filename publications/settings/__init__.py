"""What mkdocs.yml says: the site, its owner, the options; checked before they are used.

The options are those of the Markdown extension, because every builder reads those:

    markdown_extensions:
      - publications:
          bib_file: refs.bib        # or a list of files; relative to mkdocs.yml
          owner: *owner             # name, orcid, aliases, contacts: see owner.py
          people: people.yml        # optional: who has which ORCID
          edit_url: https://…/edit/main/   # optional: where refs.bib is edited
          citations: auto           # or extension, off: see options.py
          counts: true              # optional: show how often works are cited, of counts.yml
          language: de              # optional: of the pages, where no theme tells it
          editions: [mkdocs.yml, mkdocs.de.yml]  # optional: the site in several languages
          words: words.toml         # optional: words of your own for those that pages show
"""

from publications.settings.config import (
    Settings,
    nav_pages,
    read_settings,
    settings_of,
)
from publications.settings.editions import read_editions
from publications.settings.options import COUNTS, Options
from publications.settings.own_words import words_of
from publications.settings.owner import OWNER_NAMES, Owner
from publications.settings.places import Place, language_place, nav_places, place_in
from publications.settings.site import ListPage, Site
from publications.settings.themes import theme_dirs
from publications.settings.values import OptionsError, language_of

__all__ = [
    "COUNTS",
    "OWNER_NAMES",
    "ListPage",
    "Options",
    "OptionsError",
    "Owner",
    "Place",
    "Settings",
    "Site",
    "language_of",
    "language_place",
    "nav_pages",
    "nav_places",
    "place_in",
    "read_editions",
    "read_settings",
    "settings_of",
    "theme_dirs",
    "words_of",
]
