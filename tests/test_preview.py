"""Preview that outlives a broken mkdocs.yml or template, and an address that is in use."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from publications import listening
from publications.builders import mkdocs_serve
from publications.diagnostics import Diagnostic, Severity
from tests import processes, soak
from tests.conftest import ROOT, copy_project
from tests.taken_over import take_over
from tests.test_plugin import NEW, fetch, preview
from tests.waiting import PATIENCE

pytestmark = pytest.mark.slow

TITLE = "A Paper That Was Not There"
BROKEN = {
    "yaml": (r"(?m)^nav:\n", "nav: [\n", "mkdocs.yml"),
    "theme": (
        "  name: publications",
        "  name: publicatoins",
        "Unrecognised theme name: 'publicatoins'",
    ),
    "option": ("bib_file: refs.bib\n      owner", "bibfile: refs.bib\n      owner", "'bibfile'"),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return take_over(copy_project(tmp_path / "project"))


@pytest.fixture
def occupied() -> Iterator[str]:
    """An address at which another program listens."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", processes.free_port()))
        server.listen()
        yield f"127.0.0.1:{server.getsockname()[1]}"


def log(project: Path) -> str:
    return (project / "serve.log").read_text()


def save(path: Path, text: str) -> None:
    """Replace a file in one step, so that it is one change however slow the machine is."""
    beside = path.parents[1] / "saved"
    beside.write_text(text)
    beside.replace(path)


@pytest.mark.slow
def test_a_broken_mkdocs_yml_is_told_and_the_preview_goes_on(project: Path) -> None:
    config, refs = project / "mkdocs.yml", project / "refs.bib"
    good, entries = config.read_text(), refs.read_text()
    good = re.sub(r"(?m)^site_url: .*", "site_url: https://site.example/", good)
    config.write_text(good)
    with preview(project) as address:
        listed = f"{address}/publications/"
        fetch(listed, until="Reading Tides", project=project)
        for name, (old, new, words) in BROKEN.items():
            broken, count = re.subn(old, new, good, count=1)
            assert count == 1, name
            config.write_text(broken)
            page = fetch(listed, until=words.replace("'", "&#39;"), project=project)
            banner = re.findall(r'<li class="site-findings__error">(.*?)</li>', page)
            assert len(banner) == 1, name
            assert "(the site is shown with the mkdocs.yml before)" in banner[0]
            assert "Reading Tides" in page
            assert f'<link rel="canonical" href="{listed}">' in page
        refs.write_text(entries + NEW)
        fetch(listed, until=TITLE, project=project)
        config.unlink()
        fetch(listed, until="mkdocs.yml does not exist", project=project)
        config.write_text(good.replace("Ifeoma Okonkwo", "Another Name", 1))
        fetch(listed, until="Another Name", project=project, without="site-findings")
    assert "Traceback" not in log(project)


def test_the_log_names_what_is_watched_and_a_broken_yaml_in_one_line(project: Path) -> None:
    config = project / "mkdocs.yml"
    good = config.read_text()
    with preview(project) as address:
        fetch(address, until="</h1>", project=project)
        watched = "'mkdocs.yml', 'docs', 'overrides', 'docs/publications', 'refs.bib'"
        assert re.findall("Watching for changes: (.*)", log(project)) == [
            f"{watched}, 'publications.lock'"
        ]
        before = len(log(project))
        save(config, good.replace("nav:\n", "nav: [\n", 1))
        fetch(address, until="site-findings", project=project)
        time.sleep(1)  # longer than MkDocs' own look at its files
        said = log(project)[before:]
    assert len(re.findall("(?m)^ERROR", said)) == 1
    assert said.count("Detected file changes") == 1
    assert not re.findall("(?m)^(?!INFO|ERROR|WARNING).", said), "no line without a level"


