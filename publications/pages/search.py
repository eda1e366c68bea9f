"""What a publication is found by in the search of the site."""

from __future__ import annotations

import html
import re
from collections.abc import MutableMapping
from typing import Any, Final

from publications.model import status, venue
from publications.model.publication import Publication
from publications.pages import labels
from publications.words import ENGLISH, Words

#: How many characters of abstracts the index has, the newest first; of others the first sentence.
MOST_OF_ABSTRACTS: Final = 500_000
_ELEMENT: Final = re.compile(r"<[^>]*>")
_SENTENCE: Final = re.compile(r".{40,}?(?:[.!?](?=\s+[^\sa-z]|\s*$)|[。！？])|.{1,300}", re.DOTALL)


def entry(
    publication: Publication, words: Words = ENGLISH, *, whole: bool = True
) -> tuple[str, str]:
    """Title and text in the search of the site: what the publication's page says, each thing once.

    Both are HTML in which only `&`, `<` and `>` are references, as the theme's search has it.
    `whole` is whether all of the abstract is among it, or its first sentence.
    """
    names = ", ".join(person.name for person in publication.people.persons)
    known = ", ".join(
        f"{each.label} {each.text}{each.note}" for each in labels.identifiers(publication, words)
    )
    keywords = ""
    if publication.keywords:
        keywords = words("page.keywords_are", keywords=", ".join(publication.keywords))
    abstract = _text(publication.abstract.html)
    if not whole:
        abstract = html.escape(_first_sentence(publication.abstract.text), quote=False)
    paragraphs = (
        html.escape(status.in_words(publication.notices, words), quote=False),
        html.escape(names, quote=False),
        _text(venue.labelled(publication, words).html),
        html.escape(", ".join(publication.awards), quote=False),
        _text(publication.award_story.html),
        _text(publication.additional_info.html),
        _text(publication.annotation.html),
        html.escape(known, quote=False),
        html.escape(keywords, quote=False),
        _text(publication.summary.html),
        abstract,
    )
    return _text(publication.title.html), "".join(f"<p>{text}</p>" for text in paragraphs if text)


def byline(publication: Publication, words: Words = ENGLISH) -> str:
    """Venue and year, which a result shows below the title, as HTML like the other texts."""
    return _text(venue.short_venue(publication, words).html)


def escape_title(meta: MutableMapping[str, Any]) -> None:
    """Escape the title in a page's front matter, which the theme's search shows as HTML.

    References that are there already stay.
    """
    if "title" in meta:
        meta["title"] = escaped_once(str(meta["title"]))


def escaped_once(text: str) -> str:
    """A title as HTML, whether it was written as text or is HTML with references.

    >>> escaped_once("Ice & snow"), escaped_once("Ice &amp; snow")
    ('Ice &amp; snow', 'Ice &amp; snow')
    """
    return html.escape(html.unescape(text))


def _first_sentence(text: str) -> str:
    """The first sentence of a text, or nothing where it has none.

    An abbreviation ends none, as it is short or a small letter follows it.

    >>> _first_sentence("We measure sea ice, cf. others, by radar from above. It melts.")
    'We measure sea ice, cf. others, by radar from above.'
    """
    match = _SENTENCE.match(text)
    if match is None:
        return ""
    return match[0]


def _text(markup: str) -> str:
    """The text of HTML without its elements, escaped as the theme's search shows it.

    >>> _text("<i>Ice</i> &amp; &quot;snow&quot;")
    'Ice &amp; "snow"'
    """
    if "<" not in markup and "&" not in markup:
        return markup
    return html.escape(html.unescape(_ELEMENT.sub("", markup)), quote=False)
