"""The site as a visitor gets it: built, served with gzip, opened in headless Chromium."""

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
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
BROWSERS = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser")
#: The address of the site that is looked at, whatever its own is.
SITE_URL = "https://site.example/"
#: What web servers compress; the rest is compressed already.
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


def build(target: Path) -> None:
    """Build the site into `target`, strictly.  Raises CalledProcessError."""
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(target)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": SITE_URL},
        check=True,
    )


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Sends text compressed, and 404.html where nothing is, as GitHub Pages does."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        root = Path(self.directory).resolve()
        path = (root / unquote(urlsplit(self.path).path).lstrip("/")).resolve()
        status = HTTPStatus.OK
        if path.is_dir():
            path /= "index.html"
        if not path.is_file() or not path.is_relative_to(root):
            path, status = root / "404.html", HTTPStatus.NOT_FOUND
        packed = path.suffix in TYPES and "gzip" in self.headers.get("Accept-Encoding", "")
        body = _packed(path) if packed else path.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(path.suffix) or self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        return


@functools.cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), mtime=0)


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address, without a slash at the end, under which a folder is served meanwhile."""
    handler = functools.partial(_Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def program() -> str:
    """The browser: `CHROME`, or the first that is installed.  Raises LookupError."""
    names = (os.environ.get("CHROME", ""), *BROWSERS)
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if not found:
        raise LookupError("no browser: install chromium, or set CHROME (make test does it)")
    return found


def flags() -> list[str]:
    """How Chromium is started here: it makes no request of its own; its sandbox refuses root."""
    quiet = ["--disable-background-networking", "--disable-component-update"]
    return [*quiet, "--no-sandbox"] if os.geteuid() == 0 else quiet


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Headless Chromium.  Raises LookupError where there is none."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=flags())
        yield browser
        browser.close()
