"""A server of answers that hold, flood or mislead their reader, on this machine."""

from __future__ import annotations

import gzip
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import repeat
from pathlib import Path
from typing import Final

#: A certificate for localhost and 127.0.0.1, with its key, which no other machine trusts.
CERTIFICATE: Final = Path(__file__).parent / "answers" / "localhost.pem"

OK: Final = b"HTTP/1.1 200 OK\r\nContent-Type: application/x-bibtex\r\n"
FOUND: Final = b"HTTP/1.1 302 Found\r\n"
ENTRY: Final = b"@article{k, title={Glass}, year={2020}}"
MEGABYTE: Final = bytes(1_000_000)
#: Seconds between the parts of an answer that is given bit by bit.
PAUSE: Final = 0.05


def whole(body: bytes, headers: bytes = b"") -> Iterator[bytes]:
    yield OK + headers + b"Content-Length: %d\r\n\r\n" % len(body) + body


def slowly(answer: bytes) -> Iterator[bytes | float]:
    for byte in answer:
        yield bytes([byte])
        yield PAUSE


def chunks(chunk: bytes) -> Iterator[bytes]:
    yield OK + b"Transfer-Encoding: chunked\r\n\r\n"
    yield from repeat(b"%x\r\n%b\r\n" % (len(chunk), chunk))


def to(location: bytes) -> Callable[[], Iterator[bytes]]:
    return lambda: iter([FOUND + b"Location: " + location + b"\r\nContent-Length: 0\r\n\r\n"])


def endless(start: bytes, part: bytes) -> Callable[[], Iterator[bytes]]:
    def parts() -> Iterator[bytes]:
        yield start
        yield from repeat(part)

    return parts


#: Twenty megabytes in twenty kilobytes.
BOMB: Final = gzip.compress(MEGABYTE * 20)


#: Path -> the parts of the answer, and the seconds of silence between them.
ANSWERS: Final[Mapping[str, Callable[[], Iterator[bytes | float]]]] = {
    "/entry": lambda: whole(ENTRY),
    "/gzip": lambda: whole(gzip.compress(ENTRY), b"Content-Encoding: gzip\r\n"),
    "/slow-head": lambda: slowly(OK + b"X: " + bytes(1000)),
    "/slow-body": lambda: slowly(OK + b"\r\n" + bytes(1000)),
    "/slow-chunks": lambda: slowly(next(chunks(b"")) + b"1\r\na\r\n" * 1000),
    "/silence": lambda: iter([30.0]),
    "/endless-body": endless(OK + b"\r\n", MEGABYTE),
    "/endless-chunks": lambda: chunks(b"a" * 1000),
    "/endless-small-chunks": lambda: chunks(b"a" * 16),
    "/endless-header": endless(OK + b"X: ", b"a" * 1000),
    "/endless-headers": endless(OK, b"X: a\r\n" * 1000),
    "/endless-continue": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    "/endless-redirect": endless(FOUND + b"Location: /entry\r\n\r\n", MEGABYTE),
    "/endless-error": endless(b"HTTP/1.1 500 Oh\r\n\r\n", MEGABYTE),
    "/bomb": lambda: whole(BOMB, b"Content-Encoding: gzip\r\n"),
    "/cut-gzip": lambda: whole(gzip.compress(ENTRY)[:-9], b"Content-Encoding: gzip\r\n"),
    "/no-gzip": lambda: whole(ENTRY, b"Content-Encoding: gzip\r\n"),
    "/brotli": lambda: whole(ENTRY, b"Content-Encoding: br\r\n"),
    "/cut": lambda: iter([OK + b"Content-Length: 1000\r\n\r\n" + ENTRY]),
    "/no-http": lambda: iter([b"220 mail.test ESMTP\r\n"]),
    "/hang-up": lambda: iter([]),
    "/two-lengths": lambda: whole(ENTRY, b"Content-Length: 1\r\n"),
    "/empty": lambda: whole(b""),
    "/utf-16": lambda: whole("@article{k, title={Glas ö}, year={2020}}".encode("utf-16")),
    "/latin-1": lambda: whole(
        "@article{k, title={Glas ö}, year={2020}}".encode("latin-1"), b"X-Is: no UTF-8\r\n"
    ),
    "/loop": to(b"/loop"),
    "/slow-loop": lambda: slowly(FOUND + b"Location: /slow-loop\r\n\r\n"),
    "/moved": to(b"entry"),
    "/to-nowhere": lambda: iter([FOUND + b"Content-Length: 0\r\n\r\n"]),
    "/to-bad-host": to(b"http://[::1/"),
    "/to-bad-port": to(b"http://127.0.0.1:123456/"),
    "/to-no-host": to(b"http://:80/x"),
    "/to-file": to(b"file:///etc/hostname"),
    "/to-other-name": to("http://m\u00fcnchen.test/".encode()),
    "/to-plain-http": to(b"http://services.test/"),
}  # fmt: skip


class _Handler(socketserver.StreamRequestHandler):
    done: threading.Event
    asked: list[str]

    def handle(self) -> None:
        with suppress(OSError):  # the client has hung up
            self._answer()

    def _answer(self) -> None:
        lines = []
        while (line := self.rfile.readline()).strip():
            lines.append(line.decode())
        if not lines:
            return
        self.asked.append("".join(lines))
        path = lines[0].split()[1].removeprefix("http://services.test")  # asked as a proxy
        for part in ANSWERS.get(path, to(path.removeprefix("/to/").encode()))():
            if isinstance(part, bytes):
                self.wfile.write(part)
            elif self.done.wait(part):
                return


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        return  # a handshake that the client has broken off


@contextmanager
def hostile_server(*, tls: bool = False) -> Iterator[tuple[str, list[str]]]:
    """The server's address, and the requests that it was sent; `/to/<location>` redirects there."""
    asked: list[str] = []
    done = threading.Event()
    handler = type("Handler", (_Handler,), {"done": done, "asked": asked})
    with _Server(("127.0.0.1", 0), handler) as server:
        scheme = "http"
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            server.socket = context.wrap_socket(server.socket, server_side=True)
            scheme = "https"
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"{scheme}://127.0.0.1:{server.server_address[1]}", asked
        finally:
            done.set()
            server.shutdown()
