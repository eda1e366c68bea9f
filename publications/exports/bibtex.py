"""BibTeX of a publication, to be cited from: the fields of an allow-list in one order.

What is written is the entry with `@string`, `crossref` and `xdata` resolved; values stay the TeX
that they were. Fields follow the BibTeX manual (3.2) and the biblatex manual (2.2); where both
have a name for one thing, it is BibTeX's, which biblatex reads too (2.2.5). What neither knows is
not written, nor what is for its owner's eyes (`annote`, `file`) or longer than a citation wants
(`abstract`, `keywords`: RIS and CSL-JSON have them).  A type that only biblatex knows is written as
the nearest of BibTeX's, since many readers drop entries of others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from publications.bibtex import writer
from publications.bibtex.fields import FIELD, Use, used
from publications.exports import parts
from publications.model import date_words, identifiers, kinds, links, status, verbatim, wording
from publications.model.dates import MONTHS, Date
from publications.model.names import as_bibtex, is_bibtexs
from publications.model.people import People
from publications.model.publication import Publication
from publications.model.shared import shared
from publications.tex.characters import one_line
from publications.tex.url import safe_url

# Bibliography styles print these last.
_REMARKS: Final = ("note", "addendum")
#: The allow-list, in the order in which it is written.
FIELDS: Final = (*(name for name in used(Use.EXPORTED) if name not in _REMARKS), *_REMARKS)
# BibTeX's name -> biblatex's, which is looked at first.
_TWIN: Final = {
    row.name: row.twin
    for row in map(FIELD.__getitem__, FIELDS)
    if row.twin and row.twin not in FIELDS
}
# ... and back.
_NAME_OF: Final = {twin: name for name, twin in _TWIN.items()}
#: The entry types of BibTeX ("BibTeXing", 3.1).
TYPES: Final = frozenset((
    "article", "book", "booklet", "conference", "inbook", "incollection", "inproceedings", "manual",
    "mastersthesis", "misc", "phdthesis", "proceedings", "techreport", "unpublished",
))  # fmt: skip
# What BibTeX's styles print for these types, so that `type` need not say it.
_IMPLIED: Final = {
    "phdthesis": "PhD thesis",
    "mastersthesis": "Master's thesis",
    "techreport": "Technical report",
}
# The field of the institution, by type: its other name -> the type's.
_INSTITUTION: Final[Mapping[str, Mapping[str, str]]] = {
    "phdthesis": {"institution": "school"},
    "mastersthesis": {"institution": "school"},
    "techreport": {"school": "institution"},
}
_DATES: Final = ("year", "month", "day")
# Kinds that are `@misc` to BibTeX, whose styles print no number of that.
_NUMBERED: Final = frozenset({"patent", "software", "dataset"})
# Labels that say no more than `@misc`.
_VAGUE_LABELS: Final = frozenset(("Publication", "Preprint"))
_MASTERS: Final = re.compile(r"\bmaster|\bM\.?Sc\b", re.IGNORECASE)
# What ends a key in BibTeX (bibtex.web, section 267) or in biber, or starts something else there.
_NO_KEY: Final = re.compile(r"[\s,{}()\"#%'=\\~@]")
_HYPHENS: Final = re.compile(r"(?<=[0-9A-Za-z])\s*[-\u2010-\u2015]+\s*(?=[0-9A-Za-z])")
_TEX: Final = re.compile(r"[\\$]")
# An accent over nothing, which pandoc refuses.
_LONE_ACCENT: Final = re.compile(r"\{\\[bcdkruvHt]\s*(?:\{\s*\})?\}(?!\w)")
_DIGITS: Final = re.compile(r"[0-9]+")


@shared
def write(publication: Publication) -> str:
    """One entry, ending in a newline.

    A character that no key may have is `-` in it; a key without others gives way to the slug.
    """
    values: dict[str, str] = {}
    for name, source in _fields(publication):
        if not source:
            continue
        value = writer.braceable(_LONE_ACCENT.sub("", one_line(source)))
        if value:
            values[name] = value
    key = _NO_KEY.sub("-", one_line(publication.key)) or publication.slug
    entry_type = _type_of(publication)
    if entry_type != publication.type:
        values = _as_type(entry_type, values, publication)
    return writer.layout(entry_type, key, values) + "\n"


def _type_of(publication: Publication) -> str:
    """The type of the entry, or the nearest that BibTeX knows: `misc` for `online`.

    A `thesis` is a `mastersthesis` where its label says so: `Master's thesis`, `M.Sc.`.
    """
    if publication.type in TYPES:
        return publication.type
    entry_type = publication.entry_type.bibtex
    if entry_type == "phdthesis" and _MASTERS.search(publication.label):
        return "mastersthesis"
    return entry_type


def _as_type(
    entry_type: str, values: Mapping[str, str], publication: Publication
) -> dict[str, str]:
    """The fields as a type of BibTeX's has them: `school` of a thesis, `institution` of a report.

    A `type` is there if the bibliography style would print another.
    """
    label = publication.label
    if entry_type == "misc":
        number = ""
        if publication.kind.name in _NUMBERED:
            number = values.get("number", "")
        return _as_misc(values, label, number)
    renamed = _INSTITUTION.get(entry_type, {})
    fields = {renamed.get(name, name): value for name, value in values.items()}
    if entry_type not in _IMPLIED:
        return fields
    form = fields.pop("type", label)
    if form == _IMPLIED[entry_type]:
        return fields
    return _with("type", form, fields)


def _as_misc(values: Mapping[str, str], label: str, number: str) -> dict[str, str]:
    """The fields with a `howpublished` that says what the work is, and its number.

    >>> _as_misc({"title": "Sand", "year": "2019"}, "Patent", "7")
    {'title': 'Sand', 'howpublished': 'Patent 7', 'year': '2019'}
    """
    if "howpublished" in values or label in _VAGUE_LABELS:
        return dict(values)
    return _with("howpublished", f"{label} {number}".strip(), values)


def _with(name: str, value: str, values: Mapping[str, str]) -> dict[str, str]:
    """The fields with another one in its place."""
    later = {*FIELDS[FIELDS.index(name) :], *_DATES}
    return dict(sorted([(name, value), *values.items()], key=lambda field: field[0] in later))


def join(entries: Sequence[bytes]) -> bytes:
    """All entries, a blank line between them."""
    return b"\n".join(entries)


def _fields(publication: Publication) -> Iterator[tuple[str, str]]:
    """Names and values, as TeX, in order; blank ones are left out afterwards."""
    entry = publication.entry
    names = _MADE.union(_NAME_OF.get(name, name) for name in entry.fields)
    for name in filter(names.__contains__, FIELDS):
        if name == "date":
            yield from _dates(publication)
            continue
        source = entry.get(_TWIN.get(name, name), name)
        yield name, _VALUES.get(name, _as_written)(publication, source)


def _dates(publication: Publication) -> Iterator[tuple[str, str]]:
    """`year` and `month`, which BibTeX needs and biblatex reads; `date` for what they leave out.

    `2019-05` is `year = {2019}, month = may`; `2019-05-30` keeps its `date` beside them. Without a
    `date` they are as written, unless `year` is no number and names no more than a month.
    """
    date = publication.date
    source = publication.entry.get("date")
    if date is None or date.year <= 0:
        yield from _dates_as_written(publication)
        return
    # What is left when year and month are taken away: a day, a range, a season, a doubt.
    is_plain = date == Date(date.year, date.month)
    is_number = _DIGITS.fullmatch(publication.entry.get("year"))
    if not source and (is_number or not is_plain):
        yield from _dates_as_written(publication)
        return
    if not is_plain:
        yield "date", source
    yield "year", str(date.year)
    if date.month:
        yield "month", MONTHS[date.month - 1]


def _dates_as_written(publication: Publication) -> Iterator[tuple[str, str]]:
    """The fields of the date as the entry has them, the month by its name."""
    entry = publication.entry
    yield "date", entry.get("date")
    yield "year", entry.get("year")
    yield "day", entry.get("day")
    yield "month", _month(entry.text("month").text) or entry.get("month")


def _as_written(_publication: Publication, source: str) -> str:
    """The value of the entry."""
    return source


def _authors(publication: Publication, source: str) -> str:
    """The authors."""
    return _names(publication.authors, source)


def _editors(publication: Publication, source: str) -> str:
    """The editors."""
    return _names(publication.editors, source)


def _names(people: People, source: str) -> str:
    """A name list in BibTeX's own form; what only biber reads, or reads otherwise, is rewritten.

    `{family=Berg, given=Ada}` is `Berg, Ada`.
    """
    if people.persons and is_bibtexs(source):
        return source
    names = list(map(as_bibtex, people.persons))
    if people.others:
        names.append("others")
    return " and ".join(names)


def _title(publication: Publication, source: str) -> str:
    """The title, which says first that the work was retracted: `{RETRACTED}: …`.

    The braces keep the capitals in styles that have none in titles.
    """
    if publication.title is publication.own_title or not source:
        return source
    return f"{{{status.MARK}}}: {source}"


def _main_title(publication: Publication, source: str) -> str:
    """The title of the whole, which is that of an entry without one of its own."""
    if publication.entry.get("title"):
        return source
    return _title(publication, source)


def _note(publication: Publication, source: str) -> str:
    """What became of the work, and the note."""
    return wording.joined(". ", (status.as_tex(publication.notices), source))


def _venue(publication: Publication, source: str) -> str:
    """The place of the conference, which ACM has in `location` beside an `address`."""
    if source or not publication.entry.get("address"):
        return source
    return publication.entry.get("location")


def _eid(publication: Publication, source: str) -> str:
    """The number of an article, whatever its field is called."""
    return source or publication.eid


def _doi(publication: Publication, source: str) -> str:
    """The bare DOI, which may be from an address: `10.1000/1` of `https://doi.org/10.1000/1`."""
    return publication.doi or source


def _eprint(publication: Publication, source: str) -> str:
    """The id on the preprint server, without an address or a label around it."""
    if identifiers.bare_arxiv(verbatim.unescaped(source)) == publication.arxiv:
        return publication.arxiv
    return source or _of_arxiv(publication, publication.arxiv)


def _archive(publication: Publication, source: str) -> str:
    """The preprint server."""
    return source or _of_arxiv(publication, "arXiv")


def _of_arxiv(publication: Publication, value: str) -> str:
    """A value for an entry that names its preprint by al-folio's `arxiv`, else nothing.

    Other files have `eprint` and `archiveprefix` for it (arXiv's help on BibTeX).
    """
    if not publication.entry.get("arxiv"):
        return ""
    return value


def _type_words(_publication: Publication, source: str) -> str:
    """The kind of thesis, report or patent in words: `PhD thesis` of `phdthesis`."""
    return kinds.TYPE_STRINGS.get(source.lower(), source)


def _place(publication: Publication, _source: str) -> str:
    """The place of the publisher, which many have in `address` beside that of the event.

    A country of biblatex's strings is its name: `Germany` of `countryde`.
    """
    return kinds.places(publication.entry.get("address", "location", "nationality"))


def _url(publication: Publication, source: str) -> str:
    """The address, without TeX around it, unless it is the DOI's; of a preprint its page."""
    address = safe_url(links.url_of(source))
    if not address and publication.is_preprint:
        return parts.url(publication)
    doi = identifiers.doi_in_url(address)
    if doi and doi.lower() == publication.doi.lower():
        return ""
    return address


def _pages(_publication: Publication, source: str) -> str:
    """The pages, with BibTeX's two hyphens in ranges: `1--9`; maths and commands are left alone."""
    if _TEX.search(source):
        return source
    return _HYPHENS.sub("--", source)


# The fields whose value is not just that of the entry.
_VALUES: Final[Mapping[str, Callable[[Publication, str], str]]] = {
    "author": _authors,
    "editor": _editors,
    "title": _title,
    "maintitle": _main_title,
    "note": _note,
    "venue": _venue,
    "eid": _eid,
    "doi": _doi,
    "eprint": _eprint,
    "archiveprefix": _archive,
    "url": _url,
    "type": _type_words,
    "address": _place,
    "pages": _pages,
}
# The fields that may be written of an entry without them.
_MADE: Final = frozenset((*_VALUES, "date"))


def _month(text: str) -> str:
    """The English name of one month, by its number or its name in any language; else empty.

    >>> _month("05"), _month("mars"), _month("spring"), _month("3 May")
    ('May', 'March', '', '')
    """
    words = date_words.read_month(text)
    months = [name for number, name in enumerate(MONTHS, 1) if words == ([number], [], True)]
    return "".join(months)
