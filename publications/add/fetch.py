"""The entry of an identifier, as the service that registered it gives it.

| identifier | asked |
| --- | --- |
| DOI | doi.org by content negotiation ("DOI Handbook", 5.4.1), else Crossref's REST API |
| arXiv id | arXiv's API |
| OpenReview address | OpenReview's API 2, else API 1 (papers of before 2023) |
| ACL Anthology address | the Anthology's `.bib` |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote, urlsplit

from publications import client
from publications.add import answers
from publications.add.answers import Answer, AnswerError
from publications.add.crossref_work import from_crossref
from publications.add.identifier import Identifier
from publications.add.services import Services
from publications.bibtex import writer
from publications.client import Limits, NoReplyError, Reply
from publications.diagnostics import printable

_AGENT: Final = "publications (BibTeX for a researcher's website; one paper at a time)"
_BIBTEX: Final = "application/x-bibtex"


class FetchError(ValueError):
    """No entry for an identifier; the message is one line that says who answered what."""


def fetch(identifier: Identifier, services: Services) -> Answer:
    """The entry as the service gives it. Raises FetchError."""
    return _ASK[identifier.kind](_Asker(services, identifier.value))


def _doi(ask: _Asker) -> Answer:
    doi = quote(ask.value, safe="/")
    answer = ask.first(
        (f"{ask.services.doi}/{doi}", answers.from_bibtex, {"Accept": _BIBTEX}),
        (f"{ask.services.crossref}/works/{doi}", from_crossref, {"Accept": "application/json"}),
    )
    # Services fold a DOI's case; the one that was asked for is from the paper.
    entry = answer.entry
    if entry.get("doi", "").lower() not in ("", ask.value.lower()):
        return answer
    values = entry.values() | {"doi": ask.value}
    return replace(answer, entry=writer.make(entry.type, entry.key, values))


def _arxiv(ask: _Asker) -> Answer:
    return ask.first(
        (f"{ask.services.arxiv}/api/query?id_list={quote(ask.value)}", answers.from_arxiv, {})
    )


def _openreview(ask: _Asker) -> Answer:
    return ask.first(
        (f"{ask.services.openreview}/notes?id={ask.value}", answers.from_openreview, {}),
        (f"{ask.services.openreview1}/notes?id={ask.value}", answers.from_openreview, {}),
    )


def _acl(ask: _Asker) -> Answer:
    return ask.first((f"{ask.services.acl}/{ask.value}.bib", answers.from_bibtex, {}))


_Way = tuple[str, Callable[[str], Answer], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class _Asker:
    """Asks for one identifier, `value`."""

    services: Services
    value: str

    def first(self, *ways: _Way) -> Answer:
        """The first answer that is one; else a FetchError with what each said."""
        said: list[str] = []
        for address, read, headers in ways:
            host = urlsplit(address).netloc
            try:
                return read(self._get(address, host, headers))
            except AnswerError as error:
                said.append(f"{host} answered {error}")
            except NoReplyError as error:
                said.append(str(error))
                if error.final:
                    break
        raise FetchError(printable(f"{self.value}: {'; '.join(said)}"))

    def _get(self, address: str, host: str, headers: Mapping[str, str]) -> str:
        """The text at an address. Raises NoReplyError, AnswerError."""
        limits = Limits(self.services.seconds, self.services.size)
        return text_of(client.get(address, {"User-Agent": _AGENT, **headers}, limits), host)


def text_of(reply: Reply, host: str) -> str:
    """The text of a reply of `host`. Raises NoReplyError, AnswerError."""
    _check_status(reply, host)
    if "html" in reply.headers.get("content-type", "").lower():
        raise AnswerError("HTML, a page for people")
    if not reply.body.strip():
        raise AnswerError("nothing")
    return answers.decoded(reply.body)


def _check_status(reply: Reply, host: str) -> None:
    """Raise NoReplyError for a status that is not 200."""
    status = reply.status
    if status in (404, 410):
        raise NoReplyError(f"{host} does not know it ({status})")
    if status == 429:
        wait = _wait(reply.headers.get("retry-after", "").strip()[:40])
        raise NoReplyError(f"{host} has had too many requests (429): {wait}", final=True)
    said = f"{host} answered {status} {reply.reason[:100]}".rstrip()
    if status >= 500:
        raise NoReplyError(f"{said}, try again later")
    if status != 200:
        raise NoReplyError(said)


def _wait(after: str) -> str:
    """How long to wait, by a `Retry-After` in seconds or with a date."""
    if not after:
        return "wait"
    if after.isdigit():
        return f"wait {after} s"
    return f"wait until {after}"


_ASK: Final[Mapping[str, Callable[[_Asker], Answer]]] = {
    "doi": _doi,
    "arxiv": _arxiv,
    "openreview": _openreview,
    "acl": _acl,
}
