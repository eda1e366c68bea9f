"""What ORCID and the registrars have of somebody: the name, and the works as BibTeX."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from publications.add.answers import json_object
from publications.add.edit import BibFile
from publications.diagnostics import printable
from publications.model.names import NameSyntaxError, read_names
from publications.model.orcid import bare_orcid
from publications.model.person import Person
from publications.settings import Options, Owner
from publications.watch import orcid, run
from publications.watch.asking import Asker
from publications.watch.gathering import Who, gather
from publications.watch.ignored import Ignored
from publications.watch.proposal import Proposal
from publications.watch.work import Work, objects_at, text_at

_JSON: Final = "application/json"
_NAME: Final = "refs.bib"
#: Years without a work after which those before are likely somebody else's.
_PAUSE: Final = 30


class RecordError(ValueError):
    """A record that cannot be had; the message is one line that says who answered what."""


@dataclass(frozen=True, slots=True)
class Record:
    """The works of a record as BibTeX, and how many they are.

    `doubts` has a line for each work that is left out, since it may be someone else's or cannot be
    published; `failures` one for each registrar that did not answer.
    """

    bibtex: str
    works: int
    doubts: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()


def names_of(number: str, asker: Asker) -> tuple[str, ...]:
    """The names in a record, the one to be called by first; none where it shows none.

    Raises RecordError where ORCID does not answer.
    """
    path = f"/v3.0/{bare_orcid(number)}/personal-details"
    names = asker.answer(orcid.SOURCE, path, _names_in, _JSON)
    if names is None:
        raise RecordError(asker.failures[orcid.SOURCE])
    return names


def _names_in(text: str) -> tuple[str, ...]:
    """The names of an answer, each once. Raises AnswerError.

    Source: the schema of ORCID's API 3.0 on `personal-details`.

    >>> _names_in('{"name": {"given-names": {"value": "Jo"}, "family-name": {"value": "Abel"}}}')
    ('Jo Abel',)
    """
    details = json_object(text)
    name = details.get("name")
    parts = (text_at(name, part, "value") for part in ("given-names", "family-name"))
    given, family = (" ".join(printable(part).split()) for part in parts)
    names = [text_at(name, "credit-name", "value"), Person(given, "", family, "").name]
    others = objects_at(details, "other-names", "other-name")
    names += (text_at(other, "content") for other in others)
    return tuple(dict.fromkeys(filter(None, map(_one_name, names))))


def _one_name(text: str) -> str:
    """A name as it is shown, given name first; empty for what is not the name of one person.

    >>> _one_name("Abel, Jo"), _one_name("Jo Abel and Bo Li"), _one_name("Abel, Jr, Jo, B")
    ('Jo Abel', '', '')
    """
    try:
        persons, others = read_names(" ".join(printable(text).split()))
    except NameSyntaxError:
        return ""
    if len(persons) != 1 or others:
        return ""
    return persons[0][1].name


def record_of(owner: Owner, asker: Asker, week: int) -> Record:
    """The works of the owner's record, described by the registrars.

    Raises RecordError where a registrar fails and the others know of no work.
    """
    asked = Who(orcid=bare_orcid(owner.orcid))
    gathered = gather((), asked, asker, week)
    beginning = _beginning(gathered.works)
    old = [work for work in gathered.works if 0 < work.year < beginning]
    gathered = replace(gathered, works=tuple(each for each in gathered.works if each not in old))
    file = BibFile(Path(_NAME), _NAME, b"", "")
    report = run.report(gathered, file, (), Options(owner=owner), Ignored())
    doubts = [*dict.fromkeys(_too_old(work, beginning) for work in old)]
    doubts += [*map(_line, report.of("doubt")), *report.plan.problems]
    if gathered.waiting:
        doubts.append(f"{gathered.waiting} more are left out until Crossref describes them")
    if gathered.failures and not any((report.proposals, doubts)):
        raise RecordError("; ".join(gathered.failures))
    return Record(report.plan.text, report.plan.added, tuple(doubts), gathered.failures)


def _beginning(works: Iterable[Work]) -> int:
    """The year after the last pause of decades, before which works are of another of that name.

    0 where there is no such pause.
    """
    years = sorted({work.year for work in works} - {0})
    after_pauses = [later for earlier, later in pairwise(years) if later - earlier > _PAUSE]
    return max(after_pauses, default=0)


def _too_old(work: Work, beginning: int) -> str:
    """What is doubtful about a work of before the beginning."""
    text = f"it is of {work.year}, decades before the others, which begin in {beginning}"
    return _doubt(work.title, text, work.identifier)


def _line(doubt: Proposal) -> str:
    """What a proposal asks about a work."""
    return _doubt(doubt.title, doubt.text, doubt.identifier)


def _doubt(title: str, text: str, identifier: str) -> str:
    """What is doubtful about a work: its title, the reason, its identifier.

    >>> _doubt("On Sand", "it has other authors", "10.1000/1")
    'On Sand: it has other authors [10.1000/1]'
    """
    return printable(f"{title}: {text} [{identifier}]")
