"""What several formats need of a publication in the same form."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from publications import tex
from publications.model import identifiers
from publications.model.people import Person
from publications.model.publication import Publication
from publications.settings import Site

# The folder of the pages and downloads, on the site and below the docs folder.
FOLDER: Final = "publications"

# Characters that XML 1.0 (2.2) or terminals cannot bear, and the controls by which a text can be
# made to look like another: embeddings, overrides and isolates (Unicode Standard Annex 9, 2).
_UNSAFE: Final = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    r"\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(17))
    + "]"
)
_RANGE: Final = re.compile(r"(\w[\w.:-]*)\s*\u2013\s*(\w[\w.:-]*)")
_ISBN: Final = re.compile(r"(?<![0-9])(?:97[89][- ]?)?[0-9](?:[- ]?[0-9]){8}[- ]?[0-9Xx](?![0-9])")
_ISSN: Final = re.compile(r"(?<![0-9])[0-9]{4}-?[0-9]{3}[0-9Xx](?![0-9])")
# biblatex manual, 3.1.1 and table 2: babel's names of languages -> BCP 47.
_LANGUAGES: Final = {
    "english": "en", "american": "en-US", "usenglish": "en-US", "british": "en-GB",
    "ukenglish": "en-GB", "canadian": "en-CA", "australian": "en-AU", "newzealand": "en-NZ",
    "german": "de", "ngerman": "de", "austrian": "de-AT", "naustrian": "de-AT",
    "swissgerman": "de-CH", "nswissgerman": "de-CH",
    "french": "fr", "francais": "fr", "acadian": "fr-CA", "canadien": "fr-CA",
    "spanish": "es", "catalan": "ca", "galician": "gl", "basque": "eu", "italian": "it",
    "portuguese": "pt", "portuges": "pt", "brazil": "pt-BR", "brazilian": "pt-BR", "dutch": "nl",
    "danish": "da", "norsk": "nb", "norwegian": "no", "nynorsk": "nn", "swedish": "sv",
    "finnish": "fi", "icelandic": "is", "estonian": "et", "latvian": "lv", "lithuanian": "lt",
    "polish": "pl", "czech": "cs", "slovak": "sk", "slovene": "sl", "slovenian": "sl",
    "croatian": "hr", "serbian": "sr", "serbianc": "sr-Cyrl", "bulgarian": "bg", "macedonian": "mk",
    "russian": "ru", "ukrainian": "uk", "belarusian": "be", "greek": "el", "hungarian": "hu",
    "magyar": "hu", "romanian": "ro", "turkish": "tr", "hebrew": "he", "arabic": "ar",
    "persian": "fa", "hindi": "hi", "bengali": "bn", "tamil": "ta", "marathi": "mr",
    "chinese": "zh", "japanese": "ja", "korean": "ko", "vietnamese": "vi", "thai": "th",
    "indonesian": "id", "malay": "ms", "latin": "la", "esperanto": "eo", "irish": "ga",
    "welsh": "cy",
}  # fmt: skip


def plain(text: str) -> str:
    """Text on one line, without characters that a file or a page could be harmed by."""
    # Nearly all texts are so already: what is printable has no other white space than blanks.
    if text.isprintable() and "  " not in text and text.strip(" ") == text:
        return text
    return " ".join(_UNSAFE.sub("", text).split())


def field(publication: Publication, *names: str) -> str:
    """The first of these fields of the entry that is not blank, as plain text."""
    return plain(tex.parse(publication.entry.get(*names)).text)


def inverted(person: Person) -> str:
    """`von Family, Given, Jr.`, with no other comma; a body has none, since that would split it."""
    family = f"{person.prefix} {person.family}".strip()
    names = (person.name,) if person.literal else (family, person.given, person.suffix)
    return ", ".join(
        re.sub(r"\s*,\s*", " ", name) if "," in name else name for name in names if name
    )


def first_last(pages: str) -> tuple[str, str]:
    """The first and the last page; all that is written and nothing, where it is not one range."""
    found = _RANGE.fullmatch(pages.strip())
    return (found[1], found[2]) if found else (pages.strip(), "")


def isbns(publication: Publication) -> tuple[str, ...]:
    """The ISBNs of a field that may hold several, with words beside; else what is written."""
    return _numbers(_ISBN, publication.isbn, identifiers.is_isbn)


def issns(publication: Publication) -> tuple[str, ...]:
    """The ISSNs, likewise."""
    return _numbers(_ISSN, publication.issn, identifiers.is_issn)


def _numbers(form: re.Pattern[str], value: str, valid: Callable[[str], bool]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(number for number in form.findall(value) if valid(number)))
    return found or tuple(filter(None, (plain(value),)))


def language(publication: Publication) -> str:
    """The language as BCP 47 has it, or empty: biblatex's `langid` or `language`."""
    for name in ("langid", "language", "hyphenation"):
        value = field(publication, name).lower()
        if value in _LANGUAGES:
            return _LANGUAGES[value]
        if re.fullmatch(r"[a-z]{2}(?:-[a-z]{4})?(?:-[a-z]{2})?", value):
            return value
    return ""


def url(publication: Publication) -> str:
    """The address of the publication: what `url` says, or arXiv's; none that only repeats the DOI.

    Where there is a DOI, arXiv's address would cite another version than the published one.
    """
    for rel in ("url",) if publication.doi else ("url", "arxiv"):
        for each in publication.links:
            if each.rel == rel and re.match(r"(?:https?|ftp)://", each.url, re.I):
                return quoted(each.url)
    return ""


def quoted(address: str) -> str:
    """An address with only the characters of RFC 3986, and of RFC 3987 beyond ASCII."""
    clean = _UNSAFE.sub("", address)
    return re.sub(r"[\s\"<>\\^`{|}]", lambda c: "".join(f"%{b:02X}" for b in c[0].encode()), clean)


def link(publication: Publication, rel: str, base: str) -> str:
    """The address of the first such link: of a file of the site only where it stands, at `base`."""
    for each in publication.links:
        if each.rel != rel:
            continue
        if each.local:
            return quoted(base + each.url) if base else ""
        if re.match(r"https?://", each.url, re.I):
            return quoted(each.url)
    return ""


def pdf(publication: Publication, base: str = "") -> str:
    """The address of the PDF, or empty: on the site at `base`, or where the entry says."""
    return link(publication, "pdf", base)


def page(publication: Publication, site: Site) -> str:
    """The address of the publication's own page, or empty where the site has none."""
    return f"{site.url}{FOLDER}/{publication.slug}/" if site.url else ""
