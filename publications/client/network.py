"""Connections of one request: metered, and only to public addresses where that is asked for.

Made as httpcore's documentation has it ("Network Backends"). The time that a name server takes is
the system's own: it has limits for that.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from publications.client import destination


class TooSlowError(Exception):
    """The time of a request is over."""


class TooLongError(Exception):
    """An answer is longer than it may be, with its headers and the redirects to it."""


class NotPublicError(Exception):
    """A host is not on the public internet."""


class InsecureError(Exception):
    """No connection by TLS; the message says what is wrong with the host."""


class Meter:
    """The seconds and bytes that are left to a request, whatever it is doing."""

    def __init__(self, seconds: float, size: int) -> None:
        """Start the clock."""
        self._end = time.monotonic() + seconds
        self._size = size

    def seconds(self) -> float:
        """The seconds that are left. Raises TooSlowError."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TooSlowError
        return left

    def count(self, size: int) -> None:
        """Take bytes that were received from those that are left. Raises TooLongError."""
        self._size -= size
        if self._size < 0:
            raise TooLongError


class Network(httpcore.NetworkBackend):
    """Connects to the addresses of a host, within what a meter has left.

    With `only_public` it connects to no other address; without, `is_public` says whether it did.
    """

    def __init__(self, meter: Meter, *, only_public: bool = False) -> None:
        """Connect to nothing yet."""
        self._meter = meter
        self._only_public = only_public
        self._sockets = httpcore.SyncBackend()
        self.is_public = True

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers; the meter decides, not `timeout`."""
        addresses = self._addresses(host, port)
        failure: Exception = httpcore.ConnectError(f"no address for {host}")
        for number, address in enumerate(addresses):
            seconds = self._meter.seconds() / (len(addresses) - number)
            try:
                stream = self._sockets.connect_tcp(
                    address, port, seconds, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                self.is_public = destination.is_public(address)
                return _Stream(stream, self._meter)
        raise failure

    def _addresses(self, host: str, port: int) -> list[str]:
        """The addresses of a host that may be connected to. Raises NotPublicError."""
        try:
            addresses = destination.addresses(host, port)
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        if not self._only_public:
            return addresses
        public = list(filter(destination.is_public, addresses))
        if addresses and not public:
            raise NotPublicError
        return public


class _Stream(httpcore.NetworkStream):
    """A connection on which each byte counts, and no wait is longer than what the meter has."""

    def __init__(self, stream: httpcore.NetworkStream, meter: Meter) -> None:
        self._stream = stream
        self._meter = meter

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, self._meter.seconds())
        self._meter.count(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._meter.seconds())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        seconds = self._meter.seconds()
        try:
            stream = self._stream.start_tls(ssl_context, server_hostname, seconds)
        except httpcore.ConnectError as error:
            if isinstance(error.__cause__, ssl.SSLCertVerificationError):
                raise InsecureError("has no valid certificate") from None
            if isinstance(error.__cause__, ssl.SSLError):
                raise InsecureError("makes no secure connection") from None
            raise
        return _Stream(stream, self._meter)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
