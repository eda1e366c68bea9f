"""Files of a preview that are made when a browser asks for them.

Of 1,000 publications a build makes 4,000 files. A save of refs.bib changes few of them, and the
owner looks at fewer. What is left out of a build is made of the same build later, so that a file is
never older than the rest of the site.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import Environment
from mkdocs import utils
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.utils.templates import TemplateContext

from publications.builders import mkdocs_files, mkdocs_search
from publications.builders.mkdocs_files import PublicationPage
from publications.pages import faults

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

# How often a file is made for one request: a build that begins meanwhile removes it again.
_TRIES: Final = 3
_PAGE_EVENTS: Final = ("on_page_context", "on_post_page")


def _sees_all_pages(plugin: object) -> bool:
    """Whether a plugin looks at pages, and may write about all of them at the end of a build."""
    if not hasattr(plugin, "on_post_build"):
        return False
    return any(hasattr(plugin, event) for event in _PAGE_EVENTS)


class Requests:
    """The files that the last build of a preview has left to be made."""

    def __init__(self) -> None:
        #: Whether builds may leave files out: not those that MkDocs calls dirty.
        self.allowed = False
        #: Held while a site is built and while a file is made.
        self.lock = threading.Lock()
        #: The pages that are left out of the build.
        self.pages: list[PublicationPage] = []
        self._makers: dict[str, Callable[[], None]] = {}
        self._fault: Callable[[Exception], str] = str

    def may_wait(self, config: MkDocsConfig, known: object) -> bool:
        """Whether a build may leave files out.

        It may not if a plugin sees all pages and writes about them at the end, but for the `known`
        one and the theme's search; and not if warnings about any page are to stop it.
        """
        if config.strict or not self.allowed:
            return False
        for name, plugin in config.plugins.items():
            if plugin is known or name == mkdocs_search.OF_THEME:
                continue
            if _sees_all_pages(plugin):
                return False
        return True

    def attach(self, server: LiveReloadServer) -> None:
        """Answer what the server is asked."""
        server.set_app(partial(self.answer, server))

    def clear(self) -> None:
        """Leave nothing to be made."""
        self.pages = []
        self._makers = {}

    def take(
        self,
        config: MkDocsConfig,
        nav: Navigation,
        files: Files,
        env: Environment,
        fault: Callable[[Exception], str],
    ) -> None:
        """Leave generated files out of a build, but the page of the newest publication.

        There MkDocs meets what is wrong with the templates.
        """
        self._fault = fault
        self.pages = mkdocs_files.generated_pages(files)[1:]
        others = [file for file in files if isinstance(file, mkdocs_files.GeneratedFile)]
        for page in self.pages:
            page.file.inclusion = InclusionLevel.EXCLUDED
        documents = files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        for page in self.pages:
            # MkDocs has no public function that builds one page.
            make = partial(build._build_page, page, config, documents, nav, env)
            self._makers[page.file.dest_uri] = make
        for file in others:
            if file.inclusion.is_in_serve():
                self._makers[file.dest_uri] = file.copy_file
                file.inclusion = InclusionLevel.EXCLUDED

    def complete(self, context: TemplateContext) -> None:
        """Add the pages that are left out to those that a template is told of."""
        if self.pages:
            context["pages"] = [*context["pages"], *(page.file for page in self.pages)]

    def add(self, path: Path, address: str, make: Callable[[], None]) -> None:
        """Leave one more file of the site to be made, and remove it if it is there."""
        path.unlink(missing_ok=True)
        self._makers[address] = make

    def answer(
        self, server: LiveReloadServer, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer a request as the server does, once the file that is asked for is made."""
        started: list[tuple[str, list[tuple[str, str]]]] = []
        for _ in range(_TRIES):
            body = server.serve_request(environ, lambda *answer: started.append(answer))
            status, headers = started[-1]
            if not status.startswith("404") or not self._make(server, environ["PATH_INFO"]):
                break
        start_response(status, headers)
        return body

    def _make(self, server: LiveReloadServer, address: str) -> bool:
        """Make the file at an address; whether there is one to be made."""
        path = address.encode("latin-1").decode("utf-8", "ignore")
        path = path.removeprefix(server.mount_path).strip("/")
        with self.lock:
            for name in (path, f"{path}/index.html"):
                if name in self._makers:
                    self._make_file(Path(server.root, name), self._makers[name])
                    return True
        return False

    def _make_file(self, path: Path, make: Callable[[], None]) -> None:
        """Make a file unless another request has done so; one that cannot be made tells why."""
        if path.exists():
            return
        try:
            make()
        except Exception as error:  # noqa: BLE001  # whatever a page meets; MkDocs has logged it
            text = self._fault(error) or f"{type(error).__name__}: {error}"
            utils.write_file(faults.page_of(text), str(path))
