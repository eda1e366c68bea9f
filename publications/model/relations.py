"""What one entry is to another, as biblatex's `related`, `relatedtype` and `relatedstring` say it.

The types are those of the biblatex manual (3.5 and 4.5.1.5) and nouns for notices and versions.  A
relation is told at both entries, whichever of them has the field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Final, NamedTuple

from publications.model import status
from publications.model.publication import Publication
from publications.words import Term


class Role(Enum):
    """What a relation means for lists."""

    #: Both are versions of one work.
    VERSION = "version"
    #: One is a notice about the other.
    NOTICE = "notice"
    #: They are works of their own.
    OTHER = "other"


_NOTHING: Final = Term()


class Relation(NamedTuple):
    """A relation between two publications, of a notice between the paper and the notice.

    `words` are said of the second at the page of the first, `reverse` of the first at the second.
    `notice` is the kind of the notice.
    """

    one: Publication
    other: Publication
    role: Role
    words: Term = _NOTHING
    reverse: Term = _NOTHING
    notice: str = ""


# biblatex's types: what the related work is to the entry, and the entry to the related work, by the
# names of the words.
_OF_BIBLATEX: Final = {
    "multivolume": ("volume", "volume_of"),
    "origpubas": ("originally_as", "republished_as"),
    "origpubin": ("originally_in", "republished_in"),
    "translationof": ("translation_of", "translated_as"),
    "translationfrom": ("translation_of", "translated_as"),
    "translationas": ("translated_as", "translation_of"),
    "bytranslator": ("translated_as", "translation_of"),
    "translatedas": ("translated_as", "translation_of"),
    "reprintof": ("reprint_of", "reprinted_as"),
    "reprintfrom": ("reprint_of", "reprinted_as"),
    "reprintas": ("reprinted_as", "reprint_of"),
    "reprintedas": ("reprinted_as", "reprint_of"),
    "reviewof": ("review_of", "reviewed_in"),
    "commentaryon": ("commentary_on", "commentary"),
    "supplementto": ("supplement_to", "supplement"),
}
# Nouns that do not say which of the two they are: the later one.
_NOUNS: Final = {
    "translation": ("translated_as", "translation_of"),
    "reprint": ("reprinted_as", "reprint_of"),
}
_WORDS: Final = {
    name: (Term(f"relation.{words}"), Term(f"relation.{reverse}"))
    for name, (words, reverse) in (_OF_BIBLATEX | _NOUNS).items()
}
_NO_WORDS: Final = (_NOTHING, _NOTHING)
_VERSIONS: Final = frozenset((
    "version", "versions", "versionof", "preprint", "preprintof", "preprintas", "publishedas",
    "publishedin", "extendedversion", "extendedversionof", "shortversion", "shortversionof",
    "conferenceversion", "journalversion",
))  # fmt: skip
_NOTICE: Final = re.compile(
    r"(?:(?P<correction>errat(?:um|a)|corrigend(?:um|a)|correct(?:ion|ed|s))"
    r"|(?P<retraction>retract(?:ion|ed|s))|(?P<concern>(?:expressionof)?concern))"
    r"(?:(?P<to>of|to|for|about)|in|by)?"
)
_NO_DIRECTION: Final = re.compile(r"(?:um|a|ion|concern)\Z")
_VERB: Final = re.compile(r"(?:corrects|retracts)\Z")
_NOTICE_TITLE: Final = re.compile(
    r"\W*(?:(?:author|publisher)s?\W{0,2}s?\s+)?"
    r"(?:errat(?:um|a)|corrigend(?:um|a)|correction|retraction|expression of concern)\b",
    re.I,
)
_NOTICE_WORDS: Final = {
    status.RETRACTION: "retraction_of",
    status.CONCERN: "concern_about",
    status.CORRECTION: "correction_of",
}
# Kinds of which one is a version of the other where `related` does not say more.
_PAPERS: Final = frozenset(
    ("article", "conference", "preprint", "chapter", "report", "unpublished")
)
#: All types, for the question what a misspelt one is meant as.
TYPES: Final = (*_WORDS, *sorted(_VERSIONS), "erratum", "correction", "retraction")


def is_known(relation_type: str) -> bool:
    """Whether a value of `relatedtype` is one of these types, or is empty.

    Blanks, hyphens and letter case do not matter.

    >>> is_known("Translation-of"), is_known("expression of concern about"), is_known("sequel")
    (True, True, False)
    """
    name = _name(relation_type)
    return name in ("", *TYPES) or _NOTICE.fullmatch(name) is not None


def between(
    publications: Iterable[Publication], by_key: Mapping[str, Publication]
) -> Iterator[Relation]:
    """The relations that fields say; keys of no publication are passed over.

    `by_key` has the publications by their keys, those of earlier names (`ids`) among them.
    """
    for publication in publications:
        for key in publication.related:
            other = by_key.get(key)
            if other is not None and other is not publication:
                yield _relation(publication, other)


def may_be_versions(one: Publication, other: Publication) -> bool:
    """Whether two publications are of kinds that follow each other, as preprint and article.

    Two of one kind are not: an editorial of each year, an erratum and its article.
    """
    return one.kind != other.kind and _PAPERS.issuperset((one.kind.name, other.kind.name))


def _relation(publication: Publication, other: Publication) -> Relation:
    """What the fields of a publication say of another one.

    Without `relatedtype` two of kinds that follow each other are versions. `relatedstring` takes
    the place of the words.
    """
    name = _name(publication.related_type)
    notice = _NOTICE.fullmatch(name)
    if notice:
        return _notice(publication, other, notice)
    string = Term(own=publication.related_words)
    if name in _VERSIONS or (not name and may_be_versions(publication, other)):
        return Relation(publication, other, Role.VERSION, string)
    words, reverse = _WORDS.get(name, _NO_WORDS)
    if name in _NOUNS and _is_later(publication, other):
        words, reverse = reverse, words
    return Relation(publication, other, Role.OTHER, string or words, reverse)


def _notice(publication: Publication, other: Publication, match: re.Match[str]) -> Relation:
    """The relation between a paper and a notice, of which either may name the other."""
    kind = next(filter(match.group, status.LABELS))
    paper, notice = publication, other
    if _is_notice(publication, other, match):
        paper, notice = other, publication
    words, reverse = Term(f"notice.{kind}"), Term(f"relation.{_NOTICE_WORDS[kind]}")
    return Relation(paper, notice, Role.NOTICE, words, reverse, notice=kind)


def _is_notice(publication: Publication, other: Publication, match: re.Match[str]) -> bool:
    """Whether the publication with the field is the notice.

    `erratumof` says so.  The noun alone does not, so that the title decides, then the date.
    """
    if match["to"] or _VERB.search(match[0]):
        return True
    if not _NO_DIRECTION.search(match[0]):
        return False
    says, other_says = map(_is_called_notice, (publication, other))
    if says == other_says:
        return _is_later(publication, other)
    return says


def _is_called_notice(publication: Publication) -> bool:
    """Whether the title says that it is a notice: `Erratum to …`, `Publisher's Correction: …`."""
    return _NOTICE_TITLE.match(publication.own_title.text) is not None


def _is_later(publication: Publication, other: Publication) -> bool:
    """Whether a publication is known to have come out after another; of one day neither is."""
    if publication.date is None or other.date is None:
        return False
    return publication.date.order > other.date.order


def _name(relation_type: str) -> str:
    """A type without blanks, hyphens and letter case.

    >>> _name("Translation-of")
    'translationof'
    """
    return re.sub(r"[\W_]+", "", relation_type).lower()
