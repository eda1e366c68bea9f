"""Address that a preview listens at: whether it is free, and which one is."""

from __future__ import annotations

import errno
import socket
from typing import Final

#: How many of the ports above one in use are tried.
_NEXT: Final = 100
_LARGEST_PORT: Final = 65535


def refusal(address: str) -> str:
    """One line on why nothing can listen at the address, with the way out; empty where it can.

    >>> refusal("localhost").partition(" (or ")[0]
    "'localhost' is not an address of the form IP:PORT: make serve ADDRESS=127.0.0.1:8000"
    """
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) <= _LARGEST_PORT:
        return f"{address!r} is not an address of the form IP:PORT: {_advice('127.0.0.1', 8000)}"
    problem = _problem(host, int(port))
    if problem is None:
        return ""
    if problem.errno == errno.EADDRINUSE:
        reason = f"{address} is in use, perhaps by another preview"
        return f"{reason}: {_advice(host, _free_port(host, int(port)))}"
    reason = f"cannot listen at {address} ({problem.strerror})"
    return f"{reason}: {_advice('127.0.0.1', _free_port('127.0.0.1', 8000))}"


def _advice(host: str, port: int) -> str:
    """How to listen at an address.

    >>> _advice("127.0.0.1", 8001)
    'make serve ADDRESS=127.0.0.1:8001 (or mkdocs serve -a 127.0.0.1:8001)'
    """
    return f"make serve ADDRESS={host}:{port} (or mkdocs serve -a {host}:{port})"


def _problem(host: str, port: int) -> OSError | None:
    """The error that a server meets which listens there, as http.server does."""
    try:
        family, kind, _, _, place = socket.getaddrinfo(
            host.strip("[]"), port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind) as server:
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            server.bind(place)
    except OSError as error:
        return error
    return None


def _free_port(host: str, port: int) -> int:
    """The first of the next ports that is free; the next one where none is."""
    for candidate in range(port + 1, min(port + _NEXT, _LARGEST_PORT)):
        if _problem(host, candidate) is None:
            return candidate
    return port + 1
