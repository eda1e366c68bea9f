"""A stranger takes a site over by README's list, and nothing of the owner before is left."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from publications import bibliography
from publications.pages import addresses
from publications.settings import read_settings
from tests.conftest import ROOT, SITE, copy_project, mkdocs_build
from tests.taken_over import (
    DRAWN,
    REMOVED,
    REPLACED,
    SETTINGS,
    STRANGER,
    WORDS,
    take_over,
)

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("takeover")]

BASE = "https://user.github.io/site/"
OWNERS = read_settings(SITE / "mkdocs.yml")


@pytest.fixture(scope="module")
def fork(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = take_over(copy_project(tmp_path_factory.mktemp("taken") / "fork"))
    done = publications(project, "lock-urls")
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture(scope="module")
def built(fork: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("taken-built") / "site"
    done = mkdocs_build(fork, target, PUBLICATIONS_SITE_URL=BASE)
    assert done.returncode == 0, done.stdout + done.stderr
    return target


def publications(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "publications", *arguments],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )


def traces() -> Iterator[str]:
    """Words that only the owner's site has: who they are, what they published, what they wrote."""
    owner = OWNERS.options.owner
    yield from (owner.name, owner.orcid, *owner.aliases, *owner.links, OWNERS.site_name)
    text = (SITE / "mkdocs.yml").read_text("utf-8")
    yield from re.findall(r"(?m)^    (?:email|scholar|github|linkedin|openreview): (.+)$", text)
    yield urlsplit(OWNERS.site_url).netloc
    for publication in bibliography.load(SITE, OWNERS.options, OWNERS.docs_dir).publications:
        yield from (publication.key, publication.title.text, publication.doi, publication.arxiv)
        yield from (person.name for person in publication.people.persons)
    for path in OWNERS.docs_dir.glob("*.md"):
        prose = re.sub(r"[\[(<{:].*", "", path.read_text("utf-8"), flags=re.M)
        yield from (line.strip() for line in prose.splitlines() if len(line.strip()) > 20)


def theirs() -> str:
    """All that the stranger wrote; words in it are nobody's trace."""
    return "".join(path.read_text("utf-8") for path in STRANGER.rglob("*.*"))


def files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def test_nothing_of_the_owner_before_is_left(built: Path) -> None:
    own = theirs()
    words = {trace for trace in traces() if len(trace) > 4 and trace not in own}
    assert words
    for path in files(built):
        text = path.read_bytes().decode("utf-8", "replace") + path.as_posix()
        found = {word for word in words if word.casefold() in text.casefold()}
        assert not found, f"{path.relative_to(built)}: {found}"


def test_no_image_of_the_owner_before_is_left(built: Path) -> None:
    images = {p.read_bytes() for p in files(OWNERS.docs_dir) if p.suffix in (".png", ".svg")}
    assert images
    for path in files(built):
        assert path.read_bytes() not in images, path.relative_to(built)


def test_links_stay_below_the_sites_address_and_lead_somewhere(built: Path) -> None:
    for path in built.rglob("*.html"):
        place = BASE + path.relative_to(built).as_posix().removesuffix("index.html")
        page = BeautifulSoup(path.read_text("utf-8"), "html5lib")
        for element in page.select("[href], [src], meta[property='og:image'], [http-equiv]"):
            target = element.get("href") or element.get("src") or element["content"]
            url = urlsplit(urljoin(place, str(target)))
            if url.netloc != urlsplit(BASE).netloc:
                continue
            assert url.geturl().startswith(BASE), f"{place} leads to {target}"
            file = built / url.path.removeprefix(urlsplit(BASE).path)
            assert (file / "index.html" if url.path.endswith("/") else file).is_file(), target


@pytest.mark.parametrize("name", ["sitemap.xml", "feed.xml", "robots.txt", "llms.txt"])
def test_machines_are_told_the_address(built: Path, name: str) -> None:
    urls = re.findall(r"https?://user\.github\.io[^\s<>\")]*", (built / name).read_text("utf-8"))
    assert urls
    assert all(url.startswith(BASE) for url in urls)


def test_every_page_is_the_strangers(built: Path) -> None:
    pages = list(built.rglob("*.html"))
    assert len(pages) == 2 + 3 + 1  # her pages, her publications, 404.html
    for path in pages:
        page = BeautifulSoup(path.read_text("utf-8"), "html5lib")
        assert page.title is not None
        assert "Ifeoma Okonkwo" in page.title.get_text()


def test_readme_lists_exactly_what_is_replaced() -> None:
    section = re.search(r"(?ms)^## Starting anew\n(.*?)^## ", (ROOT / "README.md").read_text())
    assert section
    named = set(re.findall(r"`([^`\n]+)`", section[1]))
    commands = {name for name in named if name.startswith("make ")}
    listed = {*REPLACED, DRAWN, *REMOVED, *SETTINGS, *WORDS, "mkdocs.yml", "docs/index.md"}
    assert named - commands == {*listed, "aliases", "authors", "Homepage", "<!-- contacts -->"}
    assert {"make images", "make lock-urls", "make test"} <= commands


def test_addresses_of_the_owner_before_are_not_asked_for(fork: Path) -> None:
    assert publications(fork, "check", "--strict").returncode == 0
    assert OWNERS.options.owner.name not in (fork / addresses.NAME).read_text()
