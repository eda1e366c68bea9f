"""The services that `add` asks, on this machine: recorded answers, and the ways to fail."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ANSWERS = Path(__file__).parent / "answers"
BIBTEX = "application/x-bibtex"
HTML = "Text/HTML; charset=utf-8"

#: path -> status, headers, body (the name of a file in answers/, or text that is none)
ROUTES: dict[str, tuple[int, dict[str, str], str]] = {
    "/doi/10.5555/edgelens.2021_7": (302, {"Location": "/agency/edgelens"}, ""),
    "/agency/edgelens": (200, {"Content-Type": BIBTEX}, "doi_article.bib"),
    "/doi/10.5555/12345-6": (200, {"Content-Type": BIBTEX}, "doi_chapter.bib"),
    "/doi/10.5555/only.crossref": (406, {}, ""),
    "/crossref/works/10.5555/only.crossref": (
        200,
        {"Content-Type": "application/json"},
        "crossref_work.json",
    ),
    "/arxiv/api/query?id_list=2101.00001": (200, {}, "arxiv_paper.xml"),
    "/arxiv/api/query?id_list=2101.99999": (200, {}, "arxiv_none.xml"),
    "/arxiv/api/query?id_list=2101.00007": (200, {"Content-Type": HTML}, "page.html"),
    "/openreview/notes?id=aBc-123_x": (200, {}, "openreview_2.json"),
    "/openreview/notes?id=old1": (200, {}, '{"notes": [], "count": 0}'),
    "/openreview1/notes?id=old1": (200, {}, "openreview_1.json"),
    "/acl/2020.rivers-main.12.bib": (200, {}, "acl_paper.bib"),
    "/doi/10.5555/loop": (302, {"Location": "/doi/10.5555/loop"}, ""),
    "/doi/10.5555/many": (429, {"Retry-After": "120"}, ""),
    "/doi/10.5555/many.until": (429, {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, ""),
    "/doi/10.5555/html": (200, {"Content-Type": HTML}, "page.html"),
    "/doi/10.5555/html.as.bibtex": (200, {"Content-Type": BIBTEX}, "page.html"),
    "/doi/10.5555/prose": (200, {"Content-Type": BIBTEX}, "no entry here"),
    "/doi/10.5555/empty": (200, {"Content-Type": BIBTEX}, " "),
    "/doi/10.5555/down": (503, {}, ""),
    "/doi/10.5555/cut": (200, {"Content-Length": "1000"}, "@article{x, title={Cut"),
    "/doi/10.5555/untitled": (200, {"Content-Type": BIBTEX}, "@article{x, year={2020}}"),
    "/doi/10.5555/script": (302, {"Location": "file:///etc/hostname"}, ""),
    "/crossref/works/10.5555/prose": (200, {}, "[]"),
}
SILENT = "/doi/10.5555/silent"


class _Handler(http.server.BaseHTTPRequestHandler):
    done: threading.Event
    asked: list[tuple[str, str]]

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers.get("Accept", "")))
        if self.path == SILENT:
            self.done.wait(30)
            return
        status, headers, body = ROUTES.get(self.path, (404, {}, ""))
        path = ANSWERS / body
        data = path.read_bytes() if body and path.is_file() else body.encode()
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(data))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        return


@contextmanager
def local_services() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The address of the services, and what was asked of them: path and `Accept`."""
    asked: list[tuple[str, str]] = []
    done = threading.Event()
    handler = type("Handler", (_Handler,), {"done": done, "asked": asked})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            done.set()
            server.shutdown()
