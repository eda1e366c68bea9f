"""Publications that a preview has read before, taken again where their entries say the same."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import replace

from publications.bibtex import Entry
from publications.model.publication import Publication


class Readings:
    """Publications of entries in which nothing was wrong, from one reading to the next.

    A publication depends on the values of its entry, whatever the place of the entry in the file,
    and on what `begin` is given. What the next reading does not take is dropped.
    """

    def __init__(self) -> None:
        self._conditions: object = None
        self._files: Hashable = None
        self._files_are_same = False
        self._keys: Collection[str] = ()
        self._before: Mapping[Hashable, Publication] = {}
        self._kept: dict[Hashable, Publication] = {}

    def begin(self, *conditions: object, files: Hashable, keys: Collection[str]) -> None:
        """Begin a reading; nothing is taken of one under other conditions.

        A publication that is about a file is taken only where the versions of `files` are the same,
        one that is related to others only where their keys are among `keys`.
        """
        self._before = {}
        if conditions == self._conditions:
            self._before = self._kept
        self._files_are_same = files == self._files
        self._conditions, self._files, self._keys = conditions, files, keys
        self._kept = {}

    def take(self, entry: Entry, position: int) -> Publication | None:
        """The publication of an entry that was read before, or None."""
        said = _said(entry)
        publication = self._before.get(said)
        if publication is None or not self._holds(publication):
            return None
        self._kept[said] = publication
        return replace(publication, entry=entry, position=position)

    def keep(self, publication: Publication) -> None:
        """Keep a publication about which there is no finding."""
        self._kept[_said(publication.entry)] = publication

    def _holds(self, publication: Publication) -> bool:
        """Whether there still are the files and entries that a publication is about."""
        if not all(key in self._keys for key in publication.related):
            return False
        has_file = publication.figure is not None or any(link.local for link in publication.links)
        return self._files_are_same or not has_file


def _said(entry: Entry) -> Hashable:
    """What an entry says, without places."""
    values = ((field.name, field.value) for field in entry.fields.values())
    return (entry.type, entry.key, *values)
