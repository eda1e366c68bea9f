"""An entry as it came -> an entry as it should stand in refs.bib.

What is mended is what publishers and their services get wrong: tags and references of HTML in TeX,
titles and names in capitals, identifiers as addresses, months in words, and fields that only the
program which wrote them reads.
"""

from __future__ import annotations

import re
import string
from collections.abc import Container
from dataclasses import replace
from itertools import chain, count
from typing import Final

from publications.add.capitals import mend_capitals, protect
from publications.add.markup import mend, without_references
from publications.bibtex import Entry, writer
from publications.bibtex.fields import Use, used
from publications.bibtex.strings import MONTHS
from publications.model import dates, identifiers, links, registered, titles
from publications.model.names import NameSyntaxError, Person, as_bibtex, fold_key, read_names

# Reference managers, dblp, the ACM, MathSciNet, CiteULike, BibSonomy: nothing that a reader cites.
_JUNK: Final = re.compile(
    r"bdsk-.*|date-(?:added|modified)|.*-groups|groups|timestamp|biburl|bibsource|file|local-url"
    r"|owner|creationdate|modificationdate|added-at|interhash|intrahash|username|rating|read"
    r"|issue_date|numpages|copyright|mendeley-tags|citeulike-.*|posted-at|__markedentry|ranking"
    r"|readstatus|priority|qualityassured|printed|mr(?:class|number|reviewer)|coden|fjournal"
)
# Services fill these with their own: index terms, a language that every paper of theirs has.
_OF_SERVICES: Final = frozenset({"keywords", "keyword", "language", "day"})
_ADDRESSES: Final = frozenset({"url", "doi", "eprint"})
_VERBATIM: Final = frozenset(used(Use.VERBATIM))
_TITLES: Final = ("title", "subtitle", "booktitle")
_CAPITALS: Final = (*_TITLES, "journal", "journaltitle", "series")
_STOP_WORDS: Final = frozenset((
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from", "how",
    "in", "into", "is", "it", "its", "of", "on", "or", "over", "the", "to", "toward", "towards",
    "via", "what", "when", "where", "which", "who", "why", "will", "with", "without", "das", "der",
    "des", "die", "ein", "eine", "im", "la", "le", "les", "un", "une", "el", "los", "las",
))  # fmt: skip
# Parts of family names in small letters: in a name in capitals nothing else tells them.
_PARTICLES: Final = frozenset((
    "af", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "la", "le", "ten", "ter",
    "van", "vom", "von", "zu", "zur",
))  # fmt: skip
_PREPRINT_FIELDS: Final = ("journal", "journaltitle", "volume", "number", "pages", "publisher")
_ONLY_ARXIV: Final = re.compile(
    r"(?:\\url\s*\{)?(?:https?://)?(?:www\.)?arxiv(?:\.org/|:| preprint|\s*\Z).{0,40}",
    re.IGNORECASE,
)


def clean(entry: Entry, *, pasted: bool = False) -> Entry:
    """The entry with its fields mended; `pasted` ones keep what their owner may have put there.

    Total: what cannot be mended stays as it is.  The key is not touched (see `key_for`).
    """
    values = {
        name: value
        for name, value in entry.values().items()
        if not _JUNK.fullmatch(name) and (pasted or name not in _OF_SERVICES)
    }
    for name, value in values.items():
        if name in _ADDRESSES:
            values[name] = links.url_of(without_references(value))
        elif name in _VERBATIM:
            values[name] = without_references(value)
        else:
            values[name] = mend(value)
    values = {name: value for name, value in values.items() if value}
    mended = identified(writer.make(entry.type.lower(), entry.key, values))
    values = mended.values()
    for name in ("author", "editor"):
        if name in values:
            values[name] = mend_people(values[name])
    for name in _CAPITALS:
        if name in values:
            values[name] = mend_capitals(_unwrapped(values[name], name))
    for name in _TITLES:
        if name in values:
            values[name] = protect(values[name])
    _date(values)
    _numbers(values)
    return writer.make(mended.type, entry.key, values)


def key_for(entry: Entry, taken: Container[str]) -> str:
    """`surnameYEARword` in ASCII: first author's family name, year, first word of the title.

    With a letter, then a number, behind it where that key, in lower case, is in `taken`.
    """
    title = titles.title_of(entry).search.split()
    words = [w for word in title if (w := _ascii(word)) and not w.isdigit()]
    word = next((word for word in words if word not in _STOP_WORDS), words[0] if words else "")
    date = dates.parse_date(entry.get("date"), entry.get("year"), "")
    key = _family(entry) + (str(date.year) if date else "") + word
    behind = chain([""], string.ascii_lowercase[1:], (f"-{n}" for n in count(27)))
    return next(key + end for end in behind if key + end not in taken)


def _family(entry: Entry) -> str:
    """The folded family name of the first author or editor that has letters of ASCII."""
    for field in ("author", "editor"):
        try:
            people, _ = read_names(entry.get(field))
        except NameSyntaxError:
            continue
        for _, person in people[:1]:
            for name in (person.family, person.prefix, person.given):
                if folded := _ascii(fold_key(name)):
                    return folded[:30]
    return "anon"


