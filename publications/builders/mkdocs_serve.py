"""Preview with `mkdocs serve`: it shows findings and faults, and outlives them."""

from __future__ import annotations

import functools
import gc
import io
import itertools
import logging
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from mkdocs import utils
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.pages import Page

from publications import diagnostics, disk, listening
from publications.builders.mkdocs_requests import Requests
from publications.diagnostics import Diagnostic, Severity
from publications.disk.watching import Watch
from publications.markdown import block_check
from publications.model.readings import Readings
from publications.pages import faults, readable
from publications.pages.remembered import Compiled, RememberingRenderer
from publications.pages.render import Renderer, TemplateError
from publications.settings import OptionsError, Site, read_settings

# What is wrong with a file of the owner's, and needs no traceback.
_FAULTS: Final = (MkDocsException, TemplateError, UnicodeError)
# What so many builds have made is let go of at once: to look through it takes a tenth of a build.
_BUILDS_IN_MEMORY: Final = 4
_STUMBLING: Final = (readable.ENDLESS, readable.FRONT_MATTER)
#: Attribute of log records that are about a finding.
FINDING: Final = "finding"
_LEVELS: Final[dict[Severity, int]] = {
    "error": logging.ERROR,
    "warning": logging.WARNING,
    "note": logging.INFO,
}
log = logging.getLogger("mkdocs.plugins.publications")


def log_finding(finding: Diagnostic) -> None:
    """Log a finding on one line, marked as one, so that a preview tells it from other errors."""
    log.log(_LEVELS[finding.severity], str(finding), extra={FINDING: True})


def show_faults(page: Page, messages: Iterable[str]) -> None:
    """Show in the banner of a page why the page is empty."""
    for message in messages:
        log.error(message, extra={FINDING: True})
        _add_to_banner(page, [_as_error(message)])


def _as_error(message: str) -> dict[str, str]:
    """A message as the banner of a page shows an error."""
    return {"severity": "error", "text": message}


def _add_to_banner(page: Page, shown: list[dict[str, str]]) -> None:
    """Show more in the banner of a page; without anything to show it has none."""
    if shown:
        page.meta["diagnostics"] = [*page.meta.get("diagnostics", ()), *shown]


class Preview:
    """What a preview keeps from one build to the next."""

    def __init__(self) -> None:
        #: Whether the build that goes on has read its configuration.
        self.configured = False
        #: Why mkdocs.yml as it is cannot be used, and the one before is; empty where it can.
        self.config_fault = ""
        #: Findings of a kind at which a build may fail.
        self.stumbling: list[str] = []
        self._banner: list[dict[str, str]] = []
        self._listening = False
        self.requests = Requests()
        #: Templates: to compile them is a third of a build for ten papers.
        self.compiled: Compiled | None = None
        #: Publications: to read them is a quarter of a build for a thousand.
        self.readings: Readings | None = None
        self._renderer: RememberingRenderer | None = None

    def begin(self, *, dirty: bool) -> None:
        """Begin a preview; `dirty` is MkDocs' word for one that builds pages that have changed."""
        self.requests.allowed = not dirty
        self.compiled = Compiled()
        self.readings = Readings()

    def renderer(self, site: Site, templates: Sequence[Path]) -> Renderer:
        """The renderer of a build; in a preview it remembers what that of the build before made."""
        if self.compiled is None:
            return Renderer(site, templates)
        self._renderer = RememberingRenderer(site, templates, self._renderer)
        return self._renderer

    def claim(self, config: MkDocsConfig) -> None:
        """Look, before the first build, whether the address is free.  Raises Abort."""
        if self._listening:
            return
        if reason := listening.refusal(f"{config.dev_addr.host}:{config.dev_addr.port}"):
            raise Abort(reason)
        self._listening = True

    def take_findings(self, findings: Iterable[Diagnostic]) -> None:
        """Take the findings of a build for the banner.

        Those about blocks are left out: a page with a wrong block shows them itself.
        """
        others = [finding for finding in findings if finding.code != block_check.CODE]
        self._banner = diagnostics.as_banner(others)
        self.stumbling = [str(each) for each in others if each.code in _STUMBLING]

    def show_findings(self, page: Page) -> None:
        """Add what is wrong with mkdocs.yml, and the findings, to the banner of a page."""
        if self.config_fault:
            _add_to_banner(page, [_as_error(self.config_fault)])
        _add_to_banner(page, self._banner)

    def start(
        self,
        server: LiveReloadServer,
        config: MkDocsConfig,
        builder: Callable[..., None],
        paths: Callable[[], Iterable[Path]],
    ) -> None:
        """Watch mkdocs.yml and `paths`, which each build may change, and let builds fail."""
        rebuild = _Rebuild(self, server, config, builder)
        watch = Watch(functools.partial(_ask_for_rebuild, server))
        builds = itertools.count(1)

        def build() -> None:
            if next(builds) % _BUILDS_IN_MEMORY == 0:
                gc.unfreeze()
                gc.collect()
            gc.disable()  # a build keeps nearly all that it makes to its end, and to the next
            with self.requests.lock:
                rebuild()
            gc.freeze()
            gc.enable()
            _add(watch, paths())

        server.build_delay = 0  # the watch waits until files have settled
        server.builder = build
        self.requests.attach(server)
        _add(watch, [*_taken_over(server, config), *paths()])
        watch.start()


