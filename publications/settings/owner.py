"""The owner of the site, as `owner` in mkdocs.yml names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from publications.settings.values import refused, text, texts

_TEXTS: Final = ("name", "orcid", "job_title", "affiliation")
_LISTS: Final = ("aliases", "alumni_of", "knows_about", "links")
_CONTACT: Final = (
    "an id, an address or a list of them; names of your own belong under 'extra', beside 'owner'"
)
#: Names that `owner` may have beside those of contacts.
OWNER_NAMES: Final = (*_TEXTS, *_LISTS)


@dataclass(frozen=True, slots=True)
class Owner:
    """The person whose site it is: names, identifiers, employment and contacts.

    `contacts` are pairs of a name (`email`, `github`) and an id or address, as they are written;
    `links` are addresses of other pages about the person. model/contacts.py judges both.
    """

    name: str = ""
    orcid: str = ""
    aliases: tuple[str, ...] = ()
    job_title: str = ""
    affiliation: str = ""
    alumni_of: tuple[str, ...] = ()
    knows_about: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    contacts: tuple[tuple[str, str], ...] = ()


def read_owner(option: str, value: object) -> Owner:
    """Read the owner: a name, or a mapping. Raises OptionsError.

    Keys other than those of `Owner` are taken for contacts.
    """
    if value is None:
        return Owner()
    if isinstance(value, str):
        return Owner(name=text(option, value))
    if not isinstance(value, Mapping):
        raise refused(option, value, "a name, or a mapping with name, orcid, email, …")
    single = {name: text(f"{option}: {name}", value.get(name)) for name in _TEXTS}
    several = {name: texts(f"{option}: {name}", value.get(name)) for name in _LISTS}
    contacts: list[tuple[str, str]] = []
    for key, written in value.items():
        if key not in OWNER_NAMES:
            contacts += [(str(key), each) for each in _contacts(f"{option}: {key}", written)]
    return Owner(
        name=single["name"],
        orcid=single["orcid"],
        aliases=several["aliases"],
        job_title=single["job_title"],
        affiliation=single["affiliation"],
        alumni_of=several["alumni_of"],
        knows_about=several["knows_about"],
        links=several["links"],
        contacts=tuple(contacts),
    )


def _contacts(option: str, value: object) -> tuple[str, ...]:
    """The ids or addresses of one contact; an id may be a number. Raises OptionsError."""
    if isinstance(value, list):
        value = [_quoted(item) for item in value]
    return texts(option, _quoted(value), _CONTACT)


def _quoted(value: object) -> object:
    """A number as if it had quotation marks."""
    if type(value) is int:
        return str(value)
    return value
