"""How often the works of refs.bib are cited, as registrars say: counts.yml (model/counts.py)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from publications.bibtex import Entry
from publications.model import counts, registered
from publications.model.counts import Count
from publications.watch.work import Work, own_doi


class CountsError(ValueError):
    """A counts.yml that cannot be read, so that nothing is written over it: says what is wrong."""


def updated(text: str, entries: Iterable[Entry], works: Iterable[Work], day: date) -> str:
    """The file with the counts of a day; those that nobody has told again stay as they are.

    `text` is the file before, `works` are what registrars have, the fullest descriptions first.
    DOIs that are no longer in refs.bib go.  Raises CountsError.
    """
    before, faults = counts.read(text)
    if faults:
        raise CountsError(f"{faults[0].line}: {faults[0].fact} (mend or remove the file)")
    there = {own_doi(registered.doi_of(entry)) for entry in entries} - {""}
    told: dict[str, Count] = {}
    for work in works:
        if work.cited is None or work.source not in counts.SOURCES:
            continue
        for doi in there.intersection(work.dois):
            told.setdefault(doi, Count(doi, work.cited, work.source, day.isoformat()))
    kept = {doi: count for doi, count in before.items() if doi in there}
    return counts.written({**kept, **told}.values())