def _taken_over(server: LiveReloadServer, config: MkDocsConfig) -> list[Path]:
    """What MkDocs would watch: mkdocs.yml, the docs folder, and what mkdocs.yml names.

    It has to watch something, or its pages do not load themselves anew.
    """
    paths = [config.config_file_path, config.docs_dir]
    for path in filter(None, paths):
        server.unwatch(path)
    paths += config.watch
    config.watch = []
    server.watch(str(Path(__file__).parent), recursive=False)
    return [Path(path) for path in paths if path]


def _add(watch: Watch, paths: Iterable[Path]) -> None:
    """Watch more paths, and say which of them are new."""
    new = watch.add(paths)
    if new:
        log.info("Watching for changes: %s", ", ".join(f"'{faults.named(path)}'" for path in new))


def _ask_for_rebuild(server: LiveReloadServer) -> None:
    """Ask for a rebuild as `server.watch` would; MkDocs 1.6 has no public method for that."""
    with server._rebuild_cond:
        server._want_rebuild = True
        server._rebuild_cond.notify_all()


class _Rebuild:
    """Build of a preview after the first.  One that fails is told in one line.

    MkDocs would show a traceback, and answer no request until a build succeeds.  Where the
    configuration is at fault, the site is built with the one before.
    """

    def __init__(
        self,
        preview: Preview,
        server: LiveReloadServer,
        config: MkDocsConfig,
        builder: Callable[..., None],
    ) -> None:
        self._preview = preview
        self._server = server
        self._config = config
        self._builder = builder
        self._source = _read(config.config_file_path)
        self._fault = ""
        self._error_page = server.error_handler
        server.error_handler = self._fault_page

    def __call__(self) -> None:
        """Build; raises nothing."""
        self._fault = self._preview.config_fault = ""
        self._preview.stumbling = []
        source = _read(self._config.config_file_path)
        if self._build():
            self._source = source
        elif not self._preview.configured and self._source:
            fault = self._of_config(self._fault)
            name = Path(self._config.config_file_path).name
            self._preview.config_fault = f"{fault} (the site is shown with the {name} before)"
            self._fault = ""
            if not self._build(before=True) and not self._preview.configured:
                self._fault = fault
        if self._fault:
            self._preview.requests.clear()
            utils.clean_directory(self._server.root)  # all pages tell the fault, not some

    def _build(self, *, before: bool = False) -> bool:
        """Build, and whether it succeeded; what is wrong is logged and kept in `_fault`.

        With `before` the configuration is the one that could last be used.
        """
        self._preview.configured = False
        errors = _Errors()
        builders_log = logging.getLogger(type(self._server).__module__.partition(".")[0])
        builders_log.addHandler(errors)
        try:
            if before:
                self._builder(self._config_before())
            else:
                self._builder()
        except (Exception, SystemExit) as error:  # whatever a build meets, the preview goes on
            self._fault = errors.text
            if not self._fault:
                self._fault = self._reason(error)
                known = isinstance(error, _FAULTS) or faults.line_of(error) is not None
                known = known or self._fault != faults.one_line(faults.placed(error), error)
                log.error(self._fault, exc_info=not known)
            return False
        finally:
            builders_log.removeHandler(errors)
        return True

    def _reason(self, error: BaseException) -> str:
        """What is wrong, in one line; with the place where it is in mkdocs.yml."""
        text = faults.placed(error)
        if not self._preview.configured:
            try:
                read_settings(Path(os.path.relpath(self._config.config_file_path)))
            except OptionsError as problem:
                text = str(problem)
        return faults.one_line(text, error)

    def _of_config(self, fault: str) -> str:
        """A fault as one of the configuration file."""
        name = Path(self._config.config_file_path).name
        if name in fault:
            return fault
        return f"{name}: {fault}"

    def _config_before(self) -> MkDocsConfig:
        """Configuration as it was when it could last be used."""
        source = _Source(self._source, self._config.config_file_path)
        config = load_config(source, site_dir=self._config.site_dir, strict=self._config.strict)
        config.site_url = self._server.url
        return config

    def _fault_page(self, code: int) -> bytes | None:
        """Page in the place of one that a build which failed has not made; it loads itself anew."""
        if not self._fault:
            return self._error_page(code)
        text = "\n".join([*self._preview.stumbling, self._fault])
        return faults.page_of(text, head='<meta http-equiv="refresh" content="1">')


class _Source(io.BytesIO):
    """Text of a configuration file under the file's name, which INHERIT is looked up from."""

    def __init__(self, text: bytes, name: str) -> None:
        super().__init__(text)
        self.name = name


class _Errors(logging.Handler):
    """Errors that are logged meanwhile, but for findings, which stop no build of a preview."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.text = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the last message."""
        if not hasattr(record, FINDING):
            self.text = " ".join(record.getMessage().split())


def _read(path: str) -> bytes:
    """Bytes of a file, none where it cannot be read."""
    try:
        return disk.read(Path(path))
    except OSError:
        return b""
