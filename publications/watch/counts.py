"""How often the works of refs.bib are cited, as registrars say: counts.yml (model/counts.py)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from publications.add.identity import doi_of
from publications.bibtex import Entry
from publications.model import counts
from publications.model.counts import Count
from publications.watch.work import Work


class CountsError(ValueError):
    """A counts.yml that cannot be read, so that nothing is written over it: says what is wrong."""


def updated(text: str, entries: Iterable[Entry], works: Iterable[Work], day: date) -> str:
    """The file with the counts of a day; those that nobody has told again stay as they are.

    `text` is the file before, `works` are what registrars have, the fullest descriptions first.
    DOIs that are no longer in refs.bib go. Raises CountsError.
    """
    before, faults = counts.read(text)
    if faults:
        raise CountsError(f"{faults[0].line}: {faults[0].fact} (mend or remove the file)")
    there = set(filter(None, map(doi_of, entries)))
    kept = {doi: count for doi, count in before.items() if doi in there}
    told: dict[str, Count] = {}
    for work in works:
        if work.cited is None or work.source not in counts.SOURCES:
            continue
        for doi in there.intersection(work.dois):
            told.setdefault(doi, Count(doi, work.cited, work.source, day.isoformat()))
    return counts.written((kept | told).values())
