"""The tests' site (tests/site), built once a run, served, and opened in a real browser."""

from __future__ import annotations

import functools
import gc
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from bs4 import BeautifulSoup
from hypothesis import settings
from mkdocs.config.config_options import Plugins
from mkdocs.config.defaults import MkDocsConfig
from playwright.sync_api import Browser, Page, expect

from tests import processes
from tests.windows import TIMEOUT, Windows
from tools import preview

# No time limits: machines differ. In CI the same examples each time, so that a failure is the
# change's.
settings.register_profile("project", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("project")

ROOT = Path(__file__).parent.parent
SITE = Path(__file__).parent / "site"
SITE_URL = "https://ekholm.example/"


def copy_project(target: Path) -> Path:
    """Copy the tests' site (tests/site), for a test to change."""
    shutil.copytree(SITE, target, dirs_exist_ok=True)
    return target


def mkdocs_build(
    project: Path, target: Path, *, strict: bool = True, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Build a project's site as a user would; the caller looks at the exit status."""
    command = ["mkdocs", "build", "--site-dir", str(target), *(["--strict"] if strict else [])]
    return processes.run(command, project, {"PUBLICATIONS_SITE_URL": SITE_URL} | environment)


def copy_repository(target: Path) -> Path:
    """Copy what a clone would have, as it is here, committed or not."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    return target


@pytest.fixture(scope="module", autouse=True)
def fresh_plugins() -> Iterator[None]:
    """No file has the plugins of another one: MkDocs keeps some, which know of a preview."""
    yield
    cast(Plugins, MkDocsConfig.plugins).plugin_cache.clear()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built tests' site."""
    project = copy_project(tmp_path_factory.mktemp("site") / "project")
    done = mkdocs_build(project, project / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "site"


@pytest.fixture(scope="session")
def html(site: Path) -> Callable[[str], BeautifulSoup]:
    """Reads a page of the built site by its address, with a parser that knows HTML."""

    @functools.cache
    def read(address: str) -> BeautifulSoup:
        path = site / address.lstrip("/")
        if address.endswith("/"):
            path /= "index.html"
        return BeautifulSoup(path.read_text(encoding="utf-8"), "html5lib")

    return read


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the built site is served, without a slash at the end."""
    with preview.serve(site) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium: `CHROME`, or the first that is installed."""
    expect.set_options(timeout=TIMEOUT)
    with preview.chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def all_windows(browser: Browser) -> Windows:
    """The windows of the browser, one for each kind that a test asks for."""
    return Windows(browser)


@pytest.fixture
def windows(all_windows: Windows) -> Iterator[Windows]:
    """Windows that have forgotten what earlier tests did in them."""
    yield all_windows
    all_windows.clear()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new page in a context of its own."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes the golden files anew instead of comparing with them."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/ anew")


#: Marks of tests that build sites or open the browser.
WITH_SETUP = {"browser", "builders", "slow"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser or the built site, and let the files with most of that come first.

    So that no core waits at the end for another one's long file.
    """
    long: Counter[Path] = Counter()
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if "browser" in fixtures:
            item.add_marker("browser")
        if "site" in fixtures:
            item.add_marker("slow")
        long[item.path] += any(mark.name in WITH_SETUP for mark in item.iter_markers())
    items.sort(key=lambda item: -long[item.path])


def pytest_collection_finish() -> None:
    """Let no collection of garbage go through what stays to the end: modules and tests."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with a file below tests/golden/, to the byte."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.write_bytes(text.encode())
        assert text == path.read_bytes().decode(), f"{path.name}: see --update-golden"

    return compare
