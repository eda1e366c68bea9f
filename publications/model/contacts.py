"""Contacts of the owner: what mkdocs.yml says of them, as addresses with a label and an icon.

Each may be written as people paste it: the bare id (`ann-doe`, `@user@mastodon.social`) or the
whole address of the profile, with or without `https://` and `www.`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import SplitResult, quote, unquote, urlsplit

from publications.diagnostics import did_you_mean
from publications.diagnostics import quote as quoted
from publications.model.orcid import bare_orcid
from publications.model.profiles import PROFILES, Profile, profile_at
from publications.settings import OWNER_NAMES, Owner
from publications.tex.url import safe_url

#: Names of contacts in mkdocs.yml, in the order in which contacts are shown.
NAMES: Final = ("email", *PROFILES, "mastodon", "links")

_SUBJECTS: Final = {"links": "an address in 'links'"}
_LONGEST_EMAIL: Final = 254  # RFC 5321, 4.5.3.1
_LABEL: Final = r"[^\W_](?:[\w-]*[^\W_])?"
# RFC 5322, 3.4.1: words with single dots between them, and a host name.
_ATOM: Final = r"[^\s@<>()\[\],;:\\\".]+"
_EMAIL: Final = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+{_LABEL}")
_USER: Final = re.compile(r"/@[\w.-]+")
_MASTODON: Final = re.compile(r"\A@?([\w.-]+)@((?:[\w-]+\.)+[a-z]{2,})\Z", re.IGNORECASE)
_WEB_SCHEME: Final = re.compile("https?:", re.IGNORECASE)
_HOST_FIRST: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+/.")


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact, as a template prints it.

    `icon` is a file below the theme's `.icons/`, without suffix. `rel` is `me` where the address is
    that of a page about the owner.
    """

    name: str
    label: str
    url: str
    icon: str
    rel: str = "me"


@dataclass(frozen=True, slots=True)
class Fault:
    """A contact that cannot be shown: name and value in mkdocs.yml, the fact and the way out."""

    name: str
    value: str
    code: str
    message: str
    hint: str


def contacts_of(owner: Owner) -> tuple[Contact, ...]:
    """All contacts that can be shown, each once, with labels that differ.

    >>> for contact in contacts_of(Owner(contacts=(("github", "@octocat"),))):
    ...     print(contact.label, contact.url)
    GitHub https://github.com/octocat
    """
    contacts: dict[str, Contact] = {}
    for judged in _judged(owner):
        if isinstance(judged, Contact):
            contacts.setdefault(judged.url.rstrip("/"), judged)
    labels = Counter(contact.label for contact in contacts.values())
    return tuple(_told_apart(contact, labels) for contact in contacts.values())


def pages_about(owner: Owner) -> tuple[str, ...]:
    """The addresses of all pages about the owner: the contacts without those for mail."""
    return tuple(contact.url for contact in contacts_of(owner) if contact.rel == "me")


def fediverse_handle(owner: Owner) -> str:
    """The owner's first account in the form of Mastodon's `fediverse:creator`, or empty.

    >>> fediverse_handle(Owner(contacts=(("mastodon", "https://hachyderm.io/@ann"),)))
    '@ann@hachyderm.io'
    """
    for contact in contacts_of(owner):
        parts = urlsplit(contact.url)
        if contact.name == "mastodon" and _USER.fullmatch(parts.path):
            return f"{parts.path[1:]}@{parts.hostname}"
    return ""


def faults_of(owner: Owner) -> tuple[Fault, ...]:
    """The contacts that cannot be shown.

    Their codes are `unknown-contact`, `malformed-contact`, `malformed-orcid` and `unsafe-url`.
    """
    return tuple(judged for judged in _judged(owner) if isinstance(judged, Fault))


def _judged(owner: Owner) -> Iterator[Contact | Fault]:
    """Each contact, or what is wrong with it, in the order in which contacts are shown."""
    written = [*owner.contacts, *(("links", address) for address in owner.links)]
    if owner.orcid:
        written.append(("orcid", owner.orcid))
    for name, value in sorted(written, key=_place_of):
        read = _READERS.get(name, _unknown)
        yield read(name, value.strip().removeprefix("<").removesuffix(">"))


def _place_of(contact: tuple[str, str]) -> int:
    """The place of a contact among all; those with unknown names come first."""
    name, _ = contact
    return _PLACES.get(name, -1)


def _email(name: str, value: str) -> Contact | Fault:
    """An e-mail address, also as `mailto:…` or after a name.

    >>> _email("email", "Jane Doe <jane@example.org").url
    'mailto:jane@example.org'
    """
    address = value.rpartition("<")[2]
    if address.lower().startswith("mailto:"):
        address = unquote(address[len("mailto:") :].partition("?")[0])
    if len(address) > _LONGEST_EMAIL or not _EMAIL.fullmatch(address):
        message = f"email of the owner is {quoted(value)}, which is not an e-mail address"
        return Fault(name, value, "malformed-contact", message, "write it as in name@example.org")
    url = "mailto:" + quote(address, safe="@+!$'*")
    return Contact("email", address, url, "contacts/email", rel="")


def _orcid(name: str, value: str) -> Contact | Fault:
    """An ORCID, alone or as its address, whose check digit has to fit.

    >>> _orcid("orcid", "0000-0002-1825-0098").hint
    'copy it again: its check digit does not fit'
    """
    profile = PROFILES[name]
    orcid = bare_orcid(value)
    if not orcid:
        message = f"the owner's ORCID {quoted(value)} is malformed"
        hint = "copy it again: its check digit does not fit"
        return Fault(name, value, "malformed-orcid", message, hint)
    return Contact(name, profile.label, profile.address_of(orcid), profile.icon)


