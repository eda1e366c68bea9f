"""What registrars know of one entry of refs.bib and it does not say, as proposals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from publications.add.identity import is_preprint, kind_of
from publications.bibtex import Entry
from publications.model import links, registered, titles, verbatim
from publications.watch import comparison
from publications.watch.proposal import Proposal, candidate_of, fields_of, of_work, where
from publications.watch.work import Notice, Work, identifier_of

_PAPERS: Final = frozenset({"article", "conference", "chapter"})
#: Relations of links to a copy that anybody can read.
_FREE: Final = frozenset({"arxiv", "eprint", "pdf"})
#: What no longer name goes on from: `10.1000/n` is at its end in `10.1000/n, 2009`, not in
#: `10.1000/n2` or `10.1000/n.2`.
_END_OF_NAME: Final = r"(?![\w/-]|[.:]\w)"


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
        """The works in the same state: of a preprint the preprints, else what was published.

        Fields are compared with these alone: a preprint and its published version differ in DOI,
        year and pages, and neither is a mistake.
        """
        posted = is_preprint(self.entry)
        return [work for work in self.works if work.is_preprint == posted]

    def proposals(self) -> Iterator[Proposal]:
        """All that there is to tell about the entry."""
        for propose in _PROPOSED:
            yield from propose(self)


def _notices(facts: Facts) -> Iterator[Proposal]:
    """Notices that the entry does not have, one proposal for each field that they belong in.

    A field that the entry has already is left to the owner: its value may say more than a
    registrar knows, so that the proposal tells the notice and writes nothing.
    """
    entry = facts.entry
    lacking = [notice for notice in facts.notices if not _has(entry, notice)]
    by_field: dict[str, list[Notice]] = {}
    for notice in lacking:
        by_field.setdefault(notice.field, []).append(notice)
    for name, value in fields_of(lacking).items():
        of_field = by_field[name]
        labels = " and ".join(sorted({notice.label for notice in of_field}))
        text = f"{labels}: {value}"
        written = {name: value}
        if entry.field(name) is not None:
            written = {}
        yield Proposal("notice", of_field[0].identifier, facts.title, text, entry, written)


def _has(entry: Entry, notice: Notice) -> bool:
    """Whether an entry names a notice, or the notice has neither DOI nor date to be named by.

    A DOI that another one begins with is not named by that:

    >>> from publications.bibtex import writer
    >>> entry = writer.make("article", "pots2008", {"retraction": "10.1000/n2"})
    >>> _has(entry, Notice("retraction", "retraction", "10.1000/n2", "2009-01-01"))
    True
    >>> _has(entry, Notice("retraction", "retraction", "10.1000/n", "2009-01-01"))
    False
    """
    if not notice.identifier:
        return True
    whole = re.escape(notice.identifier) + _END_OF_NAME
    value = verbatim.unescaped(entry.get(notice.field)).lower()
    return re.search(whole, value) is not None


def _published(facts: Facts) -> Iterator[Proposal]:
    """The published version of a preprint, which takes its place."""
    for work in facts.published[:1]:
        text = f"is the published version of {facts.entry.key} ({where(work)})"
        candidate = candidate_of(work, replaces=facts.entry.key)
        yield of_work("published", work, text, facts.entry, candidate)


def _said_to_be_published(facts: Facts) -> Iterator[Proposal]:
    """What the first preprint server says of the published version, where no registrar has it.

    arXiv has the `doi` and `journal_ref` that the authors wrote there; Crossref the relation
    `is-preprint-of`. Nothing is written of these alone: neither describes the published version.
    """
    if facts.published:
        return
    if not is_preprint(facts.entry):
        return
    for work in facts.works:
        home = work.published or work.journal_ref
        if home:
            text = f"{work.source} says that it came out as {home}"
            yield of_work("published", work, text, facts.entry)
            return


def _retracted(facts: Facts) -> Iterator[Proposal]:
    """A retraction without a notice, in refs.bib or at a registrar.

    OpenAlex has a mark, `is_retracted`, and no more; at Crossref a title may begin with
    "RETRACTED". The owner has to look for the notice, so that no field is proposed.
    """
    if facts.entry.get("retraction"):
        return
    if any(notice.field == "retraction" for notice in facts.notices):
        return
    if any(work.is_retracted for work in facts.works):
        text = "is called retracted, without a notice"
        yield Proposal("notice", facts.identifier, facts.title, text, facts.entry)


def _missing(facts: Facts) -> Iterator[Proposal]:
    """Fields that the entry lacks, with the values that registrars have, in one proposal."""
    values, sources = comparison.missing(facts.entry, facts.alike)
    if values:
        named = ", ".join(f"{name} {value}" for name, value in values.items())
        text = f"lacks {named} ({', '.join(sources)})"
        yield Proposal("missing", facts.identifier, facts.title, text, facts.entry, values)


def _differs(facts: Facts) -> Iterator[Proposal]:
    """Fields that a registrar spells in another way: one question for each, and no change."""
    for text in comparison.differences(facts.entry, facts.alike):
        yield Proposal("differs", facts.identifier, facts.title, text, facts.entry)


def _closed(facts: Facts) -> Iterator[Proposal]:
    """That the entry links to no free copy, and where there is one."""
    if not _links_no_copy(facts):
        return
    text = "links no free copy"
    copies = filter(None, (work.free for work in facts.works))
    first = next(copies, "")
    if first:
        text += f"; there is one at {first}"
    yield Proposal("closed", facts.identifier, facts.title, text, facts.entry)


def _links_no_copy(facts: Facts) -> bool:
    """Whether a paper has a DOI and no link to a copy that anybody can read.

    Books and theses are often sold and have no free copy to look for. No copy is looked for where
    the publisher's own page has it, which Crossref tells by the licence.
    """
    entry = facts.entry
    doi = registered.doi_of(entry)
    if not doi:
        return False
    if kind_of(entry) not in _PAPERS:
        return False
    if is_preprint(entry):
        return False
    own_page = f"https://doi.org/{doi}".lower()
    if own_page in {work.free.lower() for work in facts.works}:
        return False
    linked = links.links_of(entry, doi, registered.arxiv_of(entry))
    return not any(map(_is_free, linked))


def _is_free(link: links.Link) -> bool:
    """Whether a link leads to a copy that anybody can read.

    An address that ends in `.pdf` is taken for one, also in a field for other things.
    """
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
