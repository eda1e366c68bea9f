"""What became of a publication after it came out: it was retracted, doubted or corrected.

The fields `retraction`, `concern` and `correction` hold the notice's DOI or address and its date in
either order, or one of them: `10.1000/notice, 2023-05-01`.  A semicolon is between two notices.
What cannot be read still counts, so that a slip of the pen shows no retracted paper as sound.

The words and the mark before a title are those of NISO RP-45-2024, "Communication of Retractions,
Removals, and Expressions of Concern" (CREC).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from publications import tex
from publications.bibtex import Entry
from publications.model import dates, identifiers, links, verbatim, wording
from publications.model.dates import Date
from publications.model.switches import is_on, is_readable
from publications.tex import Tex
from publications.tex.url import safe_url
from publications.words import ENGLISH, Words

RETRACTION: Final = "retraction"
CONCERN: Final = "concern"
CORRECTION: Final = "correction"
#: The fields, the gravest first, and what readers are told, in English.
LABELS: Final = {kind: ENGLISH(f"notice.{kind}") for kind in (RETRACTION, CONCERN, CORRECTION)}
#: What comes before a title, and a colon.
MARK: Final = "RETRACTED"

# No semicolon within a DOI: `10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2`.
_BETWEEN_NOTICES: Final = re.compile(r";(?=\s|\Z|10\.[0-9]{4}|(?:https?|doi):|[0-9]{4}\b)", re.I)
# No comma within a DOI either.
_BETWEEN_PARTS: Final = re.compile(r",?\s+|,(?=[0-9]{4}(?:-[0-9]{1,2}){0,2}\Z)|,\Z")
_DOI_LABEL: Final = re.compile(r"\b(doi:)\s+", re.I)
_WEB: Final = re.compile(r"(?:https?|ftp)://[^/]", re.I)
_ISO: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
# How publishers and databases mark a title: `RETRACTED ARTICLE: …`, `[Retracted] …`.
_MARKED: Final = re.compile(
    r"(?:retracted(?:\s+(?:article|chapter|paper))?\s*:|[\[(]retracted(?:\s+\w+)?[\])])", re.I
)
_MARKED_AT_END: Final = re.compile(
    r"[\[(]retracted(?:\s+(?:article|chapter|paper)\b[^\])]*)?[\])]$", re.I
)
# In capitals only: a title may begin with "Withdrawn: ".
_MARKED_WITHDRAWN: Final = re.compile(
    r"WITHDRAWN(?:\s+(?:ARTICLE|CHAPTER|PAPER))?\s*:|[\[(]WITHDRAWN[\])]"
)
_WITHDRAWN: Final = frozenset(("retracted", "withdrawn"))


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice about a publication: its kind, its address and its date, as far as they are known.

    `slug` is that of the entry which is the notice, where refs.bib has one.
    """

    kind: str
    url: str = ""
    date: Date | None = None
    slug: str = ""

    @property
    def label(self) -> str:
        """What readers are told: `Retracted`."""
        return LABELS[self.kind]

    @property
    def text(self) -> str:
        """The notice in one phrase: `Retracted (1 May 2023, https://doi.org/10.1000/notice)`."""
        return self.in_words(ENGLISH)

    def in_words(self, words: Words) -> str:
        """The same in a language."""
        label = words(f"notice.{self.kind}")
        details = [self.url]
        if self.date:
            details.insert(0, self.date.in_words(words))
        if not any(details):
            return label
        return f"{label} ({', '.join(filter(None, details))})"


def notices_of(entry: Entry) -> tuple[Notice, ...]:
    """The notices that an entry names, the gravest first.

    `pubstate` and a title may say as well that it was retracted, without a notice.
    """
    kinds = filter(entry.fields.__contains__, LABELS)
    notices = [notice for kind in kinds for notice in read(kind, entry.get(kind))]
    if not is_retracted(notices) and _is_said(entry):
        notices.insert(0, Notice(RETRACTION))
    return tuple(notices)


def read(kind: str, value: str) -> Iterator[Notice]:
    """The notices of a field; one that cannot be read is a notice without address and date.

    >>> for notice in read(CORRECTION, "10.1000/a, 2023-05-01; https://example.org/b"):
    ...     print(notice.text)
    Corrected (1 May 2023, https://doi.org/10.1000/a)
    Corrected (https://example.org/b)
    """
    for part in _parts(value):
        notice, _ = _notice(kind, part)
        yield notice


