"""One answer over HTTP: redirects followed by hand, body decoded, every failure one line."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import httpcore

from publications.client import destination
from publications.client.destination import AddressError, Destination
from publications.client.network import (
    InsecureError,
    Meter,
    Network,
    NotPublicError,
    TooLongError,
    TooSlowError,
)

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_OK: Final = 200
#: `zlib` detects the header of gzip by itself.
_DETECT: Final = zlib.MAX_WBITS | 32


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may take, with its headers and all redirects to it."""

    seconds: float
    size: int
    redirects: int = 8


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer at the end of all redirects; `headers` by their names in lower case.

    `body` is decoded, and empty where the status is not 200.
    """

    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes


class NoReplyError(ValueError):
    """No answer; the message is one line that names the host and what it did.

    `final`: asking another host would fail as well.
    """

    def __init__(self, message: str, *, final: bool = False) -> None:
        """Say what happened."""
        super().__init__(message)
        self.final = final


class _EncodingError(Exception):
    """A body that is not in the encoding of its headers, or in one that was not asked for."""


@dataclass(frozen=True, slots=True)
class _Request:
    """A request with the limits of all its hops."""

    headers: Mapping[str, str]
    limits: Limits
    meter: Meter

    def hop(self, target: Destination, *, only_public: bool) -> tuple[Reply, bool]:
        """The answer at an address, and whether that is of a public host."""
        proxy = destination.proxy_for(target)
        if proxy is None:
            network = Network(self.meter, only_public=only_public)
            return self._answer(target, network), network.is_public
        is_public = destination.is_public_name(target.host)
        if only_public and not is_public:
            raise NotPublicError
        return self._answer(target, Network(self.meter), proxy), is_public

    def _answer(
        self, target: Destination, network: Network, proxy: httpcore.Proxy | None = None
    ) -> Reply:
        headers = {"Host": target.name, "Accept-Encoding": "gzip", **self.headers}
        with (
            httpcore.ConnectionPool(proxy=proxy, network_backend=network) as connections,
            connections.stream("GET", target.address, headers=list(headers.items())) as response,
        ):
            return self._reply(response)

    def _reply(self, response: httpcore.Response) -> Reply:
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in response.headers
        }
        reason = response.extensions.get("reason_phrase", b"").decode("latin-1")
        body = b""
        if response.status == _OK:
            body = self._body(response, headers.get("content-encoding", "").strip().lower())
        return Reply(response.status, reason, headers, body)

    def _body(self, response: httpcore.Response, encoding: str) -> bytes:
        """The decoded body; it may be as long as all that is received."""
        if encoding in ("", "identity"):
            return b"".join(response.iter_stream())
        if encoding not in ("gzip", "x-gzip"):
            raise _EncodingError
        decoder = zlib.decompressobj(_DETECT)
        body = bytearray()
        for chunk in response.iter_stream():
            body += decoder.decompress(chunk, self.limits.size + 1 - len(body))
            if len(body) > self.limits.size:
                raise TooLongError
        if not decoder.eof:
            raise _EncodingError
        return bytes(body)


def get(address: str, headers: Mapping[str, str], limits: Limits) -> Reply:
    """The answer at an address, after all redirects. Raises NoReplyError.

    Redirects lead to https only and to public hosts only, unless `address` itself is of another
    kind. No cookie, no password and no `.netrc` is sent.
    """
    try:
        start = target = Destination.of(address)
    except AddressError as error:
        raise NoReplyError(f"{address} is {error}", final=True) from None
    request = _Request(headers, limits, Meter(limits.seconds, limits.size))
    only_public = False
    with _one_line(start.name, limits):
        for _ in range(limits.redirects + 1):
            reply, is_public = request.hop(target, only_public=only_public)
            if reply.status not in _REDIRECTS:
                return reply
            if target is start:
                only_public = is_public
            target = target.redirected(reply.headers.get("location", ""))
            if target.scheme not in ("https", start.scheme):
                raise AddressError("an address that is not https")
    raise NoReplyError(f"{start.name} redirects more than {limits.redirects} times")


@contextmanager
def _one_line(host: str, limits: Limits) -> Iterator[None]:
    """Every way to fail as a NoReplyError about the host that was asked first."""
    try:
        yield
    except (TooSlowError, httpcore.TimeoutException):
        raise NoReplyError(f"{host} did not answer within {limits.seconds:g} s") from None
    except TooLongError:
        raise NoReplyError(f"{host} answers without end") from None
    except NotPublicError:
        raise NoReplyError(f"{host} redirects to a host that is not public") from None
    except AddressError as error:
        raise NoReplyError(f"{host} redirects to {error}") from None
    except httpcore.ProxyError:
        raise NoReplyError(f"the proxy does not lead to {host}", final=True) from None
    except InsecureError as error:
        raise NoReplyError(f"{host} {error}", final=True) from None
    except httpcore.ConnectError:
        raise NoReplyError(f"no connection to {host}; is there a network?", final=True) from None
    except (httpcore.NetworkError, httpcore.ProtocolError):
        raise NoReplyError(f"{host} breaks off or does not speak HTTP") from None
    except (zlib.error, _EncodingError):
        raise NoReplyError(f"{host} answers in an encoding that cannot be read") from None
