"""Which publications are one work: a preprint, the conference's paper, the journal's; its notices.

A work has one item in lists, that of its most published and newest version.  Versions are those
that a field relates (relations.py).  Those of different kinds that share title and people are only
said to be related: an editorial of each year is of one kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import filterfalse, permutations
from operator import attrgetter
from typing import Final

from publications.model import relations
from publications.model.kinds import KINDS
from publications.model.names import fold_key
from publications.model.publication import Publication
from publications.model.relations import Relation, Role
from publications.model.status import LABELS, Notice
from publications.words import Term

# The title of more than these names no work, and pairs are many.
_MOST: Final = 6
_UNPUBLISHED: Final = frozenset(("preprint", "unpublished"))
_PLACE_OF_KIND: Final = {kind.name: place for place, kind in enumerate(KINDS)}
_GRAVITY: Final = {kind: place for place, kind in enumerate(LABELS)}
# Further than any year.
_FORTHCOMING: Final = 10_000
_NOTHING: Final = Term()


@dataclass(frozen=True, slots=True)
class Related:
    """Another publication, and what it is to one: `Translation of`; empty for a version."""

    publication: Publication
    words: Term = _NOTHING


def related(
    publications: Sequence[Publication], by_key: Mapping[str, Publication]
) -> list[Publication]:
    """The publications with what fields of the others say of them.

    That is their work (the slug of the version to be listed), whether they are a notice, and the
    notices about them. A work is selected if one of its versions is, and retracted in none.

    Args:
        publications: as their entries say.
        by_key: the same by their keys, those of earlier names (`ids`) among them.
    """
    named = list(relations.between(publications, by_key))
    if not named:
        return list(publications)
    works = _works(publications, named)
    papers, notices = _papers_and_notices(named)
    works |= {notice: works[paper] for notice, paper in papers.items()}
    complete = [
        replace(
            each,
            work=works[each.slug],
            is_notice=each.slug in papers,
            notices=_merged(each.notices, notices[each.slug]),
        )
        for each in publications
    ]
    selected = _selected(complete)
    return [replace(each, selected=each.work in selected) for each in complete]


def _papers_and_notices(
    named: Iterable[Relation],
) -> tuple[dict[str, str], defaultdict[str, list[Notice]]]:
    """The paper of each entry that is a notice, and the notices about each paper, by slugs.

    Two entries that name each other as the notice about themselves are one pair, of which the first
    is believed; nor is an entry a notice that has a notice itself.
    """
    papers: dict[str, str] = {}
    notices: defaultdict[str, list[Notice]] = defaultdict(list)
    for relation in named:
        paper, notice = relation.one.slug, relation.other.slug
        if relation.role is not Role.NOTICE or papers.get(paper) == notice:
            continue
        notices[paper].append(_notice(relation))
        if paper not in papers and notice not in papers.values():
            papers[notice] = paper
    return papers, notices


def listed(publications: Sequence[Publication]) -> list[Publication]:
    """One publication for each work, in the order of these; notices are none."""
    works = _grouped(_without_notices(publications), attrgetter("work"))
    first = {min(versions, key=_rank).slug for versions in works.values()}
    return [each for each in publications if each.slug in first]


def works_of(publications: Iterable[Publication]) -> dict[str, tuple[Publication, ...]]:
    """The versions of each work that has several, the one to be listed first."""
    works = _grouped(_without_notices(publications), attrgetter("work"))
    several = {work: versions for work, versions in works.items() if len(versions) > 1}
    return {work: tuple(sorted(versions, key=_rank)) for work, versions in several.items()}


def _without_notices(publications: Iterable[Publication]) -> Iterator[Publication]:
    """The publications that are works, of which there are versions."""
    return filterfalse(attrgetter("is_notice"), publications)


def _grouped(
    publications: Iterable[Publication], key: Callable[[Publication], str]
) -> dict[str, list[Publication]]:
    """Publications by a key, in their order."""
    groups: defaultdict[str, list[Publication]] = defaultdict(list)
    for each in publications:
        groups[key(each)].append(each)
    return groups


def of(
    publications: Sequence[Publication], by_key: Mapping[str, Publication]
) -> dict[str, tuple[Related, ...]]:
    """The publications that are related to each that has some, by its slug, in their order.

    Said are, the first of them for each pair: what fields say at either entry (relations.py); that
    two are versions of one work; that two of different kinds share title and people.
    """
    place = {each.slug: number for number, each in enumerate(publications)}
    words: defaultdict[str, dict[int, Term]] = defaultdict(dict)
    for relation in relations.between(publications, by_key):
        one, other = relation.one.slug, relation.other.slug
        if relation.role is not Role.NOTICE:
            words[one].setdefault(place[other], relation.words)
        words[other].setdefault(place[one], relation.reverse)
    for one_version, other_version in _of_one_work(publications):
        words[one_version.slug].setdefault(place[other_version.slug], _NOTHING)
    return {
        slug: tuple(Related(publications[i], said[i]) for i in sorted(said))
        for slug, said in words.items()
    }


def unsaid(publications: Sequence[Publication]) -> Iterator[tuple[Publication, Publication]]:
    """Publications that seem to be a version of another one, as no field says; and that one.

    They have one title, a family name in common, and kinds that follow each other
    (`relations.may_be_versions`). The other is the best such version of them (`_rank`).
    """
    for several in _of_one_title(publications):
        ranked = sorted(several, key=_rank)
        for place, each in enumerate(ranked):
            better = filter(partial(_seem_versions, each), ranked[:place])
            first = next(better, each)
            if first.work != each.work:
                yield each, first


def _selected(publications: Sequence[Publication]) -> frozenset[str]:
    """The works that are selected in one of their versions, and retracted in none.

    A version that was retracted takes the others with it: readers take them for one work.
    """
    selected = filter(attrgetter("selected"), publications)
    retracted = filter(attrgetter("retracted"), publications)
    work = attrgetter("work")
    return frozenset(map(work, selected)).difference(map(work, retracted))


def _works(publications: Iterable[Publication], named: Iterable[Relation]) -> dict[str, str]:
    """The work of each publication by its slug: the slug of the version that is listed.

    Versions of versions are of one work, in whatever order fields name them.
    """
    versions = {each.slug: [each] for each in publications}
    for relation in named:
        one, other = versions[relation.one.slug], versions[relation.other.slug]
        if relation.role is Role.VERSION and one is not other:
            one += other
            versions.update((each.slug, one) for each in other)
    works = {id(several): min(several, key=_rank).slug for several in versions.values()}
    return {slug: works[id(several)] for slug, several in versions.items()}


def _rank(publication: Publication) -> tuple[bool, int, int, int]:
    """A key to sort the versions of a work by: published, newest, a journal's before others.

    What is forthcoming is the newest. The place in the file decides last.
    """
    year = publication.year or 0
    if publication.is_forthcoming:
        year = _FORTHCOMING
    kind = publication.kind.name
    return kind in _UNPUBLISHED, -year, _PLACE_OF_KIND[kind], publication.position


def _notice(relation: Relation) -> Notice:
    """The notice that another publication is: its first address elsewhere, and its date."""
    notice = relation.other
    addresses = (link.url for link in notice.links if not link.local)
    return Notice(relation.notice, next(addresses, ""), notice.date, notice.slug)


def _merged(told: Iterable[Notice], of_entries: Iterable[Notice]) -> tuple[Notice, ...]:
    """The notices of fields and of entries, each once, the gravest first.

    An entry tells more than the field that names it, but perhaps not the address or the date.
    """
    merged = list(told)
    for notice in of_entries:
        same = [other for other in merged if _is_same(notice, other)]
        if same:
            merged[merged.index(same[0])] = _completed(notice, same[0])
        else:
            merged.append(notice)
    return tuple(sorted(merged, key=lambda notice: _GRAVITY[notice.kind]))


def _is_same(notice: Notice, other: Notice) -> bool:
    """Whether the notice of an entry is one that a field names, perhaps without its address.

    >>> erratum = Notice("correction", "https://example.org/e", slug="erratum")
    >>> _is_same(erratum, Notice("correction")), _is_same(erratum, Notice("retraction"))
    (True, False)
    >>> _is_same(erratum, Notice("correction", slug="another"))
    False
    """
    if notice.kind != other.kind:
        return False
    if other.slug:
        return notice.slug == other.slug
    return other.url in ("", notice.url)


def _completed(notice: Notice, other: Notice) -> Notice:
    """The notice of an entry, with the address and the date of the field that names it."""
    return replace(notice, url=other.url or notice.url, date=other.date or notice.date)


def _of_one_work(
    publications: Sequence[Publication],
) -> Iterator[tuple[Publication, Publication]]:
    """Pairs, both ways, of versions by fields, and of those that share title and people.

    The latter are of different kinds: an editorial of each year is of one.
    """
    for several in works_of(publications).values():
        yield from permutations(several, 2)
    for several in _of_one_title(publications):
        for one, other in permutations(several, 2):
            if one.kind != other.kind and _share_people(one, other):
                yield one, other


def _of_one_title(publications: Iterable[Publication]) -> Iterator[tuple[Publication, ...]]:
    """Publications that share their title, but for one that names no work (`Introduction`)."""
    titled = _grouped(publications, attrgetter("own_title.search"))
    titled.pop("", None)
    for several in titled.values():
        if 1 < len(several) <= _MOST:
            yield tuple(several)


def _seem_versions(one: Publication, other: Publication) -> bool:
    """Whether two publications of one title are of kinds that follow each other, by the same.

    One may be a preprint and the other the article, but not both editorials.
    """
    return relations.may_be_versions(one, other) and _share_people(one, other)


def _share_people(one: Publication, other: Publication) -> bool:
    """Whether a family name is in both lists of people; given names may be in short in one."""
    return not _families(one).isdisjoint(_families(other))


def _families(publication: Publication) -> set[str]:
    """The folded family names of its people, or of its editors where it has no authors."""
    return {fold_key(person.family) for person in publication.people.persons}
