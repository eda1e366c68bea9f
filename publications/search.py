"""What a publication is found by: in the filter of a list, and in the search of the site."""

from __future__ import annotations

import html
import re
from typing import Final

from publications import tex, venue
from publications.model import Publication

_ELEMENT: Final = re.compile(r"<[^>]*>")


def key(publication: Publication, *, short: bool) -> str:
    """What the filter finds a publication by beside what its item shows, folded.

    The script folds the title, people and venue that are shown; a `short` item shows fewer.
    """
    words = [publication.abbr, *publication.keywords]
    if short:
        words += [person.name for person in publication.people.persons]
        words.append(venue.long_venue(publication).text)
    return tex.fold(" ".join(words))


def entry(publication: Publication) -> tuple[str, str]:
    """Title and text in the search of the site: what the publication's page says, each thing once.

    Both are HTML in which only `&`, `<` and `>` are references, as the theme's search has it.
    """
    names = ", ".join(person.name for person in publication.people.persons)
    known = {
        "DOI": publication.doi,
        "arXiv": publication.arxiv,
        "ISBN": publication.isbn,
        "ISSN": publication.issn,
    }
    paragraphs = (
        html.escape(names, quote=False),
        _text(venue.labelled(publication).html),
        ", ".join(f"{name} {number}" for name, number in known.items() if number),
        _text((publication.abstract or publication.summary).html),
    )
    return _text(publication.title.html), "".join(f"<p>{text}</p>" for text in paragraphs if text)


def _text(markup: str) -> str:
    if "<" not in markup and "&" not in markup:
        return markup
    return html.escape(html.unescape(_ELEMENT.sub("", markup)), quote=False)