def _ascii(word: str) -> str:
    return "".join(char for char in word if char.isascii() and char.isalnum())


def identified(entry: Entry) -> Entry:
    """Identifiers bare, each once; a preprint without a journal's name for its server."""
    values = entry.values()
    arxiv = identifiers.unversioned(registered.arxiv_of(entry))
    doi = registered.doi_of(entry)
    kind = entry.type
    if arxiv and registered.only_preprint(entry, arxiv):
        for name in _PREPRINT_FIELDS:
            values.pop(name, None)
        kind = "misc" if kind in ("article", "misc", "unpublished", "online") else kind
    for name in ("howpublished", "note"):
        if arxiv and _ONLY_ARXIV.fullmatch(values.get(name, "")):
            del values[name]
    server = "eprinttype" if "eprinttype" in values else "archiveprefix"
    if arxiv and "arxiv" not in values:
        other = "eprint" in values and values.get(server, "arxiv").lower() != "arxiv"
        values |= {"arxiv": arxiv} if other else {"eprint": arxiv, server: "arXiv"}
    if identifiers.arxiv_in_doi(doi):
        values.pop("doi", None)
        doi = ""
    elif doi:
        values["doi"] = doi
    url = values.get("url", "")
    if url and (identifiers.doi_in_url(url) or links.names(url, doi, arxiv)):
        del values["url"]
    return writer.make(kind, entry.key, values)


def mend_people(value: str) -> str:
    """Names as `Family, Given`, not in capitals; the list as it was if that would change it."""
    try:
        people, others = read_names(value)
    except NameSyntaxError:
        return value
    persons = [person for _, person in people]
    mended = persons
    full = [person for person in persons if not person.literal and person.given]
    if full and all(person.family.isupper() and len(person.family) > 1 for person in full):
        mended = [person if person.literal else _lowered(person) for person in persons]
    written = " and ".join([*map(as_bibtex, mended), *(["others"] if others else [])])
    try:
        again, _ = read_names(written)
    except NameSyntaxError:
        return value
    names = [(person.sort_name, person.literal) for person in mended]
    same = [(person.sort_name, person.literal) for _, person in again] == names
    return written if same else value


def _lowered(person: Person) -> Person:
    """`VAN MAI, GUANGCAN` -> `van Mai, Guangcan`; initials and `Jr` stay."""
    words = person.family.split()
    particles = next((i for i, word in enumerate(words) if word.lower() not in _PARTICLES), 0)
    family = [_capitalised(word, 2) for word in words[particles:]]
    prefix = " ".join([person.prefix, *words[:particles]]).strip().lower()
    given = _capitalised(person.given, 3)
    return replace(person, prefix=prefix, family=" ".join(family), given=given)


def _capitalised(name: str, shortest: int) -> str:
    """The parts of a name that are in capitals, and not shorter, with one capital each."""
    word = re.compile(rf"[^\W\d_]{{{shortest},}}")
    return word.sub(lambda found: found[0].capitalize() if found[0].isupper() else found[0], name)


def _unwrapped(value: str, name: str) -> str:
    """A title without the braces that programs put around all of it; a body's name keeps them."""
    if name not in _TITLES:
        return value
    while value.startswith("{") and " " in value and _closing(value) == len(value) - 1:
        value = value[1:-1].strip()
    # PubMed ends titles with a full stop; `Inc.` and `U.S.` end so as well.
    return value[:-1] if name == "title" and re.search(r" [^\W\d_]{4,}\.\Z", value) else value


def _closing(value: str) -> int:
    """Where the brace is closed that the value begins with."""
    depth = 0
    for place, char in enumerate(value):
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return place
    return -1


def _date(values: dict[str, str]) -> None:
    """The month by its full name; year and month of a plain date."""
    full = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", values.get("date", ""))
    if full and not full[3] and "year" not in values:
        del values["date"]
        values |= {"year": full[1], "month": full[2] or values.get("month", "")}
    date = dates.parse_date("", "2000", values.get("month", ""))
    if date and date.month and date.iso == f"2000-{date.month:02d}" and not date.end:
        values["month"] = tuple(MONTHS.values())[date.month - 1]


def _numbers(values: dict[str, str]) -> None:
    """Pages with two hyphens, article numbers as `eid`, a publisher's own short name."""
    if pages := values.get("pages", ""):
        pages = re.sub(r"(?<=\w)\s*[-\u2010-\u2015]+\s*(?=\w)", "--", pages)
        first, _, last = pages.partition("--")
        # The pages of what is printed only later are all the first.
        values["pages"] = "" if pages == "1--1" else first if first == last else pages
    if article := values.pop("articleno", ""):
        values.setdefault("eid", article)
    if short := re.fullmatch(r".* \(([A-Z]{3,6})\)", values.get("publisher", "")):
        values["publisher"] = short[1]
