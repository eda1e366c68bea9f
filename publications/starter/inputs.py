"""What somebody says of a new site: each word is read, or refused in one sentence."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from publications import bibtex, disk
from publications.bibtex import Entry
from publications.model.names import NameSyntaxError, read_names
from publications.model.orcid import bare_orcid
from publications.settings import OptionsError


class InputError(ValueError):
    """A file or folder that cannot be taken; the message is one line that says why."""


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The owner's BibTeX file: its bytes, and the entries in them, with inheritance applied.

    `fault` says why entries of it cannot be read; it is empty where all can.
    """

    data: bytes
    entries: Sequence[Entry]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """All that is said; empty or None where nothing is."""

    folder: Path
    name: str = ""
    orcid: str = ""
    bibliography: Bibliography | None = None

    @property
    def entries(self) -> Sequence[Entry]:
        """The entries of the file."""
        if self.bibliography is None:
            return ()
        return self.bibliography.entries


def read_folder(word: str) -> Path:
    """A folder that is new or empty. Raises OptionsError, InputError."""
    if not word:
        raise OptionsError("the folder of the new site has no name")
    try:
        path = Path(word).expanduser()
        disk.require_empty(path)
    except OSError as error:
        if error.errno == errno.ENOTEMPTY:
            raise InputError(f"{word} is not empty (name a new folder)") from None
        raise InputError(f"{error.filename}: {error.strerror}") from None
    except RuntimeError as error:  # no home folder
        raise InputError(f"{word}: {error}") from None
    return path


def read_bibliography(word: str) -> Bibliography:
    """A BibTeX file. Raises OptionsError, InputError."""
    if not word:
        raise OptionsError("the BibTeX file has no name")
    try:
        data = disk.read(Path(word).expanduser())
    except OSError as error:
        raise InputError(f"{word}: cannot be read: {disk.reason(error)}") from None
    except RuntimeError as error:  # no home folder
        raise InputError(f"{word}: cannot be read: {error}") from None
    entries, findings = bibtex.read_data(data, word)
    complete, parents, _ = bibtex.inherit(entries)
    own = [entry for entry in complete if entry.key not in parents]
    return Bibliography(data, own, next(map(str, findings), ""))


def read_orcid(word: str) -> str:
    """An ORCID, from its address too. Raises OptionsError.

    >>> read_orcid("https://orcid.org/0000-0002-1825-0097")
    '0000-0002-1825-0097'
    """
    number = bare_orcid(word)
    if not number:
        raise OptionsError(
            f"'{word}' is no ORCID, or a digit of it is wrong (an ORCID: 0000-0002-1825-0097)"
        )
    return number


def read_name(word: str) -> str:
    """The name of one person, given name first. Raises OptionsError.

    >>> read_name("Abel,  Jo")
    'Jo Abel'
    """
    try:
        persons, others = read_names(" ".join(word.split()))
    except NameSyntaxError as error:
        raise OptionsError(str(error)) from None
    if len(persons) != 1 or others or not persons[0][1].name.isprintable():
        raise OptionsError(f"'{word}' is not the name of one person (write --name 'Given Family')")
    return persons[0][1].name
