"""The same page in the other editions of a site: what `hreflang` tells of it.

Google Search Central, "Tell Google about localized versions of your page": each version names
all of them, itself among them, by whole addresses.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any, Final

from publications import words
from publications.settings import Settings

#: The name in a page's data under which templates find them.
ALTERNATES: Final = "alternates"


def tell(meta: MutableMapping[str, Any], path: str, settings: Settings) -> None:
    """Put into a page's data which editions have the page at a path below the docs folder."""
    meta.pop(ALTERNATES, None)  # a name of ours
    links = alternates(path, settings)
    if links:
        meta[ALTERNATES] = links


def alternates(path: str, settings: Settings) -> list[dict[str, str]]:
    """The editions that have a page at a path below their docs folders: language, address, name.

    Empty where only one has it.  The name of the edition of the page itself is empty.
    """
    having = [each for each in settings.editions if (each.docs_dir / path).is_file()]
    if len(having) < 2:
        return []
    links = []
    for edition in having:
        name = ""
        if edition.site.language != settings.language:
            name = words.of(edition.site.language)("theme.language")
        address = edition.site.url_of(path)
        links.append({"lang": edition.site.language, "link": address, "name": name})
    return [*links, {"lang": "x-default", "link": links[0]["link"], "name": ""}]
