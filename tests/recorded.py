"""Registrars whose answers were written down: what `watch` asks of them, without a network."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from publications.client import Limits, Reply


@dataclass
class Registrars:
    """Answers from a folder, and what was asked: `asked` are paths with queries.

    | file | what |
    | --- | --- |
    | `orcid.json`, `details.json` | ORCID's `/works`, and that with put-codes |
    | `person.json` | ORCID's `/personal-details` |
    | `crossref.json` | works, of which the filters of a request choose |
    | `dblp.xml`, `arxiv.xml`, `openalex.json` | whole answers |
    | `replies.json` | by the name of a registrar: status, headers and body of another reply |
    """

    folder: Path
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)

    def get(self, address: str, headers: Mapping[str, str], limits: Limits) -> Reply:
        """The reply to a request, as `client.get` has it."""
        parts = urlsplit(address)
        self.asked.append(f"{parts.path}?{parts.query}".rstrip("?"))
        self.agents.add(headers["User-Agent"])
        name, _, path = parts.path.lstrip("/").partition("/")
        other = self.replies.get(name)
        if other is not None:
            return Reply(other["status"], "", other["headers"], other["body"].encode())
        return self._reply(name, path, parse_qs(parts.query))

    @property
    def replies(self) -> Mapping[str, Any]:
        """The replies that are none of the documented ones."""
        path = self.folder / "replies.json"
        return json.loads(path.read_text("utf-8")) if path.exists() else {}

    def _reply(self, name: str, path: str, query: Mapping[str, list[str]]) -> Reply:
        if name == "crossref":
            return _json(self._of_crossref(query))
        if path.endswith("/personal-details"):
            return self._file("person.json")
        if name == "orcid" and not path.endswith("/works"):
            return self._file("details.json")
        kind = {"dblp": "xml", "arxiv": "xml"}.get(name, "json")
        return self._file(f"{name}.{kind}")

    def _file(self, name: str) -> Reply:
        path = self.folder / name
        if not path.exists():
            return Reply(404, "Not Found", {}, b"")
        return Reply(200, "OK", {}, path.read_bytes())

    def _of_crossref(self, query: Mapping[str, list[str]]) -> Mapping[str, Any]:
        """Works by filters, of which those of one name are alternatives."""
        works = json.loads((self.folder / "crossref.json").read_text("utf-8"))
        filters = {tuple(each.lower().split(":", 1)) for each in query["filter"][0].split(",")}
        items = [work for work in works if not filters.isdisjoint(_filters(work))]
        rows = int(query["rows"][0])
        return {"status": "ok", "message": {"total-results": len(items), "items": items[:rows]}}


def _filters(work: Mapping[str, Any]) -> set[tuple[str, ...]]:
    """The filters that choose a work, in lower case."""
    people = work.get("author", ())
    orcids = {person["ORCID"].rpartition("/")[2].lower() for person in people if "ORCID" in person}
    return {("doi", work["DOI"].lower()), *(("orcid", orcid) for orcid in orcids)}


def _json(value: Mapping[str, Any]) -> Reply:
    return Reply(200, "OK", {"content-type": "application/json"}, json.dumps(value).encode())


@contextmanager
def serving(registrars: Registrars) -> Iterator[str]:
    """The address of a server on this machine that answers as the registrars do."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = dict(self.headers.items())
            reply = registrars.get(self.path, headers, Limits(1, 1))
            self.send_response(reply.status)
            for name, value in {**reply.headers, "Content-Length": str(len(reply.body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, format: str, *args: object) -> None:
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
