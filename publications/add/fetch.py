"""The entry of an identifier, as the service that registered it gives it.

| identifier | asked |
| --- | --- |
| DOI | doi.org by content negotiation ("DOI Handbook", 5.4.1), else Crossref's REST API |
| arXiv id | arXiv's API |
| OpenReview address | OpenReview's API 2, else API 1 (papers of before 2023) |
| ACL Anthology address | the Anthology's `.bib` |
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote, urlsplit

import requests

from publications.add import answers
from publications.add.answers import Answer, AnswerError
from publications.add.crossref_work import from_crossref
from publications.add.recognise import Identifier
from publications.add.services import Services
from publications.bibtex import writer
from publications.diagnostics import printable

_LARGEST: Final = 2_000_000
_REDIRECTS: Final = 8
_AGENT: Final = "publications (BibTeX for a researcher's website; one paper at a time)"
_BIBTEX: Final = "application/x-bibtex"


class FetchError(ValueError):
    """No entry for an identifier; the message is one line that says who answered what."""

    def __init__(self, message: str, *, final: bool = False) -> None:
        """`final`: no other service need be asked."""
        super().__init__(printable(message))
        self.final = final


def fetch(identifier: Identifier, services: Services) -> Answer:
    """The entry as the service gives it. Raises FetchError."""
    with requests.Session() as session:
        session.max_redirects = _REDIRECTS
        session.headers["User-Agent"] = _AGENT
        asker = _Asker(session, services.timeout, identifier.value)
        return _ASK[identifier.kind](asker, services)


def _doi(ask: _Asker, services: Services) -> Answer:
    doi = quote(ask.value, safe="/")
    answer = ask.first(
        (f"{services.doi}/{doi}", answers.from_bibtex, {"Accept": _BIBTEX}),
        (f"{services.crossref}/works/{doi}", from_crossref, {"Accept": "application/json"}),
    )
    # Services fold a DOI's case; the one that was asked for is from the paper.
    entry = answer.entry
    if entry.get("doi", "").lower() not in ("", ask.value.lower()):
        return answer
    values = entry.values() | {"doi": ask.value}
    return replace(answer, entry=writer.make(entry.type, entry.key, values))


def _arxiv(ask: _Asker, services: Services) -> Answer:
    return ask.first(
        (f"{services.arxiv}/api/query?id_list={quote(ask.value)}", answers.from_arxiv, {})
    )


def _openreview(ask: _Asker, services: Services) -> Answer:
    return ask.first(
        (f"{services.openreview}/notes?id={ask.value}", answers.from_openreview, {}),
        (f"{services.openreview1}/notes?id={ask.value}", answers.from_openreview, {}),
    )


def _acl(ask: _Asker, services: Services) -> Answer:
    return ask.first((f"{services.acl}/{ask.value}.bib", answers.from_bibtex, {}))


_Way = tuple[str, Callable[[str], Answer], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class _Asker:
    """Asks for one identifier, `value`."""

    session: requests.Session
    timeout: float
    value: str

    def first(self, *ways: _Way) -> Answer:
        """The first answer that is one; else a FetchError with what each said."""
        said: list[str] = []
        for address, read, headers in ways:
            host = urlsplit(address).netloc
            try:
                return read(self._get(address, headers))
            except AnswerError as error:
                said.append(f"{host} answered {error}")
            except FetchError as error:
                said.append(str(error))
                if error.final:
                    break
        raise FetchError(f"{self.value}: {'; '.join(said)}")

    def _get(self, address: str, headers: Mapping[str, str]) -> str:
        """The text at an address; every way to fail is a FetchError."""
        host = urlsplit(address).netloc
        try:
            with self.session.get(
                address, headers=headers, timeout=self.timeout, stream=True
            ) as response:
                _refused(response, host)
                body, kind = self._body(response, host), response.headers.get("Content-Type", "")
        except requests.Timeout:
            raise FetchError(f"{host} did not answer within {self.timeout:g} s") from None
        except requests.TooManyRedirects:
            raise FetchError(f"{host} redirects more than {_REDIRECTS} times") from None
        except requests.exceptions.SSLError:
            raise FetchError(f"{host} has no valid certificate", final=True) from None
        except requests.exceptions.ProxyError:
            raise FetchError(f"the proxy does not lead to {host}", final=True) from None
        except requests.ConnectionError as error:
            if "timed out" in str(error):  # while the body is read
                raise FetchError(f"{host} did not answer within {self.timeout:g} s") from None
            raise FetchError(f"no connection to {host}; is there a network?", final=True) from None
        except (requests.RequestException, UnicodeError) as error:
            raise FetchError(f"{host} cannot be read: {type(error).__name__}") from None
        if "html" in kind:
            raise AnswerError("HTML, a page for people")
        return _decoded(body)

    def _body(self, response: requests.Response, host: str) -> bytes:
        """The answer, neither longer nor slower than one entry can be."""
        end = time.monotonic() + 2 * self.timeout
        body = bytearray()
        for chunk in response.iter_content(16_384):
            body += chunk
            if len(body) > _LARGEST:
                raise FetchError(f"{host} answers without end")
            if time.monotonic() > end:
                raise FetchError(f"{host} did not answer within {2 * self.timeout:g} s")
        return bytes(body)


def _refused(response: requests.Response, host: str) -> None:
    """Raise a FetchError for a status that is not 200."""
    status = response.status_code
    if status in (404, 410):
        raise FetchError(f"{host} does not know it ({status})")
    if status == 429:
        wait = _wait(response.headers.get("Retry-After", "").strip()[:40])
        raise FetchError(f"{host} has had too many requests (429): {wait}", final=True)
    said = f"{host} answered {status} {response.reason or ''}".rstrip()
    if status >= 500:
        raise FetchError(f"{said}, try again later")
    if status != 200:
        raise FetchError(said)


def _wait(after: str) -> str:
    """How long to wait, by a `Retry-After` in seconds or with a date."""
    if not after:
        return "wait"
    if after.isdigit():
        return f"wait {after} s"
    return f"wait until {after}"


def _decoded(body: bytes) -> str:
    """UTF-8, which all of them write whatever they declare; else Latin-1, which reads anything."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("latin-1")


_ASK: Final[Mapping[str, Callable[[_Asker, Services], Answer]]] = {
    "doi": _doi,
    "arxiv": _arxiv,
    "openreview": _openreview,
    "acl": _acl,
}
