"""Site as a visitor gets it: built, served with gzip, opened in headless Chromium."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
BROWSERS = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser")
#: Address that the site is built for, whatever its own is.
SITE_URL = "https://site.example/"
#: File types that web servers compress; the others are compressed already.
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".bib": "application/x-bibtex; charset=utf-8",
    ".ris": "application/x-research-info-systems; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
#: Seconds after which a server notices that it is to end.
_POLL = 0.01


def build(target: Path) -> None:
    """Build the site into `target`; warnings are shown.  Raises CalledProcessError."""
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(target)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PUBLICATIONS_SITE_URL": SITE_URL},
        check=True,
    )


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Sends text compressed, and 404.html for an address without a file, as GitHub Pages does."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *connection: Any, directory: str, sent: Counter[str]) -> None:
        self._sent = sent
        super().__init__(*connection, directory=directory)

    def do_GET(self) -> None:
        status, path = self._file()
        body = path.read_bytes()
        headers = {
            "Content-Type": TYPES.get(path.suffix) or self.guess_type(str(path)),
            "Cache-Control": "max-age=600",
        }
        if path.suffix in TYPES and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = _packed(path)
            headers["Content-Encoding"] = "gzip"
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self._sent[self.path] += len(body)

    def _file(self) -> tuple[HTTPStatus, Path]:
        """Status of the answer, and the file that it sends."""
        root = Path(self.directory).resolve()
        path = (root / unquote(urlsplit(self.path).path).lstrip("/")).resolve()
        if path.is_dir():
            path /= "index.html"
        if path.is_file() and path.is_relative_to(root):
            return HTTPStatus.OK, path
        return HTTPStatus.NOT_FOUND, root / "404.html"

    def log_message(self, format: str, *args: object) -> None:
        return


@functools.cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), mtime=0)


@contextlib.contextmanager
def serve(folder: Path, sent: Counter[str] | None = None) -> Iterator[str]:
    """Serve a folder meanwhile; yields its address, without a slash at the end.

    `sent` counts the bytes of the answers by their path, as they were sent.
    """
    if sent is None:
        sent = Counter()
    handler = functools.partial(_Handler, directory=str(folder), sent=sent)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(_POLL,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def program() -> str:
    """Path of the browser: `CHROME`, or the first that is installed.  Raises LookupError."""
    for name in (os.environ.get("CHROME", ""), *BROWSERS):
        path = shutil.which(name)
        if path:
            return path
    raise LookupError("no browser: install chromium, or set CHROME (make test does it)")


def flags() -> list[str]:
    """Flags of Chromium: it makes no request of its own, and its sandbox refuses root."""
    options = ["--disable-background-networking", "--disable-component-update"]
    if os.geteuid() == 0:
        options.append("--no-sandbox")
    return options


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Open headless Chromium meanwhile.  Raises LookupError where there is no browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=flags())
        yield browser
        browser.close()
