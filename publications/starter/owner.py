"""Whose site it is: the name that is told, that of an ORCID record, or a guess from the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from publications.settings import Owner
from publications.starter.authors import Guess, is_among, most_frequent, spellings
from publications.starter.inputs import Told
from publications.starter.orcid import RecordError, names_of
from publications.watch.asking import Asker

_OF_RECORD: Final = "The name is that of the ORCID record {1}: {0} (change it in mkdocs.yml)."
_OF_AUTHOR: Final = "The name was guessed: {0}, the most frequent author (change it in mkdocs.yml)."
_OF_MANY: Final = (
    "The site is called {0}, the most frequent author; a guess, since most entries are of others"
    " (write the owner's name into mkdocs.yml)."
)


@dataclass(frozen=True, slots=True)
class Name:
    """The owner's name, and their other names; `remarks` are lines on where it was taken from.

    `is_owners` is not set for the most frequent author of a file that is not one person's.
    """

    name: str
    others: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    is_owners: bool = True

    def owner(self, told: Told) -> Owner:
        """The owner, with the spellings of the file among the aliases."""
        if not self.is_owners:
            return Owner(orcid=told.orcid)
        owner = Owner(name=self.name, orcid=told.orcid, aliases=self.others)
        aliases = dict.fromkeys((*self.others, *spellings(told.entries, owner)))
        return Owner(name=self.name, orcid=told.orcid, aliases=tuple(aliases))


def name_of(told: Told, asker: Asker) -> Name | None:
    """The owner's name; None where nothing says it. Raises RecordError, where no file is named."""
    if told.name:
        return Name(told.name)
    guess = most_frequent(told.entries)
    if not told.orcid:
        return _guessed(guess)
    try:
        names = names_of(told.orcid, asker)
    except RecordError as error:
        if told.bibliography is None:
            raise
        return _guessed(guess, remark=str(error))
    if not names:
        return _guessed(guess)
    name, *others = names
    if guess.is_of_most and not is_among(told.entries, Owner(name=name, aliases=tuple(others))):
        return _guessed(guess, names)  # the record's names are in another script than the file's
    return Name(name, tuple(others), (_OF_RECORD.format(name, told.orcid),))


def _guessed(guess: Guess, others: tuple[str, ...] = (), remark: str = "") -> Name | None:
    """The name of the most frequent author, if there is one.

    >>> _guessed(Guess("Jo Abel", is_of_most=False), ("J. Abel",)).others
    ('J. Abel',)
    >>> _guessed(Guess("", is_of_most=False)) is None
    True
    """
    if not guess.name:
        return None
    sentence = _OF_MANY
    if guess.is_of_most:
        sentence = _OF_AUTHOR
    remarks = tuple(filter(None, (remark, sentence.format(guess.name))))
    return Name(guess.name, others, remarks, is_owners=guess.is_of_most)