def _mastodon(name: str, value: str) -> Contact | Fault:
    """An account at any server of the Fediverse: `@user@example.social`, or its address.

    >>> _mastodon("mastodon", "@ann@hachyderm.io").url
    'https://hachyderm.io/@ann'
    """
    address = _MASTODON.sub(r"https://\2/@\1", _with_scheme(value))
    parts = _web_parts(address)
    if parts is None or not parts.path.strip("/"):
        hint = "write it as in @user@mastodon.social, or the whole address"
        return _malformed(name, value, "an account at a server", hint)
    return Contact(name, "Mastodon", safe_url(address), "simple/mastodon")


def _link(name: str, value: str) -> Contact | Fault:
    """Any page about the owner; where its site is known, with that site's label and icon.

    >>> _link("links", "https://gitlab.com/ann").label, _link("links", "https://ann.example").label
    ('GitLab', 'ann.example')
    """
    if value.lower().startswith("mailto:"):
        return _email(name, value)
    parts = _web_parts(value)
    if parts is None:
        return _malformed(name, value, "a whole address", "begin it with https://")
    host = str(parts.hostname)
    profile = profile_at(host)
    if profile is None:
        return Contact(name, host.removeprefix("www."), safe_url(value), "contacts/link")
    return Contact(name, profile.label, _profile_address(profile, parts), profile.icon)


def _profile(name: str, value: str) -> Contact | Fault:
    """A profile by its id or by its address at a known site.

    >>> for value in ("@octocat", "www.github.com/octocat"):
    ...     print(_profile("github", value).url)
    https://github.com/octocat
    https://github.com/octocat
    """
    profile = PROFILES[name]
    identifier = unquote(value.removeprefix("@"))
    if not _is_address(value, profile) and profile.is_id(identifier):
        return Contact(name, profile.label, profile.address_of(identifier), profile.icon)
    parts = _web_parts(_with_scheme(value))
    hint = f"write the id, as in {profile.address.format('ID')}, or the whole address"
    if parts is not None and not profile.is_at(str(parts.hostname)):
        hint = "an address elsewhere belongs under 'links'"
    elif parts is not None and _end_of(parts):
        return Contact(name, profile.label, _profile_address(profile, parts), profile.icon)
    return _malformed(name, value, f"an id or an address at {profile.host}", hint)


def _end_of(parts: SplitResult) -> str:
    """What an address has after its host: path and query.

    >>> _end_of(urlsplit("https://example.org/ann/?page=2#top"))
    'ann?page=2'
    """
    return "?".join(filter(None, (parts.path.strip("/"), parts.query)))


def _profile_address(profile: Profile, parts: SplitResult) -> str:
    """The plain address of a profile; other pages of the site keep theirs.

    Tracking parameters and languages of the interface go: `…/citations?user=ID&hl=de`.
    """
    identifier = profile.id_in(parts)
    if profile.is_id(identifier):
        return profile.address_of(identifier)
    return safe_url(parts.geturl())


def _is_address(value: str, profile: Profile) -> bool:
    """Whether a value is an address and no id: it has a scheme, or begins with the site's host."""
    host = re.split(r"[/?#]", value, maxsplit=1)[0]
    return "//" in value or profile.is_at(host)


def _with_scheme(value: str) -> str:
    """An address that was pasted without its scheme, with it.

    >>> _with_scheme("github.com/ann"), _with_scheme("//github.com/ann"), _with_scheme("ann")
    ('https://github.com/ann', 'https://github.com/ann', 'ann')
    """
    if value.startswith("//"):
        return "https:" + value
    if _HOST_FIRST.match(value):
        return "https://" + value
    return value


def _web_parts(address: str) -> SplitResult | None:
    """The parts of an http or https address that may become a link; None for all others.

    It has a host, where `safe_url` takes `https:path` as well.
    """
    try:
        parts = urlsplit(safe_url(address))
        host = parts.hostname
    except ValueError:  # `https://[`
        return None
    if host and parts.scheme in ("http", "https"):
        return parts
    return None


def _malformed(name: str, value: str, allowed: str, hint: str) -> Fault:
    """The fault of a value that is none of what is allowed, or no address that may be a link."""
    message = f"{_SUBJECTS.get(name, name)} of the owner is {quoted(value)}"
    if value and not safe_url(value) and not _WEB_SCHEME.match(value):
        return Fault(name, value, "unsafe-url", message, "use an address that begins with https://")
    return Fault(name, value, "malformed-contact", f"{message}, which is not {allowed}", hint)


def _unknown(name: str, value: str) -> Fault:
    """The fault of a name that `owner` does not have.

    It may be misspelt (`git-hub`), have an address, which any link shows, or be the owner's own.
    """
    plain = re.sub(r"[^a-z]", "", name.lower())
    hint = "names of your own belong under 'extra', beside 'owner'"
    if _web_parts(value):
        hint = "to show the address, list it under 'links'"
    hint = did_you_mean(plain, (*OWNER_NAMES, *NAMES)) or hint
    return Fault(name, value, "unknown-contact", f"'owner' has no {quoted(name)}", hint)


def _told_apart(contact: Contact, labels: Counter[str]) -> Contact:
    """The contact with the end of its address in the label, where another has the same label."""
    end = _end_of(urlsplit(contact.url))
    if not end or labels[contact.label] == 1:
        return contact
    return replace(contact, label=f"{contact.label} ({end})")


_PLACES: Final = {name: place for place, name in enumerate(NAMES)}
_READERS: Final = dict.fromkeys(PROFILES, _profile) | {
    "email": _email,
    "orcid": _orcid,
    "mastodon": _mastodon,
    "links": _link,
}