def test_a_broken_template_of_the_theme_is_named_until_it_is_mended(project: Path) -> None:
    template = project / "overrides/main.html"
    good = template.read_text()
    with (project / "refs.bib").open("a") as file:
        file.write("@article{unclosed, title = {")
    with preview(project) as address:
        fetch(address, until="</h1>", project=project)
        save(template, good + "{% if\n")
        page = fetch(f"{address}/404.html", until="main.html:", project=project)
        assert "refs.bib" not in page
        assert len(re.findall("(?m)^ERROR .*main.html:", log(project))) == 1, "built once"
        assert 'http-equiv="refresh"' in page, "it loads itself anew until the site is there"
        template.write_text(good)
        fetch(address, until="</h1>", project=project, without="Not built")
    assert "Traceback" not in log(project)


@pytest.mark.parametrize("builder", ["mkdocs", "properdocs"])
def test_an_address_in_use_is_one_line(project: Path, builder: str, occupied: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", builder, "serve", "-f", "mkdocs.yml", "-a", occupied],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    (line,) = done.stdout.split("\n")[1:-1]
    assert line.startswith(f"{occupied} is in use, perhaps by another preview: make serve ADDRESS=")


def test_make_serve_asks_before_it_starts(occupied: str) -> None:
    asked = [sys.executable, "-m", "tools.listening"]
    done = subprocess.run([*asked, occupied], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"error: {occupied} is in use")
    assert done.stderr.count("\n") == 1
    free = done.stderr.split("ADDRESS=")[1].split()[0]
    assert free != occupied
    assert subprocess.run([*asked, free], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("8001", "'8001' is not an address of the form IP:PORT"),
        ("127.0.0.1:http", "is not an address of the form IP:PORT"),
        ("127.0.0.1:65536", "is not an address of the form IP:PORT"),
        ("127.0.0.1:0", "is not an address of the form IP:PORT"),
        ("192.0.2.1:8000", "cannot listen at 192.0.2.1:8000 ("),
        ("no.such.host.invalid:8000", "cannot listen at no.such.host.invalid:8000 ("),
    ],
)
def test_an_address_that_is_none_is_refused(address: str, words: str) -> None:
    reason = listening.refusal(address)
    assert words in reason
    assert "make serve ADDRESS=127.0.0.1:" in reason
    assert "\n" not in reason


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_free_address_is_not_refused(host: str, occupied: str) -> None:
    busy = occupied.rpartition(":")[2]
    advised = listening.refusal(occupied).split("ADDRESS=127.0.0.1:")[1].split()[0]
    assert int(advised) > int(busy)
    assert listening.refusal(f"{host}:{advised}") == ""


def two_in_use(stack: contextlib.ExitStack) -> int:
    """The first of two ports, one after the other, at which programs listen until the end."""
    while True:
        first, second = (stack.enter_context(socket.socket()) for _ in range(2))
        port = processes.free_port()
        with contextlib.suppress(OSError):
            first.bind(("127.0.0.1", port))
            second.bind(("127.0.0.1", port + 1))
            first.listen()
            second.listen()
            return port


def test_the_address_that_is_advised_is_free() -> None:
    """The next port is passed over where it is in use as well."""
    with contextlib.ExitStack() as stack:
        port = two_in_use(stack)
        advice = listening.refusal(f"127.0.0.1:{port}").split("ADDRESS=127.0.0.1:")[1].split()[0]
    assert int(advice) > port + 1


def test_ten_saves_good_and_bad_are_shown_and_mended(tmp_path: Path) -> None:
    """Each at its page, by the same preview; `python -m tests.soak` makes hundreds."""
    project = copy_project(tmp_path / "project")
    with preview(project) as address:
        list(soak.answers(address, None))
        saves = list(soak.soak(project, address, soak.SAVES[1::2][:10]))
        assert [save for save, _ in saves] == list(soak.SAVES[1::2][:10])
    assert "Traceback" not in log(project)


@pytest.mark.parametrize(
    ("severity", "level"),
    [("error", logging.ERROR), ("warning", logging.WARNING), ("note", logging.INFO)],
)
def test_a_finding_is_logged_at_the_level_of_its_severity(
    severity: Severity, level: int, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        mkdocs_serve.log_finding(Diagnostic("refs.bib", 1, 1, severity, "code", "fact"))
    assert [record.levelno for record in caplog.records] == [level]
