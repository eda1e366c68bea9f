"""What registrars know of one entry of refs.bib and it does not say, as proposals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from publications.add.identity import is_preprint, kind_of
from publications.bibtex import Entry
from publications.model import links, registered, titles
from publications.watch import comparison
from publications.watch.proposal import Proposal, candidate_of, fields_of, of_work, where
from publications.watch.work import Notice, Work, identifier_of

_PAPERS: Final = frozenset({"article", "conference", "chapter"})
#: Relations of links to a copy that anybody can read.
_FREE: Final = frozenset({"arxiv", "eprint", "pdf"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What registrars have about one entry of refs.bib.

    `works` are the same publication, the fullest descriptions first; `published` are published
    versions of the preprint that it is; `updates` are notices about it that are works of their own.
    """

    entry: Entry
    works: list[Work] = field(default_factory=list)
    updates: list[Notice] = field(default_factory=list)
    published: list[Work] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The title in refs.bib, as text."""
        return titles.title_of(self.entry).text

    @property
    def identifier(self) -> str:
        """What the owner calls the entry by."""
        return identifier_of(self.entry) or self.entry.key

    @property
    def notices(self) -> list[Notice]:
        """The notices about it, of all works."""
        return [*self.updates, *chain.from_iterable(work.notices for work in self.works)]

    @property
    def alike(self) -> list[Work]:
        """The works in the same state: of a preprint the preprints, else what was published."""
        posted = is_preprint(self.entry)
        return [work for work in self.works if work.is_preprint == posted]

    def proposals(self) -> Iterator[Proposal]:
        """All that there is to tell about the entry."""
        for propose in _PROPOSED:
            yield from propose(self)


def _notices(facts: Facts) -> Iterator[Proposal]:
    """Notices that the entry does not have; a field that it has already is left to the owner."""
    entry = facts.entry
    lacking = [notice for notice in facts.notices if not _has(entry, notice)]
    for name, value in fields_of(lacking).items():
        of_field = [notice for notice in lacking if notice.field == name]
        labels = sorted({notice.label for notice in of_field})
        values = {}
        if entry.field(name) is None:
            values = {name: value}
        identifier = of_field[0].doi or of_field[0].date
        text = f"{' and '.join(labels)}: {value}"
        yield Proposal("notice", identifier, facts.title, text, entry, values)


def _has(entry: Entry, notice: Notice) -> bool:
    """Whether an entry names a notice, or the notice says nothing.

    A DOI that another one begins with, as `10.1000/n` and `10.1000/n2`, is not named by that.
    """
    name = notice.doi or notice.date
    if not name:
        return True
    value = links.unescaped(entry.get(notice.field)).lower()
    return re.search(rf"{re.escape(name)}(?![\w/-]|[.:]\w)", value) is not None


def _published(facts: Facts) -> Iterator[Proposal]:
    """The published version of a preprint, which takes its place."""
    for work in facts.published[:1]:
        text = f"is the published version of {facts.entry.key} ({where(work)})"
        candidate = candidate_of(work, replaces=facts.entry.key)
        yield of_work("published", work, text, facts.entry, candidate)


def _said_to_be_published(facts: Facts) -> Iterator[Proposal]:
    """What the first preprint server says of the published version, where no registrar has it."""
    if facts.published or not is_preprint(facts.entry):
        return
    for work in facts.works:
        home = work.published or work.journal_ref
        if home:
            text = f"{work.source} says that it came out as {home}"
            yield of_work("published", work, text, facts.entry)
            return


def _retracted(facts: Facts) -> Iterator[Proposal]:
    """A retraction without a notice, in refs.bib or at a registrar."""
    noted = {notice.field for notice in facts.notices}
    if "retraction" in noted or facts.entry.get("retraction"):
        return
    if any(work.is_retracted for work in facts.works):
        text = "is called retracted, without a notice"
        yield Proposal("notice", facts.identifier, facts.title, text, facts.entry)


def _missing(facts: Facts) -> Iterator[Proposal]:
    """Fields that the entry lacks."""
    values, sources = comparison.missing(facts.entry, facts.alike)
    if values:
        named = ", ".join(f"{name} {value}" for name, value in values.items())
        text = f"lacks {named} ({', '.join(sources)})"
        yield Proposal("missing", facts.identifier, facts.title, text, facts.entry, values)


def _differs(facts: Facts) -> Iterator[Proposal]:
    """Fields that a registrar spells in another way."""
    for text in comparison.differences(facts.entry, facts.alike):
        yield Proposal("differs", facts.identifier, facts.title, text, facts.entry)


def _closed(facts: Facts) -> Iterator[Proposal]:
    """That the entry links to no free copy, and where there is one."""
    if not _links_no_copy(facts):
        return
    text = "links no free copy"
    copies = [work.free for work in facts.works if work.free]
    if copies:
        text += f"; there is one at {copies[0]}"
    yield Proposal("closed", facts.identifier, facts.title, text, facts.entry)


def _links_no_copy(facts: Facts) -> bool:
    """Whether a paper has a DOI and no link to a copy that anybody can read.

    There is none to look for where the publisher's own page has it.
    """
    entry = facts.entry
    doi, arxiv = registered.doi_of(entry), registered.arxiv_of(entry)
    if not doi or is_preprint(entry) or kind_of(entry) not in _PAPERS:
        return False
    if f"https://doi.org/{doi}".lower() in {work.free.lower() for work in facts.works}:
        return False
    return not any(map(_is_free, links.links_of(entry, doi, arxiv)))


def _is_free(link: links.Link) -> bool:
    """Whether a link leads to a copy that anybody can read."""
    return link.rel in _FREE or link.url.lower().endswith(".pdf")


_PROPOSED: Final[tuple[Callable[[Facts], Iterator[Proposal]], ...]] = (
    _notices,
    _published,
    _said_to_be_published,
    _retracted,
    _missing,
    _differs,
    _closed,
)
