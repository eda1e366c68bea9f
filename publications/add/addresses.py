"""Several addresses in `url`, as services and programs export them, each into a field that fits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

from publications.add.markup import without_references
from publications.model import identifiers, links

_BEGINS: Final = r"(?:https?://|ftp://|www\.|\\url\s*\{)"
_BETWEEN: Final = re.compile(
    rf"(?<![\s,;|])[\s,;|]++(?:(?:and|or)\s++)?+(?={_BEGINS})|(?<=\}})(?=\\url\s*+\{{)",
    re.IGNORECASE,
)
#: Hosts of what belongs to a paper, and the field for it.
_HOSTS: Final = {
    "github.com": "code", "gitlab.com": "code", "bitbucket.org": "code", "codeberg.org": "code",
    "youtube.com": "video", "youtu.be": "video", "vimeo.com": "video", "bilibili.com": "video",
    "zenodo.org": "data", "figshare.com": "data", "kaggle.com": "data", "osf.io": "data",
}  # fmt: skip
#: Fields for an address whose own field is taken, or of which nothing else is known.
_OTHERS: Final = ("url", "website", "html")


def divided(values: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The fields with one address in `url`, and a line that says where the others are.

    The fields are returned as they are where `url` has one address. No address is lost: those for
    which no field is free are in `note`.

    >>> divided({"url": "https://doi.org/10.1000/1, https://github.com/sand"})[0]
    {'doi': '10.1000/1', 'code': 'https://github.com/sand'}
    """
    written = filter(str.strip, _BETWEEN.split(values.get("url", "")))
    addresses = list(map(_bare, written))
    if len(addresses) < 2:
        return dict(values), ()
    fields = dict(values)
    del fields["url"]
    places = [f"{address} ({_put(fields, address)})" for address in dict.fromkeys(addresses)]
    return fields, (f"url had {len(places)} addresses: {', '.join(places)}",)


def _bare(part: str) -> str:
    r"""One address of several, without the signs between them and around it: `\url{…},`."""
    return links.url_of(without_references(part).rstrip(",;|. "))


def _put(fields: dict[str, str], address: str) -> str:
    """Put an address, or the identifier in it, into the first field that is free; its name.

    A field that has it already will do as well.
    """
    for name, value in _choices(address):
        there = fields.get(name)
        if there and there.lower() != value.lower():
            continue
        if not there:
            fields[name] = value
            if name == "eprint":
                fields["archiveprefix"] = "arXiv"
        return name
    fields["note"] = "; ".join(filter(None, (fields.get("note"), f"\\url{{{address}}}")))
    return "note"


def _choices(address: str) -> Iterator[tuple[str, str]]:
    """Fields for an address, the best first, each with its value."""
    doi = identifiers.doi_in_url(address)
    arxiv = identifiers.bare_arxiv(address)
    if doi and not identifiers.arxiv_in_doi(doi):
        yield "doi", doi
    elif identifiers.is_arxiv(arxiv):
        yield "eprint", identifiers.unversioned(arxiv)
    else:
        for name in _by_place(*_host_and_path(address)):
            yield name, address
    for name in _OTHERS:
        yield name, address


def _by_place(host: str, path: str) -> Iterator[str]:
    """The field of what belongs to a paper, as the host or the end of the path tells it.

    >>> [*_by_place("zenodo.org", "/records/1"), *_by_place("example.org", "/sand.pdf")]
    ['data', 'pdf']
    """
    if path.endswith(".pdf"):
        yield "pdf"
    elif host == "huggingface.co" and path.startswith("/datasets/"):
        yield "data"
    elif host in _HOSTS:
        yield _HOSTS[host]


def _host_and_path(address: str) -> tuple[str, str]:
    """The host without `www.` and the path, both in lower case; empty where there are none.

    >>> _host_and_path("https://www.example.org/Sand.PDF"), _host_and_path("https://[")
    (('example.org', '/sand.pdf'), ('', ''))
    """
    try:
        parts = urlsplit(address)
        return (parts.hostname or "").removeprefix("www."), parts.path.lower()
    except ValueError:  # `https://[`
        return "", ""