def unreadable(value: str) -> str:
    """The first words of a field that are neither an address nor a date; empty if there are none.

    A switch is neither: `true` says what the field says already, and `false` is best left out.

    >>> unreadable("10.1000/a, last May"), unreadable("10.1000/a, 2023-05-01")
    ('last', '')
    """
    for part in _parts(value):
        _, unread = _notice("", part)
        if unread:
            return unread
    if _is_off(value):
        return value
    return ""


def date_in(word: str) -> Date | None:
    """A date by ISO 8601 that the calendar has: `2023`, `2023-05` or `2023-05-01`.

    >>> date_in("2023-05").text, date_in("2023-02-30")
    ('May 2023', None)
    """
    if not _ISO.fullmatch(word) or dates.unreadable(word, "", ""):
        return None
    return dates.parse_date(word, "", "")


def is_retracted(notices: Iterable[Notice]) -> bool:
    """Whether one of the notices is a retraction."""
    return any(notice.kind == RETRACTION for notice in notices)


def in_words(notices: Iterable[Notice], words: Words = ENGLISH) -> str:
    """All notices as text, with stops between them."""
    return ". ".join(notice.in_words(words) for notice in notices)


def as_tex(notices: Iterable[Notice]) -> str:
    """The same as TeX."""
    return tex.plain(in_words(notices)).source


def marked(title: Tex, notices: Iterable[Notice]) -> Tex:
    """A title that says first that its work was retracted, unless it does so by itself.

    >>> marked(tex.parse("On sand"), [Notice(RETRACTION)]).text
    'RETRACTED: On sand'
    """
    if not is_retracted(notices) or _MARKED.match(title.text):
        return title
    return tex.parse(rf"\textbf{{{MARK}:}} {title.source}")


def is_marked(title: str) -> bool:
    """Whether a title says by itself that its work was retracted, as publishers mark it.

    >>> is_marked("RETRACTED ARTICLE: On sand"), is_marked("Withdrawn: a memoir")
    (True, False)
    """
    marks = (_MARKED.match(title), _MARKED_WITHDRAWN.match(title), _MARKED_AT_END.search(title))
    return any(marks)


def _is_said(entry: Entry) -> bool:
    """Whether `pubstate` or the title says that the work was retracted."""
    state = entry.text("pubstate").search
    return state in _WITHDRAWN or is_marked(entry.text("title").text)


def _is_off(value: str) -> bool:
    """Whether a field says in a word that there is no notice.

    >>> _is_off("no"), _is_off("yes"), _is_off("")
    (True, False, False)
    """
    return bool(value.strip()) and is_readable(value) and not is_on(value)


def _parts(value: str) -> list[str]:
    """The notices of a field as they are written; none where it says that there is nothing.

    >>> _parts("10.1000/a, 2021; 10.1000/b"), _parts("n/a")
    (['10.1000/a, 2021', '10.1000/b'], [])
    """
    if _is_off(value):
        return []
    parts = _BETWEEN_NOTICES.split(wording.meaningful(value.strip()))
    return list(filter(None, map(str.strip, parts)))


def _notice(kind: str, part: str) -> tuple[Notice, str]:
    """One notice, and the first word of it that cannot be read.

    >>> _notice(RETRACTION, "2023-05-01, doi: 10.1000/a")[0].text
    'Retracted (1 May 2023, https://doi.org/10.1000/a)'
    """
    url, date, unread = "", None, ""
    for word in filter(None, _BETWEEN_PARTS.split(_DOI_LABEL.sub(r"\1", part))):
        address = _address(word)
        day = date_in(word.strip("{}"))
        if address and not url:
            url = address
        elif day and not date:
            date = day
        else:
            unread = unread or word
    return Notice(kind, url, date), unread


def _address(word: str) -> str:
    """The address that a word is, or that its DOI has; empty where it is neither.

    >>> _address("10.1000/a"), _address("www.example.org/n"), _address("notice.html")
    ('https://doi.org/10.1000/a', 'https://www.example.org/n', '')
    """
    bare = verbatim.unescaped(word).strip("<>")
    doi = identifiers.doi_in_url(bare) or identifiers.bare_doi(bare)
    if identifiers.is_doi(doi):
        return links.doi_url(doi)
    address = safe_url(links.url_of(word))
    if not _WEB.match(address):
        return ""
    return address
